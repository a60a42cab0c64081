"""New rows are held back and written together; nobody who reads can tell."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from annotator.edits.edit import Edit
from annotator.errors import EditRefused
from annotator.model.identity import new_id
from annotator.model.people import Annotator
from annotator.model.span import Fragment, Span
from annotator.model.story import Article, Story
from annotator.project import Project
from annotator.store.touches import MANY, MANY_IN_ALL
from annotator.store.work import Work
from tests.annotator.samples import CLAIM, QUOTE, article_for


def span(article: Article, person: Annotator, start: int, span_id: str = "") -> Span:
    return Span(
        id=span_id or new_id(),
        article_id=article.id,
        annotator_id=person.id,
        label_id=CLAIM.id,
        fragments=(Fragment(start, start + 1),),
    )


def parts(project: Project) -> list[tuple[str, str]]:
    query = "SELECT kind, action FROM step_part WHERE step_id = (SELECT max(id) FROM step)"
    rows = project._database.connection.exec_driver_sql(f"{query} ORDER BY position")
    return [(row[0], row[1]) for row in rows]


def test_what_was_put_can_be_read_in_the_same_step(project, article, ada):
    one, two = span(article, ada, 0), span(article, ada, 3)
    seen = []

    def do(work: Work) -> None:
        work.spans.put([one], new=True)
        seen.append(work.spans.of(article.id, ada.id))
        work.spans.put([two], new=True)
        seen.append(work.spans.get([two.id]))
        seen.append(work.spans.holders([one.id, two.id, "no"]))

    project.apply(Edit("add", do), ada.id)
    both = {one.id: (article.id, ada.id), two.id: (article.id, ada.id)}
    assert seen == [(one,), (two,), both]


@pytest.mark.parametrize("last", ["put", "change", "remove"])
def test_a_row_written_twice_in_one_step(project, article, ada, last):
    one = span(article, ada, 0)
    other = replace(one, label_id=QUOTE.id)
    then: dict[str, Callable[[Work], None]] = {
        "put": lambda work: None,
        "change": lambda work: work.spans.put([other]),
        "remove": lambda work: work.spans.remove([one.id]),
    }
    after = {"put": (one,), "change": (other,), "remove": ()}[last]

    def do(work: Work) -> None:
        work.spans.put([one], new=True)
        then[last](work)

    project.apply(Edit("twice", do), ada.id)
    assert project.spans(article.id, ada.id) == after
    for _ in range(2):
        project.undo(ada.id)
        assert project.spans(article.id, ada.id) == ()
        project.redo(ada.id)
        assert project.spans(article.id, ada.id) == after


def test_the_order_of_the_writes_does_not_matter(project):
    story, person = Story(new_id(), "s", 1), Annotator(new_id(), "Bob")
    article = article_for(story, "text", "t.txt")
    mark = span(article, person, 0)

    def do(work: Work) -> None:
        work.spans.put([mark], new=True)
        work.people.put([person], new=True)
        work.articles.add(article, "text")
        work.stories.put([story], new=True)

    project.apply(Edit("backwards", do))
    assert project.spans(article.id, person.id) == (mark,)
    assert project.faults() == ()
    project.undo("")
    assert project.stories() == ()


def test_rows_of_one_table_are_one_part(project, article, ada):
    def do(work: Work) -> None:
        for start in range(20):
            work.spans.put([span(article, ada, start)], new=True)
            work.facts.put(f"setting.{start}", "x") if start == 9 else None

    project.apply(Edit("many", do), ada.id)
    assert parts(project) == [("span", "insert"), ("fact", "insert"), ("span", "insert")]


def test_nothing_of_a_step_that_fails_is_kept(project, article, ada):
    steps = project.change_counter()

    def do(work: Work) -> None:
        work.spans.put([span(article, ada, 0)], new=True)
        raise EditRefused("No.")

    with pytest.raises(EditRefused):
        project.apply(Edit("fails", do), ada.id)
    assert project.spans(article.id, ada.id) == ()
    assert project.change_counter() == steps
    project.apply(Edit("goes on", lambda w: w.spans.put([span(article, ada, 0)])), ada.id)
    assert len(project.spans(article.id, ada.id)) == 1


def test_a_bulk_step_names_no_more_spans_than_a_view_can_use(project, article, ada):
    other = []

    def do(work: Work) -> None:
        work.spans.put([span(article, ada, n) for n in range(MANY + 1)], new=True)

    assert project.apply(Edit("many", do), ada.id).spans_in(article.id) is None

    def do_all(work: Work) -> None:
        story = work.stories.all()[0]
        for number in range(MANY_IN_ALL // 1000 + 1):
            one = article_for(story, f"{number}", f"{number}.txt")
            work.articles.add(one, f"{number}")
            work.spans.put([span(one, ada, n) for n in range(1000)], new=True)
            other.append(one)

    changes = project.apply(Edit("all", do_all), ada.id)
    first, last = changes.spans_in(other[0].id), changes.spans_in(other[-1].id)
    assert first is not None
    assert len(first) == 1000
    assert last is None


def test_the_beginning_is_no_step(project):
    assert project.history() == ()
    assert project.undo(None) is None
    assert project.id
    assert project.scheme().labels
