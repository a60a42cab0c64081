"""The sentence at the caret in the other articles, with what differs marked in both."""

from collections.abc import Sequence
from functools import partial
from html import escape

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QSlider,
    QStackedLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from annotator.model.across import THRESHOLD, Across, What
from annotator.model.clue import Passage
from annotator.model.scheme import RelationKind
from annotator.model.span import Fragment
from ui.ask import doubled, plain_label
from ui.panels.across_panel import AcrossPanel
from ui.panels.elsewhere_list import (
    Beside,
    ElsewhereList,
    ElsewhereModel,
    beside,
    told_by_article,
    told_words,
)
from ui.panels.marked_text import Marked, MarkedLabel, marked
from ui.theme import Theme
from ui.workspace import Workspace

LEAST, MOST = 5, 95
"""Ends of the slider, in hundredths."""
WIDE = 620
"""Pixels from which the sentence stands beside its counterparts."""
CONFLICT, SAME_FACT, COPIED = "conflict", "same fact", "copied text"
_LIST, _STATE = 0, 1


class ElsewherePanel(AcrossPanel):
    """Shows for the sentence at the caret where the other articles tell the same.

    Signals:
        least_changed(float): from which score on sentences are listed; to be remembered.
        group_wanted(kind, name, tuple of Passage): make a group of these.
    """

    least_changed = Signal(float)
    group_wanted = Signal(str, str, object)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.setWindowTitle("Same passage")
        self._place: tuple[str, int] | None = None
        self._here: Passage | None = None
        self._found: Sequence[Beside] = ()
        self._told: tuple[Across, dict[str, Across]] | None = None
        self.model = ElsewhereModel(self)
        self.model.text = self.text
        self.list = ElsewhereList(self.model)
        self.sentence = MarkedLabel()
        self.heading = plain_label("", part="faint")
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.value = plain_label("")
        self.group = QPushButton("Make a group")
        self.group_as = QToolButton()
        self._build()
        self._connect()
        self.set_least(THRESHOLD)
        self.clear()

    def _build(self) -> None:
        self.slider.setRange(LEAST, MOST)
        self.slider.setPageStep(5)
        self.slider.setAccessibleName("How much alike sentences are at least, in hundredths")
        self.slider.setToolTip("How much alike sentences are at least")
        self.group.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.group_as.setText("As…")
        self.group_as.setAccessibleName("Make a group of another kind")
        self.group_as.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.group_as.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.group_as.setMenu(QMenu(self.group_as))
        self.switches = QHBoxLayout()
        self.switches.setSpacing(4)
        alike = QHBoxLayout()
        alike.setSpacing(8)
        alike.addWidget(plain_label("Alike from", part="faint"))
        alike.addWidget(self.slider, 1)
        alike.addWidget(self.value)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addLayout(self.switches)
        foot.addStretch()
        foot.addWidget(self.group)
        foot.addWidget(self.group_as)
        self._side = QWidget()
        side = QVBoxLayout(self._side)
        side.setContentsMargins(8, 8, 8, 8)
        side.setSpacing(6)
        side.addWidget(self.heading)
        side.addWidget(self.sentence)
        side.addStretch(1)
        side.addLayout(alike)
        side.addLayout(foot)
        pages = QWidget()
        self._pages = QStackedLayout(pages)
        self._pages.addWidget(self.list)
        self._pages.addWidget(self.state)
        self._lines = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(0)
        self._lines.addWidget(self._side, 2)
        self._lines.addWidget(pages, 3)

    def _connect(self) -> None:
        self.slider.valueChanged.connect(self._slid)
        self.list.wanted.connect(self._go)
        self.list.current_moved.connect(self._show_current)
        self.group.clicked.connect(lambda: self.make_group())
        self.group_as.menu().aboutToShow.connect(self._fill_menu)

    def set_switches(self, actions: Sequence[QAction]) -> None:
        """Offer these switches of the window here, too."""
        for action in actions:
            button = QToolButton()
            button.setDefaultAction(action)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self.switches.addWidget(button)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a wide panel the sentence stands beside its counterparts."""
        wide = event.size().width() >= WIDE
        direction = QBoxLayout.Direction
        self._lines.setDirection(direction.LeftToRight if wide else direction.TopToBottom)
        super().resizeEvent(event)

    def dress(self) -> None:
        """Colours of rows and sentence."""
        theme: Theme = self.theme
        self.list.rows.theme = theme
        self.list.viewport().update()
        self.sentence.dress(theme)

    # What the window says

    def show_place(self, article_id: str, offset: int) -> None:
        """The caret is here now."""
        if (article_id, offset) != self._place:
            self._place = (article_id, offset)
            if not self._stale:
                self.show_all()

    @property
    def least(self) -> float:
        """From which score on sentences are listed."""
        return self.slider.value() / 100

    def set_least(self, least: float) -> None:
        """List sentences from this score on."""
        self.slider.setValue(round(least * 100))
        self.value.setText(f"{self.least:.2f}")

    def _slid(self) -> None:
        self.value.setText(f"{self.least:.2f}")
        self.least_changed.emit(self.least)
        self.show_all()

    # Showing

    def clear(self) -> None:
        """No sentence."""
        self._place = self._told = None
        super().clear()

    def show_all(self) -> None:
        """The counterparts of the sentence at the caret, or why there are none."""
        found = self._looked_up()
        if found != self._found or not found:
            self._found = found
            self.model.fill(found, self.names)
            first = self.model.first()
            if first.isValid():
                only = QItemSelectionModel.SelectionFlag.ClearAndSelect
                self.list.selectionModel().setCurrentIndex(first, only)
        self._here = found[0].pair.members[0] if found else self._sentence()
        nothing = self.say_why() or not found
        if nothing and self.across is not None and self.story_id and len(self.articles) > 1:
            self._say_none()
        self._pages.setCurrentIndex(_STATE if nothing else _LIST)
        self._show_current()

    def _looked_up(self) -> Sequence[Beside]:
        if self.across is None or self._place is None or self._place[0] not in self.names:
            return ()
        if self._told is None or self._told[0] is not self.across:
            self._told = (self.across, told_by_article(self.across))
        return beside(self.across, self._told[1], *self._place, self.least)

    def _sentence(self) -> Passage | None:
        """The sentence at the caret where it has no counterpart that is listed."""
        if self.across is None or self._place is None or self._place[0] not in self.names:
            return None
        every = self.across.beside(*self._place)
        return max((one.members[0] for one in every), key=lambda one: one.place, default=None)

    def _say_none(self) -> None:
        if self._place is None:
            self.state.say("", "Put the caret into a sentence.")
            return
        across = self.across
        below = across.beside(*self._place) if across is not None else ()
        if below:
            best = max(one.score for one in below)
            words = f"The sentence most alike in the others has {best:.2f}: move the slider."
        else:
            words = "No sentence of the other articles is like this one."
        self.state.say("Told only here, as it seems", words)

    def chosen(self) -> tuple[Beside, ...]:
        """The counterparts of the selected rows."""
        rows = (self.model.beside_at(i) for i in self.list.selectionModel().selectedIndexes())
        return tuple(one for one in rows if one is not None)

    def _show_current(self) -> None:
        """The sentence with what it tells otherwise than the chosen ones."""
        chosen, here = self.chosen(), self._here
        name = self.names.get(here.article_id, "") if here is not None else ""
        self.heading.setText(f"At the caret, in {name}" if name else "")
        if here is None:
            self.sentence.show_words(Marked())
        else:
            marks: set[Fragment] = {one.place for each in chosen for one in each.here}
            self.sentence.show_words(marked(self.text(here.article_id), here.place, sorted(marks)))
        for button in (self.group, self.group_as):
            button.setEnabled(bool(chosen) and self.workspace.can_edit)
        self.group.setToolTip(f"<span>{escape(f'As “{kind_for(chosen)}”')}</span>")

    # Doing

    def _go(self, index: QModelIndex) -> None:
        if (one := self.model.beside_at(index)) is not None:
            other = one.pair.members[1]
            self.passage_wanted.emit(other.article_id, other.place)

    def kinds(self) -> tuple[RelationKind, ...]:
        """The kinds of groups that the scheme has."""
        if not self.workspace.is_open:
            return ()
        return tuple(kind for kind in self.workspace.scheme.relations if kind.is_set)

    def _fill_menu(self) -> None:
        menu = self.group_as.menu()
        menu.clear()
        for kind in self.kinds():
            menu.addAction(f"As “{doubled(kind.name)}”", partial(self.make_group, kind.name))

    def make_group(self, kind: str = "") -> None:
        """Make a group of the sentence and its chosen counterparts; without a kind, of that which
        suits what differs."""
        chosen = self.chosen()
        if not chosen or not self.workspace.can_edit:
            return
        wanted = kind or kind_for(chosen)
        what = next((one.differing for one in chosen if one.differing), None)
        values = what if wanted == CONFLICT else None
        first = chosen[0].pair.members[0]
        passages = [self._valued(first, chosen[0], values, own=True)]
        passages += [self._valued(one.pair.members[1], one, values) for one in chosen]
        words = self.text(first.article_id)[first.place.start : first.place.end]
        self.group_wanted.emit(wanted, " ".join(words.split())[:60].strip(), tuple(passages))

    def _valued(
        self, passage: Passage, one: Beside, what: What | None, *, own: bool = False
    ) -> Passage:
        if what is None:
            return passage
        some = one.here if own else one.there
        value = told_words(self.text(passage.article_id), some, what)
        return Passage(passage.article_id, passage.place, value)


def kind_for(some: Sequence[Beside]) -> str:
    """The kind of group that suits counterparts: copied text, a conflict where both tell something
    of one sort and not the same, else the same fact. A person may decide otherwise."""
    if some and all(one.pair.near_identical for one in some):
        return COPIED
    return CONFLICT if any(one.differing for one in some) else SAME_FACT
