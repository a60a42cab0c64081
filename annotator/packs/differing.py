"""What differs between two versions of a reading, for whoever has to decide between them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from annotator.errors import EditRefused
from annotator.model.decision import Decision
from annotator.model.reading import Reading
from annotator.model.relation import Relation
from annotator.model.scheme import Scheme
from annotator.model.span import Fragment, Span
from annotator.model.whole_reading import WholeReading
from annotator.packs.versions import state_of, versions
from annotator.project import Project


class Where(StrEnum):
    """In which of two versions something is."""

    FIRST = "only in the first"
    SECOND = "only in the second"
    CHANGED = "in both, but different"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not the same in both versions.

    `what` is the label of a span, or names what else differs, `words` are those of the article or
    of a note. `first` and `second` are the ids of spans to go to, "" where there is none; `how`
    says for what is in both what differs.
    """

    where: Where
    what: str
    words: str
    first: str = ""
    second: str = ""
    how: str = ""
    start: int = 0


def two_versions(project: Project, version_id: str) -> tuple[WholeReading, WholeReading]:
    """The first and the second version of a reading; the same spans have the same ids in both.

    Raises `EditRefused` where there is no such second version any more.
    """
    with project.snapshot() as records:
        version = versions(records).get(version_id)
        if version is None:
            raise EditRefused("There is no such second version any more.")
        (first,) = records.whole_readings.of(version.annotator_id, [version.article_id])
        return first, state_of(records, version, (version_id,)).whole


def differences(
    first: WholeReading, second: WholeReading, text: str, scheme: Scheme
) -> tuple[Difference, ...]:
    """All that differs, spans in the order of the text, then the rest."""
    spans = sorted(_spans(first, second, text, scheme), key=lambda one: (one.start, one.what))
    return (
        *spans,
        *_links(first, second, text),
        *_readings(first.reading, second.reading, scheme),
        *_rest(first, second),
    )


def _spans(
    first: WholeReading, second: WholeReading, text: str, scheme: Scheme
) -> Iterator[Difference]:
    pairs, only_first, only_second = _paired(first.spans, second.spans)
    for where, some in ((Where.FIRST, only_first), (Where.SECOND, only_second)):
        for span in some:
            here, there = (span.id, "") if where is Where.FIRST else ("", span.id)
            what = _label(span, scheme)
            yield Difference(where, what, quoted(span, text), here, there, start=span.start)
    for one, other in pairs:
        how = "; ".join(_told_apart(one, other, text, scheme))
        if how:
            yield Difference(
                Where.CHANGED,
                _label(one, scheme),
                quoted(one, text),
                one.id,
                other.id,
                how,
                one.start,
            )


def _paired(
    first: Sequence[Span], second: Sequence[Span]
) -> tuple[list[tuple[Span, Span]], list[Span], list[Span]]:
    """The spans that are in both, by id or else by place, and those that are only in one."""
    by_id = {span.id: span for span in second}
    by_place = {(span.label_id, span.fragments): span for span in second}
    pairs: list[tuple[Span, Span]] = []
    alone: list[Span] = []
    taken: set[str] = set()
    for span in first:
        other = by_id.get(span.id) or by_place.get((span.label_id, span.fragments))
        if other is None or other.id in taken:
            alone.append(span)
        else:
            taken.add(other.id)
            pairs.append((span, other))
    return pairs, alone, [span for span in second if span.id not in taken]


def _told_apart(one: Span, other: Span, text: str, scheme: Scheme) -> Iterator[str]:
    if one.label_id != other.label_id:
        yield f"label: {_label(one, scheme)} / {_label(other, scheme)}"
    if one.fragments != other.fragments:
        yield f"words: {quoted(one, text)} / {quoted(other, text)}"
    mine, theirs = _values(one), _values(other)
    for name in dict.fromkeys((*mine, *theirs)):
        if mine.get(name) != theirs.get(name):
            yield f"{name}: {mine.get(name, '–')} / {theirs.get(name, '–')}"
    if one.note != other.note:
        yield f"note: {_flat(one.note) or '–'} / {_flat(other.note) or '–'}"


def _values(span: Span) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for name, value in span.attributes:
        found[name] = f"{found[name]}, {value}" if name in found else value
    return found


