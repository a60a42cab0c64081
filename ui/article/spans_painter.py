"""One piece of the article as a picture: fills, text, underlines and tags of its spans."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPixmap

from annotator.model.scheme import Underline
from ui.article.laid import Laid
from ui.article.lanes import depths, pack
from ui.article.layouts import END_MARK
from ui.article.line_metrics import LANE, LineMetrics
from ui.article.painted import PaintedSpan
from ui.article.styles import LabelStyle, Manner, PaneStyle
from ui.article.tags import PlacedTag, Tags
from ui.article.underlines import Underlines

BLEED = 8
"""Pixels of the picture left and right of the column, for what overhangs."""
FILLED = frozenset({Manner.OWN, Manner.GOLD})


class Part(NamedTuple):
    """What one fragment covers in a piece; `rects`: line, left, width."""

    span: PaintedSpan
    label: LabelStyle
    start: int
    end: int
    rects: list[tuple[int, float, float]]


class Picture(NamedTuple):
    """A painted piece; tag places are from the picture's top, `BLEED` left of the column."""

    pixmap: QPixmap
    tags: list[PlacedTag]


class SpansPainter:
    """Paints pieces in one theme at one device pixel ratio. Never touches the text's own shape."""

    def __init__(
        self,
        labels: Mapping[str, LabelStyle],
        style: PaneStyle,
        metrics: LineMetrics,
        ratio: float,
    ) -> None:
        self.ratio = ratio
        self._labels = dict(labels)
        self._style, self._metrics = style, metrics
        self._bits = {label_id: 1 << number for number, label_id in enumerate(labels)}
        self._fills: dict[int, QColor] = {}
        self._underlines = Underlines(ratio)
        self._tags = Tags(style, metrics, ratio)

    def paint(
        self, laid: Laid, width: int, spans: Sequence[PaintedSpan], *, ends: bool = False
    ) -> Picture:
        """The picture of a piece in a column of `width` pixels."""
        size = QSize(width + 2 * BLEED, laid.height)
        pixmap = QPixmap(size * self.ratio)
        pixmap.setDevicePixelRatio(self.ratio)
        pixmap.fill(self._style.ground)
        painter = QPainter(pixmap)
        painter.translate(BLEED, 0)
        parts = self._parts(laid, spans)
        self._paint_fills(painter, laid, parts)
        painter.setPen(self._style.text)
        laid.layout.draw(painter, QPointF(0, 0))
        if ends:
            self._paint_end(painter, laid)
        tags: list[PlacedTag] = []
        if parts:
            self._paint_outlines(painter, laid, parts)
            self._paint_underlines(painter, laid, parts)
            tags = self._paint_tags(painter, laid, parts, width)
        painter.end()
        return Picture(pixmap, tags)

    def _parts(self, laid: Laid, spans: Iterable[PaintedSpan]) -> list[Part]:
        parts = []
        low, high = laid.start, laid.end
        for span in spans:
            label = self._labels.get(span.label_id)
            if label is None:
                continue
            for start, end in span.fragments:
                if start < high and low < end:
                    a, b = max(start, low), min(end, high)
                    parts.append(Part(span, label, a, b, laid.rects(a, b)))
        return parts

    # Under the text

    def _paint_fills(self, painter: QPainter, laid: Laid, parts: list[Part]) -> None:
        """One opacity however deep: where fills overlap, their colours are mixed."""
        marks = [
            (part.start, part.end, self._bits[part.span.label_id])
            for part in parts
            if part.span.manner in FILLED
        ]
        painter.setPen(Qt.PenStyle.NoPen)
        boxes: dict[int, list[QRectF]] = defaultdict(list)
        for start, end, bits in depths(marks):
            found = boxes[bits]
            for line, left, width in laid.rects(start, end):
                found.append(self._fill_box(laid, line, left, width))
        for bits, found in boxes.items():
            painter.setBrush(self._fill(bits))
            painter.drawRects(found)
        stale = [part for part in parts if part.span.manner is Manner.STALE]
        for part in stale:
            painter.setBrush(QBrush(self._style.faint, Qt.BrushStyle.BDiagPattern))
            painter.drawRects([self._fill_box(laid, *rect) for rect in part.rects])

    def _fill_box(self, laid: Laid, line: int, left: float, width: float) -> QRectF:
        metrics = self._metrics
        top = laid.line_top(line) + metrics.text_top
        return QRectF(left, top, width, metrics.text_height)

    def _fill(self, bits: int) -> QColor:
        colour = self._fills.get(bits)
        if colour is None:
            fills = [self._labels[i].fill for i, bit in self._bits.items() if bit & bits]
            count = len(fills)
            colour = QColor.fromRgbF(
                sum(fill.redF() for fill in fills) / count,
                sum(fill.greenF() for fill in fills) / count,
                sum(fill.blueF() for fill in fills) / count,
                self._style.fill_opacity,
            )
            self._fills[bits] = colour
        return colour

    # Over the text

    def _paint_end(self, painter: QPainter, laid: Laid) -> None:
        line = laid.line_count - 1
        painter.setPen(self._style.faint)
        y = laid.line_top(line) + self._metrics.baseline
        painter.setFont(laid.layout.font())
        painter.drawText(QPointF(laid.line_end(line) + 2, y), END_MARK)

    def _paint_outlines(self, painter: QPainter, laid: Laid, parts: list[Part]) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for part in parts:
            manner = part.span.manner
            if manner is Manner.SUGGESTED:
                pen = QPen(part.label.line, 1, Qt.PenStyle.CustomDashLine)
                pen.setDashPattern([4, 3])
            elif manner is Manner.GOLD:
                pen = QPen(part.label.line, 1)
            else:
                continue
            painter.setPen(pen)
            for rect in part.rects:
                box = self._fill_box(laid, *rect)
                painter.drawRect(box.toRect().adjusted(0, 0, -1, -1))

    def _paint_underlines(self, painter: QPainter, laid: Laid, parts: list[Part]) -> None:
        lined = [part for part in parts if part.span.manner is not Manner.SUGGESTED]
        places = [(part.start - laid.start, part.end - laid.start) for part in lined]
        lanes = pack(places, (part.span.end - part.span.start for part in lined))
        last = self._metrics.lanes - 1
        groups: dict[tuple[Underline, int], list[QRectF]] = defaultdict(list)
        deep: list[Part] = []
        for part, lane in zip(lined, lanes, strict=True):
            if lane < last:
                groups[self._line_style(part)] += self._lane_boxes(laid, part.rects, lane)
            else:
                deep.append(part)
        bundle = self._share_lane(laid, deep, last, groups)
        for (underline, rgba), boxes in groups.items():
            self._underlines.draw(painter, underline, QColor.fromRgba(rgba), boxes)
        self._underlines.draw_bundle(painter, self._style.text, bundle)

    def _share_lane(
        self,
        laid: Laid,
        parts: list[Part],
        lane: int,
        groups: dict[tuple[Underline, int], list[QRectF]],
    ) -> list[QRectF]:
        """All that has no lane of its own: one by itself keeps its style, the rest is returned."""
        bundle: list[QRectF] = []
        marks = ((part.start, part.end, 1 << i) for i, part in enumerate(parts))
        for start, end, bits in depths(marks):
            boxes = self._lane_boxes(laid, laid.rects(start, end), lane)
            if bits & (bits - 1):
                bundle += boxes
            else:
                groups[self._line_style(parts[bits.bit_length() - 1])] += boxes
        return bundle

    def _line_style(self, part: Part) -> tuple[Underline, int]:
        stale = part.span.manner is Manner.STALE
        return part.label.underline, (self._style.faint if stale else part.label.line).rgba()

    def _lane_boxes(
        self, laid: Laid, rects: Iterable[tuple[int, float, float]], lane: int
    ) -> list[QRectF]:
        """A pixel is left free at both ends, so that neighbours stay two."""
        below = self._metrics.baseline + 3 + lane * LANE
        return [
            QRectF(left + 1, laid.line_top(line) + below, width - 2, LANE)
            if width > 6
            else QRectF(left, laid.line_top(line) + below, width, LANE)
            for line, left, width in rects
        ]

    def _paint_tags(
        self, painter: QPainter, laid: Laid, parts: list[Part], width: int
    ) -> list[PlacedTag]:
        starts = [
            (*part.rects[0], part.span, part.label)
            for part in parts
            if part.rects and part.start == part.span.fragments[0][0]
        ]
        tops = [laid.line_top(line) for line in range(laid.line_count)]
        tags = self._tags.place(starts, tops, width)
        self._tags.draw(painter, tags)
        return tags
