"""Details: answers, notes and links of spans, facts and reading of the article."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QToolButton
from pytestqt.qtbot import QtBot

from annotator.edits.schemes import save_scheme
from annotator.edits.spans import remove_spans, set_note
from annotator.formats.scheme import read_scheme
from annotator.model.scheme import ArticleQuestion, Attribute, AttributeKind
from annotator.model.span import Span
from annotator.paths import resource
from ui.panels.article_page import answer_to, with_answer
from ui.panels.details import DetailsPanel
from ui.panels.fields import ChipsField, ListField, PlaceField, TextField
from ui.panels.line_button import LineButton
from ui.panels.note_field import NoteField
from ui.workspace import Workspace

Named = Callable[[str], str]


@pytest.fixture
def panel(workspace: Workspace, article_ids: list[str], qtbot: QtBot) -> Iterator[DetailsPanel]:
    made = DetailsPanel(workspace)
    qtbot.addWidget(made)
    made.resize(280, 800)
    made.show_article(article_ids[0])
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.hide()


@pytest.fixture
def spans(workspace: Workspace, article_ids: list[str]) -> tuple[Span, ...]:
    return workspace.project.spans(article_ids[0], workspace.annotator_id)


def now(workspace: Workspace, span: Span) -> Span:
    return workspace.project.spans_by_id([span.id])[0]


def labelled(spans: tuple[Span, ...], label_id: str) -> list[Span]:
    return [span for span in spans if span.label_id == label_id]


def words(panel: DetailsPanel) -> str:
    return "\n".join(label.text() for label in panel.span_page.findChildren(QLabel))


def test_a_span_with_its_words_answers_and_times(
    panel: DetailsPanel, spans: tuple[Span, ...], article_ids: list[str]
) -> None:
    panel.show_spans([spans[0].id])
    page = panel.span_page
    assert page.label.currentText() == "possibly fabricated"
    assert "In a dramatic escalation of tensions" in words(panel)
    assert article_ids[0] in words(panel)
    reason = page.fields["reason"]
    assert isinstance(reason, ChipsField)
    assert reason.chips["same template in several articles"].isChecked()
    assert page.note.toPlainText().startswith("I doubt this")
    assert page.facts.text().startswith("By hand\nmade 10 Nov 2026")
    assert page.rest.isHidden()
    page.more.click()
    assert not page.rest.isHidden()
    assert isinstance(page.fields["severity"], ListField)
    assert isinstance(page.fields["where checked"], TextField | PlaceField)


def test_answering_is_one_step(
    panel: DetailsPanel, workspace: Workspace, spans: tuple[Span, ...], qtbot: QtBot
) -> None:
    panel.show_spans([spans[0].id])
    reason = panel.span_page.fields["reason"]
    assert isinstance(reason, ChipsField)
    qtbot.mouseClick(reason.chips["implausible detail"], Qt.MouseButton.LeftButton)
    assert now(workspace, spans[0]).values("reason") == ("implausible detail",)
    assert reason.chips["implausible detail"].isChecked()
    assert not reason.chips["same template in several articles"].isChecked()
    workspace.undo()
    assert reason.chips["same template in several articles"].isChecked()


def test_a_required_answer_cannot_be_taken_away_by_a_click(
    panel: DetailsPanel, workspace: Workspace, spans: tuple[Span, ...]
) -> None:
    panel.show_spans([spans[0].id])
    reason = panel.span_page.fields["reason"]
    assert isinstance(reason, ChipsField)
    reason.chips["same template in several articles"].click()
    assert now(workspace, spans[0]).values("reason") == ("same template in several articles",)


def test_folded_answers(
    panel: DetailsPanel, workspace: Workspace, spans: tuple[Span, ...], label_id: Named
) -> None:
    claim = labelled(spans, label_id("claim"))[0]
    panel.show_spans([claim.id])
    wording, facet = (panel.span_page.fields[name] for name in ("wording", "facet"))
    assert isinstance(wording, ListField)
    assert isinstance(facet, ListField)
    wording.box.setCurrentText("hedged")
    wording.box.activated.emit(wording.box.currentIndex())
    assert now(workspace, claim).values("wording") == ("hedged",)
    line = facet.box.lineEdit()
    assert line is not None
    line.setText("a value of my own")
    line.editingFinished.emit()
    assert now(workspace, claim).values("facet") == ("a value of my own",)


def test_several_spans_are_answered_at_once(
    panel: DetailsPanel, workspace: Workspace, spans: tuple[Span, ...], label_id: Named
) -> None:
    claims = labelled(spans, label_id("claim"))[:5]
    panel.show_spans([span.id for span in claims])
    page = panel.span_page
    assert page.number.text() == "5 spans chosen"
    assert page.fields["type"].heading.text() == "type (several values)"
    assert page.links.isHidden()
    kind = page.fields["type"]
    assert isinstance(kind, ChipsField)
    kind.chips["prediction"].click()
    assert all(now(workspace, claim).values("type") == ("prediction",) for claim in claims)
    workspace.undo()
    assert [now(workspace, claim).attributes for claim in claims] == [c.attributes for c in claims]


def test_spans_of_different_labels_share_what_is_the_same(
    panel: DetailsPanel, spans: tuple[Span, ...], label_id: Named
) -> None:
    chosen = [labelled(spans, label_id(name))[0].id for name in ("claim", "entity")]
    panel.show_spans(chosen)
    assert list(panel.span_page.fields) == ["confidence"]
    assert panel.span_page.label.currentIndex() == -1


def test_relabelling_and_a_refusal(
    panel: DetailsPanel,
    workspace: Workspace,
    spans: tuple[Span, ...],
    label_id: Named,
    qtbot: QtBot,
) -> None:
    project = workspace.project
    free = next(s for s in labelled(spans, label_id("entity")) if not project.relations([s.id]))
    panel.show_spans([free.id])
    box = panel.span_page.label
    box.setCurrentIndex(box.findText("claim"))
    box.activated.emit(box.currentIndex())
    assert now(workspace, free).label_id == label_id("claim")
    assert "wording" in panel.span_page.fields
    said = next(
        s
        for s in labelled(spans, label_id("quote"))
        if any(r.kind == "said by" and r.head_id == s.id for r in project.relations([s.id]))
    )
    panel.show_spans([said.id])
    box = panel.span_page.label
    box.setCurrentIndex(box.findText("claim"))
    with qtbot.waitSignal(workspace.refused):
        box.activated.emit(box.currentIndex())
    assert box.currentText() == "quote"


def test_a_note_is_saved_after_a_pause_as_one_step(
    panel: DetailsPanel, workspace: Workspace, spans: tuple[Span, ...], qtbot: QtBot
) -> None:
    span = next(span for span in spans if not span.note)
    panel.show_spans([span.id])
    note = panel.span_page.note
    before = workspace.project.change_counter()
    qtbot.keyClicks(note, "two words")
    assert now(workspace, span).note == ""
    qtbot.waitUntil(lambda: now(workspace, span).note == "two words")
    assert workspace.project.change_counter() == before + 1


def test_a_note_is_saved_to_its_own_span_when_another_is_chosen(
    panel: DetailsPanel, workspace: Workspace, spans: tuple[Span, ...], qtbot: QtBot
) -> None:
    first, second = [span for span in spans if not span.note][:2]
    panel.show_spans([first.id])
    qtbot.keyClicks(panel.span_page.note, "about the first")
    panel.show_spans([second.id])
    assert now(workspace, first).note == "about the first"
    assert now(workspace, second).note == ""
    assert panel.span_page.note.toPlainText() == ""


def test_a_note_survives_the_closing_of_the_project(
    panel: DetailsPanel, workspace: Workspace, spans: tuple[Span, ...], qtbot: QtBot
) -> None:
    span = next(span for span in spans if not span.note)
    panel.show_spans([span.id])
    qtbot.keyClicks(panel.span_page.note, "at the last moment")
    path = workspace.project.path
    workspace.close()
    workspace.open(path)
    assert workspace.project.spans_by_id([span.id])[0].note == "at the last moment"


def test_a_note_being_written_is_not_overwritten(
    panel: DetailsPanel, workspace: Workspace, spans: tuple[Span, ...], qtbot: QtBot
) -> None:
    first = next(span for span in spans if not span.note)
    panel.show_spans([first.id])
    qtbot.keyClicks(panel.span_page.note, "half a")
    workspace.edit(set_note(first, "from elsewhere"))
    assert panel.span_page.note.toPlainText() == "half a"


def test_exotic_notes_stay_as_they_are_when_only_shown(
    panel: DetailsPanel, workspace: Workspace, spans: tuple[Span, ...]
) -> None:
    workspace.edit(set_note(spans[0], "no\u00a0break\u2028line"))
    panel.show_spans([spans[0].id])
    panel.span_page.note.save()
    assert now(workspace, spans[0]).note == "no\u00a0break\u2028line"


def test_links_jump_and_go(
    panel: DetailsPanel, workspace: Workspace, spans: tuple[Span, ...], qtbot: QtBot
) -> None:
    span = spans[0]
    relations = workspace.project.relations([span.id])
    panel.show_spans([span.id])
    rows = panel.span_page.links.findChildren(LineButton)
    assert len(rows) == len(relations)
    with qtbot.waitSignal(panel.span_wanted) as wanted:
        rows[0].click()
    assert wanted.args[0] in {r.head_id for r in relations} | {r.child_id for r in relations}
    away = next(
        button
        for button in panel.span_page.links.findChildren(QToolButton)
        if button.toolTip() == "Take the link away"
    )
    away.click()
    assert len(workspace.project.relations([span.id])) == len(relations) - 1
    workspace.undo()
    assert workspace.project.relations([span.id]) == relations


def test_only_links_that_may_begin_here_are_offered(
    panel: DetailsPanel, spans: tuple[Span, ...], label_id: Named, qtbot: QtBot
) -> None:
    quote = labelled(spans, label_id("quote"))[0]
    panel.show_spans([quote.id])
    actions = panel.span_page.links.link.menu().actions()
    assert [action.text() for action in actions] == ["said by …", "continues …"]
    with qtbot.waitSignal(panel.link_wanted) as wanted:
        actions[0].trigger()
    assert wanted.args == [quote.id, "said by"]
    panel.show_spans([labelled(spans, label_id("entity"))[0].id])
    assert panel.span_page.links.link.isHidden()


def test_a_deleted_span_gives_way_to_the_article_and_comes_back(
    panel: DetailsPanel, workspace: Workspace, spans: tuple[Span, ...]
) -> None:
    panel.show_spans([spans[0].id])
    workspace.edit(remove_spans([spans[0].id]))
    assert panel.article_page.isVisible()
    workspace.undo()
    assert panel.span_page.isVisible()


def test_facts_of_the_article(
    panel: DetailsPanel, workspace: Workspace, article_ids: list[str], qtbot: QtBot
) -> None:
    page = panel.article_page
    assert page.name.words == article_ids[0]
    assert page.status.text() == "Done, 20 min of active reading"
    qtbot.keyClicks(page.facts["outlet"], "The Paper")
    page.facts["outlet"].editingFinished.emit()
    article = workspace.project.article(article_ids[0])
    assert article.outlet == "The Paper"
    assert article.title
    page.facts["outlet"].editingFinished.emit()
    assert workspace.project.next_undo(workspace.annotator_id).name == "facts of an article"  # type: ignore[union-attr]
    workspace.undo()
    assert page.facts["outlet"].text() == ""


def test_impression_and_note_of_the_article(
    panel: DetailsPanel, workspace: Workspace, article_ids: list[str], qtbot: QtBot
) -> None:
    page = panel.article_page
    field = page.fields["overall impression"]
    assert isinstance(field, ChipsField)
    field.chips["mixed"].click()
    reading = workspace.project.reading(article_ids[0], workspace.annotator_id)
    assert reading.impressions == ("mixed",)
    field.chips["reads as generated"].click()
    reading = workspace.project.reading(article_ids[0], workspace.annotator_id)
    assert reading.impressions == ("reads as generated",)
    page.note.selectAll()
    qtbot.keyClicks(page.note, "short")
    page.note.save()
    assert workspace.project.reading(article_ids[0], workspace.annotator_id).note == "short"


def test_answers_to_questions_do_not_touch_each_other() -> None:
    valued, free = ArticleQuestion("impression", ("a", "b")), ArticleQuestion("why")
    held = with_answer(free, with_answer(valued, ("foreign",), ("a",)), ("because",))
    assert held == ("foreign", "a", "why: because")
    assert answer_to(valued, held) == ("a",)
    assert answer_to(free, held) == ("because",)
    assert with_answer(valued, held, ("b",)) == ("foreign", "why: because", "b")
    assert with_answer(free, held, ()) == ("foreign", "a")


def test_an_address_and_its_day(
    panel: DetailsPanel, workspace: Workspace, spans: tuple[Span, ...]
) -> None:
    scheme = workspace.scheme
    place = Attribute("where", AttributeKind.PLACE, core=True)
    doubtful = scheme.label(spans[0].label_id)
    assert doubtful is not None
    labels = tuple(
        replace(label, attributes=(*label.attributes, place)) if label == doubtful else label
        for label in scheme.labels
    )
    workspace.edit(save_scheme(replace(scheme, labels=labels)))
    panel.show_spans([spans[0].id])
    field = panel.span_page.fields["where"]
    assert isinstance(field, PlaceField)
    field.address.setText("https://a.example/b")
    field.day.setText("21 November")
    field.day.editingFinished.emit()
    assert not field.fault.isHidden()
    assert now(workspace, spans[0]).values("where") == ()
    field.day.setText("2026-11-21")
    field.day.editingFinished.emit()
    assert now(workspace, spans[0]).values("where") == ("https://a.example/b (2026-11-21)",)
    assert field.fault.isHidden()


def test_several_values_with_own_ones(qtbot: QtBot) -> None:
    attribute = Attribute("facets", AttributeKind.SEVERAL, ("a", "b"), open=True)
    field = ChipsField(attribute)
    qtbot.addWidget(field)
    answers: list[tuple[str, ...]] = []
    field.answered.connect(lambda _, values: (answers.append(values), field.show_values(values)))
    field.show_values(("a",))
    field.chips["b"].click()
    field.chips["a"].click()
    assert field.own is not None
    field.own.setText("mine")
    field.own.returnPressed.emit()
    field.chips["mine"].click()
    assert answers == [("a", "b"), ("b",), ("b", "mine"), ("b",)]
    assert "mine" not in field.chips


def test_others_spans_cannot_be_changed(
    panel: DetailsPanel, workspace: Workspace, spans: tuple[Span, ...]
) -> None:
    from annotator.model.people import Annotator

    panel.show_spans([spans[0].id])
    workspace.set_annotator(Annotator("0190-other", "Other"))
    assert not panel.span_page.label.isEnabled()
    assert panel.span_page.note.isReadOnly()
    assert not panel.span_page.fields["reason"].isEnabled()


def test_nothing_rich_anywhere(
    panel: DetailsPanel, workspace: Workspace, spans: tuple[Span, ...]
) -> None:
    panel.show_spans([spans[0].id])
    for label in panel.findChildren(QLabel):
        assert label.textFormat() is Qt.TextFormat.PlainText or label.text().isalpha()


def test_note_field_says_what_it_is_about(qtbot: QtBot) -> None:
    field = NoteField("Note")
    qtbot.addWidget(field)
    written: list[tuple[object, str]] = []
    field.written.connect(lambda about, note: written.append((about, note)))
    field.show_note("x", None)
    assert field.placeholderText() == "(several values)"
    field.insertPlainText("n")
    field.show_note("y", "other")
    assert written == [("x", "n")]
    field.save()
    assert written == [("x", "n")]


def test_a_list_clears_several_values_only_when_asked(qtbot: QtBot) -> None:
    field = ListField(Attribute("wording", AttributeKind.CHOICE, ("a", "b"), open=True))
    qtbot.addWidget(field)
    answers: list[tuple[str, ...]] = []
    field.answered.connect(lambda _, values: answers.append(values))
    field.show_values(None)
    line = field.box.lineEdit()
    assert line is not None
    line.editingFinished.emit()
    assert not answers
    field.box.setCurrentIndex(0)
    field.box.activated.emit(0)
    assert answers == [()]


def test_facts_are_one_call_away(
    panel: DetailsPanel, spans: tuple[Span, ...], qtbot: QtBot
) -> None:
    panel.show_spans([spans[0].id])
    panel.edit_facts()
    assert panel.article_page.isVisible()
    qtbot.waitUntil(lambda: panel.article_page.facts["title"].hasFocus())


def test_values_say_what_they_mean(qtbot: QtBot) -> None:
    kinds = Attribute("type", values=("NORP", "X"), core=True, help="NORP: people & <groups>")
    field = ChipsField(kinds)
    qtbot.addWidget(field)
    assert field.chips["NORP"].toolTip() == "<span>NORP: people &amp; &lt;groups&gt;</span>"
    assert field.chips["X"].toolTip() == ""


def test_the_scheme_that_ships_explains_every_type_of_entity() -> None:
    scheme = read_scheme(resource("schemes/news-stories.json").read_bytes(), "scheme")
    label = scheme.label_named("entity")
    kinds = label.attribute("type") if label else None
    assert kinds is not None
    assert all(kinds.meaning(value) for value in kinds.values)
    assert kinds.meaning("") == kinds.meaning("nothing") == ""
