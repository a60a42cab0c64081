"""The words that the suggestion of claims knows, from the files `claims-*.txt` of the lexicons."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

from annotator.paths import resource


def listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


AUXILIARIES = listed(
    "is are was were has have had does do did will would can could may might must should shall "
    "isn’t aren’t wasn’t weren’t hasn’t haven’t hadn’t doesn’t don’t didn’t won’t wouldn’t can’t "
    "couldn’t cannot"
)
"""Verb forms that make a clause whole."""

DETERMINERS = listed(
    "the a an this that these those its their his her our my your such any all some no each every "
    "both another other several many few more most of two three"
)
"""Words before a noun: what follows them is no verb."""

SUBJECTS = listed("it he she they we i you who that which")
"""Words that are subjects wherever they stand before a verb."""


@dataclass(frozen=True, slots=True)
class ClaimWords:
    """Words in lower case, apostrophes as ’.

    `reporting` gives how what is reported is worded (`said`, `alleged`, `hedged`) by verb form,
    `lowering` what a word does by the word, `hedges` the wording by phrase. `finite` are the forms
    that can be the verb of a clause by themselves: neither the bare form nor the one in -ing.
    """

    reporting: dict[str, str]
    events: frozenset[str]
    finite: frozenset[str]
    lowering: dict[str, str]
    hedges: dict[str, str]
    leading: frozenset[str]

    @classmethod
    def read(cls) -> Self:
        """The words that ship with the program."""
        reporting = {
            form: section for section, line in _lines("reporting") for form in _forms(line)
        }
        verbs = [_forms(line) for name in ("events", "reporting") for _, line in _lines(name)]
        return cls(
            reporting=reporting,
            events=frozenset(form for _, line in _lines("events") for form in _forms(line)),
            finite=AUXILIARIES | {f for forms in verbs for f in forms[1:] if not f.endswith("ing")},
            lowering={line: section for section, line in _lines("lowering")},
            hedges={line: section for section, line in _lines("hedges")},
            leading=frozenset(line for _, line in _lines("leading")),
        )


def _lines(name: str) -> Iterator[tuple[str, str]]:
    """The lines of a lexicon with the section they stand in, comments left out."""
    section = ""
    path = resource("lexicons") / f"claims-{name}.txt"
    for line in path.read_text(encoding="utf-8").splitlines():
        line = line.strip()
        if line.startswith("[") and line.endswith("]"):
            section = line[1:-1]
        elif line and not line.startswith("#"):
            yield section, line


def _forms(line: str) -> tuple[str, ...]:
    """All forms of a verb: those of the line, or the regular ones of its one word."""
    words = line.split()
    if len(words) > 1:
        return tuple(words)
    verb = words[0]
    if verb.endswith("e"):
        return verb, f"{verb}s", f"{verb}d", f"{verb[:-1]}ing"
    if re.search(r"[^aeiou]y$", verb):
        return verb, f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing"
    plural = f"{verb}es" if re.search(r"(?:s|x|z|ch|sh)$", verb) else f"{verb}s"
    return verb, plural, f"{verb}ed", f"{verb}ing"
