"""What of a project is needed to say how people agree over time."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from annotator.agree.pairing import Pairing, pairings
from annotator.comparing.over_time import BothRead, DoneReading, OverTime, Seen, over_time
from annotator.comparing.reading import Reader
from annotator.model.decision import Reason
from annotator.model.people import Annotator
from annotator.model.plan import again_id
from annotator.model.reading import Status
from annotator.progress import Progress, silent
from annotator.project import Project
from annotator.text.word_edges import WordEdges


def agreement_over_time(
    project: Project, people: Sequence[Annotator], progress: Progress = silent, *, seed: int = 0
) -> OverTime:
    """How these people agree with each other and with themselves, week by week."""
    with project.snapshot():
        return over_time(_Weeks(project, people, progress).seen(seed))


class _Weeks:
    """Reads it from a project."""

    def __init__(self, project: Project, people: Sequence[Annotator], progress: Progress) -> None:
        self._project = project
        self._people = people
        self._progress = progress
        self._reader = Reader(project)
        stories = [story.id for story in project.stories()]
        everybody = {person.id: person for person in project.annotators()}
        self._again = {
            again: person
            for person in people
            for story in stories
            if (again := again_id(person.id, story)) in everybody
        }
        self._second = {again: everybody[again] for again in self._again}
        self._whose = {one.id: one.id for one in people}
        self._whose |= {again: person.id for again, person in self._again.items()}

    def seen(self, seed: int) -> Seen:
        return Seen(
            people=self._people,
            done=tuple(self._done()),
            shared=self._shared(),
            repeated=self._repeated(),
            seconds=self._seconds(),
            answers=[
                answer
                for person in self._people
                for answer in self._project.answers(person.id).values()
            ],
            gaps=tuple(self._gaps()),
            seed=seed,
        )

    def _done(self) -> Iterator[DoneReading]:
        spans = {one: self._project.span_counts(one) for one in self._whose}
        seconds = {
            (one.article_id, one.annotator_id): one.seconds for one in self._project.all_attention()
        }
        words: dict[str, int] = {}
        edges = WordEdges()
        for reading in self._project.readings():
            if reading.status is not Status.DONE or reading.annotator_id not in self._whose:
                continue
            article, who = reading.article_id, reading.annotator_id
            if article not in words:
                words[article] = len(edges.of(self._project.text(article))[0])
            yield DoneReading(
                article,
                self._whose[who],
                (reading.updated_at or "")[:10],
                spans[who].get(article, 0),
                words[article],
                seconds.get((article, who), 0),
                again=who in self._again,
            )

    def _shared(self) -> Mapping[tuple[str, str], Sequence[BothRead]]:
        pairs = list(combinations(self._people, 2))
        found = {}
        for number, (a, b) in enumerate(pairs):
            self._progress(number, len(pairs), f"{a.name}, {b.name}")
            found[a.id, b.id] = self._both(a, b)
        return found

    def _repeated(self) -> Mapping[str, Sequence[BothRead]]:
        found: dict[str, list[BothRead]] = {}
        for number, (again, person) in enumerate(self._again.items()):
            self._progress(number, len(self._again), person.name)
            found.setdefault(person.id, []).extend(self._both(person, self._second[again]))
        return found

    def _both(self, a: Annotator, b: Annotator) -> list[BothRead]:
        docs, _ = self._reader.docs(a, b, lambda *_: self._progress(0, 0, a.name))
        return [_counted(one) for one in pairings(docs)]

    def _seconds(self) -> Mapping[tuple[str, str, str], int]:
        return {
            (one.article_id, one.annotator_id, day): seconds
            for one in self._project.all_attention()
            if one.annotator_id in self._whose and one.annotator_id not in self._again
            for day, seconds in {"": one.undated, **one.by_day()}.items()
        }

    def _gaps(self) -> Iterator[tuple[str, str]]:
        """The day and the label of each: of a place with two labels one each, of none “”."""
        names = self._reader.label_names
        for decision in self._project.decisions():
            if decision.gap or decision.reason is Reason.GUIDELINE_GAP:
                ids = (*decision.spans, *decision.gold_spans)
                spans = self._project.spans_by_id(ids)
                for label in sorted({names.get(one.label_id, one.label_id) for one in spans}):
                    yield decision.at[:10], label
                if not spans:
                    yield decision.at[:10], ""


def _counted(one: Pairing) -> BothRead:
    same = sum(pair.same_label and pair.same_place for pair in one.pairs)
    close = sum(pair.close for pair in one.pairs)
    doc = one.doc
    return BothRead(doc.id, 2 * same, 2 * close, len(doc.a) + len(doc.b))
