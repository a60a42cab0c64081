import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.edits.schemes import save_scheme
from annotator.errors import BadInput, Cancelled, ProjectError
from annotator.formats.bundle import ArticleRecord
from annotator.formats.scheme_writing import write_scheme
from annotator.model.identity import new_id
from annotator.model.people import Annotator, Role
from annotator.model.reading import Status
from annotator.model.scheme import Label, Scheme
from annotator.project import Project
from annotator.transfer import ImportOptions, Report, export, import_items, import_paths
from annotator.transfer.importing import stage

TEXT = "Ada Lovelace works at Acme Corp."


def lines(folder: Path, *records: object, name: str = "in.jsonl") -> Path:
    path = folder / name
    path.write_text("".join(f"{json.dumps(record)}\n" for record in records), encoding="utf-8")
    return path


def span(start: int, end: int, label: str = "entity", **more: object) -> dict[str, object]:
    return {"start": start, "end": end, "label": label, "text": TEXT[start:end], **more}


def warnings(report: Report) -> list[str]:
    return [warning.what for file in report.files for warning in file.warnings]


def refusals(report: Report) -> list[tuple[str, str]]:
    return [(one.where, one.why) for file in report.files for one in file.refused]


def rows(project: Project) -> object:
    return (
        project.stories(),
        project.articles(),
        project.annotators(),
        project.scheme(),
        project.readings(),
        [project.spans(a.id, p.id) for a in project.articles() for p in project.annotators()],
    )


def test_folders_are_stories_and_names_are_unique(tmp_path, project):
    for name in ("one/a.txt", "two/a.txt", "c.txt"):
        path = tmp_path / "news" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"text of {name}", encoding="utf-8")
    report = import_paths(project, [tmp_path / "news"])
    assert report.files[0].articles == 3
    assert [story.name for story in project.stories()] == ["news", "one", "two"]
    assert [article.name for article in project.articles()] == ["c.txt", "a.txt", "a-2.txt"]
    assert "is called a-2.txt here" in warnings(report)[0]


def test_the_same_text_in_the_same_story_is_reported_and_skipped(tmp_path, project):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "b.txt").write_text(TEXT, encoding="utf-8")
    both = [tmp_path / "a.txt", tmp_path / "b.txt"]
    report = import_paths(project, both, ImportOptions(story="one"))
    assert [file.articles for file in report.files] == [1, 0]
    assert report.files[1].duplicates == 1
    assert "the same text is in the story “one” already, as a.txt." in warnings(report)[0]
    assert report.complete
    other = import_paths(project, both[:1], ImportOptions(story="two"))
    assert other.files[0].articles == 1
    assert len(project.articles()) == 2


def test_the_same_text_from_another_outlet_is_another_article(project):
    items = [
        ArticleRecord("a.txt", "s", TEXT, outlet="The Paper"),
        ArticleRecord("b.txt", "s", TEXT, outlet="The Post"),
        ArticleRecord("c.txt", "s", TEXT, outlet="The Post"),
    ]
    assert import_items(project, items).files[0].articles == 2


def test_a_table_brings_facts(tmp_path, project):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    table = tmp_path / "stories.csv"
    table.write_text("path,story,title,outlet,desk\na.txt,S,T,O,D\n", encoding="utf-8")
    report = import_paths(project, [], table=table)
    assert report.files[0].format == "table"
    (article,) = project.articles()
    assert (article.title, article.outlet, article.extra) == ("T", "O", (("desk", "D"),))


def test_a_minimal_record_of_another_tool(tmp_path, project):
    path = lines(tmp_path, {"text": TEXT, "spans": [span(0, 12), span(22, 31, "firm")]})
    report = import_paths(project, [path], ImportOptions(story="s"))
    (article,) = project.articles()
    (person,) = project.annotators()
    assert (article.name, person.name, person.role) == ("in-1", "in", Role.IMPORTED)
    assert project.reading(article.id, person.id).status is Status.IN_PROGRESS
    scheme = project.scheme()
    assert [scheme.label(s.label_id).name for s in project.spans(article.id, person.id)] == [
        "entity",
        "firm",
    ]
    assert scheme.version == 2
    assert warnings(report) == ["“in” is a new annotator.", "“firm” is a new label."]
    assert project.faults() == ()