def _links(first: WholeReading, second: WholeReading, text: str) -> Iterator[Difference]:
    spans = {span.id: span for span in (*first.spans, *second.spans)}
    mine, theirs = (
        {_link(one, spans): one for one in whole.relations} for whole in (first, second)
    )
    for where, some, others in ((Where.FIRST, mine, theirs), (Where.SECOND, theirs, mine)):
        for link, relation in some.items():
            if link in others:
                continue
            ends = [spans.get(end) for end in (relation.head_id, relation.child_id)]
            words = " → ".join(quoted(end, text) if end else "another article" for end in ends)
            first_id = relation.head_id if where is Where.FIRST else ""
            second_id = relation.head_id if where is Where.SECOND else ""
            yield Difference(where, relation.kind, words, first_id, second_id)


def _link(relation: Relation, spans: Mapping[str, Span]) -> tuple[object, ...]:
    def place(span_id: str) -> object:
        span = spans.get(span_id)
        return (span.label_id, span.fragments) if span else span_id

    return relation.kind, place(relation.head_id), place(relation.child_id), relation.attributes


def _readings(
    first: Reading | None, second: Reading | None, scheme: Scheme
) -> Iterator[Difference]:
    empty = first or second
    if empty is None:
        return
    blank = Reading(empty.article_id, empty.annotator_id)
    one, other = first or blank, second or blank
    told: Sequence[tuple[str, str, str]] = (
        ("status", _words(one.status), _words(other.status)),
        ("note on the article", _flat(one.note), _flat(other.note)),
        ("read for", _listed(scheme.names(one.read_for)), _listed(scheme.names(other.read_for))),
        ("impression", _listed(one.impressions), _listed(other.impressions)),
        ("left open", _listed(one.open_points), _listed(other.open_points)),
    )
    for what, mine, theirs in told:
        if mine != theirs:
            how = f"{mine or '–'} / {theirs or '–'}"
            yield Difference(Where.CHANGED, what, "", how=how)


def _rest(first: WholeReading, second: WholeReading) -> Iterator[Difference]:
    for where, one, other in ((Where.FIRST, first, second), (Where.SECOND, second, first)):
        asked = {question.text for question in other.questions}
        for question in one.questions:
            if question.text not in asked:
                yield Difference(where, "question", _flat(question.text))
        grouped = {(group.kind, group.name, len(group.members)) for group in other.groups}
        for group in one.groups:
            if (group.kind, group.name, len(group.members)) not in grouped:
                yield Difference(where, group.kind, group.name)
    mine, theirs = (
        {answer.suggestion_id: answer.verdict.value for answer in whole.answers}
        for whole in (first, second)
    )
    different = sum(mine.get(one) != theirs.get(one) for one in {*mine, *theirs})
    if different:
        number = f"{different} of {len({*mine, *theirs})}"
        yield Difference(Where.CHANGED, "answers to suggestions", "", how=number)
    ours, others = ({_about(one): _says(one) for one in w.decisions} for w in (first, second))
    different = sum(ours.get(one) != others.get(one) for one in {*ours, *others})
    if different:
        number = f"{different} of {len({*ours, *others})}"
        yield Difference(Where.CHANGED, "decisions", "", how=number)


def _about(one: Decision) -> tuple[object, ...]:
    """What a decision is about; where neither marked anything, that is between whom it is."""
    return one.spans, one.groups, frozenset(() if one.spans or one.groups else (one.a_id, one.b_id))


def _says(one: Decision) -> tuple[object, ...]:
    return one.took, one.gold_spans, one.gold_groups, one.reason, one.note


def quoted(span: Span, text: str) -> str:
    """The words of a span on one line, parts joined by an ellipsis."""
    return " … ".join(_flat(text[start:end]) for start, end in span.fragments)


def different_spans(
    found: Iterable[Difference], spans: Sequence[Span], *, first: bool
) -> tuple[Fragment, ...]:
    """Where the spans of one version stand that differ from the other one, in text order."""
    ids = {one.first if first else one.second for one in found}
    places = {fragment for span in spans if span.id in ids for fragment in span.fragments}
    return tuple(Fragment(*place) for place in sorted(places))


def _label(span: Span, scheme: Scheme) -> str:
    label = scheme.label(span.label_id)
    return label.name if label else span.label_id


def _words(status: str) -> str:
    return str(status).replace("_", " ")


def _listed(words: Iterable[str]) -> str:
    return ", ".join(words)


def _flat(words: str) -> str:
    return " ".join(words.split())
