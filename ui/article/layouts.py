"""Pieces of the article laid out as lines: made when needed, kept while used."""

from bisect import bisect_right
from collections import OrderedDict
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QTextLayout, QTextLine, QTextOption

from ui.article.offsets import RIGHT_TO_LEFT, Units, shown
from ui.article.pieces import PieceTable

KEPT = 400
"""Layouts kept per article."""
NARROWEST = 2.0
"""Pixels; a span over a character without width stays visible."""


@dataclass(frozen=True, slots=True)
class LineMetrics:
    """Pixels of one line, from its top: where the text stands in a pitch that leaves room."""

    pitch: int
    baseline: int
    ascent: int
    descent: int
    character: float
    """Width of an average character of prose."""

    @property
    def text_top(self) -> int:
        """Top of the text's box."""
        return self.baseline - self.ascent

    @property
    def text_height(self) -> int:
        """Height of the text's box."""
        return self.ascent + self.descent


PROSE = "the quick brown fox jumps over a lazy dog and then sleeps all day long"


def line_metrics(font: QFont, pitch: float) -> LineMetrics:
    """The line of `font` at `pitch` times its own height; 45 % of the extra stands above."""
    metrics = QFontMetricsF(font)
    ascent, descent = round(metrics.ascent()), round(metrics.descent())
    height = max(round((ascent + descent) * pitch), ascent + descent)
    above = round((height - ascent - descent) * 0.45)
    character = metrics.horizontalAdvance(PROSE) / len(PROSE)
    return LineMetrics(height, above + ascent, ascent, descent, max(character, 1.0))


