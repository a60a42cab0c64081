"""What is recorded, a project that is open elsewhere, and the results of a check."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from annotator.edits.plan import assign, hand_out, new_assignment
from annotator.edits.questions import answer_question, new_question
from annotator.edits.questions import ask as ask_lead
from annotator.edits.readings import set_article_note, set_status
from annotator.edits.spans import add_span, new_span
from annotator.edits.suggestions import answer
from annotator.model.people import Annotator
from annotator.model.plan import AssignmentKind, Handout
from annotator.model.reading import Attention, DayTime, Status
from annotator.model.span import Fragment
from annotator.model.suggestion import Source, Verdict
from annotator.project import Project
from annotator.store.lock import Holder, Locked
from tests.annotator.proposals import QUOTED, SPOKE, a_name, a_quote
from tests.annotator.samples import CLAIM, add_article
from tests.ui.dialogs.window import TrialWindow
from tests.ui.scripted_ask import ScriptedAsk
from ui.days import here
from ui.dialogs.check_results import CheckResultsDialog, check_project
from ui.dialogs.open_elsewhere import OpenElsewhereDialog, ask_read_only
from ui.dialogs.recorded import NEVER, RecordedDialog


def test_everything_recorded_is_there_to_read_and_to_copy(
    window: TrialWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    workspace = window.workspace
    article = add_article(workspace.project)
    workspace.edit(add_span(new_span(article.id, "ada", CLAIM, [(0, 5)]), CLAIM))
    workspace.edit(set_article_note(article.id, "ada", "first\nsecond"))
    workspace.edit(set_status(article.id, "ada", Status.DONE, ["A claim has no reason."]))
    workspace.undo()
    workspace.edit(set_status(article.id, "ada", Status.DONE, ["A claim has no reason."]))
    seen = (Fragment(0, 10), Fragment(20, 30))
    times = (
        *(DayTime("2026-11-20", 34, workspace.project.meter), DayTime("2026-11-20", 25, "desk")),
        DayTime("2026-11-20", 20, "desk", CLAIM.id),
    )
    left = "2026-11-20T10:00:00Z"
    workspace.attend([Attention(article.id, "ada", 675, 12, seen, times, left)])
    ask = ScriptedAsk(tmp_path / "me.txt", tmp_path / "no folder" / "me.txt")
    dialog = RecordedDialog(workspace, ask=ask)
    qtbot.addWidget(dialog)
    dialog._write()
    assert (tmp_path / "me.txt").read_text(encoding="utf-8") == dialog.text()
    dialog._write()
    assert "cannot be written" in ask.told[0]
    readings, attention, days, answers, questions, plan, packs, steps = dialog.tables
    assert (questions.rows, plan.rows, packs.rows) == ((), (), ())
    assert answers.rows == ()
    assert readings.rows[0][:2] == ("a.txt", "done")
    assert readings.rows[0][3] == "first second"
    assert readings.rows[0][5:7] == ("A claim has no reason.", "test 1")
    assert attention.rows == (
        ("a.txt", "12:14", "12", left, f"{100 * 20 // article.length} %", "0–10, 20–30"),
    )
    assert days.rows[0] == ("a.txt", "before days were kept", "", "11:15", "")
    assert set(days.rows[1:]) == {
        ("a.txt", "2026-11-20", "", "0:34", "this one"),
        ("a.txt", "2026-11-20", "", "0:25", "another, 1"),
        ("a.txt", "2026-11-20", "claim", "0:20", "another, 1"),
    }
    assert "label “claim”" in [row[2] for row in steps.rows]
    assert all(row[1].endswith("Z") for row in steps.rows)
    text = dialog.text()
    assert NEVER in text
    assert "a.txt\t12:14" in text
    assert workspace.project.path.stem in dialog.sentence.text()


def test_answers_to_suggestions_are_recorded_and_shown(window: TrialWindow, qtbot: QtBot) -> None:
    workspace = window.workspace
    article = add_article(workspace.project)
    quote, name = a_quote(article), a_name(article)
    workspace.project.keep_suggestions(Source.QUOTES, [article.id], [quote])
    workspace.project.keep_suggestions(Source.ENTITIES, [article.id], [name])
    workspace.edit(answer([quote], Verdict.REJECTED, "ada", seconds=3.21))
    workspace.edit(answer([name], Verdict.SKIPPED, "ada", bulk=True))
    workspace.project.add_annotator(Annotator("bob", "Bob"))
    workspace.project.apply(answer([quote], Verdict.SKIPPED, "bob"), "bob")
    dialog = RecordedDialog(workspace)
    qtbot.addWidget(dialog)
    rows = {row[1]: row for row in dialog.tables[3].rows}
    assert rows.keys() == {QUOTED, SPOKE}
    assert rows[QUOTED][:6] == ("a.txt", QUOTED, "quote", "quotes", "rejected", "3.2")
    assert rows[SPOKE][4:6] == ("skipped", "together with others")
    assert "rejected" in dialog.text()


def test_nothing_of_another_annotator_is_shown(window: TrialWindow, qtbot: QtBot) -> None:
    workspace = window.workspace
    article = add_article(workspace.project)
    workspace.project.attend([Attention(article.id, "bob", 50)])
    dialog = RecordedDialog(workspace)
    qtbot.addWidget(dialog)
    assert dialog.tables[0].rows == dialog.tables[1].rows == ()


def test_who_holds_a_project_is_said_and_read_only_is_one_key(qtbot: QtBot) -> None:
    dialog = OpenElsewhereDialog("Heist <b>", Holder(4711, "studio", "2026-11-21T08:00:00Z"))
    qtbot.addWidget(dialog)
    dialog.show()
    words = [label.text() for label in dialog.findChildren(QLabel)]
    assert "“Heist <b>” is open in another program." in words
    since = here("2026-11-21T08:00:00Z")
    assert f"It has been open there since {since}: process 4711 on studio." in words
    assert any(said.startswith("Close it there to work on it here.") for said in words)
    assert all(x.textFormat() == Qt.TextFormat.PlainText for x in dialog.findChildren(QLabel))
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert dialog.result() == 1
    dialog.show()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.result() == 0


def test_the_holder_may_be_unknown(qtbot: QtBot) -> None:
    qtbot.addWidget(OpenElsewhereDialog("Heist", None))


def test_a_locked_project_is_offered_read_only(
    window: TrialWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(OpenElsewhereDialog, "exec", lambda _dialog: 1)
    path = window.workspace.project.path
    with pytest.raises(Locked) as locked:
        Project.open(path)
    assert ask_read_only(window, locked.value)
    with Project.open(path, read_only=True) as project:
        assert project.read_only


def test_faults_are_listed_and_can_be_copied(qtbot: QtBot) -> None:
    faults = [{"check": "texts", "what": "a.txt: the text is missing."}]
    dialog = CheckResultsDialog(faults, "/p.annotator")
    qtbot.addWidget(dialog)
    assert dialog.text() == "/p.annotator\ntexts\ta.txt: the text is missing.\n"
    assert "Keep a copy" in dialog.sentence.text()


def test_a_check_runs_in_the_worker_and_says_that_all_is_well(
    window: TrialWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    told: list[str] = []
    monkeypatch.setattr(
        CheckResultsDialog, "exec", lambda dialog: told.append(dialog.sentence.text())
    )
    check_project(window)
    qtbot.waitUntil(lambda: bool(told))
    assert told == ["All is well."]


def test_the_plan_packs_and_questions_are_recorded_and_shown(
    window: TrialWindow, qtbot: QtBot
) -> None:
    workspace = window.workspace
    article = add_article(workspace.project)
    story = article.story_id
    handout = Handout("h", "ada", (story,), "2026-11-21T08:00:00Z", "2026-11-30")
    question = new_question(article.id, "ada", "Is this\na claim?")
    for edit in (
        assign([new_assignment("ada", story, 2, AssignmentKind.OVERLAP)]),
        hand_out(handout),
        ask_lead(question),
        answer_question(question.id, "It is.", "ada"),
    ):
        assert workspace.edit(edit)
    dialog = RecordedDialog(workspace, ask=ScriptedAsk())
    qtbot.addWidget(dialog)
    asked, plan, packs = dialog.tables[4:7]
    name = workspace.project.stories()[0].name
    assert asked.rows[0][1:3] == ("the article", "Is this a claim?")
    assert asked.rows[0][4:6] == ("It is.", "Ada")
    assert plan.rows == ((name, "2", "read by somebody else too, to compare"),)
    assert packs.rows == ((name, "2026-11-21T08:00:00Z", "2026-11-30", ""),)
    assert "2026-11-30" in dialog.text()
