"""A project with small records of labelled articles."""

import json
from pathlib import Path
from typing import Any

from tests.annotator.commands import Commands

TEXT = "Ada, who won, said so. Ben said no: “Nobody won.” Acme Corp. was silent."


def span(words: str, label: str, **values: str) -> dict[str, Any]:
    start = TEXT.index(words)
    attributes = [{"name": name, "value": value} for name, value in values.items()]
    return {
        "id": f"{start}-{words}-{label}",
        "start": start,
        "end": start + len(words),
        "label": label,
        "text": words,
        "attributes": attributes,
    }


def record(
    who: str, article: str, *spans: dict[str, Any], status: str = "done", **more: object
) -> dict[str, Any]:
    return {
        "text": f"{TEXT}\n{article}", "doc_id": article, "story": f"story of {article[0]}",
        "annotator": who, "status": status, "spans": list(spans), **more,
    }  # fmt: skip


def two_people() -> list[dict[str, Any]]:
    """Two articles that Ann and Ben have read, and one that Ben has only begun."""
    return [
        record("Ann", "a1", span("Ada", "entity", type="PERSON"), span("Acme Corp", "entity"),
               span("Nobody won.", "quote"), span("Ben said no", "claim")),
        record("Ben", "a1", span("Ada", "entity", type="PERSON"), span("Acme Corp.", "entity"),
               span("Nobody won.", "claim"), span("silent", "claim")),
        record("Ann", "a2"),
        record("Ben", "a2"),
        record("Ann", "b1", span("Ada", "entity")),
        record("Ben", "b1", span("Ada", "entity"), status="in_progress"),
    ]  # fmt: skip


class Labelled:
    """A project into which records are brought."""

    def __init__(self, folder: Path, command: Commands) -> None:
        self.path = folder / "p.annotator"
        self._file = folder / "records.jsonl"
        self._command = command
        command.done("new", self.path)

    def bring(self, *records: dict[str, Any]) -> Path:
        lines = "\n".join(json.dumps(one) for one in records)
        self._file.write_text(lines + "\n", encoding="utf-8")
        self._command.done("import", self.path, self._file)
        return self.path
