"""Blind: the same comparison without anybody's name, and with sides that nobody can tell."""

import re
from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256

from annotator.model.people import Annotator
from ui.compare.found import Found, Pair

NAMES = ("First", "Second")
WHY_OFF = "Names stand in it: switch Blind off first"


def is_exchanged(project_id: str, both: tuple[Annotator, Annotator]) -> bool:
    """Whether the two change sides: by chance, and always the same."""
    told = "".join((project_id, *(person.id for person in both)))
    return bool(sha256(told.encode()).digest()[0] % 2)


def hidden(pair: Pair, *, exchanged: bool) -> Pair:
    """The pair without names."""
    turned = pair.swapped if exchanged else pair
    a, b = turned.names
    new = {**dict(zip(map(_plain, turned.names), NAMES, strict=True))}
    if _plain(a) == _plain(b):
        new = {_plain(a): "One of them"}
    methods = turned.methods
    if methods.startswith(f"{pair.names[0]} and {pair.names[1]} "):
        methods = "Two annotators" + methods[len(f"{pair.names[0]} and {pair.names[1]}") :]
    return replace(
        turned.called(NAMES),
        left_out=tuple((article, _said(why, new)) for article, why in turned.left_out),
        methods=methods,
    )


def hidden_all(found: Found) -> Found:
    """A comparison of several without names: they are numbered."""
    return replace(found, names=tuple(f"Person {n}" for n in range(1, len(found.names) + 1)))


def _plain(name: str) -> str:
    """The name alone: those who have the same one are told apart by an id behind it."""
    return re.sub(r" \([0-9a-f-]{36}\)$", "", name)


def _said(why: str, new: Mapping[str, str]) -> str:
    """Why an article was left out: each sentence of it begins with a name."""
    names = "|".join(re.escape(name) for name in sorted(new, key=len, reverse=True))
    begins = rf"(^|(?<=\. ))({names})(?= (?:has|skipped) )"
    return re.sub(begins, lambda match: new[match[2]], why)
