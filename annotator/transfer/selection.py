"""The records of an export: which readings of a project, and what of them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from annotator.errors import BadInput
from annotator.formats.bundle import FACTS, ArticleRecord, ReadingRecord, RelationRecord
from annotator.formats.format import Format
from annotator.formats.fragments import Fragments, reshape
from annotator.formats.losses import Loss, Losses, Part, fitted
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
    decided: Decided = field(init=False)
    pairs: list[tuple[str, Annotator]] = field(init=False)
    """Ids of articles, each with an annotator whose reading of it is selected."""
    successors: Mapping[str, str] = field(init=False)
    """Ids of labels that were merged away, each with what it is now."""
    _stories: dict[str, Story] = field(init=False)
    _people: dict[str, Annotator] = field(init=False)
    _chosen: set[tuple[str, str]] = field(init=False)
    _lengths: dict[str, int] = field(init=False)
    _labels: dict[str, str] = field(init=False)
    """Names of labels by id."""
    _offered: dict[str, str] = field(init=False)
    """Which suggestions each annotator was offered, in a word, by the annotator's id."""
    _reshaped: int = 0
    _dangling: int = 0

    def __post_init__(self) -> None:
        self.scheme = self.records.schemes.current()
        self.successors = successors(self.records.schemes.all())
        self._stories = {story.id: story for story in self.records.stories.all()}
        wanted = self.options.annotators
        named = not self.options.nobody_named
        self.names = Names() if named else pseudonyms(self.records)
        people = sorted(self.records.people.all(), key=self._called)
        if self.options.gold:
            people = [one for one in people if one.role is Role.ADJUDICATED]
        self._people = {one.id: one for one in people if not wanted or one.id in wanted}
        self.pairs = self._find_pairs()
        self._chosen = {(article_id, person.id) for article_id, person in self.pairs}
        self.offered = Offered(self.records, self.scheme, self.names)
        self._offered = {i: self.offered.words(one) for i, one in self._people.items()}
        self._labels = {label.id: label.name for label in self.scheme.labels}
        chosen_people = tuple(self._people.values())
        whole = self.options.fragments is Fragments.DROP
        self.groups = Grouped(
            self.records,
            chosen_people,
            self._chosen,
            self.names,
            in_one_piece=whole,
            labels=self._label_ids() if self.options.labels else None,
        )
        self.decided = Decided(
            self.records, self.names, in_one_piece=whole, labels=self.groups.labels
        )

    def paired(self) -> Paired:
        """Pairs of passages, for training, of what is selected."""
        return Paired(self.records, tuple(self._people.values()), self._chosen, self.groups)

    @property
    def count(self) -> int:
        """How many records there are."""
        return len(self.pairs)

    def __iter__(self) -> Iterator[ReadingRecord]:
        self._reshaped = self._dangling = 0
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

    def _called(self, person: Annotator) -> tuple[str, str]:
        shown = self.names.shown(person)
        return shown.name, shown.id

    def _find_pairs(self) -> list[tuple[str, Annotator]]:
        begun = self._begun()
        places = sorted(
            (self._stories[story_id].name, name, article_id, length)
            for article_id, story_id, name, length in self.records.articles.places()
            if not self.options.stories or story_id in self.options.stories
        )
        self._lengths = {article_id: length for _, _, article_id, length in places}
        unopened = Status.NEW in self.options.statuses
        return [
            (article_id, person)
            for _, _, article_id, _ in places
            for person in self._people.values()
            if begun.get((article_id, person.id), unopened)
        ]

    def _begun(self) -> dict[tuple[str, str], bool]:
        """Whether each reading there is, is wanted."""
        wanted = self.options.statuses
        found: dict[tuple[str, str], bool] = {}
        for person in self._people.values():
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
        self._reshaped += shaped.spans
        self._dangling += shaped.relations
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
        story = self._stories[article.story_id]
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
            self._dangling += whole - len(relations)
        several = {span.id for span in children if len(span.fragments) > 1}
        found: list[RelationRecord] = []
        for relation in relations:
            target = targets[relation.child_id]
            if (target.article_id, person.id) in self._chosen:
                found.append(_relation(relation, self._doc(target, article)))
            else:
                self._dangling += 1
        return found, several

    def _doc(self, span: Span, article: Article) -> str:
        if span.article_id == article.id:
            return ""
        other = self.records.articles.get(span.article_id)
        return other.name if other else ""

    def left_out(self) -> Sequence[str]:
        """For the card: what was chosen and what was lost, as sentences."""
        chosen: list[str] = []
        if self.options.annotators:
            names = ", ".join(self._called(person)[0] for person in self._people.values())
            chosen.append(f"Only what these annotators did: {names}.")
        if self.options.statuses:
            names = ", ".join(sorted(self.options.statuses))
            chosen.append(f"Only readings with this status: {names}.")
        if self.options.gold:
            chosen.append("Only gold: what was adjudicated.")
        if self.options.labels:
            chosen.append(f"Only spans with these labels: {', '.join(self.options.labels)}.")
        if self.options.stories:
            names = ", ".join(self._stories[one].name for one in self.options.stories)
            chosen.append(f"Only these stories: {names}.")
        if self.options.publish:
            chosen.append(
                "Without texts, notes and names: put the texts back with `annotator attach`."
            )
        return [*chosen, *self.losses()]

    def losses(self) -> Iterable[str]:
        """What the records could not hold, once they were gone through."""
        how = self.options.fragments
        done = {
            Fragments.HULL: "written from their first to their last word",
            Fragments.SEPARATE: "written as one span for each piece",
            Fragments.DROP: "left out",
        }
        if self._reshaped and how in done:
            yield f"Discontinuous spans {done[how]}: {self._reshaped}."
        if self._dangling:
            yield f"Relations left out because one end is not in the export: {self._dangling}."
        if self.groups.lost:
            lost = self.groups.lost
            yield f"Members of groups left out because they are not in the export: {lost}."
        if self.decided.lost:
            lost = self.decided.lost
            yield f"Decisions left out because their spans are not in the export: {lost}."
        if old := self.decided.out_of_date(self.pairs):
            yield _out_of_date(old)
        yield from self.names.remarks()

    def losses_counted(self) -> Iterable[Loss]:
        """The same with counts, for a list of losses."""
        if self._reshaped and self.options.fragments is not Fragments.KEEP:
            yield Loss("discontinuous spans", self._reshaped)
        if self._dangling:
            yield Loss("relations of which one end is not in the export", self._dangling)

    def beside(self) -> Iterable[Loss]:
        """What only a folder of records holds."""
        groups, offered = self.groups.number(), self.offered.number(self.pairs)
        self.groups.lost = 0
        if groups:
            yield Loss("groups", groups)
        if offered:
            yield Loss("suggestions and their answers", offered)
        if decided := self.decided.number(self.pairs):
            yield Loss("decisions", decided)

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

    def lost_in_one_file(self) -> Iterable[str]:
        """What a folder would hold beside the records, and one file cannot."""
        groups, offered = self.groups.number(), self.offered.number(self.pairs)
        self.groups.lost = 0  # with the groups their members are told of
        if groups:
            yield f"One file cannot hold groups; left out: {groups}. Export a folder to keep them."
        if offered:
            yield (
                f"One file cannot hold suggestions and their answers; left out: {offered}. "
                "Export a folder to keep them."
            )
        if decided := self.decided.number(self.pairs):
            yield (
                f"One file cannot hold decisions; left out: {decided}. Export a folder to keep "
                "them."
            )
        if self.options.soft_labels:
            number = self.soft_labels().number()
            yield (
                "One file cannot hold soft labels; left out: those of "
                f"{number} article{'' if number == 1 else 's'}. Export a folder to keep them."
            )


def _out_of_date(articles: Sequence[str]) -> str:
    """Says that gold has to be looked at again, and where."""
    first, more = articles[:5], len(articles) - 5
    named = ", ".join(first) + (f" and {more} more" if more > 0 else "")
    return f"Gold is done with what was changed since: {named}. Decide there again."


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
