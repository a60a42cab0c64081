"""Identities and times."""

import os
import time
import uuid
from datetime import UTC, datetime

NAMESPACE = uuid.UUID("8d3b6a52-6d0b-5a7e-9a57-3f6b6f1f2c11")
"""Namespace of the identities that follow from a name (`named_id`)."""

VARIANT = dict(zip("0123456789abcdef", "89ab" * 4, strict=True))
"""The digit of a UUID that holds two bits of chance behind the variant."""


def new_id() -> str:
    """A new UUID, version 7 (RFC 9562): sorts by time, so that indexes grow at their end."""
    return new_ids(1)[0]


def new_ids(number: int) -> list[str]:
    """So many new UUIDs, version 7, of one moment."""
    milliseconds = time.time_ns() // 1_000_000 & (1 << 48) - 1
    moment = f"{milliseconds:012x}"
    begin = f"{moment[:8]}-{moment[8:]}-7"
    drawn = os.urandom(10 * number).hex()
    # 12 and 62 bits of chance, between them and the time the version and the variant.
    return [
        f"{begin}{drawn[at : at + 3]}-{VARIANT[drawn[at + 3]]}{drawn[at + 4 : at + 7]}-"
        f"{drawn[at + 7 : at + 19]}"
        for at in range(0, 20 * number, 20)
    ]


def named_id(*names: str) -> str:
    """The UUID (version 5) that belongs to these names: the same names, the same identity."""
    return str(uuid.uuid5(NAMESPACE, "\0".join(names)))


def now() -> str:
    """The time now, UTC, to the second: `YYYY-MM-DDTHH:MM:SSZ`."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
