"""Bad files: a sentence with file, place and cause, no traceback, and the project as it was.

`tests/data/bad/expected.json` says of each file what has to be said of it; with `article`, the text
goes in and what is wrong with it does not. Else nothing does, and the project keeps its very bytes.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from annotator.project import Project
from tests.annotator.commands import Commands

BAD = Path(__file__).parents[2] / "data" / "bad"
EXPECTED: dict[str, dict[str, Any]] = json.loads((BAD / "expected.json").read_bytes())


def test_every_bad_file_is_expected():
    assert {path.name for path in BAD.iterdir()} == {*EXPECTED, "expected.json"}


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_bad_file_is_refused_with_a_sentence(tmp_path: Path, command: Commands, name: str):
    expected = EXPECTED[name]
    project = tmp_path / "p.annotator"
    command.done("new", project)
    before = project.read_bytes()
    given = ["--format", expected["format"]] if "format" in expected else []
    ran = command("import", project, BAD / name, *given, "--json")
    assert ran.code == 1, ran.out
    (report,) = ran.answer["files"]
    told = [f"{one['where']}: {one['why']}" for one in report["refused"]]
    assert told
    assert any(expected["says"] in one for one in told), told
    assert all(one.endswith((".", "…")) for one in told), told
    if expected.get("article"):
        assert report["articles"] == 1
        with Project.open(project, read_only=True) as opened:
            assert len(opened.articles()) == 1
    else:
        assert project.read_bytes() == before
    command.done("check", project)
