"""Prepared statements answer what SQLAlchemy's own execution answers."""

from sqlalchemy import (
    Column,
    Integer,
    MetaData,
    Table,
    Text,
    bindparam,
    create_engine,
    insert,
    select,
)

from annotator.store.prepared import Prepared

PLACE = Table("place", MetaData(), Column("id", Text, primary_key=True), Column("end", Integer))


def test_prepared_statements_answer_the_same() -> None:
    put = Prepared(insert(PLACE).values(id=bindparam("id"), end=bindparam("last")))
    last = select(PLACE).where(PLACE.c.end < bindparam("below")).order_by(PLACE.c.end.desc())
    found = Prepared(last.limit(1))
    with create_engine("sqlite://").connect() as connection:
        PLACE.create(connection)
        rows = [
            put.run(connection, last=end, id=name).lastrowid for name, end in (("a", 3), ("?", 5))
        ]
        assert rows == [1, 2]
        for below in (3, 4, 6):
            asked = connection.execute(last.limit(1), {"below": below}).mappings().all()
            assert found.run(connection, below=below).mappings().all() == asked
        assert found.run(connection, below=6).mappings().one() == {"id": "?", "end": 5}
