"""What was staged is written without being read again; with no room for it, it is read again."""

import errno
import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.formats.bundle import ArticleRecord, ReadingRecord, SpanRecord
from annotator.formats.jsonl import write_jsonl
from annotator.formats.many_spans import ManySpans, columns_of
from annotator.model.identity import named_id
from annotator.model.span import AttributeValue, Fragment
from annotator.project import Project
from annotator.transfer import export, import_items, staging
from annotator.transfer.importing import import_staged, stage
from annotator.transfer.marks import Marks
from annotator.transfer.sources import Source
from tests.annotator.formats.records import full_record
from tests.annotator.samples import SCHEME

TEXT = "Ada Lovelace works at Acme Corp."
ANN = named_id("annotator", "Ann")


def exported(project: Project, folder: Path) -> bytes:
    path = folder / "out.jsonl"
    export(project, path)
    return path.read_bytes()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "in.jsonl"
    write_jsonl(path, [full_record()])
    return path


def test_what_was_staged_is_not_read_again(
    tmp_path: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    staged = stage([file])
    file.unlink()
    monkeypatch.setattr(Source, "items", lambda *_: pytest.fail("it was read again"))
    with Project.create(tmp_path / "p.annotator", SCHEME) as project:
        report = import_staged(project, staged)
        assert (report.complete, report.files[0].spans) == (True, 2)


def test_with_no_room_the_file_is_read_again(
    tmp_path: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patched:
        patched.setattr(staging.pickle, "dump", full)
        staged = stage([file])
    with Project.create(tmp_path / "p.annotator", SCHEME) as project:
        assert import_staged(project, staged).files[0].spans == 2


def test_records_come_off_the_shelf_as_they_were() -> None:
    record = full_record()
    many = record.with_spans(ManySpans(columns_of(record.spans)), record.relations)
    for one in (record, many):
        assert staging.pickle.loads(staging.pickle.dumps(one)) == record


@st.composite
def readings(draw: st.DrawFn) -> list[ReadingRecord]:
    """Records of few articles, with ids that are taken and spans that stand there twice."""
    ids = st.sampled_from(["", "own", *(named_id("span", str(n)) for n in range(4))])
    found = []
    for number in range(draw(st.integers(1, 4))):
        spans = []
        for _ in range(draw(st.integers(0, 4))):
            start, label = draw(st.integers(0, 3)), draw(st.sampled_from(("claim", "entity")))
            pieces: tuple[Fragment, ...] = (Fragment(start, start + 4),)
            pieces += (Fragment(start + 6, start + 8),) if draw(st.booleans()) else ()
            values = (AttributeValue("a", "b"),) if draw(st.booleans()) else ()
            span_id = draw(ids)
            if span_id not in {one.id for one in spans} - {""}:
                spans.append(SpanRecord(span_id, pieces, label, values, score=0.5))
        name = draw(st.sampled_from(("a", "b", "")))
        text = TEXT + draw(st.sampled_from(("", "!")))
        many = tuple(spans) if draw(st.booleans()) else ManySpans(columns_of(tuple(spans)))
        who = draw(st.sampled_from(("", ANN)))
        article = ArticleRecord(name, "s", text)
        where = f"line {number}"
        found.append(ReadingRecord(article, "Ann", who, spans=many, note="n", where=where))
    return found


def told(project: Project) -> Any:
    """What stands in a project, without the ids that are drawn."""
    names = {one.id: one.name for one in project.articles()}
    people = {one.id: one.name for one in project.annotators()}
    return {
        (names[article], people[person]): sorted(
            (
                (one.fragments, one.label_id, one.attributes, one.score, one.origin, one.note)
                for one in project.spans(article, person)
            ),
            key=repr,  # spans in one place stand in the order of their ids, which are drawn
        )
        for article in names
        for person in people
    }


@settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(readings())
def test_spans_written_together_or_one_by_one_are_the_same(
    tmp_path_factory: pytest.TempPathFactory, empty: Path, records: list[ReadingRecord]
) -> None:
    folder = tmp_path_factory.mktemp("both")
    found = []
    for name in ("together", "one by one"):
        with (
            Project.open(Path(shutil.copy(empty, folder / f"{name}.annotator"))) as project,
            pytest.MonkeyPatch.context() as patched,
        ):
            if name == "one by one":
                patched.setattr(Marks, "_own_ids", lambda *_: None)
            reports = [import_items(project, records).plain() for _ in range(2)]
            assert project.faults() == ()
            found.append((reports, told(project)))
    assert found[0] == found[1]


@settings(
    deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(readings())
def test_an_import_is_undone_and_redone_exactly_also_after_opening_again(
    tmp_path_factory: pytest.TempPathFactory, empty: Path, records: list[ReadingRecord]
) -> None:
    folder = tmp_path_factory.mktemp("undo")
    path = Path(shutil.copy(empty, folder))
    with Project.open(path) as project:
        import_items(project, records[:1])
        before, steps = exported(project, folder), project.change_counter()
        import_items(project, records)
        if project.change_counter() == steps:
            return  # everything was there: no step
        after = exported(project, folder)
    with Project.open(path) as project:
        assert project.undo("") is not None
        assert exported(project, folder) == before
    with Project.open(path) as project:
        assert project.redo("") is not None
        assert exported(project, folder) == after
        assert project.faults() == ()
