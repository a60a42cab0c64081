"""What is to be decided between two people in one article, and what gold has decided already.

A case is a pair of spans or a single one, as the one alignment has it; where one person split what
the other has whole, the parts without a partner belong to the case of the whole. Every span of
both is in exactly one case. Where neither marked anything, the article itself is one.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from annotator.agree.classes import Kind, Row, finding_rows
from annotator.agree.line import bases, label_numbers, side
from annotator.agree.matching import close
from annotator.agree.overlaps import overlaps
from annotator.agree.pairing import pairing
from annotator.agree.steps import Steps, finished, numbered
from annotator.agree.values import Doc, Mark
from annotator.model.decision import Decision, Matter, ground
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.model.whole_reading import WholeReading


@dataclass(frozen=True, slots=True)
class Material:
    """What the cases of one article are found from.

    Of the readings only spans and relations matter. `names` are the labels' names by id.
    `decisions` are gold's in this article, between whomever; those about groups do not matter.
    `others` holds, by id, the spans that decisions name and that are none of A's or B's,
    `other_relations` the links that begin there. `far` says of linked spans in other articles what
    they are; two that say the same are the same.
    """

    name: str
    text: str
    a: WholeReading
    b: WholeReading
    gold_id: str
    names: Mapping[str, str]
    decisions: Sequence[Decision] = ()
    others: Mapping[str, Span] = field(default_factory=dict)
    other_relations: Sequence[Relation] = ()
    far: Mapping[str, Hashable] = field(default_factory=dict)


@dataclass(frozen=True)
class Case:
    """One matter between A and B, and what gold says of it.

    `row` is the pair or the single mark; None where neither marked anything in the article, and
    where both took away what was decided about (`gone`). `a` and `b` are all spans in it: more than
    one on a side where that side split what the other has whole. `attributes` names the attributes
    that have other values where both have the same place and label; `links` says whether the
    links of the pair differ. `decision` is seen from A and B, whoever was called A when it was
    made. `stale`: somebody said something else when it was made. `elsewhere`: it was made between
    other people, about this place. `start` is where the case begins in the text.
    """

    article_id: str
    row: Row | None
    start: int
    a_id: str
    b_id: str
    gold_id: str
    a: tuple[Span, ...] = ()
    b: tuple[Span, ...] = ()
    relations: tuple[Relation, ...] = ()
    """The links that begin at spans of the case."""
    attributes: tuple[str, ...] = ()
    links: bool = False
    decision: Decision | None = None
    others: tuple[Decision, ...] = ()
    """Further decisions about parts of the case, which a decision on it replaces."""
    stale: bool = False
    elsewhere: bool = False

    @property
    def kind(self) -> Kind | None:
        """The class of the pair or the single mark; None where there is neither."""
        return self.row.kind if self.row else None

    @property
    def split(self) -> bool:
        """Whether one has whole what the other has in parts."""
        return len(self.a) > 1 or len(self.b) > 1

    @property
    def gone(self) -> bool:
        """Whether it is about what neither says any more."""
        return self.row is None and self.decision is not None and self.stale

    @property
    def agreed(self) -> bool:
        """Whether both say the same: place, label, attributes and links, or nothing at all."""
        if self.row is None:
            return not self.gone
        return self.row.kind is Kind.SAME and not self.attributes and not self.links

    @property
    def decided(self) -> bool:
        """Whether gold has decided it, and nobody changed anything since."""
        return self.decision is not None and not self.stale

    @cached_property
    def ground(self) -> str:
        """What both say here; see `annotator.model.decision.ground`."""
        return ground(self.a, self.b, self.relations)

    @cached_property
    def key(self) -> str:
        """What the case goes by, whatever is decided: its article and its spans."""
        held = [span.id for span in (*self.a, *self.b)]
        if not held and self.gone and self.decision is not None:
            held = [self.decision.id]
        return "\n".join((self.article_id, *held))

    @property
    def matter(self) -> Matter:
        """What a decision on it has to know."""
        made = [self.decision, *self.others] if self.decision else []
        return Matter(
            gold_id=self.gold_id,
            article_id=self.article_id,
            a_id=self.a_id,
            b_id=self.b_id,
            a_spans=tuple(span.id for span in self.a),
            b_spans=tuple(span.id for span in self.b),
            ground=self.ground,
            replaces=tuple(one.id for one in made),
        )


def cases_of(material: Material) -> tuple[Case, ...]:
    """The cases of an article, in text order."""
    return finished(finding_cases(material))


def finding_cases(material: Material) -> Steps[tuple[Case, ...]]:
    """The same in steps, for very long articles."""
    found = (yield from _bare(material)) or [_empty(material)]
    yield
    own, foreign = [], []
    pair = (material.a.annotator_id, material.b.annotator_id)
    for one in material.decisions:
        if one.is_about_groups:  # see annotator.agree.group_cases
            continue
        if (one.a_id, one.b_id) == pair:
            own.append(one)
        elif (one.b_id, one.a_id) == pair:
            own.append(one.mirrored)
        else:
            foreign.append(one)
    found = yield from _decided(found, own, material)
    yield
    if foreign:
        found = _decided_elsewhere(found, foreign, material)
        yield
    return tuple(sorted(found, key=_order))


def _order(case: Case) -> tuple[object, ...]:
    """In text order, whichever side is called A."""
    places = sorted((span.fragments, span.label_id) for span in (*case.a, *case.b))
    return case.start, case.row is None, places


def _empty(material: Material) -> Case:
    return Case(
        material.a.article_id, None, 0,
        material.a.annotator_id, material.b.annotator_id, material.gold_id,
    )  # fmt: skip


def _bare(material: Material) -> Steps[list[Case]]:
    """The cases as they are without any decision."""
    sides = (material.a.spans, material.b.spans)
    a, b = (
        (yield from _marks(sides[0], material.names)),
        (yield from _marks(sides[1], material.names)),
    )
    doc = Doc(material.name, "", len(material.text), material.text, a, b)
    aligned = pairing(doc)
    yield
    every = yield from finding_rows(aligned)
    yield
    spans = {span.id: span for some in sides for span in some}
    links = _by_head((*material.a.relations, *material.b.relations))
    same = _same_things(every, material.far)
    empty = _empty(material)
    yield
    found = []
    for pause, (row, parts) in numbered(_with_parts(every)):
        if pause:
            yield
        found.append(_case(empty, row, parts, spans, links, same))
    return found


def _marks(spans: Iterable[Span], names: Mapping[str, str]) -> Steps[tuple[Mark, ...]]:
    made = []
    for pause, span in numbered(spans):
        if pause:
            yield
        made.append(mark_of(span, names))
    return tuple(made)


def mark_of(span: Span, names: Mapping[str, str]) -> Mark:
    """The span as agreement sees it; `names` are the labels' by id."""
    label = names.get(span.label_id, span.label_id)
    return Mark(span.fragments, label, span.attributes, span.id)


