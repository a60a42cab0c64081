"""X-based, X-backed: where an organisation is said to be, and who is behind it."""

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

_NAME = r"(?:\p{Lu}[\p{L}\p{M}.’']*(?:[ -](?:of\ the\ |of\ )?\p{Lu}[\p{L}\p{M}.’']*){0,3})"
_BOUND = regex.compile(
    rf"(?<![\p{{L}}-])(?P<value>{_NAME})[-‐‑ ](?P<how>based|backed|owned|led|funded|run|sponsored|"
    r"headquartered)(?!\p{L})"
)
_BEHIND = regex.compile(
    r"(?<!\p{L})(?P<how>based|headquartered|backed|owned|funded|sponsored)\s+(?:in|by|at)\s+"
    rf"(?P<value>(?:the\s+)?(?:\p{{Ll}}+\s+){{0,2}}{_NAME}(?:\s+\p{{Ll}}+s)?)"
)
_HOW_IS = {"headquartered": "based", "run": "owned", "funded": "backed", "sponsored": "backed"}
_ORGANISATIONS = frozenset({"ORG", "NORP", "PRODUCT", "FAC"})
_FIRM = regex.compile(
    r"\s+(?:[\p{Ll}-]+\s+){0,3}(?:agency|airline|bank|business|charity|company|conglomerate|developer|"
    r"firm|fund|group|lender|maker|manufacturer|outlet|publisher|retailer|start-?up|supplier|union)"
    r"(?!\p{L})"
)
"""What stands behind “X-based” where it is said of an organisation."""
_FAR = 80
"""Code points from an organisation to what is said of it."""


@dataclass(frozen=True, slots=True)
class Said:
    """What an article says of an organisation: `how` is based, backed, …"""

    article: int
    place: Fragment
    how: str
    value: str


def based_elsewhere(articles: Sequence[ReadArticle]) -> Iterator[Clue]:
    """One clue for each organisation of which the articles say different things, with all values.

    Articles that tell the same values, as copies of one text do, differ in nothing.
    """
    found: dict[str, list[Said]] = defaultdict(list)
    called: dict[str, str] = {}
    for number, article in enumerate(articles):
        for place, how, value in _places(article.text):
            name = _whose(article, place)
            if name is not None:
                key = name.group or name.name
                called.setdefault(key, key)
                found[key].append(Said(number, place, how, value))
    for key, some in sorted(found.items()):
        several = {one.article for one in some}
        values = {_plain(one.value) for one in some}
        if len(several) < 2 or not _two_apart(some) or len(values) < 2:
            continue
        told = [articles[one.article].words(one.place) for one in some]
        passages = [
            articles[one.article].passage(one.place, words)
            for one, words in zip(some, told, strict=True)
        ]
        yield clue(Kind.BACKING, called[key], f"{called[key]} is {listed(once(told))}", passages)


def _two_apart(some: Sequence[Said]) -> bool:
    """Whether two articles say different things: copies say several, but all the same ones."""
    said: dict[int, set[str]] = defaultdict(set)
    for one in some:
        said[one.article].add(_plain(one.value))
    return any(values != said[some[0].article] for values in said.values())


def _places(text: str) -> Iterator[tuple[Fragment, str, str]]:
    found = {}
    for pattern in (_BOUND, _BEHIND):
        for match in pattern.finditer(text):
            how = match["how"].casefold()
            found[Fragment(*match.span())] = (_HOW_IS.get(how, how), match["value"])
    for place, (how, value) in sorted(found.items()):
        yield place, how, value


def _whose(article: ReadArticle, place: Fragment) -> FoundName | None:
    """The organisation it is said of: right behind it, else the nearest before in the sentence.

    None where something without a name stands behind it: “a London-based university”.
    """
    start, end = article.around(place)
    numbers = within([name.place for name in article.names], start, end)
    firm = _FIRM.match(article.text, place.end) is not None
    names = [article.names[n] for n in numbers if _is_organisation(article, place, n, firm=firm)]
    apart = [n for n in names if n.place.end <= place.start or n.place.start >= place.end]
    for name in apart:
        if name.place.start >= place.end and not article.text[place.end : name.place.start].strip():
            return name
    before = [n for n in apart if n.place.end <= place.start and place.start - n.place.end <= _FAR]
    if not before:
        return None
    nearest = before[-1]
    between = article.text[nearest.place.end : place.start]
    is_apposition = regex.fullmatch(r"(?:\s*\([^)]*\))?,\s.{0,60}", between) is not None
    is_again = regex.search(r"\b(?:the|that)\s+$", between) is not None
    is_verb = regex.search(r"\b(?:is|was|are|were|been)\s(?:\p{Ll}+\s)?$", between) is not None
    return nearest if is_apposition or is_again or is_verb else None


def _is_organisation(article: ReadArticle, place: Fragment, number: int, *, firm: bool) -> bool:
    """Whether a name is one; models take those of firms they do not know for somebody's.

    So a name of one word is one, too, where `firm` is said of it, or right behind “X-based”.
    """
    name = article.names[number]
    if name.type in _ORGANISATIONS:
        return True
    behind = article.text[place.end : name.place.start]
    is_next = name.place.start > place.end and not behind.strip()
    one_word = " " not in (name.group or name.name)
    return name.type == "PERSON" and one_word and (firm or is_next)


def _plain(value: str) -> str:
    return value.casefold().replace("the ", "").strip(" .")
