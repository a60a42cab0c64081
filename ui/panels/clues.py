"""Clues: what is worth a look in the articles of a story. They are pointers, never a verdict."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPushButton,
    QStackedLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from annotator.changes import Changes
from annotator.model.clue import Clue
from annotator.model.story import Article
from ui.ask import plain_label
from ui.panels.clues_list import CluesTree
from ui.panels.clues_model import Aside, CluesModel, Order
from ui.panels.clues_state import CluesState
from ui.panels.panel import Panel
from ui.workspace import Workspace

NO_VERDICT = "Worth a look, and no verdict."
CHANGED = "Articles of this story have changed since."
SEARCH_AFTER = 200
"""Milliseconds without a key until the list is searched."""
WIDE = 480
"""Pixels from which everything stands in one line."""
UNFOLDED = 300
"""Up to so many clues stand open under their headings at first."""
_ORDERS = ((Order.KIND, "By kind"), (Order.ARTICLE, "By article"))
_PUTS = {Aside.LATER: ("Later", "Not later"), Aside.NOT_WORTH: ("Not worth it", "Worth it")}
_LIST, _STATE = 0, 1
Ground = tuple[tuple[str, str, str], ...]
"""What clues were found in: id, SHA-256 and day of each article of a story."""


@dataclass(frozen=True, slots=True)
class Found:
    """The clues of a story and what they were found in."""

    clues: tuple[Clue, ...]
    ground: Ground


class CluesPanel(Panel):
    """The clues of the story of the shown article. They are looked for when it is first shown.

    Signals:
        look_wanted(story id): look for clues there; answer with `show_progress`, and then with
            `show_clues`, `show_fault` or `show_stopped`.
        stop_wanted(story id): stop looking.
        passage_wanted(article id, Fragment): show this passage.
        aside_changed(dict of clue id to Aside): what is put aside now, to be remembered.
    """

    look_wanted = Signal(str)
    stop_wanted = Signal(str)
    passage_wanted = Signal(str, object)
    aside_changed = Signal(object)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.setWindowTitle("Clues")
        self._article_id: str | None = None
        self._story_id = ""
        self._articles: Sequence[Article] = ()
        self._found: dict[str, Found] = {}
        self._looking: dict[str, Ground] = {}
        self._faults: dict[str, str] = {}
        self._aside: Mapping[str, Aside] = {}
        self._soon_search = QTimer(self, singleShot=True, interval=SEARCH_AFTER)
        self.model = CluesModel(self)
        self.model.text = self.text
        self.tree = CluesTree(self.model)
        self.state = CluesState()
        self._build()
        self._connect()
        self.clear()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(8)
        self.bar, self.foot = QWidget(), QWidget()
        self.bar.setLayout(self._made_bar())
        self.foot.setLayout(self._made_foot())
        layout.addWidget(self.bar)
        layout.addWidget(self._made_stale())
        self._pages = QStackedLayout()
        self._pages.addWidget(self.tree)
        self._pages.addWidget(self.state)
        layout.addLayout(self._pages, 1)
        layout.addWidget(self.foot)

    def _made_bar(self) -> QBoxLayout:
        self.search = QLineEdit()
        self.search.setPlaceholderText("Filter")
        self.search.setAccessibleName("Filter clues by words of kind, reason or article")
        self.search.setClearButtonEnabled(True)
        self.order = QComboBox()
        self.order.addItems([words for _, words in _ORDERS])
        self.order.setAccessibleName("Order of the clues")
        self.order.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.with_aside = QToolButton()
        self.with_aside.setCheckable(True)
        self.with_aside.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        buttons = QHBoxLayout()
        buttons.setSpacing(4)
        buttons.addWidget(self.order)
        buttons.addWidget(self.with_aside)
        buttons.addStretch()
        self._bar = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._bar.setContentsMargins(8, 0, 8, 0)
        self._bar.setSpacing(4)
        self._bar.addWidget(self.search, 1)
        self._bar.addLayout(buttons)
        return self._bar

    def _made_stale(self) -> QWidget:
        self.stale = QWidget()
        self.again = _button("Look again")
        row = QHBoxLayout(self.stale)
        row.setContentsMargins(8, 0, 8, 0)
        self.stale_words = plain_label(CHANGED)
        row.addWidget(self.stale_words, 1)
        row.addWidget(self.again)
        return self.stale

    def _made_foot(self) -> QBoxLayout:
        self.count = plain_label("", part="faint")
        self.puts = {aside: _button(words) for aside, (words, _) in _PUTS.items()}
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch()
        for button in self.puts.values():
            buttons.addWidget(button)
        self._foot = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._foot.setContentsMargins(8, 0, 8, 8)
        self._foot.setSpacing(4)
        self._foot.addWidget(self.count, 1)
        self._foot.addLayout(buttons)
        return self._foot

    def _connect(self) -> None:
        self.search.textChanged.connect(lambda _: self._soon_search.start())
        self._soon_search.timeout.connect(self._sift)
        self.order.currentIndexChanged.connect(lambda at: self._arrange(_ORDERS[at][0]))
        self.with_aside.toggled.connect(lambda _: self._sift())
        self.again.clicked.connect(self.look)
        self.state.pressed.connect(self._pressed)
        self.tree.shown_wanted.connect(self._show_passage)
        self.tree.menu_wanted.connect(self._show_menu)
        self.tree.selectionModel().selectionChanged.connect(lambda *_: self._show_buttons())
        for aside, button in self.puts.items():
            button.clicked.connect(lambda _=False, aside=aside: self.put(aside))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A wide panel has its controls in one line."""
        wide = event.size().width() >= WIDE
        direction = QBoxLayout.Direction
        for line in (self._bar, self._foot):
            line.setDirection(direction.LeftToRight if wide else direction.TopToBottom)
        super().resizeEvent(event)

    # What the window says

    def show_article(self, article_id: str | None) -> None:
        """Show the clues of this article's story."""
        if article_id != self._article_id:
            self._article_id = article_id
            self.reread()

    def show_progress(self, story_id: str, done: int, total: int, what: str) -> None:
        """How far the search is."""
        if story_id == self._story_id and story_id in self._looking:
            self.state.progress(done, total, what)

    def show_clues(self, story_id: str, clues: Sequence[Clue]) -> None:
        """The clues of a story that were asked for."""
        ground = self._looking.pop(story_id, None)
        if ground is not None:
            self._faults.pop(story_id, None)
            self._found[story_id] = Found(tuple(clues), ground)
            self._show()

    def show_fault(self, story_id: str, sentence: str) -> None:
        """Why there are no clues of a story."""
        if self._looking.pop(story_id, None) is not None:
            self._faults[story_id] = sentence
            self._show()

    def show_stopped(self, story_id: str) -> None:
        """The search was stopped."""
        self.show_fault(story_id, "The search was stopped.")

    def set_aside(self, aside: Mapping[str, Aside]) -> None:
        """What was put aside, by the ids of the clues."""
        self._aside = dict(aside)
        self.model.put_aside(self._aside)
        self._unfold()
        self._show_state()

    # Reading

    def read(self) -> None:
        """Read which story it is; look for its clues where nobody has yet."""
        project = self.workspace.project
        article = None
        if self._article_id is not None:
            article = project.records.articles.get(self._article_id)
        story_id = article.story_id if article is not None else ""
        changed, self._story_id = story_id != self._story_id, story_id
        self._articles = project.articles(story_id) if story_id else ()
        known = self._story_id in self._found or self._story_id in self._faults
        if self._story_id and not known and self._story_id not in self._looking:
            self.look()
        elif changed:
            self._show()
        else:
            self._show_state()

    def take(self, changes: Changes) -> None:
        """Clues come from the texts alone."""
        if changes.articles or changes.stories:
            self.read()

    def clear(self) -> None:
        """No clues."""
        self._soon_search.stop()
        self._article_id, self._story_id, self._articles = None, "", ()
        self._found, self._looking, self._faults, self._aside = {}, {}, {}, {}
        self.model.fill((), {})
        self._show_state()

    def dress(self) -> None:
        """Colours of the rows."""
        self.tree.rows.theme = self.theme
        self.tree.viewport().update()

    def look(self) -> None:
        """Look for clues in the story that is shown."""
        if self._story_id and self._story_id not in self._looking:
            self._looking[self._story_id] = self._ground()
            self._show_state()
            self.look_wanted.emit(self._story_id)

    def _ground(self) -> Ground:
        return tuple((one.id, one.sha256, one.published) for one in self._articles)

    # Showing

    def _show(self) -> None:
        found = self._found.get(self._story_id)
        names = {article.id: article.name for article in self._articles}
        self.model.fill(found.clues if found else (), names)
        self._unfold()
        self._show_state()

    def _unfold(self) -> None:
        found = self._found.get(self._story_id)
        if found is not None and (len(found.clues) <= UNFOLDED or self.search.text()):
            for row in range(self.model.rowCount()):
                self.tree.expand(self.model.index(row, 0))

    def _arrange(self, order: Order) -> None:
        self.model.arrange_by(order)
        self._unfold()
        self._show_buttons()

    def _sift(self) -> None:
        self.model.search(self.search.text())
        self.model.show_aside(self.with_aside.isChecked())
        self._unfold()
        self._show_state()

    def _show_state(self) -> None:
        """Show the list, or why there is none, and all that depends on it."""
        found, shown = self._found.get(self._story_id), self.model.shown()
        self._say_why(found)
        looking, fault = self._story_id in self._looking, self._faults.get(self._story_id, "")
        listed = bool(shown) and not looking
        self._pages.setCurrentIndex(_LIST if listed else _STATE)
        self.foot.setVisible(listed)
        self.bar.setVisible(bool(found and found.clues) and not looking)
        changed = found is not None and found.ground != self._ground()
        self.stale_words.setText(fault or CHANGED)
        self.stale.setVisible((changed or bool(fault)) and listed)
        put = Counter(self._aside.get(clue.id) for clue in found.clues) if found else Counter()
        self.with_aside.setText(f"Show {put[Aside.NOT_WORTH]:,} not worth it")
        self.with_aside.setVisible(bool(put[Aside.NOT_WORTH]))
        self._show_count(found, len(shown))
        self._show_buttons()

    def _say_why(self, found: Found | None) -> None:
        say, story = self.state.say, self._story_id
        if not story:
            say("", "Open an article: the clues of its story are listed here.")
        elif story in self._looking:
            say(
                "Looking for clues",
                "The articles of this story are read.",
                button="Stop",
                busy=True,
            )
        elif story in self._faults and found is None:
            say("No clues were looked for", self._faults[story], button="Look now")
        elif found is None or not found.clues:
            say(
                "No clues",
                "Nothing of what is looked for stands in the articles of this story. "
                "That does not make them true.",
                button="Look again",
            )
        elif self.search.text().strip():
            say("No clues", "No clue has these words.")
        else:
            say("No clues left", "All clues of this story were found not worth it.")

    def _show_count(self, found: Found | None, shown: int) -> None:
        number = len(found.clues) if found else 0
        words = f"{number:,} clue{'' if number == 1 else 's'}."
        self.count.setText(f"{shown:,} of {words}" if shown < number else f"{words} {NO_VERDICT}")

    def _show_buttons(self) -> None:
        chosen = self.chosen()
        for aside, button in self.puts.items():
            button.setText(_PUTS[aside][self._is_put(chosen, aside)])
            button.setEnabled(bool(chosen))

    # Doing

    def chosen(self) -> tuple[Clue, ...]:
        """The clues of the selected rows, each once."""
        rows = self.tree.selectionModel().selectedIndexes()
        clues = [self.model.clue_at(index) for index in rows]
        return tuple({clue.id: clue for clue in clues if clue is not None}.values())

    def put(self, aside: Aside) -> None:
        """Put the chosen clues aside; those that all are already come back."""
        chosen = self.chosen()
        now = dict(self._aside)
        back = self._is_put(chosen, aside)
        for clue in chosen:
            if back:
                now.pop(clue.id, None)
            else:
                now[clue.id] = aside
        current = self.model.clue_at(self.tree.currentIndex())
        self.set_aside(now)
        if current is not None:
            self.tree.setCurrentIndex(self.model.index_of(current.id))
        self.aside_changed.emit(now)

    def _is_put(self, clues: Sequence[Clue], aside: Aside) -> bool:
        return bool(clues) and all(self._aside.get(clue.id) is aside for clue in clues)

    def _show_passage(self, index: QModelIndex) -> None:
        passage = self.model.passage_at(index)
        if passage is not None:
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
        for aside, words in _PUTS.items():
            menu.addAction(words[self._is_put(chosen, aside)], partial(self.put, aside))
        return menu

    def _pressed(self) -> None:
        if self._story_id in self._looking:
            self.stop_wanted.emit(self._story_id)
        else:
            self.look()


def _button(words: str) -> QPushButton:
    button = QPushButton(words)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button
