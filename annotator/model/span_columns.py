"""Spans column by column: there are very many, and few are looked at one by one."""

from collections.abc import Sequence
from itertools import compress
from operator import lt
from typing import NamedTuple

from annotator.model.span import AttributeValue, Fragment


class Columns(NamedTuple):
    """Of each span the same thing: its place, and whose it is, is told elsewhere.

    `fragments` are empty where the span is in one piece, `labels` are ids in a project and names in
    files, `origins` are the values of `Origin`.
    """

    ids: Sequence[str]
    starts: Sequence[int]
    ends: Sequence[int]
    fragments: Sequence[tuple[Fragment, ...]]
    labels: Sequence[str]
    attributes: Sequence[tuple[AttributeValue, ...]]
    notes: Sequence[str]
    scores: Sequence[float | None]
    origins: Sequence[str]
    sources: Sequence[str]
    created: Sequence[str | None]
    updated: Sequence[str | None]

    @property
    def in_one_piece(self) -> bool:
        """Whether no span has several fragments."""
        return not any(self.fragments)

    def where(self, wanted: Sequence[bool]) -> "Columns":
        """Those of the spans that are wanted."""
        return Columns._make(tuple(compress(column, wanted)) for column in self)

    def lie_in(self, length: int) -> bool:
        """Whether every span lies in a text of this length, and has one itself."""
        inside = not self.starts or (min(self.starts) >= 0 and max(self.ends) <= length)
        return inside and all(map(lt, self.starts, self.ends))


NOTHING = Columns(*((),) * 12)
