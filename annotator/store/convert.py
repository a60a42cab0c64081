"""Rows to values and back."""

from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from typing import Any, TypeVar

import orjson

from annotator.errors import ProjectError
from annotator.model.people import Annotator, Role
from annotator.model.reading import Attention, Reading, Status
from annotator.model.relation import Relation
from annotator.model.span import AttributeValue, Fragment, Origin, Span
from annotator.model.story import Article, Story

Row = Mapping[Any, Any]
Value = TypeVar("Value")


def _sound(read: Callable[[Row], Value]) -> Callable[[Row], Value]:
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


def _list(values: Iterable[object]) -> str:
    some = list(values)
    return json_text(some) if some else ""


def _attributes(text: str) -> tuple[AttributeValue, ...]:
    return tuple(AttributeValue(*pair) for pair in orjson.loads(text)) if text else ()


@_sound
def story(row: Row) -> Story:
    return Story(row["id"], row["name"], row["position"], row["split"])


def story_row(story: Story) -> dict[str, Any]:
    return {"id": story.id, "name": story.name, "position": story.position, "split": story.split}


ARTICLE_FACTS = (
    *("id", "story_id", "name", "sha256", "length", "position", "title"),
    *("outlet", "byline", "published", "url", "retrieved", "version_of"),
)


@_sound
def article(row: Row) -> Article:
    extra = tuple((k, v) for k, v in orjson.loads(row["extra"])) if row["extra"] else ()
    return Article(**{name: row[name] for name in ARTICLE_FACTS}, extra=extra)


def article_row(article: Article) -> dict[str, Any]:
    facts = {name: getattr(article, name) for name in ARTICLE_FACTS}
    return facts | {"extra": _list(article.extra)}


@_sound
def annotator(row: Row) -> Annotator:
    return Annotator(row["id"], row["name"], Role(row["role"]))


def annotator_row(annotator: Annotator) -> dict[str, Any]:
    return {"id": annotator.id, "name": annotator.name, "role": annotator.role.value}


@_sound
def span(row: Row) -> Span:
    pieces = orjson.loads(row["fragments"]) if row["fragments"] else [(row["start"], row["end"])]
    return Span(
        id=row["id"],
        article_id=row["article_id"],
        annotator_id=row["annotator_id"],
        label_id=row["label_id"],
        fragments=tuple(Fragment(start, end) for start, end in pieces),
        attributes=_attributes(row["attributes"]),
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
        "attributes": _list(span.attributes),
        "note": span.note,
        "score": span.score,
        "origin": span.origin.value,
        "source": span.source,
        "created_at": span.created_at,
        "updated_at": span.updated_at,
    }


@_sound
def relation(row: Row) -> Relation:
    return Relation(
        id=row["id"],
        annotator_id=row["annotator_id"],
        kind=row["kind"],
        head_id=row["head_id"],
        child_id=row["child_id"],
        attributes=_attributes(row["attributes"]),
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
        "attributes": _list(relation.attributes),
        "created_at": relation.created_at,
        "updated_at": relation.updated_at,
    }


@_sound
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


def reading_row(reading: Reading) -> dict[str, Any]:
    return {
        "article_id": reading.article_id,
        "annotator_id": reading.annotator_id,
        "status": reading.status.value,
        "read_for": _list(reading.read_for),
        "note": reading.note,
        "impressions": _list(reading.impressions),
        "open_points": _list(reading.open_points),
        "scheme_name": reading.scheme_name,
        "scheme_version": reading.scheme_version,
        "created_at": reading.created_at,
        "updated_at": reading.updated_at,
    }


@_sound
def attention(row: Row) -> Attention:
    seen = tuple(Fragment(a, b) for a, b in orjson.loads(row["seen"])) if row["seen"] else ()
    return Attention(row["article_id"], row["annotator_id"], row["seconds"], row["place"], seen)


def attention_row(attention: Attention) -> dict[str, Any]:
    return {
        "article_id": attention.article_id,
        "annotator_id": attention.annotator_id,
        "seconds": attention.seconds,
        "place": attention.place,
        "seen": _list(attention.seen),
    }
