"""What was read of a source, kept until it is written, so that nothing is read twice."""

import gc
import os
import pickle
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from tempfile import TemporaryFile
from typing import BinaryIO, NamedTuple

from annotator.formats.bundle import ArticleRecord, Item, ReadingRecord
from annotator.progress import Progress, silent
from annotator.transfer.sources import Source

BATCH = 500
BATCH_CHARACTERS = 4_000_000
RARELY = (200_000, 20, 20)
"""Thresholds of Python's garbage collector."""


@contextmanager
def collecting_rarely() -> Iterator[None]:
    """Lets Python look for cycles less often: very many values come and go, none is in a cycle."""
    before = gc.get_threshold()
    gc.set_threshold(*(max(one, other) for one, other in zip(before, RARELY, strict=True)))
    try:
        yield
    finally:
        gc.set_threshold(*before)


def batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    """The items in pieces, so that the project is asked once for many; short for long texts."""
    batch: list[Item] = []
    size = 0
    for item in items:
        batch.append(item)
        if isinstance(item, ArticleRecord):
            size += len(item.text)
        elif isinstance(item, ReadingRecord):
            size += len(item.article.text)
        if len(batch) >= BATCH or size >= BATCH_CHARACTERS:
            yield batch
            batch, size = [], 0
    yield batch


class Batch(NamedTuple):
    """Items, and how far in their source they begin: `done` of `total`, in items or bytes."""

    items: list[Item]
    done: int
    total: int


@dataclass(slots=True)
class Shelf:
    """The items of a source, batch by batch, in a temporary file that nobody else sees.

    Where there is no room for them the source is read again.
    """

    source: Source
    _file: BinaryIO | None = field(default_factory=TemporaryFile)
    number: int = 0
    """How many items there are."""
    _batches: int = 0

    @property
    def size(self) -> int:
        """How many bytes what is kept takes; 0 where there was no room for it."""
        return self._file.seek(0, os.SEEK_END) if self._file is not None else 0

    def filled(self, progress: Progress = silent) -> Iterator[list[Item]]:
        """The batches as they are read, each of which is kept."""
        for batch in batches(self.source.items(progress)):
            yield batch
            self.number += len(batch)
            self._keep(batch)

    def batches(self) -> Generator[Batch, None, None]:
        """The batches again."""
        done = 0
        for items in self._again():
            yield Batch(items, done, self.number)
            done += len(items)

    def _again(self) -> Iterator[list[Item]]:
        if self._file is None:
            yield from batches(self.source.items())
            return
        self._file.seek(0)
        for _ in range(self._batches):
            yield pickle.load(self._file)

    def close(self) -> None:
        """Lets go of what was kept."""
        if self._file is not None:
            with suppress(OSError):
                self._file.close()
            self._file = None

    def __del__(self) -> None:
        self.close()

    def _keep(self, batch: list[Item]) -> None:
        if self._file is None:
            return
        try:
            pickle.dump(batch, self._file, pickle.HIGHEST_PROTOCOL)
            self._file.flush()
        except OSError:
            self.close()
        self._batches += 1
