"""The small tags that name a span's label, in the room above its first line."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QGuiApplication, QPainter, QPen, QPixmap

from ui.article.line_metrics import LineMetrics
from ui.article.painted import PaintedSpan
from ui.article.styles import LabelStyle, Manner, PaneStyle

ROOMY = 2.0
"""A span whose first line is this many times as wide as its tag has its word, else its key."""
FARTHEST = 64
"""Pixels that a tag may stand behind its span's start to make room for others."""
HOLLOW = frozenset({Manner.SUGGESTED, Manner.OTHER, Manner.STALE})
"""Manners whose tags have an outline instead of a ground."""


class PlacedTag(NamedTuple):
    """A tag on the screen: where, for which span; `more` counts spans whose tag found no room."""

    box: QRectF
    span: PaintedSpan
    picture: QPixmap
    more: int = 0


class Tags:
    """Pictures of tags, each painted once, and where they find room."""

    def __init__(self, style: PaneStyle, metrics: LineMetrics, ratio: float) -> None:
        self._style, self._ratio = style, ratio
        self._font = QFont(QGuiApplication.font())
        self._font.setPixelSize(min(max(round(metrics.capital * 0.75), 9), 15))
        self._font.setWeight(QFont.Weight.DemiBold)
        self._metrics = QFontMetricsF(self._font)
        self.height = round(self._metrics.capHeight()) + 4
        self._top = metrics.baseline - metrics.capital - 1 - self.height
        self._pictures: dict[tuple[str, str, Manner, bool] | int, QPixmap] = {}

    def place(
        self,
        starts: Iterable[tuple[int, float, float, PaintedSpan, LabelStyle]],
        tops: Sequence[int],
        right: float,
    ) -> list[PlacedTag]:
        """Room for the tags of spans that start at `(line, x)` and go on for `width` there.

        `tops`: the top of each line; `right`: where the column ends. A tag without room is counted
        on the tag before it.
        """
        placed: list[PlacedTag] = []
        free: dict[int, float] = {}
        last: dict[int, int] = {}
        for line, x, width, span, label in sorted(starts, key=lambda start: start[:2]):
            picture = self.picture(label, span.manner, span.marked, width)
            wide = picture.width() / self._ratio
            at = max(x, free.get(line, x))
            if at > x and (at - x > FARTHEST or at + wide > right):
                before = placed[last[line]]
                placed[last[line]] = before._replace(more=before.more + 1)
                continue
            at = round(max(min(at, right - wide), 0))
            box = QRectF(at, tops[line] + self._top, wide, self.height)
            last[line] = len(placed)
            free[line] = at + wide + 2
            placed.append(PlacedTag(box, span, picture))
        return placed

    def draw(self, painter: QPainter, tags: Iterable[PlacedTag]) -> None:
        """Draw placed tags, and behind each how many more begin there."""
        for tag in tags:
            painter.drawPixmap(tag.box.topLeft(), tag.picture)
            if tag.more:
                where = QPointF(tag.box.right() + 1, tag.box.top())
                painter.drawPixmap(where, self._more(tag.more))

    def picture(self, label: LabelStyle, manner: Manner, marked: bool, room: float) -> QPixmap:
        """The tag of a label: its word, or its key where the word would crowd a short span."""
        word = label.tag
        if label.key and room < ROOMY * self._metrics.horizontalAdvance(word):
            word = label.key
        key = label.name, word, manner, marked
        found = self._pictures.get(key)
        if found is None:
            hollow = manner in HOLLOW
            ground = self._style.ground if hollow else label.tag_ground
            ink = label.line if hollow else label.tag_text
            dashed = manner is Manner.SUGGESTED
            found = self._paint(word, ink, ground, label.line, dashed=dashed, dot=marked)
            self._pictures[key] = found
        return found

    def _more(self, count: int) -> QPixmap:
        found = self._pictures.get(count)
        if found is None:
            style = self._style
            found = self._paint(f"+{count}", style.text, style.ground, style.ground)
            self._pictures[count] = found
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
        width = round(self._metrics.horizontalAdvance(words)) + 6 + (5 if dot else 0)
        picture = QPixmap(QSize(width, self.height) * self._ratio)
        picture.setDevicePixelRatio(self._ratio)
        picture.fill(self._style.ground)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(ground)
        pen = Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine
        painter.setPen(QPen(line if ground == self._style.ground else ground, 1, pen))
        painter.drawRoundedRect(QRectF(0.5, 0.5, width - 1, self.height - 1), 2, 2)
        painter.setFont(self._font)
        painter.setPen(ink)
        painter.drawText(QPointF(3, self.height - 2), words)
        if dot:
            painter.setBrush(ink)
            painter.drawEllipse(QPointF(width - 5, self.height / 2), 1.2, 1.2)
        painter.end()
        return picture
