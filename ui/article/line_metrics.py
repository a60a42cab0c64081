"""How high a line is and where in it the text, the underlines and the tags stand."""

import math
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtGui import QFont, QFontMetricsF

PROSE = "the quick brown fox jumps over a lazy dog and then sleeps all day long"
LANE = 4
"""Pixels from one underline to the next."""
MOST_LANES = 5


@dataclass(frozen=True, slots=True)
class LineMetrics:
    """Pixels of one line, from its top."""

    pitch: int
    baseline: int
    ascent: int
    descent: int
    capital: int
    """Height of a capital letter."""
    character: float
    """Width of an average character of prose."""
    grid: int = 1
    """Heights and places are multiples of it, so that they are whole device pixels."""

    @property
    def text_top(self) -> int:
        """Top of the text's box."""
        return self.baseline - self.ascent

    @property
    def text_height(self) -> int:
        """Height of the text's box."""
        return self.ascent + self.descent

    @property
    def lanes(self) -> int:
        """How many underlines fit under a line before they meet the next line's tags."""
        return min(max((self.pitch - self.capital - 6) // LANE, 1), MOST_LANES)

    @property
    def gap(self) -> int:
        """Between two paragraphs."""
        return self.snap(self.pitch * 0.5)

    def snap(self, pixels: float) -> int:
        """The nearest place that is a whole device pixel."""
        return round(pixels / self.grid) * self.grid


def line_metrics(font: QFont, pitch: float, grid: int = 1) -> LineMetrics:
    """The line of `font` at `pitch` times its own height; half of the extra stands above."""
    return _measured(font.toString(), pitch, grid)


@lru_cache(32)
def _measured(words: str, pitch: float, grid: int) -> LineMetrics:
    """The same for all panes of one font, which is told in words: Qt's has no hash."""
    font = QFont()
    font.fromString(words)
    metrics = QFontMetricsF(font)
    ascent, descent = round(metrics.ascent()), round(metrics.descent())
    height = max((ascent + descent) * pitch, ascent + descent)
    height = math.ceil(round(height) / grid) * grid
    above = (height - ascent - descent) // 2
    character = metrics.horizontalAdvance(PROSE) / len(PROSE)
    capital = round(metrics.capHeight())
    return LineMetrics(height, above + ascent, ascent, descent, capital, max(character, 1.0), grid)


def pixel_grid(ratio: float) -> int:
    """The smallest number of logical pixels that is whole in device pixels, 1 where none is."""
    for pixels in (1, 2, 4):
        if abs(pixels * ratio - round(pixels * ratio)) < 1e-6:
            return pixels
    return 1
