"""Looks at every part of a project and says what is not as it should be."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sqlalchemy import select

from annotator.errors import AnnotatorError, ProjectError
from annotator.model.scheme import Scheme
from annotator.model.span import Span, join_fragments
from annotator.model.story import text_sha256
from annotator.progress import Progress
from annotator.store import convert
from annotator.store.articles import ARTICLE, TEXT
from annotator.store.database import Database, schema_version
from annotator.store.journal import table_named
from annotator.store.readings import READING
from annotator.store.relations import RELATION
from annotator.store.spans import SPAN
from annotator.store.tables import SCHEMA_VERSION
from annotator.store.work import Records

_KINDS: dict[str, Callable[[convert.Row], object]] = {
    "fact": dict,
    "story": convert.story,
    "article": convert.article,
    "annotator": convert.annotator,
    "relation": convert.relation,
    "attention": convert.attention,
    "step": dict,
}
"""What no other check reads whole, and how a row becomes a value."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in a project that is not as it should be; `check` names the check."""

    check: str
    sentence: str


def faults(database: Database, progress: Progress) -> Iterator[Fault]:
    """Everything that is wrong with a project, check by check."""
    yield from _readable(_file(database))
    try:
        scheme = Records(database.connection).schemes.current()
    except AnnotatorError as error:
        yield Fault("scheme", str(error))
        return
    for kind in _KINDS:
        yield from _readable(_rows(database, kind))
    yield from _readable(_all_articles(database, scheme, progress))
    yield from _readable(_relations(database))
    yield from _readable(_readings(database, scheme))


def _readable(found: Iterator[Fault]) -> Iterator[Fault]:
    """What a check found, up to where the file cannot be read."""
    try:
        yield from found
    except ProjectError as error:
        yield Fault("readable", str(error))


def _file(database: Database) -> Iterator[Fault]:
    version = schema_version(database.path)
    if version != SCHEMA_VERSION:
        yield Fault("version", f"The project has version {version}, not {SCHEMA_VERSION}.")
    for (line,) in database.connection.exec_driver_sql("PRAGMA integrity_check"):
        if line != "ok":
            yield Fault("integrity", f"SQLite says: {line}")
    for row in database.connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield Fault("links", f"A row of {row[0]} points to a row of {row[2]} that is not there.")


def _rows(database: Database, kind: str) -> Iterator[Fault]:
    """Reads every row; what cannot be read raises."""
    for row in database.connection.execute(select(table_named(kind))).mappings():
        _KINDS[kind](row)
    yield from ()


def _all_articles(database: Database, scheme: Scheme, progress: Progress) -> Iterator[Fault]:
    articles = _articles(database)
    for done, (article_id, name, sha256, length) in enumerate(articles):
        progress(done, len(articles), name)
        yield from _readable(_article(database, scheme, article_id, name, sha256, length))
    progress(len(articles), len(articles), "")


def _articles(database: Database) -> list[tuple[str, str, str, int]]:
    query = select(ARTICLE.c.id, ARTICLE.c.name, ARTICLE.c.sha256, ARTICLE.c.length)
    return [(r[0], r[1], r[2], r[3]) for r in database.connection.execute(query)]


def _article(
    database: Database, scheme: Scheme, article_id: str, name: str, sha256: str, length: int
) -> Iterator[Fault]:
    where = TEXT.c.article_id == article_id
    text = database.connection.scalar(select(TEXT.c.text).where(where))
    if text is None:
        yield Fault("texts", f"{name}: the text is missing.")
        return
    if text_sha256(text) != sha256 or len(text) != length:
        yield Fault("texts", f"{name}: the text is not the one that was imported.")
    seen: set[object] = set()
    rows = database.connection.execute(select(SPAN).where(SPAN.c.article_id == article_id))
    for row in rows.mappings():
        span = convert.span(row)
        yield from _span(span, scheme, name, len(text))
        same = (span.annotator_id, span.label_id, span.fragments)
        if same in seen:
            yield Fault("duplicates", f"{name}: the span {span.id} stands twice.")
        seen.add(same)


def _span(span: Span, scheme: Scheme, name: str, length: int) -> Iterator[Fault]:
    where = f"{name}: the span {span.id} ({span.start}–{span.end})"
    if span.fragments != join_fragments(span.fragments) or span.start < 0:
        yield Fault("spans", f"{where} has fragments that are empty, touch or are out of order.")
    elif span.end > length:
        yield Fault("spans", f"{where} lies outside the text of {length} characters.")
    if scheme.label(span.label_id) is None:
        yield Fault("labels", f"{where} has a label that is not in the scheme.")


def _relations(database: Database) -> Iterator[Fault]:
    head, child = SPAN.alias(), SPAN.alias()
    query = (
        select(RELATION.c.id)
        .join(head, head.c.id == RELATION.c.head_id)
        .join(child, child.c.id == RELATION.c.child_id)
        .where(
            (head.c.annotator_id != RELATION.c.annotator_id)
            | (child.c.annotator_id != RELATION.c.annotator_id)
        )
    )
    for relation_id in database.connection.scalars(query):
        yield Fault("relations", f"The relation {relation_id} joins spans of different annotators.")


def _readings(database: Database, scheme: Scheme) -> Iterator[Fault]:
    rows = database.connection.execute(select(READING)).mappings()
    for reading in map(convert.reading, rows):
        for label_id in reading.read_for:
            if scheme.label(label_id) is None:
                yield Fault(
                    "readings",
                    f"A reading of {reading.article_id} names a label that is not in the scheme.",
                )
