from pathlib import Path

import pytest

from annotator.errors import BadInput
from annotator.formats.registry import FORMATS, format_named, guess


def test_formats_by_name():
    names = [known.name for known in FORMATS]
    assert len(set(names)) == len(names)
    assert {"text", "table", "jsonl"} <= set(names)
    assert format_named("jsonl").reads
    assert not format_named("text").writes
    with pytest.raises(BadInput, match=r"no format “xml”\. These are known: "):
        format_named("xml")


GUESSED = [
    ("a.txt", "{}", "text"),
    ("a.md", "x", "text"),
    ("a.jsonl", "", "jsonl"),
    ("a.json", ' {"text": ""}', "jsonl"),
    ("a", '\ufeff{"text": ""}', "jsonl"),
    ("a", "text", "text"),
    ("a.csv", "path\n", "table"),
    ("out/spans.jsonl", "", "jsonl"),
    ("out/dev.jsonl", "", "jsonl"),
    ("out/a.txt", "", "text"),
]


@pytest.mark.parametrize(("name", "content", "format_name"), GUESSED)
def test_the_format_is_guessed_with_a_reason(
    tmp_path: Path, name: str, content: str, format_name: str
):
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(content, encoding="utf-8")
    guessed = guess(tmp_path / name.partition("/")[0])
    assert guessed.format == format_name
    assert guessed.reason


def test_a_path_that_is_not_there_is_left_to_the_reader(tmp_path: Path):
    assert guess(tmp_path / "no").format == "text"
