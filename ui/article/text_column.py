"""The reading column: an article's text, scrolled by the pixel, and where each character is."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QFont, QGuiApplication, QPalette, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from annotator.model.span import Fragment
from ui.article.laid import Laid
from ui.article.layouts import Layouts
from ui.article.line_metrics import LineMetrics, line_metrics, pixel_grid
from ui.article.reading_place import Placed, ReadingPlace
from ui.article.styles import PaneStyle

SIDE = 14
"""Narrowest ground left and right of the column (pixels)."""
NOTCH = 3
"""Lines for one notch of the wheel."""


def plain_style() -> PaneStyle:
    """What a canvas looks like before the theme has spoken: the system's colours."""
    palette = QGuiApplication.palette()
    text, ground = palette.color(QPalette.ColorRole.Text), palette.color(QPalette.ColorRole.Base)
    accent = palette.color(QPalette.ColorRole.Highlight)
    quiet = palette.color(QPalette.ColorRole.PlaceholderText)
    return PaneStyle(
        font=QFont(QGuiApplication.font()),
        measure=66,
        pitch=1.6,
        text=text,
        ground=ground,
        margin=ground,
        faint=quiet,
        selection=accent.lighter(160),
        hover=accent.lighter(180),
        hit=accent.lighter(170),
        current_hit=accent.lighter(130),
        accent=accent,
        fill_opacity=0.5,
    )


