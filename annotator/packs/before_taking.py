"""What files would bring if they were taken back, told from their heads alone: nothing is read of
what they hold, so it is cheap, and nothing is changed."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path

from annotator.errors import AnnotatorError
from annotator.formats.bundle import ReadingRecord
from annotator.formats.jsonl import read_jsonl
from annotator.model.lineage import Descent, descent
from annotator.packs.arriving import root_id, without_path
from annotator.packs.versions import versions
from annotator.progress import Progress, silent
from annotator.project import Project

MANY_RECORDS = 5000
Known = dict[tuple[str, str], list[tuple[str, ...]]]
"""Heads of the states of readings, by ids of the article and the annotator."""


@dataclass(frozen=True, slots=True)
class Glance:
    """One file: what it is, how many readings are new, the same, older, or changed here and there.

    `kind` is “pack”, “project” or “records”, "" where nothing can be taken, for the reason `why`.
    Of records, `records` of them, it is not known before they are read what is new; of very many
    only the first are counted, and there are `more`.
    """

    path: str
    kind: str = ""
    made_for: str = ""
    made_at: str = ""
    due: str = ""
    people: tuple[str, ...] = ()
    new: int = 0
    same: int = 0
    older: int = 0
    diverged: int = 0
    why: str = ""
    records: int = 0
    more: bool = False

    def plain(self) -> dict[str, object]:
        """As plain data."""
        return asdict(self)


def glance(
    project: Project, paths: Sequence[Path], progress: Progress = silent
) -> tuple[Glance, ...]:
    """Looks at each of the files."""
    found = []
    known = _known(project)
    for number, path in enumerate(paths):
        progress(number, len(paths), path.name)
        try:
            found.append(_glance(project, path, known))
        except AnnotatorError as error:
            found.append(Glance(str(path), why=without_path(str(error), path)))
    return tuple(found)


def is_of(path: Path, project: Project) -> bool:
    """Whether a file is this project, a copy or a pack of it; False if it cannot be read."""
    try:
        with Project.open(path, read_only=True) as other:
            return root_id(other) == root_id(project)
    except AnnotatorError:
        return False


def _glance(project: Project, path: Path, known: Known) -> Glance:
    if path.is_dir() or path.suffix.lower() == ".jsonl":
        return _records(path)
    if path.exists() and path.samefile(project.path):
        return Glance(str(path), why="This is the project itself.")
    with Project.open(path, read_only=True) as other:
        pack = other.pack_of()
        if root_id(other) != root_id(project):
            what = f"a pack for {pack.name}, but of another project" if pack else "another project"
            return Glance(str(path), why=f"This is {what}. Nothing of it can be taken.")
        counts = Counter(_descents(project, other, known))
        names = {person.id: person.name for person in other.annotators()}
        hidden = versions(other.records)
        worked = dict.fromkeys(
            names[who] for _, who in other.lineages() if who in names and who not in hidden
        )
        return Glance(
            str(path),
            "pack" if pack else "project",
            pack.name if pack else "",
            pack.made_at if pack else "",
            pack.due if pack else "",
            tuple(worked),
            counts[Descent.NEWER],
            counts[Descent.SAME],
            counts[Descent.OLDER],
            counts[Descent.DIVERGED],
        )


def _records(path: Path) -> Glance:
    records = (one for one in read_jsonl(path) if isinstance(one, ReadingRecord))
    people: dict[str, None] = {}
    number = 0
    for one in islice(records, MANY_RECORDS):
        number += 1
        if one.annotator:
            people[one.annotator] = None
    more = next(records, None) is not None
    return Glance(str(path), "records", people=tuple(people), records=number, more=more)


def _known(project: Project) -> Known:
    """The states of each reading that are here, with the second versions."""
    told = versions(project.records)
    found: Known = {}
    for (article_id, annotator_id), lineage in project.lineages().items():
        whose = told[annotator_id].annotator_id if annotator_id in told else annotator_id
        found.setdefault((article_id, whose), []).append(lineage.heads)
    return found


def _descents(project: Project, other: Project, known: Known) -> Iterator[Descent]:
    """What each reading in a file is to those that are known, to which it is added."""
    articles = {article.id for article in project.articles()}
    hidden = versions(other.records)
    for whose, theirs in other.lineages().items():
        if whose[0] not in articles or whose[1] in hidden or not theirs.heads:
            continue
        ours = known.setdefault(whose, [])
        found = {descent(heads, theirs.heads) for heads in ours}
        # Of several states that are known, one that has it already is enough.
        order = (Descent.SAME, Descent.OLDER, Descent.DIVERGED, Descent.NEWER)
        yield min(found, key=order.index, default=Descent.NEWER)
        ours.append(theirs.heads)
