"""The colours of the window and of the labels: who can tell them apart, and who can read them."""

import itertools
import json
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QComboBox

from annotator.model.scheme import Label, Scheme, Underline
from annotator.settings import Preferences
from ui.colour import Sight, blend, contrast, difference, parse, seen
from ui.label_colours import APART, painted, too_close
from ui.theme import (
    DARK,
    HIGH_CONTRAST,
    LIGHT,
    label_styles,
    palette,
    pane_style,
    put_on,
    reading_font,
    style_sheet,
    theme_for,
)

SHIPPED = ("#2036c8", "#0b8562", "#9c5d0a", "#6d0a3c")
THEMES = (LIGHT, DARK, HIGH_CONTRAST)
colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def scheme(*labels: tuple[str, str]) -> Scheme:
    made = (Label(str(at), name, str(at), colour) for at, (name, colour) in enumerate(labels))
    return Scheme("test", 1, tuple(made))


def on(theme) -> tuple[str, ...]:
    return painted(SHIPPED, theme.ground, theme.label_contrast)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize("sight", Sight, ids=lambda sight: sight.value)
def test_the_shipped_labels_stay_apart_in_every_sight(theme, sight):
    for one, other in itertools.combinations(map(parse, on(theme)), 2):
        assert difference(seen(one, sight), seen(other, sight)) >= APART


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_the_shipped_labels_are_readable_on_the_ground(theme):
    for colour in on(theme):
        assert contrast(parse(colour), parse(theme.ground)) >= max(4.5, theme.label_contrast)


def test_on_white_a_label_keeps_nearly_its_own_colour():
    for own, shown in zip(SHIPPED, on(LIGHT), strict=True):
        assert difference(parse(own), parse(shown)) < 8


@settings(max_examples=40, deadline=None)
@given(st.lists(colours, min_size=1, max_size=8), st.sampled_from(THEMES))
def test_labels_of_any_colour_are_readable(given_colours, theme):
    made = painted(tuple(given_colours), theme.ground, theme.label_contrast)
    for colour in made:
        assert contrast(parse(colour), parse(theme.ground)) >= theme.label_contrast


def test_a_colour_is_readable_as_it_is_written_too():
    # Just readable before it was rounded to #rrggbb, and just not after.
    (made,) = painted(("#09edcb",), DARK.ground, DARK.label_contrast)
    assert contrast(parse(made), parse(DARK.ground)) >= DARK.label_contrast


def mixtures(theme, inks):
    """What stands under a word when fills overlap: any mixture of them, laid on once."""
    random.seed(7)
    ground = parse(theme.ground)
    for depth in (1, 2, 3, 5, 9, 30):
        for _ in range(20):
            mixed = parse(random.choice(inks))
            for _ in range(depth - 1):
                mixed = blend(mixed, parse(random.choice(inks)), random.random())
            yield blend(ground, mixed, theme.fill_opacity)


@pytest.mark.parametrize(
    ("theme", "least"), [(LIGHT, 7.0), (DARK, 5.5), (HIGH_CONTRAST, 7.0)], ids=lambda v: str(v)[:12]
)
@pytest.mark.parametrize("shipped", [True, False])
def test_words_stay_readable_however_deep_the_fills(theme, least, shipped):
    extreme = ["#000000", "#ffffff", "#ff0000", "#00ff00", "#0000ff", "#ffff00"]
    inks = on(theme) if shipped else extreme
    assert min(contrast(parse(theme.text), under) for under in mixtures(theme, inks)) >= least


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_the_window_is_readable(theme):
    for ground in (theme.ground, theme.panel, theme.chrome, theme.raised, theme.hover):
        assert contrast(parse(theme.text), parse(ground)) >= 7
    for ground in (theme.ground, theme.panel, theme.chrome, theme.raised):
        assert contrast(parse(theme.faint), parse(ground)) >= 4.5
        assert contrast(parse(theme.bad), parse(ground)) >= 4.5
        assert contrast(parse(theme.good), parse(ground)) >= 4.5
        assert contrast(parse(theme.accent), parse(ground)) >= 4.5, "the focus has to be seen"
        assert contrast(parse(theme.edge), parse(ground)) >= 3, "a field has to be seen"
    for ground in (theme.selection, theme.hit, theme.current_hit, theme.chosen, theme.pressed):
        assert contrast(parse(theme.text), parse(ground)) >= 4.5
    assert contrast(parse(theme.on_accent), parse(theme.accent)) >= 4.5
    assert contrast(parse(theme.on_accent), parse(theme.accent_hover)) >= 4.5
    assert contrast(parse(theme.on_bad), parse(theme.bad)) >= 4.5


