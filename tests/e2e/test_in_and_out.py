"""Texts come into a project in every way there is, and training data goes out."""

import json
from pathlib import Path

import pandas
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog

from annotator.settings import data_folder
from tests.e2e.conftest import Maker, Opener
from tests.e2e.person import Person
from ui.commands.views import READABLE
from ui.dialogs.export import ExportDialog
from ui.dialogs.exported import ExportedDialog
from ui.dialogs.import_files import ImportDialog
from ui.dialogs.import_report import ImportReportDialog
from ui.dialogs.paste import PasteDialog

ONE = "😀 Alibaba denied it.\r\nA firm accused Alibaba.\n"
TWO = "Nobody knows Alibaba here.\n"


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """Two texts of one story."""
    folder = tmp_path / "Denial"
    folder.mkdir()
    paths = folder / "one.txt", folder / "two.txt"
    for path, text in zip(paths, (ONE, TWO), strict=True):
        path.write_bytes(text.encode("utf-8"))
    return paths


def dropped(person: Person, *paths: Path) -> None:
    """Lets go of files over the window."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    place, copy = QPoint(400, 400), Qt.DropAction.CopyAction
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    under = person.window.articles
    QApplication.sendEvent(under, QDragEnterEvent(place, copy, data, left, none))
    QApplication.sendEvent(under, QDropEvent(QPointF(place), copy, data, left, none))


def texts_shown(person: Person) -> list[str]:
    """The texts that stand side by side."""
    return [view.pane.text for view in person.window.articles.views]


def test_texts_on_the_command_line_stand_side_by_side_at_once(
    start: Opener, files: tuple[Path, Path], tmp_path: Path
) -> None:
    ada = start(*files)
    ada.waits(lambda: texts_shown(ada) == [ONE, TWO])
    project = ada.window.workspace.project
    assert project.path.parent == data_folder() / "projects"
    ada.turns_to_the_window()
    ada.sweeps("denied it")
    ada.presses("1", "Esc")
    assert ada.labelled() == [("claim", "denied it")]
    kept = tmp_path / "mine.annotator"
    ada.ask.then(kept)
    ada.wants("name-project")
    assert ada.window.workspace.project.path == kept
    assert texts_shown(ada) == [ONE, TWO]
    assert ada.labelled() == [("claim", "denied it")]
    assert not ada.window.actions_["name-project"].isEnabled()
    assert list((data_folder() / "projects").glob("*.annotator*")) == []


def test_files_dropped_on_the_empty_window(start: Opener, files: tuple[Path, Path]) -> None:
    ada = start()
    assert not ada.window.workspace.is_open
    met = ada.introduces_herself("Ada")
    dropped(ada, *files)
    ada.waits(lambda: texts_shown(ada) == [ONE, TWO])
    assert met


def test_as_many_of_a_few_texts_as_can_be_read_stand_side_by_side(
    start: Opener, tmp_path: Path
) -> None:
    paths = [tmp_path / f"{number}.txt" for number in range(4)]
    for path in paths:
        path.write_text(f"Article {path.stem}.\n", encoding="utf-8")
    ada = start(*paths)
    ada.waits(lambda: len(ada.window.workspace.project.articles()) == 4)
    ada.waits(lambda: len(texts_shown(ada)) > 1)
    shown = texts_shown(ada)
    assert shown == [f"Article {number}.\n" for number in range(len(shown))]
    assert len(shown) == 4 or min(view.width() for view in ada.window.articles.views) >= READABLE
    ada.wants("undo")  # the import: nothing that was shown is there any more
    ada.waits(lambda: not texts_shown(ada))
    ada.waits(lambda: ada.window.empty.currentWidget() is ada.window.empty.no_articles)
    QApplication.processEvents()
    ada.wants("redo")
    ada.waits(lambda: texts_shown(ada) == shown)


def test_paste_a_text(start: Opener, texts: Maker) -> None:
    ada = start(texts(one=ONE))
    ada.opens_article("one")
    QGuiApplication.clipboard().setText(TWO)

    def make(dialog: PasteDialog) -> None:
        dialog.name.setText("pasted")
        dialog.name.textEdited.emit("pasted")
        dialog.make.click()

    met = ada.meets(PasteDialog, make)
    ada.presses("Ctrl+Shift+V")
    assert met
    ada.waits(lambda: len(ada.window.workspace.project.articles()) == 2)
    ada.waits(lambda: TWO in texts_shown(ada))
    ada.turns_to_the_window()
    ada.presses("Ctrl+Z")
    ada.waits(lambda: len(ada.window.workspace.project.articles()) == 1)
    assert TWO not in texts_shown(ada)


def test_import_into_a_story_with_a_report_and_undo_it(
    start: Opener, texts: Maker, tmp_path: Path
) -> None:
    ada = start(texts(one=ONE))
    ada.opens_article("one")
    more = tmp_path / "more"
    more.mkdir()
    (more / "two.txt").write_text(TWO, encoding="utf-8")
    (more / "same.txt").write_bytes(ONE.encode("utf-8"))
    story = ada.window.workspace.project.stories()[0].name
    reports: list[str] = []

    def choose(dialog: ImportDialog) -> None:
        dialog.story.setCurrentText(story)
        dialog.go_on.click()

    def read(dialog: ImportReportDialog) -> None:
        reports.append(dialog.text())
        dialog.accept()

    met = ada.meets(ImportDialog, choose)
    ada.ask.then((more / "two.txt", more / "same.txt"))
    ada.presses("Ctrl+I")
    ada.waits(lambda: met)
    ada.meets(ImportReportDialog, read)
    ada.waits(lambda: reports)
    assert "There already" in reports[0]
    ada.opens_article("two", beside=True)
    assert texts_shown(ada) == [ONE, TWO]
    ada.presses("Ctrl+Z")
    assert texts_shown(ada) == [ONE]
    assert len(ada.window.workspace.project.articles()) == 1
    ada.presses("Ctrl+Y")
    assert len(ada.window.workspace.project.articles()) == 2
    ada.presses("Ctrl+Z")
    met = ada.meets(ImportDialog, choose)  # the folder itself
    ada.ask.then(more)
    ada.presses("Ctrl+Shift+I")
    ada.waits(lambda: met)
    ada.meets(ImportReportDialog, read)
    ada.waits(lambda: len(reports) == 2)
    assert "There already" in reports[1]
    assert len(ada.window.workspace.project.articles()) == 2


def test_export_and_read_it_with_others(start: Opener, texts: Maker, tmp_path: Path) -> None:
    ada = start(texts(one=ONE, two=TWO))
    ada.opens_article("one")
    ada.sweeps("denied it.\r\nA firm")
    ada.presses("1", "Esc", "Esc")
    ada.sweeps("Alibaba")
    ada.presses("3", "Esc", "Esc")
    out = tmp_path / "out"

    def choose(dialog: ExportDialog) -> None:
        dialog.out.setText(str(out))
        dialog.go_on.click()

    def read(dialog: ExportedDialog) -> None:
        dialog.accept()

    ada.meets(ExportDialog, choose)
    ada.presses("Ctrl+E")
    met = ada.meets(ExportedDialog, read)
    ada.waits(lambda: met)
    table = pandas.read_json(out / "spans.jsonl", lines=True)
    (row,) = [row for _, row in table.iterrows() if row["doc_id"] == "one.txt"]
    assert row["text"] == ONE
    marked = {ONE[span["start"] : span["end"]] for span in row["spans"]}
    assert marked == {"denied it.\r\nA firm", "Alibaba"}
    shapes = {
        tuple(sorted(json.loads(line)))
        for line in (out / "spans.jsonl").read_text(encoding="utf-8").splitlines()
    }
    assert len(shapes) == 1
    card = (out / "README.md").read_text(encoding="utf-8")
    assert "configs:" in card


def test_nothing_on_the_clipboard_is_said(start: Opener) -> None:
    ada = start()
    QGuiApplication.clipboard().clear()
    ada.wants("paste-text")
    assert ada.told == "There is no text on the clipboard."
    assert not [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog)]


def test_a_file_that_is_no_project_is_refused_in_a_sentence(start: Opener, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.annotator"
    wrong.write_text("This is a letter and no project.")
    ada = start()
    assert not ada.window.projects.open(wrong)
    assert len(ada.ask.told) == 1
    assert "wrong.annotator" in ada.ask.told[0]
    assert not ada.window.workspace.is_open
