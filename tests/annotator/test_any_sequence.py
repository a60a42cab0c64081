"""Any sequence of edits by two people and a lead, in the project and on a laptop, against dicts.

`plain_model` says what every edit should come to. By hand, for long:
`FUZZ_STEPS=400 FUZZ_RUNS=200 pytest tests/annotator/test_any_sequence.py --hypothesis-seed=7`.
"""

# ruff: noqa: B023 - every function that is made here is called at once

import os
import shutil
import tempfile
from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from annotator.adjudicating import find_cases
from annotator.edits import adjudication, groups, readings, relations, spans
from annotator.edits.edit import Edit
from annotator.errors import EditRefused
from annotator.model.decision import Took
from annotator.model.group import Group, Member
from annotator.model.identity import new_id
from annotator.model.people import Annotator, Role
from annotator.model.reading import Status
from annotator.model.scheme import Label, RelationKind
from annotator.model.span import Span
from annotator.model.story import Story
from annotator.packs import merge
from annotator.project import Project
from annotator.store.work import Work
from tests.annotator import plain_model as plain
from tests.annotator.plain_model import Refused, State
from tests.annotator.samples import SCHEME, article_for

TEXT = "Ada said: “We won.” Bob 🙂 denied it."
PEOPLE = (Annotator("ada", "Ada"), Annotator("bob", "Bob"))
LEAD = Annotator("lena", "Lena")
GOLD = Annotator("gold-id", "gold", Role.ADJUDICATED)
CONFLICT = RelationKind(
    "conflict", is_set=True, members=("claim", "quote"), stances=("for", "against")
)
SAME_AS = RelationKind("same as", is_set=True, members=("entity",))
WHOLE = replace(SCHEME, relations=(*SCHEME.relations, CONFLICT, SAME_AS))
KINDS = {kind.name: kind for kind in WHOLE.relations}
ARTICLES = 2
LABELS = st.sampled_from(["claim", "quote", "entity"])
PERSON = st.integers(0, 1)
DICE = st.integers(0, 40)
PIECES = st.lists(
    st.tuples(st.integers(0, 8), st.integers(1, 5)).map(lambda p: (p[0], p[0] + p[1])),
    min_size=1,
    max_size=2,
)
STATUS = ("in_progress", "done", "skipped")
Do = Callable[[Project], Edit]


def label_named(name: str) -> Label:
    label = WHOLE.label_named(name)
    assert label is not None
    return label


class Person:
    """What one person should have now, and on the way there."""

    def __init__(self) -> None:
        self.past: list[State] = [plain.empty()]
        self.at = 0
        self.copy: Project | None = None

    @property
    def state(self) -> State:
        return self.past[self.at]

    def step(self, state: State) -> None:
        self.past[self.at + 1 :] = [state]
        self.at += 1

    def begin_anew(self) -> None:
        self.past, self.at = [self.state], 0


