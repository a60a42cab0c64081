"""The pieces of the article laid out as lines: made when needed, kept while used."""

from collections import OrderedDict

from PySide6.QtGui import QFont

from ui.article.laid import Laid
from ui.article.line_metrics import LineMetrics
from ui.article.offsets import shown
from ui.article.pieces import PieceTable
from ui.article.strides import Strides

KEPT = 200
"""Layouts kept per article."""
END_MARK = "¶"


class Layouts:
    """The laid-out pieces of one article at one width.

    Heights that were never laid out are only estimated, and the estimate is a formula over the
    number of characters and paragraphs, so that it costs nothing at any length.
    """

    def __init__(self, text: str, font: QFont, metrics: LineMetrics, width: int) -> None:
        self.text = text
        self.table = PieceTable(text)
        self.font = font
        self.metrics = metrics
        self.width = width
        self.ends_shown = False
        self._laid: OrderedDict[int, Laid] = OrderedDict()
        self._strides = Strides()

    def laid(self, piece: int) -> Laid:
        """The piece as lines, made if need be."""
        found = self._laid.get(piece)
        if found is not None:
            self._laid.move_to_end(piece)
            return found
        found = self._laid[piece] = self._lay_out(piece)
        if len(self._laid) > KEPT:
            self._laid.popitem(last=False)
        return found

    def is_laid(self, piece: int) -> bool:
        """Whether the lines of a piece are here."""
        return piece in self._laid

    def restyle(self, font: QFont, metrics: LineMetrics) -> None:
        """Take another font and pitch."""
        self.font, self.metrics, self._strides = font, metrics, Strides()
        self._laid.clear()

    def set_width(self, width: int) -> bool:
        """Take another width; False where it is the same."""
        if width == self.width:
            return False
        self.width = width
        self._laid.clear()
        return True

    def show_ends(self, shown: bool) -> None:
        """Lay out with or without marks for line ends."""
        self.ends_shown = shown
        self._laid.clear()

    def _lay_out(self, piece: int) -> Laid:
        table, metrics = self.table, self.metrics
        copy = shown(table.text(piece), ends=self.ends_shown)
        blank = not self.ends_shown and table.is_blank(piece)
        top = 0 if blank else self._gap(piece)
        laid = Laid(table.start(piece), copy, self.font, self.width, metrics, top, self._strides)
        if blank:
            again = piece > 0 and table.is_blank(piece - 1)
            laid.height = metrics.snap(metrics.pitch * (0.25 if again else 0.5))
        return laid

    def _gap(self, piece: int) -> int:
        """Room above a paragraph: less where a blank line stands there already."""
        table, metrics = self.table, self.metrics
        if piece == 0:
            return metrics.snap(metrics.gap / 2)
        if not table.is_last_of_paragraph(piece - 1):
            return 0
        return metrics.snap(metrics.gap / 4) if table.is_blank(piece - 1) else metrics.gap

    def estimated_top(self, piece: int) -> float:
        """Where a piece would begin if all text before it were average prose (pixels)."""
        return self._estimate(self.table.start(piece), piece)

    def estimated_height(self) -> float:
        """The height of the article by the same estimate."""
        return self._estimate(len(self.text), len(self.table))

    def _estimate(self, characters: int, pieces: int) -> float:
        a_line = max(self.width / self.metrics.character, 1.0)
        # A paragraph's last line is half full on average, and half a line stands between two.
        return (characters / a_line + pieces) * self.metrics.pitch
