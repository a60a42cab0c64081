"""The questions of a story, written by a lead and checked while they are written."""

from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from ui.dialogs.facet_patterns import FacetPatternsDialog


def dialog(qtbot: QtBot) -> FacetPatternsDialog:
    made = FacetPatternsDialog(
        None, "[x]\nfiled in", "[venue]", lambda text: "" if text.startswith("[") else "Line 1: no."
    )
    qtbot.addWidget(made)
    made.show()
    return made


def test_what_cannot_be_read_cannot_be_kept(qtbot: QtBot) -> None:
    made = dialog(qtbot)
    made.field.setPlainText("filed in")
    qtbot.waitUntil(lambda: not made.keep.isEnabled())
    assert made.problem.text() == "Line 1: no."
    made.accept()
    assert made.isVisible()
    made.field.setPlainText("[y]")
    qtbot.waitUntil(lambda: made.keep.isEnabled())
    assert not made.problem.isVisible()
    made.keep.click()
    assert (made.result(), made.text) == (QDialog.DialogCode.Accepted, "[y]")


def test_what_ships_comes_back(qtbot: QtBot) -> None:
    made = dialog(qtbot)
    made.as_shipped.click()
    assert made.text == "[venue]"
    assert made.look()
