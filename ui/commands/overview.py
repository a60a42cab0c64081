"""The overview of a story, in a window of its own."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from annotator.changes import Changes
from annotator.errors import BadInput
from annotator.model.clue import Passage
from ui.commands.own_window import OwnWindow, bring_to_front

if TYPE_CHECKING:
    from ui.dialogs.story_overview import StoryOverview
    from ui.main_window import MainWindow

QUESTIONS = "questions of stories"
"""What the step is called that changes them."""
NO_STORY = "Open an article: the overview is of its story."


class OverviewCommands(OwnWindow["StoryOverview"]):
    """Opens the overview of the story that is read."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window, "overview")
        window.workspace.changed.connect(self._follow)
        window.docks.clues.compared.connect(self._take)

    def show(self) -> None:
        """Opens the window on the story that is read, or brings it to the front."""
        window = self._window
        view = window.articles.active
        if view is None or view.article is None:
            window.status.tell(NO_STORY)
            return
        story_id = view.article.story_id
        overview = self._made(self._new)
        overview.show_story(story_id)
        bring_to_front(overview)
        if window.docks.clues.across(story_id) is not None:
            self._take(story_id, "")
        else:
            window.clues.compare(story_id)

    def _new(self) -> "StoryOverview":
        from ui.dialogs.story_overview import StoryOverview

        made = StoryOverview(self._window.workspace, lambda: self._window.theme)
        made.passages_wanted.connect(self._go)
        made.patterns_wanted.connect(self.change_patterns)
        made.closed.connect(self._closed)
        return made

    def _take(self, story_id: str, fault: str) -> None:
        across = self._window.docks.clues.across(story_id)
        if self.opened is None:
            return
        if across is not None:
            self.opened.show_facets(story_id, across.facets, across.left_out)
        else:
            self.opened.show_why_not(story_id, fault)

    def _go(self, passages: Sequence[Passage]) -> None:
        self._window.clues.show_passages(passages)
        self._window.raise_()
        self._window.activateWindow()
        self._window.focus_text()

    def change_patterns(self) -> None:
        """Lets the questions of the project's stories be written; then the story is compared."""
        # Slow to import, and only here.
        from annotator.across import read_patterns, shipped_patterns
        from annotator.across_story import facet_patterns, set_facet_patterns
        from ui.dialogs.facet_patterns import FacetPatternsDialog

        window = self._window
        shipped = shipped_patterns().text
        try:
            now = facet_patterns(window.workspace.project).text
        except BadInput:
            now = window.workspace.project.setting("facets")

        def check(text: str) -> str:
            try:
                read_patterns(text, "The text")
            except BadInput as error:
                return str(error)
            return ""

        dialog = FacetPatternsDialog(self.opened or window, now, shipped, check)
        if not dialog.exec() or dialog.text == now:
            return
        kept = "" if dialog.text == shipped else dialog.text
        window.workspace.edit(set_facet_patterns(kept, "The text"))

    def _follow(self, changes: Changes) -> None:
        """Other questions, also by an undo: the story is compared again."""
        if changes.name == QUESTIONS and self.opened is not None:
            self.opened.show_comparing(self.opened.story_id)
            self._window.clues.compare(self.opened.story_id)
