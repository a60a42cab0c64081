"""A secret word in everything that has words, every hook failing with it: no log holds it."""

import json
import logging
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractListModel, QModelIndex, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QListView, QPushButton, QWidget

from annotator.edits.edit import Edit
from annotator.edits.spans import set_note
from annotator.errors import ProjectError
from annotator.settings import log_folder
from tests.e2e.conftest import Opener
from tests.e2e.person import Person
from ui.__main__ import main
from ui.crash import CrashGuard, crash_dialog, start_log, stop_log
from ui.jobs import Jobs

SECRET = "Pomegranate"
ROOT = Path(__file__).parents[2]
STAND = CrashGuard.stand
"""Kept before the tests of the window take it away."""


def secret_project(folder: Path) -> Path:
    """A project with the word in its texts, labels, names and file names."""
    folder /= SECRET
    folder.mkdir()
    path = folder / f"{SECRET}.annotator"
    record = {
        "text": f"{SECRET} was said. Nobody denied {SECRET}.",
        "doc_id": f"{SECRET}.txt",
        "story": SECRET,
        "annotator": SECRET,
        "spans": [{"start": 0, "end": 11, "label": "claim"}],
        "meta": {"title": SECRET, "outlet": SECRET},
    }
    (folder / f"{SECRET}.jsonl").write_text(json.dumps(record) + "\n", encoding="utf-8")
    scheme = folder / "scheme.json"
    assert main(["new", str(path)]) == 0
    assert main(["scheme", "show", str(path), str(scheme)]) == 0
    written = json.loads(scheme.read_text(encoding="utf-8"))
    new = {**written["labels"][0], "name": SECRET, "key": ""}
    written["labels"].append({key: value for key, value in new.items() if key != "id"})
    scheme.write_text(json.dumps(written), encoding="utf-8")
    assert main(["scheme", "set", str(path), str(scheme)]) == 0
    assert main(["import", str(path), str(folder / f"{SECRET}.jsonl")]) == 0
    return path


@pytest.fixture
def guarded(start: Opener, tmp_path: Path) -> Iterator[tuple[Person, list[str]]]:
    """A person at the project, her guard and log as in the program, and the details it shows."""
    ada = start(secret_project(tmp_path), who=SECRET)
    shown: list[str] = []
    guard = CrashGuard(lambda _, text: shown.append(text), ada.window.tell_error)
    STAND(guard)
    assert start_log() is not None
    logging.getLogger().setLevel(logging.DEBUG)
    yield ada, shown
    guard.leave()
    stop_log()
    logging.getLogger().setLevel(logging.WARNING)


class Fails(QAbstractListModel):
    def rowCount(self, parent: QModelIndex | None = None) -> int:
        return 1

    def data(self, index: QModelIndex, role: int = 0) -> object:
        raise KeyError(SECRET)


class Unpaintable(QWidget):
    def paintEvent(self, event: QPaintEvent) -> None:
        raise ValueError(SECRET)


WORKER = """
import os, sys, threading
sys.path.append(sys.argv[1])
from annotator.errands import TASKS
from annotator.worker import serve
from annotator.errors import BadInput

def break_down(errand):
    raise RuntimeError(errand.arguments["word"])

def in_a_thread(errand):
    thread = threading.Thread(target=lambda: {}[errand.arguments["word"]])
    thread.start()
    thread.join()

def vanish(errand):
    sys.stderr.write(errand.arguments["word"])
    sys.stderr.flush()
    os._exit(3)

def leave(errand):
    raise KeyboardInterrupt(errand.arguments["word"])

serve({**TASKS, **{task.__name__: task for task in (break_down, in_a_thread, vanish, leave)}})
"""


def raises(error: Exception) -> None:
    raise error


def breaks_off(ada: Person, secret: str) -> None:
    """A step that breaks down inside its transaction, a fault of ours."""
    (article,) = ada.window.workspace.project.articles()
    person = ada.window.workspace.project.annotators()[0]
    (span,) = ada.window.workspace.project.spans(article.id, person.id)

    def do(work: object) -> None:
        set_note(span, secret).do(work)  # type: ignore[arg-type]
        work.spans.put([span, span], new=True)  # type: ignore[attr-defined]

    ada.window.workspace.edit(Edit(secret, do))


