"""Spans, relations and readings that arrive with an import. Nothing is snapped or trimmed."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, repeat
from typing import cast

from annotator.formats.bundle import ReadingRecord, RelationRecord, SpanRecord
from annotator.formats.many_spans import columns_of
from annotator.model.identity import named_id, new_id, new_ids
from annotator.model.people import Annotator
from annotator.model.reading import Attention, Reading, Status
from annotator.model.relation import Relation
from annotator.model.span import Span
from annotator.model.span_columns import Columns
from annotator.model.story import Article
from annotator.store.work import Work
from annotator.transfer.arrivals import Arrivals, Placed, are_uuids, is_uuid
from annotator.transfer.arriving_scheme import ArrivingScheme
from annotator.transfer.report import FileReport
from annotator.transfer.timed import measured

_FAR = (Status.NEW, Status.SKIPPED, Status.IN_PROGRESS, Status.DONE)


@dataclass(frozen=True, slots=True)
class _Across:
    """A relation to another article, kept until all articles are there.

    `new`: it begins in an article that came with this record.
    """

    relation: RelationRecord
    article: Article
    person: Annotator
    source: int
    where: str
    report: FileReport
    new: bool = False


@dataclass(slots=True)
class Marks:
    """Writes what one annotator left in one article, record by record."""

    work: Work
    arrivals: Arrivals
    scheme: ArrivingScheme
    report: FileReport = field(init=False)
    _moved: dict[tuple[str, str, str], str] = field(default_factory=dict)
    """Ids in the project, where they differ from the file's, by article, annotator and file id."""
    _across: list[_Across] = field(default_factory=list)
    _holders: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Article and annotator of the spans in the project that have ids of this batch."""
    _relation_ids: set[str] = field(default_factory=set)
    """Ids of this batch that relations of the project have."""
    _attention: list[Attention] = field(default_factory=list)

    def expect(self, records: Sequence[ReadingRecord]) -> None:
        """Looks up at once which ids of the records that come next are taken."""
        told = chain.from_iterable(columns_of(record.spans).ids for record in records)
        self._holders = self.work.spans.holders(list(filter(None, told)))
        relations = {one.id for record in records for one in record.relations}
        self._relation_ids = self.work.relations.ids_in_use([i for i in relations if i])

    def end_batch(self) -> None:
        """Writes what was measured, which no journal keeps."""
        self.work.readings.attend(self._attention)
        self._attention.clear()

    def take(self, record: ReadingRecord, placed: Placed, person: Annotator) -> None:
        """Writes the spans, the relations and the reading of a record."""
        self._reading(record, placed, person)
        there = self._spans(record, placed, person)
        local: list[RelationRecord] = []
        for relation in record.relations:
            if relation.head_doc or relation.child_doc:
                across = _Across(
                    relation,
                    placed.article,
                    person,
                    self.arrivals.number,
                    record.where,
                    self.report,
                )
                self._across.append(across)
            else:
                local.append(relation)
        if local:
            self._local_relations(local, there, record.where, placed, person)

    def finish(self) -> None:
        """Writes the relations across articles, now that all articles are there."""
        ids = [across.relation.id for across in self._across]
        self._relation_ids = self.work.relations.ids_in_use([i for i in ids if i])
        for across in self._across:
            article, relation = across.article, across.relation
            head = self._end(across, relation.head_doc or article.name, relation.head)
            child = self._end(across, relation.child_doc or article.name, relation.child)
            where = _named(across.where, "relation", relation.id)
            if head is None or child is None:
                lost = relation.head if head is None else relation.child
                across.report.refuse(where, f"the span {lost} it joins is not in the project.")
                continue
            known = {_shape(one) for one in self.work.relations.touching([head])}
            self._put_relation(relation, (head, child), across, where, known)

    # Readings

    def _reading(self, record: ReadingRecord, placed: Placed, person: Annotator) -> None:
        article = placed.article
        read_for = [self.scheme.label_id(name) for name in record.read_for]
        for name, label in zip(record.read_for, read_for, strict=True):
            if label is None:
                what = f"read for “{name}”, which the scheme does not have; that was left out."
                self.report.warn(record.where, what)
        reading = Reading(
            article.id,
            person.id,
            status=record.status,
            read_for=tuple(label for label in read_for if label is not None),
            note=record.note,
            impressions=record.impressions,
            scheme_name=record.scheme,
            scheme_version=record.scheme_version,
            created_at=record.created_at,
            updated_at=record.updated_at,
        )
        untouched = Reading(article.id, person.id)
        known = untouched if placed.new else self.work.readings.get(article.id, person.id)
        if known == untouched:
            if reading != untouched:
                self.work.readings.put([reading], new=True)
        elif record.part:
            self._join(known, reading)
        elif _told_of(known) != _told_of(reading):
            what = f"“{person.name}” has read {article.name} here; status and note were kept."
            self.report.warn(record.where, what)
        if record.seconds and (placed.new or not self._seconds(article, person)):
            label_id = self.scheme.label_id
            self._attention.append(measured(record, article.id, person.id, label_id))

    def _join(self, known: Reading, reading: Reading) -> None:
        """Joins what several records tell of one reading: the furthest status counts."""
        status = max(known.status, reading.status, key=_FAR.index)
        note = known.note if reading.note in known.note else f"{known.note}\n{reading.note}"
        joined = replace(known, status=status, note=note.strip("\n"))
        if joined != known:
            self.work.readings.put([joined])

    def _seconds(self, article: Article, person: Annotator) -> int:
        return self.work.readings.attention(article.id, person.id).seconds

    # Spans

    def _spans(self, record: ReadingRecord, placed: Placed, person: Annotator) -> Collection[str]:
        """Writes the spans that are new; all ids that are there afterwards."""
        columns = columns_of(record.spans)
        if any(columns.attributes) and not self.scheme.knows(columns.labels):
            return self._one_by_one(record, placed, person)  # tells both in the order they stand
        labels = self.scheme.label_ids(columns.labels)
        if placed.new and None not in labels and not _twice(columns):
            ids = self._own_ids(columns.ids)
            if ids is not None:
                there = columns._replace(ids=ids, labels=cast(Sequence[str], labels))
                self._add(there, placed.article, person)
                self._count_many(columns, record.where)
                return ids
        return self._one_by_one(record, placed, person)

    def _own_ids(self, told: Sequence[str]) -> Sequence[str] | None:
        """The ids of spans where these can be theirs: all are free, or none has any."""
        if told and not any(told):
            return new_ids(len(told))
        free = are_uuids(told) and self._holders.keys().isdisjoint(told)
        return told if free else None

    def _add(self, columns: Columns, article: Article, person: Annotator) -> None:
        self.work.spans.add(article.id, person.id, columns)
        self._holders.update(zip(columns.ids, repeat((article.id, person.id)), strict=False))

    def _count_many(self, columns: Columns, where: str) -> None:
        self.report.spans += len(columns.ids)
        if any(columns.attributes):
            self.report.attributes += sum(map(len, columns.attributes))
            for told, label, pairs in zip(
                columns.ids, columns.labels, columns.attributes, strict=True
            ):
                for name, _ in pairs:
                    self.scheme.look_at(label, name, _named(where, "span", told))

    def _one_by_one(self, record: ReadingRecord, placed: Placed, person: Annotator) -> set[str]:
        article = placed.article
        known = () if placed.new else self.work.spans.of(article.id, person.id)
        shapes = {(span.label_id, span.fragments): span.id for span in known}
        ids = self._ids(record.spans, article, person)
        derived = [i for i, span in zip(ids, record.spans, strict=True) if i and i != span.id]
        if derived and not placed.new:
            self._holders |= self.work.spans.holders(derived)
        new: list[Span] = []
        for one, wanted in zip(record.spans, ids, strict=True):
            where = _named(record.where, "span", one.id)
            label_id = self.scheme.label_id(one.label)
            if label_id is None:
                self.report.refuse(where, f"the scheme has no label “{one.label}”.")
                continue
            shape = (label_id, one.fragments)
            if shape in shapes:
                self.report.duplicates += 1
                self._move(article, person, one.id, shapes[shape])
                continue
            span_id = self._free_id(wanted, article, person)
            if span_id is None:
                why = "a span with this id is in the project already, with other words or label."
                self.report.refuse(where, why)
                continue
            self._move(article, person, one.id, span_id)
            shapes[shape] = span_id
            self._holders[span_id] = (article.id, person.id)
            new.append(_span(one, span_id, label_id, article, person))
            self._count(one, where)
        self.work.spans.put(new, new=True)
        return set(shapes.values())

    def _count(self, span: SpanRecord, where: str) -> None:
        self.report.spans += 1
        self.report.attributes += len(span.attributes)
        for name, _ in span.attributes:
            self.scheme.look_at(span.label, name, where)

    def _ids(self, spans: Sequence[SpanRecord], article: Article, person: Annotator) -> list[str]:
        """The ids that the spans would like: their own, or ones that follow from it."""
        return [
            span.id
            if not span.id or is_uuid(span.id)
            else named_id("span", article.sha256, article.name, person.id, span.id)
            for span in spans
        ]

    def _free_id(self, wanted: str, article: Article, person: Annotator) -> str | None:
        if not wanted:
            return new_id()
        holder = self._holders.get(wanted)
        if holder is None:
            return wanted
        if holder == (article.id, person.id):
            return None
        # A copy of somebody else's span, or of one in another article: a span of its own.
        derived = named_id("span", wanted, article.sha256, article.name, person.id)
        return None if self.work.spans.holders([derived]) else derived

    def _move(self, article: Article, person: Annotator, told: str, span_id: str) -> None:
        if told and told != span_id:
            self._moved[article.id, person.id, told] = span_id

    # Relations

    def _local_relations(
        self,
        relations: Sequence[RelationRecord],
        there: Collection[str],
        where: str,
        placed: Placed,
        person: Annotator,
    ) -> None:
        article = placed.article
        known: set[tuple[str, str, str]] = set()
        if not placed.new:
            known = {_shape(one) for one in self.work.relations.of(article.id, person.id)}
        across = _Across(relations[0], article, person, 0, where, self.report, placed.new)
        for relation in relations:
            told = _named(where, "relation", relation.id)
            ends = [
                self._moved.get((article.id, person.id, end), end)
                for end in (relation.head, relation.child)
            ]
            lost = [end for end in ends if end not in there]
            if lost:
                self.report.refuse(told, f"the span {lost[0]} it joins was not taken.")
            else:
                self._put_relation(relation, (ends[0], ends[1]), across, told, known)

    def _put_relation(
        self,
        relation: RelationRecord,
        ends: tuple[str, str],
        across: _Across,
        where: str,
        known: set[tuple[str, str, str]],
    ) -> None:
        report = across.report
        shape = (relation.kind, *ends)
        if shape in known:
            report.duplicates += 1
            return
        if ends[0] == ends[1]:
            report.refuse(where, "it joins a span with itself.")
            return
        if not self.scheme.has_kind(relation.kind):
            report.refuse(where, f"the scheme has no relation “{relation.kind}”.")
            return
        relation_id = relation.id
        if not is_uuid(relation_id):
            relation_id = named_id("relation", *shape)
            if not across.new:  # the span may have had other relations before
                self._relation_ids |= self.work.relations.ids_in_use([relation_id])
        if relation_id in self._relation_ids:
            relation_id = named_id("relation", relation_id, *shape)
        one = Relation(
            relation_id, across.person.id, relation.kind, *ends, attributes=relation.attributes
        )
        self.work.relations.put([one], new=True)
        self._relation_ids.add(relation_id)
        known.add(shape)
        report.relations += 1
        report.attributes += len(relation.attributes)

    def _end(self, across: _Across, doc: str, told: str) -> str | None:
        """The id in the project of the span at one end, if that is there and of one annotator."""
        article_id = self.arrivals.article_id(across.source, doc) or across.article.id
        return self.span_here(article_id, across.person, told)

    def span_here(self, article_id: str, person: Annotator, told: str) -> str | None:
        """The id in the project of a span that a file calls `told`, if it is this annotator's."""
        span_id = self._moved.get((article_id, person.id, told), told)
        found = self.work.spans.get([span_id])
        return span_id if found and found[0].annotator_id == person.id else None


def _span(
    record: SpanRecord, span_id: str, label_id: str, article: Article, person: Annotator
) -> Span:
    return Span(
        id=span_id,
        article_id=article.id,
        annotator_id=person.id,
        label_id=label_id,
        fragments=record.fragments,
        attributes=record.attributes,
        note=record.note,
        score=record.score,
        origin=record.origin,
        source=record.source,
        created_at=record.created_at,
        updated_at=record.updated_at,
    )


def _twice(columns: Columns) -> bool:
    """Whether the same place has the same label twice."""
    places = (columns.labels, columns.starts, columns.ends, columns.fragments)
    return len(set(zip(*places, strict=True))) < len(columns.ids)


def _shape(relation: Relation) -> tuple[str, str, str]:
    return (relation.kind, relation.head_id, relation.child_id)


def _told_of(reading: Reading) -> tuple[object, ...]:
    return (reading.status, set(reading.read_for), reading.note, reading.impressions)


def _named(where: str, what: str, name: str) -> str:
    return f"{where}, {what} “{name}”" if name else where
