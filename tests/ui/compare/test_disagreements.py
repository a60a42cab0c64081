"""A lead at the page of disagreements, by keyboard and mouse."""

from PySide6.QtTest import QTest

from annotator.agree.kinds import Kind
from annotator.edits.readings import set_status
from annotator.edits.spans import resize_span
from annotator.model.decision import Reason, Took
from annotator.model.reading import Status
from annotator.settings import Settings
from tests.ui.article.pane_kit import Hand
from tests.ui.compare.two_people import ANNA, BEN, LEAD, Desk, decisions, open_two, select
from ui.compare.disagreements_model import CaseFilter, Column, Which
from ui.compare.disagreements_words import state_words
from ui.compare.versions import View
from ui.compare.wanted import Options
from ui.dialogs.rebind import ShortcutEditor
from ui.dialogs.shortcuts import ShortcutSheet

FIRST_TWO = [
    "[Anthropic accuses {Alibaba of theft}]. The firm said so on …",
    "…has confirmed it. “[{We are sure}],” said Jane Shaw, its …",
]


def test_the_list_shows_what_they_see_otherwise_and_nothing_is_written_by_looking(desk):
    assert desk.classes == ["other boundaries", "other label", "only Ben", "only Anna"]
    assert desk.listed[:2] == FIRST_TWO
    assert desk.page.list.bar.progress.text() == "0 of 4 decided"
    assert desk.page.agreed.words.text().startswith("Both say the same in 1 place: they go into")
    assert desk.workspace.project.golds() == ()


def test_every_way_to_decide_by_key(desk):
    desk.presses("A", "B", "X", "A")
    assert [one.took for one in decisions(desk)] == [Took.A, Took.B, Took.NONE, Took.A]
    assert desk.gold() == [
        ("claim", "Anthropic accuses Alibaba of theft"), ("claim", "We are sure"),
        ("entity", "Jane Shaw"), ("entity", "Hangzhou"),
    ]  # fmt: skip
    assert {one.by for one in decisions(desk)} == {LEAD.id}
    assert desk.listed == []


def test_an_empty_list_says_that_it_is_done_and_so_is_gold_s_reading(desk):
    project = desk.workspace.project
    desk.presses("A", "B", "X")
    (gold,), (article,) = project.golds(), project.articles()
    assert project.reading(article.id, gold.id).status is not Status.DONE
    desk.presses("A")
    assert project.reading(article.id, gold.id).status is Status.DONE
    assert desk.page.list.nothing.isVisible()
    assert desk.page.list.nothing.heading.text() == "Done"
    assert desk.page.list.nothing.sentence.text() == "All 4 disagreements are decided."
    assert desk.page.list.bar.progress.text() == "4 of 4 decided"
    desk.page.list.nothing.button.click()
    assert desk.page.list.filter.which is Which.ALL
    assert len(desk.listed) == 4


def test_both(desk):
    desk.presses("T")
    assert decisions(desk)[0].took is Took.BOTH
    assert ("claim", "Alibaba of theft") in desk.gold()
    assert ("claim", "Anthropic accuses Alibaba of theft") in desk.gold()
    desk.page.list.go_to(desk.page.list.model.at(1))
    assert desk.current.kind is Kind.ONLY_B
    desk.presses("T")  # both of one is that one
    assert ("claim", "denied it") in desk.gold()
    assert decisions(desk)[1].took is Took.B


def test_to_take_the_side_that_says_nothing_is_to_say_that_nothing_is_here(desk):
    desk.presses("J", "J")
    assert desk.current.kind is Kind.ONLY_B
    desk.presses("A")
    assert decisions(desk)[0].took is Took.NONE


def test_going_through_the_list_round_its_ends(desk):
    seen = []
    for _ in range(5):
        seen.append(desk.current.start)
        desk.presses("J")
    assert seen[0] == seen[4]
    assert len(set(seen)) == 4
    desk.presses("K", "F8", "Shift+F8")
    assert desk.current.start == seen[0]


