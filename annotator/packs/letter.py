"""The log of a taking back, as one would write it to the people concerned."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from annotator.packs.report import MergeReport, PersonReport, SourceReport
from annotator.settings import log_folder, write_whole

SHOWN = 12
"""Of more names than this, only so many are written out."""


def letter(report: MergeReport) -> str:
    """The whole letter; lines end with a line feed."""
    return "".join(f"{line}\n" for line in _lines(report))


def keep_letter(report: MergeReport, project_id: str) -> Path | None:
    """Writes the letter into the project's log folder; None where that is not possible."""
    folder = log_folder() / (project_id or "project")
    stem = f"{report.at.replace(':', '.')} taken back"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{stem}.txt"
        number = 1
        while path.exists():
            number += 1
            path = folder / f"{stem} {number}.txt"
        write_whole(path, letter(report).encode("utf-8"))
    except OSError:
        return None
    return path


def counted(number: int, what: str) -> str:
    """A number with its noun."""
    return f"{number} {what}{'' if number == 1 else 's'}"


def _lines(report: MergeReport) -> Iterator[str]:
    day, _, time = report.at.partition("T")
    yield f"Taken back into {report.project} on {day} at {time.removesuffix('Z')} (UTC)."
    for source in report.sources:
        yield ""
        yield from _source(source)
    yield ""
    if not report.step:
        yield "Nothing was new, so the project is as it was."
        return
    if report.backup:
        yield f"How the project was before is kept in {report.backup}."
    undo = f"annotator undo {report.project} takes it back."
    if any(source.brought for source in report.sources):
        yield f"All this is one step: {undo}"
    elif any(source.returned for source in report.sources):
        yield f"No work was new. The plan says now that the pack came back; {undo}"
    else:
        yield f"No work was new, but not everything was as it is here; {undo}"
    if report.diverged:
        yield "What was changed in two places waits for you: annotator resolve shows it."


def _source(source: SourceReport) -> Iterator[str]:
    of = ""
    if source.kind == "pack":
        made = f" on {source.made_at.partition('T')[0]}" if source.made_at else ""
        of = f", the pack made for {source.made_for}{made}"
    elif source.kind == "project":
        of = ", another copy of the project"
    yield f"{source.path}{of}:"
    for person in source.people:
        yield from _person(person)
    if not source.people and not source.refused:
        yield "  There was no work in it."
    yield from (f"  {note}" for note in source.notes)
    for one in source.refused:
        where = "" if one.where == source.path else f"{one.where}: "
        yield f"  Not taken: {where}{one.why}"


def _person(person: PersonReport) -> Iterator[str]:
    met = ", who is new in the project," if person.is_new else ""
    yield f"  {person.name}{met} sent {counted(person.came, 'article')}."
    if person.new:
        number, done = len(person.new), ""
        if person.done:
            done = f", {person.done} of them done"
            if person.done == number:
                done = ", done" if number == 1 else ", all of them done"
        yield f"    New or further than here: {counted(number, 'article')}{done}."
        changes = [
            f"{number} {word}"
            for number, word in (
                (person.added, "added"),
                (person.changed, "changed"),
                (person.removed, "taken away"),
            )
            if number
        ]
        if changes:
            yield f"    Spans: {', '.join(changes)}."
    if person.same:
        yield f"    The same as here: {counted(person.same, 'article')}."
    if person.older:
        yield f"    Older than here, and left: {listed(person.older)}."
    for one in person.diverged:
        yield f"    Changed here and there: {one.article}. Both are kept, one as a second version."
    for question in person.questions:
        yield f"    Asks: {' '.join(question.split())}"


def listed(names: Sequence[str]) -> str:
    """Names for a sentence; of very many only the first."""
    if len(names) <= SHOWN:
        return ", ".join(names)
    return f"{', '.join(names[:SHOWN])} and {len(names) - SHOWN} more"
