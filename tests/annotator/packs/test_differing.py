"""What the lead is told of two versions, and of files before they are taken back."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.edits.questions import ask, new_question
from annotator.edits.readings import set_article_note, set_status
from annotator.edits.relations import link
from annotator.edits.spans import add_span, new_span, set_note
from annotator.errors import BadInput, EditRefused
from annotator.formats.bundle import ArticleRecord
from annotator.formats.scheme import read_scheme
from annotator.model.people import Annotator
from annotator.model.reading import Status
from annotator.model.whole_reading import WholeReading
from annotator.packs import merge, pack, waiting_versions
from annotator.packs.before_taking import glance, is_of
from annotator.packs.differing import Where, differences, different_spans, two_versions
from annotator.packs.sending import copy_to_send
from annotator.paths import resource
from annotator.project import Project
from annotator.transfer import import_items

NEWS = read_scheme(resource("schemes/news-stories.json").read_bytes(), "scheme")
TEXT = "“We won,” said Ada.\nNobody else did.\n"
ANNA = Annotator("0193a5c0-1111-7000-8000-00000000a11a", "Anna")
QUOTE, ENTITY, CLAIM = (
    next(one for one in NEWS.labels if one.name == name) for name in ("quote", "entity", "claim")
)


@pytest.fixture
def lead(tmp_path: Path) -> Iterator[Project]:
    """The lead's project of one article, with a pack of it for Anna on two laptops."""
    with Project.create(tmp_path / "lead.annotator", NEWS) as project:
        import_items(project, [ArticleRecord("1.txt", "s", TEXT)])
        project.add_annotator(ANNA)
        pack(project, tmp_path / "one.annotator", annotator=ANNA)
        shutil.copy(tmp_path / "one.annotator", tmp_path / "two.annotator")
        yield project


def works(path: Path, *, first: bool) -> None:
    """Anna labels on one laptop so and on the other one otherwise."""
    with Project.open(path) as project:
        (article,) = project.articles()
        quote = new_span(article.id, ANNA.id, QUOTE, [(1, 7)])
        ada = new_span(article.id, ANNA.id, ENTITY, [(15, 18)])
        for span, label in ((quote, QUOTE), (ada, ENTITY)):
            project.apply(add_span(span, label), ANNA.id)
        if first:
            said_by = next(one for one in NEWS.relations if one.name == "said by")
            project.apply(link(said_by, quote, ada), ANNA.id)
            project.apply(set_note(ada, "a\nname"), ANNA.id)
            project.apply(set_status(article.id, ANNA.id, Status.DONE), ANNA.id)
        else:
            claim = new_span(article.id, ANNA.id, CLAIM, [(20, 36)])
            project.apply(add_span(claim, CLAIM), ANNA.id)
            project.apply(set_article_note(article.id, ANNA.id, "odd"), ANNA.id)
            project.apply(ask(new_question(article.id, ANNA.id, "Is it a claim?")), ANNA.id)


def told(first: WholeReading, second: WholeReading) -> set[tuple[str, str, str, str]]:
    """Each difference as words."""
    found = differences(first, second, TEXT, NEWS)
    return {(str(one.where), one.what, one.words, one.how) for one in found}


def test_all_that_differs_is_told_and_what_is_the_same_is_not(
    lead: Project, tmp_path: Path
) -> None:
    one, two = tmp_path / "one.annotator", tmp_path / "two.annotator"
    works(one, first=True)
    works(two, first=False)
    merge(lead, [one, two])
    (waiting,) = waiting_versions(lead)
    first, second = two_versions(lead, waiting.version_id)
    if not first.relations:
        first, second = second, first
    assert told(first, second) == {
        (Where.CHANGED, "entity", "Ada", "note: a name / –"),
        (Where.SECOND, "claim", "Nobody else did.", ""),
        (Where.FIRST, "said by", "We won → Ada", ""),
        (Where.CHANGED, "status", "", "done / in progress"),
        (Where.CHANGED, "note on the article", "", "– / odd"),
        (Where.SECOND, "question", "Is it a claim?", ""),
    }
    found = differences(first, second, TEXT, NEWS)
    assert different_spans(found, first.spans, first=True) == ((1, 7), (15, 18))
    assert (20, 36) in different_spans(found, second.spans, first=False)
    turned = told(second, first)
    assert (Where.FIRST, "claim", "Nobody else did.", "") in turned
    assert len(turned) == len(found)


