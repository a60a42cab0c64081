"""The groups of a project, with their members."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import cast

from sqlalchemy import Select, Table, func, select

from annotator.model.group import Group, Member
from annotator.store import convert
from annotator.store.journal import Row, chunks
from annotator.store.kind import Kind
from annotator.store.tables import GroupRow, MemberRow

GROUP = cast(Table, GroupRow.__table__)
MEMBER = cast(Table, MemberRow.__table__)


class Groups(Kind):
    """Reads and writes groups. Members are rows of their own: a large group changes cheaply."""

    def get(self, ids: Sequence[str]) -> tuple[Group, ...]:
        """The groups with these ids, those that are there, by kind and name."""
        found: list[Group] = []
        for some in chunks(ids):
            found.extend(self._read(select(GROUP).where(GROUP.c.id.in_(some))))
        return tuple(sorted(found, key=lambda group: (group.kind, group.name, group.id)))

    def of(self, story_id: str, annotator_id: str) -> tuple[Group, ...]:
        """One annotator's groups in a story, by kind and name."""
        where = (GROUP.c.story_id == story_id, GROUP.c.annotator_id == annotator_id)
        ordered = select(GROUP).where(*where).order_by(GROUP.c.kind, GROUP.c.name, GROUP.c.id)
        return self._read(ordered)

    def ids_by_name(self, story_id: str, annotator_id: str, kind: str) -> dict[str, str]:
        """Ids of one annotator's groups of a kind in a story, by name; the first of each name."""
        where = (
            GROUP.c.story_id == story_id,
            GROUP.c.annotator_id == annotator_id,
            GROUP.c.kind == kind,
        )
        query = select(GROUP.c.name, GROUP.c.id).where(*where).order_by(GROUP.c.id.desc())
        return {row[0]: row[1] for row in self._connection.execute(query)}

    def of_spans(self, span_ids: Sequence[str]) -> tuple[Group, ...]:
        """The groups that one of these spans is in, by kind and name."""
        return self.get(self.holding(span_ids))

    def holding(self, span_ids: Sequence[str]) -> list[str]:
        """The ids of the groups that one of these spans is in."""
        return list(dict.fromkeys(group_id for _, group_id in self._places(span_ids)))

    def spans_in(self, span_ids: Sequence[str], kind: str) -> set[str]:
        """Those of these spans that are in a group of this kind."""
        found: set[str] = set()
        for some in chunks(span_ids):
            query = select(MEMBER.c.span_id).join(GROUP, GROUP.c.id == MEMBER.c.group_id)
            where = (MEMBER.c.span_id.in_(some), GROUP.c.kind == kind)
            found.update(self._connection.scalars(query.where(*where)))
        return found

    def count_by_kind(self) -> Mapping[str, int]:
        """Numbers of groups by the name of their kind."""
        query = select(GROUP.c.kind, func.count()).group_by(GROUP.c.kind)
        return {row[0]: row[1] for row in self._connection.execute(query)}

    def add(self, groups: Sequence[Group]) -> None:
        """Adds groups that are new, with their members."""
        self._write(GROUP, [convert.group_row(group) for group in groups], new=True)
        rows = [
            convert.member_row(group.id, position, member)
            for group in groups
            for position, member in enumerate(group.members, 1)
        ]
        self._write(MEMBER, rows, new=True)

    def put(self, groups: Sequence[Group]) -> None:
        """Changes what groups are, but not their members."""
        self._write(GROUP, [convert.group_row(group) for group in groups])

    def put_whole(self, groups: Sequence[Group]) -> None:
        """Adds groups, or changes what they are and hold; of members only what differs is written.

        Each has at least one member.
        """
        self.put(groups)
        there: dict[str, dict[str, Row]] = defaultdict(dict)
        for some in chunks([group.id for group in groups]):
            query = select(MEMBER).where(MEMBER.c.group_id.in_(some))
            for row in self._connection.execute(query).mappings():
                there[row["group_id"]][row["id"]] = dict(row)
        written: list[Row] = []
        gone: list[tuple[str]] = []
        for group in groups:
            old = there[group.id]
            rows = _in_order(group, old)
            written += [row for row in rows if not row.items() <= old.get(row["id"], {}).items()]
            kept = {row["id"] for row in rows}
            gone += [(one,) for one in old if one not in kept]
        self._remove(MEMBER, gone)
        self._write(MEMBER, written)

    def touch(self, group_id: str, time: str) -> None:
        """Notes when a group was worked on."""
        rows = self._connection.execute(select(GROUP).where(GROUP.c.id == group_id)).mappings()
        self._write(GROUP, [{**row, "updated_at": time} for row in rows])

    def add_members(self, group_id: str, members: Sequence[Member]) -> None:
        """Adds members, none of which is in the group, behind the others."""
        query = select(func.max(MEMBER.c.position)).where(MEMBER.c.group_id == group_id)
        behind = int(self._connection.scalar(query) or 0) + 1
        rows = [convert.member_row(group_id, behind + n, one) for n, one in enumerate(members)]
        self._write(MEMBER, rows, new=True)

    def change_member(self, group_id: str, member: Member) -> None:
        """Gives a member that is in the group another value or stance."""
        row = convert.member_row(group_id, 0, member)
        query = select(MEMBER.c.position).where(MEMBER.c.id == row["id"])
        row["position"] = int(self._connection.scalar(query) or 0)
        self._write(MEMBER, [row])

    def remove_members(self, group_id: str, members: Iterable[Member]) -> None:
        """Takes members out; a group without any goes too."""
        rows = (convert.member_row(group_id, 0, member) for member in members)
        self._remove(MEMBER, [(row["id"],) for row in rows])
        self.remove_empty([group_id])

    def remove(self, ids: Sequence[str]) -> None:
        """Removes groups with their memberships."""
        members: list[str] = []
        for some in chunks(ids):
            query = select(MEMBER.c.id).where(MEMBER.c.group_id.in_(some))
            members.extend(self._connection.scalars(query))
        self._remove(MEMBER, [(one,) for one in members])
        self._remove(GROUP, [(one,) for one in ids])

    def drop_spans(self, span_ids: Sequence[str]) -> tuple[str, ...]:
        """Takes these spans out of all groups; a group without members goes too.

        Answers with the ids of the groups that went.
        """
        places = self._places(span_ids)
        self._remove(MEMBER, [(member_id,) for member_id, _ in places])
        return self.remove_empty(list(dict.fromkeys(group_id for _, group_id in places)))

    def move(self, old: str, new: str) -> None:
        """Puts the span `new` into the groups of the span `old`, in its place."""
        for group in self.of_spans([old]):
            (member,) = (one for one in group.members if one.span_id == old)
            query = select(MEMBER.c.position).where(
                MEMBER.c.group_id == group.id, MEMBER.c.span_id == old
            )
            position = int(self._connection.scalar(query) or 0)
            self._remove(MEMBER, [(convert.member_row(group.id, 0, member)["id"],)])
            if new not in group.span_ids:
                moved = Member(member.article_id, new, member.value, member.stance)
                self._write(MEMBER, [convert.member_row(group.id, position, moved)], new=True)

    def remove_empty(self, ids: Sequence[str]) -> tuple[str, ...]:
        """Removes those of these groups that have no members left; answers with their ids."""
        left: set[str] = set()
        for some in chunks(ids):
            query = select(MEMBER.c.group_id).where(MEMBER.c.group_id.in_(some)).distinct()
            left.update(self._connection.scalars(query))
        gone = tuple(one for one in ids if one not in left)
        self._remove(GROUP, [(one,) for one in gone])
        return gone

    def _places(self, span_ids: Sequence[str]) -> list[tuple[str, str]]:
        """Ids of the memberships of these spans, each with its group's."""
        found: list[tuple[str, str]] = []
        for some in chunks(span_ids):
            query = select(MEMBER.c.id, MEMBER.c.group_id).where(MEMBER.c.span_id.in_(some))
            found.extend((row[0], row[1]) for row in self._connection.execute(query))
        return found

    def _read(self, query: Select[tuple[object, ...]]) -> tuple[Group, ...]:
        rows = [dict(row) for row in self._connection.execute(query).mappings()]
        members: dict[str, list[Member]] = defaultdict(list)
        for some in chunks([row["id"] for row in rows]):
            inside = select(MEMBER).where(MEMBER.c.group_id.in_(some))
            ordered = inside.order_by(MEMBER.c.group_id, MEMBER.c.position, MEMBER.c.id)
            for row in self._connection.execute(ordered).mappings():
                members[row["group_id"]].append(convert.member(row))
        return tuple(replace(convert.group(row), members=tuple(members[row["id"]])) for row in rows)


def _in_order(group: Group, there: Mapping[str, Row]) -> list[Row]:
    """The rows of a group's members; those `there` keep their positions as far as that goes."""
    rows: list[Row] = []
    last = 0
    for member in group.members:
        row = convert.member_row(group.id, last + 1, member)
        row["position"] = max(there.get(row["id"], row)["position"], last + 1)
        last = row["position"]
        rows.append(row)
    return rows
