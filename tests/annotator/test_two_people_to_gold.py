"""Two people label in files of their own; the lead takes them back, compares, and makes gold."""

import json
from pathlib import Path

from annotator.edits.groups import make_group, new_group
from annotator.edits.readings import set_status
from annotator.edits.spans import add_span, new_span
from annotator.model.group import Member
from annotator.model.reading import Status
from annotator.project import Project
from tests.annotator.commands import Commands

TEXT = "The minister resigned. Critics say it was late.\n"


def labels(path: Path, *words: tuple[str, str]) -> None:
    """Marks words in a pack, as the one for whom it is, and says done."""
    with Project.open(path) as project:
        facts = project.pack_of()
        assert facts is not None
        (article,) = project.articles()
        for what, name in words:
            label = project.scheme().label_named(name)
            assert label is not None
            start = TEXT.index(what)
            place = [(start, start + len(what))]
            span = new_span(article.id, facts.annotator_id, label, place)
            project.apply(add_span(span, label), facts.annotator_id)
        done = set_status(article.id, facts.annotator_id, Status.DONE)
        project.apply(done, facts.annotator_id)


def groups(path: Path, name: str, *words: str) -> None:
    """Puts what was marked in a pack into a conflict."""
    with Project.open(path) as project:
        facts = project.pack_of()
        assert facts is not None
        (article,) = project.articles()
        kind = next(one for one in project.scheme().relations if one.name == "conflict")
        spans = {s.quoted(TEXT): s for s in project.spans(article.id, facts.annotator_id)}
        members = [Member(article.id, spans[what].id) for what in words]
        made = new_group(kind, name, article.story_id, facts.annotator_id, members)
        project.apply(make_group(made), facts.annotator_id)


def test_from_two_packs_to_gold_and_back_to_the_annotator(
    tmp_path: Path, command: Commands
) -> None:
    lead, texts = tmp_path / "lead.annotator", tmp_path / "Crisis"
    texts.mkdir()
    (texts / "one.txt").write_text(TEXT, encoding="utf-8")
    command.done("new", lead)
    command.done("import", lead, texts)
    command.done("plan", lead, "--annotators", "Anna", "Ben", "--overlap", "100%")
    command.done("plan", lead, "--calibrate", "Crisis")
    packs = {name: tmp_path / f"{name}.annotator" for name in ("Anna", "Ben")}
    for name, path in packs.items():
        command.done("pack", lead, path, "--annotator", name)
    labels(packs["Anna"], ("minister", "entity"), ("it was late", "claim"))
    labels(packs["Ben"], ("minister", "entity"), ("Critics", "entity"), ("it was late.", "claim"))
    groups(packs["Anna"], "Too late", "minister", "it was late")
    groups(packs["Ben"], "Too late", "it was late.", "minister")
    command.done("merge", lead, *packs.values())
    compared = command.done("compare", lead, "Anna", "Ben", "--json").answer
    gold = command.done("adjudicate", lead, "Anna", "Ben", "--accept", "agreed", "--json").answer
    assert sum(compared["classes"].values()) == gold["decided"] + gold["open"] == 3
    assert [span["text"] for span in gold["spans"]] == ["minister"]
    # The group is taken over at once, and is in gold as soon as two of its members are.
    assert (gold["groups"]["took"], gold["groups"]["gold"]) == ({"agreed": 1}, [])
    listed = command.done("adjudicate", lead, "Anna", "Ben", "--list", "--json").answer["list"]
    (claim,) = (one["id"] for one in listed if one["class"] == "other_boundary")
    asked = ("--take", "B", claim, "--reason", "slip", "--json")
    gold = command.done("adjudicate", lead, "Anna", "Ben", *asked).answer
    (late,) = gold["groups"]["gold"]
    assert [(late["name"], m["text"]) for m in late["members"]] == [
        ("Too late", "minister"), ("Too late", "it was late.")
    ]  # fmt: skip
    command.done("export", lead, tmp_path / "gold", "--annotator", "gold")
    (line,) = (tmp_path / "gold" / "spans.jsonl").read_text(encoding="utf-8").splitlines()
    assert (json.loads(line)["role"], json.loads(line)["status"]) == ("adjudicated", "in_progress")
    made = (tmp_path / "gold" / "decisions.jsonl").read_text(encoding="utf-8").splitlines()
    assert [len(json.loads(one)["gold_groups"]) for one in made].count(1) == 1
    (told,) = (tmp_path / "gold" / "groups.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(told)["name"] == "Too late"
    labels(packs["Ben"], ("resigned", "claim"))
    command.done("merge", lead, packs["Ben"])
    later = command.done("adjudicate", lead, "Ben", "Anna", "--json").answer
    assert (later["decided"], later["stale"], later["open"]) == (2, 0, 2)
    assert (later["groups"]["decided"], later["groups"]["open"]) == (1, 0)
    command.done("check", lead)
