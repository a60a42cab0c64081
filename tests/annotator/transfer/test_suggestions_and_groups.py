"""What an export says of suggestions and groups, and what comes back of it."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from annotator.edits.groups import make_group, new_group
from annotator.edits.readings import set_status
from annotator.edits.spans import add_span, new_span
from annotator.edits.suggestions import accept, accept_edited, answer
from annotator.errands import TASKS, Errand
from annotator.formats.bundle import ArticleRecord
from annotator.formats.fragments import Fragments
from annotator.formats.scheme import read_scheme
from annotator.model.group import Group, Member
from annotator.model.identity import named_id, new_id
from annotator.model.people import Annotator, Role
from annotator.model.reading import Status
from annotator.model.span import Fragment
from annotator.model.suggestion import Offer, Policy, Source, Suggestion, Verdict
from annotator.paths import resource
from annotator.project import Project
from annotator.transfer import ExportOptions, export, import_items, import_paths

NEWS_FILE = resource("schemes/news-stories.json")
NEWS = read_scheme(NEWS_FILE.read_bytes(), "scheme")
ONE, TWO = "“We won 🙂,” said Ada.\nShe “left”.\n", "Ada Lovelace won.\n"


def schema(name: str) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(
        json.loads(resource(f"formats/{name}-1.schema.json").read_text(encoding="utf-8"))
    )


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def news(tmp_path: Path) -> Iterator[Project]:
    """Two articles of one story, opened by Ada and Bob."""
    with Project.create(tmp_path / "news.annotator", NEWS) as project:
        import_items(project, [ArticleRecord("1.txt", "s", ONE), ArticleRecord("2.txt", "s", TWO)])
        for name in ("Ada", "Bob"):
            person = Annotator(named_id("annotator", name), name)
            project.add_annotator(person)
            for article in project.articles():
                begun = set_status(article.id, person.id, Status.IN_PROGRESS)
                project.apply(begun, person.id)
        yield project


def person(project: Project, name: str) -> Annotator:
    return next(one for one in project.annotators() if one.name == name)


def suggested(project: Project) -> tuple[Suggestion, ...]:
    """Three suggestions in the first article, kept in the project, as Ada is offered them."""
    suggested_in(project)
    return project.suggestions(project.articles()[0].id, person(project, "Ada").id)


def suggested_in(project: Project) -> list[Suggestion]:
    """Three suggestions in the first article, kept in the project."""
    first = project.articles()[0]
    quote = NEWS.label_named("quote")
    assert quote is not None
    made = [
        Suggestion(
            new_id(),
            first.id,
            Source.QUOTES,
            quote.id,
            (Fragment(*place),),
            0.9,
            "in marks",
            speaker=Fragment(17, 20),
            cue=Fragment(12, 16),
            maker="quotes 1",
        )
        for place in ((0, 11), (25, 31), (21, 31))
    ]
    project.keep_suggestions(Source.QUOTES, [first.id], made)
    return made


def test_every_suggestion_that_was_offered_goes_out_with_its_answer(news: Project, tmp_path: Path):
    first, second, third = suggested(news)
    ada = person(news, "Ada")
    news.apply(accept([first], NEWS, ada.id, seconds=3.0), ada.id)
    news.apply(accept_edited(second, [(26, 30)], NEWS, ada.id, seconds=2.0), ada.id)
    news.apply(answer([third], Verdict.REJECTED, ada.id, bulk=True), ada.id)
    news.set_policy(Policy(Offer.NONE), person(news, "Bob").id)
    report = export(news, tmp_path / "out")
    assert "suggestions.jsonl" in [path.name for path in report.written.files]
    found = lines(tmp_path / "out" / "suggestions.jsonl")
    for line in found:
        schema("suggestions").validate(line)
        assert ONE[line["start"] : line["end"]] == line["text"]
    assert [line["answer"] for line in found] == ["accepted", "edited", "rejected"]
    assert [line["seconds"] for line in found] == [3.0, 2.0, 0.0]
    assert [line["bulk"] for line in found] == [False, False, True]
    records = lines(tmp_path / "out" / "spans.jsonl")
    spans = {span["id"] for record in records for span in record["spans"]}
    assert {line["span_id"] for line in found[:2]} <= spans
    offered = {(r["annotator"], r["meta"]["suggestions"]) for r in records}
    assert offered == {("Ada", "own"), ("Bob", "none")}
    card = (tmp_path / "out" / "README.md").read_text(encoding="utf-8")
    assert "| Ada | quote | quotes | 3 | 1 | 1 | 1 | 0 | 0 | 33 % | 33 % | 2.5 |" in card
    assert "Bob: was offered none" in card


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def answered(news: Project) -> None:
    """Ada answered in every way, her repeats are Bob's too, and a machine is there."""
    first, second, third = suggested(news)
    ada, bob = person(news, "Ada"), person(news, "Bob")
    repeated = replace(
        third, id=new_id(), source=Source.REPEATS, annotator_id=ada.id, speaker=None, score=0.5
    )
    news.keep_suggestions(Source.REPEATS, [first.article_id], [repeated], annotator_id=ada.id)
    news.apply(accept([first], NEWS, ada.id, seconds=3.0), ada.id)
    news.apply(accept_edited(second, [(26, 30)], NEWS, ada.id, seconds=2.0), ada.id)
    news.apply(answer([third], Verdict.REJECTED, ada.id, bulk=True), ada.id)
    news.set_policy(Policy(Offer.SAME, ada.id), bob.id)
    news.apply(answer([repeated, third], Verdict.SKIPPED, bob.id, seconds=1.5), bob.id)
    machine = Annotator(new_id(), "machine", Role.MODEL)
    news.add_annotator(machine)
    news.apply(set_status(first.article_id, machine.id, Status.DONE), machine.id)


