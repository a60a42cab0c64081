"""Figures of progress, from values."""

import itertools
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from annotator.model.people import Annotator
from annotator.model.plan import Assignment, AssignmentKind, again_id
from annotator.model.reading import Reading, Status
from annotator.model.scheme import Label
from annotator.model.story import Story
from annotator.progress_report import Counted, UndatedProgress, WeekProgress, report

ADA, BEN = Annotator("ada", "Ada"), Annotator("ben", "Ben")
HEIST, FERRY = Story("heist", "Heist"), Story("ferry", "Ferry")
CLAIM, QUOTE = Label("claim", "claim"), Label("quote", "quote")
MONDAY = date(2026, 11, 2)


def done(article: str, who: str, day: str = "2026-11-03", **more: object) -> Reading:
    at = f"{day}T09:00:00Z"
    return Reading(article, who, Status.DONE, updated_at=at, **more)  # type: ignore[arg-type]


def counted(**given: object) -> Counted:
    values = {
        "people": (ADA, BEN),
        "stories": (HEIST, FERRY),
        "articles": {"heist": ("h1", "h2"), "ferry": ("f1",)},
        "labels": (CLAIM, QUOTE),
        "readings": (),
        "seconds": {},
        "spans": {},
    } | given
    return Counted(**values)  # type: ignore[arg-type]


def test_each_person_has_what_is_theirs() -> None:
    found = report(
        counted(
            readings=(
                done("h1", "ada"),
                Reading("h2", "ada", Status.IN_PROGRESS),
                Reading("f1", "ada", Status.SKIPPED),
                done("h1", "ben"),
                done("h1", "a machine"),
            ),
            seconds={
                ("h1", "ada", "2026-11-03"): 100,
                ("h2", "ada", ""): 80,
                ("h1", "ben", ""): 29,
            },
            spans={
                ("h1", "ada", "claim", "2026-11-03"): 4,
                ("h1", "ada", "quote", "2026-11-04"): 2,
                ("h1", "a machine", "quote", "2026-11-04"): 99,
            },
            plan=(
                Assignment("1", "ada", "heist"),
                Assignment("2", "ada", "ferry"),
                Assignment("3", "ben", "heist", 0, AssignmentKind.OVERLAP),
            ),
        )
    )
    ada, ben = found.people
    assert (ada.articles, ada.done, ada.in_progress, ada.skipped) == (3, 1, 1, 1)
    assert (ada.minutes, ada.spans) == (3, 6)
    assert (ben.articles, ben.done, ben.minutes, ben.spans) == (2, 1, 0, 0)
    heist, ferry = found.stories
    assert (heist.articles, heist.readings, heist.done, heist.in_progress) == (2, 4, 2, 1)
    assert (heist.spans, heist.minutes) == (6, 3)
    assert (ferry.readings, ferry.done, ferry.spans) == (1, 0, 0)


def test_labels_count_readings_that_have_them_or_were_read_for_them() -> None:
    found = report(
        counted(
            readings=(
                done("h1", "ada", read_for=("quote",)),
                Reading("h2", "ada", Status.IN_PROGRESS),
            ),
            spans={
                ("h1", "ada", "claim", ""): 3,
                ("h2", "ada", "claim", ""): 1,
                ("h1", "ben", "quote", ""): 5,
            },
        )
    )
    claim, quote = found.labels
    assert (claim.spans, claim.done, claim.in_progress) == (4, 1, 1)
    assert (quote.spans, quote.done, quote.in_progress) == (5, 1, 0)


def test_weeks_begin_with_the_plan_and_none_is_left_out() -> None:
    found = report(
        counted(
            readings=(done("h1", "ada", "2026-11-24"),),
            spans={
                ("h1", "ada", "claim", "2026-11-05"): 3,
                ("h1", "ada", "claim", "2026-11-11"): 2,
                ("h1", "ada", "claim", "2026-11-12"): 4,
            },
            start=date(2026, 11, 5),
        )
    )
    assert [(w.week, w.begins, w.spans, w.done) for w in found.weeks] == [
        (1, "2026-11-05", 5, 0),
        (2, "2026-11-12", 4, 0),
        (3, "2026-11-19", 0, 1),
    ]


def test_minutes_stand_in_the_week_of_their_day_and_those_without_a_day_apart() -> None:
    found = report(
        counted(
            seconds={
                ("h1", "ada", "2026-11-08"): 90,
                ("h2", "ada", "2026-11-02"): 100,
                ("h1", "ada", "2026-11-09"): 60,
                ("h1", "ben", ""): 600,
            },
            readings=(Reading("h1", "ben", Status.DONE),),
        )
    )
    assert [(w.begins, w.annotator, w.minutes) for w in found.weeks] == [
        ("2026-11-02", "Ada", 3),
        ("2026-11-09", "Ada", 1),
    ]
    assert found.undated == (UndatedProgress("Ben", "ben", done=1, minutes=10, spans=0),)
    assert [one.minutes for one in found.people] == [4, 10]


