"""Clues: signs that are worth a look, story by story. Computed, never kept, never a verdict."""

from collections.abc import Iterable, Iterator

from annotator.model.clue import Clue
from annotator.progress import Progress, silent
from annotator.project import Project
from annotator.suggest.signs import find_signs
from annotator.suggest.suggester import ArticleText


def clues(
    project: Project, story_ids: Iterable[str], progress: Progress = silent
) -> Iterator[tuple[str, tuple[Clue, ...]]]:
    """The clues of these stories, by the story's id; progress counts articles of each."""
    for story_id in story_ids:
        articles = project.articles(story_id)
        texts = [ArticleText(one.id, one.name, project.text(one.id)) for one in articles]
        published = {one.id: one.published for one in articles}
        yield story_id, tuple(find_signs(texts, published, progress))
