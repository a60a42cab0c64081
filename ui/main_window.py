"""The window: puts articles, docks, bars and actions together and connects them."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QGuiApplication, QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu, QTabWidget, QVBoxLayout, QWidget

from annotator.errors import AnnotatorError
from annotator.settings import Preferences, Settings
from ui.actions import Actions
from ui.article.asking import Asking
from ui.article.labelling import Labelling
from ui.article.links import Links
from ui.article.side_by_side import SideBySide
from ui.ask import Ask
from ui.commands.labels import LabelCommands
from ui.commands.projects import ProjectCommands
from ui.commands.stories import StoryCommands
from ui.commands.tools import ToolCommands
from ui.commands.views import ViewCommands
from ui.docks import Docks
from ui.empty import Empty
from ui.icons import icon
from ui.jobs import Jobs
from ui.progress_strip import ProgressStrip
from ui.status import Alarm, Banner, StatusBar
from ui.theme import Theme, put_on, theme_for
from ui.window_state import WindowState
from ui.workspace import Workspace


class MainWindow(QMainWindow):
    """The one window of the program.

    Signals: `first_frame` once, when something of it is on the screen.
    """

    first_frame = Signal()

    def __init__(self, settings: Settings, state: WindowState, ask: Ask) -> None:
        super().__init__()
        self.settings = settings
        self.state = state
        self.ask = ask
        ask.parent = self
        self._shown_once = False
        self.sticky: str | None = None
        self.workspace = Workspace(self)
        self.jobs = Jobs(self.workspace, self)
        self.theme: Theme = theme_for(settings.preferences.theme)
        preferences = settings.preferences
        self.actions_ = Actions(
            self, rebound=preferences.shortcuts, single_keys=preferences.single_keys
        )
        self.articles = SideBySide(self.workspace)
        self.labelling = Labelling(self.workspace, self.articles)
        self.asking = Asking(self.workspace, self.articles, self.labelling)
        self.links = Links(self.workspace, self.articles)
        self.docks = Docks(self.workspace, self)
        self.status = StatusBar(self.workspace, self.articles, ProgressStrip(self.jobs))
        self.alarm = Alarm()
        self.banner = Banner("This project is open read-only: nothing can be changed.")
        self.recent_menu = QMenu("Open &recent", self)
        self._build()
        self.projects = ProjectCommands(self)
        self.labels = LabelCommands(self)
        self.stories = StoryCommands(self)
        self.views = ViewCommands(self)
        self.tools = ToolCommands(self)
        self._connect()
        self.dress(preferences)

    def _build(self) -> None:
        self.setWindowTitle("Annotator")
        self.setDockNestingEnabled(True)
        self.setAcceptDrops(True)
        self.setTabPosition(Qt.DockWidgetArea.AllDockWidgetAreas, QTabWidget.TabPosition.North)
        centre = QWidget()
        layout = QVBoxLayout(centre)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.alarm)
        layout.addWidget(self.banner)
        layout.addWidget(self.articles, 1)
        self.setCentralWidget(centre)
        self.setStatusBar(self.status)
        self.actions_.attach(self)
        self.actions_.attach_text(self.articles)
        self.actions_.fill_menu_bar(self.menuBar(), inserts={"open": self.recent_menu})
        self.empty = Empty(
            "Read several articles side by side",
            "Drop texts of one story here, open a project, or try the sample.",
            sign="story",
            theme=self.theme,
            actions=[self.actions_[name] for name in ("sample", "new", "open", "import")],
        )
        self.articles.set_empty(self.empty)
        if not self.state.restore_window(self):
            room = QGuiApplication.primaryScreen().availableGeometry().size()
            self.resize(min(1600, room.width()), min(1000, room.height()))

    def _connect(self) -> None:
        self.docks.connect_actions(self.actions_)
        self.status.who_wanted.connect(self.tools.who_labels)
        self.alarm.retry_wanted.connect(self.workspace.retry)
        for teller in (self.labelling.told, self.links.told, self.workspace.refused):
            teller.connect(self.status.tell)
        self.workspace.not_saved.connect(self.alarm.tell)
        self.workspace.saved.connect(self.alarm.hide)
        for panel in self.docks.panels.values():
            panel.text_wanted.connect(self.focus_text)
        self.settings.listen(self.dress)
        QGuiApplication.styleHints().colorSchemeChanged.connect(
            lambda _: self.dress(self.settings.preferences)
        )

    # How it looks

    def dress(self, preferences: Preferences) -> None:
        """Take the preferences: theme, text sizes, keys."""
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

    # Start and end

    def start(self, paths: Sequence[Path] = (), *, read_only: bool = False) -> None:
        """Shows the window; what is slow comes after its first frame."""
        self.first_frame.connect(
            lambda: QTimer.singleShot(0, self, lambda: self.projects.begin(paths, read_only))
        )
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Notice the first frame."""
        super().paintEvent(event)
        if not self._shown_once:
            self._shown_once = True
            self.first_frame.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep layout and project in order; refuse only while something is not saved."""
        if not self.projects.may_close():
            event.ignore()
            return
        self.projects.close()
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
        self.projects.take_files(paths)

    def changeEvent(self, event: QEvent) -> None:
        """Look at the project's file again when the window is turned to."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.WindowStateChange:
            self.actions_["full-screen"].setChecked(self.isFullScreen())
