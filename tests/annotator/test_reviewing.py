"""Spans made under an older rule: who has to look at which again, and how they go off the list."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.cli import main
from annotator.edits.edit import Edit
from annotator.edits.guidelines import set_guidelines
from annotator.edits.plan import hand_out
from annotator.edits.reviewing import still_right
from annotator.edits.schemes import merge_labels, save_scheme
from annotator.edits.spans import add_spans, new_span
from annotator.model.people import Annotator
from annotator.model.plan import Handout
from annotator.model.span import Span
from annotator.project import Project
from annotator.reviewing import guidelines_followed, review
from tests.annotator.samples import CLAIM, QUOTE, SCHEME, add_article

LONG_AGO = "2020-01-01T10:00:00Z"
ADA = Annotator("ada", "Ada")


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """A project in which Ada made two claims and a quote long ago."""
    with Project.create(tmp_path / "p.annotator", SCHEME) as made:
        made.add_annotator(ADA)
        article = add_article(made)
        claims = [_old(article.id, CLAIM, place) for place in ((0, 4), (5, 9))]
        made.apply(add_spans([*claims, _old(article.id, QUOTE, (0, 9))], "add"), ADA.id)
        made.apply(Edit("long ago", _date), ADA.id)
        yield made


def _old(article_id, label, place) -> Span:
    span = new_span(article_id, ADA.id, label, [place])
    return replace(span, created_at=LONG_AGO, updated_at=LONG_AGO)


def _date(work) -> None:
    readings = work.readings.all()
    work.readings.put([replace(r, created_at=LONG_AGO, updated_at=LONG_AGO) for r in readings])


def define(project: Project, words: str) -> None:
    scheme = project.scheme()
    labels = tuple(
        replace(one, definition=words) if one.id == CLAIM.id else one for one in scheme.labels
    )
    project.apply(save_scheme(replace(scheme, labels=labels)))


def test_without_newer_rules_there_is_nothing(project):
    assert review(project, ADA.id).changes == review(project, ADA.id).spans == ()


def test_another_definition_lists_the_spans_of_that_label_alone(project):
    define(project, "Other.")
    found = review(project, ADA.id)
    assert [one.sentences for one in found.changes] == [
        (f"The definition of “{CLAIM.name}” has changed: Other.",)
    ]
    assert {one.span.label_id for one in found.spans} == {CLAIM.id}
    assert len(found.spans) == 2
    assert review(project, "nobody").changes == ()


def test_still_right_is_a_step_that_can_be_undone(project):
    define(project, "Other.")
    first, second = review(project, ADA.id).spans
    project.apply(still_right([first.span]), ADA.id)
    assert [one.span.id for one in review(project, ADA.id).spans] == [second.span.id]
    project.undo(ADA.id)
    assert len(review(project, ADA.id).spans) == 2


def test_guidelines_concern_the_labels_of_the_sections_that_changed(project):
    text = f"# Calm\n\nBe calm.\n\n# {CLAIM.name}s\n\nOne.\n\n# {QUOTE.name}\n\nTwo."
    project.apply(set_guidelines(text, "first"))
    assert review(project, ADA.id).spans == ()
    project.apply(set_guidelines(text.replace("calm.", "calmer."), "calmer"))
    assert [one.sentences for one in review(project, ADA.id).changes] == [("calmer",), ("first",)]
    assert review(project, ADA.id).spans == ()
    project.apply(set_guidelines(text.replace("Two.", "Three."), "three of them"))
    (older,) = review(project, ADA.id).spans
    assert older.span.label_id == QUOTE.id
    assert older.why == ("The guidelines: three of them",)


def test_a_reading_follows_the_guidelines_that_counted_when_it_was_worked_on(project, monkeypatch):
    article = project.articles()[0]

    def worked(moment: str) -> None:
        def do(work) -> None:
            (one,) = work.readings.all(ADA.id)
            work.readings.put([replace(one, updated_at=moment)])

        project.apply(Edit("work", do), ADA.id)

    def dated(version: int, moment: str) -> None:
        monkeypatch.setattr("annotator.store.guidelines.now", lambda: moment)
        project.apply(set_guidelines(f"Version {version}."))

    dated(1, "2021-01-01T10:00:00Z")
    dated(2, "2022-01-01T10:00:00Z")
    assert guidelines_followed(project, ADA.id) == {article.id: 0}
    worked("2021-06-01T10:00:00Z")
    assert guidelines_followed(project, ADA.id) == {article.id: 1}
    worked("2022-06-01T10:00:00Z")
    assert guidelines_followed(project, ADA.id) == {article.id: 2}
    pack = Handout("h", ADA.id, (article.story_id,), "2023-01-01T10:00:00Z")
    project.apply(hand_out(replace(pack, id="g", made_at="2021-05-01T10:00:00Z")))
    project.apply(hand_out(pack))
    assert guidelines_followed(project, ADA.id) == {article.id: 1}, "the pack had the first"


def test_merged_labels_follow(project):
    define(project, "Other.")
    project.apply(merge_labels(CLAIM, QUOTE))
    found = review(project, ADA.id)
    told = [sentence for change in found.changes for sentence in change.sentences]
    assert f"“{CLAIM.name}” was merged into “{QUOTE.name}”." in told
    # Merging touched the claims; the quote is as old as it was.
    assert {one.span.label_id for one in found.spans} == {QUOTE.id}


def test_in_a_pack_a_version_counts_from_the_pack_that_brought_it(project, tmp_path):
    stories = tuple(story.id for story in project.stories())
    project.apply(hand_out(Handout("one", ADA.id, stories, "2021-01-01T00:00:00Z")))
    define(project, "Other.")
    meanwhile = [
        replace(one, updated_at="2030-01-01T00:00:00Z")
        for one in project.spans(project.articles()[0].id, ADA.id)
    ]
    project.apply(Edit("away", lambda work: work.spans.put(meanwhile)), ADA.id)
    assert review(project, ADA.id).spans == ()
    project.apply(hand_out(Handout("two", ADA.id, stories, "2031-01-01T00:00:00Z")))
    assert len(review(project, ADA.id).spans) == 2


def test_the_command_lists_the_same(project, capsys):
    define(project, "Other.")
    path = str(project.path)
    project.close()
    assert main(["guidelines", path, "review", "--annotator", "Ada", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [span["label"] for span in told["spans"]] == [CLAIM.name] * 2
    assert told["changes"][0]["changes"] == [
        f"The definition of “{CLAIM.name}” has changed: Other."
    ]
    assert main(["guidelines", path, "review", "--annotator", "Ada"]) == 0
    assert "2 spans of Ada to look at" in capsys.readouterr().out
    assert main(["guidelines", path, "review", "--annotator", "Nobody"]) == 1


def test_guidelines_are_set_shown_and_made_a_book(project, tmp_path, capsys):
    path, book = str(project.path), tmp_path / "book.html"
    project.close()
    text = tmp_path / "rules.md"
    text.write_text("# Rules\n\nBe calm.\n", encoding="utf-8")
    assert main(["guidelines", path, "set", str(text), "--changes", "first"]) == 0
    assert main(["guidelines", path, "show"]) == 0
    assert "Be calm." in capsys.readouterr().out
    assert main(["guidelines", path, "show", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["changes"] == "first"
    assert main(["guidelines", path, "codebook", str(book)]) == 0
    assert "Be calm." in book.read_text(encoding="utf-8")
    assert main(["guidelines", path, "set"]) == 2
    assert main(["guidelines", path, "set", str(tmp_path / "none.md")]) == 1


def test_questions_are_asked_and_answered(project, capsys):
    article = project.articles()[0]
    path = str(project.path)
    project.close()
    assert main(["questions", path, "--ask", f"{article.name}:0-4", "Why?", "--as", "Ada"]) == 0
    assert main(["questions", path, "--ask", article.name, "All of it?", "--as", "Ada"]) == 0
    capsys.readouterr()
    assert main(["questions", path, "--json"]) == 0
    asked = {one["text"]: one for one in json.loads(capsys.readouterr().out)}
    assert asked["Why?"]["words"]
    assert asked["All of it?"]["span"] == ""
    assert main(["questions", path, "--answer", asked["Why?"]["id"], "So.", "--as", "Ada"]) == 0
    capsys.readouterr()
    assert main(["questions", path, "--open", "--json"]) == 0
    assert [one["text"] for one in json.loads(capsys.readouterr().out)] == ["All of it?"]
    for wrong in (
        ["--ask", "nowhere", "Why?", "--as", "Ada"],
        ["--ask", f"{article.name}:1-2", "Why?", "--as", "Ada"],
        ["--ask", article.name, "Why?"],
        ["--answer", "none", "So."],
    ):
        assert main(["questions", path, *wrong]) == 1
