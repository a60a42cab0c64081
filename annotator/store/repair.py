"""Sets right what can be set right without guessing. Whoever calls it has made a backup."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from annotator.errors import ProjectError
from annotator.model.identity import new_id
from annotator.model.story import text_sha256
from annotator.store.backup import backups
from annotator.store.clue_check import clue_faults
from annotator.store.database import Database
from annotator.store.failures import Conflict
from annotator.store.guard import connect


@dataclass(frozen=True, slots=True)
class Repaired:
    """What was done about one kind of fault; `check` names the check that finds it."""

    check: str
    number: int
    sentence: str


_STATEMENTS = (
    (
        "parses",
        "What models found in other texts was forgotten",
        (
            "DELETE FROM parse WHERE sha256 <> "
            "(SELECT sha256 FROM article WHERE article.id = parse.article_id)"
        ),
    ),
    (
        "relations",
        "Links between spans of different annotators were removed",
        (
            "DELETE FROM relation WHERE id IN (SELECT relation.id FROM relation "
            "JOIN span head ON head.id = head_id JOIN span child ON child.id = child_id "
            "WHERE head.annotator_id <> relation.annotator_id "
            "OR child.annotator_id <> relation.annotator_id)"
        ),
    ),
    (
        "groups",
        "Members from another story, or of other annotators, were taken out of groups",
        (
            "DELETE FROM member WHERE id IN (SELECT member.id FROM member "
            "JOIN story_group g ON g.id = group_id JOIN article ON article.id = member.article_id "
            "LEFT JOIN span ON span.id = span_id WHERE article.story_id <> g.story_id "
            "OR span.annotator_id <> g.annotator_id OR span.article_id <> member.article_id)"
        ),
    ),
    (
        "groups",
        "Groups without members were removed",
        "DELETE FROM story_group WHERE id NOT IN (SELECT group_id FROM member)",
    ),
    (
        "questions",
        "Questions about spans of another reading are about their article now",
        (
            "UPDATE question SET span_id = NULL WHERE id IN (SELECT question.id FROM question "
            "JOIN span ON span.id = span_id WHERE span.article_id <> question.article_id "
            "OR span.annotator_id <> question.annotator_id)"
        ),
    ),
    (
        "answers",
        "Answers that do not go with their suggestion were taken back",
        (
            "DELETE FROM answer WHERE rowid IN (SELECT answer.rowid FROM answer "
            "LEFT JOIN suggestion ON suggestion.id = suggestion_id "
            "LEFT JOIN span ON span.id = span_id "
            "WHERE suggestion.article_id <> answer.article_id "
            "OR (span_id IS NULL) <> (verdict NOT IN ('accepted', 'edited')) "
            "OR span.article_id <> answer.article_id OR span.annotator_id <> answer.annotator_id)"
        ),
    ),
    (
        "lineages",
        "Heads that a reading had twice were removed",
        (
            "DELETE FROM lineage WHERE position > (SELECT min(position) FROM lineage l "
            "WHERE l.article_id = lineage.article_id AND l.annotator_id = lineage.annotator_id "
            "AND l.head = lineage.head)"
        ),
    ),
)
_BEGUN = (
    "SELECT article_id, annotator_id FROM reading UNION SELECT article_id, annotator_id FROM span "
    "EXCEPT SELECT article_id, annotator_id FROM lineage"
)
_PUT_TEXT = (
    "INSERT INTO article_text (article_id, text, rev) SELECT id, ?, rev FROM article WHERE id = ? "
    "ON CONFLICT (article_id) DO UPDATE SET text = excluded.text"
)
_TEXT_OF = (
    "SELECT article_text.text FROM article_text WHERE article_id = ? AND EXISTS "
    "(SELECT 1 FROM article WHERE article.id = article_id AND sha256 = ?)"
)


def repair(database: Database, project_id: str) -> tuple[Repaired, ...]:
    """Repairs a project in one transaction; what was done. No step: undo leaves it alone."""
    found: list[Repaired] = []
    if _integrity_faults(database):
        found += _indexed_anew(database)
    with database.writing() as connection:
        # What points to a row that goes is found after it, in the same transaction.
        connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        found += [*_texts(connection, project_id), *_links(connection), *_rows(connection)]
        found += [*_clues(connection), *_lineages(connection)]
    return tuple(found)


def _indexed_anew(database: Database) -> list[Repaired]:
    """Raises `ProjectError` where rows stand there twice that only a guess could tell apart."""
    try:
        with database.writing() as connection:
            connection.exec_driver_sql("REINDEX")
        return []
    except Conflict:
        pass
    try:
        with database.writing() as connection:
            number = connection.exec_driver_sql("DELETE FROM parse").rowcount
            connection.exec_driver_sql("REINDEX")
    except Conflict:
        raise ProjectError(
            f"{database.path}: rows that belong there once stand there twice, and which of them is "
            "right cannot be told. Restore a backup."
        ) from None
    return [Repaired("parses", number, "What models found in texts was forgotten.")]


def _integrity_faults(database: Database) -> bool:
    rows = database.connection.exec_driver_sql("PRAGMA integrity_check(1)").all()
    return [tuple(row) for row in rows] != [("ok",)]


def _rows(connection: Connection) -> Iterator[Repaired]:
    for check, sentence, statement in _STATEMENTS:
        if number := connection.exec_driver_sql(statement).rowcount:
            yield Repaired(check, number, f"{sentence}.")


def _links(connection: Connection) -> Iterator[Repaired]:
    """Rows that point to what is not there; what pointed to them goes as well."""
    gone = 0
    while broken := {
        (row[0], row[1]) for row in connection.exec_driver_sql("PRAGMA foreign_key_check")
    }:
        known = [(table, rowid) for table, rowid in broken if rowid is not None]
        if not known:
            break
        for table, rowid in known:
            connection.exec_driver_sql(f'DELETE FROM "{table}" WHERE rowid = ?', (rowid,))
        gone += len(known)
    if gone:
        yield Repaired("links", gone, "Rows that pointed to something that is gone were removed.")


def _clues(connection: Connection) -> Iterator[Repaired]:
    """Answers that name what is not there; what they were about may be asked again."""
    keys = {key for _, key in clue_faults(connection) if key}
    for key in keys:
        connection.exec_driver_sql("DELETE FROM fact WHERE key = ?", (key,))
    if keys:
        yield Repaired("clues", len(keys), "Answers to clues that lead nowhere were taken back.")


def _lineages(connection: Connection) -> Iterator[Repaired]:
    headless = connection.exec_driver_sql(_BEGUN).all()
    for article_id, annotator_id in headless:
        row = (article_id, annotator_id, new_id())
        connection.exec_driver_sql("INSERT INTO lineage VALUES (?, ?, 1, ?, 0)", row)
    if headless:
        yield Repaired("lineages", len(headless), "Readings without a lineage begin one now.")


def _texts(connection: Connection, project_id: str) -> Iterator[Repaired]:
    """Texts that changed or are gone come from the newest backup that has them right."""
    number = 0
    for article_id, sha256 in list(_changed(connection)):
        text = _from_backups(project_id, article_id, sha256)
        if text is not None:
            connection.exec_driver_sql(_PUT_TEXT, (text, article_id))
            number += 1
    if number:
        yield Repaired("texts", number, "Texts were taken from a backup that has them right.")


def _changed(connection: Connection) -> Iterator[tuple[str, str]]:
    query = (
        "SELECT id, sha256, CAST(article_text.text AS BLOB) FROM article "
        "LEFT JOIN article_text ON article_text.article_id = article.id"
    )
    for article_id, sha256, text in connection.exec_driver_sql(query):
        if text is None or text_sha256(bytes(text).decode("utf-8", "replace")) != sha256:
            yield article_id, sha256


def _from_backups(project_id: str, article_id: str, sha256: str) -> str | None:
    for backup in backups(project_id):
        text = _asked(backup.path, lambda db: db.execute(_TEXT_OF, (article_id, sha256)).fetchone())
        if text is not None and text_sha256(text) == sha256:
            return text
    return None


def _asked(path: Path, ask: Callable[[sqlite3.Connection], tuple[object] | None]) -> str | None:
    try:
        with closing(connect(path)) as connection:
            row = ask(connection)
    except sqlite3.Error:
        return None
    return row[0] if row and isinstance(row[0], str) else None
