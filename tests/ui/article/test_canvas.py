"""The canvas: what is painted, and that painting never touches the text."""

import random
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from annotator.model.span import Fragment
from tests.ui.article.canvas_kit import (
    label_styles,
    make_canvas,
    pane_style,
    picture,
    span,
)
from ui.article.canvas import ArticleCanvas
from ui.article.painted import PaintedSpan
from ui.article.styles import Manner

SEEDS = Path(__file__).resolve().parents[3] / "seeds" / "articles"
TEXT = (
    "Alibaba has denied the claims, calling them baseless.\n"
    "AVAVA office 'final' e\u0301te\u0301 \U0001f600 said مرحبا بالعالم today.\n"
    + "More words follow here so that the article is longer than one screen. "
    * 40
)


@pytest.fixture
def canvas(qtbot: object) -> ArticleCanvas:
    return make_canvas(qtbot, TEXT)


def ink(canvas: ArticleCanvas) -> list[tuple[int, int]]:
    """Where the letters' darkest pixels are, with spans of a pale fill or without."""
    image = picture(canvas)
    return [
        (x, y)
        for y in range(80)
        for x in range(image.width())
        if QColor(image.pixel(x, y)).lightness() < 40
    ]


def test_no_pixel_of_a_letter_moves_when_spans_come(canvas: ArticleCanvas) -> None:
    quiet = {
        name: style.__class__(
            style.name, QColor("#fcfcfc"), QColor("#ffffff"), QColor("#fafafa"), QColor("#ffffff"),
            style.underline, "t", "k",
        )
        for name, style in label_styles().items()
    }  # fmt: skip
    canvas.set_styles(quiet, pane_style())
    before = ink(canvas)
    assert len(before) > 500
    places = [(0, 7), (55, 57), (56, 60), (62, 65), (69, 72), (78, 79), (84, 90), (87, 89)]
    canvas.put_spans([span(*place, name=f"{n}") for n, place in enumerate(places)])
    assert ink(canvas) == before
    canvas.drop_spans([f"{n}" for n in range(len(places))])
    assert ink(canvas) == before


def test_a_span_added_after_opening_is_painted_and_one_dropped_is_gone(
    canvas: ArticleCanvas,
) -> None:
    before = picture(canvas)
    canvas.put_spans([span(0, 7, name="a")])
    after = picture(canvas)
    assert after != before
    box = canvas.rects(0, 7)[0]
    fill = QColor(after.pixel(round(box.left()) + 2, round(box.top()) + 1))
    assert fill != QColor("white")
    canvas.put_spans([span(0, 7, "quote", name="a")])
    assert picture(canvas) != after
    canvas.drop_spans(["a", "none"])
    assert picture(canvas) == before
    canvas.set_spans([span(0, 7, name="b")])
    assert picture(canvas) == after


def test_only_the_lines_of_a_span_are_painted_again(canvas: ArticleCanvas) -> None:
    picture(canvas)
    canvas._paint_ahead()
    first, second, long = (canvas._pictures.get(piece) for piece in range(3))
    laid = long.laid
    canvas.put_spans([span(laid.line_range(3)[0], laid.line_range(3)[1] - 1, name="a")])
    assert [piece.outdated for piece in (first, second, long)] == [False, False, True]
    long.renew(canvas._ready_painter().marks(laid, canvas._spans))
    assert long.missing(0, 8) == (3, 4)


def test_line_by_line_gives_what_painting_at_once_gives(canvas: ArticleCanvas) -> None:
    rng, length = random.Random(9), len(canvas.text)
    spans, labels, manners = [], list(label_styles()), list(Manner)
    for number in range(400):
        start = rng.randrange(length - 60)
        manner = manners[number % len(manners)]
        spans.append(span(start, start + rng.randrange(1, 60), labels[number % 4], manner))
    canvas.set_spans(spans)
    painter = canvas._ready_painter()
    for piece in range(3):
        laid = canvas._layouts.laid(piece)
        marks = painter.marks(laid, spans)
        once, bit_by_bit = painter.begin(laid, marks), painter.begin(laid, marks)
        painter.paint(once, 0, laid.line_count)
        order = list(range(laid.line_count))
        rng.shuffle(order)
        for line in order:
            painter.paint(bit_by_bit, line, line + 1)
        assert bit_by_bit.missing(0, laid.line_count) is None
        assert bit_by_bit.pixmap.toImage() == once.pixmap.toImage()
        assert bit_by_bit.tags == once.tags


