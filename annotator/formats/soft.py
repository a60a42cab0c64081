"""`soft/1`: which share of an article's annotators marked each character, as JSON lines.

`resources/formats/soft-1.schema.json` is what counts. Every key stands on every line.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import orjson

FORMAT = "soft/1"
SOFT = "soft.jsonl"
"""The file beside the records."""


@dataclass(frozen=True, slots=True)
class SoftRun:
    """A stretch of text, in code points, with the share of annotators who gave it a label."""

    start: int
    end: int
    label: str
    share: float


@dataclass(frozen=True, slots=True)
class SoftRecord:
    """One article. `annotators` are those who finished it, `labels` those that they could give."""

    doc: str
    story: str
    text: str
    text_sha256: str
    annotators: Sequence[str]
    labels: Sequence[str]
    runs: Sequence[SoftRun]
    split: str = ""


def write_soft(record: SoftRecord) -> bytes:
    """The record as one line of JSON with its line end."""
    value = {
        "format": FORMAT,
        "doc_id": record.doc,
        "story": record.story,
        "text": record.text,
        "text_sha256": record.text_sha256,
        "annotators": list(record.annotators),
        "n": len(record.annotators),
        "labels": list(record.labels),
        "soft_labels": [
            {"start": run.start, "end": run.end, "label": run.label, "share": run.share}
            for run in record.runs
        ],
        "split": record.split,
    }
    return orjson.dumps(value, option=orjson.OPT_APPEND_NEWLINE)
