"""Rows to values and back: decisions."""

from collections.abc import Mapping, Sequence
from typing import Any

from annotator.model.decision import Decision, Reason, Took
from annotator.store.convert import Row, sound

A, B, GOLD = "a", "b", "gold"
"""Whose a span of a decision is."""
Sides = Mapping[str, Sequence[str]]
"""Ids of spans by side, in order."""
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
    return [
        {"decision_id": decision.id, "side": side, "position": position, "span_id": span_id}
        for side, ids in sides
        for position, span_id in enumerate(ids, 1)
    ]
