"""A file of lines some of which belong to its front, as is only known when they come."""

from typing import BinaryIO

_BLOCK = 1 << 20


class FrontLines:
    """Writes lines into a file that can be read, too; `finish` brings the front to the front.

    Holds the lines of the front, which are few, and a megabyte of others.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._waiting: list[bytes] = []
        self._size = 0
        self._at = 0
        self._front: list[tuple[int, bytes]] = []

    def write(self, line: bytes, *, front: bool = False) -> None:
        """Adds a line."""
        if front:
            self._front.append((self._at, line))
        self._at += len(line)
        self._size += len(line)
        self._waiting.append(line)
        if self._size >= _BLOCK:
            self._flush()

    def finish(self) -> None:
        """Writes what is left, and puts the lines of the front before all others."""
        self._flush()
        # What stands between two lines of the front goes back by the length of those behind it.
        ends = [at + len(line) for at, line in self._front]
        by = 0
        for (at, line), before in reversed(list(zip(self._front, [0, *ends], strict=False))):
            by += len(line)
            self._move(before, at, by)
        if by and ends[-1] > by:
            self._file.seek(0)
            self._file.writelines(line for _, line in self._front)
        self._file.seek(0, 2)

    def _move(self, start: int, end: int, by: int) -> None:
        """Moves bytes towards the end of the file, the last of them first."""
        while end > start:
            begin = max(start, end - _BLOCK)
            self._file.seek(begin)
            block = self._file.read(end - begin)
            self._file.seek(begin + by)
            self._file.write(block)
            end = begin

    def _flush(self) -> None:
        self._file.write(b"".join(self._waiting))
        self._waiting.clear()
        self._size = 0
