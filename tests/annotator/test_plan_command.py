"""`annotator plan` through the real entry."""

from pathlib import Path

import pytest

from annotator.edits.edit import Edit
from annotator.model.identity import new_id
from annotator.model.people import Annotator
from annotator.model.reading import Reading, Status
from annotator.planning import change_by_hand, plan_now
from annotator.project import Project
from annotator.store.work import Work
from tests.annotator.commands import Commands


@pytest.fixture
def project(tmp_path: Path, command: Commands) -> Path:
    """Twenty stories of two articles each."""
    path = tmp_path / "p.annotator"
    command.done("new", path)
    for story in range(20):
        folder = tmp_path / "texts" / f"S{story:02}"
        folder.mkdir(parents=True)
        for article in range(2):
            words = f"Story {story} and article {article} say something of the same length."
            (folder / f"{story:02}-{article}.txt").write_text(words, encoding="utf-8")
    command.done("import", path, tmp_path / "texts")
    return path


def dealt(command: Commands, project: Path, *more: object) -> dict[str, list[dict[str, str]]]:
    people = ("--annotators", "Ann", "Ben", "Cem", "--overlap", "20%")
    return command.done("plan", project, *people, *more, "--json").answer  # type: ignore[no-any-return]


def has(plan: dict[str, list[dict[str, str]]], story: str) -> dict[tuple[str, str], int]:
    """Who has a story: (name, kind) -> week."""
    rows = [one for one in plan["assignments"] if one["story"] == story]
    return {(one["annotator"], one["kind"]): int(one["week"]) for one in rows}


def test_dealing_in_the_exact_shape(project: Path, command: Commands) -> None:
    plan = dealt(command, project, "--per-week", 2, "--start", "2026-11-02")
    assert plan["overlap"] == 0.2
    assert len(plan["assignments"]) == 24
    keys = {"annotator", "annotator_id", "story", "week", "kind", "state", "due"}
    assert all(set(one) == keys for one in plan["assignments"])
    first = next(one for one in plan["assignments"] if one["week"] == 1)
    assert first["due"] == "2026-11-09"
    assert [one["annotator"] for one in plan["people"]] == ["Ann", "Ben", "Cem"]
    for one in plan["people"]:
        assert set(one) == {"annotator", "annotator_id", "stories", "articles", "shared", "weeks"}
        assert int(one["articles"]) == 2 * int(one["stories"])
    assert sum(int(one["shared"]) for one in plan["people"]) == 8
    assert command.done("plan", project, "--json").answer == plan


def test_the_same_seed_deals_the_same_and_one_undo_takes_it_back(
    project: Path, command: Commands
) -> None:
    plan = dealt(command, project, "--seed", 3)
    command.done("undo", project)
    empty = command.done("plan", project, "--json").answer
    assert empty == {"assignments": [], "people": [], "overlap": 0.0}
    with Project.open(project) as opened:
        assert opened.annotators() == ()
    again = dealt(command, project, "--seed", 3)
    assert len(again["assignments"]) == len(plan["assignments"])
    assert "Nobody" not in command.done("plan", project).out


def test_what_is_late_and_done_is_told(project: Path, command: Commands) -> None:
    plan = dealt(command, project, "--per-week", 3, "--start", "2999-01-06")
    assert {one["state"] for one in plan["assignments"]} == {"planned"}
    command.done("plan", project, "--start", "2019-01-07")
    plan = command.done("plan", project, "--json").answer
    assert {one["state"] for one in plan["assignments"]} == {"late"}
    with Project.open(project) as opened:
        now = plan_now(opened)
        one = now.plan[0]
        read = [Reading(a, one.annotator_id, Status.DONE) for a in now.articles[one.story_id]]

        def do(work: Work) -> None:
            work.readings.put(read)

        opened.apply(Edit("read", do))
    states = [one["state"] for one in command.done("plan", project, "--json").answer["assignments"]]
    assert sorted(states) == ["done"] + ["late"] * 23
    assert "late" in command.done("plan", project).out


def test_repeats_come_weeks_later(project: Path, command: Commands) -> None:
    plan = dealt(command, project, "--per-week", 3, "--repeat", "25%", "--after", 4)
    weeks = {
        (o["annotator"], o["story"], o["kind"] == "repeat"): o["week"] for o in plan["assignments"]
    }
    repeats = [key for key in weeks if key[2]]
    assert len(repeats) >= 3
    assert all(int(weeks[key]) - int(weeks[key[0], key[1], False]) >= 4 for key in repeats)


def test_only_what_nobody_has_is_dealt(project: Path, command: Commands) -> None:
    plan = dealt(command, project)
    ran = command.done("plan", project, "--annotators", "Dan")
    assert "nothing was dealt" in ran.err
    assert command.done("plan", project, "--json").answer == plan


def test_what_is_dealt_later_falls_into_no_week_that_is_over(
    project: Path, command: Commands
) -> None:
    dealt(command, project, "--per-week", 3, "--start", "2020-01-06")
    command.done("plan", project, "--remove", "S03")
    command.done("plan", project, "--annotators", "Ann", "--per-week", 3)
    plan = command.done("plan", project, "--json").answer
    states = {one["story"]: one["state"] for one in plan["assignments"]}
    assert states.pop("S03") == "planned"
    assert set(states.values()) == {"late"}


