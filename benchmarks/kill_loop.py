"""Kills the program with SIGKILL at random moments while somebody labels, and looks what is left.

Every round starts the real program in a process of its own: the window (offscreen), in which spans
are made, deleted, undone and redone by its actions, or the command `annotator import`. The process
tells each step before it begins and after it was acknowledged. Then the project is opened again:
what was acknowledged is there, at most the one step that was under way besides, nothing half of it,
and `annotator check` finds no fault.

With `--write` the result goes into docs/reliability.md. With `--keep FILE` each kill is counted in
that file at once, so that a loop that was cut short goes on where it stood. With `--synchronised`
it happens in a folder that a tool synchronises, where no write-ahead log is kept.
"""

import argparse
import json
import os
import platform
import random
import select
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime
from pathlib import Path

FRESH = 25
"""A project is used so often, so that what one kill left meets the next."""
LONGEST = 1.0
"""Seconds after the first step within which the process is killed."""
WAIT = 60.0
TEXT = "".join(f"Sentence {n} says what Ada said of Bob. " for n in range(60))
ADA = ("0f1d6f3c-8a51-4b53-9a3e-1f0b5a8a7c01", "Ada")


@dataclass(slots=True)
class Tally:
    """What was found so far."""

    kills: int = 0
    steps: int = 0
    cut_off: int = 0
    logs: int = 0
    seconds: float = 0.0
    kinds: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    @classmethod
    def kept(cls, file: Path | None) -> "Tally":
        """What an earlier loop kept in that file; nothing yet where there is none."""
        if file is None or not file.exists():
            return cls()
        facts = json.loads(file.read_text(encoding="utf-8"))
        return cls(**{**facts, "kinds": Counter(facts["kinds"])})

    def keep(self, file: Path) -> None:
        """Writes it into that file, whole or not at all."""
        part = file.with_name(f"{file.name}.part")
        facts = {one.name: getattr(self, one.name) for one in fields(self)}
        part.write_text(json.dumps(facts), encoding="utf-8")
        part.replace(file)


def main(arguments: list[str] | None = None) -> int:
    """The command; 1 where anything was lost or damaged."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.kill_loop", description=__doc__)
    parser.add_argument("--times", type=int, default=25, metavar="N", help="so many kills")
    parser.add_argument("--seed", type=int, default=None, help="the same moments again")
    parser.add_argument("--write", action="store_true", help="write docs/reliability.md")
    parser.add_argument("--synchronised", action="store_true", help="as if Syncthing saw it")
    parser.add_argument("--keep", type=Path, metavar="FILE", help="go on from what FILE counts")
    given = parser.parse_args(arguments)
    seed = time.time_ns() % 1_000_000 if given.seed is None else given.seed
    with tempfile.TemporaryDirectory(prefix="kill-loop-") as room:
        if given.synchronised:
            (Path(room) / ".stfolder").mkdir()
        tally = loop(Path(room), given.times, random.Random(seed), keep=given.keep)
    print(_words(tally, seed))
    for fault in tally.faults:
        print(fault)
    if given.write:
        from benchmarks.page_part import write_part

        write_part("kills, synchronised" if given.synchronised else "kills", _part(tally))
    return 1 if tally.faults else 0


def loop(room: Path, times: int, dice: random.Random, *, keep: Path | None = None) -> Tally:
    """Kills processes, one after the other, until so many are counted."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    for name in ("CONFIG", "DATA", "LOG", "CACHE"):
        os.environ[f"ANNOTATOR_{name}_DIR"] = str(room / name.lower())
    _warm_up()
    _known_to_the_program()
    tally = Tally.kept(keep)
    path = None
    for number in range(tally.kills, times):
        if path is None or number % FRESH == 0:
            path = _new_project(room / f"{number}.annotator")
        kind = "import" if number % 5 == 4 else "opening" if number % 5 == 3 else "labelling"
        began = time.monotonic()
        _round(path, kind, dice, tally)
        tally.seconds += time.monotonic() - began
        if keep is not None:
            tally.keep(keep)
        if tally.faults:
            break
    return tally