def _with_parts(every: Sequence[Row]) -> list[tuple[Row, list[Mark]]]:
    """Each row with those parts of what is split in it that have no partner of their own."""
    single = {row.marks[0].id: row for row in every if not row.kind.is_pair}
    taken: set[str] = set()
    joined: dict[int, list[Mark]] = {}
    for number, row in enumerate(every):
        if row.kind.is_pair:
            parts = [m for m in (*row.a_split, *row.b_split) if m.id in single]
            joined[number] = [part for part in parts if part.id not in taken]
            taken.update(part.id for part in parts)
    return [
        (row, joined.get(number, []))
        for number, row in enumerate(every)
        if row.kind.is_pair or row.marks[0].id not in taken
    ]


def _same_things(every: Iterable[Row], far: Mapping[str, Hashable]) -> dict[str, Hashable]:
    """What each span is, by id: paired ones are the same thing."""
    same = dict(far)
    for row in every:
        if row.a is not None and row.b is not None:
            same[row.a.id] = same[row.b.id] = frozenset((row.a.id, row.b.id))
    return same


def _case(
    empty: Case,
    row: Row,
    parts: Sequence[Mark],
    spans: Mapping[str, Span],
    links: Mapping[str, Sequence[Relation]],
    same: Mapping[str, Hashable],
) -> Case:
    here = [spans[mark.id] for mark in (*row.marks, *parts)]
    here.sort(key=lambda span: (span.fragments, span.label_id))
    begin = tuple(link for span in here for link in links.get(span.id, ()))
    return replace(
        empty,
        row=row,
        start=min(span.start for span in here),
        a=tuple(span for span in here if span.annotator_id == empty.a_id),
        b=tuple(span for span in here if span.annotator_id == empty.b_id),
        relations=begin,
        attributes=_other_values(row),
        links=bool(begin) and _other_links(row, links, same),
    )


def _other_values(row: Row) -> tuple[str, ...]:
    """The attributes whose values differ, where place and label are the same."""
    if row.kind is not Kind.SAME or row.a is None or row.b is None:
        return ()
    if row.a.attributes == row.b.attributes:
        return ()
    names = dict.fromkeys(pair.name for mark in row.marks for pair in mark.attributes)
    return tuple(name for name in names if _values(row.a, name) != _values(row.b, name))


def _values(mark: Mark, name: str) -> list[str]:
    return sorted(set(mark.values(name)))


def _other_links(
    row: Row, links: Mapping[str, Sequence[Relation]], same: Mapping[str, Hashable]
) -> bool:
    if row.a is None or row.b is None:
        return False
    a, b = (
        {(link.kind, same.get(link.child_id, link.child_id)) for link in links.get(mark.id, ())}
        for mark in (row.a, row.b)
    )
    return a != b


