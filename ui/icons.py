"""The icons: our own drawings, recoloured from the theme."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from annotator.paths import resource
from ui.theme import Theme

_INK = "currentColor"
# In device pixels: 16 and 20 for menus and bars, and the same at twice the scale.
_SIZES = (16, 20, 32, 40)


@lru_cache(maxsize=512)
def icon(name: str, theme: Theme) -> QIcon:
    """The icon `name` in the colours of the theme, for all states of a control.

    Raises FileNotFoundError for a name without a drawing.
    """
    # An icon engine of our own would paint at any size, but Qt's copies of one written in Python
    # are freed too early and crash.
    made = QIcon()
    renderer = QSvgRenderer(QByteArray(_drawn(name).encode()))
    for size in _SIZES:
        shape = _rendered(renderer, size)
        made.addPixmap(_tinted(shape, theme.text), QIcon.Mode.Normal)
        made.addPixmap(_tinted(shape, theme.on_accent), QIcon.Mode.Selected)
        made.addPixmap(_tinted(shape, theme.edge), QIcon.Mode.Disabled)
    return made


def picture(name: str, colour: str, *, size: int, scale: float = 1.0) -> QPixmap:
    """The icon `name` in one colour, `size` pixels of the window high, sharp at this scale."""
    pixels = round(size * scale)
    pixmap = _tinted(_rendered(QSvgRenderer(QByteArray(_drawn(name).encode())), pixels), colour)
    pixmap.setDevicePixelRatio(scale)
    return pixmap


def app_icon() -> QIcon:
    """The icon of the program itself, in its own colours."""
    return QIcon(str(resource("icons/annotator.svg")))


@lru_cache(maxsize=128)
def _drawn(name: str) -> str:
    drawing = resource(f"icons/{name}.svg").read_text(encoding="utf-8")
    return drawing.replace(_INK, "#000000")


def _rendered(renderer: QSvgRenderer, size: int) -> QPixmap:
    pixmap = QPixmap(QSize(size, size))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter)
    painter.end()
    return pixmap


def _tinted(shape: QPixmap, colour: str) -> QPixmap:
    tinted = QPixmap(shape)
    painter = QPainter(tinted)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.fillRect(tinted.rect(), QColor(colour))
    painter.end()
    return tinted
