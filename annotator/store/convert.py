"""Rows to values and back."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import lru_cache, wraps
from operator import attrgetter
from typing import Any, TypeVar

import orjson

from annotator.errors import ProjectError
from annotator.model.group import Group, Member
from annotator.model.identity import named_id
from annotator.model.people import Annotator, Role
from annotator.model.reading import Attention, DayTime, Reading, Status
from annotator.model.relation import Relation
from annotator.model.span import AttributeValue, Fragment, Origin, Span
from annotator.model.story import Article, Story

Row = Mapping[Any, Any]
Value = TypeVar("Value")


def sound(read: Callable[[Row], Value]) -> Callable[[Row], Value]:
    """Says of a row that nobody could have written here that the project is damaged."""

    @wraps(read)
    def told(row: Row) -> Value:
        try:
            return read(row)
        except (ValueError, TypeError) as error:
            raise ProjectError(
                f"The project is damaged: {read.__name__} {next(iter(row.values()))} cannot be "
                f"read ({error}). Check the project, and restore a backup."
            ) from error

    return told


def json_text(value: object) -> str:
    """Compact JSON, as it stands in a column."""
    return orjson.dumps(value, default=list).decode()


def strings(text: str) -> tuple[str, ...]:
    """The strings in a column that holds several."""
    return tuple(orjson.loads(text)) if text else ()


def list_text(values: Iterable[object]) -> str:
    """The values as compact JSON; none: the empty text."""
    some = list(values)
    return json_text(some) if some else ""


@lru_cache(maxsize=10_000)
def attributes(text: str) -> tuple[AttributeValue, ...]:
    """The names and values in a column."""
    return tuple(AttributeValue(*pair) for pair in orjson.loads(text)) if text else ()


def fragments(row: Row) -> tuple[Fragment, ...]:
    """Where a row lies in its text."""
    if type(row["start"]) is not int or type(row["end"]) is not int:
        raise TypeError("its place is no number")
    return pieces(row["fragments"]) or (Fragment(row["start"], row["end"]),)


def pieces(text: str) -> tuple[Fragment, ...]:
    """The fragments in a column, which is empty for a span in one piece."""
    if not text:
        return ()
    found = tuple(Fragment(start, end) for start, end in orjson.loads(text))
    if not found:
        raise ValueError("it has no fragments")
    return found


@sound
def story(row: Row) -> Story:
    if type(row["position"]) is not int:
        raise TypeError("its position is no number")
    return Story(row["id"], row["name"], row["position"], row["split"])


def story_row(story: Story) -> dict[str, Any]:
    return {"id": story.id, "name": story.name, "position": story.position, "split": story.split}


ARTICLE_FACTS = (
    *("id", "story_id", "name", "sha256", "length", "position", "title"),
    *("outlet", "byline", "published", "url", "retrieved", "version_of"),
)


@sound
def article(row: Row) -> Article:
    extra = tuple((k, v) for k, v in orjson.loads(row["extra"])) if row["extra"] else ()
    facts = {name: row[name] for name in ARTICLE_FACTS}
    for name, value in facts.items():
        # A file may say that its tables are strict, and hold anything.
        if type(value) is not (int if name in ("length", "position") else str):
            raise TypeError(f"its {name} is of another kind")
    return Article(**facts, extra=extra)


_FACTS_OF = attrgetter(*ARTICLE_FACTS)


def article_values(article: Article) -> tuple[Any, ...]:
    """The row as values, in the order of the columns."""
    return (*_FACTS_OF(article), list_text(article.extra) if article.extra else "")


def article_row(article: Article) -> dict[str, Any]:
    return dict(zip((*ARTICLE_FACTS, "extra"), article_values(article), strict=True))


@sound
def annotator(row: Row) -> Annotator:
    return Annotator(row["id"], row["name"], Role(row["role"]))


def annotator_row(annotator: Annotator) -> dict[str, Any]:
    return {"id": annotator.id, "name": annotator.name, "role": annotator.role.value}


@sound
def span(row: Row) -> Span:
    return Span(
        id=row["id"],
        article_id=row["article_id"],
        annotator_id=row["annotator_id"],
        label_id=row["label_id"],
        fragments=fragments(row),
        attributes=attributes(row["attributes"]),
        note=row["note"],
        score=row["score"],
        origin=Origin(row["origin"]),
        source=row["source"],
        created_at=row["created_at"],
        updated_at=row["updated_at"],
    )


def span_row(span: Span) -> dict[str, Any]:
    return {
        "id": span.id,
        "article_id": span.article_id,
        "annotator_id": span.annotator_id,
        "label_id": span.label_id,
        "start": span.start,
        "end": span.end,
        "fragments": json_text(span.fragments) if len(span.fragments) > 1 else "",
        "attributes": list_text(span.attributes),
        "note": span.note,
        "score": span.score,
        "origin": span.origin.value,
        "source": span.source,
        "created_at": span.created_at,
        "updated_at": span.updated_at,
    }


@sound
def relation(row: Row) -> Relation:
    return Relation(
        id=row["id"],
        annotator_id=row["annotator_id"],
        kind=row["kind"],
        head_id=row["head_id"],
        child_id=row["child_id"],
        attributes=attributes(row["attributes"]),
        created_at=row["created_at"],
        updated_at=row["updated_at"],
    )


def relation_row(relation: Relation) -> dict[str, Any]:
    return {
        "id": relation.id,
        "annotator_id": relation.annotator_id,
        "kind": relation.kind,
        "head_id": relation.head_id,
        "child_id": relation.child_id,
        "attributes": list_text(relation.attributes),
        "created_at": relation.created_at,
        "updated_at": relation.updated_at,
    }


@sound
def reading(row: Row) -> Reading:
    return Reading(
        article_id=row["article_id"],
        annotator_id=row["annotator_id"],
        status=Status(row["status"]),
        read_for=strings(row["read_for"]),
        note=row["note"],
        impressions=strings(row["impressions"]),
        open_points=strings(row["open_points"]),
        scheme_name=row["scheme_name"],
        scheme_version=row["scheme_version"],
        created_at=row["created_at"],
        updated_at=row["updated_at"],
    )


READING_COLUMNS = (
    *("article_id", "annotator_id", "status", "read_for", "note", "impressions", "open_points"),
    *("scheme_name", "scheme_version", "created_at", "updated_at"),
)


def reading_values(reading: Reading) -> tuple[Any, ...]:
    """The row as values, in the order of the columns."""
    return (
        reading.article_id,
        reading.annotator_id,
        reading.status.value,
        list_text(reading.read_for) if reading.read_for else "",
        reading.note,
        list_text(reading.impressions) if reading.impressions else "",
        list_text(reading.open_points) if reading.open_points else "",
        reading.scheme_name,
        reading.scheme_version,
        reading.created_at,
        reading.updated_at,
    )


def reading_row(reading: Reading) -> dict[str, Any]:
    return dict(zip(READING_COLUMNS, reading_values(reading), strict=True))


@sound
def attention(row: Row) -> Attention:
    """What was measured, without its days, which are rows of their own."""
    return Attention(
        row["article_id"],
        row["annotator_id"],
        undated=row["undated"],
        place=row["place"],
        seen=tuple(Fragment(a, b) for a, b in orjson.loads(row["seen"])) if row["seen"] else (),
        left_at=row["left_at"],
    )


def attention_row(attention: Attention) -> dict[str, Any]:
    return {
        "article_id": attention.article_id,
        "annotator_id": attention.annotator_id,
        "undated": attention.undated,
        "place": attention.place,
        "seen": list_text(attention.seen),
        "left_at": attention.left_at,
    }


@sound
def day_time(row: Row) -> DayTime:
    if row["day"] != date.fromisoformat(row["day"]).isoformat():
        raise ValueError(f"“{row['day']}” is no day")
    if row["seconds"] < 0:
        raise ValueError("it has less than no seconds")
    return DayTime(row["day"], row["seconds"], row["meter"], row["label_id"])


def day_time_rows(attention: Attention) -> list[dict[str, Any]]:
    whose = {"article_id": attention.article_id, "annotator_id": attention.annotator_id}
    return [
        whose
        | {
            "day": one.day,
            "meter": one.meter,
            "label_id": one.label_id,
            "seconds": one.seconds,
        }
        for one in attention.times
    ]


@sound
def group(row: Row) -> Group:
    """The group without its members, which are rows of their own."""
    return Group(
        id=row["id"],
        story_id=row["story_id"],
        annotator_id=row["annotator_id"],
        kind=row["kind"],
        name=row["name"],
        attributes=attributes(row["attributes"]),
        note=row["note"],
        created_at=row["created_at"],
        updated_at=row["updated_at"],
    )


def group_row(group: Group) -> dict[str, Any]:
    return {
        "id": group.id,
        "story_id": group.story_id,
        "annotator_id": group.annotator_id,
        "kind": group.kind,
        "name": group.name,
        "attributes": list_text(group.attributes),
        "note": group.note,
        "created_at": group.created_at,
        "updated_at": group.updated_at,
    }


@sound
def member(row: Row) -> Member:
    return Member(row["article_id"], row["span_id"] or "", row["value"], row["stance"])


def member_row(group_id: str, position: int, member: Member) -> dict[str, Any]:
    return {
        "id": named_id("member", group_id, member.span_id or member.article_id),
        "group_id": group_id,
        "article_id": member.article_id,
        "span_id": member.span_id or None,
        "value": member.value,
        "stance": member.stance,
        "position": position,
    }
