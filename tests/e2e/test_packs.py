"""A lead and two annotators on three machines: three project files.

The first who work are three processes at a time; what the others do needs none of its own.
"""

import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from annotator.edits.questions import answer_question
from annotator.edits.schemes import merge_labels
from annotator.model.identity import new_id
from annotator.model.people import Annotator
from annotator.project import Project
from tests.annotator.commands import Commands, Ran, run
from tests.e2e.laptop import has_worked, works, works_here

Runs = Callable[..., Ran]
TEXTS = {
    "one": "Alibaba denied it. “We did nothing,” said a spokesman. Nobody believed him.\n",
    "two": "A firm accused Alibaba. The firm is small, and it is in Hangzhou.\n",
    "three": "The mayor resigned. “I am tired,” she said.\n",
}


class Lead:
    """The lead's machine."""

    def __init__(self, folder: Path, runs: Runs) -> None:
        self.folder = folder
        self.path = folder / "lead.annotator"
        self._runs = runs

    def __call__(self, command: str, *arguments: object, code: int = 0) -> Ran:
        ran = self._runs(command, self.path, *arguments)
        assert ran.code == code, ran.err
        return ran

    def json(self, command: str, *arguments: object, code: int = 0) -> Any:
        return self(command, *arguments, "--json", code=code).answer

    def packed(self, name: str, out: str, *arguments: object) -> Path:
        path = self.folder / out
        self("pack", path, "--annotator", name, *arguments)
        return path

    def spans(self, name: str) -> Counter[tuple[str, str, str]]:
        """One annotator's spans: article, label, words."""
        with Project.open(self.path, read_only=True) as project:
            (me,) = [one.id for one in project.annotators() if one.name == name]
            return spans_of(project, me)


def spans_of(project: Project, annotator_id: str) -> Counter[tuple[str, str, str]]:
    found: Counter[tuple[str, str, str]] = Counter()
    scheme = project.scheme()
    for article in project.articles():
        text = project.text(article.id)
        for span in project.spans(article.id, annotator_id):
            (label,) = scheme.names([span.label_id])
            found[article.name, label, span.quoted(text)] += 1
    return found


def work_in(path: Path) -> dict[str, object]:
    """Everything that was done in a pack: what the lead must have of it, to the letter."""
    with Project.open(path, read_only=True) as project:
        facts = project.pack_of()
        assert facts is not None
        return whole_work(project, facts.annotator_id, {one.id for one in project.articles()})


