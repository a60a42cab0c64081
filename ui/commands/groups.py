"""Making groups of what is chosen in the articles, collecting for them, and adding to them."""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from annotator.changes import Changes
from annotator.edits.joining import add_passages
from annotator.model.clue import Passage
from annotator.model.group import Group
from annotator.model.scheme import RelationKind
from ui.article.view import ArticleView
from ui.commands.group_drag import GroupDrag
from ui.panels.collected import Collected
from ui.panels.group_drop import Board, Carried

if TYPE_CHECKING:
    from ui.main_window import MainWindow

ACTIONS = ("make-group", "add-to-group", "collect")
NOTHING = "Choose a span, or select words, to make a group of."


class GroupCommands:
    """Connects the panel of groups with the articles; chosen spans or selected words join.

    `collected` is what was put aside for a group, in the order in which it was.
    """

    def __init__(self, window: "MainWindow") -> None:
        self._window = window
        self._workspace = window.workspace
        self._panel = window.docks.groups
        self.collected: tuple[Collected, ...] = ()
        self.drag = GroupDrag(window)
        actions = window.actions_
        actions.on("make-group", self.make)
        actions.on("add-to-group", self.add)
        actions.on("collect", self.collect)
        self._panel.set_actions([actions[name] for name in ACTIONS[:2]])
        self._panel.passages_wanted.connect(window.clues.show_passages)
        self._panel.dropped_collected.connect(self.forget)
        self._panel.told.connect(window.status.tell)
        window.articles.active_changed.connect(self._show_active)
        window.articles.shown_changed.connect(self._show_active)
        workspace = window.workspace
        for changed in (workspace.opened, workspace.closing, workspace.annotator_changed):
            changed.connect(self._begin)
        workspace.changed.connect(self._follow)
        self._begin()

    def _begin(self) -> None:
        """Another project or annotator: nothing is collected."""
        for name in ACTIONS:
            self._window.actions_[name].setEnabled(self._workspace.can_edit)
        self._keep(())

    def _follow(self, changes: Changes) -> None:
        """Spans that are collected may be resized or removed."""
        ids = [one.span_id for one in self.collected if one.span_id]
        if ids and (changes.spans or changes.everything):
            spans = {span.id: span for span in self._workspace.project.spans_by_id(ids)}
            kept = (
                Collected.of(spans[one.span_id]) if one.span_id in spans else one
                for one in self.collected
                if not one.span_id or one.span_id in spans
            )
            self._keep(tuple(kept))

    def _show_active(self) -> None:
        view = self._window.articles.active
        self._panel.show_article(view.article_id if view and view.article_id else None)

    # What is meant

    def _chosen_in(self, view: ArticleView) -> list[Collected]:
        """Spans that are chosen in an article, or else the words that are selected there."""
        spans = self._workspace.project.spans_by_id(list(view.pane.chosen()))
        if spans:
            return [Collected.of(span) for span in sorted(spans, key=lambda one: one.start)]
        return [Collected.of(Passage(view.article_id, one)) for one in view.pane.selected()]

    def _story_id(self) -> str:
        view = self._window.articles.active
        return view.article.story_id if view is not None and view.article is not None else ""

    def _here(self) -> list[Collected]:
        """What is chosen where one works."""
        view = self._window.articles.active
        return self._chosen_in(view) if view is not None and view.article is not None else []

    def _elsewhere(self) -> list[Collected]:
        """What is chosen in the other articles of the story that are shown."""
        articles, story_id = self._window.articles, self._story_id()
        others = [view for view in articles.views if view is not articles.active]
        inside = [v for v in others if v.article is not None and v.article.story_id == story_id]
        return [one for view in inside for one in self._chosen_in(view)]

    def _collected_here(self) -> list[Collected]:
        """What is collected in the story in which one works."""
        there = {article.id for article in self._workspace.project.articles(self._story_id())}
        return [one for one in self.collected if one.article_id in there]

    # Collecting

    def collect(self) -> None:
        """Puts what is chosen aside for a group; what is aside already is collected no longer."""
        here = self._here()
        if not here:
            self._window.status.tell("Choose a span, or select words, to collect for a group.")
            return
        if all(one in self.collected for one in here):
            self.forget(here)
            return
        fresh = [one for one in here if one not in self.collected]
        self._keep((*self.collected, *fresh))
        number = len(self._collected_here())
        one = "1 passage is" if number == 1 else f"{number} passages are"
        keys = self._window.actions_["make-group"].shortcut().toString()
        self._window.status.tell(f"{one} collected. {keys} makes a group of all of them.")

    def forget(self, some: Collection[Collected]) -> None:
        """These are not collected any more."""
        if some:
            self._keep(tuple(one for one in self.collected if one not in some))

    def _keep(self, collected: tuple[Collected, ...]) -> None:
        self.collected = collected
        self._panel.show_collected(collected)

    # Making and adding

    def make(self) -> None:
        """Makes a group of what is chosen and collected; asks of which kind where several would do.

        Where something is chosen in other articles as well, and nothing collected, it asks whether
        that belongs to it.
        """
        collected = self._collected_here()
        here, elsewhere = self._here(), [] if collected else self._elsewhere()
        some = _each_once([*collected, *here])
        if not (some or elsewhere):
            self._window.status.tell(NOTHING)
            return
        board = self._panel.board(self._story_id())
        found = self._asked(board, some, _each_once([*elsewhere, *some]) if elsewhere else [])
        if found is None:
            return
        kind, carried = found
        landing = board.as_new(carried, kind)
        before = {one.id for one in self._groups(board)}
        if landing.edit is None or not self._workspace.edit(landing.edit):
            self._window.status.tell(landing.words)
            return
        self.forget(collected)
        self._window.docks.show("groups")
        self._show_active()
        self._panel.reread()
        for group in self._groups(board):
            if group.id not in before:
                self._panel.choose(group.id)
                self._tell(group.name, len(group.members))
        self._window.focus_text()

    def _asked(
        self, board: Board, some: Sequence[Collected], wider: Sequence[Collected]
    ) -> tuple[RelationKind, Carried] | None:
        """The kind of the new group, and what it is made of."""
        offered: list[tuple[RelationKind, Carried, str]] = []
        for chosen, words in ((wider, f", of all {len(wider)} that are chosen"), (some, "")):
            if not chosen:
                continue
            carried = self._panel.carry(chosen)
            if chosen is some and wider:
                words = f", of “{carried.name[:40]}” alone"
            kinds = [kind for kind in board.kinds if not board.refuses(carried, kind)]
            offered += [(kind, carried, kind.name + words) for kind in kinds]
        if not offered:
            number = len(wider or some)
            what = "this" if number == 1 else f"all {number}"
            self._window.status.tell(f"No kind of group in the scheme holds {what}.")
            return None
        at: int | None = 0
        if len(offered) > 1:
            names = [words for _, _, words in offered]
            number = len(some)
            question = "Which kind of group?"
            if not wider and number > 1:
                question = f"Which kind of group, of {number} members?"
            at = self._window.ask.choose(question, names, action="Make a group")
        return offered[at][:2] if at is not None else None

    def add(self) -> None:
        """Adds what is chosen, or else collected, to the group that is current in the panel."""
        group = self._panel.current()
        collected = self._collected_here()
        some = _each_once([*collected, *self._here()])
        if group is None:
            self._window.docks.show("groups")
            self._window.status.tell("Choose the group in the panel first.")
        elif not some:
            self._window.status.tell(NOTHING)
        else:
            carried = self._panel.carry(some)
            edit = add_passages(group, carried.passages, carried.spans)
            if self._workspace.edit(edit):
                self.forget(collected)

    def _groups(self, board: Board) -> Sequence[Group]:
        return self._workspace.project.groups(board.story_id, board.annotator_id)

    def _tell(self, name: str, number: int) -> None:
        members = "1 member" if number == 1 else f"{number} members"
        self._window.status.tell(f"Made: {name}, with {members}. Undo takes it back.")


def _each_once(some: Sequence[Collected]) -> list[Collected]:
    return list(dict.fromkeys(some))
