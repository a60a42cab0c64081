"""The words by which a quotation says whose it is, from `resources/lexicons/cues.json`."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from annotator.paths import resource


class CueKind(StrEnum):
    """What a cue may do."""

    SAY = "say"
    """Takes whole quotations; its speaker may stand behind it."""
    NAME = "name"
    """Gives something a few words in quotation marks."""
    THINK = "think"
    """Holds, wants or does with words; carries a fragment further on in the sentence."""
    NOUN = "noun"
    """What was said: claim, statement."""
    PHRASE = "phrase"
    """according to"""


@dataclass(frozen=True, slots=True)
class Verb:
    """One form of a verb. `going`: it ends in -ing; `past`: it may be a past form."""

    kind: CueKind
    base: str
    going: bool = False
    past: bool = False


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All lists of the file, in lower case where they are verbs or nouns."""

    verbs: Mapping[str, Verb]
    nouns: frozenset[str]
    titles: frozenset[str]
    bynames: frozenset[str]
    roles: frozenset[str]
    groups: frozenset[str]
    papers: frozenset[str]


def load_lexicon(path: Path | None = None) -> Lexicon:
    """The lexicon that ships with the program, or the one at `path`."""
    chosen = resource("lexicons/cues.json") if path is None else path
    lists = json.loads(chosen.read_text(encoding="utf-8"))
    irregular: Mapping[str, list[str]] = lists["irregular"]
    verbs: dict[str, Verb] = {}
    for kind in (CueKind.THINK, CueKind.NAME, CueKind.SAY):
        for base in lists[kind.value]:
            for form, going, past in _forms(base, irregular.get(base)):
                verbs[form] = Verb(kind, base, going, past)
    return Lexicon(
        verbs,
        frozenset(_with_plurals(lists["nouns"])),
        frozenset(_with_plurals(lists["titles"])),
        frozenset(lists["bynames"]),
        frozenset(_with_plurals(lists["roles"])),
        frozenset(_with_plurals(lists["groups"])),
        frozenset(_with_plurals(lists["papers"])),
    )


def _forms(base: str, irregular: Iterable[str] | None) -> Iterable[tuple[str, bool, bool]]:
    """Each form with whether it ends in -ing and whether it may be past."""
    if irregular is not None:
        yield base, False, False
        for number, form in enumerate(irregular):
            yield form, form.endswith("ing"), number > 0 and not form.endswith("ing")
        return
    yield base, False, False
    stem = base.removesuffix("e")
    if base.endswith("y") and base[-2] not in "aeiou":
        yield base[:-1] + "ies", False, False
        yield base[:-1] + "ied", False, True
    else:
        yield base + ("es" if base.endswith(("s", "sh", "ch", "x", "z")) else "s"), False, False
        yield stem + "ed", False, True
    yield stem + "ing", True, False


def _with_plurals(words: Iterable[str]) -> Iterable[str]:
    for word in words:
        yield word
        yield _plural(word)


def _plural(word: str) -> str:
    if word.endswith("man"):
        return word[:-2] + "en"
    if word.endswith("y") and word[-2] not in "aeiou":
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "sh", "ch", "x")) else "s")
