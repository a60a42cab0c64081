"""The small tags that name a span's label, in the room above its first line."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QGuiApplication,
    QImage,
    QPainter,
    QPen,
    QPixmap,
)

from ui.article.line_metrics import LineMetrics
from ui.article.painted import PaintedSpan
from ui.article.styles import LabelStyle, Manner, PaneStyle

ROOMY = 1.8
"""A span whose first line is this many times as wide as its tag has its word, else its key."""
FARTHEST = 64
"""Pixels that a tag may stand behind its span's start to make room for others."""
KEPT = 300
"""Pictures of tags kept for all panes together; as images, which outlive the application."""
CROWD = 8
"""Tags on one line before they are thinned out."""
HOLLOW = frozenset({Manner.SUGGESTED, Manner.OTHER, Manner.STALE})
"""Manners whose tags have an outline instead of a ground."""


class PlacedTag(NamedTuple):
    """A tag on the screen: where, for which span; `more` counts spans whose tag found no room."""

    box: QRectF
    span: PaintedSpan
    picture: QPixmap
    more: int = 0


class Choice(NamedTuple):
    """A tag with its label's word or its key, each with its width; the first from `roomy` on."""

    word: tuple[float, QPixmap]
    key: tuple[float, QPixmap]
    roomy: float


class Tags:
    """Pictures of tags, each painted once, and where they find room."""

    def __init__(
        self, labels: Sequence[LabelStyle], style: PaneStyle, metrics: LineMetrics, ratio: float
    ) -> None:
        self._labels, self._style, self._ratio = labels, style, ratio
        font = QFont(QGuiApplication.font())
        font.setPixelSize(min(max(round(metrics.capital * 0.75), 9), 15))
        font.setWeight(QFont.Weight.DemiBold)
        self._font = font.toString()
        self.height = tag_height(QFontMetricsF(font))
        # Of a tag, from its line's top: it may stand a little above it.
        self.top = metrics.baseline - metrics.capital - 1 - self.height
        self._choices: dict[tuple[int, Manner, bool], Choice] = {}
        self._counts: dict[int, QPixmap] = {}

    @cached_property
    def _plain(self) -> "list[Choice]":
        return [self._choice(n, Manner.OWN, False) for n in range(len(self._labels))]

    def place(
        self,
        starts: Sequence[tuple[int, int, int, PaintedSpan, int]],
        places: Sequence[float],
        width: Callable[[int], float],
        top: int,
        right: float,
    ) -> list[PlacedTag]:
        """Room for the tags of spans that start on one line, in reading order.

        `starts`: of each the number of the label is third and the span fourth; `places`: where
        each starts, in order; `width`: how far the span of a number goes on there; `top`: of the
        line; `right`: where the column ends.
        A tag without room is counted on the tag before it, and where a line has very many only
        every so often one is placed.
        """
        placed: list[tuple[QRectF, PaintedSpan, QPixmap]] = []
        more: list[int] = []
        count, number, above, height = len(starts), 0, top + self.top, self.height
        least, free = right / CROWD if count > CROWD else 0.0, -1.0
        while number < count:
            if least and placed:
                following = bisect_left(places, free, number)
                more[-1] += following - number
                number = following
                if number == count:
                    break
            x, (_, _, label, span, _) = places[number], starts[number]
            wide, picture = self._fitting(label, span, width(number))
            at = x if x > free else free
            if placed and (at - x > FARTHEST or (at > x and at + wide > right)):
                more[-1] += 1
            else:
                at = round(max(min(at, right - wide), 0))
                free = at + (wide + 2 if wide + 2 > least else least)
                placed.append((QRectF(at, above, wide, height), span, picture))
                more.append(0)
            number += 1
        return [PlacedTag(*tag, n) for tag, n in zip(placed, more, strict=True)]

    def _fitting(self, label: int, span: PaintedSpan, width: float) -> tuple[float, QPixmap]:
        own = span.manner is Manner.OWN and not span.marked
        choice = self._plain[label] if own else self._choice(label, span.manner, span.marked)
        return choice.word if width >= choice.roomy else choice.key

    def draw(self, painter: QPainter, tags: Iterable[PlacedTag]) -> None:
        """Draw placed tags, and behind each how many more begin there."""
        for tag in tags:
            painter.drawPixmap(tag.box.topLeft(), tag.picture)
            if tag.more:
                where = QPointF(tag.box.right() + 1, tag.box.top())
                painter.drawPixmap(where, self._more(tag.more))

    def _choice(self, number: int, manner: Manner, marked: bool) -> "Choice":
        key = number, manner, marked
        choice = self._choices.get(key)
        if choice is None:
            label = self._labels[number]
            word = self._picture(label, label.tag, manner, marked)
            short = self._picture(label, label.key or label.tag, manner, marked)
            roomy = ROOMY * (word.width() / self._ratio)
            choice = Choice(
                (word.width() / self._ratio, word), (short.width() / self._ratio, short), roomy
            )
            self._choices[key] = choice
        return choice

    def _picture(self, label: LabelStyle, word: str, manner: Manner, marked: bool) -> QPixmap:
        hollow = manner in HOLLOW
        ground = self._style.ground if hollow else label.tag_ground
        ink = label.line if hollow else label.tag_text
        dashed = manner is Manner.SUGGESTED
        return self._paint(word, ink, ground, label.line, dashed=dashed, dot=marked)

    def _more(self, count: int) -> QPixmap:
        found = self._counts.get(count)
        if found is None:
            style = self._style
            found = self._paint(f"+{count}", style.text, style.ground, style.ground)
            self._counts[count] = found
        return found

    def _paint(
        self,
        words: str,
        ink: QColor,
        ground: QColor,
        line: QColor,
        *,
        dashed: bool = False,
        dot: bool = False,
    ) -> QPixmap:
        colours = ink.rgb(), ground.rgb(), line.rgb(), self._style.ground.rgb()
        image = _painted(words, self._font, colours, self._ratio, dashed, dot)
        return QPixmap.fromImage(image, Qt.ImageConversionFlag.NoFormatConversion)


def tag_height(metrics: QFontMetricsF) -> int:
    """The height of tags (pixels)."""
    return round(metrics.capHeight()) + 4


@lru_cache(KEPT)
def _painted(
    words: str,
    font: str,
    colours: tuple[int, int, int, int],
    ratio: float,
    dashed: bool,
    dot: bool,
) -> QImage:
    """A tag: the same for all panes with one look. Colours: ink, ground, line, page."""
    ink, ground, line, page = (QColor(colour) for colour in colours)
    face = QFont()
    face.fromString(font)
    metrics = QFontMetricsF(face)
    width = round(metrics.horizontalAdvance(words)) + 6 + (5 if dot else 0)
    height = tag_height(metrics)
    picture = QImage(QSize(width, height) * ratio, QImage.Format.Format_RGB32)
    picture.setDevicePixelRatio(ratio)
    picture.fill(page)
    with QPainter(picture) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(ground)
        pen = Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine
        painter.setPen(QPen(line if ground == page else ground, 1, pen))
        painter.drawRoundedRect(QRectF(0.5, 0.5, width - 1, height - 1), 2, 2)
        painter.setFont(face)
        painter.setPen(ink)
        painter.drawText(QPointF(3, height - 2), words)
        if dot:
            painter.setBrush(ink)
            painter.drawEllipse(QPointF(width - 5, height / 2), 1.2, 1.2)
    return picture
