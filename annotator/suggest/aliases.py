"""Which names of a story stand for the same: acronyms, last names, companies, countries.

Only what the words themselves show; two who could be meant join nobody. The name that stands for
all is the longest in words, for it says without context who is meant (`Information Commissioner’s
Office` rather than `ICO`); words like Group or Inc do not count for that, and among equals the
commonest wins, then the one that comes first in the alphabet.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

import regex

from annotator.paths import resource

_SUFFIXES = frozenset(
    {"Group", "Inc", "Ltd", "Limited", "Corp", "Corporation", "Incorporated", "Company", "Co"}
    | {"Holdings", "Holding", "plc", "PLC", "Plc", "LLC", "LLP", "LP", "GmbH", "AG", "SE", "SA"}
    | {"NV", "AB", "Pty"}
)
_LITTLE = frozenset({"of", "the", "and", "for", "in", "on", "at", "to", "&", "de", "la", "du"})
_PERSONAL_SUFFIX = regex.compile(r",?\s+(?:Jr|Sr|I{2,3}|IV)\.?$")
_WORD = regex.compile(r"[^\s\-‐‑/,()]+")
_ACRONYM = regex.compile(
    r"(?:\p{Lu}[\p{Lu}\p{Nd}]{1,9}|(?:\p{Lu}\.){2,9}|\p{Lu}\p{Ll}?\p{Lu}{1,8})"
)


@dataclass(frozen=True, slots=True)
class NameSeen:
    """A name of a story with its type and how often it stands there."""

    name: str
    type: str
    count: int


def without_suffix(name: str) -> str:
    """A company's name without what says that it is one: `Alibaba Group` is Alibaba."""
    words = name.split()
    while len(words) > 1 and words[-1].strip(".,") in _SUFFIXES:
        words.pop()
    return " ".join(words).rstrip(",")


def is_company(name: str) -> bool:
    """Whether the name says that it is a company's: it ends with Group, Inc, …"""
    return without_suffix(name) != name


def joined(names: Iterable[NameSeen]) -> dict[str, str]:
    """For every name, the one that stands for all names of the same; often itself."""
    seen = {each.name: each for each in names}
    leader = {name: name for name in seen}

    def find(name: str) -> str:
        while leader[name] != name:
            leader[name] = leader[leader[name]]
            name = leader[name]
        return name

    for one, other in _pairs(seen):
        leader[find(one)] = find(other)
    members: defaultdict[str, list[NameSeen]] = defaultdict(list)
    for name in seen:
        members[find(name)].append(seen[name])
    called = {root: _standing_for(each) for root, each in members.items()}
    return {name: called[find(name)] for name in seen}


def _standing_for(names: list[NameSeen]) -> str:
    def rank(each: NameSeen) -> tuple[int, int, str]:
        acronym = _ACRONYM.fullmatch(each.name) is not None
        return (acronym - len(without_suffix(each.name).split()), -each.count, each.name)

    return min(names, key=rank).name


def _pairs(seen: Mapping[str, NameSeen]) -> Iterator[tuple[str, str]]:
    yield from _capitals(seen)
    yield from _acronyms(seen)
    yield from _people(seen)
    yield from _companies(seen)
    yield from _countries(seen)
    yield from _with_country(seen)


def _capitals(seen: Mapping[str, NameSeen]) -> Iterator[tuple[str, str]]:
    """WASHINGTON, as a dateline has it, and Washington."""
    for name in seen:
        if len(name) > 4 and name.isupper() and (plain := name.title()) in seen:
            yield name, plain


