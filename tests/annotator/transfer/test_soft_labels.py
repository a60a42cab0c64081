"""Soft labels beside the records of an export."""

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from annotator.agree.soft import soft_labels
from annotator.agree.values import Mark
from annotator.edits.schemes import retire_label
from annotator.model.people import Annotator, Role
from annotator.model.plan import again_id
from annotator.model.span import Fragment
from annotator.paths import resource
from annotator.project import Project
from annotator.transfer import ExportOptions, export
from tests.annotator.commands import Commands
from tests.annotator.formats.test_jsonl import load
from tests.annotator.labelled import TEXT, Labelled, record, span

SCHEMA = Draft202012Validator(
    json.loads(resource("formats/soft-1.schema.json").read_text(encoding="utf-8"))
)


@pytest.fixture
def labelled(tmp_path: Path, command: Commands) -> Path:
    """Ann, Ben and Cem have done a1, of a2 Ann alone; nobody marked anything in a3."""
    return Labelled(tmp_path, command).bring(
        record("Ann", "a1", span("Ada", "entity"), span("Ben said no", "claim")),
        record("Ben", "a1", span("Ada, who", "entity"), span("Ben said", "claim")),
        record("Cem", "a1", span("Ada", "entity"), span("Ben", "entity")),
        record("Ann", "a2", span("Ada", "entity")),
        record("Ben", "a2", span("Ada", "claim"), status="in_progress"),
        record("Ann", "a3"),
        record("Ben", "a3", status="skipped"),
    )


def soft(folder: Path) -> dict[str, Any]:
    lines = (folder / "soft.jsonl").read_text(encoding="utf-8").splitlines()
    found = [json.loads(line) for line in lines]
    for one in found:
        SCHEMA.validate(one)
    return {one["doc_id"]: one for one in found}


def runs(one: dict[str, Any]) -> list[tuple[str, str, float]]:
    return [
        (one["text"][run["start"] : run["end"]], run["label"], run["share"])
        for run in one["soft_labels"]
    ]


def test_the_share_of_those_who_finished(tmp_path: Path, labelled: Path, command: Commands) -> None:
    command.done("export", labelled, tmp_path / "out", "--soft-labels")
    found = soft(tmp_path / "out")
    assert list(found) == ["a1", "a2", "a3"]
    assert found["a1"]["annotators"] == ["Ann", "Ben", "Cem"]
    assert found["a1"]["n"] == 3
    assert found["a1"]["text"].startswith(TEXT)
    assert runs(found["a1"]) == [
        ("Ada", "entity", 1.0),
        (", who", "entity", 0.333333),
        ("Ben", "entity", 0.333333),
        ("Ben said", "claim", 0.666667),
        (" no", "claim", 0.333333),
    ]
    # Ben has not finished a2, so Ann alone says what is in it.
    assert (found["a2"]["annotators"], found["a2"]["n"]) == (["Ann"], 1)
    assert runs(found["a2"]) == [("Ada", "entity", 1.0)]
    assert (found["a3"]["n"], found["a3"]["soft_labels"]) == (1, [])
    assert found["a1"]["labels"] == ["claim", "quote", "entity", "possibly fabricated"]
    card = (tmp_path / "out" / "README.md").read_text(encoding="utf-8")
    assert "soft.jsonl" in card
    assert load("folder", tmp_path / "out", tmp_path / "cache", "soft")["soft"][0]["n"] == 3


def test_the_same_bytes_every_time_and_none_unless_asked(tmp_path: Path, labelled: Path) -> None:
    with Project.open(labelled, read_only=True) as project:
        for name in ("one", "two"):
            export(project, tmp_path / name, ExportOptions(soft_labels=True))
        export(project, tmp_path / "without")
        one, two = ((tmp_path / name / "soft.jsonl").read_bytes() for name in ("one", "two"))
        assert one == two
        assert not (tmp_path / "without" / "soft.jsonl").exists()
        export(project, tmp_path / "one")  # replaced as a whole
        assert not (tmp_path / "one" / "soft.jsonl").exists()