def test_many_lines_with_one_text_are_one_article(tmp_path, project):
    path = lines(
        tmp_path,
        {"text": TEXT, "spans": [span(0, 12)]},
        {"text": TEXT, "spans": [span(0, 12), span(22, 31)]},
        {"text": TEXT, "spans": [span(22, 31)], "answer": "reject"},
    )
    report = import_paths(project, [path])
    file = report.files[0]
    assert (file.articles, file.spans, file.duplicates, len(file.refused)) == (1, 2, 1, 0)
    assert "1 task was rejected; marks of these are no spans." in warnings(report)


def test_lines_that_are_only_texts_are_articles(tmp_path, project):
    report = import_paths(project, [lines(tmp_path, {"text": TEXT}, {"text": "more"})])
    assert report.files[0].articles == 2
    assert project.annotators() == ()


def test_records_attach_to_the_article_with_the_same_text_by_name_first(tmp_path, project):
    (tmp_path / "x.txt").write_text(TEXT, encoding="utf-8")
    import_paths(project, [tmp_path / "x.txt"], ImportOptions(story="s"))
    record = {
        "text": TEXT,
        "doc_id": "other",
        "story": "s",
        "annotator": "A",
        "spans": [span(0, 3)],
    }
    report = import_paths(project, [lines(tmp_path, record)])
    assert (report.files[0].articles, report.files[0].spans) == (0, 1)
    assert [article.name for article in project.articles()] == ["x.txt"]


def test_importing_again_adds_nothing(tmp_path, project):
    record = {
        "text": TEXT,
        "doc_id": "a",
        "story": "s",
        "annotator": "A",
        "annotator_id": new_id(),
        "spans": [span(0, 12, id=new_id()), span(22, 31, id="s2", attributes=[])],
        "relations": [],
    }
    first, second = record["spans"]
    record["relations"] = [{"head": first["id"], "child": second["id"], "label": "knows"}]
    path = lines(tmp_path, record)
    one = import_paths(project, [path])
    assert (one.files[0].spans, one.files[0].relations) == (2, 1)
    before = rows(project)
    two = import_paths(project, [path])
    assert (two.files[0].spans, two.files[0].relations, two.files[0].duplicates) == (0, 0, 3)
    assert rows(project) == before


def test_ids_that_are_taken_by_others_become_ids_of_their_own(tmp_path, project):
    wanted = new_id()
    records = [
        {"text": TEXT, "doc_id": "a", "annotator": who, "spans": [span(0, 3, id=wanted)]}
        for who in ("A", "B")
    ]
    report = import_paths(project, [lines(tmp_path, *records)])
    assert report.files[0].spans == 2
    assert report.complete
    records[0]["spans"] = [span(0, 12, id=wanted)]
    report = import_paths(project, [lines(tmp_path, records[0])])
    assert "with other words or label" in refusals(report)[0][1]


def test_annotators_are_known_by_identity_then_by_name(tmp_path, project):
    ann = Annotator(new_id(), "Ann")
    project.add_annotator(ann)
    made = {"text": TEXT, "spans": [span(0, 3)]}
    path = lines(
        tmp_path,
        {**made, "annotator": "Ann"},
        {**made, "annotator": "Annie", "annotator_id": ann.id},
        {**made, "annotator": "Ann", "annotator_id": new_id()},
        {**made, "annotator": "Bot", "annotator_id": "bot-7", "role": "model"},
    )
    import_paths(project, [path])
    people = [(person.name, person.role) for person in project.annotators()]
    assert people == [("Ann", Role.HUMAN), ("Ann", Role.IMPORTED), ("Bot", Role.MODEL)]
    (article,) = project.articles()
    assert len(project.spans(article.id, ann.id)) == 1


def test_an_annotator_may_be_named_for_files_that_name_none(tmp_path, project):
    path = lines(tmp_path, {"text": TEXT, "spans": [span(0, 3)]})
    import_paths(project, [path], ImportOptions(annotator="Zoe"))
    assert [person.name for person in project.annotators()] == ["Zoe"]


def test_labels_that_are_missing_can_be_refused(tmp_path, project):
    path = lines(tmp_path, {"text": TEXT, "spans": [span(0, 3, "firm"), span(0, 12)]})
    report = import_paths(project, [path], ImportOptions(new_labels=False))
    assert refusals(report) == [("line 1", "the scheme has no label “firm”.")]
    assert report.files[0].spans == 1
    assert project.scheme().version == 1


