"""The soft labels of an export: which share of the annotators gave each character a label."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from annotator.formats.soft import SoftRecord, SoftRun, write_soft
from annotator.model.people import Annotator
from annotator.model.reading import Status
from annotator.model.scheme import Scheme
from annotator.model.story import Article
from annotator.store.work import Records
from annotator.transfer.pseudonyms import Names, origins

PLACES = 6
"""Decimals of a share."""


@dataclass(frozen=True, slots=True)
class SoftLabels:
    """The soft labels of the articles of an export.

    `pairs` are ids of articles, each with an annotator whose reading of it is exported, in order.
    Whoever has not finished an article is none of its annotators, and nobody is two: second
    readings by the same person and second versions do not count. `labels`: names of those that
    count, none for all of the scheme. `texts`: the texts stand in it.
    """

    records: Records
    scheme: Scheme
    pairs: Sequence[tuple[str, Annotator]]
    names: Names
    labels: Collection[str] = ()
    texts: bool = True

    def lines(self) -> Iterator[bytes]:
        """The lines of `soft.jsonl`: those articles that somebody has finished."""
        stories = {story.id: story for story in self.records.stories.all()}
        for article_id, people in self._annotators().items():
            article = self.records.articles.get(article_id)
            if article is not None:
                story = stories[article.story_id]
                yield write_soft(self._record(article, story.name, story.split, people))

    def number(self) -> int:
        """How many articles there are."""
        return len(self._annotators())

    def _annotators(self) -> dict[str, list[Annotator]]:
        """Who has finished each article, in the order of the export."""
        second = origins(self.records).keys()
        found: defaultdict[str, list[Annotator]] = defaultdict(list)
        for article_id, person in self.pairs:
            reading = self.records.readings.get(article_id, person.id)
            if reading.status is Status.DONE and person.id not in second:
                found[article_id].append(person)
        return found

    def _record(
        self, article: Article, story: str, split: str, people: Sequence[Annotator]
    ) -> SoftRecord:
        from annotator.agree.soft import soft_labels
        from annotator.agree.values import Mark

        names = {label.id: label.name for label in self.scheme.labels}
        sides = [
            [
                Mark(span.fragments, names[span.label_id])
                for span in self.records.spans.of(article.id, person.id)
                if span.label_id in names
            ]
            for person in people
        ]
        used = {mark.label for side in sides for mark in side}
        labels = [
            label.name
            for label in self.scheme.labels
            if (not self.labels or label.name in self.labels)
            and (label.name in used or not label.retired)
        ]
        runs = [
            SoftRun(start, end, label, round(share, PLACES))
            for label in labels
            if label in used
            for start, end, share in soft_labels(sides, label, article.length)
        ]
        order = {label: place for place, label in enumerate(labels)}
        runs.sort(key=lambda run: (run.start, run.end, order[run.label]))
        text = self.records.articles.text(article.id) if self.texts else ""
        called = [self.names.shown(person).name for person in people]
        return SoftRecord(article.name, story, text, article.sha256, called, labels, runs, split)
