"""Gold goes out with its decisions, and comes back with them."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from annotator.adjudicating import agreed
from annotator.edits.adjudication import accept_agreed
from annotator.edits.people import rename_annotator
from annotator.edits.relations import link
from annotator.edits.spans import new_span, remove_spans
from annotator.formats.bundle import DecisionRecord, Refused
from annotator.formats.decisions import read_decision, write_decision
from annotator.model.decision import Reason, Took
from annotator.model.reading import Status
from annotator.paths import resource
from annotator.project import Project
from annotator.transfer import ExportOptions, export, import_paths
from annotator.transfer.exporting import losses
from tests.annotator.adjudicating.table import Table
from tests.annotator.samples import CLAIM, ENTITY, QUOTE, SAID_BY, SCHEME

SCHEMA = jsonschema.Draft202012Validator(
    json.loads(resource("formats/decisions-1.schema.json").read_text(encoding="utf-8"))
)


@pytest.fixture
def table(project: Project) -> Table:
    """Everything that can be decided, once."""
    made = Table(project)
    quote = made.mark(made.ada, QUOTE, 0, 9)
    made.mark(made.bob, QUOTE, 0, 9)
    name = made.mark(made.ada, ENTITY, 15, 18)
    made.mark(made.bob, ENTITY, 15, 29)
    project.apply(link(SAID_BY, quote, name), made.ada.id)
    made.mark(made.ada, CLAIM, 31, 40)
    made.mark(made.bob, CLAIM, 42, 50)
    made.done()
    written = new_span(made.article.id, made.lead.id, CLAIM, [(42, 54)])
    wanted = ((Took.A, ()), (Took.B, ()), (Took.NONE, ()), (Took.NEW, (written,)))
    for case, (took, spans) in zip(made.cases(), wanted, strict=True):
        made.decide(case, took, *spans, reason=Reason.SLIP, note="Ada erred", gap=True)
    return made


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def lines(folder: Path) -> list[dict[str, Any]]:
    words = (folder / "decisions.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in words.splitlines()]


@pytest.fixture
def back(tmp_path: Path) -> Callable[[Path], Project]:
    """Brings a folder into a new project."""

    def bring(folder: Path) -> Project:
        project = Project.create(tmp_path / f"{folder.name}.annotator", SCHEME)
        report = import_paths(project, [folder])
        assert report.complete, list(report.sentences())
        return project

    return bring


def test_everything_goes_out_and_comes_back_to_the_byte(
    table: Table, tmp_path: Path, back: Callable[[Path], Project]
) -> None:
    report = export(table.project, tmp_path / "out")
    assert "decisions.jsonl" in [path.name for path in report.written.files]
    assert report.sentences == ()
    for line in lines(tmp_path / "out"):
        SCHEMA.validate(line)
    card = (tmp_path / "out" / "README.md").read_text(encoding="utf-8")
    assert "## Gold" in card
    assert "config_name: decisions" in card
    with back(tmp_path / "out") as again:
        export(again, tmp_path / "again")
        assert files(tmp_path / "again") == files(tmp_path / "out")
        theirs = {one.id: one for one in again.decisions()}
        mine = {one.id: one for one in table.project.decisions()}
        assert theirs.keys() == mine.keys()
        assert [one.ground for one in theirs.values()] == [one.ground for one in mine.values()]
        assert again.faults() == ()
        again.undo(None)
        assert again.decisions() == ()
        again.redo("")
        assert import_paths(again, [tmp_path / "out"]).files[0].duplicates >= 4
        assert len(again.decisions()) == 4


def test_gold_alone_goes_out_with_its_decisions(
    table: Table, tmp_path: Path, back: Callable[[Path], Project]
) -> None:
    options = ExportOptions(annotators=(table.gold.id,))
    export(table.project, tmp_path / "gold", options)
    with back(tmp_path / "gold") as again:
        assert [one.took for one in again.decisions()].count(Took.NONE) == 1
        assert sorted(one.name for one in again.annotators()) == ["Ada", "Bob", "Lea", "gold"]
        export(again, tmp_path / "again", ExportOptions(annotators=(table.gold.id,)))
        assert files(tmp_path / "again") == files(tmp_path / "gold")
    export(table.project, tmp_path / "ada", ExportOptions(annotators=(table.ada.id,)))
    assert not (tmp_path / "ada" / "decisions.jsonl").exists()


def test_what_does_not_go_out_is_said(table: Table, tmp_path: Path) -> None:
    one_file = export(table.project, tmp_path / "out.jsonl")
    assert any("decisions; left out: 4" in sentence for sentence in one_file.sentences)
    lost = losses(table.project, out=tmp_path / "out.jsonl")
    assert [one.count for one in lost if one.what == "decisions"] == [4]
    some = export(table.project, tmp_path / "some", ExportOptions(labels=("quote",)))
    assert any("Decisions left out" in sentence for sentence in some.sentences)
    assert {line["took"] for line in lines(tmp_path / "some")} == {"A", "none"}


def test_pseudonyms_reach_decisions(table: Table, tmp_path: Path) -> None:
    short = table.mark(table.ada, ENTITY, 54, 55)
    table.project.apply(rename_annotator(table.ada, "A"), table.lead.id)
    table.decide(next(case for case in table.cases() if not case.decided), Took.A)
    export(table.project, tmp_path / "out", ExportOptions(pseudonyms=True))
    spans = (tmp_path / "out" / "spans.jsonl").read_text(encoding="utf-8")
    assert short.id in spans
    assert '"source":"A"' not in spans
    assert '"source":"annotator ' in spans
    words = (tmp_path / "out" / "decisions.jsonl").read_text(encoding="utf-8")
    for person in (table.ada, table.bob, table.lead):
        assert person.id not in words
        assert f'"{person.name}"' not in words
    names = {line["annotator_a"] for line in lines(tmp_path / "out")}
    assert len(names) == 1
    assert names.pop().startswith("annotator ")
    export(table.project, tmp_path / "bare", ExportOptions(publish=True))
    assert {line["note"] for line in lines(tmp_path / "bare")} == {""}


def test_what_both_say_comes_back_as_agreed(
    table: Table, tmp_path: Path, back: Callable[[Path], Project]
) -> None:
    for one in (table.ada, table.bob):
        table.mark(one, ENTITY, 54, 55)
    ready = agreed(table.cases())
    table.project.apply(accept_agreed([case.matter for case in ready], table.lead.id))
    export(table.project, tmp_path / "out")
    with back(tmp_path / "out") as again:
        assert Took.AGREED in [one.took for one in again.decisions()]


RECORD = DecisionRecord(
    "d", "a.txt", "s", "gold", "g", "Ada", "a", "Bob", "b", Took.A, ("1",), ("2",), ("3",), "x:y",
    Reason.OTHER, "because", True, "Lea", "l", "2026-01-02T03:04:05Z",
)  # fmt: skip
VALUE: dict[str, Any] = json.loads(write_decision(RECORD))


def test_a_decision_is_written_as_the_schema_says_and_read_back() -> None:
    SCHEMA.validate(VALUE)
    assert list(read_decision(VALUE, "")) == [RECORD]


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"format": "decisions/9"}, "only decisions/1 can be read"),
        ({"doc_id": " "}, "“doc_id” is missing"),
        ({"took": "C"}, "“took” cannot be"),
        ({"took": "none"}, "took nothing"),
        ({"reason": "whim"}, "“reason” cannot be"),
        ({"guideline_gap": 1}, "true or false"),
        ({"a_spans": "1"}, "list of ids"),
        ({"gold_spans": [""]}, "list of ids"),
        ({"decided_at": "once"}, "must be a time"),
    ],
)
def test_what_cannot_be_taken_is_refused_with_its_reason(changes: dict[str, Any], why: str) -> None:
    (refused,) = read_decision(VALUE | changes, "here")
    assert isinstance(refused, Refused)
    assert why in refused.why


def test_decisions_that_do_not_fit_are_refused_one_by_one(table: Table, tmp_path: Path) -> None:
    export(table.project, tmp_path / "out")
    path = tmp_path / "out" / "decisions.jsonl"
    some = lines(tmp_path / "out")
    some[0]["doc_id"] = "nowhere.txt"
    some[1]["gold_spans"] = ["nothing"]
    some[2]["gold_id"], some[2]["gold"] = table.ada.id, "Ada"
    some[3]["note"] = "other"
    path.write_text("\n".join(json.dumps(one) for one in some), encoding="utf-8")
    (report,) = import_paths(table.project, [tmp_path / "out"]).files
    why = [one.why for one in report.refused]
    assert len(why) == 4
    for words in ("nowhere.txt", "is not in the project", "who labels", "otherwise"):
        assert any(words in one for one in why)


def test_gold_that_is_done_with_what_was_changed_since_is_named(
    table: Table, project: Project, tmp_path: Path, back: Callable[[Path], Project]
) -> None:
    def told(out: Path, which: Project = project) -> list[str]:
        found = export(which, out, ExportOptions(gold=True)).sentences
        return [one for one in found if "changed since" in one]

    assert project.reading(table.article.id, table.gold.id).status is Status.DONE
    assert told(tmp_path / "before") == []
    table.mark(table.bob, ENTITY, 0, 3)  # nothing was decided about this
    sentence = "Gold is done with what was changed since: a.txt. Decide there again."
    assert told(tmp_path / "came") == [sentence]
    project.undo(table.bob.id)
    assert told(tmp_path / "undone") == []
    (first, *_) = project.spans(table.article.id, table.ada.id)
    project.apply(remove_spans([first.id]), table.ada.id)
    assert told(tmp_path / "went") == [sentence]
    alone = back(tmp_path / "went")  # whom gold was between did not come along
    assert told(tmp_path / "alone", alone) == []
    alone.close()
