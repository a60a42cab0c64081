"""`annotator stats --over-time` through the real entry, and the worker's task of the same."""

from pathlib import Path
from typing import Any

import pytest

from annotator.adjudicating import cases
from annotator.agree.kinds import Kind
from annotator.edits.adjudication import add_gold, decide
from annotator.errands import TASKS, Errand
from annotator.errors import Cancelled
from annotator.model.decision import Reason, Took
from annotator.model.identity import new_id
from annotator.model.people import Annotator
from annotator.model.plan import again_id
from annotator.project import Project
from tests.annotator.commands import Commands
from tests.annotator.labelled import Labelled, record, span

MONDAY = {"updated_at": "2026-01-05T10:00:00Z"}


def weeks_of(labelled: Labelled) -> Path:
    """Two who share a1; Ann read a1 a second time."""
    path = labelled.path
    with Project.open(path) as project:
        ann = Annotator(new_id(), "Ann")
        project.add_annotator(ann)
    labelled.bring(
        record("Ann", "a1", span("Ada", "entity"), span("Nobody won.", "quote"), **MONDAY),
        record("Ben", "a1", span("Ada", "entity"), span("Ben said no", "claim"), **MONDAY),
        record("Ann", "b1", span("Ada", "entity"), **MONDAY),
    )
    with Project.open(path) as project:
        story = next(one for one in project.stories() if one.name == "story of a")
        project.add_annotator(Annotator(again_id(ann.id, story.id), "Ann (again)"))
    return labelled.bring(record("Ann (again)", "a1", span("Ada", "entity"), **MONDAY))


def test_over_time(labelled: Labelled, command: Commands) -> None:
    path = weeks_of(labelled)
    found = command.done("stats", path, "--over-time", "--json").answer
    assert [row["annotator"] for row in found["weeks"]] == ["Ann", "Ben"]
    ann, ben = found["weeks"]
    assert ann["week"] == ben["week"] == "2026-W02"
    assert (ann["done"], ann["shared"], ann["repeated"], ben["done"]) == (2, 1, 1, 1)
    assert ann["strict_f1"]["value"] == ben["strict_f1"]["value"] == pytest.approx(2 / 4)
    assert ann["self_strict_f1"]["value"] == pytest.approx(2 / 3)
    assert ann["spans_per_1000_words"] == pytest.approx(1000 * 3 / (2 * 15))
    assert found["guideline_gaps"] == []
    words = command.done("stats", path, "--over-time", "Ann").out
    assert "strict F1" in words
    assert "Ben" not in words
    assert "0.500" in words


def test_guideline_gaps(labelled: Labelled, command: Commands) -> None:
    path = weeks_of(labelled)
    with Project.open(path) as project:
        project.apply(add_gold())
        people = {person.name: person for person in project.annotators()}
        found = cases(project, people["Ann"], people["Ben"], project.gold("gold"))
        ours = {case.row.kind: case.matter for case in found}
        lead = people["Ann"].id
        project.apply(decide([ours[Kind.ONLY_A]], Took.A, lead, gap=True))
        project.apply(decide([ours[Kind.ONLY_B]], Took.B, lead, reason=Reason.GUIDELINE_GAP))
        project.apply(decide([ours[Kind.SAME]], Took.AGREED, lead))
    gaps = command.done("stats", path, "--over-time", "--json").answer["guideline_gaps"]
    assert [(gap["label"], gap["gaps"]) for gap in gaps] == [("claim", 1), ("quote", 1)]
    assert all(gap["week"] for gap in gaps)
    assert "guideline gaps" in command.done("stats", path, "--over-time").out


def test_over_time_of_nothing(labelled: Labelled, command: Commands) -> None:
    ran = command("stats", labelled.path, "--over-time", "--json")
    assert (ran.code, ran.answer) == (1, {"weeks": [], "guideline_gaps": []})
    assert "Nobody of them has done anything yet." in ran.err
    assert "no annotator called Zoe" in command.refused(
        "stats", labelled.path, "--over-time", "Zoe"
    )


def test_over_time_in_the_worker(labelled: Labelled) -> None:
    path = weeks_of(labelled)
    with Project.open(path, read_only=True) as project:
        ben = next(one.id for one in project.annotators() if one.name == "Ben")
    found: Any = TASKS["over_time"](Errand({"project": str(path), "people": [ben]}))
    (row,) = found["weeks"]
    assert row["annotator_id"] == ben
    assert row["strict_f1"]["value"] == pytest.approx(1 / 2)

    def stop(done: int, total: int, what: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        TASKS["over_time"](Errand({"project": str(path), "people": []}, stop))
