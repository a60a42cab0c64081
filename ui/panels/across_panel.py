"""What panels have in common that show what the articles of a story say together."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from annotator.changes import Changes
from annotator.model.across import Across
from annotator.model.story import Article
from ui.panels.clues_state import CluesState
from ui.panels.panel import Panel
from ui.workspace import Workspace

COMPARING = "The articles are compared"
ALONE = "The story has one article: there is nothing to compare it with."
NO_STORY = "Open an article: its story is compared."


class AcrossPanel(Panel):
    """Shows something of the story of the shown article, once its articles were compared.

    Signals:
        compare_wanted(story id): compare the articles; answer with `show_comparing`, and then with
            `show_across` or `show_fault`.
        passage_wanted(article id, Fragment): show this passage.
    """

    compare_wanted = Signal(str)
    passage_wanted = Signal(str, object)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self._article_id: str | None = None
        self.story_id = ""
        self.articles: Sequence[Article] = ()
        self._across: dict[str, Across] = {}
        self._faults: dict[str, str] = {}
        self._comparing: set[str] = set()
        self.state = CluesState()
        self.state.pressed.connect(self._again)

    # What the window says

    def show_article(self, article_id: str | None) -> None:
        """Show what concerns the story of this article."""
        if article_id != self._article_id:
            self._article_id = article_id
            self.reread()

    def show_comparing(self, story_id: str) -> None:
        """The articles of a story are being compared."""
        self._comparing.add(story_id)
        self._faults.pop(story_id, None)
        self._show_if(story_id)

    def show_progress(self, story_id: str, done: int, total: int, what: str) -> None:
        """How far that is."""
        if story_id == self.story_id and self.across is None:
            self.state.progress(done, total, what)

    def show_across(self, story_id: str, across: Across) -> None:
        """What the articles of a story say together."""
        self._comparing.discard(story_id)
        self._across[story_id] = across
        self._show_if(story_id)

    def show_fault(self, story_id: str, sentence: str) -> None:
        """Why the articles of a story were not compared."""
        self._comparing.discard(story_id)
        self._faults[story_id] = sentence
        self._show_if(story_id)

    def _show_if(self, story_id: str) -> None:
        if story_id == self.story_id and not self._stale:
            self.show_all()

    @property
    def across(self) -> Across | None:
        """What is known of the story that is shown."""
        return self._across.get(self.story_id)

    @property
    def names(self) -> dict[str, str]:
        """The names of the articles of the story, by id, in order."""
        return {article.id: article.name for article in self.articles}

    # Reading

    def read(self) -> None:
        """Read which story it is; have it compared where nobody has yet."""
        project = self.workspace.project
        article = project.records.articles.get(self._article_id) if self._article_id else None
        self.story_id = article.story_id if article is not None else ""
        self.articles = project.articles(self.story_id) if self.story_id else ()
        if len(self.articles) > 1 and self.across is None and not self._is_hopeless():
            self.compare_wanted.emit(self.story_id)
        self.show_all()

    def _is_hopeless(self) -> bool:
        return self.story_id in self._faults or self.story_id in self._comparing

    def take(self, changes: Changes) -> None:
        """What articles say together comes from their texts alone."""
        if changes.articles or changes.stories:
            self.read()

    def clear(self) -> None:
        """Nothing is known any more."""
        self._article_id, self.story_id, self.articles = None, "", ()
        self._across, self._faults = {}, {}
        self._comparing.clear()
        self.show_all()

    def show_all(self) -> None:
        """Show what is known, or why there is nothing."""

    def say_why(self) -> bool:
        """Say why there is nothing to show where nothing is known; False where something is."""
        if self.across is not None and len(self.articles) > 1:
            return False
        story, say = self.story_id, self.state.say
        if not story:
            say("", NO_STORY)
        elif len(self.articles) < 2:
            say("", ALONE)
        elif story in self._faults:
            say("The articles were not compared", self._faults[story], button="Compare now")
        else:
            say(COMPARING, "This is done once for each text.", busy=True)
        return True

    def _again(self) -> None:
        if self.story_id:
            self._faults.pop(self.story_id, None)
            self.compare_wanted.emit(self.story_id)
            self.show_all()
