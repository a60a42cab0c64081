"""Groups: what belongs together across the articles of the story, and how each member stands."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QPushButton,
    QStackedLayout,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.changes import Changes
from annotator.edits.edit import Edit
from annotator.edits.groups import (
    add_members,
    remove_group,
    remove_members,
    rename_group,
    set_stance,
    set_value,
)
from annotator.model.clue import Passage
from annotator.model.group import Group, Member
from annotator.model.scheme import RelationKind
from annotator.model.span import Fragment, Span
from annotator.model.story import Article
from ui.ask import doubled, plain_label
from ui.panels.groups_tree import GROUP, MEMBER, NAME, VALUE, GroupsTree, bold
from ui.panels.panel import Panel
from ui.workspace import Workspace

OMITS = "omits"
SHOWN = 200
"""So many code points of a span are shown at most."""
NOBODY = "Open an article: the groups of its story are listed here."
NONE = (
    "No groups in this story. Choose a span or select words, then “Make a group”; "
    "or make one of a clue."
)
_LIST, _WORDS = 0, 1


class GroupsPanel(Panel):
    """The groups of the story of the shown article, by kind, with their members.

    Signals: `passages_wanted(tuple of Passage)`: show each in its article.
    """

    passages_wanted = Signal(object)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.setWindowTitle("Groups")
        self._article_id: str | None = None
        self._story_id = ""
        self._articles: Sequence[Article] = ()
        self._spans: dict[str, Span] = {}
        self.groups: tuple[Group, ...] = ()
        self.tree = GroupsTree()
        self.words = plain_label(NOBODY, part="faint")
        self.words.setContentsMargins(16, 16, 16, 8)
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.words.setWordWrap(True)
        self.words.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.words.setAccessibleName("Why no groups are listed")
        self._build()
        self._connect()
        self.clear()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 8)
        layout.setSpacing(8)
        self._pages = QStackedLayout()
        self._pages.addWidget(self.tree)
        self._pages.addWidget(self.words)
        layout.addLayout(self._pages, 1)
        self._foot = QHBoxLayout()
        self._foot.setContentsMargins(8, 0, 8, 0)
        self._foot.setSpacing(8)
        self._foot.addStretch()
        self.omits = self._button("An article omits it")
        self.omits.setMenu(QMenu(self.omits))
        self.remove_button = self._button("Remove")
        layout.addLayout(self._foot)

    def _button(self, words: str) -> QPushButton:
        button = QPushButton(words)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._foot.addWidget(button)
        return button

    def set_actions(self, actions: Sequence[QAction]) -> None:
        """Buttons for actions of the window: make a group, add to one."""
        for at, action in enumerate(actions):
            button = QPushButton(action.text().replace("&", ""))
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setToolTip(action.toolTip())
            button.setEnabled(action.isEnabled())
            button.clicked.connect(action.trigger)
            action.enabledChanged.connect(button.setEnabled)
            self._foot.insertWidget(at, button)

    def _connect(self) -> None:
        self.tree.currentItemChanged.connect(lambda *_: self._show_buttons())
        self.tree.shown_wanted.connect(self._show_passages)
        self.tree.stance_wanted.connect(self.set_stance)
        self.tree.remove_wanted.connect(self.remove)
        self.tree.menu_wanted.connect(self._show_menu)
        self.tree.itemChanged.connect(self._written)
        self.remove_button.clicked.connect(self.remove)
        self.omits.menu().aboutToShow.connect(lambda: self._fill_omits(self.omits.menu()))

    # What the window says

    def show_article(self, article_id: str | None) -> None:
        """Show the groups of this article's story."""
        if article_id != self._article_id:
            self._article_id = article_id
            self.reread()

    @property
    def story_id(self) -> str:
        """The story whose groups are shown; "" for none."""
        return self._story_id

    def current(self) -> Group | None:
        """The group of the current row."""
        item = self.tree.currentItem()
        return item.data(NAME, GROUP) if item is not None else None

    def choose(self, group_id: str) -> None:
        """Make a group the current one."""
        for item in self.tree.group_items():
            if item.data(NAME, GROUP).id == group_id:
                self.tree.setCurrentItem(item)

    # Reading

    def read(self) -> None:
        """Read story, groups and the spans in them."""
        project, me = self.workspace.project, self.workspace.annotator_id
        article = project.records.articles.get(self._article_id) if self._article_id else None
        self._story_id = article.story_id if article is not None else ""
        self._articles = project.articles(self._story_id) if self._story_id else ()
        self.groups = project.groups(self._story_id, me) if self._story_id else ()
        ids = [i for group in self.groups for i in group.span_ids]
        self._spans = {span.id: span for span in project.spans_by_id(ids)}
        self._fill()

    def take(self, changes: Changes) -> None:
        """Groups, the spans in them, and what articles are called."""
        if changes.groups or changes.spans or changes.articles or changes.stories:
            self.read()

    def clear(self) -> None:
        """No groups."""
        self._article_id, self._story_id, self._articles = None, "", ()
        self.groups, self._spans = (), {}
        self._fill()

    # Showing

    def _fill(self) -> None:
        with self.tree.refilled():
            for kind in dict.fromkeys(group.kind for group in self.groups):
                some = [group for group in self.groups if group.kind == kind]
                top = QTreeWidgetItem(self.tree, [f"{kind[:1].upper()}{kind[1:]}  ({len(some):,})"])
                top.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
                bold(top)
                for group in some:
                    self._add_group(top, group)
        self.words.setText(NONE if self._story_id else NOBODY)
        self._pages.setCurrentIndex(_LIST if self.groups else _WORDS)
        self._show_buttons()

    def _add_group(self, top: QTreeWidgetItem, group: Group) -> None:
        number = len(group.members)
        members = f"{number:,} member{'' if number == 1 else 's'}"
        item = QTreeWidgetItem(top, [group.name or group.kind, "", "", members])
        item.setData(NAME, GROUP, group)
        self._allow_writing(item)
        kind = self._kind(group)
        order = {article.id: at for at, article in enumerate(self._articles)}
        for member in sorted(group.members, key=lambda one: order.get(one.article_id, len(order))):
            words = self._words(member)
            name = self._name(member.article_id)
            row = QTreeWidgetItem(item, [words, member.value, member.stance, name])
            row.setData(NAME, GROUP, group)
            row.setData(NAME, MEMBER, member)
            row.setData(NAME, Qt.ItemDataRole.AccessibleTextRole, f"{words}, {name}")
            if kind is not None and kind.member_value:
                self._allow_writing(row)

    def _allow_writing(self, item: QTreeWidgetItem) -> None:
        if self.workspace.can_edit:
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)

    def _words(self, member: Member) -> str:
        span = self._spans.get(member.span_id)
        if span is None:
            return "(does not tell it)"
        words = self.text(member.article_id)[span.start : min(span.end, span.start + SHOWN)]
        return " ".join(words.split())

    def _name(self, article_id: str) -> str:
        return next((one.name for one in self._articles if one.id == article_id), "")

    def _kind(self, group: Group) -> RelationKind | None:
        kinds = self.workspace.scheme.relations
        return next((one for one in kinds if one.is_set and one.name == group.kind), None)

    def _show_buttons(self) -> None:
        group = self.current()
        may = group is not None and self.workspace.can_edit
        self.omits.setEnabled(may)
        self.remove_button.setEnabled(may)
        self.remove_button.setText("Take out" if self._members() else "Remove")

    def _members(self) -> list[tuple[Group, Member]]:
        """The members of the selected rows, with their groups."""
        return [
            (item.data(NAME, GROUP), item.data(NAME, MEMBER))
            for item in self.tree.selectedItems()
            if item.data(NAME, MEMBER) is not None
        ]

    def _show_passages(self, item: QTreeWidgetItem) -> None:
        group, member = item.data(NAME, GROUP), item.data(NAME, MEMBER)
        if group is not None:
            self.passages_wanted.emit(self.passages((member,) if member else group.members))

    def passages(self, members: Sequence[Member]) -> tuple[Passage, ...]:
        """Where members stand; those that omit something stand nowhere."""
        spans = [(one, self._spans[one.span_id]) for one in members if one.span_id in self._spans]
        return tuple(
            Passage(one.article_id, Fragment(span.start, span.end), one.value)
            for one, span in spans
        )

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
        for group, member in self._members():
            kind = self._kind(group)
            if kind is not None and number <= len(kind.stances):
                self._edit(set_stance(group, member, kind.stances[number - 1] if number else ""))

    def remove(self) -> None:
        """Take the selected members out, or take the current group apart; its spans stay."""
        members, group = self._members(), self.current()
        for one in dict.fromkeys(group.id for group, _ in members):
            there = next(group for group in self.groups if group.id == one)
            self._edit(remove_members(there, [m for group, m in members if group.id == one]))
        if not members and group is not None:
            self._edit(remove_group(group))

    def add_omitting(self, article_id: str) -> None:
        """Make an article that omits what the others say a member of the current group."""
        group = self.current()
        if group is not None:
            kind = self._kind(group)
            stance = OMITS if kind is not None and OMITS in kind.stances else ""
            self._edit(add_members(group, [Member(article_id, stance=stance)]))

    def _fill_omits(self, menu: QMenu) -> None:
        menu.clear()
        group = self.current()
        there = {one.article_id for one in group.members} if group else set()
        for article in self._articles:
            if group is not None and article.id not in there:
                add = partial(self.add_omitting, article.id)
                menu.addAction(doubled(article.name), add)
        if menu.isEmpty():
            menu.addAction("Every article has a member in it").setEnabled(False)

    def _show_menu(self, place: QPoint) -> None:
        if self.current() is not None:
            menu = self.menu()
            menu.exec(place)
            menu.deleteLater()

    def menu(self) -> QMenu:
        """What can be done with the current row."""
        menu = QMenu(self)
        item, group = self.tree.currentItem(), self.current()
        if item is None or group is None:
            return menu
        menu.addAction("Show in the articles", partial(self._show_passages, item))
        if not self.workspace.can_edit:
            return menu
        member, kind = item.data(NAME, MEMBER), self._kind(group)
        if member is None:
            menu.addAction("Rename", partial(self.tree.editItem, item, NAME))
        elif kind is not None and kind.member_value:
            menu.addAction("Write the value", partial(self.tree.editItem, item, VALUE))
        if member is not None and kind is not None:
            self._add_stances(menu, member, kind)
        self._fill_omits(menu.addMenu("An article omits it"))
        menu.addSeparator()
        take: Callable[[], None] = self.remove
        menu.addAction("Take out of the group" if member else "Take the group apart", take)
        return menu

    def _add_stances(self, menu: QMenu, member: Member, kind: RelationKind) -> None:
        menu.addSeparator()
        for number, stance in enumerate((*kind.stances, ""), 1):
            at = number if stance else 0
            action = menu.addAction(f"&{at}  {doubled(stance or 'no stance')}")
            action.setCheckable(True)
            action.setChecked(member.stance == stance)
            action.triggered.connect(lambda _=False, at=at: self.set_stance(at))
        menu.addSeparator()
