"""What can be done to a reading: status, what it was read for, note, impressions."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from annotator.edits.edit import Edit
from annotator.model.identity import now
from annotator.model.reading import Reading, Status

if TYPE_CHECKING:
    from annotator.store.work import Work


def touch(work: "Work", article_id: str, annotator_id: str, begun: Status | None = None) -> Reading:
    """Notes on the reading when and under which scheme it was worked on; returns it as it is now.

    `begun` is the status that a new reading gets.
    """
    reading = work.readings.get(article_id, annotator_id)
    scheme = work.schemes.current()
    status = begun if begun and reading.status is Status.NEW else reading.status
    time = now()
    touched = replace(
        reading,
        status=status,
        scheme_name=scheme.name,
        scheme_version=str(scheme.version),
        created_at=reading.created_at or time,
        updated_at=time,
    )
    if touched != reading:
        work.readings.put([touched])
    return touched


def _changed(name: str, article_id: str, annotator_id: str, **facts: object) -> Edit:
    def do(work: "Work") -> None:
        reading = touch(work, article_id, annotator_id, Status.IN_PROGRESS)
        work.readings.put([replace(reading, **facts)])  # type: ignore[arg-type]

    return Edit(name, do)


def set_status(
    article_id: str, annotator_id: str, status: Status, open_points: Sequence[str] = ()
) -> Edit:
    """Says how far the reading is; `open_points` are the unfinished things left as they are."""
    words = {Status.DONE: "done", Status.SKIPPED: "skip", Status.IN_PROGRESS: "reopen"}
    name = words.get(status, "not begun")
    return _changed(name, article_id, annotator_id, status=status, open_points=tuple(open_points))


def set_read_for(article_id: str, annotator_id: str, label_ids: Sequence[str], name: str) -> Edit:
    """Says which labels the article was read for to the end, marked or not."""
    return _changed(name, article_id, annotator_id, read_for=tuple(label_ids))


def set_article_note(article_id: str, annotator_id: str, note: str) -> Edit:
    """Writes the note on the article."""
    return _changed("note on the article", article_id, annotator_id, note=note)


def set_impressions(article_id: str, annotator_id: str, impressions: Sequence[str]) -> Edit:
    """Sets the labels of the whole article, such as the overall impression."""
    name = "overall impression"
    return _changed(name, article_id, annotator_id, impressions=tuple(impressions))
