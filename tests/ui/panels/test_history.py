"""History: what was done, and back to it."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from annotator.edits.spans import set_note
from annotator.model.people import Annotator
from ui.ask import Ask
from ui.panels.history import HistoryPanel
from ui.panels.two_lines import GREYED, SECOND
from ui.workspace import Workspace


class Answers(Ask):
    """Says yes or no, and keeps what it was asked."""

    def __init__(self, yes: bool) -> None:
        super().__init__()
        self.yes = yes
        self.asked: list[str] = []

    def confirm(self, question: str, **_: object) -> bool:  # type: ignore[override]
        self.asked.append(question)
        return self.yes


@pytest.fixture
def notes(workspace: Workspace, article_ids: list[str]) -> list[str]:
    """Four steps of A's."""
    spans = workspace.project.spans(article_ids[0], workspace.annotator_id)[:4]
    for number, span in enumerate(spans):
        workspace.edit(set_note(span, f"note {number}"))
    return [span.id for span in spans]


@pytest.fixture
def panel(workspace: Workspace, notes: list[str], qtbot: QtBot) -> Iterator[HistoryPanel]:
    made = HistoryPanel(workspace, ask=Answers(True))
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.hide()


def noted(workspace: Workspace, ids: list[str]) -> list[bool]:
    spans = {span.id: span.note for span in workspace.project.spans_by_id(ids)}
    return [spans[i].startswith("note ") for i in ids]


def test_newest_first_with_who_and_when(panel: HistoryPanel) -> None:
    assert panel.model.index(0).data() == "Note on a span"
    assert panel.model.index(0).data(SECOND).startswith("A, today ")
    last = panel.model.index(panel.model.rowCount() - 1)
    assert last.data(SECOND).startswith("the project itself, ")


def test_back_to_a_step_undoes_what_came_after_it(
    panel: HistoryPanel, workspace: Workspace, notes: list[str], qtbot: QtBot
) -> None:
    panel.list.setCurrentIndex(panel.model.index(2))
    assert panel.told_here.text() == "2 of your steps came after it."
    with qtbot.waitSignal(panel.told) as told:
        panel.back.click()
    assert told.args == ["2 steps undone."]
    assert isinstance(panel.ask, Answers)
    assert panel.ask.asked == ["Undo the last 2 steps, back to “note on a span”?"]
    assert noted(workspace, notes) == [True, True, False, False]
    qtbot.waitUntil(lambda: panel.model.index(0).data(GREYED) is True)
    assert not panel.model.index(2).data(GREYED)


def test_no_means_no(panel: HistoryPanel, workspace: Workspace, notes: list[str]) -> None:
    panel.ask = Answers(False)
    panel.back_to(panel.model.step(3))
    assert noted(workspace, notes) == [True] * 4


def test_steps_of_others_are_left_alone(
    panel: HistoryPanel, workspace: Workspace, notes: list[str], qtbot: QtBot
) -> None:
    workspace.set_annotator(Annotator("0190-other", "Other"))
    qtbot.waitUntil(lambda: panel.model.rowCount() > 0)
    panel.list.setCurrentIndex(panel.model.index(4))
    assert not panel.back.isEnabled()
