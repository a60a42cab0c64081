"""Records of `spans/1`, or alike, whose offsets may count UTF-16 units.

Our own records count code points and say so with their format; others are looked at.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from annotator.formats.bundle import Item, Noted, SpanRecord
from annotator.formats.format import AS_IT_IS, Offsets, ReadOptions
from annotator.formats.placing import Placing, Told
from annotator.formats.record import FORMAT
from annotator.formats.record_reading import read_record
from annotator.formats.values import Json

_NOTHING = SpanRecord("", (), "")


@dataclass(slots=True)
class Measured:
    """Reads records whose offsets count what the options say."""

    options: ReadOptions = AS_IT_IS
    placing: Placing = field(init=False)

    def __post_init__(self) -> None:
        self.placing = Placing(self.options)

    @property
    def needed(self) -> bool:
        """Whether offsets have to be looked at."""
        return self.options.offsets is not Offsets.CODE_POINTS or self.options.keep_unsure

    def read(self, value: object, where: str) -> Iterator[Item]:
        """What one line holds, its offsets in code points."""
        if isinstance(value, dict) and isinstance(value.get("text"), str):
            ours = value.get("format") == FORMAT and self.options.offsets is Offsets.AUTO
            if not ours and not value["text"].isascii():
                value = self._in_code_points(value, where)
        return read_record(value, where, keep_unsure=self.options.keep_unsure)

    def notes(self) -> Iterator[Noted]:
        """What was decided."""
        return self.placing.notes()

    def _in_code_points(self, value: Json, where: str) -> Json:
        spans = value.get("spans")
        if not isinstance(spans, list):
            return value
        good = [span for span in spans if isinstance(span, dict) and _places(span)]
        told = [Told(_places(span), _NOTHING, _quoted(span)) for span in good]
        changed: dict[int, tuple[tuple[int, int], ...]] = {
            id(span): one.fragments
            for span, one in zip(
                good, self.placing.in_code_points(value["text"], told, where), strict=True
            )
        }
        moved = [_moved(span, changed[id(span)]) if id(span) in changed else span for span in spans]
        return {**value, "spans": moved}


def _places(span: dict[str, Any]) -> tuple[tuple[int, int], ...]:
    parts = [span, *(one for one in span.get("fragments") or () if isinstance(one, dict))]
    places = [(part.get("start"), part.get("end")) for part in parts]
    if all(type(start) is int and type(end) is int for start, end in places):
        return tuple(places)  # type: ignore[arg-type]
    return ()


def _quoted(span: dict[str, Any]) -> str | None:
    quoted = span.get("text")
    return quoted if isinstance(quoted, str) else None


def _moved(span: dict[str, Any], places: tuple[tuple[int, int], ...]) -> dict[str, Any]:
    (start, end), *fragments = places
    moved = {**span, "start": start, "end": end}
    if fragments:
        moved["fragments"] = [{"start": s, "end": e} for s, e in fragments]
    return moved
