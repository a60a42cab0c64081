"""Rows to values and back: decisions."""

from collections.abc import Iterable, Sequence
from typing import Any

from annotator.model.decision import Decision, Reason, Took
from annotator.store.convert import Row, sound

A, B, GOLD = "a", "b", "gold"
"""Whose a span or a group of a decision is."""
_SAME = ("id", "gold_id", "article_id", "a_id", "b_id", "ground", "note")


@sound
def decision(row: Row) -> Decision:
    return Decision(
        **{name: row[name] for name in _SAME},
        took=Took(row["took"]),
        reason=Reason(row["reason"]),
        gap=bool(row["gap"]),
        by=row["decided_by"],
        at=row["decided_at"],
    )


def decision_row(decision: Decision) -> dict[str, Any]:
    return {name: getattr(decision, name) for name in _SAME} | {
        "took": decision.took.value,
        "reason": decision.reason.value,
        "gap": int(decision.gap),
        "decided_by": decision.by,
        "decided_at": decision.at,
    }


def span_rows(decision: Decision) -> list[dict[str, Any]]:
    """A row for each span that a decision names."""
    sides = ((A, decision.a_spans), (B, decision.b_spans), (GOLD, decision.gold_spans))
    return _named(decision.id, sides, "span_id")


def group_rows(decision: Decision) -> list[dict[str, Any]]:
    """A row for each group that a decision names."""
    sides = ((A, decision.a_groups), (B, decision.b_groups), (GOLD, decision.gold_groups))
    return _named(decision.id, sides, "group_id")


def _named(
    decision_id: str, sides: Iterable[tuple[str, Sequence[str]]], named: str
) -> list[dict[str, Any]]:
    return [
        {"decision_id": decision_id, "side": side, "position": position, named: one}
        for side, ids in sides
        for position, one in enumerate(ids, 1)
    ]
