import json

import pytest

from annotator.errors import BadInput
from annotator.formats.bundle import ArticleRecord
from annotator.model.reading import Status
from annotator.transfer import ExportOptions, export, import_items, preview
from tests.annotator.formats.records import full_record


@pytest.fixture
def filled(project):
    texts = [ArticleRecord(f"x{n}.txt", f"story {n}", f"text number {n}") for n in range(10)]
    import_items(project, [full_record(), *texts])
    return project


def read(path):
    return [json.loads(line) for line in path.read_bytes().splitlines()]


def test_articles_nobody_opened_have_no_line_unless_asked_for(tmp_path, filled):
    export(filled, tmp_path / "a.jsonl")
    assert [record["doc_id"] for record in read(tmp_path / "a.jsonl")] == ["a.txt"]
    export(filled, tmp_path / "b.jsonl", ExportOptions(statuses=(Status.NEW, Status.DONE)))
    assert len(read(tmp_path / "b.jsonl")) == 11


def test_a_selection_of_annotators_and_statuses(tmp_path, filled):
    (ann,) = [p for p in filled.annotators() if filled.readings(p.id)]
    options = ExportOptions(annotators=(ann.id,), statuses=(Status.DONE,))
    report = export(filled, tmp_path / "out", options)
    assert report.written.records == 1
    card = (tmp_path / "out" / "README.md").read_text(encoding="utf-8")
    assert "Only what these annotators did: Ann." in card
    assert "Only readings with this status: done." in card
    with pytest.raises(BadInput, match="nothing to export"):
        export(filled, tmp_path / "no", ExportOptions(statuses=(Status.SKIPPED,)))
    assert not (tmp_path / "no").exists()


def test_an_export_of_nothing_keeps_no_split(tmp_path, filled):
    before = filled.stories()
    options = ExportOptions(split=(80, 10, 10), statuses=(Status.SKIPPED,))
    with pytest.raises(BadInput, match="nothing to export"):
        export(filled, tmp_path / "no", options)
    assert filled.stories() == before


def test_a_split_is_kept_and_new_stories_only_add(tmp_path, filled):
    options = ExportOptions(split=(80, 10, 10), seed=7, statuses=(Status.NEW, Status.DONE))
    report = export(filled, tmp_path / "one", options)
    names = [path.name for path in report.written.files]
    assert names[:3] == ["train.jsonl", "dev.jsonl", "test.jsonl"]
    kept = {story.name: story.split for story in filled.stories()}
    assert set(kept.values()) == {"train", "dev", "test"}
    import_items(filled, [ArticleRecord("new.txt", "another story", "quite another text")])
    other = ExportOptions(split=(80, 10, 10), seed=8, statuses=options.statuses)
    export(filled, tmp_path / "two", other)
    now = {story.name: story.split for story in filled.stories()}
    assert {name: now[name] for name in kept} == kept
    assert now["another story"]


def test_one_story_cannot_be_split_and_that_is_said(tmp_path, project):
    import_items(project, [full_record()])
    report = export(project, tmp_path / "out", ExportOptions(split=(80, 10, 10)))
    assert "There is nothing in dev and test" in report.sentences[0]


def test_near_identical_texts_of_different_stories_stay_in_one_split(tmp_path, project):
    text = " ".join(f"word{n}" for n in range(300))
    items = [ArticleRecord(f"{n}.txt", f"s{n}", f"other text {n} " * 9) for n in range(8)]
    items += [ArticleRecord("p.txt", "p", text), ArticleRecord("q.txt", "q", f"{text} more")]
    import_items(project, [full_record(), *items])
    for seed in range(5):
        export(project, tmp_path / "out", ExportOptions(split=(40, 30, 30), seed=seed))
        splits = {story.name: story.split for story in project.stories()}
        assert splits["p"] == splits["q"]
        project.undo("")


def test_relations_to_what_is_not_selected_are_left_out_and_counted(tmp_path, project):
    from tests.annotator.transfer.test_round_trip import everything

    import_items(project, everything())
    report = export(project, tmp_path / "a.jsonl", ExportOptions(statuses=(Status.SKIPPED,)))
    assert report.sentences == ("Relations left out because one end is not in the export: 1.",)
    assert read(tmp_path / "a.jsonl")[0]["relations"] == []


def test_the_preview_shows_the_first_records_and_writes_nothing(filled):
    before = filled.change_counter()
    shown = preview(filled, limit=1)
    assert shown.records == 1
    assert json.loads(shown.lines[0])["doc_id"] == "a.txt"
    assert filled.change_counter() == before


def test_formats_that_cannot_be_written_are_told(tmp_path, project):
    with pytest.raises(BadInput, match="can be read, not written"):
        export(project, tmp_path / "x", ExportOptions(format="text"))
