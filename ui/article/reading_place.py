"""Where in the article the window's top edge is."""

from bisect import bisect_right
from typing import NamedTuple

from ui.article.laid import Laid
from ui.article.layouts import Layouts


class Placed(NamedTuple):
    """A piece on the screen: its number, the height of its top in the viewport, its lines."""

    piece: int
    top: int
    laid: Laid


class ReadingPlace:
    """A piece and how many of its pixels are above the viewport's top.

    Heights of pieces that were never laid out are only guessed, so nothing is kept that a better
    guess would move: the scroll bar's value is worked out from the place, never the reverse,
    except while somebody drags it.
    """

    def __init__(self, layouts: Layouts, height: int, padding: int) -> None:
        self.layouts = layouts
        self.height = height
        self.padding = padding
        self.piece = 0
        self.above = -padding
        self._placed: list[Placed] | None = None

    def changed(self) -> None:
        """Lines or heights are different now."""
        self._placed = None

    def placed(self) -> list[Placed]:
        """The pieces that are on the screen, from the top."""
        if self._placed is None:
            self._placed = self._fill(self.piece, -self.above)
        return self._placed

    def _fill(self, piece: int, top: int) -> list[Placed]:
        placed, pieces = list[Placed](), len(self.layouts.table)
        while top < self.height and piece < pieces:
            laid = self.layouts.laid(piece)
            placed.append(Placed(piece, top, laid))
            top += laid.height
            piece += 1
        return placed

    def move(self, pixels: int) -> None:
        """Further down by so many pixels, up if negative, as far as the text goes."""
        self.above += self.layouts.metrics.snap(pixels)
        self._settle()

    def place(self, offset: int, y: int) -> None:
        """The line of `offset` at height `y` of the viewport, as near as the text allows."""
        self.piece = self.layouts.table.at(offset)
        laid = self.layouts.laid(self.piece)
        self.above = laid.line_top(laid.line_of(offset)) - laid.metrics.snap(y)
        self._settle()

    def jump(self, value: float) -> None:
        """To an estimated height, as a scroll bar gives it."""
        layouts = self.layouts
        value -= self.padding
        pieces = range(len(layouts.table))
        self.piece = max(bisect_right(pieces, value, key=layouts.estimated_top) - 1, 0)
        top, bottom = self._estimate(self.piece)
        share = (value - top) / max(bottom - top, 1.0)
        pixels = share * layouts.laid(self.piece).height if value > 0 else value
        self.above = layouts.metrics.snap(pixels)
        self._settle()

    def value(self) -> float:
        """The estimated height of the viewport's top, 0 at the top of the article."""
        if self.above < 0:
            return float(self.above + self.padding)
        top, bottom = self._estimate(self.piece)
        laid = self.layouts.laid(self.piece)
        return top + (bottom - top) * self.above / laid.height + self.padding

    def end_value(self) -> float:
        """The value at the article's end; an estimate while it is far or not laid out."""
        if not self.end_is_known:
            # There is more below what is placed, whatever the estimate says.
            return max(self._guessed_end(), self.value() + 1)
        here = self.piece, self.above, self._placed
        self.to_end()
        value = self.value()
        self.piece, self.above, self._placed = here
        return max(value, 0.0)

    def _guessed_end(self) -> float:
        return self.layouts.estimated_height() + 2 * self.padding - self.height

    def _is_far(self) -> bool:
        return self._guessed_end() - self.value() > 2 * self.height

    @property
    def end_is_known(self) -> bool:
        """Whether the end is near and laid out, so that its value is exact."""
        return not self._is_far() and all(map(self.layouts.is_laid, self._below()))

    def _below(self) -> range:
        """The pieces below what is on the screen."""
        placed = self.placed()
        return range(placed[-1].piece + 1 if placed else self.piece, len(self.layouts.table))

    def look_ahead(self) -> bool:
        """Lay out what is left of a near end; whether there was any."""
        if self._is_far() or self.end_is_known:
            return False
        for piece in self._below():
            self.layouts.laid(piece)
        return True

    def line_under(self, y: float) -> tuple[int, int, int]:
        """The line at a height: its first code point, its end, and the height of its top.

        The first above the text, the last below it; room above a line belongs to the line before.
        """
        found = Placed(self.piece, -self.above, self.layouts.laid(self.piece))
        for placed in self.placed():
            if placed.top + placed.laid.top <= y:
                found = placed
        line = found.laid.line_at(y - found.top)
        return *found.laid.line_range(line), found.top + found.laid.line_top(line)

    def height_between(self, start: int, end: int) -> int:
        """Pixels from the top of the line of `start` down to that of `end`; laid out for it."""
        if start > end:
            return -self.height_between(end, start)
        layouts = self.layouts
        first, last = layouts.table.at(start), layouts.table.at(end)
        here, there = layouts.laid(first), layouts.laid(last)
        heights = sum(layouts.laid(piece).height for piece in range(first, last))
        return heights + there.line_top(there.line_of(end)) - here.line_top(here.line_of(start))

    def to_end(self) -> None:
        """The last line at the bottom, or the first at the top where the article is short."""
        self.piece = len(self.layouts.table) - 1
        self.above = self.layouts.laid(self.piece).height + self.padding - self.height
        self._back_up()
        self._placed = None

    def _estimate(self, piece: int) -> tuple[float, float]:
        layouts = self.layouts
        top = layouts.estimated_top(piece)
        if piece + 1 < len(layouts.table):
            return top, layouts.estimated_top(piece + 1)
        return top, layouts.estimated_height()

    def _settle(self) -> None:
        self._placed = None
        self._back_up()
        last = len(self.layouts.table) - 1
        while self.piece < last and self.above >= (height := self.layouts.laid(self.piece).height):
            self.above -= height
            self.piece += 1
        bottom = self.placed()[-1] if self.placed() else None
        if bottom is None:
            return  # a viewport lower than the padding, as while panes are put in place
        if bottom.piece == last:
            spare = self.height - (bottom.top + bottom.laid.height + self.padding)
            if spare > 0:
                self.above -= -(-spare // self.layouts.metrics.grid) * self.layouts.metrics.grid
                self._back_up()
                self._placed = None

    def _back_up(self) -> None:
        while self.above < 0 and self.piece > 0:
            self.piece -= 1
            self.above += self.layouts.laid(self.piece).height
        if self.piece == 0:
            self.above = max(self.above, -self.padding)
