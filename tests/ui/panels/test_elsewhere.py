"""The same passage elsewhere, and what stands in one article only."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.model.across import Across, Counterpart, OnlyHere, Told, What
from annotator.model.clue import Passage
from annotator.model.span import Fragment
from ui.panels.across_panel import ALONE
from ui.panels.clues_model import AROUND
from ui.panels.elsewhere import CONFLICT, COPIED, SAME_FACT, ElsewherePanel, kind_for
from ui.panels.elsewhere_list import RIGHT, WORDS
from ui.panels.marked_text import Marked, laid_out, marked
from ui.panels.only_here import OnlyHerePanel
from ui.theme import LIGHT
from ui.workspace import Workspace

HERE = Fragment(0, 60)


@pytest.fixture
def across(article_ids: list[str]) -> Across:
    one, two, three, four = article_ids[:4]

    def pair(score: float, there: Passage, *, same: bool = False) -> Counterpart:
        return Counterpart(score, (Passage(one, HERE), there), same)

    return Across(
        counterparts=(
            pair(0.95, Passage(four, Fragment(0, 60)), same=True),
            pair(0.6, Passage(two, Fragment(10, 90))),
            pair(0.3, Passage(three, Fragment(5, 55))),
        ),
        only_here=(
            OnlyHere("name", Passage(one, Fragment(3, 11), "dramatic")),
            OnlyHere("quotation", Passage(two, Fragment(20, 80), "")),
            OnlyHere("number", Passage(two, Fragment(5, 9), "five")),
        ),
        told=(
            Told(one, Fragment(5, 13), What.PLACE, "oxford"),
            Told(one, Fragment(20, 25), What.NAME, "shaw"),
            Told(two, Fragment(20, 29), What.PLACE, "cambridge"),
            Told(two, Fragment(40, 44), What.NAME, "shaw"),
        ),
    )


@pytest.fixture
def panel(workspace: Workspace, article_ids: list[str], qtbot: QtBot) -> Iterator[ElsewherePanel]:
    panel = ElsewherePanel(workspace)
    qtbot.addWidget(panel)
    panel.show_article(article_ids[0])
    panel.resize(900, 300)
    yield panel
    panel.hide()


def story_of(panel: ElsewherePanel | OnlyHerePanel) -> str:
    return panel.workspace.project.stories()[0].id


def filled(panel: ElsewherePanel, across: Across, article_ids: list[str]) -> ElsewherePanel:
    panel.show()
    panel.show_comparing(story_of(panel))
    panel.show_across(story_of(panel), across)
    panel.show_place(article_ids[0], 30)
    return panel


def rows(panel: ElsewherePanel) -> list[str]:
    model = panel.model
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def test_comparing_is_asked_for_once_when_it_is_shown(
    panel: ElsewherePanel, across: Across, article_ids: list[str]
) -> None:
    wanted: list[str] = []
    panel.compare_wanted.connect(wanted.append)
    panel.compare_wanted.connect(panel.show_comparing)
    assert wanted == []
    panel.show()
    panel.show_article(article_ids[1])
    assert wanted == [story_of(panel)]
    panel.show_across(story_of(panel), across)
    panel.show_article(article_ids[0])
    assert wanted == [story_of(panel)]


def test_the_best_come_first_and_what_is_nearly_the_same_stands_apart(
    panel: ElsewherePanel, across: Across, article_ids: list[str]
) -> None:
    filled(panel, across, article_ids)
    names = {i: panel.workspace.project.article(i).name for i in article_ids}
    assert rows(panel) == [
        "Tells much the same  (1)",
        names[article_ids[1]],
        "Nearly the same text  (1)",
        names[article_ids[3]],
    ]
    assert panel.model.index(1, 0).data(RIGHT) == "0.60"
    panel.set_least(0.2)
    assert len(rows(panel)) == 5


def test_what_differs_is_marked_in_both(
    panel: ElsewherePanel, across: Across, article_ids: list[str]
) -> None:
    filled(panel, across, article_ids)
    there: Marked = panel.model.index(1, 0).data(WORDS)
    assert there.marks == (Fragment(10, 19),)  # the place, and not the name that both have
    assert panel.sentence.what.marks == (Fragment(5, 13),)
    text = panel.workspace.project.text(article_ids[0])
    assert panel.sentence.what.words == text[:60].replace("\n", " ")


def test_the_slider_is_told_and_says_what_it_hides(
    panel: ElsewherePanel, across: Across, article_ids: list[str]
) -> None:
    told: list[float] = []
    panel.least_changed.connect(told.append)
    filled(panel, across, article_ids)
    panel.slider.setValue(95)
    assert told == [0.95]
    assert rows(panel)[0].startswith("Nearly the same text")
    panel.show_place(article_ids[1], 50)
    assert panel.list.isHidden() or not panel.list.isVisible()
    assert "0.60" in panel.state.sentence.text()
    assert not panel.group.isEnabled()


def test_a_click_and_enter_go_there(
    panel: ElsewherePanel, across: Across, article_ids: list[str], qtbot: QtBot
) -> None:
    filled(panel, across, article_ids)
    qtbot.waitExposed(panel)
    gone: list[tuple[str, Fragment]] = []
    panel.passage_wanted.connect(lambda *where: gone.append(where))
    box = panel.list.visualRect(panel.model.index(1, 0))
    QTest.mouseClick(
        panel.list.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier(0), box.center()
    )
    panel.list.setCurrentIndex(panel.model.index(3, 0))
    QTest.keyClick(panel.list, Qt.Key.Key_Return)
    heading = panel.list.visualRect(panel.model.index(0, 0)).center()
    QTest.mouseClick(
        panel.list.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier(0), heading
    )
    assert gone == [(article_ids[1], Fragment(10, 90)), (article_ids[3], Fragment(0, 60))]


def test_a_group_is_of_the_kind_that_suits(
    panel: ElsewherePanel, across: Across, article_ids: list[str]
) -> None:
    filled(panel, across, article_ids)
    made: list[tuple[str, str, tuple[Passage, ...]]] = []
    panel.group_wanted.connect(lambda *what: made.append(what))
    panel.group.click()
    (kind, name, passages) = made[0]
    texts = {i: panel.workspace.project.text(i) for i in article_ids}
    assert kind == CONFLICT
    assert name == " ".join(texts[article_ids[0]][:60].split())
    assert [(one.article_id, one.place) for one in passages] == [
        (article_ids[0], HERE),
        (article_ids[1], Fragment(10, 90)),
    ]
    values = [texts[article_ids[0]][5:13], texts[article_ids[1]][20:29]]
    assert [one.value for one in passages] == [" ".join(value.split()) for value in values]
    panel.list.setCurrentIndex(panel.model.index(3, 0))
    panel.group.click()
    assert made[1][0] == COPIED
    panel.make_group(SAME_FACT)
    assert made[2][0] == SAME_FACT
    assert [one.value for one in made[2][2]] == ["", ""]
    assert kind_for(()) == SAME_FACT


def test_a_fault_is_told_and_one_may_try_again(panel: ElsewherePanel) -> None:
    panel.compare_wanted.connect(panel.show_comparing)
    panel.show()
    panel.show_fault(story_of(panel), "The worker could not be started.")
    assert panel.state.sentence.text() == "The worker could not be started."
    wanted: list[str] = []
    panel.compare_wanted.connect(wanted.append)
    panel.state.button.click()
    assert wanted == [story_of(panel)]


def test_a_project_that_is_closed_leaves_nothing(
    panel: ElsewherePanel, across: Across, article_ids: list[str], workspace: Workspace
) -> None:
    filled(panel, across, article_ids)
    workspace.close()
    assert rows(panel) == []
    assert panel.sentence.what == Marked()


@given(st.text(max_size=80), st.integers(0, 80), st.integers(0, 80))
def test_marked_words_keep_their_places(text: str, start: int, end: int) -> None:
    start, end = sorted((min(start, len(text)), min(end, len(text))))
    what = marked(text, Fragment(0, len(text)), (Fragment(start, end),))
    assert len(what.words) == len(text)
    assert "\n" not in what.words
    if start < end:
        assert what.marks == (Fragment(start, end),)


def test_a_mark_behind_an_emoji_is_in_its_place(qapp: QApplication) -> None:
    layout, height = laid_out(
        Marked("\U0001f600 Shaw said", (Fragment(2, 6),)), QFont(), 300, LIGHT
    )
    (found,) = layout.formats()
    assert (found.start, found.length) == (3, 4)
    assert height > 0


# Only here


@pytest.fixture
def only(workspace: Workspace, article_ids: list[str], qtbot: QtBot) -> Iterator[OnlyHerePanel]:
    panel = OnlyHerePanel(workspace)
    qtbot.addWidget(panel)
    panel.show_article(article_ids[0])
    panel.resize(900, 300)
    yield panel
    panel.hide()


def listed(panel: OnlyHerePanel) -> list[tuple[str, list[str]]]:
    model = panel.model
    tops = [model.index(row, 0) for row in range(model.rowCount())]
    return [
        (
            str(top.data()),
            [model.index(r, 0, top).data(AROUND).hit for r in range(model.rowCount(top))],
        )
        for top in tops
    ]


def test_each_article_has_what_it_alone_tells(
    only: OnlyHerePanel, across: Across, article_ids: list[str]
) -> None:
    only.show()
    only.show_across(story_of(only), across)
    names = [only.workspace.project.article(i).name for i in article_ids]
    texts = [only.workspace.project.text(i) for i in article_ids]
    assert listed(only) == [
        (f"{names[0]}  (1)", [texts[0][3:11]]),
        (f"{names[1]}  (2)", [texts[1][5:9], texts[1][20:80]]),
    ]
    only.sort.setCurrentIndex(3)
    assert listed(only) == [(f"{names[1]}  (1)", [texts[1][20:80]])]
    gone: list[tuple[str, Fragment]] = []
    only.passage_wanted.connect(lambda *where: gone.append(where))
    row = only.model.index(0, 0, only.model.index(0, 0))
    only.tree.setCurrentIndex(row)
    QTest.keyClick(only.tree, Qt.Key.Key_Return)
    assert gone == [(article_ids[1], Fragment(20, 80))]


def test_the_place_in_the_list_is_kept_in_another_article(
    only: OnlyHerePanel, across: Across, article_ids: list[str]
) -> None:
    only.show()
    only.show_across(story_of(only), across)
    row = only.model.index(1, 0, only.model.index(1, 0))
    only.tree.setCurrentIndex(row)
    only.show_article(article_ids[1])
    assert only.tree.currentIndex() == row
    assert only.model.passage_at(only.tree.currentIndex()) == across.only_here[1].passage


def test_where_there_is_very_much_one_article_is_open(
    only: OnlyHerePanel, article_ids: list[str]
) -> None:
    def name(article_id: str, at: int) -> OnlyHere:
        return OnlyHere("name", Passage(article_id, Fragment(at, at + 1), f"name {at}"))

    many = tuple(name(article_id, at) for article_id in article_ids for at in range(100))
    only.show()
    only.show_across(story_of(only), Across(only_here=many))
    tops = [only.model.index(row, 0) for row in range(only.model.rowCount())]
    assert [only.tree.isExpanded(top) for top in tops] == [True, False, False, False, False]


def test_nothing_has_the_words(only: OnlyHerePanel, across: Across, qtbot: QtBot) -> None:
    only.show()
    only.show_across(story_of(only), across)
    only.search.setText("nobody has these")
    qtbot.waitUntil(lambda: only.state.heading.text() == "Nothing is listed")
    assert only.search.isVisible()
    only.search.clear()
    qtbot.waitUntil(lambda: len(listed(only)) == 2)


def test_a_story_of_one_article_has_nothing_to_compare(empty: Workspace, qtbot: QtBot) -> None:
    panel = OnlyHerePanel(empty)
    qtbot.addWidget(panel)
    wanted: list[str] = []
    panel.compare_wanted.connect(wanted.append)
    panel.show()
    assert wanted == []
    assert panel.state.sentence.text() != ALONE
    panel.hide()
