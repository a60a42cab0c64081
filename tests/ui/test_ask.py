"""Questions to the user: named buttons, plain text, and a way out of each."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
)

from annotator.errors import BadInput
from tests.ui.scripted_ask import ScriptedAsk
from ui.ask import PROJECTS, Ask, FileKind, doubled, plain_label, with_ending


@pytest.fixture
def then(qapp):
    """Do something with the dialog as soon as it is open."""

    def soon(do):
        def now():
            dialog = QApplication.activeModalWidget()
            assert dialog is not None, "no dialog opened"
            do(dialog)

        QTimer.singleShot(0, now)

    return soon


def press(words):
    def do(dialog):
        (button,) = [each for each in dialog.findChildren(QPushButton) if each.text() == words]
        button.click()

    return do


def key(*keys):
    def do(dialog):
        from PySide6.QtTest import QTest

        for each in keys:
            target = dialog.focusWidget() or dialog
            if isinstance(each, str):
                QTest.keyClicks(target, each)
            else:
                QTest.keyClick(target, each)

    return do


def test_a_confirmation_names_what_it_does(then):
    then(press("Delete story"))
    assert Ask().confirm("Delete the story?", action="Delete story", dangerous=True)
    then(press("Keep it"))
    assert not Ask().confirm("Delete?", action="Delete", cancel="Keep it")


def test_escape_calls_off(then):
    then(key(Qt.Key.Key_Escape))
    assert not Ask().confirm("Delete the story?", action="Delete story")
    then(key(Qt.Key.Key_Escape))
    assert Ask().pick("Open how?", ["Read-only", "Wait"]) is None


def test_enter_goes_on_unless_it_is_dangerous(then):
    then(key(Qt.Key.Key_Return))
    assert Ask().confirm("Import 5 articles?", action="Import")
    then(key(Qt.Key.Key_Return))
    assert not Ask().confirm("Delete 5 articles?", action="Delete", dangerous=True)


def test_one_of_several_named_actions(then):
    then(press("Wait && see"))
    assert Ask().pick("Open how?", ["Read-only", "Wait & see"]) == 1


def test_choosing_from_a_list_with_the_keyboard(then):
    then(key(Qt.Key.Key_Down, Qt.Key.Key_Return))
    assert Ask().choose("Which label?", ["claim", "quote", "entity"], current=1) == 2
    then(key(Qt.Key.Key_Escape))
    assert Ask().choose("Which label?", ["claim"]) is None


def test_a_line_of_text(then):
    then(key("  Heist ", Qt.Key.Key_Return))
    assert Ask().line("What is the story called?", action="Name it", text="old") == "Heist"


def test_an_empty_line_cannot_be_given_unless_allowed(then):
    seen = []

    def look(dialog):
        (button,) = [b for b in dialog.findChildren(QPushButton) if b.text() == "Name it"]
        field = dialog.findChild(QLineEdit)
        seen.append(button.isEnabled())
        field.setText("x")
        seen.append(button.isEnabled())
        field.setText("  ")
        seen.append(button.isEnabled())
        dialog.reject()

    then(look)
    assert Ask().line("Name?", action="Name it") is None
    assert seen == [False, True, False]
    then(press("Set"))
    assert Ask().line("Key?", action="Set", empty=True) == ""


def test_paragraphs(then):
    def write(dialog):
        dialog.findChild(QPlainTextEdit).setPlainText("one\ntwo")
        press("Keep note")(dialog)

    then(write)
    assert Ask().paragraphs("Note", action="Keep note") == "one\ntwo"


def test_control_and_enter_end_paragraphs(then):
    def write(dialog):
        from PySide6.QtTest import QTest

        assert QTest.qWaitForWindowActive(dialog)
        field = dialog.findChild(QPlainTextEdit)
        QTest.keyClicks(field, "one")
        QTest.keyClick(field, Qt.Key.Key_Return)
        QTest.keyClicks(field, "two")
        QTest.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    then(write)
    assert Ask().paragraphs("What do you ask?", action="Ask") == "one\ntwo"


def test_an_error_is_told_in_its_own_words(then):
    said = []

    def read(box):
        said.append(box.text())
        said.append(box.informativeText())
        box.close()

    then(read)
    Ask().tell_error(BadInput("a.txt has no text."), safe="Nothing was imported.")
    assert said == ["a.txt has no text.", "Nothing was imported."]


def test_no_question_shows_rich_text(then, tmp_path):
    """A picture named in the text would be drawn by a label that guesses rich text."""
    red = QImage(40, 40, QImage.Format.Format_RGB32)
    red.fill(QColor("#ff0000"))
    red.save(str(tmp_path / "red.png"))
    evil = f"<img src='file://{tmp_path}/red.png'>"
    seen = []

    def look(dialog):
        shot = dialog.grab().toImage()
        seen.append(any_red(shot))
        formats = {label.textFormat() for label in dialog.findChildren(QLabel) if label.text()}
        seen.append(formats <= {Qt.TextFormat.PlainText})
        dialog.close()

    then(look)
    Ask().tell(evil, detail=evil)
    then(look)
    Ask().line(evil, action=evil, detail=evil)
    then(look)
    Ask().choose(evil, [evil])
    then(look)
    Ask().confirm(evil, action=evil, detail=evil)
    assert seen == [False, True] * 4


def any_red(image):
    places = (QPoint(x, y) for x in range(0, image.width(), 4) for y in range(0, image.height(), 4))
    return any(image.pixelColor(place).getRgb()[:3] == (255, 0, 0) for place in places)


def test_files_come_back_as_paths(monkeypatch, tmp_path):
    asked = []

    def answer(_parent, title, start, filters):
        asked.append((title, start, filters))
        return str(tmp_path / "a.annotator"), PROJECTS.filter

    monkeypatch.setattr(QFileDialog, "getOpenFileName", answer)
    assert Ask().open_file("Open", [PROJECTS], folder=tmp_path) == tmp_path / "a.annotator"
    assert asked == [("Open", str(tmp_path), "Annotator projects (*.annotator)")]
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    assert Ask().open_file("Open") is None
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: (["/a", "/b"], ""))
    assert Ask().open_files("Open") == (Path("/a"), Path("/b"))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "/a")
    assert Ask().folder("Where") == Path("/a")


def test_a_saved_file_gets_its_ending_and_is_not_replaced_unasked(monkeypatch, tmp_path, then):
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "heist"), PROJECTS.filter)
    )
    assert Ask().save_file("Save", [PROJECTS]) == tmp_path / "heist.annotator"
    (tmp_path / "heist.annotator").write_text("", encoding="utf-8")
    then(press("Cancel"))
    assert Ask().save_file("Save", [PROJECTS]) is None
    then(press("Replace it"))
    assert Ask().save_file("Save", [PROJECTS]) == tmp_path / "heist.annotator"


def test_endings():
    kinds = [PROJECTS, FileKind("JSON lines", ("jsonl",))]
    assert with_ending(Path("a"), kinds, kinds[1].filter) == Path("a.jsonl")
    assert with_ending(Path("a.txt"), kinds, kinds[0].filter) == Path("a.txt")
    assert with_ending(Path("a"), kinds, "") == Path("a.annotator")


def test_words_from_data_on_buttons_and_labels(qtbot):
    assert doubled("R&D") == "R&&D"
    label = plain_label("<b>no</b>")
    qtbot.addWidget(label)
    assert label.textFormat() == Qt.TextFormat.PlainText


def test_the_script_answers_in_order_and_keeps_what_was_asked():
    ask = ScriptedAsk(Path("a"), "quote", None, True)
    assert ask.open_file("Open") == Path("a")
    assert ask.choose("Which?", ["claim", "quote"]) == 1
    assert ask.line("Name?", action="x") is None
    assert ask.confirm("Sure?", action="x")
    ask.tell_error(BadInput("No."))
    assert ask.told == ["No."]
    assert [method for method, _ in ask.asked] == ["open_file", "choose", "line", "confirm"]
    with pytest.raises(AssertionError, match="nobody expected"):
        ask.folder("Where?")


def test_the_script_knows_every_question():
    public = {name for name, made in vars(Ask).items() if callable(made) and name[0] != "_"}
    assert public - {"confirm_replace"} <= set(vars(ScriptedAsk))


def test_lists_and_boxes_are_what_screen_readers_expect(then):
    names = []

    def look(dialog):
        names.append(dialog.findChild(QListWidget).accessibleName())
        assert isinstance(dialog, QDialog)
        assert not isinstance(dialog, QMessageBox)
        dialog.reject()

    then(look)
    Ask().choose("Which label?", ["claim"])
    assert names == ["Which label?"]
