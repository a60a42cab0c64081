"""Clues: what is worth a look in the articles of a story. They are pointers, never a verdict."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QModelIndex, QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from annotator.model.clue import Clue, ClueVerdict
from ui.panels.clues_bar import PUTS
from ui.panels.clues_model import ANSWERED, Aside
from ui.panels.story_clues import StoryClues
from ui.workspace import Workspace

_ASK_AGAIN = "Ask again"


class CluesPanel(StoryClues):
    """The clues of a story, to go to their passages and to answer them.

    Signals:
        passage_wanted(article id, Fragment): show this passage.
        passages_wanted(tuple of Passage): show each of them in its article.
        aside_changed(dict of clue id to Aside): what is put aside now, to be remembered.
        answer_wanted(tuple of Clue, ClueVerdict): answer clues across articles.
        ask_again_wanted(tuple of clue ids): take answers back.
    """

    passage_wanted = Signal(str, object)
    passages_wanted = Signal(object)
    aside_changed = Signal(object)
    answer_wanted = Signal(object, object)
    ask_again_wanted = Signal(object)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.foot.group_wanted.connect(self.make_group)
        self.foot.put_wanted.connect(self.put)
        self.tree.shown_wanted.connect(self._show_passage)
        self.tree.menu_wanted.connect(self._show_menu)

    def _show_buttons(self) -> None:
        chosen = self.chosen()
        for aside, button in self.foot.puts.items():
            button.setText(self._put_words(chosen, aside))
            button.setEnabled(bool(chosen) and self._may_answer(chosen))
        told = [clue for clue in chosen if self._is_across(clue)]
        self.foot.group.setVisible(bool(self.across(self._story_id)))
        grouped = any(self.model.aside_of(clue) is Aside.GROUPED for clue in told)
        self.foot.group.setEnabled(bool(told) and not grouped and self.workspace.can_edit)

    # Doing

    def chosen(self) -> tuple[Clue, ...]:
        """The clues of the selected rows, each once."""
        rows = self.tree.selectionModel().selectedIndexes()
        clues = [self.model.clue_at(index) for index in rows]
        return tuple({clue.id: clue for clue in clues if clue is not None}.values())

    def put(self, aside: Aside) -> None:
        """Put the chosen clues aside, or answer those across articles; those that all are already
        come back."""
        chosen = self.chosen()
        back = self._is_put(chosen, aside)
        told = tuple(clue for clue in chosen if self._is_across(clue))
        signs = [clue for clue in chosen if not self._is_across(clue)]
        if signs:
            self._put_signs(signs, aside, back)
        if told and back:
            self.ask_again_wanted.emit(tuple(clue.id for clue in told))
        elif told:
            later = aside is Aside.LATER
            self.answer_wanted.emit(told, ClueVerdict.LATER if later else ClueVerdict.NO_CONFLICT)

    def make_group(self) -> None:
        """Make a group of each of the chosen clues across articles."""
        if told := tuple(clue for clue in self.chosen() if self._is_across(clue)):
            self.answer_wanted.emit(told, ClueVerdict.GROUP)

    def _put_signs(self, signs: Sequence[Clue], aside: Aside, back: bool) -> None:
        now = dict(self._aside)
        for clue in signs:
            if back:
                now.pop(clue.id, None)
            else:
                now[clue.id] = aside
        self.set_aside(now)
        self.aside_changed.emit(now)

    def _is_across(self, clue: Clue) -> bool:
        across = self.across(self._story_id)
        return clue.id in self._answers or (across is not None and clue in across.clues)

    def _is_put(self, clues: Sequence[Clue], aside: Aside) -> bool:
        wanted = ANSWERED if aside in ANSWERED else {aside}
        return bool(clues) and all(self.model.aside_of(clue) in wanted for clue in clues)

    def _put_words(self, clues: Sequence[Clue], aside: Aside) -> str:
        """The words of the button, as it fits what is chosen."""
        put = self._is_put(clues, aside)
        if aside is Aside.LATER or not clues or not all(map(self._is_across, clues)):
            return PUTS[aside][put]
        return _ASK_AGAIN if put else "Not a conflict"

    def _may_answer(self, clues: Sequence[Clue]) -> bool:
        return self.workspace.can_edit or not any(map(self._is_across, clues))

    def _show_passage(self, index: QModelIndex) -> None:
        passage, clue = self.model.passage_at(index), self.model.clue_at(index)
        if clue is not None and len(clue.passages) > 1 and self.model.is_clue(index):
            self.passages_wanted.emit(clue.passages)
        elif passage is not None:
            self.passage_wanted.emit(passage.article_id, passage.place)

    def _show_menu(self, index: QModelIndex, place: QPoint) -> None:
        if self.model.clue_at(index) is not None:
            menu = self.menu(index)
            menu.exec(place)
            menu.deleteLater()

    def menu(self, index: QModelIndex) -> QMenu:
        """What can be done with a row."""
        menu = QMenu(self)
        menu.addAction("Show the passage", lambda: self._show_passage(index))
        menu.addSeparator()
        chosen = self.chosen()
        if self.foot.group.isEnabled():
            menu.addAction(self.foot.group.text(), self.make_group)
        for aside in PUTS if self._may_answer(chosen) else ():
            menu.addAction(self._put_words(chosen, aside), partial(self.put, aside))
        return menu
