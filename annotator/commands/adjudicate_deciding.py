"""What `annotator adjudicate` decides: places and groups, by the IDs that it lists."""

import argparse
import hashlib
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from annotator.adjudicating import Case, GroupCase, agreed
from annotator.edits import adjudication
from annotator.edits.edit import Edit, together
from annotator.edits.gold_refused import MatterRefused
from annotator.errors import BadInput, EditRefused
from annotator.model.decision import Matter, Reason, Took

if TYPE_CHECKING:
    from annotator.adjudicating import Found, FoundGroups
    from annotator.model.people import Annotator
    from annotator.project import Project

AnyCase = Case | GroupCase
Numbers = tuple[int, int]
"""How many places and groups."""
LENGTH, LEAST = 12, 4
"""Hexadecimal digits of an ID, and how many of them have to be said."""
TOOK = {"A": Took.A, "B": Took.B, "both": Took.BOTH, "none": Took.NONE}


def short_id(case: AnyCase) -> str:
    """What a case goes by on the command line; it stays the same whatever is decided."""
    return hashlib.sha256(case.key.encode()).hexdigest()[:LENGTH]


def decide(
    project: "Project",
    given: argparse.Namespace,
    found: "tuple[Found, FoundGroups]",
    gold: "Annotator | None",
    by: str,
) -> tuple[str, Numbers]:
    """Decides what is asked for, as one step; the sentence about it, and how many it were."""
    cases: list[AnyCase] = [*found[0].cases, *found[1].cases]
    gold_is = gold.id if gold else adjudication.gold_id(project.id, given.gold)
    if given.accept:
        told, chosen = "Taken over where both agree", list(agreed(cases))
        edits = [adjudication.accept_agreed(_matters(chosen, gold_is), by)] if chosen else []
    elif given.take:
        told = "Decided"
        chosen, edits = _taking(given, Ids(cases), gold_is, by)
    elif given.reopen:
        told, chosen = "Reopened", _decided(Ids(cases).named(given.reopen))
        edits = [adjudication.reopen(_decisions(chosen))]
    else:
        told, chosen = "Said why", _decided(Ids(cases).named(given.why))
        edits = _saying_why(given, chosen)
    numbers = _counted(chosen)
    if not edits:
        return f"{told}: {_what(numbers)}.", numbers
    name = edits[0].name if len(edits) == 1 else f"{told.lower()}: {_what(numbers)}"
    if gold is None:
        edits = [adjudication.add_gold(given.gold), *edits]
    step = edits[0] if len(edits) == 1 else together(name, *edits)
    try:
        project.apply(step, by)
    except MatterRefused as refused:
        ids = {case.matter.in_gold(gold_is): short_id(case) for case in chosen}
        raise EditRefused(f"{ids[refused.matter]}: {refused} Nothing was decided.") from refused
    return f"{told}: {_what(numbers)}. annotator undo takes it back.", numbers


class Ids:
    """The cases by their IDs."""

    def __init__(self, cases: Iterable[AnyCase]) -> None:
        self._cases = sorted(((short_id(one), one) for one in cases), key=lambda pair: pair[0])

    def named(self, ids: Sequence[str]) -> list[AnyCase]:
        """The cases that these IDs, or their beginnings, name, each once; raises `BadInput`."""
        found = [self._named(one.strip().lower()) for one in ids]
        return list({short_id(one): one for one in found}.values())

    def _named(self, begin: str) -> AnyCase:
        if len(begin) < LEAST:
            raise BadInput(f"“{begin}” is too short for an ID: say at least {LEAST} letters of it.")
        first = bisect_left(self._cases, begin, key=lambda pair: pair[0])
        fits = [pair for pair in self._cases[first : first + 3] if pair[0].startswith(begin)]
        if not fits:
            raise BadInput(
                f"There is no place or group {begin} here. --list tells the IDs; --unfinished, "
                "--article, --label and --kind choose what is looked at."
            )
        if len(fits) > 1:
            raise BadInput(
                f"{begin} begins several IDs, such as {fits[0][0]} and {fits[1][0]}. "
                "Say more of it."
            )
        return fits[0][1]


def _taking(
    given: argparse.Namespace, ids: Ids, gold_is: str, by: str
) -> tuple[list[AnyCase], list[Edit]]:
    wanted: dict[Took, dict[str, AnyCase]] = {}
    every: dict[str, str] = {}
    for side, *some in given.take:
        for case in ids.named(some):
            own = short_id(case)
            if every.setdefault(own, side) != side:
                raise BadInput(f"{own} cannot be decided in two ways: name it once.")
            wanted.setdefault(_meant(case, TOOK[side]), {})[own] = case
    chosen = [case for some in wanted.values() for case in some.values()]
    edits = [
        adjudication.decide(
            _matters(some.values(), gold_is), took, by,
            reason=given.reason or Reason.UNSAID, note=given.note or "", gap=bool(given.gap),
        )
        for took, some in wanted.items()
    ]  # fmt: skip
    return chosen, edits


def _meant(case: AnyCase, took: Took) -> Took:
    """What is to be taken: of a side that says nothing, nothing, and of both the one that does."""
    if case.gone:
        raise BadInput(
            f"{short_id(case)}: neither says it any more. --reopen takes back what was decided."
        )
    if took is Took.BOTH and not (case.a and case.b):
        took = Took.A if case.a else Took.B
    if (took is Took.A and not case.a) or (took is Took.B and not case.b):
        return Took.NONE
    return took


def _decided(cases: Sequence[AnyCase]) -> list[AnyCase]:
    for case in cases:
        if case.decision is None:
            raise BadInput(f"{short_id(case)} is not decided yet.")
    return list(cases)


def _decisions(cases: Iterable[AnyCase]) -> list[str]:
    made = ((one.decision, *one.others) for one in cases)
    return list(dict.fromkeys(one.id for some in made for one in some if one is not None))


def _saying_why(given: argparse.Namespace, cases: Iterable[AnyCase]) -> list[Edit]:
    """What is not said anew stays."""
    made = {one.decision.id: one.decision for one in cases if one.decision is not None}
    return [
        adjudication.say_why(
            one.id,
            reason=one.reason if given.reason is None else given.reason,
            note=one.note if given.note is None else given.note,
            gap=one.gap if given.gap is None else given.gap,
        )
        for one in made.values()
    ]


def _matters(cases: Iterable[AnyCase], gold_is: str) -> list[Matter]:
    return [case.matter.in_gold(gold_is) for case in cases]


def _counted(cases: Sequence[AnyCase]) -> Numbers:
    groups = sum(isinstance(one, GroupCase) for one in cases)
    return len(cases) - groups, groups


def _what(numbers: Numbers) -> str:
    """How many places and groups, in words."""
    names = (("place", "places"), ("group", "groups"))
    some = [f"{n} {one if n == 1 else many}" for n, (one, many) in zip(numbers, names, strict=True)]
    told = [words for words, n in zip(some, numbers, strict=True) if n]
    return " and ".join(told) or "nothing"
