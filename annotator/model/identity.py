"""Identities and times."""

import secrets
import time
import uuid
from datetime import UTC, datetime

NAMESPACE = uuid.UUID("8d3b6a52-6d0b-5a7e-9a57-3f6b6f1f2c11")
"""Namespace of the identities that follow from a name (`named_id`)."""


def new_id() -> str:
    """A new UUID, version 7 (RFC 9562): sorts by time, so that indexes grow at their end."""
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds & (1 << 48) - 1) << 80
    value |= 0x7 << 76 | secrets.randbits(12) << 64
    value |= 0b10 << 62 | secrets.randbits(62)
    return str(uuid.UUID(int=value))


def named_id(*names: str) -> str:
    """The UUID (version 5) that belongs to these names: the same names, the same identity."""
    return str(uuid.uuid5(NAMESPACE, "\0".join(names)))


def now() -> str:
    """The time now, UTC, to the second: `YYYY-MM-DDTHH:MM:SSZ`."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
