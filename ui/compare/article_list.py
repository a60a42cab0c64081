"""The articles that were compared, those with the lowest agreement first."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from annotator.agree.figure_names import figure_name
from ui.compare.figure_table import Cell, FigureTable, number, words
from ui.compare.figure_words import score_in_words, shown
from ui.compare.found import HEADLINE, Name, Pair, Read

STRICT = 2
"""The column that sorts at first."""


class ArticleList(FigureTable):
    """Signals: `article_wanted(name)`: to see where the two differ in it."""

    article_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        heads = ("Article", "Story", *map(figure_name, HEADLINE), "", "", "Differences")
        right = range(STRICT, len(heads))
        super().__init__("Articles, lowest agreement first", heads, right=right, parent=parent)
        self._names: tuple[str, ...] = ()
        self.wanted.connect(lambda row: self.article_wanted.emit(self._names[row]))
        self.sort_by(STRICT)

    def show_pair(self, pair: Pair) -> None:
        """Shows the articles of this comparison."""
        self._names = tuple(one.article for one in pair.read)
        heads = ("Article", "Story", *map(figure_name, HEADLINE), *pair.names, "Differences")
        self.fill(heads, [_row(one) for one in pair.read])


def _row(one: Read) -> tuple[Cell, ...]:
    differences = sum(many for kind, many in one.classes.items() if kind != "same")
    return (
        words(one.article),
        words(one.story),
        *(_figure(one, name) for name in HEADLINE),
        number(one.spans[0]),
        number(one.spans[1]),
        number(differences),
    )


def _figure(one: Read, name: Name) -> Cell:
    score = one.scores[name]
    return Cell(shown(score.value), score.value, score_in_words(score))
