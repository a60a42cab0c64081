"""The articles of a project: facts and texts."""

from collections.abc import Iterator, Sequence
from typing import cast

from sqlalchemy import Table, bindparam, func, or_, select

from annotator.errors import ProjectError
from annotator.model.story import Article
from annotator.store import convert
from annotator.store.journal import chunks
from annotator.store.kind import Kind
from annotator.store.prepared import Prepared
from annotator.store.tables import ArticleRow, ArticleTextRow, StoryRow

ARTICLE = cast(Table, ArticleRow.__table__)
TEXT = cast(Table, ArticleTextRow.__table__)
STORY = cast(Table, StoryRow.__table__)
PLACES = Prepared(select(ARTICLE.c.id, ARTICLE.c.story_id, ARTICLE.c.name, ARTICLE.c.length))
LENGTH = Prepared(select(ARTICLE.c.id, ARTICLE.c.length).where(ARTICLE.c.id == bindparam("id")))


def textless(name: str) -> ProjectError:
    """Says that the text of an article is not there, and what may bring it back."""
    return ProjectError(
        f"The project is damaged: the text of the article “{name}” is missing. “annotator check "
        "--repair” takes it from a backup that has it; or restore a backup from before."
    )


class Articles(Kind):
    """Reads and writes articles."""

    def all(self, story_id: str | None = None) -> tuple[Article, ...]:
        """The articles of a story, or of all stories, in the order of the project."""
        query = select(ARTICLE).join(STORY).order_by(STORY.c.position, ARTICLE.c.position)
        if story_id is not None:
            query = query.where(ARTICLE.c.story_id == story_id)
        rows = self._connection.execute(query).mappings()
        return tuple(convert.article(row) for row in rows)

    def get(self, article_id: str) -> Article | None:
        """The article with this id."""
        rows = self._connection.execute(select(ARTICLE).where(ARTICLE.c.id == article_id))
        return next(map(convert.article, rows.mappings()), None)

    def named(self, name: str) -> Article | None:
        """The article with this name, which is unique in the project."""
        rows = self._connection.execute(select(ARTICLE).where(ARTICLE.c.name == name))
        return next(map(convert.article, rows.mappings()), None)

    def with_texts(self, hashes: Sequence[str]) -> tuple[Article, ...]:
        """The articles whose text has one of these SHA-256, in the order of their stories."""
        found: list[Article] = []
        for some in chunks(sorted(set(hashes))):
            rows = self._connection.execute(select(ARTICLE).where(ARTICLE.c.sha256.in_(some)))
            found.extend(map(convert.article, rows.mappings()))
        return tuple(sorted(found, key=lambda article: article.position))

    def names(self) -> frozenset[str]:
        """The names in use."""
        return frozenset(self._connection.scalars(select(ARTICLE.c.name)))

    def places(self) -> list[tuple[str, str, str, int]]:
        """Id, story id, name and length of every article: for those who go through them all."""
        return [(row[0], row[1], row[2], row[3]) for row in PLACES.rows(self._connection)]

    def more_facts(self) -> Iterator[tuple[str, str, tuple[tuple[str, str], ...]]]:
        """Id, what it revises and further facts of each article of which there are any."""
        where = or_(ARTICLE.c.extra != "", ARTICLE.c.version_of != "")
        query = select(ARTICLE).where(where).execution_options(yield_per=1000)
        for one in map(convert.article, self._connection.execute(query).mappings()):
            yield one.id, one.version_of, one.extra

    def lengths(self, ids: Sequence[str]) -> dict[str, int]:
        """Lengths of articles in code points, by id."""
        if len(ids) == 1:
            return {row.id: row.length for row in LENGTH.run(self._connection, id=ids[0])}
        lengths: dict[str, int] = {}
        for some in chunks(ids):
            query = select(ARTICLE.c.id, ARTICLE.c.length).where(ARTICLE.c.id.in_(some))
            lengths.update((row[0], row[1]) for row in self._connection.execute(query))
        return lengths

    def stories_of(self, ids: Sequence[str]) -> dict[str, str]:
        """Ids of the stories of articles, by article id."""
        stories: dict[str, str] = {}
        for some in chunks(ids):
            query = select(ARTICLE.c.id, ARTICLE.c.story_id).where(ARTICLE.c.id.in_(some))
            stories.update((row[0], row[1]) for row in self._connection.execute(query))
        return stories

    def text(self, article_id: str) -> str:
        """The text of an article, exactly as imported."""
        text = self._connection.scalar(select(TEXT.c.text).where(TEXT.c.article_id == article_id))
        if text is None:
            if (article := self.get(article_id)) is not None:
                raise textless(article.name)
            raise ProjectError(f"There is no article {article_id} in the project.")
        return str(text)

    def next_position(self, story_id: str) -> int:
        """Where a new article of the story goes: behind the others."""
        where = ARTICLE.c.story_id == story_id
        return (
            int(self._connection.scalar(select(func.max(ARTICLE.c.position)).where(where)) or 0) + 1
        )

    def add(self, article: Article, text: str) -> None:
        """Adds an article with its text, which never changes afterwards."""
        assert self._journal is not None, "writes need a unit of work"
        rev = self._journal.begin()
        self._journal.add(ARTICLE, [(*convert.article_values(article), rev)])
        self._journal.add(TEXT, [(article.id, text, rev)])

    def put(self, articles: Sequence[Article]) -> None:
        """Changes the facts of articles."""
        self._write(ARTICLE, [convert.article_row(article) for article in articles])

    def remove(self, ids: Sequence[str]) -> None:
        """Removes articles that hold no spans any more, with their texts."""
        self._remove(TEXT, [(i,) for i in ids])
        self._remove(ARTICLE, [(i,) for i in ids])
