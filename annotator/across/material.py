"""What is known of one article before it is compared with the others."""

import bisect
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from annotator.across.amounts import Amount, amounts
from annotator.across.times import Time, times
from annotator.model.clue import Passage
from annotator.model.span import Fragment
from annotator.suggest.cues import Lexicon, load_lexicon
from annotator.suggest.entities import FoundName
from annotator.suggest.quotation import Quotation
from annotator.suggest.quotes import find_quotations
from annotator.suggest.suggester import ArticleText
from annotator.text.sentences import sentences

MOST_SENTENCES = 2_000
"""Sentences of one article that are looked at; a longer text is none of news."""


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """An article with its sentences, quotations, names, amounts and times, each in text order."""

    article_id: str
    name: str
    text: str
    sentences: tuple[Fragment, ...]
    quotations: tuple[Quotation, ...]
    names: tuple[FoundName, ...]
    amounts: tuple[Amount, ...]
    times: tuple[Time, ...]
    cut: bool = False
    """Whether there are more sentences than are looked at."""

    def sentence_index(self, offset: int) -> int:
        """The number of the last sentence that begins at or before `offset`, -1 where none does."""
        return bisect.bisect_right(self.sentences, offset, key=_start) - 1

    def around(self, place: Fragment) -> Fragment:
        """The sentence that holds a place; two, where it reaches into the next one.

        The place itself where it stands in no sentence that is looked at.
        """
        first = self.sentence_index(place.start)
        if first < 0 or self.sentences[first].end <= place.start:
            return place
        last = first
        if self.sentences[first].end < place.end and first + 1 < len(self.sentences):
            last = first + 1
        return Fragment(self.sentences[first].start, self.sentences[last].end)

    def passage(self, place: Fragment, value: str = "") -> Passage:
        """The sentence around a place, with a value."""
        return Passage(self.article_id, self.around(place), value)

    def words(self, place: Fragment) -> str:
        """The words at a place, on one line."""
        return " ".join(self.text[place.start : place.end].split())


@cache
def shipped_lexicon() -> Lexicon:
    """The words by which quotations are found, as they ship; read once."""
    return load_lexicon()


def _start(sentence: Fragment) -> int:
    return sentence.start


def read_article(
    article: ArticleText,
    names: Iterable[FoundName] = (),
    *,
    quotations: Sequence[Quotation] | None = None,
    lexicon: Lexicon | None = None,
) -> ReadArticle:
    """Reads one article. `names` are those of this article as `find_names` has them.

    `quotations` where they are known already. Nothing in a text makes it raise.
    """
    every = sentences(article.text)
    kept = every[:MOST_SENTENCES]
    end = kept[-1].end if kept else 0
    if quotations is None:
        quotations = find_quotations(article.text, lexicon or shipped_lexicon())
    found_times = times(article.text, 0, end)
    return ReadArticle(
        article_id=article.article_id,
        name=article.name,
        text=article.text,
        sentences=kept,
        quotations=tuple(one for one in quotations if one.end <= end),
        names=tuple(sorted((n for n in names if n.place.end <= end), key=_name_place)),
        amounts=amounts(article.text, 0, end, taken=[one.place for one in found_times]),
        times=found_times,
        cut=len(every) > len(kept),
    )


def _name_place(name: FoundName) -> Fragment:
    return name.place


def within(places: Sequence[Fragment], start: int, end: int) -> range:
    """The numbers of those of the sorted `places` that begin from `start` to `end`."""
    return range(
        bisect.bisect_left(places, start, key=_start), bisect.bisect_left(places, end, key=_start)
    )