def test_suggestions_their_answers_and_who_was_offered_which_come_back(
    news: Project, tmp_path: Path
):
    answered(news)
    export(news, tmp_path / "out")
    with Project.create(tmp_path / "other.annotator", NEWS) as other:
        report = import_paths(other, [tmp_path / "out"])
        assert report.complete, list(report.sentences())
        assert report.files[0].suggestions == 4
        assert other.faults() == ()
        ada, bob = person(other, "Ada"), person(other, "Bob")
        first = other.articles()[0].id
        assert other.policy(bob.id) == Policy(Offer.SAME, ada.id)
        assert len(other.suggestions(first, bob.id)) == 4
        given = {a.verdict for a in other.answers(ada.id).values()}
        assert given == {Verdict.ACCEPTED, Verdict.EDITED, Verdict.REJECTED}
        export(other, tmp_path / "again")
        assert files(tmp_path / "again") == files(tmp_path / "out")
        twice = import_paths(other, [tmp_path / "out"]).files[0]
        assert (twice.suggestions, twice.refused, twice.warnings) == (0, [], [])
        other.undo("")
        other.redo("")
        export(other, tmp_path / "redone")
        assert files(tmp_path / "redone") == files(tmp_path / "out")


@pytest.mark.parametrize("offer", [Offer.OWN, Offer.NONE])
def test_what_is_offered_comes_back_where_nothing_was_suggested(
    news: Project, tmp_path: Path, offer: Offer
):
    news.set_policy(Policy(offer))
    export(news, tmp_path / "out")
    with Project.create(tmp_path / "other.annotator", NEWS) as other:
        assert import_paths(other, [tmp_path / "out"]).complete
        export(other, tmp_path / "again")
        assert files(tmp_path / "again") == files(tmp_path / "out")


def test_suggestions_made_again_after_an_import_find_the_answers(news: Project, tmp_path: Path):
    answered(news)
    export(news, tmp_path / "out")
    with Project.create(tmp_path / "other.annotator", NEWS) as other:
        import_paths(other, [tmp_path / "out"])
        first = other.articles()[0].id
        ada = person(other, "Ada")
        there = [one for one in other.suggestions(first, ada.id) if one.source is Source.QUOTES]
        afresh = [replace(one, id=new_id(), reason="made anew") for one in there]
        other.keep_suggestions(Source.QUOTES, [first], afresh)
        now = [one for one in other.suggestions(first, ada.id) if one.source is Source.QUOTES]
        assert now == there


