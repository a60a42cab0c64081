"""Blind: no name anywhere in the window."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QTabWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from annotator.edits.readings import set_status
from annotator.model.reading import Status
from tests.ui.compare.test_compare_window import Lead
from tests.ui.compare.two_people import ANNA, open_two
from ui.compare.hidden_names import hidden
from ui.compare.picking import Picking
from ui.compare.versions import View

ROLES = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
)


@pytest.fixture
def lead(qtbot: QtBot, tmp_path: Path, qapp: QApplication) -> Iterator[Lead]:
    workspace = open_two(tmp_path / "two.annotator", ("a.txt", "b.txt", "c.txt"))
    last = workspace.project.articles()[-1]
    workspace.edit(set_status(last.id, ANNA.id, Status.IN_PROGRESS))
    lead = Lead(qtbot, workspace).waits()
    yield lead
    lead.leaves()


def said(window: QWidget) -> Iterator[str]:
    """Everything that can be read in what is shown, or heard."""
    for widget in (window, *window.findChildren(QWidget)):
        if widget is not window and not widget.isVisibleTo(window):
            continue
        yield from (
            widget.windowTitle(),
            widget.toolTip(),
            widget.accessibleName(),
            widget.accessibleDescription(),
            widget.statusTip(),
        )
        if isinstance(widget, QLabel | QAbstractButton | QLineEdit):
            yield widget.text()
        if isinstance(widget, QComboBox):
            yield from (widget.itemText(row) for row in range(widget.count()))
        if isinstance(widget, QTabWidget):
            yield from (widget.tabToolTip(at) for at in range(widget.count()))
        if isinstance(widget, QAbstractItemView) and widget.model() is not None:
            yield from in_model(widget)


def in_model(view: QAbstractItemView) -> Iterator[str]:
    model = view.model()
    for column in range(model.columnCount()):
        yield str(model.headerData(column, Qt.Orientation.Horizontal))
        for row in range(model.rowCount()):
            yield from (str(model.data(model.index(row, column), role)) for role in ROLES)


def named(window: QWidget) -> list[str]:
    return [words for words in said(window) if "Anna" in words or "Ben" in words]


def test_no_name_on_any_page(lead: Lead) -> None:
    window = lead.window
    window.header.left_out.fold.setChecked(True)
    assert len(named(window)) > 5  # the scan finds them while they are shown
    window.picking.blind.setChecked(True)
    assert window.header.left_out.list.rows.rowCount() == 1
    for figure in window.figures.headlines:
        figure.how.click()
        assert named(window) == []
    window.tabs.setCurrentWidget(window.disagreements)
    page = window.disagreements
    lead.qtbot.waitUntil(lambda: page.between.is_read)
    for view in (View.BESIDE, View.OVERLAID):
        page.set_view(view)
        for _ in range(page.list.model.rowCount()):
            page.actions_["next-case"].trigger()
            assert named(window) == []
        tags = {style.tag for style in page.versions._both_styles().values()}
        assert not any("Anna" in tag or "Ben" in tag for tag in tags)
    window.picking.blind.setChecked(False)
    lead.qtbot.waitUntil(lambda: page.between.is_read)
    assert named(window) != []


def test_pages_about_persons_wait_until_names_may_be_seen(lead: Lead) -> None:
    window = lead.window
    window.tabs.setCurrentWidget(window.over_time)
    window.picking.blind.setChecked(True)
    assert window.tabs.currentWidget() not in (window.over_time, window.me_and_gold)
    seen = set()
    for _ in range(6):
        window.tabs.turn(1)
        seen.add(window.tabs.currentWidget())
    assert seen == {window.page, window.disagreements, window.groups}
    window.picking.blind.setChecked(False)
    assert all(window.tabs.isTabEnabled(at) for at in range(4))


def test_sentences_for_a_paper_and_reports_hold_no_name(lead: Lead) -> None:
    window = lead.window
    window.copy_methods()
    assert QGuiApplication.clipboard().text().startswith("Anna and Ben labelled 2 articles")
    window.picking.blind.setChecked(True)
    window.copy_methods()
    assert QGuiApplication.clipboard().text().startswith("Two annotators labelled 2 articles")
    assert not window.picking.report.isEnabled()  # a report names people


def test_what_is_computed_is_told_without_names(lead: Lead) -> None:
    lead.window.picking.blind.setChecked(True)
    lead.window.compute()
    assert lead.window.progress.words.text() == "Comparing 2 annotators …"
    lead.waits()
    assert named(lead.window) == []


def test_reasons_name_each_of_them_as_their_sides_are(lead: Lead) -> None:
    found = lead.window.found
    assert found is not None
    (pair,) = found.pairs
    for exchanged, who in ((False, "First"), (True, "Second")):
        blind = hidden(pair, exchanged=exchanged)
        assert blind.left_out == (("c.txt", f"{who} has not finished it."),)


def test_it_is_blind_from_the_start_where_it_was(qtbot: QtBot, qapp: QApplication) -> None:
    picking = Picking()
    qtbot.addWidget(picking)
    picking.offer((ANNA,))
    picking.blind.setChecked(True)
    assert named(picking) == []