def _warm_up() -> None:
    """Imports what the program needs: each round is a fork of this process."""
    import PySide6.QtWidgets  # noqa: F401

    import annotator.project
    import annotator.transfer.importing  # noqa: F401
    import ui.app
    import ui.furnishing  # noqa: F401


def _known_to_the_program() -> None:
    from annotator.settings import Settings

    Settings().change(annotator_id=ADA[0], annotator_name=ADA[1])


def _new_project(path: Path) -> Path:
    from annotator.cli import default_scheme
    from annotator.commands.given import scheme_file
    from annotator.formats.bundle import ArticleRecord
    from annotator.model.people import Annotator
    from annotator.project import Project
    from annotator.transfer.importing import import_items

    with Project.create(path, scheme_file(default_scheme())) as project:
        import_items(project, [ArticleRecord("one", "Story", TEXT)])
        project.add_annotator(Annotator(*ADA))
    return path


# One round


def _round(path: Path, kind: str, dice: random.Random, tally: Tally) -> None:
    before = _state(path)
    work = _imports if kind == "import" else _labels
    records = _records(path.with_suffix(".jsonl"), dice) if kind == "import" else Path()
    reader, process = _fork(lambda tell: work(path, records, dice.random(), tell))
    told = _until_killed(reader, process, kind, dice)
    tally.kills += 1
    tally.kinds[kind] += 1
    tally.logs += path.with_name(f"{path.name}-wal").exists()
    done = [one for one in told if "spans" in one]
    tally.steps += len(done)
    acknowledged = set(done[-1]["spans"]) if done else before
    under_way = bool(told) and "begins" in told[-1]
    after = _state(path, tally)
    differ = after ^ acknowledged
    if differ and under_way and (kind == "import" or len(differ) == 1):
        tally.cut_off += 1
        if kind == "import" and (acknowledged - after or len(differ) != told[-1]["spans_begun"]):
            tally.faults.append(f"kill {tally.kills}: half an import: {len(differ)} spans")
    elif differ:
        tally.faults.append(f"kill {tally.kills} ({kind}): {len(differ)} spans differ")


def _fork(work: Callable[[Callable[[object], None]], object]) -> tuple[int, int]:
    """A process that does `work`, which tells things; where to read them, and its id."""
    reader, writer = os.pipe()
    process = os.fork()
    if process:
        os.close(writer)
        return reader, process
    os.close(reader)
    os.setpgid(0, 0)
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    try:
        work(lambda value: os.write(writer, json.dumps(value).encode() + b"\n") and None)
    except BaseException as error:
        os.write(writer, json.dumps({"failed": repr(error)}).encode() + b"\n")
    os._exit(0)


def _until_killed(reader: int, process: int, kind: str, dice: random.Random) -> list[dict]:
    """Kills the process at a random moment; what it had told until then."""
    read = b""
    deadline = time.monotonic() + (dice.random() if kind == "opening" else WAIT)
    begun = kind == "opening"
    while time.monotonic() < deadline:
        ready, _, _ = select.select([reader], [], [], max(0.0, deadline - time.monotonic()))
        if not ready:
            break
        some = os.read(reader, 1 << 16)
        if not some:
            break
        read += some
        if not begun and b"\n" in read:
            begun = True
            deadline = time.monotonic() + dice.random() * LONGEST
    try:
        os.killpg(process, signal.SIGKILL)
    except ProcessLookupError:  # not even so far as to have a group of its own
        os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)
    while some := os.read(reader, 1 << 16):
        read += some
    os.close(reader)
    lines = [line for line in read.split(b"\n")[:-1] if line]
    told = [json.loads(line) for line in lines]
    failed = [one["failed"] for one in told if "failed" in one]
    assert not failed, failed
    assert told or kind == "opening", "the program never began to work"
    return told


def _state(path: Path, tally: Tally | None = None, but: str = "") -> set[str]:
    """The ids of all spans, but for those in one article; a tally has everything checked, too."""
    from annotator.project import Project

    with Project.open(path) as project:
        if tally is not None:
            tally.faults += [f"kill {tally.kills}: {fault}" for fault in project.faults()]
        people = project.annotators()
        return {
            span.id
            for article in project.articles()
            if article.name != but
            for person in people
            for span in project.spans(article.id, person.id)
        }


