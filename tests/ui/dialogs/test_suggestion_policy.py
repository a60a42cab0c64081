"""What the lead decides about suggestions, and who accepted what."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.edits.edit import Edit
from annotator.edits.suggestions import answer
from annotator.model.people import Annotator, Role
from annotator.model.suggestion import Offer, Policy, Source, Verdict
from tests.annotator.proposals import a_name, a_quote
from tests.annotator.samples import add_article
from tests.ui.dialogs.window import TrialWindow
from ui.dialogs.answered import COLUMNS, MEANING, warning
from ui.dialogs.suggestion_policy import SuggestionPolicyDialog

BOB, CY = Annotator("bob", "Bob & <b>"), Annotator("cy", "Cy")
MACHINE = Annotator("machine", "Machine", Role.MODEL)
WORDS = frozenset({"Monday", "May"})


@pytest.fixture
def dialog(
    window: TrialWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> SuggestionPolicyDialog:
    monkeypatch.setattr("annotator.store.offers.default_stop_list", lambda: WORDS)
    for person in (BOB, CY, MACHINE):
        window.workspace.project.add_annotator(person)
    made = SuggestionPolicyDialog(window.workspace, window.ask, WORDS)
    qtbot.addWidget(made)
    made.show()
    return made


def pick(dialog: SuggestionPolicyDialog, annotator_id: str, words: str) -> None:
    box = dialog.boxes[annotator_id]
    at = box.findText(words)
    assert at >= 0, [box.itemText(n) for n in range(box.count())]
    box.setCurrentIndex(at)
    box.activated.emit(at)


def choices(dialog: SuggestionPolicyDialog, annotator_id: str) -> list[str]:
    box = dialog.boxes[annotator_id]
    return [box.itemText(at) for at in range(box.count())]


def types(dialog: SuggestionPolicyDialog, words: str) -> None:
    """Writes another list over the one that is there."""
    dialog.words.selectAll()
    dialog.words.insertPlainText(words)


def test_people_are_listed_and_no_machines(dialog: SuggestionPolicyDialog) -> None:
    assert set(dialog.boxes) == {"", "ada", "bob", "cy"}
    assert choices(dialog, "bob") == [
        "As everybody: those made for them", "Those made for them", "None",
        "The same as Ada", "The same as Cy",
    ]  # fmt: skip
    assert dialog.boxes[""].currentText() == "Those made for them"
    assert dialog.boxes["ada"].currentText() == "As everybody: those made for them"


def test_what_is_decided_holds_at_once_and_can_be_undone(
    dialog: SuggestionPolicyDialog, window: TrialWindow
) -> None:
    project = window.workspace.project
    pick(dialog, "", "None")
    assert project.policy("bob") == Policy(Offer.NONE)
    pick(dialog, "bob", "The same as Ada")
    assert project.policy("bob") == Policy(Offer.SAME, "ada")
    pick(dialog, "cy", "Those made for them")
    assert project.policy("cy") == Policy()
    pick(dialog, "cy", "As everybody: none")
    assert project.policy("cy") == Policy(Offer.NONE)
    for _ in range(3):
        assert window.workspace.undo()
    assert project.policy("bob") == Policy(Offer.NONE)


def test_what_cannot_be_is_refused_and_put_back(dialog: SuggestionPolicyDialog) -> None:
    pick(dialog, "bob", "The same as Ada")
    pick(dialog, "ada", "The same as Bob & <b>")
    assert "Bob & <b>" in dialog.problem.text()
    assert dialog.problem.isVisible()
    assert dialog.boxes["ada"].currentText() == "As everybody: those made for them"
    pick(dialog, "ada", "None")
    assert not dialog.problem.isVisible()


def test_the_list_of_the_program_is_there_until_somebody_writes(
    dialog: SuggestionPolicyDialog, window: TrialWindow, qtbot: QtBot
) -> None:
    project = window.workspace.project
    dialog.tabs.setCurrentIndex(1)
    assert dialog.words.toPlainText() == "May\nMonday"
    assert not dialog.reset.isEnabled()
    types(dialog, " Brussels \n\nMay\nMonday\n")
    qtbot.waitUntil(lambda: project.stop_list() == {"Brussels", "May", "Monday"})
    assert dialog.words_state.text() == "The list of this project: 3 words."
    dialog.reset.click()
    assert project.stop_list() == WORDS
    assert dialog.words.toPlainText() == "May\nMonday"
    assert "comes with the program: 2 words" in dialog.words_state.text()


def test_words_are_kept_when_it_is_closed_at_once(
    dialog: SuggestionPolicyDialog, window: TrialWindow
) -> None:
    types(dialog, "Westminster")
    dialog.accept()
    assert window.workspace.project.stop_list() == {"Westminster"}
    again = SuggestionPolicyDialog(window.workspace, window.ask, WORDS)
    assert again.words.toPlainText() == "Westminster"
    before = window.workspace.project.change_counter()
    again.accept()
    assert window.workspace.project.change_counter() == before


def test_the_list_of_the_program_is_not_copied_into_the_project(
    dialog: SuggestionPolicyDialog, window: TrialWindow
) -> None:
    before = window.workspace.project.change_counter()
    types(dialog, "Monday\nMay")
    dialog.accept()
    assert window.workspace.project.change_counter() == before


def test_a_list_that_nobody_touched_is_left_alone(window: TrialWindow, qtbot: QtBot) -> None:
    project = window.workspace.project
    project.set_stop_list(["New\u00a0York"])
    dialog = SuggestionPolicyDialog(window.workspace, window.ask, WORDS)
    qtbot.addWidget(dialog)
    before = project.change_counter()
    dialog.accept()
    assert project.change_counter() == before
    assert project.stop_list() == {"New\u00a0York"}


def answered(window: TrialWindow, qtbot: QtBot) -> Any:
    arguments = {"project": str(window.workspace.project.path)}
    job = window.jobs.run("answered", arguments, title="Counting")
    with qtbot.waitSignal(job.done) as done:
        pass
    return done.args[0]


def test_who_accepted_what(
    dialog: SuggestionPolicyDialog, window: TrialWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    workspace = window.workspace
    article = add_article(workspace.project)
    quote, name = a_quote(article), a_name(article)
    workspace.project.keep_suggestions(Source.QUOTES, [article.id], [quote])
    workspace.project.keep_suggestions(Source.ENTITIES, [article.id], [name])
    workspace.edit(answer([quote], Verdict.REJECTED, "ada", seconds=3.0))
    pick(dialog, "cy", "None")
    with qtbot.waitSignal(dialog.numbers_wanted):
        dialog.tabs.setCurrentIndex(2)
    page = dialog.answers
    assert page.state.isVisible()
    page.show_numbers(answered(window, qtbot))
    assert page.rows == [
        ("Ada", "all", "all", "2", "0", "0", "1", "0", "1", "0 %", "0 %", "3.0"),
        ("Ada", "entity", "entities", "1", "0", "0", "0", "0", "1", "–", "–", "–"),
        ("Ada", "quote", "quotes", "1", "0", "0", "1", "0", "0", "0 %", "0 %", "3.0"),
        ("Bob & <b>", "all", "all", "2", "0", "0", "0", "0", "2", "–", "–", "–"),
        ("Bob & <b>", "entity", "entities", "1", "0", "0", "0", "0", "1", "–", "–", "–"),
        ("Bob & <b>", "quote", "quotes", "1", "0", "0", "0", "0", "1", "–", "–", "–"),
    ]
    assert page.table is not None
    assert page.table.model().rowCount() == 6
    page.copy.click()
    assert QApplication.clipboard().text() == page.text()
    assert page.text().startswith("\t".join(COLUMNS))
    assert MEANING in page.text()
    window.ask.then(tmp_path / "who.txt", tmp_path / "nowhere" / "who.txt")
    page.to_file.click()
    assert (tmp_path / "who.txt").read_text(encoding="utf-8") == page.text()
    page.to_file.click()
    assert "cannot be written" in window.ask.told[0]


def test_it_counts_once_and_again_when_asked(dialog: SuggestionPolicyDialog, qtbot: QtBot) -> None:
    asked: list[bool] = []
    dialog.numbers_wanted.connect(lambda: asked.append(True))
    for page in (2, 0, 2):
        dialog.tabs.setCurrentIndex(page)
    assert len(asked) == 1
    assert not dialog.answers.again.isEnabled()
    dialog.answers.show_numbers({"parts": [], "totals": {}})
    assert "Nobody was offered" in dialog.answers.state.text()
    dialog.answers.again.click()
    assert len(asked) == 2
    dialog.answers.show_fault("The worker stopped.")
    assert dialog.answers.state.text() == "The worker stopped."


def total(accepted: int, other: int) -> dict[str, Any]:
    decided = accepted + other
    share = accepted / decided if decided else None
    return {"accepted": accepted, "edited": 0, "rejected": other, "accepted_unedited_share": share}


def test_whoever_accepts_nearly_everything_is_named() -> None:
    names = {"a": "Ada", "b": "Bob", "c": "Cy", "d": "Di"}
    totals = {"a": total(97, 3), "b": total(95, 5), "c": total(29, 0), "d": total(0, 0)}
    assert warning(totals, names).startswith("Ada accepted 97 % of 100 suggestions as they were.")
    assert "Bob" not in warning(totals, names)
    assert "Cy" not in warning(totals, names)


def test_a_pack_does_not_say_as_whom(window: TrialWindow, qtbot: QtBot) -> None:
    """Only the id of a stand-in is in it, and that is nobody here."""
    project = window.workspace.project
    policy = Policy(Offer.SAME, "stand-in")
    project.apply(Edit("decide", lambda work: work.offers.decide("ada", policy)))
    made = SuggestionPolicyDialog(window.workspace, window.ask, WORDS)
    qtbot.addWidget(made)
    assert made.boxes["ada"].currentText() == "The same as somebody"
