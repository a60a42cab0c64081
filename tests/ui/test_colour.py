"""Colours as numbers, against published values."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.colour import (
    Sight,
    blend,
    contrast,
    difference,
    from_oklch,
    lab,
    lab_difference,
    oklch,
    parse,
    readable,
    seen,
    written,
)

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")

# Table 1 of Sharma, Wu and Dalal (2005): pairs chosen to catch wrong implementations.
SHARMA = [
    ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
    ((50.0, -1.3802, -84.2814), (50.0, 0.0, -82.7485), 1.0000),
    ((50.0, 0.0, 0.0), (50.0, -1.0, 2.0), 2.3669),
    ((50.0, 2.49, -0.001), (50.0, -2.49, 0.0009), 7.1792),
    ((50.0, 2.49, -0.001), (50.0, -2.49, 0.0011), 7.2195),
    ((50.0, -0.001, 2.49), (50.0, 0.0011, -2.49), 4.7461),
    ((50.0, 2.5, 0.0), (50.0, 0.0, -2.5), 4.3065),
    ((50.0, 2.5, 0.0), (73.0, 25.0, -18.0), 27.1492),
    ((50.0, 2.5, 0.0), (61.0, -5.0, 29.0), 22.8977),
    ((50.0, 2.5, 0.0), (56.0, -27.0, -3.0), 31.9030),
    ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
    ((22.7233, 20.0904, -46.6940), (23.0331, 14.9730, -42.5619), 2.0373),
    ((90.8027, -2.0831, 1.4410), (91.1528, -1.6435, 0.0447), 1.4441),
    ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
]


@pytest.mark.parametrize(("one", "other", "expected"), SHARMA)
def test_ciede2000_gives_the_published_differences(one, other, expected):
    assert lab_difference(one, other) == pytest.approx(expected, abs=5e-5)
    assert lab_difference(other, one) == pytest.approx(expected, abs=5e-5)


def test_contrast_gives_the_ratios_of_wcag():
    assert contrast((0, 0, 0), (1, 1, 1)) == pytest.approx(21)
    assert contrast(parse("#777777"), (1, 1, 1)) == pytest.approx(4.48, abs=0.005)
    assert contrast(parse("#767676"), (1, 1, 1)) == pytest.approx(4.54, abs=0.005)


def test_lab_of_known_colours():
    assert lab((1.0, 1.0, 1.0)) == pytest.approx((100, 0, 0), abs=0.02)
    assert lab(parse("#ff0000")) == pytest.approx((53.24, 80.09, 67.20), abs=0.02)


def test_oklch_of_a_known_colour():
    assert oklch(parse("#ff0000")) == pytest.approx((0.628, 0.2577, 29.23), abs=0.01)


def test_red_and_green_come_near_each_other_for_the_red_green_blind():
    red, green = parse("#c04040"), parse("#708a28")
    assert difference(red, green) > 40
    assert difference(seen(red, Sight.DEUTAN), seen(green, Sight.DEUTAN)) < 15


@given(st.integers(0, 255))
def test_greys_look_the_same_to_everybody(level):
    grey = (level / 255, level / 255, level / 255)
    for sight in Sight:
        assert seen(grey, sight) == pytest.approx(grey, abs=0.002)


@given(colours)
def test_a_colour_survives_being_written(text):
    assert written(parse(text)) == text
    assert written(from_oklch(*oklch(parse(text)))) == text


@given(colours, st.sampled_from(["#ffffff", "#000000", "#1c1d20"]))
def test_readable_colours_reach_the_wanted_contrast(text, ground):
    made = parse(written(readable(parse(text), parse(ground), 4.5)))
    assert contrast(made, parse(ground)) >= 4.5


def test_blending_goes_from_one_colour_to_the_other():
    assert blend((0, 0, 0), (1, 1, 1), 0.25) == (0.25, 0.25, 0.25)
    assert blend((0.2, 0.4, 0.6), (1, 0, 1), 0) == (0.2, 0.4, 0.6)


@pytest.mark.parametrize("text", ["", "red", "#12345", "#gggggg", "#1234567"])
def test_what_is_no_colour_is_refused(text):
    with pytest.raises(ValueError, match=r"colour|base 16"):
        parse(text)
