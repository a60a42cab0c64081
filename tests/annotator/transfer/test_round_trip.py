"""A project goes out and comes back as it was."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator import paths
from annotator.formats.bundle import (
    ArticleRecord,
    ReadingRecord,
    RelationRecord,
    SpanRecord,
)
from annotator.formats.fragments import Fragments
from annotator.formats.jsonl import write_jsonl
from annotator.formats.scheme import read_scheme
from annotator.model.identity import named_id
from annotator.model.people import Role
from annotator.model.reading import Status
from annotator.model.scheme import Scheme
from annotator.model.span import AttributeValue, Fragment, Origin
from annotator.project import Project
from annotator.transfer import ExportOptions, ImportOptions, export, import_items, import_paths
from tests.annotator.formats.records import TEXT, TIME, empty_record, full_record

NEWS = read_scheme(paths.resource("schemes/news-stories.json").read_bytes(), "scheme")
THIRD = replace(NEWS, version=3)


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def everything() -> list[ReadingRecord]:
    """Two annotators, two stories, a relation between two articles, every field filled."""
    one = full_record()
    other = ReadingRecord(
        article=ArticleRecord("b.txt", "sample", "Acme Corp denies it.", outlet="B", split="train"),
        annotator="Ann",
        annotator_id=one.annotator_id,
        role=Role.HUMAN,
        status=Status.SKIPPED,
        spans=(
            SpanRecord(
                named_id("span", "b"),
                (Fragment(0, 9),),
                "quote",
                score=0.25,
                origin=Origin.SUGGESTION,
                source="quotes 1.0",
            ),
        ),
        relations=(
            RelationRecord(
                named_id("relation", "across"),
                "said by",
                named_id("span", "b"),
                one.spans[0].id,
                child_doc="a.txt",
                attributes=(AttributeValue("how", "loudly"),),
            ),
        ),
    )
    model = replace(
        one,
        annotator="model 1",
        annotator_id=named_id("annotator", "model"),
        role=Role.MODEL,
        spans=(replace(one.spans[0], id=named_id("span", "model")),),
        relations=(),
    )
    gold = replace(
        model,
        annotator="gold",
        annotator_id=named_id("annotator", "gold"),
        role=Role.ADJUDICATED,
        spans=(replace(one.spans[0], id=named_id("span", "gold"), origin=Origin.AGREED),),
    )
    records = [one, other, model, gold, empty_record("c.txt", "other", "test")]
    return sorted(records, key=lambda record: record.order)


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "made"
    write_jsonl(path, everything(), scheme=THIRD)
    return path


def test_import_into_an_empty_project_and_export_again_is_byte_identical(tmp_path, folder):
    with Project.create(tmp_path / "p.annotator", NEWS) as project:
        report = import_paths(project, [folder])
        assert report.complete
        assert project.scheme() == THIRD
        assert project.faults() == ()
        written = export(project, tmp_path / "again")
    assert written.sentences == ()
    assert files(tmp_path / "again") == files(folder)


def test_every_field_is_filled_in_that_test(folder):
    lines = [json.loads(line) for line in (folder / "spans.jsonl").read_bytes().splitlines()]
    for part in (
        lines,
        [span for line in lines for span in line["spans"]],
        [relation for line in lines for relation in line["relations"]],
    ):
        keys = {key for item in part for key, value in item.items() if value not in ("", [], None)}
        assert keys >= set(part[0]) - {"head_doc"}
    assert {r["child_doc"] for line in lines for r in line["relations"]} == {"", "a.txt"}


def test_splits_come_back_too(tmp_path):
    options = ExportOptions(split=(80, 10, 10), seed=7)
    records = sorted(everything(), key=lambda record: record.order)
    write_jsonl(tmp_path / "made", records, scheme=THIRD, by_split=True)
    with Project.create(tmp_path / "p.annotator", NEWS) as project:
        import_paths(project, [tmp_path / "made"])
        export(project, tmp_path / "again", options)
    assert set(files(tmp_path / "again")) == set(files(tmp_path / "made"))
    assert files(tmp_path / "again") == files(tmp_path / "made")


@pytest.mark.parametrize("how", [Fragments.HULL, Fragments.SEPARATE, Fragments.DROP])
def test_reshaped_exports_are_deterministic_and_can_be_read(tmp_path, folder, how):
    with Project.create(tmp_path / "p.annotator", NEWS) as project:
        import_paths(project, [folder])
        one = export(project, tmp_path / "one", ExportOptions(fragments=how))
        export(project, tmp_path / "two", ExportOptions(fragments=how))
    assert files(tmp_path / "one") == files(tmp_path / "two")
    assert one.sentences
    with Project.create(tmp_path / "q.annotator", NEWS) as project:
        assert import_paths(project, [tmp_path / "one"]).complete
        assert project.faults() == ()
        export(project, tmp_path / "three")
    lines = (tmp_path / "one" / "spans.jsonl").read_bytes()
    assert (tmp_path / "three" / "spans.jsonl").read_bytes() == lines


def test_the_demo_label_sets_come_in_whole_and_go_out_the_same(tmp_path):
    sets = [paths.seed("demo/A.jsonl"), paths.seed("demo/B.jsonl")]
    read = [json.loads(line) for path in sets for line in path.read_bytes().splitlines()]
    with Project.create(tmp_path / "p.annotator", NEWS) as project:
        import_paths(project, [paths.seed("articles")], ImportOptions(story=read[0]["story"]))
        report = import_paths(project, sets)
        assert report.complete
        assert [file.articles for file in report.files] == [0, 0]
        assert sum(file.spans for file in report.files) == sum(len(r["spans"]) for r in read)
        assert sum(file.relations for file in report.files) == sum(
            len(record["relations"]) for record in read
        )
        assert project.faults() == ()
        export(project, tmp_path / "out.jsonl")
    lines = (tmp_path / "out.jsonl").read_bytes().splitlines()
    written = {(r["doc_id"], r["annotator"]): r for r in map(json.loads, lines)}
    for record in read:
        again = written[record["doc_id"], record["annotator"]]
        for key in (
            "text",
            "status",
            "read_for",
            "note",
            "labels",
            "seconds",
            "created_at",
        ):
            assert again[key] == record[key]
        assert again["days"] == []
        by_id = {span["id"]: span for span in record["spans"]}
        assert {span["id"]: span for span in again["spans"]} == by_id


NASTY = st.lists(
    st.sampled_from(["😊", "\r\n", "\u2028", "e\u0301", "שלום", "\0", "a", " "]),
    min_size=1,
    max_size=10,
).map("".join)


@st.composite
def marked(draw):
    text = draw(NASTY)
    ends = st.sets(st.integers(0, len(text)), min_size=2, max_size=6).map(sorted)
    shapes = draw(
        st.sets(
            ends.map(
                lambda e: tuple(map(Fragment, e[::2], e[1::2])) if len(e) % 2 == 0 else ()
            ).filter(bool),
            max_size=4,
        )
    )
    return text, sorted(shapes)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(marked())
def test_spans_over_every_kind_of_text_come_back_exactly(tmp_path_factory, made):
    text, shapes = made
    folder = tmp_path_factory.mktemp("trip")
    spans = tuple(
        SpanRecord(named_id("span", str(number)), shape, "claim", created_at=TIME)
        for number, shape in enumerate(shapes)
    )
    record = replace(full_record(), spans=spans, relations=())
    record = replace(record, article=replace(record.article, text=text, version_of=""))
    with Project.create(folder / "p.annotator", Scheme("s", 1)) as project:
        report = import_items(project, [record])
        assert report.files[0].spans == len(shapes)
        assert report.complete
        (article,) = project.articles()
        assert project.text(article.id) == text
        (person,) = project.annotators()
        assert {span.fragments for span in project.spans(article.id, person.id)} == set(shapes)
        assert project.faults() == ()


def test_texts_are_kept_exactly(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(TEXT.encode())
    with Project.create(tmp_path / "p.annotator", NEWS) as project:
        import_paths(project, [path])
        (article,) = project.articles()
        assert project.text(article.id) == TEXT


def test_a_revised_text_keeps_the_name_of_the_one_nobody_read(tmp_path):
    revised = replace(full_record().article, version_of="first.txt")
    earlier = ArticleRecord("first.txt", revised.story, "the text as it was first")
    with Project.create(tmp_path / "one.annotator", THIRD) as project:
        import_items(project, [earlier, replace(full_record(), article=revised)])
        export(project, tmp_path / "one")
    assert b'"version_of":"first.txt"' in (tmp_path / "one" / "spans.jsonl").read_bytes()
    with Project.create(tmp_path / "two.annotator", NEWS) as project:
        import_paths(project, [tmp_path / "one"])
        export(project, tmp_path / "two")
    assert files(tmp_path / "one") == files(tmp_path / "two")
