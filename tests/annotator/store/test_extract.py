"""A part of a project as a file of its own holds what is named, and nothing else."""

import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.edits.edit import Edit
from annotator.edits.guidelines import set_guidelines
from annotator.edits.offers import set_policy
from annotator.edits.plan import assign, hand_out, new_assignment
from annotator.edits.questions import answer_question, ask, new_question, take_back_question
from annotator.edits.schemes import retire_label
from annotator.edits.spans import add_spans, new_span
from annotator.errors import ProjectError
from annotator.model.identity import new_id
from annotator.model.pack import PackFacts
from annotator.model.people import Annotator
from annotator.model.plan import Handout
from annotator.model.suggestion import Offer, Policy, Source
from annotator.project import Project
from annotator.store.work import Work
from tests.annotator.proposals import a_name
from tests.annotator.samples import CLAIM, TEXT, add_article

OLD = Path(__file__).parents[2] / "data" / "projects" / "v2.annotator"
SECRET = "nobody else may see this"


@pytest.fixture
def lead(tmp_path: Path) -> Iterator[Project]:
    """A project with everything in it: two articles that Ada and Bob read, another story."""
    path = tmp_path / "lead.annotator"
    shutil.copyfile(OLD, path)
    with Project.open(path) as project:
        ada, bob = project.annotators()
        project.apply(set_guidelines("# How"), ada.id)
        project.apply(retire_label(CLAIM), ada.id)
        first = project.articles()[0]
        project.apply(ask(new_question(first.id, ada.id, "why?")), ada.id)
        (asked,) = project.questions()
        project.apply(answer_question(asked.id, "because", bob.id), bob.id)
        other = add_article(project, f"{TEXT}{SECRET}", "other.txt")
        project.apply(assign([new_assignment(ada.id, one) for one in _stories(project)]))
        project.apply(hand_out(Handout("pack", bob.id, (other.story_id,), "2026")))
        claim = project.scheme().labels[0]
        hidden = new_span(other.id, ada.id, claim, [(0, 4)])
        theirs = new_span(first.id, bob.id, claim, [(0, 4)])

        project.apply(add_spans([hidden], "add"), ada.id)
        project.apply(add_spans([theirs], "add"), bob.id)
        project.add_annotator(Annotator("carla", SECRET))
        project.set_setting("mine", SECRET)
        assert project.faults() == ()
        yield project


def _stories(project: Project) -> list[str]:
    return [story.id for story in project.stories()]


def pack_for(project: Project, person: Annotator) -> PackFacts:
    return PackFacts("pack-1", person.id, person.name, "2026-01-01T00:00:00Z", "", project.id)


def count(path: Path, table: str) -> int:
    connection = sqlite3.connect(path)
    try:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
    finally:
        connection.close()


def test_a_part_holds_all_of_one_annotator_in_its_stories(lead: Project, tmp_path: Path) -> None:
    ada, bob, _ = (
        next(p for p in lead.annotators() if p.name == n) for n in ("Ada", "Bob", SECRET)
    )
    story = next(one for one in lead.stories() if one.name == "a story")
    out = tmp_path / "out" / "ada.annotator"
    out.parent.mkdir()
    lead.extract(out, pack_for(lead, ada), [story.id], [ada.id])
    assert [path.name for path in out.parent.iterdir()] == [out.name]
    with Project.open(out) as part:
        assert part.faults() == ()
        assert part.pack_of() == pack_for(lead, ada)
        assert part.id == "pack-1"
        assert part.scheme() == lead.scheme()
        assert len(part.scheme_versions()) == 2
        assert part.guideline_versions() == lead.guideline_versions()
        assert part.stories() == (story,)
        articles = lead.articles(story.id)
        assert part.articles() == articles
        ids = [article.id for article in articles]
        assert part.whole_readings(ada.id) == lead.whole_readings(ada.id, ids)
        assert part.questions()[0].answer == "because"
        assert {one.id for one in part.annotators()} == {ada.id, bob.id}  # Bob answered
        assert part.whole_readings(bob.id) == ()
        for article_id in ids:
            assert part.lineage(article_id, ada.id) == lead.lineage(article_id, ada.id)
            assert part.attention(article_id, ada.id) == lead.attention(article_id, ada.id)
            assert part.suggestions(article_id, ada.id) == lead.suggestions(article_id, ada.id)
            assert part.lineage(article_id, bob.id).heads == ()
        assert [one.story_id for one in part.assignments()] == [story.id]
        assert part.handouts() == ()
        assert part.history() == ()
        assert part.setting("mine") == ""
        assert part.pack_of() is not None
        assert lead.pack_of() is None
        before = len(part.lineage(ids[0], ada.id).heads)
        label = part.scheme().offered[0]
        part.apply(add_spans([new_span(ids[0], ada.id, label, [(1, 5)])], "add"), ada.id)
        assert len(part.lineage(ids[0], ada.id).heads) == before + 1
        assert part.undo(ada.id) is not None
    assert SECRET.encode() not in out.read_bytes()


