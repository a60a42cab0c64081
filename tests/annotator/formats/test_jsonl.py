import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import orjson
import pandas
import pytest

from annotator import paths
from annotator.errors import AnnotatorError, BadInput, Cancelled
from annotator.formats.bundle import (
    DecisionRecord,
    GroupRecord,
    MemberRecord,
    Noted,
    PlaceRecord,
    ReadingRecord,
    Refused,
    SuggestionRecord,
)
from annotator.formats.clues import write_clue
from annotator.formats.decisions import write_decision
from annotator.formats.fragments import Fragments, reshape
from annotator.formats.groups import write_group
from annotator.formats.jsonl import Beside, read_jsonl, read_scheme_beside, write_jsonl
from annotator.formats.record import write_record
from annotator.formats.scheme import read_scheme
from annotator.formats.suggestions import write_suggestion
from annotator.model.decision import Took
from annotator.model.span import Fragment
from annotator.model.suggestion import Answer, Source, Verdict
from tests.annotator.formats.records import CLUE, GROUP, TIME, empty_record, full_record

FULL = full_record()
EMPTY = [empty_record(f"0{number}.txt", split="train") for number in range(5)]
RECORDS = [*EMPTY, FULL]
SCHEME_FILE = paths.resource("schemes/news-stories.json")
SCHEME = read_scheme(SCHEME_FILE.read_bytes(), "scheme")


def readings(path: Path) -> list[ReadingRecord]:
    return [item for item in read_jsonl(path) if isinstance(item, ReadingRecord)]


def names(path: Path) -> list[str]:
    return [record.article.name for record in readings(path)]


