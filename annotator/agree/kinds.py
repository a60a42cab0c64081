"""The six classes in which a comparison puts every span, and what they are called.

Light to import: the window shows them.
"""

from collections.abc import Sequence
from enum import StrEnum


class Kind(StrEnum):
    """The six classes."""

    SAME = "same"
    """Same place, same label."""
    OTHER_LABEL = "other_label"
    """Same place, other label."""
    OTHER_BOUNDARY = "other_boundary"
    """Same label, other boundaries."""
    BOTH_DIFFER = "both_differ"
    """They overlap; label and boundaries differ."""
    ONLY_A = "only_a"
    ONLY_B = "only_b"

    @property
    def is_pair(self) -> bool:
        """Whether there is a mark on each side."""
        return self not in (Kind.ONLY_A, Kind.ONLY_B)

    def words(self, names: Sequence[str]) -> str:
        """What it is called, of two people with these names."""
        return _WORDS[self].format(a=names[0], b=names[1])


_WORDS = {
    Kind.SAME: "same",
    Kind.OTHER_LABEL: "same place, other label",
    Kind.OTHER_BOUNDARY: "same label, other boundaries",
    Kind.BOTH_DIFFER: "overlapping, both differ",
    Kind.ONLY_A: "only {a}",
    Kind.ONLY_B: "only {b}",
}
