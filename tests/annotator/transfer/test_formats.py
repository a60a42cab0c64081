"""Formats through the program: into a project and out of it, with what is lost, told before."""

import json
from pathlib import Path

import pytest

from annotator.formats.record import record_value
from annotator.formats.registry import FORMATS
from annotator.project import Project
from tests.annotator.commands import Commands
from tests.annotator.formats.hard import hard_records
from tests.annotator.formats.test_round_trips import WAYS, plain, read


@pytest.fixture
def project(tmp_path: Path, command: Commands) -> Path:
    """A project with the hard sample."""
    path = tmp_path / "p.annotator"
    command.done("new", path)
    lines = [json.dumps(record_value(record)) for record in hard_records()]
    (tmp_path / "hard.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    command.done("import", path, tmp_path / "hard.jsonl", "--format", "jsonl")
    return path


def chosen(choices: dict[str, str]) -> list[str]:
    return [word for name, value in choices.items() for word in ("--choose", f"{name}={value}")]


@pytest.mark.parametrize(("name", "choices"), WAYS, ids=lambda way: str(way))
def test_out_and_into_another_project(
    project: Path, tmp_path: Path, command: Commands, name: str, choices: dict[str, str]
):
    out, other = tmp_path / "out", tmp_path / "other.annotator"
    options = ["--format", name, *chosen(choices), "--json"]
    before = project.read_bytes()
    told = command.done("export", project, out, "--dry-run", *options).answer
    assert not out.exists()
    done = command.done("export", project, out, *options).answer
    assert project.read_bytes() == before
    assert told["losses"] == done["losses"]
    assert all(set(loss) == {"what", "count", "examples"} for loss in told["losses"])
    command.done("new", other)
    report = command.done("import", other, out, "--json").answer["files"][0]
    assert report["refused"] == []
    assert (report["spans"], report["duplicates"]) == (done["spans"], 0)
    assert report["relations"] == done["relations"]
    again = command.done("export", other, tmp_path / "again", *options).answer
    assert again["spans"] == done["spans"]
    if name not in ("conll", "docbin"):  # these hold no more than that
        one, two = read(name, out), read(name, tmp_path / "again")
        assert [plain(record) for record in two] == [plain(record) for record in one]


def test_what_conll_loses_is_listed_with_examples(project: Path, command: Commands):
    ran = command.done("export", project, "o", "--format", "conll", "--dry-run", "--json")
    losses = {loss["what"]: loss for loss in ran.answer["losses"]}
    assert losses["overlapping spans"]["count"] == 4
    assert "Acme Corp" in " ".join(losses["overlapping spans"]["examples"])
    words = command.done("export", project, "o", "--format", "conll", "--dry-run").out
    assert "overlapping spans: 4" in words
    told = command.done("export", project, "o", "--dry-run", "--format", "jsonl").out
    assert told == "Nothing would be lost.\n"


def test_one_file_for_several_annotators_is_refused_and_for_one_written(
    project: Path, tmp_path: Path, command: Commands
):
    out = tmp_path / "out.conll"
    sentence = command.refused("export", project, out, "--format", "conll")
    assert "one annotator" in sentence
    assert not out.exists()
    command.done("export", project, out, "--format", "conll", "--annotator", "Bob")
    assert out.read_text(encoding="utf-8").startswith("-DOCSTART- -X- O O\n\n")


def test_formats_say_what_they_hold(command: Commands):
    listed = {one["name"]: one for one in command.done("formats", "--json").answer["formats"]}
    assert set(listed) == {known.name for known in FORMATS}
    assert "overlapping spans" in listed["conll"]["loses"]
    assert "overlapping spans" in listed["brat"]["holds"]
    assert listed["csv"]["loses"] == []
    assert listed["pdf"]["extra"] == "pdf"
    assert "overlapping spans" in command.done("formats").out


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (["--format", "text"], "can be read, not written"),
        (["--format", "brat", "--publish"], "Only jsonl can be published"),
        (["--format", "doccano", "--choose", "shape=round"], "no choice shape=round"),
        (["--choose", "shape"], "is no choice"),
        (["--label", "nobody"], "no label “nobody”"),
        (["--story", "no"], "no story “no”"),
    ],
)
def test_what_cannot_be_exported_is_said(
    project: Path, tmp_path: Path, command: Commands, options: list[str], why: str
):
    assert why in command.refused("export", project, tmp_path / "out", *options)
    assert not (tmp_path / "out").exists()


def test_labels_and_stories_select(project: Path, tmp_path: Path, command: Commands):
    out = tmp_path / "o.jsonl"
    done = command.done("export", project, out, "--label", "ORG", "--story", "a story", "--json")
    assert done.answer["spans"] == 3
    assert done.answer["relations"] == 0
    assert "end is not in the export: 2" in " ".join(done.answer["warnings"])
    assert "nothing to export" in command.refused("export", project, out, "--gold")


# Published


def test_published_records_get_their_texts_back(project: Path, tmp_path: Path, command: Commands):
    whole, bare = tmp_path / "whole", tmp_path / "bare"
    command.done("export", project, whole, "--pseudonyms")
    command.done("export", project, bare, "--publish")
    words = b"".join(path.read_bytes() for path in bare.iterdir())
    assert not any(secret in words for secret in (b"Lovelace", b"two lines", b'Ann"', b'Bob"'))
    assert b"https://example.org/a" in words
    other = tmp_path / "other.annotator"
    command.done("new", other)
    assert "annotator attach" in command.refused("import", other, bare)
    missing = command("attach", bare, "--json")
    assert missing.code == 1
    assert len(missing.answer["missing"]) == 3
    done = command.done("attach", bare, project, "--json").answer
    assert (done["attached"], done["missing"]) == (4, [])
    first, second = read("jsonl", whole), read("jsonl", bare)
    for one, other_one in zip(first, second, strict=True):
        assert other_one.article.text == one.article.text
        assert [s.fragments for s in other_one.spans] == [s.fragments for s in one.spans]
    command.done("import", other, bare)