# What the processes do


def _labels(path: Path, _: Path, seed: float, tell: Callable[[object], None]) -> None:
    """The window: labels, deletes, undoes and redoes until it is killed."""
    from PySide6.QtCore import QTimer

    from ui import app
    from ui.main_window import MainWindow

    start = MainWindow.start
    dice = random.Random(seed)
    others = sorted(_state(path, but="one"))

    def watched(window: MainWindow, *given, **named) -> None:
        start(window, *given, **named)
        timer = QTimer(window, interval=5)
        timer.timeout.connect(lambda: _step(window, dice, others, tell))
        timer.start()

    MainWindow.start = watched
    app.run([str(path)])


def _step(window, dice: random.Random, others: list[str], tell: Callable[[object], None]) -> None:
    from annotator.model.span import Fragment

    if not (window._furnished and window.workspace.is_open and window.workspace.annotator_id):
        return
    view = window.articles.active
    if view is None:
        return
    name = dice.choice(["label-1", "label-3", "label-1", "label-3", "undo", "redo", "delete"])
    if name == "delete":
        there = window.workspace.project.spans(view.article_id, window.workspace.annotator_id)
        if not there:
            return
        tell({"begins": name})
        window.labelling.remove([dice.choice(there).id])
    else:
        begin = dice.randrange(len(view.pane.text) - 40)
        view.pane.select((Fragment(begin, begin + dice.randrange(1, 40)),))
        tell({"begins": name})
        window.actions_[name].trigger()
    here = window.workspace.project.spans(view.article_id, window.workspace.annotator_id)
    tell({"spans": [*others, *(span.id for span in here)]})


def _records(path: Path, dice: random.Random) -> Path:
    with path.open("w", encoding="utf-8") as file:
        for number in range(dice.randrange(50, 400)):
            span = {"start": 0, "end": 8, "label": "claim"}
            name = f"{time.time_ns()}-{number}"
            record = {"text": f"{TEXT[:200]} {name}", "doc_id": name, "annotator": "Ada"}
            file.write(json.dumps({**record, "spans": [span]}) + "\n")
    return path


def _imports(path: Path, records: Path, _: float, tell: Callable[[object], None]) -> None:
    """The command line: an import."""
    from ui.__main__ import main as program

    with records.open(encoding="utf-8") as file:
        number = sum(1 for _ in file)
    tell({"begins": "import", "spans_begun": number})
    program(["import", str(path), str(records)])
    time.sleep(WAIT)


# What is told


def _words(tally: Tally, seed: int) -> str:
    return (
        f"{tally.kills} kills ({', '.join(f'{n} {k}' for k, n in tally.kinds.items())}) in "
        f"{tally.seconds:.0f} s, seed {seed}: {tally.steps} acknowledged steps, {tally.cut_off} "
        f"steps on disk whose acknowledgement was cut off, {len(tally.faults)} faults."
    )


def _part(tally: Tally) -> list[str]:
    machine = f"{os.cpu_count()} cores, {platform.machine()}, {platform.system()}"
    date = datetime.now(UTC).strftime("%Y-%m-%d")
    kinds = tally.kinds
    rows = [
        ("kills in all", tally.kills),
        ("… while labelling in the window", kinds["labelling"]),
        ("… while the window opened the project", kinds["opening"]),
        ("… while a command imported", kinds["import"]),
        ("steps that were acknowledged", tally.steps),
        ("steps on disk whose acknowledgement was cut off", tally.cut_off),
        ("times a write-ahead log was left behind", tally.logs),
        ("**lost or half steps, and faults that the check found**", len(tally.faults)),
    ]
    head = f"{date}, {machine}, Python {platform.python_version()}, {tally.seconds:.0f} s."
    return [head, "", "| | |", "|---|---|", *(f"| {name} | {value} |" for name, value in rows)]


if __name__ == "__main__":
    sys.exit(main())
