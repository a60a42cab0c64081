"""What the lead can do about what two people labelled: decide it, in gold, and take that back.

Gold is an annotator of its own; what the two said never changes.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from annotator.edits.edit import Edit
from annotator.edits.gold_deciding import decide_matters, take_back
from annotator.edits.gold_reading import settle
from annotator.errors import EditRefused
from annotator.model.decision import Matter, Reason, Took
from annotator.model.group import Group
from annotator.model.identity import named_id
from annotator.model.people import Annotator, Role
from annotator.model.span import Span

if TYPE_CHECKING:
    from annotator.store.work import Work

GOLD = "gold"
"""What the gold annotator is called unless somebody says otherwise."""


def gold_id(project_id: str, name: str = GOLD) -> str:
    """The id of the gold annotator of this name that `add_gold` adds."""
    return named_id("gold", project_id, name.strip())


def add_gold(name: str = GOLD) -> Edit:
    """Adds the gold annotator of this name, unless there is one.

    Its id follows from the project and the name, so that two copies of a project agree on it.
    """

    def do(work: "Work") -> None:
        called = name.strip()
        if not called:
            raise EditRefused("An annotator needs a name.")
        if work.people.gold(called) is None:
            own_id = gold_id(work.facts.get("id"), called)
            work.people.put([Annotator(own_id, called, Role.ADJUDICATED)])

    return Edit(f"add annotator “{name.strip()}”", do)


def decide(
    matters: Sequence[Matter],
    took: Took,
    by: str,
    *,
    written: Sequence[Span] = (),
    groups: Sequence[Group] = (),
    reason: Reason = Reason.UNSAID,
    note: str = "",
    gap: bool = False,
) -> Edit:
    """Decides one matter, or several alike, as one step; what was decided there before is replaced.

    They may be places and groups, mixed. `by` is the id of the annotator who decides. With
    `Took.NEW` gold says, in one place, `written`: of these spans label, fragments and attributes
    count; or, of one matter about groups, `groups`: kind, name, attributes and members, which are
    gold's own spans and articles that omit something. One with the id of a group that gold has, by
    this decision or by none, takes its place. Refused where A or B say something else than when the
    matter was looked at, and where the side that is to be taken says nothing. `Took.AGREED` is for
    matters where both say the same; see `accept_agreed`.

    A group that is taken is in gold as soon as two of its members are: what was decided about their
    spans stands for them, whichever side's boundaries were taken, and articles that omit something
    count too.
    """
    said_of = {"took": took, "reason": reason, "note": note.strip(), "gap": gap, "by": by}

    def do(work: "Work") -> None:
        _refuse_other_writing(matters, took, written, groups)
        decide_matters(work, matters, said_of, written, groups)

    return Edit(_name(matters, took), do)


def _refuse_other_writing(
    matters: Sequence[Matter], took: Took, written: Sequence[Span], groups: Sequence[Group]
) -> None:
    if took is not Took.NEW:
        if written or groups:
            what = "Groups" if groups else "Spans"
            raise EditRefused(f"{what} are written only where neither A nor B is taken.")
    elif len(matters) == 1 and matters[0].is_about_groups:
        if written or not groups:
            raise EditRefused("Write what gold is to have of these groups.")
    elif len(matters) != 1 or groups or not written:
        raise EditRefused("Write what gold is to say in this one place.")


def accept_agreed(matters: Sequence[Matter], by: str) -> Edit:
    """Takes over what both said alike, as one step: the decisions say so (`Took.AGREED`).

    Refused where they do not say the same.
    """
    name = f"accept {_what(matters)} where both agree"
    said_of = {"took": Took.AGREED, "reason": Reason.UNSAID, "note": "", "gap": False, "by": by}
    return Edit(name, lambda work: decide_matters(work, matters, said_of))


def _what(matters: Sequence[Matter]) -> str:
    """How many places and groups are to be decided, for people."""
    groups = sum(one.is_about_groups for one in matters)
    numbers = ((len(matters) - groups, "place", "places"), (groups, "group", "groups"))
    some = [f"{n} {one if n == 1 else many}" for n, one, many in numbers if n]
    return " and ".join(some) or "0 places"


def say_why(decision_id: str, *, reason: Reason, note: str, gap: bool) -> Edit:
    """Says of a decision why it was made; what was decided stays."""

    def do(work: "Work") -> None:
        found = work.decisions.get([decision_id])
        if not found:
            raise EditRefused("The decision is not there any more.")
        changed = replace(found[0], reason=reason, note=note.strip(), gap=gap)
        if changed != found[0]:
            work.decisions.put([changed])

    return Edit("say why it was decided so", do)


def reopen(decision_ids: Sequence[str]) -> Edit:
    """Takes decisions back, with what they put into gold; their matters are open again."""

    def do(work: "Work") -> None:
        there = work.decisions.get(decision_ids)
        if not there:
            raise EditRefused("The decision is not there any more.")
        take_back(work, there)
        settle(work, there)

    return Edit("reopen a decision" if len(decision_ids) == 1 else "reopen decisions", do)


def _name(matters: Sequence[Matter], took: Took) -> str:
    nothing = "no group" if all(one.is_about_groups for one in matters) else "nothing here"
    what = {
        Took.AGREED: "take what both say",
        Took.A: "take A",
        Took.B: "take B",
        Took.BOTH: "take both",
        Took.NEW: "write gold",
        Took.NONE: nothing,
    }[took]
    return what if len(matters) == 1 else f"{what}, {len(matters)} times"