def logged() -> str:
    """All that stands in the logs."""
    files = sorted(log_folder().iterdir())
    return "".join(file.read_text(encoding="utf-8") for file in files)


def shown_once(widget: QWidget) -> None:
    """In the event loop, as in the program: what is raised there reaches the hook."""
    QTimer.singleShot(0, widget.show)


def test_whatever_fails_the_logs_and_the_details_hold_no_data(
    guarded: tuple[Person, list[str]], tmp_path: Path
) -> None:
    ada, shown = guarded
    button, listed, broken = QPushButton(), QListView(), Unpaintable()
    button.clicked.connect(lambda: raises(KeyError(SECRET)))
    listed.setModel(Fails(listed))
    thread = threading.Thread(target=lambda: raises(ValueError(SECRET)), name="listener")

    def in_thread() -> None:
        thread.start()
        thread.join()

    hooks: list[Callable[[], object]] = [
        button.click,
        lambda: shown_once(listed),
        lambda: shown_once(broken),
        lambda: QTimer.singleShot(0, lambda: raises(OSError(2, SECRET, SECRET))),
        in_thread,
        lambda: QTimer.singleShot(0, lambda: breaks_off(ada, SECRET)),
    ]
    for number, hook in enumerate(hooks, 1):
        hook()
        ada.waits(lambda number=number: len(shown) >= number)
        for widget in (listed, broken):
            widget.hide()
    ada.window.workspace.not_saved.emit(f"{SECRET} cannot be written.")
    button.clicked.connect(lambda: raises(ProjectError(f"{SECRET} cannot be read.")))
    button.click()
    ada.waits(lambda: any(SECRET in words for words in ada.ask.told))
    in_the_worker(ada, tmp_path)
    words = logged()
    for kind in ("KeyError", "ValueError", "FileNotFoundError (errno 2)", "IntegrityError"):
        assert kind in words
    assert "ended with 3" in words
    assert SECRET not in words
    assert SECRET not in "".join(shown)
    assert "test_logs.py" in shown[0]
    button.deleteLater()
    listed.deleteLater()
    broken.deleteLater()


def in_the_worker(ada: Person, folder: Path) -> None:
    """The worker's own faults, in a task, in a thread, and when it ends."""
    script = folder / "worker.py"
    script.write_text(WORKER, encoding="utf-8")
    jobs = Jobs(program=[sys.executable, "-P", str(script), str(ROOT)])
    over: list[str] = []
    for task in ("break_down", "in_a_thread", "vanish", "leave"):
        job = jobs.run(task, {"word": SECRET}, title=SECRET)
        job.ended.connect(lambda task=task: over.append(task))
        ada.waits(lambda task=task: task in over)
    file = folder / SECRET / f"{SECRET}.jsonl"
    file.write_text(f"{SECRET}", encoding="utf-8")
    arguments = {"project": str(folder), "paths": [str(file)]}
    job = jobs.run("preview_import", arguments, title=SECRET)
    job.ended.connect(lambda: over.append("import"))
    ada.waits(lambda: "import" in over)
    jobs.shut_down()


def test_a_crash_of_the_interpreter_names_places_only(tmp_path: Path) -> None:
    program = (
        "import sys, pathlib, ctypes\n"
        "from PySide6.QtCore import QCoreApplication\n"
        "from ui.crash import CrashGuard\n"
        "app = QCoreApplication([])\n"
        "guard = CrashGuard()\n"
        "guard.stand(pathlib.Path(sys.argv[1]))\n"
        "def fails(name):\n"
        "    ctypes.string_at(0)\n"
        "fails(sys.argv[2])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path), SECRET],
        capture_output=True,
        check=False,
        cwd=ROOT,
        timeout=300,
    )
    assert done.returncode != 0
    words = (tmp_path / "crash.log").read_text(encoding="utf-8")
    assert "in fails" in words
    assert SECRET not in words


def test_the_details_that_are_copied_are_those_that_are_shown(qapp: QApplication) -> None:
    dialog = crash_dialog("It broke.", "KeyError\n  ui/app.py:1 in run")
    buttons = {button.text(): button for button in dialog.findChildren(QPushButton)}
    buttons["Copy details"].click()
    assert QApplication.clipboard().text() == "KeyError\n  ui/app.py:1 in run"
    dialog.deleteLater()
