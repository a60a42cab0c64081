"""`pairs/1`: two passages of a story and how they stand to each other, as JSON lines.

For training a classifier of contradictions. `resources/formats/pairs-1.schema.json` is what counts.
Every key stands on every line.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum

import orjson

FORMAT = "pairs/1"
PAIRS = "pairs.jsonl"
SPLITS = ("", "train", "dev", "test")


class Stands(StrEnum):
    """How two passages stand to each other."""

    CONTRADICTS = "contradicts"
    SAME = "same"
    UNRELATED = "unrelated"
    UNCLEAR = "unclear"


class Comes(StrEnum):
    """Where a pair comes from."""

    GROUP = "group"
    REJECTED = "rejected clue"
    SAMPLED = "sampled counterpart"
    """Much alike, and nobody judged it."""


@dataclass(frozen=True, slots=True)
class Side:
    """One passage: code points, end exclusive, with the sentence or sentences around it.

    `date` is that of publication, `sayer` the words for who says it, where it is quoted.
    """

    doc_id: str
    text_sha256: str
    start: int
    end: int
    text: str
    sentence: str
    date: str = ""
    sayer: str = ""
    span_id: str = ""
    value: str = ""
    stance: str = ""


@dataclass(frozen=True, slots=True)
class PairRecord:
    """A pair, with who judged it; nobody judged what was sampled. `source_id`: group or clue."""

    id: str
    story: str
    split: str
    annotator: str
    annotator_id: str
    relation: Stands
    comes: Comes
    kind: str
    source_id: str
    a: Side
    b: Side


def write_pair(record: PairRecord) -> bytes:
    """The record as one line of JSON with its line end."""
    value = {
        "format": FORMAT,
        "id": record.id,
        "story": record.story,
        "split": record.split,
        "annotator": record.annotator,
        "annotator_id": record.annotator_id,
        "relation": record.relation.value,
        "from": record.comes.value,
        "kind": record.kind,
        "source_id": record.source_id,
        "a": asdict(record.a),
        "b": asdict(record.b),
    }
    return orjson.dumps(value, option=orjson.OPT_APPEND_NEWLINE)


def relation(
    kind: str, one: Side, other: Side, strength: str = "", *, alone: bool = False
) -> Stands:
    """How two members of a group stand to each other; `alone`: there are no others in it.

    Members with equal values say the same. Of a conflict the others contradict, unless its strength
    is but “other wording”; where one of several has no value, only a stance can say so. In groups
    of other kinds members say the same, but for those whose stance says otherwise.
    """
    stances = {one.stance, other.stance}
    if one.value and one.value.casefold() == other.value.casefold():
        return Stands.SAME
    if "contradicts" in stances and stances != {"contradicts"}:
        return Stands.CONTRADICTS
    if kind != "conflict":
        return Stands.SAME if "contradicts" not in stances else Stands.UNCLEAR
    if strength == "other wording":
        return Stands.UNCLEAR
    return Stands.CONTRADICTS if alone or (one.value and other.value) else Stands.UNCLEAR


def says_the_same(one: Side, other: Side) -> bool:
    """Whether two passages have equal values (or equal words, where one has no value)."""
    if one.value and other.value:
        return _plain(one.value) == _plain(other.value)
    return _plain(one.text) == _plain(other.text)


def _plain(words: str) -> str:
    return " ".join(words.casefold().split())


def counts_for_card(counts: Mapping[tuple[str, str], int]) -> str:
    """The section of the card: how many pairs of each relation (`counts` by relation and split)."""
    splits = [one for one in SPLITS if any(split == one for _, split in counts)]
    head = ["relation", *(split or "pairs" for split in splits)]
    rows: list[Sequence[str]] = [head, ["---"] * len(head)]
    rows += [
        [stands.value, *(str(counts.get((stands, one), 0)) for one in splits)] for stands in Stands
    ]
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([_ABOUT, "", *lines])


_ABOUT = (
    "Two passages of a story on each line of `pairs.jsonl`, and how they stand to each other. "
    "`from` says who says so: members of one group (`group`; those with equal values are `same`), "
    "a clue that an annotator found to be no conflict (`rejected clue`, `unrelated`; `same` where "
    "both sides tell an equal value), or nobody: sentences that are much alike (`sampled "
    "counterpart`, always `unclear`). What nobody judged is never a negative. All pairs of a story "
    "are in its split."
)


def count(counts: Counter[tuple[str, str]], record: PairRecord) -> None:
    """Counts a record for the card."""
    counts[record.relation.value, record.split] += 1
