"""What the dialog for a pack offers, and what it asks for."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from annotator.model.people import Annotator
from annotator.model.story import Story
from tests.ui.scripted_ask import ScriptedAsk
from ui.dialogs.hand_out import HandOutDialog, Offer, free_name, packed_words

ANNA, BEN, BEN_TOO = (
    Annotator("a-000001", "Anna"),
    Annotator("b-000001", "Ben"),
    Annotator("b-000002", "Ben"),
)
STORIES = (Story("s1", "Heist"), Story("s2", "Flood"), Story("s3", "Vote"))
SIZES = {"s1": 5, "s2": 1, "s3": 2}
OFFERS = {
    ANNA.id: Offer(("s1", "s2"), again=("s3",), out=("s1",), done=("s3",)),
    BEN.id: Offer((), again=("s2",)),
    BEN_TOO.id: Offer(("s3",)),
}


@pytest.fixture
def dialog(qtbot: QtBot, tmp_path: Path) -> HandOutDialog:
    made = HandOutDialog(
        (ANNA, BEN, BEN_TOO), STORIES, OFFERS, SIZES, tmp_path, ScriptedAsk(), planned=True
    )
    qtbot.addWidget(made)
    return made


def rows(dialog: HandOutDialog) -> list[str]:
    return [dialog.stories.item(row).text() for row in range(dialog.stories.count())]


def test_what_the_plan_gives_is_chosen(dialog: HandOutDialog, tmp_path: Path) -> None:
    wanted = dialog.wanted
    assert wanted.annotator == ANNA
    assert wanted.stories == ("Heist", "Flood")
    assert not wanted.again
    assert wanted.out.parent == tmp_path
    assert wanted.out.name.startswith("Anna ")
    assert len(wanted.due) == len("2026-11-28")
    assert rows(dialog)[0] == "Heist   —   5 articles, in the plan, out already"
    assert rows(dialog)[2] == "Vote   —   2 articles, done"
    assert "In the pack: 2 stories, 6 articles. Some of it is out already." in dialog.told.text()
    assert dialog.go_on.isEnabled()


def test_who_only_reads_again_gets_that(dialog: HandOutDialog) -> None:
    dialog.who.setCurrentIndex(1)
    assert dialog.wanted.again
    assert dialog.wanted.stories == ("Flood",)
    dialog.again.click()
    assert dialog.wanted.stories == ()
    assert not dialog.go_on.isEnabled()


def test_two_of_one_name_are_told_apart(dialog: HandOutDialog) -> None:
    names = [dialog.who.itemText(row) for row in range(dialog.who.count())]
    assert names == ["Anna", "Ben (…000001)", "Ben (…000002)", "Somebody new…"]
    dialog.who.setCurrentIndex(2)
    assert dialog.wanted.annotator == BEN_TOO


def test_somebody_new_needs_a_name_and_a_story(dialog: HandOutDialog) -> None:
    dialog.who.setCurrentIndex(3)
    assert dialog.problem.text() == "Say for whom it is."
    dialog.name.setText(" Cleo/Clay ")
    assert dialog.problem.text() == "Choose at least one story."
    dialog.stories.item(1).setCheckState(Qt.CheckState.Checked)
    assert dialog.problem.text() == ""
    wanted = dialog.wanted
    assert (wanted.annotator.name, wanted.annotator.id) == ("Cleo/Clay", "")
    assert wanted.out.name.startswith("Cleo-Clay ")


def test_a_pack_is_never_written_over_anything(dialog: HandOutDialog, tmp_path: Path) -> None:
    dialog.out.setText(str(tmp_path / "a.annotator"))
    assert dialog.go_on.isEnabled()
    (tmp_path / "a.annotator").touch()
    dialog.out.setText(str(tmp_path / "b.annotator"))
    dialog.out.setText(str(tmp_path / "a.annotator"))
    assert "may hold work" in dialog.problem.text()
    dialog.out.setText(str(tmp_path / "a.txt"))
    assert not dialog.go_on.isEnabled()
    dialog.out.setText(str(tmp_path / "nowhere" / "a.annotator"))
    assert "no folder" in dialog.problem.text()
    first = free_name(tmp_path, "Anna")
    first.touch()
    assert free_name(tmp_path, "Anna") != first


def test_no_day_is_no_day(dialog: HandOutDialog) -> None:
    dialog.has_due.click()
    assert dialog.wanted.due == ""
    assert not dialog.due.isEnabled()


def test_what_is_in_the_pack_in_words() -> None:
    words = packed_words(
        {
            "path": "/p/anna.annotator",
            "annotator": "Anna",
            "stories": ["Heist"],
            "articles": 5,
            "spans": 1,
            "suggestions": 3,
            "questions": 0,
            "due": "2026-11-30",
        }
    )
    assert words.splitlines()[2:] == [
        "1 story: Heist",
        "5 articles",
        "1 span so far",
        "3 suggestions",
        "Wanted back by 30 November 2026",
    ]


def test_a_lead_who_is_alone_begins_with_somebody_new(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = HandOutDialog((ANNA,), STORIES, {}, SIZES, tmp_path, ScriptedAsk(), lead_id=ANNA.id)
    qtbot.addWidget(dialog)
    assert dialog.wanted.annotator.name == ""
    dialog.name.setText("Ben")
    assert dialog.wanted.stories == ("Heist", "Flood", "Vote")