def test_marks_are_kept_for_another_width_as_long_as_they_are_true(canvas: ArticleCanvas) -> None:
    canvas.set_spans([span(0, 40), span(10, 60, "quote"), span(900, 950, "entity", name="gone")])
    picture(canvas)
    kept = canvas._pictures.get(0).marks
    for width in (520, 460):
        canvas.resize(width, 500)
        shown = picture(canvas)
        assert canvas._pictures.get(0).marks is kept
        canvas._redraw()
        assert picture(canvas) == shown
        kept = canvas._pictures.get(0).marks

    def marked() -> set[str]:
        picture(canvas)
        return {held.id for held in canvas._pictures.get(0).marks.spans}

    canvas.resize(500, 500)
    canvas.put_spans([span(20, 30, "doubt", name="new")])
    assert "new" in marked()
    canvas.put_spans([span(30, 35, "doubt", name="newer")])
    canvas.resize(520, 500)
    assert {"new", "newer"} <= marked()
    canvas.resize(540, 500)
    canvas.drop_spans(["new"])
    canvas.set_hidden_labels(frozenset({"quote"}))
    assert "newer" in marked()
    assert "new" not in marked()
    assert "quote" not in {held.label_id for held in canvas._pictures.get(0).marks.spans}
    canvas.resize(560, 500)
    canvas.set_spans([])
    assert not marked()


def test_spans_that_come_and_go_leave_what_painting_anew_gives(canvas: ArticleCanvas) -> None:
    rng, labels = random.Random(2), list(label_styles())
    held: list[str] = []
    for number in range(120):
        if held and rng.random() < 0.4:
            canvas.drop_spans([held.pop(rng.randrange(len(held)))])
        else:
            start = rng.randrange(900)
            added = span(start, start + rng.randrange(1, 80), labels[number % 4])
            canvas.put_spans([added])
            held.append(added.id)
        if number % 3 == 0:
            QApplication.processEvents()
    shown = picture(canvas)
    canvas._redraw()
    assert picture(canvas) == shown


def test_overlays_never_paint_a_paragraph_again(canvas: ArticleCanvas) -> None:
    canvas.set_spans([span(0, 7, name="a"), span(20, 30, name="b")])
    picture(canvas)
    kept = [canvas._pictures.get(piece) for piece in range(3)]
    images = [picture(canvas)]
    canvas.set_selection((Fragment(3, 90),))
    images.append(picture(canvas))
    canvas.set_selection((Fragment(3, 60),))
    images.append(picture(canvas))
    canvas.set_caret(60)
    images.append(picture(canvas))
    canvas.set_hovered("b")
    images.append(picture(canvas))
    canvas.set_chosen(frozenset({"a"}))
    images.append(picture(canvas))
    canvas.set_resizing("a", (Fragment(0, 12),))
    images.append(picture(canvas))
    canvas.set_hits([Fragment(8, 11), Fragment(40, 44)], 1)
    images.append(picture(canvas))
    canvas.set_targets(frozenset({"b"}))
    images.append(picture(canvas))
    canvas.set_link_line(QPointF(10, 10), QPointF(200, 100))
    images.append(picture(canvas))
    assert all(a != b for a, b in pairwise(images))
    canvas.set_link_line(None)
    canvas.set_targets(None)
    canvas.set_hits((), None)
    canvas.set_resizing(None)
    canvas.set_chosen(frozenset())
    canvas.set_hovered(None)
    canvas.set_caret(None)
    canvas.set_selection(())
    assert picture(canvas) == images[0]
    assert [canvas._pictures.get(piece) for piece in range(3)] == kept


def test_partial_painting_leaves_what_full_painting_gives(canvas: ArticleCanvas) -> None:
    """Steps of a drag update only what differs; the screen must not keep remains."""
    screen = canvas.grab
    canvas.set_spans([span(0, 7, name="a")])
    rng = random.Random(4)
    for _ in range(25):
        a, b = sorted(rng.sample(range(400), 2))
        canvas.set_selection((Fragment(a, b),))
        canvas.set_caret(b)
        canvas.scroll_by(rng.choice([0, 0, 17, -23]))
        QApplication.processEvents()
    shown = screen().toImage()
    canvas.viewport().update()
    QApplication.processEvents()
    assert screen().toImage() == shown


def test_the_selection_keeps_the_letters_as_they_are(canvas: ArticleCanvas) -> None:
    before = ink(canvas)
    canvas.set_selection((Fragment(0, 100),))
    assert ink(canvas) == before


