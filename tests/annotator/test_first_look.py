"""What files seem to be, before anything is imported."""

from pathlib import Path

from annotator.first_look import Look, look_at
from annotator.formats.groups import write_group
from annotator.formats.jsonl import Beside, write_jsonl
from annotator.formats.suggestions import write_suggestion
from tests.annotator.formats.records import GROUP, full_record
from tests.annotator.formats.test_suggestions import RECORD


def names(looks: tuple[Look, ...]) -> list[str]:
    return [Path(look.path).name for look in looks]


def test_a_text_shows_its_facts_and_its_beginning(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("A headline\n\nWords of the article.\n", encoding="utf-8")
    (look,) = look_at([file])
    assert (look.format, look.encoding, look.detected, look.story) == ("text", "utf-8", False, "")
    assert look.preview.startswith("name: a.txt\ntitle: A headline\n\nA headline")
    assert not look.problem


def test_a_detected_encoding_is_said(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes("Le café était fermé, hélas, mais la forêt était près.\n".encode("cp1252"))
    (look,) = look_at([file])
    assert look.detected
    assert look.encoding != "utf-8"


def test_a_folder_is_gone_through_and_its_subfolders_are_stories(tmp_path: Path) -> None:
    for name in ("one/b.txt", "one/a.txt", "two/c.txt", "two/page.html"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text("Some words.", encoding="utf-8")
    looks = look_at([tmp_path])
    assert [(Path(look.path).name, look.story) for look in looks if not look.problem] == [
        ("a.txt", "one"),
        ("b.txt", "one"),
        ("c.txt", "two"),
    ]
    (left,) = [look for look in looks if look.problem]
    assert left.path.endswith("page.html")


def test_what_cannot_be_taken_has_a_problem_and_no_traceback(tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_text("")
    broken = tmp_path / "broken.txt"
    broken.write_bytes("Žluťoučký\n".encode() + b"\xff\xfe\0")
    looks = look_at([empty, broken, tmp_path / "missing.txt", tmp_path / "x.jsonl"])
    assert all(look.problem for look in looks)
    assert "is empty" in looks[0].problem
    assert "cannot be read" in looks[1].problem
    assert "does not exist" in looks[2].problem


def test_records_show_what_they_hold(tmp_path: Path) -> None:
    file = tmp_path / "x.jsonl"
    file.write_text(
        '{"format": "spans/1", "doc_id": "a", "text": "We won, said Ada.", "spans": '
        '[{"id": "s", "start": 0, "end": 6, "text": "We won", "label": "quote"}]}\nnonsense\n',
        encoding="utf-8",
    )
    (look,) = look_at([file])
    assert look.format == "jsonl"
    assert look.reason == "its records say that they are spans/1"
    assert look.nobody
    assert "“We won”" in look.preview
    assert "line 2" in look.preview


def test_a_look_travels_as_plain_data(tmp_path: Path) -> None:
    (look,) = look_at([tmp_path / "none.txt"])
    assert Look.from_plain(look.plain()) == look


def test_progress_ends_at_its_total(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    look_at([tmp_path, tmp_path], progress=lambda done, total, what: told.append((done, total)))
    assert told[-1] == (2, 2)


def test_a_folder_with_few_records_and_groups_and_suggestions_shows_the_records(
    tmp_path: Path,
) -> None:
    group = write_group(GROUP)
    suggestion = write_suggestion(RECORD)
    beside = [Beside("groups.jsonl", [group]), Beside("suggestions.jsonl", [suggestion])]
    write_jsonl(tmp_path / "out", [full_record()], beside=beside)
    (look,) = look_at([tmp_path / "out"])
    assert not look.problem
    assert look.preview.startswith("a.txt · Ann · done")
    assert "\n\n" not in look.preview
