"""What is in a pack, and that nothing else is."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.edits.edit import Edit
from annotator.edits.guidelines import set_guidelines
from annotator.edits.offers import set_policy
from annotator.edits.plan import assign
from annotator.edits.questions import answer_question, ask, new_question
from annotator.edits.readings import set_article_note, set_status
from annotator.edits.spans import add_span, new_span, set_note
from annotator.edits.suggestions import accept, answer
from annotator.errors import BadInput, ProjectError
from annotator.model.identity import new_id
from annotator.model.people import Annotator
from annotator.model.plan import Assignment, AssignmentKind
from annotator.model.reading import Status
from annotator.model.span import Fragment
from annotator.model.story import Story
from annotator.model.suggestion import Offer, Policy, Source, Suggestion, Verdict
from annotator.packs import merge, pack
from annotator.project import Project
from annotator.store.work import Work
from tests.annotator.packs.laptops import article, lead_project, marks, packed, person
from tests.annotator.samples import CLAIM, article_for


@pytest.fixture
def lead(tmp_path: Path) -> Iterator[Project]:
    with lead_project(tmp_path / "lead.annotator", "Anna", "Benedikta") as project:
        yield project


def add_story(project: Project, name: str) -> Story:
    story = Story(new_id(), name, 9)

    def do(work: Work) -> None:
        work.stories.put([story])
        work.articles.add(
            article_for(story, f"A text of {name}.", f"{name}.txt"), f"A text of {name}."
        )

    project.apply(Edit("import", do))
    return story


def assigned(project: Project, who: Annotator, story: Story, kind: AssignmentKind) -> None:
    project.apply(assign([Assignment(new_id(), who.id, story.id, 1, kind)]))


def test_nobody_elses_work_is_in_the_bytes(lead: Project, tmp_path: Path) -> None:
    anna, other = person(lead, "Anna"), person(lead, "Benedikta")
    here = article(lead).id
    ids = {}
    for one in (anna, other):
        span = new_span(here, one.id, CLAIM, [(0, 3)])
        question = new_question(here, one.id, f"question of {one.name}", span.id)
        lead.apply(add_span(span, CLAIM), one.id)
        lead.apply(set_note(span, f"secret of {one.name}"), one.id)
        lead.apply(set_article_note(here, one.id, f"diary of {one.name}"), one.id)
        lead.apply(ask(question), one.id)
        ids[one.name] = (span.id, question.id)
    lead.undo(other.id)
    lead.apply(answer_question(ids["Anna"][1], "the answer", anna.id))
    out = packed(lead, "Anna", tmp_path / "anna.annotator")
    data = out.read_bytes()
    for words in ("Benedikta", *ids["Benedikta"], other.id):
        assert words.encode() not in data, words
    for words in ("secret of Anna", "diary of Anna", "the answer", *ids["Anna"]):
        assert words.encode() in data, words


def test_a_pack_is_one_sound_file(lead: Project, tmp_path: Path) -> None:
    lead.apply(set_guidelines("# How to label\n"))
    out = packed(lead, "Anna", tmp_path / "anna.annotator")
    assert sorted(path.name for path in tmp_path.iterdir() if "anna" in path.name) == [out.name]
    connection = sqlite3.connect(out)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    connection.close()
    with Project.open(out) as project:
        facts = project.pack_of()
        assert facts is not None
        assert (facts.name, facts.project_id) == ("Anna", lead.id)
        assert project.id != lead.id
        assert project.history() == ()
        assert project.guidelines() == lead.guidelines()
        assert project.scheme() == lead.scheme()
        assert project.articles() == lead.articles()
        assert [one.name for one in project.annotators()] == ["Anna"]
        assert not project.faults()


def test_the_lead_knows_what_left(lead: Project, tmp_path: Path) -> None:
    anna = person(lead, "Anna")
    report = pack(lead, tmp_path / "a.annotator", annotator=anna, due="2026-12-01")
    (handout,) = lead.handouts()
    assert (handout.id, handout.annotator_id, handout.due) == (report.id, anna.id, "2026-12-01")
    assert lead.history(limit=1)[0].name == "hand out a pack"
    lead.undo(None)
    assert lead.handouts() == ()


def test_only_assigned_stories_that_are_not_done(lead: Project, tmp_path: Path) -> None:
    anna = person(lead, "Anna")
    heist = lead.stories()[0]
    flood, _fire = add_story(lead, "Flood"), add_story(lead, "Fire")
    for story in (heist, flood):
        assigned(lead, anna, story, AssignmentKind.FIRST)
    for one in lead.articles(heist.id):
        lead.apply(set_status(one.id, anna.id, Status.DONE), anna.id)
    assert pack(lead, tmp_path / "a.annotator", annotator=anna).stories == ("Flood",)
    named = pack(lead, tmp_path / "b.annotator", annotator=anna, stories=["Fire", "Heist"])
    assert set(named.stories) == {"Fire", "Heist"}
    with pytest.raises(BadInput, match="Benedikta has no story in the plan"):
        packed(lead, "Benedikta", tmp_path / "c.annotator")
    with pytest.raises(BadInput, match="There is no story “Storm”"):
        pack(lead, tmp_path / "c.annotator", annotator=anna, stories=["Storm"])


def test_nobody_is_told_that_a_story_comes_again(lead: Project, tmp_path: Path) -> None:
    anna, story = person(lead, "Anna"), lead.stories()[0]
    assigned(lead, anna, story, AssignmentKind.FIRST)
    assigned(lead, anna, story, AssignmentKind.REPEAT)
    with Project.open(packed(lead, "Anna", tmp_path / "anna.annotator")) as project:
        assert [one.kind for one in project.assignments()] == [AssignmentKind.FIRST]


def test_a_story_is_read_again_without_the_first_reading(lead: Project, tmp_path: Path) -> None:
    anna, heist = person(lead, "Anna"), lead.stories()[0]
    assigned(lead, anna, heist, AssignmentKind.FIRST)
    assigned(lead, anna, heist, AssignmentKind.REPEAT)
    first = packed(lead, "Anna", tmp_path / "first.annotator")
    (span,) = marks(first, 0)
    merge(lead, [first])
    out = tmp_path / "again.annotator"
    report = pack(lead, out, annotator=anna, again=True)
    assert report.name == "Anna (again)"
    assert span.id.encode() not in out.read_bytes()
    marks(out, 4)
    merge(lead, [out])
    again = person(lead, "Anna (again)")
    spans = [lead.spans(article(lead).id, one)[0].start for one in (anna.id, again.id)]
    assert spans == [0, 4]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [({"due": "tomorrow"}, "is no day"), ({"stories": ["Nothing"]}, "no story “Nothing”")],
)
def test_what_cannot_be_packed(
    lead: Project, tmp_path: Path, arguments: dict[str, object], words: str
) -> None:
    with pytest.raises(BadInput, match=words):
        pack(lead, tmp_path / "a.annotator", annotator=person(lead, "Anna"), **arguments)
    assert not (tmp_path / "a.annotator").exists()
    assert lead.handouts() == ()


def test_a_full_disk_leaves_no_pack(
    lead: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorname = "SQLITE_FULL"
        raise error

    monkeypatch.setattr("annotator.store.extract._copy", full)
    out = tmp_path / "packs" / "a.annotator"
    out.parent.mkdir()
    with pytest.raises(ProjectError, match="The disk is full"):
        packed(lead, "Anna", out)
    assert list(out.parent.iterdir()) == []
    assert lead.handouts() == ()


def test_a_project_with_a_fault_makes_no_pack(lead: Project, tmp_path: Path) -> None:
    lead.apply(
        Edit("damage", lambda work: work.journal.connection.exec_driver_sql(
            "UPDATE article_text SET text = 'other'"
        ))
    )  # fmt: skip
    with pytest.raises(ProjectError, match="has a fault"):
        packed(lead, "Anna", tmp_path / "a.annotator")
    assert not (tmp_path / "a.annotator").exists()


def test_answers_to_somebody_elses_suggestions_come_home(lead: Project, tmp_path: Path) -> None:
    """The pack does not say whose they are; their ids do, here."""
    anna, other = person(lead, "Anna"), person(lead, "Benedikta")
    here = article(lead)
    some = [
        Suggestion(
            f"s{at}", here.id, Source.REPEATS, CLAIM.id, (Fragment(at, at + 3),), 0.5, "as before",
            annotator_id=other.id,
        )
        for at in (0, 4)
    ]  # fmt: skip
    lead.keep_suggestions(Source.REPEATS, [here.id], some, annotator_id=other.id)
    lead.apply(set_policy(Policy(Offer.SAME, other.id), anna.id))
    out = packed(lead, "Anna", tmp_path / "anna.annotator")
    assert other.id.encode() not in out.read_bytes()
    with Project.open(out) as laptop:
        offered = laptop.suggestions(here.id, anna.id)
        assert [one.id for one in offered] == ["s0", "s4"]
        laptop.apply(accept(offered[:1], laptop.scheme(), anna.id), anna.id)
        laptop.apply(answer(offered[1:], Verdict.REJECTED, anna.id), anna.id)
    merge(lead, [out])
    assert lead.suggestions(here.id, anna.id) == tuple(some)
    assert lead.suggestions(here.id, other.id) == tuple(some)
    verdicts = {one.suggestion_id: one.verdict for one in lead.answers(anna.id).values()}
    assert verdicts == {"s0": Verdict.ACCEPTED, "s4": Verdict.REJECTED}
    assert lead.policy(anna.id) == Policy(Offer.SAME, other.id)
    assert lead.faults() == ()
