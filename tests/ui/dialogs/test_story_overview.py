"""The overview of a story: groups and questions against articles, and the way to the passages."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from annotator.edits.groups import add_members, set_stance
from annotator.edits.joining import group_passages
from annotator.edits.spans import add_spans, new_span
from annotator.model.across import FacetRow
from annotator.model.clue import Passage
from annotator.model.group import Member
from annotator.model.span import AttributeValue, Fragment
from annotator.model.story import Article
from tests.ui.panels.conftest import article_ids, workspace
from ui.dialogs.story_overview import COMPARING, NO_FACETS, StoryOverview
from ui.dialogs.story_tables import LINES, Cell, TableRow, columns, stance_colour
from ui.theme import DARK, HIGH_CONTRAST, LIGHT, palette, style_sheet
from ui.workspace import Workspace

__all__ = ["article_ids", "workspace"]


@pytest.fixture
def overview(workspace: Workspace, qtbot: QtBot) -> Iterator[StoryOverview]:
    made = StoryOverview(workspace, lambda: LIGHT)
    qtbot.addWidget(made)
    made.show_story(workspace.project.stories()[0].id)
    made.show()
    yield made
    made.close()


def make(workspace: Workspace, ids: list[str]) -> None:
    kind = next(one for one in workspace.scheme.relations if one.name == "conflict")
    story, me = workspace.project.stories()[0].id, workspace.annotator_id
    some = [Passage(a, Fragment(0, 30), f"v{at}") for at, a in enumerate(ids[:2])]
    assert workspace.edit(group_passages(kind, "Where", story, me, some))
    (group,) = workspace.project.groups(story, me)
    other = next(one for one in group.members if one.article_id == ids[1])
    assert workspace.edit(set_stance(group, other, "contradicts"))
    assert workspace.edit(add_members(group, [Member(ids[2], stance="omits")]))


def test_groups_stand_against_articles_with_value_and_stance(
    overview: StoryOverview, workspace: Workspace, article_ids: list[str]
) -> None:
    assert overview.no_groups.isVisible()
    make(workspace, article_ids)
    table = overview.groups
    assert table.isVisible()
    words = [table.item(0, column).text() for column in range(table.columnCount())]
    assert words == ["Where\nconflict", "● v0", "≠ v1", "– omits", "", ""]
    ground = table.item(0, 2).background().color()
    assert ground == stance_colour("contradicts", LIGHT)
    workspace.undo()
    assert table.item(0, 3).text() == ""


def test_a_cell_leads_to_all_passages_of_its_row_its_own_first(
    overview: StoryOverview, workspace: Workspace, article_ids: list[str], qtbot: QtBot
) -> None:
    make(workspace, article_ids)
    table = overview.groups
    with qtbot.waitSignal(overview.passages_wanted) as wanted:
        table.setCurrentCell(0, 2)
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert [one.article_id for one in wanted.args[0]] == article_ids[1::-1]
    with qtbot.waitSignal(overview.passages_wanted) as wanted:
        table.itemClicked.emit(table.item(0, 0))
    assert [one.article_id for one in wanted.args[0]] == article_ids[:2]
    with qtbot.waitSignal(overview.passages_wanted) as wanted:
        table.itemClicked.emit(table.item(0, 3))
    assert [one.article_id for one in wanted.args[0]] == article_ids[:2]


def test_passages_are_put_in_order_without_comparing_each_with_each() -> None:
    class Compared:
        times = 0

        def __eq__(self, other: object) -> bool:
            Compared.times += 1
            return self is other

        __hash__ = object.__hash__

    a, b, c = Compared(), Compared(), Compared()
    row = TableRow("who", "", {"1": Cell(("x",), "", (a, b)), "2": Cell(("y",), "", (c,))})
    assert row.passages_from("2")[0] is c
    assert len(row.passages_from("2")) == len(row.passages_from("3")) == 3
    assert Compared.times == 0


def test_of_a_long_story_those_articles_are_shown_that_say_most() -> None:
    articles = [Article(str(n), "s", str(n), "", 0, n) for n in range(100)]
    saying = Cell(("yes",))
    rows = [
        TableRow("a", "", {str(n): saying for n in range(60, 100)}),
        TableRow("b", "", {str(n): saying for n in range(50, 99)}),
    ]
    shown = columns(rows, articles, 40)
    assert [one.name for one in shown] == ["50", *(str(n) for n in range(60, 99))]
    assert list(columns(rows, articles[:40], 40)) == articles[:40]


def test_a_row_is_as_high_as_its_words_with_the_room_around_them(
    overview: StoryOverview, article_ids: list[str]
) -> None:
    overview.setStyleSheet(style_sheet(LIGHT, 10))
    overview.tabs.setCurrentIndex(1)
    table, metrics = overview.facets, overview.facets.fontMetrics()

    def height_of(words: str) -> int:
        row = FacetRow("who", (Passage(article_ids[0], Fragment(0, 5), words),))
        overview.show_facets(overview.story_id, (row,))
        return table.rowHeight(0)

    low, words = height_of("i"), "i i"
    # As wide as the column inside the lines between cells, and so too wide inside its padding.
    while metrics.horizontalAdvance(f"{words} i") < table.columnWidth(1) - 8:
        words += " i"
    assert low < 2 * metrics.height() + 8 <= height_of(words)


def test_what_is_left_out_is_told(overview: StoryOverview, article_ids: list[str]) -> None:
    overview.tabs.setCurrentIndex(1)
    row = FacetRow("how much", (Passage(article_ids[0], Fragment(0, 5), "5"),))
    overview.show_facets(overview.story_id, (row,), ["b.txt is empty."])
    assert overview.foot.text().endswith("b.txt is empty.")
    assert overview.change.isVisible()
    with_patterns: list[bool] = []
    overview.patterns_wanted.connect(lambda: with_patterns.append(True))
    overview.change.click()
    assert with_patterns


def test_questions_say_what_each_article_answers(
    overview: StoryOverview, workspace: Workspace, article_ids: list[str]
) -> None:
    workspace.set_annotator(None)  # who has marked answers, too
    overview.tabs.setCurrentIndex(1)
    assert overview.no_facets.text() == COMPARING
    one, two = article_ids[:2]
    places = [Passage(one, Fragment(at, at + 5), f"n{at}") for at in range(LINES + 2)]
    rows = (
        FacetRow("how much", (*places, Passage(two, Fragment(0, 5), "<b>5</b>"))),
        FacetRow("nobody asks", ()),
    )
    overview.show_facets(overview.story_id, rows)
    table = overview.facets
    assert table.rowCount() == 1
    assert table.item(0, 1).text().endswith("and 2 more")
    assert table.item(0, 2).text() == "<b>5</b>"
    assert "&lt;b&gt;" in table.item(0, 2).toolTip()
    overview.show_facets(overview.story_id, ())
    assert overview.no_facets.text() == NO_FACETS
    assert overview.no_facets.isVisible()


def test_what_is_marked_as_an_answer_is_there_at_once(
    overview: StoryOverview, workspace: Workspace, article_ids: list[str]
) -> None:
    overview.show_facets(overview.story_id, (FacetRow("means", ()),))
    table = overview.facets
    claim = next(one for one in workspace.scheme.labels if one.name == "claim")
    answer = (AttributeValue("facet", "weather"),)
    span = new_span(article_ids[0], workspace.annotator_id, claim, [(0, 12)], answer)
    assert workspace.edit(add_spans([span], "add"))
    asked = {
        table.item(row, 0).text(): table.item(row, 1).text() for row in range(table.rowCount())
    }
    assert asked["weather"] == workspace.project.text(article_ids[0])[:12]
    rows = table.rowCount()
    workspace.undo()
    assert table.rowCount() == rows - 1


def test_another_theme_colours_the_cells_anew(
    overview: StoryOverview, workspace: Workspace, article_ids: list[str], qtbot: QtBot
) -> None:
    make(workspace, article_ids)
    overview._theme = lambda: DARK
    overview.setPalette(palette(DARK))
    item = overview.groups.item
    dark = stance_colour("omits", DARK)
    qtbot.waitUntil(lambda: item(0, 3).background().color() == dark)


def test_why_there_are_no_answers(overview: StoryOverview) -> None:
    overview.tabs.setCurrentIndex(1)
    overview.show_why_not("another story", "No.")
    assert overview.no_facets.text() == COMPARING
    overview.show_why_not(overview.story_id, "It was stopped.")
    assert overview.no_facets.text() == "It was stopped."


def test_it_is_blind(overview: StoryOverview, workspace: Workspace, article_ids: list[str]) -> None:
    make(workspace, article_ids)
    workspace.set_annotator(None)
    assert overview.no_groups.isVisible()


def test_stances_differ_in_every_theme() -> None:
    for theme in (LIGHT, DARK, HIGH_CONTRAST):
        stances = ("states", "contradicts", "omits", "attributes")
        grounds = {stance_colour(one, theme).rgba() for one in stances}
        assert len(grounds) == len(stances)
        assert QColor.fromRgba(next(iter(grounds))).isValid()
