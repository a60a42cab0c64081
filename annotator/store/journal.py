"""The journal: the way back of every step, row by row.

A write through `Journal` keeps the image of each row as it was before. Undoing a step swaps the
images with the rows, last part first; redoing swaps them again, first part first. A row that
somebody else wrote since is never overwritten: the undo is refused.

Rows that are promised to be new are held back and written together, before anything is read.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import repeat
from operator import itemgetter
from typing import Any, Protocol, cast

import orjson
from sqlalchemy import Connection, Insert, Table, and_, bindparam, delete, insert, select, update
from sqlalchemy.dialects.sqlite import dialect as sqlite_dialect
from sqlalchemy.dialects.sqlite import insert as upsert

from annotator.errors import EditRefused
from annotator.model.identity import now
from annotator.store.prepared import Prepared
from annotator.store.tables import Base, StepPartRow, StepRow

Row = dict[str, Any]
Key = tuple[Any, ...]
Values = tuple[Any, ...]
"""A row as the values of its columns, in the order of the table."""

INSERT, UPDATE, DELETE = "insert", "update", "delete"
CHUNK = 400
"""Rows per part and per query: below SQLite's limit of 999 bound values even for two-part keys."""

STEP = cast(Table, StepRow.__table__)
PART = cast(Table, StepPartRow.__table__)
UNDONE = Prepared(
    select(STEP.c.id).where(
        STEP.c.annotator_id == bindparam("annotator_id"), STEP.c.undone_at.is_not(None)
    )
)
BEGIN = Prepared(
    insert(STEP).values(
        {name: bindparam(name) for name in ("annotator_id", "at", "name", "adds_heads")}
    )
)
IN_ORDER = tuple(Base.metadata.sorted_tables)
"""The tables, what is pointed to before what points to it; kept, because it takes time to find."""


class Touched(Protocol):
    """Is told of the image of every row that is written, before and after."""

    def __call__(self, table: str, row: Row) -> None:
        """A row of the table with this name."""

    def many(self, table: Table, rows: Sequence[Values]) -> None:
        """The same for rows that are new."""


def chunks(items: Sequence[Any]) -> Iterator[Sequence[Any]]:
    """The items in pieces that one query can take."""
    for start in range(0, len(items), CHUNK):
        yield items[start : start + CHUNK]


@lru_cache
def _key_names(table: Table) -> tuple[str, ...]:
    return tuple(column.name for column in table.primary_key)


def key_of(table: Table, row: Row) -> Key:
    """The primary key of a row."""
    return tuple([row[name] for name in _key_names(table)])


def table_named(name: str) -> Table:
    """The table of the project file called `name`."""
    return Base.metadata.tables[name]


def rows_by_key(connection: Connection, table: Table, keys: Sequence[Key]) -> dict[Key, Row]:
    """The rows with these keys (at most `CHUNK`), as they stand now."""
    parts = zip(table.primary_key, zip(*keys, strict=True), strict=True)
    near = and_(*(column.in_(sorted(set(values))) for column, values in parts))
    wanted = set(keys)  # of keys with two parts, other pairs of the same parts are found too
    rows = map(dict, connection.execute(select(table).where(near)).mappings())
    return {key: row for row in rows if (key := key_of(table, row)) in wanted}


