"""Clues: what is worth a look in the articles of a story. They are pointers, never a verdict."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from html import escape

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
from annotator.model.across import Across
from annotator.model.clue import Clue, ClueAnswer, ClueVerdict
from annotator.model.story import Article
from ui.ask import plain_label
from ui.panels.clues_list import CluesTree
from ui.panels.clues_marks import Marks
from ui.panels.clues_model import ANSWERED, Aside, CluesModel, Order
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
_ASK_AGAIN = "Ask again"
_VERDICTS = {
    ClueVerdict.GROUP: Aside.GROUPED,
    ClueVerdict.NO_CONFLICT: Aside.NO_CONFLICT,
    ClueVerdict.LATER: Aside.LATER,
}
_COMPARING = "The articles are compared."
_LIST, _STATE = 0, 1
Ground = tuple[tuple[str, str, str], ...]
"""What clues were found in: id, SHA-256 and day of each article of a story."""


@dataclass(frozen=True, slots=True)
class Found:
    """The clues of a story and what they were found in.

    `signs` stand in one article or several; `across` is what the articles say together, where
    they were compared already.
    """

    signs: tuple[Clue, ...]
    ground: Ground
    across: Across | None = None

    @property
    def clues(self) -> tuple[Clue, ...]:
        """All of them."""
        return (*(self.across.clues if self.across else ()), *self.signs)


class CluesPanel(Panel):
    """The clues of the story of the shown article. They are looked for when it is first shown.

    Signals:
        look_wanted(story id): look for clues there; answer with `show_progress`, and then with
            `show_clues`, `show_fault` or `show_stopped`.
        stop_wanted(story id): stop looking.
        passage_wanted(article id, Fragment): show this passage.
        passages_wanted(tuple of Passage): show each of them in its article.
        aside_changed(dict of clue id to Aside): what is put aside now, to be remembered.
        answer_wanted(tuple of Clue, ClueVerdict): answer clues across articles.
        ask_again_wanted(tuple of clue ids): take answers back.
        compared(story id, sentence): its articles were, or why not.
    """

    look_wanted = Signal(str)
    stop_wanted = Signal(str)
    passage_wanted = Signal(str, object)
    passages_wanted = Signal(object)
    aside_changed = Signal(object)
    answer_wanted = Signal(object, object)
    ask_again_wanted = Signal(object)
    compared = Signal(str, str)

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
        self._answers: Mapping[str, ClueAnswer] = {}
        self._comparing: set[str] = set()
        self._told: dict[str, str] = {}
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
        self.note = plain_label("", part="faint")
        self.note.setContentsMargins(8, 0, 8, 0)
        layout.addWidget(self.note)
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
        self.with_more = QToolButton()
        self.with_more.setCheckable(True)
        self.with_more.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.with_more.setToolTip("Clues that are less often worth it")
        buttons.addWidget(self.with_more)
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
        self.group = _button("Make a group")
        buttons.addWidget(self.group)
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
        self.with_more.toggled.connect(lambda _: self._sift())
        self.group.clicked.connect(self.make_group)
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
            before = self._found.get(story_id)
            self._found[story_id] = Found(tuple(clues), ground, before.across if before else None)
            self._show()

    def show_comparing(self, story_id: str) -> None:
        """The articles of a story are compared; `show_across` or `show_uncompared` follows."""
        self._comparing.add(story_id)
        self._told.pop(story_id, None)
        self._show_state()

    def show_across(self, story_id: str, across: Across, told: Sequence[str] = ()) -> None:
        """What the articles of a story say together; `told` is what to know about it."""
        if story_id not in self._comparing:
            return
        self._comparing.discard(story_id)
        self._told[story_id] = " ".join((*told, *across.left_out))
        before = self._found.get(story_id) or Found((), self._looking.get(story_id, ()))
        self._found[story_id] = replace(before, across=across)
        self._show()
        self.compared.emit(story_id, "")

    def show_uncompared(self, story_id: str, sentence: str) -> None:
        """Why the articles of a story were not compared."""
        if story_id in self._comparing:
            self._comparing.discard(story_id)
            self._told[story_id] = sentence
            self._show_state()
            self.compared.emit(story_id, sentence)

    @property
    def story_id(self) -> str:
        """The story whose clues are shown; "" for none."""
        return self._story_id

    def across(self, story_id: str) -> Across | None:
        """What is known of a story across its articles."""
        found = self._found.get(story_id)
        return found.across if found else None

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
        self._put_aside()

    def _put_aside(self) -> None:
        """Current stays the row that was, or where it goes the one after it."""
        before = [clue.id for clue in self.model.shown()]
        current = self.model.clue_at(self.tree.currentIndex())
        answers = {i: _VERDICTS[one.verdict] for i, one in self._answers.items()}
        self.model.put_aside({**self._aside, **answers})
        self._unfold()
        if current is not None:
            at = before.index(current.id) if current.id in before else 0
            left = (self.model.index_of(i) for i in (*before[at:], *reversed(before[:at])))
            there = next((index for index in left if index.isValid()), None)
            if there is not None:
                self.tree.setCurrentIndex(there)
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
        self._read_answers()
        self._articles = project.articles(story_id) if story_id else ()
        found = self._found.get(self._story_id)
        known = bool(found and found.ground) or self._story_id in self._faults
        if self._story_id and not known and self._story_id not in self._looking:
            self.look()
        elif changed:
            self._show()
        else:
            self._show_state()

    def take(self, changes: Changes) -> None:
        """Clues come from the texts alone; answers to them from the project."""
        if changes.articles or changes.stories:
            self.read()
        elif self._story_id in changes.clues:
            self._read_answers()
            self._show()

    def _read_answers(self) -> None:
        project, me = self.workspace.project, self.workspace.annotator_id
        before = self._answers
        self._answers = project.clue_answers(me, self._story_id) if self._story_id else {}
        if before != self._answers:
            self._put_aside()

    def clear(self) -> None:
        """No clues."""
        self._soon_search.stop()
        self._article_id, self._story_id, self._articles = None, "", ()
        self._found, self._looking, self._faults, self._aside = {}, {}, {}, {}
        self._answers, self._comparing, self._told = {}, set(), {}
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
        self.model.marks = (
            Marks(found.across, self.text) if found and found.across else lambda *_: ()
        )
        current = self.model.clue_at(self.tree.currentIndex())
        self.model.fill(self._listed(), names)
        self._unfold()
        if current is not None and (at := self.model.index_of(current.id)).isValid():
            self.tree.setCurrentIndex(at)
        self._show_state()

    def _listed(self) -> tuple[Clue, ...]:
        """The clues that were found, and those answered that do not come any more.

        A group was made from one that is not found now: its passages may still be gone to.
        """
        found = self._found.get(self._story_id)
        if found is None:
            return ()
        known = {clue.id: clue for clue in found.clues}
        there = {article.id: article.length for article in self._articles}
        for i, answer in self._answers.items():
            places = answer.clue.passages
            if all(one.place.end <= there.get(one.article_id, -1) for one in places):
                known.setdefault(i, answer.clue)
        return tuple(known.values())

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
        self.model.show_more(self.with_more.isChecked())
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
        listing = self._listed()
        self.bar.setVisible(bool(listing) and not looking)
        changed = found is not None and found.ground != self._ground()
        comparing = self._story_id in self._comparing
        told = self._told.get(self._story_id, "")
        self.stale_words.setText(fault or CHANGED)
        self.stale.setVisible((changed or bool(fault)) and listed)
        note = _COMPARING if comparing else told
        self.note.setText(note)
        self.note.setToolTip(f"<span>{escape(note)}</span>")
        self.note.setVisible(bool(note) and listed)
        put = Counter(self.model.aside_of(clue) for clue in listing)
        answered = sum(put[one] for one in ANSWERED)
        only_signs = answered == put[Aside.NOT_WORTH]
        self.with_aside.setText(f"Show {answered:,} {'not worth it' if only_signs else 'answered'}")
        self.with_aside.setVisible(bool(answered))
        more = sum(not clue.shown and self.model.aside_of(clue) is None for clue in listing)
        self.with_more.setText(f"Show {more:,} less certain")
        self.with_more.setVisible(bool(more))
        self._show_count(len(listing), len(shown))
        self._show_buttons()

    def _say_why(self, found: Found | None) -> None:
        say, story = self.state.say, self._story_id
        if not story:
            say("", "Open an article: the clues of its story are listed here.")
        elif story in self._looking or (story in self._comparing and not self._listed()):
            say(
                "Looking for clues",
                "The articles of this story are read.",
                button="Stop",
                busy=True,
            )
        elif story in self._faults and found is None:
            say("No clues were looked for", self._faults[story], button="Look now")
        elif found is None or not self._listed():
            say(
                "No clues",
                "Nothing of what is looked for stands in the articles of this story. "
                "That does not make them true.",
                button="Look again",
            )
        elif self.search.text().strip():
            say("No clues", "No clue has these words.")
        else:
            say("No clues left", "All clues of this story are answered, or less certain.")

    def _show_count(self, number: int, shown: int) -> None:
        words = f"{number:,} clue{'' if number == 1 else 's'}."
        self.count.setText(f"{shown:,} of {words}" if shown < number else f"{words} {NO_VERDICT}")

    def _show_buttons(self) -> None:
        chosen = self.chosen()
        for aside, button in self.puts.items():
            button.setText(self._put_words(chosen, aside))
            button.setEnabled(bool(chosen) and self._may_answer(chosen))
        told = [clue for clue in chosen if self._is_across(clue)]
        self.group.setVisible(bool(self.across(self._story_id)))
        grouped = any(self.model.aside_of(clue) is Aside.GROUPED for clue in told)
        self.group.setEnabled(bool(told) and not grouped and self.workspace.can_edit)

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
            return _PUTS[aside][put]
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
        if self.group.isEnabled():
            menu.addAction(self.group.text(), self.make_group)
        for aside in _PUTS if self._may_answer(chosen) else ():
            menu.addAction(self._put_words(chosen, aside), partial(self.put, aside))
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
