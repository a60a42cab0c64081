"""The panel of guidelines."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from annotator.edits.guidelines import set_guidelines
from annotator.edits.schemes import save_scheme
from ui.panels.guidelines import ALL, GuidelinesPanel
from ui.workspace import Workspace

RULES = "# Calm\n\nBe calm.\n\n# claim\n\nOne <b>sentence</b>.\n\n# quote\n\nWith its marks."


@pytest.fixture
def panel(workspace: Workspace, qtbot: QtBot) -> Iterator[GuidelinesPanel]:
    made = GuidelinesPanel(workspace)
    qtbot.addWidget(made)
    made.resize(500, 700)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.hide()


def words(panel: GuidelinesPanel) -> str:
    return panel.page.toPlainText()


def test_without_guidelines_it_shows_the_scheme(
    panel: GuidelinesPanel, workspace: Workspace
) -> None:
    assert panel.labels.currentText() == ALL
    for label in workspace.scheme.labels:
        assert label.name in words(panel)
        assert " ".join(label.definition.split())[:40] in " ".join(words(panel).split())
    assert panel.edit.isEnabled()


def test_it_opens_at_one_label_with_what_is_written_about_it(
    panel: GuidelinesPanel, workspace: Workspace, label_id: Callable[[str], str]
) -> None:
    workspace.edit(set_guidelines(RULES, "first"))
    assert "Be calm." in words(panel)
    panel.show_label(label_id("claim"))
    assert panel.labels.currentText() == "claim"
    claim = workspace.scheme.label_named("claim")
    assert claim is not None
    assert claim.test in " ".join(words(panel).split())
    assert "<b>sentence</b>" in words(panel), "what looks like HTML is shown as it was written"
    assert "With its marks." not in words(panel)
    assert "version 1" in panel.told.text()
    panel.labels.activated.emit(0)
    assert "With its marks." in words(panel)


def test_it_follows_what_changes(
    panel: GuidelinesPanel, workspace: Workspace, label_id: Callable[[str], str]
) -> None:
    panel.show_label(label_id("claim"))
    labels = tuple(
        replace(one, definition="Only facts.") if one.name == "claim" else one
        for one in workspace.scheme.labels
    )
    workspace.edit(save_scheme(replace(workspace.scheme, labels=labels)))
    assert "Only facts." in words(panel)
    workspace.edit(set_guidelines(RULES))
    workspace.edit(set_guidelines(RULES.replace("One", "Half a")))
    assert "Half a <b>sentence</b>." in words(panel)
    workspace.undo()
    assert "One <b>sentence</b>." in words(panel)


def test_words_are_found_in_all_of_it(
    panel: GuidelinesPanel,
    workspace: Workspace,
    label_id: Callable[[str], str],
    qtbot: QtBot,
) -> None:
    workspace.edit(set_guidelines(RULES))
    panel.show_label(label_id("claim"))
    panel.search.setText("its marks")
    qtbot.waitUntil(lambda: panel.page.textCursor().selectedText() == "its marks")


def test_the_buttons_say_what_is_wanted(panel: GuidelinesPanel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(panel.edit_wanted):
        panel.edit.click()
    with qtbot.waitSignal(panel.codebook_wanted):
        panel.codebook.click()
