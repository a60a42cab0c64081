"""Answers to clues go out with their annotator and come back."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.edits.clues import answer_clues, group_clue, reopen_clues
from annotator.edits.groups import remove_group
from annotator.edits.schemes import save_scheme
from annotator.model.clue import Clue, ClueVerdict, Passage
from annotator.model.scheme import RelationKind
from annotator.model.span import Fragment
from annotator.packs import merge
from annotator.project import Project
from tests.annotator.packs.laptops import article, copied, lead_project, packed, person

CONFLICT = RelationKind("conflict", is_set=True, member_value=True)


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


def reopen(project: Project, who: str, name: str) -> None:
    story, annotator = project.stories()[0].id, person(project, who).id
    project.apply(reopen_clues([name], story, annotator), annotator)


def test_an_answer_that_was_taken_back_goes_on_merge_too(lead: Project, tmp_path: Path) -> None:
    answer(lead, "Anna", "one", ClueVerdict.LATER)
    answer(lead, "Anna", "two", ClueVerdict.NO_CONFLICT)
    path = packed(lead, "Anna", tmp_path / "anna.annotator")
    with Project.open(path) as pack:
        reopen(pack, "Anna", "one")
        answer(pack, "Anna", "three", ClueVerdict.LATER)
    merge(lead, [path])
    assert verdicts(lead, "Anna") == {
        "two": ClueVerdict.NO_CONFLICT,
        "three": ClueVerdict.LATER,
    }
    lead.undo("")
    assert set(verdicts(lead, "Anna")) == {"one", "two"}
    merge(lead, [path])
    assert set(verdicts(lead, "Anna")) == {"two", "three"}


def test_an_answer_that_was_undone_after_it_went_out_is_taken_back(
    lead: Project, tmp_path: Path
) -> None:
    path = packed(lead, "Anna", tmp_path / "anna.annotator")
    with Project.open(path) as pack:
        answer(pack, "Anna", "one", ClueVerdict.LATER)
    merge(lead, [path])
    with Project.open(path) as pack:
        pack.undo(person(pack, "Anna").id)
        answer(pack, "Anna", "two", ClueVerdict.LATER)
    merge(lead, [path])
    assert set(verdicts(lead, "Anna")) == {"two"}


def test_an_older_copy_brings_nothing_back(lead: Project, tmp_path: Path) -> None:
    path = packed(lead, "Anna", tmp_path / "anna.annotator")
    with Project.open(path) as pack:
        answer(pack, "Anna", "one", ClueVerdict.LATER)
    older = copied(path, "older.annotator")
    with Project.open(path) as pack:
        reopen(pack, "Anna", "one")
    merge(lead, [path])
    merge(lead, [older])
    assert verdicts(lead, "Anna") == {}
    with Project.open(path) as pack:
        answer(pack, "Anna", "one", ClueVerdict.NO_CONFLICT)
    merge(lead, [path, older])
    assert verdicts(lead, "Anna") == {"one": ClueVerdict.NO_CONFLICT}


def test_the_answer_goes_with_the_group_that_came_of_it(lead: Project, tmp_path: Path) -> None:
    lead.apply(save_scheme(replace(lead.scheme(), relations=(CONFLICT,))))
    path = packed(lead, "Anna", tmp_path / "anna.annotator")
    with Project.open(path) as pack:
        anna, story = person(pack, "Anna").id, pack.stories()[0].id
        pack.apply(group_clue(clue(pack, "one"), story, anna, kind="conflict"), anna)
    merge(lead, [path])
    assert verdicts(lead, "Anna") == {"one": ClueVerdict.GROUP}
    assert not list(lead.faults())
    with Project.open(path) as pack:
        (group,) = pack.groups(story, anna)
        pack.apply(remove_group(group), anna)
        assert verdicts(pack, "Anna") == {}
        pack.undo(anna)
        assert verdicts(pack, "Anna") == {"one": ClueVerdict.GROUP}
        pack.redo(anna)
    merge(lead, [path])
    assert verdicts(lead, "Anna") == {}
    assert lead.groups(story, anna) == ()
    assert not list(lead.faults())
