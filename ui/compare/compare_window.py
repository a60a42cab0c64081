"""Two annotators compared: a window of its own, beside the articles."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from annotator.changes import Changes
from annotator.model.people import Annotator
from annotator.settings import Settings
from ui.article.styles import LabelStyle
from ui.ask import Ask
from ui.compare import taking_away
from ui.compare.between import Between
from ui.compare.computing import Computing
from ui.compare.deciding_many import DecidingMany
from ui.compare.disagreements import DisagreementsPage
from ui.compare.first_page import FirstPage
from ui.compare.found import Found, Pair
from ui.compare.groups import GroupsPage
from ui.compare.header import ProgressBar, StaleBar
from ui.compare.hidden_names import WHY_OFF, hidden, hidden_all, is_exchanged
from ui.compare.listing import Listing
from ui.compare.me_and_gold import MeAndGoldPage
from ui.compare.nothing import nobody_words, nothing_words, people_to_compare
from ui.compare.options import OptionsDialog
from ui.compare.over_time import OverTimePage
from ui.compare.pages import Pages
from ui.compare.picking import Picking
from ui.compare.remembered import Remembered
from ui.compare.reporting import Reporting
from ui.compare.wanted import Options, Wanted
from ui.dialogs.dialog import copy_words
from ui.jobs import Jobs
from ui.theme import Theme, label_styles
from ui.window_state import WindowState
from ui.workspace import Workspace

WIDE, HIGH = 1280, 860


class CompareWindow(QWidget):
    """Pages with figures, disagreements, gold for each annotator, and agreement over time.

    `theme` says in which colours to paint; `offers` are the actions of the main window that help
    where there is nobody to compare. Signals: `closed`; `passages_wanted`: these (`Passage`) are to
    be shown in their articles.
    """

    closed = Signal()
    passages_wanted = Signal(object)

    def __init__(
        self,
        workspace: Workspace,
        jobs: Jobs,
        ask: Ask,
        theme: Callable[[], Theme],
        *,
        settings: Settings | None = None,
        state: WindowState | None = None,
        offers: Sequence[QAction] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._settings, self._state = settings or Settings(), state or WindowState()
        self._workspace, self._theme, self._ask = workspace, theme, ask
        self.options = Options()
        self.found: Found | None = None
        self._wanted = Wanted(())
        self._shown: tuple[int, int] | None = None
        self._with_more: set[tuple[int, int]] = set()
        self.setWindowTitle(f"Compare – {workspace.project.path.stem}")
        self.computing = Computing(workspace, jobs, self)
        self.reporting = Reporting(workspace, jobs, ask, self)
        self.picking = Picking()
        self.stale = StaleBar()
        self.progress = ProgressBar()
        self._take_unfinished = QAction("Take unfinished ones in", self)
        self._take_unfinished.triggered.connect(lambda _: self._unfinished())
        self._choose_options = QAction("Options…", self)
        self._choose_options.triggered.connect(lambda _: self.ask_options())
        ways_on = (self._take_unfinished, self._choose_options)
        self.page = page = FirstPage(self._styles, theme(), offers=offers, ways_on=ways_on)
        self.header, self.first, self.figures = page.header, page.pages, page.figures
        self.every_two, self.nobody = page.every_two, page.nobody
        self.nothing, self.busy = page.nothing, page.busy
        self.tabs = Pages()
        self.tabs.addTab(self.page, "Figures")
        self.between = Between(workspace, self._state, ask, jobs, self)
        self.disagreements = DisagreementsPage(self.between, self._settings, ask)
        self.tabs.addTab(self.disagreements, "Disagreements")
        self.groups = GroupsPage(self.between, self._settings, ask)
        self.tabs.addTab(self.groups, "Groups")
        self.me_and_gold = MeAndGoldPage(workspace, jobs, theme())
        self.tabs.addTab(self.me_and_gold, "Me and gold")
        self.over_time = OverTimePage(workspace, jobs, theme())
        self.tabs.addTab(self.over_time, "Over time")
        self._build()
        self._connect()
        room = QGuiApplication.primaryScreen().availableGeometry().size()
        self.resize(min(WIDE, room.width() - 32), min(HIGH, room.height() - 64))
        self.picking.blind.setChecked(Remembered(workspace, self._state).blind)
        self._read_people()
        self.compute()

    # Computing

    def compute(self) -> None:
        """Compares who is chosen, anew."""
        people = self.picking.chosen
        self.computing.hide_names = self.blind
        self.stale.tell(0)
        if not people:
            self.found = None
            self.computing.forget()
            self._show_nobody()
            return
        if self.found is None:
            self.busy.say("Comparing", "The figures appear here when they are computed.")
            self.first.setCurrentWidget(self.busy)
        self.computing.compute(Wanted(people, self.options))

    def cancel(self) -> None:
        """Calls off what the worker does for this window."""
        for worker in self._workers:
            worker.cancel()

    def _take(self, found: Found, wanted: Wanted, more: bool) -> None:
        self._rest()
        if more and self.found is not None and wanted.is_pair and len(self.found.pairs) > 1:
            # More measures of one of many pairs: the others stay as they are.
            place = self._place_of(wanted.people)
            found = replace(self.found.with_pair(place, found.pairs[0]), heads=found.heads)
            self._with_more.add(place)
        else:
            self._wanted = wanted
            self._with_more = {(0, 1)} if more else set()
            self._shown = (0, 1) if wanted.is_pair else None
        self.found = found
        self._show()

    def _fail(self, sentence: str) -> None:
        self._rest()
        self.header.clear()
        told = "Switch Blind off to read why: names stand in it." if self.blind else sentence
        self.nothing.say("It could not be compared", told)
        self.first.setCurrentWidget(self.nothing)

    def _stop(self) -> None:
        self._rest()
        if self.found is None:
            self.nothing.say("Called off", "Choose two people, or compute again.")
            self.first.setCurrentWidget(self.nothing)
            self.stale.hide()

    # Showing

    @property
    def blind(self) -> bool:
        """Whether names are hidden."""
        return self.picking.blind.isChecked()

    @property
    def pair(self) -> Pair | None:
        """The two whose figures are shown."""
        if self.found is None or self._shown is None:
            return None
        pair = self.found.pair(*self._shown)
        return hidden(pair, exchanged=self._changed_sides) if self.blind else pair

    @property
    def _changed_sides(self) -> bool:
        """Whether the two have changed sides, which nobody can tell while names are hidden."""
        if not self.blind or self.both is None:
            return False
        return is_exchanged(self._workspace.project.id, self.both)

    @property
    def both(self) -> tuple[Annotator, Annotator] | None:
        """The two people whose figures are shown."""
        if self._shown is None or not self._wanted.people:
            return None
        return self._wanted.people[self._shown[0]], self._wanted.people[self._shown[1]]

    def show_pair(self, one: int, other: int) -> None:
        """Shows the figures of two of several, by their places."""
        self._shown = (min(one, other), max(one, other))
        self._show()

    def show_every_two(self) -> None:
        """Back to the matrix of all."""
        self._shown = None
        self._show()

    def _show(self) -> None:
        if self.found is None:
            return
        pair = self.pair
        if pair is None:
            found = hidden_all(self.found) if self.blind else self.found
            self.header.show_all(found, self._wanted.options)
            self.every_two.show_found(found)
            self.first.setCurrentWidget(self.every_two)
        else:
            many = len(self.found.pairs) > 1
            self.header.show_pair(pair, self._wanted.options, of_many=many)
            self._show_figures(pair)
        self.picking.methods.setEnabled(pair is not None)
        self.picking.report.setEnabled(not self.blind)
        self._show_disagreements()

    def _hide_names(self) -> None:
        """Shows everything with names, or without any."""
        for page in (self.me_and_gold, self.over_time):
            self.tabs.switch(page, on=not self.blind, why_off=WHY_OFF)
        self.computing.hide_names = self.blind
        if self.found is not None:
            self._show()
        elif self.first.currentWidget() is self.nobody:
            self._show_nobody()

    def _show_disagreements(self) -> None:
        """The pages list what the two see otherwise whose figures are shown."""
        both = self.both
        for page in (self.disagreements, self.groups):
            self.tabs.switch(page, on=both is not None)
        if both is None or self.between.shows(*both, self._wanted.options):
            return
        golds = self._workspace.project.golds()
        gold = next((one for one in golds if one not in both), None)
        self.between.show_between(*both, gold, self._wanted.options)

    def _show_figures(self, pair: Pair) -> None:
        if not pair.read:
            self.nothing.say(*nothing_words(pair))
            begun = any("finished" in why for _, why in pair.left_out)
            self._take_unfinished.setEnabled(begun and not self.options.unfinished)
            self.first.setCurrentWidget(self.nothing)
            return
        more = self._shown in self._with_more
        self.figures.show_pair(pair, self._wanted.options, more=more)
        self.first.setCurrentWidget(self.figures)

    def _show_nobody(self) -> None:
        self.header.clear()
        self.picking.methods.setEnabled(False)
        self.picking.report.setEnabled(False)
        self.nobody.say(*nobody_words(self.picking.people, blind=self.blind))
        self.first.setCurrentWidget(self.nobody)

    def _styles(self) -> Mapping[str, LabelStyle]:
        scheme = self._workspace.scheme
        styles = label_styles(scheme, self._theme())
        return {label.name: styles[label.id] for label in scheme.labels}

    # What is asked for

    def ask_options(self) -> None:
        """Asks what to compare, and compares it."""
        dialog = OptionsDialog(self._workspace.project, self.options, self)
        if dialog.exec() == OptionsDialog.DialogCode.Accepted:
            self.options = dialog.options
            self.compute()
        dialog.deleteLater()

    def copy_methods(self) -> None:
        """Puts the sentences for a paper on the clipboard."""
        if self.pair is not None:
            copy_words(self.pair.methods)

    def save_report(self) -> None:
        """Asks where to, and has the worker write everything on one page."""
        self.reporting.save(self.both or self._wanted.people, self._wanted.options)

    @property
    def _workers(self) -> tuple[Computing | Reporting | DecidingMany, ...]:
        return self.computing, self.reporting, self.between.many

    def _rest(self) -> None:
        """Hides the progress when nothing is done any more."""
        if not any(worker.is_busy for worker in self._workers):
            self.progress.hide()

    def _more(self, gamma: bool) -> None:
        if self.both is not None:
            self.computing.compute(Wanted(self.both, self._wanted.options), more=True, gamma=gamma)

    def _unfinished(self) -> None:
        self.options = replace(self.options, unfinished=True)
        self.compute()

    # Parts

    def _build(self) -> None:
        head = QWidget()
        line = QVBoxLayout(head)
        line.setContentsMargins(24, 16, 24, 8)
        line.addWidget(self.picking)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for part in (head, self.progress, self.stale):
            layout.addWidget(part)
        layout.addWidget(self.tabs, 1)

    def _connect(self) -> None:
        computing, picking, figures = self.computing, self.picking, self.figures
        computing.began.connect(self.progress.begin)
        computing.progress.connect(self.progress.tell)
        taking_away.connect(self, self._ask)
        for worker in (self.reporting, self.between.many):
            worker.began.connect(self.progress.begin)
            worker.progress.connect(self.progress.tell)
            worker.over.connect(self._rest)
        computing.done.connect(self._take)
        computing.failed.connect(self._fail)
        computing.cancelled.connect(self._stop)
        computing.stale.connect(self.stale.tell)
        self.progress.cancel_wanted.connect(self.cancel)
        self.stale.again_wanted.connect(self.compute)
        picking.picked.connect(self.compute)
        picking.options_wanted.connect(self.ask_options)
        picking.methods_wanted.connect(self.copy_methods)
        picking.report_wanted.connect(self.save_report)
        picking.blind_switched.connect(lambda _: self._hide_names())
        self.header.everybody_wanted.connect(self.show_every_two)
        self.every_two.pair_wanted.connect(self.show_pair)
        figures.more_wanted.connect(self._more)
        self._listing = Listing(
            figures, self.disagreements, self.groups,
            exchanged=lambda: self._changed_sides,
            turn=self.tabs.setCurrentWidget,
        )  # fmt: skip
        # The texts need the height more than what was compared needs to be told again.
        picking.blind_switched.connect(self.between.set_blind)
        self.between.gold_changed.connect(self.me_and_gold.show_gold)
        self.between.blind_changed.connect(picking.blind.setChecked)
        self.groups.passages_wanted.connect(self.passages_wanted)
        self._dress()
        self._forget = self._settings.listen(lambda _: self._dress())
        self.tabs.currentChanged.connect(lambda _: self._turned())
        self._workspace.changed.connect(self._changed)
        self.tabs.listen(self)
        QShortcut(QKeySequence("Ctrl+W"), self, self.close)

    def _turned(self) -> None:
        """What is not about the two people chosen is read when it is looked at."""
        page = self.tabs.currentWidget()
        if page is self.me_and_gold:
            self.me_and_gold.look()
        elif page is self.over_time:
            self.over_time.look()

    def _read_people(self) -> None:
        self.picking.offer(people_to_compare(self._workspace))

    def _changed(self, changes: Changes) -> None:
        if not (changes.everything or changes.annotators or changes.readings):
            return
        before = self.picking.people
        self._read_people()
        if len(before) < 2 <= len(self.picking.people):
            self.compute()

    def _place_of(self, people: Sequence[Annotator]) -> tuple[int, int]:
        ids = [person.id for person in self._wanted.people]
        one, other = sorted(ids.index(person.id) for person in people)
        return one, other

    def changeEvent(self, event: QEvent) -> None:
        """In other colours, paint anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "nothing"):
            self.page.set_theme(self._theme())
            self._dress()

    def _dress(self) -> None:
        theme, preferences = self._theme(), self._settings.preferences
        for page in (self.disagreements, self.groups):
            page.dress(theme, preferences)
        if self._workspace.is_open:
            styles = label_styles(self._workspace.scheme, theme)
            self.me_and_gold.dress(theme, preferences, styles)
        self.over_time.dress(theme)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let go of the worker and of the project."""
        self.computing.leave()
        self.between.clear()
        self.me_and_gold.leave()
        self.over_time.leave()
        self._forget()
        super().closeEvent(event)
        self.closed.emit()
