"""The docks around the articles: made once, movable, remembered by their names."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QDockWidget, QMainWindow, QWidget

from ui.actions import Actions
from ui.panels.articles import ArticlesPanel
from ui.panels.clues import CluesPanel
from ui.panels.details import DetailsPanel
from ui.panels.elsewhere import ElsewherePanel
from ui.panels.find import FindPanel
from ui.panels.groups import GroupsPanel
from ui.panels.guidelines import GuidelinesPanel
from ui.panels.history import HistoryPanel
from ui.panels.labels import LabelsPanel
from ui.panels.only_here import OnlyHerePanel
from ui.panels.panel import Panel
from ui.panels.questions import QuestionsPanel
from ui.panels.review import ReviewPanel
from ui.panels.sentences import SentencesPanel
from ui.panels.spans import SpansPanel
from ui.panels.suggestions import SuggestionsPanel
from ui.theme import Theme
from ui.workspace import Workspace

LEFT = Qt.DockWidgetArea.LeftDockWidgetArea
RIGHT = Qt.DockWidgetArea.RightDockWidgetArea
BOTTOM = Qt.DockWidgetArea.BottomDockWidgetArea
LIST = QSize(800, 200)
"""Room for rows of one line."""
CARDS = QSize(800, 280)
"""Room for a few entries of several lines."""
SMALL = 800
"""The height of a small window, for which these are."""
NARROW = 1000
"""Pixels in width of a window that has no room for panels at both sides of two articles."""
BESIDE_SPANS = (
    "suggestions",
    "sentences",
    "find",
    "clues",
    "elsewhere",
    "only-here",
    "groups",
    "questions",
    "review",
    "history",
)
"""These share the room of the spans, one shown at a time."""


class Dock(QDockWidget):
    """A dock that starts with a width that its panel reads well in."""

    def __init__(self, name: str, panel: QWidget, size: QSize, window: QMainWindow) -> None:
        super().__init__(panel.windowTitle(), window)
        self.setObjectName(f"dock-{name}")
        self._size = size
        # Qt writes the title in the dock's own font only if it is another one than that of all
        # docks; else in the one that the program began with, whatever the preferences say.
        font = QFont()
        font.setStyleHint(QFont.StyleHint.SansSerif)
        self.setFont(font)
        self.setWidget(panel)

    def sizeHint(self) -> QSize:
        """What it would like to have: as much of a large window as of a small one."""
        window = self.parentWidget()
        share = window.height() / SMALL if window is not None else 1
        return QSize(self._size.width(), round(self._size.height() * max(1, share)))


class Docks:
    """All panels with their docks. `panels` by name, for what they have in common."""

    def __init__(self, workspace: Workspace, window: QMainWindow) -> None:
        self._window = window
        self.articles = ArticlesPanel(workspace)
        self.labels = LabelsPanel(workspace)
        self.spans = SpansPanel(workspace)
        self.details = DetailsPanel(workspace)
        self.suggestions = SuggestionsPanel(workspace)
        self.sentences = SentencesPanel(workspace)
        self.find = FindPanel(workspace)
        self.clues = CluesPanel(workspace)
        self.elsewhere = ElsewherePanel(workspace)
        self.only_here = OnlyHerePanel(workspace)
        self.groups = GroupsPanel(workspace)
        self.questions = QuestionsPanel(workspace)
        self.review = ReviewPanel(workspace)
        self.guidelines = GuidelinesPanel(workspace)
        self.history = HistoryPanel(workspace)
        self.panels: Mapping[str, Panel] = {
            "articles": self.articles,
            "labels": self.labels,
            "details": self.details,
            "spans": self.spans,
            "suggestions": self.suggestions,
            "sentences": self.sentences,
            "find": self.find,
            "clues": self.clues,
            "elsewhere": self.elsewhere,
            "only-here": self.only_here,
            "groups": self.groups,
            "questions": self.questions,
            "review": self.review,
            "guidelines": self.guidelines,
            "history": self.history,
        }
        for panel in self.panels.values():
            panel.patient = True
        self.docks = {name: self._dock(name, panel) for name, panel in self.panels.items()}
        self.arrange()

    def _dock(self, name: str, panel: Panel) -> Dock:
        area, size = {
            "articles": (LEFT, QSize(240, 600)),
            "labels": (RIGHT, QSize(320, 300)),
            "details": (RIGHT, QSize(320, 400)),
            "spans": (BOTTOM, LIST),
            "suggestions": (BOTTOM, CARDS),
            "sentences": (BOTTOM, LIST),
            "find": (BOTTOM, LIST),
            "clues": (BOTTOM, CARDS),
            "elsewhere": (BOTTOM, CARDS),
            "only-here": (BOTTOM, CARDS),
            "groups": (BOTTOM, CARDS),
            "questions": (BOTTOM, CARDS),
            "review": (BOTTOM, CARDS),
            "guidelines": (RIGHT, QSize(360, 400)),
            "history": (BOTTOM, LIST),
        }[name]
        dock = Dock(name, panel, size, self._window)
        self._window.addDockWidget(area, dock)
        return dock

    def arrange(self) -> None:
        """The layout of a first start: articles on the left, labels and details on the right.

        In a narrow window the list of articles shares its place with the details, so that there
        is one column of panels only.
        """
        corners = {
            Qt.Corner.BottomLeftCorner: LEFT,
            Qt.Corner.TopLeftCorner: LEFT,
            Qt.Corner.BottomRightCorner: RIGHT,
            Qt.Corner.TopRightCorner: RIGHT,
        }
        for corner, area in corners.items():
            self._window.setCorner(corner, area)
        # First hidden, then put together: the row of tabs of hidden panels would stay where it was.
        for name, dock in self.docks.items():
            dock.setVisible(name in ("articles", "labels", "details"))
        for name in BESIDE_SPANS:
            self._window.tabifyDockWidget(self.docks["spans"], self.docks[name])
        self._window.tabifyDockWidget(self.docks["details"], self.docks["guidelines"])
        if self._window.width() < NARROW:
            self._window.tabifyDockWidget(self.docks["details"], self.docks["articles"])
            self.docks["articles"].raise_()
        shared = [self.docks["labels"], self.docks["details"]]
        self._window.resizeDocks(shared, [300, 400], Qt.Orientation.Vertical)

    def connect_actions(self, actions: Actions) -> None:
        """Let the actions `show-…` show and hide the docks."""
        for name, dock in self.docks.items():
            action = f"show-{name}"
            if action in actions:
                actions.on(action, partial(self._want, name))
                actions[action].setChecked(not dock.isHidden())
                dock.visibilityChanged.connect(
                    lambda _, a=actions[action], d=dock: a.setChecked(not d.isHidden())
                )

    def _want(self, name: str, shown: bool) -> None:
        if shown:
            self.show(name)
        else:
            self.docks[name].hide()

    def show(self, name: str) -> Panel:
        """Bring one panel to the front."""
        dock = self.docks[name]
        dock.show()
        dock.raise_()
        return self.panels[name]

    def dress(self, theme: Theme) -> None:
        """Take the theme."""
        for panel in self.panels.values():
            panel.set_theme(theme)
