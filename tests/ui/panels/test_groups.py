"""Groups: members with value and stance, changed in place, by key and by menu, all undoable."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QTreeWidgetItem
from pytestqt.qtbot import QtBot

from annotator.edits.groups import make_group, new_group
from annotator.edits.joining import group_passages
from annotator.model.clue import Passage
from annotator.model.group import Group, Member
from annotator.model.span import Fragment
from ui.panels.groups import GroupsPanel
from ui.panels.groups_tree import ARTICLE, MEMBER, NAME, STANCE, VALUE
from ui.workspace import Workspace


def groups(workspace: Workspace) -> tuple[Group, ...]:
    story = workspace.project.stories()[0].id
    return workspace.project.groups(story, workspace.annotator_id)


@pytest.fixture
def panel(workspace: Workspace, article_ids: list[str], qtbot: QtBot) -> Iterator[GroupsPanel]:
    kind = next(one for one in workspace.scheme.relations if one.name == "conflict")
    some = [Passage(a, Fragment(0, 30), f"v{at}") for at, a in enumerate(article_ids[:2])]
    story = workspace.project.stories()[0].id
    assert workspace.edit(group_passages(kind, "Where", story, workspace.annotator_id, some))
    panel = GroupsPanel(workspace)
    qtbot.addWidget(panel)
    panel.resize(900, 300)
    panel.show()
    panel.show_article(article_ids[0])
    yield panel
    panel.hide()


def row(panel: GroupsPanel, at: int | None = None) -> QTreeWidgetItem:
    """The row of the group, or of its member at a place."""
    (item,) = panel.tree.group_items()
    if at is None:
        return item
    child = item.child(at)
    assert child is not None
    return child


def member(workspace: Workspace, at: int) -> Member:
    (group,) = groups(workspace)
    order = [article.id for article in workspace.project.articles()]
    return sorted(group.members, key=lambda one: order.index(one.article_id))[at]


def test_members_stand_under_their_group_with_article_value_and_stance(
    panel: GroupsPanel, workspace: Workspace
) -> None:
    assert row(panel).text(NAME) == "Where"
    assert row(panel).text(ARTICLE) == "2 members"
    name = workspace.project.articles()[1].name
    first = row(panel, 1)
    assert (first.text(VALUE), first.text(STANCE), first.text(ARTICLE)) == ("v1", "states", name)


def test_a_digit_gives_a_stance_and_zero_takes_it_back(
    panel: GroupsPanel, workspace: Workspace, qtbot: QtBot
) -> None:
    panel.tree.setCurrentItem(row(panel, 1))
    qtbot.keyClick(panel.tree, Qt.Key.Key_3)
    qtbot.waitUntil(lambda: member(workspace, 1).stance == "contradicts")
    assert row(panel, 1).isSelected()
    qtbot.keyClick(panel.tree, Qt.Key.Key_9)
    qtbot.keyClick(panel.tree, Qt.Key.Key_0)
    qtbot.waitUntil(lambda: member(workspace, 1).stance == "")
    workspace.undo()
    assert row(panel, 1).text(STANCE) == "contradicts"


def test_a_double_click_on_a_stance_offers_the_others(panel: GroupsPanel) -> None:
    asked: list[str] = []
    panel.tree.menu_wanted.disconnect()
    panel.tree.menu_wanted.connect(lambda _: asked.append("menu"))
    panel.tree.itemDoubleClicked.emit(row(panel, 1), VALUE)
    panel.tree.itemDoubleClicked.emit(row(panel), STANCE)
    assert not asked
    panel.tree.itemDoubleClicked.emit(row(panel, 1), STANCE)
    assert asked == ["menu"]


def test_names_and_values_are_written_in_place(
    panel: GroupsPanel, workspace: Workspace, qtbot: QtBot
) -> None:
    row(panel).setText(NAME, " The venue ")
    qtbot.waitUntil(lambda: groups(workspace)[0].name == "The venue")
    row(panel, 0).setText(VALUE, "Hong Kong")
    qtbot.waitUntil(lambda: member(workspace, 0).value == "Hong Kong")
    assert row(panel, 0).text(VALUE) == "Hong Kong"


def test_an_article_that_omits_it_is_a_member(
    panel: GroupsPanel, workspace: Workspace, article_ids: list[str], qtbot: QtBot
) -> None:
    panel.tree.setCurrentItem(row(panel))
    panel.more.menu().aboutToShow.emit()
    (omits,) = [one.menu() for one in panel.more.menu().actions() if "omits" in one.text()]
    assert isinstance(omits, QMenu)
    offered = omits.actions()
    assert len(offered) == 3
    offered[0].trigger()
    qtbot.waitUntil(lambda: len(groups(workspace)[0].members) == 3)
    there = member(workspace, 2)
    assert (there.article_id, there.span_id, there.stance) == (article_ids[2], "", "omits")
    assert row(panel, 2).text(NAME) == "(does not tell it)"
    panel.tree.setCurrentItem(row(panel, 2))
    panel.more.menu().aboutToShow.emit()
    stances = [one for one in panel.more.menu().actions() if one.isCheckable()]
    assert [(one.text()[1:], one.isChecked()) for one in stances] == [
        ("4  omits", True), ("0  no stance", False)
    ]  # fmt: skip


def test_members_go_and_the_group_goes(
    panel: GroupsPanel, workspace: Workspace, qtbot: QtBot
) -> None:
    panel.tree.setCurrentItem(row(panel, 0))
    assert panel.remove_button.text() == "Take out"
    qtbot.keyClick(panel.tree, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: len(groups(workspace)[0].members) == 1)
    panel.tree.setCurrentItem(row(panel))
    panel.remove_button.click()
    qtbot.waitUntil(lambda: groups(workspace) == ())
    assert panel.words.isVisible()
    workspace.undo()
    workspace.undo()
    assert len(row(panel).text(NAME)) > 0
    assert len(groups(workspace)[0].members) == 2


def test_a_click_shows_the_passages(panel: GroupsPanel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(panel.passages_wanted) as wanted:
        panel.tree.itemClicked.emit(row(panel), 0)
    assert [one.value for one in wanted.args[0]] == ["v0", "v1"]
    with qtbot.waitSignal(panel.passages_wanted) as wanted:
        panel.tree.setCurrentItem(row(panel, 1))
        qtbot.keyClick(panel.tree, Qt.Key.Key_Return)
    assert [one.value for one in wanted.args[0]] == ["v1"]


def test_the_menu_offers_what_the_row_takes(panel: GroupsPanel) -> None:
    panel.tree.setCurrentItem(row(panel, 0))
    words = [action.text() for action in panel.menu().actions()]
    assert "&3  contradicts" in words
    assert "Write the value" in words
    panel.tree.setCurrentItem(row(panel))
    words = [action.text() for action in panel.menu().actions()]
    assert "Rename" in words
    assert "Take the group apart" in words


def test_blind_and_readers(panel: GroupsPanel, workspace: Workspace) -> None:
    workspace.set_annotator(None)
    assert panel.groups == ()
    assert not panel.remove_button.isEnabled()
    assert row_count(panel) == 0


def row_count(panel: GroupsPanel) -> int:
    return len(panel.tree.group_items())


def test_what_a_row_knows_is_not_shown_as_data(panel: GroupsPanel) -> None:
    assert row(panel).data(NAME, MEMBER) is None
    assert row(panel, 0).data(NAME, MEMBER).value == "v0"


def entry(panel: GroupsPanel, words: str, *more: str) -> QAction:
    """An entry of the menu of the current row, or of a menu under it."""
    panel.more.menu().aboutToShow.emit()
    menu: QMenu = panel.more.menu()
    for one in (words, *more)[:-1]:
        (under,) = [action.menu() for action in menu.actions() if action.text() == one]
        assert isinstance(under, QMenu)
        menu = under
    (found,) = [action for action in menu.actions() if action.text() == (words, *more)[-1]]
    return found


def second(panel: GroupsPanel, workspace: Workspace, article_ids: list[str], qtbot: QtBot) -> Group:
    """Another group, of one member, beside the first."""
    kind = next(one for one in workspace.scheme.relations if one.name == "conflict")
    story, me = workspace.project.stories()[0].id, workspace.annotator_id
    place = Passage(article_ids[2], Fragment(0, 30), "v2")
    assert workspace.edit(group_passages(kind, "Other", story, me, [place]))
    qtbot.waitUntil(lambda: len(panel.tree.group_items()) == 2)
    (found,) = [one for one in groups(workspace) if one.name == "Other"]
    return found


def item_of(panel: GroupsPanel, name: str) -> QTreeWidgetItem:
    (found,) = [item for item in panel.tree.group_items() if item.text(NAME) == name]
    return found


def test_kind_questions_and_note_of_the_current_group_are_written(
    panel: GroupsPanel, workspace: Workspace, qtbot: QtBot
) -> None:
    panel.tree.setCurrentItem(row(panel))
    qtbot.waitUntil(panel.page.isVisible)
    assert panel.page.kind.currentText() == "conflict"
    panel.page.fields["strength"].answer("hard to reconcile")
    qtbot.waitUntil(lambda: bool(groups(workspace)[0].attributes))
    assert groups(workspace)[0].attributes[-1].value == "hard to reconcile"
    panel.page.note.insertPlainText("See the map.")
    panel.page.note.save()
    qtbot.waitUntil(lambda: groups(workspace)[0].note == "See the map.")


def test_another_kind_tells_what_it_does_not_know_and_refuses_what_it_does_not_hold(
    panel: GroupsPanel, workspace: Workspace, article_ids: list[str], qtbot: QtBot
) -> None:
    claim = workspace.scheme.label_named("claim")
    conflict = next(one for one in workspace.scheme.relations if one.name == "conflict")
    assert claim is not None
    spans = workspace.project.spans(article_ids[0], workspace.annotator_id)
    span = next(one for one in spans if one.label_id == claim.id)
    story = workspace.project.stories()[0].id
    made = new_group(
        conflict, "Claims", story, workspace.annotator_id, [Member(span.article_id, span.id, "v")]
    )
    assert workspace.edit(make_group(made))
    qtbot.waitUntil(lambda: len(panel.tree.group_items()) == 2)

    def kind() -> str:
        return next(one.kind for one in groups(workspace) if one.id == made.id)

    told: list[str] = []
    refused: list[str] = []
    panel.told.connect(told.append)
    workspace.refused.connect(refused.append)
    panel.tree.setCurrentItem(item_of(panel, "Claims"))
    panel.change_kind("same as")
    qtbot.waitUntil(lambda: bool(refused))
    assert (refused, told, kind()) == (["“same as” holds no claim."], [], "conflict")
    assert panel.page.kind.currentText() == "conflict"
    panel.change_kind("copied text")
    qtbot.waitUntil(lambda: bool(told))
    assert told == ["“copied text” knows no values: Undo brings them back."]
    assert kind() == "copied text"
    assert "strength" not in panel.page.fields
    workspace.undo()
    assert kind() == "conflict"


def test_a_narrow_panel_shows_what_a_group_is_when_asked(panel: GroupsPanel, qtbot: QtBot) -> None:
    panel.resize(560, 300)
    panel.tree.setCurrentItem(row(panel))
    assert not panel.page.isVisible()
    panel.details.click()
    assert panel.page.isVisible()
    panel.details.click()
    assert not panel.page.isVisible()


def test_members_are_split_off_and_moved_by_the_menu(
    panel: GroupsPanel, workspace: Workspace, article_ids: list[str], qtbot: QtBot
) -> None:
    panel.tree.setCurrentItem(row(panel, 1))
    entry(panel, "Split off as a group of its own").trigger()
    qtbot.waitUntil(lambda: len(groups(workspace)) == 2)
    assert sorted(len(one.members) for one in groups(workspace)) == [1, 1]
    workspace.undo()
    qtbot.waitUntil(lambda: len(panel.tree.group_items()) == 1)
    second(panel, workspace, article_ids, qtbot)
    panel.tree.setCurrentItem(item_of(panel, "Where").child(0))
    entry(panel, "Move to", "Other (conflict)").trigger()
    qtbot.waitUntil(
        lambda: (
            {one.name: len(one.members) for one in groups(workspace)} == {"Where": 1, "Other": 2}
        ),
    )


def test_groups_become_one_by_the_menu(
    panel: GroupsPanel, workspace: Workspace, article_ids: list[str], qtbot: QtBot
) -> None:
    second(panel, workspace, article_ids, qtbot)
    panel.tree.setCurrentItem(item_of(panel, "Where"))
    item_of(panel, "Other").setSelected(True)
    entry(panel, "Make one group of these 2").trigger()
    qtbot.waitUntil(lambda: len(groups(workspace)) == 1)
    assert len(groups(workspace)[0].members) == 3
    workspace.undo()
    qtbot.waitUntil(lambda: len(panel.tree.group_items()) == 2)
    panel.tree.setCurrentItem(item_of(panel, "Where"))
    entry(panel, "Make one group with", "Other (conflict)").trigger()
    qtbot.waitUntil(lambda: len(groups(workspace)) == 1)
    assert groups(workspace)[0].name == "Other"


def test_all_is_greyed_for_who_may_not_change_anything(
    panel: GroupsPanel, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Workspace, "can_edit", property(lambda _: False))
    panel.read()
    panel.tree.setCurrentItem(row(panel))
    assert not panel.page.kind.isEnabled()
    assert not panel.page.note.isEnabled()
    assert not panel.remove_button.isEnabled()
    assert [action.text() for action in panel.menu().actions()] == ["Show in the articles"]
