"""The list of spans: filters, sorting, selecting, and following edits."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from annotator.edits.spans import add_span, new_span, remove_spans, set_attribute, set_note
from annotator.model.span import Span
from ui.panels.scope import Scope
from ui.panels.spans import SpansPanel
from ui.panels.spans_model import NOTE, Column, SpanFilter
from ui.workspace import Workspace

Named = Callable[[str], str]


@pytest.fixture
def panel(workspace: Workspace, article_ids: list[str], qtbot: QtBot) -> Iterator[SpansPanel]:
    made = SpansPanel(workspace)
    qtbot.addWidget(made)
    made.show_article(article_ids[0])
    made.resize(700, 400)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.hide()


def listed(panel: SpansPanel) -> list[Span]:
    return [panel.model.span_at(row) for row in range(panel.model.rowCount())]


def cell(panel: SpansPanel, row: int, column: Column) -> str:
    return str(panel.model.index(row, column).data())


def test_story_article_and_all(panel: SpansPanel, article_ids: list[str]) -> None:
    assert panel.model.rowCount() == 413
    assert panel.count.text() == "413 spans"
    panel.set_scope(Scope.ARTICLE)
    assert panel.model.rowCount() == 74
    panel.show_article(article_ids[1])
    assert panel.model.rowCount() == 86
    panel.set_scope(Scope.ALL)
    assert panel.model.rowCount() == 413


def test_rows_are_in_the_order_of_the_texts(
    panel: SpansPanel, workspace: Workspace, article_ids: list[str]
) -> None:
    expected = [
        span.id
        for article_id in article_ids
        for span in workspace.project.spans(article_id, workspace.annotator_id)
    ]
    assert [span.id for span in listed(panel)] == expected


def test_cells_say_what_the_span_is(panel: SpansPanel, article_ids: list[str]) -> None:
    assert cell(panel, 0, Column.LABEL) == "possibly fabricated"
    assert cell(panel, 0, Column.WORDS) == "In a dramatic escalation of tensions"
    assert cell(panel, 0, Column.ARTICLE) == article_ids[0]
    assert cell(panel, 0, Column.ATTRIBUTES).startswith("same template in several articles · ")
    assert panel.model.index(0, Column.NOTE).data(NOTE) is True


def test_label_filter_takes_several(panel: SpansPanel, label_id: Named) -> None:
    panel.set_filter(SpanFilter(labels=frozenset({label_id("quote"), label_id("claim")})))
    assert panel.model.rowCount() == 19 + 109
    assert panel.count.text() == "128 of 413 spans"


def test_words_are_sought_in_words_and_notes(panel: SpansPanel, qtbot: QtBot) -> None:
    panel.search.setText("i DOUBT this")
    qtbot.waitUntil(lambda: 0 < panel.model.rowCount() < 413)
    text = panel.model.text
    for span in listed(panel):
        everything = (span.note + span.quoted(text(span.article_id))).casefold()
        assert "i doubt this" in everything


def test_with_note_and_missing_answer(
    panel: SpansPanel, workspace: Workspace, label_id: Named
) -> None:
    panel.set_filter(SpanFilter(with_note=True))
    assert all(span.note for span in listed(panel))
    assert panel.model.rowCount()
    panel.set_filter(SpanFilter(lacking=True))
    assert panel.model.rowCount() == 0
    doubtful = next(
        span
        for span in workspace.project.spans(
            workspace.project.articles()[0].id, workspace.annotator_id
        )
        if span.label_id == label_id("possibly fabricated")
    )
    workspace.edit(set_attribute(doubtful, "reason", ()))
    assert [span.id for span in listed(panel)] == [doubtful.id]


@pytest.mark.parametrize("column", list(Column))
@pytest.mark.parametrize("order", [Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder])
def test_sorting(panel: SpansPanel, column: Column, order: Qt.SortOrder) -> None:
    panel.table.horizontalHeader().setSortIndicator(column, order)
    cells = [cell(panel, row, column).casefold() for row in range(panel.model.rowCount())]
    if column in (Column.WORDS, Column.ATTRIBUTES, Column.ARTICLE):
        assert cells == sorted(cells, reverse=order is Qt.SortOrder.DescendingOrder)
    assert len({span.id for span in listed(panel)}) == 413


def test_selection_stays_with_its_span_when_rows_move(panel: SpansPanel) -> None:
    wanted = panel.model.span_at(200)
    panel.show_spans([wanted.id])
    panel.table.horizontalHeader().setSortIndicator(Column.WORDS, Qt.SortOrder.DescendingOrder)
    assert [span.id for span in panel.table.chosen()] == [wanted.id]


def test_edits_show_at_once(
    panel: SpansPanel, workspace: Workspace, article_ids: list[str]
) -> None:
    label = workspace.scheme.labels[0]
    span = new_span(article_ids[2], workspace.annotator_id, label, [(3, 8)])
    workspace.edit(add_span(span, label))
    assert panel.count.text() == "414 spans"
    rows = [one.id for one in listed(panel)]
    first = workspace.project.spans(article_ids[2], workspace.annotator_id)[0]
    assert first.id == span.id
    assert rows.index(span.id) == 74 + 86
    workspace.edit(set_note(span, "a note"))
    assert panel.model.index(rows.index(span.id), Column.NOTE).data(NOTE)
    workspace.undo()
    workspace.undo()
    assert span.id not in {one.id for one in listed(panel)}
    assert panel.count.text() == "413 spans"


def test_hidden_panel_reads_when_it_is_shown(panel: SpansPanel, workspace: Workspace) -> None:
    panel.hide()
    gone = panel.model.span_at(0)
    workspace.edit(remove_spans([gone.id]))
    assert panel.model.rowCount() == 413
    panel.show()
    assert panel.model.rowCount() == 412


def test_click_shows_and_leaves_the_focus(panel: SpansPanel, qtbot: QtBot) -> None:
    panel.search.setFocus()
    place = panel.table.visualRect(panel.model.index(2, 1)).center()
    with qtbot.waitSignals([panel.span_wanted, panel.spans_chosen]):
        qtbot.mouseClick(panel.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert panel.search.hasFocus()


def test_show_spans_tells_nobody(panel: SpansPanel, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(panel.spans_chosen), qtbot.assertNotEmitted(panel.span_wanted):
        panel.show_spans([panel.model.span_at(5).id, panel.model.span_at(9).id])
    assert len(panel.table.chosen()) == 2


def test_keys(panel: SpansPanel, qtbot: QtBot) -> None:
    ids = (panel.model.span_at(5).id, panel.model.span_at(6).id)
    panel.show_spans(ids)
    with qtbot.waitSignal(panel.remove_wanted) as removed:
        qtbot.keyClick(panel.table, Qt.Key.Key_Delete)
    assert removed.args == [ids]
    qtbot.keyClick(panel.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert len(QGuiApplication.clipboard().text().split("\n")) == 2
    panel.show_spans(ids[:1])
    with qtbot.waitSignal(panel.span_wanted) as shown:
        qtbot.keyClick(panel.table, Qt.Key.Key_Return)
    assert shown.args == [ids[0]]


def test_merge_is_offered_for_spans_of_one_label_in_one_article(
    panel: SpansPanel, label_id: Named, qtbot: QtBot
) -> None:
    rows = [row for row, s in enumerate(listed(panel)) if s.label_id == label_id("entity")]
    selection = panel.table.selectionModel()
    flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    for row in rows[:2]:
        selection.select(panel.model.index(row, 0), flags)
    merge = next(a for a in panel.menu().actions() if a.text() == "Merge into one span")
    assert merge.isEnabled()
    with qtbot.waitSignal(panel.merge_wanted) as merged:
        merge.trigger()
    assert len(merged.args[0]) == 2
    selection.select(panel.model.index(rows[-1], 0), flags)
    merge = next(a for a in panel.menu().actions() if a.text() == "Merge into one span")
    assert not merge.isEnabled()


def test_many_spans_arrive_without_blocking(
    panel: SpansPanel, workspace: Workspace, article_ids: list[str], qtbot: QtBot
) -> None:
    label = workspace.scheme.labels[0]
    who = workspace.annotator_id
    from annotator.edits.spans import add_spans

    for article_id in article_ids:
        spans = [new_span(article_id, who, label, [(n, n + 2)]) for n in range(300)]
        workspace.edit(add_spans(spans, "many"))
    panel.read()
    assert panel.model.rowCount() < 5 * 300
    qtbot.waitUntil(lambda: panel.count.text() == f"{panel.model.rowCount():,} spans")
    assert panel.model.rowCount() > 5 * 290 + 400
    keys = [(article_ids.index(s.article_id), s.start) for s in listed(panel)]
    assert keys == sorted(keys)