def listed(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def plain(record: ReadingRecord) -> ReadingRecord:
    return replace(record, where="", article=replace(record.article, where=""))


def test_one_file_holds_the_records_with_the_telling_row_in_front(tmp_path):
    path = tmp_path / "out.jsonl"
    written = write_jsonl(path, RECORDS)
    assert (written.files, written.records, written.articles) == ((path,), 6, 6)
    assert (written.spans, written.relations) == (2, 1)
    assert names(path) == ["a.txt", "00.txt", "01.txt", "02.txt", "03.txt", "04.txt"]
    assert sorted(map(plain, readings(path)), key=lambda r: r.order) == RECORDS
    assert listed(tmp_path) == ["out.jsonl"]
    lines = path.read_bytes().split(b"\n")[:-1]
    assert len({tuple(json.loads(line)["meta"]) for line in lines}) == 1


def test_only_rows_that_show_something_new_move_to_the_front(tmp_path):
    timed = replace(empty_record("b.txt"), created_at=TIME)
    spanned = [replace(FULL, article=replace(FULL.article, name=f"c{n}.txt")) for n in range(3)]
    path = tmp_path / "out.jsonl"
    write_jsonl(path, [*EMPTY, timed, *spanned])
    assert names(path)[:3] == ["b.txt", "c0.txt", "00.txt"]
    assert names(path)[3:] == ["01.txt", "02.txt", "03.txt", "04.txt", "c1.txt", "c2.txt"]


def test_a_fact_that_is_no_time_comes_before_many_that_look_like_one(tmp_path):
    dated = [
        replace(
            one, article=replace(one.article, published="2026-11-20", extra=(("at", "2026-01-01"),))
        )
        for one in EMPTY
    ]
    bare = replace(empty_record("09.txt"), article=replace(EMPTY[0].article, name="09.txt"))
    later = replace(dated[0], article=replace(dated[0].article, name="10.txt", published="May"))
    path = tmp_path / "out.jsonl"
    write_jsonl(path, [*dated, bare, later])
    assert names(path) == ["09.txt", "00.txt", "01.txt", "02.txt", "03.txt", "04.txt", "10.txt"]


def test_records_out_of_order_are_our_own_mistake(tmp_path):
    with pytest.raises(ValueError, match="out of order"):
        write_jsonl(tmp_path / "out.jsonl", RECORDS[::-1])
    assert listed(tmp_path) == []


def test_a_folder_holds_the_records_the_scheme_and_a_card(tmp_path):
    folder = tmp_path / "export"
    written = write_jsonl(folder, RECORDS, scheme=SCHEME, left_out=lambda: ["Ben is not in it."])
    assert [file.name for file in written.files] == ["spans.jsonl", "scheme.json", "README.md"]
    assert listed(folder) == ["README.md", "scheme.json", "spans.jsonl"]
    assert read_scheme_beside(folder) == SCHEME
    card = (folder / "README.md").read_text(encoding="utf-8")
    assert "2 spans and 1 relation in 6 articles of 1 story, by 1 annotator." in card
    assert "| claim | 1 | A statement of fact" in card
    assert "| Ann | human | 6 | 6 | 2 | 0.0 |" in card
    assert "Ben is not in it." in card
    assert sorted(map(plain, readings(folder)), key=lambda r: r.order) == RECORDS


def test_splits_stand_in_files_of_their_own(tmp_path):
    records = [
        empty_record("a", "one", "train"),
        empty_record("b", "three", "test"),
        empty_record("c", "two", "train"),
    ]
    written = write_jsonl(tmp_path / "out", records, by_split=True)
    assert [file.name for file in written.files] == ["train.jsonl", "test.jsonl", "README.md"]
    assert names(tmp_path / "out" / "train.jsonl") == ["a", "c"]
    assert names(tmp_path / "out") == ["a", "c", "b"]
    card = (tmp_path / "out" / "README.md").read_text(encoding="utf-8")
    assert "- split: test\n    path: test.jsonl" in card
    assert card.index("| `train.jsonl` | 2 |") < card.index("| `test.jsonl` | 1 |")


def test_the_same_records_give_the_same_bytes_and_replace_an_earlier_export(tmp_path):
    one, two = tmp_path / "one", tmp_path / "two"
    write_jsonl(one, RECORDS, scheme=SCHEME)
    write_jsonl(two, [replace(FULL, article=replace(FULL.article, split="dev"))], by_split=True)
    assert (two / "dev.jsonl").exists()
    write_jsonl(two, RECORDS, scheme=SCHEME)
    assert {f.name: f.read_bytes() for f in one.iterdir()} == {
        f.name: f.read_bytes() for f in two.iterdir()
    }
    assert listed(tmp_path) == ["one", "two"]


def test_what_was_read_is_written_again_byte_for_byte(tmp_path):
    write_jsonl(tmp_path / "one", RECORDS, scheme=SCHEME)
    again = sorted(readings(tmp_path / "one"), key=lambda record: record.order)
    write_jsonl(tmp_path / "two", again, scheme=read_scheme_beside(tmp_path / "one"))
    for file in (tmp_path / "one").iterdir():
        assert (tmp_path / "two" / file.name).read_bytes() == file.read_bytes()


@pytest.mark.parametrize("name", ["diary.txt", "README.md", "spans.jsonl"])
def test_a_folder_with_other_things_is_left_alone(tmp_path, name):
    (tmp_path / name).write_text("mine", encoding="utf-8")
    with pytest.raises(BadInput, match="Name another folder"):
        write_jsonl(tmp_path, RECORDS)
    assert {f.name: f.read_text(encoding="utf-8") for f in tmp_path.iterdir()} == {name: "mine"}


@pytest.mark.parametrize("name", ["out", "out.jsonl"])
def test_stopping_leaves_what_was_there(tmp_path, name):
    write_jsonl(tmp_path / name, RECORDS)

    def stop(done: int, total: int, what: str) -> None:
        if total and done == 3:
            raise Cancelled

    before = {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
    with pytest.raises(Cancelled):
        write_jsonl(tmp_path / name, [*RECORDS, empty_record("z")], progress=stop)
    assert {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()} == before


def test_a_place_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "x.jsonl").mkdir()
    with pytest.raises(BadInput, match="is a folder"):
        write_jsonl(tmp_path / "x.jsonl", RECORDS)
    with pytest.raises(BadInput, match="does not exist"):
        write_jsonl(tmp_path / "no" / "out.jsonl", RECORDS)
    with pytest.raises(AnnotatorError, match="could not be written"):
        write_jsonl(Path("/proc/out.jsonl"), RECORDS)
    (tmp_path / "file").touch()
    with pytest.raises(BadInput, match="is a file"):
        write_jsonl(tmp_path / "file", RECORDS)


def test_suggestions_of_a_folder_come_after_the_records(tmp_path):
    write_jsonl(tmp_path / "out", RECORDS)
    (tmp_path / "out" / "suggestions.jsonl").write_text("{}\n", encoding="utf-8")
    *records, last = read_jsonl(tmp_path / "out")
    assert len(records) == len(RECORDS)
    assert isinstance(last, Refused)
    assert last.where.endswith("suggestions.jsonl, line 1")
    assert last.why == "“doc_id” is missing or empty."


def test_files_beside_the_records_are_there_where_they_have_lines(tmp_path):
    group = write_group(GROUP)
    beside = [Beside("groups.jsonl", [group]), Beside("suggestions.jsonl", [])]
    written = write_jsonl(tmp_path / "out", RECORDS, beside=beside)
    assert [path.name for path in written.files] == ["spans.jsonl", "groups.jsonl", "README.md"]
    assert (tmp_path / "out" / "groups.jsonl").read_bytes() == group
    assert not (tmp_path / "out" / "suggestions.jsonl").exists()
    read = [item for item in read_jsonl(tmp_path / "out") if isinstance(item, GroupRecord)]
    assert [replace(one, where="") for one in read] == [GROUP]
    write_jsonl(tmp_path / "out", RECORDS)
    assert not (tmp_path / "out" / "groups.jsonl").exists()


def test_what_was_offered_stands_on_every_line_and_is_no_fact_of_the_article(tmp_path):
    first, *others = RECORDS
    write_jsonl(tmp_path / "out", [replace(first, offered="same as Ann"), *others])
    lines = (tmp_path / "out" / "spans.jsonl").read_bytes().splitlines()
    metas = [orjson.loads(line)["meta"] for line in lines]
    assert sorted(meta["suggestions"] for meta in metas) == [*[""] * len(others), "same as Ann"]
    items = list(read_jsonl(tmp_path / "out"))
    records = [item for item in items if isinstance(item, ReadingRecord)]
    assert all("suggestions" not in dict(record.article.extra) for record in records)
    assert sorted(record.offered for record in records) == [*[""] * len(others), "same as Ann"]


def test_a_fact_called_suggestions_of_another_tool_stays(tmp_path):
    path = tmp_path / "x.jsonl"
    path.write_text('{"text": "Hello.", "meta": {"suggestions": "own"}}\n', encoding="utf-8")
    (record,) = readings(path)
    assert record.article.extra == (("suggestions", "own"),)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_byte_order_marks_are_no_part_of_the_text(tmp_path, encoding):
    path = tmp_path / "x.jsonl"
    path.write_bytes(write_record(FULL).decode().encode(encoding))
    (record,) = readings(path)
    assert record.article.text == FULL.article.text


def test_lines_end_at_line_feeds_only(tmp_path):
    path = tmp_path / "x.jsonl"
    lines = ['{"text": "a\u2028b\x85c"}\r', "", "  ", '{"text": "d"}']
    path.write_bytes("\n".join(lines).encode())
    assert [record.article.text for record in readings(path)] == ["a\u2028b\x85c", "d"]
    assert [record.where for record in readings(path)] == [f"{path}, line 1", f"{path}, line 4"]


GOOD = b'{"text": "good"}\n'


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (b"{", "this is not JSON"),
        (b"nonsense", "this is not JSON"),
        (b'{"text": "a"} {"text": "b"}', "this is not JSON"),
        (b'{"text": "\\ud800"}', "this is not JSON (no low surrogate in string)."),
        (b'{"text": NaN}', "this is not JSON"),
        (b'{"text": "a", "x": 1e400}', "this is not JSON"),
        (b'{"text": "a", "x": ' + b"1" * 10_000 + b"}", "this is not JSON"),
        (b'{"text": ' + b"[" * 100_000, "nested too deeply"),
        (b'{"text": "M\xfcller"}', "byte 11 (0xfc) is not UTF-8"),
        (b'{"text": "\xed\xa0\x80"}', "byte 10 (0xed) is not UTF-8"),
        (b'{"text": "\xc0\xaf"}', "byte 10 (0xc0) is not UTF-8"),
        (b"\x1f\x8b\x08\x00", "gzip"),
        (b"[1, 2]", "a record is an object in braces."),
        (b"null", "a record is an object in braces."),
    ],
)
def test_a_bad_line_is_refused_by_its_number_and_the_others_go_in(tmp_path, line, why):
    path = tmp_path / "x.jsonl"
    path.write_bytes(GOOD + line + b"\n" + GOOD)
    first, refused, last = read_jsonl(path)
    assert isinstance(first, ReadingRecord)
    assert isinstance(last, ReadingRecord)
    assert isinstance(refused, Refused)
    assert refused.where == f"{path}, line 2"
    assert why in refused.why


