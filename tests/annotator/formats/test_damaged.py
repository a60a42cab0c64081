"""Damaged files: bytes cut, turned and put in, values of JSON of the wrong kind. Whatever comes,
an importer tells it in a sentence or takes what is sound, and never breaks down.

The seeds that found something stand in `SEEDS`.
"""

import json
import os
import random
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from annotator.errors import BadInput
from annotator.formats.bundle import Item, ReadingRecord, Refused
from annotator.formats.format import ReadOptions
from annotator.formats.registry import format_named, guess
from tests.annotator.formats.hard import hard_records
from tests.annotator.formats.test_round_trips import WAYS, written

TIMES = int(os.environ.get("DAMAGED_TIMES", "12"))
SEEDS: tuple[int, ...] = ()
ODD: tuple[Any, ...] = (
    None, True, 0, -1, 1 << 70, 1.5, float("inf"), "", "x", "\ud800", [], [[]], [None], {}, {"": 0},
    {"text": []}, [{"id": {}}], "9" * 40,
)  # fmt: skip
PIECES = (
    b"\0",
    b"\xff",
    b"\xc3",
    b"\n",
    b'"',
    b"[",
    b"{",
    b"}",
    b"]",
    b",",
    b"\t",
    b"\xed\xa0\x80",
)
Files = dict[str, bytes]


def damaged(data: bytes, name: str, chance: random.Random) -> bytes:
    """The bytes of a file, worse."""
    if name.endswith((".json", ".jsonl")) and chance.random() < 0.6:
        return other_values(data, chance)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(data) + 1)
        kind = chance.randrange(4)
        if kind == 0:
            data = data[:at]
        elif kind == 1:
            data = data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]
        elif kind == 2:
            data = data[:at] + chance.choice(PIECES) * chance.randint(1, 3) + data[at:]
        else:
            data = data[:at] + data[at + chance.randint(1, 40) :]
    return data


def other_values(data: bytes, chance: random.Random) -> bytes:
    """The same lines with a value somewhere in one of them that is of the wrong kind."""
    whole = data.lstrip().startswith(b"[") or b"\n " in data
    values = [json.loads(data)] if whole else [json.loads(line) for line in data.splitlines()]
    places: list[tuple[Any, Any]] = []
    waiting: list[Any] = list(values)
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict | list):
            keys = list(part) if isinstance(part, dict) else list(range(len(part)))
            places += [(part, key) for key in keys]
            waiting += [part[key] for key in keys]
    for _ in range(chance.randint(1, 3)):
        holder, key = chance.choice(places)
        if isinstance(holder, dict) and chance.random() < 0.2:
            holder.pop(key, None)
        else:
            holder[key] = chance.choice(ODD)
    return "\n".join(json.dumps(value) for value in values).encode() + b"\n"


@cache
def sound(number: int, room: Path) -> Files:
    """The files of an export, by name."""
    name, choices = WAYS[number]
    out = room / f"sound-{number}"
    written(name, out, hard_records(), choices)
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in sorted(out.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("sound")


@pytest.mark.parametrize("number", range(len(WAYS)), ids=lambda number: str(WAYS[number]))
def test_a_damaged_file_is_told_in_a_sentence(tmp_path: Path, room: Path, number: int):
    name = WAYS[number][0]
    files = sound(number, room)
    for seed in (*SEEDS, *range(1000 * number, 1000 * number + TIMES)):
        chance = random.Random(seed)
        chosen = chance.choice([one for one in files if files[one]])
        folder = tmp_path / str(seed)
        for one, data in files.items():
            path = folder / one
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(damaged(data, one, chance) if one == chosen else data)
        taken(name, folder, f"seed {seed}, {chosen}")
        alone = folder / chosen
        taken(guess(alone).format, alone, f"seed {seed}, {chosen} alone")


def taken(name: str, path: Path, called: str) -> None:
    """Reads it through; what is said are sentences, and what is taken is sound."""
    guess(path)
    known = format_named(name)
    assert known.read is not None
    items: list[Item] = []
    why = ""
    try:
        known.scheme(path)
        items += known.read(path, ReadOptions())
    except BadInput as error:
        why = str(error)
    assert not why or " " in why, called
    assert not why.startswith("'"), (called, why)
    for item in items:
        if isinstance(item, Refused):
            assert item.where, called
            assert item.why.endswith((".", "…")), (called, item)
        elif isinstance(item, ReadingRecord):
            item.article.text.encode()
            for span in item.spans:
                assert 0 <= span.start < span.end <= len(item.article.text), called
                assert all(s < e for s, e in span.fragments), called
