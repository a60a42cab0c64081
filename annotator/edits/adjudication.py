"""What the lead can do about what two people labelled: decide it, in gold, and take that back.

Gold is an annotator of its own; what the two said never changes.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from annotator.edits.edit import Edit
from annotator.edits.gold_groups import join_groups
from annotator.edits.gold_links import join_links
from annotator.edits.gold_reading import settle
from annotator.edits.gold_spans import gold_says, put_gold, said_about
from annotator.errors import EditRefused
from annotator.model.decision import Decision, Matter, Reason, Took
from annotator.model.identity import named_id, new_id, now
from annotator.model.people import Annotator, Role
from annotator.model.span import Span

if TYPE_CHECKING:
    from annotator.store.work import Work

GOLD = "gold"
"""What the gold annotator is called unless somebody says otherwise."""


def gold_id(project_id: str, name: str = GOLD) -> str:
    """The id of the gold annotator of this name that `add_gold` adds."""
    return named_id("gold", project_id, name.strip())


def add_gold(name: str = GOLD) -> Edit:
    """Adds the gold annotator of this name, unless there is one.

    Its id follows from the project and the name, so that two copies of a project agree on it.
    """

    def do(work: "Work") -> None:
        called = name.strip()
        if not called:
            raise EditRefused("An annotator needs a name.")
        if work.people.gold(called) is None:
            own_id = gold_id(work.facts.get("id"), called)
            work.people.put([Annotator(own_id, called, Role.ADJUDICATED)])

    return Edit(f"add annotator “{name.strip()}”", do)


def decide(
    matters: Sequence[Matter],
    took: Took,
    by: str,
    *,
    written: Sequence[Span] = (),
    reason: Reason = Reason.UNSAID,
    note: str = "",
    gap: bool = False,
) -> Edit:
    """Decides one matter, or several alike, as one step; what was decided there before is replaced.

    `by` is the id of the annotator who decides. `written` is what gold says with `Took.NEW`, for
    one matter: of these spans label, fragments and attributes count. Refused where A or B say
    something else than when the matter was looked at, and where the side that is to be taken says
    nothing. `Took.AGREED` is for matters where both say the same; see `accept_agreed`.
    """
    said_of = {"took": took, "reason": reason, "note": note.strip(), "gap": gap, "by": by}

    def do(work: "Work") -> None:
        if took is Took.NEW and (len(matters) != 1 or not written):
            raise EditRefused("Write what gold is to say in this one place.")
        if took is not Took.NEW and written:
            raise EditRefused("Spans are written only where neither A nor B is taken.")
        _decide(work, matters, said_of, written)

    return Edit(_name(matters, took), do)


def accept_agreed(matters: Sequence[Matter], by: str) -> Edit:
    """Takes over what both said alike, as one step: the decisions say so (`Took.AGREED`).

    Refused where they do not say the same.
    """
    number = len(matters)
    name = f"accept {number} {'place' if number == 1 else 'places'} where both agree"
    said_of = {"took": Took.AGREED, "reason": Reason.UNSAID, "note": "", "gap": False, "by": by}
    return Edit(name, lambda work: _decide(work, matters, said_of, ()))


def say_why(decision_id: str, *, reason: Reason, note: str, gap: bool) -> Edit:
    """Says of a decision why it was made; what was decided stays."""

    def do(work: "Work") -> None:
        found = work.decisions.get([decision_id])
        if not found:
            raise EditRefused("The decision is not there any more.")
        changed = replace(found[0], reason=reason, note=note.strip(), gap=gap)
        if changed != found[0]:
            work.decisions.put([changed])

    return Edit("say why it was decided so", do)


def reopen(decision_ids: Sequence[str]) -> Edit:
    """Takes decisions back, with what they put into gold; their matters are open again."""

    def do(work: "Work") -> None:
        there = work.decisions.get(decision_ids)
        if not there:
            raise EditRefused("The decision is not there any more.")
        _write(work, [], there)
        settle(work, there)

    return Edit("reopen a decision" if len(decision_ids) == 1 else "reopen decisions", do)


def _name(matters: Sequence[Matter], took: Took) -> str:
    what = {
        Took.AGREED: "take what both say",
        Took.A: "take A",
        Took.B: "take B",
        Took.BOTH: "take both",
        Took.NEW: "write gold",
        Took.NONE: "nothing here",
    }[took]
    return what if len(matters) == 1 else f"{what}, {len(matters)} times"


def _decide(
    work: "Work", matters: Sequence[Matter], said_of: dict[str, object], written: Sequence[Span]
) -> None:
    matters = list(dict.fromkeys(matters))
    _refuse_strangers(work, matters)
    said = said_about(work, matters)
    earlier = _earlier(work, matters)
    names = {person.id: person.name for person in work.people.all()}
    time = now()
    made = []
    taken: set[str] = set()
    for matter, here in zip(matters, said, strict=True):
        decision = _decision(matter, earlier[matter], said_of, time)
        if decision.id in taken:  # several take the place of one
            decision = replace(decision, id=new_id())
        taken.add(decision.id)
        made.append((decision, gold_says(decision, here, written, names)))
    gone = {one.id: one for some in earlier.values() for one in some}
    _write(work, made, list(gone.values()))
    settle(work, matters)


def _refuse_strangers(work: "Work", matters: Sequence[Matter]) -> None:
    articles = work.articles.lengths(list({matter.article_id for matter in matters}))
    people = {person.id: person for person in work.people.all()}
    for gold_id, a_id, b_id, article_id in {
        (one.gold_id, one.a_id, one.b_id, one.article_id) for one in matters
    }:
        gold = people.get(gold_id)
        if gold is None or gold.role is not Role.ADJUDICATED:
            raise EditRefused("Decisions are kept in gold. Add a gold annotator first.")
        if a_id == b_id or not {a_id, b_id} <= people.keys():
            raise EditRefused("Decide between two annotators of the project.")
        if gold_id in (a_id, b_id):
            raise EditRefused("Gold cannot be one of the two that it decides between.")
        if article_id not in articles:
            raise EditRefused("The article is not in the project any more.")


def _decision(
    matter: Matter, before: Sequence[Decision], said_of: dict[str, object], time: str
) -> Decision:
    """A decision made now; one that was made before between the same two keeps its id."""
    pair = {matter.a_id, matter.b_id}
    same = next((one.id for one in before if {one.a_id, one.b_id} == pair), None)
    return Decision(
        id=same or new_id(),
        gold_id=matter.gold_id,
        article_id=matter.article_id,
        a_id=matter.a_id,
        b_id=matter.b_id,
        a_spans=matter.a_spans,
        b_spans=matter.b_spans,
        ground=matter.ground,
        at=time,
        **said_of,  # type: ignore[arg-type]
    )


def _earlier(work: "Work", matters: Sequence[Matter]) -> dict[Matter, list[Decision]]:
    """What was decided there before: what the matter names, and what is about parts of it."""
    named = {one.id: one for one in work.decisions.get({i for m in matters for i in m.replaces})}
    spans = list({i for matter in matters for i in (*matter.a_spans, *matter.b_spans)})
    about = work.decisions.about(spans)
    whole = {
        key: work.decisions.of_whole(*key) for key in {(m.article_id, m.gold_id) for m in matters}
    }
    found: dict[Matter, list[Decision]] = {}
    for matter in matters:
        here = {*matter.a_spans, *matter.b_spans}
        some = {i: named[i] for i in matter.replaces if i in named}
        for one in (one for span_id in here for one in about.get(span_id, ())):
            if one.gold_id == matter.gold_id and here.issuperset(one.spans):
                some[one.id] = one
        for one in whole[matter.article_id, matter.gold_id]:
            if {one.a_id, one.b_id} == {matter.a_id, matter.b_id}:
                some[one.id] = one
        found[matter] = [one for one in some.values() if one.gold_id == matter.gold_id]
    return found


def _write(
    work: "Work", made: Sequence[tuple[Decision, Sequence[Span]]], gone: Sequence[Decision]
) -> None:
    """Puts decisions, and what gold says by them, in the place of others."""
    work.decisions.remove([one.id for one in gone])
    written = put_gold(work, made, gone)
    work.decisions.put(written, new=True)
    concerned: dict[str, dict[str, None]] = {}
    for one in (*gone, *written):
        concerned.setdefault(one.gold_id, {}).update(dict.fromkeys(one.spans))
    for gold_id, span_ids in concerned.items():
        join_links(work, gold_id, list(span_ids))
        join_groups(work, gold_id, list(span_ids))
