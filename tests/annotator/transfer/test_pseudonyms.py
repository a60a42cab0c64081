"""Nobody who made the data can be told from an export under pseudonyms."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from annotator.cli import main
from annotator.edits.groups import make_group, new_group
from annotator.edits.readings import set_article_note, set_status
from annotator.edits.spans import add_span, new_span
from annotator.edits.suggestions import accept
from annotator.errors import ProjectError
from annotator.formats.bundle import ArticleRecord
from annotator.formats.scheme import read_scheme
from annotator.model.group import Member
from annotator.model.identity import new_id
from annotator.model.people import Annotator, Role
from annotator.model.plan import again_id
from annotator.model.reading import Status
from annotator.model.span import Fragment
from annotator.model.suggestion import Offer, Policy, Source, Suggestion
from annotator.packs import pack
from annotator.paths import resource
from annotator.project import Project
from annotator.transfer import ExportOptions, export, import_items, preview
from annotator.transfer.pseudonyms import SECRET, pseudonyms

NEWS = read_scheme(resource("schemes/news-stories.json").read_bytes(), "scheme")
TEXT = "The minister resigned. “I am tired,” she said.\n"
ZOE = Annotator("0193a5c0-1111-7000-8000-00000000a11a", "Zoë Quill-Abara")
BOB = Annotator("0193a5c0-2222-7000-8000-00000000b0bb", "Bob")
MODEL = Annotator("0193a5c0-3333-7000-8000-000000000001", "repeats", Role.MODEL)
HIDDEN = ExportOptions(pseudonyms=True)


@pytest.fixture
def crowded(tmp_path: Path) -> Iterator[Project]:
    """Zoë and Bob at work in one article, with their names wherever a name can stand."""
    with Project.create(tmp_path / "p.annotator", NEWS) as project:
        import_items(project, [ArticleRecord("1.txt", "s", TEXT)])
        story, (article,) = project.stories()[0], project.articles()
        again = Annotator(again_id(ZOE.id, story.id), f"{ZOE.name} (again)")
        label = NEWS.label_named("claim")
        kind = next(one for one in NEWS.relations if one.name == "same fact")
        assert label is not None
        for person in (ZOE, BOB, MODEL, again):
            project.add_annotator(person)
            project.apply(set_status(article.id, person.id, Status.DONE), person.id)
            span = new_span(article.id, person.id, label, [Fragment(0, 12)])
            project.apply(add_span(span, label), person.id)
            members = [Member(article.id, span.id)]
            group = new_group(kind, "minister", story.id, person.id, members)
            project.apply(make_group(group), person.id)
        project.apply(
            set_article_note(article.id, ZOE.id, f"bob told zoë quill-abara ({BOB.id})"), ZOE.id
        )
        quote = NEWS.label_named("quote")
        assert quote is not None
        one = Suggestion(
            id=new_id(),
            article_id=article.id,
            source=Source.QUOTES,
            label_id=quote.id,
            fragments=(Fragment(23, 35),),
            score=0.9,
            reason="between quotation marks",
        )
        project.keep_suggestions(Source.QUOTES, [article.id], [one])
        project.set_policy(Policy(Offer.SAME, ZOE.id), BOB.id)
        project.apply(accept(project.suggestions(article.id, ZOE.id), NEWS, ZOE.id), ZOE.id)
        yield project


def everything(folder: Path) -> bytes:
    """All bytes of the files in a folder, and their names."""
    files = sorted(folder.rglob("*"))
    return b"\n".join(str(f.relative_to(folder)).encode() + f.read_bytes() for f in files)


def records(folder: Path, name: str = "spans") -> list[dict[str, Any]]:
    lines = (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def test_no_name_and_no_id_of_anybody_is_in_any_byte(crowded: Project, tmp_path: Path) -> None:
    export(crowded, tmp_path / "plain")
    export(crowded, tmp_path / "hidden", HIDDEN)
    for person in (ZOE, BOB):
        for word in (person.id, person.id.replace("-", ""), *person.name.split()):
            wanted = word.casefold()
            assert wanted in everything(tmp_path / "plain").decode().casefold() or "-" not in word
            assert wanted not in everything(tmp_path / "hidden").decode().casefold()
    names = {path.name for path in (tmp_path / "hidden").iterdir()}
    assert {"spans.jsonl", "suggestions.jsonl", "groups.jsonl", "README.md"} <= names


def test_a_pseudonym_is_the_same_in_every_file_and_every_export(
    crowded: Project, tmp_path: Path
) -> None:
    export(crowded, tmp_path / "one", HIDDEN)
    export(crowded, tmp_path / "two", HIDDEN)
    assert everything(tmp_path / "one") == everything(tmp_path / "two")
    zoe = pseudonyms(crowded.records).shown(ZOE)
    bob = pseudonyms(crowded.records).shown(BOB)
    assert zoe.name != bob.name
    assert zoe.id != bob.id
    for name in ("spans", "groups", "suggestions"):
        found = {(r["annotator"], r["annotator_id"]) for r in records(tmp_path / "one", name)}
        assert (zoe.name, zoe.id) in found
    (of_bob,) = [r for r in records(tmp_path / "one") if r["annotator"] == bob.name]
    assert of_bob["meta"]["suggestions"] == f"same as {zoe.name}"
    (of_zoe,) = [r for r in records(tmp_path / "one") if r["annotator"] == zoe.name]
    assert of_zoe["note"] == f"{bob.name} told {zoe.name} ({bob.id})"
    assert zoe.name in (tmp_path / "one" / "README.md").read_text(encoding="utf-8")
    names = [r["annotator"] for r in records(tmp_path / "one")]
    assert f"{zoe.name} (again)" in names
    assert "repeats" in names


def test_another_project_has_other_pseudonyms(crowded: Project, tmp_path: Path) -> None:
    crowded.secret(SECRET)
    with Project.create(tmp_path / "other.annotator", NEWS) as other:
        other.add_annotator(ZOE)
        other.secret(SECRET)
        there = pseudonyms(other.records).shown(ZOE)
    here = pseudonyms(crowded.records).shown(ZOE)
    assert here.id != there.id
    assert here.name != there.name


def test_undo_and_read_only_leave_the_secret_alone(crowded: Project, tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match="no pseudonyms yet"):
        preview(crowded, HIDDEN)
    steps = crowded.change_counter()
    export(crowded, tmp_path / "one.jsonl", HIDDEN)
    assert crowded.change_counter() == steps
    first = preview(crowded, HIDDEN).lines
    for _ in range(3):
        crowded.undo(None)
    with Project.open(crowded.path, read_only=True) as same:
        export(same, tmp_path / "two.jsonl", HIDDEN)
        assert pseudonyms(same.records).shown(ZOE).id in "".join(first)


def test_names_in_articles_stay_and_that_is_said(crowded: Project, tmp_path: Path) -> None:
    import_items(crowded, [ArticleRecord("2.txt", "s", "Bob won.\n")])
    second = next(a for a in crowded.articles() if a.name == "2.txt")
    crowded.apply(set_status(second.id, ZOE.id, Status.DONE), ZOE.id)
    report = export(crowded, tmp_path / "out", HIDDEN)
    assert any("The name of one annotator stands in articles" in s for s in report.sentences)
    assert "Bob won." in {r["text"].strip() for r in records(tmp_path / "out")}


def test_only_some_people_under_pseudonyms_by_the_command(
    crowded: Project, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = crowded.path
    crowded.close()
    out = tmp_path / "out"
    given = ["export", str(path), str(out), "--annotator", BOB.name, "--pseudonyms"]
    assert main(given) == 0
    assert b"Bob" not in everything(out)
    assert "Only what these annotators did: annotator " in (out / "README.md").read_text("utf-8")


def test_once_there_is_a_secret_nothing_is_written_any_more(
    crowded: Project, tmp_path: Path
) -> None:
    given = ["export", str(crowded.path), str(tmp_path / "out.jsonl"), "--pseudonyms"]
    assert main(given) == 1, "the project is open elsewhere, and a secret has to be kept"
    secret = crowded.secret(SECRET)
    assert main(given) == 0
    assert crowded.secret(SECRET) == secret
    assert secret.encode() not in (tmp_path / "out.jsonl").read_bytes()


def test_no_pack_holds_the_secret(crowded: Project, tmp_path: Path) -> None:
    secret = crowded.secret(SECRET)
    pack(crowded, tmp_path / "pack.annotator", annotator=ZOE)
    assert secret.encode() not in (tmp_path / "pack.annotator").read_bytes()
