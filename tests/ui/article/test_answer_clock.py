"""How long a suggestion stood before the annotator."""

from ui.article.answer_clock import AnswerClock


def test_pauses_are_left_out() -> None:
    now = [100.0]
    clock = AnswerClock(clock=lambda: now[0])
    clock.idle_seconds = 60
    clock.begin()
    now[0] += 3
    assert clock.seconds() == 3
    now[0] += 59
    clock.alive()
    now[0] += 600
    assert clock.seconds() == 62
    now[0] += 1
    assert clock.seconds() == 63
    clock.begin()
    now[0] += 2
    assert clock.seconds() == 2


def test_nothing_began() -> None:
    assert AnswerClock(clock=lambda: 5.0).seconds() == 0
