"""Long work: one worker process, one job at a time, the others wait."""

import json
import logging
import os
import sys
from collections import deque
from collections.abc import Mapping, Sequence
from enum import Enum
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QCoreApplication, QObject, QProcess, QTimer, Signal

import annotator

log = logging.getLogger(__name__)

GRACE_MS = 2000
"""How long a cancelled job may take to stop by itself before its process is killed."""
_BYE_MS = 3000


class State(Enum):
    """Where a job stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Lender(Protocol):
    """Who hands over the right to write while a job writes: the workspace."""

    def lend(self, what: str) -> None:
        """Keeps still from now on; `what` says for the user why."""

    def take_back(self, *, reread: bool = True) -> None:
        """Goes on, after reading again what is shown unless somebody else sees to that."""


class Job(QObject):
    """One piece of long work. It ends with exactly one of `done`, `failed` and `cancelled`.

    Signals:
        started: it is being worked on.
        progress: what is done, what there is in all (0: not known), and what it is about.
        done: carries the result, plain data.
        failed: carries a sentence for the user.
        cancelled: it was stopped; nothing of it was kept.
        wrote: it has just written to the project, and gave the right to write back.
        ended: after any of these three.
    """

    started = Signal()
    progress = Signal(object, object, str)
    done = Signal(object)
    failed = Signal(str)
    cancelled = Signal()
    wrote = Signal()
    ended = Signal()

    def __init__(
        self,
        jobs: "Jobs",
        number: int,
        task: str,
        arguments: Mapping[str, Any],
        title: str,
        quiet: bool,
    ) -> None:
        super().__init__()
        self._jobs = jobs
        self.number = number
        self.task = task
        self.arguments = dict(arguments)
        self.title = title
        self.quiet = quiet
        self.state = State.WAITING

    @property
    def is_over(self) -> bool:
        """Whether it has ended, one way or another."""
        return self.state not in (State.WAITING, State.RUNNING)

    def cancel(self) -> None:
        """Stops it. The answer is `cancelled`, unless it was done before it heard."""
        self._jobs.cancel(self)


class Jobs(QObject):
    """Runs jobs in a worker process, which is started with the first one.

    `lender` hands over the right to write while a job writes. Killing the worker costs nothing:
    its job fails with a sentence, and the next one starts a new worker.

    Signals: `changed` after a job came, started, ended, or began or ceased to write.
    """

    changed = Signal()

    def __init__(
        self,
        lender: Lender | None = None,
        parent: QObject | None = None,
        *,
        program: Sequence[str] | None = None,
        grace_ms: int = GRACE_MS,
    ) -> None:
        super().__init__(parent)
        self._lender = lender
        self._program = list(program or worker_program())
        self._process: QProcess | None = None
        self._unread = b""
        self._lines: deque[bytes] = deque()
        self._complaints = 0
        self._number = 0
        self._waiting: deque[Job] = deque()
        self.current: Job | None = None
        self.writing = False
        """Whether the current job has the right to write, so that labelling waits."""
        self._cancelling = False
        self._grace = QTimer(self, singleShot=True, interval=grace_ms)
        self._grace.timeout.connect(self._kill)
        # Answers are taken from the event loop, not inside the process's own signal: somebody may
        # open a dialog over an answer, and the process must be heard meanwhile.
        self._heard = QTimer(self, singleShot=True, interval=0)
        self._heard.timeout.connect(self._read)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._next)
        app = QCoreApplication.instance()
        if app is not None:
            app.aboutToQuit.connect(self.shut_down)

    @property
    def waiting(self) -> tuple[Job, ...]:
        """The jobs that wait for the current one, in order."""
        return tuple(self._waiting)

    def run(
        self, task: str, arguments: Mapping[str, Any], *, title: str, quiet: bool = False
    ) -> Job:
        """Does `task` in the worker, after the jobs that are there already.

        `arguments` is plain data; `title` says for the user what it is. Signals come later, from
        the event loop, so that there is time to connect them. `quiet`: whoever runs it tells what
        it changed when it `wrote`, so that not everything is read again.
        """
        self._number += 1
        job = Job(self, self._number, task, arguments, title, quiet)
        self._waiting.append(job)
        self._soon.start()
        self.changed.emit()
        return job

    def cancel(self, job: Job) -> None:
        """Stops a job: a waiting one at once, the current one kindly first, then by force."""
        if job.state is State.WAITING:
            self._waiting.remove(job)
            self._end(job, State.CANCELLED)
        elif job is self.current and not self._cancelling:
            self._cancelling = True
            self._send({"cancel": job.number})
            self._grace.start()

    def cancel_all(self) -> None:
        """Stops everything at once, before the project is closed, for one.

        When this returns nobody but the window has the project open.
        """
        for job in self.waiting:
            self.cancel(job)
        if self.current is not None:
            self._kill()

    def shut_down(self) -> None:
        """Stops everything now and ends the worker; nothing half done is kept."""
        self.cancel_all()
        self._drop_process()
        self._soon.stop()
        self._heard.stop()

    @property
    def process_id(self) -> int:
        """The worker's process id; 0 while there is none."""
        return self._process.processId() if self._process else 0

    def _next(self) -> None:
        if self.current is not None or not self._waiting:
            return
        job = self.current = self._waiting.popleft()
        job.state = State.RUNNING
        self._cancelling = False
        if self._process is None:
            self._start_process()
        self._send(
            {
                "job": job.number,
                "task": job.task,
                "arguments": job.arguments,
                "lender": os.getpid(),
            }
        )
        job.started.emit()
        self.changed.emit()

    def _start_process(self) -> None:
        process = QProcess(self)
        process.setProgram(self._program[0])
        process.setArguments(self._program[1:])
        process.readyReadStandardOutput.connect(self._heard.start)
        process.readyReadStandardError.connect(self._read_complaints)
        process.errorOccurred.connect(self._went_wrong)
        process.finished.connect(self._finished)
        self._unread = b""
        self._complaints = 0
        self._lines.clear()
        self._process = process
        process.start()

    def _send(self, message: Mapping[str, Any]) -> None:
        if self._process is not None:
            self._process.write(json.dumps(message).encode("ascii") + b"\n")

    def _read(self) -> None:
        if self._process is None:
            return
        data = bytes(self._process.readAllStandardOutput().data())
        *lines, self._unread = (self._unread + data).split(b"\n")
        self._lines.extend(lines)
        while self._lines:
            self._take(json.loads(self._lines.popleft()))

    def _read_complaints(self) -> None:
        if self._process is not None:
            self._complaints += len(self._process.readAllStandardError().data())

    def _take(self, message: Mapping[str, Any]) -> None:
        job = self.current
        if job is None or message.get("job") != job.number:
            return  # an answer of a job that is over
        if "progress" in message:
            job.progress.emit(*message["progress"])
        elif "wants_to_write" in message:
            self._lend(job)
        elif "wrote" in message:
            self._take_back(job)
        elif "result" in message:
            self._end(job, State.DONE, message["result"])
        elif "failed" in message:
            self._end(job, State.FAILED, message["failed"])
        else:
            self._end(job, State.CANCELLED)

    def _lend(self, job: Job) -> None:
        if self._lender is not None:
            self._lender.lend(job.title)
        self.writing = True
        self.changed.emit()
        self._send({"granted": job.number})

    def _take_back(self, job: Job) -> None:
        if not self.writing:
            return
        self.writing = False
        if self._lender is not None:
            self._lender.take_back(reread=not job.quiet)
        self.changed.emit()
        job.wrote.emit()

    def _end(self, job: Job, state: State, answer: object = None) -> None:
        job.state = state
        if job is self.current:
            self.current = None
            self._grace.stop()
            self._take_back(job)
        # What is told below may open a dialog; the next job does not wait for it to close.
        self._soon.start()
        self.changed.emit()
        if state is State.DONE:
            job.done.emit(answer)
        elif state is State.FAILED:
            job.failed.emit(answer)
        else:
            job.cancelled.emit()
        job.ended.emit()

    def _kill(self) -> None:
        """The job did not stop when it was asked to."""
        self._drop_process()
        if self.current is not None:
            self._end(self.current, State.CANCELLED)

    def _drop_process(self) -> None:
        """Ends the worker; what it says from now on is not heard."""
        process, self._process = self._process, None
        if process is None:
            return
        process.blockSignals(True)
        process.kill()
        process.waitForFinished(_BYE_MS)
        process.deleteLater()

    def _went_wrong(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self._lost("The worker could not be started. Is the program installed as a whole?")

    def _finished(self) -> None:
        self._read()
        self._read_complaints()
        self._lost("The worker stopped in the middle of its work. Nothing was changed; try again.")

    def _lost(self, sentence: str) -> None:
        process, self._process = self._process, None
        if process is not None:
            # What it said may hold anything; the worker's own log has what may be kept of it.
            code, said = process.exitCode(), self._complaints
            log.error("The worker ended with %d, having complained in %d bytes", code, said)
            process.blockSignals(True)
            process.deleteLater()
        if self.current is not None:
            state = State.CANCELLED if self._cancelling else State.FAILED
            self._end(self.current, state, sentence)


_PROGRAM = "import sys; sys.path.append(sys.argv[1]); from annotator.worker import main; main()"


def worker_program() -> list[str]:
    """How the worker is started: by the same Python, from the same place as this program.

    `-P` keeps the working directory out of the import path: what lies there is not ours.
    """
    place = Path(annotator.__file__).parent.parent
    return [sys.executable, "-P", "-c", _PROGRAM, str(place)]
