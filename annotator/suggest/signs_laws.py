"""Laws by their names, and which of them only one article knows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from annotator.model.clue import Clue, Passage
from annotator.model.span import Fragment
from annotator.suggest.signs_found import Sign, clue_over, shown
from annotator.suggest.suggester import ArticleText
from annotator.text.abbreviations import STARTERS

_KIND = r"(?:Act|Directive|Regulations?|Bill|Convention|Treaty|Statute|Ordinance|Decree)"
_LAW = regex.compile(
    rf"""
      (?<![\p{{L}}\p{{N}}\-])(?<![\p{{L}}\p{{N}}][’'‘])
      (?P<name> (?:(?!{_KIND}\b)\p{{Lu}}[\p{{L}}\p{{N}}\-]*(?:[’'‘]s)?\ (?:\(\p{{L}}+\)\ )?
            (?:(?:and|of|the|on|for|to|in|against|&)\ ){{0,3}}){{1,8}}? {_KIND} )
      (?P<number> (?:\ (?:of\ )?(?:\(\p{{Lu}}+\)\ )?(?:No\.?\ )?\d{{1,4}}(?:/\d{{1,4}})*)? )
      (?!\ (?:and\ |of\ |&\ )?\p{{Lu}}|[\p{{L}}\p{{N}}\-]|[’']s\ \p{{Lu}})
    """,
    regex.VERBOSE | regex.VERSION1,
)
_WORD = regex.compile(r"[\p{L}\p{N}\-]+")
_OWNER = regex.compile(r"[^ ]*[’'‘]s ")


@dataclass(frozen=True, slots=True)
class Law:
    """A law where it is named. `words` are those of its name in lower case, the year left out."""

    place: Fragment
    words: tuple[str, ...]


def laws(text: str) -> Iterator[Law]:
    """The laws that a text names, without article and owner (`the UK’s`)."""
    for match in _LAW.finditer(text):
        start, end = match.start(), match.end()
        owners = list(_OWNER.finditer(text, start, match.end("name")))
        start = owners[-1].end() if owners else start
        while (first := _WORD.match(text, start)) and first.group().lower() in STARTERS:
            start = first.end() + 1
        words = tuple(w.group().lower() for w in _WORD.finditer(text, start, match.end("name")))
        if len(words) > 1 and text[start].isupper():
            yield Law(Fragment(start, end), words)


def laws_named_once(articles: Sequence[ArticleText]) -> Iterator[Clue]:
    """One clue for each law that one of several articles names: more than one might know it.

    Names of which one ends like the other are the same law (`Investment Act`).
    """
    if len(articles) < 2:
        return
    found = [(article, list(laws(article.text))) for article in articles]
    in_full: dict[tuple[str, ...], set[str]] = {}
    as_ending: dict[tuple[str, ...], set[str]] = {}
    for article, named in found:
        for law in named:
            in_full.setdefault(law.words, set()).add(article.article_id)
            for ending in _endings(law.words):
                as_ending.setdefault(ending, set()).add(article.article_id)
    for article, named in found:
        places: dict[tuple[str, ...], list[Fragment]] = {}
        for law in named:
            knowing = as_ending[law.words].union(*(in_full.get(e, ()) for e in _endings(law.words)))
            if knowing == {article.article_id}:
                places.setdefault(law.words, []).append(law.place)
        yield from (_once(article, some) for some in places.values())


def _once(article: ArticleText, places: Sequence[Fragment]) -> Clue:
    name = shown(article.text, places[0])
    passages = [Passage(article.article_id, place) for place in places]
    return clue_over(
        Sign.LAW, name, passages, f"“{name}” is named in this article of the story only"
    )


def _endings(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The name, and what is left of it without its first words: at least two."""
    for first in range(len(words) - 1):
        yield words[first:]
