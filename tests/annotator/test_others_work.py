"""What one annotator undoes never takes away what another one's work stands on."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from annotator.edits.readings import set_read_for
from annotator.edits.schemes import save_scheme
from annotator.edits.spans import add_span, new_span
from annotator.errors import EditRefused
from annotator.formats.bundle import ArticleRecord, ReadingRecord
from annotator.model.identity import new_id
from annotator.model.people import Annotator
from annotator.model.reading import Status
from annotator.model.scheme import Label
from annotator.model.story import Article
from annotator.project import Project
from annotator.transfer import import_items

EXTRA = Label("label-extra", "extra")
NOTICE = ArticleRecord("notice.txt", "a notice", "Nothing to see here.")


def add_label(project: Project, by: str) -> None:
    labels = (*project.scheme().labels, EXTRA)
    project.apply(save_scheme(replace(project.scheme(), labels=labels)), by)


def mark(project: Project, article: Article, label: Label, by: str) -> None:
    project.apply(add_span(new_span(article.id, by, label, [(0, 4)]), label), by)


def refused(project: Project, swap: Callable[[str], object], by: str) -> None:
    before = (project.scheme(), project.stories(), project.articles(), project.history())
    with pytest.raises(EditRefused, match="what others did since"):
        swap(by)
    assert before == (project.scheme(), project.stories(), project.articles(), project.history())
    assert not project.faults()


@pytest.fixture
def bob(project: Project) -> Annotator:
    person = Annotator(new_id(), "Bob")
    project.add_annotator(person)
    return person


def test_a_new_label_stays_once_another_used_it(
    project: Project, article: Article, ada: Annotator, bob: Annotator
) -> None:
    add_label(project, ada.id)
    mark(project, article, EXTRA, bob.id)
    refused(project, project.undo, ada.id)
    project.undo(bob.id)
    project.undo(ada.id)
    assert project.scheme().label(EXTRA.id) is None


def test_a_span_does_not_come_back_without_its_label(
    project: Project, article: Article, ada: Annotator, bob: Annotator
) -> None:
    add_label(project, ada.id)
    mark(project, article, EXTRA, bob.id)
    project.undo(bob.id)
    project.undo(ada.id)
    refused(project, project.redo, bob.id)


def test_a_reading_does_not_come_back_with_a_label_that_is_gone(
    project: Project, article: Article, ada: Annotator, bob: Annotator
) -> None:
    add_label(project, ada.id)
    project.apply(set_read_for(article.id, bob.id, [EXTRA.id], "read"), bob.id)
    refused(project, project.undo, ada.id)
    project.undo(bob.id)
    project.undo(ada.id)
    refused(project, project.redo, bob.id)


def test_an_import_stays_once_another_marked_something_in_it(
    project: Project, ada: Annotator, bob: Annotator
) -> None:
    import_items(project, [NOTICE], by=ada.id)
    mark(project, project.articles()[0], project.scheme().labels[0], bob.id)
    refused(project, project.undo, ada.id)


def test_an_import_is_not_redone_where_its_names_are_taken(
    project: Project, ada: Annotator, bob: Annotator
) -> None:
    import_items(project, [NOTICE], by=ada.id)
    project.undo(ada.id)
    import_items(project, [NOTICE], by=bob.id)
    refused(project, project.redo, ada.id)


def test_seconds_of_an_undone_import_do_not_count(project: Project, ada: Annotator) -> None:
    read = ReadingRecord(NOTICE, "Bob", new_id(), status=Status.DONE, seconds=50)
    import_items(project, [read], by=ada.id)
    project.undo(ada.id)
    assert not project.all_attention()
    import_items(project, [read], by=ada.id)
    people = project.statistics()["annotators"]
    assert isinstance(people, list)
    assert {one["name"]: one["seconds"] for one in people} == {"Ada": 0, "Bob": 50}
