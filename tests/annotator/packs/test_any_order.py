"""Whatever is done on the laptops, and in whichever order it comes back: the same project."""

import itertools
import random
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.edits.adjudication import add_gold
from annotator.edits.groups import make_group, new_group, remove_group
from annotator.edits.questions import ask, new_question
from annotator.edits.readings import set_status
from annotator.edits.relations import link
from annotator.edits.schemes import save_scheme
from annotator.edits.spans import add_span, new_span, remove_spans, set_note
from annotator.errors import EditRefused
from annotator.model.group import Member
from annotator.model.reading import Attention, DayTime, Status
from annotator.model.scheme import RelationKind
from annotator.model.story import Article
from annotator.packs import merge
from annotator.packs.versions import versions
from annotator.project import Project
from annotator.store.backup import copy_database
from tests.annotator.packs.laptops import copied, holds, lead_project, packed
from tests.annotator.packs.leads import lead_on, mark_and_group
from tests.annotator.samples import CLAIM, ENTITY, SCHEME

ABOUT = SCHEME.relations[1]
SAME = RelationKind("same as", is_set=True)

ACTIONS = st.tuples(
    st.sampled_from(
        ("mark", "name", "delete", "note", "link", "status", "undo", "redo", "ask", "group", "part")
    ),
    st.integers(0, 1),
    st.integers(0, 11),
)
"""What is done, in which of the two articles, and a number that says what it is done to."""
DECISIONS = st.tuples(
    st.sampled_from(
        ("places", "place", "groups", "groups", "reopen", "rename", "part", "undo", "redo")
    ),
    st.integers(0, 1),
    st.integers(0, 11),
)
"""What a lead does on a machine, in which of the two articles, and a number as above."""
LEADS = ("lea", "lea's other")
STEPS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(LEADS), DECISIONS),
        st.tuples(st.sampled_from(("anna", "anna's other", "ben")), ACTIONS),
        st.tuples(st.just("send"), st.sampled_from(("anna", "anna's other", "ben", *LEADS))),
    ),
    min_size=1,
    max_size=14,
)


def act(project: Project, what: str, number: int, where: int) -> None:
    """One thing that an annotator does in a pack."""
    facts = project.pack_of()
    assert facts is not None
    me = facts.annotator_id
    article = project.articles()[number]
    mine = project.spans(article.id, me)
    others = project.spans(project.articles()[1 - number].id, me)
    chosen = mine[where % len(mine)] if mine else None
    try:
        if what in ("mark", "name"):
            label = CLAIM if what == "mark" else ENTITY
            span = new_span(article.id, me, label, [(4 * where, 4 * where + 3)])
            project.apply(add_span(span, label), me)
        elif what == "status":
            project.apply(set_status(article.id, me, (Status.DONE, Status.SKIPPED)[where % 2]), me)
        elif what == "undo":
            project.undo(me)
        elif what == "redo":
            project.redo(me)
        elif what == "ask":
            project.apply(
                ask(new_question(article.id, me, "Why?", chosen.id if chosen else "")), me
            )
        elif chosen is None:
            return
        elif what == "delete":
            project.apply(remove_spans([chosen.id]), me)
        elif what == "note":
            project.apply(set_note(chosen, f"note {where}"), me)
        elif what == "link" and others:
            project.apply(link(ABOUT, chosen, others[where % len(others)]), me)
        elif what == "group" and others:
            members = [Member(one.article_id, one.id) for one in (chosen, others[0])]
            group = new_group(SAME, f"group {where}", article.story_id, me, members)
            project.apply(make_group(group), me)
        elif what == "part" and (groups := project.groups(article.story_id, me)):
            project.apply(remove_group(groups[0]), me)
    except EditRefused:
        pass  # what the window would refuse too


