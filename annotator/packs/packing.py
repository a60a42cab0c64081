"""Packing: part of a project as a file of its own, for one annotator."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from annotator.edits.edit import Edit
from annotator.edits.plan import hand_out
from annotator.errors import BadInput, ProjectError
from annotator.model.identity import new_id, now
from annotator.model.pack import PackFacts
from annotator.model.people import Annotator
from annotator.model.place import is_day
from annotator.model.plan import Assignment, Handout, again_id
from annotator.model.reading import Status
from annotator.model.story import Story
from annotator.packs.arriving import root_id
from annotator.packs.letter import listed
from annotator.packs.report import PackReport
from annotator.packs.twins import twins_of, unite
from annotator.progress import Progress, silent
from annotator.project import Project
from annotator.store.backup import flush_folder


def pack(
    project: Project,
    out: Path,
    *,
    annotator: Annotator,
    stories: Sequence[str] | None = None,
    due: str = "",
    again: bool = False,
    by: str = "",
    progress: Progress = silent,
) -> PackReport:
    """Writes a pack for an annotator to the new file `out`, whole or not at all.

    In it are the stories (by name; None: those assigned and not done, without a plan all), scheme
    and guidelines, and only what this annotator did and may see. `due` is a date, `YYYY-MM-DD`.
    `again`: one story that the annotator reads once more, under an identity of its own, without
    the first reading. The project keeps, as one step of `by`, that the pack left. Raises
    `BadInput` or `ProjectError`; then there is no pack.
    """
    _check(out, due)
    wanted = _stories(project, annotator, stories, again=again)
    reader = _reader(project, annotator, wanted) if again else annotator
    facts = PackFacts(new_id(), reader.id, reader.name, now(), due, root_id(project))
    _unite_twins(project, reader, by)
    handout = Handout(facts.id, reader.id, tuple(s.id for s in wanted), facts.made_at, due)
    progress(0, 3, out.name)
    with _beside(out) as draft:
        project.extract(draft, facts, handout.story_ids, [reader.id])
        progress(1, 3, out.name)
        report = _checked(draft, out, facts, progress)
        draft.rename(out)
        flush_folder(out.parent)
        # At the very end: a pack that the project does not know is taken back like any other, but
        # one that it knows and that is nowhere would be waited for.
        try:
            project.apply(hand_out(handout), by)
        except BaseException:
            out.unlink()
            raise
    progress(3, 3, out.name)
    return report


def _unite_twins(project: Project, reader: Annotator, by: str) -> None:
    """What goes on from a pack goes on from every state that holds the same."""
    edit = Edit("hand out a pack", lambda work: unite(work, reader.id), adds_heads=False)
    if twins_of(project.records, reader.id):
        project.apply(edit, by)


def _check(out: Path, due: str) -> None:
    if due and not is_day(due):
        raise BadInput(f"“{due}” is no day. Write it as 2026-11-30.")
    if os.path.lexists(out):
        raise BadInput(f"{out} is there already. Choose another name: it may hold work.")
    if not out.parent.is_dir():
        raise BadInput(f"{out}: there is no folder {out.parent}. Make it first.")


def _stories(
    project: Project, annotator: Annotator, names: Sequence[str] | None, *, again: bool
) -> tuple[Story, ...]:
    found = project.stories()
    if names is not None:
        known = {story.name for story in found}
        if missing := [name for name in names if name not in known]:
            there = listed([story.name for story in found]) or "none yet"
            raise BadInput(f"There is no story “{missing[0]}” in {project.path} (there: {there}).")
        wanted = tuple(story for story in found if story.name in names)
    elif again or project.assignments():
        wanted = _assigned(project, annotator, found, again=again)
    else:
        wanted = found
    if not wanted:
        raise BadInput(f"{project.path} has no story to pack. Import articles first.")
    if again and len(wanted) > 1:
        some = listed([story.name for story in wanted])
        raise BadInput(f"A pack to read again holds one story. Name it with --stories: {some}.")
    return wanted


def _assigned(
    project: Project, annotator: Annotator, stories: Sequence[Story], *, again: bool
) -> tuple[Story, ...]:
    mine = [
        one
        for one in project.assignments()
        if _is_for(one, annotator) and (one.reader_id != annotator.id) == again
    ]
    todo = {one.story_id for one in mine if not _is_done(project, one)}
    if not todo:
        what = "story to read again" if again else "story"
        has = f"has done every {what} in the plan" if mine else f"has no {what} in the plan"
        raise BadInput(f"{annotator.name} {has}. Name stories with --stories to pack them.")
    return tuple(story for story in stories if story.id in todo)


def _is_for(assignment: Assignment, annotator: Annotator) -> bool:
    return annotator.id in (assignment.annotator_id, assignment.reader_id)


def _is_done(project: Project, assignment: Assignment) -> bool:
    return all(
        project.reading(article.id, assignment.reader_id).status in (Status.DONE, Status.SKIPPED)
        for article in project.articles(assignment.story_id)
    )


def _reader(project: Project, annotator: Annotator, stories: Sequence[Story]) -> Annotator:
    """The identity under which the story is read once more; the project gets to know it."""
    reader_id = again_id(annotator.id, stories[0].id)
    known = project.annotator(reader_id)
    if known is not None:
        return known
    reader = Annotator(reader_id, f"{annotator.name} (again)", annotator.role)
    project.add_annotator(reader)
    return reader


@contextmanager
def _beside(out: Path) -> Iterator[Path]:
    """A file beside `out` that is not there any more afterwards."""
    draft = out.with_name(f".{out.name}.pack")
    try:
        draft.unlink(missing_ok=True)
        yield draft
    except OSError as error:
        raise ProjectError(f"{out} could not be written: {error.strerror}.") from error
    finally:
        draft.unlink(missing_ok=True)


def _checked(draft: Path, out: Path, facts: PackFacts, progress: Progress) -> PackReport:
    with Project.open(draft, read_only=True) as written:
        if found := written.faults():
            raise ProjectError(
                f"{out} was not made, because the project has a fault: {found[0].sentence} "
                "Run: annotator check"
            )
        progress(2, 3, out.name)
        return PackReport(
            path=out,
            id=facts.id,
            annotator_id=facts.annotator_id,
            name=facts.name,
            stories=tuple(story.name for story in written.stories()),
            articles=len(written.articles()),
            spans=sum(written.span_counts(facts.annotator_id).values()),
            suggestions=sum(written.suggestion_counts(facts.annotator_id).values()),
            questions=len(written.questions()),
            due=facts.due,
        )
