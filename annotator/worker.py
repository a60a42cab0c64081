"""The worker: a process of its own that does the window's long work, one errand at a time.

It talks in JSON, one object a line. On standard input come
`{"job": 1, "task": "import", "arguments": {…}, "lender": 4711}`, `{"cancel": 1}` and
`{"granted": 1}`; on standard output go `{"job": 1, "progress": [done, total, what]}`,
`{"job": 1, "wants_to_write": true}`, `{"job": 1, "wrote": true}` and, once for each job, one of
`{"job": 1, "result": …}`, `{"job": 1, "failed": "sentence"}`, `{"job": 1, "cancelled": true}`.
When its standard input ends it ends too, in the middle of what it does: nothing half done is kept.
"""

import faulthandler
import json
import logging
import os
import queue
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from types import TracebackType
from typing import Any, BinaryIO

from annotator.errands import TASKS, Errand, Task
from annotator.errors import AnnotatorError, Cancelled
from annotator.logs import Word, write_log
from annotator.settings import log_folder

log = logging.getLogger(__name__)

Message = dict[str, Any]
PROGRESS_SECONDS = 0.05
"""Progress is told at most so often: the window reads every line."""
BACK = 10
"""How far the process steps back, as in nice(1)."""
OUR_FAULT = (
    "Something went wrong inside Annotator ({what}). Nothing was changed; the log has the details."
)


class Worker:
    """Reads errands from `source`, does them with `known` tasks and writes answers to `sink`."""

    def __init__(self, source: BinaryIO, sink: BinaryIO, known: Mapping[str, Task]) -> None:
        self._source = source
        self._sink = sink
        self._tasks = known
        self._errands: queue.SimpleQueue[Message] = queue.SimpleQueue()
        self._stopped: set[int] = set()
        self._granted = threading.Condition()
        self._grants: set[int] = set()
        self._last_told = 0.0

    def run(self) -> None:
        """Works until the process ends, which it does when its standard input ends."""
        threading.Thread(target=self._listen, name="listener", daemon=True).start()
        while True:
            self._do(self._errands.get())

    def _listen(self) -> None:
        for line in self._source:
            message = json.loads(line)
            if "cancel" in message:
                self._stop(message["cancel"])
            elif "granted" in message:
                with self._granted:
                    self._grants.add(message["granted"])
                    self._granted.notify_all()
            else:
                self._errands.put(message)
        # The window is gone. What is open is rolled back; nobody would read an answer.
        os._exit(0)

    def _stop(self, job: int) -> None:
        with self._granted:
            self._stopped.add(job)
            self._granted.notify_all()

    def _do(self, message: Message) -> None:
        job = message["job"]
        self._last_told = 0.0
        errand = Errand(
            message["arguments"],
            lambda done, total, what: self._tell(job, done, total, what),
            message.get("lender", 0),
            lambda: self._right(job),
        )
        try:
            answer = {"result": self._tasks[message["task"]](errand)}
            line = _line({"job": job, **answer})
        except Cancelled:
            line = _line({"job": job, "cancelled": True})
        except AnnotatorError as error:
            line = _line({"job": job, "failed": str(error)})
        except Exception as error:
            log.exception("%s failed", Word(message.get("task")))
            line = _line({"job": job, "failed": OUR_FAULT.format(what=type(error).__name__)})
        self._stopped.discard(job)
        self._send(line)

    def _tell(self, job: int, done: int, total: int, what: str) -> None:
        if job in self._stopped:
            raise Cancelled
        now = time.monotonic()
        if now - self._last_told >= PROGRESS_SECONDS or (total and done >= total):
            self._last_told = now
            self._send(_line({"job": job, "progress": [done, total, what]}))

    @contextmanager
    def _right(self, job: int) -> Iterator[None]:
        """Asks the window to keep still, and tells it when the writing is over."""
        self._send(_line({"job": job, "wants_to_write": True}))
        with self._granted:
            self._granted.wait_for(lambda: job in self._grants or job in self._stopped)
            self._grants.discard(job)
        if job in self._stopped:
            raise Cancelled
        try:
            yield
        finally:
            self._send(_line({"job": job, "wrote": True}))

    def _send(self, line: bytes) -> None:
        try:
            self._sink.write(line)
            self._sink.flush()
        except OSError:
            os._exit(0)  # the window is gone


def _line(message: Message) -> bytes:
    return json.dumps(message).encode("ascii") + b"\n"


def serve(known: Mapping[str, Task]) -> None:
    """Works for the window at the other end of standard input and output."""
    # What a library prints must not get between the answers.
    sink = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    _keep_log()
    _step_back()
    Worker(sys.stdin.buffer, sink, known).run()


def _step_back() -> None:
    """Lets the window go first where both want the processor: somebody reads there.

    Where nobody does, as in tests, `ANNOTATOR_WORKER_NICE=0` lets it work as fast as all else.
    """
    if sys.platform != "win32":
        wanted = os.environ.get("ANNOTATOR_WORKER_NICE", "")
        os.nice(int(wanted) if wanted.isdecimal() else BACK)


def _keep_log() -> None:
    if write_log("worker.log", older=2) is None:
        return  # standard error is all there is
    sys.excepthook = _log_from_main
    threading.excepthook = _log_from_thread
    with suppress(OSError):
        # Open as long as the process: the lines of a crash go there.
        faulthandler.enable((log_folder() / "crash.log").open("a", encoding="utf-8"))


def _log_from_thread(fault: threading.ExceptHookArgs) -> None:
    named = fault.thread.name if fault.thread else "?"
    log.error("Not caught in thread %s", Word(named), exc_info=fault.exc_value)


def _log_from_main(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    log.critical("Not caught", exc_info=(kind, error, trace))


def main() -> None:
    """The worker process."""
    serve(TASKS)
