"""What the database's errors mean to the user."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError, IntegrityError

from annotator.errors import ProjectError

Conflict = IntegrityError
"""What is raised where a transaction would break a rule of the tables, such as a link to a row."""

_SENTENCES = {
    "SQLITE_FULL": "The disk is full. What was saved before is safe; make room and try again.",
    "SQLITE_READONLY": "The project cannot be written: the file or its disk is read-only.",
    "SQLITE_BUSY": "Another program is using the project just now. Try again in a moment.",
    "SQLITE_LOCKED": "Another program is using the project just now. Try again in a moment.",
    "SQLITE_IOERR": "The disk did not take or give the data. What was saved before is safe; "
    "check the disk and try again.",
    "SQLITE_CORRUPT": "The project file is damaged. Do not work on in it; restore a backup.",
    "SQLITE_NOTADB": "The file is not a project: it is no SQLite database.",
    "SQLITE_CANTOPEN": "The project file cannot be opened. Check that it is there, that you may "
    "read it, and that its folder can be written to.",
    "SQLITE_PERM": "You have no right to open the project file.",
    "SQLITE_INTERRUPT": "The project file took too long to be looked at: it is no sound project.",
    "SQLITE_AUTH": "Something in the project file would run by itself and was stopped. Do not work "
    "on in it; restore a backup.",
    "SQLITE_TOOBIG": "A text is larger than the project can hold.",
}


def sentence_for(error: BaseException) -> str | None:
    """The sentence for a database error that is the world's; None: the error is ours."""
    if isinstance(error, UnicodeDecodeError):
        return _SENTENCES[
            "SQLITE_CORRUPT"
        ]  # what SQLite had to say names something that is no text
    original = error.orig if isinstance(error, DBAPIError) else error
    if not isinstance(original, sqlite3.Error):
        return None
    if "Could not decode to UTF-8" in str(original):
        return _SENTENCES["SQLITE_CORRUPT"]
    name = getattr(original, "sqlite_errorname", "") or ""
    return next((words for code, words in _SENTENCES.items() if name.startswith(code)), None)


class Busy(ProjectError):
    """Another program reads or writes just now; the same may be done a moment later."""


def error_for(error: BaseException, path: Path) -> ProjectError | None:
    """What a database error means to the user of the file at `path`; None: the error is ours."""
    sentence = sentence_for(error)
    if sentence is None:
        return None
    kind = Busy if sentence == _SENTENCES["SQLITE_BUSY"] else ProjectError
    return kind(f"{path}: {sentence}")


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turns the world's database errors into a `ProjectError` that names the file."""
    try:
        yield
    except (DBAPIError, sqlite3.Error, UnicodeDecodeError) as error:
        meant = error_for(error, path)
        if meant is None:
            raise
        raise meant from error
