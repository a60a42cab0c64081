"""What is measured while somebody reads."""

from annotator.model.reading import Attention, DayTime
from ui.article.attention import AttentionMeter


class Clock:
    """A clock that is set by hand: seconds, and the time of day."""

    def __init__(self) -> None:
        self.seconds = 1000.0
        self.moment = "2026-11-20T23:59:00Z"

    def meter(self, attention: Attention) -> AttentionMeter:
        return AttentionMeter(
            attention,
            meter="here",
            idle_seconds=60,
            clock=lambda: self.seconds,
            moment=lambda: self.moment,
        )


def reads(meter: AttentionMeter, clock: Clock, *pauses: float) -> None:
    for pause in pauses:
        clock.seconds += pause
        meter.alive()


def test_idle_time_is_left_out_and_midnight_begins_a_day() -> None:
    clock = Clock()
    meter = clock.meter(Attention("a", "A", 7))
    reads(meter, clock, 0, 30, 500, 20)
    clock.moment = "2026-11-21T00:00:10Z"
    reads(meter, clock, 15)
    assert meter.attention.by_day() == {"2026-11-20": 50, "2026-11-21": 15}
    assert meter.attention.seconds == 72


def test_fractions_of_a_second_go_on_when_it_is_saved() -> None:
    clock = Clock()
    meter = clock.meter(Attention("a", "A"))
    reads(meter, clock, 0)
    for _ in range(10):
        reads(meter, clock, 0.7)
        meter.saved()
    assert meter.attention.seconds == 7
    assert not meter.unsaved


def test_it_goes_on_from_what_this_copy_measured_and_leaves_others_alone() -> None:
    clock = Clock()
    known = (DayTime("2026-11-20", 40, "here"), DayTime("2026-11-20", 5, "there"))
    meter = clock.meter(Attention("a", "A", times=known))
    assert not meter.unsaved
    reads(meter, clock, 0, 10)
    assert meter.attention.times == (
        DayTime("2026-11-20", 50, "here"),
        DayTime("2026-11-20", 5, "there"),
    )


def test_time_before_a_span_counts_to_its_label() -> None:
    clock = Clock()
    meter = clock.meter(Attention("a", "A"))
    reads(meter, clock, 0, 30)
    meter.stepped(["claim"])
    reads(meter, clock, 20)
    meter.stepped()
    reads(meter, clock, 10, 6)
    meter.stepped(["claim", "quote"])
    reads(meter, clock, 9)
    found = meter.attention
    assert found.by_label() == {("2026-11-20", "claim"): 38, ("2026-11-20", "quote"): 8}
    assert found.seconds == 75
