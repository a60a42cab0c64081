"""What models found in the texts, kept so that no text is parsed twice."""

from collections.abc import Mapping, Sequence
from typing import cast

from sqlalchemy import Table, delete, select

from annotator.store import convert_suggestion
from annotator.store.articles import ARTICLE
from annotator.store.journal import chunks, put_rows
from annotator.store.kind import Kind
from annotator.store.tables import ParseRow
from annotator.suggest.parse import Parse

PARSE = cast(Table, ParseRow.__table__)


class Parses(Kind):
    """Reads and writes parses, which no journal keeps."""

    def of(self, article_ids: Sequence[str], model: str, version: str) -> dict[str, Parse]:
        """What this model found, by article id; nothing for a text that was another then."""
        found: dict[str, Parse] = {}
        for some in chunks(article_ids):
            query = select(PARSE).join(ARTICLE, ARTICLE.c.id == PARSE.c.article_id)
            where = (
                PARSE.c.article_id.in_(some),
                PARSE.c.model == model,
                PARSE.c.version == version,
                PARSE.c.sha256 == ARTICLE.c.sha256,
            )
            rows = self._connection.execute(query.where(*where)).mappings()
            found.update((row["article_id"], convert_suggestion.parse(row)) for row in rows)
        return found

    def keep(self, parses: Mapping[str, Parse]) -> None:
        """Writes what a model found, by article id, past the journal: it is no edit.

        A parse of another text than the article's is dropped, and so are older ones of the article
        that are of another text.
        """
        for some in chunks(list(parses)):
            query = select(ARTICLE.c.id, ARTICLE.c.sha256).where(ARTICLE.c.id.in_(some))
            hashes = {row[0]: row[1] for row in self._database.execute(query)}
            for article_id, sha256 in hashes.items():
                stale = (PARSE.c.article_id == article_id, PARSE.c.sha256 != sha256)
                self._database.execute(delete(PARSE).where(*stale))
            rows = [
                convert_suggestion.parse_row(article_id, parses[article_id])
                for article_id, sha256 in hashes.items()
                if parses[article_id].sha256 == sha256
            ]
            if rows:
                put_rows(self._database, PARSE, rows)
