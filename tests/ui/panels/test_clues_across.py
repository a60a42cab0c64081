"""Clues across the articles of a story: marked where they differ, answered, asked again."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from annotator.edits.clues import answer_clues, group_clue, reopen_clues
from annotator.model.across import Across, Told, What
from annotator.model.clue import Clue, ClueVerdict, Passage
from annotator.model.span import Fragment
from ui.panels.clues import CluesPanel
from ui.panels.clues_marks import Marks
from ui.panels.clues_model import AROUND, MARKS, NEAR
from ui.workspace import Workspace

ONE, TWO = "Ada paid 3 million in May.", "Ada paid 5 million in May, said Ada."


def place(text: str, words: str) -> Fragment:
    at = text.index(words)
    return Fragment(at, at + len(words))


@pytest.fixture
def across(article_ids: list[str]) -> Across:
    a, b = article_ids[:2]
    some = (Passage(a, Fragment(0, 26), "3 million"), Passage(b, Fragment(0, 36), "5 million"))
    sure = Clue("f", "same unit, other figure", "million", "3 and 5", some, 0.5)
    other = (Passage(a, Fragment(0, 3)), Passage(b, Fragment(0, 3)))
    unsure = Clue("p", "copied text", "Ada", "the same", other, 0.6, shown=False)
    told = (
        Told(a, place(ONE, "Ada"), What.NAME, "ada"),
        Told(a, place(ONE, "May"), What.TIME, "may"),
        Told(b, place(TWO, "Ada"), What.NAME, "ada"),
    )
    return Across(clues=(sure, unsure), told=told, left_out=("One was left out.",))


@pytest.fixture
def panel(
    workspace: Workspace, article_ids: list[str], across: Across, qtbot: QtBot
) -> Iterator[CluesPanel]:
    panel = CluesPanel(workspace)
    qtbot.addWidget(panel)
    panel.show_article(article_ids[0])
    panel.resize(900, 400)
    panel.show()
    panel.show_comparing(panel.story_id)
    panel.show_clues(panel.story_id, [])
    yield panel
    panel.hide()


def ids(panel: CluesPanel) -> list[str]:
    return [clue.id for clue in panel.model.shown()]


def choose(panel: CluesPanel, clue_id: str) -> None:
    panel.tree.setCurrentIndex(panel.model.index_of(clue_id))


def test_what_differs_is_marked_in_both(article_ids: list[str], across: Across) -> None:
    texts = dict(zip(article_ids, (ONE, TWO), strict=False))
    marks = Marks(across, texts.__getitem__)
    clue = across.clues[0]
    assert marks(clue, clue.passages[0]) == (place(ONE, "3 million"), place(ONE, "May"))
    assert marks(clue, clue.passages[1]) == (place(TWO, "5 million"),)


def test_while_articles_are_compared_it_does_not_say_there_are_none(
    panel: CluesPanel, across: Across
) -> None:
    assert panel.state.heading.text() == "Looking for clues"
    panel.show_across(panel.story_id, across, ["No model."])
    assert ids(panel) == ["f"]
    assert panel.note.text() == "No model. One was left out."
    assert not panel.stale.isVisible()


def test_those_less_certain_come_when_asked_for(panel: CluesPanel, across: Across) -> None:
    panel.show_across(panel.story_id, across)
    assert panel.bar.with_more.text() == "Show 1 less certain"
    panel.bar.with_more.click()
    assert ids(panel) == ["p", "f"]


def test_a_long_passage_begins_near_what_is_marked(
    panel: CluesPanel, article_ids: list[str]
) -> None:
    a, b = article_ids[:2]
    text = panel.workspace.project.text(a)
    some = (Passage(a, Fragment(0, 600)), Passage(b, Fragment(0, 600)))
    told = (Told(a, Fragment(500, 510), What.NAME, "x"),)
    panel.show_across(panel.story_id, Across((), (Clue("c", "k", "n", "r", some),), told=told))
    index = panel.model.index(0, 0, panel.model.index_of("c"))
    (mark,) = index.data(MARKS)
    assert index.data(AROUND).hit[mark.start : mark.end] == text[500:510].replace("\n", "↵")


def test_a_passage_with_a_value_begins_near_it_whatever_differs_before(
    panel: CluesPanel, article_ids: list[str]
) -> None:
    a, b = article_ids[:2]
    text = panel.workspace.project.text(a)
    value = text[300:330].strip()
    some = (Passage(a, Fragment(0, 600), value), Passage(b, Fragment(0, 600)))
    told = (Told(a, Fragment(2, 8), What.NAME, "x"),)
    panel.show_across(panel.story_id, Across((), (Clue("c", "k", "n", "r", some),), told=told))
    index = panel.model.index(0, 0, panel.model.index_of("c"))
    (mark,) = index.data(MARKS)
    assert index.data(AROUND).hit[mark.start : mark.end] == value
    assert mark.start <= NEAR


def test_answers_are_steps_that_can_be_undone(
    panel: CluesPanel, across: Across, workspace: Workspace, qtbot: QtBot
) -> None:
    story, me = panel.story_id, workspace.annotator_id
    panel.answer_wanted.connect(
        lambda clues, verdict: workspace.edit(answer_clues(clues, story, me, verdict))
    )
    panel.ask_again_wanted.connect(lambda ids: workspace.edit(reopen_clues(ids, story, me)))
    panel.show_across(story, across)
    choose(panel, "f")
    not_conflict = panel.foot.puts[next(aside for aside in panel.foot.puts if aside != "later")]
    assert not_conflict.text() == "Not a conflict"
    not_conflict.click()
    assert ids(panel) == []
    assert panel.bar.with_aside.text() == "Show 1 answered"
    workspace.undo()
    assert ids(panel) == ["f"]
    workspace.redo()
    panel.bar.with_aside.click()
    choose(panel, "f")
    assert not_conflict.text() == "Ask again"
    not_conflict.click()
    assert workspace.project.clue_answers(me, story) == {}
    panel.foot.puts[next(aside for aside in panel.foot.puts if aside == "later")].click()
    assert workspace.project.clue_answers(me, story)["f"].verdict is ClueVerdict.LATER
    assert ids(panel) == ["f"]


def test_a_clue_that_became_a_group_is_listed_even_if_it_does_not_come_again(
    panel: CluesPanel, across: Across, workspace: Workspace
) -> None:
    story, me = panel.story_id, workspace.annotator_id
    panel.show_across(story, across)
    choose(panel, "f")
    assert panel.foot.group.isEnabled()
    assert workspace.edit(group_clue(across.clues[0], story, me))
    assert len(workspace.project.groups(story, me)) == 1
    panel.show_comparing(story)
    panel.show_across(story, Across())
    panel.bar.with_aside.click()
    assert ids(panel) == ["f"]
    choose(panel, "f")
    assert not panel.foot.group.isEnabled()


def test_a_fault_of_the_comparison_leaves_the_signs(panel: CluesPanel) -> None:
    panel.show_uncompared(panel.story_id, "It was <b>stopped</b>.")
    assert panel.state.heading.text() == "No clues"
    assert all(
        label.textFormat() is Qt.TextFormat.PlainText for label in panel.findChildren(QLabel)
    )


def test_readers_answer_nothing(panel: CluesPanel, across: Across, workspace: Workspace) -> None:
    workspace.set_annotator(None)
    panel.show_across(panel.story_id, across)
    choose(panel, "f")
    assert not panel.foot.group.isEnabled()
    assert not any(button.isEnabled() for button in panel.foot.puts.values())
