"""Groups: members with value and stance, changed in place, by key and by menu, all undoable."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QTreeWidgetItem
from pytestqt.qtbot import QtBot

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
