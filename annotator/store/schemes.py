"""The versions of the project's scheme."""

from functools import lru_cache
from typing import cast

from sqlalchemy import Table, func, select

from annotator.formats.scheme import read_scheme
from annotator.formats.scheme_writing import write_scheme
from annotator.model.identity import new_id, now
from annotator.model.scheme import Scheme
from annotator.model.scheme_rules import SchemeChanges, changes_since
from annotator.store.kind import Kind
from annotator.store.prepared import Prepared
from annotator.store.tables import SchemeRow

SCHEME = cast(Table, SchemeRow.__table__)
CURRENT = Prepared(select(SCHEME.c.body).order_by(SCHEME.c.position.desc()).limit(1))


@lru_cache(maxsize=4)
def _parsed(body: str) -> Scheme:
    """The scheme in a stored body; remembered, because every edit asks for it."""
    return read_scheme(body, "the project's scheme")


class Schemes(Kind):
    """Reads and writes scheme versions; the last one written counts."""

    _known: Scheme | None = None

    def current(self) -> Scheme:
        """The scheme that counts now; an empty one in a project without any."""
        if self._journal is None:
            return self._read_current()
        if self._known is None:  # inside a unit of work nobody else writes
            self._known = self._read_current()
        return self._known

    def _read_current(self) -> Scheme:
        body = CURRENT.run(self._connection).scalar()
        return Scheme("", 0) if body is None else _parsed(body)

    def all(self) -> tuple[Scheme, ...]:
        """Every version, oldest first."""
        bodies = self._connection.scalars(select(SCHEME.c.body).order_by(SCHEME.c.position))
        return tuple(map(_parsed, bodies))

    def changes_since(self, scheme: Scheme) -> SchemeChanges:
        """What became of spans that were made under this version; one not known here is older."""
        versions = self.all()
        known = scheme in versions
        return changes_since(scheme, versions[versions.index(scheme) + 1 :] if known else versions)

    def times(self) -> tuple[str, ...]:
        """When the versions of `all` were made, in the same order."""
        times = self._connection.scalars(select(SCHEME.c.created_at).order_by(SCHEME.c.position))
        return tuple(times)

    def has(self, name: str, version: int) -> bool:
        """Whether this version of this scheme is in the project."""
        where = (SCHEME.c.name == name, SCHEME.c.version == version)
        return self._connection.scalar(select(SCHEME.c.id).where(*where)) is not None

    def add(self, scheme: Scheme) -> None:
        """Adds a version, which counts from now on."""
        position = int(self._connection.scalar(select(func.max(SCHEME.c.position))) or 0) + 1
        row = {
            "id": new_id(),
            "name": scheme.name,
            "version": scheme.version,
            "body": write_scheme(scheme),
            "position": position,
            "created_at": now(),
        }
        self._write(SCHEME, [row], new=True)
        self._known = None
