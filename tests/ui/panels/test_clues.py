"""Clues: what is worth a look, in its articles, and what was put aside."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QModelIndex, Qt
from pytestqt.qtbot import QtBot

from annotator.changes import Changes
from annotator.edits.stories import set_facts
from annotator.model.clue import Clue, Passage
from annotator.model.span import Fragment
from ui.panels.clues import CluesPanel
from ui.panels.clues_bar import NO_VERDICT
from ui.panels.clues_model import AROUND, Aside, Order, read_aside
from ui.panels.two_lines import GREYED, RIGHT
from ui.workspace import Workspace

SOURCE, DATE, SAME = "source nobody can trace", "date without an anchor", "same sentences"


def passage(article_id: str, start: int, end: int) -> Passage:
    return Passage(article_id, Fragment(start, end))


@pytest.fixture
def clues(article_ids: list[str]) -> list[Clue]:
    one, two = article_ids[:2]
    return [
        Clue(
            "d", DATE, "last week", "“last week”: counted from when", (passage(one, 10, 20),), 0.4
        ),
        Clue("s2", SOURCE, "insiders", "nobody <b>is</b> named", (passage(two, 5, 9),), 0.6),
        Clue("s1", SOURCE, "a source", "only said to be close", (passage(one, 40, 60),), 0.6),
        Clue(
            "m", SAME, "the same", "the same words", (passage(one, 0, 9), passage(two, 0, 9)), 0.5
        ),
    ]


class Asked(CluesPanel):
    """Keeps the stories in which clues were to be looked for."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.wanted: list[str] = []
        self.look_wanted.connect(self.wanted.append)


@pytest.fixture
def panel(workspace: Workspace, article_ids: list[str], qtbot: QtBot) -> Iterator[Asked]:
    panel = Asked(workspace)
    qtbot.addWidget(panel)
    panel.show_article(article_ids[0])
    panel.resize(900, 400)
    yield panel
    panel.hide()


def story_of(panel: Asked) -> str:
    return panel.workspace.project.stories()[0].id


def filled(panel: Asked, clues: list[Clue]) -> Asked:
    panel.show()
    panel.show_clues(story_of(panel), clues)
    return panel


def tree(panel: Asked) -> list[tuple[str, list[str]]]:
    model = panel.model
    tops = [model.index(row, 0) for row in range(model.rowCount())]
    return [
        (str(top.data()), [_id(model.index(r, 0, top)) for r in range(model.rowCount(top))])
        for top in tops
    ]


def _id(index: QModelIndex) -> str:
    clue = index.model().clue_at(index)
    return clue.id


def test_nothing_is_looked_for_before_it_is_shown(panel: Asked) -> None:
    assert panel.wanted == []
    panel.show()
    assert panel.wanted == [story_of(panel)]
    assert panel.state.heading.text() == "Looking for clues"
    panel.hide()
    panel.show()
    assert len(panel.wanted) == 1


def test_clues_stand_under_their_kinds_those_that_tell_most_first(
    panel: Asked, clues: list[Clue]
) -> None:
    filled(panel, clues)
    assert tree(panel) == [
        ("Source nobody can trace  (2)", ["s1", "s2"]),
        ("Same sentences  (1)", ["m"]),
        ("Date without an anchor  (1)", ["d"]),
    ]
    assert panel.foot.count.text() == f"4 clues. {NO_VERDICT}"


def test_or_under_their_articles(panel: Asked, clues: list[Clue]) -> None:
    filled(panel, clues)
    panel.bar.order.setCurrentIndex(1)
    names = [article.name for article in panel.workspace.project.articles()]
    assert tree(panel) == [(f"{names[0]}  (3)", ["m", "d", "s1"]), (f"{names[1]}  (1)", ["s2"])]


def test_a_row_says_why_where_and_in_which_words(
    panel: Asked, clues: list[Clue], article_ids: list[str]
) -> None:
    filled(panel, clues)
    index = panel.model.index_of("s2")
    text = panel.workspace.project.text(article_ids[1])
    name = panel.workspace.project.article(article_ids[1]).name
    assert index.data() == "Nobody <b>is</b> named"
    assert index.data(RIGHT) == name
    assert index.data(AROUND).hit == text[5:9]
    assert "&lt;b&gt;" in index.data(Qt.ItemDataRole.ToolTipRole)
    assert panel.model.index_of("m").data(RIGHT) == "2 passages in 2 articles"


def test_a_clue_leads_to_its_passages(
    panel: Asked, clues: list[Clue], article_ids: list[str], qtbot: QtBot
) -> None:
    filled(panel, clues)
    many = panel.model.index_of("m")
    with qtbot.waitSignal(panel.passages_wanted) as wanted:
        panel.tree.clicked.emit(many)
    assert wanted.args == [clues[3].passages]
    with qtbot.waitSignal(panel.passage_wanted) as wanted:
        panel.tree.clicked.emit(panel.model.index_of("s1"))
    assert wanted.args == [article_ids[0], Fragment(40, 60)]
    panel.tree.setCurrentIndex(panel.model.index(1, 0, many))
    with qtbot.waitSignal(panel.passage_wanted) as wanted:
        qtbot.keyClick(panel.tree, Qt.Key.Key_Return)
    assert wanted.args == [article_ids[1], Fragment(0, 9)]
    with qtbot.assertNotEmitted(panel.passage_wanted):
        panel.tree.clicked.emit(panel.model.index(0, 0))


def test_the_filter_looks_at_kind_reason_and_article(
    panel: Asked, clues: list[Clue], qtbot: QtBot
) -> None:
    filled(panel, clues)
    panel.bar.search.setText("NAMED")
    qtbot.waitUntil(lambda: [c.id for c in panel.model.shown()] == ["s2"])
    assert panel.foot.count.text().startswith("1 of 4 clues.")
    panel.bar.search.setText("no such words")
    qtbot.waitUntil(lambda: panel.state.isVisible())
    assert panel.state.sentence.text() == "No clue has these words."


