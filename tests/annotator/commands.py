"""The program's entry, as the tests of its commands use it."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from ui.__main__ import main

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command did."""

    code: int
    out: str
    err: str

    @property
    def answer(self) -> Any:
        """Standard output as JSON: there is nothing else on it."""
        return json.loads(self.out)


class Commands:
    """Runs commands in this process."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *arguments: object) -> Ran:
        self._capsys.readouterr()
        code = main([str(argument) for argument in arguments])
        out, err = self._capsys.readouterr()
        assert "Traceback" not in err
        return Ran(code, out, err)

    def done(self, *arguments: object) -> Ran:
        """Runs a command that must succeed."""
        ran = self(*arguments)
        assert ran.code == 0, ran.err
        return ran

    def refused(self, *arguments: object) -> str:
        """Runs a command that must be refused; the sentence."""
        ran = self(*arguments)
        assert ran.code == 1, (ran.out, ran.err)
        assert "inside the program" not in ran.err
        assert ran.err.strip().endswith((".", "…")), ran.err
        return ran.err.strip()


def environment(**changes: str | None) -> dict[str, str]:
    """The environment for a process of its own; None takes a variable away."""
    values = {**os.environ, "PYTHONPATH": str(ROOT), **changes}
    return {name: value for name, value in values.items() if value is not None}


def start(arguments: Sequence[object], **changes: str | None) -> subprocess.Popen[str]:
    """Starts the program in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "ui", *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        errors="replace",
        env=environment(**changes),
    )


def run(arguments: Sequence[object], cwd: Path, **changes: str | None) -> Ran:
    """Runs the program in a process of its own, to its end."""
    done = subprocess.run(
        [sys.executable, "-P", "-m", "ui", *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        cwd=cwd,
        env=environment(**changes),
        timeout=500,
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return Ran(done.returncode, done.stdout, done.stderr)