def test_what_both_say_goes_into_gold_beforehand_as_one_step_and_can_be_taken_back(desk):
    desk.presses("A")
    names = [step.name for step in desk.workspace.project.history(LEAD.id, 2)]
    assert names == ["take A", "accept 1 place where both agree"]
    assert desk.page.agreed.words.text() == "Both say the same in 1 place: gold has them."
    desk.presses("Ctrl+Z", "Ctrl+Z")
    assert desk.gold() == [] if desk.workspace.project.golds() else True
    desk.presses("Ctrl+Shift+Z", "Ctrl+Shift+Z")
    desk.page.agreed.back.click()
    assert ("entity", "Jane Shaw") not in desk.gold()
    desk.presses("A")
    assert ("entity", "Jane Shaw") not in desk.gold()  # taken back, it is not done again unasked
    desk.page.agreed.accept.click()
    assert ("entity", "Jane Shaw") in desk.gold()


def test_switched_off_it_is_not_taken_over(desk):
    desk.page.agreed.beforehand.click()
    desk.presses("A")
    assert desk.gold() == [("claim", "Anthropic accuses Alibaba of theft")]
    desk.page.agreed.look.click()
    assert desk.classes == ["same"]


def test_undo_and_redo_bring_the_row_back_and_away(desk):
    desk.presses("A", "A")
    rows = len(desk.listed)
    desk.presses("Ctrl+Z")
    assert len(desk.listed) == rows + 1
    desk.presses("Ctrl+Shift+Z")
    assert len(desk.listed) == rows
    assert len(decisions(desk)) == 2


def test_undone_it_is_the_current_case_again(desk):
    first = desk.current.start
    desk.presses("A", "J")
    desk.presses("Ctrl+Z")
    assert desk.current.start == first


def test_reopening(desk):
    desk.presses("A")
    desk.page.list.set_filter(CaseFilter(which=Which.DECIDED))
    assert len(desk.listed) == 1
    desk.presses("O")
    assert decisions(desk) == []
    assert desk.listed == []
    assert desk.page.list.bar.progress.text() == "0 of 4 decided"


def test_a_decision_can_be_changed(desk):
    desk.presses("A")
    desk.page.list.set_filter(CaseFilter(which=Which.ALL))
    desk.page.list.go_to(desk.page.list.model.at(0))
    desk.presses("B")
    (decision,) = decisions(desk)
    assert decision.took is Took.B
    assert ("claim", "Alibaba of theft") in desk.gold()
    assert ("claim", "Anthropic accuses Alibaba of theft") not in desk.gold()


def test_several_rows_at_once_are_one_step(desk):
    select(desk, 0, 1, 2)
    assert desk.page.deciding.about.text() == "3 selected: what you press decides all of them"
    desk.presses("B")
    assert [one.took for one in decisions(desk)] == [Took.B] * 3
    assert len(desk.listed) == 1
    desk.presses("Ctrl+Z")
    assert len(desk.listed) == 4


def test_why_it_was_decided_so_goes_with_the_decision(desk):
    desk.page.deciding.reason_chosen.emit(Reason.BOUNDARY_CONVENTION)
    desk.presses("G", "N")
    QTest.keyClicks(desk.page.deciding.note, "the whole of it")
    desk.presses("Return", "A")
    (decision,) = decisions(desk)
    assert (decision.reason, decision.note, decision.gap) == (
        Reason.BOUNDARY_CONVENTION, "the whole of it", True,
    )  # fmt: skip
    assert desk.page.deciding.note.text() == ""  # the next one begins anew
    assert not desk.page.actions_["guideline-gap"].isChecked()


def test_a_note_that_was_not_ended_is_not_lost(desk):
    desk.presses("N")
    QTest.keyClicks(desk.page.deciding.note, "half a")
    desk.page.list.step(1)  # as a click on a row
    assert desk.page.deciding.note.text() == ""
    desk.page.list.step(-1)
    assert desk.page.deciding.note.text() == "half a"
    QTest.keyClicks(desk.page.deciding.note, " note")
    desk.page.actions_["take-left"].trigger()  # as a click on the button
    (decision,) = decisions(desk)
    assert decision.note == "half a note"
    desk.page.list.set_filter(CaseFilter(which=Which.ALL))
    desk.page.list.go_to(desk.page.list.model.at(0))
    QTest.keyClicks(desk.page.deciding.note, " and more")
    desk.page.list.step(1)
    (decision,) = decisions(desk)
    assert decision.note == "half a note and more"
    assert decision.took is Took.A


