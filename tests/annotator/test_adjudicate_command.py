"""`annotator adjudicate` through the real entry."""

from pathlib import Path

import pytest

from annotator.model.people import Role
from annotator.project import Project
from tests.annotator.commands import Commands
from tests.annotator.labelled import Labelled, two_people


@pytest.fixture
def project(labelled: Labelled) -> Path:
    """Two articles that Ann and Ben have read, one that Ben has only begun."""
    return labelled.bring(*two_people())


def test_what_both_say_is_taken_over_in_one_step(project: Path, command: Commands) -> None:
    before = command.done("adjudicate", project, "Ann", "Ben", "--json").answer
    assert (before["gold"], before["spans"], before["accepted"]) == (None, [], 0)
    assert before["articles"]["left_out"] == [{"article": "b1", "why": "Ben has not finished it."}]
    assert [before[name] for name in ("decided", "open", "stale", "agreed")] == [0, 6, 0, 2]
    found = command.done("adjudicate", project, "Ann", "Ben", "--accept", "agreed", "--json").answer
    assert set(found) == {
        *("annotators", "gold", "articles", "accepted", "decided", "open", "stale", "agreed"),
        *("classes", "took", "spans", "groups", "changed"),
    }
    assert (found["gold"], found["accepted"], found["took"]) == ("gold", 2, {"agreed": 2})
    assert [found[name] for name in ("decided", "open", "stale", "agreed")] == [2, 4, 0, 0]
    assert found["classes"]["same"] == {"decided": 1, "open": 0, "stale": 0, "agreed": 0}
    assert found["classes"]["nothing"]["decided"] == 1
    assert sum(some["open"] for some in found["classes"].values()) == 4
    (one,) = found["spans"]
    assert (one["article"], one["text"], one["label"]) == ("a1", "Ada", "entity")
    assert (one["origin"], one["source"]) == ("agreed", "Ann and Ben")
    twice = command.done("adjudicate", project, "Ben", "Ann", "--accept", "agreed", "--json")
    assert (twice.answer["accepted"], twice.answer["decided"]) == (0, 2)
    assert "undo" not in twice.err, "there is nothing to take back: undo would take something else"
    command.done("undo", project)
    with Project.open(project, read_only=True) as undone:
        assert (undone.decisions(), undone.golds()) == ((), ())
        assert len(undone.annotators()) == 2


def test_gold_of_another_name_and_who_decides(project: Path, command: Commands) -> None:
    command.done(
        "adjudicate", project, "Ann", "Ben", "--accept", "agreed", "--as", "truth", "--by", "Ann",
        "--unfinished", "--article", "a1", "b1",
    )  # fmt: skip
    with Project.open(project, read_only=True) as opened:
        (gold,) = opened.golds()
        assert (gold.name, gold.role) == ("truth", Role.ADJUDICATED)
        made = opened.decisions()
        assert len(made) == 2
        ann = next(one for one in opened.annotators() if one.name == "Ann")
        assert {one.by for one in made} == {ann.id}
        status = {one.article_id: one.status.value for one in opened.readings(gold.id)}
        assert sorted(status.values()) == ["in_progress", "in_progress"]
    told = command.done("adjudicate", project, "Ann", "Ben", "--as", "truth").out
    assert "a1" not in told
    assert "Ann and Ben in “truth”: 2 articles, 1 left out" in told
    assert "Took what both say: 1" in told


def test_what_cannot_be_is_a_sentence(project: Path, command: Commands) -> None:
    assert "two different" in command.refused("adjudicate", project, "Ann", "Ann")
    assert "called Cy" in command.refused("adjudicate", project, "Ann", "Cy")
    assert "labels" in command.refused("adjudicate", project, "Ann", "Ben", "--as", "Ann")
    assert "no label" in command.refused("adjudicate", project, "Ann", "Ben", "--label", "x")
    command.done("adjudicate", project, "Ann", "Ben", "--accept", "agreed")
    assert "one of the two" in command.refused("adjudicate", project, "Ann", "gold")
    ran = command("adjudicate", project, "Ann", "Ben", "--article", "b1")
    assert ran.code == 1
    assert "--unfinished" in ran.err


def test_the_exported_gold_is_only_what_was_adjudicated(
    project: Path, command: Commands, tmp_path: Path
) -> None:
    command.done("adjudicate", project, "Ann", "Ben", "--accept", "agreed")
    command.done("export", project, tmp_path / "gold.jsonl", "--annotator", "gold")
    lines = (tmp_path / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 2
    assert all('"role":"adjudicated"' in line for line in lines)
