"""Gold goes out with its decisions, and comes back with them."""

import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from annotator.adjudicating import agreed
from annotator.edits.adjudication import accept_agreed
from annotator.edits.edit import Edit
from annotator.edits.gold_grounds import grounds_now
from annotator.edits.groups import rename_group
from annotator.edits.people import rename_annotator
from annotator.edits.relations import link
from annotator.edits.schemes import save_scheme
from annotator.edits.spans import new_span, remove_spans
from annotator.formats.bundle import DecisionRecord, Refused
from annotator.formats.decisions import read_decision, write_decision
from annotator.model.decision import Reason, Took
from annotator.model.identity import new_id
from annotator.model.reading import Status
from annotator.model.span import AttributeValue
from annotator.paths import resource
from annotator.project import Project
from annotator.transfer import ExportOptions, export, import_paths
from annotator.transfer.exporting import losses
from tests.annotator.adjudicating.decided_groups import CONFLICT, decided, grouped, in_gold
from tests.annotator.adjudicating.table import Table
from tests.annotator.samples import CLAIM, ENTITY, QUOTE, SAID_BY, SCHEME, TEXT, article_for

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


@pytest.fixture
def with_groups(table: Table) -> Table:
    """The same, and what can be decided about groups: four that are there, one not yet."""
    project, ada, bob, gold = table.project, table.ada, table.bob, table.gold
    project.apply(save_scheme(replace(SCHEME, relations=(*SCHEME.relations, CONFLICT))))
    (story,) = project.stories()
    second = article_for(story, TEXT, "b.txt", 2)
    third = article_for(story, f"{TEXT} No more.\n", "c.txt", 3)
    project.apply(Edit("import", lambda work: work.articles.add(second, TEXT)))
    project.apply(Edit("import", lambda work: work.articles.add(third, f"{TEXT} No more.\n")))
    for who in (ada, bob):
        table.say(who, Status.DONE, third)
    theirs = {
        who.id: (project.spans(table.article.id, who.id)[0], table.mark(who, QUOTE, 0, 9, second))
        for who in (ada, bob, gold)
    }
    a, b = (
        [
            grouped(table, who, f"{who.name} {number}", *theirs[who.id], omits=third)
            for number in range(5)
        ]
        for who in (ada, bob)
    )
    mine = [in_gold(table, one, *theirs[gold.id], omits=third) for one in (*a[:2], b[1], a[4])]
    written = replace(
        mine[3], id=new_id(), name="the lead's", attributes=(AttributeValue("x", "y"),)
    )
    decided(table, Took.AGREED, a[:1], b[:1], mine[0])
    decided(table, Took.BOTH, a[1:2], b[1:2], mine[1], mine[2])
    decided(table, Took.NONE, (), b[2:3])
    decided(table, Took.NEW, a[3:4], b[3:4], written)
    decided(table, Took.A, a[4:], (), not_yet=[mine[3]])
    assert project.faults() == ()
    return table


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
    with_groups: Table, tmp_path: Path, back: Callable[[Path], Project]
) -> None:
    table = with_groups
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
        articles = {one.id: one.name for one in (*again.articles(), *table.project.articles())}
        theirs, mine = (
            [
                replace(one, article_id=articles[one.article_id], ground="")
                for one in which.decisions()
            ]
            for which in (again, table.project)
        )
        assert theirs == mine
        assert not grounds_now(again.records, again.decisions()).items() ^ {
            (one.id, one.ground) for one in again.decisions()
        }
        assert again.faults() == ()
        again.undo(None)
        assert again.decisions() == ()
        again.redo("")
        assert import_paths(again, [tmp_path / "out"]).files[0].duplicates >= 9
        assert len(again.decisions()) == 9


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


def about_groups(folder: Path) -> list[str]:
    """What was taken by the decisions about groups."""
    return sorted(one["took"] for one in lines(folder) if one["a_groups"] or one["b_groups"])


def test_a_decision_goes_out_only_with_all_of_the_groups_that_gold_has_by_it(
    with_groups: Table, tmp_path: Path, back: Callable[[Path], Project]
) -> None:
    project = with_groups.project
    export(project, tmp_path / "all")
    assert about_groups(tmp_path / "all") == ["A", "agreed", "both", "new", "none"]
    some = export(project, tmp_path / "some", ExportOptions(labels=("claim",)))
    assert about_groups(tmp_path / "some") == ["A", "none"]
    assert any("their spans or groups are not in the export: 5." in one for one in some.sentences)
    (written,) = (one for one in project.decisions() if one.gold_groups and one.took is Took.NEW)
    project.apply(Edit("lose", lambda work: work.groups.remove(written.gold_groups)))
    gone = export(project, tmp_path / "gone")
    assert any("not in the export: 1." in one for one in gone.sentences)
    assert about_groups(tmp_path / "gone") == ["A", "agreed", "both", "none"]
    with back(tmp_path / "gone") as again:
        assert again.faults() == ()


