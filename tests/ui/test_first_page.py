"""The middle of the window, while no article is shown, offers what fits."""

from pathlib import Path

from PySide6.QtCore import Qt

from ui.actions import Actions
from ui.first_page import RECENT_SHOWN, FirstPage
from ui.panels.line_button import LineButton
from ui.theme import DARK, LIGHT


def test_it_offers_what_fits(qtbot):
    page = FirstPage(Actions(), LIGHT)
    qtbot.addWidget(page)
    page.show_state(is_open=False, has_articles=False, recent=())
    assert page.currentWidget() is page.no_project
    assert page.recent.isHidden()
    page.show_state(is_open=True, has_articles=False, recent=())
    assert page.currentWidget() is page.no_articles
    page.show_state(is_open=True, has_articles=True, recent=())
    assert page.currentWidget() is page.none_shown


def test_projects_opened_last_are_a_click_away(qtbot):
    page = FirstPage(Actions(), LIGHT)
    qtbot.addWidget(page)
    paths = [Path(f"/somewhere/{name}.annotator") for name in "abcdefg"]
    page.show_state(is_open=False, has_articles=False, recent=paths)
    page.set_theme(DARK)
    page.show()
    shown = [line for line in page.findChildren(LineButton) if line.isVisible()]
    assert len(shown) == RECENT_SHOWN
    middle = page.recent.mapTo(page, page.recent.rect().center()).x()
    assert abs(middle - page.rect().center().x()) <= 2
    wanted: list[Path] = []
    page.project_wanted.connect(wanted.append)
    qtbot.mouseClick(shown[1], Qt.MouseButton.LeftButton)
    assert wanted == [paths[1]]
