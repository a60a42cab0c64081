"""The window: what is on the screen at once. `ui/furnishing.py` brings in all the rest after it."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu, QWidget

from annotator.errors import AnnotatorError
from annotator.settings import Preferences, Settings
from ui.theme import Theme, put_on, theme_for
from ui.window_state import WindowState

if TYPE_CHECKING:
    from ui.actions import Actions
    from ui.article.asking import Asking
    from ui.article.labelling import Labelling
    from ui.article.links import Links
    from ui.article.side_by_side import SideBySide
    from ui.article.suggesting import Suggesting
    from ui.ask import Ask
    from ui.commands.backups import BackupCommands
    from ui.commands.checks import CheckCommands
    from ui.commands.clues import ClueCommands
    from ui.commands.compare import CompareCommands
    from ui.commands.elsewhere import ElsewhereCommands
    from ui.commands.groups import GroupCommands
    from ui.commands.guidelines import GuidelineCommands
    from ui.commands.labels import LabelCommands
    from ui.commands.models import ModelCommands
    from ui.commands.overview import OverviewCommands
    from ui.commands.packs import PackCommands
    from ui.commands.plan import PlanCommands
    from ui.commands.policy import PolicyCommands
    from ui.commands.projects import ProjectCommands
    from ui.commands.questions import QuestionCommands
    from ui.commands.stories import StoryCommands
    from ui.commands.suggestions import SuggestionCommands
    from ui.commands.surroundings import SurroundingsCommands
    from ui.commands.tools import ToolCommands
    from ui.commands.views import ViewCommands
    from ui.docks import Docks
    from ui.first_page import FirstPage
    from ui.jobs import Jobs
    from ui.pack_bar import PackBar
    from ui.status import Alarm, Banner, StatusBar
    from ui.surroundings_bar import SurroundingsBar
    from ui.workspace import Workspace


class MainWindow(QMainWindow):
    """The one window of the program. Its parts are there after `furnish`.

    Signals: `first_frame` once, when something of it is on the screen.
    """

    first_frame = Signal()

    ask: "Ask"
    workspace: "Workspace"
    jobs: "Jobs"
    actions_: "Actions"
    articles: "SideBySide"
    labelling: "Labelling"
    asking: "Asking"
    links: "Links"
    suggesting: "Suggesting"
    docks: "Docks"
    status: "StatusBar"
    alarm: "Alarm"
    banner: "Banner"
    pack_bar: "PackBar"
    surroundings_bar: "SurroundingsBar"
    empty: "FirstPage"
    recent_menu: QMenu
    backups: "BackupCommands"
    projects: "ProjectCommands"
    checks: "CheckCommands"
    labels: "LabelCommands"
    stories: "StoryCommands"
    suggestions: "SuggestionCommands"
    views: "ViewCommands"
    tools: "ToolCommands"
    clues: "ClueCommands"
    groups: "GroupCommands"
    models: "ModelCommands"
    guidelines: "GuidelineCommands"
    questions: "QuestionCommands"
    policy: "PolicyCommands"
    packs: "PackCommands"
    surroundings: "SurroundingsCommands"
    plan: "PlanCommands"
    compare: "CompareCommands"
    overview: "OverviewCommands"
    elsewhere: "ElsewhereCommands"

    def __init__(self, settings: Settings, state: WindowState) -> None:
        super().__init__()
        self.settings = settings
        self.state = state
        self.sticky: str | None = None
        self.theme: Theme = theme_for(settings.preferences.theme)
        self._shown_once = False
        self._furnished = False
        self.setWindowTitle("Annotator")
        self.setAcceptDrops(True)
        self.setCentralWidget(QWidget())
        if not state.restore_window(self):
            room = QGuiApplication.primaryScreen().availableGeometry().size()
            self.resize(min(1600, room.width()), min(1000, room.height()))
        app = QApplication.instance()
        if isinstance(app, QApplication):
            put_on(app, self.theme, settings.preferences)

    def furnish(self) -> None:
        """Brings in all parts. Slow to import, so the first frame does not wait for it."""
        if not self._furnished:
            from ui.furnishing import furnish

            furnish(self)
            self._furnished = True

    def dress(self, preferences: Preferences) -> None:
        """Take the preferences: theme, text sizes, keys."""
        from ui.icons import icon

        self.theme = theme_for(preferences.theme)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            put_on(app, self.theme, preferences)
        self.actions_.set_icons(lambda name: icon(name, self.theme))
        self.actions_.use_single_keys(preferences.single_keys)
        self.actions_.rebind(preferences.shortcuts)
        self.articles.dress(self.theme, preferences)
        self.docks.dress(self.theme)
        self.empty.set_theme(self.theme)

    def focus_text(self) -> None:
        """Give the focus back to the text."""
        if self.articles.active is not None:
            self.articles.active.focus_text()

    def tell_error(self, error: Exception) -> None:
        """Says what could not be done."""
        known = error if isinstance(error, AnnotatorError) else AnnotatorError(str(error))
        self.ask.tell_error(known)

    def start(self, paths: Sequence[Path] = (), *, read_only: bool = False) -> None:
        """Shows the window; what is slow comes after its first frame."""

        def begin() -> None:
            self.furnish()
            self.projects.begin(paths, read_only)

        self.first_frame.connect(lambda: QTimer.singleShot(0, self, begin))
        self.show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the articles wide enough to be read."""
        super().resizeEvent(event)
        if self._furnished:
            self.views.keep_readable()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Notice the first frame."""
        super().paintEvent(event)
        if not self._shown_once:
            self._shown_once = True
            self.first_frame.emit()

    def close_unasked(self) -> None:
        """Closes as ever, but asks nobody: the program was told to end."""
        if self._furnished:
            from ui.ask import NobodyToAsk

            self.ask = NobodyToAsk(self)
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep layout and project in order; refuse only while something is not saved."""
        if self._furnished:
            if not self.projects.may_close():
                event.ignore()
                return
            self.projects.leave()
            self.jobs.shut_down()
            self.state.keep_window(self)
        super().closeEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Import, or open, the files that were dropped."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        if self._furnished:
            self.projects.take_files(paths)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the system into and out of full screen."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowStateChange and self._furnished:
            self.actions_["full-screen"].setChecked(self.isFullScreen())