def test_a_version_and_itself_do_not_differ(lead: Project, tmp_path: Path) -> None:
    works(tmp_path / "one.annotator", first=True)
    merge(lead, [tmp_path / "one.annotator"])
    (whole,) = lead.whole_readings(ANNA.id)
    assert differences(whole, whole, TEXT, NEWS) == ()
    longer = replace(whole.spans[0], fragments=((0, 8),))
    other = replace(whole, spans=(longer, *whole.spans[1:]))
    (one,) = [d for d in differences(whole, other, TEXT, NEWS) if d.first]
    assert one.where is Where.CHANGED
    assert "words: " in one.how


def test_a_version_that_is_gone_is_told_in_a_sentence(lead: Project) -> None:
    with pytest.raises(EditRefused, match="no such second version"):
        two_versions(lead, "0193a5c0-9999-7000-8000-00000000a11a")


def test_files_are_told_apart_before_they_are_taken(lead: Project, tmp_path: Path) -> None:
    one, two = tmp_path / "one.annotator", tmp_path / "two.annotator"
    works(one, first=True)
    works(two, first=False)
    (broken := tmp_path / "broken.annotator").write_bytes(b"nothing")
    with Project.create(tmp_path / "other.annotator", NEWS):
        pass
    paths = [one, two, broken, tmp_path / "other.annotator", lead.path, tmp_path / "x.jsonl"]
    lines = [f'{{"text": "a", "doc_id": "{name}", "annotator": "Anna"}}\n' for name in "abc"]
    (tmp_path / "r.jsonl").write_text("".join(lines), encoding="utf-8")
    (records,) = glance(lead, [tmp_path / "r.jsonl"])
    assert (records.kind, records.people, records.records) == ("records", ("Anna",), 3)
    assert not records.more
    steps = lead.change_counter()
    came, also, *rest = glance(lead, paths)
    assert (came.kind, came.made_for, came.people) == ("pack", "Anna", ("Anna",))
    assert (came.new, came.same, came.older, came.diverged) == (1, 0, 0, 0)
    assert (also.new, also.diverged) == (0, 1)
    assert [bool(glanced.why) for glanced in rest] == [True] * 4
    assert lead.change_counter() == steps
    merge(lead, [one])
    assert [g.same for g in glance(lead, [one])] == [1]
    merge(lead, [two])
    assert [(g.same, g.new, g.diverged) for g in glance(lead, [one, two])] == [(1, 0, 0)] * 2


def test_what_belongs_to_the_project_is_known(lead: Project, tmp_path: Path) -> None:
    assert is_of(tmp_path / "one.annotator", lead)
    with Project.create(tmp_path / "other.annotator", NEWS) as other:
        assert not is_of(tmp_path / "one.annotator", other)
    assert not is_of(tmp_path / "nowhere.annotator", lead)


def test_a_copy_to_send_has_all_and_replaces_an_older_one(tmp_path: Path, lead: Project) -> None:
    one, copy = tmp_path / "one.annotator", tmp_path / "copy.annotator"
    copy.write_bytes(b"an older one")
    with Project.open(one) as opened:
        (article,) = opened.articles()
        opened.apply(add_span(new_span(article.id, ANNA.id, CLAIM, [(20, 36)]), CLAIM), ANNA.id)
        copy_to_send(one, copy)  # while it is open, with a write-ahead log beside it
    assert copy.read_bytes()[18:20] == b"\x01\x01"
    with Project.open(copy, read_only=True) as sent:
        assert len(sent.spans(article.id, ANNA.id)) == 1
    assert sorted(p.name for p in tmp_path.iterdir() if "copy" in p.name) == ["copy.annotator"]
    with pytest.raises(BadInput, match="the project itself"):
        copy_to_send(one, one)
    with pytest.raises(BadInput, match="no folder"):
        copy_to_send(one, tmp_path / "no" / "copy.annotator")
