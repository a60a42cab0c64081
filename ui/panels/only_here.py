"""What one article alone tells: names, numbers and quotations, article by article."""

from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from annotator.model.across import OnlyHere
from annotator.model.clue import Clue
from annotator.model.identity import named_id
from ui.ask import plain_label
from ui.panels.across_panel import AcrossPanel
from ui.panels.clues_list import CluesTree
from ui.panels.clues_model import CluesModel, Order
from ui.workspace import Workspace

SEARCH_AFTER = 200
"""Milliseconds without a key until the list is searched."""
_SORTS = (("", "Everything"), ("name", "Names"), ("number", "Numbers"), ("quotation", "Quotations"))
_LIST, _STATE = 0, 1
UNFOLDED = 300
"""Up to so much stands open under the articles at first."""


class OnlyHerePanel(AcrossPanel):
    """Lists under each article of the story what no other one of its articles tells."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.setWindowTitle("Only here")
        self.model = CluesModel(self)
        self.model.text = self.text
        self.model.arrange_by(Order.ARTICLE)
        self.tree = CluesTree(self.model)
        self.tree.setAccessibleName("Told in one article only")
        self.sort = QComboBox()
        self.sort.addItems([words for _, words in _SORTS])
        self.sort.setAccessibleName("What is listed")
        self.sort.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.search = QLineEdit()
        self.search.setPlaceholderText("Filter")
        self.search.setAccessibleName("Filter by words or article")
        self.search.setClearButtonEnabled(True)
        self.count = plain_label("", part="faint")
        self._filled: object = None
        self._soon_search = QTimer(self, singleShot=True, interval=SEARCH_AFTER)
        self._build()
        self._soon_search.timeout.connect(self.show_all)
        self.search.textChanged.connect(lambda _: self._soon_search.start())
        self.sort.currentIndexChanged.connect(lambda _: self.show_all())
        self.tree.shown_wanted.connect(self._go)
        self.clear()

    def _build(self) -> None:
        self.bar = QWidget()
        row = QHBoxLayout(self.bar)
        row.setContentsMargins(8, 8, 8, 0)
        row.setSpacing(4)
        row.addWidget(self.search, 1)
        row.addWidget(self.sort)
        self.count.setContentsMargins(8, 0, 8, 8)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.bar)
        self._pages = QStackedLayout()
        self._pages.addWidget(self.tree)
        self._pages.addWidget(self.state)
        layout.addLayout(self._pages, 1)
        layout.addWidget(self.count)

    def dress(self) -> None:
        """Colours of the rows."""
        self.tree.rows.theme = self.theme
        self.tree.viewport().update()

    def clear(self) -> None:
        """Nothing is listed."""
        self._soon_search.stop()
        super().clear()

    def show_all(self) -> None:
        """What each article alone tells, or why nothing is listed."""
        across = self.across
        sort = _SORTS[self.sort.currentIndex()][0]
        every = across.only_here if across is not None else ()
        wanted = (every, sort, self.search.text(), self.names)
        if wanted != self._filled:  # the place in the list is kept when another article is shown
            self._filled = wanted
            self.model.search(self.search.text())
            self.model.fill([self._row(one) for one in every if sort in ("", one.kind)], self.names)
            self._unfold()
        shown = len(self.model.shown())
        nothing = self.say_why()
        if not nothing and not shown:
            nothing = True
            self.state.say("Nothing is listed", self._why_none(bool(every)))
        self.count.setVisible(not nothing)
        self.count.setText(f"{shown:,} told in one article only. That makes nothing untrue.")
        self._pages.setCurrentIndex(_STATE if nothing else _LIST)

    def _unfold(self) -> None:
        """Where there is very much, only what the shown article alone tells is open at first."""
        few = len(self.model.shown()) <= UNFOLDED
        for row in range(self.model.rowCount()):
            heading = self.model.index(row, 0)
            first = self.model.passage_at(self.model.index(0, 0, heading))
            if few or (first is not None and first.article_id == self._article_id):
                self.tree.expand(heading)

    def _why_none(self, some: bool) -> str:
        if some:
            return "Nothing that one article alone tells has these words."
        return "All names, numbers and quotations stand in several articles."

    def _row(self, one: OnlyHere) -> Clue:
        passage = one.passage
        place = f"{passage.article_id}:{passage.place.start}-{passage.place.end}"
        what = passage.value or ("nobody named" if one.kind == "quotation" else one.kind)
        return Clue(named_id("only here", one.kind, place), one.kind, what, what, (passage,))

    def _go(self, index: QModelIndex) -> None:
        passage = self.model.passage_at(index)
        if passage is not None:
            self.passage_wanted.emit(passage.article_id, passage.place)