class TextColumn(QAbstractScrollArea):
    """Text, scrolling and geometry; draws nothing itself.

    Offsets are code points of `text`, points and rectangles are in viewport coordinates.
    `visible_changed(start, end)`: other characters are on the screen now.
    `scrolled_by_user()`: somebody turned the wheel or moved the scroll bar.
    `scrolled()`: it was scrolled, by hand, by keys or to go somewhere; not by a new size.
    `place_changed()`: what is on the screen has moved, by whatever.
    """

    visible_changed = Signal(int, int)
    scrolled_by_user = Signal()
    scrolled = Signal()
    place_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style = plain_style()
        self._zoom = 100
        self._left = 0
        self._in_step = False
        self._turned = 0.0
        self._seen = Fragment(0, 0)
        self._kept: tuple[int, int] | None = None
        self._caret_known: tuple[int, list[Placed], QRectF] | None = None
        self._layouts = Layouts("", self._font(), self._metrics(), 100)
        self._place = ReadingPlace(self._layouts, 100, self._padding())
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(self.Shape.NoFrame)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    # What is shown

    @property
    def text(self) -> str:
        """The article's text, exactly as stored."""
        return self._layouts.text

    @property
    def zoom(self) -> int:
        """Size of the text in per cent."""
        return self._zoom

    @property
    def line_pitch(self) -> int:
        """Pixels from one line to the next."""
        return self._layouts.metrics.pitch

    def set_text(self, text: str) -> None:
        """Show another article from its top."""
        before = self._layouts
        layouts = Layouts(text, before.font, before.metrics, before.width)
        layouts.ends_shown = before.ends_shown
        self._layouts = layouts
        self._place = ReadingPlace(layouts, 100, self._padding())
        self._kept = None
        self._fit()
        self._redraw()

    def set_zoom(self, percent: int) -> None:
        """Text at `percent` of its size; the place is kept."""
        self._zoom = min(max(percent, 40), 400)
        self._relayout()

    def show_line_ends(self, shown: bool) -> None:
        """Draw a mark where a line ends, and blank lines at full height."""
        if self._layouts.ends_shown != shown:
            self._layouts.show_ends(shown)
            self._relayout()

    @property
    def line_ends_shown(self) -> bool:
        """Whether line ends have a mark."""
        return self._layouts.ends_shown

    def _set_pane_style(self, style: PaneStyle) -> None:
        before, self._style = self._style, style
        if (before.font, before.measure, before.pitch) != (style.font, style.measure, style.pitch):
            self._relayout()
        self._redraw()

    def _font(self) -> QFont:
        font = QFont(self._style.font)
        if font.pixelSize() > 0:
            font.setPixelSize(max(round(font.pixelSize() * self._zoom / 100), 4))
        else:
            font.setPointSizeF(max(font.pointSizeF() * self._zoom / 100, 3.0))
        return font

    def _metrics(self) -> LineMetrics:
        grid = pixel_grid(self.viewport().devicePixelRatioF())
        return line_metrics(self._font(), self._style.pitch, grid)

    def _padding(self) -> int:
        metrics = self._layouts.metrics
        return metrics.snap(metrics.gap / 2)

    def _relayout(self) -> None:
        """Font, pitch or resolution has changed; the first line stays the first."""
        self._keep_place()
        self._layouts.restyle(self._font(), self._metrics())
        self._place.padding = self._padding()
        self._fit()
        self._redraw()

    def _keep_place(self) -> None:
        """Remember the first line until somebody scrolls: line breaks will be elsewhere."""
        if self._kept is None:
            self._kept = self._first_place()

    def _fit(self) -> None:
        """Column and place take the viewport's size."""
        metrics, height = self._layouts.metrics, self.viewport().height()
        # The scroll bar keeps its room: the text must not jump as it comes and goes.
        room = self.width() - self.verticalScrollBar().sizeHint().width()
        widest = round(self._style.measure * metrics.character)
        width = max(metrics.snap(min(room - 2 * SIDE, widest)), 20)
        self._left = max(metrics.snap((room - width) // 2), 0)
        if self._layouts.set_width(width):
            self._rebreak()
        self._place.height = max(height, 1)
        self._place.changed()
        if self._kept is not None and self._kept[0] > 0:
            self._place.place(*self._kept)
        else:
            self._place.move(0)
        self._show_place()

    def _rebreak(self) -> None:
        """Lines are broken elsewhere now, and that is all."""
        self._redraw()

    def _redraw(self) -> None:
        """Everything looks different now."""
        self.viewport().update()

    # Scrolling

    @property
    def scroll_fraction(self) -> float:
        """How far down the article the view is, 0 to 1."""
        bar = self.verticalScrollBar()
        return bar.value() / bar.maximum() if bar.maximum() else 0.0

    def set_scroll_fraction(self, fraction: float) -> None:
        """Go so far down the article."""
        if fraction >= 1:
            self._step(self._place.to_end)
        else:
            self._step(lambda: self._place.jump(fraction * self.verticalScrollBar().maximum()))

    def scroll_by(self, pixels: int) -> None:
        """Down by so many pixels, up if negative."""
        self._step(lambda: self._place.move(pixels))

    def set_place(self, offset: int) -> None:
        """Bring the line of `offset` to the top."""
        self._step(lambda: self._place.place(self._inside(offset), 0))

    def scroll_to(self, offset: int, *, above: float = 1 / 3) -> None:
        """Show `offset` with `above` of the pane over it; stay when it is in comfortable sight."""
        rect = self.caret_rect(offset)
        height = self.viewport().height()
        slack = min(2 * self._layouts.metrics.pitch, height // 4)
        if not rect.isNull() and slack <= rect.top() and rect.bottom() <= height - slack:
            return
        y = round(height * above)
        self._step(lambda: self._place.place(self._inside(offset), y))

    def show_in_middle(self, offset: int) -> None:
        """Bring the line of `offset` to the middle of the pane."""
        self.put_line(offset, self._place.height // 2)

    def put_line(self, offset: int, y: int) -> None:
        """Bring the line of `offset` to a height of the viewport, or as near as the text goes."""
        self._step(lambda: self._place.place(self._inside(offset), y))

    def ensure_visible(self, offset: int) -> None:
        """Scroll as little as shows the whole line of `offset`."""
        offset = self._inside(offset)
        placed = self._placed_at(offset)
        pitch, height = self._layouts.metrics.pitch, self.viewport().height()
        if placed is None:
            ahead = offset >= self.visible_range().end
            self._step(lambda: self._place.place(offset, height - 2 * pitch if ahead else pitch))
            return
        line = placed.laid.line_of(offset)
        top = placed.top + placed.laid.line_top(line)
        if top < 0 and placed.laid.line_range(line)[0] == 0:
            # The first line comes with what is over it: the tags of its spans stand there.
            self.scroll_by(placed.top - self._place.padding)
        elif top < 0:
            self.scroll_by(top)
        elif top + pitch > height:
            self.scroll_by(top + pitch - height)

    def first_visible(self) -> int:
        """The first code point of the first line that is wholly on the screen."""
        return self._first_place()[0]

    def visible_range(self) -> Fragment:
        """From the first to the last code point on the screen, line ends included."""
        placed = self._place.placed()
        if not placed:
            return Fragment(0, 0)
        first, last = placed[0], placed[-1]
        start = first.laid.line_range(first.laid.line_at(-first.top))[0]
        end = last.laid.line_range(last.laid.line_at(self._place.height - 1 - last.top))[1]
        return Fragment(start, min(end + 1, len(self.text)) if end == last.laid.end else end)

    def _first_place(self) -> tuple[int, int]:
        """First line wholly in view: its first code point and the height of its top."""
        for _, top, laid in self._place.placed():
            for line in range(laid.line_at(-top), laid.line_count):
                y = top + laid.line_top(line)
                if y >= 0:
                    return laid.line_range(line)[0], y
        return 0, 0

    def _step(self, change: Callable[[], None]) -> None:
        before = self._place.placed()
        change()
        moved = self._distance(before)
        if moved == 0:
            return
        self._kept = None
        if moved is None or abs(moved) >= self._place.height:
            self.viewport().update()
        else:
            self._shift(moved)
        self._show_place()
        self.scrolled.emit()

    def _shift(self, pixels: int) -> None:
        """What is on the screen moves: copy it, and paint only what is new."""
        self.viewport().scroll(0, pixels)

    def _distance(self, before: list[Placed]) -> int | None:
        """How many pixels what was on the screen has moved; None: nothing of it is there."""
        tops = {placed.piece: placed.top for placed in before}
        for piece, top, _ in self._place.placed():
            if piece in tops:
                return top - tops[piece]
        return None

    def _show_place(self) -> None:
        """The scroll bar and those who listen learn the place."""
        bar = self.verticalScrollBar()
        self._in_step = True
        value, end = self._place.value(), self._place.end_value()
        bar.setPageStep(self._place.height)
        bar.setSingleStep(self._layouts.metrics.pitch)
        bar.setRange(0, round(max(end, value)))
        bar.setValue(round(value))
        self._in_step = False
        seen = self.visible_range()
        if seen != self._seen:
            self._seen = seen
            self.visible_changed.emit(*seen)
        self.place_changed.emit()

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: N802
        """The scroll bar was moved by hand: follow it."""
        if self._in_step:
            return
        bar = self.verticalScrollBar()
        value = bar.value()
        if value >= bar.maximum():
            self._step(self._place.to_end)
        else:
            self._step(lambda: self._place.jump(value))
        self.scrolled_by_user.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Three lines a notch, or the pixels that a touch pad gives."""
        turned: float = event.pixelDelta().y()
        if not turned:
            turned = event.angleDelta().y() / 120 * NOTCH * self._layouts.metrics.pitch
        self._turned += turned
        whole = self._layouts.metrics.snap(self._turned)
        self._turned -= whole
        event.accept()
        if whole:
            self.scroll_by(-whole)
            self.scrolled_by_user.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The column takes the new width; the first line stays the first."""
        self._keep_place()
        self._fit()
        self.viewport().update()

    def event(self, event: QEvent) -> bool:
        """Another screen may have another resolution."""
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._relayout()
        return super().event(event)

    # Geometry

    @property
    def place(self) -> ReadingPlace:
        """Where in the article the viewport's top is; to look at, not to move."""
        return self._place

    @property
    def column(self) -> tuple[int, int]:
        """Left and right edge of the text, in pixels of the viewport."""
        return self._left, self._left + self._layouts.width

    def _inside(self, offset: int) -> int:
        return min(max(offset, 0), len(self.text))

    def _placed_at(self, offset: int) -> Placed | None:
        piece = self._layouts.table.at(self._inside(offset))
        return next((placed for placed in self._place.placed() if placed.piece == piece), None)

    def _placed_under(self, y: float) -> Placed | None:
        found = None
        for placed in self._place.placed():
            if found is not None and placed.top > y:
                break
            found = placed
        return found

    def offset_at(self, point: QPoint) -> int:
        """The place between characters nearest to a point."""
        placed = self._placed_under(point.y())
        if placed is None:
            return 0
        return placed.laid.offset_at(point.x() - self._left, point.y() - placed.top)

    def character_at(self, point: QPoint) -> int | None:
        """The character under a point, None beside the text."""
        placed = self._placed_under(point.y())
        if placed is None:
            return None
        return placed.laid.character_at(point.x() - self._left, point.y() - placed.top)

    def rects(self, start: int, end: int) -> list[QRectF]:
        """What covers `[start, end)` on the screen, one or more rectangles a line."""
        return self._rects(start, end, 0, self._place.height)

    def _rects(
        self, start: int, end: int, above: float, below: float, *, breaks: bool = False
    ) -> list[QRectF]:
        """The same for the lines between two heights; `breaks`: line ends have a width too."""
        found = []
        for _, top, laid in self._place.placed():
            if laid.end < start or end <= laid.start or top > below or top + laid.height < above:
                continue
            low = max(start, laid.line_range(laid.line_at(above - top))[0])
            high = min(end, laid.line_range(laid.line_at(below - top))[1])
            found += [
                laid.box(line, left, width).translated(self._left, top)
                for line, left, width in laid.rects(low, high)
            ]
            if breaks and start <= laid.end < end:
                found.append(laid.break_box().translated(self._left, top))
        return found

    def extent(self, start: int, end: int) -> tuple[float, float] | None:
        """Between which heights the lines of `[start, end)` are; None: not on the screen.

        Where the passage begins above or ends below the screen, so does the extent.
        """
        found: list[float] = []
        for _, top, laid in self._place.placed():
            if laid.start < end and start <= laid.end:
                low, high = laid.line_of(max(start, laid.start)), laid.line_of(end - 1)
                found += [top + laid.line_top(low), top + laid.line_top(high + 1)]
        return (found[0], found[-1]) if found else None

    def caret_rect(self, offset: int) -> QRectF:
        """Where the caret stands before the character at `offset`; null when off the screen."""
        offset, on_screen = self._inside(offset), self._place.placed()
        known = self._caret_known
        # Asked for three times a step: where it was, where it is, and where it is painted.
        if known is None or known[0] != offset or known[1] is not on_screen:
            known = self._caret_known = offset, on_screen, self._find_caret(offset)
        return QRectF(known[2])

    def _find_caret(self, offset: int) -> QRectF:
        placed = self._placed_at(offset)
        if placed is None:
            return QRectF()
        box = placed.laid.caret_box(offset).translated(self._left, placed.top)
        return box if box.bottom() > 0 and box.top() < self._place.height else QRectF()

    def line_bounds(self, offset: int) -> Fragment:
        """First code point and end of the line on the screen that `offset` is on."""
        laid = self._laid_at(offset)
        return Fragment(*laid.line_range(laid.line_of(self._inside(offset))))

    def _laid_at(self, offset: int) -> Laid:
        return self._layouts.laid(self._layouts.table.at(self._inside(offset)))

    def offset_on_line(self, offset: int, lines: int, x: float) -> int:
        """The place nearest to `x` (viewport) so many lines below the one `offset` is on."""
        piece = self._layouts.table.at(self._inside(offset))
        laid = self._layouts.laid(piece)
        line = laid.line_of(self._inside(offset)) + lines
        while line < 0 and piece > 0:
            piece -= 1
            laid = self._layouts.laid(piece)
            line += laid.line_count
        while line >= laid.line_count and piece + 1 < len(self._layouts.table):
            line -= laid.line_count
            piece += 1
            laid = self._layouts.laid(piece)
        if line < 0:
            return 0
        if line >= laid.line_count:
            return len(self.text)
        return laid.offset_on_line(line, x - self._left)

    def next_character(self, offset: int) -> int:
        """The place behind the character (grapheme cluster) at `offset`."""
        offset = self._inside(offset)
        laid = self._laid_at(offset)
        if offset >= laid.end:
            return min(offset + 1, len(self.text))
        return laid.next_character(offset)

    def previous_character(self, offset: int) -> int:
        """The place before the character (grapheme cluster) that ends at `offset`."""
        offset = self._inside(offset)
        laid = self._laid_at(offset)
        if offset > laid.start:
            return laid.previous_character(offset)
        return max(offset - 1, 0)