def test_attributes_the_label_lacks_are_kept_and_told(tmp_path, project):
    mood = [{"name": "mood", "value": "grim"}]
    path = lines(tmp_path, {"text": TEXT, "spans": [span(0, 3, attributes=mood)]})
    report = import_paths(project, [path])
    assert report.files[0].attributes == 1
    assert "the label “entity” has no attribute “mood”; its values were kept." in warnings(report)


def test_relations_across_articles_are_resolved_at_the_end(tmp_path, project):
    path = lines(
        tmp_path,
        {
            "text": TEXT,
            "doc_id": "a",
            "annotator": "A",
            "spans": [span(0, 12, "quote", id="s1")],
            "relations": [
                {"head": "s1", "child": "s1", "child_doc": "b", "label": "said by"},
                {"id": "r9", "head": "s1", "child": "s7", "child_doc": "b", "label": "said by"},
            ],
        },
        {
            "text": TEXT + "!",
            "doc_id": "b",
            "annotator": "A",
            "spans": [{"start": 0, "end": 3, "label": "entity", "id": "s1"}],
        },
    )
    report = import_paths(project, [path], ImportOptions(story="s"))
    assert report.files[0].relations == 1
    assert refusals(report) == [
        ("line 1, relation “r9”", "the span s7 it joins is not in the project.")
    ]
    one, two = project.articles()
    (person,) = project.annotators()
    (relation,) = project.relations_in(one.id, person.id)
    assert relation.child_id == project.spans(two.id, person.id)[0].id


def test_what_somebody_has_read_here_is_kept(tmp_path, project):
    record = {"text": TEXT, "doc_id": "a", "annotator": "A", "status": "done", "note": "mine"}
    import_paths(project, [lines(tmp_path, record)])
    report = import_paths(project, [lines(tmp_path, {**record, "note": "other"})])
    assert "status and note were kept" in warnings(report)[0]
    (reading,) = project.readings()
    assert reading.note == "mine"


def test_seconds_come_in_once(tmp_path, project):
    record = {"text": TEXT, "doc_id": "a", "annotator": "A", "status": "done", "seconds": 60}
    import_paths(project, [lines(tmp_path, record)])
    import_paths(project, [lines(tmp_path, record)])
    assert [attention.seconds for attention in project.all_attention()] == [60]


def test_days_come_in_and_go_out_again(tmp_path, project):
    days = [
        {"day": "2026-11-20", "seconds": 40, "marking": [{"label": "claim", "seconds": 12}]},
        {"day": "2026-11-21", "seconds": 5, "marking": []},
    ]
    record = {"text": TEXT, "doc_id": "a", "annotator": "A", "status": "done", "seconds": 60}
    import_paths(project, [lines(tmp_path, {**record, "days": days})])
    (attention,) = project.all_attention()
    assert (attention.undated, attention.seconds) == (15, 60)
    assert attention.by_day() == {"2026-11-20": 40, "2026-11-21": 5}
    export(project, tmp_path / "out.jsonl")
    (line,) = (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()
    assert (json.loads(line)["seconds"], json.loads(line)["days"]) == (60, days)


def test_revised_texts_know_what_they_revise(project):
    items = [
        ArticleRecord("new.txt", "s", "new", version_of="old.txt"),
        ArticleRecord("old.txt", "s", "old"),
        ArticleRecord("lost.txt", "s", "lost", version_of="gone.txt"),
    ]
    report = import_items(project, items)
    new, old, lost = project.articles()
    assert (new.version_of, old.version_of, lost.version_of) == (old.id, "", "")
    assert "the earlier version “gone.txt” is not in the project." in warnings(report)


def test_an_import_is_one_step_that_can_be_undone(tmp_path, project):
    before = rows(project)
    path = lines(tmp_path, {"text": TEXT, "spans": [span(0, 3, "firm")]}, {"text": "b"})
    import_paths(project, [path])
    after = rows(project)
    assert after != before
    assert project.undo("") is not None
    assert rows(project) == before
    assert project.redo("") is not None
    assert rows(project) == after


def test_stopping_leaves_the_project_as_it_was(tmp_path, project):
    before, steps = rows(project), project.change_counter()
    path = lines(tmp_path, *({"text": f"text {n}"} for n in range(50)))
    calls = []

    def stop(done: int, total: int, what: str) -> None:
        calls.append(done)
        if len(calls) == 80:
            raise Cancelled

    with pytest.raises(Cancelled):
        import_paths(project, [path], progress=stop)
    assert (rows(project), project.change_counter()) == (before, steps)


def test_a_file_that_cannot_be_read_at_all_lets_nothing_in(tmp_path, project):
    before, steps = rows(project), project.change_counter()
    good = lines(tmp_path, {"text": TEXT})
    table = tmp_path / "t.csv"
    table.write_text("no,columns\n", encoding="utf-8")
    staged = stage([good, table])
    assert not staged.ready
    report = import_paths(project, [good, table])
    assert not report.complete
    assert [file.articles for file in report.files] == [0, 0]
    assert "there is no column called “path”" in refusals(report)[0][1]
    assert (rows(project), project.change_counter()) == (before, steps)


def test_a_text_that_cannot_be_read_is_refused_and_the_others_go_in(tmp_path, project):
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "good.txt").write_text(TEXT, encoding="utf-8")
    (folder / "bad.txt").write_bytes("schön".encode() + b"\xff")
    (folder / "empty.txt").touch()
    report = import_paths(project, [folder])
    assert report.files[0].articles == 1
    assert [where for where, _ in refusals(report)] == ["bad.txt", "empty.txt"]
    assert refusals(report)[0][1].startswith("cannot be read: byte 6 (0xff, line 1) is not UTF-8")
    assert refusals(report)[1][1] == "is empty: there is nothing to read in it."