def test_suggestions_attach_to_those_that_are_there(news: Project, tmp_path: Path):
    """The same text was suggested in here already, and Ada has answered differently."""
    answered(news)
    export(news, tmp_path / "out")
    with Project.create(tmp_path / "other.annotator", NEWS) as other:
        records = [ArticleRecord("1.txt", "s", ONE), ArticleRecord("2.txt", "s", TWO)]
        import_items(other, records)
        ada = person(news, "Ada")
        other.add_annotator(ada)
        other.set_policy(Policy(Offer.NONE), ada.id)
        mine = suggested_in(other)
        other.apply(answer(mine[:1], Verdict.REJECTED, ada.id), ada.id)
        report = import_paths(other, [tmp_path / "out"]).files[0]
        assert report.suggestions == 1  # the repeat
        answers = other.answers(ada.id)
        assert {one.id for one in mine} == set(answers)
        assert answers[mine[0].id].verdict is Verdict.REJECTED
        assert other.policy(ada.id) == Policy(Offer.NONE)
        assert any("is offered other suggestions here" in one.what for one in report.warnings)
        assert other.faults() == ()


def test_suggestions_that_do_not_fit_are_refused(news: Project, tmp_path: Path):
    answered(news)
    export(news, tmp_path / "out")
    path = tmp_path / "out" / "suggestions.jsonl"
    first, second, *_ = lines(path)
    changed = [
        first | {"doc_id": "9.txt"},
        first | {"text": "“We lost 🙂,”"},
        first | {"speaker": {"start": 17, "end": 20, "text": "Bob"}},
        second | {"id": new_id(), "span_id": new_id()},
    ]
    path.write_text("".join(json.dumps(one) + "\n" for one in changed), encoding="utf-8")
    with Project.create(tmp_path / "other.annotator", NEWS) as other:
        report = import_paths(other, [tmp_path / "out"]).files[0]
        whys = [one.why for one in report.refused]
        assert "the article “9.txt” is not in the project." in whys
        assert whys[1].startswith("the words at 0 are not ")
        assert "the words at 17 are not “Bob”." in whys
        assert "the span that came of it is not in the project." in whys
        assert other.faults() == ()


def test_the_same_as_somebody_is_said_by_name_and_machines_are_offered_none(
    news: Project, tmp_path: Path
):
    suggested(news)
    ada, bob = person(news, "Ada"), person(news, "Bob")
    news.set_policy(Policy(Offer.SAME, ada.id), bob.id)
    machine = Annotator(new_id(), "machine", Role.MODEL)
    news.add_annotator(machine)
    first = news.articles()[0]
    news.apply(set_status(first.id, machine.id, Status.DONE), machine.id)
    export(news, tmp_path / "out")
    records = lines(tmp_path / "out" / "spans.jsonl")
    offered = {(r["annotator"], r["meta"]["suggestions"]) for r in records}
    assert offered == {("Ada", "own"), ("Bob", "same as Ada"), ("machine", "none")}
    who = [line["annotator"] for line in lines(tmp_path / "out" / "suggestions.jsonl")]
    assert who == ["Ada"] * 3 + ["Bob"] * 3


def test_a_project_without_suggestions_says_nothing_of_them(news: Project, tmp_path: Path):
    export(news, tmp_path / "out")
    assert all("suggestions" not in r["meta"] for r in lines(tmp_path / "out" / "spans.jsonl"))
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "README.md",
        "scheme.json",
        "spans.jsonl",
    ]


def grouped(project: Project) -> Group:
    """Ada's group over both articles: a span in each and, with a stance, the second as a whole."""
    ada = person(project, "Ada")
    story = project.stories()[0]
    entity = project.scheme().label_named("entity")
    kind = next(k for k in project.scheme().relations if k.is_set and k.name == "conflict")
    assert entity is not None
    members: list[Member] = []
    for article, place in zip(project.articles(), ((17, 20), (0, 12)), strict=True):
        span = new_span(article.id, ada.id, entity, [place])
        project.apply(add_span(span, entity), ada.id)
        members.append(Member(article.id, span.id, "won 🙂", kind.stances[0]))
    group = new_group(kind, "who won", story.id, ada.id, members)
    project.apply(make_group(group), ada.id)
    return project.groups(story.id, ada.id)[0]


def test_groups_go_out_and_come_back(news: Project, tmp_path: Path):
    group = grouped(news)
    export(news, tmp_path / "out")
    (line,) = lines(tmp_path / "out" / "groups.jsonl")
    schema("groups").validate(line)
    assert [member["doc_id"] for member in line["members"]] == ["1.txt", "2.txt"]
    with Project.create(tmp_path / "other.annotator", NEWS) as other:
        report = import_paths(other, [tmp_path / "out"])
        assert report.complete, list(report.sentences())
        assert report.files[0].groups == 1
        (back,) = other.groups(other.stories()[0].id, group.annotator_id)
        assert (back.id, back.kind, back.name) == (group.id, group.kind, group.name)
        texts = [
            other.text(span.article_id)[span.start : span.end]
            for span in other.spans_by_id(back.span_ids)
        ]
        assert sorted(texts) == ["Ada", "Ada Lovelace"]
        assert [(m.value, m.stance) for m in back.members] == [
            (m.value, m.stance) for m in group.members
        ]
        assert other.faults() == ()
        export(other, tmp_path / "again")
        again = (tmp_path / "again" / "groups.jsonl").read_bytes()
        assert again == (tmp_path / "out" / "groups.jsonl").read_bytes()
        repeated = import_paths(other, [tmp_path / "out"]).files[0]
        assert (repeated.groups, repeated.refused) == (0, [])


