"""What can be taken away from the window: its charts as pictures, their numbers as tables."""

from PySide6.QtWidgets import QWidget

from ui.ask import Ask
from ui.compare.cells_chart import CellsChart
from ui.compare.chart_file import save_chart
from ui.compare.figure_table import FigureTable
from ui.compare.table_file import save_table


def connect(window: QWidget, ask: Ask) -> None:
    """Lets every chart and table of the window be saved."""
    charts = window.findChildren(CellsChart)
    for chart in charts:
        chart.picture_wanted.connect(lambda chart=chart: save_chart(chart, ask))
    every: list[FigureTable | CellsChart] = [*window.findChildren(FigureTable), *charts]
    for one in every:
        one.table_wanted.connect(lambda one=one: save_table(one.accessibleName(), one.table(), ask))
