"""The list of suggestions: what is listed, in which order, and what it says when nothing is."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QCursor, QGuiApplication
from pytestqt.qtbot import QtBot

from annotator.changes import Changes
from annotator.edits.offers import set_policy
from annotator.edits.spans import set_note
from annotator.edits.suggestions import accept, answer, reopen
from annotator.model.span import AttributeValue, Fragment
from annotator.model.suggestion import Offer, Policy, Source, Suggestion, Verdict
from ui.panels.scope import Scope
from ui.panels.suggestions import SuggestionsPanel
from ui.panels.suggestions_bar import SuggestionsBar
from ui.panels.suggestions_model import Column, SuggestionFilter, Which
from ui.workspace import Workspace

Named = Callable[[str], str]
WAITING = SuggestionFilter()


def suggested(
    article_id: str, number: int, source: Source, label_id: str, *, score: float = 0.5
) -> Suggestion:
    """The words from `20 * number` on."""
    start = 20 * number
    return Suggestion(
        f"{article_id}-{source}-{number}",
        article_id,
        source,
        label_id,
        (Fragment(start, start + 9),),
        score,
        f"reason {number} of <b>{source}</b>",
        (AttributeValue("type", "ORG"),) if source is Source.ENTITIES else (),
        Fragment(start + 10, start + 15) if source is Source.QUOTES else None,
        group="United Kingdom" if source is Source.ENTITIES else "",
        maker="test 1",
    )


@pytest.fixture
def panel(
    workspace: Workspace, article_ids: list[str], label_id: Named, qtbot: QtBot
) -> Iterator[SuggestionsPanel]:
    """Six suggestions in the first article, two in the second."""
    first, second = article_ids[:2]
    labels = {
        Source.QUOTES: label_id("quote"),
        Source.ENTITIES: label_id("entity"),
        Source.CLAIMS: label_id("claim"),
    }
    for source, label in labels.items():
        at = list(labels).index(source) * 10
        found = [
            suggested(first, at, source, label, score=0.3),
            suggested(first, at + 1, source, label, score=0.9),
        ]
        if source is not Source.CLAIMS:
            found.append(suggested(second, at, source, label, score=0.6))
        workspace.project.keep_suggestions(source, article_ids, found)
    made = SuggestionsPanel(workspace)
    actions = [QAction(words, made) for words in ("Look", "Everywhere", "Models…")]
    made.set_actions([QAction("Accept", made)], actions[:2], [], actions[2])
    qtbot.addWidget(made)
    made.show_article(first)
    made.resize(900, 300)
    with qtbot.waitExposed(made):
        made.show()
    settled(made)
    yield made
    made.hide()


def settled(panel: SuggestionsPanel) -> SuggestionsPanel:
    """Once all is listed."""
    while panel._slices.isActive():
        panel._list_some()
    return panel


def column(panel: SuggestionsPanel, which: Column) -> list[str]:
    rows = range(settled(panel).model.rowCount())
    return [str(panel.model.index(row, which).data()) for row in rows]


def listed(panel: SuggestionsPanel) -> list[Suggestion]:
    return [panel.model.at(n).suggestion for n in range(settled(panel).model.rowCount())]


def test_they_stand_by_kind_and_score_at_first(panel: SuggestionsPanel) -> None:
    assert column(panel, Column.KIND) == ["quotation"] * 3 + ["name"] * 3 + ["claim"] * 2
    assert column(panel, Column.SCORE) == ["0.90", "0.60", "0.30"] * 2 + ["0.90", "0.30"]
    assert panel.count.text() == "8 waiting"


def test_buttons_have_words_at_once_where_there_is_room(qtbot: QtBot) -> None:
    bar = SuggestionsBar()
    qtbot.addWidget(bar)
    bar.resize(1000, 40)
    with qtbot.waitExposed(bar):
        bar.show()
    bar.set_actions([QAction("Accept", bar)], [], [])
    style = Qt.ToolButtonStyle
    assert bar._answers[0].toolButtonStyle() == style.ToolButtonTextBesideIcon
    bar.resize(500, 40)
    assert bar._answers[0].toolButtonStyle() == style.ToolButtonIconOnly


def test_columns_and_rows_grow_with_the_letters(panel: SuggestionsPanel) -> None:
    table = panel.table
    before, high = table.columnWidth(Column.SCORE), table.verticalHeader().defaultSectionSize()
    font = table.font()
    font.setPointSizeF(font.pointSizeF() * 2)
    table.setFont(font)
    assert table.columnWidth(Column.SCORE) > 1.5 * before
    assert table.verticalHeader().defaultSectionSize() > high


def test_what_is_missing_is_said_beside_what_is_listed(panel: SuggestionsPanel) -> None:
    panel.say_missing("No names")
    assert panel.count.text() == "8 waiting. No names"
    panel.say_missing("")
    assert panel.count.text() == "8 waiting"


def test_rows_say_what_is_suggested_and_why(panel: SuggestionsPanel, workspace: Workspace) -> None:
    one = listed(panel)[0]
    text = workspace.project.text(one.article_id)
    cells = [str(panel.model.index(0, each).data()) for each in Column]
    assert cells[Column.WORDS] == " ".join(one.quoted(text).split())
    assert cells[Column.WHO] == " ".join(text[slice(*one.speaker or (0, 0))].split())
    assert cells[Column.LABEL] == "quote"
    assert cells[Column.REASON] == one.reason
    assert str(panel.model.index(3, Column.LABEL).data()) == "entity · ORG"
    assert str(panel.model.index(3, Column.WHO).data()) == "United Kingdom"
    tip = panel.model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert "&lt;b&gt;" in tip


@pytest.mark.parametrize("which", list(Column))
@pytest.mark.parametrize("order", list(Qt.SortOrder))
def test_every_heading_sorts_and_rows_that_change_stay_in_order(
    panel: SuggestionsPanel,
    workspace: Workspace,
    article_ids: list[str],
    which: Column,
    order: Qt.SortOrder,
) -> None:
    panel.set_filter(SuggestionFilter(which=Which.ALL))
    panel.table.sortByColumn(which, order)
    chosen = listed(panel)[4]
    panel.show_current(chosen)
    workspace.edit(answer([listed(panel)[2]], Verdict.REJECTED, workspace.annotator_id))
    after = listed(panel)
    assert [row.suggestion for row in panel.chosen()] == [chosen]
    panel.model.settle()
    assert listed(panel) == after
    panel.table.sortByColumn(which, Qt.SortOrder(1 - order.value))
    if which in (Column.KIND, Column.SCORE, Column.ARTICLE):
        assert listed(panel) == after[::-1]


def test_answered_ones_go_and_are_listed_with_their_answer(
    panel: SuggestionsPanel, workspace: Workspace
) -> None:
    who, scheme = workspace.annotator_id, workspace.scheme
    first, second, third = listed(panel)[:3]
    workspace.edit(accept([first], scheme, who, seconds=2.0))
    workspace.edit(answer([second], Verdict.SKIPPED, who))
    workspace.edit(answer([third], Verdict.REJECTED, who, bulk=True))
    assert len(listed(panel)) == 5
    assert panel.count.text() == "5 waiting, 3 answered"
    panel.set_filter(SuggestionFilter(which=Which.ANSWERED))
    assert column(panel, Column.ANSWER) == ["accepted", "skipped", "rejected, with others"]
    assert panel.count.text() == "3 of 8 suggestions, 5 waiting"
    assert not panel.table.isColumnHidden(Column.ANSWER)
    workspace.edit(reopen([second.id], who))
    assert column(panel, Column.ANSWER) == ["accepted", "rejected, with others"]
    workspace.undo()
    assert len(listed(panel)) == 3


def test_scopes(panel: SuggestionsPanel, article_ids: list[str]) -> None:
    panel.set_scope(Scope.ARTICLE)
    assert len(listed(panel)) == 6
    panel.show_article(article_ids[1])
    assert len(listed(panel)) == 2
    panel.set_scope(Scope.ALL)
    assert len(listed(panel)) == 8


def test_sources_are_left_out_and_that_is_told(panel: SuggestionsPanel) -> None:
    told: list[frozenset[Source]] = []
    panel.sources_changed.connect(told.append)
    panel.set_filter(SuggestionFilter(sources=frozenset({Source.QUOTES})))
    assert {one.source for one in listed(panel)} == {Source.QUOTES}
    assert told == [frozenset({Source.QUOTES})]
    assert panel.bar.filter_button.text() == "Filter: 3 ▾"


def test_words_are_found_in_reason_name_and_text(panel: SuggestionsPanel, qtbot: QtBot) -> None:
    panel.bar.search.setText("united kingdom")
    qtbot.waitUntil(lambda: len(listed(panel)) == 3)
    panel.bar.search.setText("reason 20 ")
    qtbot.waitUntil(lambda: len(listed(panel)) == 1)
    panel.bar.search.setText("no such words anywhere")
    qtbot.waitUntil(lambda: not listed(panel))
    assert panel.nothing.isVisible()
    assert panel.nothing.heading.text() == "No suggestion fits"
    panel.nothing.everything.click()
    assert len(listed(panel)) == 8
    assert panel.bar.search.text() == ""


def test_the_current_one_is_selected_and_enter_shows_one(
    panel: SuggestionsPanel, qtbot: QtBot
) -> None:
    wanted: list[Suggestion] = []
    panel.suggestion_wanted.connect(wanted.append)
    panel.show_current(listed(panel)[3])
    assert [index.row() for index in panel.table.selectionModel().selectedRows()] == [3]
    assert wanted == []
    qtbot.keyClick(panel.table, Qt.Key.Key_Return)
    assert wanted == [listed(panel)[3]]
    panel.show_current(None)
    assert panel.chosen() == ()


def test_a_click_leaves_the_focus_where_it_is(panel: SuggestionsPanel, qtbot: QtBot) -> None:
    panel.bar.search.setFocus()
    place = panel.table.visualRect(panel.model.index(1, Column.WORDS)).center()
    qtbot.mouseClick(panel.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert panel.bar.search.hasFocus()


def test_the_menu_answers_what_is_selected(panel: SuggestionsPanel) -> None:
    told: list[tuple[tuple[Suggestion, ...], Verdict]] = []
    panel.answer_wanted.connect(lambda some, verdict: told.append((some, verdict)))
    panel.table.selectAll()
    menu = panel.menu()
    words = {action.text(): action for action in menu.actions()}
    words["Reject 8"].trigger()
    assert told == [(tuple(listed(panel)), Verdict.REJECTED)]
    assert not words["Ask again"].isEnabled()
    words["Copy the words"].trigger()
    assert len(QGuiApplication.clipboard().text().split("\n")) >= 8


def test_nothing_yet_says_what_to_do(
    panel: SuggestionsPanel, workspace: Workspace, qtbot: QtBot
) -> None:
    ids = [article.id for article in workspace.project.articles()]
    for source in Source:
        workspace.project.keep_suggestions(source, ids, [])
    workspace.tell(Changes("suggestions", suggestions=frozenset(ids)))
    assert listed(panel) == []
    assert panel.nothing.heading.text() == "No suggestions yet"
    assert panel.nothing.look[0].isVisible()
    assert not panel.nothing.missing.isVisible()
    panel.say_missing("No model.")
    assert panel.nothing.missing.isVisible()
    assert panel.nothing.models is not None
    assert panel.nothing.models.isVisible()
    panel.show_looking(True)
    assert panel.nothing.heading.text() == "Looking for suggestions …"
    assert not panel.nothing.look[0].isVisible()
    panel.show_looking(False)
    qtbot.waitUntil(lambda: panel.nothing.heading.text() == "No suggestions yet")


def test_who_labelled_is_told_that_there_may_be_repeats(
    panel: SuggestionsPanel, workspace: Workspace, article_ids: list[str]
) -> None:
    span = workspace.project.spans(article_ids[0], workspace.annotator_id)[0]
    workspace.edit(set_note(span, "seen"))
    assert panel.count.text().startswith("8 waiting. You have labelled since")
    panel.show_looking(True)
    assert "labelled" not in panel.count.text()


def test_all_answered_is_told_apart_from_nothing(
    panel: SuggestionsPanel, workspace: Workspace
) -> None:
    workspace.edit(answer(listed(panel), Verdict.REJECTED, workspace.annotator_id, bulk=True))
    assert panel.nothing.heading.text() == "All are answered"
    assert panel.count.text() == "0 waiting, 8 answered"


def test_who_gets_none_is_told_so(panel: SuggestionsPanel, workspace: Workspace) -> None:
    workspace.edit(set_policy(Policy(Offer.NONE)))
    assert listed(panel) == []
    assert panel.nothing.sentence.text() == "The lead has switched suggestions off for you."


def test_a_hundred_thousand_rows_are_sorted_and_searched(
    panel: SuggestionsPanel, article_ids: list[str], label_id: Named
) -> None:
    from ui.panels.suggestions_model import Row, SuggestionsModel

    one = suggested(article_ids[0], 1, Source.CLAIMS, label_id("claim"))
    model = SuggestionsModel()
    model.begin(panel.workspace.scheme, panel.text, {article_ids[0]: "one"})
    rows = [
        Row(
            Suggestion(
                f"s{n}", one.article_id, one.source, one.label_id, one.fragments, n / 1e5, ""
            ),
            None,
        )
        for n in range(100_000)
    ]
    model.add(rows)
    model.sort(Column.SCORE)
    assert model.at(0).suggestion.id == "s99999"
    assert model.row_of("s0") == 99_999
    model.replace(one.article_id, rows[1:])
    assert model.rowCount() == 99_999
    assert model.row_of("s0") == -1


def test_a_button_goes_out_when_its_menu_closes(qtbot: QtBot) -> None:
    """A dialog that its menu opens keeps the button from hearing that the pointer is gone."""
    bar = SuggestionsBar()
    qtbot.addWidget(bar)
    bar.show()
    button = bar.several_button
    QCursor.setPos(button.mapToGlobal(QPoint(0, button.height() + 40)))
    button.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    button.menu().aboutToHide.emit()
    assert not button.underMouse()
