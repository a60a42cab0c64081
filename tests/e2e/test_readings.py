"""How far one is with an article: passes, done, skipped, notes, and what is measured."""

from pathlib import Path

from annotator.model.reading import Status
from annotator.model.span import Fragment
from tests.e2e.conftest import Maker, Opener
from ui.dialogs.done import DoneDialog
from ui.dialogs.recorded import RecordedDialog
from ui.panels.two_lines import SECOND

ONE = "Alibaba denied it. “No,” it said. Alibaba left.\n"
TWO = "A firm accused Alibaba. The firm is small.\n"
THREE = "Nothing more is known.\n"


def test_hide_a_label_and_show_it_again(start: Opener, texts: Maker) -> None:
    ada = start(texts(one=ONE))
    ada.opens_article("one")
    ada.sweeps("denied")
    ada.presses("1", "Esc", "Esc")
    at = ada.place_of("denied").start
    ada.ask.then("1  hide claim")
    ada.presses("Ctrl+Shift+B")
    assert ada.pane.spans_at(at) == []
    assert ada.labelled() == [("claim", "denied")]
    ada.ask.then("1  show claim")
    ada.presses("Ctrl+Shift+B")
    assert len(ada.pane.spans_at(at)) == 1


def test_work_one_label_alone_and_say_that_it_was_read_for(start: Opener, texts: Maker) -> None:
    ada = start(texts(one=ONE, two=TWO))
    ada.opens_article("one")
    ada.sweeps("denied")
    ada.presses("1", "Esc", "Esc")
    ada.ask.then("3  entity")
    ada.presses("Ctrl+Shift+W")
    assert ada.pane.spans_at(ada.place_of("denied").start) == []
    ada.sweeps("Alibaba")
    assert ("entity", "Alibaba") in ada.labelled()
    ada.presses("Esc", "Ctrl+Shift+0")
    entity = ada.window.workspace.scheme.label_named("entity")
    assert entity is not None
    assert ada.reading().read_for == (entity.id,)
    ada.presses("Ctrl+Shift+PgDown")
    assert ada.view.article is not None
    assert ada.view.article.name == "two.txt"
    ada.presses("Ctrl+Shift+0", "Ctrl+Shift+PgDown")
    assert ada.told == "Every article is finished."
    ada.wants("all-labels")
    ada.opens_article("one")
    assert len(ada.pane.spans_at(ada.place_of("denied").start)) == 1
    assert ada.pane.sticky() is None


def test_done_shows_what_is_open_first_and_keeps_the_list(start: Opener, texts: Maker) -> None:
    ada = start(texts(one=ONE))
    ada.opens_article("one")
    ada.sweeps("“No,”")
    ada.presses("2", "Esc", "Esc")
    ada.presses("Ctrl+Return")
    dialog = ada.shown(DoneDialog)
    (quote,) = ada.spans()
    at = [point.span_id for point in dialog.points].index(quote.id)
    ada.presses("123456789"[at])
    assert not dialog.isVisible()
    assert ada.pane.chosen() == (quote.id,)
    assert ada.reading().status is Status.IN_PROGRESS
    ada.turns_to_the_window()
    ada.presses("Ctrl+Return")
    ada.shown(DoneDialog).anyway.click()
    assert ada.reading().status is Status.DONE
    assert len(ada.reading().open_points) == len(dialog.points)
    ada.turns_to_the_window()
    ada.presses("Ctrl+Return")
    assert ada.reading().status is Status.IN_PROGRESS


def test_done_without_open_points_asks_nothing(start: Opener, texts: Maker) -> None:
    ada = start(texts(three=THREE))
    ada.opens_article("three")
    for label in ada.window.workspace.scheme.offered:
        ada.window.stories.read_to_end(label.id)
    ada.presses("Ctrl+Return")
    assert ada.reading().status is Status.DONE
    assert ada.reading().open_points == ()


