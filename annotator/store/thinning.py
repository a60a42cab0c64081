"""Which backups stay: the newest, then fewer and fewer of those that are older."""

from collections.abc import Sequence
from datetime import UTC, datetime

NEWEST = 20
"""So many are kept however close they lie together."""
PERIODS = (("%Y-%m-%dT%H", 48), ("%Y-%m-%d", 12), ("%G-%V", 10), ("%Y-%m", 9))
"""After these the last one of each hour, day, week and month, so many of each."""


def kept(made_at: Sequence[datetime | None], now: datetime) -> set[int]:
    """The places of those that stay; `made_at` is what the clock said, the newest first.

    Their order is known and the clock may have been wrong: nothing was made after what follows it,
    nor in the future. None: not known.
    """
    dates = _in_order(made_at, now)
    stay = set(range(min(NEWEST, len(dates))))
    for form, number in PERIODS:
        seen: set[str] = set()
        for place, date in enumerate(dates):
            period = date.strftime(form)
            if period not in seen and len(seen) < number:
                seen.add(period)
                stay.add(place)
    return stay


def _in_order(made_at: Sequence[datetime | None], now: datetime) -> list[datetime]:
    dates, last = [], now
    for date in made_at:
        last = min(last, date or last)
        dates.append(last)
    return dates


def date_of(stamp: str) -> datetime | None:
    """The time in the name of a backup; None for what is none."""
    try:
        return datetime.strptime(stamp, "%Y-%m-%dT%H.%M.%SZ").replace(tzinfo=UTC)
    except ValueError:
        return None
