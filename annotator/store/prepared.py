"""Queries that every edit asks: their text is worked out once.

SQLAlchemy works it out anew for each execution, which takes longer than SQLite takes to answer.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, CursorResult, Executable
from sqlalchemy.dialects.sqlite import dialect
from sqlalchemy.sql.compiler import SQLCompiler


class Prepared:
    """A statement on columns of plain types, with `bindparam`s for what differs."""

    def __init__(self, statement: Executable) -> None:
        compiled = statement.compile(dialect=dialect())  # type: ignore[attr-defined]
        assert isinstance(compiled, SQLCompiler)
        self._text = str(compiled)
        self._names = tuple(compiled.positiontup or ())
        self._values = compiled.params

    def run(self, connection: Connection, **values: str | int) -> CursorResult[Any]:
        """Executes it with these values, each by the name of its `bindparam`."""
        given = self._values | values
        return connection.exec_driver_sql(self._text, tuple([given[n] for n in self._names]))

    def rows(self, connection: Connection, **values: str | int) -> Sequence[tuple[Any, ...]]:
        """The same, and all that is found as plain tuples: for very many rows."""
        found = self.run(connection, **values)
        assert found.cursor is not None
        rows = found.cursor.fetchall()
        found.close()
        return rows
