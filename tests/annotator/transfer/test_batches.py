"""An import looks up and writes many records at once; how many makes no difference."""

import json
from pathlib import Path

import pytest

from annotator.edits.edit import Edit
from annotator.formats.bundle import ArticleRecord
from annotator.model.identity import named_id
from annotator.project import Project
from annotator.transfer import staging
from annotator.transfer.importing import import_paths
from tests.annotator.samples import SCHEME

TEXT = "Ada Lovelace works at Acme Corp."
TAKEN = named_id("taken")


def span(start: int, end: int, span_id: str = "", label: str = "entity") -> dict[str, object]:
    return {"start": start, "end": end, "label": label, "id": span_id}


def record(name: str, *spans: object, text: str = TEXT, **more: object) -> dict[str, object]:
    given = {"text": text, "doc_id": name, "story": "s", "annotator": "A", "spans": spans}
    return {**given, **more}


LINKED = {"head": "q", "child": "e", "label": "said by", "id": "r"}
RECORDS = [
    record("a", span(0, 12, TAKEN), seconds=9, status="done"),
    record("a", span(0, 12, TAKEN), span(0, 3), annotator="B"),
    record("a", span(0, 12, TAKEN), span(4, 12, "s1")),
    record("b", span(0, 3, TAKEN), text=TEXT + "!"),
    record("c", span(0, 3, "q", "quote"), span(4, 12, "e"), text="c" + TEXT, relations=[LINKED]),
    record("c", span(0, 3, "q", "quote"), span(4, 12, "e"), text="c" + TEXT, relations=[LINKED]),
    record("d", span(0, 3, "q", "quote"), text="d" + TEXT,
           relations=[{**LINKED, "child_doc": "c"}]),
    record("d", span(0, 3, "q", "quote"), text="d" + TEXT,
           relations=[{**LINKED, "child_doc": "c"}]),
    {"text": TEXT, "story": "s"},
    {"text": TEXT, "story": "t"},
    {"text": TEXT, "story": "t", "doc_id": "a"},
]  # fmt: skip


def imported(folder: Path, size: int, monkeypatch: pytest.MonkeyPatch) -> object:
    """What an import in batches of this size leaves, without what is made up anew each time."""
    monkeypatch.setattr(staging, "BATCH", size)
    path = folder / "in.jsonl"
    path.write_text("".join(json.dumps(one) + "\n" for one in RECORDS), encoding="utf-8")
    with Project.create(folder / f"{size}.annotator", SCHEME) as project:
        reports = [import_paths(project, [path]).plain() for _ in range(2)]
        names = {article.id: article.name for article in project.articles()}
        people = project.annotators()
        held = {
            (names[article], person.name): (
                [(one.fragments, one.label_id) for one in project.spans(article, person.id)],
                len(project.relations_in(article, person.id)),
                project.reading(article, person.id).status,
                project.attention(article, person.id).seconds,
            )
            for article in names
            for person in people
        }
        assert project.faults() == ()
        places = [(one.name, one.position) for one in (*project.stories(), *project.articles())]
        return reports, held, places


def test_the_size_of_a_batch_makes_no_difference(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = imported(tmp_path, 1, monkeypatch)
    assert imported(tmp_path, 3, monkeypatch) == one
    assert imported(tmp_path, 500, monkeypatch) == one
    reports, held, places = one  # type: ignore[misc]
    file = reports[0]["files"][0]
    assert (file["articles"], file["relations"]) == (5, 2)
    assert held["c", "A"][1] == held["d", "A"][1] == 1
    assert held["a", "A"][2:] == ("done", 9)
    assert reports[1]["files"][0]["articles"] == reports[1]["files"][0]["spans"] == 0
    assert places[:2] == [("s", 1), ("t", 2)]


def test_a_relation_that_was_moved_keeps_its_id(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text(json.dumps(RECORDS[4]) + "\n", encoding="utf-8")
    with Project.create(tmp_path / "p.annotator", SCHEME) as project:
        import_paths(project, [path])
        (article,) = project.articles()
        (person,) = project.annotators()
        (relation,) = project.relations_in(article.id, person.id)
        turned = type(relation)(
            relation.id, person.id, "about", relation.child_id, relation.head_id
        )
        project.apply(Edit("turn", lambda work: work.relations.put([turned])))
        report = import_paths(project, [path])
        assert report.files[0].relations == 1
        ids = {one.id for one in project.relations_in(article.id, person.id)}
        assert len(ids) == 2
        assert relation.id in ids
        assert project.faults() == ()


def test_long_texts_make_short_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(staging, "BATCH_CHARACTERS", 100)
    texts = [ArticleRecord(f"{n}", "s", "x" * 60) for n in range(5)]
    assert [len(batch) for batch in staging.batches(texts)] == [2, 2, 1]
    monkeypatch.setattr(staging, "BATCH", 1)
    assert [len(batch) for batch in staging.batches(texts[:2])] == [1, 1, 0]
