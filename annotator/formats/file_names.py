"""Names that are safe on every system, for what people called as they liked."""

import re

_LONGEST = 100
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}
)
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")


def safe_name(name: str, fallback: str = "article") -> str:
    """The name with letters, digits, dots, hyphens and underscores only, at most 100 long."""
    safe = _UNSAFE.sub("_", name).strip("._ ")[:_LONGEST].rstrip("._") or fallback
    return f"{safe}_" if safe.partition(".")[0].lower() in _RESERVED else safe


class FileNames:
    """Gives every name a safe one of its own, whatever the case of its letters."""

    def __init__(self) -> None:
        self._given: dict[object, str] = {}
        self._taken: set[str] = set()

    def name(self, key: object, wanted: str, fallback: str = "article") -> str:
        """The safe name for `key`, the same each time; made from `wanted`."""
        if key not in self._given:
            safe = base = safe_name(wanted, fallback)
            number = 1
            while safe.lower() in self._taken:
                number += 1
                safe = f"{base[: _LONGEST - 8]}-{number}"
            self._taken.add(safe.lower())
            self._given[key] = safe
        return self._given[key]
