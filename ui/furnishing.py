"""Puts the parts of the window together and connects them."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QTabWidget, QVBoxLayout, QWidget

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
from ui.progress_strip import ProgressStrip
from ui.status import Alarm, Banner, StatusBar
from ui.surroundings_bar import SurroundingsBar
from ui.workspace import Workspace

if TYPE_CHECKING:
    from ui.main_window import MainWindow


def furnish(window: "MainWindow") -> None:
    """Makes all parts of the window, connects them and dresses them."""
    preferences = window.settings.preferences
    window.ask = Ask(window)
    window.workspace = Workspace(window)
    window.jobs = Jobs(window.workspace, window)
    window.actions_ = Actions(
        window, rebound=preferences.shortcuts, single_keys=preferences.single_keys
    )
    window.articles = SideBySide(window.workspace)
    window.labelling = Labelling(window.workspace, window.articles)
    window.asking = Asking(window.workspace, window.articles, window.labelling)
    window.links = Links(window.workspace, window.articles)
    window.suggesting = Suggesting(window.workspace, window.articles)
    window.docks = Docks(window.workspace, window)
    window.status = StatusBar(window.workspace, window.articles, ProgressStrip(window.jobs))
    window.alarm = Alarm()
    window.banner = Banner(
        "This project is open read-only: nothing can be changed.", "Save a copy…"
    )
    window.pack_bar = PackBar()
    window.surroundings_bar = SurroundingsBar()
    window.recent_menu = QMenu("Open &recent", window)
    _build(window)
    window.backups = BackupCommands(window)
    window.projects = ProjectCommands(window)
    window.checks = CheckCommands(window)
    window.labels = LabelCommands(window)
    window.stories = StoryCommands(window)
    window.views = ViewCommands(window)
    window.suggestions = SuggestionCommands(window)
    window.tools = ToolCommands(window)
    window.clues = ClueCommands(window)
    window.groups = GroupCommands(window)
    window.models = ModelCommands(window)
    window.guidelines = GuidelineCommands(window)
    window.questions = QuestionCommands(window)
    window.policy = PolicyCommands(window)
    window.packs = PackCommands(window)
    window.surroundings = SurroundingsCommands(window)
    window.plan = PlanCommands(window)
    window.compare = CompareCommands(window)
    window.overview = OverviewCommands(window)
    window.elsewhere = ElsewhereCommands(window)
    _connect(window)
    window.dress(preferences)


def _build(window: "MainWindow") -> None:
    window.setDockNestingEnabled(True)
    window.setTabPosition(Qt.DockWidgetArea.AllDockWidgetAreas, QTabWidget.TabPosition.North)
    centre = QWidget()
    layout = QVBoxLayout(centre)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    for part in (window.alarm, window.surroundings_bar, window.banner, window.pack_bar):
        layout.addWidget(part)
    layout.addWidget(window.articles, 1)
    window.setCentralWidget(centre)
    window.setStatusBar(window.status)
    window.actions_.attach(window)
    window.actions_.attach_text(window.articles)
    window.actions_.fill_menu_bar(window.menuBar(), inserts={"open": window.recent_menu})
    window.empty = FirstPage(window.actions_, window.theme)
    window.articles.set_empty(window.empty)
    centre.show()  # while it is hidden, Qt would give its room to the panels
    window.state.restore_docks(window)


def _connect(window: "MainWindow") -> None:
    workspace = window.workspace
    window.docks.connect_actions(window.actions_)
    window.status.who_wanted.connect(window.tools.who_labels)
    window.plan.pack_wanted.connect(window.packs.hand_out)
    window.alarm.retry_wanted.connect(workspace.retry)
    for teller in (window.labelling.told, window.links.told, workspace.refused):
        teller.connect(window.status.tell)
    workspace.not_saved.connect(lambda why: window.alarm.tell(why, workspace.unsaved))
    workspace.given_up.connect(lambda: window.alarm.count(workspace.unsaved))
    for over in (workspace.saved, workspace.closing):
        over.connect(window.alarm.hide)
    for panel in window.docks.panels.values():
        panel.text_wanted.connect(window.focus_text)
    forget = window.settings.listen(window.dress)
    window.destroyed.connect(lambda: forget())
    QGuiApplication.styleHints().colorSchemeChanged.connect(
        lambda _: window.dress(window.settings.preferences)
    )
