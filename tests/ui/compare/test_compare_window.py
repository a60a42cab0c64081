"""The window of comparison: whom, what, how far, and what is said where there is nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from annotator.edits.readings import set_status
from annotator.edits.spans import remove_spans
from annotator.errands import compare_options
from annotator.model.people import Annotator, Role
from annotator.model.reading import Status
from annotator.project import Project
from annotator.settings import Settings
from tests.annotator.samples import SCHEME, add_article
from tests.ui.compare.two_people import ANNA, BEN, LEAD, TEXT, labels, marked, open_two
from tests.ui.scripted_ask import ScriptedAsk
from ui.compare.compare_window import CompareWindow
from ui.compare.how_computed import HowComputed
from ui.compare.nothing import nobody_words, people_to_compare
from ui.compare.options import OptionsDialog
from ui.compare.picking import EVERYBODY, Picking
from ui.compare.ticks import Tick, Ticks
from ui.compare.wanted import Options
from ui.jobs import Jobs
from ui.theme import LIGHT
from ui.window_state import WindowState
from ui.workspace import Workspace

CLEO = Annotator("018f2d6c-0000-7000-8000-00000000000d", "Cleo")


class Lead:
    """Somebody in front of the window."""

    def __init__(self, qtbot: QtBot, workspace: Workspace) -> None:
        self.qtbot, self.workspace = qtbot, workspace
        self.ask = ScriptedAsk()
        self.jobs = Jobs(workspace)
        self.window = CompareWindow(
            workspace, self.jobs, self.ask, lambda: LIGHT,
            settings=Settings(), state=WindowState(),
        )  # fmt: skip
        self.window.show()

    def waits(self) -> "Lead":
        """Until the figures are there."""
        self.qtbot.waitUntil(lambda: not self.window.computing.is_busy)
        QApplication.processEvents()
        return self

    def leaves(self) -> None:
        self.window.close()
        self.window.deleteLater()
        self.jobs.shut_down()
        self.workspace.close()

    @property
    def told(self) -> str:
        """What stands in place of figures."""
        empty = self.window.first.currentWidget()
        return f"{empty._heading.text()}: {empty._sentence.text()}"  # type: ignore[union-attr]

    def presses(self, words: str) -> None:
        """A button of the page that is shown."""
        page = self.window.first.currentWidget()
        assert page is not None
        next(one for one in page.findChildren(QPushButton) if one.text() == words).click()


@pytest.fixture
def lead(qtbot: QtBot, tmp_path: Path, qapp: QApplication) -> Iterator[Lead]:
    lead = Lead(qtbot, open_two(tmp_path / "two.annotator", ("a.txt", "b.txt"))).waits()
    yield lead
    lead.leaves()


def alone(qtbot: QtBot, path: Path, *people: Annotator) -> Lead:
    """A project with one article, which these people have begun and not finished."""
    project = Project.create(path, SCHEME)
    article = add_article(project, TEXT)
    for person in (ANNA, BEN):
        project.add_annotator(person)
    for person in people:
        spans = marked(article, TEXT, person, [("claim", "denied it")])
        labels(project, article, person, spans)
        project.apply(set_status(article.id, person.id, Status.IN_PROGRESS), person.id)
    workspace = Workspace()
    workspace.take(project)
    workspace.set_annotator(LEAD)
    return Lead(qtbot, workspace).waits()


def test_the_first_two_are_compared_at_once(lead: Lead) -> None:
    window = lead.window
    assert window.windowTitle() == "Compare – two"
    assert window.first.currentWidget() is window.figures
    assert window.header.summary.text() == "2 articles compared: 8 spans of Anna, 8 of Ben."
    assert window.header.how.text() == "All articles, all labels; each span weighs the same."
    assert not window.header.left_out.fold.isVisible()
    assert not window.stale.isVisible()


def test_a_count_leads_to_the_list_of_its_cases_and_groups_to_theirs(lead: Lead) -> None:
    lead.window.figures.class_wanted.emit("other_label")
    assert lead.window.tabs.currentWidget() is lead.window.disagreements
    page = lead.window.disagreements
    lead.qtbot.waitUntil(lambda: page.list.model.rowCount() == 2)
    lead.window.figures.kind_wanted.emit("same as")
    assert lead.window.tabs.currentWidget() is lead.window.groups
    assert lead.window.groups.list.filter.kind == "same as"
    case = page.list.model.at(1)
    span = (case.a or case.b)[0]
    lead.window.groups.place_wanted.emit(case.article_id, span.id)
    assert lead.window.tabs.currentWidget() is page
    assert page.current is not None
    assert page.current.key == case.key


def test_changes_make_the_figures_old_and_visibly_so(lead: Lead) -> None:
    project = lead.workspace.project
    article = project.articles()[0]
    first, second = project.spans(article.id, ANNA.id)[:2]
    lead.workspace.edit(remove_spans([first.id]))
    lead.workspace.edit(remove_spans([second.id]))
    lead.qtbot.waitUntil(lead.window.stale.isVisible)
    assert lead.window.stale.words.text() == "The figures are from before 2 changes."
    lead.window.stale.again.click()
    lead.waits()
    assert not lead.window.stale.isVisible()
    assert lead.window.header.summary.text().startswith("2 articles compared: 6 spans of Anna")


def test_a_change_that_is_undone_does_not_count(lead: Lead) -> None:
    project, stale = lead.workspace.project, lead.window.stale
    article = project.articles()[0]
    first, second, third = project.spans(article.id, ANNA.id)[:3]
    lead.workspace.edit(remove_spans([first.id]))
    lead.workspace.edit(remove_spans([second.id]))
    lead.workspace.undo()
    assert stale.words.text() == "The figures are from before 1 change."
    lead.workspace.undo()
    assert not stale.isVisible()
    lead.workspace.redo()
    assert stale.words.text() == "The figures are from before 1 change."
    lead.window.compute()
    lead.waits()
    lead.workspace.undo()  # of what the figures know
    assert stale.words.text() == "The figures are from before 1 change."
    lead.workspace.edit(remove_spans([third.id]))
    assert stale.words.text() == "The figures are from before 2 changes."


def test_seed_and_resamples_are_asked_for_and_told(
    lead: Lead, monkeypatch: pytest.MonkeyPatch
) -> None:
    def answer(dialog: OptionsDialog) -> int:
        assert (dialog.seed.value(), dialog.resamples.value()) == (0, 2000)
        dialog.seed.setValue(7)
        dialog.resamples.setValue(500)
        return OptionsDialog.DialogCode.Accepted.value

    monkeypatch.setattr(OptionsDialog, "exec", answer)
    lead.window.picking.options.click()
    lead.waits()
    window = lead.window
    assert window.header.how.text().endswith(". Seed 7; 500 resamples of the articles.")
    assert window.pair is not None
    assert ", seed 7." in window.pair.methods
    window.figures.headlines[0].how.click()
    (sheet,) = window.figures.findChildren(HowComputed)
    (told,) = [words for what, words in sheet.facts if what == "Settings"]
    assert told.count("Seed 7; 500 resamples of the articles.") == 1
    sheet.close()
    given = compare_options(window._wanted.options.plain())
    assert (given.figures.seed, given.figures.resamples) == (7, 500)


def test_what_somebody_else_does_makes_nothing_old(lead: Lead) -> None:
    lead.workspace.project.add_annotator(CLEO)
    article = lead.workspace.project.articles()[0]
    lead.workspace.edit(set_status(article.id, CLEO.id, Status.DONE))
    lead.qtbot.wait(500)
    assert not lead.window.stale.isVisible()
    assert [person.name for person in lead.window.picking.people] == ["Anna", "Ben", "Cleo"]


def test_nobody_to_compare_says_what_to_do(qtbot: QtBot, tmp_path: Path) -> None:
    lead = alone(qtbot, tmp_path / "p.annotator")
    assert lead.told.startswith("Nobody has labelled yet: A comparison needs two people")
    assert not lead.window.picking.report.isEnabled()
    lead.leaves()


def test_only_one_person_says_what_to_do(qtbot: QtBot, tmp_path: Path) -> None:
    lead = alone(qtbot, tmp_path / "p.annotator", ANNA)
    assert lead.told.startswith("Only Anna has labelled so far: Take back")
    assert not lead.window.picking.a.isVisible()  # there is nobody to choose
    lead.leaves()


def test_a_pack_with_gold_to_calibrate_with_says_what_comes_of_it() -> None:
    gold = Annotator("018f2d6c-0000-7000-8000-00000000000e", "gold", Role.ADJUDICATED)
    heading, sentence = nobody_words([gold])
    assert heading == "There is only gold so far"
    assert "says “Done”" in sentence


def test_nothing_done_by_both_can_be_taken_in_all_the_same(qtbot: QtBot, tmp_path: Path) -> None:
    lead = alone(qtbot, tmp_path / "p.annotator", ANNA, BEN)
    assert lead.told.startswith("Anna and Ben have finished no article both: a.txt:")
    assert lead.window.header.left_out.fold.text() == "1 article left out ▸"
    lead.window.header.left_out.fold.click()
    assert lead.window.header.left_out.list.isVisible()
    lead.presses("Take unfinished ones in")
    lead.waits()
    assert lead.window.first.currentWidget() is lead.window.figures
    assert "not finished are taken in" in lead.window.header.how.text()
    assert lead.window.figures.headlines[0].value.text() == "1.000"
    lead.leaves()


def test_blind_hides_names_and_the_sides_may_change(lead: Lead) -> None:
    lead.window.picking.blind.setChecked(True)
    pair = lead.window.pair
    assert pair is not None
    assert pair.names == ("First", "Second")
    shown = " ".join(
        (lead.window.header.summary.text(), lead.window.figures.classes.sentence((4, 0)))
    )
    assert "Anna" not in shown
    assert "Ben" not in shown
    assert lead.window.between.blind
    lead.window.picking.blind.setChecked(False)
    assert "Anna" in lead.window.header.summary.text()


def test_options_choose_articles_and_labels(lead: Lead, monkeypatch: pytest.MonkeyPatch) -> None:
    def answer(dialog: OptionsDialog) -> int:
        dialog.labels.tick(["claim"])
        dialog.macro.setChecked(True)
        assert dialog.go_on.isEnabled()
        return OptionsDialog.DialogCode.Accepted.value

    monkeypatch.setattr(OptionsDialog, "exec", answer)
    lead.window.picking.options.click()
    lead.waits()
    assert lead.window.header.summary.text() == "2 articles compared: 2 spans of Anna, 6 of Ben."
    assert lead.window.header.how.text() == "All articles, claim; each article weighs the same."


def test_nothing_ticked_cannot_be_compared(lead: Lead) -> None:
    dialog = OptionsDialog(lead.workspace.project, Options())
    dialog.articles.setData(dialog.articles.index(0), 0, 10)
    assert dialog.options.articles == ("b.txt",)
    dialog.labels.tick(["nothing of the kind"])
    assert not dialog.go_on.isEnabled()
    assert dialog.problem.text() == "Tick at least one label."
    dialog.deleteLater()


def test_methods_are_copied_and_the_report_written(lead: Lead, tmp_path: Path) -> None:
    lead.window.picking.methods.click()
    words = QGuiApplication.clipboard().text()
    assert words.startswith("Anna and Ben labelled 2 articles independently (8 and 8 spans).")
    out = tmp_path / "report.html"
    lead.ask.then(out)
    lead.window.picking.report.click()
    lead.qtbot.waitUntil(out.exists)
    assert "Anna and Ben compared" in out.read_text(encoding="utf-8")
    lead.qtbot.waitUntil(lambda: not lead.window.progress.isVisible())


def test_a_report_that_cannot_be_written_says_so(lead: Lead, tmp_path: Path) -> None:
    lead.ask.then(tmp_path)
    lead.window.picking.report.click()
    lead.qtbot.waitUntil(lambda: bool(lead.ask.told))
    assert "cannot be written" in lead.ask.told[0]


@pytest.mark.parametrize(("name", "begins"), [("c.svg", b"<?xml"), ("c.png", b"\x89PNG")])
def test_a_chart_becomes_a_picture(lead: Lead, tmp_path: Path, name: str, begins: bytes) -> None:
    lead.ask.then(tmp_path / name)
    lead.window.figures.confusion.picture_wanted.emit()
    assert (tmp_path / name).read_bytes().startswith(begins)


def test_calling_off_leaves_the_window_in_order(lead: Lead) -> None:
    lead.window.compute()
    assert lead.window.progress.isVisible()
    lead.window.progress.stop.click()
    lead.waits()
    assert not lead.window.progress.isVisible()
    assert lead.window.first.currentWidget() is lead.window.figures  # the figures of before


def test_several_people_come_by_twos(lead: Lead) -> None:
    project = lead.workspace.project
    project.add_annotator(CLEO)
    for article in project.articles():
        labels(project, article, CLEO, marked(article, TEXT, CLEO, [("entity", "Jane Shaw")]))
    lead.workspace.reread()
    picking = lead.window.picking
    assert picking.b.itemText(3) == EVERYBODY
    picking.b.setCurrentIndex(3)
    picking.b.activated.emit(3)
    lead.waits()
    window = lead.window
    assert window.first.currentWidget() is window.every_two
    assert window.header.summary.text().startswith("3 annotators, 3 pairs")
    assert not window.tabs.isTabEnabled(1)
    assert "Anna and Cleo: strict F1" in window.every_two.matrix.sentence((0, 2))
    assert window.every_two.matrix.sentence((1, 1)) == ""
    assert any("Fleiss" in label.text() for label in window.every_two.together.labels)
    window.every_two.matrix.chosen.emit(2, 0)
    assert window.first.currentWidget() is window.figures
    assert "of Anna, 2 of Cleo" in window.header.summary.text()
    assert window.tabs.isTabEnabled(1)
    window.figures.more.fold.click()
    lead.waits()
    assert window.figures.more.table.isVisible()
    window.header.back.click()
    assert window.first.currentWidget() is window.every_two


def test_gold_comes_last_and_those_who_did_nothing_do_not_come(lead: Lead) -> None:
    gold = Annotator("018f2d6c-0000-7000-8000-000000000001", "Aurum", Role.ADJUDICATED)
    project = lead.workspace.project
    project.add_annotator(gold)
    project.add_annotator(CLEO)
    project.apply(set_status(project.articles()[0].id, gold.id, Status.DONE), LEAD.id)
    assert [one.name for one in people_to_compare(lead.workspace)] == ["Anna", "Ben", "Aurum"]


def test_nobody_is_compared_with_themselves(qtbot: QtBot) -> None:
    picking = Picking()
    qtbot.addWidget(picking)
    picking.offer([ANNA, BEN, CLEO])
    assert picking.chosen == (ANNA, BEN)
    for box, place, wanted in (
        (picking.a, 1, (BEN, ANNA)), (picking.b, 2, (BEN, CLEO)), (picking.b, 1, (CLEO, BEN)),
        (picking.b, 3, (ANNA, BEN, CLEO)), (picking.b, 2, (ANNA, CLEO)),
    ):  # fmt: skip
        box.setCurrentIndex(place)
        box.activated.emit(place)
        assert len({one.id for one in picking.chosen}) == len(picking.chosen)
        if box is picking.b and place == 2 and len(wanted) == 2 and wanted[0] is ANNA:
            continue  # whoever stood on the other side before
        assert picking.chosen == wanted
    picking.offer([ANNA, BEN])
    assert len({one.id for one in picking.chosen}) == 2


def test_a_story_is_ticked_with_its_articles() -> None:
    model = Ticks([Tick("story"), Tick("a", 0), Tick("b", 0), Tick("c")])
    assert model.chosen() == ()
    assert model.ticked() == ("a", "b", "c")
    from PySide6.QtCore import Qt

    check = Qt.ItemDataRole.CheckStateRole
    model.setData(model.index(1), Qt.CheckState.Unchecked.value, check)
    assert model.data(model.index(0), check) == Qt.CheckState.PartiallyChecked
    assert model.chosen() == ("b", "c")
    model.setData(model.index(0), Qt.CheckState.Unchecked.value, check)
    assert model.chosen() == ("c",)
    model.tick(())
    assert model.chosen() == ()
