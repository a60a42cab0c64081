"""Two people label the same story; whoever leads them looks at how they agree."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from tests.e2e.conftest import Maker, Opener
from tests.e2e.person import Person
from ui.compare.compare_window import CompareWindow
from ui.compare.how_computed import HowComputed
from ui.compare.options import OptionsDialog
from ui.dialogs.done import DoneDialog

ONE = "The mayor resigned on Monday. “I am tired,” said Jane Shaw. Nobody believed her.\n"
TWO = "A firm accused Alibaba of theft. The firm is small. Its counsel is Jane Shaw.\n"


@pytest.fixture
def labelled(start: Opener, texts: Maker) -> Person:
    """Ada and Ben have labelled both articles on one machine; Ben has not finished the second."""
    ada = start(texts(one=ONE, two=TWO))
    for name, marks in {
        "one": (
            ("mayor resigned on Monday", "1"),
            ("Nobody believed her", "1"),
            ("Jane Shaw", "3"),
        ),
        "two": (("accused Alibaba of theft", "1"), ("Jane Shaw", "3")),
    }.items():
        _labels(ada, name, marks)
    ben = ada.becomes("Ben")
    _labels(
        ben, "one", (("resigned on Monday", "1"), ("Nobody believed her", "4"), ("Jane Shaw", "3"))
    )
    _labels(ben, "two", (("Jane Shaw", "3"),), done=False)
    return ben


def _labels(
    person: Person, name: str, marks: tuple[tuple[str, str], ...], done: bool = True
) -> None:
    person.opens_article(name)
    for words, key in marks:
        person.sweeps(words)
        person.presses(key, "Esc")
    if done:
        person.presses("Ctrl+Return")
        person.shown(DoneDialog).anyway.click()


def compares(person: Person) -> CompareWindow:
    """Opens the window from the menu, and waits for the figures."""
    person.wants("compare")
    window = person.shown(CompareWindow)
    person.waits(lambda: window.found is not None)
    QApplication.processEvents()
    return window


def test_how_two_people_agree(labelled: Person, tmp_path: Path) -> None:
    lead = labelled
    window = compares(lead)
    assert window.header.summary.text() == "1 article compared: 3 spans of Ada, 3 of Ben."
    window.header.left_out.fold.click()
    left_out = window.header.left_out.list.rows
    assert [left_out.index(0, column).data() for column in (0, 1)] == [
        "two.txt",
        "Ben has not finished it.",
    ]
    figures = window.figures
    # One of three the same: 2 × 1 of 6. Two in the same place: 2 × 2 of 6.
    assert [tile.value.text() for tile in figures.headlines[:2]] == ["0.333", "0.667"]
    figures.headlines[0].how.click()
    sheet = QApplication.activePopupWidget()
    assert isinstance(sheet, HowComputed)
    assert dict(sheet.facts)["Counted"] == "6 spans of both, in 1 article"
    QTest.keyClick(sheet, Qt.Key.Key_Escape)

    # A count leads to its places, and a key decides them.
    figures.classes.setFocus()
    figures.classes.go_to((1, 0))
    QTest.keyClick(figures.classes, Qt.Key.Key_Return)
    page = window.disagreements
    assert window.tabs.currentWidget() is page
    lead.waits(lambda: page.list.model.rowCount() == 1)

    # Who goes on labelling makes the figures old, and everybody sees it.
    lead.opens_article("one")
    lead.sweeps("I am tired")
    lead.presses("1", "Esc")
    lead.waits(window.stale.isVisible)
    assert window.stale.words.text() == "The figures are from before 1 change."
    window.stale.again.click()
    lead.waits(lambda: "4 of Ben" in window.header.summary.text())

    window.picking.methods.click()
    assert "Ada and Ben labelled 1 article independently" in QGuiApplication.clipboard().text()
    out = tmp_path / "report.html"
    lead.ask.then(out)
    window.picking.report.click()
    lead.waits(out.exists)
    lead.waits(lambda: not window.progress.isVisible())


def test_what_is_not_finished_can_be_taken_in(labelled: Person) -> None:
    window = compares(labelled)

    def answer(dialog: OptionsDialog) -> None:
        dialog.unfinished.click()
        dialog.go_on.click()

    met = labelled.meets(OptionsDialog, answer)
    window.picking.options.click()
    assert met
    labelled.waits(lambda: "2 articles" in window.header.summary.text())
    assert not window.header.left_out.fold.isVisible()
    articles = window.figures.articles.rows
    assert articles.rowCount() == 2
    assert articles.index(0, 0).data() == "one.txt"  # 2 of 6 spans, and 2 of 3 in the other


def test_agreement_over_time_and_gold_that_is_not_there_yet(labelled: Person) -> None:
    window = compares(labelled)
    QTest.keyClick(window, Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    assert window.tabs.currentWidget() is window.over_time
    labelled.waits(lambda: window.over_time.rows)
    shown = window.over_time.table.rows
    people = {shown.index(row, 1).data() for row in range(shown.rowCount())}
    assert people == {"Ada", "Ben"}
    assert window.over_time.chart.sentence((0, 0)).startswith("Ada, ")
    window.tabs.setCurrentWidget(window.me_and_gold)
    assert "There is no gold yet" in window.me_and_gold.empty._heading.text()


def test_one_person_alone_is_told_what_to_do(start: Opener, texts: Maker) -> None:
    ada = start(texts(one=ONE))
    _labels(ada, "one", (("Jane Shaw", "3"),))
    ada.wants("compare")
    window = ada.shown(CompareWindow)
    assert "Only Ada has labelled so far" in window.nobody._heading.text()
    offered = {one.text(): one for one in window.nobody.findChildren(QPushButton)}
    assert offered["Take back work…"].isEnabled()


def test_the_window_goes_with_its_project(labelled: Person) -> None:
    compares(labelled)
    labelled.wants("close")
    assert labelled.window.compare.opened is None
    assert not labelled.window.actions_["compare"].isEnabled()
