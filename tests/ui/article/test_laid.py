"""Where characters are on their lines: both ways, with emoji, with marks."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QTextCharFormat, QTextLayout

from ui.article.laid import NARROWEST, Laid
from ui.article.line_metrics import line_metrics, pixel_grid
from ui.article.offsets import Units, shown

WORDS = ["reported", "the", "שלום", "עולם", "مرحبا", "بالعالم", "London", "12.5", "‘no’", "और"]
ODD = ["😀", "👩‍👩‍👧", "e\u0301", "\u2028", "\ufeff", "\r", "\u200d", "🇬🇧", "ffi", "\t", "\u00a0"]


def lay(text: str, width: int = 300) -> Laid:
    font = QFont("DejaVu Sans", 12)
    return Laid(0, shown(text), font, width, line_metrics(font, 1.6), 0)


def drawn_by_qt(laid: Laid, start: int, end: int, width: int) -> QImage:
    """What Qt itself paints as the selection of these characters."""
    units = Units(laid.layout.text())
    chosen = QTextLayout.FormatRange()
    chosen.start = units.units(start)
    chosen.length = units.units(end) - chosen.start
    form = QTextCharFormat()
    form.setBackground(QColor("red"))
    form.setForeground(QColor("red"))
    chosen.format = form
    image = QImage(width + 40, laid.height, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.setPen(QColor("white"))
    laid.layout.draw(painter, QPointF(20, 0), [chosen])
    painter.end()
    return image


def red(image: QImage, y: int) -> set[int]:
    return {x for x in range(image.width()) if QColor(image.pixel(x, y)).green() < 128}


@pytest.mark.parametrize("seed", range(60))
def test_rectangles_are_where_qt_paints_in_text_that_runs_both_ways(
    qapp: object, seed: int
) -> None:
    rng = random.Random(seed)
    text = " ".join(rng.choice(WORDS) for _ in range(8))
    laid = lay(text)
    # Words: inside one, Qt's own selection may cut a joined letter where no glyph ends.
    starts = [0, *(i + 1 for i, c in enumerate(text) if c == " ")]
    first = rng.randrange(len(starts))
    start = starts[first]
    last = rng.randrange(first, len(starts))
    end = (starts[last + 1] - 1) if last + 1 < len(starts) else len(text)
    image = drawn_by_qt(laid, start, end, 300)
    ours: dict[int, set[int]] = {}
    for line, left, width in laid.rects(start, end):
        ours.setdefault(line, set()).update(range(round(left) + 20, round(left + width) + 20))
    for line in range(laid.line_count):
        y = laid.line_top(line) + laid.metrics.baseline - 1
        theirs, mine = red(image, y), ours.get(line, set())
        if not theirs and not mine:
            continue
        edges = len(theirs ^ mine)
        overlap = len(theirs & mine) / max(len(theirs | mine), 1)
        # The blank at a line's end is painted by Qt and left out here.
        assert overlap >= 0.9 or edges <= 2 + 6 * len(laid.rects(start, end)), (text, start, end)


texts = st.lists(st.sampled_from([*WORDS, *ODD, " "]), min_size=1, max_size=25).map("".join)


@settings(max_examples=80)
@given(texts, st.data())
def test_every_passage_has_visible_rectangles_on_its_own_lines(
    qapp: object, text: str, data: st.DataObject
) -> None:
    laid = lay(text)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    rects = laid.rects(start, end)
    assert rects
    assert all(width >= NARROWEST for _, _, width in rects)
    lines = {line for line, _, _ in rects}
    assert lines <= set(range(laid.line_of(start), laid.line_of(end - 1) + 1))


@settings(max_examples=80)
@given(texts)
def test_places_and_points_agree(qapp: object, text: str) -> None:
    laid = lay(text)
    # Inside a character (an emoji of several code points) there is no place for the caret.
    offset = -1
    while offset < len(text):
        offset = 0 if offset < 0 else laid.next_character(offset)
        box = laid.caret_box(offset)
        found = laid.offset_at(box.center().x() - 1, box.center().y())
        if laid.mixed:
            assert 0 <= found <= len(text)
        else:
            # The nearest place that is not inside a character.
            assert abs(laid.caret_box(found).left() - box.left()) <= 1.0


@settings(max_examples=60)
@given(texts)
def test_steps_go_over_whole_characters_and_back(qapp: object, text: str) -> None:
    laid = lay(text)
    place, places = 0, [0]
    while place < laid.end:
        following = laid.next_character(place)
        assert following > place
        place = following
        places.append(place)
    assert place == len(text)
    back = [place]
    while place > 0:
        place = laid.previous_character(place)
        back.append(place)
    assert back[::-1] == places


def test_an_emoji_is_one_place_and_shifts_nothing(qapp: object) -> None:
    laid = lay("\U0001f600\U0001f600 Alibaba said")
    (_, left, width), (_, left_after, _) = laid.rects(3, 10)[0], laid.rects(11, 15)[0]
    plain = lay("Alibaba said")
    assert width == pytest.approx(plain.rects(0, 7)[0][2], abs=1)
    assert left_after > left + width
    assert laid.character_at(left + 2, laid.metrics.baseline) == 3


def test_the_character_under_a_point_is_none_beside_the_text(qapp: object) -> None:
    laid = lay("one two")
    y = laid.metrics.baseline
    assert laid.character_at(2, y) == 0
    assert laid.character_at(laid.rects(0, 7)[0][2] + 5, y) is None
    assert laid.character_at(-3, y) is None
    assert laid.character_at(2, laid.height + 1) is None


@pytest.mark.parametrize("seed", range(20))
def test_the_character_under_a_point_is_the_one_drawn_there(qapp: object, seed: int) -> None:
    rng = random.Random(seed)
    laid = lay(" ".join(rng.choice(WORDS) for _ in range(8)))
    for offset in range(laid.start, laid.end):
        rects = laid.rects(offset, offset + 1)
        line, left, width = rects[0]
        if width > NARROWEST + 1:
            y = laid.line_top(line) + laid.metrics.baseline
            found = laid.character_at(left + width / 2, y)
            assert found is not None
            same = laid.rects(found, found + 1)
            assert any(a <= left + width / 2 <= a + w for _, a, w in same)


def test_every_line_stands_on_its_pitch_whatever_fonts_it_needs(qapp: object) -> None:
    laid = lay("one two three 😀 four नमस्ते five 字字字 six seven " * 4)
    assert laid.height == laid.line_count * laid.metrics.pitch


@pytest.mark.parametrize(("ratio", "grid"), [(1, 1), (2, 1), (3, 1), (1.5, 2), (1.25, 4), (1.1, 1)])
def test_the_grid_is_whole_device_pixels(ratio: float, grid: int) -> None:
    assert pixel_grid(ratio) == grid
