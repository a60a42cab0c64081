"""The scheme editor, by keyboard and mouse."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from annotator.edits.spans import add_span, new_span
from annotator.formats.scheme import read_scheme
from annotator.model.people import Annotator
from annotator.model.scheme import AttributeKind, Edges, Example, Underline
from annotator.project import Project
from tests.annotator.samples import CLAIM, ENTITY, QUOTE, SCHEME, add_article
from tests.ui.scripted_ask import ScriptedAsk
from ui.dialogs.scheme import SchemeDialog, edit_scheme
from ui.workspace import Workspace

PASSAGE = Example("a.txt", 3, 9, "We won", "")


@pytest.fixture
def ask() -> ScriptedAsk:
    return ScriptedAsk()


@pytest.fixture
def dialog(qtbot: QtBot, ask: ScriptedAsk) -> SchemeDialog:
    dialog = SchemeDialog(SCHEME, {QUOTE.id: 7}, ask, passage=PASSAGE)
    qtbot.addWidget(dialog)
    return dialog


def choose(dialog: SchemeDialog, label_id: str) -> None:
    ids = [label.id for label in dialog.draft.scheme.labels]
    dialog.labels.list.setCurrentRow(ids.index(label_id))


def rows(dialog: SchemeDialog) -> list[str]:
    items = dialog.labels.list
    return [items.item(row).text() for row in range(items.count())]


def test_it_shows_what_is_there(dialog: SchemeDialog) -> None:
    assert rows(dialog) == ["1  claim", "2  quote   —   7 spans", "3  entity"]
    assert dialog.version.text() == "Version 1"
    assert not dialog.save.isEnabled()


def test_looking_at_everything_changes_nothing(dialog: SchemeDialog) -> None:
    for tab in range(dialog.tabs.count()):
        dialog.tabs.setCurrentIndex(tab)
    for label in SCHEME.labels:
        choose(dialog, label.id)
    dialog.links.list.list.setCurrentRow(1)
    assert dialog.draft.scheme == SCHEME
    assert not dialog.draft.changed


def test_a_label_is_added_and_named_by_keys(dialog: SchemeDialog, qtbot: QtBot) -> None:
    dialog.labels.buttons["Add"].click()
    qtbot.keyClicks(dialog.labels.name, "doubt <b>&")
    qtbot.keyClick(dialog.labels.key, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(dialog.labels.key, "d")
    label = dialog.draft.scheme.labels[-1]
    assert (label.name, label.key) == ("doubt <b>&", "d")
    assert rows(dialog)[-1] == "d  doubt <b>&"
    assert dialog.version.text().startswith("Version 1, becomes 2")
    assert dialog.save.isEnabled()


def test_a_conflict_of_keys_stops_saving_and_says_so(dialog: SchemeDialog, qtbot: QtBot) -> None:
    dialog.labels.key.selectAll()
    qtbot.keyClicks(dialog.labels.key, "2")
    assert dialog.problem.text() == "The key 2 belongs to claim and quote."
    assert not dialog.save.isEnabled()
    dialog.labels.key.selectAll()
    qtbot.keyClicks(dialog.labels.key, "8")
    assert dialog.problem.text() == ""
    assert dialog.save.isEnabled()


def test_facts_of_a_label(dialog: SchemeDialog, qtbot: QtBot) -> None:
    labels = dialog.labels
    labels.underline.activated.emit(labels.underline.findText("wavy"))
    labels.edges.activated.emit(1)
    qtbot.keyClicks(labels.texts["definition"], "What can be checked.")
    qtbot.keyClicks(labels.texts["span"], "The clause.")
    qtbot.keyClicks(labels.texts["test"], "True or false?")
    label = dialog.draft.label(CLAIM.id)
    assert (label.underline, label.edges) == (Underline.WAVY, Edges.MARKS)
    assert (label.definition, label.span, label.test) == (
        "What can be checked.",
        "The clause.",
        "True or false?",
    )


def test_a_colour_that_is_hard_to_see_is_warned_of(dialog: SchemeDialog, qtbot: QtBot) -> None:
    labels = dialog.labels
    labels.colour.selectAll()
    qtbot.keyClicks(labels.colour, "#ffee99")
    assert "Too pale" in labels.warning.text()
    assert dialog.draft.label(CLAIM.id).colour == "#ffee99"
    labels.colour.selectAll()
    qtbot.keyClicks(labels.colour, "#12")
    assert labels.warning.text() == "A colour is written like #2036c8."
    assert dialog.draft.label(CLAIM.id).colour == "#ffee99"


def test_a_label_in_use_is_merged_or_retired_not_removed(
    dialog: SchemeDialog, ask: ScriptedAsk
) -> None:
    choose(dialog, QUOTE.id)
    assert not dialog.labels.buttons["Remove"].isEnabled()
    dialog.labels.buttons["Retire"].click()
    assert rows(dialog)[1] == "2  quote   —   retired, 7 spans"
    ask.then("claim")
    dialog.labels.buttons["Merge into…"].click()
    assert rows(dialog) == ["1  claim   —   7 spans", "3  entity"]
    assert dialog.draft.merged == {QUOTE.id: CLAIM.id}
    assert not dialog.labels.buttons["Remove"].isEnabled(), "it has the spans now"


def test_labels_change_places_and_unused_ones_go(dialog: SchemeDialog) -> None:
    choose(dialog, ENTITY.id)
    dialog.labels.buttons["Up"].click()
    assert [label.id for label in dialog.draft.scheme.labels] == [CLAIM.id, ENTITY.id, QUOTE.id]
    dialog.labels.buttons["Remove"].click()
    assert [label.id for label in dialog.draft.scheme.labels] == [CLAIM.id, QUOTE.id]
    assert dialog.draft.scheme.relations == ()


def test_attributes_are_edited(dialog: SchemeDialog, qtbot: QtBot) -> None:
    choose(dialog, QUOTE.id)
    editor = dialog.labels.attributes
    editor.buttons["Add"].click()
    qtbot.keyClicks(editor.name, "medium")
    editor.values.setPlainText("speech\n\n post \nspeech")
    editor.marks["core"].click()
    editor.marks["required"].click()
    editor.default.activated.emit(editor.default.findText("post"))
    attribute = dialog.draft.label(QUOTE.id).attributes[1]
    assert attribute.name == "medium"
    assert attribute.values == ("speech", "post")
    assert (attribute.core, attribute.required, attribute.default) == (True, True, "post")
    editor.kind.activated.emit(2)
    attribute = dialog.draft.label(QUOTE.id).attributes[1]
    assert (attribute.kind, attribute.values, attribute.default) == (AttributeKind.TEXT, (), "")
    editor.buttons["Up"].click()
    assert [one.name for one in dialog.draft.label(QUOTE.id).attributes] == ["medium", "kind"]
    editor.buttons["Remove"].click()
    assert [one.name for one in dialog.draft.label(QUOTE.id).attributes] == ["kind"]


def test_the_selection_becomes_an_example(dialog: SchemeDialog, qtbot: QtBot) -> None:
    examples = dialog.labels.examples
    examples.add_negative.click()
    qtbot.keyClicks(examples.why, "a slogan")
    label = dialog.draft.label(CLAIM.id)
    assert label.positive == ()
    assert (label.negative[0].text, label.negative[0].why) == ("We won", "a slogan")
    examples.remove.click()
    assert dialog.draft.label(CLAIM.id).negative == ()


def test_links_are_edited(dialog: SchemeDialog, qtbot: QtBot) -> None:
    links = dialog.links
    links.list.add.click()
    qtbot.keyClicks(links.name, "because of")
    links.source.setCurrentText("claim")
    links.source.activated.emit(links.source.currentIndex())
    kind = dialog.draft.scheme.relations[-1]
    assert (kind.name, kind.source, kind.target) == ("because of", "claim", "any span")
    links.kind.setCurrentIndex(1)
    links.kind.activated.emit(1)
    links.members.item(0).setCheckState(Qt.CheckState.Checked)
    links.stances.setPlainText("states\ndenies")
    kind = dialog.draft.scheme.relations[-1]
    assert (kind.is_set, kind.source, kind.members) == (True, "any span", ("claim",))
    assert kind.stances == ("states", "denies")
    links.list.up.click()
    assert [one.name for one in dialog.draft.scheme.relations] == [
        "said by",
        "because of",
        "about",
    ]
    links.list.remove.click()
    assert [one.name for one in dialog.draft.scheme.relations] == ["said by", "about"]


def test_questions_about_the_article_are_edited(dialog: SchemeDialog, qtbot: QtBot) -> None:
    page = dialog.questions
    page.list.add.click()
    qtbot.keyClicks(page.name, "tone")
    page.values.setPlainText("calm\nheated")
    (question,) = dialog.draft.scheme.questions
    assert (question.name, question.values) == ("tone", ("calm", "heated"))
    page.list.remove.click()
    assert dialog.draft.scheme.questions == ()


def test_to_a_file_and_from_it(dialog: SchemeDialog, ask: ScriptedAsk, tmp_path: Path) -> None:
    file = tmp_path / "scheme.json"
    dialog.draft.change_label(CLAIM.id, name="statement")
    ask.then(file)
    dialog._write_file()
    assert read_scheme(file.read_bytes(), "it").label_named("statement") is not None
    dialog.draft.change_label(CLAIM.id, name="claim")
    ask.then(file)
    dialog._take_file()
    assert rows(dialog)[0] == "1  statement"


def test_a_bad_file_is_told_with_its_lines(
    dialog: SchemeDialog, ask: ScriptedAsk, tmp_path: Path
) -> None:
    file = tmp_path / "scheme.json"
    file.write_text('{"name": "x",\n"labels": [{"name": ""}]}', encoding="utf-8")
    ask.then(file)
    dialog._take_file()
    assert "line 2" in ask.told[0]
    assert dialog.draft.scheme == SCHEME


def test_esc_asks_before_changes_are_lost(
    dialog: SchemeDialog, ask: ScriptedAsk, qtbot: QtBot
) -> None:
    dialog.show()
    dialog.labels.buttons["Add"].click()
    ask.then(False)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    ask.then(True)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


@pytest.fixture
def workspace(qapp: object, tmp_path: Path) -> Iterator[Workspace]:
    workspace = Workspace()
    workspace.take(Project.create(tmp_path / "p.annotator", SCHEME))
    workspace.set_annotator(Annotator("ada", "Ada"))
    yield workspace
    workspace.close()


def test_saving_is_one_step_that_can_be_undone(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = add_article(workspace.project)
    span = new_span(article.id, "ada", CLAIM, [(0, 5)])
    workspace.edit(add_span(span, CLAIM))

    def edited(dialog: SchemeDialog) -> int:
        dialog.draft.merge(CLAIM.id, QUOTE.id)
        dialog.draft.change_label(ENTITY.id, name="name")
        dialog.labels.refresh()
        dialog._look()
        assert dialog.save.isEnabled()
        dialog.save.click()
        return dialog.result()

    monkeypatch.setattr(SchemeDialog, "exec", edited)

    class Window:
        def __init__(self) -> None:
            self.ask = ScriptedAsk()
            self.workspace = workspace

    window: Any = Window()
    assert edit_scheme(window, workspace)
    assert [label.name for label in workspace.scheme.labels] == ["quote", "name"]
    assert workspace.project.spans(article.id, "ada")[0].label_id == QUOTE.id
    assert workspace.undo()
    assert workspace.scheme == SCHEME
    assert workspace.project.spans(article.id, "ada")[0].label_id == CLAIM.id
