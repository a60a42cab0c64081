"""One taking back: reading by reading, what comes in is joined with what is here."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from annotator.edits.schemes import save_scheme
from annotator.model.identity import named_id, now
from annotator.model.lineage import Descent, Lineage
from annotator.model.people import Annotator, Role
from annotator.model.reading import Attention, Status
from annotator.model.story import Article, text_sha256
from annotator.model.whole_reading import WholeReading
from annotator.packs.arriving import Arriving, Whose, text_changed
from annotator.packs.our_scheme import OurScheme
from annotator.packs.report import Divergence, PersonReport, SourceReport
from annotator.packs.states import Shown, State, descent_of, joined, together
from annotator.packs.twins import put_twins, twins_of
from annotator.packs.versions import (
    Version,
    as_version,
    by_reading,
    forget_version,
    put_version,
    state_of,
    versions,
)
from annotator.packs.waiting import wholes
from annotator.packs.writing import Replacement, write_readings
from annotator.project import Project
from annotator.store.work import Records, Work

TO_THE_LEAD = "Send the file to the lead, who takes it back."


@dataclass(frozen=True, slots=True)
class _Copy:
    """One copy of the project, as far as one annotator goes: here, or what comes in."""

    records: Records
    person_id: str
    lineages: Mapping[Whose, Lineage]
    versions: Mapping[Whose, Sequence[Version]]
    twins: Mapping[Whose, Sequence[tuple[str, ...]]]
    """Heads of states that hold the same as what stands, by article and who holds it."""

    def known(self, article_id: str) -> list[tuple[str, ...]]:
        """The heads of each state of a reading: the annotator's own first, then the versions."""
        return [heads for heads, _ in self._holders(article_id)]

    def states(self, article_id: str, whole: WholeReading) -> tuple[State, ...]:
        """The same with what they hold."""
        found: list[State] = []
        for heads, version in self._holders(article_id):
            held = whole if version is None else state_of(self.records, version, heads).whole
            found.append(State(heads, held))
        return tuple(found)

    def _holders(self, article_id: str) -> Iterator[tuple[tuple[str, ...], Version | None]]:
        """The heads of each state, and the second version that holds it."""
        others = self.versions.get((article_id, self.person_id), ())
        for version in (None, *others):
            whose = (article_id, self.person_id if version is None else version.id)
            lineage = self.lineages.get(whose)
            if lineage is not None and lineage.heads:
                yield lineage.heads, version
                for heads in self.twins.get(whose, ()):
                    yield heads, version


@dataclass(slots=True)
class Merging:
    """Takes one file after the other into a unit of work."""

    work: Work
    articles: dict[str, Article] = field(init=False)
    scheme: OurScheme = field(init=False)
    only_id: str = ""
    """Whose work alone is taken: that of whom the project is a pack for; "": everybody's."""
    people: dict[str, Annotator] = field(init=False)

    def __post_init__(self) -> None:
        self.articles = {article.id: article for article in self.work.articles.all()}
        self.scheme = OurScheme(self.work.schemes.current())
        self.people = {person.id: person for person in self.work.people.all()}

    def take(self, arriving: Arriving, other: Project) -> None:
        """Joins what one file holds with what is here."""
        report = arriving.report
        with other.snapshot() as records:
            lineages = arriving.lineages(other)
            told = versions(records)
            shared = self._shared(other, lineages, report)
            theirs = other.scheme()
            self.scheme.begin(theirs, self.work.schemes.changes_since(theirs))
            for person in other.annotators():
                if person.id in told:
                    continue
                if report.pack_id and person.role is Role.ADJUDICATED:
                    continue  # gold in a pack is to be looked at
                if self.only_id not in ("", person.id):
                    if any(whose == person.id for _, whose in lineages):
                        report.refuse(person.name, f"a pack takes no work of others. {TO_THE_LEAD}")
                    continue
                mine = [i for i, version in told.items() if version.annotator_id == person.id]
                twins = _twins(records, [person.id, *mine])
                copy = _Copy(records, person.id, lineages, by_reading(told), twins)
                _Person(self, person, copy, shared, report).take()
            self._tell_of_scheme(report)
        self._came_back(report)

    def finish(self) -> None:
        """Writes the scheme, where labels came back."""
        if self.scheme.scheme != self.work.schemes.current():
            save_scheme(self.scheme.scheme).do(self.work)

    def _shared(
        self, other: Project, lineages: Mapping[Whose, Lineage], report: SourceReport
    ) -> dict[str, Article]:
        """The articles that are in both with the same text; work on others is refused."""
        worked_on = {article_id for article_id, _ in lineages}
        shared: dict[str, Article] = {}
        for article in other.articles():
            here = self.articles.get(article.id)
            text = other.text(article.id)
            if here is not None and text_sha256(text) == here.sha256:
                shared[article.id] = here
            elif article.id in worked_on:
                why = "the article is not in the project any more."
                if here is not None:
                    why = text_changed(self.work.articles.text(here.id), text)
                report.refuse(article.name, why)
        return shared

    def _tell_of_scheme(self, report: SourceReport) -> None:
        for name in self.scheme.back:
            report.notes.append(f"“{name}” is not in the scheme any more; it came back, retired.")
        for name, number in sorted(self.scheme.retired.items()):
            if name not in self.scheme.back:
                have = "span has" if number == 1 else "spans have"
                report.notes.append(f"{number} {have} the label “{name}”, which is retired.")

    def _came_back(self, report: SourceReport) -> None:
        """Notes on the handout that work of it came back."""
        handout = self.work.handouts.get(report.pack_id) if report.pack_id else None
        if handout is not None and (report.brought or not handout.returned_at):
            self.work.handouts.put([replace(handout, returned_at=now())])
            report.returned = True


