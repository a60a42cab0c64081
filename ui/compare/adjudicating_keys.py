"""What the keys and buttons of the page do: go on, decide, write, say why, look otherwise."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from annotator.model.decision import Took
from annotator.model.span import Span
from ui.actions import LABELS
from ui.compare.adjudicating_why import SayingWhy
from ui.compare.versions import View
from ui.compare.versions_pane import DraftMode

if TYPE_CHECKING:
    from annotator.agree.cases import Case
    from ui.compare.disagreements import DisagreementsPage

ANYWAY = frozenset(
    {"undo", "redo", "copy", "zoom-in", "zoom-out", "zoom-reset", "shortcuts", "edit-shortcuts"}
)
ALWAYS = frozenset({"switch-view", "next-case", "previous-case"})
DECIDES = frozenset(
    {"take-left", "take-right", "take-both", "nothing-here", "edit-case", "write-case"}
)
WHY = frozenset({"case-reason", "case-note", "guideline-gap"})


class AdjudicatingKeys:
    """Connects the actions of the page, and says which of them can be done now."""

    def __init__(self, page: "DisagreementsPage") -> None:
        self._page = page
        self.why = SayingWhy(page.deciding, page.list, page.adjudicating)
        actions, page_list, versions = page.actions_, page.list, page.versions
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
            "switch-view": self._switch_view,
            "undo": self._undo,
            "redo": self._redo,
            "copy": lambda: versions.selected()[0].copy(),
            "zoom-in": lambda: versions.set_zoom(versions.zoom + 10),
            "zoom-out": lambda: versions.set_zoom(versions.zoom - 10),
            "zoom-reset": lambda: versions.set_zoom(100),
            "shortcuts": self._show_shortcuts,
            "edit-shortcuts": self._edit_shortcuts,
        }
        for name, do in does.items():
            actions.on(name, do)
        for name in LABELS:
            actions.on(name, lambda name=name: self._label(name))
        page.deciding.text_wanted.connect(page.focus_text)
        page.drafting.taken.connect(self._take_draft)
        page.drafting.begun.connect(self._begin_draft)
        page.drafting.ended.connect(self._left_draft)
        page.drafting.told.connect(page.told)
        page.between.connect_agreed(page.agreed, self._show_agreed)
        page_list.table.remove_wanted.connect(lambda: self._decide(Took.NONE))
        page_list.table.shown_wanted.connect(page.focus_text)
        self.enable()

    def enable(self) -> None:
        """What can be done now; while something is written, label keys and what ends it."""
        page, actions = self._page, self._page.actions_
        case = page.current
        writing = page.drafting.span is not None
        may = set(ANYWAY) if not writing else {"copy", "zoom-in", "zoom-out", "edit-case"}
        if not writing:
            may |= ALWAYS
            if case is not None and page.adjudicating.may:
                may |= DECIDES | WHY
                if case.decision is not None:
                    may.add("reopen-case")
        for name in actions.names():
            if name not in LABELS:
                actions[name].setEnabled(name in may)
            else:
                actions[name].setEnabled(writing and actions[name].data() is not None)
        page.deciding.may(sorted(may))

    # Going on

    def _step(self, by: int) -> None:
        if not self._page.list.step(by):
            self._page.told.emit("Nothing is listed.")

    def _switch_view(self) -> None:
        beside = self._page.versions.view is View.BESIDE
        self._page.set_view(View.OVERLAID if beside else View.BESIDE)

    # Deciding

    def _decide(self, took: Took) -> None:
        """Decide the current case, or all that are selected, and go on; A is left."""
        page = self._page
        by_side: dict[Took, list[Case]] = {}
        for case in page.list.chosen():
            meant = self._meant(case, took)
            if meant is not None:
                by_side.setdefault(meant, []).append(case)
        cases = [case for some in by_side.values() for case in some]
        if not cases:
            page.told.emit("Neither says anything here.")
        else:
            ahead, why = page.list.following(cases), self.why.all_said()
            page.between.accept_beforehand(
                lambda: page.adjudicating.decide_each(
                    list(by_side.items()), why, lambda: self._go_on(cases, ahead)
                )
            )

    def _meant(self, case: "Case", took: Took) -> Took | None:
        """What is to be taken of a case, by the true sides; None where there is no such thing.

        To take the side that says nothing is to say that nothing is here, and both of one is that
        one.
        """
        shown = self._page.between.shown(case.article_id)
        left, right = shown.spans(case)
        if took is Took.BOTH and not (left and right):
            if not left and not right:
                return None
            took = Took.A if left else Took.B
        if (took is Took.A and not left) or (took is Took.B and not right):
            return Took.NONE
        return shown.took(took)

    def _go_on(self, cases: "Sequence[Case]", ahead: "Sequence[Case]") -> None:
        self.why.went(case.key for case in cases)
        self._page.list.go_to_first(ahead)

    def _reopen(self) -> None:
        page = self._page
        if page.adjudicating.reopen(page.list.chosen()):
            page.show_case()

    def _undo(self) -> None:
        """Undo, and look at what is open again."""
        page = self._page
        if page.adjudicating.is_writing():
            return
        page.reading.reopened.clear()
        if page.workspace.undo() and page.reading.reopened:
            page.list.go_to(page.reading.reopened[0])

    def _redo(self) -> None:
        """Redo, and go on."""
        page, case = self._page, self._page.current
        if page.adjudicating.is_writing():
            return
        ahead = page.list.following([case] if case is not None else [])
        if page.workspace.redo() and page.current is not None and page.current.decided:
            page.list.go_to_first(ahead)

    def _show_agreed(self) -> None:
        from ui.compare.disagreements_bar import OFFERED
        from ui.compare.disagreements_model import CaseFilter, Which

        self._page.list.set_filter(CaseFilter(Which.ALL, OFFERED[-1], agreed=True))

    # Writing

    def _edit(self) -> None:
        """Take a side and change it; again: the other side."""
        page, case = self._page, self._page.current
        if case is None:
            return
        left, right = page.between.shown(case.article_id).spans(case)
        offered = [*self._in_gold(case), *left, *right]
        if not offered:
            page.told.emit("There is nothing to change here: select words and write them new.")
            return
        held = page.drafting.span
        ids = [span.id for span in offered]
        at = (ids.index(held.id) + 1) % len(ids) if held is not None and held.id in ids else 0
        if held is None and not self._in_gold(case) and self._reads_right() and right:
            at = ids.index(right[0].id)
        page.drafting.begin(offered[at])

    def _in_gold(self, case: "Case") -> Sequence[Span]:
        ids = case.decision.gold_spans if case.decision is not None and not case.stale else ()
        return self._page.workspace.project.spans_by_id(list(ids)) if ids else ()

    def _reads_right(self) -> bool:
        return self._page.versions.right.pane.hasFocus()

    def _write(self) -> None:
        """Write the selected words into gold, in the place of the current case."""
        page, case = self._page, self._page.current
        pane, words = page.versions.selected()
        if case is None:
            return
        if not words:
            page.told.emit("Select the words in either text first, then write them.")
            return
        label = next((span.label_id for span in (*case.a, *case.b)), "")
        gold_id = page.adjudicating.gold_id
        page.drafting.write(case.article_id, gold_id, label, pane, words)

    def _take_draft(self, written: Span) -> None:
        """Enter: gold says what was written; where that is what one side says, it is that side."""
        page, case = self._page, self._page.current
        if case is None:
            return
        ahead, why = page.list.following([case]), self.why.all_said()
        side = next((took for took, spans in ((Took.A, case.a), (Took.B, case.b))
                     if len(spans) == 1 and _alike(spans[0], written)), None)  # fmt: skip

        def go_on() -> None:
            self._go_on([case], ahead)

        def write() -> None:
            if side is not None:
                page.adjudicating.decide([case], side, why, go_on)
            elif page.adjudicating.write(case, why, written=[written]):
                go_on()

        page.between.accept_beforehand(write)

    def _begin_draft(self) -> None:
        self.enable()
        self._page.deciding.hint(DraftMode.words)

    def _left_draft(self) -> None:
        self._page.deciding.hint("")
        self.enable()
        self._page.focus_text()

    def _label(self, name: str) -> None:
        label_id = self._page.actions_[name].data()
        if label_id:
            self._page.drafting.set_label(str(label_id))

    # Keys

    def _show_shortcuts(self) -> None:
        from ui.dialogs.shortcuts import ShortcutSheet

        ShortcutSheet(self._page.actions_, self._page).exec()

    def _edit_shortcuts(self) -> None:
        from ui.dialogs.rebind import ShortcutEditor

        page = self._page
        ShortcutEditor(page.actions_, page.settings, page.ask, page).exec()


def _alike(one: Span, other: Span) -> bool:
    """Whether two spans say the same."""
    return (
        one.label_id == other.label_id
        and one.fragments == other.fragments
        and sorted(one.attributes) == sorted(other.attributes)
    )
