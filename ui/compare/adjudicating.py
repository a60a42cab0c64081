"""Deciding: from what the lead wants done with cases to edits of the project."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from annotator.edits.edit import Edit, together
from annotator.model.decision import Decision, Matter, Reason, Took
from annotator.model.group import Group
from annotator.model.people import Annotator
from annotator.model.span import Span
from ui.compare.deciding_many import DecidingMany
from ui.days import counted
from ui.workspace import Workspace

MANY = 150
"""More cases than these are decided in the worker: they take a tenth of a second and more."""
GOLD = "gold"
"""What the gold annotator is called where there is none yet."""


class Decidable(Protocol):
    """A case about a place or about groups, as far as deciding goes."""

    @property
    def key(self) -> str:
        """What it goes by, whatever is decided."""

    @property
    def article_id(self) -> str:
        """The article in which it is decided."""

    @property
    def agreed(self) -> bool:
        """Whether both say the same."""

    @property
    def decided(self) -> bool:
        """Whether gold has decided it, and nobody changed anything since."""

    @property
    def decision(self) -> Decision | None:
        """What gold decided."""

    @property
    def others(self) -> tuple[Decision, ...]:
        """Further decisions about parts of it."""

    @property
    def matter(self) -> Matter:
        """What a decision on it has to know."""


@dataclass(frozen=True, slots=True)
class Why:
    """Why it is decided so: a reason code, a note, and whether the guidelines lack something."""

    reason: Reason = Reason.UNSAID
    note: str = ""
    gap: bool = False


def why_of(decision: Decision | None) -> Why:
    """Why it was decided so."""
    if decision is None:
        return Why()
    return Why(decision.reason, decision.note, decision.gap)


class Adjudicating(QObject):
    """Decides cases in gold, as the one who labels now.

    Signals: `told` with a sentence for the user; `deciding(cases)`: these are about to be decided.
    """

    told = Signal(str)
    deciding = Signal(object)

    def __init__(
        self, workspace: Workspace, many: DecidingMany, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace, self._many = workspace, many
        self._gold: Annotator | None = None
        self._gold_id, self._new = "", GOLD

    @property
    def gold_id(self) -> str:
        """Gold's id: also of the gold that the first decision will add."""
        return self._gold_id

    @property
    def gold_name(self) -> str:
        """What gold is called."""
        return self._gold.name if self._gold is not None else self._new

    @property
    def may(self) -> bool:
        """Whether anything can be decided: there is a gold to decide in, and somebody who does."""
        return bool(self._gold_id) and self._workspace.can_edit

    @property
    def why_not(self) -> str:
        """Why nothing can be decided, as a sentence; "" where it can."""
        if self.may:
            return ""
        if not self._gold_id:
            return "Gold is one of these two: nothing is decided between it and others."
        if self._workspace.is_open and self._workspace.project.read_only:
            return "This project is open read-only: nothing can be decided."
        return "Say first who you are: Tools, Who labels, in the main window."

    def only_look(self) -> None:
        """Gold is one of the two that are compared: nothing is decided between it and others."""
        self._gold, self._gold_id = None, ""

    def decide_in(self, gold: Annotator | None, new: str = GOLD) -> None:
        """Decide in this gold; None: in one with the name `new`, which the first decision adds."""
        from annotator.model.identity import named_id

        self._gold, self._new = gold, new
        self._gold_id = gold.id if gold else named_id("gold", self._workspace.project.id, new)

    # What is decided

    def decide(
        self,
        cases: Sequence[Decidable],
        took: Took,
        why: Why,
        then: Callable[[], object] = lambda: None,
    ) -> None:
        """Decides these cases alike, as one step; `took` is of the true sides."""
        self.decide_each([(took, cases)], why, then)

    def decide_each(
        self,
        wanted: Sequence[tuple[Took, Sequence[Decidable]]],
        why: Why,
        then: Callable[[], object] = lambda: None,
    ) -> None:
        """The same where not all of them take the same side, as sides may be shown exchanged.

        `then` is done when it is written: of very many cases that is later.
        """
        from annotator.edits.adjudication import accept_agreed, decide

        cases = [case for _, some in wanted for case in some]
        if not self._may(cases):
            return
        if len(cases) > MANY:
            self._decide_many(wanted, why, then)
            return
        by, edits = self._workspace.annotator_id, []
        for took, some in wanted:
            matters = [case.matter for case in some]
            if took is Took.AGREED:
                edits.append(accept_agreed(matters, by))
            else:
                edits.append(
                    decide(matters, took, by, reason=why.reason, note=why.note, gap=why.gap)
                )
        name = edits[0].name if len(edits) == 1 else f"decide {len(cases)} disagreements"
        if self._do(edits[0] if len(edits) == 1 else together(name, *edits), cases):
            then()

    def _decide_many(
        self,
        wanted: Sequence[tuple[Took, Sequence[Decidable]]],
        why: Why,
        then: Callable[[], object],
    ) -> None:
        from annotator.adjudicating.many import plain

        number = sum(len(cases) for _, cases in wanted)
        agreed = all(took is Took.AGREED for took, _ in wanted)
        matters = [[took.value, [plain(case.matter) for case in cases]] for took, cases in wanted]
        name = f"decide {number} disagreements"
        if agreed:
            name = _accepting([case for _, cases in wanted for case in cases])
        self._write_many(name, {
            "matters": matters, "reason": why.reason.value, "note": why.note, "gap": why.gap
        }, then)  # fmt: skip

    def _write_many(self, name: str, wanted: dict[str, object], then: Callable[[], object]) -> None:
        there = self._workspace.project.annotator(self._gold_id) is not None
        title = f"{name[:1].upper()}{name[1:]}"
        self._many.do(title, {
            **wanted, "name": name, "by": self._workspace.annotator_id,
            "gold": "" if there else self.gold_name,
        }, then)  # fmt: skip

    def write(
        self,
        case: Decidable,
        why: Why,
        *,
        written: Sequence[Span] = (),
        groups: Sequence[Group] = (),
    ) -> bool:
        """Gold says what the lead wrote: spans in a place, or groups."""
        from annotator.edits.adjudication import decide

        if not self._may([case]):
            return False
        by = self._workspace.annotator_id
        return self._do(
            decide(
                [case.matter], Took.NEW, by,
                written=written, groups=groups, reason=why.reason, note=why.note, gap=why.gap,
            ),
            [case],
        )  # fmt: skip

    def say_why(self, case: Decidable, why: Why) -> bool:
        """Says of what is decided why."""
        from annotator.edits.adjudication import say_why

        if case.decision is None or not self._may([case]):
            return False
        said = say_why(case.decision.id, reason=why.reason, note=why.note, gap=why.gap)
        return self._do(said, _of_groups([case]))

    def reopen(self, cases: Sequence[Decidable]) -> bool:
        """Takes decisions back, with what they put into gold."""
        from annotator.edits.adjudication import reopen

        ids = [one.id for case in cases if case.decision for one in (case.decision, *case.others)]
        if not ids:
            self.told.emit("That is not decided yet.")
            return False
        if not self._may(cases):
            return False
        if len(ids) > MANY:
            self._write_many("reopen decisions", {"reopen": ids}, lambda: None)
            return False
        return self._do(reopen(ids), _of_groups(cases))

    def accept_agreed(
        self, cases: Sequence[Decidable], then: Callable[[], object] = lambda: None
    ) -> None:
        """Takes over what both said alike, as one step; what was taken over already stays."""
        wanted = [case for case in cases if case.agreed and not case.decided]
        if wanted:
            self.decide(wanted, Took.AGREED, Why(), then)
        else:
            then()

    def take_agreed_back(self, cases: Sequence[Decidable]) -> None:
        """Takes back, as one step, what was taken over because both said it."""
        self.reopen(
            [
                case
                for case in cases
                if case.decision is not None and case.decision.took is Took.AGREED
            ]
        )

    def _do(self, edit: Edit, cases: Sequence[Decidable] = ()) -> bool:
        self.deciding.emit(cases)
        if self._workspace.project.annotator(self._gold_id) is None:
            from annotator.edits.adjudication import add_gold

            edit = together(edit.name, add_gold(self.gold_name), edit)
        done = self._workspace.edit(edit)
        self.deciding.emit(())
        return done

    def is_writing(self) -> bool:
        """Whether many decisions are being written; then it says so."""
        if self._many.is_busy:
            self.told.emit("Decisions are being written: go on in a moment, or cancel.")
        return self._many.is_busy

    def _may(self, cases: Sequence[Decidable]) -> bool:
        if not cases or self.is_writing():
            return False
        if self.why_not:
            self.told.emit(self.why_not)
        return self.may


