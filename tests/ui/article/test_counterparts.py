"""What belongs together across articles, and how it is lit."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.model.across import Across, Counterpart, Told, What
from annotator.model.clue import Clue, Passage
from annotator.model.span import Fragment
from annotator.settings import Preferences
from tests.ui.article.canvas_kit import make_canvas, picture
from tests.ui.panels.conftest import open_demo
from ui.article.counterparts import Counterparts, Sort, Together
from ui.article.side_by_side import SideBySide
from ui.theme import DARK, HIGH_CONTRAST, LIGHT, Theme
from ui.workspace import Workspace

ONE, TWO, THREE = "one", "two", "three"


def passage(article_id: str, start: int, end: int) -> Passage:
    return Passage(article_id, Fragment(start, end))


def told(article_id: str, start: int, end: int, key: str) -> Told:
    return Told(article_id, Fragment(start, end), What.NAME, key)


ACROSS = Across(
    counterparts=(
        Counterpart(0.8, (passage(ONE, 0, 40), passage(TWO, 100, 150))),
        Counterpart(0.5, (passage(ONE, 0, 40), passage(THREE, 7, 30))),
        Counterpart(0.4, (passage(ONE, 0, 40), passage(TWO, 200, 250))),
        Counterpart(0.2, (passage(ONE, 50, 90), passage(TWO, 300, 350))),
    ),
    clues=(
        Clue("c", "same quotation", "", "", (passage(ONE, 0, 95), passage(THREE, 0, 60))),
        Clue("d", "same unit, other figure", "", "", (passage(ONE, 0, 95), passage(TWO, 0, 9))),
    ),
    quoted=((passage(ONE, 50, 90), passage(THREE, 40, 60)),),
    told=(
        told(ONE, 10, 15, "shaw"),
        told(ONE, 12, 15, "aw"),
        told(ONE, 70, 75, "shaw"),
        told(ONE, 80, 85, "alone"),
        told(TWO, 110, 115, "shaw"),
        told(THREE, 9, 11, "aw"),
    ),
)


def at(offset: int, least: float = 0.35, article_id: str = ONE) -> Together | None:
    return Counterparts(ACROSS, least).at(article_id, offset)


def test_a_name_is_found_in_every_article_that_has_it() -> None:
    found = at(10)
    assert found == Together(
        Sort.NAME,
        ONE,
        Fragment(10, 15),
        {ONE: (Fragment(10, 15), Fragment(70, 75)), TWO: (Fragment(110, 115),)},
    )


def test_of_two_names_the_shorter_one_counts() -> None:
    found = at(13)
    assert found is not None
    assert (found.place, set(found.places)) == (Fragment(12, 15), {ONE, THREE})


def test_a_sentence_has_its_best_counterpart_in_each_article() -> None:
    found = at(30)
    assert found is not None
    assert found.sort is Sort.SENTENCE
    assert found.places == {
        ONE: (Fragment(0, 40),),
        TWO: (Fragment(100, 150),),
        THREE: (Fragment(7, 30),),
    }
    back = at(120, article_id=TWO)
    assert back is not None
    assert back.places[ONE] == (Fragment(0, 40),)


def test_a_quotation_comes_before_its_sentence_and_other_clues_are_none() -> None:
    found = at(60, 0.1)
    assert found is not None
    assert (found.sort, found.place) == (Sort.QUOTATION, Fragment(50, 90))  # not its sentence
    assert found.places[THREE] == (Fragment(40, 60),)
    assert at(5, article_id=TWO) is None


def test_what_stands_in_one_article_only_is_not_lit() -> None:
    found = at(81)
    assert found is not None
    assert found.sort is Sort.QUOTATION  # not the name, which no other article has
    assert at(99) is None
    assert Counterparts(Across()).at(ONE, 5) is None


@pytest.mark.parametrize(("least", "there"), [(0.35, False), (0.2, True)])
def test_sentences_less_alike_are_none(least: float, there: bool) -> None:
    assert (at(320, least, TWO) is not None) is there


@pytest.mark.parametrize("ground", ["#ffffff", "#1c1d20", "#000000"])
def test_what_is_lit_is_seen_and_goes(qtbot: QtBot, ground: str) -> None:
    canvas = make_canvas(qtbot, "Nobody knows why Eleanor Shaw came.\n" * 40)
    before = picture(canvas)
    canvas.set_lit((Fragment(17, 29), Fragment(17 + 36 * 30, 29 + 36 * 30)))
    lit = picture(canvas)
    assert lit != before
    box = canvas.rects(17, 29)[0].toAlignedRect()
    assert lit.pixel(box.left(), box.top() - 1) != before.pixel(box.left(), box.top() - 1)
    canvas.set_lit(())
    assert picture(canvas) == before


# In the window


@pytest.fixture
def workspace(tmp_path: Path, qapp: QApplication) -> Iterator[Workspace]:
    made = open_demo(tmp_path / "demo.annotator")
    yield made
    made.close()


@pytest.fixture
def side(workspace: Workspace, qtbot: QtBot) -> Iterator[SideBySide]:
    side = SideBySide(workspace)
    qtbot.addWidget(side)
    side.resize(1500, 700)
    side.dress(LIGHT, Preferences())
    side.show_articles([article.id for article in workspace.project.articles()][:3])
    side.show()
    qtbot.waitExposed(side)
    story_id = workspace.project.stories()[0].id
    side.lights.know(story_id, Counterparts(across_of(side)))
    yield side
    side.lights.switch(False)
    side.hide()


def across_of(side: SideBySide) -> Across:
    """The word Anthropic in every article, and one sentence at the start of each."""
    found: list[Told] = []
    for view in side.views:
        text, at = view.pane.text, -1
        while (at := text.find("Anthropic", at + 1)) >= 0:
            found.append(told(view.article_id, at, at + 9, "anthropic"))
    return Across(told=tuple(found))


def move(side: SideBySide, number: int, words: str, buttons: Qt.MouseButton) -> None:
    pane = side.views[number].pane
    offset = pane.text.index(words)
    pane.ensure_visible(offset)
    point = QPointF(pane.rects(offset + 1, offset + 2)[0].center())
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        point,
        QPointF(pane.viewport().mapToGlobal(point.toPoint())),
        Qt.MouseButton.NoButton,
        buttons,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(pane.viewport(), event)


def hover(side: SideBySide, number: int, words: str) -> None:
    move(side, number, words, Qt.MouseButton.NoButton)


def leave(side: SideBySide, number: int) -> None:
    QApplication.sendEvent(side.views[number].pane.viewport(), QEvent(QEvent.Type.Leave))


def test_hovering_lights_every_article_and_leaving_puts_it_out(
    side: SideBySide, qtbot: QtBot
) -> None:
    side.lights.switch(True)
    hover(side, 1, "Anthropic")
    assert side.lights.lit is None  # nothing is looked up while the pointer moves
    qtbot.waitUntil(lambda: side.lights.lit is not None)
    for view in side.views:
        words = {view.pane.text[a:b] for a, b in view.pane.lit}
        assert words == {"Anthropic"}
    assert side.lights.connectors.isVisible()
    leave(side, 1)
    qtbot.waitUntil(lambda: side.lights.lit is None)
    assert not side.lights.connectors.isVisible()
    assert not any(view.pane.lit for view in side.views)


def test_while_it_is_off_nothing_happens(side: SideBySide, qtbot: QtBot) -> None:
    hover(side, 1, "Anthropic")
    assert not side.lights._soon.isActive()
    side.lights.switch(True)
    move(side, 1, "Anthropic", Qt.MouseButton.LeftButton)  # a sweep
    qtbot.waitUntil(lambda: not side.lights._soon.isActive())
    assert side.lights.lit is None
    hover(side, 1, "Anthropic")
    qtbot.waitUntil(lambda: side.lights.lit is not None)
    side.lights.switch(False)
    assert side.lights.lit is None
    assert not any(view.pane.lit for view in side.views)


def test_the_caret_lights_as_the_pointer_does(side: SideBySide, qtbot: QtBot) -> None:
    side.lights.switch(True)
    side.activateWindow()
    pane = side.views[0].pane
    pane.setFocus()
    qtbot.waitUntil(pane.hasFocus)
    pane.put_caret(pane.text.index("Anthropic") + 2)
    qtbot.waitUntil(lambda: side.lights.lit is not None)
    assert side.views[2].pane.lit
    pane.put_caret(0)
    qtbot.waitUntil(lambda: side.lights.lit is None)


def test_lines_lead_from_article_to_article_and_signs_count_the_rest(
    side: SideBySide, qtbot: QtBot
) -> None:
    side.lights.switch(True)
    hover(side, 1, "Anthropic")
    over = side.lights.connectors
    qtbot.waitUntil(lambda: bool(over.lines))
    first, second, third = side.views
    spans = sorted((line.start.x(), line.end.x()) for line in over.lines)
    for (start, end), (left, right) in zip(spans, [(first, second), (second, third)], strict=True):
        assert left.geometry().left() < start < left.mapTo(side, QPoint(left.width(), 0)).x()
        assert start < end
        assert right.mapTo(side, QPoint(0, 0)).x() < end
    lit = sum(len(view.pane.lit) for view in side.views)
    seen = sum(bool(v.pane.rects(*place)) for v in side.views for place in v.pane.lit)
    assert sum(sign.number for sign in over.signs) == lit - seen > 0


def test_the_overlay_takes_no_mouse_and_covers_only_what_it_draws(
    side: SideBySide, qtbot: QtBot
) -> None:
    side.lights.switch(True)
    hover(side, 1, "Anthropic")
    over = side.lights.connectors
    qtbot.waitUntil(over.isVisible)
    assert over.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    middle = side.views[1].pane.viewport()
    place = middle.mapTo(side, QPoint(middle.width() // 2, middle.height() // 2))
    assert not over.mask().contains(place)
    assert side.childAt(over.mask().boundingRect().center()) is not over


def test_scrolling_takes_the_lines_along(side: SideBySide, qtbot: QtBot) -> None:
    side.lights.switch(True)
    hover(side, 1, "Anthropic")
    over = side.lights.connectors
    qtbot.waitUntil(over.isVisible)
    before = list(over.lines)
    side.views[2].pane.scroll_by(31)
    assert not over.isVisible()
    qtbot.waitUntil(over.isVisible)
    assert list(over.lines) != before


@pytest.mark.parametrize("theme", [LIGHT, DARK, HIGH_CONTRAST], ids=lambda theme: theme.name)
def test_words_that_are_lit_stay_legible(theme: Theme, qapp: QApplication) -> None:
    from ui.article.overlays import LINE, lit_ground, mixed
    from ui.colour import contrast, parse
    from ui.theme import pane_style

    style = pane_style(theme, Preferences())
    assert contrast(parse(style.text.name()), parse(lit_ground(style).name())) >= 7
    line = mixed(style.accent, style.ground, LINE).name()
    assert contrast(parse(line), parse(style.ground.name())) >= 3


def test_the_project_is_closed_and_nothing_is_known_any_more(
    side: SideBySide, workspace: Workspace, qtbot: QtBot
) -> None:
    side.lights.switch(True)
    hover(side, 1, "Anthropic")
    qtbot.waitUntil(lambda: side.lights.lit is not None)
    workspace.close()
    assert side.lights.lit is None
    assert not side.lights.connectors.isVisible()
    assert not side.lights._soon.isActive()


def test_articles_that_scroll_together_are_level_again_in_another_size(
    side: SideBySide, qtbot: QtBot
) -> None:
    side.set_together(True)
    first, second, _ = side.views
    first.pane.scroll_by(400)
    assert second.pane.place.value() > 0
    with side.apart():
        second.pane.scroll_by(-10_000)
    assert second.pane.place.value() == 0
    side.resize(1200, 500)
    qtbot.waitUntil(lambda: second.pane.place.value() > 0)


def test_only_the_one_that_is_scrolled_leads(side: SideBySide) -> None:
    side.set_together(True)
    first, second, third = side.views
    led: list[str] = []
    for view in side.views:
        view.pane.scrolled.connect(lambda name=view.article_id: led.append(name))
    second.pane.scroll_by(150)
    assert led.count(second.article_id) == 1
    assert led.count(first.article_id) <= 1
    assert led.count(third.article_id) <= 1
    side.set_together(False)
    led.clear()
    second.pane.scroll_by(-60)
    assert led == [second.article_id]
