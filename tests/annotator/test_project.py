"""An open project: edits, undo, redo, what it refuses."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.edits.readings import set_article_note, set_status
from annotator.edits.relations import link
from annotator.edits.schemes import merge_labels, retire_label, save_scheme
from annotator.edits.spans import (
    add_span,
    add_spans,
    new_span,
    relabel_span,
    remove_spans,
    resize_span,
    set_attribute,
    set_note,
)
from annotator.errors import EditRefused, ProjectError
from annotator.model.identity import new_id
from annotator.model.people import Annotator
from annotator.model.reading import Attention, DayTime, Status
from annotator.model.span import Fragment, Span
from annotator.model.story import Article
from annotator.project import Project
from annotator.store.lock import Locked
from tests.annotator.samples import CLAIM, ENTITY, QUOTE, SAID_BY, TEXT, add_article


def quote_of(article: Article, ada: Annotator, *fragments: tuple[int, int]) -> Span:
    return new_span(article.id, ada.id, QUOTE, fragments or [(0, 9)])


def test_a_span_is_there_after_reopening(
    project: Project, article: Article, ada: Annotator
) -> None:
    span = quote_of(article, ada)
    project.apply(add_span(span, QUOTE), ada.id)
    project.close()
    with Project.open(project.path) as again:
        assert again.spans(article.id, ada.id) == (span,)
        assert again.text(article.id) == TEXT
        assert again.reading(article.id, ada.id).status is Status.IN_PROGRESS
        assert again.faults() == ()


def test_a_closed_project_is_one_file(project: Project, article: Article) -> None:
    project.close()
    assert [path.name for path in project.path.parent.iterdir()] == ["p.annotator"]


def test_undo_and_redo_survive_reopening(
    project: Project, article: Article, ada: Annotator
) -> None:
    span = quote_of(article, ada)
    project.apply(add_span(span, QUOTE), ada.id)
    project.apply(resize_span(span, [(0, 4)]), ada.id)
    project.apply(set_note(replace(span, fragments=(Fragment(0, 4),)), "why"), ada.id)
    project.close()
    with Project.open(project.path) as again:
        for _ in range(3):
            assert again.undo(ada.id) is not None
        assert again.spans(article.id, ada.id) == ()
        assert again.reading(article.id, ada.id).status is Status.NEW
        assert again.undo(ada.id) is None
        for _ in range(3):
            assert again.redo(ada.id) is not None
        (redone,) = again.spans(article.id, ada.id)
        assert (redone.note, redone.fragments) == ("why", (Fragment(0, 4),))
        assert again.redo(ada.id) is None


def test_something_new_forgets_what_was_undone(
    project: Project, article: Article, ada: Annotator
) -> None:
    project.apply(add_span(quote_of(article, ada), QUOTE), ada.id)
    project.undo(ada.id)
    project.apply(add_span(quote_of(article, ada, (0, 3)), QUOTE), ada.id)
    assert project.redo(ada.id) is None
    assert len(project.spans(article.id, ada.id)) == 1


def test_everybody_undoes_only_their_own_steps(
    project: Project, article: Article, ada: Annotator
) -> None:
    ben = Annotator(new_id(), "Ben")
    project.add_annotator(ben)
    project.apply(add_span(quote_of(article, ada), QUOTE), ada.id)
    project.apply(add_span(quote_of(article, ben), QUOTE), ben.id)
    project.undo(ada.id)
    assert project.spans(article.id, ada.id) == ()
    assert len(project.spans(article.id, ben.id)) == 1


def test_undo_never_overwrites_what_somebody_changed_since(
    project: Project, article: Article, ada: Annotator
) -> None:
    project.apply(add_span(new_span(article.id, ada.id, CLAIM, [(0, 9)]), CLAIM), ada.id)
    project.apply(merge_labels(CLAIM, QUOTE))
    with pytest.raises(EditRefused, match="changed the same thing since"):
        project.undo(ada.id)
    assert len(project.spans(article.id, ada.id)) == 1
    project.undo("")
    assert project.scheme().label(CLAIM.id) is not None
    project.undo(ada.id)
    assert project.spans(article.id, ada.id) == ()


def test_an_edit_that_fails_half_way_leaves_nothing(
    project: Project, article: Article, ada: Annotator
) -> None:
    good = quote_of(article, ada)
    bad = quote_of(article, ada, (0, len(TEXT) + 1))
    with pytest.raises(EditRefused, match="outside"):
        project.apply(add_spans([good, bad], "both"), ada.id)
    assert project.spans(article.id, ada.id) == ()
    assert project.next_undo(ada.id) is None


def test_the_same_span_is_not_made_twice(
    project: Project, article: Article, ada: Annotator
) -> None:
    project.apply(add_span(quote_of(article, ada), QUOTE), ada.id)
    with pytest.raises(EditRefused, match="already"):
        project.apply(add_span(quote_of(article, ada), QUOTE), ada.id)
    changes = project.apply(add_spans([quote_of(article, ada)], "again"), ada.id)
    assert changes.nothing


def test_changes_name_what_was_touched(project: Project, article: Article, ada: Annotator) -> None:
    span = quote_of(article, ada)
    changes = project.apply(add_span(span, QUOTE), ada.id)
    assert changes.spans_in(article.id) == {span.id}
    assert changes.readings == {article.id}
    assert not changes.scheme
    assert not changes.articles


def test_links_survive_resizing_and_undo_of_deleting(
    project: Project, article: Article, ada: Annotator
) -> None:
    said = quote_of(article, ada)
    speaker = new_span(article.id, ada.id, ENTITY, [(15, 18)])
    project.apply(add_spans([said, speaker], "two"), ada.id)
    project.apply(link(SAID_BY, said, speaker), ada.id)
    project.apply(resize_span(said, [(1, 8)]), ada.id)
    assert len(project.relations([said.id])) == 1
    project.apply(remove_spans([speaker.id]), ada.id)
    assert project.relations([said.id]) == ()
    project.undo(ada.id)
    assert project.relations([said.id])[0].child_id == speaker.id
    assert project.faults() == ()


def test_one_target_replaces_the_other_where_only_one_is_allowed(
    project: Project, article: Article, ada: Annotator
) -> None:
    said = quote_of(article, ada)
    first = new_span(article.id, ada.id, ENTITY, [(15, 18)])
    second = new_span(article.id, ada.id, ENTITY, [(21, 29)])
    project.apply(add_spans([said, first, second], "three"), ada.id)
    project.apply(link(SAID_BY, said, first), ada.id)
    project.apply(link(SAID_BY, said, second), ada.id)
    assert [r.child_id for r in project.relations([said.id])] == [second.id]
    with pytest.raises(EditRefused, match="cannot join"):
        project.apply(link(SAID_BY, first, second), ada.id)


def test_relabelling_keeps_what_the_new_label_can_hold(
    project: Project, article: Article, ada: Annotator
) -> None:
    span = quote_of(article, ada)
    project.apply(add_span(span, QUOTE), ada.id)
    (now,) = project.spans(article.id, ada.id)
    project.apply(set_attribute(now, "kind", ["part"]), ada.id)
    (now,) = project.spans(article.id, ada.id)
    project.apply(relabel_span(now, ENTITY), ada.id)
    (now,) = project.spans(article.id, ada.id)
    assert (now.label_id, now.attributes) == (ENTITY.id, ())
    project.undo(ada.id)
    (now,) = project.spans(article.id, ada.id)
    assert now.values("kind") == ("part",)


def test_a_label_in_use_cannot_be_dropped(
    project: Project, article: Article, ada: Annotator
) -> None:
    project.apply(add_span(quote_of(article, ada), QUOTE), ada.id)
    scheme = project.scheme()
    with pytest.raises(EditRefused, match="Merge it"):
        project.apply(save_scheme(replace(scheme, labels=(CLAIM, ENTITY))))
    project.apply(retire_label(QUOTE))
    assert project.scheme().version == 2
    assert QUOTE.name not in [label.name for label in project.scheme().offered]


def test_a_scheme_that_could_not_be_read_back_is_refused(project: Project) -> None:
    scheme = project.scheme()
    nowhere = replace(SAID_BY, target="nobody")
    with pytest.raises(EditRefused, match="nobody"):
        project.apply(save_scheme(replace(scheme, relations=(nowhere,))))
    assert project.scheme() == scheme


def test_a_merge_of_labels_keeps_one_of_two_equal_spans_and_its_links(
    project: Project, article: Article, ada: Annotator
) -> None:
    claim = new_span(article.id, ada.id, CLAIM, [(0, 9)])
    said = quote_of(article, ada)
    speaker = new_span(article.id, ada.id, ENTITY, [(15, 18)])
    project.apply(add_spans([claim, said, speaker], "three"), ada.id)
    about = next(kind for kind in project.scheme().relations if kind.name == "about")
    project.apply(link(about, claim, speaker), ada.id)
    project.apply(merge_labels(CLAIM, QUOTE))
    assert {s.label_id for s in project.spans(article.id, ada.id)} == {QUOTE.id, ENTITY.id}
    assert project.relations([said.id])[0].child_id == speaker.id
    assert project.faults() == ()
    project.undo("")
    assert len(project.spans(article.id, ada.id)) == 3


def test_status_note_and_attention(project: Project, article: Article, ada: Annotator) -> None:
    project.apply(set_article_note(article.id, ada.id, "odd"), ada.id)
    project.apply(set_status(article.id, ada.id, Status.DONE, ["a point"]), ada.id)
    project.attend([Attention(article.id, ada.id, 90, 5, (Fragment(0, 5),))])
    reading = project.reading(article.id, ada.id)
    assert (reading.note, reading.status, reading.open_points) == ("odd", Status.DONE, ("a point",))
    assert reading.scheme_version == "1"
    project.undo(ada.id)
    assert project.reading(article.id, ada.id).status is Status.IN_PROGRESS
    assert project.attention(article.id, ada.id).seconds == 90


def test_an_undone_import_can_be_redone(project: Project) -> None:
    article = add_article(project, "A text with\0 NUL and \u2028.", "b.txt")
    project.undo("")
    assert project.articles() == ()
    project.redo("")
    assert project.text(article.id) == "A text with\0 NUL and \u2028."


def test_a_second_program_is_told_who_holds_the_project(project: Project) -> None:
    with pytest.raises(Locked, match="is open by process"):
        Project.open(project.path)
    with Project.open(project.path, read_only=True) as looked:
        assert looked.stories() == ()
        with pytest.raises(ProjectError, match="read-only"):
            looked.set_setting("a", "b")


def other_files(folder: Path) -> list[Path]:
    (folder / "folder.annotator").mkdir()
    (folder / "empty.annotator").touch()
    (folder / "text.annotator").write_text("hello " * 100)
    connection = sqlite3.connect(folder / "other.annotator")
    connection.execute("CREATE TABLE a (b)")
    connection.commit()
    connection.close()
    return sorted(folder.glob("*.annotator"))


def test_other_files_are_refused_in_a_sentence_and_not_touched(tmp_path: Path) -> None:
    for path in other_files(tmp_path):
        before = path.read_bytes() if path.is_file() else b""
        with pytest.raises(ProjectError) as error:
            Project.open(path)
        assert str(path) in str(error.value)
        assert not path.is_file() or path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".")] == []


def test_a_newer_project_is_refused_and_not_touched(project: Project) -> None:
    project.close()
    data = bytearray(project.path.read_bytes())
    data[60:64] = (99).to_bytes(4)
    project.path.write_bytes(data)
    with pytest.raises(ProjectError, match="newer Annotator"):
        Project.open(project.path)
    assert project.path.read_bytes() == bytes(data)


def test_a_project_with_a_trigger_is_refused(project: Project) -> None:
    project.close()
    connection = sqlite3.connect(project.path)
    connection.execute("CREATE TRIGGER t AFTER INSERT ON span BEGIN DELETE FROM article_text; END")
    connection.commit()
    connection.close()
    with pytest.raises(ProjectError, match="trigger"):
        Project.open(project.path)


def test_check_finds_a_text_that_was_altered(
    project: Project, article: Article, ada: Annotator
) -> None:
    project.apply(add_span(quote_of(article, ada), QUOTE), ada.id)
    project.close()
    connection = sqlite3.connect(project.path)
    connection.execute("UPDATE article_text SET text = 'short'")
    connection.commit()
    connection.close()
    with Project.open(project.path) as again:
        assert {fault.check for fault in again.faults()} == {"texts", "spans"}


def test_statistics(project: Project, article: Article, ada: Annotator) -> None:
    project.apply(add_span(quote_of(article, ada), QUOTE), ada.id)
    numbers = project.statistics()
    assert numbers["annotators"] == [
        {"name": "Ada", "role": "human", "done": 0, "in_progress": 1, "spans": 1, "seconds": 0}
    ]
    assert (numbers["stories"], numbers["articles"], numbers["spans"]) == (1, 1, 1)
    assert numbers["labels"] == {"claim": 0, "quote": 1, "entity": 0}


def test_a_day_of_active_time_that_cannot_be_is_a_fault(
    project: Project, article: Article, ada: Annotator
) -> None:
    measured = Attention(article.id, ada.id, times=(DayTime("2026-11-20", 5, project.meter),))
    project.attend([measured])
    assert project.faults() == ()
    project.close()
    for column, value in (("day", "'yesterday'"), ("day", "'2026-11-20'"), ("seconds", "-1")):
        with closing(sqlite3.connect(project.path)) as database:
            database.execute(f"UPDATE attention_day SET {column} = {value}")
            database.commit()
        with Project.open(project.path, read_only=True) as opened:
            found = [fault.sentence for fault in opened.faults()]
            assert bool(found) == (value != "'2026-11-20'")
            assert all("day_time" in sentence for sentence in found)
