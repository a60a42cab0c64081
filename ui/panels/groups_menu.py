"""What can be done with the rows of the board, as a menu."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QMenu

from annotator.model.group import Group, Member
from annotator.model.scheme import RelationKind
from annotator.model.story import Article
from ui.ask import doubled


@dataclass(frozen=True, slots=True)
class Doing:
    """What the menu calls."""

    show: Callable[[], None]
    write: Callable[[], None]
    set_stance: Callable[[int], None]
    omit: Callable[[str], None]
    change_kind: Callable[[str], None]
    split_off: Callable[[], None]
    move: Callable[[Group], None]
    merge: Callable[[Sequence[Group]], None]
    remove: Callable[[], None]


def fill_menu(
    menu: QMenu,
    group: Group,
    members: Sequence[Member],
    chosen: Sequence[Group],
    groups: Sequence[Group],
    articles: Sequence[Article],
    kinds: Sequence[RelationKind],
    do: Doing,
) -> None:
    """What can be done with a group, or with the `members` of it that are selected.

    `chosen` are the selected groups, `groups` all there are.
    """
    kind = next((one for one in kinds if one.name == group.kind), None)
    if members:
        if kind is not None and kind.member_value:
            menu.addAction("Write the value", do.write)
        if kind is not None:
            _add_stances(menu, members[0], kind, do)
        if len(members) < len(group.members):
            menu.addAction("Split off as a group of its own", do.split_off)
        _add_groups(menu.addMenu("Move to"), group, groups, do.move)
    else:
        menu.addAction("Rename", do.write)
        change = menu.addMenu("Change its kind")
        for one in kinds:
            action = change.addAction(doubled(one.name), partial(do.change_kind, one.name))
            action.setCheckable(True)
            action.setChecked(one.name == group.kind)
        if len(chosen) > 1:
            action = menu.addAction(
                f"Make one group of these {len(chosen)}", partial(do.merge, chosen)
            )
            action.setEnabled(len({one.kind for one in chosen}) == 1)
        same = [one for one in groups if one.kind == group.kind]
        merge = partial(_merge_into, group, do)
        _add_groups(menu.addMenu("Make one group with"), group, same, merge)
    _add_articles(menu.addMenu("An article omits it"), group, articles, do.omit)
    menu.addSeparator()
    menu.addAction("Take out of the group" if members else "Take the group apart", do.remove)


def _add_articles(
    menu: QMenu, group: Group | None, articles: Sequence[Article], omit: Callable[[str], None]
) -> None:
    """The articles that have no member in a group yet."""
    there = {one.article_id for one in group.members} if group is not None else set()
    for article in articles:
        if group is not None and article.id not in there:
            menu.addAction(doubled(article.name), partial(omit, article.id))
    if menu.isEmpty():
        menu.addAction("Every article has a member in it").setEnabled(False)


def _merge_into(group: Group, do: Doing, other: Group) -> None:
    do.merge([other, group])


def _add_groups(
    menu: QMenu, group: Group, groups: Sequence[Group], take: Callable[[Group], None]
) -> None:
    others = [one for one in groups if one.id != group.id]
    for one in others:
        words = f"{one.name} ({one.kind})" if one.name else one.kind
        menu.addAction(doubled(words), partial(take, one))
    menu.setEnabled(bool(others))


def _add_stances(menu: QMenu, member: Member, kind: RelationKind, do: Doing) -> None:
    menu.addSeparator()
    known = kind.stances_of(omits=not member.span_id)
    for number, stance in enumerate((*kind.stances, ""), 1):
        at = number if stance else 0
        if not kind.stances or (stance and stance not in known):
            continue
        action = menu.addAction(f"&{at}  {doubled(stance or 'no stance')}")
        action.setCheckable(True)
        action.setChecked(member.stance == stance)
        action.triggered.connect(lambda _=False, at=at: do.set_stance(at))
    menu.addSeparator()
