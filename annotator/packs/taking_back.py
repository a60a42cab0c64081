"""Taking back: what annotators did in packs and copies comes into the project, in one step."""

from collections.abc import Iterable, Sequence
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from annotator.edits.edit import Edit
from annotator.model.identity import now
from annotator.packs.arriving import Arriving, Room, look_at
from annotator.packs.letter import keep_letter
from annotator.packs.merging import Merging
from annotator.packs.report import MergeReport, SourceReport
from annotator.progress import Progress, silent
from annotator.project import Project
from annotator.store.work import Work

WHY = "before taking back"


def merge(
    project: Project, paths: Sequence[Path], *, by: str = "", progress: Progress = silent
) -> MergeReport:
    """Takes back from project files and records, as one step of `by` that can be undone.

    What descends from what is here replaces it; what is older is left; what was changed here and
    there comes in as a second version. The order of the paths makes no difference. What cannot be
    taken is in the report with the reason; the rest goes in. A backup is made first. Raises
    `ProjectError` where the project itself cannot be written; then nothing was changed.
    """
    report = MergeReport(str(project.path), now())
    with ExitStack() as stack:
        room = cache(lambda: Path(stack.enter_context(TemporaryDirectory(prefix="annotator-"))))
        arriving = list(_looked_at(project, paths, room, report, progress))
        if arriving:
            _take(project, arriving, report, by, progress)
    report.letter = keep_letter(report, project.id)
    return report


def _looked_at(
    project: Project, paths: Sequence[Path], room: Room, report: MergeReport, progress: Progress
) -> Iterable[Arriving]:
    for number, path in enumerate(paths):
        progress(number, 2 * len(paths), path.name)
        source = SourceReport(str(path))
        report.sources.append(source)
        found = look_at(path, project, room, source)
        if found is not None:
            yield found


def _take(
    project: Project,
    arriving: Sequence[Arriving],
    report: MergeReport,
    by: str,
    progress: Progress,
) -> None:
    backup = project.back_up(WHY)
    wrote = False
    name = _step_name(arriving)
    pack = project.pack_of()
    only = pack.annotator_id if pack else ""

    def do(work: Work) -> None:
        nonlocal wrote
        merging = Merging(work, only)
        for number, one in enumerate(arriving):
            progress(len(arriving) + number, 2 * len(arriving), one.path.name)
            with one.opened() as other:
                merging.take(one, other)
        merging.finish()
        work.journal.flush()
        wrote = work.journal.step is not None

    project.apply(Edit(name, do, adds_heads=False), by)
    if wrote:
        report.step, report.backup = name, backup
    progress(2 * len(arriving), 2 * len(arriving), "")


def _step_name(arriving: Sequence[Arriving]) -> str:
    names = dict.fromkeys(one.report.made_for or Path(one.report.path).name for one in arriving)
    if len(names) > 3:
        return f"take back {len(arriving)} files"
    return f"take back from {', '.join(names)}"
