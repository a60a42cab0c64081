"""Groups made by dragging: tags and selected words onto the board, members and groups on it."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QTreeWidgetItem

from annotator.model.group import Group
from annotator.model.span import Fragment
from tests.e2e.conftest import Maker, Opener
from tests.e2e.person import Person
from tests.ui.article.pane_kit import Hand
from ui.commands.group_drag import GroupDrag
from ui.panels.groups import GroupsPanel
from ui.panels.groups_tree import GROUP, MEMBER, NAME
from ui.panels.kind_zones import OPEN

ONE = "A report\n\nThe meeting was held in Paris on Monday. Ada Byron spoke.\n"
TWO = "Another one\n\nThe meeting was held in Rome on Monday. Lady Byron spoke.\n"
HELD = "The meeting was held in Paris on Monday"


def groups(person: Person) -> tuple[Group, ...]:
    workspace = person.window.workspace
    story = workspace.project.stories()[0].id
    return workspace.project.groups(story, workspace.annotator_id)


@pytest.fixture
def ada(start: Opener, texts: Maker) -> Person:
    """Two articles beside each other, and the board below."""
    ada = start(texts(one=ONE, two=TWO))
    ada.opens_article("one")
    ada.opens_article("two", beside=True)
    ada.opens_article("one")
    return ada


def board(person: Person) -> GroupsPanel:
    panel = person.window.docks.groups
    person.window.docks.show("groups")
    person.waits(lambda: panel.isVisible() and panel.story_id)
    return panel


def drag_of(person: Person) -> GroupDrag:
    return person.window.groups.drag


def begins(person: Person, words: str, *, by_tag: bool = False) -> tuple[Hand, QPoint]:
    """Presses on words that are selected (or on the tag of their span) and begins to drag."""
    where = person.shows(words)
    place = person.tag_over(where) if by_tag else person.middle((where.start + where.end) // 2)
    person.hand.press(place)
    person.hand.move(place + QPoint(0, 14))
    return person.hand, place


def moves(person: Person, hand: Hand, point: QPoint) -> QPoint:
    here = person.pane.viewport().mapFromGlobal(point)
    hand.move(here)
    return here


def row_of(panel: GroupsPanel, name: str) -> QTreeWidgetItem:
    (found,) = [i for i in panel.tree.group_items() if i.data(NAME, GROUP).name == name]
    return found


def middle_of(panel: GroupsPanel, item: QTreeWidgetItem) -> QPoint:
    panel.tree.scrollToItem(item)
    return panel.tree.viewport().mapToGlobal(panel.tree.visualItemRect(item).center())


def makes_group(person: Person, words: str, kind: str) -> Group:
    """A group of selected words, by drag onto the zone of a kind."""
    panel = board(person)
    person.sweeps(words)
    hand, _ = begins(person, words)
    before = {one.id for one in groups(person)}
    hand.release(moves(person, hand, panel.zones.centre_of(kind)))
    (made,) = [one for one in groups(person) if one.id not in before]
    person.waits(lambda: panel.current() is not None)
    return made


def test_selected_words_dropped_on_a_kind_become_a_group_in_one_step(ada: Person) -> None:
    panel = board(ada)
    assert panel.zones.isHidden()
    ada.sweeps(HELD)
    hand, _ = begins(ada, HELD)
    assert drag_of(ada).hint.words.startswith("Drop it on a group")
    here = moves(ada, hand, panel.zones.centre_of("conflict"))
    assert drag_of(ada).hint.words == "A new group: conflict, with a claim made of the words"
    assert groups(ada) == ()
    hand.release(here)
    (group,) = groups(ada)
    assert (group.kind, group.name) == ("conflict", HELD)
    assert ada.labelled("one") == [("claim", HELD)]
    assert panel.zones.isHidden()
    assert not drag_of(ada).hint.words
    assert ada.view.article_id == ada.article_id("one")
    ada.wants("undo")
    assert groups(ada) == ()
    assert ada.labelled("one") == []
    ada.wants("redo")
    assert groups(ada)[0].members == group.members


def test_words_of_another_article_join_by_a_drop_on_the_group(ada: Person) -> None:
    group = makes_group(ada, HELD, "conflict")
    panel = board(ada)
    ada.opens_article("two")
    ada.sweeps("The meeting was held in Rome on Monday")
    hand, _ = begins(ada, "The meeting was held in Rome on Monday")
    here = moves(ada, hand, middle_of(panel, row_of(panel, group.name)))
    assert drag_of(ada).hint.words.startswith(f"Joins “{HELD}” (conflict), with a claim")
    hand.release(here)
    (joined,) = groups(ada)
    assert [m.article_id for m in joined.members] == [ada.article_id("one"), ada.article_id("two")]
    ada.wants("undo")
    assert len(groups(ada)[0].members) == 1


def test_words_become_an_entity_in_same_as_and_a_claim_is_refused_there(ada: Person) -> None:
    group = makes_group(ada, "Ada Byron", "same as")
    assert ada.labelled("one") == [("entity", "Ada Byron")]
    panel = board(ada)
    ada.sweeps(HELD)
    ada.presses("1")
    hand, _ = begins(ada, HELD, by_tag=True)
    here = moves(ada, hand, middle_of(panel, row_of(panel, group.name)))
    assert drag_of(ada).hint.words == "“same as” holds no claim."
    hand.release(here)
    assert groups(ada) == (group,)
    assert ada.told == "“same as” holds no claim."


def test_esc_calls_it_off_and_leaves_the_selection(ada: Person) -> None:
    panel = board(ada)
    ada.sweeps(HELD)
    before = ada.pane.selected()
    hand, _ = begins(ada, HELD)
    here = moves(ada, hand, panel.zones.centre_of("conflict"))
    ada.presses("Escape")
    assert panel.zones.isHidden()
    hand.release(here)
    assert groups(ada) == ()
    assert ada.pane.selected() == before


def test_a_click_on_selected_words_lets_go_of_them_and_shift_still_sweeps(ada: Person) -> None:
    where = ada.sweeps(HELD)
    ada.hand.click(ada.middle(where.start + 14))
    assert ada.pane.selected() == ()
    ada.sweeps(HELD)
    place = ada.middle(where.start + 14)
    ada.hand.press(place, Qt.KeyboardModifier.ShiftModifier)
    ada.hand.move(place + QPoint(80, 0), Qt.KeyboardModifier.ShiftModifier)
    ada.hand.release(place + QPoint(80, 0), Qt.KeyboardModifier.ShiftModifier)
    assert ada.pane.selected()
    assert ada.pane.selected() != (where,)


def test_a_tag_dropped_on_a_span_still_links_and_on_the_board_groups(ada: Person) -> None:
    panel = board(ada)
    ada.sweeps("Ada Byron")
    ada.presses("3")
    ada.sweeps("Paris")
    ada.presses("3")
    hand, _ = begins(ada, "Ada Byron", by_tag=True)
    assert not drag_of(ada).hint.words
    hand.release(moves(ada, hand, panel.zones.centre_of("same as")))
    (group,) = groups(ada)
    assert group.name == "Ada Byron"
    assert ada.labelled("one") == [("entity", "Paris"), ("entity", "Ada Byron")]


def test_all_chosen_spans_go_along_with_the_tag_of_one(ada: Person) -> None:
    panel = board(ada)
    for words in ("Paris", "Ada Byron"):
        ada.sweeps(words)
        ada.presses("3")
    ada.pane.choose([span.id for span in ada.spans("one")])
    hand, _ = begins(ada, "Ada Byron", by_tag=True)
    hand.release(moves(ada, hand, panel.zones.centre_of("same as")))
    (group,) = groups(ada)
    assert (len(group.members), group.name) == (2, "Ada Byron")


def test_while_the_board_is_hidden_the_kinds_stand_at_the_foot_of_the_window(ada: Person) -> None:
    panel, strip = ada.window.docks.groups, drag_of(ada).strip
    assert not panel.isVisible()
    ada.sweeps(HELD)
    hand, _ = begins(ada, HELD)
    assert strip.isVisible()
    assert strip.geometry().top() >= ada.window.articles.mapTo(ada.window, QPoint()).y()
    hand.release(moves(ada, hand, strip.centre_of("same fact")))
    assert [one.kind for one in groups(ada)] == ["same fact"]
    assert strip.isHidden()
    assert panel.isVisible()
    ada.window.docks.docks["groups"].hide()
    ada.sweeps("Ada Byron")
    hand, _ = begins(ada, "Ada Byron")
    moves(ada, hand, strip.centre_of(OPEN))
    ada.waits(panel.isVisible)
    assert strip.isHidden()
    ada.waits(lambda: panel.tree.group_items())
    here = moves(ada, hand, middle_of(panel, row_of(panel, HELD)))
    hand.release(here)
    assert len(groups(ada)[0].members) == 2


def drags_row(
    person: Person, panel: GroupsPanel, item: QTreeWidgetItem, onto: QTreeWidgetItem
) -> None:
    """Drags a row onto another one, wherever the board has scrolled to meanwhile."""
    panel.tree.setCurrentItem(item)
    panel.tree.scrollToItem(item)
    viewport = panel.tree.viewport()
    hand = Hand(viewport)
    begin = panel.tree.visualItemRect(item).center()
    hand.press(begin)
    hand.move(begin + QPoint(0, 14))
    end = viewport.mapFromGlobal(middle_of(panel, onto))
    hand.move(end)
    hand.release(end)


def test_members_and_groups_are_dragged_on_the_board(ada: Person) -> None:
    first = makes_group(ada, HELD, "conflict")
    second = makes_group(ada, "Ada Byron spoke", "conflict")
    panel = board(ada)
    ada.waits(lambda: len(panel.tree.group_items()) == 2)
    member = row_of(panel, second.name).child(0)
    assert member is not None
    assert member.data(NAME, MEMBER) is not None
    drags_row(ada, panel, member, row_of(panel, first.name))
    (one,) = groups(ada)
    assert (one.id, len(one.members)) == (first.id, 2)
    ada.wants("undo")
    ada.waits(lambda: len(panel.tree.group_items()) == 2)
    top = row_of(panel, second.name)
    drags_row(ada, panel, top, row_of(panel, first.name))
    (one,) = groups(ada)
    assert (one.id, len(one.members)) == (first.id, 2)
    assert one.name == first.name
    ada.wants("undo")
    assert {g.id for g in groups(ada)} == {first.id, second.id}


def test_what_is_collected_in_several_articles_becomes_one_group(ada: Person) -> None:
    kinds = [one.name for one in ada.window.workspace.scheme.relations if one.is_set]
    ada.sweeps(HELD)
    ada.presses("M")
    assert ada.told.startswith("1 passage is collected.")
    ada.opens_article("two")
    ada.sweeps("Rome")
    ada.presses("3", "M")
    assert ada.told.startswith("2 passages are collected.")
    panel = board(ada)
    top = panel.tree.topLevelItem(0)
    assert top is not None
    assert (top.text(NAME), top.childCount()) == ("Collected for a group  (2)", 2)
    ada.pane.choose(())
    ada.ask.then(kinds.index("conflict"))
    ada.presses("Ctrl+Shift+J")
    (group,) = groups(ada)
    assert len(group.members) == 2
    assert ada.window.groups.collected == ()
    ada.presses("M")
    assert "Choose a span" in ada.told


def test_a_second_press_takes_it_off_and_a_span_that_goes_is_not_collected(ada: Person) -> None:
    ada.sweeps("Paris")
    ada.presses("3", "M")
    assert len(ada.window.groups.collected) == 1
    ada.presses("M")
    assert ada.window.groups.collected == ()
    ada.presses("M")
    ada.presses("Del")
    ada.waits(lambda: not ada.window.groups.collected)


def test_chosen_spans_of_several_articles_are_asked_for_together(ada: Person) -> None:
    ada.sweeps("Paris")
    ada.presses("3")
    ada.opens_article("two")
    ada.sweeps("Rome")
    ada.presses("3")
    offered: list[str] = []

    def first(title: str, names: object, **_: object) -> int:
        assert isinstance(names, list)
        offered.extend(names)
        return 0

    choose = ada.window.ask.choose
    ada.window.ask.choose = first  # type: ignore[method-assign,assignment]
    ada.presses("Ctrl+Shift+J")
    ada.window.ask.choose = choose  # type: ignore[method-assign]
    assert offered[0].endswith(", of all 2 that are chosen")
    assert any(name.endswith("of “Rome” alone") for name in offered)
    (group,) = groups(ada)
    assert {m.article_id for m in group.members} == {ada.article_id("one"), ada.article_id("two")}


def test_dropping_on_the_words_of_an_empty_board_asks_for_the_kind(
    ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel = board(ada)
    asked: list[int] = []

    def nothing(_: GroupDrag, kinds: tuple[object, ...], __: QPoint) -> None:
        asked.append(len(kinds))

    monkeypatch.setattr(GroupDrag, "_asked", nothing)
    where = ada.sweeps(HELD)
    hand, _ = begins(ada, HELD)
    hand.release(moves(ada, hand, panel.mapToGlobal(QPoint(40, 30))))
    assert asked == [4]
    assert groups(ada) == ()
    assert ada.pane.selected() == (Fragment(where.start, where.end),)