def _decided(found: list[Case], made: Sequence[Decision], material: Material) -> Steps[list[Case]]:
    """The cases with the decisions made between the same two; what has no case is one of its own.

    A decision belongs to the case with exactly its spans, else to the one that shares most of them.
    """
    holder = {span.id: n for n, case in enumerate(found) for span in (*case.a, *case.b)}
    kept: defaultdict[int, list[tuple[bool, int, Decision]]] = defaultdict(list)
    lost: list[Case] = []
    for pause, one in numbered(made):
        if pause:
            yield
        if not one.spans and found[0].row is None:
            kept[0].append((True, 0, one))
            continue
        shares: defaultdict[int, int] = defaultdict(int)
        for span_id in one.spans:
            if span_id in holder:
                shares[holder[span_id]] += 1
        if not shares:
            lost.append(_gone(one, material))
            continue
        number = max(shares, key=lambda n: (shares[n], -n))
        exact = _is_about(one, found[number])
        kept[number].append((exact, shares[number], one))
    answer = list(found)
    for pause, (number, some) in numbered(kept.items()):
        if pause:
            yield
        some.sort(key=lambda each: (not each[0], -each[1], each[2].at, each[2].id))
        (exact, _, best), *rest = some
        case = found[number]
        answer[number] = replace(
            case,
            decision=best,
            others=tuple(each[2] for each in rest),
            stale=not exact or best.ground != case.ground,
        )
    return answer + lost


def _is_about(one: Decision, case: Case) -> bool:
    """Whether the decision is about exactly the spans of the case."""
    sides = ((one.a_spans, case.a), (one.b_spans, case.b))
    return all(set(ids) == {span.id for span in spans} for ids, spans in sides)


def _gone(one: Decision, material: Material) -> Case:
    spans = [material.others[i] for i in one.gold_spans if i in material.others]
    start = min((span.start for span in spans), default=0)
    return replace(_empty(material), start=start, decision=one, stale=True)


def _decided_elsewhere(
    found: list[Case], made: Sequence[Decision], material: Material
) -> list[Case]:
    """The open cases with what gold decided there between other people: about one of their spans,
    about the same place, or about half of it with the same label."""
    by_id = {span.id: span for span in (*material.a.spans, *material.b.spans)}
    by_id.update(material.others)
    links = _by_head((*material.a.relations, *material.b.relations, *material.other_relations))
    about: dict[str, Decision] = {}
    places: list[tuple[Span, Decision]] = []
    for one in made:
        about.update((span_id, one) for span_id in one.spans)
        ids = (*one.spans, *one.gold_spans)
        places.extend((by_id[span_id], one) for span_id in ids if span_id in by_id)
    wanted = [n for n, case in enumerate(found) if case.decision is None]
    near = _near([found[n] for n in wanted], places, material)
    whole = next((one for one in made if not one.spans), None)
    answer = list(found)
    for number, place in zip(wanted, near, strict=True):
        case = found[number]
        named = (about[span.id] for span in (*case.a, *case.b) if span.id in about)
        one_of = next(named, place if case.row else whole)
        if one_of is not None:
            stale = _is_stale(one_of, by_id, links)
            answer[number] = replace(case, decision=one_of, stale=stale, elsewhere=True)
    return answer


def _near(
    cases: Sequence[Case], places: Sequence[tuple[Span, Decision]], material: Material
) -> list[Decision | None]:
    """For each case the decision that has a span in the same place, or close to it."""
    mine = [(span, n) for n, case in enumerate(cases) for span in (*case.a, *case.b)]
    answer: list[Decision | None] = [None] * len(cases)
    if not mine or not places:
        return answer
    a = tuple(mark_of(span, material.names) for span, _ in mine)
    b = tuple(mark_of(span, material.names) for span, _ in places)
    doc = Doc(material.name, "", len(material.text), material.text, a, b)
    starts, labels = bases([doc]), label_numbers([doc])
    found = overlaps(side([a], starts, labels), side([b], starts, labels))
    best: dict[int, float] = {}
    fits = (found.same_place | close(found)).tolist()
    each = zip(found.a.tolist(), found.b.tolist(), found.share.tolist(), fits, strict=True)
    for here, there, share, fit in each:
        number = mine[here][1]
        if fit and share > best.get(number, 0.0):
            best[number] = share
            answer[number] = places[there][1]
    return answer


def _is_stale(
    one: Decision, by_id: Mapping[str, Span], links: Mapping[str, Sequence[Relation]]
) -> bool:
    """Whether those whom it was made between say something else now."""
    a, b = ([by_id[i] for i in ids if i in by_id] for ids in (one.a_spans, one.b_spans))
    begin = (link for span_id in one.spans for link in links.get(span_id, ()))
    return one.ground != ground(a, b, begin)


def _by_head(relations: Iterable[Relation]) -> Mapping[str, Sequence[Relation]]:
    found: defaultdict[str, list[Relation]] = defaultdict(list)
    for relation in relations:
        found[relation.head_id].append(relation)
    return found
