"""Identities and times."""

import os
import time
import uuid
from datetime import UTC, datetime

NAMESPACE = uuid.UUID("8d3b6a52-6d0b-5a7e-9a57-3f6b6f1f2c11")
"""Namespace of the identities that follow from a name (`named_id`)."""


def new_id() -> str:
    """A new UUID, version 7 (RFC 9562): sorts by time, so that indexes grow at their end."""
    milliseconds = time.time_ns() // 1_000_000 & (1 << 48) - 1
    drawn = int.from_bytes(os.urandom(10))
    # 12 and 62 bits of chance, between them and the time the version and the variant.
    high = milliseconds << 16 | 0x7000 | drawn & 0xFFF
    low = 0x8000_0000_0000_0000 | drawn >> 12 & (1 << 62) - 1
    digits = f"{high:016x}{low:016x}"
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


def named_id(*names: str) -> str:
    """The UUID (version 5) that belongs to these names: the same names, the same identity."""
    return str(uuid.uuid5(NAMESPACE, "\0".join(names)))


def now() -> str:
    """The time now, UTC, to the second: `YYYY-MM-DDTHH:MM:SSZ`."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