def agreed_words(places: int, groups: int, taken: int, *, beforehand: bool) -> str:
    """What becomes of the places and groups of which both say the same, as a sentence."""
    agreed = places + groups
    if not agreed:
        return ""
    some = [
        counted(number, word).replace(str(number), f"{number:,}")
        for number, word in ((places, "place"), (groups, "group"))
        if number
    ]
    said = f"Both say the same in {' and '.join(some)}"
    if not places:
        said = f"Both made {some[0]} alike"
    if taken == agreed:
        return f"{said}: gold has {'it' if agreed == 1 and groups else 'them'}."
    if taken:
        return f"{said}: gold has {taken:,} of them."
    if beforehand:
        return f"{said}: they go into gold with your first decision."
    return f"{said}: gold does not have them."


def _of_groups(cases: Sequence[Decidable]) -> Sequence[Decidable]:
    """The cases where all are about groups: then no place is to be read again."""
    return cases if all(case.matter.is_about_groups for case in cases) else ()


def _accepting(cases: Sequence[Decidable]) -> str:
    """What the step is called that takes these over."""
    groups = sum(case.matter.is_about_groups for case in cases)
    each = ((len(cases) - groups, "place"), (groups, "group"))
    some = [counted(number, word) for number, word in each if number]
    return f"accept {' and '.join(some)} where both agree"
