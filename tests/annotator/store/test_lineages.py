"""Every reading has a lineage: one head for each time that something was done to it."""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.edits.edit import Edit, together
from annotator.edits.groups import (
    add_members,
    make_group,
    new_group,
    remove_group,
    rename_group,
)
from annotator.edits.people import rename_annotator
from annotator.edits.questions import answer_question, ask, new_question, take_back_question
from annotator.edits.readings import set_article_note, set_status
from annotator.edits.relations import link, unlink
from annotator.edits.schemes import merge_labels, rename_attribute
from annotator.edits.spans import add_spans, new_span, remove_spans, resize_span, set_note
from annotator.edits.stories import rename_story
from annotator.edits.suggestions import accept, answer, reopen
from annotator.errors import EditRefused
from annotator.model.group import Member
from annotator.model.identity import new_id
from annotator.model.lineage import Descent, descent
from annotator.model.people import Annotator
from annotator.model.reading import Attention, Status
from annotator.model.story import Article, Story
from annotator.model.suggestion import Source, Verdict
from annotator.project import Project
from annotator.store.work import Work
from tests.annotator.proposals import CONFLICT, FULL_SCHEME, a_name, a_quote
from tests.annotator.samples import CLAIM, ENTITY, QUOTE, SAID_BY, TEXT, article_for

ADA, BOB = Annotator("ada", "Ada"), Annotator("bob", "Bob")
Dice = Callable[[int], int]
Whose = tuple[str, str]
There = tuple[dict[Whose, object], dict[Whose, tuple[str, ...]]]


def a_project(path: Path) -> Project:
    """Two articles of one story, two annotators, two suggestions."""
    project = Project.create(path, FULL_SCHEME)
    story = Story(new_id(), "story", 1)
    articles = [article_for(story, TEXT, "a.txt", 1), article_for(story, TEXT + "more", "b.txt", 2)]

    def do(work: Work) -> None:
        work.people.put([ADA, BOB])
        work.stories.put([story])
        work.articles.add(articles[0], TEXT)
        work.articles.add(articles[1], TEXT + "more")

    project.apply(Edit("begin", do))
    project.keep_suggestions(Source.QUOTES, [articles[0].id], [a_quote(articles[0])])
    project.keep_suggestions(Source.ENTITIES, [articles[0].id], [a_name(articles[0])])
    return project


def contents(project: Project) -> dict[Whose, object]:
    """What each annotator did in each article, by the reading that it belongs to."""
    found: dict[Whose, object] = {}
    for person in (ADA, BOB):
        ids = [article.id for article in project.articles()]
        for one in project.whole_readings(person.id, ids):
            found[one.article_id, one.annotator_id] = one
    return found


def heads(project: Project) -> dict[Whose, tuple[str, ...]]:
    return {whose: one.heads for whose, one in project.lineages().items()}


