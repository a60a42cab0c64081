"""What the reads and writes of every kind of thing have in common."""

from collections.abc import Sequence

from sqlalchemy import Connection, Table

from annotator.store.journal import Journal, Key, Row


class Kind:
    """One table's reads and writes; without a journal there are only reads."""

    def __init__(self, connection: Connection, journal: Journal | None = None) -> None:
        self._database = connection
        self._journal = journal

    @property
    def _connection(self) -> Connection:
        """To read from: what this unit of work wrote so far is there."""
        if self._journal is not None:
            self._journal.flush()
        return self._database

    def _write(self, table: Table, rows: Sequence[Row], *, new: bool = False) -> None:
        assert self._journal is not None, "writes need a unit of work"
        self._journal.write(table, rows, new=new)

    def _remove(self, table: Table, keys: Sequence[Key]) -> None:
        assert self._journal is not None, "writes need a unit of work"
        self._journal.remove(table, keys)
