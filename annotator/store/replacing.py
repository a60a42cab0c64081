"""Replaces whole readings by what came from another copy of the project."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import Table, select

from annotator.errors import EditRefused
from annotator.model.group import Group
from annotator.model.relation import Relation
from annotator.model.whole_reading import WholeReading
from annotator.store import convert, convert_decision, convert_plan, convert_suggestion
from annotator.store.answers import ANSWER
from annotator.store.decisions import DECIDED_GROUP, DECIDED_SPAN, DECISION
from annotator.store.groups import GROUP, MEMBER
from annotator.store.journal import Key, Row, chunks, key_of, rows_by_key
from annotator.store.questions import QUESTION
from annotator.store.readings import READING
from annotator.store.relations import RELATION
from annotator.store.spans import SPAN
from annotator.store.whole_readings import ReadingRows

if TYPE_CHECKING:
    from annotator.store.work import Work

DECIDED = (DECISION, DECIDED_SPAN, DECIDED_GROUP)
IN_ORDER = (SPAN, READING, RELATION, ANSWER, QUESTION, *DECIDED, MEMBER)
"""What is pointed to before what points to it."""


def replace_readings(
    work: "Work", readings: Sequence[WholeReading], within: Collection[str]
) -> tuple[Relation, ...]:
    """Makes these the whole of what their annotators did in their articles.

    Only rows that differ are written. `within` are the ids of the articles that whoever made these
    readings knew: links to other articles, which they could not know, stay. What the lead answered
    to questions that are still asked stays too. A link from elsewhere to a span that goes, goes.
    Answers with the links that were left out because one of their ends is not there. Spans are not
    checked against texts and scheme. Raises `EditRefused` where an id belongs to other work.
    """
    work.journal.flush()
    work.journal.connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    left_out: list[Relation] = []
    by_annotator: defaultdict[str, list[WholeReading]] = defaultdict(list)
    for one in readings:
        by_annotator[one.annotator_id].append(one)
    for annotator_id, mine in by_annotator.items():
        replacing = _Replacing(work, annotator_id, within)
        for some in chunks(mine):
            replacing.compare(some)
        left_out += replacing.write()
    return tuple(left_out)


def _answered(row: Row, ours: Row | None) -> Row:
    """A question as it comes in, with the answer that only the lead can give or take back."""
    if ours is None or ours["text"] != row["text"]:
        return row
    return row | {name: ours[name] for name in ("answer", "answered_by", "answered_at")}


class _Replacing:
    """Gathers what differs, then removes and writes: what is pointed to goes last, comes first."""

    def __init__(self, work: "Work", annotator_id: str, within: Collection[str]) -> None:
        self._work = work
        self._connection = work.journal.connection
        self._annotator_id = annotator_id
        self._within = within
        self._new: defaultdict[Table, list[Row]] = defaultdict(list)
        self._changed: defaultdict[Table, list[Row]] = defaultdict(list)
        self._gone: defaultdict[Table, list[Key]] = defaultdict(list)
        self._groups: dict[str, Group] = {}
        self._left: set[str] = set()
        """Ids of the groups that lose members."""
        self._articles: set[str] = set()
        self._relations: dict[str, Relation] = {}

    def compare(self, readings: Sequence[WholeReading]) -> None:
        """Compares what is there with what is to be."""
        articles = [one.article_id for one in readings]
        self._articles.update(articles)
        rows = ReadingRows(self._connection, self._annotator_id, articles)
        ours = {row["id"]: row for row in rows.questions}
        self._compare(SPAN, rows.spans, (convert.span_row(s) for r in readings for s in r.spans))
        read = (convert.reading_row(r.reading) for r in readings if r.reading is not None)
        self._compare(READING, rows.readings, read)
        answers = (convert_suggestion.answer_row(a) for r in readings for a in r.answers)
        self._compare(ANSWER, rows.answers, answers)
        asked = (convert_plan.question_row(q) for r in readings for q in r.questions)
        self._compare(QUESTION, rows.questions, [_answered(q, ours.get(q["id"])) for q in asked])
        decisions = [one for reading in readings for one in reading.decisions]
        self._compare(DECISION, rows.decisions, map(convert_decision.decision_row, decisions))
        spans = (row for one in decisions for row in convert_decision.span_rows(one))
        self._compare(DECIDED_SPAN, rows.decided_spans, spans)
        groups = (row for one in decisions for row in convert_decision.group_rows(one))
        self._compare(DECIDED_GROUP, rows.decided_groups, groups)
        self._compare_members(rows, readings)
        relations = {one.id: one for r in readings for one in r.relations}
        self._relations.update(relations)
        known = self._known_relations(rows.relations, relations)
        self._compare(RELATION, known, map(convert.relation_row, relations.values()))
        self._work.suggestions.add_missing([one for r in readings for one in r.suggestions])

    def _compare(self, table: Table, there: Iterable[Row], wanted: Iterable[Row]) -> None:
        old = {key_of(table, row): row for row in there}
        for row in wanted:
            before = old.pop(key_of(table, row), None)
            if before is None:
                self._new[table].append(row)
            elif any(before[name] != value for name, value in row.items()):
                self._changed[table].append(row)
        self._gone[table] += old

    def _known_relations(self, rows: Sequence[Row], wanted: Collection[str]) -> list[Row]:
        """Those that the other copy could know: it has them, or had the articles of both ends."""
        ends = self._work.spans.holders([row["child_id"] for row in rows])
        return [
            row for row in rows if row["id"] in wanted or ends[row["child_id"]][0] in self._within
        ]

    def _compare_members(self, rows: ReadingRows, readings: Sequence[WholeReading]) -> None:
        places = {row["id"]: row["position"] for row in rows.members}
        wanted = []
        for group in (group for reading in readings for group in reading.groups):
            self._groups[group.id] = replace(group, members=())
            for number, member in enumerate(group.members, 1):
                row = convert.member_row(group.id, number, member)
                row["position"] = places.get(row["id"], number)
                wanted.append(row)
        self._compare(MEMBER, rows.members, wanted)
        gone = {key[0] for key in self._gone[MEMBER]}
        self._left.update(row["group_id"] for row in rows.members if row["id"] in gone)

    def write(self) -> tuple[Relation, ...]:
        """Writes it all; answers with the relations that lack an end."""
        self._refuse_others_ids()
        left_out = self._leave_out()
        for table in reversed(IN_ORDER):
            self._work.journal.remove(table, self._gone[table])
        self._write_groups()
        for table in IN_ORDER:
            self._work.journal.write(table, self._changed[table])
            self._work.journal.write(table, self._new[table], new=True)
        self._work.groups.remove_empty(sorted(self._left))
        return left_out

    def _refuse_others_ids(self) -> None:
        for table in (SPAN, RELATION, QUESTION, DECISION):
            for some in chunks([key_of(table, row) for row in self._new[table]]):
                if rows_by_key(self._connection, table, some):
                    raise EditRefused(
                        f"What comes in has a {table.name} with the id of one that belongs to "
                        "other work in this project. Nothing was changed."
                    )

    def _leave_out(self) -> tuple[Relation, ...]:
        """Takes out the relations that lack an end, and those of spans that go."""
        gone = {key[0] for key in self._gone[SPAN]}
        written = [*self._new[RELATION], *self._changed[RELATION]]
        ends = list({row[end] for row in written for end in ("head_id", "child_id")})
        holders = self._work.spans.holders(ends).items()
        there = {one for one, whose in holders if whose[1] == self._annotator_id} - gone
        there.update(row["id"] for row in self._new[SPAN])
        lacking = {row["id"] for row in written if not {row["head_id"], row["child_id"]} <= there}
        for rows in (self._new, self._changed):
            rows[RELATION] = [row for row in rows[RELATION] if row["id"] not in lacking]
        kept = {row["id"] for row in self._changed[RELATION]}
        loose = {one.id for one in self._work.relations.touching(sorted(gone))} - kept
        going = {key[0] for key in self._gone[RELATION]}
        self._gone[RELATION] += [(one,) for one in sorted(loose - going)]
        return tuple(one for i, one in self._relations.items() if i in lacking | loose)

    def _write_groups(self) -> None:
        """Writes what groups are: as they come in, or where they reach further, the later of both.

        So it does not matter in which order the other readings of a group come in.
        """
        for some in chunks(sorted(self._groups)):
            there = rows_by_key(self._connection, GROUP, [(one,) for one in some])
            reaching = self._reaching_further(some)
            for group_id in some:
                row = convert.group_row(self._groups[group_id])
                old = there.get((group_id,))
                if old is None:
                    self._new[GROUP].append(row)
                    continue
                old.pop("rev")
                if (old["annotator_id"], old["story_id"]) != (row["annotator_id"], row["story_id"]):
                    raise EditRefused("What comes in has a group with the id of somebody else's.")
                if group_id in reaching:
                    row = max(old, row, key=_age)
                if row != old:
                    self._changed[GROUP].append(row)
        self._work.journal.write(GROUP, self._changed[GROUP])
        self._work.journal.write(GROUP, self._new[GROUP], new=True)

    def _reaching_further(self, group_ids: Sequence[str]) -> set[str]:
        """Those of these groups that have members in articles which are not replaced now."""
        query = select(MEMBER.c.group_id, MEMBER.c.article_id).distinct()
        rows = self._connection.execute(query.where(MEMBER.c.group_id.in_(group_ids)))
        return {row[0] for row in rows if row[1] not in self._articles}


def _age(row: Row) -> tuple[str, str]:
    return row["updated_at"] or "", convert.json_text(row)
