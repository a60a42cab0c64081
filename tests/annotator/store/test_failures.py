"""R7: every error of the world that SQLite knows is a sentence to act on."""

import sqlite3
from pathlib import Path

import pytest

from annotator.errors import ProjectError
from annotator.store.failures import Busy, error_for, sentence_for, told

WORLD = {
    "SQLITE_FULL": "disk is full",
    "SQLITE_READONLY": "read-only",
    "SQLITE_READONLY_DBMOVED": "read-only",
    "SQLITE_BUSY": "Another program",
    "SQLITE_BUSY_SNAPSHOT": "Another program",
    "SQLITE_LOCKED": "Another program",
    "SQLITE_IOERR": "The disk did not take",
    "SQLITE_IOERR_WRITE": "The disk did not take",
    "SQLITE_IOERR_FSYNC": "The disk did not take",
    "SQLITE_CORRUPT": "is damaged",
    "SQLITE_CORRUPT_INDEX": "is damaged",
    "SQLITE_NOTADB": "is no SQLite database",
    "SQLITE_CANTOPEN": "cannot be opened",
    "SQLITE_PERM": "no right",
    "SQLITE_INTERRUPT": "took too long",
    "SQLITE_AUTH": "would run by itself",
    "SQLITE_TOOBIG": "larger than",
}
PATH = Path("p.annotator")


def failed(name: str) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("words of SQLite")
    error.sqlite_errorname = name
    return error


@pytest.mark.parametrize("name", WORLD)
def test_the_world_s_errors_are_sentences(name: str) -> None:
    meant = error_for(failed(name), PATH)
    assert isinstance(meant, Busy if name.startswith("SQLITE_BUSY") else ProjectError)
    assert str(meant).startswith("p.annotator: ")
    assert WORLD[name] in str(meant)
    assert "words of SQLite" not in str(meant)
    with pytest.raises(ProjectError), told(PATH):
        raise failed(name)


def test_our_own_errors_stay_what_they_are() -> None:
    for error in (failed("SQLITE_ERROR"), failed("SQLITE_MISUSE"), ValueError("ours")):
        assert sentence_for(error) is None
        with pytest.raises(type(error)), told(PATH):
            raise error
