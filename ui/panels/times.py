"""Times for people."""

from datetime import UTC, datetime


def shown_time(stamp: str) -> str:
    """A UTC time stamp as the clock of this machine shows it, to the minute; "" for none."""
    try:
        moment = datetime.fromisoformat(stamp)
    except ValueError:
        return stamp
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    local = moment.astimezone()
    today = datetime.now().astimezone().date()
    if local.date() == today:
        return f"today {local:%H:%M}"
    return f"{local.day} {local:%b %Y, %H:%M}"


def shown_minutes(seconds: int) -> str:
    """A length of time in whole minutes, in words."""
    if seconds < 60:
        return "less than a minute"
    hours, minutes = divmod(seconds // 60, 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min"
