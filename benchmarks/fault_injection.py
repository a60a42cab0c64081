"""Lets every commit, write, rename and fsync fail in turn, and looks at what is left.

For each thing that is done to a project (labelling, import, taking back, migration, backup,
restoring, export), the first such call fails, then the second, and so on until nothing fails any
more; and each in three ways: once, from then on (a disk that stays full), and as the sudden end of
the process. Afterwards the old or the new state is there, whole, and the check finds no fault.

With `--write` the result goes into docs/reliability.md.
"""

import argparse
import errno
import io
import itertools
import json
import os
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch

WAYS = ("once", "from then on", "killed")
_WRITES = ("INSERT", "UPDATE", "DELETE", "COMMIT", "BEGIN IMMEDIATE", "CREATE", "ALTER", "DROP")
_RAW_WRITES = ("VACUUM", "PRAGMA JOURNAL_MODE = DELETE")
KILLED = 77
MORE_CALLS = 50
"""So many calls more than were counted at first; a deed that still fails then never ends."""
OLD_PROJECT = Path(__file__).parent.parent / "tests" / "data" / "projects" / "v1.annotator"


class Faults:
    """Counts the calls that may fail, and lets the one at `fails` fail."""

    def __init__(self, fails: int, way: str) -> None:
        self.fails = fails
        self.way = way
        self.count = 0

    @property
    def met(self) -> bool:
        """Whether there were so many calls."""
        return self.count >= self.fails

    def now(self) -> bool:
        """Whether this call fails; or else the process ends."""
        self.count += 1
        if self.count == self.fails and self.way == "killed":
            os._exit(KILLED)
        return self.count == self.fails or (self.way == "from then on" and self.met)

    @contextmanager
    def at_work(self) -> Iterator["Faults"]:
        """What is called inside may fail."""
        from sqlalchemy import event
        from sqlalchemy.engine import Engine

        def before(_c: object, _cursor: object, statement: str, *_: object) -> None:
            if statement.lstrip().upper().startswith(_WRITES) and self.now():
                raise _full()

        with ExitStack() as stack:
            for name in ("fsync", "rename", "replace", "link"):
                real = getattr(os, name)
                stack.enter_context(patch.object(os, name, self._failing(real)))
            stack.enter_context(patch.object(io, "open", self._opening(io.open)))
            stack.enter_context(patch.object(sqlite3, "connect", self._connecting()))
            event.listen(Engine, "before_cursor_execute", before)
            try:
                yield self
            finally:
                event.remove(Engine, "before_cursor_execute", before)

    def _failing(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*given: Any, **named: Any) -> Any:
            if self.now():
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            return real(*given, **named)

        return call

    def _opening(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(file: Any, mode: str = "r", *given: Any, **named: Any) -> Any:
            opened = real(file, mode, *given, **named)
            return _Written(opened, self) if set(mode) & set("wxa+") else opened

        return call

    def _connecting(self) -> Callable[..., sqlite3.Connection]:
        real, faults = sqlite3.connect, self

        class Watched(sqlite3.Connection):
            def execute(self, sql: str, *given: Any) -> sqlite3.Cursor:
                if sql.upper().startswith(_RAW_WRITES) and faults.now():
                    if given:  # SQLite leaves such a file behind, and it opens
                        Path(given[0][0]).touch()
                    raise _full()
                return super().execute(sql, *given)

        def connect(*given: Any, **named: Any) -> sqlite3.Connection:
            return real(*given, **{"factory": Watched, **named})

        return connect


class _Written:
    """A file whose `write` may fail."""

    def __init__(self, file: Any, faults: Faults) -> None:
        self._file = file
        self._faults = faults

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def __enter__(self) -> "_Written":
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def __iter__(self) -> Iterator[Any]:
        return iter(self._file)

    def write(self, data: Any) -> Any:
        if self._faults.now():
            self._file.write(data[: len(data) // 2])
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return self._file.write(data)


def _full() -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("database or disk is full")
    error.sqlite_errorname = "SQLITE_FULL"
    return error


# What is done to a project


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that is done: `prepare` makes a folder ready, `do` does it, `state` looks."""

    name: str
    prepare: Callable[[Path], None]
    do: Callable[[Path], object]
    state: Callable[[Path], object]


def _project(room: Path) -> None:
    from annotator.cli import default_scheme
    from annotator.commands.given import scheme_file
    from annotator.formats.bundle import ArticleRecord
    from annotator.model.people import Annotator
    from annotator.project import Project
    from annotator.transfer.importing import import_items

    with Project.create(room / "p.annotator", scheme_file(default_scheme())) as project:
        import_items(project, [ArticleRecord("one", "Story", "Ada said: “We won.”")])
        project.add_annotator(Annotator("ada", "Ada"))
        project.apply(_label(project, 0, 3), "ada")
    (room / "in.jsonl").write_text(
        "\n".join(json.dumps({"text": f"text {n}", "doc_id": f"d{n}"}) for n in range(3)),
        encoding="utf-8",
    )


def _label(project: Any, start: int, end: int) -> Any:
    from annotator.edits.spans import add_span, new_span

    label = project.scheme().labels[0]
    (article, *_) = project.articles()
    return add_span(new_span(article.id, "ada", label, [(start, end)]), label)


def _state(room: Path) -> object:
    """All that the project holds, but for ids that are made anew."""
    from annotator.project import Project

    with Project.open(room / "p.annotator", read_only=True) as project:
        assert project.faults() == (), project.faults()
        people = project.annotators()
        return (
            sorted((article.name, project.text(article.id)) for article in project.articles()),
            sorted(person.name for person in people),
            sorted(
                (span.label_id, span.fragments)
                for article in project.articles()
                for person in people
                for span in project.spans(article.id, person.id)
            ),
            [step.name for step in project.history()],
        )


def _with(room: Path, do: Callable[[Any], object]) -> None:
    from annotator.project import Project

    with Project.open(room / "p.annotator") as project:
        do(project)


def _import(room: Path) -> None:
    from annotator.transfer.importing import import_paths

    _with(room, lambda project: import_paths(project, [room / "in.jsonl"]))


def _a_copy_that_went_on(room: Path) -> None:
    from annotator.project import Project

    _project(room)
    shutil.copyfile(room / "p.annotator", room / "copy.annotator")
    with Project.open(room / "copy.annotator") as copy:
        copy.apply(_label(copy, 4, 8), "ada")


def _merge(room: Path) -> None:
    from annotator.packs import merge

    _with(room, lambda project: merge(project, [room / "copy.annotator"]))


def _old(room: Path) -> None:
    shutil.copyfile(OLD_PROJECT, room / "p.annotator")


def _version_and_state(room: Path) -> object:
    from annotator.store.database import schema_version

    return schema_version(room / "p.annotator"), _state(room)


def _backed_up(room: Path) -> object:
    """The project, and how many backups count: each of them is sound."""
    from annotator.project import Project

    with Project.open(room / "p.annotator", read_only=True) as project:
        kept = project.backups()
    for one in kept:
        with Project.open(one.path, read_only=True) as backup:
            assert backup.faults() == ()
    return _state(room), len(kept)


def _with_a_backup(room: Path) -> None:
    from annotator.project import Project

    _project(room)
    with Project.open(room / "p.annotator") as project:
        shutil.copyfile(project.back_up("by hand"), room / "backup.annotator")
        project.apply(_label(project, 4, 8), "ada")


def _restore(room: Path) -> None:
    from annotator.store.restoring import restore

    restore(room / "p.annotator", room / "backup.annotator")


def _exported_once(room: Path) -> None:
    from annotator.project import Project
    from annotator.transfer import export

    _project(room)
    with Project.open(room / "p.annotator") as project:
        export(project, room / "out")
        export(project, room / "one.jsonl")
        project.apply(_label(project, 4, 8), "ada")


def _export(room: Path) -> None:
    from annotator.project import Project
    from annotator.transfer import export

    with Project.open(room / "p.annotator", read_only=True) as project:
        export(project, room / "out")


def _export_one(room: Path) -> None:
    from annotator.project import Project
    from annotator.transfer import export

    with Project.open(room / "p.annotator", read_only=True) as project:
        export(project, room / "one.jsonl")


def _out(room: Path) -> object:
    return {path.name: _undated(path) for path in sorted((room / "out").iterdir())}


def _undated(path: Path) -> str:
    return path.read_text(encoding="utf-8")


DEEDS = (
    Deed("labelling", _project, lambda r: _with(r, lambda p: p.apply(_label(p, 4, 8), "ada")),
         _state),
    Deed("import", _project, _import, _state),
    Deed("taking back", _a_copy_that_went_on, _merge, _state),
    Deed("migration", _old, lambda room: _with(room, lambda _: None), _version_and_state),
    Deed("backup", _project, lambda r: _with(r, lambda p: p.back_up("by hand")), _backed_up),
    Deed("restoring", _with_a_backup, _restore, _state),
    Deed("export into a folder", _exported_once, _export, _out),
    Deed("export into a file", _exported_once, _export_one, lambda r: _undated(r / "one.jsonl")),
)  # fmt: skip


# Trying


@dataclass(slots=True)
class Tried:
    """What came of one deed: how many calls failed, and what was wrong afterwards."""

    deed: str
    calls: int = 0
    ended: int = 0
    """In how many of the ways it came to where nothing failed any more."""
    injected: int = 0
    old: int = 0
    new: int = 0
    wrong: list[str] = field(default_factory=list)


def try_deed(deed: Deed, ways: tuple[str, ...] = WAYS, stride: int = 1) -> Tried:
    """Lets each call of a deed fail in each of the ways; every `stride`-th where that is long."""
    tried = Tried(deed.name)
    with tempfile.TemporaryDirectory(prefix="faults-") as folder, _own_folders(Path(folder)):
        room = Path(folder) / "room"
        fresh = Path(folder) / "fresh"
        fresh.mkdir()
        deed.prepare(fresh)
        data = Path(folder) / "data"
        kept = Path(folder) / "kept"
        data.mkdir(exist_ok=True)
        shutil.copytree(data, kept)
        old = _looked(deed, fresh, room, kept, data, Faults(1 << 60, "once"), do=False)
        counting = Faults(1 << 60, "once")
        new = _looked(deed, fresh, room, kept, data, counting)
        assert old != new, f"{deed.name} changes nothing"
        tried.calls = counting.count
        for way in ways:
            for number in itertools.count(1, stride):
                if number > tried.calls + MORE_CALLS:
                    tried.wrong.append(f"{deed.name} {way}: it fails without end")
                    break
                try:
                    state = _looked(deed, fresh, room, kept, data, Faults(number, way))
                except Exception as error:  # whatever it is, it is what is looked for
                    tried.wrong.append(f"{deed.name}, call {number} {way}: {error!r}"[:500])
                    continue
                if number > tried.calls and state == new:
                    tried.ended += 1  # there were not so many calls this time
                    break
                tried.injected += 1
                tried.old += state == old
                tried.new += state == new
                if state not in (old, new):
                    tried.wrong.append(f"{deed.name}, call {number} {way}: neither old nor new")
    return tried


def _looked(
    deed: Deed, fresh: Path, room: Path, kept: Path, data: Path, faults: Faults, do: bool = True
) -> object:
    """The state after the deed was done, or tried, in a new copy of the folder."""
    for folder, source in ((room, fresh), (data, kept)):
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(source, folder)
    if do and faults.way == "killed":
        _in_a_process(lambda: _do(deed, room, faults))
    elif do:
        _do(deed, room, faults)
    state = deed.state(room)
    if faults.way == "once" and do:
        left = [path.name for path in room.iterdir() if path.name.startswith(".")]
        assert not left, f"left behind: {left}"
    return state


def _do(deed: Deed, room: Path, faults: Faults) -> None:
    from annotator.errors import AnnotatorError

    with faults.at_work(), suppress(AnnotatorError):
        deed.do(room)


def _in_a_process(do: Callable[[], None]) -> None:
    process = os.fork()
    if not process:
        code = 1
        with suppress(BaseException):
            do()
            code = 0
        os._exit(code)
    status = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    assert status in (0, KILLED), f"the process ended with {status}"


@contextmanager
def _own_folders(folder: Path) -> Iterator[None]:
    names = {f"ANNOTATOR_{name}_DIR": str(folder / name.lower()) for name in
             ("CONFIG", "DATA", "LOG", "CACHE")}  # fmt: skip
    with patch.dict(os.environ, names):
        yield


# What is told


def main(arguments: list[str] | None = None) -> int:
    """The command; 1 where a mixture, or a fault, was found."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fault_injection",
                                     description=__doc__)  # fmt: skip
    parser.add_argument("names", nargs="*", help=", ".join(deed.name for deed in DEEDS))
    parser.add_argument("--write", action="store_true", help="write docs/reliability.md")
    given = parser.parse_args(arguments)
    found = []
    for deed in DEEDS:
        if not given.names or deed.name in given.names:
            began = time.monotonic()
            found.append(tried := try_deed(deed))
            words = f"{tried.injected} faults, {tried.old} old, {tried.new} new"
            print(f"{deed.name}: {tried.calls} calls, {words}, {len(tried.wrong)} wrong "
                  f"({time.monotonic() - began:.0f} s)", flush=True)  # fmt: skip
            for line in tried.wrong[:20]:
                print("   ", line)
    if given.write:
        from benchmarks.page_part import write_part

        write_part("faults", _part(found))
    return 1 if any(tried.wrong for tried in found) else 0


def _part(found: list[Tried]) -> list[str]:
    rows = [
        f"| {one.deed} | {one.calls} | {one.injected} | {one.old} | {one.new} | {len(one.wrong)} |"
        for one in found
    ]
    ways = "Each call failed once, from then on, and as the end of the process."
    return [
        f"{datetime.now(UTC):%Y-%m-%d}. {ways} “New” is also where the last call only tidies up.",
        "",
        "| what was done | calls that can fail | faults | old state | new state | anything else |",
        "|---|---|---|---|---|---|",
        *rows,
    ]


if __name__ == "__main__":
    sys.exit(main())
