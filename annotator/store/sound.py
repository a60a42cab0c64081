"""Whether a copy of a project is sound: before it counts as a backup, or takes a place."""

import sqlite3
from contextlib import closing
from pathlib import Path

from annotator.errors import ProjectError
from annotator.model.story import text_sha256
from annotator.store.guard import connect

TWICE = "2nd reference to page"
"""SQLite's words for a page that stands in a file more than once."""
_OF_PAGES = "*** in database"
"""So begins what SQLite says of pages; what it says of rows comes only where these are sound."""
Counts = dict[str, int]
"""How many rows each table has."""


class Damaged(ProjectError):
    """A file that SQLite's own check, or the sums of its texts, say is not as it was written."""


def row_counts(connection: sqlite3.Connection) -> Counts:
    """How many rows each table of a database has."""
    names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    return {
        name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]
        for (name,) in names
        if not name.startswith("sqlite_")
    }


def check_copy(copy: Path, counts: Counts) -> None:
    """Raises `Damaged` unless the copy opens, passes SQLite's check and has these rows."""
    with closing(connect(copy)) as connection:
        _quick_check(connection, copy)
        if (there := row_counts(connection)) != counts:
            differ = sorted(name for name in {*there, *counts} if there.get(name) != counts[name])
            raise Damaged(f"{copy} lacks rows of {', '.join(differ)}. Check the disk.")


def check_sound(path: Path) -> None:
    """Raises `Damaged` where SQLite's check finds a fault, or a text is not what was imported."""
    with closing(connect(path)) as connection:
        _quick_check(connection, path)
        if wrong := _changed_texts(connection):
            raise Damaged(
                f"{path} is damaged: {_articles(wrong)} no longer the text that was imported."
            )


def refuse_endless(connection: sqlite3.Connection, path: Path) -> None:
    """Raises `Damaged` where the pages of a table do not hang together: reading might never end.

    A few pages that name each other can be made to hold more rows than anybody can count. SQLite
    is asked for one fault only, for with more it would go on and read those rows.
    """
    (words,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if str(words).startswith(_OF_PAGES):
        raise Damaged(
            f"{path} is damaged: parts of it do not hang together, so that it cannot be read to "
            "its end. Restore a backup."
        )


def _quick_check(connection: sqlite3.Connection, path: Path) -> None:
    for (line,) in connection.execute("PRAGMA quick_check(1)"):
        if line != "ok":
            raise Damaged(f"{path} is damaged: SQLite says “{line}”.")


def _changed_texts(connection: sqlite3.Connection) -> int:
    # Bytes, so that letters that are none are a text that changed and not an error.
    connection.text_factory = bytes
    rows = connection.execute(
        "SELECT article.sha256, article_text.text FROM article "
        "LEFT JOIN article_text ON article_text.article_id = article.id"
    )
    return sum(not _is(sha256, text) for sha256, text in rows)


def _is(sha256: object, text: object) -> bool:
    if not isinstance(sha256, bytes) or not isinstance(text, bytes):
        return False
    try:
        return text_sha256(text.decode("utf-8")).encode("ascii") == sha256
    except UnicodeDecodeError:
        return False


def _articles(number: int) -> str:
    return "one article has" if number == 1 else f"{number} articles have"
