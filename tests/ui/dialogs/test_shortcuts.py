"""The shortcut sheet and the changing of shortcuts."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QLabel, QPushButton

from annotator.model.scheme import Label
from annotator.settings import Settings
from tests.ui.scripted_ask import ScriptedAsk
from ui.actions import Actions
from ui.dialogs.rebind import ShortcutEditor
from ui.dialogs.shortcuts import Row, ShortcutSheet, halves, matching, print_sheet, rows, sheet_html


@pytest.fixture
def actions(qapp):
    return Actions()


@pytest.fixture
def editor(actions, qtbot):
    settings = Settings()
    ask = ScriptedAsk()
    made = ShortcutEditor(actions, settings, ask)
    made.actions_, made.settings_, made.ask_ = actions, settings, ask
    qtbot.addWidget(made)
    made.show()
    return made


def button(dialog, words):
    (found,) = [each for each in dialog.findChildren(QPushButton) if each.text() == words]
    return found


def test_every_key_stands_on_the_sheet(actions):
    listed = {key for row in rows(actions) for key in row.keys}
    native = QKeySequence.SequenceFormat.NativeText
    for name in actions.names():
        if actions[name].isVisible():
            for key in actions[name].shortcuts():
                assert key.toString(native) in listed


def test_groups_stay_together_in_two_columns(actions):
    given = rows(actions)
    left, right = halves(given)
    assert left + right == given
    assert not {row.group for row in left} & {row.group for row in right}
    cuts = [at for at in range(1, len(given)) if given[at].group != given[at - 1].group]
    assert abs(len(left) - len(right)) == min(abs(len(given) - 2 * at) for at in cuts)
    assert halves([]) == ([], [])


def test_searching_by_words_group_or_key(actions):
    given = rows(actions)
    assert {row.words for row in matching("undo", given)} == {"Undo", "Undo history"}
    assert [row.words for row in matching("ctrl+shift+v", given)] == ["Paste text as an article"]
    assert matching("no such thing", given) == []
    assert matching("", given) == given


def test_the_sheet_narrows_while_typing_and_closes(actions, qtbot):
    sheet = ShortcutSheet(actions)
    qtbot.addWidget(sheet)
    sheet.show()
    assert sheet.focusWidget() is sheet.field
    for wide in (1200, 500):
        sheet.resize(wide, 500)
        page, room = sheet.area.widget(), sheet.area.viewport()
        qtbot.waitUntil(lambda page=page, room=room: page.width() <= room.width())
    qtbot.keyClicks(sheet.field, "undo")
    shown = {label.text() for label in sheet.area.widget().findChildren(QLabel)}
    assert {"Undo", "Undo history", "Ctrl+Z"} <= shown
    assert "Redo" not in shown
    sheet.field.setText("no such thing")
    assert any("No shortcut" in label.text() for label in sheet.area.widget().findChildren(QLabel))
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    assert not sheet.isVisible()


def test_names_of_labels_are_never_rich_text(actions, qtbot):
    actions.set_labels([Label("a", "<b>bold</b>", "q")])
    assert "<b>bold</b>" not in sheet_html(rows(actions))
    assert "&lt;b&gt;bold" in sheet_html(rows(actions))


def test_it_can_be_printed(actions, tmp_path):
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "keys.pdf"))
    print_sheet([Row("File", "Quit", ("Ctrl+Q",))], printer)
    assert (tmp_path / "keys.pdf").read_bytes().startswith(b"%PDF")


def test_new_keys_hold_at_once_and_are_kept(editor):
    editor.choose("find")
    editor.keys.setKeySequence(QKeySequence("Ctrl+J"))
    editor.set_button.click()
    assert editor.actions_["find"].shortcut().toString() == "Ctrl+J"
    assert Settings().preferences.shortcuts == {"find": ("Ctrl+J",)}
    assert editor.keys.keySequence().isEmpty()


def test_keys_are_pressed_in_the_field(editor, qtbot):
    editor.choose("history")
    editor.keys.setFocus()
    qtbot.keyClick(editor.keys, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    assert editor.keys.keySequence().toString() == "Ctrl+J"
    qtbot.waitUntil(editor.add_button.isEnabled)
    editor.add_button.click()
    assert editor.actions_.keys("history") == ("Ctrl+Shift+H", "Ctrl+J")


def test_a_conflict_is_said_and_the_other_gives_way(editor):
    editor.choose("find")
    editor.keys.setKeySequence(QKeySequence("Ctrl+E"))
    assert "“Export”" in editor.warning.text()
    editor.set_button.click()
    assert editor.actions_.keys("export") == ()
    assert editor.actions_.keys("find") == ("Ctrl+E",)
    assert editor.actions_.conflicts() == []


def test_reserved_keys_are_warned_of(editor):
    editor.choose("find")
    editor.keys.setKeySequence(QKeySequence("Ctrl+Alt+Left"))
    assert "left alone" in editor.warning.text()
    editor.keys.setKeySequence(QKeySequence("Ctrl+J"))
    assert editor.warning.text() == ""


def test_keys_can_be_taken_away_and_given_back(editor):
    editor.choose("find")
    editor.remove_button.click()
    assert editor.actions_.keys("find") == ()
    editor.default_button.click()
    assert editor.actions_.keys("find") == ("Ctrl+F",)
    assert Settings().preferences.shortcuts == {}


def test_all_defaults_are_asked_for(editor):
    editor.choose("find")
    editor.remove_button.click()
    editor.ask_.then(False, True)
    button(editor, "Reset all keys…").click()
    assert editor.actions_.keys("find") == ()
    button(editor, "Reset all keys…").click()
    assert editor.actions_.keys("find") == ("Ctrl+F",)


def test_the_list_narrows(editor, qtbot):
    qtbot.keyClicks(editor.field, "ctrl+shift+v")
    shown = [item.text(0) for item in editor._items() if not item.isHidden()]
    assert shown == ["Paste text as an article"]


def test_preferences_that_cannot_be_written_are_told(actions, qtbot, tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    ask = ScriptedAsk()
    editor = ShortcutEditor(actions, Settings(tmp_path / "file" / "p.json"), ask)
    qtbot.addWidget(editor)
    editor.choose("find")
    editor.remove_keys()
    assert "could not be saved" in ask.told[0]
    assert actions.keys("find") == ()
