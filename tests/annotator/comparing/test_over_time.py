"""Agreement and pace week by week, from values written by hand."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.comparing.over_time import BothRead, DoneReading, PersonWeek, Seen, over_time
from annotator.model.people import Annotator
from annotator.model.suggestion import Answer, Verdict

ANN, BEN, CEM = Annotator("a", "Ann"), Annotator("b", "Ben"), Annotator("c", "Cem")
FRIDAY, SUNDAY, MONDAY = "2026-01-02", "2026-01-04", "2026-01-05"


def done(
    article: str, who: Annotator, day: str, *, spans: int = 10, words: int = 500, seconds: int = 600
) -> DoneReading:
    return DoneReading(article, who.id, day, spans, words, seconds)


def answer(verdict: Verdict, day: str, who: Annotator = ANN) -> Answer:
    return Answer("s", who.id, verdict, "x", answered_at=f"{day}T10:00:00Z")


def seen(**more: object) -> Seen:
    nothing: dict[str, object] = {
        "people": (ANN, BEN, CEM), "done": (), "shared": {}, "repeated": {}, "seconds": {},
        "answers": (), "gaps": (),
    }  # fmt: skip
    return Seen(**(nothing | more))  # type: ignore[arg-type]


def row(found: Seen, week: str, who: Annotator) -> PersonWeek:
    rows = over_time(found).weeks
    return next(one for one in rows if one.week == week and one.annotator_id == who.id)


def test_weeks_are_those_of_iso_and_belong_to_the_day_of_being_done() -> None:
    found = seen(
        done=[done("x", ANN, FRIDAY), done("y", ANN, SUNDAY), done("z", ANN, MONDAY),
              done("v", BEN, "")],
    )  # fmt: skip
    rows = [(one.week, one.begins, one.annotator, one.done) for one in over_time(found).weeks]
    assert rows == [
        ("2026-W01", "2025-12-29", "Ann", 2),
        ("2026-W02", "2026-01-05", "Ann", 1),
        ("", "", "Ben", 1),
    ]


def test_agreement_counts_all_pairs_of_the_articles_done_in_the_week() -> None:
    found = seen(
        done=[done("x", ANN, FRIDAY), done("x", BEN, MONDAY), done("y", ANN, FRIDAY),
              done("x", CEM, FRIDAY), done("z", ANN, FRIDAY)],
        shared={
            ("a", "b"): [BothRead("x", 4, 6, 20)],
            ("a", "c"): [BothRead("x", 8, 8, 10)],
            ("b", "c"): [BothRead("x", 0, 2, 10)],
        },
    )  # fmt: skip
    ann = row(found, "2026-W01", ANN)
    assert (ann.done, ann.shared) == (3, 1)
    assert ann.strict_f1.value == pytest.approx((4 + 8) / (20 + 10))
    assert ann.iou50_f1.value == pytest.approx((6 + 8) / (20 + 10))
    assert ann.strict_f1.n == 30
    assert ann.strict_f1.ci is None
    assert row(found, "2026-W02", BEN).strict_f1.value == pytest.approx(4 / 30)
    assert ann.self_strict_f1.value is None
    assert ann.self_strict_f1.why == "No article was done for the second time."


def test_intervals_from_ten_articles_on() -> None:
    names = [f"x{n}" for n in range(12)]
    found = seen(
        done=[done(name, ANN, FRIDAY) for name in names],
        shared={("a", "b"): [BothRead(name, 2 * (n % 5), 10, 10) for n, name in enumerate(names)]},
    )
    score = row(found, "2026-W01", ANN).strict_f1
    assert score.value is not None
    assert score.ci is not None
    assert score.ci[0] < score.value < score.ci[1]


def test_a_second_reading_is_compared_with_the_first_in_its_own_week() -> None:
    again = DoneReading("x", "a", MONDAY, 10, 500, 600, again=True)
    found = seen(done=[done("x", ANN, FRIDAY), again], repeated={"a": [BothRead("x", 15, 18, 20)]})
    first, second = row(found, "2026-W01", ANN), row(found, "2026-W02", ANN)
    assert (first.done, first.repeated) == (1, 0)
    assert (second.done, second.repeated) == (0, 1)
    assert second.self_strict_f1.value == pytest.approx(15 / 20)
    assert second.self_iou50_f1.value == pytest.approx(18 / 20)
    assert second.spans_per_1000_words is None
    assert second.minutes_per_article is None


def test_pace_and_minutes() -> None:
    found = seen(
        done=[done("x", ANN, FRIDAY, spans=30, words=1500, seconds=1200),
              done("y", ANN, SUNDAY, spans=0, words=500, seconds=240),
              done("w", ANN, SUNDAY, spans=0, words=0, seconds=0),
              done("w", BEN, FRIDAY, seconds=0)],
        seconds={("x", "a", FRIDAY): 900, ("x", "a", "2025-12-28"): 300, ("y", "a", SUNDAY): 240},
    )  # fmt: skip
    ann = row(found, "2026-W01", ANN)
    assert ann.spans_per_1000_words == pytest.approx(15.0)
    assert ann.minutes == 19
    assert ann.minutes_per_article == pytest.approx(12.0), "of “w” nothing was measured"
    assert row(found, "2026-W01", BEN).minutes_per_article is None
    assert row(found, "2025-W52", ANN).minutes == 5


def test_the_share_of_suggestions_accepted_to_the_letter() -> None:
    verdicts = (Verdict.ACCEPTED, Verdict.ACCEPTED, Verdict.EDITED, Verdict.REJECTED)
    found = seen(
        answers=[*(answer(one, FRIDAY) for one in verdicts), answer(Verdict.SKIPPED, FRIDAY),
                 answer(Verdict.SKIPPED, MONDAY)],
    )  # fmt: skip
    ann = row(found, "2026-W01", ANN)
    assert (ann.decided, ann.unedited_share) == (4, 0.5)
    assert len(over_time(found).weeks) == 1


def test_guideline_gaps_by_week_and_label() -> None:
    gaps = [(MONDAY, "quote"), (FRIDAY, "claim"), (SUNDAY, "claim"), ("", "quote")]
    found = over_time(seen(gaps=gaps))
    assert [(one.week, one.label, one.gaps) for one in found.gaps] == [
        ("2026-W01", "claim", 2),
        ("2026-W02", "quote", 1),
        ("", "quote", 1),
    ]
    assert found.weeks == ()


def test_plain_data_holds_everything() -> None:
    found = over_time(seen(done=[done("x", ANN, FRIDAY)], gaps=[(FRIDAY, "claim")]))
    plain = found.plain()
    assert set(plain) == {"weeks", "guideline_gaps"}
    (week,) = plain["weeks"]
    assert week["annotator"] == "Ann"
    assert week["strict_f1"]["why"] == "Nobody else has done an article of this week."
    assert plain["guideline_gaps"] == [
        {"week": "2026-W01", "begins": "2025-12-29", "label": "claim", "gaps": 1}
    ]
    assert found.of(["b"]).weeks == ()


DAYS = st.dates(date(2025, 12, 1), date(2026, 2, 1)).map(date.isoformat)


@given(st.lists(st.tuples(st.sampled_from("xyz"), st.sampled_from("abc"), DAYS), max_size=9))
def test_every_reading_counts_in_exactly_one_week(readings: list[tuple[str, str, str]]) -> None:
    rows = over_time(
        seen(done=[DoneReading(article, who, day, 1, 10, 60) for article, who, day in readings])
    ).weeks
    assert sum(one.done for one in rows) == len(readings)
    for one in rows:
        monday = date.fromisoformat(one.begins)
        assert monday.weekday() == 0
        inside = [day for _, who, day in readings if who == one.annotator_id
                  and monday <= date.fromisoformat(day) < monday + timedelta(days=7)]  # fmt: skip
        assert one.done == len(inside)
    assert [one.begins for one in rows] == sorted(one.begins for one in rows)
