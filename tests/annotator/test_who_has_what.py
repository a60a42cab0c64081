"""How far each story of the plan is."""

from dataclasses import replace
from datetime import date

import pytest

from annotator.model.plan import Assignment, AssignmentKind, Handout, again_id
from annotator.model.reading import Reading, Status
from annotator.who_has_what import Load, Standing, State, loads, overlap, standings, week_of

START = date(2026, 11, 2)
ONE = Assignment("1", "ada", "heist", 1)
ARTICLES = {"heist": ("h1", "h2")}


def standing(
    *readings: Reading,
    handouts: tuple[Handout, ...] = (),
    today: date = START,
    start: date | None = START,
    plan: Assignment = ONE,
) -> Standing:
    (found,) = standings(
        (plan,), articles=ARTICLES, readings=readings, handouts=handouts, start=start, today=today
    )
    return found


def read(article: str, status: Status, who: str = "ada") -> Reading:
    return Reading(article, who, status)


OUT = Handout("h", "ada", ("heist",), "2026-11-02T10:00:00Z", "2026-11-20")


def test_from_planned_to_done() -> None:
    half = read("h1", Status.DONE)
    assert standing().state is State.PLANNED
    assert standing(handouts=(OUT,)).state is State.OUT
    assert standing(half, handouts=(OUT,)).state is State.IN_PROGRESS
    assert standing(read("h1", Status.IN_PROGRESS)).state is State.IN_PROGRESS
    whole = standing(half, read("h2", Status.SKIPPED))
    assert (whole.state, whole.finished, whole.articles) == (State.DONE, 2, 2)


def test_work_of_others_and_packs_of_others_do_not_count() -> None:
    other = Handout("h", "ben", ("heist",), "2026-11-02T10:00:00Z")
    assert standing(read("h1", Status.DONE, "ben"), handouts=(other,)).state is State.PLANNED


@pytest.mark.parametrize(("day", "late"), [(9, False), (10, True)])
def test_a_week_ends_seven_days_after_it_began(day: int, late: bool) -> None:
    found = standing(today=date(2026, 11, day))
    assert found.due == "2026-11-09"
    assert found.late is late
    assert found.shown is (State.LATE if late else State.PLANNED)


def test_what_is_done_is_not_late() -> None:
    both = (read("h1", Status.DONE), read("h2", Status.DONE))
    assert standing(*both, today=date(2027, 1, 1)).shown is State.DONE


@pytest.mark.parametrize(("week", "due"), [(1, "2026-11-20"), (3, "2026-11-23")])
def test_nobody_is_late_before_the_day_that_their_pack_names(week: int, due: str) -> None:
    found = standing(handouts=(OUT,), plan=replace(ONE, week=week), today=date(2026, 11, 20))
    assert (found.due, found.late) == (due, False)


def test_without_weeks_the_pack_says_by_when() -> None:
    found = standing(handouts=(OUT,), start=None, today=date(2026, 11, 21))
    assert (found.due, found.late, found.state) == ("2026-11-20", True, State.OUT)
    assert standing(start=None, today=date(2030, 1, 1)).late is False


def test_a_repeat_is_read_under_an_identity_of_its_own() -> None:
    repeat = Assignment("2", "ada", "heist", 4, AssignmentKind.REPEAT)
    first = (read("h1", Status.DONE), read("h2", Status.DONE))
    assert standing(*first, handouts=(OUT,), plan=repeat).state is State.PLANNED
    own = read("h1", Status.DONE, again_id("ada", "heist"))
    assert standing(own, plan=repeat).state is State.IN_PROGRESS


def test_what_everybody_has() -> None:
    plan = (
        ONE,
        Assignment("2", "ben", "heist", 1, AssignmentKind.OVERLAP),
        Assignment("3", "ada", "heist", 4, AssignmentKind.REPEAT),
        Assignment("4", "ben", "ferry", 2),
    )
    found = standings(
        plan,
        articles={"heist": ("h1", "h2"), "ferry": ("f1",)},
        readings=(),
        handouts=(),
        start=START,
        today=date(2026, 11, 12),
    )
    assert loads(found) == {
        "ada": Load(stories=1, articles=2, shared=1, repeats=1, weeks=4, late=1),
        "ben": Load(stories=2, articles=3, shared=1, repeats=0, weeks=2, late=1),
    }
    assert overlap(plan) == 0.5
    assert overlap(()) == 0


def test_the_week_that_it_is() -> None:
    assert [week_of(START, date(2026, 11, day)) for day in (1, 2, 8, 9)] == [1, 1, 1, 2]
    assert week_of(None, START) == 1