@pytest.mark.parametrize("ground", ["#ffffff", "#1b1d20"])
def test_overlapping_fills_do_not_add_up(qtbot: object, ground: str) -> None:
    canvas = make_canvas(qtbot, "    words    \n")
    canvas.set_styles(label_styles(), pane_style(ground=ground))

    def fill() -> QColor:
        box = canvas.rects(1, 2)[0]
        return QColor(picture(canvas).pixel(round(box.center().x()), round(box.top()) + 2))

    canvas.set_spans([span(0, 9)])
    once = fill()
    canvas.set_spans([span(0, 9) for _ in range(20)])
    assert fill() == once
    canvas.set_spans([span(0, 9, label) for label in label_styles()])
    mixed = fill()
    ends = [QColor(style.fill) for style in label_styles().values()]
    for part in (QColor.red, QColor.green, QColor.blue):
        bounds = [part(end) for end in ends] + [part(QColor(ground))]
        assert min(bounds) - 1 <= part(mixed) <= max(bounds) + 1


def test_every_manner_and_every_line_looks_different(qtbot: object) -> None:
    canvas = make_canvas(qtbot, "some words to mark in a line\n")
    looks = []
    for manner in Manner:
        canvas.set_spans([span(5, 15, "claim", manner)])
        looks.append(picture(canvas))
    for label in ("quote", "entity", "doubt"):
        canvas.set_spans([span(5, 15, label)])
        looks.append(picture(canvas))
    assert all(a != b for i, a in enumerate(looks) for b in looks[:i])


def test_a_suggestion_has_no_fill(qtbot: object) -> None:
    canvas = make_canvas(qtbot, "some    words to mark in a line\n")
    canvas.set_spans([span(0, 20, "claim", Manner.SUGGESTED)])
    box = canvas.rects(5, 6)[0]
    image = picture(canvas)
    inside = QColor(image.pixel(round(box.center().x()), round(box.center().y())))
    assert inside == QColor("white")


def test_twenty_levels_are_told_apart(qtbot: object) -> None:
    text = "word " * 60
    canvas = make_canvas(qtbot, text)
    labels = list(label_styles())
    nested = [span(5 * n, 300 - 5 * n, labels[n % 4], name=f"n{n}") for n in range(20)]
    canvas.set_spans(nested)
    image = picture(canvas)
    tags = {tag.span.id for tag in canvas._pictures.get(0).tags}
    more = sum(tag.more for tag in canvas._pictures.get(0).tags)
    assert len(tags) + more == 20
    assert canvas.spans_at(150) == nested
    letters = sum(
        QColor(image.pixel(x, y)).lightness() < 60 for x in range(image.width()) for y in range(100)
    )
    assert letters > 300


def test_a_thousand_spans_are_painted_again_from_nothing(qtbot: object) -> None:
    text = (SEEDS / "000_1fe89a92489aa04b.txt").read_text(encoding="utf-8")
    canvas = make_canvas(qtbot, text)
    rng = random.Random(2)
    labels = list(label_styles())
    spans = []
    for number in range(1500):
        start = rng.randrange(len(text) - 40)
        end = start + rng.randrange(1, 40)
        spans.append(span(start, end, labels[number % 4], name=f"s{number}"))
    canvas.set_spans(spans)
    first = picture(canvas)
    canvas.set_spans(())
    for one in spans:
        canvas.put_spans([one])
    assert picture(canvas) == first
    assert len(canvas.spans_in_order()) == 1500


def test_hidden_labels_are_neither_painted_nor_found(canvas: ArticleCanvas) -> None:
    before = picture(canvas)
    canvas.set_spans([span(0, 7, "claim", name="a"), span(3, 9, "entity", name="b")])
    both = picture(canvas)
    canvas.set_hidden_labels(frozenset({"claim", "entity"}))
    assert picture(canvas) == before
    assert canvas.spans_at(4) == []
    assert canvas.spans_in_order() == []
    canvas.set_hidden_labels(frozenset({"claim"}))
    assert [found.id for found in canvas.spans_between(0, 50)] == ["b"]
    canvas.set_hidden_labels(frozenset())
    assert picture(canvas) == both


def test_spans_of_an_unknown_label_do_no_harm(canvas: ArticleCanvas) -> None:
    before = picture(canvas)
    canvas.set_spans([span(0, 7, "nobody knows")])
    assert picture(canvas) == before
    canvas.set_hovered(canvas.spans_at(1)[0].id)
    picture(canvas)


def test_fragments_are_found_and_their_gaps_are_not(canvas: ArticleCanvas) -> None:
    parts = (Fragment(0, 7), Fragment(23, 29))
    canvas.set_spans([PaintedSpan("q", "quote", parts)])
    assert [found.id for found in canvas.spans_at(25)] == ["q"]
    assert canvas.spans_at(12) == []
    assert canvas.span("q").fragments == parts
    assert canvas.span("none") is None


