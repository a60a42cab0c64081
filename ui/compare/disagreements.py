"""The page “Disagreements”: what two people see otherwise, in the text, decided into gold."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from annotator.agree.kinds import Kind
from annotator.changes import Changes
from annotator.errors import AnnotatorError
from annotator.model.people import Annotator, Role
from annotator.settings import Preferences, Settings
from ui.actions import Actions
from ui.ask import Ask
from ui.compare.adjudicating import GOLD, Adjudicating
from ui.compare.adjudicating_draft import Drafting
from ui.compare.adjudicating_keys import AdjudicatingKeys
from ui.compare.agreed_line import AgreedLine
from ui.compare.deciding_many import DecidingMany
from ui.compare.decision_bar import DecisionBar
from ui.compare.disagreements_bar import ONE_SIDE
from ui.compare.disagreements_list import DisagreementsList
from ui.compare.disagreements_model import CaseFilter, key_of
from ui.compare.disagreements_reading import CaseReading
from ui.compare.disagreements_text import CaseText
from ui.compare.disagreements_words import Shown, Sort, about_words, is_swapped
from ui.compare.gold_choice import GoldChoice
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

VIEW, BLIND, BEFOREHAND, SIZES, GOLD_SET = (
    "compare view", "compare blind", "compare beforehand", "compare sizes", "compare gold"
)  # fmt: skip
"""What the window remembers of a project."""
LOW = 600
"""Pixels of height under which only what is needed all the time is shown."""
SORTS = {
    Kind.SAME: frozenset({Sort.SAME, Sort.NOTHING}),
    Kind.OTHER_LABEL: frozenset({Sort.OTHER_LABEL}),
    Kind.OTHER_BOUNDARY: frozenset({Sort.OTHER_BOUNDARY}),
    Kind.BOTH_DIFFER: frozenset({Sort.BOTH_DIFFER}),
    Kind.ONLY_A: frozenset({Sort.ONLY_LEFT}),
    Kind.ONLY_B: frozenset({Sort.ONLY_RIGHT}),
}
"""What a count of the figures is in the list."""


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
        self._state = state
        self._theme, self._preferences = LIGHT, settings.preferences
        self._people: tuple[Annotator, Annotator] | None = None
        self._gold: Annotator | None = None
        self._new_gold = GOLD
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
        self.golds = GoldChoice()
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
        self.list.bar.add(self.golds)
        self.list.bar.set_actions([self.actions_[name] for name in ("switch-view",)])
        self.actions_.attach_text(self)

    def _connect(self) -> None:
        workspace = self.workspace
        workspace.changed.connect(self._follow)
        workspace.closing.connect(self.clear)
        workspace.annotator_changed.connect(self._who_changed)
        self.splitter.splitterMoved.connect(lambda *_: self._keep_sizes())
        for teller in (self.told, workspace.refused, workspace.not_saved):
            teller.connect(self.deciding.say)
        self.many.told.connect(self.told)
        self.many.began.connect(lambda _: self.golds.setEnabled(False))
        self.many.over.connect(lambda: self.golds.setEnabled(True))
        self.golds.chosen.connect(self.set_gold)
        self.golds.new_wanted.connect(self.ask_new_gold)
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
        self._people, self._gold, self._new_gold = (a, b), gold, GOLD
        self._options = options or Options()
        self.list.filter = CaseFilter()
        project_id = self.workspace.project.id
        kept = self._state.kept(project_id, GOLD_SET)
        golds = (one for one in self._golds() if one.id == kept)
        self._gold = next(golds, gold)
        self.blind = self._state.kept(project_id, BLIND) == "yes"
        self.blind_changed.emit(self.blind)
        self.beforehand = self._state.kept(project_id, BEFOREHAND, "yes") == "yes"
        overlaid = self._state.kept(project_id, VIEW) == View.OVERLAID.value
        self.versions.set_view(View.OVERLAID if overlaid else View.BESIDE)
        self._state.restore_splitter(project_id, SIZES, self.splitter)
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
        if any(person.role is Role.ADJUDICATED for person in self._people):
            self.adjudicating.only_look()
        else:
            self.adjudicating.decide_in(self._gold, self._new_gold)
        self._offer_golds()
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

    # Gold

    def set_gold(self, gold: Annotator | None, new: str = GOLD) -> None:
        """Show and decide in this gold; None: in one called `new`, which the first decision
        adds."""
        self.drafting.leave()
        self._gold, self._new_gold = gold, new
        if gold is not None:
            self._state.keep(self.workspace.project.id, GOLD_SET, gold.id)
        self.begin()
        self.gold_changed.emit(self.adjudicating.gold_id)

    def ask_new_gold(self) -> None:
        """Asks what a new gold set is to be called; it is there with its first decision."""
        name = self.ask.line("What is the new gold set to be called?", action="Begin it")
        called = name.strip() if name else ""
        if not called:
            return
        for one in self.workspace.project.annotators():
            if one.name.casefold() == called.casefold():
                self.told.emit(f"“{one.name}” is there already: choose another name.")
                return
        self.set_gold(None, called)

    def _golds(self) -> "list[Annotator]":
        both = self._people or ()
        return [one for one in self.workspace.project.golds() if one not in both]

    def _find_gold(self) -> None:
        """Whether the gold that was only a name is there by now, or gone again."""
        there = [one for one in self._golds() if one.id == self.adjudicating.gold_id]
        if there and self._gold is None:
            self._gold = there[0]
            self._state.keep(self.workspace.project.id, GOLD_SET, self._gold.id)
        self._offer_golds()

    def _offer_golds(self) -> None:
        self.golds.offer(self._golds(), self.adjudicating.gold_id, self.adjudicating.gold_name)

    @property
    def is_read(self) -> bool:
        """Whether everything is read, and nothing waits to be read anew."""
        return not self._due and not self._again.isActive() and self.reading.is_complete

    @property
    def names(self) -> tuple[str, str]:
        """What the two are called; those who have the same name are told apart."""
        assert self._people is not None
        a, b = self._people
        return (a.name, b.name) if a.name != b.name else (f"{a.name} (1)", f"{b.name} (2)")

    def shown(self, article_id: str) -> Shown:
        """How the two are shown in an article: in blind mode nobody knows who stands left."""
        if self._people is None:
            return Shown()
        if not self.blind:
            return Shown(*self.names)
        a, b = self._people
        return Shown("left", "right", is_swapped(article_id, a.id, b.id))

    def _side_keys(self) -> tuple[str, str]:
        """The keys that take what stands left and right."""
        left, right = (self.actions_.keys(name) for name in ("take-left", "take-right"))
        return next(iter(left), ""), next(iter(right), "")

    def show_class(self, kind: Kind) -> None:
        """List the cases of one class."""
        sorts = SORTS[kind]
        if self.blind and sorts & ONE_SIDE:
            sorts = ONE_SIDE
        self.list.set_filter(CaseFilter(sorts=sorts, agreed=kind is Kind.SAME))

    def show_label(self, name: str) -> None:
        """List the cases with a label, by its name."""
        self.list.set_filter(CaseFilter(label_id=self._label_id(name)))

    def show_labels(self, a: str, b: str) -> None:
        """List the cases in which A says one label and B another, by their names; one that there
        is not stands for nothing."""
        pair = (self._label_id(a), self._label_id(b))
        self.list.set_filter(CaseFilter(pair=pair, agreed=pair[0] == pair[1]))

    def _label_id(self, name: str) -> str:
        label = self.workspace.scheme.label_named(name)
        return label.id if label is not None else ""

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
        self._state.keep(self.workspace.project.id, VIEW, view.value)
        self.show_case()
        self.focus_text()

    def set_blind(self, blind: bool) -> None:
        """Hide names and let it be open who stands left, or show them; remembered."""
        if blind != self.blind:
            self.blind = blind
            self._state.keep(self.workspace.project.id, BLIND, "yes" if blind else "no")
            self.blind_changed.emit(blind)
            self.begin()

    def set_beforehand(self, beforehand: bool) -> None:
        """Whether what both say goes into gold with the first decision; remembered."""
        self.beforehand = beforehand
        self._state.keep(self.workspace.project.id, BEFOREHAND, "yes" if beforehand else "no")
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
        key = key_of(case) if case is not None else ""
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
            self._find_gold()
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

    def _keep_sizes(self) -> None:
        if self.workspace.is_open:
            self._state.keep_splitter(self.workspace.project.id, SIZES, self.splitter)

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
        self.agreed.tell(count, beforehand=self.beforehand, may=may)
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
