"""Packing and taking back by the worker, with the right to write lent by the window."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from annotator.errands import TASKS, Errand
from annotator.errors import AnnotatorError, Cancelled
from annotator.model.identity import new_id
from annotator.project import Project
from tests.annotator.packs.laptops import lead_project, marks, packed, person, starts


@pytest.fixture
def lead(tmp_path: Path) -> Iterator[Project]:
    with lead_project(tmp_path / "lead.annotator", "Anna") as project:
        yield project


def test_the_worker_packs_and_takes_back(lead: Project, tmp_path: Path) -> None:
    anna = person(lead, "Anna").id
    rights: list[str] = []

    @contextmanager
    def right() -> Iterator[None]:
        rights.append("lent")
        yield

    out = tmp_path / "anna.annotator"
    given = {"project": str(lead.path), "by": "", "out": str(out), "annotator": anna}
    report = TASKS["pack"](Errand(given, lender=os.getpid(), right=right))
    assert isinstance(report, dict)
    assert (report["annotator"], report["stories"]) == ("Anna", ["Heist"])
    assert rights == ["lent"]
    marks(out, 0)
    given = {"project": str(lead.path), "by": anna, "paths": [str(out)]}
    report = TASKS["merge"](Errand(given, lender=os.getpid(), right=right))
    assert isinstance(report, dict)
    assert "Anna sent 1 article." in report["words"]
    assert rights == ["lent", "lent"]
    assert starts(lead, anna) == [0]
    lead.undo(anna)
    assert starts(lead, anna) == []


def test_somebody_who_is_gone_gets_no_pack(lead: Project, tmp_path: Path) -> None:
    given = {"project": str(lead.path), "out": str(tmp_path / "a"), "annotator": new_id()}
    with pytest.raises(AnnotatorError, match="not in the project any more"):
        TASKS["pack"](Errand(given, lender=os.getpid()))


def test_taking_back_can_be_stopped(lead: Project, tmp_path: Path) -> None:
    out = packed(lead, "Anna", tmp_path / "anna.annotator")
    marks(out, 0)

    def stop(done: int, total: int, what: str) -> None:
        if done:
            raise Cancelled

    given = {"project": str(lead.path), "paths": [str(out)]}
    with pytest.raises(Cancelled):
        TASKS["merge"](Errand(given, stop, os.getpid()))
    assert starts(lead, person(lead, "Anna").id) == []
    assert not lead.faults()
