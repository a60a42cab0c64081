"""Nobody is offered what they have marked already."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.edits.spans import add_spans, new_span, remove_spans
from annotator.edits.suggestions import accept, answer
from annotator.model.identity import new_id
from annotator.model.people import Annotator
from annotator.model.scheme import Label
from annotator.model.span import AttributeValue, Fragment, Span
from annotator.model.story import Article
from annotator.model.suggestion import Source, Suggestion, Verdict
from annotator.project import Project
from annotator.suggesting.answered import answered
from tests.annotator.proposals import FULL_ENTITY, FULL_QUOTE, FULL_SCHEME, a_name, a_quote
from tests.annotator.samples import add_article
from tests.growth import STEEP, growth
from ui.article.offered import Offered


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "p.annotator", FULL_SCHEME) as project:
        for name in ("ada", "bob"):
            project.add_annotator(Annotator(name, name.title()))
        yield project


@pytest.fixture
def article(project: Project) -> Article:
    article = add_article(project)
    project.keep_suggestions(Source.QUOTES, [article.id], [a_quote(article)])
    project.keep_suggestions(Source.ENTITIES, [article.id], [a_name(article)])
    return article


def mark(
    project: Project,
    article: Article,
    label: Label,
    fragments: Sequence[tuple[int, int]],
    *,
    who: str = "ada",
) -> Span:
    span = new_span(article.id, who, label, fragments, [AttributeValue("type", "PERSON")])
    changes = project.apply(add_spans([span], "add"), who)
    assert changes.suggestions == {article.id}
    return span


def waiting(project: Project, article: Article, who: str = "ada") -> list[Suggestion]:
    """As every way of asking has it."""
    found = list(project.suggestions(article.id, who))
    slices = project.suggestion_slices(article.id, who, size=1)
    assert [one for some in slices for one in some] == found
    assert project.suggestion_counts(who).get(article.id, 0) == len(found)
    assert answered(project, who).totals[who].offered == len(found)
    offered = Offered.read(project, article.id, who)
    assert list(offered.all) == found
    return list(offered.pending)


def test_what_stands_there_already_is_not_offered_until_it_is_deleted(
    project: Project, article: Article
) -> None:
    quote, name = a_quote(article), a_name(article)
    span = mark(project, article, FULL_ENTITY, name.fragments)
    assert waiting(project, article) == [quote]
    assert project.covered_suggestions(article.id, "ada") == {name.id}
    assert waiting(project, article, "bob") == [quote, name]
    changes = project.apply(remove_spans([span.id]), "ada")
    assert changes.suggestions == {article.id}
    assert waiting(project, article) == [quote, name]
    undone = project.undo("ada")
    assert undone is not None
    assert undone.suggestions == {article.id}
    assert waiting(project, article) == [quote]


def test_other_words_and_other_labels_are_no_answer(project: Project, article: Article) -> None:
    name = a_name(article)
    near = new_span(article.id, "ada", FULL_ENTITY, [(name.start, name.end - 1)])
    other = new_span(article.id, "ada", FULL_QUOTE, name.fragments)
    assert not project.apply(add_spans([near, other], "add"), "ada").suggestions
    assert name in waiting(project, article)


def test_all_fragments_must_be_the_same(project: Project, article: Article) -> None:
    parted = replace(
        a_quote(article), id=new_id(), fragments=(Fragment(0, 3), Fragment(5, 8)), speaker=None
    )
    project.keep_suggestions(Source.QUOTES, [article.id], [parted])
    whole = new_span(article.id, "ada", FULL_QUOTE, [(0, 8)])
    project.apply(add_spans([whole], "add"), "ada")
    assert parted in waiting(project, article)
    mark(project, article, FULL_QUOTE, parted.fragments)
    assert parted not in waiting(project, article)


def test_answered_ones_stay_among_the_answered(project: Project, article: Article) -> None:
    name = a_name(article)
    project.apply(answer([name], Verdict.REJECTED, "ada"), "ada")
    span = mark(project, article, FULL_ENTITY, name.fragments)
    assert name in project.suggestions(article.id, "ada")
    assert project.covered_suggestions(article.id, "ada") == frozenset()
    project.apply(remove_spans([span.id]), "ada")
    assert waiting(project, article) == [a_quote(article)]


def test_what_an_answer_makes_is_not_asked_for(project: Project, article: Article) -> None:
    """The speaker of a quotation becomes a span: its name does not wait any more."""
    before = Offered.read(project, article.id, "ada")
    assert len(before.pending) == 2
    project.apply(accept([a_quote(article)], project.scheme(), "ada"), "ada")
    after = before.read_again(project, article.id, "ada")
    assert after.pending == ()
    assert [one.id for one in after.all] == [a_quote(article).id]
    project.undo("ada")
    again = after.read_again(project, article.id, "ada")
    assert list(again.pending) == [a_quote(article), a_name(article)]


def test_ten_thousand_are_asked_in_a_moment(project: Project) -> None:
    articles = {size: half_labelled(project, size) for size in (624, 9984)}
    counts = project.suggestion_counts("ada")
    assert {size: counts[articles[size]] for size in articles} == {624: 312, 9984: 4992}

    def asks(size: int) -> None:
        assert len(project.covered_suggestions(articles[size], "ada")) == size // 2

    assert growth(asks, 624) < STEEP


def half_labelled(project: Project, size: int) -> str:
    """An article with so many names offered, every other one labelled already; its ID."""
    article = add_article(project, "word " * size, f"{size}.txt")
    places = [Fragment(5 * i, 5 * i + 4) for i in range(size)]
    blank = replace(
        a_name(add_article(project, name=f"{size} b.txt")),
        article_id=article.id, group="", speaker=None,
    )  # fmt: skip
    some = [replace(blank, id=f"s{size}-{i}", fragments=(one,)) for i, one in enumerate(places)]
    project.keep_suggestions(Source.ENTITIES, [article.id], some)
    spans = [new_span(article.id, "ada", FULL_ENTITY, [one]) for one in places[::2]]
    project.apply(add_spans(spans, "add"), "ada")
    return article.id
