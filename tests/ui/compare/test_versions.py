"""Both versions in the text: lines level, one width, the current case lit."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.model.span import Fragment
from annotator.settings import Preferences
from tests.annotator.samples import SCHEME, article_for
from tests.ui.article.pane_kit import Hand
from tests.ui.compare.two_people import ANNA, ANNAS, BEN, BENS, TEXT, marked
from ui.article.styles import Manner
from ui.compare.versions import FEW, LEFT_ID, RIGHT_ID, Sides, Versions, View
from ui.compare.versions_pane import DRAFT, VersionPane
from ui.theme import DARK, LIGHT, label_styles

LONG = TEXT * 30


class _Story:
    id = "story"


ARTICLE = article_for(_Story(), LONG, "a.txt")
LEFT = marked(ARTICLE, LONG, ANNA, ANNAS)
RIGHT = marked(ARTICLE, LONG, BEN, BENS)


@pytest.fixture(params=[1280, 900], ids=["three columns", "two columns"])
def versions(qtbot, request):
    made = Versions()
    made.dress(LIGHT, Preferences(), label_styles(SCHEME, LIGHT))
    made.name(("A", "Anna", ""), ("Gold", ""), ("B", "Ben", ""))
    made.resize(request.param, 500)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    made.show_article(LONG, Sides(LEFT, RIGHT))
    QApplication.processEvents()
    return made


def place(words: str) -> Fragment:
    start = LONG.index(words)
    return Fragment(start, start + len(words))


def tops(versions: Versions) -> set[tuple[int, int]]:
    return {pane.top_line() for pane in versions.panes}


def wheel(pane: VersionPane, turns: int, keys=Qt.KeyboardModifier.NoModifier) -> None:
    at = QPointF(40, 40)
    event = QWheelEvent(
        at, pane.mapToGlobal(at), QPoint(0, 0), QPoint(0, turns), Qt.MouseButton.NoButton, keys,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(pane.viewport(), event)


def test_columns_are_equally_wide_and_break_their_lines_alike(versions):
    assert len({pane.width() for pane in versions.panes}) == 1
    ends = [[pane.line_bounds(at) for at in range(0, 400, 20)] for pane in versions.panes]
    assert all(one == ends[0] for one in ends)


def test_all_columns_scroll_together_by_the_pixel(versions):
    for number, pane in enumerate(versions.panes):
        wheel(pane, -120 * (number + 1))
        assert len(tops(versions)) == 1
    top = versions.main_pane.top_line()
    versions.panes[-1].verticalScrollBar().setValue(0)
    assert len(tops(versions)) == 1
    assert tops(versions) != {top}
    versions.resize(versions.width() - 123, 430)
    QApplication.processEvents()
    assert len(tops(versions)) == 1


def test_gold_stands_between_where_there_is_room(versions):
    assert (versions.gold.pane in versions.panes) is (versions.width() >= 1180)
    versions.resize(1279, 500)
    assert versions.panes[1] is versions.gold.pane


def test_letters_grow_everywhere_at_once(versions):
    wheel(versions.panes[1], 120, Qt.KeyboardModifier.ControlModifier)
    assert {pane.zoom for pane in versions.panes} == {110}


def test_the_case_is_brought_into_sight_in_every_column(versions):
    here = Fragment(len(LONG) - 300, len(LONG) - 280)
    versions.light((here,), ())
    for pane in versions.panes:
        low, high = pane.visible_range()
        assert low <= here.start < high
    assert len(tops(versions)) == 1


def picture(pane: VersionPane) -> QImage:
    return pane.viewport().grab().toImage()


def differs(pane: VersionPane, before: QImage, where: Fragment) -> bool:
    """Whether anything looks different in the box of these characters."""
    after = picture(pane)
    box = pane.rects(*where)[0].toAlignedRect().adjusted(2, 2, -2, -2)
    return before.copy(box) != after.copy(box)


def test_boundaries_that_differ_show_to_the_character(versions):
    for pane in versions.panes:
        pane.set_spans(())
    QApplication.processEvents()
    before = {pane: picture(pane) for pane in versions.panes}
    longer, shorter = place("Anthropic accuses Alibaba"), place("Alibaba")
    versions.light((longer,), (shorter,))
    left, right = versions.left.pane, versions.right.pane
    apart, both = place("Anthropic accuses"), place("libab")
    assert differs(left, before[left], apart)
    assert not differs(left, before[left], both)
    assert not differs(right, before[right], both)
    edge = Fragment(longer.start, longer.start + 1)
    box = right.rects(*edge)[0].toAlignedRect()
    assert before[right].copy(box) != picture(right).copy(box)  # what is missing there is framed


def test_light_and_dark_leave_the_letters(versions):
    """The tint lies under the letters: their darkest pixels stay as they are."""
    for theme in (LIGHT, DARK):
        versions.dress(theme, Preferences(), label_styles(SCHEME, theme))
        versions.light((), ())
        versions.left.pane.set_spans(())
        before = picture(versions.left.pane)
        versions.light((place("Anthropic accuses"),), (place("Anthropic"),))
        after = picture(versions.left.pane)
        box = versions.left.pane.rects(*place("accuses"))[0].toAlignedRect().adjusted(2, 2, -3, -2)
        pick = max if theme.dark else min

        def ink(image, box=box, pick=pick):
            lights = (
                image.pixelColor(x, y).lightness()
                for x in range(box.left(), box.right())
                for y in range(box.top(), box.bottom())
            )
            return pick(lights)

        assert abs(ink(before) - ink(after)) <= 12


def test_overlaid_the_sides_are_told_apart_by_form(versions):
    settled = frozenset({LEFT[0].id, RIGHT[0].id})
    versions.set_view(View.OVERLAID)
    versions.show_sides(Sides(LEFT, RIGHT, settled=settled))
    found = {span.id: span for span in versions.over.pane.spans()}
    assert found[LEFT[1].id].manner is Manner.OWN
    assert found[LEFT[1].id].label_id == LEFT_ID + LEFT[1].label_id
    assert found[RIGHT[1].id].manner is Manner.OTHER
    assert found[RIGHT[1].id].label_id == RIGHT_ID + RIGHT[1].label_id
    assert found[LEFT[0].id].label_id == LEFT[0].label_id  # what both have stands there once
    assert RIGHT[0].id not in found
    styles = versions.over.pane.label_styles
    assert styles[LEFT_ID + "label-claim"].tag != styles[RIGHT_ID + "label-claim"].tag


def test_gold_comes_and_goes_one_by_one_and_many_at_once(versions):
    many = tuple(replace(LEFT[0], id=f"gold {n}") for n in range(FEW + 1))
    for gold in (many, many[1:], many[3:], (), many[:2]):
        versions.show_sides(Sides(LEFT, RIGHT, gold=gold))
        assert {span.id for span in versions.gold.pane.spans()} == {span.id for span in gold}


def test_the_place_stays_when_the_view_is_switched(versions):
    wheel(versions.main_pane, -1200)
    QApplication.processEvents()
    before = versions.main_pane.visible_range()
    versions.set_view(View.OVERLAID)
    QApplication.processEvents()
    low, high = versions.main_pane.visible_range()
    assert low < before.end
    assert before.start < high


def test_a_click_on_a_mark_tells_which_and_changes_nothing(versions, qtbot):
    picked = []
    versions.span_picked.connect(picked.append)
    pane = versions.right.pane
    spot = pane.rects(*place("Alibaba of"))[0].center().toPoint()
    Hand(pane.viewport()).click(spot)
    claim = next(span for span in RIGHT if span.quoted(LONG) == "Alibaba of theft")
    assert picked == [claim.id]
    assert pane.chosen() == ()
    assert pane.edge_at(pane.rects(claim.start, claim.start + 1)[0].topLeft().toPoint()) is None


def test_a_draft_is_moved_by_arrows_and_mouse_and_ends_with_enter_or_escape(versions, qtbot):
    moved, ended = [], []
    versions.draft_changed.connect(moved.append)
    versions.draft_taken.connect(lambda: ended.append("taken"))
    versions.draft_left.connect(lambda: ended.append("left"))
    words = place("Alibaba of theft")
    pane = versions.begin_draft((words,), "label-claim")
    assert pane is versions.writing_pane
    QTest.keyClick(pane, Qt.Key.Key_Left)
    assert LONG[slice(*moved[-1][0])] == "Alibaba of"
    QTest.keyClick(pane, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert LONG[slice(*moved[-1][0])] == "Alibaba of "
    other = pane.rects(*place("Monday"))[0].center().toPoint()
    Hand(pane.viewport()).click(other)
    assert pane.draft == moved[-1]  # a click beside it does not lose it
    start = place("The firm said")
    hand = Hand(pane.viewport())
    hand.drag(
        pane.rects(start.start, start.start + 1)[0].center().toPoint(),
        pane.rects(start.end - 1, start.end)[0].center().toPoint(),
    )
    assert LONG[slice(*pane.draft[0])] == "The firm said"
    QTest.keyClick(pane, Qt.Key.Key_Return)
    QTest.keyClick(pane, Qt.Key.Key_Escape)
    assert ended == ["taken", "left"]
    versions.end_draft()
    assert pane.draft == ()
    assert pane.span(DRAFT) is None
