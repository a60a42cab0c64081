"""Exporting: the choices, the preview and the export in a real worker."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from annotator.edits.spans import add_span, new_span
from annotator.model.people import Annotator, Role
from tests.annotator.samples import CLAIM, add_article
from tests.ui.dialogs.window import TrialWindow
from tests.ui.scripted_ask import ScriptedAsk
from ui.commands.exporting import export_project
from ui.dialogs.export import ExportDialog, pretty
from ui.dialogs.exported import ExportedDialog

PEOPLE = (
    Annotator("a-000001", "Ada"),
    Annotator("a-000002", "Ada"),
    Annotator("m", "bot", Role.MODEL),
)


@pytest.fixture
def ask() -> ScriptedAsk:
    return ScriptedAsk()


@pytest.fixture
def dialog(qtbot: QtBot, ask: ScriptedAsk, tmp_path: Path) -> ExportDialog:
    dialog = ExportDialog(PEOPLE, tmp_path / "Heist.annotator", ask)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_the_defaults_are_everything_into_a_folder(dialog: ExportDialog, tmp_path: Path) -> None:
    assert dialog.wanted.out == tmp_path / "Heist export"
    assert dialog.options == {
        "format": "jsonl",
        "annotators": [],
        "statuses": [],
        "split": None,
        "seed": 7,
        "fragments": "keep",
        "pseudonyms": False,
        "soft_labels": False,
    }
    assert dialog.go_on.isEnabled()
    dialog.reject()


def test_what_is_chosen_is_what_is_asked_for(dialog: ExportDialog) -> None:
    dialog.people.item(1).setCheckState(Qt.CheckState.Unchecked)
    dialog.status.setCurrentIndex(1)
    dialog.fragments.setCurrentIndex(3)
    dialog.soft_labels.click()
    dialog.split.click()
    dialog.shares.setText("70/20/10")
    options = dialog.options
    assert options["annotators"] == ["a-000001", "m"]
    assert options["statuses"] == ["done"]
    assert options["split"] == [70, 20, 10]
    assert options["fragments"] == "drop"
    assert options["soft_labels"] is True
    dialog.reject()


def test_two_people_of_one_name_are_told_apart(dialog: ExportDialog) -> None:
    rows = [dialog.people.item(row).text() for row in range(3)]
    assert rows == ["Ada (human, …000001)", "Ada (human, …000002)", "bot (model)"]
    dialog.reject()


@pytest.mark.parametrize("shares", ["80/10", "80/10/20", "a/b/c", "-1/1/100", ""])
def test_a_split_that_is_none_is_said(dialog: ExportDialog, shares: str) -> None:
    dialog.split.click()
    dialog.shares.setText(shares)
    assert "three numbers that make 100" in dialog.problem.text()
    assert not dialog.go_on.isEnabled()
    dialog.reject()


def test_the_target_must_fit(dialog: ExportDialog, ask: ScriptedAsk, tmp_path: Path) -> None:
    dialog.target.setCurrentIndex(1)
    dialog.target.activated.emit(1)
    assert dialog.wanted.out == tmp_path / "Heist export.jsonl"
    assert dialog.go_on.isEnabled()
    dialog.out.setText(str(tmp_path / "no folder" / "x.jsonl"))
    assert "There is no folder" in dialog.problem.text()
    (tmp_path / "x.jsonl").write_text("old")
    dialog.out.setText(str(tmp_path / "x.jsonl"))
    ask.then(False)
    dialog.go_on.click()
    assert dialog.isVisible()
    ask.then(True)
    dialog.go_on.click()
    assert dialog.result() == 1


def test_a_preview_is_asked_for_once_after_several_changes(
    dialog: ExportDialog, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(dialog.preview_wanted) as wanted:
        for at in (1, 2, 1):
            dialog.status.setCurrentIndex(at)
    assert wanted.args[0]["statuses"] == ["done"]
    with qtbot.assertNotEmitted(dialog.preview_wanted, wait=600):
        pass
    dialog.reject()


def test_the_preview_is_pretty_and_true(dialog: ExportDialog) -> None:
    line = '{"text":"“We won” <b>🙂","spans":[]}'
    assert json.loads(pretty(line)) == json.loads(line)
    dialog.show_preview([line], 1, ["Discontinuous spans left out: 1."])
    assert "“We won” <b>🙂" in dialog.preview.toPlainText()
    assert dialog.left_out.text() == "Discontinuous spans left out: 1."
    dialog.show_preview([], 0, [])
    assert dialog.problem.text().startswith("There is nothing to export")
    assert not dialog.go_on.isEnabled()
    dialog.status.setCurrentIndex(1)
    assert dialog.go_on.isEnabled(), "another choice may fit"
    dialog.reject()


def test_an_export_from_the_window_ends_in_files(
    window: TrialWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = add_article(window.workspace.project)
    window.workspace.edit(add_span(new_span(article.id, "ada", CLAIM, [(0, 6)]), CLAIM))
    shown: list[str] = []
    told: list[str] = []

    def answer(dialog: ExportDialog) -> int:
        dialog.show()
        qtbot.waitUntil(lambda: "spans/1" in dialog.preview.toPlainText())
        shown.append(dialog.preview.toPlainText())
        dialog.go_on.click()
        return dialog.result()

    def read(dialog: ExportedDialog) -> int:
        told.append(dialog.sentence.text())
        return 1

    monkeypatch.setattr(ExportDialog, "exec", answer)
    monkeypatch.setattr(ExportedDialog, "exec", read)
    export_project(window)
    qtbot.waitUntil(lambda: bool(told))
    assert told == ["Written: 1 record, 1 span."]
    lines = (tmp_path / "p export" / "spans.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(lines[0]) == json.loads(shown[0])


def test_every_format_that_can_be_written_can_be_chosen(dialog: ExportDialog) -> None:
    from annotator.formats.registry import FORMATS
    from ui.dialogs.export import _SHAPES

    known = {one.name: one for one in FORMATS if one.writes}
    assert {shape.format for shape in _SHAPES} == set(known)
    for at, shape in enumerate(_SHAPES):
        dialog.format.setCurrentIndex(at)
        assert dialog.options["format"] == shape.format
        assert dialog.options.get("choices", {}) == dict(shape.choices)
        assert shape.ending == known[shape.format].ending
        offered = {choice.name: choice.values for choice in known[shape.format].choices}
        assert all(value in offered[name] for name, value in shape.choices)
        assert dialog.publish.isEnabled() == (shape.format == "jsonl")
    dialog.reject()


def test_a_file_is_named_as_its_format_wants(dialog: ExportDialog) -> None:
    dialog.target.setCurrentIndex(1)
    dialog.target.activated.emit(1)
    assert dialog.out.text().endswith("export.jsonl")
    dialog.format.setCurrentText("CoNLL-2003, IOB2 tags")
    assert dialog.out.text().endswith("export.conll")
    dialog.format.setCurrentText("brat standoff")
    assert dialog.out.text().endswith("export")
    assert not dialog.target.isEnabled()
    dialog.reject()


def test_what_another_format_loses_is_shown(window: TrialWindow) -> None:
    from annotator.errands import Errand, preview

    project = window.workspace.project
    article = add_article(project)
    for place in ((0, 8), (3, 12)):
        span = new_span(article.id, "ada", CLAIM, [place])
        window.workspace.edit(add_span(span, CLAIM))
    shown = preview(Errand({"project": str(project.path), "options": {"format": "conll"}}))
    assert isinstance(shown, dict)
    assert "-DOCSTART- -X- O O" in shown["lines"][0]
    assert any("overlapping spans: 1" in line for line in shown["left_out"])