def test_a_line_that_is_too_long_is_passed_over(tmp_path, monkeypatch):
    monkeypatch.setattr("annotator.formats.json_values.LONGEST", 100)
    monkeypatch.setattr("annotator.formats.json_values._BLOCK", 16)
    path = tmp_path / "x.jsonl"
    path.write_bytes(b'{"text": "' + b"a" * 500 + b'"}\n' + GOOD)
    refused, last = read_jsonl(path)
    assert refused == Refused(f"{path}, line 1", "the line is longer than 64 MB.")
    assert isinstance(last, ReadingRecord)
    assert last.where == f"{path}, line 2"


def test_keys_that_stand_twice_are_named(tmp_path):
    path = tmp_path / "x.jsonl"
    path.write_bytes(b'{"text": "first", "text": "a \\"quoted\\": b", "spans": []}\n')
    note, record = read_jsonl(path)
    assert note == Noted(f"{path}, line 1", "the key “text” stands twice; the last one was taken.")
    assert isinstance(record, ReadingRecord)
    assert record.article.text == 'a "quoted": b'


def test_a_note_that_holds_for_many_lines_is_told_once(tmp_path):
    path = tmp_path / "x.jsonl"
    path.write_bytes(b'{"text": "a", "lang": "en"}\n' * 50)
    notes = [item for item in read_jsonl(path) if isinstance(item, Noted)]
    assert len(notes) == 2
    assert notes[1].what.endswith("The same holds for 49 more.")


