"""Groups: what belongs together across the articles of the story, and how each member stands.

The panel is also the board on which spans, words, members and groups are dropped.
"""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QPushButton,
    QSplitter,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.edits.edit import Edit, together
from annotator.edits.groups import (
    add_members,
    change_kind,
    merge_groups,
    move_members,
    remove_group,
    remove_members,
    rename_group,
    set_group_attribute,
    set_group_note,
    set_stance,
    set_value,
    split_off,
)
from annotator.model.group import Group, Member
from annotator.model.scheme import OMITS
from ui.panels.group_drop import LONGEST_NAME
from ui.panels.group_page import GroupPage
from ui.panels.groups_board import GroupsBoard
from ui.panels.groups_menu import Doing, fill_menu
from ui.panels.groups_tree import COLLECTED, GROUP, MEMBER, NAME, VALUE
from ui.panels.kind_zones import KindZones
from ui.workspace import Workspace

ROOM = 880
"""Pixels from which what a group is stands beside the board without being asked for."""


class GroupsPanel(GroupsBoard):
    """The board, what the current group is, and all that can be done to groups.

    Signals: `dropped_collected(tuple of Collected)`: these are not collected any more;
    `told(sentence)`.
    """

    dropped_collected = Signal(object)
    told = Signal(str)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.page = GroupPage()
        self.zones = KindZones()
        self._build()
        self._connect()
        self.clear()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 8)
        layout.setSpacing(8)
        self._beside = QSplitter()
        self._beside.setChildrenCollapsible(False)
        self._beside.addWidget(self._pages)
        self._beside.addWidget(self.page)
        self._beside.setStretchFactor(0, 3)
        self._beside.setStretchFactor(1, 2)
        layout.addWidget(self._beside, 1)
        self._buttons = QWidget()
        self._foot = QHBoxLayout(self._buttons)
        self._foot.setContentsMargins(8, 0, 8, 0)
        self._foot.setSpacing(8)
        self._foot.addStretch()
        self.details = self._button("Kind and note")
        self.details.setCheckable(True)
        self.details.setToolTip("Kind, questions and note of the group")
        self._details_asked = False
        self.more = self._button("More")
        self.more.setMenu(QMenu(self.more))
        self.remove_button = self._button("Remove")
        layout.addWidget(self._buttons)
        layout.addWidget(self.zones)

    def offer_zones(self, kinds: Sequence[tuple[str, bool]] | None) -> None:
        """The kinds of new groups to drop on, in the place of the buttons; None: the buttons."""
        if kinds is not None:
            self.zones.offer(kinds)
            self.zones.setMinimumHeight(self._buttons.height())
        self.zones.setVisible(kinds is not None)
        self._buttons.setVisible(kinds is None)

    def _button(self, words: str) -> QPushButton:
        button = QPushButton(words)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._foot.addWidget(button)
        return button

    def set_actions(self, actions: Sequence[QAction]) -> None:
        """Buttons for actions of the window: make a group, add to one, collect."""
        for at, action in enumerate(actions):
            button = QPushButton(action.text().replace("&", ""))
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setToolTip(action.toolTip())
            button.setEnabled(action.isEnabled())
            button.clicked.connect(action.trigger)
            action.enabledChanged.connect(button.setEnabled)
            self._foot.insertWidget(at, button)

    def _connect(self) -> None:
        self.tree.currentItemChanged.connect(lambda *_: self._show_current())
        self.tree.itemSelectionChanged.connect(self._show_buttons)
        self.tree.stance_wanted.connect(self.set_stance)
        self.tree.remove_wanted.connect(self.remove)
        self.tree.menu_wanted.connect(self._show_menu)
        self.tree.itemChanged.connect(self._written)
        self.page.kind_wanted.connect(self.change_kind)
        self.page.answered.connect(self._answer)
        self.page.note_written.connect(self._write_note)
        self.details.clicked.connect(self._ask_for_details)
        self.remove_button.clicked.connect(self.remove)
        self.more.menu().aboutToShow.connect(lambda: self._fill_menu(self.more.menu()))

    def clear(self) -> None:
        """No groups."""
        self.page.note.save()
        super().clear()

    # Showing

    def _filled(self) -> None:
        self._show_current()

    def _show_current(self) -> None:
        """What the current group is, and what can be done with the rows."""
        group = self.current()
        if group is not None:
            self.page.show_group(group, self._kinds(), may_change=self.workspace.can_edit)
        else:
            self.page.note.save()
        self._show_page()
        self._show_buttons()

    def _show_page(self) -> None:
        wanted = self._details_asked != (self.width() >= ROOM)
        group = self.current()
        self.details.setChecked(wanted)
        self.details.setEnabled(group is not None)
        self.page.setVisible(wanted and group is not None)

    def _ask_for_details(self) -> None:
        self._details_asked = not self._details_asked
        self._show_page()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What a group is stands below the board where the panel is narrow."""
        super().resizeEvent(event)
        wide = event.size().width() > event.size().height()
        side = Qt.Orientation
        self._beside.setOrientation(side.Horizontal if wide else side.Vertical)
        self._show_page()

    def _show_buttons(self) -> None:
        group, item = self.current(), self.tree.currentItem()
        collected = item is not None and item.data(NAME, COLLECTED) is not None
        may = group is not None and self.workspace.can_edit
        self.more.setEnabled(group is not None)
        self.remove_button.setEnabled(may or collected)
        self.remove_button.setText("Take out" if self._members() or collected else "Remove")

    # Doing

    def _edit(self, edit: Edit) -> None:
        """Later: a row must not go while its own signal is heard."""
        QTimer.singleShot(0, self, lambda: self.workspace.can_edit and self.workspace.edit(edit))

    def _written(self, item: QTreeWidgetItem, column: int) -> None:
        group, member = item.data(NAME, GROUP), item.data(NAME, MEMBER)
        if group is None:
            return
        if member is None and column == NAME:
            self._edit(rename_group(group, item.text(NAME)))
        elif member is not None and column == VALUE:
            self._edit(set_value(group, member, item.text(VALUE)))

    def set_stance(self, number: int) -> None:
        """Give the selected members the stance of this number, from 1; 0 takes it back."""
        edits = [
            set_stance(group, member, kind.stances[number - 1] if number else "")
            for group, member in self._members()
            if (kind := self._kind(group)) is not None and number <= len(kind.stances)
        ]
        if edits:
            self._edit(together("set stance", *edits))

    def remove(self) -> None:
        """Take the selected members out, or take the current group apart; its spans stay."""
        members, group = self._members(), self.current()
        rows = [item.data(NAME, COLLECTED) for item in self.tree.selectedItems()]
        if some := tuple(one for one in rows if one is not None):
            self.dropped_collected.emit(some)
        owners = {group.id: group for group, _ in members}
        edits = [
            remove_members(owner, [member for group, member in members if group.id == owner.id])
            for owner in owners.values()
        ]
        if not members and group is not None:
            edits = [remove_group(one) for one in self._chosen_groups() or [group]]
        if edits:
            self._edit(edits[0] if len(edits) == 1 else together("take groups apart", *edits))

    def change_kind(self, name: str) -> None:
        """Make the current group one of another kind; says what is lost by that."""
        group, kind = self.current(), next((k for k in self._kinds() if k.name == name), None)
        if group is None or kind is None or group.kind == name:
            return
        lost = [
            words
            for words, goes in (
                ("values", any(m.value for m in group.members) and not kind.member_value),
                ("stances", any(m.stance and m.stance not in kind.stances for m in group.members)),
            )
            if goes
        ]

        def change() -> None:
            if self.workspace.can_edit and self.workspace.edit(change_kind(group, name)) and lost:
                words = " and no ".join(lost)
                self.told.emit(f"“{name}” knows no {words}: Undo brings them back.")
            self._show_current()

        QTimer.singleShot(0, self, change)

    def split_off(self) -> None:
        """Make a group of its own of the selected members."""
        group = self.current()
        if group is not None and (members := self._members_of(group)):
            self._edit(split_off(group, members, self._words(members[0])[:LONGEST_NAME]))

    def move_to(self, target: Group) -> None:
        """Put the selected members into another group."""
        group = self.current()
        if group is not None and (members := self._members_of(group)):
            self._edit(move_members(group, members, target))

    def merge(self, groups: Sequence[Group]) -> None:
        """Make one group of several; the first keeps what it is."""
        self._edit(merge_groups(groups))

    def _answer(self, name: str, values: tuple[str, ...]) -> None:
        if (group := self.current()) is not None:
            self._edit(set_group_attribute(group, name, values))

    def _write_note(self, group_id: str, note: str) -> None:
        for group in self.groups:
            if group.id == group_id and group.note != note:
                self._edit(set_group_note(group, note))

    def add_omitting(self, article_id: str) -> None:
        """Make an article that omits what the others say a member of the current group."""
        group = self.current()
        if group is not None:
            kind = self._kind(group)
            stance = OMITS if kind is not None and OMITS in kind.stances else ""
            self._edit(add_members(group, [Member(article_id, stance=stance)]))

    def _fill_menu(self, menu: QMenu) -> None:
        menu.clear()
        item, group = self.tree.currentItem(), self.current()
        if item is None or group is None:
            return
        menu.addAction("Show in the articles", lambda: self._show_passages(item))
        if self.workspace.can_edit:
            at = NAME if item.data(NAME, MEMBER) is None else VALUE
            do = Doing(
                show=lambda: self._show_passages(item),
                write=lambda: self.tree.editItem(item, at),
                set_stance=self.set_stance,
                omit=self.add_omitting,
                change_kind=self.change_kind,
                split_off=self.split_off,
                move=self.move_to,
                merge=self.merge,
                remove=self.remove,
            )
            members = self._members_of(group) if item.data(NAME, MEMBER) is not None else []
            chosen = self._chosen_groups()
            fill_menu(menu, group, members, chosen, self.groups, self._articles, self._kinds(), do)

    def _show_menu(self, place: QPoint) -> None:
        if self.current() is not None:
            menu = self.menu()
            menu.exec(place)
            menu.deleteLater()

    def menu(self) -> QMenu:
        """What can be done with the current row."""
        menu = QMenu(self)
        self._fill_menu(menu)
        return menu
