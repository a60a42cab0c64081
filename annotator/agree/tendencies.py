"""Which of two people marks more, where the difference is more than chance would make it."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import sqrt

from annotator.agree.comparison import Comparison

SURE = 1.96
"""By so many standard deviations the two numbers have to lie apart: two-sided, 95 %."""


@dataclass(frozen=True, slots=True)
class Tendency:
    """Numbers of spans of A and B that lie apart; `label` is "" where all labels are meant."""

    label: str
    a: int
    b: int


def tendencies(found: Comparison) -> tuple[Tendency, ...]:
    """All labels together first, then label by label, those alone that lie clearly apart.

    Were each span as likely A's as B's, a + b spans would part with a standard deviation of
    √(a + b) between the two numbers (the sign test; spans of one article hang together, so that it
    is a hint and no proof).
    """
    return tuple(one for one in _all(found) if abs(one.a - one.b) > SURE * sqrt(one.a + one.b))


def _all(found: Comparison) -> Iterator[Tendency]:
    yield Tendency("", *found.spans)
    for label in found.aligned.labels:
        yield Tendency(label, *found.spans_of(label))
