"""The articles that were compared and their stories, those with the lowest agreement first."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from annotator.agree.figure_names import figure_name
from ui.compare.figure_table import Cell, FigureTable, number, words
from ui.compare.figure_words import score_in_words, shown
from ui.compare.found import HEADLINE, Pair, Read, Scores

STRICT = 2
"""The column that sorts at first."""


class ArticleList(FigureTable):
    """Signals: `article_wanted(name)`: to see where the two differ in it."""

    article_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        heads = ("Article", "Story", *map(figure_name, HEADLINE), "", "", "Differences")
        right = range(STRICT, len(heads))
        title = "Articles, lowest agreement first"
        super().__init__(title, heads, right=right, wide=(0, 1), parent=parent)
        self._names: tuple[str, ...] = ()
        self.wanted.connect(lambda row: self.article_wanted.emit(self._names[row]))
        self.sort_by(STRICT)

    def show_pair(self, pair: Pair) -> None:
        """Shows the articles of this comparison."""
        self._names = tuple(one.article for one in pair.read)
        heads = ("Article", "Story", *map(figure_name, HEADLINE), *pair.names, "Differences")
        self.fill(heads, [_row(one) for one in pair.read])


class StoryList(FigureTable):
    """The same for each story, over all its articles that were compared."""

    def __init__(self, parent: QWidget | None = None) -> None:
        heads = ("Story", "Articles", *map(figure_name, HEADLINE), "", "", "Differences")
        right = range(1, len(heads))
        super().__init__("Stories, lowest agreement first", heads, right=right, parent=parent)
        self.sort_by(STRICT)

    def show_pair(self, pair: Pair) -> None:
        """Shows the stories of this comparison."""
        heads = ("Story", "Articles", *map(figure_name, HEADLINE), *pair.names, "Differences")
        read: dict[str, list[Read]] = {story: [] for story in pair.stories}
        for one in pair.read:
            read[one.story].append(one)
        rows = [
            (words(story), number(len(read[story])), *_figures(scores), *_numbers(read[story]))
            for story, scores in pair.stories.items()
        ]
        self.fill(heads, rows)


def _row(one: Read) -> tuple[Cell, ...]:
    return words(one.article), words(one.story), *_figures(one.scores), *_numbers([one])


def _figures(scores: Scores) -> tuple[Cell, ...]:
    some = (scores[name] for name in HEADLINE)
    return tuple(Cell(shown(one.value), one.value, score_in_words(one)) for one in some)


def _numbers(read: Sequence[Read]) -> tuple[Cell, Cell, Cell]:
    """The spans of both, and in how many places they differ."""
    a, b = (sum(one.spans[side] for one in read) for side in (0, 1))
    differ = sum(many for one in read for kind, many in one.classes.items() if kind != "same")
    return number(a), number(b), number(differ)