def test_groups_alone_come_to_spans_that_are_there(news: Project, tmp_path: Path):
    group = grouped(news)
    export(news, tmp_path / "out")
    news.undo(group.annotator_id)
    assert not news.groups(group.story_id, group.annotator_id)
    report = import_paths(news, [tmp_path / "out" / "groups.jsonl"])
    assert report.files[0].groups == 1
    assert [one.id for one in news.groups(group.story_id, group.annotator_id)] == [group.id]
    again = import_paths(news, [tmp_path / "out" / "groups.jsonl"]).files[0]
    assert (again.groups, again.duplicates) == (0, 1)


def test_a_group_is_taken_without_members_that_are_not_there(news: Project, tmp_path: Path):
    grouped(news)
    export(news, tmp_path / "out")
    path = tmp_path / "out" / "groups.jsonl"
    (line,) = lines(path)
    line["members"].append({"doc_id": "9.txt", "span_id": "", "value": "", "stance": ""})
    alone = line | {"id": new_id(), "members": line["members"][-1:], "name": "alone"}
    strange = line | {"id": new_id(), "kind": "said by", "name": "strange"}
    path.write_text("".join(json.dumps(one) + "\n" for one in (line, alone, strange)))
    with Project.create(tmp_path / "other.annotator", NEWS) as other:
        report = import_paths(other, [tmp_path / "out"]).files[0]
        assert report.groups == 1
        whys = " ".join(one.why for one in report.refused)
        assert "the article “9.txt” it holds is not in the project" in whys
        assert "no kind of group “said by”" in whys
        assert "no members" in whys
        assert other.faults() == ()


def test_an_unknown_kind_of_group_comes_in_as_one(news: Project, tmp_path: Path):
    grouped(news)
    export(news, tmp_path / "out")
    (tmp_path / "out" / "scheme.json").unlink()
    bare = replace(NEWS, relations=())
    with Project.create(tmp_path / "other.annotator", bare) as other:
        report = import_paths(other, [tmp_path / "out"])
        assert report.complete, list(report.sentences())
        (kind,) = (one for one in other.scheme().relations if one.name == "conflict")
        assert kind.is_set


def test_one_file_says_first_what_it_cannot_hold(news: Project, tmp_path: Path):
    suggested(news)
    grouped(news)
    report = export(news, tmp_path / "out.jsonl")
    assert report.sentences[0].startswith("One file cannot hold groups; left out: 1.")
    assert report.sentences[1].startswith("One file cannot hold suggestions and their answers")
    assert "left out: 6." in report.sentences[1]


def test_members_outside_the_export_are_told(news: Project, tmp_path: Path):
    grouped(news)
    second = news.articles()[1]
    ada = person(news, "Ada")
    news.apply(set_status(second.id, ada.id, Status.DONE), ada.id)
    options = ExportOptions(statuses=(Status.IN_PROGRESS,), fragments=Fragments.DROP)
    report = export(news, tmp_path / "out", options)
    assert "Members of groups left out because they are not in the export: 1." in report.sentences
    (line,) = lines(tmp_path / "out" / "groups.jsonl")
    assert len(line["members"]) == 1


def test_a_preview_says_before_what_one_file_cannot_hold(news: Project):
    suggested(news)
    grouped(news)
    given = {"project": str(news.path), "options": {}}
    folder = TASKS["preview"](Errand(given))
    one_file = TASKS["preview"](Errand({**given, "out": "/somewhere/out.jsonl"}))
    assert isinstance(folder, dict)
    assert isinstance(one_file, dict)
    assert folder["left_out"] == []
    assert [sentence.split(";")[0] for sentence in one_file["left_out"]] == [
        "One file cannot hold groups",
        "One file cannot hold suggestions and their answers",
    ]
