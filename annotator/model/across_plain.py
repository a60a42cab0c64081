"""What was found across a story as plain data, to keep it and to hand it to the window."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from annotator.model.across import Across, Counterpart, FacetRow, OnlyHere, Told, What
from annotator.model.clue import Clue, Passage
from annotator.model.span import Fragment

Place = Callable[[Passage], list[Any]]


def across_value(found: Across) -> dict[str, Any]:
    """What was found, as data that JSON can hold; `articles` are the ids that places number."""
    number: dict[str, int] = {}

    def place(one: Passage) -> list[Any]:
        at = number.setdefault(one.article_id, len(number))
        where = [at, one.place.start, one.place.end]
        return [*where, one.value] if one.value else where

    value: dict[str, Any] = {
        "counterparts": [
            [one.score, *place(one.members[0])[:3], *place(one.members[1])[:3], one.near_identical]
            for one in found.counterparts
        ],
        "clues": [clue_value(one, place) for one in found.clues],
        "only_here": [[one.kind, place(one.passage)] for one in found.only_here],
        "facets": [[row.facet, [place(one) for one in row.passages]] for row in found.facets],
        "told": [
            [*place(Passage(one.article_id, one.place)), one.what.value, one.key]
            for one in found.told
        ],
        "quoted": [[place(one) for one in some] for some in found.quoted],
        "left_out": list(found.left_out),
    }
    value["articles"] = list(number)
    return value


def clue_value(one: Clue, place: Place) -> list[Any]:
    """A clue as data; `place` makes data of a passage."""
    passages = [place(passage) for passage in one.passages]
    return [one.id, str(one.kind), one.name, one.reason, one.score, one.shown, passages]


def read_clue(value: Sequence[Any], passage: Callable[[Sequence[Any]], Passage]) -> Clue:
    """A clue from data; `passage` makes a passage of data."""
    id_, kind, name, reason, score, shown, some = value
    return Clue(id_, kind, name, reason, tuple(map(passage, some)), score, bool(shown))


def read_across(value: Mapping[str, Any]) -> Across:
    """What was found, from data. Raises KeyError, TypeError, IndexError or ValueError."""
    article_ids = value["articles"]
    # A sentence stands in many counterparts, and is made once: the window waits meanwhile.
    known: dict[tuple[Any, ...], Passage] = {}

    def passage(one: Sequence[Any]) -> Passage:
        key = tuple(one)
        if key not in known:
            words = str(one[3]) if len(one) > 3 else ""
            known[key] = Passage(article_ids[one[0]], Fragment(one[1], one[2]), words)
        return known[key]

    return Across(
        counterparts=tuple(
            Counterpart(one[0], (passage(one[1:4]), passage(one[4:7])), bool(one[7]))
            for one in value["counterparts"]
        ),
        clues=tuple(read_clue(one, passage) for one in value["clues"]),
        only_here=tuple(OnlyHere(kind, passage(one)) for kind, one in value["only_here"]),
        facets=tuple(FacetRow(name, tuple(map(passage, some))) for name, some in value["facets"]),
        told=tuple(
            Told(article_ids[at], Fragment(start, end), What(what), key)
            for at, start, end, what, key in value["told"]
        ),
        quoted=tuple(tuple(map(passage, some)) for some in value["quoted"]),
        left_out=tuple(value["left_out"]),
    )
