"""Panes that scroll level: by sentences that are alike, without a jump back."""

from collections.abc import Callable, Iterator, Sequence

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.article.pane_kit import shown_pane
from ui.article.anchors import Anchors, Pair
from ui.article.level import bring_level, reading_line
from ui.article.pane import ArticlePane

WORDS = "The ministers of nine countries met in the old town and said nothing at all to us. "
Made = Callable[..., ArticlePane]


def article(paragraphs: int, *, long: Sequence[int] = ()) -> str:
    """Numbered paragraphs; some are much longer."""
    return "\n\n".join(
        f"Paragraph {n} begins here. " + WORDS * (9 if n in long else 2) for n in range(paragraphs)
    )


def start_of(text: str, number: int) -> int:
    return text.index(f"Paragraph {number} begins")


def known(one: str, other: str, pairs: Sequence[tuple[int, int]]) -> Anchors:
    found = [Pair(start_of(one, a), start_of(other, b)) for a, b in pairs]
    return Anchors((Pair(0, 0), *found, Pair(len(one), len(other))))


def top_of(pane: ArticlePane, offset: int) -> float:
    return pane.caret_rect(offset).top()


@pytest.fixture
def made(qtbot: QtBot) -> Iterator[Made]:
    panes: list[ArticlePane] = []

    def make(text: str, height: int = 400) -> ArticlePane:
        panes.append(shown_pane(qtbot, text, height=height))
        return panes[-1]

    yield make
    for pane in panes:
        pane.hide()


def scrolled_through(
    leader: ArticlePane, pane: ArticlePane, level: Anchors, step: int = 7
) -> list[float]:
    """Where the follower is at each step from the top of the leader to its end."""
    leader.scroll_by(-1_000_000)
    found = []
    before, way = -1.0, 0
    while leader.place.value() != before:
        before = leader.place.value()
        bring_level(leader, pane, level, reading_line(leader), way)
        way = 1
        found.append(pane.place.value())
        leader.scroll_by(step)
    return found


def test_sentences_alike_stand_at_one_height(made: Made) -> None:
    one, other = article(30, long=(3, 4)), article(30, long=(10, 11, 12))
    level = known(one, other, [(5, 8), (9, 14), (20, 22)])
    leader, pane = made(one), made(other)
    for number, beside in ((5, 8), (9, 14), (20, 22)):
        leader.put_line(start_of(one, number), 400 // 3 - 9)
        bring_level(leader, pane, level, reading_line(leader), 0)
        here, there = top_of(leader, start_of(one, number)), top_of(pane, start_of(other, beside))
        assert abs(here - there) <= 2, (number, here, there)


def test_the_follower_never_jumps_back(made: Made) -> None:
    one, other = article(24, long=(3,)), article(24, long=(9, 10))
    level = known(one, other, [(4, 2), (5, 12), (15, 13), (16, 20)])
    places = scrolled_through(made(one), made(other), level)
    assert len(places) > 100
    assert places == sorted(places)


def test_both_ends_are_reached(made: Made) -> None:
    one, other = article(12), article(40)
    leader, pane = made(one), made(other)
    level = known(one, other, [(6, 11)])
    places = scrolled_through(leader, pane, level)
    assert places[0] == 0
    assert pane.scroll_fraction == 1
    leader.scroll_by(-1_000_000)
    bring_level(leader, pane, level, reading_line(leader), 0)
    assert pane.scroll_fraction == 0
    assert top_of(leader, 0) == top_of(pane, 0)


def test_without_anchors_articles_go_from_end_to_end_together(made: Made) -> None:
    one, other = article(20), article(60)
    places = scrolled_through(made(one), made(other), known(one, other, []))
    assert places == sorted(places)
    middle = places[len(places) // 2]
    assert places[-1] * 0.3 < middle < places[-1] * 0.7


def test_the_same_article_stays_the_same(made: Made) -> None:
    one = article(20)
    leader, pane = made(one), made(one)
    level = known(one, one, [(n, n) for n in range(1, 20, 3)])
    for _ in range(60):
        bring_level(leader, pane, level, reading_line(leader), 0)
        assert abs(leader.place.value() - pane.place.value()) <= 1
        leader.scroll_by(31)


def test_far_from_any_anchor_little_is_laid_out(made: Made) -> None:
    one, other = article(2500), article(1500)
    leader, pane = made(one), made(other)
    level = known(one, other, [(2400, 1400)])
    laid: list[int] = []
    lay_out = pane._layouts._lay_out
    pane._layouts._lay_out = lambda piece: (laid.append(piece), lay_out(piece))[1]
    leader.put_line(start_of(one, 1200), 100)
    bring_level(leader, pane, level, reading_line(leader), 0)
    assert len(laid) < 60
    shown = pane.visible_range()
    share = start_of(one, 1200) / start_of(one, 2400)
    assert abs(shown.start / start_of(other, 1400) - share) < 0.02


def test_a_pane_of_another_height_is_level_on_the_screen(made: Made) -> None:
    one = article(20)
    leader, pane = made(one, 500), made(one, 300)
    level = known(one, one, [(n, n) for n in range(1, 20)])
    leader.put_line(start_of(one, 9), 150)
    bring_level(leader, pane, level, reading_line(leader), 0)
    here = leader.viewport().mapToGlobal(leader.caret_rect(start_of(one, 9)).topLeft())
    there = pane.viewport().mapToGlobal(pane.caret_rect(start_of(one, 9)).topLeft())
    assert abs(here.y() - there.y()) <= 2


@pytest.mark.parametrize("text", ["", "One line.", "Two.\n\n"])
def test_short_and_empty_articles(made: Made, text: str) -> None:
    one = article(9)
    leader, pane = made(one), made(text)
    for here, there, a, b in ((leader, pane, one, text), (pane, leader, text, one)):
        here.scroll_by(200)
        level = Anchors((Pair(0, 0), Pair(len(a), len(b))))
        bring_level(here, there, level, reading_line(here), 0)
        assert 0 <= there.scroll_fraction <= 1
