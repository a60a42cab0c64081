"""What was read and linked goes along when the scheme changes."""

from dataclasses import replace

import pytest

from annotator.edits.readings import set_read_for
from annotator.edits.relations import link
from annotator.edits.schemes import merge_labels, save_scheme
from annotator.edits.spans import add_spans, change_spans, new_span
from annotator.errors import EditRefused
from annotator.model.people import Annotator
from annotator.model.span import Fragment
from annotator.model.story import Article
from annotator.project import Project
from tests.annotator.samples import CLAIM, ENTITY, QUOTE, SAID_BY


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([CLAIM.id], (QUOTE.id,)),
        ([QUOTE.id, ENTITY.id, CLAIM.id], (QUOTE.id, ENTITY.id)),
        ([ENTITY.id], (ENTITY.id,)),
    ],
)
def test_what_was_read_for_a_merged_label_counts_for_the_other(
    project: Project, article: Article, ada: Annotator, before: list[str], after: tuple[str, ...]
) -> None:
    project.apply(set_read_for(article.id, ada.id, before, "read"), ada.id)
    project.apply(merge_labels(CLAIM, QUOTE))
    assert project.reading(article.id, ada.id).read_for == after
    assert not project.faults()
    project.undo("")
    assert project.reading(article.id, ada.id).read_for == tuple(before)


def test_a_label_without_spans_leaves_no_trace_in_readings(
    project: Project, article: Article, ada: Annotator
) -> None:
    project.apply(set_read_for(article.id, ada.id, [CLAIM.id, QUOTE.id], "read"), ada.id)
    scheme = project.scheme()
    kinds = tuple(kind for kind in scheme.relations if kind.source != CLAIM.name)
    project.apply(save_scheme(replace(scheme, labels=(QUOTE, ENTITY), relations=kinds)))
    assert project.reading(article.id, ada.id).read_for == (QUOTE.id,)
    assert not project.faults()


def test_a_kind_of_link_in_use_is_not_dropped(
    project: Project, article: Article, ada: Annotator
) -> None:
    quote = new_span(article.id, ada.id, QUOTE, [(1, 8)])
    entity = new_span(article.id, ada.id, ENTITY, [(15, 18)])
    project.apply(add_spans([quote, entity], "add"), ada.id)
    project.apply(link(SAID_BY, quote, entity), ada.id)
    without = replace(project.scheme(), relations=project.scheme().relations[1:])
    with pytest.raises(EditRefused, match=r"“said by”.* 1 such links"):
        project.apply(save_scheme(without))
    project.undo(ada.id)
    project.apply(save_scheme(without))
    assert [kind.name for kind in project.scheme().relations] == ["about"]


def test_two_spans_are_not_changed_into_one_and_the_same(
    project: Project, article: Article, ada: Annotator
) -> None:
    spans = [new_span(article.id, ada.id, QUOTE, [(at, at + 2)]) for at in (0, 5)]
    project.apply(add_spans(spans, "add"), ada.id)
    alike = [replace(span, fragments=(Fragment(10, 12),)) for span in spans]
    with pytest.raises(EditRefused, match="already"):
        project.apply(change_spans(alike, "move"), ada.id)
