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
OWN, GOLD = Manner.OWN, Manner.GOLD


Run = tuple[int, int, int, PaintedSpan]
"""First cell, end, number of the label, span: in text order, longer ones first."""


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
        self._line_inks: dict[tuple[int, bool], int] = {}
        self._ground = Ground(self._labels, style, self._inks)
        self._tags = Tags(self._labels, style, metrics, ratio)

    def set_width(self, width: int) -> None:
        """Paint for a column of `width` pixels from now on."""
        self._width = width
        self._pixels = round((width + 2 * BLEED) * self.ratio)

    def paint(self, laid: Laid, spans: Sequence[PaintedSpan], *, ends: bool = False) -> Picture:
        """The picture of a piece; `ends`: with a mark for the line end."""
        cells, runs = self._cut(laid, spans)
        pixmap = self._blank(laid) if cells is None else self._under(laid, runs, cells)
        pixmap.setDevicePixelRatio(self.ratio)
        painter = QPainter(pixmap)
        painter.translate(BLEED, 0)
        special = [run for run in runs if run[3].manner is not OWN]
        if cells is not None and special:
            self._paint_stale(painter, laid, special, cells)
        painter.setPen(self._style.text)
        laid.layout.draw(painter, QPointF(0, 0))
        if ends:
            self._paint_end(painter, laid)
        tags: list[PlacedTag] = []
        if cells is not None:
            self._paint_outlines(painter, laid, special, cells)
            tags = self._place_tags(laid, runs, cells)
            self._tags.draw(painter, tags)
        painter.end()
        return Picture(pixmap, tags)

    def _cut(self, laid: Laid, spans: Iterable[PaintedSpan]) -> tuple[Cells | None, list[Run]]:
        """The piece cut where fragments begin and end, and which cells each covers."""
        low, high, numbers = laid.start, laid.end, self._numbers
        if low == high:  # an empty line within a span has nothing to paint on
            return None, []
        parts: list[tuple[int, int, int, PaintedSpan]] = []
        for span in spans:
            label = numbers.get(span.label_id)
            if label is not None:
                for start, end in span.fragments:
                    if start < high and low < end:
                        left = start if start > low else low
                        parts.append((left, -end if end < high else -high, label, span))
        if not parts:
            return None, []
        parts.sort(key=itemgetter(0, 1, 2))
        cuts = {part[0] for part in parts}
        cuts.update([-part[1] for part in parts])
        cells = Cells(laid, cuts, self.ratio, BLEED)
        number = cells.number
        return cells, [(number[start], number[-end], n, span) for start, end, n, span in parts]

    # Under the text

    def _blank(self, laid: Laid) -> QPixmap:
        pixmap = QPixmap(self._pixels, round(laid.height * self.ratio))
        pixmap.fill(self._style.ground)
        return pixmap

    def _under(self, laid: Laid, runs: list[Run], cells: Cells) -> QPixmap:
        sets, lanes = self._filled(runs, cells), self._fill_lanes(runs, cells)
        image = self._ground.image(laid, cells, sets, lanes, self._pixels, self.ratio)
        return QPixmap.fromImage(image, Qt.ImageConversionFlag.NoFormatConversion)

    def _filled(self, runs: list[Run], cells: Cells) -> list[int]:
        """The set of labels that fill each cell, a bit for each."""
        room = max(len(self._labels), 8)
        ones, every = _ones(room, cells.count), 0
        for first, last, label, span in runs:
            manner = span.manner
            if manner is OWN or manner is GOLD:
                run = ones & ((1 << (last - first) * room) - 1)
                every |= run << first * room + label
        return _split(every, room, cells.count)

    def _paint_stale(self, painter: QPainter, laid: Laid, runs: list[Run], cells: Cells) -> None:
        """Hatched: what no longer fits."""
        brush = QBrush(self._style.faint, Qt.BrushStyle.BDiagPattern)
        for first, last, _, span in runs:
            if span.manner is Manner.STALE:
                for stretch in cells.stretches(first, last):
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
        painter.drawText(QPointF(laid.line_end(line, self._metrics.character * 1.3), y), END_MARK)

    def _paint_outlines(self, painter: QPainter, laid: Laid, runs: list[Run], cells: Cells) -> None:
        """Suggestions are dashed and gold is framed."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for first, last, label, span in runs:
            manner = span.manner
            if manner is not Manner.SUGGESTED and manner is not GOLD:
                continue
            pen = QPen(self._labels[label].line, 1)
            if manner is Manner.SUGGESTED:
                pen.setDashPattern([4, 3])
            painter.setPen(pen)
            for stretch in cells.stretches(first, last):
                painter.drawRect(self._box(laid, stretch).toRect().adjusted(0, 0, -1, -1))

    def _fill_lanes(self, runs: list[Run], cells: Cells) -> list[bytearray]:
        """The ink of every cell in every lane; `LAST`: a span ends with this cell.

        What is deeper than there are lanes shares the last one: alone it keeps its look, over
        others it becomes the line that stands for several.
        """
        lined = [run for run in runs if run[3].manner is not Manner.SUGGESTED]
        nested = nest(lined)
        deepest = min(self._metrics.lanes, max(nested, default=0) + 1) - 1
        lanes = [bytearray(cells.count) for _ in range(deepest + 1)]
        several = self._inks.number(None, self._style.text)
        bottom, shared = lanes[deepest], bytes((several,)) * 255
        known = self._line_inks
        for (first, last, label, span), depth in zip(lined, nested, strict=True):
            stale = span.manner is Manner.STALE
            ink = known.get((label, stale)) or self._line_ink(label, stale)
            if depth >= deepest:
                bottom[first:last] = bottom[first:last].translate(BYTES[ink] + shared)
                if bottom[last - 1] == ink:
                    bottom[last - 1] = ink | LAST
            else:
                lane = lanes[depth]
                if last - first > 1:
                    lane[first:last] = BYTES[ink] * (last - first)
                lane[last - 1] = ink | LAST
        return lanes

    def _line_ink(self, number: int, stale: bool) -> int:
        label = self._labels[number]
        ink = self._inks.number(label.underline, self._style.faint if stale else label.line)
        return self._line_inks.setdefault((number, stale), ink)

    def _place_tags(self, laid: Laid, runs: list[Run], cells: Cells) -> list[PlacedTag]:
        ratio, low = self.ratio, laid.start
        at = [(0, 0, 0, 0)] * (cells.count + 1)
        for line, boxes in cells.lines:
            end, right = boxes[-1][0], boxes[-1][2]
            for cell, left, _ in boxes:
                at[cell] = line, left, end, right
        starts = []
        seen: set[str] = set()
        for first, last, label, span in runs:
            fragments = span.fragments
            if fragments[0][0] < low:
                continue
            if len(fragments) > 1:
                if span.id in seen:
                    continue
                seen.add(span.id)
            line, left, end, right = at[first]
            if last <= end:
                right = at[last][1]
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
