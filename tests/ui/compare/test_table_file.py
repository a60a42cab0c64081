"""Tables of figures on the clipboard and in CSV files."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.compare.test_compare_window import Lead
from tests.ui.compare.two_people import open_two
from ui.compare.table_file import safe, written


@pytest.fixture
def lead(qtbot: QtBot, tmp_path: Path, qapp: QApplication) -> Iterator[Lead]:
    lead = Lead(qtbot, open_two(tmp_path / "two.annotator", ("a.txt", "=b.txt"))).waits()
    yield lead
    lead.leaves()


def saves(lead: Lead, widget: QWidget, words: str, path: Path) -> list[list[str]]:
    """Chooses this of the menu of a table, and reads the file."""
    lead.ask.then(path)
    takes(widget, words)
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def takes(widget: QWidget, words: str) -> None:
    at = QPoint(4, 4)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, widget.mapToGlobal(at))
    widget.contextMenuEvent(event)
    (menu,) = [one for one in widget.findChildren(QMenu) if one.isVisible()]
    next(action for action in menu.actions() if action.text() == words).trigger()
    menu.hide()


def test_articles_as_they_are_sorted_with_all_digits(lead: Lead, tmp_path: Path) -> None:
    rows = saves(lead, lead.window.figures.articles, "Save table…", tmp_path / "articles.csv")
    assert rows[0][:2] == ["Article", "Story"]
    assert rows[0][-3:] == ["Anna", "Ben", "Differences"]
    assert sorted(row[0] for row in rows[1:]) == ["'=b.txt", "a.txt"]
    assert {row[-3] for row in rows[1:]} == {"4"}
    assert lead.window.pair is not None
    assert float(rows[1][2]) == lead.window.pair.read[0].scores["strict_f1",].value


def test_labels_with_figure_interval_and_spans(lead: Lead, tmp_path: Path) -> None:
    rows = saves(lead, lead.window.figures.bars, "Save table…", tmp_path / "labels.csv")
    assert rows[0] == ["Label", "strict F1", "from", "to", "by chance", "Anna", "Ben"]
    (claim,) = [row for row in rows if row[0] == "claim"]
    assert claim[-2:] == ["2", "6"]


def test_copied_by_menu_and_by_key(lead: Lead) -> None:
    clipboard = QGuiApplication.clipboard()
    table = lead.window.figures.articles
    takes(table, "Copy table")
    told = clipboard.text()
    assert told.startswith("Article\tStory\t")
    assert len(told.splitlines()) == 3
    clipboard.clear()
    QTest.keySequence(table, "Ctrl+C")
    assert clipboard.text() == told


def test_blind_tables_hold_no_names(lead: Lead) -> None:
    lead.window.picking.blind.setChecked(True)
    for table in (lead.window.figures.articles, lead.window.figures.bars):
        assert not {"Anna", "Ben"} & {cell for row in table.table() for cell in row}


def test_a_file_that_cannot_be_written_says_so(lead: Lead, tmp_path: Path) -> None:
    lead.ask.then(tmp_path / "no such folder" / "articles.csv")
    takes(lead.window.figures.articles, "Save table…")
    assert "cannot be written" in str(
        lead.ask.told if hasattr(lead.ask, "told") else lead.ask.asked
    )


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@a", "\tx"])
def test_no_cell_is_taken_for_a_formula(words: str) -> None:
    assert safe(words) == f"'{words}"
    assert safe("plain = words") == "plain = words"


def test_figures_are_written_with_all_their_digits() -> None:
    assert [written(one) for one in (None, 4.0, 1 / 3, -0.25)] == ["", "4", repr(1 / 3), "-0.25"]