def test_unknown_formats_are_told(project):
    with pytest.raises(BadInput, match="no format “xml”"):
        import_paths(project, [Path("x")], ImportOptions(format="xml"))


def test_a_path_that_is_not_there_is_refused(tmp_path, project):
    report = import_paths(project, [tmp_path / "no.txt"])
    assert [why for _, why in refusals(report)] == ["does not exist."]


def test_the_report_as_plain_data(tmp_path, project):
    path = lines(tmp_path, {"text": TEXT, "spans": [span(0, 3), {"start": 1, "end": 0}]})
    plain = import_paths(project, [path]).plain()
    (file,) = plain["files"]
    assert file == {
        "path": str(path),
        "format": "jsonl",
        "articles": 1,
        "spans": 1,
        "relations": 0,
        "attributes": 0,
        "duplicates": 0,
        "refused": [{"where": "line 1, span number 2", "why": file["refused"][0]["why"]}],
        "warnings": [{"where": str(path), "what": "“in” is a new annotator."}],
    }
    assert json.dumps(plain)


def test_statements_of_sql_are_only_names(project):
    name = "'); drop table span; --"
    items = [ArticleRecord(name, name, TEXT, title="<img src=x>", extra=((name, name),))]
    import_items(project, items)
    (article,) = project.articles()
    assert (article.name, article.extra) == (name, ((name, name),))
    assert replace(article).title == "<img src=x>"


def test_nameless_labels_and_kinds_are_refused_and_the_rest_goes_in(tmp_path, project):
    good, nameless = span(0, 12, id="one"), span(0, 3, " ", id="two")
    relation = {"head": "one", "child": "two", "label": " "}
    record = {"text": TEXT, "spans": [good, nameless], "relations": [relation], "read_for": [" "]}
    report = import_paths(project, [lines(tmp_path, record)])
    assert report.files[0].spans == 1
    assert refusals(report)[0][1] == "“label” is missing or empty."
    assert "read for “ ”, which the scheme does not have; that was left out." in warnings(report)


def test_a_key_that_is_taken_in_the_other_case_is_given_up(tmp_path, project):
    mine, theirs = (Label(f"id-{name}", name, key) for name, key in (("mine", "q"), ("all", "Q")))
    project.apply(save_scheme(replace(project.scheme(), labels=(mine,), relations=())))
    import_items(project, [ArticleRecord("here.txt", "story", "Something else.")])
    other = tmp_path / "other"
    other.mkdir()
    lines(other, {"text": TEXT, "spans": [span(0, 3, "all")]}, name="spans.jsonl")
    scheme = Scheme("other", 1, (theirs,))
    (other / "scheme.json").write_text(write_scheme(scheme), encoding="utf-8")
    assert import_paths(project, [other]).complete
    assert [label.key for label in project.scheme().labels] == ["q", "1"]


def test_an_import_that_the_disk_has_no_room_for_is_refused_before(
    tmp_path: Path, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "long.txt"
    path.write_text("It was so. " * 10_000)
    before = rows(project)
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=300_000))
    with pytest.raises(ProjectError, match=r"0\.1 MB, .* 0\.3 MB .* may take a third"):
        import_paths(project, [path])
    assert rows(project) == before
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=3_000_000))
    assert import_paths(project, [path]).complete
