"""The page of progress: figures per person, story, label and week, and a chart of the weeks."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from annotator.errors import BadInput
from annotator.progress_report import ProgressReport, WeekProgress
from annotator.settings import write_whole
from ui.ask import Ask, FileKind, plain_label
from ui.dialogs.dialog import table
from ui.dialogs.plan_model import shown_day
from ui.dialogs.week_chart import Bar, Chart, Series, WeekChart

PER = ("Person", "Story", "Label", "Week")
WHATS = ("spans made", "articles done", "minutes")
NOTE = (
    "Spans count in the week in which they were made, articles in the week in which they were last "
    "changed, minutes in the week in which they were spent; idle time is left out. What has no "
    "day, such as time measured by older versions, stands without a week."
)
MARKING = (
    "active time before each span made by hand, since the step before in the same article, counts "
    "to the label of the span. The rest of the time, such as reading after which nothing was "
    "marked, counts to no label."
)
MARKED = "Minutes to mark"
UNDATED = "Without a day"
_PICTURES = (FileKind("Picture (SVG)", ("svg",)), FileKind("Picture (PNG)", ("png",)))
Rows = list[tuple[str, ...]]


class ProgressPage(QWidget):
    """Shows a `ProgressReport`: a table, and beside it a chart of what was done each week."""

    def __init__(self, ask: Ask, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ask = ask
        self._today = date.min
        self.report = ProgressReport((), (), (), ())
        self.per = _box(PER, "Figures per")
        self.what = _box([one.capitalize() for one in WHATS], "The chart shows")
        self.per.currentIndexChanged.connect(lambda _: self._fill_table())
        self.what.currentIndexChanged.connect(lambda _: self._fill_chart())
        self.table = table((), (), "Progress")
        self.chart = WeekChart()
        self.nothing = plain_label("Nothing was done so far.", part="faint")
        self._left, left = _column("Figures per", self.per)
        self._left.addWidget(self.table, 1)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(left)
        self.split.addWidget(self._chart_side())
        self.split.setStretchFactor(0, 1)
        self.split.setStretchFactor(1, 1)
        self.split.setSizes([650, 530])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 16, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.split, 1)
        self.note = plain_label(NOTE, part="faint")
        layout.addWidget(self.note)

    def show_report(self, report: ProgressReport, today: date) -> None:
        """Shows these figures."""
        self.report, self._today = report, today
        self._fill_table()
        self._fill_chart()

    def rows(self) -> tuple[tuple[str, ...], Rows]:
        """Columns and rows of the table that is shown."""
        return _TABLES[self.per.currentIndex()](self.report, self._today)

    def text(self) -> str:
        """All tables as text, columns parted by tabs."""
        parts = []
        for name, make in zip(PER, _TABLES, strict=True):
            columns, rows = make(self.report, self._today)
            lines = ["\t".join((name, *columns[1:])), *("\t".join(row) for row in rows)]
            parts.append("\n".join(lines))
        return "\n\n".join(parts) + f"\n\n{NOTE}\n{MARKED}: {MARKING}\n"

    def picture(self, path: Path) -> None:
        """Writes the chart as it is shown, as SVG or PNG; raises `BadInput`."""
        size = self.chart.size()
        data = _svg(self.chart, size) if path.suffix.lower() == ".svg" else _png(self.chart, size)
        try:
            write_whole(path, data)
        except OSError as error:
            sentence = f"{path} cannot be written: {error.strerror}. Choose another place."
            raise BadInput(sentence) from error

    def _chart_side(self) -> QWidget:
        layout, side = _column("The chart shows", self.what)
        layout.setContentsMargins(16, 0, 0, 0)
        self.area = QScrollArea()
        self.area.setWidget(self.chart)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.legend = plain_label("", part="faint")
        layout.addWidget(self.nothing, 1, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.area, 1)
        layout.addWidget(self.legend)
        self.save = QPushButton("Chart to a file…")
        self.save.setAutoDefault(False)
        self.save.clicked.connect(lambda: self._write())
        layout.addWidget(self.save, alignment=Qt.AlignmentFlag.AlignLeft)
        return side

    def _fill_table(self) -> None:
        columns, rows = self.rows()
        made = table(columns, rows, f"Progress per {PER[self.per.currentIndex()].lower()}")
        _dressed(made)
        self.note.setText(f"{MARKED}: {MARKING}" if MARKED in columns else NOTE)
        if MARKED in columns:
            tip = Qt.ItemDataRole.ToolTipRole
            words = MARKING[0].upper() + MARKING[1:]
            made.model().setHeaderData(columns.index(MARKED), Qt.Orientation.Horizontal, words, tip)
        self._left.replaceWidget(self.table, made)
        self.table.hide()
        self.table.deleteLater()
        self.table = made

    def _fill_chart(self) -> None:
        chart = chart_of(self.report.weeks, self.what.currentIndex(), self._today)
        self.chart.show_chart(chart)
        there = bool(chart.series)
        self.area.setVisible(there)
        self.nothing.setVisible(not there)
        self.save.setEnabled(there)
        told = self._told(chart)
        self.legend.setText(told)
        self.legend.setVisible(bool(told))

    def _told(self, chart: Chart) -> str:
        """What is to be said under the chart."""
        if any(bar.planned for one in chart.series for bar in one.bars):
            return "Dotted: what the plan wants done in the week."
        if (undated := undated_in(self.report, self.what.currentIndex())) > 0:
            return f"Not in the chart, because nobody knows the day: {undated:,} {chart.what}."
        return ""

    def _write(self) -> None:
        path = self._ask.save_file("Chart of the weeks", _PICTURES)
        if path is not None:
            try:
                self.picture(path)
            except BadInput as error:
                self._ask.tell_error(error)


def chart_of(weeks: Sequence[WeekProgress], what: int, today: date) -> Chart:
    """The chart of the weeks: `what` is the place in `WHATS`."""
    begins = list(dict.fromkeys(one.begins for one in weeks))
    people = dict.fromkeys((one.annotator_id, one.annotator) for one in weeks)
    cells = {(one.annotator_id, one.begins): one for one in weeks}
    number = {one.begins: one.week for one in weeks}

    def bar(annotator_id: str, day: str) -> Bar:
        one = cells[annotator_id, day]
        if what == 1:
            return Bar(one.done, one.planned or None)
        return Bar(one.minutes if what else one.spans)

    return Chart(
        WHATS[what],
        tuple(_short_week(number[day], day, today) for day in begins),
        tuple(_whole_week(number[day], day, today) for day in begins),
        tuple(
            Series(name, tuple(bar(annotator_id, day) for day in begins))
            for annotator_id, name in people
        ),
    )


def undated_in(report: ProgressReport, what: int) -> int:
    """How much of it no week has; `what` is the place in `WHATS`."""
    return sum((one.spans, one.done, one.minutes)[what] for one in report.undated)


def _short_week(week: int | None, day: str, today: date) -> str:
    return str(week) if week is not None and week > 0 else shown_day(day, today)


def _whole_week(week: int | None, day: str, today: date) -> str:
    days = f"from {shown_day(day, today)}"
    return f"week {week}, {days}" if week is not None and week > 0 else f"week {days}"


def _people(report: ProgressReport, _today: date) -> tuple[tuple[str, ...], Rows]:
    columns = ("Person", "Given", "Done", "In progress", "Skipped", "Minutes", "Spans")
    return columns, [
        (
            one.annotator,
            *_written(one.articles, one.done, one.in_progress, one.skipped, one.minutes, one.spans),
        )
        for one in report.people
    ]


def _stories(report: ProgressReport, _today: date) -> tuple[tuple[str, ...], Rows]:
    columns = ("Story", "Articles", "Given", "Done", "In progress", "Minutes", "Spans")
    return columns, [
        (
            one.story,
            *_written(
                one.articles, one.readings, one.done, one.in_progress, one.minutes, one.spans
            ),
        )
        for one in report.stories
    ]


def _labels(report: ProgressReport, _today: date) -> tuple[tuple[str, ...], Rows]:
    columns = ("Label", "Done", "In progress", MARKED, "Spans")
    return columns, [
        (one.label, *_written(one.done, one.in_progress, one.minutes, one.spans))
        for one in report.labels
    ]


def _weeks(report: ProgressReport, today: date) -> tuple[tuple[str, ...], Rows]:
    columns = ("Week", "Person", "Planned", "Done", "In progress", "Minutes", "Spans")
    return columns, [
        *(
            (
                UNDATED,
                one.annotator,
                "",
                f"{one.done:,}",
                "",
                *_written(one.minutes, one.spans),
            )
            for one in report.undated
        ),
        *(
            (
                _whole_week(one.week, one.begins, today).replace("week", "Week", 1),
                one.annotator,
                *_written(one.planned, one.done, one.in_progress, one.minutes, one.spans),
            )
            for one in report.weeks
        ),
    ]


def _written(*numbers: int) -> tuple[str, ...]:
    return tuple(f"{number:,}" for number in numbers)


_TABLES: tuple[Callable[[ProgressReport, date], tuple[tuple[str, ...], Rows]], ...] = (
    _people,
    _stories,
    _labels,
    _weeks,
)


def _dressed(view: QTableView) -> None:
    """Numbers stand one under the other; names get the room they need."""
    model = view.model()
    middle = Qt.AlignmentFlag.AlignVCenter
    left, right = middle | Qt.AlignmentFlag.AlignLeft, middle | Qt.AlignmentFlag.AlignRight
    header = view.horizontalHeader()
    header.setStretchLastSection(False)
    for column in range(model.columnCount()):
        words = str(model.headerData(column, Qt.Orientation.Horizontal))
        side = left if words in (*PER, "Person") else right
        role = Qt.ItemDataRole.TextAlignmentRole
        model.setHeaderData(column, Qt.Orientation.Horizontal, side, role)
        for row in range(model.rowCount()):
            model.setData(model.index(row, column), side, role)
    for column in range(1, model.columnCount()):
        view.resizeColumnToContents(column)


def _box(choices: Sequence[str], name: str) -> QComboBox:
    box = QComboBox()
    box.addItems(list(choices))
    box.setAccessibleName(name)
    return box


def _column(words: str, box: QComboBox) -> tuple[QVBoxLayout, QWidget]:
    """A column with a named box above it."""
    side = QWidget()
    layout = QVBoxLayout(side)
    layout.setContentsMargins(0, 0, 16, 0)
    layout.setSpacing(8)
    row = QHBoxLayout()
    row.setSpacing(8)
    label = plain_label(words, part="faint")
    label.setWordWrap(False)
    label.setBuddy(box)
    row.addWidget(label)
    row.addWidget(box)
    row.addStretch()
    layout.addLayout(row)
    return layout, side


def _png(chart: WeekChart, size: QSize) -> bytes:
    image = QImage(size * 2, QImage.Format.Format_ARGB32)
    image.setDevicePixelRatio(2)
    painter = QPainter(image)
    chart.paint(painter, size)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def _svg(chart: WeekChart, size: QSize) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(size)
    generator.setTitle(f"{chart.chart.what} by week")
    painter = QPainter(generator)
    chart.paint(painter, size)
    painter.end()
    return bytes(buffer.data().data())
