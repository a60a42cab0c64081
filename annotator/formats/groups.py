"""`groups/1`: what belongs together across the articles of a story, as JSON lines.

`resources/formats/groups-1.schema.json` is what counts. Every key stands on every line; spans are
named by their ids in the records beside it.
"""

from collections.abc import Iterator
from typing import Any

import orjson

from annotator.formats.bundle import GroupRecord, Item, MemberRecord, Refused
from annotator.formats.values import BadValue, Json, attributes_at, short, text_at, time_at

FORMAT = "groups/1"


def write_group(record: GroupRecord) -> bytes:
    """The record as one line of JSON with its line end."""
    return orjson.dumps(_value(record), option=orjson.OPT_APPEND_NEWLINE)


def _value(record: GroupRecord) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "id": record.id,
        "story": record.story,
        "annotator": record.annotator,
        "annotator_id": record.annotator_id,
        "kind": record.kind,
        "name": record.name,
        "members": [_member_value(member) for member in record.members],
        "attributes": [{"name": name, "value": value} for name, value in record.attributes],
        "note": record.note,
        "created_at": record.created_at,
        "updated_at": record.updated_at,
    }


def _member_value(member: MemberRecord) -> dict[str, str | int]:
    return {
        "doc_id": member.doc,
        "span_id": member.span,
        "value": member.value,
        "stance": member.stance,
        "start": member.start,
        "end": member.end,
        "text": member.text,
        "text_sha256": member.text_sha256,
    }


def read_group(value: object, where: str) -> Iterator[Item]:
    """The group on one line, or why it was refused."""
    try:
        yield _group(value, where)
    except BadValue as error:
        yield Refused(where, str(error))


def _group(value: object, where: str) -> GroupRecord:
    if not isinstance(value, dict):
        raise BadValue("a group is an object in braces.")
    if value.get("format", FORMAT) != FORMAT:
        raise BadValue(f"the format is {short(value['format'])}; only {FORMAT} can be read.")
    kind = text_at(value, "kind")
    if not kind.strip():
        raise BadValue("“kind” is missing or empty.")
    return GroupRecord(
        id=text_at(value, "id"),
        story=text_at(value, "story"),
        annotator=text_at(value, "annotator"),
        annotator_id=text_at(value, "annotator_id"),
        kind=kind,
        name=text_at(value, "name"),
        members=_members(value),
        attributes=attributes_at(value),
        note=text_at(value, "note"),
        created_at=time_at(value, "created_at"),
        updated_at=time_at(value, "updated_at"),
        where=where,
    )


def _members(value: Json) -> tuple[MemberRecord, ...]:
    members = value.get("members", [])
    if not isinstance(members, list) or not all(isinstance(one, dict) for one in members):
        raise BadValue("“members” must be a list of objects.")
    if not members:
        raise BadValue("it has no members.")
    read = tuple(
        MemberRecord(
            doc=text_at(one, "doc_id"),
            span=text_at(one, "span_id"),
            value=text_at(one, "value"),
            stance=text_at(one, "stance"),
        )
        for one in members
    )
    places = [(one.doc, one.span) for one in read]
    if len(set(places)) < len(places):
        raise BadValue("a member stands twice in it.")
    return read
