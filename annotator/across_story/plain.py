"""What was found across stories as the command and the worker hand it over: names and words."""

from collections.abc import Mapping
from typing import Any

from annotator.model.across import Across
from annotator.model.clue import Passage

Value = dict[str, Any]


def plain(found: Across, names: Mapping[str, str], texts: Mapping[str, str]) -> Value:
    """The JSON of `annotator across --json` for one story; names and texts by article id.

    Near-identical sentences stand apart, as clues of the kind “copied text”.
    """

    def member(one: Passage) -> Value:
        start, end = one.place
        return {
            "article": names[one.article_id],
            "start": start,
            "end": end,
            "text": texts[one.article_id][start:end],
            "value": one.value or None,
        }

    return {
        "counterparts": [
            {"score": one.score, "members": [member(each) for each in one.members]}
            for one in found.counterparts
            if not one.near_identical
        ],
        "clues": [
            {
                "kind": str(one.kind),
                "why": one.reason,
                "shown": one.shown,
                "members": [member(each) for each in one.passages],
            }
            for one in found.clues
        ],
        "only_here": [{"kind": one.kind, "member": member(one.passage)} for one in found.only_here],
        "facets": [
            {"facet": row.facet, "members": [member(each) for each in row.passages]}
            for row in found.facets
        ],
    }
