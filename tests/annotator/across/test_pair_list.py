"""The pair list of the benchmark: however it is written, and said where it holds nothing."""

import json
from pathlib import Path
from typing import Any

import pytest

from annotator.model.span import Fragment
from benchmarks.across import groups, main, pair_list
from tests.annotator.across.material import read


def place(article: str, start: int = 0) -> dict[str, Any]:
    return {"file": article, "start": start, "end": start + 5}


A, B, C = (place(f"{letter}") for letter in "abc")
PAIR = [("a", Fragment(0, 5)), ("b", Fragment(0, 5))]


@pytest.mark.parametrize(
    "value",
    [
        [[A, B]],
        {"note": "x", "pairs": [{"id": "1", "members": [A, B]}]},
        {"1": {"left": A, "right": B}},
        [{"id": "1", "sides": [{"value": "x", "spans": [A]}, {"value": "y", "spans": [B]}]}],
        [{"id": "1", "a": {"span": A}, "b": {"span": B}}],
    ],
)
def test_a_pair_is_found_however_it_is_written(value: object) -> None:
    assert groups(value) == [PAIR]


def test_each_entry_is_one_even_where_its_places_stand_apart() -> None:
    entry = {"sides": [{"spans": [A]}, {"spans": [B]}]}
    other = {"sides": [{"spans": [B]}, {"spans": [C]}, {"spans": [A]}]}
    assert [len(one) for one in groups({"conflicts": [entry, other]})] == [2, 3]


def test_articles_are_known_by_the_beginning_of_their_names(tmp_path: Path) -> None:
    articles = {f"{one.article_id}_1.txt": one for one in read("It rained.", "It snowed.")}
    path = tmp_path / "pairs.json"
    path.write_text(json.dumps([[A, place("b_1")]]), encoding="utf-8")
    assert [[name for name, _ in one] for one in pair_list(path, articles)] == [
        ["a_1.txt", "b_1.txt"]
    ]
    path.write_text(json.dumps([[A, C]]), encoding="utf-8")
    with pytest.raises(ValueError, match="names “c”"):
        pair_list(path, articles)
    for words in ("{", "[]", '{"x": 1}'):
        path.write_text(words, encoding="utf-8")
        with pytest.raises(ValueError, match=r"cannot be read|holds no pairs"):
            pair_list(path, articles)


def test_a_folder_without_articles_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main([str(tmp_path)])
    assert "holds no articles" in capsys.readouterr().err
