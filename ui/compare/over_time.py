"""The page “Over time”: how people agree with others and with themselves, week by week."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from annotator.changes import Changes
from ui.ask import plain_label
from ui.compare.figure_table import Cell, FigureTable, number, words
from ui.compare.figure_words import percent, shown
from ui.compare.looking import Looking
from ui.compare.weeks_chart import Line, WeeksChart
from ui.empty import Empty
from ui.jobs import Jobs
from ui.theme import Theme
from ui.workspace import Workspace

Row = Mapping[str, Any]
"""One person in one week, as `annotator.comparing.over_time.PersonWeek` tells it."""
UNDATED = "no date"
NOTE = (
    "An article belongs to the week in which its reading was last changed. Agreement on shared "
    "articles is with everybody else who has done them; agreement with oneself is on articles that "
    "were done a second time."
)


@dataclass(frozen=True, slots=True)
class Measure:
    """A column of the table, and what the chart can show: its words, values and how to write them.

    `of` says from how many things the value was made.
    """

    words: str
    head: str
    value: Callable[[Row], float | None]
    written: Callable[[float], str]
    of: Callable[[Row], str]
    top: float | None = None


def _score(name: str) -> Callable[[Row], float | None]:
    def value(row: Row) -> float | None:
        found = row[name]["value"]
        return None if found is None else float(found)

    return value


def _plain(name: str) -> Callable[[Row], float | None]:
    def value(row: Row) -> float | None:
        found = row[name]
        return None if found is None else float(found)

    return value


def _articles(name: str) -> Callable[[Row], str]:
    return lambda row: f"{row[name]:,} article{'' if row[name] == 1 else 's'}"


def _one_place(value: float) -> str:
    return f"{value:,.1f}"


MEASURES = (
    Measure("Agreement on shared articles (strict F1)", "Strict F1",
            _score("strict_f1"), shown, _articles("shared"), 1.0),
    Measure("Agreement on shared articles (F1 at IoU ≥ 0.5)", "IoU ≥ 0.5",
            _score("iou50_f1"), shown, _articles("shared"), 1.0),
    Measure("Agreement with oneself (strict F1)", "With oneself",
            _score("self_strict_f1"), shown, _articles("repeated"), 1.0),
    Measure("Spans per 1,000 words", "Spans / 1,000 words",
            _plain("spans_per_1000_words"), _one_place, _articles("done")),
    Measure("Minutes per article", "Minutes / article",
            _plain("minutes_per_article"), _one_place, _articles("done")),
    Measure("Suggestions accepted unedited", "Unedited",
            _plain("unedited_share"), percent, lambda row: f"{row['decided']:,} answered", 1.0),
)  # fmt: skip
GAPS = "Guideline gaps by label"
HEADS = ("Week", "Person", "Done", *(one.head for one in MEASURES))


class OverTimePage(QWidget):
    """A table of weeks and people, and one of its columns as a chart.

    It is computed in the worker, when the page is opened and again when something changed.
    """

    def __init__(
        self, workspace: Workspace, jobs: Jobs, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._looking = Looking(jobs, self)
        self.rows: tuple[Row, ...] = ()
        self.gaps: tuple[Row, ...] = ()
        self.which = QComboBox()
        self.which.setAccessibleName("The chart shows")
        self.which.addItems([one.words for one in MEASURES] + [GAPS])
        self.which.currentIndexChanged.connect(lambda _: self._show_chart())
        self.chart = WeeksChart()
        self.nothing = plain_label("There is nothing to show of it yet.", part="faint")
        right = range(2, len(HEADS))
        self.table = FigureTable("Weeks and people", HEADS, right=right, wide=1, most=20)
        self.empty = Empty(" ", " ", sign="clock", theme=theme)
        self.pages = QStackedWidget()
        self.pages.addWidget(self.empty)
        self.pages.addWidget(self._page())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._looking.progress)
        layout.addWidget(self.pages, 1)
        self._looking.done.connect(self._take)
        self._looking.failed.connect(self._say)
        workspace.changed.connect(self._changed)

    # Reading

    def look(self) -> None:
        """Reads it, where that was not done since the last change."""
        if not self._looking.is_due or not self._workspace.is_open:
            return
        arguments = {"project": str(self._workspace.project.path), "people": []}
        self._looking.run("over_time", arguments, title="Agreement over time")

    def leave(self) -> None:
        """Lets go of the project."""
        self._looking.leave()

    def dress(self, theme: Theme) -> None:
        """Take the colours."""
        self.empty.set_theme(theme)

    def _changed(self, changes: Changes) -> None:
        if changes.everything or changes.spans or changes.readings or changes.suggestions:
            self._looking.fresh = False

    # Showing

    def _take(self, told: Mapping[str, Any]) -> None:
        self.rows, self.gaps = tuple(told["weeks"]), tuple(told["guideline_gaps"])
        if not self.rows:
            self._say("Nobody has done an article yet", "Figures come with the first “Done”.")
            return
        self.table.fill(HEADS, [_cells(row) for row in self.rows if _says_something(row)])
        self._show_chart()
        self.pages.setCurrentIndex(1)

    def _say(self, heading: str, sentence: str) -> None:
        self.empty.say(heading, sentence)
        self.pages.setCurrentIndex(0)

    def _show_chart(self) -> None:
        place = self.which.currentIndex()
        if place < len(MEASURES):
            weeks, lines = _of_people(self.rows, MEASURES[place])
            one = MEASURES[place]
            self.chart.show_lines(one.words, weeks, lines, shown=one.written, top=one.top)
        else:
            weeks, lines = _of_labels(self.gaps)
            self.chart.show_lines("Guideline gaps", weeks, lines, shown=lambda n: f"{n:,.0f}")
        self.chart.setVisible(bool(lines))
        self.nothing.setVisible(not lines)

    def _page(self) -> QScrollArea:
        page = QWidget()
        page.setProperty("part", "page")
        rows = QVBoxLayout(page)
        rows.setContentsMargins(24, 24, 24, 32)
        rows.setSpacing(8)
        which = QHBoxLayout()
        which.addWidget(self.which)
        which.addStretch(1)
        rows.addWidget(plain_label("Week by week", part="heading"))
        rows.addLayout(which)
        rows.addSpacing(8)
        rows.addWidget(self.chart)
        rows.addWidget(self.nothing)
        rows.addSpacing(24)
        rows.addWidget(plain_label("Everything in numbers", part="heading"))
        rows.addWidget(self.table)
        rows.addWidget(plain_label(NOTE, part="faint"))
        rows.addStretch(1)
        area = QScrollArea()
        area.setWidget(page)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        return area


def _says_something(row: Row) -> bool:
    """Whether a column of the table has anything to show."""
    return bool(row["done"]) or any(one.value(row) is not None for one in MEASURES)


def _cells(row: Row) -> tuple[Cell, ...]:
    return (
        Cell(row["week"] or UNDATED, row["begins"] or "~"),
        words(row["annotator"]),
        number(row["done"]),
        *(_cell(row, one) for one in MEASURES),
    )


def _cell(row: Row, measure: Measure) -> Cell:
    value = measure.value(row)
    return Cell("–" if value is None else measure.written(value), value, measure.of(row))


def _of_people(rows: Sequence[Row], measure: Measure) -> tuple[list[str], list[Line]]:
    """The weeks that somebody has a value in, and a line for each person who has one."""
    known = [row for row in rows if measure.value(row) is not None]
    weeks = list(dict.fromkeys(row["week"] or UNDATED for row in known))
    people = dict.fromkeys((row["annotator_id"], row["annotator"]) for row in known)
    cells = {(row["annotator_id"], row["week"] or UNDATED): row for row in known}

    def line(annotator_id: str, name: str) -> Line:
        found = [cells.get((annotator_id, week)) for week in weeks]
        return Line(
            name,
            tuple(measure.value(row) if row else None for row in found),
            tuple(measure.of(row) if row else "" for row in found),
        )

    return weeks, [line(*person) for person in people]


def _of_labels(gaps: Sequence[Row]) -> tuple[list[str], list[Line]]:
    weeks = list(dict.fromkeys(row["week"] or UNDATED for row in gaps))
    labels = dict.fromkeys(row["label"] for row in gaps)
    cells = {(row["label"], row["week"] or UNDATED): float(row["gaps"]) for row in gaps}
    blank = ("",) * len(weeks)
    return weeks, [
        Line(label or "no label", tuple(cells.get((label, week)) for week in weeks), blank)
        for label in labels
    ]