@pytest.fixture(scope="module")
def laptops(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the lead's project and the laptops' packs, to copy."""
    folder = tmp_path_factory.mktemp("laptops")
    with lead_project(folder / "lead.annotator", "Anna", "Ben", "Lea") as project:
        relations = (*SCHEME.relations, SAME)
        project.apply(save_scheme(replace(project.scheme(), relations=relations)))
        mark_and_group(project, "Anna", "Anna's", SAME)
        mark_and_group(project, "Ben", "Ben's", SAME)
        project.apply(add_gold())
        for what, number in (("places", 0), ("places", 1), ("groups", 0)):
            lead_on(project, what, number, 0)
        for name in LEADS:
            copy_database(project.path, folder / f"{name}.annotator")
        anna = packed(project, "Anna", folder / "anna.annotator")
        packed(project, "Ben", folder / "ben.annotator")
    copied(anna, "anna's other.annotator")
    return folder


def play(folder: Path, steps: list[tuple[str, object]]) -> tuple[Path, list[Path]]:
    """Lets things be done on the laptops; the lead's project and what was sent."""
    lead = folder / "lead.annotator"
    sent = []
    for number, (who, what) in enumerate(steps):
        if who == "send":
            path = folder / f"{what}.annotator"
            sent.append(Path(shutil.copy(path, folder / f"sent {number}.annotator")))
        else:
            assert isinstance(what, tuple)
            with Project.open(folder / f"{who}.annotator") as project:
                if who in LEADS:
                    lead_on(project, *what)
                    continue
                act(project, *what)
                if what[0] == "mark":
                    article = project.articles()[what[1]]
                    facts = project.pack_of()
                    assert facts is not None
                    read(project, article, facts.annotator_id, who, 7 * what[2] + number)
    worked = dict.fromkeys(who for who, _ in steps if who != "send")
    sent += [folder / f"{who}.annotator" for who in worked]
    return lead, sent


def read(project: Project, article: Article, me: str, laptop: str, seconds: int) -> None:
    """Some seconds more of a day, on one laptop, and as many that nobody knows the day of."""
    day = f"2026-11-{20 + seconds % 2}"
    known = {one.key: one.seconds for one in project.attention(article.id, me).times}
    times = [
        DayTime(day, known.get((day, laptop, label), 0) + seconds, laptop, label)
        for label in ("", CLAIM.id)
    ]
    moment = f"{day}T10:00:{seconds % 60:02}Z"
    project.attend([Attention(article.id, me, seconds, seconds, (), tuple(times), moment)])


def all_time(project: Project, folder: Path) -> bool:
    """Of every laptop the seconds of every day are there, once."""
    wanted: dict[tuple[str, str], dict[tuple[str, str, str], int]] = {}
    for who in ("anna", "anna's other", "ben"):
        with Project.open(folder / f"{who}.annotator", read_only=True) as laptop:
            for one in laptop.all_attention():
                mine = wanted.setdefault((one.article_id, one.annotator_id), {})
                mine.update({time.key: time.seconds for time in one.times})
    return wanted == {
        (one.article_id, one.annotator_id): {time.key: time.seconds for time in one.times}
        for one in project.all_attention()
    }


@given(steps=STEPS, chance=st.randoms(use_true_random=False))
@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_the_order_makes_no_difference(
    laptops: Path, steps: list[tuple[str, object]], chance: random.Random
) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(shutil.copytree(laptops, name, dirs_exist_ok=True))
        lead, sent = play(folder, steps)
        shuffled = [*sent, chance.choice(sent)]
        chance.shuffle(shuffled)
        ends = []
        for number, order in enumerate((sent, sent[::-1], shuffled)):
            copy = Path(shutil.copy(lead, folder / f"end {number}.annotator"))
            with Project.open(copy) as project:
                batches = [[path] for path in order] if number < 2 else [order]
                for paths in batches:
                    report = merge(project, paths)
                    assert report.complete, report.plain()
                assert not project.faults()
                ends.append((holds(project), project.all_attention()))
                assert nothing_is_lost(project, folder)
                assert all_time(project, folder)
        for one, other in itertools.pairwise(ends):
            assert one == other


def nothing_is_lost(project: Project, folder: Path) -> bool:
    """Every span of every laptop stands: under its annotator, or in a second version.

    What was there before the packs left may have been deleted on one laptop, and so everywhere.
    """
    with Project.open(folder / "lead.annotator", read_only=True) as lead:
        before = {
            span.id
            for article in lead.articles()
            for someone in lead.annotators()
            for span in lead.spans(article.id, someone.id)
        }
    told = versions(project.records).values()
    for who in ("anna", "anna's other", "ben"):
        with Project.open(folder / f"{who}.annotator", read_only=True) as laptop:
            facts = laptop.pack_of()
            assert facts is not None
            for article in laptop.articles():
                theirs = {one.id: one for one in laptop.spans(article.id, facts.annotator_id)}
                here = {one.id for one in project.spans(article.id, facts.annotator_id)}
                places = {
                    (one.start, one.end, one.label_id, one.note)
                    for version in told
                    if version.annotator_id == facts.annotator_id
                    for one in project.spans(article.id, version.id)
                } | {
                    (one.start, one.end, one.label_id, one.note)
                    for one in project.spans(article.id, facts.annotator_id)
                }
                for span_id, one in theirs.items():
                    if span_id not in here and span_id not in before:
                        assert (one.start, one.end, one.label_id, one.note) in places
    return True