def test_edges_of_chosen_spans_are_under_the_pointer(canvas: ArticleCanvas) -> None:
    canvas.set_spans([PaintedSpan("q", "quote", (Fragment(0, 7), Fragment(23, 29)))])
    second = canvas.rects(23, 29)[0]
    left = QPoint(round(second.left()) - 1, round(second.center().y()))
    right = QPoint(round(second.right()) + 1, round(second.center().y()))
    assert canvas.edge_at(left) is None
    canvas.set_chosen(frozenset({"q"}))
    assert canvas.edge_at(left) == ("q", 1, "start")
    assert canvas.edge_at(right) == ("q", 1, "end")
    assert canvas.edge_at(second.center().toPoint()) is None


def test_the_tag_under_the_pointer_names_its_span(canvas: ArticleCanvas) -> None:
    canvas.set_spans([span(23, 53, name="long"), span(0, 7, "entity", name="short")])
    picture(canvas)
    for name, start in (("long", 23), ("short", 0)):
        box = canvas.rects(start, start + 1)[0]
        point = QPoint(round(box.left()) + 4, round(box.top()) - 3)
        assert canvas.tag_at(point) == name
    assert canvas.tag_at(QPoint(5, 5)) is None


def test_emoji_and_both_directions_are_where_they_are_painted(qtbot: object) -> None:
    text = "\U0001f600\U0001f600 Alibaba said مرحبا بالعالم and left\n"
    canvas = make_canvas(qtbot, text)
    start = text.index("Alibaba")
    canvas.set_spans([span(start, start + 7)])
    image = picture(canvas)
    box = canvas.rects(start, start + 7)[0]
    y = round(box.top()) + 1
    white = QColor("white")
    assert QColor(image.pixel(round(box.left()) + 1, y)) != white
    assert QColor(image.pixel(round(box.right()) - 2, y)) != white
    assert QColor(image.pixel(round(box.left()) - 3, y)) == white
    assert QColor(image.pixel(round(box.right()) + 3, y)) == white


def test_a_span_over_a_character_without_width_is_visible(qtbot: object) -> None:
    canvas = make_canvas(qtbot, "cafe\u0301 and more\n")
    before = picture(canvas)
    canvas.set_spans([span(4, 5)])
    assert picture(canvas) != before
    assert canvas.rects(4, 5)[0].width() >= 2


def test_flash_ends_by_itself(canvas: ArticleCanvas, qtbot: object) -> None:
    canvas.set_spans([span(0, 7, name="a")])
    before = picture(canvas)
    canvas.flash("a")
    assert picture(canvas) != before
    qtbot.waitUntil(lambda: picture(canvas) == before)


def test_line_ends_are_shown_on_demand(qtbot: object) -> None:
    canvas = make_canvas(qtbot, "one\r\n\n\ntwo\n")
    before = picture(canvas)
    canvas.show_line_ends(True)
    assert picture(canvas) != before
    canvas.show_line_ends(False)
    assert picture(canvas) == before


def test_a_new_article_starts_clean(canvas: ArticleCanvas) -> None:
    canvas.set_spans([span(0, 7, name="a")])
    canvas.set_selection((Fragment(0, 5),))
    canvas.set_text("Another one.")
    assert canvas.spans_in_order() == []
    assert canvas.selection == ()
    assert canvas.caret is None


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal")
def test_painting_keeps_the_references_to_none(canvas: ArticleCanvas) -> None:
    canvas.set_spans([span(0, 7), span(20, 30, "doubt")])
    picture(canvas)
    before = sys.getrefcount(None)
    for _ in range(1000):
        canvas.update()
        canvas.viewport().update()
    for _ in range(20):
        canvas.viewport().repaint()
        canvas.scroll_by(5)
    assert abs(sys.getrefcount(None) - before) <= 50


def test_pictures_are_kept_within_bounds(qtbot: object) -> None:
    canvas = make_canvas(qtbot, "A paragraph of some words.\n" * 3000)
    for _ in range(60):
        canvas.scroll_by(400)
        picture(canvas)
    held = canvas._pictures._held
    assert len(held) <= 60
    used = sum(p.pixmap.width() * p.pixmap.height() for p in held.values())
    assert used == canvas._pictures._used <= canvas._pictures.room


def test_a_new_screen_looks_as_its_pictures_do(canvas: ArticleCanvas) -> None:
    labels, manners = list(label_styles()), list(Manner)
    spans = [span(9 * n, 9 * n + 14, labels[n % 4], manners[n % 5]) for n in range(60)]
    canvas.set_spans(spans)
    straight = canvas.viewport().grab().toImage()
    assert canvas._pictures.get(0).missing(0, 1) is not None
    assert canvas.viewport().grab().toImage() == straight
    assert canvas._pictures.get(0).missing(0, 1) is None


def test_long_pieces_come_to_rest(qtbot: object) -> None:
    canvas = make_canvas(qtbot, "many words in one line " * 1500, size=(300, 300))
    qtbot.waitUntil(lambda: canvas.is_idle)