def put_rows(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Inserts the rows, or replaces those whose key is there already."""
    statement, values = _replacement(table)
    connection.exec_driver_sql(statement, [values(row) for row in rows])


@lru_cache
def _insertion(table: Table) -> tuple[str, Callable[[Row], Any]]:
    """The statement that inserts a row, and what takes its values out of the row."""
    return _written(table, insert(table))


@lru_cache
def _replacement(table: Table) -> tuple[str, Callable[[Row], Any]]:
    """The statement that inserts a row or replaces the one with its key, and the same."""
    keys, statement = _key_names(table), upsert(table)
    others = {c.name: statement.excluded[c.name] for c in table.columns if c.name not in keys}
    return _written(table, statement.on_conflict_do_update(index_elements=keys, set_=others))


def _written(table: Table, statement: Insert) -> tuple[str, Callable[[Row], Any]]:
    names = [column.name for column in table.columns]
    compiled = statement.compile(dialect=sqlite_dialect())
    return str(compiled), itemgetter(*(compiled.positiontup or names))


def insert_rows(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Inserts rows whose keys are not there yet, straight through the driver: there are many."""
    statement, values = _insertion(table)
    connection.exec_driver_sql(statement, [values(row) for row in rows])


def _insert_many(connection: Connection, table: Table, rows: list[Values]) -> None:
    """The same for rows as values."""
    connection.exec_driver_sql(_values_insertion(table), rows)


@lru_cache
def _values_insertion(table: Table) -> str:
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    marks = ", ".join("?" * len(table.columns))
    return f'INSERT INTO "{table.name}" ({names}) VALUES ({marks})'


@lru_cache
def _key_places(table: Table) -> tuple[int, ...]:
    """Where the parts of the primary key stand among the columns."""
    names = [column.name for column in table.columns]
    return tuple(names.index(name) for name in _key_names(table))


def remove_rows(connection: Connection, table: Table, keys: Sequence[Key]) -> None:
    """Deletes the rows with these keys."""
    names = _key_names(table)
    statement = delete(table).where(and_(*(table.c[name] == bindparam(name) for name in names)))
    connection.execute(statement, [dict(zip(names, key, strict=True)) for key in keys])


class Journal:
    """Writes rows for one step and keeps the way back; `flush` at the end of the step.

    The step itself is written with the first row, so an edit that changes nothing leaves no trace.
    """

    def __init__(
        self,
        connection: Connection,
        *,
        annotator_id: str,
        name: str,
        touched: Touched,
        adds_heads: bool = True,
    ) -> None:
        self.connection = connection
        self.step: int | None = None
        self.adds_heads = adds_heads
        self._annotator_id = annotator_id
        self._name = name
        self._touched = touched
        self._parts = 0
        self._held: dict[Table, list[Row]] = defaultdict(list)
        self._many: dict[Table, list[Values]] = defaultdict(list)

    def write(self, table: Table, rows: Sequence[Row], *, new: bool = False) -> None:
        """Inserts or replaces rows; `new` promises that none of the keys is there yet."""
        if not rows:
            return
        step = self._begin()
        for row in rows:
            row["rev"] = step
        if new:
            self._held[table].extend(rows)
            return
        self.flush()
        for some in chunks(rows):
            keys = [key_of(table, row) for row in some]
            images = rows_by_key(self.connection, table, keys)
            if images:
                put_rows(self.connection, table, some)
            else:
                insert_rows(self.connection, table, some)
            self._keep(table, INSERT, [(key, None) for key in keys if key not in images])
            self._keep(table, UPDATE, [(key, images[key]) for key in keys if key in images])
            for row in (*images.values(), *some):
                self._touched(table.name, row)

    def begin(self) -> int:
        """The number of the step, which now is one: what `add` takes at the end of each row."""
        return self._begin()

    def add(self, table: Table, rows: Iterable[Values]) -> None:
        """Inserts very many rows of which none of the keys is there yet, each with its `rev`."""
        self._many[table].extend(rows)

    def flush(self) -> None:
        """Writes the rows that were held back: what is pointed to before what points to it."""
        if not self._held and not self._many:
            return
        held, self._held = self._held, defaultdict(list)
        many, self._many = self._many, defaultdict(list)
        for table in IN_ORDER:
            if rows := many.get(table):
                self._add(table, rows)
            for some in chunks(held.get(table, ())):
                insert_rows(self.connection, table, some)
                self._keep(table, INSERT, [(key_of(table, row), None) for row in some])
                for row in some:
                    self._touched(table.name, row)

    def _add(self, table: Table, rows: list[Values]) -> None:
        _insert_many(self.connection, table, rows)
        self._touched.many(table, rows)
        keys = zip(*(map(itemgetter(place), rows) for place in _key_places(table)), strict=True)
        images = list(zip(keys, repeat(None), strict=False))
        parts = [self._part(table, INSERT, some) for some in chunks(images)]
        insert_rows(self.connection, PART, parts)

    def forget(self) -> None:
        """Drops the way back of this step, which then is in no history: for a beginning."""
        self.connection.execute(delete(PART).where(PART.c.step_id == self.step))
        self.connection.execute(delete(STEP).where(STEP.c.id == self.step))

    def remove(self, table: Table, keys: Sequence[Key]) -> None:
        """Deletes the rows with these keys; keys that are not there are passed over."""
        self.flush()
        for some in chunks(keys):
            images = rows_by_key(self.connection, table, some)
            if not images:
                continue
            self._begin()
            remove_rows(self.connection, table, list(images))
            self._keep(table, DELETE, list(images.items()))
            for row in images.values():
                self._touched(table.name, row)

    def _begin(self) -> int:
        if self.step is None:
            forget_undone(self.connection, self._annotator_id)
            begun = BEGIN.run(
                self.connection,
                annotator_id=self._annotator_id,
                at=now(),
                name=self._name,
                adds_heads=int(self.adds_heads),
            )
            self.step = begun.lastrowid
        return self.step

    def _keep(self, table: Table, action: str, images: Sequence[tuple[Key, Row | None]]) -> None:
        if images:
            insert_rows(self.connection, PART, [self._part(table, action, images)])

    def _part(self, table: Table, action: str, images: Sequence[tuple[Key, Row | None]]) -> Row:
        self._parts += 1
        return {
            "step_id": self.step,
            "position": self._parts - 1,
            "kind": table.name,
            "action": action,
            "images": orjson.dumps(images).decode(),
        }


def forget_undone(connection: Connection, annotator_id: str) -> None:
    """Drops the undone steps of an annotator: after something new they cannot be redone."""
    ids = list(UNDONE.run(connection, annotator_id=annotator_id).scalars())
    for some in chunks(ids):
        connection.execute(delete(PART).where(PART.c.step_id.in_(some)))
        connection.execute(delete(STEP).where(STEP.c.id.in_(some)))


def swap_step(connection: Connection, step: int, *, undo: bool, touched: Touched) -> bool:
    """Undoes or redoes a step: swaps every row it wrote with the image kept of it.

    Answers whether it adds heads to the readings that it touches.

    Raises `EditRefused` where a row was written by a later step since.
    """
    connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    order = PART.c.position.desc() if undo else PART.c.position.asc()
    positions = select(PART.c.position).where(PART.c.step_id == step).order_by(order)
    for position in list(connection.scalars(positions)):
        _swap_part(connection, step, position, undo=undo, touched=touched)
    undone_at = now() if undo else None
    connection.execute(update(STEP).where(STEP.c.id == step).values(undone_at=undone_at))
    return bool(connection.scalar(select(STEP.c.adds_heads).where(STEP.c.id == step)))


def _swap_part(
    connection: Connection, step: int, position: int, *, undo: bool, touched: Touched
) -> None:
    where = and_(PART.c.step_id == step, PART.c.position == position)
    part = connection.execute(select(PART).where(where)).one()
    table = table_named(part.kind)
    images: dict[Key, Row | None] = {tuple(k): image for k, image in orjson.loads(part.images)}
    current = rows_by_key(connection, table, list(images))
    gone = (part.action == INSERT) != undo if part.action != UPDATE else False
    for key in images:
        _refuse_if_changed(current.get(key), step, gone=gone, undo=undo)
    if restored := [image for image in images.values() if image is not None]:
        put_rows(connection, table, restored)
    if removed := [key for key, image in images.items() if image is None]:
        remove_rows(connection, table, removed)
    for row in (*current.values(), *restored):
        touched(table.name, row)
    swapped = orjson.dumps([(key, current.get(key)) for key in images]).decode()
    connection.execute(update(PART).where(where).values(images=swapped))


def _refuse_if_changed(row: Row | None, step: int, *, gone: bool, undo: bool) -> None:
    """A row must be just as the step (or its undo) left it; `gone`: it must not be there."""
    if gone and row is None:
        return
    if not gone and row is not None and (row["rev"] == step if undo else row["rev"] <= step):
        return
    raise EditRefused(
        f"Step {step} cannot be {'undone' if undo else 'redone'}: "
        "somebody changed the same thing since. Nothing was changed."
    )
