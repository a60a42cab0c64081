"""What the Label menu does."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu

from annotator.changes import Changes
from annotator.model.scheme import Example, Label
from ui.article.pane import ArticlePane
from ui.article.pick_list import shortened
from ui.article.resize import Side
from ui.article.selection import Grain, words_of
from ui.article.view import ArticleView
from ui.ask import doubled

if TYPE_CHECKING:
    from ui.main_window import MainWindow

EDGES = {
    "end-out": (Side.END, 1),
    "end-in": (Side.END, -1),
    "start-out": (Side.START, -1),
    "start-in": (Side.START, 1),
}


class LabelCommands:
    """Connects labels, spans, their edges, links and the scheme."""

    def __init__(self, window: "MainWindow") -> None:
        self._window = window
        self._workspace = window.workspace
        self._labelling = window.labelling
        self._pass: str | None = None
        self._hidden: frozenset[str] = frozenset()
        self._connect_actions()
        self._connect_panels()
        window.workspace.opened.connect(self._read_scheme)
        window.workspace.changed.connect(self._follow)
        window.articles.view_added.connect(self._dress_view)

    def _connect_actions(self) -> None:
        actions = self._window.actions_
        for number in range(1, 10):
            name = f"label-{number}"
            actions.on(name, partial(self._label_by_action, name))
        commands: dict[str, Callable[[], object]] = {
            "same-as-last": self._labelling.same_as_last,
            "answer": self._window.asking.ask_chosen,
            "delete": self._labelling.delete,
            "add-fragment": self._labelling.add_selection,
            "remove-fragment": self._labelling.remove_selection,
            "relabel": self.relabel,
            "duplicate": self.duplicate,
            "note": self.note,
            "link": self.link,
            "next-span": partial(self._step_span, 1),
            "previous-span": partial(self._step_span, -1),
            "hide-label": self.hide_label,
            "one-label": self.one_label,
            "all-labels": partial(self.set_pass, None),
            "scheme": self.edit_scheme,
            "copy": self._copy,
            "select-all": self._select_all,
            "select-sentence": partial(self._select, Grain.SENTENCE),
            "select-paragraph": partial(self._select, Grain.PARAGRAPH),
            "edges": self._edit_edges,
            "label-everywhere": self.label_everywhere,
        }
        for name, do in commands.items():
            actions.on(name, do)
        actions.on("hold-label", self.hold_label)
        for edge, (side, direction) in EDGES.items():
            for by in ("word", "character"):
                exact = by == "character"
                move = partial(self._move_edge, side, direction, exact=exact)
                actions.on(f"{edge}-{by}", move)

    def _connect_panels(self) -> None:
        labels, details = self._window.docks.labels, self._window.docks.details
        labels.label_wanted.connect(self._label_by_panel)
        labels.sticky_changed.connect(self.set_sticky)
        labels.hidden_changed.connect(self.set_hidden)
        labels.pass_changed.connect(self.set_pass)
        labels.read_to_end.connect(lambda label_id: self._window.stories.read_to_end(label_id))
        details.link_wanted.connect(self._link_by_panel)

    # Labels of the scheme

    def _read_scheme(self) -> None:
        self._window.actions_.set_labels(self._workspace.scheme.offered)
        self.set_hidden(frozenset())

    def _follow(self, changes: Changes) -> None:
        if changes.scheme or changes.everything:
            self._window.actions_.set_labels(self._workspace.scheme.offered)
            window = self._window
            window.articles.dress(window.theme, window.settings.preferences)

    def _dress_view(self, view: ArticleView) -> None:
        view.pane.set_hidden_labels(self._shown_out())
        view.pane.set_sticky(self._window.sticky)
        view.pane.sticky_left.connect(self._let_go)
        view.pane.menu_wanted.connect(lambda point, at: self._menu(view, point, at))

    def _label_by_action(self, name: str) -> None:
        label_id = self._window.actions_[name].data()
        if label_id:
            self._labelling.label(label_id)

    def _label_by_panel(self, label_id: str) -> None:
        self._labelling.label(label_id)
        self._window.focus_text()

    def _pane(self) -> ArticlePane | None:
        return self._labelling.pane

    def _copy(self) -> None:
        pane = self._pane()
        if pane is not None:
            pane.copy()

    def _select_all(self) -> None:
        pane = self._pane()
        if pane is not None:
            pane.select_all()

    def _select(self, grain: Grain) -> None:
        pane = self._pane()
        if pane is not None:
            pane.select_here(grain)

    def _edit_edges(self) -> None:
        pane = self._pane()
        if pane is not None and pane.the_chosen() is not None:
            pane.edit_edges()
        else:
            self._window.status.tell("Choose one span to move its edges.")

    def _step_span(self, step: int) -> None:
        pane = self._pane()
        if pane is not None:
            pane.choose_next(step)

    def _move_edge(self, side: Side, direction: int, *, exact: bool) -> None:
        pane = self._pane()
        if pane is not None:
            if pane.the_chosen() is None:
                self._window.status.tell("Choose one span to move its edges.")
            pane.move_edge(side, direction, exact=exact)

    # Chosen spans

    def _pick_label(self, question: str, action: str, without: str = "") -> Label | None:
        offered = [label for label in self._workspace.scheme.offered if label.id != without]
        names = [f"{label.key}  {label.name}" if label.key else label.name for label in offered]
        at = self._window.ask.choose(question, names, action=action)
        return None if at is None else offered[at]

    def _asked_for_label(self, action: str, do: Callable[[str], bool]) -> None:
        spans = self._labelling.chosen()
        if not spans:
            self._window.status.tell("Choose a span first.")
            return
        label = self._pick_label("Which label?", action, spans[0].label_id)
        if label is not None:
            do(label.id)

    def relabel(self) -> None:
        """Asks for another label of the chosen spans."""
        self._asked_for_label("Change label", self._labelling.relabel)

    def duplicate(self) -> None:
        """Asks for the label of a second span over the same words."""
        self._asked_for_label("Duplicate", self._labelling.duplicate)

    def note(self) -> None:
        """Asks for the note on the chosen spans."""
        spans = self._labelling.chosen()
        if not spans:
            self._window.status.tell("Choose a span first.")
            return
        note = self._window.ask.paragraphs("Note", action="Keep note", text=spans[0].note)
        if note is not None:
            self._labelling.note(note)

    def link(self) -> None:
        """Begins a link from the chosen span, to be ended by keys."""
        self._begin_link(None)

    def _link_by_panel(self, _span_id: str, kind: str) -> None:
        self._window.focus_text()
        self._begin_link(kind or None)

    def _begin_link(self, kind: str | None) -> None:
        view = self._window.articles.active
        spans = self._labelling.chosen()
        if view is None or len(spans) != 1:
            self._window.status.tell("Choose one span to link from.")
            return
        self._window.links.begin_by_key(view, spans[0].id, kind)

    def label_everywhere(self) -> None:
        """Lists every place with the words of the chosen span, to be labelled together."""
        spans = self._labelling.chosen()
        if len(spans) != 1:
            self._window.status.tell("Choose the span whose words to label everywhere.")
            return
        self._window.docks.show("find")
        self._window.docks.find.label_everywhere(spans[0].id)

    # Holding, hiding, passes

    def hold_label(self, on: bool) -> None:
        """Asks which label every selection gets from now on, or lets go of it."""
        label = self._pick_label("Give every selection which label?", "Hold") if on else None
        self.set_sticky(label.id if label else None)

    def _let_go(self) -> None:
        self.set_sticky(None)
        self._window.status.tell("Selections get no label by themselves any more.")

    def set_sticky(self, label_id: str | None) -> None:
        """Gives every selection this label from now on; None: no more."""
        self._window.sticky = label_id
        self._window.actions_["hold-label"].setChecked(label_id is not None)
        self._window.docks.labels.set_sticky(label_id)
        for view in self._window.articles.views:
            view.pane.set_sticky(label_id)
        label = self._workspace.scheme.label(label_id) if label_id else None
        if label is not None:
            self._window.status.tell(
                f"Every selection becomes {label.name} until you let go (H, Esc)."
            )

    def _shown_out(self) -> frozenset[str]:
        """Labels whose spans are not shown: hidden ones, and in a pass all but one."""
        if self._pass is None:
            return self._hidden
        return frozenset(one.id for one in self._workspace.scheme.labels if one.id != self._pass)

    def set_hidden(self, label_ids: frozenset[str]) -> None:
        """Hides the spans of these labels; they stay in the project."""
        self._hidden = frozenset(label_ids)
        for view in self._window.articles.views:
            view.pane.set_hidden_labels(self._shown_out())

    def hide_label(self) -> None:
        """Asks for a label to hide, or to show again."""
        labels = self._workspace.scheme.labels
        names = [
            f"{x.key}  {'show' if x.id in self._hidden else 'hide'} {x.name}".strip()
            for x in labels
        ]
        at = self._window.ask.choose(
            "Hide or show the spans of which label?", names, action="Go on"
        )
        if at is not None:
            self._window.docks.labels.set_hidden(self._hidden ^ {labels[at].id})

    def set_pass(self, label_id: str | None) -> None:
        """Works one label alone through the story, or all labels again (None)."""
        self._pass = label_id
        self._window.docks.labels.set_pass(label_id)
        self.set_sticky(label_id)
        self.set_hidden(self._hidden)

    def one_label(self) -> None:
        """Asks for the label to work alone."""
        label = self._pick_label("Work through the story for which label?", "Begin")
        if label is not None:
            self.set_pass(label.id)

    @property
    def worked_alone(self) -> str | None:
        """The label that is worked alone now."""
        return self._pass

    # Scheme and context menu

    def edit_scheme(self) -> None:
        """Opens the scheme editor; what it returns is saved as one step."""
        from ui.dialogs.scheme import edit_scheme

        edit_scheme(self._window, self._workspace, self._passage())

    def _passage(self) -> Example | None:
        """What is selected, as an example for a label."""
        view = self._window.articles.active
        if view is None or view.article is None or not view.pane.selected():
            return None
        start, end = view.pane.selected()[0]
        return Example(view.article.name, start, end, view.pane.text[start:end], "")

    def _menu(self, view: ArticleView, point: QPoint, offset: int) -> None:
        pane = view.pane
        self._window.articles.activate(view)
        if not pane.chosen() and not pane.selected() and pane.innermost(offset):
            pane.choose((pane.innermost(offset)[0].id,))
        menu = QMenu(self._window)
        actions = self._window.actions_
        for name in self._menu_names(pane):
            if name:
                menu.addAction(actions[name])
            else:
                menu.addSeparator()
        several = pane.innermost(offset)
        if len(several) > 1:
            menu.addSeparator()
            pick = menu.addMenu(f"{len(several)} spans here")
            for span in several:
                words = (
                    f"{pane.label_name(span.id)}: {shortened(words_of(pane.text, span.fragments))}"
                )
                pick.addAction(doubled(words), partial(pane.choose, (span.id,)))
        menu.exec(point)
        menu.deleteLater()

    def _menu_names(self, pane: ArticlePane) -> tuple[str, ...]:
        labels = [
            name
            for name in self._window.actions_.names()
            if name.startswith("label-") and self._window.actions_[name].data()
        ]
        if pane.selected():
            more = ("", "add-fragment", "remove-fragment") if pane.chosen() else ()
            return (*labels, "", "same-as-last", *more, "", "copy")
        if pane.chosen():
            edit = ("answer", "note", "link", "relabel", "duplicate", "label-everywhere")
            return (*edit, "", "copy", "", "delete")
        if pane.current_suggestion is not None:
            one = ("accept-suggestion", "accept-edited", "reject-suggestion", "skip-suggestion")
            return (*one, "", "accept-same", "reject-same")
        return ("find", "done", "skip", "", "select-all")
