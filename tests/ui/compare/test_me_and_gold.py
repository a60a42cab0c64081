"""Where gold says otherwise than who labels now; and everybody's weeks."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.adjudicating import cases, find_group_cases
from annotator.adjudicating.feedback import feedback
from annotator.edits.adjudication import add_gold, decide
from annotator.edits.readings import set_status
from annotator.errands import TASKS, Errand
from annotator.errors import BadInput
from annotator.model.decision import Reason, Took
from annotator.model.people import Annotator
from annotator.model.reading import Status
from tests.ui.compare.two_grouping import open_grouped
from tests.ui.compare.two_people import ANNA, BEN, LEAD, open_two
from ui.compare.me_and_gold import MeAndGoldPage, _differs
from ui.compare.over_time import GAPS, MEASURES, OverTimePage
from ui.jobs import Jobs
from ui.theme import LIGHT
from ui.workspace import Workspace


@pytest.fixture
def workspace(tmp_path: Path, qapp: QApplication) -> Iterator[Workspace]:
    made = open_two(tmp_path / "two.annotator", ("a.txt", "b.txt"))
    yield made
    made.close()


@pytest.fixture
def jobs(workspace: Workspace) -> Iterator[Jobs]:
    made = Jobs(workspace)
    yield made
    made.shut_down()


def decides_everything(workspace: Workspace, name: str = "a.txt") -> Annotator:
    """The lead takes Ben's side everywhere in an article, and says why."""
    project = workspace.project
    project.apply(add_gold(), LEAD.id)
    (gold,) = project.golds()
    for case in cases(project, ANNA, BEN, gold, articles=[name]):
        took = Took.AGREED if case.agreed else Took.B if case.b else Took.NONE
        why = Reason.UNSAID if case.agreed else Reason.BOUNDARY_CONVENTION
        note = "" if case.agreed else "The whole firm."
        project.apply(
            decide([case.matter], took, LEAD.id, reason=why, note=note, gap=not case.agreed),
            LEAD.id,
        )
    workspace.reread()
    return gold


def test_what_gold_says_otherwise_is_told_with_its_reason(workspace: Workspace) -> None:
    gold = decides_everything(workspace)
    told = feedback(workspace.project, ANNA, gold)
    assert told["articles"] == ["a.txt"]
    assert told["left_out"] == [{"article": "b.txt", "why": "Not everything is decided in it yet."}]
    rows = told["otherwise"]
    assert isinstance(rows, list)
    said = [[[(s["label"], s["words"]) for s in row[side]] for side in ("mine", "gold")]
            for row in rows]  # fmt: skip
    assert said == [
        [[("claim", "Anthropic accuses Alibaba of theft")], [("claim", "Alibaba of theft")]],
        [[("quote", "We are sure")], [("claim", "We are sure")]],
        [[], [("claim", "denied it")]],
        [[("entity", "Hangzhou")], []],
    ]
    assert {row["reason"] for row in rows} == {"boundary convention"}
    assert {row["by"] for row in rows} == {"Lead"}
    assert all(row["gap"] for row in rows)
    assert feedback(workspace.project, BEN, gold)["otherwise"] == []


def test_the_page_lists_the_places_and_shows_both_texts(
    qtbot: QtBot, workspace: Workspace, jobs: Jobs
) -> None:
    decides_everything(workspace)
    workspace.set_annotator(ANNA)
    page = MeAndGoldPage(workspace, jobs, LIGHT)
    qtbot.addWidget(page)
    page.resize(1000, 700)
    page.show()
    page.look()
    qtbot.waitUntil(lambda: len(page.rows) == 4)
    assert page.summary.text() == "Gold says otherwise in 4 places and the same in 1, in 1 article."
    assert page.left_out.fold.text() == "1 article left out ▸"
    shown = page.table.rows
    assert shown.index(0, 1).data() == "claim: Anthropic accuses Alibaba of theft"
    assert shown.index(2, 1).data() == "nothing"
    assert shown.index(0, 3).data() == "boundary convention; The whole firm."
    assert "The guidelines lack something here. Decided by Lead" in page.detail.text()
    assert page.versions.left.pane.text == page.versions.right.pane.text != ""
    page.table.selectRow(1)
    assert page.detail.text().startswith("Boundary convention")

    workspace.set_annotator(BEN)
    qtbot.waitUntil(lambda: page.summary.text().startswith("Gold says what you said"))
    page.leave()


@pytest.fixture
def grouped(tmp_path: Path, qapp: QApplication) -> Iterator[Workspace]:
    made = open_grouped(tmp_path / "grouped.annotator")
    yield made
    made.close()