def test_groups_that_go_by_other_ids_are_found_by_what_was_decided_about_them(
    with_groups: Table, tmp_path: Path, back: Callable[[Path], Project]
) -> None:
    export(with_groups.project, tmp_path / "out", ExportOptions(pseudonyms=True))
    names = {i: f"g{n}" for n, i in enumerate(group_ids(with_groups.project))}
    for name in ("groups.jsonl", "decisions.jsonl"):
        path = tmp_path / "out" / name
        words = path.read_text(encoding="utf-8")
        for group_id, called in names.items():
            words = words.replace(group_id, called)
        path.write_text(words, encoding="utf-8")
    with back(tmp_path / "out") as again:
        decided = [one for one in again.decisions() if one.is_about_groups]
        assert len(decided) == 5
        there = set(group_ids(again))
        lacking = [i for one in decided for i in (*one.groups, *one.gold_groups) if i not in there]
        assert len(lacking) == 1  # the one that is not there yet
        assert again.faults() == ()


def group_ids(project: Project) -> list[str]:
    (story,) = project.stories()
    return [one.id for who in project.annotators() for one in project.groups(story.id, who.id)]


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


NO_SPANS = {"a_spans": [], "b_spans": [], "gold_spans": [], "gold_groups": ["6"]}


def test_a_decision_is_written_as_the_schema_says_and_read_back() -> None:
    SCHEMA.validate(VALUE)
    assert list(read_decision(VALUE, "")) == [RECORD]
    about = {"a_groups": ("4",), "b_groups": ("5",), "gold_groups": ("6", "7")}
    groups = replace(RECORD, a_spans=(), b_spans=(), gold_spans=(), **about)
    value = json.loads(write_decision(groups))
    SCHEMA.validate(value)
    assert list(read_decision(value, "")) == [groups]
    older = {key: one for key, one in VALUE.items() if not key.endswith("_groups")}
    SCHEMA.validate(older)
    assert list(read_decision(older, "")) == [RECORD]


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"format": "decisions/9"}, "only decisions/1 can be read"),
        ({"doc_id": " "}, "“doc_id” is missing"),
        ({"took": "C"}, "“took” cannot be"),
        ({"took": "none"}, "took nothing"),
        (NO_SPANS | {"took": "none", "b_groups": ["5"]}, "names groups of gold"),
        (NO_SPANS, "none that it is about"),
        ({"a_groups": ["4"]}, "not about both"),
        (NO_SPANS | {"a_groups": [4]}, "“a_groups” must be a list of ids"),
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


def test_decisions_about_groups_that_do_not_fit_are_refused_one_by_one(
    with_groups: Table, tmp_path: Path
) -> None:
    export(with_groups.project, tmp_path / "out")
    some = {one["took"]: one for one in lines(tmp_path / "out") if one["a_groups"]}
    (gone,) = some["agreed"]["gold_groups"]
    some["new"]["gold_groups"] = ["nothing"]
    some["A"]["gold_groups"] = some["A"]["a_groups"]  # Ada's own, which are not gold's
    path = tmp_path / "out" / "groups.jsonl"
    groups = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    for one in groups:
        if one["id"] == gone:
            one["members"] = [{"doc_id": "nowhere.txt", "span_id": "", "value": "", "stance": ""}]
    write(path, groups)
    write(tmp_path / "out" / "decisions.jsonl", some.values())
    with Project.create(tmp_path / "empty.annotator", SCHEME) as empty:
        (report,) = import_paths(empty, [tmp_path / "out"]).files
        why = [one.why for one in report.refused if "decision" in one.where]
        assert why == ["a group that gold has by it is not in the project."] * 3
        assert [one.took for one in empty.decisions()] == [Took.BOTH]
        assert empty.faults() == ()
    some["both"]["took"] = "none"
    some["both"]["gold_groups"] = []
    write(tmp_path / "out" / "decisions.jsonl", [some["both"] | {"id": new_id()}])
    (report,) = import_paths(with_groups.project, [tmp_path / "out"]).files
    assert "gold has decided otherwise there in this project." in [o.why for o in report.refused]


def write(path: Path, some: Iterable[dict[str, Any]]) -> None:
    path.write_text("\n".join(json.dumps(one) for one in some), encoding="utf-8")


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


def test_groups_that_were_changed_since_gold_was_done_are_told_of(
    with_groups: Table, tmp_path: Path, back: Callable[[Path], Project]
) -> None:
    def told(out: Path, which: Project) -> list[str]:
        found = export(which, out, ExportOptions(gold=True)).sentences
        return [one for one in found if "changed since" in one]

    project = with_groups.project
    assert told(tmp_path / "before", project) == []
    first = project.groups(with_groups.article.story_id, with_groups.ada.id)[0]
    project.apply(rename_group(first, "another name"), with_groups.ada.id)
    sentence = "Gold is done with what was changed since: a.txt. Decide there again."
    assert told(tmp_path / "after", project) == [sentence]
    with back(tmp_path / "after") as alone:  # whom gold was between did not come along
        assert told(tmp_path / "alone", alone) == []