def test_skip_and_go_to_the_next_unfinished(start: Opener, texts: Maker) -> None:
    ada = start(texts(one=ONE, three=THREE, two=TWO))
    ada.opens_article("one")
    ada.presses("Ctrl+Shift+Return", "Ctrl+Shift+PgDown")
    assert ada.reading().status is Status.NEW
    assert ada.view.article is not None
    assert ada.view.article.name == "three.txt"
    ada.presses("Ctrl+Shift+Return", "Ctrl+Shift+PgDown", "Ctrl+Shift+Return")
    ada.presses("Ctrl+Shift+PgDown")
    assert ada.told == "Every article is finished."
    ada.presses("Ctrl+Shift+Return")
    assert ada.reading().status is Status.IN_PROGRESS
    ada.presses("Ctrl+PgUp", "Ctrl+PgUp", "Ctrl+PgUp")
    assert ada.view.article.name == "one.txt"
    (row,) = ada.window.docks.articles.tree.selectionModel().selectedRows()
    assert "one.txt" in row.data(SECOND), "Ctrl from the keys that led here adds no row"
    ada.presses("Ctrl+1", "Ctrl+PgDown")
    assert ada.view.article.name == "three.txt"
    assert ada.window.docks.details.article_page.name.words == "three.txt"


def test_a_note_and_an_impression_of_the_article(start: Opener, texts: Maker) -> None:
    ada = start(texts(one=ONE))
    ada.opens_article("one")
    ada.presses("Ctrl+Shift+N")
    ada.writes("Two sources.\nBoth small.")
    ada.presses("Shift+Tab", "Space", "Esc")
    assert ada.pane.hasFocus()
    assert ada.reading().note == "Two sources.\nBoth small."
    assert ada.reading().impressions == (ada.window.workspace.scheme.questions[-1].values[-1],)
    ada.presses("Ctrl+Z", "Ctrl+Z")
    assert ada.reading().note == ""
    assert ada.reading().impressions == ()


def test_the_place_is_kept_for_each_article(start: Opener, project: Path) -> None:
    ada = start(project)
    ada.opens_article("000")
    for _ in range(8):
        ada.presses("Ctrl++")
    ada.presses("PgDown", "PgDown")
    place = ada.pane.visible_range()[0]
    assert place > 0
    ada.opens_article("003")
    ada.opens_article("000")
    assert ada.pane.visible_range()[0] == place
    ada.leave()
    ada = start(project)
    view = ada.opens_article("000")
    kept = ada.window.workspace.project.attention(
        view.article_id, ada.window.workspace.annotator_id
    )
    assert kept.place == place


def test_active_seconds_are_kept_and_can_be_seen(start: Opener, texts: Maker) -> None:
    ada = start(texts(one=ONE))
    view = ada.opens_article("one")
    meter = view._meter
    assert meter is not None
    now = [1000.0]
    meter._clock = lambda: now[0]
    meter._last = now[0]
    for pause in (30, 20, 500):
        now[0] += pause
        ada.presses("Right")
    seen: list[str] = []

    def read(dialog: RecordedDialog) -> None:
        seen.append(dialog.text())
        dialog.reject()

    met = ada.meets(RecordedDialog, read)
    ada.wants("recorded")
    assert met
    workspace = ada.window.workspace
    assert workspace.project.attention(view.article_id, workspace.annotator_id).seconds == 50
    assert "50" in seen[0] or "1 minute" in seen[0]


def test_time_before_a_span_made_by_hand_counts_to_its_label(start: Opener, texts: Maker) -> None:
    ada = start(texts(one=ONE))
    view = ada.opens_article("one")
    workspace, meter = ada.window.workspace, view._meter
    assert meter is not None
    now = [1000.0]
    meter._clock = lambda: now[0]
    meter._moment = lambda: "2026-11-20T10:00:00Z"
    meter._last = now[0]

    def reads(*seconds: float) -> None:
        for some in seconds:
            now[0] += some
            ada.presses("Right")

    reads(30, 12)
    ada.pane.select([Fragment(0, 4)])
    ada.presses("1")
    reads(20)
    ada.wants("undo")
    ada.wants("redo")
    reads(7)
    ada.pane.select([Fragment(5, 9)])
    ada.presses("3")
    reads(5)
    view.keep_attention()
    found = workspace.project.attention(view.article_id, workspace.annotator_id)
    claim, _, entity, *_ = (label.id for label in workspace.scheme.labels)
    assert found.by_day() == {"2026-11-20": 74}
    assert found.by_label() == {("2026-11-20", claim): 42, ("2026-11-20", entity): 7}
    assert {one.meter for one in found.times} == {workspace.project.meter}
    assert workspace.project.faults() == ()