def test_a_week_has_in_progress_what_was_worked_in_and_not_done_by_its_end() -> None:
    found = report(
        counted(
            seconds={("h1", "ada", "2026-11-03"): 90, ("h2", "ada", "2026-11-04"): 100},
            spans={("h1", "ada", "claim", "2026-11-10"): 2, ("h2", "ben", "claim", ""): 1},
            readings=(
                Reading("h1", "ada", Status.DONE, updated_at="2026-11-11T10:00:00Z"),
                Reading("h2", "ada", Status.DONE, updated_at="2026-11-05T10:00:00Z"),
            ),
        )
    )
    ada = [(w.begins, w.done, w.in_progress) for w in found.weeks if w.annotator == "Ada"]
    assert ada == [("2026-11-02", 1, 1), ("2026-11-09", 1, 0)]


def test_an_article_that_was_only_looked_at_or_skipped_is_not_in_progress() -> None:
    found = report(
        counted(
            seconds={
                ("h1", "ada", "2026-11-03"): 90, ("h2", "ada", "2026-11-03"): 90,
                ("f1", "ada", "2026-11-03"): 90,
            },
            readings=(
                Reading("h2", "ada", Status.SKIPPED, updated_at="2026-11-03T10:00:00Z"),
                Reading("f1", "ada", Status.IN_PROGRESS, updated_at="2026-11-03T11:00:00Z"),
            ),
        )
    )  # fmt: skip
    (week,) = [one for one in found.weeks if one.annotator == "Ada"]
    assert (week.in_progress, week.minutes) == (1, 4)


def test_minutes_to_mark_stand_at_their_label() -> None:
    found = report(
        counted(
            seconds={("h1", "ada", "2026-11-08"): 600},
            marking={
                ("h1", "ada", "claim", "2026-11-08"): 200,
                ("h2", "ben", "claim", "2026-11-09"): 100,
                ("h1", "ada", "quote", "2026-11-08"): 60,
                ("h1", "a machine", "quote", "2026-11-08"): 600,
            },
        )
    )
    assert [one.minutes for one in found.labels] == [5, 1]


def test_without_a_plan_weeks_begin_on_monday() -> None:
    found = report(counted(spans={("h1", "ada", "claim", "2026-11-08"): 3}))
    assert found.weeks == (
        WeekProgress(
            "2026-11-02", None, "Ada", "ada", done=0, minutes=0, spans=3, planned=0, in_progress=1
        ),
    )


def test_what_the_plan_wants_stands_in_its_week() -> None:
    plan = (Assignment("1", "ada", "heist", 2), Assignment("2", "ben", "ferry", 1))
    found = report(counted(plan=plan, start=MONDAY))
    assert {(w.annotator, w.week): w.planned for w in found.weeks} == {
        ("Ada", 1): 0, ("Ben", 1): 1, ("Ada", 2): 2, ("Ben", 2): 0,
    }  # fmt: skip


def test_what_somebody_reads_again_is_theirs() -> None:
    second = again_id("ada", "heist")
    found = report(
        counted(
            people=(ADA, Annotator(second, "Ada (again)")),
            readings=(done("h1", "ada"), done("h1", second)),
            spans={
                ("h1", "ada", "claim", "2026-11-03"): 1,
                ("h1", second, "claim", "2026-11-03"): 2,
            },
            seconds={("h1", "ada", "2026-11-03"): 60, ("h1", second, "2026-11-03"): 60},
            plan=(
                Assignment("1", "ada", "heist", 1),
                Assignment("2", "ada", "heist", 4, AssignmentKind.REPEAT),
            ),
        )
    )
    assert [(w.week, w.minutes) for w in found.weeks] == [(None, 2)]
    (ada,) = found.people
    assert (ada.articles, ada.done, ada.minutes, ada.spans) == (4, 2, 2, 3)


def test_two_of_one_name_stay_two() -> None:
    other = Annotator("other", "Ada")
    found = report(counted(people=(ADA, other), readings=(done("h1", "other"),)))
    assert [(one.annotator_id, one.done) for one in found.people] == [("ada", 0), ("other", 1)]


def test_very_old_work_does_not_fill_the_years_between() -> None:
    spans = {("h1", "ada", "claim", day): 1 for day in ("1996-01-02", "2026-11-03", "not a day")}
    assert len(report(counted(spans=spans)).weeks) == 2


@given(
    st.dictionaries(
        st.tuples(
            st.sampled_from(["h1", "h2", "f1"]),
            st.sampled_from(["ada", "ben"]),
            st.sampled_from(["claim", "quote"]),
            st.just("") | st.dates(date(2026, 9, 1), date(2027, 3, 1)).map(date.isoformat),
        ),
        st.integers(1, 50),
    ),
    st.none() | st.dates(date(2026, 8, 1), date(2027, 4, 1)),
)
def test_every_table_counts_the_same_spans_and_minutes(
    spans: dict[tuple[str, str, str, str], int], start: date | None
) -> None:
    seconds = {(article, who, day): 60 * n for (article, who, _, day), n in spans.items()}
    found = report(counted(spans=spans, seconds=seconds, marking=spans, start=start))
    total = sum(spans.values())
    weeks = [*found.weeks, *found.undated]
    for part in (found.people, found.stories, found.labels, weeks):
        assert sum(one.spans for one in part) == total
    for measured in (found.people, found.stories, weeks):
        assert sum(one.minutes for one in measured) == sum(seconds.values()) // 60
    begins = sorted({date.fromisoformat(one.begins) for one in found.weeks})
    assert all((b - a).days == 7 for a, b in itertools.pairwise(begins))
