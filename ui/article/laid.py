"""One piece of the article as lines."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QTextLayout, QTextLine, QTextOption

from ui.article.line_metrics import LineMetrics
from ui.article.offsets import RIGHT_TO_LEFT, Units
from ui.article.strides import Strides

NARROWEST = 2.0
"""Pixels; a span over a character without width stays visible."""


class Laid:
    """Places are code points of the article; pixels are from the piece's top left.

    `top`: where the first line begins; `height`: all of it, `top` included.
    Qt's lines point into their layout, so they live and die with it here.
    """

    __slots__ = (
        "_copy",
        "_line_starts",
        "_lines",
        "_strides",
        "_units",
        "end",
        "height",
        "layout",
        "line_count",
        "metrics",
        "mixed",
        "start",
        "top",
    )

    def __init__(
        self,
        start: int,
        copy: str,
        font: QFont,
        width: int,
        metrics: LineMetrics,
        top: int,
        strides: Strides | None = None,
    ) -> None:
        self.start, self.end = start, start + len(copy)
        self._strides = strides or Strides()
        self.metrics, self.top = metrics, top
        self._copy = copy
        self._units = Units(copy)
        self.mixed = not copy.isascii() and RIGHT_TO_LEFT.search(copy) is not None
        self.layout = QTextLayout(copy, font)
        self._lines = self._break(width)
        points = self._units.points
        self._line_starts = [start + points(line.textStart()) for line in self._lines]
        self.line_count = len(self._lines)
        self.height = top + self.line_count * metrics.pitch

    def _break(self, width: int) -> list[QTextLine]:
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        option.setTabStopDistance(self.metrics.character * 4)
        layout, lines = self.layout, list[QTextLine]()
        layout.setTextOption(option)
        layout.setCacheEnabled(True)
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            top = self.line_top(len(lines)) + self.metrics.baseline - line.ascent()
            line.setPosition(QPointF(0, top))
            lines.append(line)
        layout.endLayout()
        return lines

    def line_top(self, line: int) -> int:
        """Top of a line."""
        return self.top + line * self.metrics.pitch

    def line_at(self, y: float) -> int:
        """The line at a height; the first above, the last below."""
        return min(max(int((y - self.top) // self.metrics.pitch), 0), self.line_count - 1)

    def line_of(self, offset: int) -> int:
        """The line that a place stands on; a place between two lines is on the second."""
        return max(bisect_right(self._line_starts, offset) - 1, 0)

    def line_range(self, line: int) -> tuple[int, int]:
        """First code point and end of a line."""
        following = line + 1
        end = self._line_starts[following] if following < self.line_count else self.end
        return self._line_starts[line], end

    def x_of(self, offset: int, line: int) -> float:
        """Where the caret stands on `line` before the character at `offset`."""
        unit = self._units.units(offset - self.start)
        return self._lines[line].cursorToX(unit)[0]  # type: ignore[index,no-any-return]

    def offset_at(self, x: float, y: float) -> int:
        """The place between characters nearest to a point."""
        return self.offset_on_line(self.line_at(y), x)

    def offset_on_line(self, line: int, x: float) -> int:
        """The place between the characters of a line nearest to `x`."""
        if self.mixed:
            return self.start + self._units.points(self._lines[line].xToCursor(x))
        return self._searched(line, x)

    def _searched(self, line: int, x: float) -> int:
        """By halving: Qt's answer is the line's end where a character without width stands."""
        low, high = self.line_range(line)
        if line + 1 < self.line_count:
            high = max(self.previous_character(high), low)
        x_of = self._places_on(line)
        place = bisect_left(range(low, high), x, key=x_of) + low
        near = {max(self.previous_character(place), low) if place > low else low}
        if self.layout.isValidCursorPosition(self._units.units(place - self.start)):
            near.add(place)
        elif place < high:
            near.add(min(self.next_character(place), high))
        return min(near, key=lambda offset: abs(x_of(offset) - x))

    def _places_on(self, line: int) -> Callable[[int], float]:
        """`x_of` for one line, asked for many of its offsets."""
        if self._units.mapped:
            return lambda offset: self.x_of(offset, line)
        caret, begin = self._lines[line].cursorToX, self.start
        return lambda offset: caret(offset - begin)[0]  # type: ignore[index]

    def character_at(self, x: float, y: float) -> int | None:
        """The character under a point, None beside the text."""
        if not self.top <= y < self.height:
            return None
        line = self.line_at(y)
        found = self._lines[line]
        box = found.naturalTextRect()
        if not box.left() <= x < box.right():
            return None
        unit = found.xToCursor(x, QTextLine.CursorPosition.CursorOnCharacter)
        offset = self.start + self._units.points(unit)
        if self.mixed and (exact := self._drawn_at(x, line)) is not None:
            return exact
        return offset if offset < self.end else None

    def _drawn_at(self, x: float, line: int) -> int | None:
        """The character whose own rectangle is at `x`: Qt's answer errs where direction turns."""
        for offset in range(*self.line_range(line)):
            for left, width in self._runs(line, offset, offset + 1):
                if left <= x < left + width and width > NARROWEST:
                    return offset
        return None

    def rects(self, start: int, end: int) -> list[tuple[int, float, float]]:
        """Line, left and width of what covers `[start, end)` of this piece."""
        start, end = max(start, self.start), min(end, self.end)
        if end <= start:
            return []
        first, last = self.line_of(start), self.line_of(end - 1)
        if first == last and not self.mixed:
            left = self.x_of(start, first)
            return [(first, left, max(self.x_of(end, first) - left, NARROWEST))]
        covered: list[tuple[int, float, float]] = []
        for line in range(first, last + 1):
            low, high = self.line_range(line)
            low, high = max(start, low), min(end, high)
            covered += [(line, left, width) for left, width in self._parts_of(line, low, high)]
        return covered

    def _parts_of(self, line: int, low: int, high: int) -> list[tuple[float, float]]:
        if self.mixed:
            return self._runs(line, low, high)
        left, right = self.x_of(low, line), self.line_right(line)
        if high < self.line_range(line)[1]:
            right = self.x_of(high, line)
        return [(left, max(right - left, NARROWEST))]

    def line_left(self, line: int) -> float:
        """Where a line that runs to the right begins."""
        return self.x_of(self.line_range(line)[0], line)

    def line_right(self, line: int) -> float:
        """Where a line that runs to the right ends, without the blank that it was broken at."""
        low, high = self.line_range(line)
        if line + 1 < self.line_count:
            while high - 1 > low and self._copy[high - 1 - self.start] == " ":
                high -= 1
        return self.x_of(high, line)

    def breaks_between(self, start: int, end: int) -> list[int]:
        """The first code points of the lines that begin inside `(start, end)`."""
        starts = self._line_starts
        return starts[bisect_right(starts, start) : bisect_left(starts, end)]

    def places(
        self, offsets: list[int], scale: float, shift: float
    ) -> Iterator[tuple[int, list[int]]]:
        """Each line with some of these places, which are in order, and where the caret stands
        there: in pixels times `scale`, plus `shift`, cut off to whole ones."""
        starts, begin, units = self._line_starts, self.start, self._units
        done = 0
        while done < len(offsets):
            line = self.line_of(offsets[done])
            end = len(offsets)
            if line + 1 < self.line_count:
                end = bisect_left(offsets, starts[line + 1], done)
            caret, chunk = self._lines[line].cursorToX, offsets[done:end]
            close = self._all_places(line, chunk, scale, shift)
            if close is None:
                if units.mapped:
                    chunk = [units.units(offset - begin) + begin for offset in chunk]
                close = [
                    int(caret(place - begin)[0] * scale + shift)  # type: ignore[index]
                    for place in chunk
                ]
            yield line, close
            done = end

    def _all_places(
        self, line: int, chunk: list[int], scale: float, shift: float
    ) -> list[int] | None:
        """Where the caret stands at these places of a line of ASCII, if they are close together."""
        low, high = self.line_range(line)
        if 2 * len(chunk) < high - low or self._units.mapped:
            return None
        text = self._copy[low - self.start : high - self.start]
        if not text.isascii():
            return None
        caret = self._lines[line].cursorToX
        found = self._strides.along(text, low - self.start, caret, scale, shift)
        if len(chunk) == len(found):
            return found
        return [found[place - low] for place in chunk]

    def _runs(self, line: int, low: int, high: int) -> list[tuple[float, float]]:
        first = self._units.units(low - self.start)
        count = self._units.units(high - self.start) - first
        found = self._lines[line]
        boxes = [run.boundingRect() for run in found.glyphRuns(first, count)]
        if boxes:
            return [(box.left(), max(box.width(), NARROWEST)) for box in boxes]
        return [(self.x_of(low, line), NARROWEST)]

    def box(self, line: int, left: float, width: float) -> QRectF:
        """The text's box on a line."""
        top = self.line_top(line) + self.metrics.text_top
        return QRectF(left, top, width, self.metrics.text_height)

    def caret_box(self, offset: int) -> QRectF:
        """Where the caret stands before the character at `offset`, never higher than the piece."""
        line = self.line_of(offset)
        return self._clipped(self.box(line, self.x_of(offset, line), NARROWEST))

    def break_box(self) -> QRectF:
        """What stands for the line break at the piece's end."""
        line = self.line_count - 1
        width = round(self.metrics.character * 0.6)
        return self._clipped(self.box(line, self.line_end(line, width), width))

    def _clipped(self, box: QRectF) -> QRectF:
        """Blank paragraphs are lower than a line of text."""
        if box.bottom() > self.height:
            box.setTop(0)
            box.setBottom(self.height)
        return box

    def line_end(self, line: int, width: float) -> float:
        """Where something `width` wide stands behind the text of a line, as it is read."""
        low, high = self.line_range(line)
        box = self._lines[line].naturalTextRect()
        place = self.x_of(high, line) if low < high else box.left()
        return place - width if self.mixed and place <= box.left() + 1 else place

    def next_character(self, offset: int) -> int:
        """The end of the grapheme cluster that begins at or before `offset`."""
        unit = self.layout.nextCursorPosition(self._units.units(offset - self.start))
        return self.start + self._units.points(unit)

    def previous_character(self, offset: int) -> int:
        """The start of the grapheme cluster that ends at `offset`."""
        unit = self.layout.previousCursorPosition(self._units.units(offset - self.start))
        return self.start + self._units.points(unit)
