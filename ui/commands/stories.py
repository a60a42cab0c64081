"""What the Story menu does: going from article to article, and saying how far one is."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from annotator.checks import OpenPoint, open_points
from annotator.edits.readings import set_read_for, set_status
from annotator.edits.stories import add_story
from annotator.model.identity import new_id
from annotator.model.reading import Status
from annotator.model.story import Article, Story
from ui.article.view import ArticleView
from ui.panels.article_page import ArticlePage

if TYPE_CHECKING:
    from ui.main_window import MainWindow

ENDED = (Status.DONE, Status.SKIPPED)


class StoryCommands:
    """Connects articles, panes and readings."""

    def __init__(self, window: "MainWindow") -> None:
        self._window = window
        self._workspace = window.workspace
        actions = window.actions_
        commands: dict[str, Callable[[], object]] = {
            "next-article": partial(self.step_article, 1),
            "previous-article": partial(self.step_article, -1),
            "next-unfinished": self.next_unfinished,
            "next-pane": partial(window.articles.step_pane, 1),
            "previous-pane": partial(window.articles.step_pane, -1),
            "done": self.done,
            "skip": self.skip,
            "nothing-to-mark": self.nothing_to_mark,
            "article-note": self.article_note,
            "article-facts": self.article_facts,
            "new-story": self.new_story,
        }
        for name, do in commands.items():
            actions.on(name, do)
        articles = window.docks.articles
        articles.article_wanted.connect(self.open_article)
        articles.story_wanted.connect(self.open_story)
        articles.status_wanted.connect(self.set_status)
        window.articles.status_wanted.connect(lambda _: self.done())

    # Which article

    def _order(self) -> tuple[Article, ...]:
        return self._workspace.project.articles() if self._workspace.is_open else ()

    def open_article(self, article_id: str, beside: bool = False) -> None:
        """Shows an article in the active pane, or beside the others, and goes there."""
        self._window.articles.open_article(article_id, beside=beside).focus_text()

    def open_story(self, story_id: str) -> None:
        """Shows the articles of a story side by side, as many as there are panes for."""
        ids = [article.id for article in self._workspace.project.articles(story_id)]
        self._window.articles.show_articles(ids[: self._window.views.pane_count()])
        self._window.focus_text()

    def step_article(self, step: int) -> None:
        """Shows the next (1) or previous (-1) article in the active pane."""
        view = self._window.articles.active
        order = [article.id for article in self._order()]
        if view is None or view.article_id not in order:
            if order:
                self.open_article(order[0])
            return
        at = order.index(view.article_id) + step
        if 0 <= at < len(order):
            self.open_article(order[at])
        else:
            self._window.status.tell("This is the last article." if step > 0 else "The first one.")

    def next_unfinished(self) -> None:
        """Shows the next article that is neither done nor skipped (in a pass: not read for it)."""
        order = self._order()
        readings = {
            r.article_id: r for r in self._workspace.project.readings(self._workspace.annotator_id)
        }
        label = self._window.labels.worked_alone

        def unfinished(article: Article) -> bool:
            reading = readings.get(article.id)
            if reading is None:
                return True
            return label not in reading.read_for if label else reading.status not in ENDED

        view = self._window.articles.active
        at = next((i for i, a in enumerate(order) if view and a.id == view.article_id), -1)
        found = next((a for a in (*order[at + 1 :], *order[: at + 1]) if unfinished(a)), None)
        if found is None:
            self._window.status.tell("Every article is finished.")
        else:
            self.open_article(found.id)

    # How far it is

    def _active(self) -> ArticleView | None:
        view = self._window.articles.active
        if view is None or view.article is None:
            self._window.status.tell("Open an article first.")
            return None
        if not self._workspace.can_edit:
            self._window.status.tell("Nothing can be changed here now.")
            return None
        return view

    def set_status(self, article_id: str, status: Status) -> None:
        """Says how far an article is, without looking for what may have been forgotten."""
        self._workspace.edit(set_status(article_id, self._workspace.annotator_id, status))

    def points(self, view: ArticleView) -> tuple[OpenPoint, ...]:
        """What “done” would find unfinished in the article of a view."""
        view.keep_attention()
        project = self._workspace.project
        article_id, annotator_id = view.article_id, self._workspace.annotator_id
        return open_points(
            view.pane.text,
            self._workspace.scheme,
            project.spans(article_id, annotator_id),
            project.relations_in(article_id, annotator_id),
            project.reading(article_id, annotator_id),
            project.attention(article_id, annotator_id),
        )

    def done(self) -> None:
        """Looks first for what may have been forgotten; then says that the article is done."""
        view = self._active()
        if view is None:
            return
        if view.reading().status is Status.DONE:
            self.set_status(view.article_id, Status.IN_PROGRESS)
            self._window.status.tell("The article is open again.")
            return
        points = self.points(view)
        if points:
            self._window.tools.show_open_points(view, points)
        else:
            self.say_done(view, ())

    def say_done(self, view: ArticleView, points: tuple[OpenPoint, ...]) -> None:
        """Says that the article is done, keeping the list of what is left open."""
        sentences = [point.sentence for point in points]
        annotator_id = self._workspace.annotator_id
        if self._workspace.edit(set_status(view.article_id, annotator_id, Status.DONE, sentences)):
            self._window.status.tell("Done. Ctrl+Shift+PgDown goes to the next unfinished article.")

    def skip(self) -> None:
        """Says that the article is skipped, or takes that back."""
        view = self._active()
        if view is not None:
            skipped = view.reading().status is Status.SKIPPED
            self.set_status(view.article_id, Status.IN_PROGRESS if skipped else Status.SKIPPED)

    def read_to_end(self, label_id: str) -> None:
        """Says that the active article was read for this label, or takes that back."""
        view = self._active()
        label = self._workspace.scheme.label(label_id)
        if view is None or label is None:
            return
        read = view.reading().read_for
        taken = tuple(i for i in read if i != label_id)
        new = taken if label_id in read else (*read, label_id)
        name = f"read for {label.name}"
        self._workspace.edit(set_read_for(view.article_id, self._workspace.annotator_id, new, name))

    def nothing_to_mark(self) -> None:
        """Asks for which label the article was read to its end."""
        view = self._active()
        if view is None:
            return
        if self._window.labels.worked_alone:
            self.read_to_end(self._window.labels.worked_alone)
            return
        offered = self._workspace.scheme.offered
        read = view.reading().read_for
        names = [f"{'✓ ' if label.id in read else ''}{label.name}" for label in offered]
        at = self._window.ask.choose(
            "Read to the end for which label?",
            names,
            action="Read for it",
            detail="It counts as read, whether anything was marked or not.",
        )
        if at is not None:
            self.read_to_end(offered[at].id)

    # The article itself

    def article_note(self) -> None:
        """Goes to the note on the active article; its impression stands above it."""
        if self._active() is not None:
            self._article_page().note.setFocus()

    def article_facts(self) -> None:
        """Goes to what is known about the active article, to change it."""
        if self._window.articles.active is not None:
            self._article_page().facts["title"].setFocus()

    def _article_page(self) -> ArticlePage:
        details = self._window.docks.details
        self._window.docks.show("details")
        details.show_spans(())
        return details.article_page

    def new_story(self) -> None:
        """Asks for the name of a new story, and for the articles in it."""
        if not self._workspace.can_edit:
            return
        name = self._window.ask.line("Name of the new story", action="Make it")
        if name is not None and self._workspace.edit(add_story(Story(new_id(), name))):
            story = self._workspace.project.records.stories.named(name)
            self._window.projects.import_files(story.id if story else None)
