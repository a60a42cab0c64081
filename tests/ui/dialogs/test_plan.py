"""The window of plan and progress."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QModelIndex, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.edits.edit import Edit
from annotator.edits.plan import move, unassign
from annotator.model.people import Annotator
from annotator.model.plan import Assignment, AssignmentKind
from annotator.model.reading import Attention, DayTime, Reading, Status
from annotator.model.story import Story
from annotator.plan import Wish
from annotator.planning import deal_stories, dealt, plan_now
from annotator.store.work import Work
from tests.annotator.samples import article_for
from tests.ui.dialogs.window import TrialWindow
from ui.dialogs.deal import DealDialog
from ui.dialogs.plan import PlanDialog
from ui.dialogs.plan_model import FIXED
from ui.theme import DARK, LIGHT

PEOPLE = (Annotator("ann", "Ann & Co"), Annotator("ben", "Ben"), Annotator("cem", "<b>Cem</b>"))
LATE = date(2026, 1, 5)
Role = Qt.ItemDataRole


def with_stories(window: TrialWindow, number: int = 8) -> None:
    def do(work: Work) -> None:
        for at in range(number):
            story = Story(f"s{at}", f"Story {at}", at)
            work.stories.put([story])
            for one in range(2):
                text = f"Article {one} of story {at}."
                work.articles.add(article_for(story, text, f"{at}-{one}.txt", one), text)

    window.workspace.edit(Edit("import", do))


def deal_some(window: TrialWindow, start: date = LATE, left: int = 0) -> None:
    project = window.workspace.project
    new = dealt(plan_now(project), PEOPLE, Wish(overlap=0.25, per_week=2))
    gone = {f"s{at}" for at in range(left)}
    kept = [one for one in new if one.story_id not in gone]
    assert window.workspace.edit(deal_stories(PEOPLE, kept, start))


@pytest.fixture
def dialog(window: TrialWindow, qtbot: QtBot) -> Iterator[PlanDialog]:
    with_stories(window)
    deal_some(window)
    dialog = PlanDialog(window.workspace, window.ask, lambda: LIGHT)
    dialog.show()
    qtbot.waitExposed(dialog)
    yield dialog
    dialog.reject()
    dialog.deleteLater()


def plan_of(window: TrialWindow) -> dict[tuple[str, str], Assignment]:
    some = window.workspace.project.assignments()
    return {(one.story_id, one.annotator_id): one for one in some if one.kind != "repeat"}


def cell(dialog: PlanDialog, story: str, who: str) -> QModelIndex:
    row = next(at for at, one in enumerate(dialog.model.rows) if one.story.id == story)
    people = [one.id for one in dialog.model.people]
    return dialog.model.index(row, len(FIXED) + people.index(who))


def alone(window: TrialWindow) -> tuple[str, str]:
    """A story that one person reads, and that person."""
    plan = plan_of(window)
    return next((story, who) for story, who in plan if sum(key[0] == story for key in plan) == 1)


def other(who: str) -> str:
    return next(one.id for one in PEOPLE if one.id != who)


def read_all(window: TrialWindow, story: str, who: str, status: Status = Status.DONE) -> None:
    project = window.workspace.project
    some = [Reading(one.id, who, status) for one in project.articles(story)]

    def do(work: Work) -> None:
        work.readings.put(some)

    window.workspace.edit(Edit("read", do))


def test_a_state_is_told_in_words_and_by_its_shape(window: TrialWindow, dialog: PlanDialog) -> None:
    story, who = alone(window)
    index = cell(dialog, story, who)
    assert index.data() == "late: planned"
    late = index.data(Role.DecorationRole)
    assert isinstance(late, QPixmap)
    assert "Late, planned" in index.data(Role.AccessibleTextRole)
    read_all(window, story, who)
    dialog.read()
    index = cell(dialog, story, who)
    assert index.data() == "done"
    assert index.data(Role.DecorationRole).toImage() != late.toImage()
    read_all(window, story, who, Status.IN_PROGRESS)
    dialog.read()
    assert cell(dialog, story, who).data() == "late: 0 of 2"


def test_what_changes_is_shown_by_itself(
    window: TrialWindow, dialog: PlanDialog, qtbot: QtBot
) -> None:
    story, who = alone(window)
    read_all(window, story, who)
    qtbot.waitUntil(lambda: cell(dialog, story, who).data() == "done")
    assert "1 of 10 readings done, 9 late" in dialog.state.text()


def test_nobodys_column_moves_while_stories_do(window: TrialWindow, dialog: PlanDialog) -> None:
    window.workspace.project.add_annotator(Annotator("aaron", "Aaron"))
    dialog.read()
    before = [one.id for one in dialog.model.people]
    assert before[-2:] == ["ada", "aaron"], "who has nothing, and who is new, stands behind"
    project = window.workspace.project
    for one in project.assignments("cem"):
        if not project.assignments("aaron"):
            window.workspace.edit(move(one, annotator_id="aaron"))
        else:
            window.workspace.edit(unassign([one.id]))
    dialog.read()
    assert [one.id for one in dialog.model.people] == before


def test_keys_move_a_story_to_another_person_and_week(
    window: TrialWindow, dialog: PlanDialog, qtbot: QtBot
) -> None:
    story, who = alone(window)
    week = plan_of(window)[story, who].week
    dialog.table.choose(story, who)
    people = [one.id for one in dialog.model.people]
    key = Qt.Key.Key_Right if people.index(who) < 2 else Qt.Key.Key_Left
    QTest.keyClick(dialog.table, key, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: (story, who) not in plan_of(window))
    ((_, now),) = [one for one in plan_of(window) if one[0] == story]
    assert dialog.table.chosen[0].assignment.annotator_id == now
    QTest.keyClick(dialog.table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert plan_of(window)[story, now].week == week + 1
    QTest.keyClick(dialog.table, Qt.Key.Key_Delete)
    assert not [one for one in plan_of(window) if one[0] == story]
    for _ in range(3):
        QTest.keyClick(dialog, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert plan_of(window)[story, who].week == week


def test_a_story_is_dragged_along_its_row(
    window: TrialWindow, dialog: PlanDialog, qtbot: QtBot
) -> None:
    story, who = alone(window)
    source, to = cell(dialog, story, who), cell(dialog, story, other(who))
    model, move = dialog.model, Qt.DropAction.MoveAction
    assert model.flags(source) & Qt.ItemFlag.ItemIsDragEnabled
    assert not model.flags(to) & Qt.ItemFlag.ItemIsDragEnabled
    data = model.mimeData([source])
    assert model.canDropMimeData(data, move, -1, -1, to)
    assert not model.canDropMimeData(data, move, -1, -1, source)
    assert not model.canDropMimeData(data, move, -1, -1, model.index(source.row(), 0))
    assert not model.canDropMimeData(QMimeData(), move, -1, -1, to)
    elsewhere = model.index((source.row() + 1) % len(model.rows), to.column())
    assert not model.canDropMimeData(data, move, -1, -1, elsewhere)
    model.dropMimeData(data, move, -1, -1, to)
    qtbot.waitUntil(lambda: (story, other(who)) in plan_of(window))


def test_who_has_begun_is_asked_about(window: TrialWindow, dialog: PlanDialog) -> None:
    story, who = alone(window)
    read_all(window, story, who, Status.IN_PROGRESS)
    dialog.read()
    dialog.table.choose(story, who)
    window.ask.then(False, True)
    dialog.take(dialog.table.chosen)
    assert (story, who) in plan_of(window)
    dialog.take(dialog.table.chosen)
    assert (story, who) not in plan_of(window)
    assert "in progress" in window.ask.asked[0][1]


def test_the_menu_offers_what_can_be_done(window: TrialWindow, dialog: PlanDialog) -> None:
    story, who = alone(window)
    wanted: list[str] = []
    dialog.pack_wanted.connect(wanted.append)
    dialog.table.choose(story, other(who))
    menu = dialog.table.menu()
    menu.actions()[0].trigger()
    assert plan_of(window)[story, other(who)].kind is AssignmentKind.OVERLAP
    dialog.table.choose(story, who)
    words = {action.text().partition("\t")[0]: action for action in dialog.table.menu().actions()}
    words["Have it read once more"].trigger()
    repeats = [o for o in window.workspace.project.assignments() if o.kind == "repeat"]
    assert [(one.story_id, one.annotator_id) for one in repeats] == [(story, who)]
    assert any(row.again for row in dialog.model.rows)
    pack = next(action for text, action in words.items() if text.startswith("Pack for"))
    pack.trigger()
    assert wanted == [who]
    dialog.pack.menu().actions()[0].trigger()
    assert wanted[1] == dialog.model.people[0].id


def test_names_are_shown_as_they_are(dialog: PlanDialog) -> None:
    names = [action.text() for action in dialog.pack.menu().actions()]
    assert "Ann && Co…" in names
    at = [one.id for one in dialog.model.people].index("cem") + len(FIXED)
    tip = dialog.model.headerData(at, Qt.Orientation.Horizontal, Role.ToolTipRole)
    assert "&lt;b&gt;Cem" in tip


def test_only_what_is_wanted_is_listed(window: TrialWindow, dialog: PlanDialog) -> None:
    story, who = alone(window)
    read_all(window, story, who)
    dialog.read()
    row = cell(dialog, story, who).row()
    dialog.shown.setCurrentText("Late")
    assert dialog.table.isRowHidden(row)
    dialog.shown.setCurrentText("All stories")
    assert not dialog.table.isRowHidden(row)


def test_nothing_can_be_changed_while_something_is_written(
    window: TrialWindow, dialog: PlanDialog
) -> None:
    window.workspace.lend("Import")
    dialog.read()
    assert not dialog.pack.isEnabled()
    story, who = alone(window)
    assert not dialog.model.flags(cell(dialog, story, who)) & Qt.ItemFlag.ItemIsDragEnabled
    window.workspace.take_back()
    dialog.read()
    assert dialog.pack.isEnabled()


def test_progress_is_shown_as_table_and_chart(
    window: TrialWindow, dialog: PlanDialog, tmp_path: Path
) -> None:
    story, who = alone(window)
    read_all(window, story, who)
    dialog.tabs.setCurrentIndex(1)
    page = dialog.progress
    assert {row[0] for row in page.rows()[1]} == {"Ada", *(one.name for one in PEOPLE)}
    page.per.setCurrentText("Week")
    page.what.setCurrentIndex(1)
    chart = page.chart.chart
    assert chart.what == "articles done"
    assert {one.name for one in chart.series} == {person.name for person in PEOPLE}
    assert sum(bar.number for one in chart.series for bar in one.bars) in (0, 2)
    assert not page.legend.text().startswith("Not in")
    page.chart.resize(900, 500)
    place = page.chart._cell(1, 0, page.chart.size()).center()
    assert page.chart.place_at(place.x(), place.y()) == (1, 0)
    assert chart.sentence(1, 0).startswith(f"{chart.series[1].name}, week 1, from 5 Jan")
    assert page.chart.place_at(-5, -5) is None
    for name, begin in (("c.svg", b"<?xml"), ("c.png", b"\x89PNG")):
        page.picture(tmp_path / name)
        assert (tmp_path / name).read_bytes().startswith(begin)
    dialog.copy.click()
    words = QApplication.clipboard().text()
    for heading in ("Person\t", "Story\t", "Label\t", "Week\t"):
        assert heading in words


def test_minutes_stand_in_their_week_and_at_their_label(
    window: TrialWindow, dialog: PlanDialog
) -> None:
    story, reader_id = alone(window)
    who = next(one for one in PEOPLE if one.id == reader_id)
    project = window.workspace.project
    article, label = project.articles(story)[0], project.scheme().labels[0]
    times = (DayTime("2026-01-06", 240, "m"), DayTime("2026-01-06", 180, "m", label.id))
    project.attend([Attention(article.id, who.id, 600, times=times)])
    dialog.tabs.setCurrentIndex(1)
    dialog.read()
    page = dialog.progress
    page.per.setCurrentText("Week")
    columns, rows = page.rows()
    at = columns.index("Minutes")
    assert (rows[0][0], rows[0][1], rows[0][at]) == ("Without a day", who.name, "10")
    assert "4" in [row[at] for row in rows[1:] if row[1] == who.name]
    page.what.setCurrentText("Minutes")
    chart = page.chart.chart
    assert [bar.number for s in chart.series if s.name == who.name for bar in s.bars][:1] == [4]
    assert page.legend.text().endswith("nobody knows the day: 10 minutes.")
    page.per.setCurrentText("Label")
    columns, rows = page.rows()
    assert rows[0][columns.index("Minutes to mark")] == "3"
    header = page.table.model().headerData(
        columns.index("Minutes to mark"), Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole
    )
    assert "made by hand" in header
    assert page.note.text().startswith("Minutes to mark: active time before each span")


def test_dealing_shows_first_how_it_comes_out(window: TrialWindow, qtbot: QtBot) -> None:
    with_stories(window)
    deal_some(window, left=4)
    now = plan_now(window.workspace.project)
    dialog = DealDialog(now, date(2026, 11, 21))
    assert dialog.deal.text() == "Deal 4 stories"
    assert {one.name for one in dialog.people} == {person.name for person in PEOPLE}
    dialog.name.setText("Dan")
    dialog.add_person()
    dialog.overlap.setValue(100)
    dialog.look()
    assert "Dan" in {one.name for one in dialog.people}
    assert len({one.story_id for one in dialog.new}) == 4
    dialog.show()
    dialog.name.setFocus()
    QTest.keyClicks(dialog.name, "Eve")
    QTest.keyClick(dialog.name, Qt.Key.Key_Return)
    assert [one.name for one in dialog.people].count("Eve") == 1
    assert dialog.isVisible(), "the Enter that added somebody dealt as well"
    assert "8 stories in all" in dialog.outcome.text()
    dialog.per_week.setValue(2)
    dialog.begins.setText("soon")
    dialog.look()
    assert not dialog.deal.isEnabled()
    assert "2026-11-23" in dialog.problem.text()
    dialog.begins.setText("2026-11-23")
    dialog.look()
    assert dialog.deal.isEnabled()
    for row in range(dialog.list.count()):
        dialog.list.item(row).setCheckState(Qt.CheckState.Unchecked)
    dialog.look()
    assert not dialog.deal.isEnabled()
    dialog.reject()
    dialog.deleteLater()


def test_an_empty_project_says_what_to_do(window: TrialWindow, qtbot: QtBot) -> None:
    dialog = PlanDialog(window.workspace, window.ask, lambda: DARK)
    assert "Import articles first" in dialog.state.text()
    assert not dialog.deal.isEnabled()
    dialog.tabs.setCurrentIndex(1)
    assert not dialog.progress.nothing.isHidden()
    dialog.reject()
    dialog.deleteLater()


def test_figures_are_not_counted_while_somebody_labels(
    window: TrialWindow, dialog: PlanDialog, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog.tabs.setCurrentIndex(1)
    story, who = alone(window)
    before = dialog.progress.rows()
    monkeypatch.setattr(dialog, "isActiveWindow", lambda: False)
    read_all(window, story, who)
    qtbot.wait(400)
    assert dialog.progress.rows() == before
    monkeypatch.setattr(dialog, "isActiveWindow", lambda: True)
    QApplication.sendEvent(dialog, QEvent(QEvent.Type.ActivationChange))
    qtbot.waitUntil(lambda: dialog.progress.rows() != before)


def test_the_plan_does_not_grow_each_time_it_is_fitted(dialog: PlanDialog) -> None:
    dialog.table.fit()
    before = dialog.table.horizontalHeader().length()
    for _ in range(3):
        dialog.table.fit()
    assert dialog.table.horizontalHeader().length() == before


def test_a_story_is_marked_to_calibrate_with_and_no_longer(
    window: TrialWindow, dialog: PlanDialog
) -> None:
    story, who = alone(window)
    dialog.table.setCurrentIndex(cell(dialog, story, who))

    def choose() -> bool:
        menu = dialog.table.menu()
        (action,) = [one for one in menu.actions() if one.text().startswith("Show its gold")]
        was = action.isChecked()
        action.trigger()
        menu.deleteLater()
        return was

    assert not choose()
    assert window.workspace.project.calibration() == {story}
    assert "· calibration" in dialog.model.text()
    at = next(n for n, row in enumerate(dialog.model.rows) if row.story.id == story)
    tip = dialog.model.index(at, 0).data(Role.ToolTipRole)
    assert "gold is shown after" in tip
    assert choose()
    assert window.workspace.project.calibration() == frozenset()
    window.workspace.undo()
    dialog.read()
    assert "· calibration" in dialog.model.text()
