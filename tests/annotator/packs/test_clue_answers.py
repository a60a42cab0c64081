"""Answers to clues go out with their annotator and come back."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.edits.clues import answer_clues
from annotator.model.clue import Clue, ClueVerdict, Passage
from annotator.model.span import Fragment
from annotator.packs import merge
from annotator.project import Project
from tests.annotator.packs.laptops import article, lead_project, packed, person


@pytest.fixture
def lead(tmp_path: Path) -> Iterator[Project]:
    with lead_project(tmp_path / "lead.annotator", "Anna", "Ben") as project:
        yield project


def clue(project: Project, name: str) -> Clue:
    passages = tuple(Passage(article(project, n).id, Fragment(0, 7), str(n)) for n in (0, 1))
    return Clue(name, "copied text", "One two", "copied", passages)


def answer(project: Project, who: str, name: str, verdict: ClueVerdict) -> None:
    story, annotator = project.stories()[0].id, person(project, who).id
    project.apply(answer_clues([clue(project, name)], story, annotator, verdict), annotator)


def verdicts(project: Project, who: str) -> dict[str, ClueVerdict]:
    found = project.clue_answers(person(project, who).id)
    return {name: one.verdict for name, one in found.items()}


def test_a_pack_holds_its_annotators_answers_and_brings_new_ones_back(
    lead: Project, tmp_path: Path
) -> None:
    answer(lead, "Anna", "one", ClueVerdict.LATER)
    answer(lead, "Ben", "two", ClueVerdict.LATER)
    path = packed(lead, "Anna", tmp_path / "anna.annotator")
    with Project.open(path) as pack:
        assert verdicts(pack, "Anna") == {"one": ClueVerdict.LATER}
        answer(pack, "Anna", "three", ClueVerdict.NO_CONFLICT)
    merge(lead, [path])
    assert verdicts(lead, "Anna") == {
        "one": ClueVerdict.LATER,
        "three": ClueVerdict.NO_CONFLICT,
    }
    assert verdicts(lead, "Ben") == {"two": ClueVerdict.LATER}
    lead.undo("")
    assert verdicts(lead, "Anna") == {"one": ClueVerdict.LATER}