class Sequences(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.path = self.folder / "p.annotator"
        self.project = Project.create(self.path, WHOLE)
        self.ids: dict[str, str] = {}
        self.people = [Person(), Person()]
        self.gold: list[Any] = []
        self.gold_at = 0
        self.number = 0
        story = Story(new_id(), "story", 1)

        def do(work: Work) -> None:
            work.stories.put([story])
            for number in range(ARTICLES):
                text = f"{TEXT} {number}"
                article = article_for(story, text, f"{number}.txt", number + 1)
                work.articles.add(article, text)
                self.ids[f"article {number}"] = article.id
            work.people.put([*PEOPLE, LEAD, GOLD])

        self.story = story
        self.project.apply(Edit("import", do))
        self.gold.append(self.in_gold())

    # What is there

    def where(self, who: int) -> Project:
        """The project in which this person works now."""
        return self.people[who].copy or self.project

    def keys(self, who: int, kind: str) -> list[str]:
        return list(self.people[who].state[kind])

    def span(self, who: int, key: str) -> Span:
        (found,) = self.where(who).spans_by_id([self.ids[key]])
        return found

    def group(self, who: int, key: str) -> Group:
        found = self.where(who).groups(self.story.id, PEOPLE[who].id)
        return next(one for one in found if one.id == self.ids[key])

    def member(self, who: int, key: str) -> Member:
        if key.startswith("article"):
            return Member(self.ids[key])
        return Member(self.span(who, key).article_id, self.ids[key])

    def found(self, project: Project, who: int) -> State:
        """What this person has in a project, as the plain model says it."""
        names = {real: key for key, real in self.ids.items()}
        labels = {label.id: label.name for label in WHOLE.labels}
        own = PEOPLE[who].id
        state = plain.empty()
        for number in range(ARTICLES):
            article = self.ids[f"article {number}"]
            for span in project.spans(article, own):
                state["spans"][names[span.id]] = {
                    "article": number,
                    "label": labels[span.label_id],
                    "pieces": [tuple(piece) for piece in span.fragments],
                    "attributes": [tuple(pair) for pair in span.attributes],
                    "note": span.note,
                }
            for one in project.relations_in(article, own):
                state["links"].append((one.kind, names[one.head_id], names[one.child_id]))
            reading = project.reading(article, own)
            if reading.status is not Status.NEW or reading.note:
                state["readings"][number] = {
                    "status": reading.status.value,
                    "note": reading.note,
                }
        for group in project.groups(self.story.id, own):
            state["groups"][names[group.id]] = {
                "kind": group.kind,
                "name": group.name,
                "note": group.note,
                "members": {
                    names[one.span_id or one.article_id]: (one.stance, one.value)
                    for one in group.members
                },
            }
        return state

    def in_gold(self) -> Any:
        """All that gold says, and why."""
        articles = [self.ids[f"article {number}"] for number in range(ARTICLES)]
        return (
            [self.project.spans(article, GOLD.id) for article in articles],
            [self.project.relations_in(article, GOLD.id) for article in articles],
            [self.project.reading(article, GOLD.id) for article in articles],
            sorted(self.project.decisions(), key=lambda one: one.id),
        )

    # One step

    def does(self, who: int, expected: Callable[[], State], edit: Callable[[], Edit]) -> None:
        """Does an edit, and what it should come to."""
        person = self.people[who]
        try:
            state = expected()
        except Refused:
            state = None
        if state is None:
            with pytest.raises(EditRefused):
                self.where(who).apply(edit(), PEOPLE[who].id)
            return
        changes = self.where(who).apply(edit(), PEOPLE[who].id)
        if changes.nothing:
            assert plain_of(state) == plain_of(person.state)
        else:
            person.step(state)

    def fresh(self, kind: str, real: str) -> str:
        self.number += 1
        key = f"{kind} {self.number}"
        self.ids[key] = real
        return key

    # Spans

    @rule(who=PERSON, article=st.integers(0, ARTICLES - 1), label=LABELS, pieces=PIECES)
    def add(self, who: int, article: int, label: str, pieces: list[tuple[int, int]]) -> None:
        made = spans.new_span(
            self.ids[f"article {article}"], PEOPLE[who].id, label_named(label), pieces
        )
        key = self.fresh("span", made.id)
        state = self.people[who].state
        self.does(
            who,
            lambda: plain.add(state, key, article, label, pieces),
            lambda: spans.add_span(made, label_named(label)),
        )

    @rule(who=PERSON, at=DICE, pieces=PIECES)
    def resize(self, who: int, at: int, pieces: list[tuple[int, int]]) -> None:
        for key in one_of(self.keys(who, "spans"), at):
            state, span = self.people[who].state, self.span(who, key)
            self.does(
                who,
                lambda: plain.change(state, key, pieces=plain.joined(pieces)),
                lambda: spans.resize_span(span, pieces),
            )

    @rule(who=PERSON, at=DICE, label=LABELS)
    def relabel(self, who: int, at: int, label: str) -> None:
        for key in one_of(self.keys(who, "spans"), at):
            state, span = self.people[who].state, self.span(who, key)
            self.does(
                who,
                lambda: plain.relabel(state, key, label),
                lambda: spans.relabel_span(span, label_named(label)),
            )

    @rule(who=PERSON, at=DICE, note=st.sampled_from(["", "sure", "n🙂\n"]))
    def note(self, who: int, at: int, note: str) -> None:
        for key in one_of(self.keys(who, "spans"), at):
            state, span = self.people[who].state, self.span(who, key)
            self.does(
                who,
                lambda: plain.change(state, key, note=note),
                lambda: spans.set_note(span, note),
            )

    @rule(who=PERSON, at=DICE, value=st.integers(0, 2))
    def answer(self, who: int, at: int, value: int) -> None:
        for key in one_of(self.keys(who, "spans"), at):
            state, span = self.people[who].state, self.span(who, key)
            for name, values in plain.VALUES[state["spans"][key]["label"]].items():
                chosen = ("", *values)[value]
                self.does(
                    who,
                    lambda name=name, chosen=chosen: plain.answer(state, key, name, chosen),
                    lambda name=name, chosen=chosen: spans.set_attribute(
                        span, name, [chosen] if chosen else []
                    ),
                )

    @rule(who=PERSON, at=DICE, other=DICE)
    def remove(self, who: int, at: int, other: int) -> None:
        keys = self.keys(who, "spans")
        chosen = [*one_of(keys, at), *one_of(keys, other)][: 1 + other % 2]
        if chosen:
            state = self.people[who].state
            self.does(
                who,
                lambda: plain.remove(state, chosen),
                lambda: spans.remove_spans([self.ids[key] for key in chosen]),
            )

    @rule(who=PERSON, at=DICE, other=DICE)
    def make_one(self, who: int, at: int, other: int) -> None:
        state = self.people[who].state
        for first in one_of(self.keys(who, "spans"), at):
            like = [
                key
                for key, span in state["spans"].items()
                if key != first and span["label"] == state["spans"][first]["label"]
            ]
            for second in one_of(like, other):
                parts = [self.span(who, key) for key in (first, second)]
                self.does(
                    who,
                    lambda: plain.merge(state, [first, second]),
                    lambda parts=parts: spans.merge_spans(parts),
                )

    @rule(who=PERSON, at=DICE, label=LABELS, note=st.sampled_from(["", "seen before"]))
    def change_what_was_seen_before(self, who: int, at: int, label: str, note: str) -> None:
        """Two steps on what was read once: the second must not take the first one back."""
        for key in one_of(self.keys(who, "spans"), at):
            span = self.span(who, key)
            self.does(
                who,
                lambda: plain.relabel(self.people[who].state, key, label),
                lambda: spans.relabel_span(span, label_named(label)),
            )
            self.does(
                who,
                lambda: plain.change(self.people[who].state, key, note=note),
                lambda: spans.set_note(span, note),
            )

    # Links and groups

    @rule(who=PERSON, at=DICE, other=DICE, kind=st.sampled_from(list(plain.LINKS)))
    def link(self, who: int, at: int, other: int, kind: str) -> None:
        state, keys = self.people[who].state, self.keys(who, "spans")
        wanted = plain.LINKS[kind]
        heads, children = (
            [key for key in keys if at % 5 == 0 or state["spans"][key]["label"] == label]
            for label in wanted
        )
        for head in one_of(heads, at):
            for child in one_of(children, other):
                ends = self.span(who, head), self.span(who, child)
                self.does(
                    who,
                    lambda head=head, child=child: plain.link(state, kind, head, child),
                    lambda ends=ends: relations.link(KINDS[kind], *ends),
                )

    @rule(who=PERSON, at=DICE)
    def unlink(self, who: int, at: int) -> None:
        state = self.people[who].state
        for number in one_of(list(range(len(state["links"]))), at):
            kind, head, child = state["links"][number]
            there = self.where(who).relations([self.ids[head]])
            (one,) = (
                r for r in there if (r.kind, r.head_id, r.child_id)
                == (kind, self.ids[head], self.ids[child])
            )  # fmt: skip
            self.does(
                who,
                lambda number=number: plain.unlink(state, number),
                lambda one=one: relations.unlink([one.id]),
            )

    def chosen(self, who: int, kind: str, at: int, other: int) -> list[str]:
        """Members for a group, now and then one that it does not hold."""
        state = self.people[who].state
        fit = [
            key
            for key, span in state["spans"].items()
            if at % 7 == 0 or span["label"] in plain.HOLDS[kind]
        ]
        picked = [*one_of(fit, at), *one_of(fit, other)]
        picked += [f"article {at % ARTICLES}"] if other % 3 == 0 else []
        return list(dict.fromkeys(picked))

    @rule(who=PERSON, at=DICE, other=DICE, kind=st.sampled_from(list(plain.HOLDS)))
    def make_group(self, who: int, at: int, other: int, kind: str) -> None:
        state, chosen = self.people[who].state, self.chosen(who, kind, at, other)
        if not chosen:
            return
        members = [self.member(who, key) for key in chosen]
        made = groups.new_group(KINDS[kind], "", self.story.id, PEOPLE[who].id, members)
        key = self.fresh("group", made.id)
        self.does(
            who,
            lambda: plain.group(state, key, kind, chosen),
            lambda: groups.make_group(made),
        )

    @rule(who=PERSON, which=DICE, at=DICE, other=DICE)
    def join_group(self, who: int, which: int, at: int, other: int) -> None:
        state = self.people[who].state
        for key in one_of(self.keys(who, "groups"), which):
            chosen = self.chosen(who, state["groups"][key]["kind"], at, other)
            members = [self.member(who, one) for one in chosen]
            there = self.group(who, key)
            self.does(
                who,
                lambda: plain.join(state, key, chosen),
                lambda: groups.add_members(there, members),
            )

    @rule(who=PERSON, which=DICE, at=DICE)
    def leave_group(self, who: int, which: int, at: int) -> None:
        state = self.people[who].state
        for key in one_of(self.keys(who, "groups"), which):
            chosen = list(one_of(list(state["groups"][key]["members"]), at))
            members, there = [self.member(who, one) for one in chosen], self.group(who, key)
            self.does(
                who,
                lambda: plain.leave(state, key, chosen),
                lambda: groups.remove_members(there, members),
            )

    @rule(
        who=PERSON, which=DICE, words=st.sampled_from(["", "venue", "R&D <b>"]), name=st.booleans()
    )
    def say_of_group(self, who: int, which: int, words: str, name: bool) -> None:
        state = self.people[who].state
        for key in one_of(self.keys(who, "groups"), which):
            there = self.group(who, key)
            edit = groups.rename_group if name else groups.set_group_note
            fact = {"name" if name else "note": words}
            self.does(who, lambda: plain.say(state, key, **fact), lambda: edit(there, words))

    @rule(who=PERSON, which=DICE, at=DICE, stance=st.sampled_from(["", "for", "against"]))
    def take_a_stance(self, who: int, which: int, at: int, stance: str) -> None:
        state = self.people[who].state
        for key in one_of(self.keys(who, "groups"), which):
            there = self.group(who, key)
            for one in one_of(list(state["groups"][key]["members"]), at):
                member = self.member(who, one)
                self.does(
                    who,
                    lambda one=one: plain.stand(state, key, one, stance),
                    lambda member=member: groups.set_stance(there, member, stance),
                )

    @rule(who=PERSON, which=DICE)
    def take_group_apart(self, who: int, which: int) -> None:
        state = self.people[who].state
        for key in one_of(self.keys(who, "groups"), which):
            there = self.group(who, key)
            self.does(who, lambda: plain.take_apart(state, key), lambda: groups.remove_group(there))

    # Readings

    @rule(who=PERSON, article=st.integers(0, ARTICLES - 1), status=st.sampled_from(STATUS))
    def say_how_far(self, who: int, article: int, status: str) -> None:
        state, real = self.people[who].state, self.ids[f"article {article}"]
        self.does(
            who,
            lambda: plain.read(state, article, status=status),
            lambda: readings.set_status(real, PEOPLE[who].id, Status(status)),
        )

    @rule(who=PERSON, article=st.integers(0, ARTICLES - 1), note=st.sampled_from(["", "odd"]))
    def note_on_article(self, who: int, article: int, note: str) -> None:
        state, real = self.people[who].state, self.ids[f"article {article}"]
        self.does(
            who,
            lambda: plain.read(state, article, note=note),
            lambda: readings.set_article_note(real, PEOPLE[who].id, note),
        )

    # Back and forth

    @rule(who=PERSON, times=st.integers(1, 4))
    def undo(self, who: int, times: int) -> None:
        person = self.people[who]
        for _ in range(min(times, person.at)):
            assert self.where(who).undo(PEOPLE[who].id) is not None
            person.at -= 1
            assert plain_of(self.found(self.where(who), who)) == plain_of(person.state)

    @rule(who=PERSON, times=st.integers(1, 4))
    def redo(self, who: int, times: int) -> None:
        person = self.people[who]
        for _ in range(min(times, len(person.past) - 1 - person.at)):
            assert self.where(who).redo(PEOPLE[who].id) is not None
            person.at += 1
            assert plain_of(self.found(self.where(who), who)) == plain_of(person.state)

    @rule()
    def reopen(self) -> None:
        self.project.close()
        self.project = Project.open(self.path)

    # The lead

    @rule(
        article=st.integers(0, ARTICLES - 1),
        at=DICE,
        took=st.sampled_from(["A", "B", "both", "none"]),
    )
    def decide(self, article: int, at: int, took: str) -> None:
        real = self.ids[f"article {article}"]
        found = find_cases(self.project, *PEOPLE, GOLD, articles=[real], unfinished=True).cases
        keys = {real: key for key, real in self.ids.items()}
        ordered = sorted(
            found, key=lambda one: [int(keys[s.id].split()[1]) for s in (*one.a, *one.b)]
        )
        for case in one_of(ordered, at):
            edit = adjudication.decide([case.matter], Took(took), LEAD.id)
            try:
                self.project.apply(edit, LEAD.id)
            except EditRefused:
                assert self.in_gold() == self.gold[self.gold_at]
                return
            said = {shape(span) for span in self.project.spans(real, GOLD.id)}
            sides = {"A": case.a, "B": case.b, "both": (*case.a, *case.b), "none": ()}[took]
            assert {shape(span) for span in sides} <= said
            self.gold[self.gold_at + 1 :] = [self.in_gold()]
            self.gold_at += 1

    @rule(back=st.booleans())
    def lead_goes_back_or_forth(self, back: bool) -> None:
        at = self.gold_at + (-1 if back else 1)
        if not 0 <= at < len(self.gold):
            return
        swap = self.project.undo if back else self.project.redo
        assert swap(LEAD.id) is not None
        self.gold_at = at
        assert self.in_gold() == self.gold[at]

    # Laptops

    @precondition(lambda self: all(person.copy is None for person in self.people))
    @rule(who=PERSON)
    def take_home(self, who: int) -> None:
        """A copy of the project goes to a laptop; this person works on there."""
        self.project.close()
        copy = Path(shutil.copy(self.path, self.folder / f"laptop {self.number}.annotator"))
        self.number += 1
        self.project = Project.open(self.path)
        self.people[who].copy = Project.open(copy)

    @precondition(lambda self: any(person.copy is not None for person in self.people))
    @rule()
    def bring_back(self) -> None:
        for person in self.people:
            if person.copy is not None:
                person.copy.close()
                report = merge(self.project, [person.copy.path])
                assert all(not one.refused for one in report.sources), report
                person.copy = None
                person.begin_anew()

    @invariant()
    def everybody_has_what_they_made(self) -> None:
        for who, person in enumerate(self.people):
            assert plain_of(self.found(self.where(who), who)) == plain_of(person.state)
        assert self.in_gold() == self.gold[self.gold_at]

    def teardown(self) -> None:
        try:
            for person in self.people:
                if person.copy is not None:
                    assert person.copy.faults() == ()
                    person.copy.close()
            assert self.project.faults() == ()
        finally:
            self.project.close()
            shutil.rmtree(self.folder)


def one_of(things: Sequence[Any], at: int) -> Sequence[Any]:
    """One of them, where there are any."""
    return [things[at % len(things)]] if things else []


def shape(span: Span) -> tuple[object, ...]:
    return span.label_id, span.fragments


def plain_of(state: State) -> State:
    """Without orders that nobody sees."""
    seen = deepcopy(state)
    seen["links"] = sorted(seen["links"])
    seen["readings"] = {
        key: one for key, one in seen["readings"].items() if one != {"status": "new", "note": ""}
    }
    for span in seen["spans"].values():
        span["attributes"] = sorted(span["attributes"])
    return seen


Sequences.TestCase.settings = settings(
    max_examples=int(os.environ.get("FUZZ_RUNS", "6")),
    stateful_step_count=int(os.environ.get("FUZZ_STEPS", "30")),
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
TestSequences = pytest.mark.timeout(0)(Sequences.TestCase)
