"""A scheme that is being edited, and the one step that saves it."""

import pytest

from annotator.edits.scheme_draft import SchemeDraft
from annotator.edits.spans import add_span, new_span
from annotator.errors import BadInput
from annotator.formats.scheme import read_scheme
from annotator.formats.scheme_writing import write_scheme
from annotator.model.people import Annotator
from annotator.model.scheme import AttributeKind, Label, Scheme
from annotator.model.span import Span
from annotator.model.story import Article
from annotator.project import Project
from tests.annotator.samples import CLAIM, ENTITY, QUOTE, SCHEME


def mark(project: Project, article: Article, ada: Annotator, label: Label, at: int = 0) -> Span:
    span = new_span(article.id, ada.id, label, [(at, at + 5)])
    project.apply(add_span(span, label), ada.id)
    return span


def draft_of(project: Project) -> SchemeDraft:
    return SchemeDraft(project.scheme(), project.records.spans.count_by_label())


def test_nothing_changed_is_nothing_to_save(project: Project) -> None:
    draft = draft_of(project)
    assert not draft.changed
    before = project.scheme()
    project.apply(draft.edit())
    assert project.scheme() == before


def test_a_new_label_has_a_free_name_key_and_colour() -> None:
    draft = SchemeDraft(SCHEME, {})
    first, second = draft.add_label(), draft.add_label()
    assert (first.name, second.name) == ("new label", "new label 2")
    assert first.key == "4"
    assert len({first.colour, second.colour, CLAIM.colour}) == 3
    assert len({first.underline, second.underline, CLAIM.underline}) == 3
    assert draft.faults() == ()


def test_links_follow_the_name_of_a_label() -> None:
    draft = SchemeDraft(SCHEME, {})
    draft.change_label(ENTITY.id, name="who")
    assert [kind.target for kind in draft.scheme.relations] == ["who", "who"]
    draft.change_label(ENTITY.id, name="")
    assert draft.faults()[0] == "A label needs a name."
    draft.change_label(ENTITY.id, name="name")
    assert [kind.target for kind in draft.scheme.relations] == ["name", "name"]


def test_a_label_that_takes_the_name_of_another_does_not_steal_its_links() -> None:
    draft = SchemeDraft(SCHEME, {})
    draft.change_label(CLAIM.id, name="quote")
    draft.change_label(CLAIM.id, name="quotes")
    assert draft.scheme.relations[0].source == "quote"


def test_conflicts_of_keys_and_names_are_said() -> None:
    draft = SchemeDraft(SCHEME, {})
    draft.change_label(CLAIM.id, key="2")
    draft.change_label(ENTITY.id, name="quote")
    assert draft.faults() == (
        "Two labels are called “quote”.",
        "The key 2 belongs to claim and quote.",
    )
    draft.change_label(CLAIM.id, retired=True)
    assert draft.faults() == ("Two labels are called “quote”.",)


def test_attributes_that_cannot_be_answered_are_said() -> None:
    draft = SchemeDraft(SCHEME, {})
    draft.change_attribute(QUOTE.id, 0, values=("part",))
    assert draft.faults() == ("The default of “kind” (quote) is none of its values.",)
    draft.change_attribute(QUOTE.id, 0, values=(), default="")
    assert draft.faults() == ("“kind” of “quote” needs values, or must take others too.",)
    draft.change_attribute(QUOTE.id, 0, kind=AttributeKind.TEXT)
    assert draft.faults() == ()


def test_what_has_no_faults_can_be_read_again() -> None:
    draft = SchemeDraft(SCHEME, {})
    label = draft.add_label()
    draft.add_attribute(label.id)
    draft.add_attribute(label.id)
    draft.move_attribute(label.id, 1, -1)
    draft.move_label(label.id, -3)
    assert draft.faults() == ()
    assert read_scheme(write_scheme(draft.scheme), "it") == draft.scheme
    assert draft.scheme.labels[0].id == label.id
    assert [one.name for one in draft.scheme.labels[0].attributes] == [
        "new question 2",
        "new question",
    ]


def test_a_label_in_use_is_never_dropped(
    project: Project, article: Article, ada: Annotator
) -> None:
    mark(project, article, ada, CLAIM)
    draft = draft_of(project)
    with pytest.raises(ValueError, match="in use"):
        draft.remove_label(CLAIM.id)
    draft.remove_label(ENTITY.id)
    assert [kind.name for kind in draft.scheme.relations] == []
    project.apply(draft.edit())
    assert [label.name for label in project.scheme().labels] == ["claim", "quote"]


def test_merging_through_another_label_takes_all_spans_along_in_one_step(
    project: Project, article: Article, ada: Annotator
) -> None:
    spans = [mark(project, article, ada, CLAIM), mark(project, article, ada, QUOTE)]
    alone = mark(project, article, ada, CLAIM, at=10)
    draft = draft_of(project)
    draft.merge(CLAIM.id, QUOTE.id)
    draft.merge(QUOTE.id, ENTITY.id)
    assert draft.spans(ENTITY.id) == 3
    version = project.scheme().version
    project.apply(draft.edit(), ada.id)
    now = project.spans(article.id, ada.id)
    assert {span.label_id for span in now} == {ENTITY.id}
    assert len(now) == 2, "two spans over the same words are one"
    assert project.scheme().version == version + 1
    assert project.faults() == ()
    project.undo(ada.id)
    assert {span.id for span in project.spans(article.id, ada.id)} == {
        *(span.id for span in spans),
        alone.id,
    }
    assert project.scheme().version == version


def test_renamed_attributes_are_renamed_in_the_spans_even_when_they_change_places(
    project: Project, article: Article, ada: Annotator
) -> None:
    mark(project, article, ada, QUOTE)
    draft = draft_of(project)
    draft.add_attribute(QUOTE.id)
    draft.change_attribute(QUOTE.id, 0, name="tmp")
    draft.change_attribute(QUOTE.id, 1, name="kind")
    draft.change_attribute(QUOTE.id, 0, name="form")
    project.apply(draft.edit(), ada.id)
    (span,) = project.spans(article.id, ada.id)
    assert span.values("form") == ("whole",)
    assert span.values("kind") == ()


def test_a_removed_attribute_keeps_its_values_in_the_spans(
    project: Project, article: Article, ada: Annotator
) -> None:
    mark(project, article, ada, QUOTE)
    draft = draft_of(project)
    draft.remove_attribute(QUOTE.id, 0)
    attribute = draft.add_attribute(QUOTE.id)
    assert attribute.name == "new question"
    project.apply(draft.edit(), ada.id)
    assert project.spans(article.id, ada.id)[0].values("kind") == ("whole",)


def test_a_scheme_from_a_file_keeps_the_labels_in_use(
    project: Project, article: Article, ada: Annotator
) -> None:
    span = mark(project, article, ada, CLAIM)
    draft = draft_of(project)
    file = Scheme("other", 1, (Label("x", "quote", "1"), Label("y", "doubt", "2")))
    draft.take(file)
    assert [(label.name, label.retired) for label in draft.scheme.labels] == [
        ("quote", False),
        ("doubt", False),
        ("claim", True),
    ]
    assert draft.scheme.labels[0].id == QUOTE.id, "labels of the same name are the same"
    assert draft.faults() == ()
    project.apply(draft.edit(), ada.id)
    assert project.spans(article.id, ada.id)[0].label_id == span.label_id
    assert project.faults() == ()


def test_a_bad_file_has_its_lines() -> None:
    with pytest.raises(BadInput, match="line 2"):
        read_scheme('{"name": "x",\n"labels": [{"name": ""}]}', "scheme.json")
