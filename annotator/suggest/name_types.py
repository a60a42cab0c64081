"""What type a name is: what its words say, what stands beside it, and what the model said most."""

from collections import Counter

import regex

from annotator.model.scheme import Label
from annotator.suggest.aliases import is_company

_HEADS = {
    "LAW": "Act|Bill|Treaty|Directive|Constitution|Accord|Accords|Amendment|Statute",
    "EVENT": "Summit|Conference|Olympics|Paralympics|Championship|Championships|War|Festival",
    "ORG": "Institute|Institution|University|Ministry|Department|Authority|Agency|Committee|"
    "Commission|Council|Association|Foundation|Federation|Academy|Court|Ventures|Partners|"
    "Capital|Parliament|Senate|Congress|Union|Bureau|Society|Trust|Party|Inquiry|Service|"
    "Laboratory|Institutes|Universities|Office|Centre|Center",
}
_HEAD_TYPE = {head: kind for kind, heads in _HEADS.items() for head in heads.split("|")}
_WEAK = frozenset({"Centre", "Center", "Union", "Capital", "Trust", "War", "Court", "Office"})
"""Heads that end names of several types: they say what a name is only where the model is unsure."""

_OF = regex.compile(r"\s(?:of|for|on)\s")
_ROLE = (
    r"(?:chief|CEO|CFO|CTO|spokes\p{Ll}+|(?:co-?)?founders?|executives?|engineers?|employees?|"
    r"employee|researchers?|shares|shareholders?|stock|customers?|subsidiary|subsidiaries|"
    r"headquarters|boss|chairman|chairwoman|board)\b"
)
_BEFORE = (
    r"\b(?:spokes\p{Ll}+\sfor|(?:CEO|chairman|boss|head|founder|president|executive|director)\sof|"
    r"(?:subsidiary|division|employees?|founders?|investors?|shares)\s(?:of|at|in)|owned\sby|"
    r"start-?up|company|firm|works?\s(?:at|for)|worked\s(?:at|for))\s(?:the\s)?"
)
_ROLE_AFTER = regex.compile(rf"(?:’[sS])?(?:\s\p{{Ll}}[\p{{Ll}}-]*)?\s{_ROLE}")
_ROLE_BEFORE = regex.compile(rf"(?r){_BEFORE}")

_STAND_INS = {
    "PERSON": ("PER",),
    "GPE": ("LOC",),
    "LOC": ("GPE",),
    "FAC": ("LOC", "GPE"),
    "ORG": ("ORGANISATION", "ORGANIZATION"),
}
_REST = ("MISC", "OTHER")

PRIOR = ("PERSON", "ORG", "GPE", "NORP", "LAW", "EVENT", "PRODUCT", "LOC", "WORK_OF_ART", "FAC")
"""Among types that were said equally often, the first here counts."""


def head_type(name: str) -> tuple[str, str]:
    """The word of a name that says what it is, with the type; two empty words where none does."""
    words = name.split()
    if len(words) < 2:
        return "", ""
    if is_company(name):
        return words[-1], "ORG"
    last, inner = words[-1], _OF.split(name)[0].split()[-1]
    if last in _HEAD_TYPE:
        return last, _HEAD_TYPE[last]
    # Department of Justice, Treaty of Lisbon; but a Conference of Mayors need not be an event.
    if _HEAD_TYPE.get(inner, "EVENT") != "EVENT":
        return inner, _HEAD_TYPE[inner]
    return "", ""


def is_sure(head: str) -> bool:
    """Whether this last word decides the type whatever the model says."""
    return head != "" and head not in _WEAK


def beside_says_org(text: str, start: int, end: int) -> bool:
    """Whether the words around it are those around an organisation: `X’s engineers`, `CEO of X`."""
    if _ROLE_AFTER.match(text, end):
        return True
    return _ROLE_BEFORE.match(text, max(start - 60, 0), start) is not None


def decided(votes: Counter[str]) -> str:
    """The type that was said most often."""
    return min(votes, key=lambda kind: (-votes[kind], PRIOR.index(kind)))


def value_for(kind: str, label: Label | None) -> str:
    """The value of the label's attribute `type` for a type of OntoNotes; "" where it has none.

    A scheme with fewer types gets the nearest: a place for a country, else the rest.
    """
    attribute = None if label is None else label.attribute("type")
    if attribute is None:
        return ""
    known = {value.upper().replace(" ", "_"): value for value in attribute.values}
    for each in (kind, *_STAND_INS.get(kind, ()), *_REST):
        if each in known:
            return known[each]
    return kind if attribute.open else ""
