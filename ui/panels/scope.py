"""Whose rows a list shows: those of the shown article, of its story, of all."""

from enum import Enum

from annotator.model.story import Article
from ui.workspace import Workspace


class Scope(Enum):
    """How far a list reaches."""

    ARTICLE = "This article"
    STORY = "This story"
    ALL = "All stories"

    def articles(self, workspace: Workspace, article_id: str | None) -> tuple[Article, ...]:
        """The articles it means while this one is shown, in the project's order."""
        project = workspace.project
        if self is Scope.ALL:
            return project.articles()
        if article_id is None:
            return ()
        if self is Scope.ARTICLE:
            return (project.article(article_id),)
        return project.articles(story_of(workspace, article_id))

    def moves(self, workspace: Workspace, before: str | None, after: str | None) -> bool:
        """Whether other articles are meant when `after` is shown in place of `before`."""
        if self is Scope.STORY:
            return story_of(workspace, before) != story_of(workspace, after)
        return self is Scope.ARTICLE


def story_of(workspace: Workspace, article_id: str | None) -> str | None:
    """The story of an article; None without one."""
    if article_id is None or not workspace.is_open:
        return None
    article = workspace.project.records.articles.get(article_id)
    return article.story_id if article is not None else None  # an undone import took it along
