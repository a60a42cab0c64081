"""Our own drawings, in the colours of the theme."""

import gc
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon

from annotator.paths import resource
from ui.icons import app_icon, icon, picture
from ui.theme import DARK, LIGHT

DRAWN = sorted(path for path in resource("icons").glob("*.svg") if path.stem != "annotator")


def ink(pixmap):
    """The colour of the most opaque point."""
    image = pixmap.toImage()
    points = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    return max(points, key=lambda colour: colour.alpha())


def test_there_are_enough():
    assert len(DRAWN) >= 45


@pytest.mark.parametrize("path", DRAWN, ids=lambda path: path.stem)
def test_each_is_drawn_on_the_same_grid_in_one_ink(path, qapp):
    root = ElementTree.parse(path).getroot()
    assert root.get("viewBox") == "0 0 24 24"
    colours = {part.get(name) for part in root.iter() for name in ("stroke", "fill")}
    assert colours <= {"currentColor", "none", None}
    shape = picture(path.stem, "#ff0000", size=24)
    assert ink(shape).alpha() > 200, "nothing is to be seen"


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_an_icon_has_the_colours_of_the_theme(theme, qapp):
    made = icon("open", theme)
    modes = {
        QIcon.Mode.Normal: theme.text,
        QIcon.Mode.Disabled: theme.edge,
        QIcon.Mode.Selected: theme.on_accent,
    }
    for mode, colour in modes.items():
        assert ink(made.pixmap(QSize(32, 32), mode)).name() == colour


def test_an_icon_is_sharp_at_twice_the_scale(qapp):
    shape = icon("open", LIGHT).pixmap(QSize(20, 20), 2.0)
    assert shape.size() == QSize(40, 40)
    assert shape.devicePixelRatio() == 2.0
    assert picture("open", "#000000", size=48, scale=1.5).size() == QSize(72, 72)


def test_icons_are_made_once_and_survive_copies(qapp):
    assert icon("open", LIGHT).cacheKey() == icon("open", LIGHT).cacheKey()
    copy = QIcon(icon("open", LIGHT))
    copy.addPixmap(picture("undo", "#000000", size=16))
    gc.collect()
    assert not copy.pixmap(20, 20).isNull()


def test_a_name_without_a_drawing_is_a_bug(qapp):
    with pytest.raises(FileNotFoundError):
        icon("no-such-icon", LIGHT)


def test_the_program_has_an_icon(qapp):
    assert not app_icon().pixmap(64, 64).isNull()