def test_groups_are_told_like_places(qtbot: QtBot, grouped: Workspace, jobs: Jobs) -> None:
    project = grouped.project
    project.apply(add_gold(), LEAD.id)
    (gold,) = project.golds()
    matters = [(one.matter, Took.A) for one in cases(project, ANNA, BEN, gold)]
    named = {"Alpha": Took.A, "Beta": Took.B, "Gamma": Took.NONE}
    together = {
        one.names[0]: one.matter for one in find_group_cases(project, ANNA, BEN, gold).cases
    }
    matters += [(together[name], took) for name, took in named.items()]  # one waits for it
    for matter, took in matters:
        why = Reason.SLIP if matter.is_about_groups else Reason.UNSAID
        project.apply(decide([matter], took, LEAD.id, reason=why, note="Look."), LEAD.id)
    grouped.reread()
    grouped.set_annotator(ANNA)
    page = MeAndGoldPage(grouped, jobs, LIGHT)
    qtbot.addWidget(page)
    page.resize(1000, 700)
    page.show()
    page._looking.done.emit(feedback(project, ANNA, gold))
    assert page.summary.text() == (
        "Gold says otherwise in 2 groups and the same in 9 places and 1 group, in 3 articles."
    )
    shown = page.table.rows
    assert [[shown.index(row, column).data() for column in range(4)] for row in range(2)] == [
        [
            "a",
            "conflict: Beta (“Beta”, “Beta”, c omits it)",
            "conflict: The Beta (“Beta”, “Beta”)",
            "slip; Look.",
        ],
        ["a", "same as: Gamma (“Gamma”, “Gamma”, “Gamma”)", "nothing", "slip; Look."],
    ]
    assert page.detail.text().startswith(
        "“Beta”: denies · “two” → states · “two”; c omits it: in it → –. A slip"
    )
    assert page.versions.left.pane.text == page.versions.right.pane.text != ""
    ben = feedback(project, BEN, gold)  # one of his groups is not decided
    assert (ben["same"], ben["same_groups"]) == (8, 2)
    assert [one["is_group"] for one in ben["otherwise"]] == [False]
    article = project.articles()[2]
    project.apply(set_status(article.id, ANNA.id, Status.IN_PROGRESS), ANNA.id)
    fewer = feedback(project, ANNA, gold)
    assert (fewer["otherwise"], fewer["same_groups"]) == ([], 0)  # all of them reach into it
    assert jobs.current is None
    page.leave()


def test_of_very_many_members_the_first_are_told() -> None:
    answers = [{"name": str(n), "mine": "in it", "gold": ""} for n in range(9)]
    told = _differs({"links": False, "answers": answers})
    assert told.startswith("0: in it → –; 1: ")
    assert told.endswith("5: in it → –; and 3 more")


def test_nothing_is_shown_before_both_are_done(
    qtbot: QtBot, workspace: Workspace, jobs: Jobs
) -> None:
    decides_everything(workspace)
    article = workspace.project.articles()[0]
    workspace.edit(set_status(article.id, ANNA.id, Status.IN_PROGRESS))
    workspace.set_annotator(ANNA)
    page = MeAndGoldPage(workspace, jobs, LIGHT)
    qtbot.addWidget(page)
    page.show()
    page.look()
    told = page.empty._sentence
    qtbot.waitUntil(lambda: "gold is shown after “Done”" in told.text())
    assert page.pages.currentIndex() == 0
    assert page.rows == ()
    page.leave()


def test_without_gold_or_a_person_it_says_what_is_missing(
    qtbot: QtBot, workspace: Workspace, jobs: Jobs
) -> None:
    page = MeAndGoldPage(workspace, jobs, LIGHT)
    qtbot.addWidget(page)
    page.look()
    assert page.empty._heading.text() == "There is no gold yet"
    workspace.project.apply(add_gold(), LEAD.id)
    workspace.set_annotator(None)
    page.look()
    assert page.empty._heading.text() == "Nobody labels now"
    assert jobs.current is None


def test_somebody_who_is_gone_is_refused_in_a_sentence(workspace: Workspace) -> None:
    given = {"project": str(workspace.project.path), "annotator": "nobody", "gold": "none"}
    with pytest.raises(BadInput, match="not in the project any more"):
        TASKS["gold_and_me"](Errand(given))


def test_the_weeks_of_everybody(qtbot: QtBot, workspace: Workspace, jobs: Jobs) -> None:
    decides_everything(workspace)
    page = OverTimePage(workspace, jobs, LIGHT)
    qtbot.addWidget(page)
    page.resize(1000, 700)
    page.show()
    page.look()
    qtbot.waitUntil(lambda: bool(page.rows))
    # Each of two articles: one of four spans of each is the same.
    assert "strict F1) 0.250; 2 articles" in page.chart.sentence((0, 0))
    people = {page.table.rows.index(row, 1).data() for row in range(page.table.rows.rowCount())}
    assert {"Anna", "Ben"} <= people
    page.which.setCurrentIndex(len(MEASURES))
    assert page.which.currentText() == GAPS
    said = {page.chart.sentence((row, 0)).split(", ")[0] for row in range(page.chart.rows())}
    assert "claim" in said
    assert "guideline gaps" in page.chart.sentence((0, 0))
    for place in range(len(MEASURES)):
        page.which.setCurrentIndex(place)
        assert page.chart.isVisible() or page.nothing.isVisible()
    page.leave()