def test_the_sheet_and_the_editor_of_shortcuts_know_the_keys_of_this_page(desk):
    sheet = ShortcutSheet(desk.page.actions_, desk.page)
    words = {row.words: row.keys for row in sheet.shown()}
    assert words["Nothing here"] == ("X", "Ctrl+4")
    assert words["Take Anna"] == ("A", "Ctrl+1")
    editor = ShortcutEditor(desk.page.actions_, desk.page.settings, desk.page.ask, desk.page)
    editor.choose("nothing-here")
    editor.keys.setKeySequence("Z")
    editor.set_keys()
    desk.page.focus_text()
    desk.presses("Z")
    assert decisions(desk)[0].took is Took.NONE
    assert Settings().preferences.shortcuts["nothing-here"] == ("Z",)


def test_why_can_be_said_afterwards(desk):
    desk.presses("A")
    desk.page.list.set_filter(CaseFilter(which=Which.DECIDED))
    desk.page.deciding.reason_chosen.emit(Reason.SLIP)
    desk.presses("G")
    (decision,) = decisions(desk)
    assert decision.reason is Reason.SLIP
    assert decision.gap
    assert decision.took is Took.A


def test_the_letters_of_the_keys_can_be_written_in_the_note(desk):
    desk.presses("N")
    QTest.keyClicks(desk.page.deciding.note, "abxjktoewvg")
    assert desk.page.deciding.note.text() == "abxjktoewvg"
    desk.presses("Esc")
    assert desk.workspace.project.golds() == ()


def test_a_decision_goes_stale_visibly_and_can_be_made_again(desk):
    desk.presses("A")
    desk.changes_her_mind("Anthropic accuses Alibaba of theft")
    desk.qtbot.waitUntil(lambda: "1 went stale" in desk.page.list.bar.progress.text())
    assert not desk.page.list.table.isColumnHidden(Column.STATE)
    desk.page.list.set_filter(CaseFilter(which=Which.STALE))
    (words,) = [desk.page.list.model.data(desk.page.list.model.index(0, column)) for column in (4,)]
    assert words == "went stale: Anna took a mark away (was: took Anna)"
    desk.presses("B")
    assert decisions(desk)[0].took is Took.B
    assert "stale" not in desk.page.list.bar.progress.text()


def test_what_changed_is_told_of_the_side_that_changed_it(desk):
    desk.presses("A")
    project = desk.workspace.project
    (article,) = project.articles()
    text = project.text(article.id)
    (claim,) = [
        s for s in project.spans(article.id, BEN.id) if s.quoted(text) == "Alibaba of theft"
    ]
    desk.workspace.edit(resize_span(claim, [(claim.start, claim.end - 1)]))
    assert desk.page.list.bar.progress.text() == "0 of 4 decided, 1 went stale"
    case = desk.page.list.model.at(0)
    assert state_words(case, desk.page.between.shown(article.id)) == (
        "went stale: Ben changed a mark (was: took Anna)"
    )


def test_a_click_on_a_mark_leads_to_its_case(desk):
    pane = desk.page.versions.left.pane
    start = pane.text.index("Hangzhou")
    Hand(pane.viewport()).click(pane.rects(start + 2, start + 3)[0].center().toPoint())
    assert desk.current.kind is Kind.ONLY_A


def test_filters_and_what_counts_lead_to(desk):
    desk.page.show_class(Kind.OTHER_LABEL)
    assert desk.classes == ["other label"]
    desk.page.show_class(Kind.SAME)
    assert desk.classes == ["same"]
    desk.page.show_label("entity")
    assert desk.classes == ["only Anna"]
    desk.page.show_labels("quote", "claim")
    assert desk.classes == ["other label"]
    assert desk.page.list.bar.pair.isVisible()
    desk.page.list.bar.pair.click()
    assert len(desk.listed) == 4
    desk.page.show_article("a.txt")
    assert len(desk.listed) == 4
    desk.page.list.set_filter(CaseFilter(which=Which.DECIDED))
    assert desk.page.list.nothing.heading.text() == "Nothing of this kind"


def test_a_switch_between_side_by_side_and_overlaid_is_remembered(desk, qtbot, workspace):
    assert desk.page.versions.view is View.BESIDE
    desk.presses("V")
    assert desk.page.versions.view is View.OVERLAID
    desk.presses("A")
    assert decisions(desk)[0].took is Took.A
    other = Desk(qtbot, workspace).compares()
    assert other.page.versions.view is View.OVERLAID


def test_keys_can_be_changed(desk):
    desk.page.actions_.rebind({"take-left": ("Q",)})
    desk.presses("A")
    assert desk.workspace.project.golds() == ()
    desk.presses("Q")
    assert decisions(desk)[0].took is Took.A
    assert "(Q)" in desk.page.actions_["take-left"].iconText()