def test_what_cannot_be_read_at_all_is_a_sentence(tmp_path):
    with pytest.raises(BadInput, match=r"holds no spans\.jsonl"):
        list(read_jsonl(tmp_path))
    with pytest.raises(BadInput, match="cannot be read: No such file"):
        list(read_jsonl(tmp_path / "no.jsonl"))


def test_hull_makes_one_span_of_its_fragments():
    shaped = reshape(FULL, Fragments.HULL)
    assert [span.fragments for span in shaped.record.spans] == [((2, 14),), ((24, 44),)]
    assert shaped.record.relations == FULL.relations
    assert shaped.spans == 1


def test_separate_makes_one_span_per_fragment_and_keeps_relations():
    shaped = reshape(FULL, Fragments.SEPARATE)
    assert [span.fragments for span in shaped.record.spans] == [
        ((2, 14),),
        ((24, 28),),
        ((38, 44),),
    ]
    ids = [span.id for span in shaped.record.spans]
    assert len(set(ids)) == 3
    assert ids == [span.id for span in reshape(FULL, Fragments.SEPARATE).record.spans]
    assert shaped.record.relations[0].head in ids


def test_drop_leaves_out_discontinuous_spans_and_their_relations():
    shaped = reshape(FULL, Fragments.DROP)
    assert [span.fragments for span in shaped.record.spans] == [((2, 14),)]
    assert (shaped.spans, shaped.relations, shaped.record.relations) == (1, 1, ())
    elsewhere = reshape(shaped.record, Fragments.DROP, {"other"})
    assert elsewhere.record == shaped.record


LOAD = """
import json, sys
from datasets import load_dataset
kind, where, cache, *names = sys.argv[1:]
if names:
    found = {n: list(load_dataset(where, n, cache_dir=cache)["train"]) for n in names}
    print(json.dumps(found, default=str))
    sys.exit()
if kind == "folder":
    data = load_dataset(where, cache_dir=cache)
else:
    data = load_dataset("json", data_files=where, cache_dir=cache)
answer = {}
for split, rows in data.items():
    answer[split] = {
        "rows": rows.num_rows,
        "spans": [list(map(lambda s: s["text"], row["spans"])) for row in rows],
        "texts": [row["text"] for row in rows],
        "columns": rows.column_names,
        "types": {name: str(kind) for name, kind in rows.features.items()},
    }
print(json.dumps(answer))
"""


def load(kind: str, where: Path, cache: Path, *configurations: str) -> dict:
    environment = {**os.environ, "HF_HUB_OFFLINE": "1", "HF_HOME": str(cache / "home")}
    command = [sys.executable, "-c", LOAD, kind, str(where), str(cache), *configurations]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout.splitlines()[-1])


def test_loaders_of_datasets_read_a_single_file(tmp_path):
    path = tmp_path / "out.jsonl"
    write_jsonl(path, RECORDS)
    loaded = load("file", path, tmp_path / "cache")["train"]
    assert loaded["rows"] == 6
    assert loaded["texts"][0] == FULL.article.text
    assert loaded["spans"][0][0] == "Ada Lovelace"


def test_loaders_of_datasets_read_a_folder_even_without_any_span(tmp_path):
    write_jsonl(tmp_path / "empty", EMPTY)
    loaded = load("folder", tmp_path / "empty", tmp_path / "cache")["train"]
    assert loaded["rows"] == 5
    assert "start" in loaded["types"]["spans"]


