"""A chart as a picture in a file: SVG or PNG."""

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgGenerator

from annotator.errors import BadInput
from annotator.settings import write_whole
from ui.ask import Ask, FileKind
from ui.compare.cells_chart import CellsChart

PICTURES = (FileKind("Picture (SVG)", ("svg",)), FileKind("Picture (PNG)", ("png",)))
SHARP = 2
"""Pixels of the picture for one of the screen."""


def save_chart(chart: CellsChart, ask: Ask) -> None:
    """Asks where to, and writes the chart as it is shown; says what went wrong."""
    path = ask.save_file(chart.accessibleName(), PICTURES)
    if path is None:
        return
    data = _svg(chart) if path.suffix.lower() == ".svg" else _png(chart)
    try:
        write_whole(path, data)
    except OSError as error:
        ask.tell_error(BadInput(f"{path} cannot be written: {error.strerror}."))


def _png(chart: CellsChart) -> bytes:
    image = QImage(chart.size() * SHARP, QImage.Format.Format_ARGB32)
    image.setDevicePixelRatio(SHARP)
    image.fill(chart.ink("Base"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    chart.paint(painter, chart.size())
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def _svg(chart: CellsChart) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(chart.size())
    generator.setTitle(chart.accessibleName())
    painter = QPainter(generator)
    painter.fillRect(chart.rect(), chart.ink("Base"))
    chart.paint(painter, chart.size())
    painter.end()
    return bytes(buffer.data().data())