def an_edit(project: Project, who: Annotator, number: int, dice: Dice) -> Edit:
    """One of the edits, on something that is there."""
    article = project.articles()[dice(2)]
    spans = project.spans(article.id, who.id)
    start = dice(len(TEXT) - 8)
    label = (CLAIM, QUOTE, ENTITY)[dice(3)]
    fresh = new_span(article.id, who.id, label, [(start, start + 3)])
    if not spans:
        return add_spans([fresh], "add")
    span = spans[dice(len(spans))]
    other = new_span(article.id, who.id, ENTITY, [(start + 1, start + 8)])
    groups = project.groups(article.story_id, who.id)
    questions = project.questions(annotator_id=who.id)
    offered = project.suggestions(article.id, who.id)
    choices: list[Callable[[], Edit]] = [
        lambda: add_spans([fresh, other], "add"),
        lambda: resize_span(span, [(start, start + 4)]),
        lambda: remove_spans([span.id]),
        lambda: set_note(span, f"note {start}"),
        lambda: link(SAID_BY, span, spans[-1]),
        lambda: unlink([one.id for one in project.relations([span.id])]),
        lambda: set_status(article.id, who.id, list(Status)[dice(4)]),
        lambda: set_article_note(article.id, who.id, f"note {start}"),
        lambda: make_group(
            new_group(CONFLICT, "g", article.story_id, who.id, [Member(article.id, span.id)])
        ),
        lambda: add_members(groups[0], [Member(article.id)]),
        lambda: rename_group(groups[0], f"group {start}"),
        lambda: remove_group(groups[0]),
        lambda: ask(new_question(article.id, who.id, f"why {start}?", span.id)),
        lambda: ask(new_question(article.id, who.id, f"what {start}?")),
        lambda: take_back_question(questions[0].id),
        lambda: accept(offered, project.scheme(), who.id),
        lambda: answer(offered, Verdict.REJECTED, who.id),
        lambda: reopen([one.id for one in offered], who.id),
        lambda: together("two", set_note(span, "both"), set_article_note(article.id, who.id, "b")),
    ]
    return choices[number % len(choices)]()


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """That project, to copy."""
    path = tmp_path_factory.mktemp("begun") / "p.annotator"
    a_project(path).close()
    return path


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    steps=st.lists(st.tuples(st.integers(0, 22), st.booleans()), min_size=1, max_size=16),
    random=st.randoms(use_true_random=False),
)
def test_each_step_adds_one_head_to_each_reading_that_it_changes(
    begun: Path, steps: list[tuple[int, bool]], random: object
) -> None:
    dice: Dice = random.randrange  # type: ignore[attr-defined]
    with tempfile.TemporaryDirectory() as folder:
        path, copy = Path(folder) / "p.annotator", Path(folder) / "copy.annotator"
        shutil.copyfile(begun, path)
        with Project.open(path) as project:
            there = contents(project), heads(project)
            for number, first in steps[: len(steps) // 2]:
                there = one_step(project, ADA if first else BOB, number, dice, there)
        shutil.copyfile(path, copy)
        with Project.open(path) as project:
            assert (contents(project), heads(project)) == there
            for number, first in steps[len(steps) // 2 :]:
                there = one_step(project, ADA if first else BOB, number, dice, there)
            with Project.open(copy, read_only=True) as earlier:
                for whose, lineage in earlier.lineages().items():
                    now = project.lineage(*whose)
                    assert now.heads[: len(lineage.heads)] == lineage.heads
                    assert descent(lineage.heads, now.heads) in (Descent.SAME, Descent.NEWER)


def one_step(project: Project, who: Annotator, number: int, dice: Dice, there: There) -> There:
    """Does, undoes or redoes something, and looks at what became of the lineages.

    `there`: what was there before; what is there afterwards.
    """
    before, was = there
    try:
        if number >= 21:
            done = project.undo(who.id)
        elif number >= 19:
            done = project.redo(who.id)
        else:
            done = project.apply(an_edit(project, who, number, dice), who.id)
    except (EditRefused, IndexError):
        done = None
    after, now = contents(project), heads(project)
    if done is None or done.nothing:
        assert (after, now) == (before, was)
        return there
    changed = {whose for whose in after if after[whose] != before[whose]}
    grown = {whose for whose, some in now.items() if some != was.get(whose)}
    assert changed <= grown
    for whose in grown:
        assert whose[1] == who.id
        earlier = was.get(whose, ())
        assert now[whose][:-1] == earlier
    assert project.faults() == ()
    return after, now


def test_what_is_no_work_on_a_reading_adds_no_head(tmp_path: Path) -> None:
    with a_project(tmp_path / "p.annotator") as project:
        article = project.articles()[0]
        spans = [new_span(article.id, ADA.id, one, [(0, 4)]) for one in (CLAIM, QUOTE)]
        project.apply(add_spans(spans, "add"), ADA.id)
        question = new_question(article.id, ADA.id, "a claim?", spans[0].id)
        project.apply(ask(question), ADA.id)
        was = heads(project)
        assert len(was[article.id, ADA.id]) == 2
        by_the_lead = [
            merge_labels(CLAIM, QUOTE),
            rename_attribute(QUOTE, "kind", "sort"),
            answer_question(question.id, "yes", BOB.id),
            rename_story(project.stories()[0], "another"),
            rename_annotator(BOB, "Rob"),
        ]
        for edit in by_the_lead:
            project.apply(edit, BOB.id)
        project.attend([Attention(article.id, ADA.id, 10)])
        assert heads(project) == was
        for _ in by_the_lead:
            assert project.undo(BOB.id) is not None
        assert heads(project) == was
        for _ in by_the_lead:
            assert project.redo(BOB.id) is not None
        assert heads(project) == was
        assert project.faults() == ()


def test_very_many_spans_at_once_add_one_head(tmp_path: Path) -> None:
    with a_project(tmp_path / "p.annotator") as project:
        first, second = project.articles()

        def spans(article: Article) -> list[object]:
            return [
                new_span(article.id, ADA.id, CLAIM, [(at % 50, at % 50 + 1 + at // 50)])
                for at in range(30_000)
            ]

        def do(work: Work) -> None:
            work.spans.put(spans(first), new=True)  # type: ignore[arg-type]

        project.apply(Edit("import", do), ADA.id)
        assert [len(some) for some in heads(project).values()] == [1]
        project.undo(ADA.id)
        assert [len(some) for some in heads(project).values()] == [2]
        assert project.lineage(second.id, ADA.id).heads == ()


def test_heads_that_were_taken_over_go_with_their_step(tmp_path: Path) -> None:
    with a_project(tmp_path / "p.annotator") as project:
        article = project.articles()[0]
        whose = (article.id, ADA.id)
        span = new_span(*whose, CLAIM, [(0, 4)])
        project.apply(add_spans([span], "add"), ADA.id)
        (own,) = heads(project)[whose]

        def take_over(work: Work) -> None:
            work.spans.put([new_span(*whose, QUOTE, [(0, 4)])], new=True)
            work.lineages.append(*whose, [own, "one", "two"])

        project.apply(Edit("take back", take_over), BOB.id)
        assert heads(project)[whose] == (own, "one", "two")
        project.undo(BOB.id)
        assert heads(project)[whose] == (own,)
        project.redo(BOB.id)
        assert heads(project)[whose] == (own, "one", "two")
        project.apply(set_note(span, "since"), ADA.id)
        project.undo(BOB.id)
        after = heads(project)[whose]
        assert (len(after), after[0]) == (3, own)
        assert "one" not in after
        assert "two" not in after

        def replace_all(work: Work) -> None:
            work.lineages.replace(*whose, [own, "three"])

        project.apply(Edit("take back", replace_all), BOB.id)
        assert heads(project)[whose] == (own, "three")
        project.undo(BOB.id)
        assert heads(project)[whose] == after
        assert project.faults() == ()
