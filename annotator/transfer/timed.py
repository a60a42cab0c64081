"""Active time in records: days of a reading as they tell it, and back."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping

from annotator.formats.bundle import DayRecord, ReadingRecord
from annotator.model.reading import Attention, DayTime
from annotator.model.scheme import Scheme


def days_of(
    attention: Attention, scheme: Scheme, successors: Mapping[str, str]
) -> tuple[DayRecord, ...]:
    """The days of a reading. `successors`: what labels that were merged away are now.

    Which copy of the project measured what stays behind; labels that are gone are left out.
    """
    marking: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for (day, label_id), seconds in attention.by_label().items():
        for name in scheme.names([successors.get(label_id, label_id)]):
            marking[day][name] += seconds
    return tuple(
        DayRecord(day, seconds, tuple(sorted(marking[day].items())))
        for day, seconds in attention.by_day().items()
    )


def measured(
    record: ReadingRecord,
    article_id: str,
    annotator_id: str,
    label_id: Callable[[str], str | None],
) -> Attention:
    """The time that a record tells; seconds of which no day tells have none.

    `label_id` finds labels by name, None where the time before their spans is to be left out.
    """
    times = [DayTime(one.day, one.seconds) for one in record.days if one.seconds]
    undated = max(0, record.seconds - sum(time.seconds for time in times))
    for one in record.days:
        marking: Counter[str] = Counter()
        for name, seconds in one.marking:
            if seconds and (found := label_id(name)) is not None:
                marking[found] += seconds
        times += [DayTime(one.day, number, label_id=i) for i, number in marking.items()]
    times.sort(key=lambda time: time.key)
    return Attention(article_id, annotator_id, undated, times=tuple(times))
