"""The page “Disagreements”: what two people see otherwise, in the text, decided into gold."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from annotator.agree.kinds import Kind
from annotator.settings import Preferences, Settings
from ui.actions import Actions
from ui.ask import Ask
from ui.compare.adjudicating_draft import Drafting
from ui.compare.adjudicating_keys import AdjudicatingKeys
from ui.compare.agreed_line import AgreedLine
from ui.compare.between import Between
from ui.compare.decision_bar import DecisionBar
from ui.compare.disagreements_filters import of_class, of_label, of_labels
from ui.compare.disagreements_list import DisagreementsList
from ui.compare.disagreements_model import CaseFilter
from ui.compare.disagreements_text import CaseText
from ui.compare.disagreements_words import about_words
from ui.compare.versions import Versions, View
from ui.disagreement_actions import DISAGREEMENT_SPECS
from ui.icons import icon
from ui.theme import LIGHT, Theme, label_styles

if TYPE_CHECKING:
    from annotator.agree.cases import Case

LOW = 600
"""Pixels of height under which only what is needed all the time is shown."""


class DisagreementsPage(QWidget):
    """Lists the cases between two people, shows both versions in the text, and decides.

    Signals: `told` with a sentence for the user.
    """

    told = Signal(str)

    def __init__(
        self, between: Between, settings: Settings, ask: Ask, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.between, self.settings, self.ask = between, settings, ask
        self.workspace = workspace = between.workspace
        self.reading, self.adjudicating = between.reading, between.adjudicating
        between.pages.append(self)
        self._theme, self._preferences = LIGHT, settings.preferences
        self._lit = ""
        self.actions_ = Actions(
            self,
            specs=DISAGREEMENT_SPECS,
            rebound=settings.preferences.shortcuts,
            single_keys=settings.preferences.single_keys,
        )
        self.list = DisagreementsList(workspace, self.reading)
        self.agreed = AgreedLine()
        self.versions = Versions()
        self.case_text = CaseText(
            workspace, self.reading, self.adjudicating, self.versions,
            text=self.list.text, shown=between.shown, keys=self._side_keys,
        )  # fmt: skip
        self.drafting = Drafting(workspace, self.versions)
        self.deciding = DecisionBar(self.actions_)
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
        self.list.bar.add(self.between.golds.box)
        self.list.bar.set_actions([self.actions_[name] for name in ("switch-view",)])
        self.actions_.attach_text(self)

    def _connect(self) -> None:
        between, workspace = self.between, self.workspace
        between.chosen.connect(self._others)
        between.begun.connect(self._begin)
        between.cleared.connect(self._clear)
        between.changing.connect(self.case_text.follow)
        between.leaving.connect(self.drafting.leave)
        workspace.annotator_changed.connect(self._who_changed)
        self.splitter.splitterMoved.connect(lambda *_: between.remembered.keep_sizes(self.splitter))
        for teller in (self.told, between.told, workspace.refused, workspace.not_saved):
            teller.connect(self.deciding.say)
        between.groups.changed.connect(lambda: self.list.tell_groups(between.groups.count.left))
        self.reading.some.connect(self._article_read)
        self.reading.complete.connect(self._all_read)
        self.list.case_changed.connect(self.show_case)
        self.list.table.selectionModel().selectionChanged.connect(
            lambda *_: self._tell_case(self.current)
        )
        self.versions.span_picked.connect(self._pick)

    # What is compared

    def _others(self) -> None:
        """Others are compared: all of what they see otherwise is listed, as it was left."""
        self.list.filter = CaseFilter()
        self.versions.set_view(self.between.remembered.view)
        self.between.remembered.restore_sizes(self.splitter)

    def _begin(self) -> None:
        """Everything is read anew; the current case stays where it is still there."""
        self.case_text.forget()
        self.dress(self._theme, self._preferences)
        self._tell_names()
        self.versions.show_gold(bool(self.adjudicating.gold_id))
        scheme = self.workspace.scheme
        self.list.begin(
            {article.id: article.name for article in self.reading.articles.values()},
            {label.id: label.name for label in scheme.labels},
            self.between.shown,
            self.between.names,
        )

    def _clear(self) -> None:
        """Nothing is compared."""
        self.keys.why.forget()
        self.drafting.leave()
        self.list.clear()
        self.case_text.forget()

    def _side_keys(self) -> tuple[str, str]:
        """The keys that take what stands left and right."""
        left, right = (self.actions_.keys(name) for name in ("take-left", "take-right"))
        return next(iter(left), ""), next(iter(right), "")

    def show_class(self, kind: Kind) -> None:
        """List the cases of one class."""
        self.list.set_filter(of_class(kind, blind=self.between.blind))

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
        self.between.remembered.view = view
        self.show_case()
        self.focus_text()

    def _tell_names(self) -> None:
        left, right = ("left", "right") if self.between.blind else self.between.names
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
            about = about_words(case, self.between.shown(case.article_id), names)
            several = len(self.list.table.chosen_rows())
            if several > 1:
                about = f"{several:,} selected: what you press decides all of them"
            self.deciding.tell(about, f"{self.reading.articles[case.article_id].name}, {place}")
            if why := self.adjudicating.why_not:  # its keys are off, and do not say why
                self.deciding.say(why)
        self.keys.why.show(case)

    def go_to_span(self, article_id: str, span_id: str) -> None:
        """Make the place of a span the current one, listed or not."""
        case = self.list.case_of(article_id, span_id)
        if case is not None:
            self.list.go_to(case)
            self.focus_text()

    def _pick(self, span_id: str) -> None:
        """A mark in the text was clicked."""
        case = self.list.case_of(self.case_text.article_id, span_id)
        if case is not None:
            self.list.go_to(case)

    # What changes

    def _who_changed(self) -> None:
        if self.between.is_on:
            self.keys.enable()
            self.between.counted.emit()
            self._tell_case(self.current)

    def _article_read(self, article_id: str) -> None:
        self.case_text.show_again(article_id)
        if self.reading.is_complete:
            self.between.counted.emit()

    def _all_read(self) -> None:
        self.between.counted.emit()
        self._tell_case(self.current)
        focus = self.focusWidget()
        if self.isVisible() and (focus is None or self.list.bar.isAncestorOf(focus)):
            self.focus_text()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little height, the texts get it."""
        super().resizeEvent(event)
        self.deciding.set_low(self.height() < LOW)

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what happened while the page was hidden."""
        super().showEvent(event)
        self.between.catch_up()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leads back to the text."""
        if event.key() == Qt.Key.Key_Escape and not event.modifiers():
            self.focus_text()
            event.accept()
            return
        super().keyPressEvent(event)