def test_single_keys_switched_off_leave_the_others(desk):
    desk.page.actions_.use_single_keys(False)
    desk.presses("A")
    assert desk.workspace.project.golds() == ()
    desk.presses("Ctrl+1")
    assert decisions(desk)[0].took is Took.A


def test_options_choose_what_is_listed(qtbot, workspace):
    desk = Desk(qtbot, workspace).compares(Options(labels=("entity",)))
    assert desk.classes == ["only Anna"]


def test_read_only_nothing_is_decided(qtbot, tmp_path):
    made = open_two(tmp_path / "closed.annotator")
    made.close()
    made.open(tmp_path / "closed.annotator", read_only=True)
    made.set_annotator(LEAD)
    desk = Desk(qtbot, made).compares()
    desk.presses("A", "X")
    assert len(desk.listed) == 4
    assert not desk.page.actions_["take-left"].isEnabled()
    made.close()


def test_while_nobody_has_said_who_they_are_it_says_so(qtbot, tmp_path):
    made = open_two(tmp_path / "whose.annotator")
    made.set_annotator(None)
    desk = Desk(qtbot, made).compares()
    notice = desk.page.deciding.notice
    assert notice.isVisible()
    assert notice.text().startswith("Say first who you are")
    desk.presses("A", "J")
    assert len(desk.listed) == 4
    assert notice.isVisible()
    made.set_annotator(LEAD)
    assert not notice.isVisible()
    desk.presses("A")
    assert len(desk.listed) == 3
    made.close()


def test_nobody_to_compare_where_they_have_no_article(qtbot, tmp_path):
    made = open_two(tmp_path / "none.annotator", articles=())
    desk = Desk(qtbot, made).compares()
    assert desk.page.list.nothing.heading.text() == "No article can be compared"
    desk.presses("A", "J", "E", "W", "O")
    assert desk.page.current is None
    made.close()


def test_gold_as_one_of_the_two_is_looked_at_and_not_decided(desk):
    desk.presses("A", "B")
    (gold,) = desk.workspace.project.golds()
    page = desk.page
    page.between.show_between(ANNA, gold, None, Options(unfinished=True))
    desk.waits()
    assert desk.classes == ["other label", "only Anna"]
    assert not page.actions_["take-left"].isEnabled()
    assert not page.agreed.isVisible()
    assert page.versions.gold.pane not in page.versions.panes
    before = desk.workspace.project.change_counter()
    desk.presses("A", "X", "E", "J")
    assert desk.workspace.project.change_counter() == before


def test_who_is_not_done_any_more_leaves_the_list(desk):
    (article,) = desk.workspace.project.articles()
    desk.workspace.edit(set_status(article.id, BEN.id, Status.IN_PROGRESS))
    desk.qtbot.waitUntil(lambda: desk.listed == [])
    assert desk.page.list.nothing.heading.text() == "No article can be compared"
    desk.workspace.edit(set_status(article.id, BEN.id, Status.DONE))
    desk.qtbot.waitUntil(lambda: len(desk.listed) == 4)


def test_what_was_changed_while_the_page_was_hidden_is_read_when_it_is_shown(desk):
    desk.page.hide()
    desk.changes_her_mind("Hangzhou")
    assert len(desk.listed) == 4
    desk.page.show()
    desk.qtbot.waitUntil(lambda: len(desk.listed) == 3)


def test_closing_the_project_lets_go_of_everything(desk):
    desk.presses("A", "E")
    desk.workspace.close()
    assert desk.listed == []
    assert desk.page.versions.left.pane.text == ""
    assert not desk.page.reading.articles


def test_many_articles_are_read_in_turns(qtbot, tmp_path):
    workspace = open_two(tmp_path / "many.annotator", [f"{n}.txt" for n in range(40)])
    desk = Desk(qtbot, workspace)
    turns = []
    desk.page.reading.some.connect(lambda _: turns.append(desk.page.list.model.rowCount()))
    desk.page.between.show_between(ANNA, BEN, None)
    assert not desk.page.reading.is_complete  # the window has its turn
    desk.waits()
    assert len(turns) == 40
    assert desk.page.list.place() == (1, 160)
    desk.presses("J", "A")
    desk.waits()
    assert len(desk.listed) == len(set(desk.listed)) * 40 - 1 == 159
    assert desk.page.agreed.words.text() == "Both say the same in 40 places: gold has them."
    workspace.close()
