"""The records of an export: which readings of a project, and what of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from annotator.errors import BadInput
from annotator.formats.bundle import FACTS, ArticleRecord, ReadingRecord, RelationRecord
from annotator.formats.format import Format
from annotator.formats.fragments import Fragments, reshape
from annotator.formats.losses import Losses, Part, fitted
from annotator.formats.many_spans import ManySpans
from annotator.formats.record import OFFERED, VERSION_OF
from annotator.model.people import Annotator, Role
from annotator.model.reading import Attention, Reading, Status
from annotator.model.relation import Relation
from annotator.model.scheme import Scheme
from annotator.model.scheme_rules import successors
from annotator.model.span import Span
from annotator.model.span_columns import NOTHING, Columns
from annotator.model.story import Article, Story
from annotator.store.gathered import Gathered
from annotator.store.work import Records
from annotator.transfer.decided import Decided
from annotator.transfer.export_options import ExportOptions
from annotator.transfer.grouped import Grouped
from annotator.transfer.judged import Judged
from annotator.transfer.offered import Offered
from annotator.transfer.paired import Paired
from annotator.transfer.pseudonyms import Names, pseudonyms
from annotator.transfer.published import published
from annotator.transfer.softened import SoftLabels
from annotator.transfer.timed import days_of

_BATCH = 200
_BATCH_CHARACTERS = 2_000_000


@dataclass(slots=True)
class Selection:
    """The records of an export, in canonical order; can be gone through again and again.

    Holds the ids of what is selected and one record at a time.
    """

    records: Records
    options: ExportOptions
    names: Names = field(init=False)
    scheme: Scheme = field(init=False)
    offered: Offered = field(init=False)
    groups: Grouped = field(init=False)
    judged: Judged = field(init=False)
    decided: Decided = field(init=False)
    pairs: list[tuple[str, Annotator]] = field(init=False)
    """Ids of articles, each with an annotator whose reading of it is selected."""
    successors: Mapping[str, str] = field(init=False)
    """Ids of labels that were merged away, each with what it is now."""
    stories: dict[str, Story] = field(init=False)
    people: dict[str, Annotator] = field(init=False)
    _chosen: set[tuple[str, str]] = field(init=False)
    _lengths: dict[str, int] = field(init=False)
    _labels: dict[str, str] = field(init=False)
    """Names of labels by id."""
    _offered: dict[str, str] = field(init=False)
    """Which suggestions each annotator was offered, in a word, by the annotator's id."""
    reshaped: int = 0
    """How many discontinuous spans were written in one piece, in several, or not at all."""
    dangling: int = 0
    """How many relations were left out because one end is not in the export."""

    def __post_init__(self) -> None:
        self.scheme = self.records.schemes.current()
        self.successors = successors(self.records.schemes.all())
        self.stories = {story.id: story for story in self.records.stories.all()}
        wanted = self.options.annotators
        named = not self.options.nobody_named
        self.names = Names() if named else pseudonyms(self.records)
        people = sorted(self.records.people.all(), key=self.called)
        if self.options.gold:
            people = [one for one in people if one.role is Role.ADJUDICATED]
        self.people = {one.id: one for one in people if not wanted or one.id in wanted}
        self.pairs = self._find_pairs()
        self._chosen = {(article_id, person.id) for article_id, person in self.pairs}
        self.offered = Offered(self.records, self.scheme, self.names)
        self._offered = {i: self.offered.words(one) for i, one in self.people.items()}
        self._labels = {label.id: label.name for label in self.scheme.labels}
        chosen_people = tuple(self.people.values())
        whole = self.options.fragments is Fragments.DROP
        self.groups = Grouped(
            self.records,
            chosen_people,
            self._chosen,
            self.names,
            in_one_piece=whole,
            labels=self._label_ids() if self.options.labels else None,
        )
        self.judged = Judged(self.records, chosen_people, self._chosen, self.groups)
        self.decided = Decided(
            self.records, self.groups, self.names, in_one_piece=whole, labels=self.groups.labels
        )

    def paired(self) -> Paired:
        """Pairs of passages, for training, of what is selected."""
        people = tuple(self.people.values())
        return Paired(self.records, people, self._chosen, self.groups, self.judged)

    @property
    def count(self) -> int:
        """How many records there are."""
        return len(self.pairs)

    def __iter__(self) -> Iterator[ReadingRecord]:
        self.reshaped = self.dangling = 0
        people = {person.id for _, person in self.pairs}
        for some in self._batches():
            held = self.records.gathered.of([*dict.fromkeys(i for i, _ in some)], people)
            for article_id, person in some:
                if article_id in held.articles:
                    yield self._record(held.articles[article_id], person, held)

    def _batches(self) -> Iterator[list[tuple[str, Annotator]]]:
        """The pairs of a few articles at a time, of fewer where they are long."""
        batch: list[tuple[str, Annotator]] = []
        articles = size = 0
        last = ""
        for article_id, person in self.pairs:
            if article_id != last:
                if articles >= _BATCH or size >= _BATCH_CHARACTERS:
                    yield batch
                    batch, articles, size = [], 0, 0
                articles, size, last = articles + 1, size + self._lengths[article_id], article_id
            batch.append((article_id, person))
        if batch:
            yield batch

    def called(self, person: Annotator) -> tuple[str, str]:
        """The name and the id by which the export calls somebody."""
        shown = self.names.shown(person)
        return shown.name, shown.id

    def _find_pairs(self) -> list[tuple[str, Annotator]]:
        begun = self._begun()
        places = sorted(
            (self.stories[story_id].name, name, article_id, length)
            for article_id, story_id, name, length in self.records.articles.places()
            if not self.options.stories or story_id in self.options.stories
        )
        self._lengths = {article_id: length for _, _, article_id, length in places}
        unopened = Status.NEW in self.options.statuses
        return [
            (article_id, person)
            for _, _, article_id, _ in places
            for person in self.people.values()
            if begun.get((article_id, person.id), unopened)
        ]

    def _begun(self) -> dict[tuple[str, str], bool]:
        """Whether each reading there is, is wanted."""
        wanted = self.options.statuses
        found: dict[tuple[str, str], bool] = {}
        for person in self.people.values():
            for article_id in self.records.spans.count_by_article(person.id):
                found[article_id, person.id] = not wanted or Status.NEW in wanted
            for article_id, status, was_opened in self.records.readings.begun(person.id):
                key = (article_id, person.id)
                found[key] = status in wanted if wanted else was_opened or key in found
        return found

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys that `meta` needs on every line (see `meta_keys`)."""
        found: set[str] = set()
        articles = {article_id for article_id, _ in self.pairs}
        for article_id, version_of, extra in self.records.articles.more_facts():
            if article_id in articles:
                found.update(name for name, value in extra if value and name not in FACTS)
                if version_of and self.records.articles.get(version_of):
                    found.add(VERSION_OF)
        if any(
            self._offered[person.id] for person in {one.id: one for _, one in self.pairs}.values()
        ):
            found.add(OFFERED)
        return (*FACTS, *sorted(found))

    def _record(self, article: Article, person: Annotator, held: Gathered) -> ReadingRecord:
        whose = (article.id, person.id)
        reading = held.readings.get(whose) or Reading(*whose)
        spans = self._named(self._wanted(held.spans.get(whose, NOTHING)), article)
        relations, elsewhere = self._relations(article, person, held)
        shown = self.names.shown(person)
        attention = held.attention.get(whose) or Attention(*whose)
        record = ReadingRecord(
            article=self._article(article, held.texts[article.id]),
            annotator=shown.name,
            annotator_id=shown.id,
            role=person.role,
            status=reading.status,
            read_for=self.scheme.names(reading.read_for),
            note=reading.note,
            impressions=reading.impressions,
            seconds=attention.seconds,
            days=days_of(attention, self.scheme, self.successors) if attention.times else (),
            spans=ManySpans(spans) if spans.ids else (),
            relations=tuple(relations),
            scheme=reading.scheme_name,
            scheme_version=reading.scheme_version,
            created_at=reading.created_at,
            updated_at=reading.updated_at,
            offered=self._offered[person.id],
        )
        named = self.names.record(record)
        if self.options.publish:
            named = published(named)
        if self.options.fragments is Fragments.KEEP:
            return named
        shaped = reshape(named, self.options.fragments, elsewhere)
        self.reshaped += shaped.spans
        self.dangling += shaped.relations
        return shaped.record

    def _wanted(self, spans: Columns) -> Columns:
        """Those with the labels that were asked for."""
        if not self.options.labels:
            return spans
        ids = self._label_ids()
        return spans.where([label_id in ids for label_id in spans.labels])

    def _named(self, spans: Columns, article: Article) -> Columns:
        """The same with names of labels in place of ids."""
        try:
            return spans._replace(labels=tuple(map(self._labels.__getitem__, spans.labels)))
        except KeyError as lacking:
            wrong = spans.ids[spans.labels.index(lacking.args[0])]
            raise BadInput(
                f"{article.name}: the span {wrong} has a label that the scheme lacks. "
                "Nothing was written. Check the project first."
            ) from None

    def _label_ids(self) -> frozenset[str]:
        wanted = self.options.labels
        return frozenset(label.id for label in self.scheme.labels if label.name in wanted)

    def _article(self, article: Article, text: str) -> ArticleRecord:
        story = self.stories[article.story_id]
        earlier = self.records.articles.get(article.version_of) if article.version_of else None
        return ArticleRecord(
            name=article.name,
            story=story.name,
            text=text,
            title=article.title,
            outlet=article.outlet,
            byline=article.byline,
            published=article.published,
            url=article.url,
            retrieved=article.retrieved,
            extra=article.extra,
            split=story.split,
            version_of=earlier.name if earlier else dict(article.extra).get(VERSION_OF, ""),
        )

    def _relations(
        self, article: Article, person: Annotator, held: Gathered
    ) -> tuple[list[RelationRecord], set[str]]:
        """The relations that begin here, and the ids of discontinuous spans they lead to."""
        relations = held.relations.get((article.id, person.id), ())
        targets = held.ends
        children = [targets[relation.child_id] for relation in relations]
        if self.options.labels:
            heads = [targets[relation.head_id] for relation in relations]
            ids = self._label_ids()
            kept = {span.id for span in (*heads, *children) if span.label_id in ids}
            whole = len(relations)
            relations = tuple(
                one for one in relations if one.head_id in kept and one.child_id in kept
            )
            self.dangling += whole - len(relations)
        several = {span.id for span in children if len(span.fragments) > 1}
        found: list[RelationRecord] = []
        for relation in relations:
            target = targets[relation.child_id]
            if (target.article_id, person.id) in self._chosen:
                found.append(_relation(relation, self._doc(target, article)))
            else:
                self.dangling += 1
        return found, several

    def _doc(self, span: Span, article: Article) -> str:
        if span.article_id == article.id:
            return ""
        other = self.records.articles.get(span.article_id)
        return other.name if other else ""

    def soft_labels(self) -> SoftLabels:
        """The soft labels of what is selected; of people, unless others were asked for by name."""
        asked = self.options.annotators or self.options.gold
        others = (Role.ADJUDICATED, Role.MODEL)
        return SoftLabels(
            self.records,
            self.scheme,
            [one for one in self.pairs if asked or one[1].role not in others],
            self.names,
            self.options.labels,
            texts=not self.options.publish,
        )


def _relation(relation: Relation, doc: str) -> RelationRecord:
    return RelationRecord(
        id=relation.id,
        kind=relation.kind,
        head=relation.head_id,
        child=relation.child_id,
        child_doc=doc,
        attributes=relation.attributes,
    )


@dataclass(frozen=True, slots=True)
class Kept:
    """What is selected, as a format keeps it; can be gone through again and again.

    `by_split`: train, dev and test are files of their own, and so nothing is lost of them.
    """

    selection: Selection
    format: Format
    losses: Losses
    by_split: bool = False

    def __iter__(self) -> Iterator[ReadingRecord]:
        self.losses.found.clear()
        choices = self.selection.options.choices
        known, more = self.format, self.format.fit
        by_file = frozenset({Part.SPLITS} if self.by_split else ())
        return fitted(
            self.selection,
            known.keeps(choices) | by_file,
            (lambda record: more(record, choices)) if more else None,
            self.losses,
        )
