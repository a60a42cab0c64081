"""The same person with another description: “now at Oxford” here, “of Cambridge” there."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from annotator.across.kinds import Kind, clue, listed
from annotator.across.material import ReadArticle, within
from annotator.across.words import content, once
from annotator.model.clue import Clue
from annotator.model.span import Fragment
from annotator.suggest.cues import Lexicon
from annotator.suggest.entities import FoundName
from annotator.suggest.function_words import AUXILIARIES

_BEHIND = regex.compile(
    r"""
    ,\s+ (?P<told>
      (?: an? | the | one\ of | former | head | chief | president | professor | director
        | minister | spokes\p{Ll}+ | founder | co-founder | chair\p{Ll}* | deputy | senior )
      (?! \p{L} ) [^.;:!?“”"()\n]{3,140}? )
    (?= ,\ | [.;:!?)\n“"] | \ (?:said|says|told|described|called|wrote|added|explained)\b | $ )
    """,
    regex.VERBOSE,
)
_BEFORE = regex.compile(r"(?r)(?:[\p{L}\p{M}’'&\-]+[,.]?\ ){1,7}")
_NO_WHERE = frozenset({"PERSON", "NORP"})
_LOOK = 90
_MOST = 30
"""Descriptions of one person; more make no one wiser."""


@dataclass(frozen=True, slots=True)
class Description:
    """What an article says of a person, beside the name.

    `names` are the keys of the organisations and places in it, `stems` its words.
    """

    article: int
    place: Fragment
    value: str
    names: frozenset[str]
    stems: frozenset[str]


def described_otherwise(articles: Sequence[ReadArticle], lexicon: Lexicon) -> Iterator[Clue]:
    """One clue for each person who is described otherwise in several articles."""
    found: dict[str, list[Description]] = defaultdict(list)
    called: dict[str, str] = {}
    for number, article in enumerate(articles):
        for name in article.names:
            if name.type == "PERSON":
                key = name.group or name.name
                called.setdefault(key, name.name)
                found[key] += _descriptions(article, number, name, lexicon)
    for key, some in sorted(found.items()):
        told = some[:_MOST]
        pairs = [(a, b) for n, a in enumerate(told) for b in told[n + 1 :] if _differ(a, b)]
        if not pairs:
            continue
        members = once(sorted((d for pair in pairs for d in pair), key=_place))
        is_plain = any(_contradict(a, b) for a, b in pairs)
        values = listed(once(one.value for one in members))
        yield clue(
            Kind.DESCRIPTION,
            called[key],
            f"{called[key]} is described as {values}",
            [articles[one.article].passage(one.place, one.value) for one in members],
            shown=is_plain,
        )


def _place(one: Description) -> tuple[int, Fragment]:
    return one.article, one.place


def _descriptions(
    article: ReadArticle, number: int, name: FoundName, lexicon: Lexicon
) -> Iterator[Description]:
    """What stands right behind the name, between commas, or right before it as an office."""
    text = article.text
    start, end = article.around(name.place)
    behind = _BEHIND.match(text, name.place.end, end)
    if behind is not None and _describes(behind["told"], lexicon):
        yield _description(article, number, Fragment(*behind.span("told")), name)
        return
    low = max(start, name.place.start - _LOOK)
    before = _BEFORE.search(text, low, name.place.start)
    if before is None or before.end() != name.place.start:
        return
    place = _office(text, before.start(), before.end(), lexicon)
    if place is not None:
        office = _description(article, number, place, name)
        # “President” and “Senator” say nothing that another article could say otherwise.
        if office.names:
            yield office


def _describes(words: str, lexicon: Lexicon) -> bool:
    """Whether words between commas say who somebody is, rather than what somebody does."""
    plain = [word.strip(".,").casefold() for word in words.split()]
    if any(word in AUXILIARIES for word in plain):
        return False
    return plain[0] not in ("the", "one") or any(word in lexicon.roles for word in plain)


def _office(text: str, start: int, end: int, lexicon: Lexicon) -> Fragment | None:
    """The words of an office right before a name: they hold a role, and begin after a small word.

    “the firm’s CEO”, “former Treasury official”.
    """
    words = list(content(text, start, end))
    kept = end
    role = False
    for word in reversed(words):
        gap = text[word.end : kept].strip(" ’'s")
        if gap not in ("", ",", "."):
            break
        if gap == "," and role:
            break
        plain = text[word.start : word.end].casefold().removesuffix("’s").removesuffix("'s")
        role = role or plain in lexicon.roles
        kept = word.start
        if not role and kept != words[-1].start:
            return None
    if not role or kept == end:
        return None
    return Fragment(kept, kept + len(text[kept:end].rstrip(" ,")))


def _description(
    article: ReadArticle, number: int, place: Fragment, name: FoundName
) -> Description:
    names = frozenset(
        (article.names[n].group or article.names[n].name).casefold()
        for n in within([one.place for one in article.names], *place)
        if article.names[n].place != name.place and article.names[n].type not in _NO_WHERE
    )
    stems = frozenset(word.stem for word in content(article.text, *place))
    return Description(number, place, article.words(place), names, stems)


def _differ(one: Description, other: Description) -> bool:
    """Whether two descriptions of different articles say nothing of the other’s."""
    if one.article == other.article or not one.stems or not other.stems:
        return False
    if one.stems <= other.stems or other.stems <= one.stems:
        return False
    return _contradict(one, other) or not one.stems & other.stems


def _contradict(one: Description, other: Description) -> bool:
    """Whether both name somebody or some place, and none of them is the same."""
    return bool(one.names and other.names) and not any(
        a in b or b in a for a in one.names for b in other.names
    )
