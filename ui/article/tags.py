"""The small tags that name a span's label, in the room above its first line."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from math import ceil
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

from ui.article.cells import Cells
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
OWN = Manner.OWN
HOLLOW = frozenset({Manner.SUGGESTED, Manner.OTHER, Manner.STALE})
"""Manners whose tags have an outline instead of a ground."""


class PlacedTag(NamedTuple):
    """A tag on the screen: where, for which span; `more` counts spans whose tag found no room."""

    left: int
    top: int
    width: int
    height: int
    span: PaintedSpan
    picture: QPixmap
    more: int = 0

    @property
    def box(self) -> QRectF:
        """Where it stands."""
        return QRectF(self.left, self.top, self.width, self.height)


class Choice(NamedTuple):
    """A tag with its label's word or its key, each with its width; the first from `roomy` on."""

    word: tuple[int, QPixmap]
    key: tuple[int, QPixmap]
    roomy: float


class Tags:
    """Pictures of tags, each painted once, and where they find room.

    `bleed`: pixels of a piece's picture left of the column.
    """

    def __init__(
        self,
        labels: Sequence[LabelStyle],
        style: PaneStyle,
        metrics: LineMetrics,
        ratio: float,
        bleed: int,
    ) -> None:
        self._labels, self._style = labels, style
        self._ratio, self._bleed = ratio, bleed
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
        return [self._choice(n, OWN, False) for n in range(len(self._labels))]

    def place(
        self,
        spans: Sequence[PaintedSpan],
        labels: Sequence[int],
        firsts: Sequence[int],
        ends: Sequence[int],
        cells: Cells,
        top: int,
        right: int,
    ) -> list[PlacedTag]:
        """Room for the tags of spans that start on one line, in reading order.

        `labels`: the numbers of theirs; `firsts`, `ends`: which boxes of the cells each covers
        there, from left to right; `top`: of the line; `right`: where the column ends.
        A tag without room is counted on the tag before it, and where a line has very many only
        every so often one is placed.
        """
        placed: list[tuple[int, int, int, int, PaintedSpan, QPixmap]] = []
        more: list[int] = []
        count, number, above, height = len(spans), 0, top + self.top, self.height
        ratio, bleed, plain = self._ratio, self._bleed, self._plain
        lefts, rights = cells.left, cells.right
        least, free = right / CROWD if count > CROWD else 0.0, 0.0
        while number < count:
            if least and placed:
                behind = (free + bleed) * ratio
                following = bisect_left(firsts, behind, number, key=lefts.__getitem__)
                more[-1] += following - number
                number = following
                if number == count:
                    break
            left, span, label = lefts[firsts[number]], spans[number], labels[number]
            if span.manner is OWN and not span.marked:
                choice = plain[label]
            else:
                choice = self._choice(label, span.manner, span.marked)
            roomy = rights[ends[number] - 1] - left >= choice.roomy * ratio
            wide, picture = choice.word if roomy else choice.key
            x = left / ratio - bleed
            at = x if x > free else free
            if placed and (at - x > FARTHEST or (at > x and at + wide > right)):
                more[-1] += 1
            else:
                place = round(at if at + wide < right else max(right - wide, 0))
                free = place + (wide + 2 if wide + 2 > least else least)
                placed.append((place, above, wide, height, span, picture))
                more.append(0)
            number += 1
        return [PlacedTag(*tag, n) for tag, n in zip(placed, more, strict=True)]

    def draw(self, painter: QPainter, tags: Iterable[PlacedTag]) -> None:
        """Draw placed tags, and behind each how many more begin there."""
        for tag in tags:
            left, top, width, _, _, picture, more = tag
            painter.drawPixmap(left, top, picture)
            if more:
                painter.drawPixmap(left + width + 1, top, self._more(more))

    def _choice(self, number: int, manner: Manner, marked: bool) -> "Choice":
        key = number, manner, marked
        choice = self._choices.get(key)
        if choice is None:
            label = self._labels[number]
            word = self._picture(label, label.tag, manner, marked)
            short = self._picture(label, label.key or label.tag, manner, marked)
            wide, narrow = (ceil(picture.width() / self._ratio) for picture in (word, short))
            choice = Choice((wide, word), (narrow, short), ROOMY * wide)
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