def test_loaders_of_datasets_read_the_splits_of_a_folder(tmp_path):
    dev = empty_record("b", "two", "dev")
    write_jsonl(tmp_path / "out", [*RECORDS, dev], scheme=SCHEME, by_split=True)
    loaded = load("folder", tmp_path / "out", tmp_path / "cache")
    assert {split: rows["rows"] for split, rows in loaded.items()} == {"train": 6, "dev": 1}
    assert loaded["train"]["columns"] == list(json.loads(write_record(FULL)))
    assert loaded["train"]["spans"][0] == ["Ada Lovelace", FULL.article.text[24:44]]
    assert loaded["dev"]["types"] == loaded["train"]["types"]


def a_suggestion(answer: Answer | None = None, **facts: object) -> SuggestionRecord:
    return SuggestionRecord(
        **{
            "id": "one",
            "doc": "a",
            "story": "one",
            "annotator": "Ada",
            "annotator_id": "ada",
            "source": Source.QUOTES,
            "maker": "quotes 1",
            "label": "quote",
            "fragments": (Fragment(0, 3),),
            "quoted": "Ada",
            "score": 1.0,
            "reason": "",
            "answer": answer,
        }
        | facts
    )


def test_loaders_of_datasets_read_what_stands_beside_the_records_by_name(tmp_path):
    """Also where the first line shows none of the types that a later one has."""
    verdict = Answer("", "", Verdict.ACCEPTED, "", "s1", "2026-02-01T10:00:00Z", 1.5)
    parted = (Fragment(0, 3), Fragment(5, 8))
    suggestions = [
        a_suggestion(),
        a_suggestion(verdict, fragments=parted, speaker=PlaceRecord(0, 3, "Ada"), score=0.5),
    ]
    group = GroupRecord("g", "one", "Ada", "ada", "same as", "Ada", (MemberRecord("a", "s1"),))
    nothing = DecisionRecord("1", "a", "s", "gold", "g", "Ada", "a", "Bob", "b", Took.NONE)
    time = "2026-02-01T10:00:00Z"
    decided = replace(nothing, took=Took.A, gold_spans=("s2",), gap=True, at=time)
    beside = [
        Beside("suggestions.jsonl", map(write_suggestion, suggestions)),
        Beside("groups.jsonl", [write_group(group)]),
        Beside("clues.jsonl", [write_clue(CLUE)]),
        Beside("decisions.jsonl", map(write_decision, (nothing, decided))),
    ]
    folder, cache = tmp_path / "out", tmp_path / "cache"
    write_jsonl(folder, RECORDS, beside=beside, by_split=True)
    assert load("folder", folder, cache)["train"]["rows"] == 6
    loaded = load("folder", folder, cache, "suggestions", "groups", "clues", "decisions")
    first, second = loaded["suggestions"]
    assert (first["answer"], first["speaker"], first["answered_at"]) == ("pending", None, None)
    assert second["speaker"] == {"start": 0, "end": 3, "text": "Ada"}
    assert second["fragments"] == [{"start": 0, "end": 3}, {"start": 5, "end": 8}]
    assert second["answered_at"].startswith("2026-02-01")
    assert set(first) == set(json.loads(write_suggestion(suggestions[0])))
    (only,) = loaded["groups"]
    (member,) = only["members"]
    assert {name: member[name] for name in ("doc_id", "span_id", "value", "stance")} == {
        "doc_id": "a", "span_id": "s1", "value": "", "stance": ""
    }  # fmt: skip
    assert (member["start"], member["text"]) == (0, "")
    assert set(only) == set(json.loads(write_group(group)))
    (answered,) = loaded["clues"]
    assert set(answered) == set(json.loads(write_clue(CLUE)))
    assert [one["doc_id"] for one in answered["passages"]] == ["1.txt", "2.txt"]
    first, second = loaded["decisions"]
    assert (first["gold_spans"], first["decided_at"], first["guideline_gap"]) == ([], None, False)
    assert (second["gold_spans"], second["guideline_gap"]) == (["s2"], True)
    assert set(first) == set(json.loads(write_decision(nothing)))


def test_the_card_names_only_files_that_are_there(tmp_path):
    write_jsonl(tmp_path / "out", RECORDS, beside=[Beside("groups.jsonl", [])])
    assert "config_name: groups" not in (tmp_path / "out" / "README.md").read_text()


def test_pandas_reads_the_lines(tmp_path):
    path = tmp_path / "out.jsonl"
    write_jsonl(path, RECORDS)
    frame = pandas.read_json(path, lines=True)
    assert list(frame["doc_id"]) == names(path)
    assert frame["text"][0] == FULL.article.text