def _acronyms(seen: Mapping[str, NameSeen]) -> Iterator[tuple[str, str]]:
    """ICO and Information Commissioner’s Office; DoJ and Department of Justice.

    Not the countries: U.S. is not the U.S. Senate.
    """
    by_initials: defaultdict[str, set[str]] = defaultdict(set)
    for name, each in seen.items():
        if each.type != "PERSON":
            for initials in _initials(name):
                by_initials[initials].add(name)
    for name in seen:
        if _ACRONYM.fullmatch(name) and not _is_country(name):
            meant = by_initials.get(name.replace(".", ""), set()) - {name}
            if len(meant) == 1:
                yield name, meant.pop()
            elif plain := meant & seen.keys() & {m for m in meant if _ACRONYM.fullmatch(m)}:
                yield name, min(plain)


def _initials(name: str) -> set[str]:
    """The initials of a name of several words: without little words, and with them (DoJ)."""
    if _ACRONYM.fullmatch(name):
        return {name.replace(".", "")} if "." in name else set()
    words = _WORD.findall(name)
    great = [word for word in words if word not in _LITTLE]
    if len(great) < 2:
        return set()
    found = {"".join(word[0].upper() for word in great)}
    found.add("".join(word[0] for word in words if word != "the"))
    # Names with a country before them are called without it: US Department of Justice, DoJ.
    if _is_country(great[0]) and len(great) > 2:
        found |= _initials(name.partition(" ")[2])
    return {initials for initials in found if len(initials) > 1}


def _people(seen: Mapping[str, NameSeen]) -> Iterator[tuple[str, str]]:
    """Shaw and Eleanor Shaw, John F. Kennedy and John Kennedy; not where two could be meant."""
    by_ends: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for name, each in seen.items():
        words = _PERSONAL_SUFFIX.sub("", name).split()
        if each.type == "PERSON" and len(words) > 1:
            by_ends[words[0], words[-1]].add(name)
    by_last: defaultdict[str, set[str]] = defaultdict(set)
    for (_, last), names in by_ends.items():
        # George W. and George H. W. Bush are two, and so are Charles Elliott Jr. and III.
        if len({_between(name) for name in names} - {""}) > 1:
            by_last[last] |= names
            continue
        first = min(names)
        by_last[last].add(first)
        yield from ((name, first) for name in names if name != first)
    for name, each in seen.items():
        meant = by_last.get(name, set())
        if each.type == "PERSON" and len(meant) == 1:
            yield name, min(meant)


def _between(name: str) -> str:
    """What a person's name has besides first and last name: middle names, Jr."""
    suffix = _PERSONAL_SUFFIX.search(name)
    words = _PERSONAL_SUFFIX.sub("", name).split()
    return " ".join(words[1:-1]) + (suffix[0] if suffix else "")


def _companies(seen: Mapping[str, NameSeen]) -> Iterator[tuple[str, str]]:
    """Alibaba Group and Alibaba; Oxford University and University of Oxford."""
    by_words: dict[frozenset[str], str] = {}
    for name, each in seen.items():
        if is_company(name) and (short := without_suffix(name)) in seen:
            yield name, short
        if each.type in {"ORG", "FAC"} and len(name.split()) > 1:
            words = frozenset(name.split()) - _LITTLE
            if words in by_words:
                yield name, by_words[words]
            by_words.setdefault(words, name)


def _countries(seen: Mapping[str, NameSeen]) -> Iterator[tuple[str, str]]:
    for names in country_names():
        here = [name for name in names if name in seen]
        yield from ((name, here[0]) for name in here[1:])


def _with_country(seen: Mapping[str, NameSeen]) -> Iterator[tuple[str, str]]:
    """US State Department and State Department."""
    for name, each in seen.items():
        country, _, rest = name.partition(" ")
        if each.type == "ORG" and " " in rest and rest in seen and _is_country(country):
            yield name, rest


def _is_country(name: str) -> bool:
    return any(name in names for names in country_names())


@cache
def country_names() -> tuple[tuple[str, ...], ...]:
    """Countries that go by several names, the names of one together."""
    lines = resource("lexicons/countries.txt").read_text(encoding="utf-8").splitlines()
    return tuple(
        tuple(name.strip() for name in line.split("|"))
        for line in lines
        if line.strip() and not line.startswith("#")
    )
