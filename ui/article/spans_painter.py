"""One piece of the article as a picture: fills, text, underlines and tags of its spans."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import accumulate, compress
from operator import xor

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QImage, QPainter, QPen

from ui.article.cells import Stretch
from ui.article.cut import Cut
from ui.article.ground import Ground, Lane
from ui.article.inks import Inks
from ui.article.laid import Laid
from ui.article.layouts import END_MARK
from ui.article.line_metrics import LANE, LineMetrics
from ui.article.marks import UNLINED, Marks, marks_of
from ui.article.painted import PaintedSpan
from ui.article.pictures import Picture
from ui.article.styles import LabelStyle, Manner, PaneStyle
from ui.article.tags import PlacedTag, Tags
from ui.article.underlines import Runs, Underlines

BLEED = 8
"""Pixels of the picture left and right of the column, for what overhangs."""
WIDEST = 16_384
"""Device pixels; no column is wider."""
HATCH = 8
"""Device pixels after which Qt's hatching repeats."""
OWN, GOLD = Manner.OWN, Manner.GOLD


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
        self._row_inks: dict[tuple[int | None, bool], bytes] = {}
        self._inks = Inks(style.ground, WIDEST, ratio)
        self._ground = Ground(self._labels, style, self._inks)
        self._tags = Tags(self._labels, style, metrics, ratio, BLEED)

    def set_width(self, width: int) -> None:
        """Paint for a column of `width` pixels from now on."""
        if width != self._width:
            self._width = width
            self._pixels = round((width + 2 * BLEED) * self.ratio)
            self._row_inks = {}

    def size(self, laid: Laid) -> int:
        """Device pixels of a piece's picture."""
        return self._pixels * round(laid.height * self.ratio)

    def begin(self, laid: Laid, marks: Marks, *, ends: bool = False) -> Picture:
        """The picture of a piece, nothing of it painted; `ends`: with a mark for the line end."""
        return Picture(laid, marks, self._pixels, self.ratio, ends=ends)

    def marks(self, laid: Laid, spans: Iterable[PaintedSpan]) -> Marks:
        """What of some spans lies on a piece."""
        return marks_of(laid.start, laid.end, spans, self._numbers)

    def paint(self, picture: Picture, first: int, last: int) -> None:
        """Paint lines `first` to before `last` of a piece into its picture.

        What reaches into the room of the next line is painted with both.
        """
        strip, cut = self._strip(picture, first, last), self._cut(picture, first, last)
        image = self._under(picture.laid, cut, strip)
        with QPainter(image) as painter:
            painter.translate(BLEED, -strip.top() / self.ratio)
            tags = self._over(painter, picture, cut, first, last)
        image.setDevicePixelRatio(1)
        picture.take(first, last, image, strip.top(), tags)

    def show(
        self, painter: QPainter, corner: QPoint, picture: Picture, first: int, last: int
    ) -> None:
        """Paint the same straight onto the screen, with the piece's column from `corner` on."""
        strip, cut = self._strip(picture, first, last), self._cut(picture, first, last)
        ratio = self.ratio
        area = QRectF(-BLEED, strip.top() / ratio, strip.width() / ratio, strip.height() / ratio)
        painter.save()
        painter.translate(corner)
        painter.setClipRect(area, Qt.ClipOperation.IntersectClip)
        painter.drawImage(area.topLeft(), self._under(picture.laid, cut, strip))
        picture.show(first, last, self._over(painter, picture, cut, first, last))
        painter.restore()

    def _strip(self, picture: Picture, first: int, last: int) -> QRect:
        """The device pixels that lines reach to."""
        laid, metrics = picture.laid, self._metrics
        top, bottom = 0, picture.height
        if first > 0:
            above = self._whole(-self._tags.top)
            top = max(round((laid.line_top(first) - above) * self.ratio), 0)
        if last < laid.line_count:
            below = self._whole(metrics.baseline + 3 + metrics.lanes * LANE - metrics.pitch)
            bottom = min(round((laid.line_top(last) + below) * self.ratio), bottom)
        return QRect(0, top, self._pixels, bottom - top)

    def _whole(self, pixels: int) -> int:
        """At least so many, and whole device pixels."""
        grid = self._metrics.grid
        return max(-(-pixels // grid) * grid, 0)

    def _cut(self, picture: Picture, first: int, last: int) -> Cut | None:
        """Lines of a piece, with those above and below, cut where fragments begin and end."""
        laid = picture.laid
        first, last = max(first - 1, 0), min(last + 1, laid.line_count)
        return Cut.of(laid, picture.marks, first, last, self.ratio, BLEED)

    # Under the text

    def _under(self, laid: Laid, cut: Cut | None, strip: QRect) -> QImage:
        if cut is None:
            image = QImage(strip.size(), QImage.Format.Format_RGB32)
            image.fill(self._style.ground)
        else:
            sets, lanes = self._filled(cut), self._fill_lanes(cut)
            image = self._ground.image(laid, cut.cells, sets, lanes, strip, self.ratio)
        image.setDevicePixelRatio(self.ratio)
        return image

    def _filled(self, cut: Cut) -> list[int]:
        """The set of labels that fill each cell, a bit for each."""
        turns = [0] * (cut.cells.count + 1)  # which labels begin or end where a cell does
        reached = [0] * len(self._labels)
        bits = [1 << number for number in range(len(self._labels))]
        if cut.own:
            runs: Iterable[tuple[int, int, int]] = zip(
                cut.firsts, cut.lasts, cut.marks.labels, strict=True
            )
        else:
            runs = (run[:3] for run in cut.among(OWN, GOLD))
        for first, last, label in runs:
            reach = reached[label]
            if first > reach:
                bit = bits[label]
                turns[reach] ^= bit
                turns[first] ^= bit
            if last > reach:
                reached[label] = last
        for label, reach in enumerate(reached):
            turns[0] ^= bits[label]
            turns[reach] ^= bits[label]
        return list(accumulate(turns[:-1], xor))

    def _paint_stale(self, painter: QPainter, laid: Laid, cut: Cut) -> None:
        """Hatched: what no longer fits."""
        for first, last, _, _ in cut.among(Manner.STALE):
            for stretch in cut.cells.stretches(first, last):
                painter.fillRect(self._box(laid, stretch), self._hatch)

    # Over the ground

    def _over(
        self, painter: QPainter, picture: Picture, cut: Cut | None, first: int, last: int
    ) -> dict[int, list[PlacedTag]]:
        """Paint what stands on the ground; the tags that were placed on each line."""
        laid = picture.laid
        if cut is not None and not cut.own:
            self._paint_stale(painter, laid, cut)
        painter.setPen(self._style.text)
        shown = QRectF(-BLEED, laid.line_top(first - 1), self._pixels, 0)
        shown.setBottom(laid.line_top(last + 1))
        laid.layout.draw(painter, QPointF(0, 0), [], shown)
        if picture.ends:
            self._paint_end(painter, laid)
        if cut is None:
            return {}
        if not cut.own:
            self._paint_outlines(painter, laid, cut)
        tags = self._place_tags(laid, cut, first)
        for line in tags:
            self._tags.draw(painter, tags[line])
        return tags

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

    def _paint_outlines(self, painter: QPainter, laid: Laid, cut: Cut) -> None:
        """Suggestions are dashed and gold is framed."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for first, last, label, span in cut.among(Manner.SUGGESTED, GOLD):
            pen = QPen(self._labels[label].line, 1)
            if span.manner is Manner.SUGGESTED:
                pen.setDashPattern([4, 3])
            painter.setPen(pen)
            for stretch in cut.cells.stretches(first, last):
                painter.drawRect(self._box(laid, stretch).toRect().adjusted(0, 0, -1, -1))

    def _fill_lanes(self, cut: Cut) -> list[Lane]:
        """What every pixel has in every lane."""
        marks, rows = cut.marks, len(cut.cells.lines)
        several = self._line_ink(None) * rows
        columns: list[Sequence[int]] = [cut.firsts, cut.lasts, marks.lanes]
        if cut.own:
            known = {n: self._line_ink(n) * rows for n in dict.fromkeys(marks.labels)}
            inks = list(map(known.__getitem__, marks.labels))
        else:
            lined = [lane != UNLINED for lane in marks.lanes]
            columns = [list(compress(column, lined)) for column in columns]
            stale = [span.manner is Manner.STALE for span in marks.spans]
            looks = list(compress(zip(marks.labels, stale, strict=True), lined))
            faded = {n: self._line_ink(*n) * rows for n in dict.fromkeys(looks)}
            inks = list(map(faded.__getitem__, looks))
        firsts, lasts, lanes = columns
        bottom, gap = self._metrics.lanes - 1, round(self.ratio)
        lines = Underlines(several, self._pixels, gap, bottom)
        return lines.lanes(Runs(firsts, lasts, inks, lanes), cut.cells)

    def _line_ink(self, number: int | None, stale: bool = False) -> bytes:
        """The ink of one row under the spans of a label, under several at once where it is None."""
        ink = self._row_inks.get((number, stale))
        if ink is None:
            style, colour = None, self._style.text
            if number is not None:
                label = self._labels[number]
                style, colour = label.underline, self._style.faint if stale else label.line
            ink = self._row_inks[number, stale] = self._inks.ink(style, colour)[: self._pixels]
        return ink

    @cached_property
    def _hatch(self) -> QBrush:
        """A texture, as Qt's own hatching begins at the corner of what is painted on: it would not
        meet where lines are painted one by one."""
        tile = QImage(HATCH, HATCH, QImage.Format.Format_ARGB32_Premultiplied)
        tile.fill(Qt.GlobalColor.transparent)
        with QPainter(tile) as painter:
            painter.fillRect(tile.rect(), QBrush(self._style.faint, Qt.BrushStyle.BDiagPattern))
        tile.setDevicePixelRatio(self.ratio)
        return QBrush(tile)

    def _place_tags(self, laid: Laid, cut: Cut, first: int) -> dict[int, list[PlacedTag]]:
        """The tags of the spans that start on each line, from line `first` on."""
        tags: dict[int, list[PlacedTag]] = {}
        heads, begin = cut.heads(), 0
        for line, _, high in cut.cells.lines:
            end = bisect_left(heads.firsts, high, begin)
            if end > begin and line >= first:
                found, top = heads.on_line(begin, end, high), laid.line_top(line)
                tags[line] = self._tags.place(*found, cut.cells, top, self._width)
            begin = end
        return tags
