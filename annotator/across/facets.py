"""The table of a story: a row per question, what each article says to it."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

import regex

from annotator.across.amounts import MONEY, PERCENT, seconds
from annotator.across.clauses import clause
from annotator.across.facet_patterns import FacetPatterns, Pattern
from annotator.across.material import ReadArticle
from annotator.model.across import FacetRow
from annotator.model.clue import Passage
from annotator.model.span import Fragment

MOST = 4
"""Passages of one article in one row, those of the patterns that say most."""
_MOST_VALUE = 120
_START = 4
_WORD = regex.compile(r"[\p{L}\p{N}][\p{L}\p{N}\p{M}]*")

Hit = tuple[int, Fragment, Fragment]
"""The number of the pattern, where it stands, and what is shown."""


def facet_rows(articles: Sequence[ReadArticle], patterns: FacetPatterns) -> tuple[FacetRow, ...]:
    """The rows in which at least one article says something, in the order of the patterns."""
    if not articles:
        return ()
    indexes = [_Index(article) for article in articles]
    rows = []
    for facet, some in patterns.facets:
        passages = [
            passage
            for article, index in zip(articles, indexes, strict=True)
            for passage in _cell(article, index, some, in_clauses=facet in patterns.in_clauses)
        ]
        if passages:
            rows.append(FacetRow(facet, tuple(passages)))
    return tuple(rows)


class _Index:
    """In which sentences of an article words stand."""

    def __init__(self, article: ReadArticle) -> None:
        self._words: dict[str, set[int]] = defaultdict(set)
        for number, sentence in enumerate(article.sentences):
            for match in _WORD.finditer(article.text, *sentence):
                self._words[match.group().casefold()].add(number)
        self._beginnings: dict[str, list[str]] = defaultdict(list)
        for word in self._words:
            self._beginnings[word[:_START]].append(word)
        self._all = set(range(len(article.sentences)))

    def sentences(self, needs: Sequence[Sequence[str]]) -> set[int]:
        """The numbers of the sentences that hold one word of each of these."""
        found = self._all
        for words in needs:
            found = found & set().union(*(self._with(word) for word in words))
            if not found:
                break
        return found

    def _with(self, word: str) -> set[int]:
        if not word.endswith("*"):
            return self._words.get(word, set())
        begin = word[:-1]
        if len(begin) < _START:
            known = [one for one in self._words if one.startswith(begin)]
        else:
            known = [one for one in self._beginnings[begin[:_START]] if one.startswith(begin)]
        return set().union(*(self._words[one] for one in known))


def _cell(
    article: ReadArticle, index: _Index, patterns: Sequence[Pattern], *, in_clauses: bool
) -> list[Passage]:
    """What one article says to one question: a sentence for each, in text order."""
    end = article.sentences[-1].end if article.sentences else 0
    by_sentence: dict[Fragment, Hit] = {}
    for number, pattern in enumerate(patterns):
        for place, shown in _places(article, index, pattern):
            if place.end <= end:
                by_sentence.setdefault(article.around(place), (number, place, shown))
    best = sorted(by_sentence.items(), key=lambda item: item[1][:2])[:MOST]
    return [
        Passage(
            article.article_id,
            sentence,
            clause(article.text, sentence, place) if in_clauses else _value(article, shown),
        )
        for sentence, (_, place, shown) in sorted(best)
    ]


def _value(article: ReadArticle, shown: Fragment) -> str:
    return article.words(Fragment(shown.start, min(shown.end, shown.start + _MOST_VALUE)))


def _places(
    article: ReadArticle, index: _Index, pattern: Pattern
) -> Iterator[tuple[Fragment, Fragment]]:
    if pattern.built_in:
        yield from ((place, place) for place in _built_in(article, pattern.built_in))
        return
    for number in sorted(index.sentences(pattern.needs)):
        for match in pattern.words.finditer(article.text, *article.sentences[number]):
            yield _both(match)


def _both(match: regex.Match[str]) -> tuple[Fragment, Fragment]:
    place = Fragment(*match.span())
    shown = match.groupdict().get("shown")
    return place, Fragment(*match.span("shown")) if shown else place


def _built_in(article: ReadArticle, what: str) -> Iterator[Fragment]:
    if what == "<time>":
        yield from (time.place for time in article.times)
        return
    for amount in article.amounts:
        is_duration = seconds(amount) is not None
        wanted = {
            "<money>": amount.unit == MONEY,
            "<share>": amount.unit == PERCENT,
            "<duration>": is_duration,
            "<amount>": bool(amount.unit) and not is_duration,
        }
        if wanted[what]:
            yield amount.place
