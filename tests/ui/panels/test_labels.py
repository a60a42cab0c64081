"""The palette: labels with keys and numbers, holding, hiding, passes."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from annotator.edits.readings import set_read_for
from annotator.edits.schemes import retire_label, save_scheme, with_label_renamed
from annotator.edits.spans import remove_spans
from ui.panels.labels import LabelsPanel
from ui.theme import DARK
from ui.workspace import Workspace

Named = Callable[[str], str]


@pytest.fixture
def panel(workspace: Workspace, article_ids: list[str], qtbot: QtBot) -> Iterator[LabelsPanel]:
    made = LabelsPanel(workspace)
    qtbot.addWidget(made)
    made.show_article(article_ids[0])
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.hide()


def test_rows_have_key_number_and_definition(panel: LabelsPanel, label_id: Named) -> None:
    row = panel.rows[label_id("entity")]
    assert row.button.number == 214
    assert row.button.accessibleName() == "entity, key 3, 214 in this story"
    assert "encyclopaedia" in row.button.toolTip()
    assert next(row.label.name for row in panel.rows.values()) == "claim"


def test_a_click_labels_and_takes_no_focus(
    panel: LabelsPanel, label_id: Named, qtbot: QtBot
) -> None:
    button = panel.rows[label_id("quote")].button
    with qtbot.waitSignal(panel.label_wanted) as wanted:
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert wanted.args == [label_id("quote")]
    assert not button.hasFocus()
    assert button.focusPolicy() is Qt.FocusPolicy.TabFocus


def test_holding_is_for_one_label_at_a_time(
    panel: LabelsPanel, label_id: Named, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(panel.sticky_changed) as first:
        panel.rows[label_id("claim")].hold.click()
    assert first.args == [label_id("claim")]
    with qtbot.waitSignal(panel.sticky_changed) as second:
        panel.rows[label_id("quote")].hold.click()
    assert second.args == [label_id("quote")]
    assert not panel.rows[label_id("claim")].hold.isChecked()
    with qtbot.waitSignal(panel.sticky_changed) as third:
        panel.rows[label_id("quote")].hold.click()
    assert third.args == [None]


def test_hiding_adds_up(panel: LabelsPanel, label_id: Named, qtbot: QtBot) -> None:
    with qtbot.waitSignal(panel.hidden_changed):
        panel.rows[label_id("claim")].hide_button.click()
    with qtbot.assertNotEmitted(panel.hidden_changed):
        panel.set_hidden(frozenset({label_id("claim")}))
    with qtbot.waitSignal(panel.hidden_changed) as hidden:
        panel.rows[label_id("quote")].hide_button.click()
    assert hidden.args == [frozenset({label_id("claim"), label_id("quote")})]
    with qtbot.waitSignal(panel.hidden_changed) as shown:
        panel.rows[label_id("claim")].hide_button.click()
    assert shown.args == [frozenset({label_id("quote")})]


def test_a_pass_shows_how_far_it_is(
    panel: LabelsPanel,
    workspace: Workspace,
    article_ids: list[str],
    label_id: Named,
    qtbot: QtBot,
) -> None:
    panel.set_pass(label_id("entity"))
    assert panel.pass_words.text() == "Working “entity” alone: read in 5 of 5 articles."
    workspace.edit(set_read_for(article_ids[0], workspace.annotator_id, (), "reopen"))
    assert panel.pass_words.text() == "Working “entity” alone: read in 4 of 5 articles."
    assert panel.pass_read.text() == "Read to the end here"
    with qtbot.waitSignal(panel.read_to_end) as read:
        panel.pass_read.click()
    assert read.args == [label_id("entity")]


def test_where_there_is_nothing_the_button_says_so(
    panel: LabelsPanel,
    workspace: Workspace,
    article_ids: list[str],
    label_id: Named,
    qtbot: QtBot,
) -> None:
    who = workspace.annotator_id
    spans = workspace.project.spans(article_ids[0], who)
    quotes = [span.id for span in spans if span.label_id == label_id("quote")]
    workspace.edit(remove_spans(quotes))
    workspace.edit(set_read_for(article_ids[0], who, (), "reopen"))
    row = panel.rows[label_id("quote")]
    qtbot.waitUntil(lambda: row.read_words() == "Nothing to mark here")


def test_unfolding_shows_definition_test_and_examples(
    panel: LabelsPanel, label_id: Named, qtbot: QtBot
) -> None:
    row = panel.rows[label_id("claim")]
    row.fold.click()
    words = [label.text() for label in row.findChildren(QLabel)]
    assert row.label.test in words
    assert any(row.label.positive[0].text in line for line in words)
    with qtbot.waitSignal(panel.pass_changed) as alone:
        row.alone_wanted.emit(True)
    assert alone.args == [label_id("claim")]


def test_texts_of_labels_are_never_rich(
    panel: LabelsPanel, workspace: Workspace, label_id: Named
) -> None:
    scheme = workspace.scheme
    odd = replace(scheme.labels[0], name="<b>x</b> & y", definition="<img src=x>")
    renamed = with_label_renamed(scheme, scheme.labels[0].name, odd.name)
    workspace.edit(save_scheme(replace(renamed, labels=(odd, *scheme.labels[1:]))))
    row = panel.rows[odd.id]
    row.unfold(True)
    assert "<img" not in row.button.toolTip()
    assert all(
        label.textFormat() is Qt.TextFormat.PlainText for label in panel.findChildren(QLabel)
    )


def test_retired_labels_are_shown_while_they_have_spans(
    panel: LabelsPanel, workspace: Workspace, label_id: Named
) -> None:
    quote = workspace.scheme.label_named("quote")
    assert quote is not None
    workspace.edit(retire_label(quote))
    row = panel.rows[quote.id]
    assert row.isVisible()
    assert not row.button.isEnabled()
    spans = workspace.project.spans
    ids = [
        span.id
        for article in workspace.project.articles()
        for span in spans(article.id, workspace.annotator_id)
        if span.label_id == quote.id
    ]
    workspace.edit(remove_spans(ids))
    panel.read()
    assert not panel.rows[quote.id].isVisible()


def test_numbers_follow_the_spans(
    panel: LabelsPanel, workspace: Workspace, article_ids: list[str], label_id: Named, qtbot: QtBot
) -> None:
    spans = workspace.project.spans(article_ids[0], workspace.annotator_id)
    claim = next(span for span in spans if span.label_id == label_id("claim"))
    workspace.edit(remove_spans([claim.id]))
    qtbot.waitUntil(lambda: panel.rows[label_id("claim")].button.number == 108)


def test_another_theme_keeps_what_is_unfolded(panel: LabelsPanel, label_id: Named) -> None:
    panel.rows[label_id("claim")].unfold(True)
    panel.set_theme(DARK)
    assert panel.rows[label_id("claim")].fold.isChecked()
    assert panel.rows[label_id("claim")].theme is DARK
