"""The page “Disagreements”: what two people see otherwise, in the text, decided into gold."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from annotator.agree.kinds import Kind
from annotator.changes import Changes
from annotator.errors import AnnotatorError
from annotator.model.people import Annotator
from annotator.settings import Preferences, Settings
from ui.actions import Actions
from ui.ask import Ask
from ui.compare.adjudicating import Adjudicating
from ui.compare.adjudicating_draft import Drafting
from ui.compare.adjudicating_keys import AdjudicatingKeys
from ui.compare.agreed_line import AgreedLine
from ui.compare.deciding_many import DecidingMany
from ui.compare.decision_bar import DecisionBar
from ui.compare.disagreements_filters import of_class, of_label, of_labels
from ui.compare.disagreements_list import DisagreementsList
from ui.compare.disagreements_model import CaseFilter
from ui.compare.disagreements_reading import CaseReading
from ui.compare.disagreements_text import CaseText
from ui.compare.disagreements_words import Shown, about_words, names_of, shown_in
from ui.compare.gold_sets import GoldSets
from ui.compare.remembered import Remembered
from ui.compare.versions import Versions, View
from ui.compare.wanted import Options
from ui.disagreement_actions import DISAGREEMENT_SPECS
from ui.icons import icon
from ui.jobs import Jobs
from ui.theme import LIGHT, Theme, label_styles
from ui.window_state import WindowState
from ui.workspace import Workspace

if TYPE_CHECKING:
    from annotator.agree.cases import Case

LOW = 600
"""Pixels of height under which only what is needed all the time is shown."""


class DisagreementsPage(QWidget):
    """Lists the cases between two people, shows both versions in the text, and decides.

    Signals: `decided`: something was decided, or taken back; `told` with a sentence for the user;
    `blind_changed(bool)`: names are hidden now, or shown; `gold_changed(id)`: it is decided in
    another gold.
    """

    decided = Signal()
    gold_changed = Signal(str)
    blind_changed = Signal(bool)
    told = Signal(str)

    def __init__(
        self,
        workspace: Workspace,
        settings: Settings,
        state: WindowState,
        ask: Ask,
        jobs: Jobs,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.workspace, self.settings, self.ask = workspace, settings, ask
        self._remembered = Remembered(workspace, state)
        self._theme, self._preferences = LIGHT, settings.preferences
        self._people: tuple[Annotator, Annotator] | None = None
        self._options = Options()
        self._due = False
        self._lit = ""
        self.blind = False
        self.beforehand = True
        self.actions_ = Actions(
            self,
            specs=DISAGREEMENT_SPECS,
            rebound=settings.preferences.shortcuts,
            single_keys=settings.preferences.single_keys,
        )
        self.reading = CaseReading(workspace, self)
        self.many = DecidingMany(workspace, jobs, self)
        self.adjudicating = Adjudicating(workspace, self.many, self)
        self.list = DisagreementsList(workspace, self.reading)
        self.agreed = AgreedLine()
        self.versions = Versions()
        self.case_text = CaseText(
            workspace, self.reading, self.adjudicating, self.versions,
            text=self.list.text, shown=self.shown, keys=self._side_keys,
        )  # fmt: skip
        self.drafting = Drafting(workspace, self.versions)
        self.deciding = DecisionBar(self.actions_)
        self.golds = GoldSets(workspace, state, ask, self.adjudicating, self)
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self._build()
        self.keys = AdjudicatingKeys(self)
        self._connect()

    def _build(self) -> None:
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.list)
        below = QWidget()
        lower = QVBoxLayout(below)
        lower.setContentsMargins(0, 0, 0, 0)
        lower.setSpacing(0)
        lower.addWidget(self.versions, 1)
        lower.addWidget(self.deciding)
        self.splitter.addWidget(below)
        self.splitter.setStretchFactor(0, 2)
        self.splitter.setStretchFactor(1, 5)
        self.splitter.setSizes([240, 560])
        self.list.layout().insertWidget(1, self.agreed)  # type: ignore[union-attr]
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.splitter)
        self.list.bar.add(self.golds.box)
        self.list.bar.set_actions([self.actions_[name] for name in ("switch-view",)])
        self.actions_.attach_text(self)

    def _connect(self) -> None:
        workspace = self.workspace
        workspace.changed.connect(self._follow)
        workspace.closing.connect(self.clear)
        workspace.annotator_changed.connect(self._who_changed)
        self.splitter.splitterMoved.connect(lambda *_: self._remembered.keep_sizes(self.splitter))
        for teller in (self.told, workspace.refused, workspace.not_saved):
            teller.connect(self.deciding.say)
        self.many.told.connect(self.told)
        self.many.began.connect(lambda _: self.golds.box.setEnabled(False))
        self.many.over.connect(lambda: self.golds.box.setEnabled(True))
        self.golds.told.connect(self.told)
        self.golds.chosen.connect(self._other_gold)
        self.adjudicating.deciding.connect(self.reading.expect)
        self.reading.some.connect(self._article_read)
        self.reading.complete.connect(self._all_read)
        self.list.case_changed.connect(self.show_case)
        self.list.table.selectionModel().selectionChanged.connect(
            lambda *_: self._tell_case(self.current)
        )
        self.versions.span_picked.connect(self._pick)
        self._again = QTimer(self, singleShot=True, interval=0)
        self._again.timeout.connect(self.begin)

    # What is compared

    def show_between(
        self, a: Annotator, b: Annotator, gold: Annotator | None, options: Options | None = None
    ) -> None:
        """List what these two see otherwise, with what gold says (None: gold is to be begun)."""
        self._people, self._options = (a, b), options or Options()
        self.golds.begin((a, b), gold)
        self.list.filter = CaseFilter()
        self.blind, self.beforehand = self._remembered.blind, self._remembered.beforehand
        self.blind_changed.emit(self.blind)
        self.versions.set_view(self._remembered.view)
        self._remembered.restore_sizes(self.splitter)
        self._due = not self.isVisible()
        if not self._due:
            self.begin()

    def shows(self, a: Annotator, b: Annotator, options: Options) -> bool:
        """Whether these two are listed already."""
        return self._people == (a, b) and self._options == options

    def begin(self) -> None:
        """Read everything anew; the current case stays where it is still there."""
        self._due = False
        if self._people is None or not self.workspace.is_open:
            return
        self.case_text.forget()
        self.golds.decide()
        self.dress(self._theme, self._preferences)
        try:
            self.reading.prepare(*self._people, self.adjudicating.gold_id, self._options)
        except AnnotatorError as error:
            self.list.clear()
            self.told.emit(str(error))
            return
        self._tell_names()
        self.versions.show_gold(bool(self.adjudicating.gold_id))
        scheme = self.workspace.scheme
        self.list.begin(
            {article.id: article.name for article in self.reading.articles.values()},
            {label.id: label.name for label in scheme.labels},
            self.shown,
            ("", "") if self.blind else self.names,
        )
        self.reading.begin()

    def clear(self) -> None:
        """Nothing is compared: the project is closed."""
        self._again.stop()
        if self._people is None:
            return
        self._people, self._due = None, False
        self.many.leave()
        self.keys.forget()
        self.drafting.leave()
        self.reading.forget()
        self.list.clear()
        self.case_text.forget()

    def _other_gold(self) -> None:
        self.drafting.leave()
        self.begin()
        self.gold_changed.emit(self.adjudicating.gold_id)

    @property
    def is_read(self) -> bool:
        """Whether everything is read, and nothing waits to be read anew."""
        return not self._due and not self._again.isActive() and self.reading.is_complete

    @property
    def names(self) -> tuple[str, str]:
        """What the two are called."""
        assert self._people is not None
        return names_of(*self._people)

    def shown(self, article_id: str) -> Shown:
        """How the two are shown in an article."""
        if self._people is None:
            return Shown()
        return shown_in(article_id, *self._people, blind=self.blind)

    def _side_keys(self) -> tuple[str, str]:
        """The keys that take what stands left and right."""
        left, right = (self.actions_.keys(name) for name in ("take-left", "take-right"))
        return next(iter(left), ""), next(iter(right), "")

    def show_class(self, kind: Kind) -> None:
        """List the cases of one class."""
        self.list.set_filter(of_class(kind, blind=self.blind))

    def show_label(self, name: str) -> None:
        """List the cases with a label, by its name."""
        self.list.set_filter(of_label(self.workspace.scheme, name))

    def show_labels(self, a: str, b: str) -> None:
        """List the cases in which A says one label and B another, by their names."""
        self.list.set_filter(of_labels(self.workspace.scheme, a, b))

    def show_article(self, name: str) -> None:
        """List the cases of one article, by its name or id."""
        for article in self.workspace.project.articles():
            if name in (article.name, article.id):
                self.list.set_filter(CaseFilter(article_id=article.id))

    # How it looks

    def dress(self, theme: Theme, preferences: Preferences) -> None:
        """Take theme and preferences: colours, text sizes, keys."""
        self._theme, self._preferences = theme, preferences
        self.actions_.set_icons(lambda name: icon(name, theme))
        self.actions_.use_single_keys(preferences.single_keys)
        self.actions_.rebind(preferences.shortcuts)
        self.list.table.cells.theme = theme
        if self.workspace.is_open:
            scheme = self.workspace.scheme
            styles = label_styles(scheme, theme)
            self.actions_.set_labels(label for label in scheme.labels if not label.retired)
            self.keys.enable()
            self.versions.dress(theme, preferences, styles)
            self.list.model.dress(styles)

    def set_view(self, view: View) -> None:
        """Side by side or overlaid; remembered."""
        self.drafting.leave()
        self.versions.set_view(view)
        self._remembered.view = view
        self.show_case()
        self.focus_text()

    def set_blind(self, blind: bool) -> None:
        """Hide names and let it be open who stands left, or show them; remembered."""
        if blind != self.blind:
            self.blind = self._remembered.blind = blind
            self.blind_changed.emit(blind)
            self.begin()

    def set_beforehand(self, beforehand: bool) -> None:
        """Whether what both say goes into gold with the first decision; remembered."""
        self.beforehand = self._remembered.beforehand = beforehand
        self._show_count()

    def _tell_names(self) -> None:
        left, right = ("left", "right") if self.blind else self.names
        self.deciding.name_sides(left, right)
        self.actions_.rebind(self._preferences.shortcuts)  # their tips name the sides too

    def focus_text(self) -> None:
        """Give the focus to the text."""
        self.versions.main_pane.setFocus(Qt.FocusReason.OtherFocusReason)

    # The current case in the text

    @property
    def current(self) -> "Case | None":
        """The case that keys decide."""
        return self.list.current

    def show_case(self) -> None:
        """Show the current case: its article, both versions lit, and what can be said of it."""
        case = self.current
        key = case.key if case is not None else ""
        if self.drafting.span is not None and key == self._lit:
            return  # something was read again meanwhile
        self._lit = key
        self.drafting.leave()
        self.keys.enable()
        self._tell_case(case)
        self.case_text.show(case)
        if case is not None:
            self.versions.main_pane.announce(self.deciding.about.text())

    def _tell_case(self, case: "Case | None") -> None:
        if case is None:
            self.deciding.tell("", "")
        else:
            names = {label.id: label.name for label in self.workspace.scheme.labels}
            at, rows = self.list.place()
            place = f"{at:,} of {rows:,}" if at else "not listed"
            about = about_words(case, self.shown(case.article_id), names)
            several = len(self.list.table.chosen_rows())
            if several > 1:
                about = f"{several:,} selected: what you press decides all of them"
            self.deciding.tell(about, f"{self.reading.articles[case.article_id].name}, {place}")
            if why := self.adjudicating.why_not:  # its keys are off, and do not say why
                self.deciding.say(why)
        self.keys.show_why(case)

    def _pick(self, span_id: str) -> None:
        """A mark in the text was clicked."""
        case = self.list.case_of(self.case_text.article_id, span_id)
        if case is not None:
            self.list.go_to(case)

    # What changes

    def _follow(self, changes: Changes) -> None:
        if self._people is None:
            return
        if not self.isVisible() or changes.everything or changes.scheme or changes.articles:
            self._due = not self.isVisible()
            if not self._due:
                self._again.start()
            return
        if changes.annotators:
            self.golds.look_again()
        self.case_text.follow(changes)
        touched = set(changes.decisions) | {article_id for article_id, _ in changes.spans}
        read = changes.readings - changes.decisions
        if (read and self.reading.has_other_articles()) or (changes.relations and not touched):
            self._again.start()
        elif touched:
            self.reading.read_again(touched & self.reading.articles.keys())
        if changes.decisions:
            self.decided.emit()

    def _who_changed(self) -> None:
        if self._people is not None:
            self.keys.enable()
            self._show_count()
            self._tell_case(self.current)

    def _article_read(self, article_id: str) -> None:
        self.case_text.show_again(article_id)
        if self.reading.is_complete:
            self._show_count()

    def _all_read(self) -> None:
        self._show_count()
        self._tell_case(self.current)
        focus = self.focusWidget()
        if focus is None or self.list.bar.isAncestorOf(focus):
            self.focus_text()

    def _show_count(self) -> None:
        may, count = self.adjudicating.may, self.reading.count
        complete = self.reading.is_complete
        self.agreed.tell(count, beforehand=self.beforehand, may=may, complete=complete)
        self.agreed.setVisible(count.agreed > 0 and bool(self.adjudicating.gold_id))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little height, the texts get it."""
        super().resizeEvent(event)
        self.deciding.set_low(self.height() < LOW)

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what happened while the page was hidden."""
        super().showEvent(event)
        if self._due:
            self._again.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leads back to the text."""
        if event.key() == Qt.Key.Key_Escape and not event.modifiers():
            self.focus_text()
            event.accept()
            return
        super().keyPressEvent(event)