def test_no_story_a_week_is_refused_in_a_sentence(project: Path, command: Commands) -> None:
    ran = command("plan", project, "--annotators", "Ann", "--per-week", 0)
    assert ran.code == 2
    assert "leave it out to deal without weeks" in ran.err
    assert command.done("plan", project, "--json").answer["assignments"] == []


def test_by_hand(project: Path, command: Commands) -> None:
    command.done("plan", project, "--annotators", "Ann", "--per-week", 5)
    command.done("plan", project, "--move", "S01", "Ann", "--week", 9)
    plan = command.done("plan", project, "--json").answer
    assert has(plan, "S01") == {("Ann", "first"): 9}
    with Project.open(project) as opened:
        opened.add_annotator(Annotator(new_id(), "Ben"))
    plan = command.done("plan", project, "--give", "S01", "Ben", "--week", 9, "--json").answer
    assert has(plan, "S01") == {("Ann", "first"): 9, ("Ben", "overlap"): 9}
    assert plan["overlap"] == 0.05
    plan = command.done("plan", project, "--give", "S01", "Ben", "--again", "--json").answer
    assert ("Ben", "repeat") in has(plan, "S01")
    plan = command.done("plan", project, "--remove", "S01", "--from", "Ann", "--json").answer
    assert set(has(plan, "S01")) == {("Ben", "first"), ("Ben", "repeat")}
    plan = command.done("plan", project, "--move", "S02", "Ben", "--json").answer
    assert set(has(plan, "S02")) == {("Ben", "first")}
    plan = command.done("plan", project, "--remove", "S02", "--json").answer
    assert has(plan, "S02") == {}
    assert "Not given to anybody: S02" in command.done("plan", project).out
    command.done("undo", project)
    plan = command.done("plan", project, "--json").answer
    assert set(has(plan, "S02")) == {("Ben", "first")}


def test_what_cannot_be_done_is_said(project: Path, command: Commands) -> None:
    plan = dealt(command, project)
    shared = next(one["story"] for one in plan["assignments"] if one["kind"] == "overlap")
    assert "no story called S99" in command.refused("plan", project, "--move", "S99", "Ann")
    assert "no annotator called Zoe" in command.refused("plan", project, "--give", "S01", "Zoe")
    (free,) = {"Ann", "Ben", "Cem"} - {name for name, _ in has(plan, shared)}
    assert "--from" in command.refused("plan", project, "--move", shared, free)
    (owner,) = {name for name, _ in has(plan, "S01")} if len(has(plan, "S01")) == 1 else {"Ann"}
    assert "already" in command.refused("plan", project, "--give", "S01", owner)
    wrong = (
        ("--overlap", "20%"),
        ("--week", "3"),
        ("--annotators", "Ann", "--remove", "S01"),
        ("--annotators", "Ann", "--overlap", "120%"),
        ("--start", "Monday"),
    )
    for given in wrong:
        assert command("plan", project, *given).code == 2, given
    assert command.done("plan", project, "--json").answer == plan


def test_two_of_one_name_are_named_by_id(project: Path, command: Commands) -> None:
    with Project.open(project) as opened:
        people = [Annotator(new_id(), "Anna") for _ in range(2)]
        for person in people:
            opened.add_annotator(person)
    assert "Two annotators are called Anna" in command.refused(
        "plan", project, "--annotators", "Anna"
    )
    ids = [person.id for person in people]
    plan = command.done("plan", project, "--annotators", *ids, "--overlap", "0", "--json").answer
    assert {one["annotator_id"] for one in plan["people"]} == set(ids)
    assert [one["stories"] for one in plan["people"]] == [10, 10]
    assert "no annotator with the id" in command.refused("plan", project, "--annotators", new_id())


def test_stats_tell_progress(project: Path, command: Commands) -> None:
    dealt(command, project)
    progress = command.done("stats", project, "--json").answer["progress"]
    assert [one["annotator"] for one in progress["people"]] == ["Ann", "Ben", "Cem"]
    assert sum(one["articles"] for one in progress["people"]) == 48
    assert len(progress["stories"]) == 20
    words = command.done("stats", project).out
    assert "people  given  done" in words
    assert "S07" in words


def test_a_change_by_hand_is_one_step(project: Path, command: Commands) -> None:
    dealt(command, project)
    with Project.open(project) as opened:
        before = opened.assignments()
        opened.apply(change_by_hand("clear", before, before[:3]))
        assert opened.assignments() == before[:3]
        opened.undo(None)
        assert opened.assignments() == before


def test_a_name_that_stands_there_twice_is_one_person(project: Path, command: Commands) -> None:
    plan = command.done("plan", project, "--annotators", "Ann", "Ann", "Ben", "--json").answer
    assert [one["annotator"] for one in plan["people"]] == ["Ann", "Ben"]


def test_stories_are_marked_to_calibrate_with(project: Path, command: Commands) -> None:
    assert "calibration" not in command.done("plan", project, "--json").answer
    marked = command.done("plan", project, "--calibrate", "S01", "S00", "--json").answer
    assert marked["calibration"] == ["S00", "S01"]
    assert "To calibrate with: S00, S01" in command.done("plan", project).out
    fewer = command.done("plan", project, "--no-calibrate", "S01", "--json").answer
    assert fewer["calibration"] == ["S00"]
    command.done("undo", project)
    assert command.done("plan", project, "--json").answer["calibration"] == ["S00", "S01"]
    assert "no story" in command.refused("plan", project, "--calibrate", "S99")
    assert command("plan", project, "--calibrate", "S01", "--remove", "S01").code == 2