class Laid:
    """One piece as lines. Places are code points of the article; pixels are from the top left."""

    __slots__ = ("_layout", "_line_starts", "_lines", "_mixed", "_units", "end", "height",
                 "line_count", "metrics", "start")  # fmt: skip

    def __init__(
        self, start: int, copy: str, font: QFont, width: int, metrics: LineMetrics, height: int = 0
    ) -> None:
        self.start, self.end = start, start + len(copy)
        self.metrics = metrics
        self._units = Units(copy)
        self._mixed = not copy.isascii() and RIGHT_TO_LEFT.search(copy) is not None
        self._layout = QTextLayout(copy, font)
        self._lines = self._break(width)
        self._line_starts = [start + self._units.points(line.textStart()) for line in self._lines]
        self.line_count = len(self._lines)
        self.height = height or self.line_count * metrics.pitch

    def _break(self, width: int) -> list[QTextLine]:
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        option.setTabStopDistance(self.metrics.character * 4)
        layout = self._layout
        layout.setTextOption(option)
        layout.setCacheEnabled(True)
        lines = []
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            top = len(lines) * self.metrics.pitch + self.metrics.baseline - line.ascent()
            line.setPosition(QPointF(0, top))
            lines.append(line)
        layout.endLayout()
        return lines

    @property
    def layout(self) -> QTextLayout:
        """Qt's layout, to draw it."""
        return self._layout

    def line_at(self, y: float) -> int:
        """The line at a height; the first above, the last below."""
        return min(max(int(y // self.metrics.pitch), 0), self.line_count - 1)

    def line_of(self, offset: int) -> int:
        """The line that a place stands on; a place between two lines is on the second."""
        return max(bisect_right(self._line_starts, offset) - 1, 0)

    def line_range(self, line: int) -> tuple[int, int]:
        """First code point and end of a line."""
        following = line + 1
        end = self._line_starts[following] if following < self.line_count else self.end
        return self._line_starts[line], end

    def x_of(self, offset: int, line: int | None = None) -> float:
        """Where the caret stands before the character at `offset`."""
        found = self._lines[self.line_of(offset) if line is None else line]
        return float(found.cursorToX(self._units.units(offset - self.start))[0])  # type: ignore[index]

    def offset_at(self, x: float, y: float) -> int:
        """The place between characters nearest to a point."""
        return self.offset_on_line(self.line_at(y), x)

    def offset_on_line(self, line: int, x: float) -> int:
        """The place between the characters of a line nearest to `x`."""
        return self.start + self._units.points(self._lines[line].xToCursor(x))

    def character_at(self, x: float, y: float) -> int | None:
        """The character under a point, None beside the text."""
        if not 0 <= y < self.height:
            return None
        line = self.line_at(y)
        found = self._lines[line]
        if not found.x() <= x - found.naturalTextRect().left() + found.x():
            return None
        if x >= found.naturalTextRect().right():
            return None
        unit = found.xToCursor(x, QTextLine.CursorPosition.CursorOnCharacter)
        offset = self.start + self._units.points(unit)
        return offset if offset < self.end else None

    def rects(self, start: int, end: int) -> list[tuple[int, float, float]]:
        """Line, left and width of what covers `[start, end)`, clipped to the piece."""
        start, end = max(start, self.start), min(end, self.end)
        if end <= start:
            return []
        covered: list[tuple[int, float, float]] = []
        for line in range(self.line_of(start), self.line_of(end - 1) + 1):
            first, last = self.line_range(line)
            low, high = max(start, first), min(end, last)
            if self._mixed:
                covered += [(line, x, w) for x, w in self._runs(line, low, high)]
            else:
                left, right = self.x_of(low, line), self.x_of(high, line)
                covered.append((line, left, max(right - left, NARROWEST)))
        return covered

    def _runs(self, line: int, low: int, high: int) -> list[tuple[float, float]]:
        first = self._units.units(low - self.start)
        count = self._units.units(high - self.start) - first
        found = self._lines[line]
        runs = []
        for run in found.glyphRuns(first, count):
            box = run.boundingRect()
            runs.append((box.left(), max(box.width(), NARROWEST)))
        return runs or [(float(found.cursorToX(first)[0]), NARROWEST)]  # type: ignore[index]

    def box(self, line: int, left: float, width: float) -> QRectF:
        """The text's box on a line."""
        top = line * self.metrics.pitch + self.metrics.text_top
        return QRectF(left, top, width, self.metrics.text_height)

    def next_character(self, offset: int) -> int:
        """The end of the grapheme cluster that begins at or before `offset`."""
        unit = self._layout.nextCursorPosition(self._units.units(offset - self.start))
        return self.start + self._units.points(unit)

    def previous_character(self, offset: int) -> int:
        """The start of the grapheme cluster that ends at `offset`."""
        unit = self._layout.previousCursorPosition(self._units.units(offset - self.start))
        return self.start + self._units.points(unit)


class Layouts:
    """The laid-out pieces of one article at one width."""

    def __init__(self, text: str, font: QFont, width: int, pitch: float) -> None:
        self.text = text
        self.table = PieceTable(text)
        self.metrics = line_metrics(font, pitch)
        self.font = font
        self.width = width
        self.ends_shown = False
        self._laid: OrderedDict[int, Laid] = OrderedDict()

    def laid(self, piece: int) -> Laid:
        """The piece as lines, made if need be."""
        found = self._laid.get(piece)
        if found is not None:
            self._laid.move_to_end(piece)
            return found
        found = self._lay_out(piece)
        self._laid[piece] = found
        if len(self._laid) > KEPT:
            self._laid.popitem(last=False)
        return found

    def restyle(self, font: QFont, pitch: float) -> None:
        """Take another font and pitch."""
        self.font = font
        self.metrics = line_metrics(font, pitch)
        self.forget()

    def forget(self) -> None:
        """Throw every layout away: font, width or display has changed."""
        self._laid.clear()

    def _lay_out(self, piece: int) -> Laid:
        copy = shown(self.table.text(piece), ends=self.ends_shown)
        if self.ends_shown and self.table.is_last_of_paragraph(piece):
            height = 0
        else:
            height = self._blank_height(piece)
        return Laid(self.table.start(piece), copy, self.font, self.width, self.metrics, height)

    def _blank_height(self, piece: int) -> int:
        """Blank paragraphs are lower than a line, and lower still in a run; 0: not blank."""
        if self.ends_shown or not self.table.is_blank(piece):
            return 0
        again = piece > 0 and self.table.is_blank(piece - 1)
        return round(self.metrics.pitch * (0.3 if again else 0.6))

    def estimated_top(self, piece: int) -> float:
        """Where a piece would begin if all text before it were average prose (pixels)."""
        per_line = max(self.width / self.metrics.character, 1.0)
        lines = self.table.start(piece) / per_line + piece * 0.5
        return lines * self.metrics.pitch

    def estimated_height(self) -> float:
        """The height of the article by the same estimate."""
        per_line = max(self.width / self.metrics.character, 1.0)
        return (len(self.text) / per_line + len(self.table) * 0.5) * self.metrics.pitch
