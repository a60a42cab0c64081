"""The page “Groups”: what two people put together otherwise, decided into gold."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from annotator.settings import Preferences, Settings
from ui.actions import Actions
from ui.ask import Ask
from ui.compare.agreed_line import AgreedLine
from ui.compare.between import Between
from ui.compare.decision_bar import DecisionBar
from ui.compare.disagreements_model import Which
from ui.compare.groups_case import GroupsCase
from ui.compare.groups_keys import GroupKeys
from ui.compare.groups_list import GroupsList
from ui.compare.groups_members_model import MemberRow
from ui.compare.groups_model import GroupFilter
from ui.compare.groups_rows import rows_of
from ui.compare.groups_words import about_words
from ui.group_case_actions import GROUP_CASE_SPECS
from ui.icons import icon
from ui.panels.texts import Texts
from ui.theme import LIGHT, Theme

if TYPE_CHECKING:
    from annotator.agree.group_cases import GroupCase

LOW = 600
"""Pixels of height under which only what is needed all the time is shown."""


class GroupsPage(QWidget):
    """Lists the cases about groups between two people, shows the members of one, and decides.

    Signals: `passages_wanted`: these (`Passage`) are to be shown in their articles;
    `place_wanted(article id, span id)`: the place of a passage among the disagreements; `told` with
    a sentence for the user.
    """

    passages_wanted = Signal(object)
    place_wanted = Signal(str, str)
    told = Signal(str)

    def __init__(
        self, between: Between, settings: Settings, ask: Ask, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.between, self.settings, self.ask = between, settings, ask
        self.workspace = workspace = between.workspace
        between.pages.append(self)
        self._theme, self._preferences = LIGHT, settings.preferences
        self._texts = Texts(lambda article_id: workspace.project.text(article_id))
        self._lit = ""
        self.rows: Sequence[MemberRow] = ()
        """The members of the current case, and the articles that might omit it."""
        self.actions_ = Actions(
            self,
            specs=GROUP_CASE_SPECS,
            rebound=settings.preferences.shortcuts,
            single_keys=settings.preferences.single_keys,
        )
        self.list = GroupsList(between.groups)
        self.agreed = AgreedLine()
        self.case = GroupsCase()
        self.deciding = DecisionBar(self.actions_)
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self._build()
        self.keys = GroupKeys(self)
        self._connect()

    def _build(self) -> None:
        self.below = QWidget()
        lower = QVBoxLayout(self.below)
        lower.setContentsMargins(0, 0, 0, 0)
        lower.setSpacing(0)
        lower.addWidget(self.case, 1)
        lower.addWidget(self.deciding)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.list)
        self.splitter.addWidget(self.below)
        self.splitter.setStretchFactor(0, 2)
        self.splitter.setStretchFactor(1, 3)
        self.splitter.setSizes([280, 420])
        self.list.layout().insertWidget(1, self.agreed)  # type: ignore[union-attr]
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.splitter)
        self.actions_.attach_text(self)

    def _connect(self) -> None:
        between, workspace = self.between, self.workspace
        between.chosen.connect(self._others)
        between.begun.connect(self._begin)
        between.cleared.connect(self._clear)
        between.leaving.connect(self.case.leave)
        between.groups.changed.connect(self._read)
        workspace.annotator_changed.connect(self._who_changed)
        for teller in (self.told, between.told, workspace.refused, workspace.not_saved):
            teller.connect(self.deciding.say)
        self.list.case_changed.connect(self.show_case)
        self.list.bar.left.connect(self.focus_members)
        self.list.table.selectionModel().selectionChanged.connect(
            lambda *_: self._tell_case(self.current)
        )
        self.case.told.connect(self.told)
        self.case.place_wanted.connect(self.place_wanted)

    # What is compared

    def _others(self) -> None:
        self.list.filter = GroupFilter()

    def _begin(self) -> None:
        """Everything is read anew; the current case stays where it is still there."""
        left, right = self.between.names
        self.deciding.name_sides(left or "left", right or "right")
        self.dress(self._theme, self._preferences)  # tips name the sides too
        self.list.begin(self._kinds(), self.between.shown, (left, right))

    def _kinds(self) -> list[str]:
        scheme = [kind.name for kind in self.workspace.scheme.relations if kind.is_set]
        used = (kind for case in self.between.groups.all() for kind in case.kinds)
        return list(dict.fromkeys((*scheme, *used)))

    def _clear(self) -> None:
        self.keys.why.forget()
        self.case.show_nothing()
        self.list.clear()
        self._texts.forget()

    def _read(self) -> None:
        """Groups were read, for the first time or again."""
        self.list.list_all()

    def _who_changed(self) -> None:
        if self.between.is_on:
            self.keys.enable()
            self._tell_case(self.current)

    def show_kind(self, kind: str) -> None:
        """List the groups of one kind in which they differ, decided or not."""
        self.list.set_filter(GroupFilter(which=Which.ALL, kind=kind))

    # How it looks

    def dress(self, theme: Theme, preferences: Preferences) -> None:
        """Take theme and preferences: colours, keys."""
        self._theme, self._preferences = theme, preferences
        self.actions_.set_icons(lambda name: icon(name, theme))
        self.actions_.use_single_keys(preferences.single_keys)
        self.actions_.rebind(preferences.shortcuts)
        if self.workspace.is_open:
            self.keys.enable()

    def focus_members(self) -> None:
        """Give the focus to the members; while nothing is listed the page waits with it."""
        if self.case.isVisible():
            self.case.focus_members()
        else:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    # The current case

    @property
    def current(self) -> "GroupCase | None":
        """The case that keys decide."""
        return self.list.current

    def show_case(self) -> None:
        """Show the current case: what the groups are, and their members."""
        case = self.current
        key = case.key if case is not None else ""
        if self.case.is_written and key == self._lit:
            return  # something was read again meanwhile
        self._lit = key
        focused = self.window().focusWidget()  # also while another window is in front
        if case is None and focused is not None and self.below.isAncestorOf(focused):
            self.setFocus(Qt.FocusReason.OtherFocusReason)  # else Qt gives it to any field
        self.below.setVisible(case is not None)
        if case is None:
            self.rows = ()
            self.case.show_nothing()
        else:
            self._show(case)
        self.keys.enable()
        self._tell_case(case)
        if case is not None and self.window().focusWidget() is self:
            self.focus_members()

    def _show(self, case: "GroupCase") -> None:
        project, shown = self.workspace.project, self.between.shown(case.story_id)
        self.rows = rows_of(
            self.between.groups.whole(case),
            shown,
            articles=project.articles(case.story_id),
            spans=project.spans_by_id,
            text=self._texts,
            scheme=self.workspace.scheme,
        )
        left, right = (self.actions_.keys(name) for name in ("take-left", "take-right"))
        adjudicating = self.between.adjudicating
        gold = adjudicating.gold_name if adjudicating.gold_id else ""
        keys = next(iter(left), ""), next(iter(right), "")
        self.case.show_case(case, shown, self.rows, keys=keys, gold=gold)

    def _tell_case(self, case: "GroupCase | None") -> None:
        if case is None:
            self.deciding.tell("", "")
        else:
            at, rows = self.list.place()
            about = about_words(case, self.between.shown(case.story_id))
            several = len(self.list.table.chosen_rows())
            if several > 1:
                about = f"{several:,} selected: what you press decides all of them"
            story = self.between.groups.stories.get(case.story_id, "")
            self.deciding.tell(about, f"{story}, {f'{at:,} of {rows:,}' if at else 'not listed'}")
            if why := self.between.adjudicating.why_not:  # its keys are off, and do not say why
                self.deciding.say(why)
        self.keys.why.show(case)

    # As Qt asks

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little height, the members get it."""
        super().resizeEvent(event)
        self.deciding.set_low(self.height() < LOW)

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what happened while the page was hidden."""
        super().showEvent(event)
        self.between.catch_up()
        self.focus_members()

    def hideEvent(self, event: QHideEvent) -> None:
        """What is being written is left: another page shows what there is."""
        self.case.leave()
        super().hideEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes what is written, Esc leaves it; else Esc leads back to the members."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.case.is_written:
            self.case.take()
        elif event.key() == Qt.Key.Key_Escape and not event.modifiers():
            if self.case.is_written:
                self.case.leave()
            else:
                self.focus_members()
        else:
            super().keyPressEvent(event)
            return
        event.accept()
