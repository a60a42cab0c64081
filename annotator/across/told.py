"""What a passage tells that can be told otherwise: names, numbers, days."""

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from annotator.across.material import ReadArticle, within
from annotator.model.span import Fragment

PLACES = frozenset({"GPE", "LOC", "FAC"})


class What(StrEnum):
    """What kind of thing is told."""

    NAME = "name"
    PLACE = "place"
    NUMBER = "number"
    TIME = "time"


class Told(NamedTuple):
    """Something told at a place; `key` is what it is compared by."""

    what: What
    key: str
    place: Fragment


def told(article: ReadArticle, start: int, end: int) -> Iterator[Told]:
    """What stands from `start` to `end`: names, then numbers, then days."""
    for number in within([name.place for name in article.names], start, end):
        name = article.names[number]
        what = What.PLACE if name.type in PLACES else What.NAME
        yield Told(what, (name.group or name.name).casefold(), name.place)
    for number in within([amount.place for amount in article.amounts], start, end):
        amount = article.amounts[number]
        yield Told(What.NUMBER, amount.key, amount.place)
    for number in within([time.place for time in article.times], start, end):
        time = article.times[number]
        yield Told(What.TIME, time.key, time.place)