def test_who_is_offered_nothing_gets_no_suggestions_but_what_was_answered(
    lead: Project, tmp_path: Path
) -> None:
    ada = lead.annotators()[0]
    lead.apply(set_policy(Policy(Offer.NONE), ada.id))
    lead.extract(tmp_path / "a.annotator", pack_for(lead, ada), _stories(lead), [ada.id])
    assert count(tmp_path / "a.annotator", "parse") == 0
    answered = {one.suggestion_id for one in lead.answers(ada.id).values()}
    assert count(tmp_path / "a.annotator", "suggestion") == len(answered)
    with Project.open(tmp_path / "a.annotator") as part:
        assert part.policy(ada.id) == Policy(Offer.NONE)


def test_whoever_is_offered_the_same_as_somebody_is_so_in_the_part(
    lead: Project, tmp_path: Path
) -> None:
    ada = next(p for p in lead.annotators() if p.name == "Ada")
    lead.apply(set_policy(Policy(Offer.SAME, "carla"), ada.id))
    lead.extract(tmp_path / "a.annotator", pack_for(lead, ada), _stories(lead), [ada.id])
    with Project.open(tmp_path / "a.annotator") as part:
        policy = part.policy(ada.id)
        assert policy.offer is Offer.SAME
        assert policy.same_as not in ("carla", ada.id)
        for article in part.articles():
            offered = part.suggestions(article.id, ada.id)
            assert offered == lead.suggestions(article.id, ada.id)


def test_whose_suggestions_they_are_stays_behind(lead: Project, tmp_path: Path) -> None:
    ada, bob, _ = lead.annotators()
    here = next(one for one in lead.articles() if lead.spans(one.id, ada.id))
    label = lead.scheme().offered[0].id
    blank = replace(a_name(here, "a", group=""), source=Source.REPEATS, label_id=label)
    theirs = replace(blank, id=new_id(), annotator_id=bob.id)
    own = replace(blank, id=new_id(), annotator_id=ada.id)
    for one in (theirs, own):
        lead.keep_suggestions(Source.REPEATS, [here.id], [one], annotator_id=one.annotator_id)
    lead.apply(take_back_question(lead.questions()[0].id), ada.id)  # Bob answered it
    out = tmp_path / "a.annotator"
    for one in (ada, bob):
        lead.apply(set_policy(None, one.id))
    for who in ("", ada.id):
        out.unlink(missing_ok=True)
        lead.apply(set_policy(Policy(Offer.SAME, bob.id), who))
        assert theirs in lead.suggestions(here.id, ada.id)
        lead.extract(out, pack_for(lead, ada), _stories(lead), [ada.id])
        assert bob.id.encode() not in out.read_bytes()
        with Project.open(out) as part:
            found = {one.id: one for one in part.suggestions(here.id, ada.id)}
            assert list(found) == [one.id for one in lead.suggestions(here.id, ada.id)]
            stand_in = found[theirs.id].annotator_id
            assert found[theirs.id] == replace(theirs, annotator_id=stand_in)
            assert stand_in == part.policy(ada.id).same_as
            assert part.faults() == ()
    lead.apply(set_policy(Policy(Offer.NONE), bob.id))
    out.unlink()
    lead.extract(out, pack_for(lead, ada), _stories(lead), [ada.id])
    with Project.open(out) as part:
        assert part.policy(ada.id) == Policy(Offer.NONE)


