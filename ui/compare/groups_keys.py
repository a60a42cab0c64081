"""What the keys and buttons of the page of groups do: go on, decide, write, say why."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from annotator.model.decision import Took
from annotator.model.group import Group, Member
from annotator.model.scheme import RelationKind
from ui.compare.adjudicating_keys import ANYWAY, DECIDES, WHY
from ui.compare.adjudicating_why import SayingWhy
from ui.compare.disagreements_model import Which
from ui.compare.groups_members_model import MemberRow
from ui.compare.groups_model import GroupFilter
from ui.compare.groups_words import GroupSort, sides

if TYPE_CHECKING:
    from annotator.agree.group_cases import GroupCase
    from ui.compare.groups import GroupsPage

ALWAYS = frozenset({"next-case", "previous-case", "show-passages"})


class GroupKeys:
    """Connects the actions of the page, and says which of them can be done now."""

    def __init__(self, page: "GroupsPage") -> None:
        self._page = page
        self.why = SayingWhy(page.deciding, page.list, page.between.adjudicating)
        self._begun_from = 0
        does: dict[str, Callable[..., object]] = {
            "next-case": lambda: self._step(1),
            "previous-case": lambda: self._step(-1),
            "take-left": lambda: self._decide(Took.A),
            "take-right": lambda: self._decide(Took.B),
            "take-both": lambda: self._decide(Took.BOTH),
            "nothing-here": lambda: self._decide(Took.NONE),
            "edit-case": self._edit,
            "write-case": self._write,
            "reopen-case": self._reopen,
            "case-reason": page.deciding.ask_reason,
            "case-note": page.deciding.ask_note,
            "guideline-gap": self.why.set_gap,
            "show-passages": self._show_passages,
            "undo": self._undo,
            "redo": self._redo,
            "shortcuts": self._show_shortcuts,
            "edit-shortcuts": self._edit_shortcuts,
        }
        for name, do in does.items():
            page.actions_.on(name, do)
        page.deciding.text_wanted.connect(page.focus_members)
        page.case.taken.connect(self._take_written)
        page.case.begun.connect(self._begin_writing)
        page.case.ended.connect(self._end_writing)
        page.between.connect_agreed(page.agreed, self._show_agreed)
        page.list.table.remove_wanted.connect(lambda: self._decide(Took.NONE))
        page.list.table.shown_wanted.connect(page.focus_members)
        self.enable()

    def enable(self) -> None:
        """What can be done now; while gold is written, what goes on with that."""
        page, actions = self._page, self._page.actions_
        case = page.current
        may = set(ANYWAY)
        if page.case.is_written:
            may = {"edit-case"}
        else:
            may |= ALWAYS
            if case is not None and page.between.adjudicating.may:
                may |= DECIDES | WHY
                if case.gone:
                    may -= DECIDES
                if case.decision is not None:
                    may.add("reopen-case")
        for name in actions.names():
            actions[name].setEnabled(name in may)
        page.deciding.may(sorted(may))

    # Going on

    def _step(self, by: int) -> None:
        if not self._page.list.step(by):
            self._page.told.emit("Nothing is listed.")

    def _show_passages(self) -> None:
        passages = self._page.case.passages()
        if passages:
            self._page.passages_wanted.emit(passages)
        else:
            self._page.told.emit("There is no passage to show.")

    # Deciding

    def _decide(self, took: Took) -> None:
        """Decide the current case, or all that are selected, and go on; A is left."""
        page = self._page
        by_side: dict[Took, list[GroupCase]] = {}
        for case in page.list.chosen():
            meant = self._meant(case, took)
            if meant is not None:
                by_side.setdefault(meant, []).append(case)
        cases = [case for some in by_side.values() for case in some]
        if not cases:
            page.told.emit("Neither has a group here: the decision can be reopened.")
            return
        ahead, why = page.list.following(cases), self.why.all_said()
        page.between.accept_beforehand(
            lambda: page.between.adjudicating.decide_each(
                list(by_side.items()), why, lambda: self._go_on(cases, ahead)
            )
        )

    def _meant(self, case: "GroupCase", took: Took) -> Took | None:
        """What is to be taken of a case, by the true sides; None where there is no such thing.

        To take the side that has no group is to say that there is none, and both of one is that
        one.
        """
        shown = self._page.between.shown(case.story_id)
        left, right = sides(case, shown)
        if not left and not right:
            return None
        if took is Took.BOTH and not (left and right):
            took = Took.A if left else Took.B
        if (took is Took.A and not left) or (took is Took.B and not right):
            return Took.NONE
        return shown.took(took)

    def _go_on(self, cases: "Sequence[GroupCase]", ahead: Sequence[str]) -> None:
        self.why.went(case.key for case in cases)
        self._page.list.go_to_first(ahead)

    def _reopen(self) -> None:
        page = self._page
        if page.between.adjudicating.reopen(page.list.chosen()):
            page.show_case()

    def _undo(self) -> None:
        """Undo, and look at what is open again."""
        page, groups = self._page, self._page.between.groups
        if page.between.adjudicating.is_writing():
            return
        groups.reopened.clear()
        if page.workspace.undo() and groups.reopened:
            page.list.go_to(groups.reopened[0])

    def _redo(self) -> None:
        """Redo, and go on."""
        page, case = self._page, self._page.current
        if page.between.adjudicating.is_writing():
            return
        ahead = page.list.following([case] if case is not None else [])
        if page.workspace.redo() and page.current is not None and page.current.decided:
            page.list.go_to_first(ahead)

    def _show_agreed(self) -> None:
        same = frozenset({GroupSort.SAME})
        self._page.list.set_filter(GroupFilter(Which.ALL, same, agreed=True))

    # Writing

    def _edit(self) -> None:
        """Take gold's group, or a side's, and change it; again: the next one."""
        page, case = self._page, self._page.current
        if case is None:
            return
        left, right = sides(case, page.between.shown(case.story_id))
        in_gold = case.gold if not case.stale else ()
        offered = [*in_gold, *left, *right]
        if not offered:
            page.told.emit("There is nothing to change here: write a new one.")
            return
        again = page.case.is_written
        self._begun_from = (self._begun_from + 1) % len(offered) if again else 0
        group = offered[self._begun_from]
        self._begin(case, group, {row: _in(row, group) for row in page.rows if _in(row, group)})

    def _write(self) -> None:
        """Begin with nothing in it."""
        case = self._page.current
        if case is None:
            return
        some = next(iter((*case.groups, *case.gold)), None)
        kind = some.kind if some is not None else ""
        self._begin(case, Group("", case.story_id, "", kind, ""), {})

    def _begin(
        self, case: "GroupCase", group: Group, said: "dict[MemberRow, Member | None]"
    ) -> None:
        from annotator.edits.groups import new_group

        page = self._page
        kinds = [one for one in page.workspace.scheme.relations if one.is_set]
        if not kinds:
            page.told.emit("The scheme has no kind of group.")
            return
        gold_id = page.between.adjudicating.gold_id
        kind: RelationKind = next((k for k in kinds if k.name == group.kind), kinds[0])
        made = new_group(kind, group.name, case.story_id, gold_id, ())
        if group.id:
            own_id = group.id if group.annotator_id == gold_id else made.id
            made = replace(made, id=own_id, attributes=group.attributes)
        page.case.write(made, said, kinds)

    def _begin_writing(self) -> None:
        self.enable()
        self._page.deciding.hint(self._page.case.table.words)

    def _end_writing(self) -> None:
        self._page.deciding.hint("")
        self.enable()
        self._page.focus_members()

    def _take_written(self, group: Group) -> None:
        page, case = self._page, self._page.current
        if case is None:
            return
        ahead, why = page.list.following([case]), self.why.all_said()

        def write() -> None:
            if page.between.adjudicating.write(case, why, groups=_beside(case, group)):
                self._go_on([case], ahead)

        page.between.accept_beforehand(write)

    # Keys

    def _show_shortcuts(self) -> None:
        from ui.dialogs.shortcuts import ShortcutSheet

        ShortcutSheet(self._page.actions_, self._page).exec()

    def _edit_shortcuts(self) -> None:
        from ui.dialogs.rebind import ShortcutEditor

        page = self._page
        ShortcutEditor(page.actions_, page.settings, page.ask, page).exec()


def _beside(case: "GroupCase", written: Group) -> Sequence[Group]:
    """What gold is to have: where it has several groups, the others of them stay."""
    ids = [one.id for one in case.gold]
    if written.id not in ids or case.decision is None or case.decision.took is not Took.NEW:
        return [written]
    return [written if one.id == written.id else one for one in case.gold]


def _in(row: MemberRow, group: Group) -> Member | None:
    """What a group says of the member of a row; None where it is not in it."""
    held = {one.span_id or one.article_id: one for one in group.members}
    there = (one for one in (row.in_gold, row.left, row.right) if one is not None)
    return next((held[k] for one in there if (k := one.span_id or one.article_id) in held), None)
