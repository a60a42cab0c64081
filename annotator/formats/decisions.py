"""`decisions/1`: how gold came to say what it says, as JSON lines.

`resources/formats/decisions-1.schema.json` is what counts. Every key stands on every line; spans
are named by their ids in the records beside it, groups by theirs in `groups.jsonl`.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import orjson

from annotator.formats.bundle import DecisionRecord, Item, Refused
from annotator.formats.values import BadValue, Json, one_of, short, text_at, time_at
from annotator.model.decision import Reason, Took

FORMAT = "decisions/1"
_SPANS = ("a_spans", "b_spans", "gold_spans")
_GROUPS = ("a_groups", "b_groups", "gold_groups")


def write_decision(record: DecisionRecord) -> bytes:
    """The record as one line of JSON with its line end."""
    return orjson.dumps(_value(record), option=orjson.OPT_APPEND_NEWLINE)


def _value(record: DecisionRecord) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "id": record.id,
        "doc_id": record.doc,
        "story": record.story,
        "gold": record.gold,
        "gold_id": record.gold_id,
        "annotator_a": record.a,
        "annotator_a_id": record.a_id,
        "annotator_b": record.b,
        "annotator_b_id": record.b_id,
        "took": record.took.value,
        "a_spans": list(record.a_spans),
        "b_spans": list(record.b_spans),
        "gold_spans": list(record.gold_spans),
        "a_groups": list(record.a_groups),
        "b_groups": list(record.b_groups),
        "gold_groups": list(record.gold_groups),
        "ground": record.ground,
        "reason": record.reason.value,
        "note": record.note,
        "guideline_gap": record.gap,
        "decided_by": record.by,
        "decided_by_id": record.by_id,
        "decided_at": record.at or None,
    }


def read_decision(value: object, where: str) -> Iterator[Item]:
    """The decision on one line, or why it was refused."""
    try:
        yield _decision(value, where)
    except BadValue as error:
        yield Refused(where, str(error))


def _decision(value: object, where: str) -> DecisionRecord:
    if not isinstance(value, dict):
        raise BadValue("a decision is an object in braces.")
    if value.get("format", FORMAT) != FORMAT:
        raise BadValue(f"the format is {short(value['format'])}; only {FORMAT} can be read.")
    for key in ("doc_id", "took"):
        if not text_at(value, key).strip():
            raise BadValue(f"“{key}” is missing or empty.")
    gap = value.get("guideline_gap", False)
    if not isinstance(gap, bool):
        raise BadValue(f"“guideline_gap” must be true or false, not {short(gap)}.")
    took = one_of(value, "took", Took.NONE)
    named = {name: _ids(value, name) for name in (*_SPANS, *_GROUPS)}
    _refuse_misfits(named, took)
    return DecisionRecord(
        id=text_at(value, "id"),
        doc=text_at(value, "doc_id"),
        story=text_at(value, "story"),
        gold=text_at(value, "gold"),
        gold_id=text_at(value, "gold_id"),
        a=text_at(value, "annotator_a"),
        a_id=text_at(value, "annotator_a_id"),
        b=text_at(value, "annotator_b"),
        b_id=text_at(value, "annotator_b_id"),
        took=took,
        **named,
        ground=text_at(value, "ground"),
        reason=one_of(value, "reason", Reason.UNSAID) if value.get("reason") else Reason.UNSAID,
        note=text_at(value, "note"),
        gap=gap,
        by=text_at(value, "decided_by"),
        by_id=text_at(value, "decided_by_id"),
        at=time_at(value, "decided_at") or "",
        where=where,
    )


def _refuse_misfits(named: Mapping[str, tuple[str, ...]], took: Took) -> None:
    if any(named[one] for one in _SPANS) and any(named[one] for one in _GROUPS):
        raise BadValue("it is about a place or about groups, not about both.")
    if took is Took.NONE and (named["gold_spans"] or named["gold_groups"]):
        what = "spans" if named["gold_spans"] else "groups"
        raise BadValue(f"it took nothing, and yet names {what} of gold.")
    if named["gold_groups"] and not (named["a_groups"] or named["b_groups"]):
        raise BadValue("it names groups of gold, but none that it is about.")


def _ids(value: Json, key: str) -> tuple[str, ...]:
    listed = value.get(key, [])
    if not isinstance(listed, list) or not all(isinstance(one, str) and one for one in listed):
        raise BadValue(f"“{key}” must be a list of ids.")
    return tuple(listed)
