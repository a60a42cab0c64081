"""Reading a source in a process of its own, while what was read already is written."""

import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Generator, Iterator
from contextlib import suppress
from typing import BinaryIO

from annotator.errors import BadInput, ProjectError
from annotator.transfer.sources import Source
from annotator.transfer.staging import Batch, batches, collecting_rarely

LEAST = 16_000_000
"""Bytes from which a second process is worth its start."""
OUR_FAULT = 1
"""What Python ends with after an exception; others end it with a signal's number."""


def worth_it(source: Source) -> bool:
    """Whether a source is read faster than it is written, and long, and there is a processor."""
    return source.by_line and (os.cpu_count() or 1) > 1 and source.size >= LEAST


class Ahead:
    """The items of a source, batch by batch, from a process that reads the next ones meanwhile.

    It is one or two batches ahead: what it has read waits in the pipe between the two.
    """

    def __init__(self, source: Source) -> None:
        self.source = source
        self.size = source.size
        self._process: subprocess.Popen[bytes] | None = _started(source)
        self._begun: list[Batch] = []
        self._is_over = False

    def begun(self) -> Iterator[Batch]:
        """The batches from the beginning, as far as one asks; `batches` has them again.

        Raises what `batches` raises.
        """
        assert self._process is not None, "asked for once, before the batches"
        for batch in _sent(self._process, self.source):
            self._begun.append(batch)
            yield batch
        self._is_over = True

    def batches(self) -> Generator[Batch, None, None]:
        """Each batch.

        Raises `BadInput` where the source cannot be read to its end, `ProjectError` where the
        process that reads it was ended by the system.
        """
        process, self._process = self._process or _started(self.source), None
        begun, self._begun = self._begun, []
        is_over, self._is_over = self._is_over, False
        try:
            yield from begun
            if not is_over:
                yield from _sent(process, self.source)
        finally:
            _end(process)

    def close(self) -> None:
        """Reads no further."""
        if self._process is not None:
            _end(self._process)
            self._process = None

    def __del__(self) -> None:
        self.close()


def _started(source: Source) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-P", "-m", "annotator.transfer.reading_process"]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdin is not None
    with suppress(BrokenPipeError), process.stdin as pipe:
        pickle.dump(source, pipe)
    return process


def _sent(process: "subprocess.Popen[bytes]", source: Source) -> Iterator[Batch]:
    pipe = process.stdout
    assert pipe is not None
    while True:
        try:
            told: Batch | BadInput | None = pickle.load(pipe)
        except (EOFError, pickle.UnpicklingError):
            if process.wait() == OUR_FAULT:
                raise RuntimeError(f"the process that reads {source.format} failed") from None
            why = "Reading it ended in the middle, perhaps for want of memory. Nothing went in."
            raise ProjectError(f"{source.path}: {why}") from None
        if told is None:
            return
        if isinstance(told, BadInput):
            raise told
        yield told


def _end(process: "subprocess.Popen[bytes]") -> None:
    process.kill()
    if process.stdout is not None:
        process.stdout.close()
    process.wait()


def read_for_another(source: BinaryIO, sink: BinaryIO) -> None:
    """What the process does: it is told a `Source` and sends its batches, then None.

    Where the source cannot be read it sends the `BadInput`. Ends when nobody listens any more.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever listens is asked to stop, and ends this
    told: Source = pickle.load(source)
    with suppress(BrokenPipeError), collecting_rarely():
        try:
            for batch in batches_of(told):
                _send(batch, sink)
            _send(None, sink)
        except BadInput as error:
            _send(BadInput(str(error)), sink)


def batches_of(source: Source) -> Iterator[Batch]:
    """The batches of a source, with how far in it they begin, in bytes."""
    far = [0, 0]

    def note(done: int, total: int, what: str) -> None:
        far[:] = done, total

    start = (0, 0)
    for items in batches(source.items(note)):
        yield Batch(items, *start)
        start = (far[0], far[1])


def _send(told: Batch | BadInput | None, sink: BinaryIO) -> None:
    pickle.dump(told, sink, pickle.HIGHEST_PROTOCOL)
    sink.flush()
