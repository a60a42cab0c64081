"""One piece of the article as a picture: fills, text, underlines and tags of its spans."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from operator import itemgetter
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPen, QPixmap

from ui.article.cells import Cells, Stretch
from ui.article.ground import BYTES, LAST, Ground
from ui.article.inks import Inks
from ui.article.laid import Laid
from ui.article.lanes import nest
from ui.article.layouts import END_MARK
from ui.article.line_metrics import LineMetrics
from ui.article.painted import PaintedSpan
from ui.article.styles import LabelStyle, Manner, PaneStyle
from ui.article.tags import PlacedTag, Tags

BLEED = 8
"""Pixels of the picture left and right of the column, for what overhangs."""
WIDEST = 16_384
"""Device pixels; no column is wider."""
FILLED = frozenset({Manner.OWN, Manner.GOLD})


Part = tuple[int, int, int, PaintedSpan]
"""Start, end with a minus sign, number of the label, span: sorts longer ones first."""


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
        self._inks = Inks(style.ground, WIDEST, ratio)
        number = self._inks.number
        self._own = [number(label.underline, label.line) for label in self._labels]
        self._stale = [number(label.underline, style.faint) for label in self._labels]
        self._bundle = number(None, style.text)
        self._ground = Ground(self._labels, style, self._inks)
        self._tags = Tags(self._labels, style, metrics, ratio)

    def set_width(self, width: int) -> None:
        """Paint for a column of `width` pixels from now on."""
        self._width = width
        self._pixels = round((width + 2 * BLEED) * self.ratio)

    def paint(self, laid: Laid, spans: Sequence[PaintedSpan], *, ends: bool = False) -> Picture:
        """The picture of a piece; `ends`: with a mark for the line end."""
        parts = self._parts(laid, spans)
        cells = self._cut(laid, parts) if parts else None
        pixmap = self._blank(laid) if cells is None else self._under(laid, parts, cells)
        pixmap.setDevicePixelRatio(self.ratio)
        painter = QPainter(pixmap)
        painter.translate(BLEED, 0)
        if cells is not None:
            self._paint_stale(painter, laid, parts, cells)
        painter.setPen(self._style.text)
        laid.layout.draw(painter, QPointF(0, 0))
        if ends:
            self._paint_end(painter, laid)
        tags: list[PlacedTag] = []
        if cells is not None:
            self._paint_outlines(painter, laid, parts, cells)
            tags = self._place_tags(laid, parts, cells)
            self._tags.draw(painter, tags)
        painter.end()
        return Picture(pixmap, tags)

    def _parts(self, laid: Laid, spans: Iterable[PaintedSpan]) -> list[Part]:
        low, high, numbers = laid.start, laid.end, self._numbers
        parts: list[Part] = []
        for span in spans:
            number = numbers.get(span.label_id)
            if number is not None:
                for start, end in span.fragments:
                    if start < high and low < end:
                        left = start if start > low else low
                        parts.append((left, -end if end < high else -high, number, span))
        parts.sort(key=itemgetter(0, 1, 2))
        return parts

    def _cut(self, laid: Laid, parts: list[Part]) -> Cells:
        cuts = {part[0] for part in parts}
        cuts.update([-part[1] for part in parts])
        return Cells(laid, cuts, self.ratio, BLEED)

    # Under the text

    def _blank(self, laid: Laid) -> QPixmap:
        pixmap = QPixmap(self._pixels, round(laid.height * self.ratio))
        pixmap.fill(self._style.ground)
        return pixmap

    def _under(self, laid: Laid, parts: list[Part], cells: Cells) -> QPixmap:
        sets, lanes = self._filled(parts, cells), self._fill_lanes(parts, cells)
        image = self._ground.image(laid, cells, sets, lanes, self._pixels, self.ratio)
        return QPixmap.fromImage(image, Qt.ImageConversionFlag.NoFormatConversion)

    def _filled(self, parts: list[Part], cells: Cells) -> list[int]:
        """The set of labels that fill each cell, a bit for each."""
        number, room = cells.number, max(len(self._labels), 8)
        ones, every = _ones(room, cells.count), 0
        for start, less_end, label, span in parts:
            if span.manner in FILLED:
                first, last = number[start], number[-less_end]
                run = ones & ((1 << (last - first) * room) - 1)
                every |= run << first * room + label
        return _split(every, room, cells.count)

    def _paint_stale(self, painter: QPainter, laid: Laid, parts: list[Part], cells: Cells) -> None:
        """Hatched: what no longer fits."""
        brush = QBrush(self._style.faint, Qt.BrushStyle.BDiagPattern)
        for start, less_end, _, span in parts:
            if span.manner is Manner.STALE:
                for stretch in cells.stretches(start, -less_end):
                    painter.fillRect(self._box(laid, stretch), brush)

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

    def _paint_outlines(
        self, painter: QPainter, laid: Laid, parts: list[Part], cells: Cells
    ) -> None:
        """Suggestions are dashed and gold is framed."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for start, less_end, label, span in parts:
            manner = span.manner
            if manner is not Manner.SUGGESTED and manner is not Manner.GOLD:
                continue
            pen = QPen(self._labels[label].line, 1)
            if manner is Manner.SUGGESTED:
                pen.setDashPattern([4, 3])
            painter.setPen(pen)
            for stretch in cells.stretches(start, -less_end):
                painter.drawRect(self._box(laid, stretch).toRect().adjusted(0, 0, -1, -1))

    def _fill_lanes(self, parts: list[Part], cells: Cells) -> list[bytearray]:
        """The ink of every cell in every lane; `LAST`: a span ends with this cell.

        What is deeper than there are lanes shares the last one: alone it keeps its look, over
        others it becomes the line that stands for several.
        """
        lined = [part for part in parts if part[3].manner is not Manner.SUGGESTED]
        nested = nest([(start, -less_end) for start, less_end, _, _ in lined])
        deepest = min(self._metrics.lanes, max(nested, default=0) + 1) - 1
        lanes = [bytearray(cells.count) for _ in range(deepest + 1)]
        number, own, stale = cells.number, self._own, self._stale
        for (start, less_end, label, span), depth in zip(lined, nested, strict=True):
            ink = stale[label] if span.manner is Manner.STALE else own[label]
            first, last = number[start], number[-less_end]
            if depth < deepest:
                lane = lanes[depth]
                lane[first:last] = BYTES[ink] * (last - first)
                lane[last - 1] |= LAST
            else:
                lane = lanes[deepest]
                shared = bytes((self._bundle,)) * 255
                lane[first:last] = lane[first:last].translate(BYTES[ink] + shared)
                if lane[last - 1] == ink:
                    lane[last - 1] |= LAST
        return lanes

    def _place_tags(self, laid: Laid, parts: list[Part], cells: Cells) -> list[PlacedTag]:
        ratio, number = self.ratio, cells.number
        at: dict[int, tuple[int, int]] = {}
        line_ends: dict[int, tuple[int, int]] = {}
        for line, boxes in cells.lines:
            for cell, left, _ in boxes:
                at[cell] = line, left
            line_ends[line] = boxes[-1][0], boxes[-1][2]
        starts = []
        for start, less_end, label, span in parts:
            if start == span.fragments[0][0]:
                line, left = at[number[start]]
                last, right = line_ends[line]
                following = number[-less_end]
                if following <= last:
                    right = at[following][1]
                starts.append((line, left / ratio - BLEED, (right - left) / ratio, label, span))
        starts.sort(key=itemgetter(0, 1))
        tops = [laid.line_top(line) for line in range(laid.line_count)]
        return self._tags.place(starts, tops, self._width)


@cache
def _ones(room: int, count: int) -> int:
    """A number with every `room`-th of its bits set, `count` in all."""
    return sum(1 << place * room for place in range(count))


def _split(every: int, room: int, count: int) -> list[int]:
    """The sets, `room` bits each, that `every` is made of."""
    if room <= 8:
        return list(every.to_bytes(count, "little"))
    mask = (1 << room) - 1
    return [every >> place * room & mask for place in range(count)]
