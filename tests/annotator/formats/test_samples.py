"""Files that other tools wrote: exactly what a plain count of the file finds."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from annotator.formats.bundle import GroupRecord, Noted, ReadingRecord, Refused
from annotator.formats.format import ReadOptions
from annotator.formats.registry import format_named, guess

SAMPLES = Path(__file__).parents[2] / "data" / "formats"


def counted(path: Path) -> Counter[str]:
    known = format_named(guess(path).format)
    assert known.read is not None
    found: Counter[str] = Counter({known.name: 1})
    for item in known.read(path, ReadOptions()):
        assert not isinstance(item, Refused), item
        if isinstance(item, ReadingRecord):
            found["articles"] += 1
            found["spans"] += len(item.spans)
            found["relations"] += len(item.relations)
            found["attributes"] += sum(len(span.attributes) for span in item.spans)
            found["notes"] += sum(bool(span.note) for span in item.spans)
        elif isinstance(item, GroupRecord):
            found["groups"] += 1
        elif isinstance(item, Noted):
            found["noted"] += 1
    return found


def test_brat():
    lines = [
        line for path in (SAMPLES / "brat").glob("*.ann") for line in path.read_text().splitlines()
    ]
    first = Counter(line[0] for line in lines)
    found = counted(SAMPLES / "brat")
    assert found["brat"]
    assert found["articles"] == 3
    assert found["spans"] == first["T"]
    assert found["relations"] == first["R"]
    assert found["attributes"] == first["A"] + first["M"]
    assert found["groups"] == first["*"]
    on_spans = [line for line in lines if re.match(r"#\S*\t\S+ [TE]", line)]
    assert found["notes"] == len({line.split("\t")[1].split()[1] for line in on_spans})


def test_prodigy():
    rows = list(map(json.loads, (SAMPLES / "prodigy-relations.jsonl").read_text().splitlines()))
    found = counted(SAMPLES / "prodigy-relations.jsonl")
    assert found["prodigy"]
    assert found["articles"] == len(rows)
    assert found["spans"] == sum(len(row["spans"]) for row in rows)
    assert found["relations"] == sum(len(row["relations"]) for row in rows)


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.iob")), ids=lambda path: path.name)
def test_tokens_with_tags(path: Path):
    found = counted(path)
    assert found["conll"]
    assert found["articles"] == 1
    assert found["spans"] == len(re.findall(r"(?:\s|\|)B-\w+", path.read_text(encoding="utf-8")))


def test_doccano():
    path = SAMPLES / "doccano-relation_extraction.jsonl"
    row = json.loads(path.read_text(encoding="utf-8"))  # one row over many lines
    found = counted(path)
    assert found["doccano"]
    assert (found["spans"], found["relations"]) == (len(row["entities"]), len(row["relations"]))
    for name, key in (("sequence_labeling", "label"), ("intent_detection", "entities")):
        path = SAMPLES / f"doccano-{name}.jsonl"
        rows = list(map(json.loads, path.read_text(encoding="utf-8").splitlines()))
        found = counted(path)
        assert found["doccano"]
        assert found["articles"] == len(rows)
        assert found["spans"] == sum(len(row[key]) for row in rows)


OLDER = [
    {"id": 1, "text": "Ada met Bob.", "meta": {"day": "1"}, "annotation_approver": "u",
     "labels": [[0, 3, "PER"], [8, 11, "PER"]]},
    {"id": 1, "text": "Ada met Bob.", "annotations": [
        {"label": 3, "start_offset": 0, "end_offset": 3, "user": 1},
        {"label": 3, "start_offset": 8, "end_offset": 11, "user": 2}]},
    {"id": 1, "text": "Ada met Bob.", "entities": [[0, 3, "PER"], [8, 11, "PER"]], "cats": ["x"]},
]  # fmt: skip


@pytest.mark.parametrize("row", OLDER, ids=("labels", "annotations", "triples"))
def test_older_shapes_of_doccano(tmp_path: Path, row: dict[str, object]):
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps(row) + "\n", encoding="utf-8")
    found = counted(path)
    assert found["doccano"]
    assert found["spans"] == 2


def test_label_studio_in_the_older_and_the_short_shape(tmp_path: Path):
    region = {"start": 0, "end": 3, "text": "Ada", "labels": ["PER"]}
    result = {"id": "r", "from_name": "label", "to_name": "text", "type": "labels", "value": region}
    choice = {**result, "from_name": "kind", "type": "choices"}
    choice["value"] = {**region, "choices": ["whole"]}
    text = "Ada met Bob."
    shapes = {
        "completions": [{"data": {"text": text}, "completions": [{"result": [result, choice]}]}],
        "bare": [{"text": text, "annotations": [{"result": [result, choice]}]}],
        "short": [{"id": 1, "text": text, "label": [region], "annotator": 1, "annotation_id": 2,
                   "lead_time": 3.5}],
    }  # fmt: skip
    for name, value in shapes.items():
        path = tmp_path / f"{name}.json"
        path.write_text(json.dumps(value), encoding="utf-8")
        found = counted(path)
        assert found["labelstudio"], name
        assert (found["articles"], found["spans"]) == (1, 1), name
        assert found["attributes"] == (0 if name == "short" else 1)


def test_rejected_and_ignored_tasks_are_no_spans_and_one_text_is_one_article(tmp_path: Path):
    span = {"start": 0, "end": 3, "label": "PER"}
    rows = [
        {"text": "Ada met Bob.", "spans": [span], "answer": "accept"},
        {"text": "Ada met Bob.", "spans": [{**span, "start": 8, "end": 11}], "answer": "accept"},
        {"text": "Ada met Bob.", "spans": [{**span, "start": 4, "end": 7}], "answer": "reject"},
        {"text": "Ignored.", "spans": [span], "answer": "ignore"},
        {"text": "No spans.", "answer": "accept"},
    ]
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join(json.dumps({**r, "_view_id": "ner"}) for r in rows), encoding="utf-8")
    read = format_named("prodigy").read
    assert read is not None
    items = list(read(path, ReadOptions()))
    readings = [item for item in items if isinstance(item, ReadingRecord)]
    assert [len(one.spans) for one in readings] == [1, 1, 0, 0, 0]
    assert [one.status.value for one in readings] == ["done", "done", "new", "skipped", "done"]
    assert all(one.part for one in readings)
    assert "1 task was rejected; marks of these are no spans." in [
        item.what for item in items if isinstance(item, Noted)
    ]


def test_a_tag_goes_on_within_its_sentence_only(tmp_path: Path):
    path = tmp_path / "wiki.train"  # known by its tags, whatever it is called
    path.write_text("-DOCSTART- O\n\nAda I-PER\nByron I-PER\n\nBob I-PER\nmet O\n", "utf-8")
    assert guess(path).format == "conll"
    found = counted(path)
    assert (found["articles"], found["spans"]) == (1, 2)


def test_a_row_that_is_broken_costs_itself(tmp_path: Path):
    rows = ["SOCCER SOCCER SOCCER", *("Ada\tB-PER", "met\tO", "Bob\tB-PER", ".\tO") * 3]
    path = tmp_path / "a.conll"
    path.write_text("\n".join(rows) + "\n", "utf-8")
    read = format_named("conll").read
    assert read is not None
    items = list(read(path, ReadOptions()))
    assert [len(item.spans) for item in items if isinstance(item, ReadingRecord)] == [6]
    (refused,) = (item for item in items if isinstance(item, Refused))
    assert "SOCCER" in refused.why
    assert refused.where.endswith("line 1")


def test_two_unsigned_annotations_of_a_task_are_of_two_people(tmp_path: Path):
    region = {"start": 0, "end": 3, "text": "Ada", "labels": ["PER"]}
    result = {"id": "r", "from_name": "label", "to_name": "text", "type": "labels", "value": region}
    task = {"data": {"text": "Ada met Bob."}, "annotations": [{"result": [result]}] * 2}
    task["predictions"] = [{"model_version": "m", "result": [result]}]
    path = tmp_path / "a.json"
    path.write_text(json.dumps([task]), encoding="utf-8")
    read = format_named("labelstudio").read
    assert read is not None
    items = list(read(path, ReadOptions()))
    people = [item.annotator for item in items if isinstance(item, ReadingRecord)]
    assert people == ["annotator 1", "annotator 2"]
    (noted,) = (item.what for item in items if isinstance(item, Noted))
    assert noted == "predictions are suggestions, not spans, and were left out: 1."