def whole_work(project: Project, annotator_id: str, article_ids: set[str]) -> dict[str, object]:
    found: dict[str, object] = {}
    for one in project.whole_readings(annotator_id):
        if one.article_id in article_ids:
            asked = [replace(q, answer="", answered_by="", answered_at="") for q in one.questions]
            found[one.article_id] = replace(one, questions=tuple(asked))
    return found


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two stories, dealt to Anna and Ben so that both read both; each command was a process."""
    folder = tmp_path_factory.mktemp("planned")
    lead = Lead(folder, lambda *arguments: run(arguments, folder))
    for name, text in TEXTS.items():
        story = folder / ("Resignation" if name == "three" else "Denial")
        story.mkdir(exist_ok=True)
        (story / f"{name}.txt").write_bytes(text.encode())
    lead("new")
    lead("import", folder / "Denial", folder / "Resignation")
    lead("plan", "--annotators", "Anna", "Ben", "--overlap", "100%")
    return lead.path


@pytest.fixture
def apart(tmp_path: Path, planned: Path) -> Lead:
    """A lead whose every command is a process of its own."""
    lead = Lead(tmp_path, lambda *arguments: run(arguments, tmp_path))
    shutil.copy(planned, lead.path)
    return lead


@pytest.fixture
def lead(tmp_path: Path, planned: Path, command: Commands) -> Lead:
    """A lead whose commands need no new process, which takes longer to start than they take."""
    lead = Lead(tmp_path, command)
    shutil.copy(planned, lead.path)
    return lead


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]) -> Commands:
    return Commands(capsys)


def test_two_annotators_half_done_and_then_done(apart: Lead) -> None:
    lead = apart
    anna, ben = lead.packed("Anna", "anna.annotator"), lead.packed("Ben", "ben.annotator")
    has_worked(
        works(
            anna,
            ["mark", "one.txt", "denied it", "claim"],
            ["mark", "one.txt", "“We did nothing,”", "quote"],
            ["mark", "one.txt", "spokesman", "entity"],
            ["link", "one.txt", "“We did nothing,”", "one.txt", "spokesman", "said by"],
            ["mark", "two.txt", "small", "claim"],
        ),
        works(ben, ["mark", "one.txt", "Nobody believed him", "claim"], ["done", "one.txt"]),
    )
    came = lead.json("merge", anna, ben)
    assert [person["annotator"] for file in came["files"] for person in file["annotators"]] == [
        "Anna", "Ben",
    ]  # fmt: skip
    assert sum(lead.spans("Anna").values()) == 4
    has_worked(
        works(
            anna,
            ["delete", "two.txt", "small"],
            ["mark", "two.txt", "in Hangzhou", "claim"],
            ["note", "one.txt", "denied it", "weak"],
            *(["done", f"{name}.txt"] for name in TEXTS),
        ),
        works(
            ben,
            ["mark", "three.txt", "resigned", "claim"],
            ["mark", "three.txt", "tired", "claim"],
            ["undo"],
            *(["done", f"{name}.txt"] for name in TEXTS),
        ),
    )
    letter = lead("merge", ben, anna).err
    assert "Spans: 1 added, 1 changed, 1 taken away." in letter
    with Project.open(lead.path, read_only=True) as project:
        for path, name in ((anna, "Anna"), (ben, "Ben")):
            (me,) = [one.id for one in project.annotators() if one.name == name]
            everything = {one.id for one in project.articles()}
            assert whole_work(project, me, everything) == work_in(path)
        assert {one.name for one in project.annotators()} == {"Anna", "Ben"}
        assert all(handout.returned_at for handout in project.handouts())
    lead("check")
    assert lead.json("merge", anna, ben)["step"] == ""
    lead("undo")
    assert sum(lead.spans("Anna").values()) == 4
    assert sum(lead.spans("Ben").values()) == 1


def test_both_laptops_changed_the_same_article(lead: Lead) -> None:
    home = lead.packed("Anna", "anna.annotator")
    work = Path(shutil.copy(home, lead.folder / "anna at work.annotator"))
    works_here(home, ["mark", "one.txt", "denied it", "claim"])
    works_here(
        work,
        ["mark", "one.txt", "Nobody believed him", "claim"],
        ["mark", "two.txt", "small", "claim"],
    )
    came = lead.json("merge", home, work)
    assert sum(len(p["diverged"]) for file in came["files"] for p in file["annotators"]) == 1
    (waiting,) = lead.json("resolve")["waiting"]
    assert (waiting["article"], waiting["annotator"]) == ("one.txt", "Anna")
    assert lead.spans("Anna (second version)").total() == 1
    lead("resolve", "one.txt", "--keep", "both")
    assert lead.spans("Anna") == Counter(
        [
            ("one.txt", "claim", "denied it"),
            ("one.txt", "claim", "Nobody believed him"),
            ("two.txt", "claim", "small"),
        ]
    )
    assert lead.json("resolve") == {"waiting": []}
    lead("check")
    lead("undo")
    assert len(lead.json("resolve")["waiting"]) == 1


def test_the_scheme_changes_in_between(lead: Lead) -> None:
    anna = lead.packed("Anna", "anna.annotator")
    works_here(anna, ["mark", "one.txt", "denied it", "claim"])
    lead("merge", anna)
    with Project.open(lead.path) as project:
        labels = {one.name: one for one in project.scheme().labels}
        project.apply(merge_labels(labels["claim"], labels["quote"]))
    works_here(anna, ["mark", "two.txt", "small", "claim"])
    lead("merge", anna)
    assert set(lead.spans("Anna")) == {
        ("one.txt", "quote", "denied it"),
        ("two.txt", "quote", "small"),
    }
    assert lead.json("resolve") == {"waiting": []}
    again = lead.packed("Anna", "anna again.annotator")
    works_here(again, ["mark", "three.txt", "resigned", "quote"])
    lead("merge", again)
    assert lead.spans("Anna").total() == 3
    lead("check")


def test_a_question_and_its_answer(lead: Lead) -> None:
    anna = lead.packed("Anna", "anna.annotator")
    works_here(
        anna,
        ["mark", "one.txt", "denied it", "claim"],
        ["ask", "one.txt", "denied it", "Is a denial a claim?"],
    )
    assert "Asks: Is a denial a claim?" in lead("merge", anna).err
    with Project.open(lead.path) as project:
        (question,) = project.questions(open_only=True)
        project.apply(answer_question(question.id, "Yes, it is.", ""))
    works_here(anna, ["done", "one.txt"])
    lead("merge", anna)
    with Project.open(lead.packed("Anna", "next.annotator"), read_only=True) as pack:
        (question,) = pack.questions()
        assert question.answer == "Yes, it is."


def test_what_cannot_be_taken_is_named_and_the_rest_goes_in(lead: Lead) -> None:
    anna, ben = lead.packed("Anna", "anna.annotator"), lead.packed("Ben", "ben.annotator")
    works_here(anna, ["mark", "one.txt", "denied it", "claim"])
    works_here(ben, ["mark", "one.txt", "denied it", "claim"])
    ben.write_bytes(ben.read_bytes()[:20_000])
    came = lead.json("merge", ben, anna, code=1)
    assert [len(file["refused"]) for file in came["files"]] == [1, 0]
    assert lead.spans("Anna").total() == 1


def test_two_people_called_anna(lead: Lead) -> None:
    with Project.open(lead.path) as project:
        other = Annotator(new_id(), "Anna")
        project.add_annotator(other)
    words = lead("pack", lead.folder / "a.annotator", "--annotator", "Anna", code=1).err
    assert "Two annotators are called Anna. Name one by id" in words
    out = lead.folder / "other.annotator"
    lead("pack", out, "--annotator", other.id, "--stories", "Denial")
    works_here(out, ["mark", "one.txt", "denied it", "claim"])
    lead("merge", out)
    with Project.open(lead.path, read_only=True) as project:
        assert spans_of(project, other.id).total() == 1
        assert [one.name for one in project.annotators()].count("Anna") == 2