def test_texts_beside_the_records_are_found(project: Path, tmp_path: Path, command: Commands):
    bare = tmp_path / "bare"
    command.done("export", project, bare, "--publish")
    (bare / "texts").mkdir()
    with Project.open(project, read_only=True) as opened:
        for article in opened.articles():
            text = opened.text(article.id).encode("utf-8")
            (bare / "texts" / f"{article.name}").write_bytes(text)
    assert command.done("attach", bare, "--json").answer["missing"] == []


# On the way in


def test_labels_are_mapped_added_or_refused(tmp_path: Path, command: Commands):
    record = {"text": "Ada met Bob.", "spans": [{"start": 0, "end": 3, "label": "PER"}]}
    record["spans"].append({"start": 8, "end": 11, "label": "MISC"})  # type: ignore[attr-defined]
    (tmp_path / "a.jsonl").write_text(json.dumps(record), encoding="utf-8")
    mapped = tmp_path / "map.json"
    mapped.write_text('{"PER": "entity", "MISC": ""}', encoding="utf-8")
    table = tmp_path / "map.csv"
    table.write_text("PER,entity\nMISC,claim\n", encoding="utf-8")
    for number, (options, labels, code) in enumerate(
        (
            (["--map-labels", mapped], {"entity"}, 0),
            (["--map-labels", table], {"entity", "claim"}, 0),
            ([], {"PER", "MISC"}, 0),
            (["--new-labels", "refuse"], set(), 1),
        )
    ):
        path = tmp_path / f"p{number}.annotator"
        command.done("new", path)
        assert command("import", path, tmp_path / "a.jsonl", *options).code == code
        with Project.open(path, read_only=True) as opened:
            scheme = opened.scheme()
            found = {
                scheme.label(span.label_id).name  # type: ignore[union-attr]
                for article in opened.articles()
                for person in opened.annotators()
                for span in opened.spans(article.id, person.id)
            }
        assert found == labels


def test_refused_records_are_kept_in_the_log_folder(tmp_path: Path, command: Commands):
    path = tmp_path / "p.annotator"
    command.done("new", path)
    good = {"text": "Ada.", "answer": "accept", "_view_id": "ner", "spans": []}
    bad = {"text": 7, "answer": "accept", "_view_id": "ner"}
    file = tmp_path / "a.jsonl"
    file.write_text(f"{json.dumps(good)}\n{json.dumps(bad)}\n", encoding="utf-8")
    ran = command("import", path, file, "--json")
    assert ran.code == 1
    report = ran.answer["files"][0]
    assert report["refused"] == [{"where": "line 2", "why": "“text” must be a text."}]
    kept = next(one["what"] for one in report["warnings"] if "is kept in" in one["what"])
    name = kept.partition("is kept in ")[2].removesuffix(".")
    line = json.loads(Path(name).read_text(encoding="utf-8"))
    assert json.loads(line["record"]) == bad
    assert line["where"] == "line 2"


def test_offsets_in_utf_16_are_told_and_can_be_said(tmp_path: Path, command: Commands):
    text = "😊😊 Ada met Bob 😊 in London."
    start = len("😊😊 ".encode("utf-16-le")) // 2
    span = {"start": start, "end": start + 3, "label": "PER"}
    file = tmp_path / "a.jsonl"
    file.write_text(json.dumps({"text": text, "spans": [span]}), encoding="utf-8")
    quoted: dict[str, str] = {}
    for offsets in ("auto", "utf16", "codepoints"):
        path = tmp_path / f"{offsets}.annotator"
        command.done("new", path)
        ran = command.done("import", path, file, "--offsets", offsets, "--json")
        with Project.open(path, read_only=True) as opened:
            (article,) = opened.articles()
            spans = [
                found
                for person in opened.annotators()
                for found in opened.spans(article.id, person.id)
            ]
        quoted[offsets] = spans[0].quoted(text)
        if offsets == "auto":
            told = " ".join(one["what"] for one in ran.answer["files"][0]["warnings"])
            assert "taken as UTF-16 units" in told
    assert quoted == {"auto": "Ada", "utf16": "Ada", "codepoints": "a m"}


def test_words_that_differ_are_refused_or_kept_to_be_reviewed(tmp_path: Path, command: Commands):
    span = {"start": 0, "end": 3, "label": "PER", "text": "Bob"}
    file = tmp_path / "a.jsonl"
    file.write_text(json.dumps({"text": "Ada met Bob.", "spans": [span]}), encoding="utf-8")
    path = tmp_path / "p.annotator"
    command.done("new", path)
    ran = command("import", path, file, "--json")
    assert "“Ada”, not “Bob”" in ran.answer["files"][0]["refused"][0]["why"]
    ran = command.done("import", path, file, "--mismatches", "keep", "--json")
    assert ran.answer["files"][0]["spans"] == 1
    with Project.open(path, read_only=True) as opened:
        (article,) = opened.articles()
        notes = [
            span.note for who in opened.annotators() for span in opened.spans(article.id, who.id)
        ]
    assert notes[0].startswith("needs review: ")
