"""What becomes of suggestions that are accepted, edited, rejected, skipped and reopened."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.edits.schemes import merge_labels, retire_label, save_scheme
from annotator.edits.spans import (
    add_span,
    change_spans,
    merge_spans,
    new_span,
    relabel_span,
    remove_spans,
    resize_span,
    set_attribute,
)
from annotator.edits.suggestions import accept, accept_edited, answer, reopen
from annotator.errors import EditRefused
from annotator.model.identity import new_id
from annotator.model.people import Annotator
from annotator.model.reading import Status
from annotator.model.span import AttributeValue, Fragment, Origin, Span
from annotator.model.story import Article
from annotator.model.suggestion import Source, Suggestion, Verdict
from annotator.project import Project
from tests.annotator.proposals import (
    CONFLICT,
    FULL_ENTITY,
    FULL_QUOTE,
    FULL_SCHEME,
    SAID_BY,
    SPOKE,
    a_name,
    a_quote,
    part,
)
from tests.annotator.samples import CLAIM, add_article


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "p.annotator", FULL_SCHEME) as project:
        yield project
        assert project.faults() == ()


@pytest.fixture
def quote(project: Project, article: Article) -> Suggestion:
    one = a_quote(article)
    project.keep_suggestions(Source.QUOTES, [article.id], [one])
    return one


@pytest.fixture
def name(project: Project, article: Article) -> Suggestion:
    one = a_name(article)
    project.keep_suggestions(Source.ENTITIES, [article.id], [one])
    return one


def marked(project: Project, article: Article, ada: Annotator, label: str) -> Span:
    (span,) = [s for s in project.spans(article.id, ada.id) if s.label_id == label]
    return span


def verdict(project: Project, ada: Annotator, one: Suggestion) -> Verdict | None:
    given = project.answers(ada.id).get(one.id)
    return given.verdict if given else None


def test_an_accepted_quotation_brings_its_speaker_and_the_link(
    project: Project, article: Article, ada: Annotator, quote: Suggestion
) -> None:
    changes = project.apply(accept([quote], FULL_SCHEME, ada.id, seconds=2.5), ada.id)
    said = marked(project, article, ada, FULL_QUOTE.id)
    speaker = marked(project, article, ada, FULL_ENTITY.id)
    assert (said.fragments, said.origin) == (quote.fragments, Origin.SUGGESTION)
    assert (said.score, said.source) == (0.9, "quotes 1")
    assert said.attributes == (
        AttributeValue("kind", "whole"),
        AttributeValue("speaker type", "named person"),
    )
    assert speaker.fragments == (quote.speaker,)
    assert speaker.attributes == (AttributeValue("type", "PERSON"), AttributeValue("form", "name"))
    (link,) = project.relations([said.id])
    assert (link.kind, link.head_id, link.child_id) == ("said by", said.id, speaker.id)
    (given,) = project.answers(ada.id, article.id).values()
    assert (given.verdict, given.span_id, given.seconds) == (Verdict.ACCEPTED, said.id, 2.5)
    assert not given.bulk
    assert given.answered_at
    assert changes.suggestions == {article.id}
    assert changes.spans_in(article.id) == {said.id, speaker.id}
    assert project.reading(article.id, ada.id).status is Status.IN_PROGRESS


def test_undo_brings_the_suggestion_back_to_pending_and_redo_takes_it(
    project: Project, article: Article, ada: Annotator, quote: Suggestion, name: Suggestion
) -> None:
    project.apply(accept([quote, name], FULL_SCHEME, ada.id), ada.id)
    changes = project.undo(ada.id)
    assert changes is not None
    assert changes.suggestions == {article.id}
    assert len(changes.groups) == 1
    assert project.answers(ada.id) == {}
    assert project.spans(article.id, ada.id) == ()
    assert project.groups(article.story_id, ada.id) == ()
    project.redo(ada.id)
    assert {a.verdict for a in project.answers(ada.id).values()} == {Verdict.ACCEPTED}
    assert len(project.spans(article.id, ada.id)) == 2


def test_the_speaker_that_is_suggested_as_a_name_too_is_one_span_with_the_names_answers(
    project: Project, article: Article, ada: Annotator, quote: Suggestion, name: Suggestion
) -> None:
    project.apply(accept([quote, name], FULL_SCHEME, ada.id), ada.id)
    speaker = marked(project, article, ada, FULL_ENTITY.id)
    assert speaker.source == name.maker
    assert project.answers(ada.id)[name.id].span_id == speaker.id
    assert project.relations([speaker.id])[0].child_id == speaker.id


def test_a_span_that_stands_there_is_taken_not_doubled(
    project: Project, article: Article, ada: Annotator, quote: Suggestion
) -> None:
    mine = new_span(article.id, ada.id, FULL_QUOTE, quote.fragments)
    speaker = new_span(article.id, ada.id, FULL_ENTITY, [part(SPOKE)])
    project.apply(add_span(mine, FULL_QUOTE), ada.id)
    project.apply(add_span(speaker, FULL_ENTITY), ada.id)
    project.apply(accept([quote], FULL_SCHEME, ada.id), ada.id)
    assert set(project.spans(article.id, ada.id)) == {mine, speaker}
    assert project.answers(ada.id)[quote.id].span_id == mine.id
    assert [r.child_id for r in project.relations([mine.id])] == [speaker.id]


def test_a_link_to_somebody_else_is_kept(
    project: Project, article: Article, ada: Annotator, quote: Suggestion
) -> None:
    from annotator.edits.relations import link

    mine = new_span(article.id, ada.id, FULL_QUOTE, quote.fragments)
    rival = new_span(article.id, ada.id, FULL_ENTITY, [part("Her rival")])
    project.apply(add_span(mine, FULL_QUOTE), ada.id)
    project.apply(add_span(rival, FULL_ENTITY), ada.id)
    project.apply(link(SAID_BY, mine, rival), ada.id)
    project.apply(accept([quote], FULL_SCHEME, ada.id), ada.id)
    assert [r.child_id for r in project.relations([mine.id])] == [rival.id]


def test_a_scheme_without_the_link_takes_the_quotation_alone(
    project: Project, article: Article, ada: Annotator, quote: Suggestion
) -> None:
    project.apply(save_scheme(replace(FULL_SCHEME, relations=())), ada.id)
    project.apply(accept([quote], project.scheme(), ada.id), ada.id)
    (only,) = project.spans(article.id, ada.id)
    assert only.label_id == FULL_QUOTE.id


def test_names_of_one_thing_come_into_one_group_of_the_story(
    project: Project, article: Article, ada: Annotator, name: Suggestion
) -> None:
    rival = a_name(article, "Her rival")
    project.keep_suggestions(Source.ENTITIES, [article.id], [name, rival])
    project.apply(accept([name], FULL_SCHEME, ada.id), ada.id)
    changes = project.apply(accept([rival], FULL_SCHEME, ada.id), ada.id)
    (group,) = project.groups(article.story_id, ada.id)
    assert changes.groups == {group.id}
    assert (group.kind, group.name) == ("same as", "Ada Lovelace")
    spans = project.spans(article.id, ada.id)
    assert group.span_ids == tuple(span.id for span in spans)
    assert project.groups_of([spans[0].id]) == (group,)
    project.undo(ada.id)
    assert len(project.groups(article.story_id, ada.id)[0].members) == 1


def test_a_span_that_is_in_a_group_of_the_kind_stays_there(
    project: Project, article: Article, ada: Annotator, name: Suggestion
) -> None:
    project.apply(accept([replace(name, group="Countess")], FULL_SCHEME, ada.id), ada.id)
    twin = replace(name, id=new_id(), source=Source.REPEATS, group="Lovelace")
    project.keep_suggestions(Source.REPEATS, [article.id], [twin])
    project.apply(accept([twin], FULL_SCHEME, ada.id), ada.id)
    assert [g.name for g in project.groups(article.story_id, ada.id)] == ["Countess"]
    assert len({a.span_id for a in project.answers(ada.id).values()}) == 1


def test_values_the_label_does_not_know_are_left_out_and_changed_ones_are_taken(
    project: Project, article: Article, ada: Annotator, name: Suggestion
) -> None:
    told = (AttributeValue("type", "VEGETABLE"), AttributeValue("form", "description"))
    project.apply(accept([replace(name, attributes=told)], FULL_SCHEME, ada.id), ada.id)
    span = marked(project, article, ada, FULL_ENTITY.id)
    assert span.attributes == (AttributeValue("type", "ORG"), AttributeValue("form", "description"))


def test_other_edges_are_an_edited_acceptance(
    project: Project, article: Article, ada: Annotator, quote: Suggestion
) -> None:
    project.apply(accept_edited(quote, [(1, 5), (5, 8)], FULL_SCHEME, ada.id, seconds=3), ada.id)
    said = marked(project, article, ada, FULL_QUOTE.id)
    assert (said.fragments, said.origin) == ((Fragment(1, 8),), Origin.EDITED)
    given = project.answers(ada.id)[quote.id]
    assert (given.verdict, given.seconds) == (Verdict.EDITED, 3)
    with pytest.raises(EditRefused, match="accepted already"):
        project.apply(accept_edited(quote, [(0, 5)], FULL_SCHEME, ada.id), ada.id)


def test_edges_that_are_the_suggested_ones_are_no_edit(
    project: Project, article: Article, ada: Annotator, quote: Suggestion
) -> None:
    project.apply(accept_edited(quote, quote.fragments, FULL_SCHEME, ada.id), ada.id)
    assert verdict(project, ada, quote) is Verdict.ACCEPTED
    assert marked(project, article, ada, FULL_QUOTE.id).origin is Origin.SUGGESTION


def test_an_edit_outside_the_text_leaves_nothing(
    project: Project, article: Article, ada: Annotator, quote: Suggestion
) -> None:
    with pytest.raises(EditRefused, match="outside"):
        project.apply(accept_edited(quote, [(0, 10_000)], FULL_SCHEME, ada.id), ada.id)
    assert project.answers(ada.id) == {}
    assert project.spans(article.id, ada.id) == ()


def test_bulk_is_marked_in_span_and_answer(
    project: Project, article: Article, ada: Annotator, quote: Suggestion, name: Suggestion
) -> None:
    edit = accept([quote, name], FULL_SCHEME, ada.id, seconds=9, bulk=True, name="accept all")
    assert project.apply(edit, ada.id).name == "accept all"
    assert {span.source for span in project.spans(article.id, ada.id)} == {
        "quotes 1, in bulk",
        "entities 1, small 3.8.0, in bulk",
    }
    for given in project.answers(ada.id).values():
        assert (given.bulk, given.seconds) == (True, 0)
    assert project.answer_counts() == {
        (ada.id, Source.QUOTES, Verdict.ACCEPTED, True): 1,
        (ada.id, Source.ENTITIES, Verdict.ACCEPTED, True): 1,
    }


def test_every_annotator_answers_for_themselves(
    project: Project, article: Article, ada: Annotator, quote: Suggestion
) -> None:
    bob = Annotator(new_id(), "Bob")
    project.add_annotator(bob)
    project.apply(accept([quote], FULL_SCHEME, ada.id), ada.id)
    project.apply(answer([quote], Verdict.REJECTED, bob.id), bob.id)
    assert verdict(project, ada, quote) is Verdict.ACCEPTED
    assert verdict(project, bob, quote) is Verdict.REJECTED
    assert project.spans(article.id, bob.id) == ()


def test_what_was_skipped_or_rejected_may_be_accepted(
    project: Project, ada: Annotator, quote: Suggestion
) -> None:
    for given in (Verdict.SKIPPED, Verdict.REJECTED):
        project.apply(answer([quote], given, ada.id, seconds=1), ada.id)
        assert verdict(project, ada, quote) is given
    assert project.apply(answer([quote], Verdict.REJECTED, ada.id), ada.id).nothing
    project.apply(accept([quote], FULL_SCHEME, ada.id), ada.id)
    assert verdict(project, ada, quote) is Verdict.ACCEPTED
    project.undo(ada.id)
    assert verdict(project, ada, quote) is Verdict.REJECTED


def test_what_was_accepted_is_not_rejected_before_it_is_reopened(
    project: Project, article: Article, ada: Annotator, quote: Suggestion, name: Suggestion
) -> None:
    project.apply(accept([quote], FULL_SCHEME, ada.id), ada.id)
    with pytest.raises(EditRefused, match="Reopen it first"):
        project.apply(answer([quote, name], Verdict.REJECTED, ada.id), ada.id)
    project.apply(answer([quote, name], Verdict.REJECTED, ada.id, bulk=True), ada.id)
    assert verdict(project, ada, quote) is Verdict.ACCEPTED
    assert verdict(project, ada, name) is Verdict.REJECTED
    project.apply(reopen([quote.id], ada.id), ada.id)
    assert verdict(project, ada, quote) is None
    assert [s.label_id for s in project.spans(article.id, ada.id)] == [FULL_ENTITY.id]
    project.apply(answer([quote], Verdict.REJECTED, ada.id), ada.id)
    assert verdict(project, ada, quote) is Verdict.REJECTED


def test_bulk_rejection_begins_no_reading(
    project: Project, article: Article, ada: Annotator, quote: Suggestion
) -> None:
    project.apply(answer([quote], Verdict.SKIPPED, ada.id, bulk=True), ada.id)
    assert project.reading(article.id, ada.id).status is Status.NEW
    project.apply(answer([quote], Verdict.REJECTED, ada.id), ada.id)
    assert project.reading(article.id, ada.id).status is Status.IN_PROGRESS


def test_reopening_keeps_a_span_that_stood_before_or_that_another_answer_needs(
    project: Project, article: Article, ada: Annotator, quote: Suggestion, name: Suggestion
) -> None:
    mine = new_span(article.id, ada.id, FULL_QUOTE, quote.fragments)
    project.apply(add_span(mine, FULL_QUOTE), ada.id)
    twin = replace(name, id=new_id(), source=Source.REPEATS)
    project.keep_suggestions(Source.REPEATS, [article.id], [twin])
    project.apply(accept([quote, name, twin], FULL_SCHEME, ada.id), ada.id)
    project.apply(reopen([quote.id, name.id], ada.id), ada.id)
    assert {s.label_id for s in project.spans(article.id, ada.id)} == {
        FULL_QUOTE.id,
        FULL_ENTITY.id,
    }
    assert list(project.answers(ada.id)) == [twin.id]


def test_deleting_a_span_rejects_its_suggestion_and_undo_accepts_it_again(
    project: Project, article: Article, ada: Annotator, name: Suggestion
) -> None:
    project.apply(accept([name], FULL_SCHEME, ada.id, bulk=True), ada.id)
    span = marked(project, article, ada, FULL_ENTITY.id)
    changes = project.apply(remove_spans([span.id]), ada.id)
    given = project.answers(ada.id)[name.id]
    assert (given.verdict, given.span_id, given.bulk) == (Verdict.REJECTED, "", False)
    assert changes.suggestions == {article.id}
    assert len(changes.groups) == 1
    assert project.groups(article.story_id, ada.id) == ()
    project.undo(ada.id)
    assert verdict(project, ada, name) is Verdict.ACCEPTED
    assert project.groups(article.story_id, ada.id)[0].span_ids == (span.id,)


def test_other_edges_or_another_label_later_make_the_answer_an_edited_one(
    project: Project, article: Article, ada: Annotator, quote: Suggestion, name: Suggestion
) -> None:
    project.apply(accept([quote, name], FULL_SCHEME, ada.id, bulk=True), ada.id)
    span = marked(project, article, ada, FULL_ENTITY.id)
    project.apply(set_attribute(span, "type", ["ORG"]), ada.id)
    assert verdict(project, ada, name) is Verdict.ACCEPTED
    said = marked(project, article, ada, FULL_QUOTE.id)
    project.apply(resize_span(said, [(0, 4)]), ada.id)
    assert verdict(project, ada, quote) is Verdict.EDITED
    assert marked(project, article, ada, FULL_QUOTE.id).origin is Origin.EDITED
    span = marked(project, article, ada, FULL_ENTITY.id)
    with pytest.raises(EditRefused, match="said by"):
        project.apply(relabel_span(span, CLAIM), ada.id)
    project.apply(remove_spans([said.id]), ada.id)
    with pytest.raises(EditRefused, match="holds no claim"):
        project.apply(relabel_span(span, CLAIM), ada.id)
    moved = replace(span, label_id=FULL_QUOTE.id)
    project.apply(change_spans([moved], "straight"), ada.id)
    assert verdict(project, ada, name) is Verdict.EDITED


def test_spans_made_one_take_answers_and_groups_along(
    project: Project, article: Article, ada: Annotator, name: Suggestion
) -> None:
    rival = a_name(article, "Her rival", group="the rival")
    project.keep_suggestions(Source.ENTITIES, [article.id], [name, rival])
    project.apply(accept([name, rival], FULL_SCHEME, ada.id), ada.id)
    spans = project.spans(article.id, ada.id)
    project.apply(merge_spans(spans), ada.id)
    (one,) = project.spans(article.id, ada.id)
    for given in project.answers(ada.id).values():
        assert (given.span_id, given.verdict) == (one.id, Verdict.EDITED)
    assert [g.span_ids for g in project.groups(article.story_id, ada.id)] == [(one.id,)] * 2


def test_merging_labels_moves_answers_and_memberships_to_the_span_that_is_kept(
    project: Project, article: Article, ada: Annotator, quote: Suggestion
) -> None:
    from annotator.edits.groups import make_group, new_group
    from annotator.model.group import Member

    alone = replace(quote, speaker=None)
    project.apply(accept([alone], FULL_SCHEME, ada.id), ada.id)
    said = marked(project, article, ada, FULL_QUOTE.id)
    group = new_group(CONFLICT, "who won", article.story_id, ada.id, [Member(article.id, said.id)])
    project.apply(make_group(group), ada.id)
    claim = new_span(article.id, ada.id, CLAIM, said.fragments)
    project.apply(add_span(claim, CLAIM), ada.id)
    project.apply(merge_labels(FULL_QUOTE, CLAIM), ada.id)
    (kept,) = project.spans(article.id, ada.id)
    assert kept.id == claim.id
    assert project.answers(ada.id)[quote.id].span_id == claim.id
    assert project.groups(article.story_id, ada.id)[0].span_ids == (claim.id,)
    project.undo(ada.id)
    assert project.answers(ada.id)[quote.id].span_id == said.id


def test_a_label_that_is_gone_or_retired_is_not_accepted(
    project: Project, ada: Annotator, article: Article, name: Suggestion
) -> None:
    project.apply(retire_label(FULL_ENTITY), ada.id)
    assert project.suggestions(article.id, ada.id) == ()
    with pytest.raises(EditRefused, match="not in use any more"):
        project.apply(accept([name], FULL_SCHEME, ada.id), ada.id)


def test_a_suggestion_that_was_made_anew_meanwhile_is_refused_in_a_sentence(
    project: Project, ada: Annotator, article: Article, name: Suggestion
) -> None:
    project.keep_suggestions(Source.ENTITIES, [article.id], [])
    for edit in (accept([name], FULL_SCHEME, ada.id), answer([name], Verdict.SKIPPED, ada.id)):
        with pytest.raises(EditRefused, match="not there any more"):
            project.apply(edit, ada.id)


def test_accepting_again_changes_nothing(
    project: Project, ada: Annotator, name: Suggestion
) -> None:
    project.apply(accept([name, name], FULL_SCHEME, ada.id), ada.id)
    assert project.apply(accept([name], FULL_SCHEME, ada.id), ada.id).nothing


def test_only_rejecting_and_skipping_go_without_a_span(name: Suggestion) -> None:
    with pytest.raises(ValueError, match="accepted"):
        answer([name], Verdict.ACCEPTED, "ada")


def test_ten_thousand_at_once_are_one_step(
    project: Project, ada: Annotator, name: Suggestion
) -> None:
    text = "Ada won. " * 10_000
    long = add_article(project, text, "long.txt")
    many = [
        replace(name, id=new_id(), article_id=long.id, fragments=(Fragment(n * 9, n * 9 + 3),))
        for n in range(10_000)
    ]
    project.keep_suggestions(Source.ENTITIES, [long.id], many)
    before = project.change_counter()
    project.apply(accept(many, FULL_SCHEME, ada.id, bulk=True), ada.id)
    assert project.change_counter() == before + 1
    assert project.span_counts(ada.id)[long.id] == 10_000
    assert len(project.groups(long.story_id, ada.id)[0].members) == 10_000
    project.undo(ada.id)
    assert project.answers(ada.id) == {}
