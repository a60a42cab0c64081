"""The clues of a story as they are found: looked for, compared, listed, or why there are none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from annotator.changes import Changes
from annotator.model.across import Across
from annotator.model.clue import Clue, ClueAnswer, ClueVerdict
from annotator.model.story import Article
from ui.ask import plain_label
from ui.panels.clues_bar import PUTS, CluesBar, CluesFoot, tab_button
from ui.panels.clues_list import CluesTree
from ui.panels.clues_marks import Marks
from ui.panels.clues_model import Aside, CluesModel, Order
from ui.panels.clues_state import CluesState
from ui.panels.panel import Panel
from ui.workspace import Workspace

CHANGED = "Articles of this story have changed since."
WIDE = 480
"""Pixels from which everything stands in one line."""
UNFOLDED = 300
"""Up to so many clues stand open under their headings at first."""
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


class StoryClues(Panel):
    """The clues of the story of the shown article. They are looked for when it is first shown.

    Signals:
        look_wanted(story id): look for clues there; answer with `show_progress`, and then with
            `show_clues`, `show_fault` or `show_stopped`.
        stop_wanted(story id): stop looking.
        compared(story id, sentence): its articles were, or why not.
    """

    look_wanted = Signal(str)
    stop_wanted = Signal(str)
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
        self.model = CluesModel(self)
        self.model.text = self.text
        self.tree = CluesTree(self.model)
        self.state = CluesState()
        self.bar = CluesBar()
        self.foot = CluesFoot({aside: words for aside, (words, _) in PUTS.items()})
        self._build()
        self._connect()
        self.clear()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(8)
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

    def _made_stale(self) -> QWidget:
        self.stale = QWidget()
        self.again = tab_button("Look again")
        row = QHBoxLayout(self.stale)
        row.setContentsMargins(8, 0, 8, 0)
        self.stale_words = plain_label(CHANGED)
        row.addWidget(self.stale_words, 1)
        row.addWidget(self.again)
        return self.stale

    def _connect(self) -> None:
        self.bar.sift_wanted.connect(self._sift)
        self.bar.order_changed.connect(self._arrange)
        self.again.clicked.connect(self.look)
        self.state.pressed.connect(self._pressed)
        self.tree.selectionModel().selectionChanged.connect(lambda *_: self._show_buttons())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A wide panel has its controls in one line."""
        wide = event.size().width() >= WIDE
        self.bar.set_wide(wide)
        self.foot.set_wide(wide)
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
                self._choose_only(there)
        self._show_state()

    def _choose_only(self, index: QModelIndex | QPersistentModelIndex) -> None:
        flags = QItemSelectionModel.SelectionFlag
        self.tree.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)

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
        self.bar.stop()
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
            self._choose_only(at)
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
        if found is not None and (len(found.clues) <= UNFOLDED or self.bar.search.text()):
            for row in range(self.model.rowCount()):
                self.tree.expand(self.model.index(row, 0))

    def _arrange(self, order: Order) -> None:
        self.model.arrange_by(order)
        self._unfold()
        self._show_buttons()

    def _sift(self) -> None:
        self.model.search(self.bar.search.text())
        self.model.show_aside(self.bar.with_aside.isChecked())
        self.model.show_more(self.bar.with_more.isChecked())
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
        self.bar.count(listing, self.model)
        self.foot.show_count(len(listing), len(shown))
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
        elif self.bar.search.text().strip():
            say("No clues", "No clue has these words.")
        else:
            say("No clues left", "All clues of this story are answered, or less certain.")

    def _show_buttons(self) -> None:
        """What can be done with the chosen clues."""

    def _pressed(self) -> None:
        if self._story_id in self._looking:
            self.stop_wanted.emit(self._story_id)
        else:
            self.look()
