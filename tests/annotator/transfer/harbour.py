"""Three short articles about one story, to judge across them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from annotator.edits.edit import Edit
from annotator.edits.spans import add_span, new_span
from annotator.formats.scheme import read_scheme
from annotator.model.identity import new_id
from annotator.model.people import Annotator
from annotator.model.scheme import Scheme
from annotator.model.story import Article, Story
from annotator.paths import resource
from annotator.project import Project
from annotator.store.work import Work
from tests.annotator.samples import article_for

ONE = (
    "The suit was filed in Leeds on Monday. “We lost two million,” said Maria Lopez. "
    "The harbour will stay closed for weeks, officials said."
)
TWO = (
    "The suit was filed in Bristol on Friday. It rained. "
    "The harbour will stay closed for months, officials said."
)
THREE = "The suit was filed in Leeds, too. Nobody commented."


def news_scheme() -> Scheme:
    path = resource("schemes/news-stories.json")
    return read_scheme(path.read_bytes(), str(path))


@contextmanager
def harbour(path: Path, ada: Annotator) -> Iterator[Project]:
    """A project of one story in three articles, and of one annotator."""
    with Project.create(path, news_scheme()) as project:
        story = Story(new_id(), "Harbour", 1)

        def do(work: Work) -> None:
            work.stories.put([story])
            for number, text in enumerate((ONE, TWO, THREE), 1):
                article = article_for(story, text, f"{number}.txt", number)
                work.articles.add(replace(article, published=f"2026-03-0{number}"), text)

        project.apply(Edit("import", do))
        project.add_annotator(ada)
        yield project


def marked(project: Project, ada: Annotator, article: Article, words: str, label: str) -> str:
    """Marks these words; the id of the span."""
    text = project.text(article.id)
    start = text.index(words)
    wanted = project.scheme().label_named(label)
    assert wanted is not None
    span = new_span(article.id, ada.id, wanted, [(start, start + len(words))])
    project.apply(add_span(span, wanted), ada.id)
    return span.id
