"""Any sequence of answers, edits and fresh suggestions, undone, leaves the project as it was."""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.edits.edit import Edit
from annotator.edits.groups import (
    add_members,
    make_group,
    merge_groups,
    new_group,
    remove_group,
    remove_members,
    rename_group,
    set_stance,
)
from annotator.edits.offers import set_policy, set_stop_list
from annotator.edits.schemes import merge_labels, retire_label
from annotator.edits.spans import merge_spans, relabel_span, remove_spans, resize_span
from annotator.edits.suggestions import accept, accept_edited, answer, reopen
from annotator.errors import EditRefused
from annotator.model.group import Member
from annotator.model.people import Annotator
from annotator.model.span import Fragment
from annotator.model.suggestion import Offer, Policy, Source, Suggestion, Verdict
from annotator.project import Project
from tests.annotator.proposals import CONFLICT, FULL_ENTITY, FULL_QUOTE, FULL_SCHEME, SAME_AS
from tests.annotator.samples import CLAIM, TEXT, add_article

ADA = Annotator("ada", "Ada")
Dice = Callable[[int], int]
"""A number below the given one."""

LABELS = (CLAIM, FULL_QUOTE, FULL_ENTITY)
UNKEPT = ("step", "step_part", "lineage", "sqlite_sequence", "suggestion", "parse")
"""What grows, and what no step writes."""


def rows(project: Project) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table that steps write, to the byte."""
    run = project._database.connection.exec_driver_sql
    names = [row[0] for row in run("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {
        name: sorted(map(tuple, run(f'SELECT * FROM "{name}"')), key=repr)
        for name in names
        if name not in UNKEPT
    }


def proposed(project: Project, dice: Dice) -> tuple[Source, str, list[Suggestion]]:
    """What a suggester might say of an article; the same places come again and again."""
    article = project.articles()[dice(2)]
    source = list(Source)[dice(4)]
    label = LABELS[dice(3)]

    def one() -> Suggestion:
        start = 4 * dice(6)
        return Suggestion(
            id=f"{source} {article.name} {label.name} {start}",
            article_id=article.id,
            source=source,
            label_id=label.id,
            fragments=(Fragment(start, start + 3),),
            score=0.5,
            reason="",
            speaker=Fragment(4 * dice(6), 27) if label is FULL_QUOTE and dice(2) else None,
            group=f"group {dice(2)}" if dice(2) else "",
            maker="m",
        )

    return source, article.id, [one() for _ in range(dice(6))]


def an_edit(project: Project, number: int, dice: Dice) -> Edit:
    """One of the edits, on something that is there."""
    article = project.articles()[dice(2)]
    offered = project.suggestions(article.id, ADA.id)
    some = [one for one in offered if dice(2)] or list(offered[:1])
    spans = project.spans(article.id, ADA.id)
    groups = project.groups(article.story_id, ADA.id)
    scheme = project.scheme()
    start = dice(20)
    if not spans or not offered:
        return accept(some, scheme, ADA.id, bulk=bool(dice(2)))
    span, second = spans[dice(len(spans))], spans[dice(len(spans))]
    kind = (SAME_AS, CONFLICT)[dice(2)]
    member = Member(article.id, (span.id, "")[dice(2)])
    fresh = new_group(kind, f"group {dice(2)}", article.story_id, ADA.id, [member])
    group = groups[dice(len(groups))] if groups else fresh
    choices: list[Callable[[], Edit]] = [
        lambda: accept(some, scheme, ADA.id),
        lambda: accept(some, scheme, ADA.id, bulk=True),
        lambda: accept_edited(offered[0], [(start, start + 3)], scheme, ADA.id),
        lambda: answer(some, (Verdict.REJECTED, Verdict.SKIPPED)[dice(2)], ADA.id),
        lambda: answer(some, Verdict.REJECTED, ADA.id, bulk=True),
        lambda: reopen([one.id for one in some], ADA.id),
        lambda: remove_spans([span.id, second.id]),
        lambda: resize_span(span, [(start, start + 3), (start + 5, start + 6)]),
        lambda: relabel_span(span, LABELS[dice(3)]),
        lambda: merge_spans(list({span.id: span, second.id: second}.values())),
        lambda: merge_labels(CLAIM, FULL_QUOTE),
        lambda: retire_label(FULL_ENTITY, retired=bool(dice(2))),
        lambda: make_group(fresh),
        lambda: add_members(group, [member, Member(article.id, second.id)]),
        lambda: remove_members(group, group.members[: 1 + dice(3)]),
        lambda: rename_group(group, f"group {dice(3)}"),
        lambda: set_stance(group, group.members[0], "states"),
        lambda: remove_group(group),
        lambda: merge_groups([group, groups[dice(len(groups))] if groups else group]),
        lambda: set_policy(Policy((Offer.OWN, Offer.NONE)[dice(2)]), (ADA.id, "")[dice(2)]),
        lambda: set_stop_list([f"word {dice(3)}"]),
    ]
    return choices[number % len(choices)]()


def do_one(project: Project, number: int, dice: Dice) -> None:
    """One edit, undo, redo or run of a suggester."""
    if number < 6:
        source, article_id, suggestions = proposed(project, dice)
        project.keep_suggestions(source, [article_id], suggestions)
    elif number < 9:
        project.undo(ADA.id)
    elif number < 11:
        project.redo(ADA.id)
    else:
        before = rows(project)
        try:
            project.apply(an_edit(project, number - 11, dice), ADA.id)
        except EditRefused:
            assert rows(project) == before


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two articles with suggestions that nobody has answered yet, to copy."""
    path = tmp_path_factory.mktemp("begun") / "p.annotator"
    with Project.create(path, FULL_SCHEME) as project:
        project.add_annotator(ADA)
        first = add_article(project, TEXT, "a.txt")
        second = add_article(project, TEXT + "more", "b.txt")
        for article in (first, second):
            for source in (Source.QUOTES, Source.ENTITIES):
                known = some_for(source, article.id)
                project.keep_suggestions(source, [article.id], known)
    return path


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    numbers=st.lists(st.integers(0, 31), min_size=4, max_size=25),
    random=st.randoms(use_true_random=False),
)
def test_all_undone_is_as_it_was_and_nothing_ever_hangs_loose(
    begun: Path, numbers: list[int], random: object
) -> None:
    dice: Dice = random.randrange  # type: ignore[attr-defined]
    with (
        tempfile.TemporaryDirectory() as folder,
        Project.open(Path(shutil.copy(begun, folder))) as project,
    ):
        before = rows(project)
        for number in numbers:
            do_one(project, number, dice)
            assert project.faults() == ()
        after = rows(project)
        steps = 0
        while project.undo(ADA.id) is not None:
            steps += 1
        assert rows(project) == before
        assert project.faults() == ()
        for _ in range(steps):
            assert project.redo(ADA.id) is not None
        assert rows(project) == after
        assert project.faults() == ()


def some_for(source: Source, article_id: str) -> list[Suggestion]:
    label = FULL_QUOTE if source is Source.QUOTES else FULL_ENTITY
    return [
        Suggestion(
            id=f"{source} {article_id} {start}",
            article_id=article_id,
            source=source,
            label_id=label.id,
            fragments=(Fragment(start, start + 3),),
            score=0.5,
            reason="",
            speaker=Fragment(start + 4, start + 7) if label is FULL_QUOTE else None,
            group="Ada" if label is FULL_ENTITY else "",
        )
        for start in (0, 4, 8, 12)
    ]
