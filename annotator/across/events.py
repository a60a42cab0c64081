"""The same event with another place or time beside its name."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from annotator.across.kinds import Kind, clue, listed
from annotator.across.material import ReadArticle, within
from annotator.across.words import once
from annotator.model.clue import Clue
from annotator.model.span import Fragment
from annotator.suggest.entities import FoundName

_NOT_EVENTS = frozenset({"PERSON", "GPE", "LOC", "NORP"})
_BEFORE = regex.compile(
    r"(?r)(?:(?:just\s+|only\s+)?(?:\p{L}+\s+)?(?:hours?|days?|weeks?|months?|years?)\s+"
    r"(?:before|after|ahead\s+of|since)\s+)?(?:the\s+)?(?:recent|upcoming|forthcoming|coming|planned|"
    r"first|second|third|annual|cancelled|(?:this|last|next)\s+(?:week|month|year|spring|summer|autumn|"
    r"fall|winter)['’]s|(?:19|20)\d\d)?\s*"
)
_BEHIND = regex.compile(
    r"\s+(?:(?:held|scheduled|planned|due)\s+)?(?:in|at|on|near|from|during)\s+(?:the\s+)?"
    r"(?P<told>\p{Lu}[\p{L}\p{M}.’'-]*(?:\s+(?:of\s+)?(?:\p{Lu}[\p{L}\p{M}.’'-]*|\d{1,4}(?!\d)))*"
    r"|(?:19|20)\d\d|(?:early|late|mid)[- ]\p{Lu}\p{L}+)"
)


@dataclass(frozen=True, slots=True)
class Beside:
    """Where or when an article says an event is: `keys` are the places and times in `value`."""

    article: int
    place: Fragment
    value: str
    keys: frozenset[str]


def placed_otherwise(articles: Sequence[ReadArticle]) -> Iterator[Clue]:
    """One clue for each name of several words that has another place or time beside it."""
    found: dict[str, list[Beside]] = defaultdict(list)
    for number, article in enumerate(articles):
        for name in article.names:
            if name.type not in _NOT_EVENTS and " " in name.name:
                found[name.group or name.name] += _beside(article, number, name)
    for key, some in sorted(found.items()):
        members = [
            one
            for one in some
            if any(one.article != b.article and not one.keys & b.keys for b in some)
        ]
        if len({one.article for one in members}) < 2:
            continue
        values = listed(once(one.value for one in members))
        passages = [articles[one.article].passage(one.place, one.value) for one in members]
        yield clue(Kind.EVENT, key, f"{key} stands with {values}", passages, shown=False)


def _beside(article: ReadArticle, number: int, name: FoundName) -> Iterator[Beside]:
    """The place or time right before or behind a name, with the name."""
    text = article.text
    start, end = article.around(name.place)
    before = _BEFORE.match(text, start, name.place.start)
    behind = _BEHIND.match(text, name.place.end, end)
    first = before.start() if before is not None and before.group().strip() else name.place.start
    last = behind.end() if behind is not None else name.place.end
    said_before = text[first : name.place.start].casefold().split()
    keys = set()
    if said_before and said_before != ["the"]:
        keys.add(" ".join(word for word in said_before if word not in ("the", "just", "only")))
    if behind is not None:
        keys.add(behind["told"].casefold())
        keys.update(
            (article.names[n].group or article.names[n].name).casefold()
            for n in within([one.place for one in article.names], name.place.end, last)
        )
    if keys:
        place = Fragment(first, last)
        yield Beside(number, place, article.words(place), frozenset(keys))
