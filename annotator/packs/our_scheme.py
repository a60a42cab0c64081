"""Work that was done under another version of the scheme is brought to the one that counts here."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from annotator.model.scheme import ANY_SPAN, Label, RelationKind, Scheme
from annotator.model.scheme_rules import SchemeChanges
from annotator.model.span import AttributeValue, Span
from annotator.model.suggestion import Answer
from annotator.model.whole_reading import WholeReading


@dataclass(slots=True)
class OurScheme:
    """The scheme that counts here, to which only what work stands on comes back."""

    scheme: Scheme
    back: list[str] = field(default_factory=list)
    """Names of labels and kinds that the scheme lacked: labels came back, retired."""
    retired: Counter[str] = field(default_factory=Counter)
    """Numbers of spans that came with a label that is retired here, by its name."""
    _theirs: Scheme = field(init=False)
    _changes: SchemeChanges = field(init=False)
    _labels: dict[str, Label] = field(init=False)
    _kinds: set[str] = field(init=False)
    _ids: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._labels = {label.id: label for label in self.scheme.labels}
        self._kinds = {kind.name for kind in self.scheme.relations}

    def begin(self, theirs: Scheme, changes: SchemeChanges) -> None:
        """Turns to work that was done under this version, and what later ones did to its spans."""
        self._theirs, self._changes = theirs, changes
        self._ids.clear()
        self.retired.clear()
        self.back.clear()

    def whole(self, whole: WholeReading) -> WholeReading:
        """The same reading with labels, attributes and kinds that the scheme has."""
        spans, moved = self._spans(whole.spans)
        relations = {
            (one.kind, one.head_id, one.child_id): one
            for one in (
                replace(
                    r,
                    head_id=moved.get(r.head_id, r.head_id),
                    child_id=moved.get(r.child_id, r.child_id),
                )
                for r in whole.relations
            )
            if one.head_id != one.child_id
        }
        kinds = [one.kind for one in whole.relations] + [one.kind for one in whole.groups]
        for kind in dict.fromkeys(kinds):
            self._need_kind(kind)
        reading = whole.reading
        if reading is not None and reading.read_for:
            known = dict.fromkeys(map(self._label_id, reading.read_for))
            reading = replace(reading, read_for=tuple(known))
        if not moved:
            return replace(whole, reading=reading, spans=spans)
        return replace(
            whole,
            reading=reading,
            spans=spans,
            relations=tuple(relations.values()),
            answers=_answers(whole.answers, moved),
            decisions=tuple(
                replace(one, gold_spans=tuple(moved.get(i, i) for i in one.gold_spans))
                for one in whole.decisions
            ),
            questions=tuple(
                replace(one, span_id=moved.get(one.span_id, one.span_id)) for one in whole.questions
            ),
            groups=tuple(
                replace(
                    group,
                    members=tuple(
                        {
                            (m.article_id, m.span_id): m
                            for m in (
                                replace(one, span_id=moved.get(one.span_id, one.span_id))
                                for one in group.members
                            )
                        }.values()
                    ),
                )
                for group in whole.groups
            ),
        )

    def _spans(self, spans: Iterable[Span]) -> tuple[tuple[Span, ...], dict[str, str]]:
        """The spans, each place and label once, and what became of those that stood twice."""
        kept: dict[tuple[object, ...], Span] = {}
        moved: dict[str, str] = {}
        # A span that has its label already is kept before one that gets it.
        for span in sorted(spans, key=lambda one: self._label_id(one.label_id) != one.label_id):
            turned = self._span(span)
            there = kept.setdefault((turned.label_id, turned.fragments), turned)
            if there is not turned:
                moved[span.id] = there.id
        for span in kept.values():
            label = self._labels[span.label_id]
            if label.retired:
                self.retired[label.name] += 1
        return tuple(sorted(kept.values(), key=lambda one: one.id)), moved

    def _span(self, span: Span) -> Span:
        label_id, names = self._label_id(span.label_id), self._changes.renamed.get(span.label_id)
        attributes = span.attributes
        if names:
            attributes = tuple(AttributeValue(names.get(n, n), v) for n, v in attributes)
        if label_id == span.label_id and attributes == span.attributes:
            return span
        return replace(span, label_id=label_id, attributes=attributes)

    def _label_id(self, label_id: str) -> str:
        if label_id not in self._ids:
            self._ids[label_id] = self._find(self._changes.merged.get(label_id, label_id))
        return self._ids[label_id]

    def _find(self, label_id: str) -> str:
        """The label itself, else the one of its name, else it comes back."""
        if label_id in self._labels:
            return label_id
        label = self._theirs.label(label_id) or Label(label_id, f"label {label_id}")
        namesake = self.scheme.label_named(label.name)
        if namesake is not None:
            return namesake.id
        back = replace(label, key="", retired=True)
        self.scheme = replace(self.scheme, labels=(*self.scheme.labels, back))
        self._labels[back.id] = back
        self.back.append(back.name)
        return back.id

    def _need_kind(self, name: str) -> None:
        if name in self._kinds:
            return
        named = {kind.name: kind for kind in self._theirs.relations}
        kind = self._with_our_labels(named.get(name, RelationKind(name)))
        self.scheme = replace(self.scheme, relations=(*self.scheme.relations, kind))
        self._kinds.add(name)
        self.back.append(name)

    def _with_our_labels(self, kind: RelationKind) -> RelationKind:
        names = {label.name for label in self.scheme.labels}
        return replace(
            kind,
            source=kind.source if kind.source in names else ANY_SPAN,
            target=kind.target if kind.target in names else ANY_SPAN,
            members=tuple(name for name in kind.members if name in names),
        )


def _answers(answers: Iterable[Answer], moved: Mapping[str, str]) -> tuple[Answer, ...]:
    return tuple(replace(one, span_id=moved.get(one.span_id, one.span_id)) for one in answers)
