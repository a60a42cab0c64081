"""Decisions that arrive with an import, once the spans and groups of gold by them are there."""

from dataclasses import dataclass, field, replace

from annotator.formats.bundle import DecisionRecord, PersonRecord
from annotator.model.decision import Decision, Took
from annotator.model.identity import named_id, new_id
from annotator.model.people import Annotator, Role
from annotator.store.work import Work
from annotator.transfer.arrivals import Arrivals, is_uuid
from annotator.transfer.arriving_groups import ArrivingGroups
from annotator.transfer.group_grounds import ground_here
from annotator.transfer.marks import Marks
from annotator.transfer.report import FileReport


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A decision, kept until all spans and groups are there.

    `source` is the number of where it was read. `a`, `b` and `by` are None where the
    file names nobody.
    """

    record: DecisionRecord
    gold: Annotator
    a: Annotator | None
    b: Annotator | None
    by: Annotator | None
    source: int
    report: FileReport


@dataclass(slots=True)
class ArrivingDecisions:
    """Takes decisions, and writes them at the end."""

    work: Work
    arrivals: Arrivals
    marks: Marks
    groups: ArrivingGroups
    _waiting: list[_Waiting] = field(default_factory=list)

    def take(self, record: DecisionRecord, report: FileReport) -> None:
        """Keeps a decision until the spans and groups are there."""
        gold = PersonRecord(record.gold, record.gold_id, Role.ADJUDICATED, record.where)
        one = _Waiting(
            record,
            self.arrivals.person(gold),
            self._person(record.a, record.a_id, record.where),
            self._person(record.b, record.b_id, record.where),
            self._person(record.by, record.by_id, record.where),
            self.arrivals.number,
            report,
        )
        self._waiting.append(one)

    def _person(self, name: str, identity: str, where: str) -> Annotator | None:
        if not name and not identity:
            return None
        return self.arrivals.person(PersonRecord(name, identity, Role.HUMAN, where))

    def finish(self) -> None:
        """Writes the decisions."""
        for one in self._waiting:
            self._write(one)

    def _write(self, one: _Waiting) -> None:
        record, report = one.record, one.report
        where = f"{record.where}, decision"
        article_id = self.arrivals.article_id(one.source, record.doc)
        if article_id is None:
            report.refuse(where, f"the article “{record.doc}” is not in the project.")
            return
        if one.gold.role is not Role.ADJUDICATED:
            report.refuse(where, f"“{one.gold.name}” is an annotator who labels, not gold.")
            return
        says = [self.marks.span_here(article_id, one.gold, told) for told in record.gold_spans]
        if None in says:
            report.refuse(where, "a span that gold has by it is not in the project.")
            return
        has = self._in_gold(one)
        if has is None:
            report.refuse(where, "a group that gold has by it is not in the project.")
            return
        says_here = tuple(span_id for span_id in says if span_id)
        decision = replace(self._decision(one, article_id), gold_spans=says_here, gold_groups=has)
        if decision.is_about_groups:
            decision = replace(decision, ground=ground_here(self.work, decision))
        there = self._there(decision)
        if there is None:
            self.work.decisions.put([decision], new=True)
            report.decisions += 1
        elif _says(there) == _says(decision):
            report.duplicates += 1
        else:
            report.refuse(where, "gold has decided otherwise there in this project.")

    def _in_gold(self, one: _Waiting) -> tuple[str, ...] | None:
        """The groups that gold has by it; None where one was refused.

        One that did not come along is not there yet: it comes when its spans are decided. But of
        what the lead wrote nothing can follow.
        """
        record = one.record
        told = (self.groups.group_here(one.source, one.gold, i) for i in record.gold_groups)
        found = tuple(group_id for group_id in told if group_id is not None)
        there = {group.id: group.annotator_id for group in self.work.groups.get(found)}
        is_lacking = len(found) < len(record.gold_groups) or any(
            there.get(group_id, one.gold.id) != one.gold.id
            or (record.took is Took.NEW and group_id not in there)
            for group_id in found
        )
        return None if is_lacking else found

    def _decision(self, one: _Waiting, article_id: str) -> Decision:
        record = one.record
        return Decision(
            id=self._free_id(record, one.gold, article_id),
            gold_id=one.gold.id,
            article_id=article_id,
            a_id=one.a.id if one.a else "",
            b_id=one.b.id if one.b else "",
            took=record.took,
            a_spans=self._spans(article_id, one.a, record.a_spans),
            b_spans=self._spans(article_id, one.b, record.b_spans),
            a_groups=self._groups(one.source, one.a, record.a_groups),
            b_groups=self._groups(one.source, one.b, record.b_groups),
            ground=record.ground,
            reason=record.reason,
            note=record.note,
            gap=record.gap,
            by=one.by.id if one.by else "",
            at=record.at,
        )

    def _spans(
        self, article_id: str, person: Annotator | None, told: tuple[str, ...]
    ) -> tuple[str, ...]:
        """What these spans are called here; those that did not come along keep their ids."""
        if person is None:
            return told
        return tuple(self.marks.span_here(article_id, person, one) or one for one in told)

    def _groups(
        self, source: int, person: Annotator | None, told: tuple[str, ...]
    ) -> tuple[str, ...]:
        """What these groups are called here; those that did not come along keep their ids."""
        if person is None:
            return told
        return tuple(self.groups.group_here(source, person, one) or one for one in told)

    def _there(self, decision: Decision) -> Decision | None:
        """What is decided here already about the same spans, groups or empty article."""
        if found := self.work.decisions.get([decision.id]):
            return found[0]
        if not decision.spans and not decision.is_about_groups:
            whole = self.work.decisions.of_whole(decision.article_id, decision.gold_id)
            pair = {decision.a_id, decision.b_id}
            alike = (one for one in whole if {one.a_id, one.b_id} == pair)
            return next((one for one in alike if one.gold_spans == decision.gold_spans), None)
        decisions = self.work.decisions
        about = decisions.about(decision.spans) | decisions.about_groups(decision.groups)
        every = (one for some in about.values() for one in some)
        return next((one for one in every if one.gold_id == decision.gold_id), None)

    def _free_id(self, record: DecisionRecord, gold: Annotator, article_id: str) -> str:
        """The decision's own id; one that follows from it where another gold's has that."""
        if not record.id:
            return new_id()
        wanted = record.id if is_uuid(record.id) else named_id("decision", article_id, record.id)
        holder = next(iter(self.work.decisions.get([wanted])), None)
        if holder is None or (holder.gold_id, holder.article_id) == (gold.id, article_id):
            return wanted
        return named_id("decision", wanted, gold.id, article_id)


def _says(one: Decision) -> tuple[object, ...]:
    named = map(sorted, (one.spans, one.gold_spans, one.groups, one.gold_groups))
    return (one.took, *named, one.reason, one.note, one.gap)