def test_a_part_is_there_whole_or_not_at_all(lead: Project, tmp_path: Path) -> None:
    ada = lead.annotators()[0]
    out = tmp_path / "part.annotator"
    out.write_text("something of the user's")
    with pytest.raises(ProjectError, match="there already"):
        lead.extract(out, pack_for(lead, ada), _stories(lead), [ada.id])
    assert out.read_text() == "something of the user's"
    with pytest.raises(ProjectError, match="no folder"):
        lead.extract(tmp_path / "no" / "p", pack_for(lead, ada), _stories(lead), [ada.id])


def test_a_part_that_would_not_be_sound_is_not_made(lead: Project, tmp_path: Path) -> None:
    connection = lead._database.connection
    connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
    connection.exec_driver_sql("DELETE FROM suggestion")
    out = tmp_path / "part" / "p.annotator"
    out.parent.mkdir()
    ada = next(p for p in lead.annotators() if p.name == "Ada")
    with pytest.raises(ProjectError, match="Check the project"):
        lead.extract(out, pack_for(lead, ada), _stories(lead), [ada.id])
    assert list(out.parent.iterdir()) == []


def test_links_to_other_stories_stay_behind(lead: Project, tmp_path: Path) -> None:
    ada = next(p for p in lead.annotators() if p.name == "Ada")
    story = next(one for one in lead.stories() if one.name == "a story")
    (hidden,) = (
        s for a in lead.articles() if a.story_id != story.id for s in lead.spans(a.id, ada.id)
    )
    article = lead.articles(story.id)[0]
    (link,) = lead.relations_in(article.id, ada.id)

    def do(work: Work) -> None:
        work.relations.put([replace(link, id="over", kind="about", child_id=hidden.id)], new=True)

    lead.apply(Edit("link", do), ada.id)
    lead.extract(tmp_path / "a.annotator", pack_for(lead, ada), [story.id], [ada.id])
    with Project.open(tmp_path / "a.annotator") as part:
        assert part.relations_in(article.id, ada.id) == (link,)
        assert part.faults() == ()


def test_links_that_wait_go_along(lead: Project, tmp_path: Path) -> None:
    ada = next(p for p in lead.annotators() if p.name == "Ada")
    story = next(one for one in lead.stories() if one.name == "a story")
    here, *_ = lead.articles(story.id)
    elsewhere = next(one for one in lead.articles() if one.story_id != story.id)
    keys = [f"waiting.{who}.{one.id}" for who in (ada.id, "x") for one in (here, elsewhere)]

    def do(work: Work) -> None:
        for key in keys:
            work.facts.put(key, "[]")

    lead.apply(Edit("wait", do))
    lead.extract(tmp_path / "a.annotator", pack_for(lead, ada), [story.id], [ada.id])
    with Project.open(tmp_path / "a.annotator") as part:
        assert list(part.records.facts.beginning("waiting.")) == keys[:1]


@pytest.mark.parametrize("value", ["5", "[]", '{"id": 5}', '{"id": "x"}', "no JSON"])
def test_a_pack_that_nobody_here_made_is_told(lead: Project, value: str) -> None:
    lead.apply(Edit("pack", lambda work: work.facts.put("pack", value)))
    with pytest.raises(ProjectError, match="Ask for it again"):
        lead.pack_of()
    assert any(fault.check == "readable" for fault in lead.faults())
