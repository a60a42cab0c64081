"""Any sequence of edits, undone and redone, ends where it should; also over a reopening."""

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.edits.edit import Edit, together
from annotator.edits.readings import set_article_note, set_read_for, set_status
from annotator.edits.relations import link, unlink
from annotator.edits.schemes import merge_labels, rename_attribute, retire_label, save_scheme
from annotator.edits.spans import (
    add_spans,
    new_span,
    relabel_span,
    remove_spans,
    resize_span,
    set_attribute,
    set_note,
)
from annotator.edits.stories import rename_story, set_facts
from annotator.errors import EditRefused
from annotator.model.people import Annotator
from annotator.model.reading import Status
from annotator.model.scheme import Label
from annotator.project import Project
from tests.annotator.samples import CLAIM, ENTITY, QUOTE, SAID_BY, SCHEME, TEXT, add_article

ADA = Annotator("ada", "Ada")
Dice = Callable[[int], int]
"""A number below the given one."""


def state(project: Project) -> object:
    """All that the project answers, as plain values."""
    return (
        project.scheme(),
        project.stories(),
        project.articles(),
        [project.spans(article.id, ADA.id) for article in project.articles()],
        [project.relations_in(article.id, ADA.id) for article in project.articles()],
        project.readings(),
    )


def an_edit(project: Project, number: int, dice: Dice) -> Edit:
    """One of the edits, on something that is there."""
    article = project.articles()[dice(len(project.articles()))]
    spans = project.spans(article.id, ADA.id)
    labels = project.scheme().labels
    start = dice(len(TEXT) - 8)
    pieces = [(start, start + 3)] + ([(start + 5, start + 7)] if dice(2) else [])
    label: Label = labels[dice(len(labels))]
    fresh = new_span(article.id, ADA.id, label, pieces)
    if number == 0 or not spans:
        other = new_span(article.id, ADA.id, label, [(start + 1, start + 8)])
        return add_spans([fresh, other], "add")
    span, second = spans[dice(len(spans))], spans[dice(len(spans))]
    relations = project.relations([span.id])
    choices: list[Callable[[], Edit]] = [
        lambda: resize_span(span, pieces),
        lambda: relabel_span(span, label),
        lambda: remove_spans([span.id, second.id]),
        lambda: set_note(span, f"note {start}"),
        lambda: set_attribute(span, "kind", ["part"]),
        lambda: link(SAID_BY, span, second),
        lambda: unlink([relation.id for relation in relations]),
        lambda: set_status(article.id, ADA.id, list(Status)[dice(4)], ["open"]),
        lambda: set_article_note(article.id, ADA.id, f"note {start}"),
        lambda: set_read_for(article.id, ADA.id, [label.id], "read"),
        lambda: merge_labels(CLAIM, QUOTE),
        lambda: retire_label(ENTITY, retired=bool(dice(2))),
        lambda: rename_attribute(QUOTE, "kind", "sort"),
        lambda: save_scheme(replace(project.scheme(), questions=())),
        lambda: rename_story(project.stories()[0], f"story {start}"),
        lambda: set_facts(article, outlet=f"outlet {start}"),
        lambda: together("two", set_note(span, "both"), set_article_note(article.id, ADA.id, "b")),
    ]
    return choices[number % len(choices)]()


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two articles and nothing done yet, to copy."""
    path = tmp_path_factory.mktemp("begun") / "p.annotator"
    with Project.create(path, SCHEME) as project:
        project.add_annotator(ADA)
        add_article(project, TEXT, "a.txt")
        add_article(project, TEXT + "more", "b.txt")
    return path


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    numbers=st.lists(st.integers(0, 17), min_size=1, max_size=14),
    back=st.integers(0, 14),
    random=st.randoms(use_true_random=False),
)
def test_undo_leads_back_and_redo_forward(
    begun: Path, numbers: list[int], back: int, random: object
) -> None:
    dice: Dice = random.randrange  # type: ignore[attr-defined]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(shutil.copy(begun, folder))
        with Project.open(path) as project:
            states = [state(project)]
            for number in numbers:
                try:
                    changes = project.apply(an_edit(project, number, dice), ADA.id)
                except EditRefused:
                    assert state(project) == states[-1]
                    continue
                if changes.nothing:
                    assert state(project) == states[-1]
                else:
                    states.append(state(project))
        with Project.open(path) as project:
            steps = min(back, len(states) - 1)
            for expected in reversed(states[len(states) - 1 - steps : -1]):
                assert project.undo(ADA.id) is not None
                assert state(project) == expected
            for expected in states[len(states) - steps :]:
                assert project.redo(ADA.id) is not None
                assert state(project) == expected
            assert project.redo(ADA.id) is None
            assert project.faults() == ()
            while project.undo(ADA.id) is not None:
                pass
            assert state(project) == states[0]
            assert project.faults() == ()
