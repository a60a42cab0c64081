"""The book at the current label, what changed since, and questions to the lead."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QApplication

from annotator.edits.edit import Edit
from annotator.edits.guidelines import set_guidelines
from annotator.edits.questions import answer_question, ask, new_question
from annotator.edits.schemes import save_scheme
from annotator.edits.spans import add_spans, new_span
from annotator.project import Project
from tests.e2e.conftest import Opener
from tests.e2e.person import Person
from ui.__main__ import main
from ui.dialogs.guidelines import GuidelinesDialog

RULES = "# Calm\n\nRead first.\n\n## Quotes\n\nOnly words in marks. [More](https://example.org/)\n"
LONG_AGO = "2020-01-01T10:00:00Z"


def sees(person: Person) -> str:
    """The words of the page in the panel of guidelines."""
    return person.window.docks.guidelines.page.toPlainText()


def labels(person: Person, words: str, key: str) -> None:
    person.opens_article("000")
    person.sweeps(words)
    person.presses(key, "Esc")


def writes(person: Person, text: str, changes: str = "") -> None:
    """Changes the guidelines in the dialog of the lead."""

    def write(dialog: GuidelinesDialog) -> None:
        dialog.editor.setPlainText(text)
        dialog.changes_line.setText(changes)
        assert dialog.save.isEnabled(), dialog.problem.text()
        dialog.save.click()

    met = person.meets(GuidelinesDialog, write)
    person.wants("edit-guidelines")
    assert met


def test_b_opens_the_book_at_the_label(start: Opener, project: Path) -> None:
    with Project.open(project) as opened:
        opened.apply(set_guidelines(RULES, "first"))
    ada = start(project)
    labels(ada, "Alibaba", "3")
    ada.presses("B")
    assert "entity" in sees(ada)
    assert "A name of a person" in sees(ada)
    assert ada.window.focusWidget() is ada.pane
    ada.window.docks.guidelines.labels.setCurrentIndex(2)
    ada.window.docks.guidelines.labels.activated.emit(2)
    assert "Only words in marks." in sees(ada)
    assert "Read first." not in sees(ada)


def test_one_finds_words_anywhere_in_the_book(start: Opener, project: Path) -> None:
    with Project.open(project) as opened:
        opened.apply(set_guidelines(RULES, "first"))
    ada = start(project)
    ada.opens_article("000")
    ada.wants("show-guidelines")
    panel = ada.window.docks.guidelines
    panel.search.setText("Read first")
    ada.waits(lambda: panel.page.textCursor().selectedText() == "Read first")
    panel.search.setText("nowhere at all")
    ada.waits(lambda: "Nothing" in panel.told.text())


def test_a_link_opens_nothing_without_a_look(start: Opener, project: Path, monkeypatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(
        "ui.commands.guidelines.QDesktopServices.openUrl", lambda url: opened.append(url.toString())
    )
    ada = start(project)
    panel = ada.window.docks.guidelines
    for address in ("file:///etc/passwd", "javascript:alert(1)"):
        panel.page.anchorClicked.emit(address)
    ada.ask.then(False, True)
    panel.page.anchorClicked.emit("https://example.org/")
    assert opened == []
    panel.page.anchorClicked.emit("https://example.org/")
    assert opened == ["https://example.org/"]


def test_the_lead_writes_guidelines_and_says_what_changed(start: Opener, project: Path) -> None:
    lea = start(project, who="Lea")
    lea.opens_article("000")
    writes(lea, RULES)
    writes(lea, RULES + "\nAnd think.", "think as well")
    versions = lea.window.workspace.project.guideline_versions()
    assert [(one.version, one.changes) for one in versions] == [(1, ""), (2, "think as well")]
    lea.wants("undo")
    now = lea.window.workspace.project.guidelines()
    assert now is not None
    assert now.text == RULES


def test_without_saying_what_changed_nothing_is_saved(start: Opener, project: Path) -> None:
    lea = start(project, who="Lea")
    lea.opens_article("000")
    writes(lea, RULES)

    def look(dialog: GuidelinesDialog) -> None:
        assert not dialog.save.isEnabled()
        dialog.editor.appendPlainText("More.")
        assert not dialog.save.isEnabled()
        assert "what changed" in dialog.problem.text()
        lea.ask.then(True)
        dialog.reject()

    met = lea.meets(GuidelinesDialog, look)
    lea.wants("edit-guidelines")
    assert met
    assert len(lea.window.workspace.project.guideline_versions()) == 1


def test_the_codebook_is_one_page(start: Opener, project: Path, tmp_path: Path) -> None:
    ada = start(project)
    ada.opens_article("000")
    page = tmp_path / "book.html"
    ada.ask.then(page)
    ada.wants("codebook")
    assert page.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert "Codebook written" in ada.told


def make_old(project: Path, who: str) -> None:
    """Two claims and a quote of long ago, and a definition of claims that came since."""
    with Project.open(project) as opened:
        (person,) = [one for one in opened.annotators() if one.name == who]
        article, scheme = opened.articles()[0], opened.scheme()
        spans = [
            replace(
                new_span(article.id, person.id, label, [(at, at + 8)]),
                created_at=LONG_AGO,
                updated_at=LONG_AGO,
            )
            for at, label in ((0, scheme.labels[0]), (20, scheme.labels[0]), (40, scheme.labels[1]))
        ]
        opened.apply(add_spans(spans, "add"), person.id)

        def date(work) -> None:
            work.readings.put([replace(r, created_at=LONG_AGO) for r in work.readings.all()])

        opened.apply(Edit("date", date), person.id)
        claim = replace(scheme.labels[0], definition="Only what can be looked up.")
        opened.apply(save_scheme(replace(scheme, labels=(claim, *scheme.labels[1:]))))


def test_a_newer_rule_lists_the_older_spans(start: Opener, project: Path) -> None:
    start(project).leave()
    make_old(project, "Ada")
    ada = start(project)
    panel = ada.window.docks.review
    ada.waits(panel.isVisible)
    ada.waits(lambda: panel.list.rows.rowCount() == 2)
    assert "Only what can be looked up." in panel.changes.text()
    assert "2 spans of yours" in ada.told
    panel.next.click()
    (chosen,) = ada.pane.chosen()
    assert chosen == panel.list.current
    panel.right.click()
    ada.waits(lambda: panel.list.rows.rowCount() == 1)
    ada.wants("undo")
    ada.waits(lambda: panel.list.rows.rowCount() == 2)
    panel.all_right.click()
    ada.waits(lambda: panel.list.rows.rowCount() == 0)
    assert not panel.right.isEnabled()


def test_what_changed_is_told_once(start: Opener, project: Path) -> None:
    start(project).leave()
    make_old(project, "Ada")
    ada = start(project)
    ada.waits(ada.window.docks.review.isVisible)
    ada.window.docks.docks["review"].hide()
    ada.leave()
    again = start(project)
    again.opens_article("000")
    QApplication.processEvents()
    assert not again.window.docks.review.isVisible()


def test_q_asks_and_the_lead_answers(start: Opener, project: Path) -> None:
    ada = start(project)
    labels(ada, "Alibaba", "3")
    ada.presses("K")
    (span,) = ada.spans()
    ada.pane.choose((span.id,))
    ada.ask.then("Is this one name?")
    ada.presses("Q")
    (question,) = ada.window.workspace.project.questions()
    assert (question.span_id, question.text) == (span.id, "Is this one name?")
    ada.waits(lambda: "Is this one name?" in ada.window.docks.details.span_page.question.text())
    ada.becomes("Lea")
    ada.wants("show-questions")
    panel = ada.window.docks.questions
    ada.waits(lambda: panel.list.rows.rowCount() == 1)
    panel.answer.setPlainText("Yes.")
    panel.save.click()
    (answered,) = ada.window.workspace.project.questions()
    assert (answered.answer, answered.answered_by) == (
        "Yes.", ada.window.workspace.annotator_id,
    )  # fmt: skip
    ada.window.docks.docks["questions"].hide()
    ada.becomes("Ada")
    assert "was answered" in ada.told
    assert (ada.window.status.answered.text(), ada.view.margin.questions.asked) == ("1 answer", ())
    ada.window.status.answered.click()
    ada.waits(lambda: bool(panel.list.rows.rows) and panel.list.rows.rows[0].strong)
    panel.list.pressed_row.emit(question.id)
    assert ada.pane.chosen() == (span.id,)
    assert not ada.window.status.answered.isVisible()


def test_where_an_answer_is_waited_for_there_is_a_sign(start: Opener, project: Path) -> None:
    ada = start(project)
    labels(ada, "Alibaba", "3")
    (span,) = ada.spans()
    workspace = ada.window.workspace
    question = new_question(span.article_id, workspace.annotator_id, "Why?", span.id)
    workspace.edit(ask(question))
    (asked,) = ada.view.margin.questions.asked
    assert (asked.start, asked.words, asked.span_id) == (span.start, "Why?", span.id)
    ada.becomes("Lea")
    assert ada.view.margin.questions.asked == ()
    ada.becomes("Ada")
    assert ada.view.margin.questions.asked == (asked,)
    workspace.edit(answer_question(question.id, "So.", workspace.annotator_id))
    assert ada.view.margin.questions.asked == ()


def test_without_a_span_one_asks_about_the_article(start: Opener, project: Path) -> None:
    ada = start(project)
    ada.opens_article("000")
    ada.ask.then("   ", None, "Is it satire?")
    ada.presses("Q", "Q", "Q")
    (question,) = ada.window.workspace.project.questions()
    assert question.span_id == ""
    assert question.article_id == ada.article_id("000")
    ada.wants("undo")
    assert ada.window.workspace.project.questions() == ()


def test_an_open_question_is_signed_in_the_list_of_spans(start: Opener, project: Path) -> None:
    ada = start(project)
    labels(ada, "Alibaba", "3")
    (span,) = ada.spans()
    who = ada.window.workspace.annotator_id
    ada.wants("show-spans")
    model = ada.window.docks.spans.model
    ada.waits(lambda: model.rowCount() == 1)
    question = new_question(span.article_id, who, "Why?", span.id)
    ada.window.workspace.edit(ask(question))
    ada.waits(lambda: model.data(model.index(0, 3)) == "?")
    ada.window.workspace.edit(answer_question(question.id, "So.", who))
    ada.waits(lambda: model.data(model.index(0, 3)) == "")


def test_questions_from_the_command_line(project: Path, capsys) -> None:
    assert main(["questions", str(project)]) == 0
    assert "no questions" in capsys.readouterr().err
