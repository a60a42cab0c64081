"""What can be done to stories and to the facts of articles. Texts never change."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from annotator.edits.edit import Edit
from annotator.errors import EditRefused
from annotator.model.story import Article, Story

if TYPE_CHECKING:
    from annotator.store.work import Work


def add_story(story: Story) -> Edit:
    """Adds a story behind the others; its name must be new."""

    def do(work: "Work") -> None:
        if work.stories.named(story.name) is not None:
            raise EditRefused(f"There is a story called “{story.name}” already.")
        work.stories.put([replace(story, position=work.stories.next_position())])

    return Edit(f"new story “{story.name}”", do)


def rename_story(story: Story, name: str) -> Edit:
    """Gives a story another name, which no other story may have."""

    def do(work: "Work") -> None:
        if not name.strip():
            raise EditRefused("A story needs a name.")
        other = work.stories.named(name.strip())
        if other is not None and other.id != story.id:
            raise EditRefused(f"There is a story called “{name.strip()}” already.")
        work.stories.put([replace(story, name=name.strip())])

    return Edit("rename story", do)


def set_facts(article: Article, **facts: str) -> Edit:
    """Changes what is known about an article: title, outlet, byline, published, url, retrieved."""

    def do(work: "Work") -> None:
        work.articles.put([replace(article, **facts)])  # type: ignore[arg-type]

    return Edit("facts of an article", do)


def arrange(articles: Sequence[Article]) -> Edit:
    """Puts the articles of a story into this order."""

    def do(work: "Work") -> None:
        work.articles.put([replace(a, position=i + 1) for i, a in enumerate(articles)])

    return Edit("arrange articles", do)


def set_splits(splits: Mapping[str, str]) -> Edit:
    """Keeps which split each story (by id) belongs to; a split once set stays."""

    def do(work: "Work") -> None:
        stories = [s for s in work.stories.all() if not s.split and splits.get(s.id)]
        work.stories.put([replace(story, split=splits[story.id]) for story in stories])

    return Edit("set splits", do)
