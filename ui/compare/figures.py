"""The page of figures: how much two people agree, and where they do not."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from annotator.agree.figure_names import figure_name
from annotator.agree.values import Score
from ui.article.styles import LabelStyle
from ui.ask import plain_label
from ui.compare.article_list import ArticleList, StoryList
from ui.compare.class_list import ClassList
from ui.compare.confusion_chart import ConfusionChart
from ui.compare.figure_words import about_intervals, titled
from ui.compare.found import HEADLINE, Name, Pair
from ui.compare.headline import Headline
from ui.compare.how_computed import HowComputed
from ui.compare.label_bars import LEGEND, LabelBars, LabelFigure
from ui.compare.measures import Measures, MoreMeasures
from ui.compare.noticed import noticed
from ui.compare.wanted import Options

WIDEST = 1720
NO_SCORE = Score(None, "This label has no such figure.")


class FiguresPage(QScrollArea):
    """Everything about one pair.

    Signals:
        class_wanted: a class was chosen; carries its name in the plain data.
        labels_wanted: a cell of the matrix was chosen; A's label and B's, "" for nothing.
        label_wanted: a label was chosen.
        article_wanted: an article was chosen, by its name.
        kind_wanted: the groups of a kind are to be listed, by its name.
        more_wanted: the measures of other fields are asked for; True: γ too.
    """

    class_wanted = Signal(str)
    labels_wanted = Signal(str, str)
    label_wanted = Signal(str)
    article_wanted = Signal(str)
    kind_wanted = Signal(str)
    more_wanted = Signal(bool)

    def __init__(
        self, styles: Callable[[], Mapping[str, LabelStyle]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.pair: Pair | None = None
        self.options = Options()
        self.headlines = [Headline(name) for name in HEADLINE]
        self.classes = ClassList()
        self.confusion = ConfusionChart()
        self.bars = LabelBars(styles)
        self.which = QComboBox()
        self.which.addItems([titled(name) for name in HEADLINE])
        self.which.setAccessibleName("The bars show")
        self.noticed = Sentences()
        self.intervals = plain_label("", part="faint")
        self.articles, self.stories = ArticleList(), StoryList()
        self.beside = Measures("Attributes, relations and groups")
        self.more = MoreMeasures()
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setWidget(self._page())
        self._connect()

    def show_pair(self, pair: Pair, options: Options, *, more: bool) -> None:
        """Shows these figures; `more`: the measures of other fields are among them."""
        self.pair, self.options = pair, options
        for tile in self.headlines:
            tile.show_score(pair.scores[tile.name])
        self.intervals.setText(about_intervals(len(pair.read)))
        self.classes.show_pair(pair)
        self.confusion.show_counts(*pair.confusion, pair.names)
        self._show_bars()
        self.noticed.say(noticed(pair))
        self.articles.show_pair(pair)
        self.stories.show_pair(pair)
        self.by_story.setVisible(len(pair.stories) > 1)  # of one the headline says it all
        self.beside.show_scores(pair.beside)
        self.more.show_scores(pair.more if more else None, pair.sampler)

    # Parts

    def _page(self) -> QWidget:
        page = QWidget()
        page.setProperty("part", "page")
        column = QWidget()
        column.setMaximumWidth(WIDEST)
        rows = QVBoxLayout(column)
        rows.setContentsMargins(24, 24, 24, 32)
        rows.setSpacing(32)
        rows.addLayout(self._tiles())
        rows.addLayout(self._beside_each_other())
        self.by_story = QWidget()
        self.by_story.setLayout(_section("Stories, lowest agreement first", self.stories))
        self.by_story.layout().setContentsMargins(0, 0, 0, 0)  # type: ignore[union-attr]
        rows.addWidget(self.by_story)
        rows.addLayout(_section("Articles, lowest agreement first", self.articles))
        rows.addLayout(_section("Attributes, relations and groups", self.beside))
        rows.addWidget(self.more)
        rows.addStretch(1)
        across = QHBoxLayout(page)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(column, 1000)
        across.addStretch(1)
        return page

    def _tiles(self) -> QVBoxLayout:
        tiles = QGridLayout()
        tiles.setHorizontalSpacing(40)
        for column, tile in enumerate(self.headlines):
            tiles.addWidget(tile, 0, column)
            tiles.setColumnStretch(column, 1)
        section = QVBoxLayout()
        section.setSpacing(12)
        section.addLayout(tiles)
        section.addWidget(self.intervals)
        return section

    def _beside_each_other(self) -> QGridLayout:
        """Two columns that share their lines."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(48)
        grid.setVerticalSpacing(32)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        grid.addLayout(_section("Where they differ", self.classes), 0, 0)
        grid.addLayout(_section("Which label for which", self.confusion), 0, 1)
        labels = _section("Label by label", self.bars, plain_label(LEGEND, part="faint"))
        which = QHBoxLayout()
        which.setSpacing(8)
        which.addWidget(self.which)
        which.addStretch(1)
        labels.insertLayout(1, which)
        grid.addLayout(labels, 1, 0)
        grid.addLayout(_section("What stands out", self.noticed), 1, 1)
        return grid

    def _connect(self) -> None:
        for tile in self.headlines:
            tile.how_wanted.connect(lambda tile=tile: self._explain(tile.name, tile.how))
        self.classes.chosen.connect(
            lambda row, _: self.class_wanted.emit(self.classes.kind_at(row).value)
        )
        self.confusion.chosen.connect(self._choose_labels)
        self.bars.chosen.connect(
            lambda row, _: self.label_wanted.emit(self.bars.figures[row].label)
        )
        self.which.currentIndexChanged.connect(lambda _: self._show_bars())
        self.articles.article_wanted.connect(self.article_wanted)
        self.beside.how_wanted.connect(lambda name: self._explain(name, self.beside))
        self.more.table.how_wanted.connect(lambda name: self._explain(name, self.more.table))
        self.more.wanted.connect(self.more_wanted)

    # What is asked for

    def _choose_labels(self, row: int, column: int) -> None:
        names = self.confusion.labels
        last = len(names) - 1
        a = "" if row == last else names[row]
        b = "" if column == last else names[column]
        self.labels_wanted.emit(a, b)

    def _show_bars(self) -> None:
        if self.pair is None:
            return
        name = HEADLINE[self.which.currentIndex()]
        figures = [
            LabelFigure(label, scores.get(name, NO_SCORE), self.pair.label_spans[label])
            for label, scores in self.pair.labels.items()
        ]
        self.bars.show_figures(figure_name(name), figures, self.pair.names)

    def _explain(self, name: Name, beside: QWidget) -> None:
        if self.pair is None:
            return
        sheet = HowComputed(
            name,
            self.pair.score(name),
            articles=len(self.pair.read),
            settings=_settings(self.options),
            sampler=f"{self.pair.sampler}; seed {self.options.seed}" if self.pair.sampler else "",
            parent=self,
        )
        sheet.list_wanted.connect(lambda: self.kind_wanted.emit(name[-1]))
        place = beside.current_place() if isinstance(beside, Measures) else None
        sheet.show_below(beside, place)


class Sentences(QWidget):
    """Sentences one below the other, each with room around it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.labels: list[QLabel] = []
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(8)

    def say(self, sentences: Sequence[str]) -> None:
        """Says these in place of what was said."""
        for label in self.labels:
            self._rows.removeWidget(label)
            label.hide()
            label.deleteLater()
        self.labels = [plain_label(one) for one in sentences]
        for label in self.labels:
            self._rows.addWidget(label)


def _settings(options: Options) -> str:
    told, drawn = options.in_words(), options.drawn
    return told if told.endswith(drawn) else f"{told} {drawn}"


def _section(words: str, *widgets: QWidget) -> QVBoxLayout:
    """A heading with what belongs below it."""
    section = QVBoxLayout()
    section.setSpacing(8)
    section.addWidget(plain_label(words, part="heading"))
    for widget in widgets:
        section.addWidget(widget)
    section.addStretch(1)
    return section