@settings(max_examples=40, deadline=None)
@given(st.lists(colours, min_size=1, max_size=6), st.sampled_from(THEMES))
def test_tags_are_readable_for_any_colour(given_colours, theme):
    labels = ((f"label {at}", colour) for at, colour in enumerate(given_colours))
    for style in label_styles(scheme(*labels), theme).values():
        tag = parse(style.tag_text.name()), parse(style.tag_ground.name())
        assert contrast(*tag) >= 4.5


def test_styles_carry_what_the_scheme_says():
    made = Scheme("test", 1, (Label("a", "possibly fabricated", "4", "#6d0a3c", Underline.WAVY),))
    style = label_styles(made, LIGHT)["a"]
    assert (style.name, style.key, style.underline) == ("possibly fabricated", "4", Underline.WAVY)
    assert style.fill.alpha() == 255


def test_tags_differ_although_names_begin_alike():
    styles = label_styles(
        scheme(("claim", "#111111"), ("claim of a fact", "#222222"), ("claim", "#333333")), LIGHT
    )
    assert len({style.tag for style in styles.values()}) == 3


def test_colours_that_cannot_be_told_apart_are_named():
    assert too_close(SHIPPED) == []
    assert too_close(()) == []
    crowded = [f"#{level:02x}{level:02x}{level:02x}" for level in range(0, 140, 7)]
    assert too_close(crowded)


def test_two_labels_of_one_colour_are_moved_apart():
    one, other = painted(("#2036c8", "#2036c8"), "#ffffff")
    assert one != other
    assert too_close(("#2036c8", "#2036c8")) == []


def test_the_shipped_scheme_has_the_colours_tested_here():
    from annotator.paths import resource

    path = Path(resource("schemes/news.json"))
    if not path.exists():
        paths = list(resource("schemes").glob("*.json"))
        assert paths, "no scheme is shipped"
        path = paths[0]
    labels = json.loads(path.read_text(encoding="utf-8"))["labels"]
    assert tuple(label["colour"] for label in labels) == SHIPPED


def test_a_theme_is_found_by_its_name(qapp):
    assert theme_for("dark") is DARK
    assert theme_for("high contrast") is HIGH_CONTRAST
    assert theme_for("system") in (LIGHT, DARK)


def test_the_window_puts_a_theme_on(qapp):
    put_on(qapp, DARK, Preferences(interface_points=11))
    assert qapp.palette().color(QPalette.ColorRole.Window).name() == DARK.chrome
    assert qapp.font().pointSizeF() == 11
    put_on(qapp, LIGHT, Preferences())
    assert qapp.palette().color(QPalette.ColorRole.Window).name() == LIGHT.chrome


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_the_style_sheet_has_no_word_left_open_and_all_its_pictures(theme, qapp):
    sheet = style_sheet(theme, 10)
    assert "@" not in sheet
    for line in sheet.splitlines():
        if "url(" in line:
            assert Path(line.split("url(")[1].split(")")[0]).is_file()


def test_disabled_words_are_fainter():
    made = palette(LIGHT)
    off = made.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text)
    assert off.name() == LIGHT.faint


def test_the_reading_font_is_the_chosen_one_or_the_best_installed(qapp):
    from PySide6.QtGui import QFontDatabase

    family = QFontDatabase.families()[0]
    assert reading_font(Preferences(reading_font=family)).family() == family
    fallen_back = reading_font(Preferences(reading_font="No Such Font", reading_points=13))
    assert fallen_back.pointSizeF() == 13
    assert fallen_back.family() != "No Such Font"


def test_the_pane_has_what_the_preferences_say(qapp):
    style = pane_style(DARK, Preferences(measure=70, pitch=1.5))
    assert (style.measure, style.pitch) == (70, 1.5)
    assert style.ground.name() == DARK.ground
    assert style.fill_opacity == DARK.fill_opacity


@pytest.mark.parametrize("points", [8.0, 10.0, 18.0])
def test_the_list_of_a_combo_box_shows_all_its_entries(qtbot, qapp, points):
    """As a list below the box: one laid over it is cut where the screen ends."""
    before = qapp.styleSheet(), qapp.font(), qapp.palette()
    put_on(qapp, LIGHT, Preferences(interface_points=points))
    try:
        box = QComboBox()
        qtbot.addWidget(box)
        box.addItems([f"Entry {number}" for number in range(6)])
        box.setCurrentIndex(5)
        box.move(0, 0)
        box.show()
        box.showPopup()
        rows = box.view().visualRect(box.model().index(5, 0))
        assert box.view().viewport().rect().contains(rows.bottomLeft())
        top = box.view().mapToGlobal(QPoint(0, 0)).y()
        assert top >= box.mapToGlobal(QPoint(0, box.height())).y() - 1
        box.hidePopup()
    finally:
        qapp.setStyleSheet(before[0])
        qapp.setFont(before[1])
        qapp.setPalette(before[2])
