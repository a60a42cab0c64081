"""A lead at the page of groups, by keyboard and mouse."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.adjudicating import find_group_cases
from annotator.agree.group_cases import GroupCase
from annotator.edits.groups import remove_group, rename_group
from annotator.model.decision import Reason, Took
from annotator.model.people import Annotator
from tests.ui.compare.two_grouping import GroupsDesk, open_grouped
from tests.ui.compare.two_people import ANNA, BEN, LEAD, Desk
from ui.compare import adjudicating
from ui.compare.disagreements_model import Which
from ui.compare.groups_members_model import FIRST, OMITTED, Column
from ui.compare.groups_model import GroupFilter
from ui.compare.groups_words import GroupSort
from ui.compare.wanted import Options
from ui.jobs import Jobs
from ui.workspace import Workspace

EDITABLE = Qt.ItemFlag.ItemIsEditable


@pytest.fixture
def workspace(tmp_path: Path, qapp: QApplication) -> Iterator[Workspace]:
    made = open_grouped(tmp_path / "grouped.annotator")
    yield made
    made.close()


@pytest.fixture
def desk(qtbot: QtBot, workspace: Workspace) -> GroupsDesk:
    return GroupsDesk(qtbot, workspace).compares()


def test_who_was_here_first_can_press_keys_when_the_groups_are_read(qtbot, workspace):
    desk = GroupsDesk(qtbot, workspace)
    desk.page.focus_members()
    desk.between.show_between(ANNA, BEN, None)
    assert desk.page.focusWidget() is desk.page
    desk.waits()
    assert desk.page.case.isAncestorOf(desk.page.focusWidget())


def _with(cases: Sequence[GroupCase], gold_id: str) -> tuple[GroupCase, ...]:
    """The same, decided in this gold, also before there is one."""
    return tuple(replace(one, gold_id=gold_id) for one in cases)


def changed(desk: GroupsDesk, person: Annotator, name: str, new: str) -> None:
    """Somebody gives a group another name; "" takes it apart."""
    project = desk.workspace.project
    (story,) = project.stories()
    (group,) = (one for one in project.groups(story.id, person.id) if one.name == name)
    desk.workspace.edit(rename_group(group, new) if new else remove_group(group))
    desk.waits()


def test_the_list_shows_what_they_grouped_otherwise_and_nothing_is_written_by_looking(desk):
    assert desk.listed == [
        ("differs", "Beta / The Beta", "conflict", "name, members, stances", "2 of 3"),
        ("only Ben", "Only mine", "conflict", "", "0 of 2"),
        ("only Anna", "Gamma", "same as", "", "0 of 3"),
    ]
    assert desk.page.list.bar.progress.text() == "0 of 3 decided"
    assert desk.page.agreed.words.text() == (
        "Both say the same in 8 places and 1 group: they go into gold with your first decision."
    )
    assert desk.workspace.project.golds() == ()


@pytest.mark.parametrize("options", [Options(), Options(articles=("a",))])
def test_the_cases_are_those_that_the_command_finds(desk, options):
    desk.compares(options)
    project, groups = desk.workspace.project, desk.between.groups

    def is_found() -> bool:
        gold = next(iter(project.golds()), None)
        found = find_group_cases(project, ANNA, BEN, gold, articles=options.articles).cases
        return tuple(groups.whole(one) for one in groups.all()) == _with(found, groups.gold_id)

    assert is_found()
    desk.presses("A", "X")
    assert is_found()
    changed(desk, BEN, "Only mine", "")
    changed(desk, ANNA, "Beta", "other")
    assert is_found()
    desk.presses("Ctrl+Z")
    assert is_found()


def test_the_members_of_the_current_one(desk):
    assert desk.members(Column.SIGN) == ["", "≠", "≠"]
    assert desk.members(Column.ARTICLE) == ["a", "b", "c"]
    assert desk.members(Column.PASSAGE) == ["Beta", "Beta", OMITTED]
    assert desk.members(Column.LEFT) == ["✓ states · “one”", "✓ denies · “two”", "✓"]
    assert desk.members(Column.RIGHT) == ["✓ states · “one”", "✓ states · “two”", "–"]
    assert desk.members(Column.GOLD) == [FIRST, FIRST, ""]
    model = desk.page.case.model
    spoken = model.data(model.index(1, Column.LEFT), Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "in it denies · “two”"
    words = desk.page.case.head.words()
    assert words == ["Kind", "Name ≠", "A", "Anna", "conflict", "Beta", "B", "Ben", "conflict",
                     "The Beta"]  # fmt: skip


def test_every_way_to_decide_by_key(desk):
    desk.presses("A", "X", "B")
    assert sorted(one.took for one in desk.decisions()) == [
        Took.A, Took.AGREED, Took.NONE, Took.NONE,
    ]  # fmt: skip
    assert [(one.name, len(one.members)) for one in desk.gold()] == [("Alpha", 3), ("Beta", 3)]
    assert {one.by for one in desk.decisions()} == {LEAD.id}
    assert desk.listed == []
    assert desk.page.list.nothing.heading.text() == "Done"
    desk.page.list.nothing.button.click()
    assert len(desk.listed) == 3


def test_both(desk):
    desk.presses("T")
    assert [one.name for one in desk.gold()] == ["Alpha", "Beta", "The Beta"]


def test_what_both_say_goes_in_beforehand_places_and_groups_as_one_step(desk):
    desk.presses("A")
    names = [step.name for step in desk.workspace.project.history(LEAD.id, 2)]
    assert names[0] == "take A"
    assert "8 places" in names[1]
    assert desk.page.agreed.words.text() == (
        "Both say the same in 8 places and 1 group: gold has them."
    )
    desk.page.agreed.back.click()
    desk.waits()
    assert "Alpha" not in [one.name for one in desk.gold()]
    assert "they" not in desk.page.agreed.words.text()
    desk.page.agreed.accept.click()
    desk.waits()
    assert "Alpha" in [one.name for one in desk.gold()]


def test_the_first_decision_about_a_place_takes_agreed_groups_too(qtbot, workspace):
    desk = Desk(qtbot, workspace).compares()
    desk.presses("A")
    project = workspace.project
    (gold,), (story,) = project.golds(), project.stories()
    assert [one.name for one in project.groups(story.id, gold.id)] == ["Alpha"]
    assert desk.page.agreed.words.text().endswith("8 places and 1 group: gold has them.")
    assert desk.page.list.nothing.sentence.text() == (
        "The one disagreement is decided. On the page Groups 3 groups are still to be decided."
    )


def test_a_group_whose_passages_are_undecided_is_not_there_yet_and_comes(desk):
    desk.between.set_beforehand(False)
    desk.goes_to("Gamma")
    desk.presses("A")
    desk.page.list.set_filter(GroupFilter(Which.DECIDED))
    assert desk.page.list.model.words(desk.current).endswith("took Anna, not in gold yet")
    assert desk.members(Column.GOLD) == [FIRST] * 3
    desk.page.agreed.accept.click()
    desk.waits()
    assert [len(one.members) for one in desk.gold() if one.name == "Gamma"] == [2]
    assert desk.members(Column.GOLD) == ["✓", "✓", FIRST]


def test_writing_gold(desk):
    desk.presses("J", "A")  # what both say is in gold from now on
    desk.goes_to("Beta")
    assert desk.members(Column.GOLD) == ["", "", ""]
    desk.presses("E")
    assert desk.page.case.is_written
    desk.page.case.head.name.setText("Who is Beta")
    desk.presses("Down", "1", "Down", "2")
    assert desk.said[-1] == "The article omits it: its stance is “omits”."
    assert desk.members(Column.STANCE) == ["states", "states", "omits"]
    model = desk.page.case.model
    editable = [bool(model.flags(model.index(n, Column.STANCE)) & EDITABLE) for n in range(3)]
    assert editable == [True, True, False]
    desk.presses("Space", "Up", "F2")
    QTest.keyClicks(QApplication.focusWidget(), "three")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    desk.qtbot.waitUntil(lambda: desk.members(Column.VALUE)[1] == "three")
    assert desk.page.case.is_written  # Enter ended the value, and nothing else
    desk.page.case.head.fields["strength"].answer("weak")
    desk.presses("Return")
    written = next(one for one in desk.gold() if one.name == "Who is Beta")
    assert [(one.value, one.stance) for one in written.members] == [
        ("one", "states"), ("three", "states"),
    ]  # fmt: skip
    assert [tuple(one) for one in written.attributes] == [("strength", "weak")]
    assert Took.NEW in [one.took for one in desk.decisions()]
    assert desk.current.names == ("Gamma",)  # and goes on


def test_writing_begins_from_the_other_side_again_and_esc_leaves_it(desk):
    desk.presses("J", "A")
    desk.goes_to("Beta")
    desk.presses("E", "E")
    assert desk.page.case.head.name.text() == "The Beta"
    assert [one.stance for one in desk.page.case.model.written()] == ["states", "states"]
    desk.presses("Escape")
    assert not desk.page.case.is_written
    assert not desk.current.decided


def test_what_is_not_in_gold_cannot_be_taken_in_and_one_is_too_few(desk):
    desk.presses("J", "A")
    desk.goes_to("Gamma")
    desk.presses("W", "Down", "Down", "Space")
    assert desk.said[-1].startswith("Its passage is not in gold")
    desk.presses("Up", "Space", "Return")
    assert desk.said[-1].startswith("A group in gold has two members at least")
    desk.presses("Up", "Space", "Return")
    assert [len(one.members) for one in desk.gold() if one.kind == "same as"] == [2, 3]


def test_another_kind_takes_away_what_it_does_not_know(desk):
    desk.presses("J", "A")
    desk.goes_to("Beta")
    desk.presses("E")
    assert not desk.page.case.table.isColumnHidden(Column.STANCE)
    assert "numbers give a stance" in desk.page.deciding.keys_now.text()
    desk.page.case.head.kind.setCurrentText("same as")
    desk.page.case.head.kind.activated.emit(0)
    assert desk.page.case.table.isColumnHidden(Column.STANCE)
    assert "stance" not in desk.page.deciding.keys_now.text()
    assert {(one.stance, one.value) for one in desk.page.case.model.written()} == {("", "")}


def test_enter_goes_to_the_passage_and_another_key_to_all_of_them(desk):
    gone: list[tuple[str, str]] = []
    shown: list[object] = []
    desk.page.place_wanted.connect(lambda *where: gone.append(where))
    desk.page.passages_wanted.connect(shown.append)
    desk.presses("Down", "Return", "P")
    row = desk.page.case.model.rows[1]
    assert gone == [(row.article_id, row.span_id)]
    (passages,) = shown
    assert next(iter(passages)).article_id == row.article_id
    assert len(passages) == 2
    desk.presses("Down", "Return")
    assert desk.said[-1] == "The article omits it: there is no passage to show."


def test_what_is_changed_later_goes_stale_and_says_who_changed_it(desk):
    desk.presses("A")
    changed(desk, ANNA, "Beta", "Beta <b>& more</b>")
    assert desk.page.list.bar.progress.text() == "0 of 3 decided, 1 went stale"
    desk.goes_to("The Beta")
    assert desk.page.deciding.about.text().endswith(
        "went stale: Anna changed the group (was: took Anna)"
    )
    model = desk.page.list.model
    tip = model.data(model.index(0, 0), Qt.ItemDataRole.ToolTipRole)
    assert "&lt;b&gt;&amp; more" in tip
    desk.presses("A")
    assert "Beta <b>& more</b>" in [one.name for one in desk.gold()]
    for person, name in ((ANNA, "Beta <b>& more</b>"), (BEN, "The Beta")):
        changed(desk, person, name, "")
    desk.page.list.set_filter(GroupFilter(sorts=frozenset({GroupSort.GONE})))
    assert [row[0] for row in desk.listed] == ["gone"]
    desk.presses("A")
    assert not desk.page.actions_["take-left"].isEnabled()
    desk.presses("O")
    assert desk.listed == []


def test_reasons_undo_redo_and_reopening(desk):
    desk.page.keys.why.set_reason(Reason.SLIP)
    desk.presses("A")
    assert Reason.SLIP in [one.reason for one in desk.decisions()]
    desk.presses("Ctrl+Z")
    assert desk.current.names == ("Beta", "The Beta")
    assert not desk.current.decided
    desk.presses("Ctrl+Shift+Z")
    assert desk.current.names == ("Only mine",)
    desk.page.list.set_filter(GroupFilter(Which.DECIDED))
    desk.presses("O")
    assert desk.listed == []
    assert [one.name for one in desk.gold()] == ["Alpha"]


def test_several_are_decided_as_one_step(desk):
    desk.between.set_beforehand(False)
    desk.select(0, 1, 2)
    desk.presses("A")
    took = sorted(one.took for one in desk.decisions())
    assert took == [Took.A, Took.A, Took.NONE]
    assert len(desk.workspace.project.history(LEAD.id, 5)) == 1
    desk.presses("Ctrl+Z")
    assert not list(desk.decisions())


def test_very_many_are_decided_by_the_worker(
    qtbot: QtBot, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adjudicating, "MANY", 2)
    jobs = Jobs(workspace)
    desk = GroupsDesk(qtbot, workspace, jobs).compares()
    desk.between.set_beforehand(False)
    desk.page.list.table.selectAll()
    desk.presses("A")
    assert sorted(one.took for one in desk.decisions()) == [Took.A, Took.A, Took.NONE]
    assert desk.listed == []
    jobs.shut_down()


def test_blind_the_keys_take_the_side_that_is_shown(desk):
    desk.between.set_blind(True)
    desk.waits()
    (story,) = desk.workspace.project.stories()
    swapped = desk.between.shown(story.id).swapped
    assert {row[0] for row in desk.listed} == {"differs", "only left", "only right"}
    desk.page.list.go_to(desk.page.list.model.at(0))
    desk.presses("A")
    names = [one.name for one in desk.gold()]
    assert ("The Beta" if swapped else "Beta") in names
    desk.between.set_blind(False)


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        (GroupFilter(kind="same as"), ["Gamma"]),
        (GroupFilter(sorts=frozenset({GroupSort.ONLY_RIGHT})), ["Only mine"]),
        (GroupFilter(words="TWO"), ["Beta / The Beta"]),
        (GroupFilter(sorts=frozenset({GroupSort.SAME}), agreed=True), ["Alpha"]),
        (GroupFilter(Which.DECIDED), []),
    ],
)
def test_the_list_is_narrowed_down(desk, wanted, names):
    desk.page.list.set_filter(wanted)
    assert [row[1] for row in desk.listed] == names


def test_the_bar_narrows_it_down_and_the_header_sorts(desk):
    bar = desk.page.list.bar
    bar.kinds.setCurrentText("conflict")
    bar.kinds.activated.emit(1)
    assert len(desk.listed) == 2
    bar.words.setText("mine")
    assert [row[1] for row in desk.listed] == ["Only mine"]
    bar.words.clear()
    desk.page.show_kind("same as")
    assert [row[1] for row in desk.listed] == ["Gamma"]
    desk.page.list.set_filter(GroupFilter())
    desk.page.list.model.sort(1, Qt.SortOrder.DescendingOrder)
    assert [row[1] for row in desk.listed] == ["Only mine", "Gamma", "Beta / The Beta"]


def test_without_any_group_it_says_what_to_do(desk):
    project = desk.workspace.project
    (story,) = project.stories()
    for person in (ANNA, BEN):
        for group in project.groups(story.id, person.id):
            desk.workspace.edit(remove_group(group))
    desk.waits()
    assert desk.page.list.nothing.heading.text() == "Neither Anna nor Ben has made a group"
    assert not desk.page.below.isVisible()


def test_what_changed_while_nobody_looked_is_caught_up_with(desk):
    desk.page.hide()
    changed_before = desk.between.groups.count.every
    project = desk.workspace.project
    (story,) = project.stories()
    group = next(one for one in project.groups(story.id, ANNA.id) if one.name == "Gamma")
    desk.workspace.edit(remove_group(group))
    assert desk.between.groups.count.every == changed_before
    desk.page.show()
    desk.waits()
    assert desk.between.groups.count.every == changed_before - 1
