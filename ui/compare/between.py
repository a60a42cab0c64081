"""What is decided between two people: read, kept up to date, and decided in one gold.

Several pages show it; it is read while one of them is seen.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from annotator.changes import Changes
from annotator.errors import AnnotatorError
from annotator.model.people import Annotator
from ui.ask import Ask
from ui.compare.adjudicating import Adjudicating
from ui.compare.agreed_line import AgreedLine
from ui.compare.alike import Alike
from ui.compare.deciding_many import DecidingMany
from ui.compare.disagreements_reading import CaseReading
from ui.compare.disagreements_words import Shown, names_of, shown_in
from ui.compare.gold_sets import GoldSets
from ui.compare.groups_reading import GroupReading
from ui.compare.remembered import Remembered
from ui.compare.wanted import Options
from ui.jobs import Jobs
from ui.window_state import WindowState
from ui.workspace import Workspace


class Between(QObject):
    """Who is compared, in which articles and in which gold; places and groups as they were read.

    Signals: `chosen`: others are compared; `begun`: everything is read anew from now on; `cleared`:
    nothing is compared; `changing(Changes)`: something was changed, and what it touches is read
    next; `counted`: what both say alike was counted; `decided`: something was decided, or taken
    back; `told` with a sentence for the user; `blind_changed(bool)`: names are hidden now, or
    shown; `leaving`: it is about to be decided in another gold; `gold_changed(id)`: now it is.
    """

    chosen = Signal()
    begun = Signal()
    cleared = Signal()
    changing = Signal(Changes)
    counted = Signal()
    decided = Signal()
    told = Signal(str)
    blind_changed = Signal(bool)
    leaving = Signal()
    gold_changed = Signal(str)

    def __init__(
        self,
        workspace: Workspace,
        state: WindowState,
        ask: Ask,
        jobs: Jobs,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.remembered = Remembered(workspace, state)
        self.pages: list[QWidget] = []
        """Where it is shown."""
        self._people: tuple[Annotator, Annotator] | None = None
        self._options = Options()
        self._due = False
        self.blind = False
        self.beforehand = True
        self.reading = CaseReading(workspace, self)
        self.groups = GroupReading(workspace, self.reading, self)
        self.many = DecidingMany(workspace, jobs, self)
        self.adjudicating = Adjudicating(workspace, self.many, self)
        self.alike = Alike(self.reading, self.groups, self.adjudicating)
        self.golds = GoldSets(workspace, state, ask, self.adjudicating, self)
        self._again = QTimer(self, singleShot=True, interval=0)
        self._again.timeout.connect(self.begin)
        workspace.changed.connect(self._follow)
        workspace.closing.connect(self.clear)
        self.many.told.connect(self.told)
        self.many.began.connect(lambda _: self.golds.box.setEnabled(False))
        self.many.over.connect(lambda: self.golds.box.setEnabled(True))
        self.golds.told.connect(self.told)
        self.golds.chosen.connect(self._other_gold)
        self.adjudicating.told.connect(self.told)
        self.adjudicating.deciding.connect(self.reading.expect)
        self.groups.changed.connect(self._count)

    # What is compared

    def show_between(
        self, a: Annotator, b: Annotator, gold: Annotator | None, options: Options | None = None
    ) -> None:
        """Compare these two, with what gold says (None: gold is to be begun)."""
        self._people, self._options = (a, b), options or Options()
        self.golds.begin((a, b), gold)
        self.blind, self.beforehand = self.remembered.blind, self.remembered.beforehand
        self.blind_changed.emit(self.blind)
        self.chosen.emit()
        self._due = not self.is_seen
        if not self._due:
            self.begin()

    def shows(self, a: Annotator, b: Annotator, options: Options) -> bool:
        """Whether these two are compared already."""
        return self._people == (a, b) and self._options == options

    def begin(self) -> None:
        """Read everything anew."""
        self._due = False
        if self._people is None or not self.workspace.is_open:
            return
        self.golds.decide()
        a, b = self._people
        try:
            self.reading.prepare(a, b, self.adjudicating.gold_id, self._options)
        except AnnotatorError as error:
            self.groups.forget()
            self.cleared.emit()
            self.told.emit(str(error))
            return
        self.groups.prepare(a.id, b.id, self.adjudicating.gold_id)
        self.begun.emit()
        self.reading.begin()

    def clear(self) -> None:
        """Nothing is compared: the project is closed."""
        self._again.stop()
        if self._people is None:
            return
        self._people, self._due = None, False
        self.many.leave()
        self.reading.forget()
        self.groups.forget()
        self.cleared.emit()

    def _other_gold(self) -> None:
        self.leaving.emit()
        self.begin()
        self.gold_changed.emit(self.adjudicating.gold_id)

    @property
    def is_on(self) -> bool:
        """Whether two people are compared."""
        return self._people is not None

    @property
    def is_seen(self) -> bool:
        """Whether one of the pages is seen."""
        return any(page.isVisible() for page in self.pages)

    @property
    def is_read(self) -> bool:
        """Whether everything is read, and nothing waits to be read anew."""
        return not self._due and not self._again.isActive() and self.alike.is_complete

    @property
    def names(self) -> tuple[str, str]:
        """What the two are called; "" both in blind mode, and while nobody is compared."""
        return names_of(*self._people) if self._people is not None and not self.blind else ("", "")

    def shown(self, seed: str) -> Shown:
        """How the two are shown in an article, or in the groups of a story, by its id."""
        return shown_in(seed, *self._people, blind=self.blind) if self._people else Shown()

    # How it is decided

    def set_blind(self, blind: bool) -> None:
        """Hide names and let it be open who stands left, or show them; remembered."""
        if blind != self.blind:
            self.blind = self.remembered.blind = blind
            self.blind_changed.emit(blind)
            self.begin()

    def set_beforehand(self, beforehand: bool) -> None:
        """Whether what both say goes into gold with the first decision; remembered."""
        self.beforehand = self.remembered.beforehand = beforehand
        self._count()

    def accept_beforehand(self, then: Callable[[], object]) -> None:
        """What both say goes into gold first, if that is wanted; then this is done."""
        if self.beforehand and self.adjudicating.may:
            self.alike.accept(then)
        else:
            then()

    def connect_agreed(self, line: AgreedLine, show: Callable[[], object]) -> None:
        """Lets a line tell what becomes of what both say alike, and do what it offers; `show`
        lists it."""

        def take_back() -> None:
            self.set_beforehand(False)
            self.alike.take_back()

        line.accept_wanted.connect(lambda: self.alike.accept())
        line.take_back_wanted.connect(take_back)
        line.show_wanted.connect(show)
        line.beforehand_wanted.connect(self.set_beforehand)
        self.counted.connect(lambda: self._tell_agreed(line))

    def _tell_agreed(self, line: AgreedLine) -> None:
        places, groups = self.alike.counts
        may, complete = self.adjudicating.may, self.alike.is_complete
        line.tell(places, groups, beforehand=self.beforehand, may=may, complete=complete)
        agreed = places.agreed + groups.agreed
        line.setVisible(agreed > 0 and bool(self.adjudicating.gold_id))

    def _count(self) -> None:
        self.counted.emit()

    # What changes

    def catch_up(self) -> None:
        """Read anew where something happened while nobody saw it."""
        if self._due:
            self._again.start()

    def _follow(self, changes: Changes) -> None:
        if self._people is None:
            return
        if not self.is_seen or changes.everything or changes.scheme or changes.articles:
            self._due = not self.is_seen
            if not self._due:
                self._again.start()
            return
        if changes.annotators:
            self.golds.look_again()
        self.changing.emit(changes)
        touched = set(changes.decisions) | {article_id for article_id, _ in changes.spans}
        read = changes.readings - changes.decisions
        if (read and self.reading.has_other_articles()) or (changes.relations and not touched):
            self._again.start()
        else:
            self.reading.read_again(touched & self.reading.articles.keys())
            self.groups.follow(changes)
        if changes.decisions:
            self.decided.emit()
