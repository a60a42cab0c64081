"""What lies over the painted article for a moment: selection, caret, hits, hover, choice, targets.

None of it touches a picture. Tints are drawn with Darken on light grounds and Lighten on dark ones,
so that they change the ground and leave the letters as they are.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QLineF, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QRegion

from annotator.model.span import Fragment
from ui.article.painted import PaintedSpan
from ui.article.styles import PaneStyle

OVERHANG = 9
"""Pixels that a handle stands out beyond its span."""

GROUND, LINE = 0.12, 0.75
"""How much of the text's colour is in the ground of what is lit, of the accent in its lines."""

Rects = Callable[[int, int], list[QRectF]]


@dataclass(slots=True)
class Over:
    """What is to be drawn over the text; offsets are code points of the article."""

    selection: tuple[Fragment, ...] = ()
    caret: int | None = None
    caret_on: bool = True
    hovered: str | None = None
    chosen: frozenset[str] = frozenset()
    resizing: str | None = None
    preview: tuple[Fragment, ...] = ()
    hits: Sequence[Fragment] = field(default_factory=tuple)
    current_hit: int | None = None
    lit: Sequence[Fragment] = ()
    targets: frozenset[str] | None = None
    flashed: str | None = None
    link: QLineF | None = None


def _tint(painter: QPainter, style: PaneStyle, boxes: Iterable[QRectF], colour: QColor) -> None:
    dark = style.ground.lightness() < 128
    modes = QPainter.CompositionMode
    painter.setCompositionMode(
        modes.CompositionMode_Lighten if dark else modes.CompositionMode_Darken
    )
    for box in boxes:
        painter.fillRect(box.toAlignedRect(), colour)
    painter.setCompositionMode(modes.CompositionMode_SourceOver)


def paint_hits(
    painter: QPainter, style: PaneStyle, rects: Rects, hits: Iterable[Fragment], current: bool
) -> None:
    """What a search found; the one looked at has a frame as well."""
    for hit in hits:
        boxes = rects(*hit)
        _tint(painter, style, boxes, style.current_hit if current else style.hit)
        if current:
            painter.setPen(QPen(style.accent, 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            for box in boxes:
                painter.drawRect(box.toAlignedRect().adjusted(-1, -1, 0, 0))


def paint_lit(painter: QPainter, style: PaneStyle, boxes: list[QRectF]) -> None:
    """What stands in other articles as well: a grey ground between two lines in the accent.

    No span has a line above it, and none is grey.
    """
    _tint(painter, style, boxes, lit_ground(style))
    line = mixed(style.accent, style.ground, LINE)
    for box in boxes:
        place = box.toAlignedRect().adjusted(-1, -1, 1, 1)
        painter.fillRect(place.left(), place.top(), place.width(), 2, line)
        painter.fillRect(place.left(), place.bottom(), place.width(), 2, line)


def lit_ground(style: PaneStyle) -> QColor:
    """The ground of what is lit."""
    return mixed(style.text, style.ground, GROUND)


def mixed(colour: QColor, ground: QColor, share: float) -> QColor:
    """A colour laid over a ground; `share` of it shows. Opaque."""
    return QColor.fromRgbF(
        *(
            share * one + (1 - share) * other
            for one, other in zip(colour.getRgbF()[:3], ground.getRgbF()[:3], strict=True)  # type: ignore[index]
        )
    )


def paint_selection(painter: QPainter, style: PaneStyle, boxes: Iterable[QRectF]) -> None:
    """The selected passages."""
    _tint(painter, style, boxes, style.selection)


def paint_hovered(painter: QPainter, style: PaneStyle, boxes: list[QRectF], line: QColor) -> None:
    """The span under the pointer: a tint and a fine frame in its own colour."""
    _tint(painter, style, boxes, style.hover)
    painter.setPen(QPen(line, 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for box in boxes:
        painter.drawRect(box.toAlignedRect().adjusted(-1, -1, 0, 0))


def paint_chosen(
    painter: QPainter, style: PaneStyle, fragments: Iterable[list[QRectF]], *, moving: bool
) -> None:
    """A chosen span: a strong frame round every line and a handle at either end."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for boxes in fragments:
        if not boxes:
            continue
        pen = QPen(style.accent, 2)
        if moving:
            pen.setStyle(Qt.PenStyle.DotLine)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for box in boxes:
            painter.drawRoundedRect(box.adjusted(-1.5, -1.5, 1.5, 1.5), 2.5, 2.5)
        _handle(painter, style, boxes[0], at_start=True)
        _handle(painter, style, boxes[-1], at_start=False)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def _handle(painter: QPainter, style: PaneStyle, box: QRectF, *, at_start: bool) -> None:
    x = box.left() - 2 if at_start else box.right() + 2
    y = box.top() - 4 if at_start else box.bottom() + 4
    painter.setPen(QPen(style.ground, 1.5))
    painter.setBrush(style.accent)
    painter.drawRoundedRect(QRectF(x - 2, box.top() - 3, 4, box.height() + 6), 2, 2)
    # Outwards, so that it leaves the tag at the start legible.
    painter.drawEllipse(QPointF(x - 2.5 if at_start else x + 2.5, y), 4.5, 4.5)


def paint_flash(painter: QPainter, style: PaneStyle, boxes: Iterable[QRectF]) -> None:
    """A moment's attention for a span."""
    colour = QColor(style.accent)
    colour.setAlphaF(0.35)
    for box in boxes:
        painter.fillRect(box.adjusted(-2, -2, 2, 2), colour)


def paint_targets(
    painter: QPainter, style: PaneStyle, area: QRect, targets: Iterable[list[QRectF]]
) -> None:
    """Dim everything but the spans that a relation may lead to, and frame these."""
    boxes = [box.toAlignedRect().adjusted(-2, -2, 2, 2) for found in targets for box in found]
    rest = QRegion(area)
    for box in boxes:
        rest -= QRegion(box)
    veil = QColor(style.ground)
    veil.setAlphaF(0.62)
    painter.save()
    painter.setClipRegion(rest, Qt.ClipOperation.IntersectClip)
    painter.fillRect(area, veil)
    painter.restore()
    painter.setPen(QPen(style.accent, 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for box in boxes:
        painter.drawRect(box)


def paint_link(painter: QPainter, style: PaneStyle, link: QLineF) -> None:
    """The line of a relation that is being dragged, with its arrow."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    path = QPainterPath(link.p1())
    bend = min(abs(link.dy()) / 2 + 12, 60)
    path.cubicTo(link.p1() - QPointF(0, bend), link.p2() - QPointF(0, bend), link.p2())
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for colour, width in ((style.ground, 5), (style.accent, 2)):
        painter.setPen(QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawPath(path)
    painter.setBrush(style.accent)
    painter.setPen(Qt.PenStyle.NoPen)
    tip = link.p2()
    painter.drawPolygon([tip, tip + QPointF(-5, -9), tip + QPointF(5, -9)])
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def paint_caret(painter: QPainter, style: PaneStyle, box: QRectF) -> None:
    """The caret."""
    painter.fillRect(QRectF(round(box.left()), box.top(), box.width(), box.height()), style.text)


def spread(span: PaintedSpan | None) -> tuple[Fragment, ...]:
    """The fragments of a span that may be gone."""
    return span.fragments if span is not None else ()
