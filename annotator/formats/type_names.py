"""Names of types for tools that take no blanks in them, with the way back."""

import re
from dataclasses import dataclass, field

_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9_-]+")


@dataclass(slots=True)
class TypeNames:
    """Gives names of types that every tool can take: letters, digits, hyphen and underscore."""

    given: dict[str, str] = field(default_factory=dict)

    def name(self, wanted: str) -> str:
        """The name for files, the same each time."""
        if wanted not in self.given:
            base = _NOT_IN_NAMES.sub("_", wanted).strip("_") or "type"
            name, number = base, 1
            taken = {other.lower() for other in self.given.values()}
            while name.lower() in taken:
                number += 1
                name = f"{base}_{number}"
            self.given[wanted] = name
        return self.given[wanted]

    @property
    def changed(self) -> dict[str, str]:
        """What names stand for that had to be changed."""
        return {name: wanted for wanted, name in self.given.items() if name != wanted}
