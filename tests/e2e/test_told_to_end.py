"""The end of a desktop session, or `kill`: the program closes, and one file lies there."""

import os
import signal
import time
from pathlib import Path

import pytest

from tests.annotator.commands import start
from tests.conftest import PATIENCE_MS


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_one_file_is_left_where_the_program_is_told_to_end(project: Path) -> None:
    folder = project.parent
    alone = set(folder.iterdir())
    program = start([project])
    until = time.monotonic() + PATIENCE_MS / 1000
    while not project.with_name(f"{project.name}-wal").exists():
        assert program.poll() is None, program.communicate()
        assert time.monotonic() < until
        time.sleep(0.02)
    program.send_signal(signal.SIGTERM)  # while it asks who labels
    _, said = program.communicate(timeout=PATIENCE_MS / 1000)
    assert program.returncode == 128 + signal.SIGTERM, said
    assert "Traceback" not in said
    assert set(folder.iterdir()) == alone
