"""One piece of the article as a picture: fills, text, underlines and tags of its spans."""

from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPen, QPixmap

from annotator.model.scheme import Underline
from ui.article.inks import Inks, Rows
from ui.article.laid import Laid
from ui.article.lanes import depths, nest
from ui.article.layouts import END_MARK
from ui.article.line_metrics import LANE, LineMetrics
from ui.article.painted import PaintedSpan
from ui.article.stretches import Stretch, Stretches
from ui.article.styles import LabelStyle, Manner, PaneStyle
from ui.article.tags import PlacedTag, Tags

BLEED = 8
"""Pixels of the picture left and right of the column, for what overhangs."""
WIDEST = 16_384
"""Device pixels; no column is wider."""
FILLED = frozenset({Manner.OWN, Manner.GOLD})


class Part(NamedTuple):
    """What one fragment covers in a piece (code points); sorts in text order, longer ones first."""

    start: int
    less_end: int
    number: int
    """Of the label among all labels."""
    span: PaintedSpan
    stretches: Sequence[Stretch]


class Picture(NamedTuple):
    """A painted piece; tag places are from the left of the column and the top of the piece."""

    pixmap: QPixmap
    tags: list[PlacedTag]


class SpansPainter:
    """Paints pieces in one theme at one device pixel ratio.

    Never touches the text's own shape: fills are under it, lines over it.
    """

    def __init__(
        self,
        labels: Mapping[str, LabelStyle],
        style: PaneStyle,
        metrics: LineMetrics,
        ratio: float,
    ) -> None:
        self.ratio = ratio
        self._labels = list(labels.values())
        self._numbers = {label_id: number for number, label_id in enumerate(labels)}
        self._style, self._metrics = style, metrics
        self._width = self._pixels = 0
        self._fill_palette: list[int] = [0]
        self._fill_bytes: dict[int, bytes] = {}
        self._inks = Inks(WIDEST, ratio)
        self._rows = [self._inks.rows(label.underline, label.line) for label in self._labels]
        self._stale_rows = [self._inks.rows(label.underline, style.faint) for label in self._labels]
        self._bundle = self._inks.rows(None, style.text)
        self._tags = Tags(self._labels, style, metrics, ratio)

    def set_width(self, width: int) -> None:
        """Paint for a column of `width` pixels from now on."""
        self._width = width
        self._pixels = round((width + 2 * BLEED) * self.ratio)

    def paint(self, laid: Laid, spans: Sequence[PaintedSpan], *, ends: bool = False) -> Picture:
        """The picture of a piece; `ends`: with a mark for the line end."""
        size = QSize(self._width + 2 * BLEED, laid.height)
        pixmap = QPixmap(size * self.ratio)
        pixmap.setDevicePixelRatio(self.ratio)
        pixmap.fill(self._style.ground)
        painter = QPainter(pixmap)
        painter.translate(BLEED, 0)
        parts, places = self._parts(laid, spans)
        if parts:
            self._paint_fills(painter, laid, parts, places)
        painter.setPen(self._style.text)
        laid.layout.draw(painter, QPointF(0, 0))
        if ends:
            self._paint_end(painter, laid)
        tags: list[PlacedTag] = []
        if parts:
            self._paint_outlines(painter, laid, parts)
            self._paint_underlines(painter, laid, parts, places)
            tags = self._place_tags(laid, parts)
            self._tags.draw(painter, tags)
        painter.end()
        return Picture(pixmap, tags)

    def _parts(self, laid: Laid, spans: Iterable[PaintedSpan]) -> tuple[list[Part], Stretches]:
        low, high, numbers = laid.start, laid.end, self._numbers
        found: list[tuple[int, int, int, PaintedSpan]] = []
        edges: set[int] = set()
        for span in spans:
            number = numbers.get(span.label_id)
            if number is None:
                continue
            for start, end in span.fragments:
                if start < high and low < end:
                    if start < low:
                        start = low
                    if end > high:
                        end = high
                    found.append((start, -end, number, span))
                    edges.add(start)
                    edges.add(end)
        places = Stretches(laid, edges, self.ratio, BLEED)
        found.sort(key=lambda part: part[:3])
        of = places.of
        return [Part(*part, of(part[0], -part[1])) for part in found], places

    # Under the text

    def _paint_fills(
        self, painter: QPainter, laid: Laid, parts: list[Part], places: Stretches
    ) -> None:
        """One opacity however deep: where fills overlap, their colours are mixed."""
        marks = [
            (part.start, -part.less_end, part.number)
            for part in parts
            if part.span.manner in FILLED
        ]
        rows: dict[int, bytearray] = {}
        for start, end, bits in depths(marks):
            fill = self._fill_bytes.get(bits) or self._mix(bits)
            for line, left, right in places.of(start, end):
                row = rows.get(line)
                if row is None:
                    row = rows[line] = bytearray(self._pixels)
                row[left:right] = fill[: right - left]
        for line, row in rows.items():
            box = QRect(-BLEED, laid.line_top(line) + self._metrics.text_top,
                        self._width + 2 * BLEED, self._metrics.text_height)  # fmt: skip
            painter.drawImage(box, self._image(row, 1, self._fill_palette))
        for part in parts:
            if part.span.manner is Manner.STALE:
                brush = QBrush(self._style.faint, Qt.BrushStyle.BDiagPattern)
                for stretch in part.stretches:
                    painter.fillRect(self._box(laid, stretch), brush)

    def _image(self, rows: bytearray, height: int, palette: list[int]) -> QImage:
        width = self._pixels
        image = QImage(rows, width, height, width, QImage.Format.Format_Indexed8)
        image.setColorTable(palette)
        return image

    def _mix(self, bits: int) -> bytes:
        """The palette number of a set of labels, as long as a line."""
        fills = [label.fill for n, label in enumerate(self._labels) if bits >> n & 1]
        count, number = len(fills), len(self._fill_palette)
        if number == 256:
            return self._fill_bytes.setdefault(bits, next(iter(self._fill_bytes.values())))
        colour = QColor.fromRgbF(
            sum(fill.redF() for fill in fills) / count,
            sum(fill.greenF() for fill in fills) / count,
            sum(fill.blueF() for fill in fills) / count,
            self._style.fill_opacity,
        )
        self._fill_palette.append(colour.rgba())
        return self._fill_bytes.setdefault(bits, bytes((number,)) * WIDEST)

    # Over the text

    def _box(self, laid: Laid, stretch: Stretch) -> QRectF:
        line, left, right = stretch
        top = laid.line_top(line) + self._metrics.text_top
        ratio, height = self.ratio, self._metrics.text_height
        return QRectF(left / ratio - BLEED, top, (right - left) / ratio, height)

    def _paint_end(self, painter: QPainter, laid: Laid) -> None:
        line = laid.line_count - 1
        painter.setPen(self._style.faint)
        painter.setFont(laid.layout.font())
        y = laid.line_top(line) + self._metrics.baseline
        painter.drawText(QPointF(laid.line_end(line) + 2, y), END_MARK)

    def _paint_outlines(self, painter: QPainter, laid: Laid, parts: list[Part]) -> None:
        """Suggestions are dashed and gold is framed."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for part in parts:
            manner = part.span.manner
            if manner is not Manner.SUGGESTED and manner is not Manner.GOLD:
                continue
            pen = QPen(self._labels[part.number].line, 1)
            if manner is Manner.SUGGESTED:
                pen.setDashPattern([4, 3])
            painter.setPen(pen)
            for stretch in part.stretches:
                painter.drawRect(self._box(laid, stretch).toRect().adjusted(0, 0, -1, -1))

    def _paint_underlines(
        self, painter: QPainter, laid: Laid, parts: list[Part], places: Stretches
    ) -> None:
        lined = [part for part in parts if part.span.manner is not Manner.SUGGESTED]
        lanes = nest([(part.start, -part.less_end) for part in lined])
        last, sheet = (
            self._metrics.lanes - 1,
            LaneSheet(self._pixels, self._inks.lane, self._metrics.lanes),
        )
        deep: list[Part] = []
        for part, lane in zip(lined, lanes, strict=True):
            if lane < last:
                sheet.draw(lane, part.stretches, self._pattern(part))
            else:
                deep.append(part)
        marks = ((part.start, -part.less_end, i) for i, part in enumerate(deep))
        for start, end, bits in depths(marks):
            alone = not bits & (bits - 1)
            rows = self._pattern(deep[bits.bit_length() - 1]) if alone else self._bundle
            sheet.draw(last, places.of(start, end), rows)
        for line, rows in sheet.lines.items():
            top = laid.line_top(line) + self._metrics.baseline + 3
            box = QRect(-BLEED, top, self._width + 2 * BLEED, LANE * self._metrics.lanes)
            painter.drawImage(box, self._image(rows, sheet.height, self._inks.palette))

    def _pattern(self, part: Part) -> Rows:
        stale = part.span.manner is Manner.STALE
        return (self._stale_rows if stale else self._rows)[part.number]

    def _place_tags(self, laid: Laid, parts: list[Part]) -> list[PlacedTag]:
        ratio = self.ratio
        starts = []
        for part in parts:
            if part.start == part.span.fragments[0][0]:
                line, left, right = part.stretches[0]
                width = (right - left) / ratio
                starts.append((line, left / ratio - BLEED, width, part.number, part.span))
        starts.sort(key=itemgetter(0, 1))
        tops = [laid.line_top(line) for line in range(laid.line_count)]
        return self._tags.place(starts, tops, self._width)


class LaneSheet:
    """The underlines of one piece: for each line of text, the rows of all its lanes."""

    def __init__(self, pixels: int, lane: int, lanes: int) -> None:
        self.height = lane * lanes
        self.lines: dict[int, bytearray] = {}
        self._pixels, self._lane = pixels, lane

    def draw(self, lane: int, stretches: Iterable[Stretch], pattern: Rows) -> None:
        """Copy a pattern into a lane; a pixel stays free at both ends, so that neighbours stay
        two."""
        pixels, below = self._pixels, lane * self._lane
        for line, left, right in stretches:
            sheet = self.lines.get(line)
            if sheet is None:
                sheet = self.lines[line] = bytearray(pixels * self.height)
            if right - left > 6:
                left += 1
                right -= 1
            for row, numbers in pattern:
                begin = (below + row) * pixels
                sheet[begin + left : begin + right] = numbers[left:right]
