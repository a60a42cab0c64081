"""Lets every commit, write, rename and fsync fail in turn, and looks at what is left.

For each thing that is done to a project (labelling, import, taking back, migration, backup,
restoring, export), the first such call fails, then the second, and so on until nothing fails any
more; and each in three ways: once, from then on (a disk that stays full), and as the sudden end of
the process. Afterwards the old or the new state is there, whole, and the check finds no fault.

With `--write` the result goes into docs/reliability.md.
"""

import argparse
import itertools
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import patch

from benchmarks.deeds import DEEDS, Deed
from benchmarks.faults import KILLED, Faults

WAYS = ("once", "from then on", "killed")
MORE_CALLS = 50
"""So many calls more than were counted at first; a deed that still fails then never ends."""


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
    place = folder / "tmp"  # what is killed leaves its temporary files behind
    place.mkdir()
    with patch.dict(os.environ, names), patch.object(tempfile, "tempdir", str(place)):
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
