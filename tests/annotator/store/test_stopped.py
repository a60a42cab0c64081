"""Ctrl+C may come at any moment, within a statement too: nothing of the step is kept."""

from pathlib import Path

import pytest

from annotator.edits.edit import Edit
from annotator.model.story import Story
from annotator.project import Project
from annotator.store.work import Work
from tests.annotator.samples import SCHEME

STORY = Story("01900000-0000-7000-8000-000000000001", "Heist", 1)


class Stop:
    """A value during whose binding somebody presses Ctrl+C."""

    def __conform__(self, protocol: object) -> str:
        raise KeyboardInterrupt


def test_what_a_statement_was_stopped_in_is_taken_back(tmp_path: Path) -> None:
    path = tmp_path / "p.annotator"

    def do(work: Work) -> None:
        work.stories.put([STORY], new=True)
        work.journal.flush()
        work.stories._database.exec_driver_sql("SELECT ?", (Stop(),))

    with Project.create(path, SCHEME) as project:
        with pytest.raises(KeyboardInterrupt) as kept:  # and with it all that was going on
            project.apply(Edit("stories", do))
        assert project.stories() == ()
        project.apply(Edit("stories", lambda work: work.stories.put([STORY], new=True)))
        assert project.stories() == (STORY,)
    del kept
    with Project.open(path) as project:
        assert (project.stories(), project.faults()) == ((STORY,), ())
    assert [one.name for one in tmp_path.iterdir()] == [path.name]
