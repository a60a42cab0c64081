"""The overview of a story, in a window of its own."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from annotator.changes import Changes
from annotator.errors import BadInput
from annotator.model.clue import Passage

if TYPE_CHECKING:
    from ui.dialogs.story_overview import StoryOverview
    from ui.main_window import MainWindow

QUESTIONS = "questions of stories"
"""What the step is called that changes them."""
NO_STORY = "Open an article: the overview is of its story."


class OverviewCommands(QObject):
    """Opens the overview of the story that is read; it goes with the project.

    It is loaded when it is opened first.
    """

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self.opened: StoryOverview | None = None
        window.actions_.on("overview", self.show)
        window.workspace.opened.connect(lambda: self._enable(True))
        window.workspace.closing.connect(self._let_go)
        window.workspace.changed.connect(self._follow)
        window.docks.clues.compared.connect(self._take)
        self._enable(False)

    def show(self) -> None:
        """Opens the window on the story that is read, or brings it to the front."""
        from ui.dialogs.story_overview import StoryOverview

        window = self._window
        view = window.articles.active
        if view is None or view.article is None:
            window.status.tell(NO_STORY)
            return
        if self.opened is None:
            self.opened = StoryOverview(window.workspace, lambda: window.theme)
            self.opened.setWindowIcon(window.windowIcon())
            self.opened.passages_wanted.connect(self._go)
            self.opened.patterns_wanted.connect(self.change_patterns)
            self.opened.closed.connect(self._closed)
        story_id = view.article.story_id
        self.opened.show_story(story_id)
        self.opened.show()
        self.opened.raise_()
        self.opened.activateWindow()
        if window.docks.clues.across(story_id) is not None:
            self._take(story_id, "")
        else:
            window.clues.compare(story_id)

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

    def _enable(self, on: bool) -> None:
        self._window.actions_["overview"].setEnabled(on)

    def _let_go(self) -> None:
        self._enable(False)
        if self.opened is not None:
            self.opened.close()

    def _closed(self) -> None:
        opened, self.opened = self.opened, None
        if opened is not None:
            opened.deleteLater()
