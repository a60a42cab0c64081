"""Making groups of what is chosen in the text, and adding to them."""

from typing import TYPE_CHECKING

from annotator.edits.groups import add_members, make_group, new_group
from annotator.edits.joining import STATES, add_passages, group_passages
from annotator.model.clue import Passage
from annotator.model.group import Member
from annotator.model.scheme import RelationKind
from annotator.model.span import Span

if TYPE_CHECKING:
    from ui.main_window import MainWindow

ACTIONS = ("make-group", "add-to-group")
NOTHING = "Choose a span, or select words, to make a group of."
LONGEST_NAME = 60


class GroupCommands:
    """Connects the panel of groups with the articles; chosen spans or selected words join."""

    def __init__(self, window: "MainWindow") -> None:
        self._window = window
        self._workspace = window.workspace
        self._panel = window.docks.groups
        actions = window.actions_
        actions.on("make-group", self.make)
        actions.on("add-to-group", self.add)
        self._panel.set_actions([actions[name] for name in ACTIONS])
        self._panel.passages_wanted.connect(window.clues.show_passages)
        window.articles.active_changed.connect(self._show_active)
        workspace = window.workspace
        for changed in (workspace.opened, workspace.closing, workspace.annotator_changed):
            changed.connect(self._enable)
        self._enable()

    def _enable(self) -> None:
        for name in ACTIONS:
            self._window.actions_[name].setEnabled(self._workspace.can_edit)

    def _show_active(self) -> None:
        view = self._window.articles.active
        self._panel.show_article(view.article_id if view and view.article_id else None)

    def _chosen(self) -> tuple[tuple[Span, ...], tuple[Passage, ...]]:
        """Spans that are chosen where one works, or else passages that are selected there."""
        spans = self._window.labelling.chosen()
        view = self._window.articles.active
        if spans or view is None or not view.article_id:
            return spans, ()
        return (), tuple(Passage(view.article_id, one) for one in view.pane.selection)

    def make(self) -> None:
        """Makes a group of what is chosen; asks of which kind where several would do."""
        spans, passages = self._chosen()
        view = self._window.articles.active
        if not (spans or passages) or view is None or view.article is None:
            self._window.status.tell(NOTHING)
            return
        kind = self._kind(spans)
        if kind is None:
            return
        story, me = view.article.story_id, self._workspace.annotator_id
        before = {group.id for group in self._workspace.project.groups(story, me)}
        first = spans[0] if spans else passages[0].place
        name = " ".join(view.pane.text[first.start : first.end].split())[:LONGEST_NAME]
        if spans:
            members = _members(spans, kind)
            done = self._workspace.edit(make_group(new_group(kind, name, story, me, members)))
        else:
            done = self._workspace.edit(group_passages(kind, name, story, me, passages))
        if done:
            self._window.docks.show("groups")
            self._panel.show_article(view.article_id)
            self._panel.reread()
            made = [g for g in self._workspace.project.groups(story, me) if g.id not in before]
            for group in made:
                self._panel.choose(group.id)
            self._window.focus_text()

    def add(self) -> None:
        """Adds what is chosen to the group that is current in the panel."""
        spans, passages = self._chosen()
        group = self._panel.current()
        if group is None:
            self._window.docks.show("groups")
            self._window.status.tell("Choose the group in the panel first.")
        elif spans:
            kinds = [one for one in self._kinds(()) if one.name == group.kind]
            self._workspace.edit(add_members(group, _members(spans, kinds[0] if kinds else None)))
        elif passages:
            self._workspace.edit(add_passages(group, passages))
        else:
            self._window.status.tell(NOTHING)

    def _kinds(self, spans: tuple[Span, ...]) -> list[RelationKind]:
        """The kinds of groups that hold all these spans."""
        scheme = self._workspace.scheme
        labels = {scheme.label(span.label_id) for span in spans}
        return [
            kind
            for kind in scheme.relations
            if kind.is_set and all(label and kind.holds(label.name) for label in labels)
        ]

    def _kind(self, spans: tuple[Span, ...]) -> RelationKind | None:
        kinds = self._kinds(spans)
        if not kinds:
            self._window.status.tell("No kind of group in the scheme holds this span.")
            return None
        if len(kinds) == 1:
            return kinds[0]
        names = [kind.name for kind in kinds]
        at = self._window.ask.choose("Which kind of group?", names, action="Make a group")
        return kinds[at] if at is not None else None


def _members(spans: tuple[Span, ...], kind: RelationKind | None) -> list[Member]:
    stance = STATES if kind is not None and STATES in kind.stances else ""
    return [Member(span.article_id, span.id, stance=stance) for span in spans]
