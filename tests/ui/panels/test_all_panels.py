"""What all panels have in common: the way back to the text, names, closing and opening."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QLabel, QWidget
from pytestqt.qtbot import QtBot

from ui.panels.articles import ArticlesPanel
from ui.panels.clues import CluesPanel
from ui.panels.details import DetailsPanel
from ui.panels.elsewhere import ElsewherePanel
from ui.panels.find import FindPanel
from ui.panels.groups import GroupsPanel
from ui.panels.history import HistoryPanel
from ui.panels.labels import LabelsPanel
from ui.panels.only_here import OnlyHerePanel
from ui.panels.panel import Panel
from ui.panels.sentences import SentencesPanel
from ui.panels.spans import SpansPanel
from ui.theme import DARK, HIGH_CONTRAST, LIGHT
from ui.workspace import Workspace

PANELS = (
    ArticlesPanel,
    LabelsPanel,
    SpansPanel,
    DetailsPanel,
    FindPanel,
    SentencesPanel,
    HistoryPanel,
    CluesPanel,
    ElsewherePanel,
    OnlyHerePanel,
    GroupsPanel,
)


@pytest.mark.parametrize("kind", PANELS)
def test_escape_leads_back_to_the_text_from_everywhere(
    kind: type[Panel], workspace: Workspace, article_ids: list[str], qtbot: QtBot
) -> None:
    panel = kind(workspace)
    qtbot.addWidget(panel)
    with qtbot.waitExposed(panel):
        panel.show()
    if hasattr(panel, "show_article"):
        panel.show_article(article_ids[0])
    focusable = [
        child
        for child in panel.findChildren(QWidget)
        if child.focusPolicy() is not Qt.FocusPolicy.NoFocus and child.isVisible()
    ]
    assert focusable
    for child in focusable:
        with qtbot.waitSignal(panel.text_wanted):
            qtbot.keyClick(child, Qt.Key.Key_Escape)
    panel.hide()


@pytest.mark.parametrize("kind", PANELS)
def test_everything_focusable_has_a_name_and_no_wheel_takes_the_focus(
    kind: type[Panel], workspace: Workspace, article_ids: list[str], qtbot: QtBot
) -> None:
    panel = kind(workspace)
    qtbot.addWidget(panel)
    with qtbot.waitExposed(panel):
        panel.show()
    if hasattr(panel, "show_article"):
        panel.show_article(article_ids[0])
    for child in panel.findChildren(QWidget):
        if not child.isVisible() or child.focusPolicy() is Qt.FocusPolicy.NoFocus:
            continue
        if isinstance(child.parent(), QAbstractItemView) or child.objectName().startswith("qt_"):
            continue
        assert child.focusPolicy() is not Qt.FocusPolicy.WheelFocus, child
        words = child.text() if isinstance(child, QAbstractButton) else ""
        assert child.accessibleName() or words, child
    panel.hide()


@pytest.mark.parametrize("kind", PANELS)
def test_panels_let_go_of_a_closed_project_and_take_the_next(
    kind: type[Panel], workspace: Workspace, article_ids: list[str], qtbot: QtBot
) -> None:
    panel = kind(workspace)
    qtbot.addWidget(panel)
    if hasattr(panel, "show_article"):
        panel.show_article(article_ids[0])
    with qtbot.waitExposed(panel):
        panel.show()
    for theme in (LIGHT, DARK, HIGH_CONTRAST):
        panel.set_theme(theme)
    path = workspace.project.path
    workspace.close()
    panel.set_theme(LIGHT)
    workspace.open(path)
    panel.grab()
    rich = [
        label
        for label in panel.findChildren(QLabel)
        if label.textFormat() is not Qt.TextFormat.PlainText and not label.text().isalpha()
    ]
    assert not rich
    panel.hide()


@pytest.mark.parametrize("kind", PANELS)
def test_a_panel_hands_the_focus_on(
    kind: type[Panel], workspace: Workspace, article_ids: list[str], qtbot: QtBot
) -> None:
    panel = kind(workspace)
    qtbot.addWidget(panel)
    with qtbot.waitExposed(panel):
        panel.show()
    if hasattr(panel, "show_article"):
        panel.show_article(article_ids[0])
    panel.setFocus()
    holder = panel.focusWidget()
    assert holder is not None
    assert holder is not panel
    panel.hide()
