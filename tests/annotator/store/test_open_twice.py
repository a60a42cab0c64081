"""A project that is opened once more, to look at, beside the connection that writes."""

import subprocess
import sys
from pathlib import Path

from annotator.model.identity import new_id
from annotator.model.people import Annotator
from annotator.project import Project
from tests.annotator.samples import SCHEME

LOOK = """
import sqlite3, sys
file = sqlite3.connect(sys.argv[1])
print(*(name for (name,) in file.execute("SELECT name FROM annotator ORDER BY name")))
file.close()
"""


def looked_at(path: Path) -> str:
    """What another program reads, and then closes."""
    command = [sys.executable, "-c", LOOK, str(path)]
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout


def test_looking_twice_loses_no_step(tmp_path: Path) -> None:
    path = tmp_path / "p.annotator"
    with Project.create(path, SCHEME) as project:
        project.add_annotator(Annotator(new_id(), "Ann"))
        with Project.open(path, read_only=True) as again:
            assert len(again.annotators()) == 1
        assert looked_at(path).split() == ["Ann"]
        project.add_annotator(Annotator(new_id(), "Ben"))
        assert looked_at(path).split() == ["Ann", "Ben"]
    assert looked_at(path).split() == ["Ann", "Ben"]
