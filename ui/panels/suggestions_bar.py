"""The bar over the list of suggestions: looking, answering, searching, scope and filter."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QActionGroup, QCursor, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QToolButton, QWidget

from annotator.model.suggestion import Source
from ui.panels.scope import Scope
from ui.panels.suggestions_model import SOURCES, SuggestionFilter, Which

WIDE = 860
"""Pixels from which the buttons have words."""
SEARCH_AFTER = 150
"""Milliseconds without a key until the words are looked for."""


class SuggestionsBar(QWidget):
    """What is asked for is told; `show_wanted` shows what is so.

    Signals: `scope_wanted(Scope)`, `filter_wanted(SuggestionFilter)`.
    """

    scope_wanted = Signal(Scope)
    filter_wanted = Signal(SuggestionFilter)

    def __init__(self) -> None:
        super().__init__()
        self._filter = SuggestionFilter()
        self._scope = Scope.STORY
        self._answers: list[QToolButton] = []
        self.search = QLineEdit()
        self.search.setPlaceholderText("Find in words, names and reasons")
        self.search.setAccessibleName("Find in suggestions")
        self.search.setClearButtonEnabled(True)
        self.look_button = _menu_button("Look for suggestions", "Look ▾")
        self.several_button = _menu_button("Answer several at once", "Several ▾")
        self.scope_button = _menu_button("Which articles", "")
        self.filter_button = _menu_button("Filter", "")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(8, 0, 8, 0)
        self._row.setSpacing(4)
        for part in (self.look_button, self.several_button):
            self._row.addWidget(part)
        self._row.addWidget(self.search, 1)
        for part in (self.scope_button, self.filter_button):
            self._row.addWidget(part)
        self._search_soon = QTimer(self, singleShot=True, interval=SEARCH_AFTER)
        self._search_soon.timeout.connect(self._search)
        self.search.textChanged.connect(lambda _: self._search_soon.start())
        self.scope_button.menu().aboutToShow.connect(self._fill_scopes)
        self.filter_button.menu().aboutToShow.connect(self._fill_filters)

    def set_actions(
        self, answers: Sequence[QAction], look: Sequence[QAction], several: Sequence[QAction]
    ) -> None:
        """The actions for answering the current one, for looking, for answering several."""
        for place, action in enumerate(answers, start=1):
            button = QToolButton()
            button.setDefaultAction(action)
            button.setFocusPolicy(self.look_button.focusPolicy())
            self._row.insertWidget(place, button)
            self._answers.append(button)
        self._show_words()
        self.look_button.menu().addActions(list(look))
        self.several_button.menu().addActions(list(several))

    def show_looking(self, looking: bool) -> None:
        """Whether suggestions are being looked for now."""
        self.look_button.setEnabled(not looking)
        self.look_button.setText("Looking …" if looking else "Look ▾")

    def show_wanted(self, scope: Scope, wanted: SuggestionFilter) -> None:
        """What is listed now."""
        self._scope, self._filter = scope, wanted
        if self.search.text().strip() != wanted.words:
            self.search.setText(wanted.words)
        self._search_soon.stop()
        self.scope_button.setText(f"{scope.value} ▾")
        number = len(Source) - len(wanted.sources) + (wanted.which is not Which.WAITING)
        self.filter_button.setText(f"Filter: {number} ▾" if number else "Filter ▾")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is room, the buttons say in words what they do."""
        super().resizeEvent(event)
        self._show_words()

    def _show_words(self) -> None:
        style = Qt.ToolButtonStyle
        wide = self.width() >= WIDE
        for button in self._answers:
            button.setToolButtonStyle(
                style.ToolButtonTextBesideIcon if wide else style.ToolButtonIconOnly
            )

    def _search(self) -> None:
        words = self.search.text().strip()
        if words != self._filter.words:
            self.filter_wanted.emit(replace(self._filter, words=words))

    def _fill_scopes(self) -> None:
        menu = self.scope_button.menu()
        menu.clear()
        group = QActionGroup(menu)
        for scope in Scope:
            action = menu.addAction(scope.value, partial(self.scope_wanted.emit, scope))
            action.setCheckable(True)
            action.setChecked(scope is self._scope)
            group.addAction(action)

    def _fill_filters(self) -> None:
        menu = self.filter_button.menu()
        menu.clear()
        for source, (_, words) in SOURCES.items():
            action = menu.addAction(words)
            action.setCheckable(True)
            action.setChecked(source in self._filter.sources)
            action.toggled.connect(partial(self._want_source, source))
        menu.addSeparator()
        group = QActionGroup(menu)
        for which in Which:
            wanted = partial(self.filter_wanted.emit, replace(self._filter, which=which))
            action = menu.addAction(which.value, wanted)
            action.setCheckable(True)
            action.setChecked(which is self._filter.which)
            group.addAction(action)
        menu.addSeparator()
        menu.addAction("Show all that wait", lambda: self.filter_wanted.emit(SuggestionFilter()))

    def _want_source(self, source: Source, on: bool) -> None:
        sources = self._filter.sources | {source} if on else self._filter.sources - {source}
        self.filter_wanted.emit(replace(self._filter, sources=sources))


def _menu_button(name: str, words: str) -> QToolButton:
    button = QToolButton()
    button.setText(words)
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    button.setAccessibleName(name)
    menu = QMenu(button)
    menu.aboutToHide.connect(partial(_put_out, button))
    button.setMenu(menu)
    return button


def _put_out(button: QToolButton) -> None:
    """Qt does not tell a button that the pointer left it while its menu was open."""
    if not button.rect().contains(button.mapFromGlobal(QCursor.pos())):
        button.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, False)
        button.update()
