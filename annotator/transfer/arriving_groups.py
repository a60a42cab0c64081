"""Groups that arrive with an import, once the spans they hold are there."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from annotator.formats.bundle import GroupRecord, MemberRecord
from annotator.model.group import Group, Member
from annotator.model.identity import named_id, new_id
from annotator.model.people import Annotator
from annotator.store.work import Work
from annotator.transfer.arrivals import Arrivals, is_uuid
from annotator.transfer.arriving_scheme import ArrivingScheme
from annotator.transfer.marks import Marks
from annotator.transfer.report import FileReport


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A group, kept until all spans are there. `source` is the number of where it was read."""

    record: GroupRecord
    person: Annotator
    source: int
    report: FileReport


@dataclass(slots=True)
class ArrivingGroups:
    """Takes groups, and writes them at the end."""

    work: Work
    arrivals: Arrivals
    scheme: ArrivingScheme
    marks: Marks
    _waiting: list[_Waiting] = field(default_factory=list)
    _here: dict[tuple[int, str, str], str | None] = field(default_factory=dict)
    """What groups are called here, None where they were refused, by the number of where they were
    read, the annotator's id and what they are called there."""

    def take(self, record: GroupRecord, report: FileReport) -> None:
        """Keeps a group until the spans are there."""
        person = self.arrivals.person(record)
        self._waiting.append(_Waiting(record, person, self.arrivals.number, report))

    def finish(self) -> None:
        """Writes the groups."""
        for one in self._waiting:
            self._write(one)

    def group_here(self, source: int, person: Annotator, told: str) -> str | None:
        """The id in the project of a group that a source (by its number) calls `told`.

        What did not come along keeps its id; None for what was refused.
        """
        return self._here.get((source, person.id, told), told)

    def _write(self, one: _Waiting) -> None:
        record = one.record
        group_id = self._written(one)
        if record.id:
            self._here[one.source, one.person.id, record.id] = group_id

    def _written(self, one: _Waiting) -> str | None:
        """The id of the group here; None where it was refused."""
        record, report = one.record, one.report
        where = f"{record.where}, group “{record.name or record.kind}”"
        members = self._members(one, where)
        stories = set(self.work.articles.stories_of([m.article_id for m in members]).values())
        if len(stories) != 1:
            some = "its members are in several stories." if members else "it has no members here."
            report.refuse(where, some)
            return None
        if not self.scheme.has_group_kind(record.kind):
            report.refuse(where, f"the scheme has no kind of group “{record.kind}”.")
            return None
        (story_id,) = stories
        group_id = self._free_id(record, one.person, story_id)
        known = self.work.groups.get([group_id])
        if known and set(known[0].members) >= set(members):
            report.duplicates += 1
            return group_id
        if known:
            why = "a group with this id is in the project already, with other members."
            report.refuse(where, why)
            return None
        group = Group(
            id=group_id,
            story_id=story_id,
            annotator_id=one.person.id,
            kind=record.kind,
            name=record.name,
            members=tuple(members),
            attributes=record.attributes,
            note=record.note,
            created_at=record.created_at,
            updated_at=record.updated_at,
        )
        self.work.groups.add([group])
        report.groups += 1
        report.attributes += len(record.attributes)
        return group_id

    def _members(self, one: _Waiting, where: str) -> Sequence[Member]:
        """The members that are in the project; those that are not are refused one by one."""
        found: dict[tuple[str, str], Member] = {}
        for member in one.record.members:
            article_id = self.arrivals.article_id(one.source, member.doc)
            span_id = article_id and self._span_id(article_id, one.person, member)
            if article_id is None or span_id is None:
                what = f"span {member.span}" if member.span else f"article “{member.doc}”"
                one.report.refuse(where, f"the {what} it holds is not in the project.")
                continue
            place = (article_id, span_id)
            found.setdefault(place, Member(*place, member.value, member.stance))
        return tuple(found.values())

    def _span_id(self, article_id: str, person: Annotator, member: MemberRecord) -> str | None:
        if not member.span:
            return ""
        return self.marks.span_here(article_id, person, member.span)

    def _free_id(self, record: GroupRecord, person: Annotator, story_id: str) -> str:
        """The group's own id; one that follows from it where somebody else's group has that."""
        if not record.id:
            return new_id()
        wanted = record.id if is_uuid(record.id) else named_id("group", story_id, record.id)
        holder = next(iter(self.work.groups.get([wanted])), None)
        if holder is None or (holder.annotator_id, holder.story_id) == (person.id, story_id):
            return wanted
        return named_id("group", wanted, person.id, story_id)
