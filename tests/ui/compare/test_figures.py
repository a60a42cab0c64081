"""The page of figures: charts, lists and words, on what two people really said."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from annotator.agree.figure_names import FIGURES
from annotator.agree.kinds import Kind
from annotator.agree.values import Score
from tests.ui.compare.compared import compared
from tests.ui.compare.two_people import ANNA, BEN, open_two
from ui.colour import contrast, parse
from ui.compare.cells_chart import CellsChart, mixed
from ui.compare.confusion_chart import legible
from ui.compare.figure_words import score_in_words, source, titled
from ui.compare.figures import FiguresPage
from ui.compare.found import HEADLINE, Found
from ui.compare.how_computed import HowComputed
from ui.compare.measures import INTERVAL, Measures
from ui.compare.noticed import noticed
from ui.compare.wanted import Options
from ui.compare.weeks_chart import Line, WeeksChart
from ui.theme import DARK, HIGH_CONTRAST, LIGHT, Theme
from ui.workspace import Workspace


@pytest.fixture
def workspace(tmp_path: Path, qapp: QApplication) -> Iterator[Workspace]:
    made = open_two(tmp_path / "two.annotator", ("a.txt", "b.txt"))
    yield made
    made.close()


@pytest.fixture
def both(workspace: Workspace) -> Found:
    return compared(workspace.project, ANNA, BEN)


@pytest.fixture
def page(qtbot: QtBot, both: Found) -> FiguresPage:
    page = FiguresPage(dict)
    qtbot.addWidget(page)
    page.resize(1200, 800)
    page.show_pair(both.pairs[0], Options(), more=False)
    page.show()
    qtbot.waitExposed(page)
    return page


def click(chart: CellsChart, row: int, column: int = 0) -> None:
    where = chart.place((row, column), chart.size()).center().toPoint()
    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, pos=where)


def test_the_headline_is_that_of_the_command(page: FiguresPage, both: Found) -> None:
    shown = [tile.value.text() for tile in page.headlines]
    # Each of two articles: 4 spans of each; one the same, one in the same place.
    assert shown[0] == "0.250"
    assert shown[1] == "0.500"
    assert page.headlines[3].title.text() == "Label κ"
    assert "covers 75 % of the spans" in page.headlines[3].note.text()
    assert "need 10 articles" in page.intervals.text()
    assert [both.pairs[0].classes[kind] for kind in Kind] == [2, 2, 2, 0, 2, 2]


def test_a_class_leads_to_its_list_by_mouse_and_by_key(qtbot: QtBot, page: FiguresPage) -> None:
    asked: list[str] = []
    page.class_wanted.connect(asked.append)
    click(page.classes, 2)
    assert asked == ["other_boundary"]
    page.classes.setFocus()
    page.classes.go_to((0, 0))
    QTest.keyClick(page.classes, Qt.Key.Key_Down)
    assert page.classes.accessibleDescription() == "Same place, other label: 2"
    QTest.keyClick(page.classes, Qt.Key.Key_Return)
    assert asked == ["other_boundary", "other_label"]
    click(page.classes, 3)  # there is none of these
    assert len(asked) == 2


def test_the_page_follows_the_current_cell(page: FiguresPage) -> None:
    page.resize(1200, 300)
    QApplication.processEvents()
    page.classes.setFocus()
    page.verticalScrollBar().setValue(0)
    for _ in range(5):
        QTest.keyClick(page.classes, Qt.Key.Key_Down)
    assert page.classes.current == (5, 0)
    middle = page.classes.place((5, 0), page.classes.size()).center().toPoint()
    assert page.viewport().rect().contains(page.classes.mapTo(page.viewport(), middle))


def test_each_story_has_its_figures(page: FiguresPage, both: Found) -> None:
    assert page.by_story.isVisible()
    _, *rows = page.stories.table()
    assert sorted(row[0] for row in rows) == ["story of a.txt", "story of b.txt"]
    # Each has one article: 4 spans of each, one the same, one in the same place.
    assert {row[1:] for row in rows} == {("1", "0.25", "0.5", "0.25", "0.5", "4", "4", "4")}
    pair = both.pairs[0]
    (first, *_), kept = pair.read, dict(list(pair.stories.items())[:1])
    page.show_pair(replace(pair, read=(first,), stories=kept), Options(), more=False)
    assert not page.by_story.isVisible()  # of one story the headline says it all


def test_a_cell_of_the_matrix_says_who_said_what(page: FiguresPage) -> None:
    chart = page.confusion
    asked: list[tuple[str, str]] = []
    page.labels_wanted.connect(lambda a, b: asked.append((a, b)))
    claim, quote = chart.labels.index("claim"), chart.labels.index("quote")
    nothing = len(chart.labels) - 1
    assert chart.labels[nothing] == "nothing"
    assert chart.sentence((quote, claim)) == "2: “quote” of Anna, “claim” of Ben"
    assert chart.sentence((nothing, claim)) == "2: nothing of Anna, “claim” of Ben"
    assert chart.sentence((nothing, nothing)) == ""
    click(chart, quote, claim)
    click(chart, nothing, claim)
    click(chart, nothing, nothing)
    assert asked == [("quote", "claim"), ("", "claim")]


def test_bars_show_the_figure_that_is_chosen(page: FiguresPage) -> None:
    asked: list[str] = []
    page.label_wanted.connect(asked.append)
    entity = [one.label for one in page.bars.figures].index("entity")
    assert "strict F1 0.667" in page.bars.sentence((entity, 0))
    assert "4 spans of Anna, 2 of Ben" in page.bars.sentence((entity, 0))
    page.which.setCurrentIndex(3)
    assert "label κ 1.000, covers 67 %" in page.bars.sentence((entity, 0))
    click(page.bars, entity)
    assert asked == ["entity"]


def test_articles_come_with_the_lowest_agreement_first(page: FiguresPage) -> None:
    asked: list[str] = []
    page.article_wanted.connect(asked.append)
    index = page.articles.rows.index(1, 0)
    page.articles.scrollTo(index)
    page.articles.setCurrentIndex(index)
    QTest.keyClick(page.articles, Qt.Key.Key_Return)
    assert asked == [index.data()]


def test_rows_without_a_figure_come_last_either_way(page: FiguresPage) -> None:
    rows = page.articles.rows
    from ui.compare.figure_table import Cell, words

    rows.fill(("a", "b"), [(words("x"), Cell("–", None)), (words("y"), Cell("1", 1.0)),
                           (words("z"), Cell("0", 0.0))])  # fmt: skip
    for order, wanted in (
        (Qt.SortOrder.AscendingOrder, ["z", "y", "x"]),
        (Qt.SortOrder.DescendingOrder, ["y", "z", "x"]),
    ):
        rows.sort(1, order)
        assert [rows.index(row, 0).data() for row in range(3)] == wanted


def test_words_of_the_data_are_never_taken_for_markup(page: FiguresPage) -> None:
    from ui.compare.figure_table import words

    rows = page.articles.rows
    rows.fill(("a",), [(words("<b>x</b>", "<img src=x> & so on"),)])
    assert rows.index(0, 0).data() == "<b>x</b>"
    tip = rows.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert tip == "<span>&lt;img src=x&gt; &amp; so on</span>"


def test_what_stands_out_is_said_in_sentences(both: Found) -> None:
    said = noticed(both.pairs[0])
    assert said[0] == "Neither marks clearly more than the other, of any label."
    assert "What Anna calls “quote”, Ben calls “claim” 2 times." in said
    assert any("characters apart" in one for one in said)


def test_somebody_who_marks_more_is_named() -> None:
    from ui.compare.found import Pair, Tendency

    pair = Pair(
        names=("Anna", "Ben"), left_out=(), spans=(10, 40), classes={}, blank_only={}, split={},
        scores={}, labels={}, label_spans={}, confusion=(("nothing",), ((0,),)), shift=None,
        tendencies=(Tendency("", 10, 40), Tendency("claim", 9, 1)), read=(), stories={}, groups={},
        methods="", sampler="",
    )  # fmt: skip
    assert noticed(pair) == (
        "Ben marks more than Anna: 40 to 10.",
        "Anna marks more “claim” than Ben: 9 to 1.",
    )
    assert noticed(replace(pair, spans=(0, 0))) == ("Neither marked anything.",)


def test_exchanging_the_two_twice_changes_nothing(both: Found) -> None:
    pair = both.pairs[0]
    assert pair.swapped.swapped == pair
    assert pair.swapped.names == ("Ben", "Anna")
    a_only = pair.swapped.classes[Kind.ONLY_A]
    assert a_only == pair.classes[Kind.ONLY_B]
    labels, counts = pair.confusion
    assert pair.swapped.confusion[1][labels.index("claim")][labels.index("quote")] == 2
    assert counts[labels.index("claim")][labels.index("quote")] == 0


def test_more_measures_are_computed_when_they_are_unfolded(
    page: FiguresPage, workspace: Workspace
) -> None:
    asked: list[bool] = []
    page.more_wanted.connect(asked.append)
    page.more.fold.click()
    assert asked == [False]
    assert page.more.waiting.isVisible()
    more = compared(workspace.project, ANNA, BEN, more=True).pairs[0]
    page.show_pair(more, Options(), more=True)
    names = [
        page.more.table.rows.index(n, 0).data() for n in range(page.more.table.rows.rowCount())
    ]
    assert "Krippendorff" not in names
    assert "SemEval strict" in names
    assert "γ" not in names  # not computed, so not listed
    page.more.gamma.click()
    assert asked[-1] is True
    gamma = compared(workspace.project, ANNA, BEN, more=True, gamma=True).pairs[0]
    page.show_pair(gamma, Options(), more=True)
    names = [
        page.more.table.rows.index(n, 0).data() for n in range(page.more.table.rows.rowCount())
    ]
    assert "γ" in names
    assert "seed 0" in page.more.note.text()


def test_intervals_that_come_later_have_room(qtbot: QtBot) -> None:
    table = Measures("More measures")
    qtbot.addWidget(table)
    table.show_scores({("char_kappa",): Score(0.5, n=100)})
    assert table.isColumnHidden(INTERVAL)
    table.show_scores({("char_kappa",): Score(0.5, ci=(0.401, 0.599), n=100)})
    needed = table.fontMetrics().horizontalAdvance("0.401 to 0.599")
    assert table.columnWidth(INTERVAL) > needed


def test_long_names_leave_all_columns_on_the_screen(page: FiguresPage, both: Found) -> None:
    long = "Wolfeschlegelsteinhausenbergerdorff the Elder"
    page.show_pair(replace(both.pairs[0], names=(long, "B")), Options(), more=False)
    QApplication.processEvents()
    header = page.articles.horizontalHeader()
    assert header.length() <= page.articles.viewport().width()


def test_undefined_is_a_word_and_says_why(page: FiguresPage) -> None:
    tile = page.headlines[0]
    tile.show_score(Score(None, "Neither marked any span."))
    assert tile.value.text() == "undefined"
    assert tile.note.text() == "Neither marked any span."
    assert not tile.scale.isVisible()
    assert score_in_words(Score(None, "Why not.")) == "none: Why not."


@pytest.mark.parametrize(
    "name", [*FIGURES, ("attributes", "claim.type"), ("groups", "b3", "same as")]
)
def test_every_figure_says_where_it_comes_from(name: tuple[str, ...], qtbot: QtBot) -> None:
    assert source(name)
    score = Score(-0.25, n=7, ci=(-0.5, 0.1), chance=0.1, coverage=0.5)
    sheet = HowComputed(name, score, articles=12, settings="As ever.")
    qtbot.addWidget(sheet)
    told = dict(sheet.facts)
    assert told["Figure"] == "−0.250"
    assert told["Interval"] == "−0.500 to 0.100"
    assert told["Counted"].startswith("7 ")
    assert told["Covers"].startswith("50 %")
    assert titled(name) in sheet.accessibleName()


def test_the_sheet_opens_at_the_figure_and_esc_closes_it(page: FiguresPage) -> None:
    page.headlines[2].how.click()
    sheet = QApplication.activePopupWidget()
    assert isinstance(sheet, HowComputed)
    assert dict(sheet.facts)["By chance"]
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert not sheet.isVisible()


@pytest.mark.parametrize("letters", range(26, 42, 3))
def test_the_sheet_has_room_for_every_line_within_its_frame(qtbot: QtBot, letters: int) -> None:
    host = QWidget()
    host.setStyleSheet("QFrame[part='sheet'] { border: 3px solid; }")
    qtbot.addWidget(host)
    host.show()
    settings = " ".join(("letters"[: letters % 7 + 1],) * letters)
    sheet = HowComputed(("strict_f1",), Score(0.5, n=7), articles=5, settings=settings, parent=host)
    sheet.show_below(host)
    QApplication.processEvents()
    for words in sheet.findChildren(QLabel):
        assert words.height() >= words.heightForWidth(words.width()), words.text()
    sheet.close()


@pytest.mark.parametrize("theme", [LIGHT, DARK, HIGH_CONTRAST], ids=lambda one: one.name)
def test_numbers_are_legible_on_every_ground(theme: Theme) -> None:
    from ui.theme import palette

    colours = palette(theme)
    text, base, accent = (
        colours.color(QPalette.ColorRole[name]) for name in ("Text", "Base", "Accent")
    )
    for step in range(86):
        ground = mixed(base, accent, step / 100)
        ink = legible(ground, text, base)
        assert contrast(parse(ink.name()), parse(ground.name())) >= 4.5, step


def test_charts_grow_with_the_letters_and_keep_their_cells_apart(page: FiguresPage) -> None:
    for chart in (page.classes, page.confusion, page.bars):
        before = chart.sizeHint().height()
        font = chart.font()
        font.setPointSizeF(font.pointSizeF() * 1.4)
        chart.setFont(font)
        assert chart.sizeHint().height() > before
        size = QSize(900, chart.sizeHint().height())
        cells = [(r, c) for r in range(chart.rows()) for c in range(chart.columns())]
        places = [chart.place(cell, size) for cell in cells]
        for at, one in enumerate(places):
            assert all(not one.intersects(other) for other in places[at + 1 :])
            assert one.bottom() <= size.height()


def test_the_mouse_points_at_cells_and_nowhere_else(page: FiguresPage) -> None:
    chart = page.classes
    assert chart.cell_at(10, chart.place((4, 0), chart.size()).center().y()) == (4, 0)
    assert chart.cell_at(10, chart.height() + 50) is None
    QTest.mouseMove(chart, QPoint(20, 10))
    chart.grab()


def test_weeks_without_a_value_say_so(qtbot: QtBot) -> None:
    chart = WeeksChart()
    qtbot.addWidget(chart)
    lines = [Line("Anna", (0.5, None), ("2 articles", "")), Line("Ben", (None, 1.0), ("", ""))]
    chart.show_lines("Agreement", ("2026-W01", "2026-W02"), lines, shown=lambda v: f"{v:.2f}")
    assert chart.sentence((0, 0)) == "Anna, 2026-W01: agreement 0.50; 2 articles"
    assert chart.sentence((1, 0)) == "Ben, 2026-W01: agreement none"
    chart.resize(400, chart.sizeHint().height())
    assert not chart.grab().isNull()


def test_headline_names_are_those_of_the_core() -> None:
    from annotator.agree.comparison import HEADLINE as OF_THE_CORE

    assert HEADLINE == OF_THE_CORE