@dataclass(slots=True)
class _Person:
    """One annotator of one file."""

    merging: Merging
    person: Annotator
    theirs: _Copy
    shared: Mapping[str, Article]
    source: SourceReport
    report: PersonReport = field(init=False)

    def __post_init__(self) -> None:
        self.report = PersonReport(self.person.id, self.person.name)

    def take(self) -> None:
        """Takes what this annotator did, and tells of it."""
        work = self.merging.work
        ours = self._ours()
        wanted: list[str] = []
        for article_id, article in self.shared.items():
            known = self.theirs.known(article_id)
            here = ours.known(article_id)
            if not known:
                continue
            here_alone = len(here) == 1  # beside a second version it may end what diverged
            if here_alone and all(heads[-1] in here[0] for heads in known):
                same = any(known[0][-1] == some[-1] for some in here)
                self.report.count(Descent.SAME if same else Descent.OLDER, article.name)
            else:
                wanted.append(article_id)
        attention = self._attention()
        if wanted or attention or self.report.came:
            self._meet()
            self.source.people.append(self.report)
        if wanted:
            self._join(ours, wanted)
        work.readings.attend(attention)
        if self.person.id in self.merging.people:
            answered = self.theirs.records.clue_answers.of_all(self.person.id)
            work.clue_answers.join(answered, self.person.id, self.shared)

    def _ours(self) -> _Copy:
        work = self.merging.work
        told = {i: v for i, v in versions(work).items() if v.annotator_id == self.person.id}
        lineages = work.lineages.all([self.person.id, *told])
        twins = _twins(work, [self.person.id, *told])
        return _Copy(work, self.person.id, lineages, by_reading(told), twins)

    def _meet(self) -> None:
        known = self.merging.people.get(self.person.id)
        if known is None:
            self.merging.work.people.put([self.person], new=True)
            self.merging.people[self.person.id] = self.person
            self.report.is_new = True
        else:
            self.report.name = known.name

    def _join(self, ours: _Copy, wanted: Sequence[str]) -> None:
        scheme = self.merging.scheme
        arrived = wholes(self.theirs.records, self.person.id, wanted)
        here = {one: WholeReading(one, self.person.id) for one in wanted}
        begun = [one for one in wanted if (one, self.person.id) in ours.lineages]
        here |= wholes(ours.records, self.person.id, begun)
        own: list[Replacement] = []
        newer: list[Replacement] = []
        kept: list[tuple[Version, State]] = []
        gone: list[Version] = []
        for article_id in wanted:
            before = ours.states(article_id, here[article_id])
            came = tuple(
                replace(state, whole=self._offered_to_none_but_them(scheme.whole(state.whole)))
                for state in self.theirs.states(article_id, arrived[article_id])
            )
            after = together(joined((*before, *came)))
            own.append(Replacement(here[article_id], after[0].state.whole))
            if self._tell(article_id, came[0], before, after) is Descent.NEWER:
                newer.append(own[-1])
            self._put_heads(ours, article_id, self.person.id, after[0])
            there = {one.id: one for one in ours.versions.get((article_id, self.person.id), ())}
            for one in after[1:]:
                version, _ = as_version(one.state, self.person.id)
                if there.pop(version.id, None) is None:
                    kept.append((version, one.state))
                self._put_heads(ours, article_id, version.id, one)
            gone += there.values()
        self._count(newer)
        self._write(own, kept, gone)

    def _offered_to_none_but_them(self, whole: WholeReading) -> WholeReading:
        """Suggestions that were found in a pack are for whom they were found, not for everybody.

        Else whoever gets the article later would be offered just those that somebody answered.
        """
        there = self.merging.work.suggestions.ids_there([one.id for one in whole.suggestions])
        new = {
            one.id: replace(
                one, id=named_id("found by", self.person.id, one.id), annotator_id=self.person.id
            )
            for one in whole.suggestions
            if one.id not in there and one.annotator_id != self.person.id
        }
        if not new:
            return whole
        answers = (
            replace(one, suggestion_id=new[one.suggestion_id].id)
            if one.suggestion_id in new
            else one
            for one in whole.answers
        )
        suggestions = (new.get(one.id, one) for one in whole.suggestions)
        return replace(whole, answers=tuple(answers), suggestions=tuple(suggestions))

    def _write(
        self,
        own: Sequence[Replacement],
        kept: Sequence[tuple[Version, State]],
        gone: Sequence[Version],
    ) -> None:
        work = self.merging.work
        changed = [one for one in own if one.old != one.new]
        write_readings(work, self.person.id, changed, self.shared.keys())
        for version, state in kept:
            put_version(work, version, self.person)
            _, whole = as_version(state, self.person.id)
            nothing = WholeReading(version.article_id, version.id)
            write_readings(work, version.id, [Replacement(nothing, whole)], self.shared.keys())
        for version in gone:
            take_away(work, version)

    def _put_heads(self, ours: _Copy, article_id: str, holder_id: str, shown: Shown) -> None:
        work = self.merging.work
        work.lineages.replace(article_id, holder_id, shown.state.heads)
        if shown.twins or (article_id, holder_id) in ours.twins:
            put_twins(work, article_id, holder_id, shown.state.head, shown.twins)

    def _tell(
        self,
        article_id: str,
        came: State,
        before: tuple[State, ...],
        after: tuple[Shown, ...],
    ) -> Descent:
        name = self.shared[article_id].name
        what = descent_of(came, before, after)
        self.report.count(what, name)
        if what is Descent.DIVERGED:
            version, _ = as_version(after[1].state, self.person.id)
            self.report.diverged.append(Divergence(name, article_id, version.id))
        if what is Descent.NEWER:
            reading = came.whole.reading
            self.report.done += reading is not None and reading.status is Status.DONE
        if what in (Descent.NEWER, Descent.DIVERGED):
            known = {one.id for state in before for one in state.whole.questions}
            asked = (one for one in came.whole.questions if one.id not in known and one.is_open)
            self.report.questions += [one.text for one in asked]
        return what

    def _count(self, changed: Iterable[Replacement]) -> None:
        for one in changed:
            known = {span.id: span for span in one.old.spans}
            self.report.removed += len(one.lost)
            for span in one.new.spans:
                if span.id not in known:
                    self.report.added += 1
                elif known[span.id] != span:
                    self.report.changed += 1

    def _attention(self) -> list[Attention]:
        """What is known of readings of which more was measured than is known here."""
        work = self.merging.work
        here = {one.article_id: one for one in work.readings.all_attention(self.person.id)}
        found = []
        for one in self.theirs.records.readings.all_attention(self.person.id):
            if one.article_id not in self.shared:
                continue
            known = here.get(one.article_id, Attention(one.article_id, one.annotator_id))
            more = known.joined(one)
            if more != known:
                found.append(more)
        return found


def _twins(
    records: Records, holder_ids: Iterable[str]
) -> dict[tuple[str, str], Sequence[tuple[str, ...]]]:
    return {
        (article_id, holder_id): twins
        for holder_id in holder_ids
        for article_id, twins in twins_of(records, holder_id).items()
    }


def take_away(work: Work, version: Version) -> None:
    """Takes a second version out, with its reading."""
    old = wholes(work, version.id, [version.article_id])[version.article_id]
    nothing = WholeReading(version.article_id, version.id)
    everything = [article.id for article in work.articles.all()]
    write_readings(work, version.id, [Replacement(old, nothing)], everything)
    forget_version(work, version)
