"""Importing: the first look, the choices, the import in a real worker, the report."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from annotator.first_look import Look
from tests.ui.dialogs.window import TrialWindow
from ui.dialogs.import_files import ImportDialog, import_files
from ui.dialogs.import_report import ImportReportDialog, in_a_sentence

TEXT = Look("/a/Heist/one.txt", "text", "it is a single file", "utf-8", preview="name: one.txt")
GUESSED = Look("/a/Heist/two.txt", "text", "it is a single file", "cp1252", detected=True)
RECORDS = Look("/a/x.jsonl", "jsonl", "the name ends in .jsonl", story="Old", nobody=True)
BAD = Look("/a/page.html", "", "", problem="It is a web page by its ending, not a plain text.")


def made(qtbot: QtBot, *looks: Look, story: str = "") -> ImportDialog:
    dialog = ImportDialog(looks, ["First", "Second"], ["imported", "Ada"], story=story)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_each_file_shows_what_it_seems_to_be(qtbot: QtBot) -> None:
    dialog = made(qtbot, TEXT, GUESSED, RECORDS, BAD)
    model = dialog.files.model()
    told = [[model.index(row, column).data() for column in range(4)] for row in range(4)]
    assert told == [
        ["Heist/one.txt", "text", "utf-8", ""],
        ["Heist/two.txt", "text", "cp1252 (detected)", ""],
        ["a/x.jsonl", "records with spans", "", "Old"],
        ["a/page.html", "cannot be taken", "", ""],
    ]
    assert dialog.sentence.text().startswith("3 files to import; 1 cannot be taken.")


def test_the_chosen_file_shows_the_reason_and_its_beginning(qtbot: QtBot) -> None:
    dialog = made(qtbot, TEXT, GUESSED, BAD)
    assert "text: it is a single file" in dialog.preview.toPlainText()
    assert "name: one.txt" in dialog.preview.toPlainText()
    qtbot.keyClick(dialog.files, Qt.Key.Key_Down)
    assert "cp1252 was detected" in dialog.preview.toPlainText()
    qtbot.keyClick(dialog.files, Qt.Key.Key_Down)
    assert BAD.problem in dialog.preview.toPlainText()


def test_the_story_can_be_new_old_or_as_the_files_say(qtbot: QtBot) -> None:
    dialog = made(qtbot, TEXT)
    assert dialog.wanted.story == "Heist", "named after the folder"
    dialog.new_story.setText(" ")
    assert dialog.problem.text() == "The new story needs a name."
    assert not dialog.go_on.isEnabled()
    dialog.story.setCurrentText("Second")
    assert dialog.wanted.story == "Second"
    assert dialog.go_on.isEnabled()
    dialog.story.setCurrentIndex(1)
    assert dialog.wanted.story == ""


def test_dropped_on_a_story_that_story_is_chosen(qtbot: QtBot) -> None:
    assert made(qtbot, TEXT, story="Second").wanted.story == "Second"


def test_whose_spans_they_are_is_asked_only_where_nobody_is_named(qtbot: QtBot) -> None:
    assert made(qtbot, TEXT).annotator.isHidden()
    dialog = made(qtbot, RECORDS)
    assert not dialog.annotator.isHidden()
    assert dialog.wanted.annotator == "imported"
    dialog.annotator.setCurrentText("Zoë")
    dialog.new_labels.click()
    assert (dialog.wanted.annotator, dialog.wanted.new_labels) == ("Zoë", False)


def test_the_column_of_tags_is_asked_only_for_files_of_tokens(qtbot: QtBot) -> None:
    assert made(qtbot, RECORDS).column.isHidden()
    dialog = made(qtbot, Look("/a/x.conll", "conll", "the last column holds tags", nobody=True))
    assert not dialog.column.isHidden()
    assert dialog.wanted.column == 0
    dialog.column.setValue(3)
    assert dialog.wanted.column == 3


def test_with_nothing_to_take_there_is_nothing_to_import(qtbot: QtBot) -> None:
    dialog = made(qtbot, BAD)
    assert dialog.problem.text() == "None of these files can be imported."
    assert not dialog.go_on.isEnabled()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.result() == 0


REPORT: list[dict[str, Any]] = [
    {
        "path": "/a/b/one.jsonl",
        "format": "jsonl",
        "articles": 1,
        "spans": 12,
        "relations": 0,
        "attributes": 0,
        "duplicates": 2,
        "refused": [{"where": "line 3", "why": "the span <b> lies outside the text."}],
        "warnings": [{"where": "line 4", "what": "the label “x” is new."}],
    }
]


def test_the_report_says_what_came_in_what_was_there_and_what_was_refused(qtbot: QtBot) -> None:
    dialog = ImportReportDialog(REPORT)
    qtbot.addWidget(dialog)
    assert dialog.sentence.text() == (
        "Came in: 1 article, 12 spans. There already, and left as they are: 2. "
        "Refused: 1; the reasons are below."
    )
    assert "    refused: line 3: the span <b> lies outside the text." in dialog.text()
    assert "    line 4: the label “x” is new." in dialog.text()
    assert in_a_sentence([]) == "Came in: 0 articles."


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "Heist"
    folder.mkdir()
    for name in ("b", "a"):
        words = f"The news of {name}\n\nSome words.\n"
        (folder / f"{name}.txt").write_text(words, encoding="utf-8")
    return folder


def test_texts_dropped_on_an_empty_project_stand_side_by_side_at_once(
    window: TrialWindow, qtbot: QtBot, articles: Path
) -> None:
    import_files(window, [articles / "a.txt", articles / "b.txt"])
    qtbot.waitUntil(lambda: bool(window.stories.opened))
    project = window.workspace.project
    assert [article.name for article in project.articles()] == ["a.txt", "b.txt"]
    assert [story.name for story in project.stories()] == ["Heist"]
    assert window.stories.opened == [project.stories()[0].id]
    assert window.workspace.undo(), "the import belongs to who labels"
    assert project.articles() == ()


def test_into_a_project_with_stories_it_asks_first_and_reports(
    window: TrialWindow, qtbot: QtBot, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_files(window, [articles / "a.txt"])
    qtbot.waitUntil(lambda: bool(window.stories.opened))
    reports: list[str] = []

    def answer(dialog: ImportDialog) -> int:
        dialog.story.setCurrentText("Heist")
        dialog.go_on.click()
        return dialog.result()

    def read(dialog: ImportReportDialog) -> int:
        reports.append(dialog.text())
        return 1

    monkeypatch.setattr(ImportDialog, "exec", answer)
    monkeypatch.setattr(ImportReportDialog, "exec", read)
    (articles / "bad.txt").write_bytes("Ž\n".encode() + b"\xff\0")
    import_files(window, [articles])
    qtbot.waitUntil(lambda: bool(reports))
    assert "1 articles" in reports[0]
    assert "bad.txt" in reports[0]
    assert sorted(a.name for a in window.workspace.project.articles()) == ["a.txt", "b.txt"]


TASKS = Look(
    "/a/tasks.jsonl",
    "prodigy",
    "its tasks have “answer”",
    labels=("PER", "Claim", "R&D <b>"),
)


def test_labels_that_the_scheme_lacks_are_mapped(qtbot: QtBot) -> None:
    dialog = ImportDialog([TASKS], ["First"], ["imported"], labels=["claim", "entity", "PER"])
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.mapping.isVisible()
    assert dialog.new_labels.isHidden()
    dialog.resize(1200, 600)
    qtbot.waitUntil(dialog.choices.are_beside)
    dialog.resize(10, 500)
    qtbot.waitUntil(lambda: not dialog.choices.are_beside())
    assert dialog.width() <= 736, "it fits a small screen"
    boxes = dialog.mapping._boxes
    assert list(boxes) == ["Claim", "R&D <b>"], "those that are there are not asked about"
    assert dialog.wanted.labels == {"Claim": "claim"}, "the same but for the case is proposed"
    boxes["R&D <b>"].setCurrentIndex(boxes["R&D <b>"].count() - 1)
    boxes["Claim"].setCurrentText("entity")
    assert dialog.wanted.labels == {"Claim": "entity", "R&D <b>": ""}
    dialog.offsets.setCurrentIndex(2)
    dialog.keep_unsure.click()
    assert (dialog.wanted.offsets, dialog.wanted.keep_unsure) == ("utf16", True)


def test_without_new_labels_nothing_is_mapped(qtbot: QtBot) -> None:
    dialog = made(qtbot, TEXT)
    assert not dialog.mapping.isVisible()
    assert dialog.offsets.isHidden()
    assert dialog.wanted.labels == {}


def test_every_format_that_can_be_read_can_be_chosen(qtbot: QtBot) -> None:
    from annotator.formats.registry import FORMATS
    from ui.dialogs.import_files import _FORMATS

    assert {name for name, _ in _FORMATS if name} == {one.name for one in FORMATS if one.reads}
