"""The board of groups: those of a story with their members, and what is collected for one."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from html import escape

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QTreeWidgetItem, QWidget

from annotator.changes import Changes
from annotator.edits.joining import covering
from annotator.model.clue import Passage
from annotator.model.group import Group, Member
from annotator.model.scheme import RelationKind
from annotator.model.span import Fragment, Span
from annotator.model.story import Article
from ui.ask import plain_label
from ui.panels.collected import Collected
from ui.panels.group_drop import Board, Carried
from ui.panels.groups_tree import COLLECTED, GROUP, KIND, MEMBER, NAME, GroupsTree, bold
from ui.panels.panel import Panel
from ui.workspace import Workspace

SHOWN = 200
"""So many code points of a span are shown at most."""
NOBODY = "Open an article: the groups of its story are listed here."
NONE = (
    "No groups in this story. Drag a span by its tag, or words you have selected, to this panel; "
    "or choose a span and press “Make a group”; or make one of a clue."
)


class GroupsBoard(Panel):
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
        self._collected: Sequence[Collected] = ()
        self.groups: tuple[Group, ...] = ()
        self.tree = GroupsTree()
        self.words = plain_label(NOBODY, part="faint")
        self.words.setContentsMargins(16, 16, 16, 8)
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.words.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.words.setAccessibleName("Why no groups are listed")
        self._pages = QStackedWidget()
        self._pages.addWidget(self.tree)
        self._pages.addWidget(self.words)
        self.tree.shown_wanted.connect(self._show_passages)

    # What the window says

    def show_article(self, article_id: str | None) -> None:
        """Show the groups of this article's story."""
        if article_id != self._article_id:
            self._article_id = article_id
            self.reread()

    def show_collected(self, collected: Sequence[Collected]) -> None:
        """Show what is collected for a group of this story."""
        self._collected = tuple(collected)
        if self.isVisible() and self.workspace.is_open:
            self._fill()

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
        self.groups, self._spans, self._collected = (), {}, ()
        self._fill()

    # Showing

    def _fill(self) -> None:
        with self.tree.refilled():
            self._add_collected()
            for kind in dict.fromkeys(group.kind for group in self.groups):
                some = [group for group in self.groups if group.kind == kind]
                top = self._heading(f"{kind[:1].upper()}{kind[1:]}  ({len(some):,})")
                top.setData(NAME, KIND, kind)
                for group in some:
                    self._add_group(top, group)
        self.words.setText(NONE if self._story_id else NOBODY)
        listed = self.tree.topLevelItemCount() > 0
        self._pages.setCurrentWidget(self.tree if listed else self.words)
        self._filled()

    def _filled(self) -> None:
        """Other rows are shown."""

    def _heading(self, words: str) -> QTreeWidgetItem:
        top = QTreeWidgetItem(self.tree, [words])
        top.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
        bold(top)
        return top

    def _add_collected(self) -> None:
        there = {article.id for article in self._articles}
        some = [one for one in self._collected if one.article_id in there]
        if not some:
            return
        top = self._heading(f"Collected for a group  ({len(some):,})")
        for one in some:
            words = self._quoted(one.article_id, one.place)
            row = QTreeWidgetItem(top, [words, "", "", self._name(one.article_id)])
            row.setData(NAME, COLLECTED, one)

    def _add_group(self, top: QTreeWidgetItem, group: Group) -> None:
        number = len(group.members)
        members = f"{number:,} member{'' if number == 1 else 's'}"
        item = QTreeWidgetItem(top, [group.name or group.kind, "", "", members])
        item.setData(NAME, GROUP, group)
        if group.note:
            item.setToolTip(NAME, f"<span>{escape(group.note)}</span>")
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
            row.setToolTip(NAME, f"<span>{escape(words)}</span>")
            if kind is not None and kind.member_value:
                self._allow_writing(row)

    def _allow_writing(self, item: QTreeWidgetItem) -> None:
        if self.workspace.can_edit:
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)

    def _words(self, member: Member) -> str:
        span = self._spans.get(member.span_id)
        if span is None:
            return "(does not tell it)"
        return self._quoted(member.article_id, Fragment(span.start, span.end))

    def _quoted(self, article_id: str, place: Fragment) -> str:
        words = self.text(article_id)[place.start : min(place.end, place.start + SHOWN)]
        return " ".join(words.split())

    def _name(self, article_id: str) -> str:
        return next((one.name for one in self._articles if one.id == article_id), "")

    def _kinds(self) -> tuple[RelationKind, ...]:
        return tuple(one for one in self.workspace.scheme.relations if one.is_set)

    def _kind(self, group: Group) -> RelationKind | None:
        return next((one for one in self._kinds() if one.name == group.kind), None)

    def _members(self) -> list[tuple[Group, Member]]:
        """The members of the selected rows, with their groups."""
        return [
            (item.data(NAME, GROUP), item.data(NAME, MEMBER))
            for item in self.tree.selectedItems()
            if item.data(NAME, MEMBER) is not None
        ]

    def _members_of(self, group: Group) -> list[Member]:
        return [member for one, member in self._members() if one.id == group.id]

    def _chosen_groups(self) -> list[Group]:
        """The groups that are selected themselves, from the top."""
        some = self.tree.selectedItems()
        return [i.data(NAME, GROUP) for i in self.tree.group_items() if i in some]

    def _show_passages(self, item: QTreeWidgetItem) -> None:
        group, member = item.data(NAME, GROUP), item.data(NAME, MEMBER)
        collected = item.data(NAME, COLLECTED)
        if collected is not None:
            self.passages_wanted.emit((collected.passage,))
        elif group is not None:
            self.passages_wanted.emit(self.passages((member,) if member else group.members))

    def passages(self, members: Sequence[Member]) -> tuple[Passage, ...]:
        """Where members stand; those that omit something stand nowhere."""
        spans = [(one, self._spans[one.span_id]) for one in members if one.span_id in self._spans]
        return tuple(
            Passage(one.article_id, Fragment(span.start, span.end), one.value)
            for one, span in spans
        )

    # The board

    def board(self, story_id: str) -> Board:
        """What a drop in this story is judged by."""
        workspace = self.workspace
        scheme = workspace.scheme

        def labels(ids: Iterable[str]) -> set[str]:
            found = workspace.project.spans_by_id(list(ids))
            return set(scheme.names(span.label_id for span in found))

        def covered(passage: Passage, kind: RelationKind) -> bool:
            held = {label.id for label in scheme.labels if kind.holds(label.name)}
            spans = [s for s in self.own_spans(passage.article_id) if s.label_id in held]
            return covering(spans, passage.place) is not None

        return Board(scheme, story_id, workspace.annotator_id, labels, covered)

    def carried(self) -> Carried | None:
        """What the selected rows are, to be dragged elsewhere."""
        item = self.tree.currentItem()
        if item is None:
            return None
        if item.data(NAME, COLLECTED) is not None:
            rows = [one.data(NAME, COLLECTED) for one in self.tree.selectedItems()]
            some = tuple(one for one in rows if one is not None)
            return replace(self.carry(some), collected=some)
        group = self.current()
        if group is None:
            return None
        members = self._members_of(group) if item.data(NAME, MEMBER) is not None else []
        words = self._words(members[0]) if members else group.name
        return Carried(words, group=group, members=tuple(members))

    def carry(self, some: Sequence[Collected]) -> Carried:
        """Spans and words of articles, one at least, to be dragged or joined."""
        found = self.workspace.project.spans_by_id([one.span_id for one in some if one.span_id])
        spans = {span.id: span for span in found}
        passages = tuple(one.passage for one in some if not one.span_id)
        first = some[0]
        words = self._quoted(first.article_id, first.place)
        return Carried(words, tuple(spans[o.span_id] for o in some if o.span_id in spans), passages)

    def row_at(self, point: QPoint) -> QTreeWidgetItem | None:
        """The row of the board under a point of the screen."""
        if self._pages.currentWidget() is not self.tree:
            return None
        viewport = self.tree.viewport()
        here = viewport.mapFromGlobal(point)
        return self.tree.itemAt(here) if viewport.rect().contains(here) else None

    def holds(self, point: QPoint) -> bool:
        """Whether a point of the screen is on the board."""
        return self.isVisible() and self.rect().contains(self.mapFromGlobal(point))