def test_only_some_people_and_labels(tmp_path: Path, labelled: Path, command: Commands) -> None:
    out = tmp_path / "out"
    command.done(
        "export", labelled, out, "--soft-labels", "--annotator", "Ann", "Ben", "--label", "claim"
    )
    found = soft(out)["a1"]
    assert found["annotators"] == ["Ann", "Ben"]
    assert found["labels"] == ["claim"]
    assert runs(found) == [("Ben said", "claim", 1.0), (" no", "claim", 0.5)]


def test_nobody_counts_twice_and_gold_only_where_asked_for(
    tmp_path: Path, labelled: Path, command: Commands
) -> None:
    with Project.open(labelled) as project:
        ann = next(one for one in project.annotators() if one.name == "Ann")
        story = project.stories()[0]
        project.add_annotator(Annotator(again_id(ann.id, story.id), "Ann (again)"))
        project.add_annotator(Annotator("gold", "gold", Role.ADJUDICATED))
        project.add_annotator(Annotator("bot", "bot", Role.MODEL))
    more = [record(who, "a1", span("silent", "claim")) for who in ("Ann (again)", "gold", "bot")]
    lines = "\n".join(json.dumps(one) for one in more)
    (tmp_path / "more.jsonl").write_text(lines, encoding="utf-8")
    command.done("import", labelled, tmp_path / "more.jsonl")
    command.done("export", labelled, tmp_path / "out", "--soft-labels")
    assert soft(tmp_path / "out")["a1"]["annotators"] == ["Ann", "Ben", "Cem"]
    command.done("export", labelled, tmp_path / "gold", "--soft-labels", "--annotator", "gold")
    assert soft(tmp_path / "gold")["a1"]["annotators"] == ["gold"]


def test_a_retired_label_counts_where_somebody_used_it(
    tmp_path: Path, labelled: Path, command: Commands
) -> None:
    with Project.open(labelled) as project:
        claim = project.scheme().label_named("claim")
        assert claim is not None
        project.apply(retire_label(claim))
    command.done("export", labelled, tmp_path / "out", "--soft-labels")
    found = soft(tmp_path / "out")
    assert "claim" in found["a1"]["labels"]
    assert "claim" not in found["a3"]["labels"]


def test_nobody_is_named_and_no_text_is_told_where_that_was_asked(
    tmp_path: Path, labelled: Path, command: Commands
) -> None:
    command.done("export", labelled, tmp_path / "p", "--soft-labels", "--pseudonyms")
    names = soft(tmp_path / "p")["a1"]["annotators"]
    assert all(name.startswith("annotator") for name in names)
    command.done("export", labelled, tmp_path / "q", "--soft-labels", "--publish")
    (first, *_) = soft(tmp_path / "q").values()
    assert first["text"] == ""
    assert first["soft_labels"]
    assert "Ann" not in (tmp_path / "q" / "soft.jsonl").read_text(encoding="utf-8")


def test_what_cannot_hold_them_says_so(tmp_path: Path, labelled: Path, command: Commands) -> None:
    ran = command.done("export", labelled, tmp_path / "one.jsonl", "--soft-labels")
    assert "One file cannot hold soft labels; left out: those of 3 articles." in ran.err
    said = command.refused("export", labelled, tmp_path / "c", "--format", "csv", "--soft-labels")
    assert said == "Only jsonl holds soft labels."


PLACES = st.tuples(st.integers(0, 9), st.integers(1, 6)).map(lambda one: (one[0], sum(one)))
SIDES = st.lists(st.lists(PLACES, max_size=4), min_size=1, max_size=4)


@settings(deadline=None)
@given(SIDES)
def test_runs_say_of_every_character_what_was_marked(sides: list[list[tuple[int, int]]]) -> None:
    marks = [[Mark((Fragment(*place),), "x") for place in side] for side in sides]
    found = soft_labels(marks, "x", 15)
    shares = [0.0] * 15
    for start, end, share in found:
        shares[start:end] = [share] * (end - start)
    for place in range(15):
        number = sum(any(start <= place < end for start, end in side) for side in sides)
        assert shares[place] == pytest.approx(number / len(sides))
    assert all(one.end <= other.start for one, other in pairwise(found))