def test_later_comes_last_and_not_worth_it_goes(
    panel: Asked, clues: list[Clue], qtbot: QtBot
) -> None:
    filled(panel, clues)
    panel.tree.setCurrentIndex(panel.model.index_of("s1"))
    with qtbot.waitSignal(panel.aside_changed) as told:
        panel.foot.puts[Aside.LATER].click()
    assert told.args == [{"s1": Aside.LATER}]
    assert tree(panel)[0][1] == ["s2", "s1"]
    assert panel.model.index_of("s1").data(GREYED)
    assert _id(panel.tree.currentIndex()) == "s1"
    assert panel.foot.puts[Aside.LATER].text() == "Not later"
    panel.foot.puts[Aside.NOT_WORTH].click()
    assert tree(panel)[0][1] == ["s2"]
    assert panel.bar.with_aside.text() == "Show 1 not worth it"
    panel.bar.with_aside.click()
    assert tree(panel)[0][1] == ["s2", "s1"]
    panel.tree.setCurrentIndex(panel.model.index_of("s1"))
    with qtbot.waitSignal(panel.aside_changed) as told:
        panel.foot.puts[Aside.NOT_WORTH].click()
    assert told.args == [{}]
    assert tree(panel)[0][1] == ["s1", "s2"]
    assert not panel.bar.with_aside.isVisible()


def test_what_is_remembered_counts_when_clues_are_found(panel: Asked, clues: list[Clue]) -> None:
    panel.set_aside({clue.id: Aside.NOT_WORTH for clue in clues})
    filled(panel, clues)
    assert panel.state.isVisible()
    assert panel.state.heading.text() == "No clues left"
    assert panel.bar.with_aside.text() == "Show 4 not worth it"


def test_what_nobody_knows_is_not_put_aside() -> None:
    assert read_aside({"a": "later", "b": "not worth it", "c": "?", "d": 3}) == {
        "a": Aside.LATER,
        "b": Aside.NOT_WORTH,
    }


def test_how_far_it_is_and_stopping(panel: Asked, qtbot: QtBot) -> None:
    panel.show()
    story = story_of(panel)
    panel.show_progress(story, 2, 5, "an article")
    assert panel.state.sentence.text() == "3 of 5: an article"
    assert (panel.state.bar.value(), panel.state.bar.maximum()) == (400, 1000)
    with qtbot.waitSignal(panel.stop_wanted) as stopped:
        panel.state.button.click()
    assert stopped.args == [story]
    panel.show_stopped(story)
    assert panel.state.sentence.text() == "The search was stopped."
    panel.hide()
    panel.show()
    assert len(panel.wanted) == 1
    panel.state.button.click()
    assert len(panel.wanted) == 2


def test_a_fault_is_told_and_can_be_tried_again(panel: Asked, clues: list[Clue]) -> None:
    panel.show()
    panel.show_fault(story_of(panel), "The worker stopped <here>.")
    assert panel.state.sentence.text() == "The worker stopped <here>."
    panel.state.button.click()
    panel.show_clues(story_of(panel), clues)
    assert panel.tree.isVisible()


def test_a_fault_leaves_the_clues_that_are_there(panel: Asked, clues: list[Clue]) -> None:
    filled(panel, clues)
    panel.look()
    panel.show_fault(story_of(panel), "The worker stopped.")
    assert panel.tree.isVisible()
    assert panel.stale_words.text() == "The worker stopped."
    panel.again.click()
    panel.show_clues(story_of(panel), clues)
    assert not panel.stale.isVisible()


def test_no_clues_is_no_verdict(panel: Asked) -> None:
    filled(panel, [])
    assert "does not make them true" in panel.state.sentence.text()


def test_changed_articles_make_clues_stale(
    panel: Asked, clues: list[Clue], article_ids: list[str], workspace: Workspace
) -> None:
    filled(panel, clues)
    assert not panel.stale.isVisible()
    article = workspace.project.article(article_ids[0])
    workspace.edit(set_facts(article, published="2026-11-20"))
    assert panel.stale.isVisible()
    panel.again.click()
    assert len(panel.wanted) == 2
    panel.show_clues(story_of(panel), clues)
    assert not panel.stale.isVisible()


def test_labels_leave_clues_alone(panel: Asked, clues: list[Clue]) -> None:
    filled(panel, clues)
    panel.workspace.changed.emit(Changes(spans=(("a", None),)))
    panel.workspace.changed.emit(Changes(everything=True))
    assert len(panel.wanted) == 1
    assert panel.tree.isVisible()


def test_without_an_article_it_says_what_to_do(panel: Asked) -> None:
    panel.show_article(None)
    panel.show()
    assert panel.wanted == []
    assert "Open an article" in panel.state.sentence.text()


def test_an_answer_that_comes_too_late_is_left(
    panel: Asked, clues: list[Clue], workspace: Workspace
) -> None:
    panel.show()
    story = story_of(panel)
    workspace.close()
    panel.show_progress(story, 1, 2, "x")
    panel.show_clues(story, clues)
    assert panel.model.shown() == ()


def test_many_clues_are_listed_in_a_moment(panel: Asked, clues: list[Clue]) -> None:
    many = [replace(clues[n % 4], id=f"{n:05}") for n in range(5000)]
    filled(panel, many)
    assert len(panel.model.shown()) == 5000
    assert not panel.tree.isExpanded(panel.model.index(0, 0))
    assert panel.model.index_of("00003").data()
    panel.model.arrange_by(Order.ARTICLE)
    assert panel.model.rowCount() == 2
