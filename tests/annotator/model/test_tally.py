"""How suggestions were answered, in numbers."""

from hypothesis import given
from hypothesis import strategies as st

from annotator.model.span import Fragment
from annotator.model.suggestion import Answer, Source, Suggestion, Verdict
from annotator.model.tally import Count, Tally


def suggestion(number: int, label: str = "quote", source: Source = Source.QUOTES) -> Suggestion:
    return Suggestion(f"s{number}", "a", source, label, (Fragment(number, number + 1),), 0.5, "so")


def answer(number: int, verdict: Verdict, seconds: float = 0.0, *, bulk: bool = False) -> Answer:
    return Answer(f"s{number}", "ada", verdict, "a", seconds=seconds, bulk=bulk)


def counted(suggestions: list[Suggestion], answers: list[Answer]) -> Count:
    count = Count()
    count.add(suggestions, {one.suggestion_id: one for one in answers})
    return count


def test_shares_are_of_what_was_decided_and_seconds_of_what_was_decided_alone():
    answers = [
        answer(0, Verdict.ACCEPTED, 2.0),
        answer(1, Verdict.ACCEPTED, bulk=True),
        answer(2, Verdict.EDITED, 8.0),
        answer(3, Verdict.REJECTED, 5.0),
        answer(4, Verdict.SKIPPED, 100.0),
    ]
    total = counted([suggestion(n) for n in range(6)], answers).total()
    assert total.plain() == {
        "offered": 6,
        "accepted": 2,
        "edited": 1,
        "rejected": 1,
        "skipped": 1,
        "pending": 1,
        "accepted_unedited_share": 0.5,
        "bulk_share": 0.25,
        "seconds": 5.0,
    }


def test_labels_and_sources_are_counted_apart_and_article_by_article():
    count = Count()
    count.add([suggestion(0), suggestion(1, "entity", Source.ENTITIES)], {})
    count.add([suggestion(2)], {"s2": answer(2, Verdict.REJECTED)})
    tallies = count.tallies()
    assert {kind: tally.offered for kind, tally in tallies.items()} == {
        ("entity", Source.ENTITIES): 1,
        ("quote", Source.QUOTES): 2,
    }
    assert tallies["quote", Source.QUOTES].rejected == 1


def test_without_decisions_there_are_no_shares():
    empty = Tally(offered=3, skipped=1)
    assert (empty.unedited_share, empty.bulk_share, empty.seconds) == (None, None, None)
    assert empty.pending == 2


@given(st.lists(st.sampled_from([None, *Verdict]), max_size=30))
def test_every_suggestion_is_counted_once(verdicts: list[Verdict | None]):
    answers = [answer(n, verdict) for n, verdict in enumerate(verdicts) if verdict]
    total = counted([suggestion(n) for n in range(len(verdicts))], answers).total()
    parts = (total.accepted, total.edited, total.rejected, total.skipped, total.pending)
    assert sum(parts) == total.offered == len(verdicts)
    assert total.accepted == verdicts.count(Verdict.ACCEPTED)
