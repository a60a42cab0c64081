"""A new project: name, place and scheme."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from annotator.project import Project
from tests.ui.scripted_ask import ScriptedAsk
from ui.dialogs.new_project import NewProjectDialog, is_synchronised, scheme_in


@pytest.fixture
def ask() -> ScriptedAsk:
    return ScriptedAsk()


@pytest.fixture
def dialog(qtbot: QtBot, ask: ScriptedAsk, tmp_path: Path) -> NewProjectDialog:
    dialog = NewProjectDialog(ask, scheme_in, folder=tmp_path)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_name_and_enter_are_enough(dialog: NewProjectDialog, qtbot: QtBot, tmp_path: Path) -> None:
    qtbot.keyClicks(dialog.name, "Heist & <b>")
    assert not dialog.make.isEnabled(), "< and > cannot stand in a file's name everywhere"
    dialog.name.setText("Heist & co")
    qtbot.keyClick(dialog.name, Qt.Key.Key_Return)
    wanted = dialog.wanted
    assert wanted is not None
    assert wanted.path == tmp_path / "Heist & co.annotator"
    Project.create(wanted.path, wanted.scheme).close()
    assert dialog.wanted is None, "the file is there now"


def test_the_scheme_is_shown_with_keys_and_definitions(dialog: NewProjectDialog) -> None:
    words = dialog.preview.toPlainText()
    assert "1  claim\n    A statement of fact" in words
    assert "links: said by" in words


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("", "needs a name"),
        (".annotator", "needs a name"),
        ("a/b", "cannot hold"),
        ("..", "cannot hold"),
        ("there", "is there already"),
    ],
)
def test_a_name_that_cannot_be_taken_is_said(
    dialog: NewProjectDialog, tmp_path: Path, name: str, problem: str
) -> None:
    (tmp_path / "there.annotator").write_text("")
    dialog.name.setText(name)
    assert problem in dialog.problem.text()
    assert dialog.wanted is None


def test_errors_of_a_scheme_file_are_shown_with_their_lines(
    dialog: NewProjectDialog, ask: ScriptedAsk, tmp_path: Path
) -> None:
    file = tmp_path / "bad.json"
    file.write_text('{"name": "x",\n"labels": [{"name": ""},\n{"kex": 1}]}', encoding="utf-8")
    ask.then(file)
    dialog._choose_scheme(2)
    assert "line 2" in dialog.preview.toPlainText()
    assert "line 3" in dialog.preview.toPlainText()
    assert not dialog.make.isEnabled()
    dialog._choose_scheme(1)
    assert dialog.make.isEnabled()


def test_calling_off_the_choice_of_a_file_keeps_the_scheme(
    dialog: NewProjectDialog, ask: ScriptedAsk
) -> None:
    ask.then(None)
    dialog.scheme.setCurrentIndex(2)
    dialog._choose_scheme(2)
    assert dialog.scheme.currentIndex() == 0
    assert dialog.wanted is not None


def test_the_folder_is_chosen(dialog: NewProjectDialog, ask: ScriptedAsk, tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir()
    ask.then(tmp_path / "Dropbox")
    dialog._choose_folder()
    assert dialog.path.parent == tmp_path / "Dropbox"
    assert "synchronised" in dialog.advice.text()
    dialog.folder.setText("relative")
    assert dialog.problem.text() == "Choose a folder."


def test_synchronised_folders_are_known() -> None:
    assert is_synchronised(Path("/home/a/OneDrive - Firm/x"))
    assert not is_synchronised(Path("/home/a/Documents/x"))


def test_esc_makes_nothing(dialog: NewProjectDialog, qtbot: QtBot, tmp_path: Path) -> None:
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.result() == 0
    assert list(tmp_path.iterdir()) == []
