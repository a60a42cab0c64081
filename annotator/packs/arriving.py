"""What comes back: files are looked at before anything is written, and damaged ones refused."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from annotator.edits.edit import Edit
from annotator.errors import AnnotatorError, BadInput
from annotator.formats.bundle import Item, Noted, ReadingRecord, Refused
from annotator.formats.jsonl import read_jsonl
from annotator.model.lineage import Lineage
from annotator.model.story import Article, text_sha256
from annotator.packs.first_difference import first_difference
from annotator.packs.report import SourceReport
from annotator.packs.states import look
from annotator.project import Project
from annotator.store.work import Work
from annotator.transfer.importing import import_items

TEXTS = "texts"
"""The one check of a project that concerns an article alone; any other makes a file useless."""

RESTORE = "Do not work on in it; restore a backup."
ASK_AGAIN = "Ask for it once more, or for a backup."
"""What to do about a damaged file that somebody sent, in place of what one does about one's own."""

Room = Callable[[], Path]
"""Makes a folder when it is first asked for: a process that is killed leaves it behind."""
Whose = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Arriving:
    """A project file to take back from: a pack, another copy, or made of records."""

    path: Path
    report: SourceReport

    @contextmanager
    def opened(self) -> Iterator[Project]:
        """The file, open to read from."""
        with Project.open(self.path, read_only=True) as project:
            yield project

    def lineages(self, project: Project) -> Mapping[Whose, Lineage]:
        """What is known of each reading; of records it follows from what they hold."""
        if self.report.kind != "jsonl":
            return project.lineages()
        found: dict[Whose, Lineage] = {}
        for person in project.annotators():
            for whole in project.whole_readings(person.id):
                whose = (whole.article_id, person.id)
                found[whose] = Lineage(*whose, (look(whole),))
        return found


def root_id(project: Project) -> str:
    """The id of the lead's project, also where this is a pack of it."""
    pack = project.pack_of()
    return pack.project_id if pack else project.id


def look_at(path: Path, project: Project, room: Room, report: SourceReport) -> Arriving | None:
    """Finds out what a file is and whether it is sound; None where the report says why not.

    Records are brought into a project of their own, in the folder that `room` makes.
    """
    try:
        if path.is_dir() or path.suffix.lower() == ".jsonl":
            report.kind = "jsonl"
            return Arriving(_of_records(path, project, room, report), report)
        _check(path, project, report)
    except AnnotatorError as error:
        report.refuse(str(path), without_path(str(error), path))
        return None
    return Arriving(path, report)


def without_path(sentence: str, path: Path) -> str:
    """A whole sentence without the name of the file, which stands beside it already."""
    if sentence.startswith(f"{path} "):
        return f"It {sentence.removeprefix(f'{path} ')}"
    rest = re.sub(rf"^{re.escape(str(path))}[:,] ", "", sentence).replace(RESTORE, ASK_AGAIN)
    return f"{rest[:1].upper()}{rest[1:]}"


def _check(path: Path, project: Project, report: SourceReport) -> None:
    if path.exists() and path.samefile(project.path):
        raise BadInput(f"{path} is the project itself.")
    with Project.open(path, read_only=True) as other:
        pack = other.pack_of()
        if pack:
            report.kind = "pack"
            report.pack_id, report.made_for, report.made_at = pack.id, pack.name, pack.made_at
        if root_id(other) != root_id(project):
            what = "a pack of another project" if pack else "another project"
            raise BadInput(f"{path} is {what}. Nothing of it was taken.")
        report.kind = "pack" if pack else "project"
        for fault in other.faults():
            if fault.check != TEXTS:
                why = without_path(fault.sentence, path)
                if ASK_AGAIN not in why:
                    why = f"{path} is damaged: {why} {ASK_AGAIN}"
                raise BadInput(why)
    if _was_copied_while_open(path):
        report.notes.append(
            "The file was copied while it was open: what was done last may not be in it. Ask for "
            "it once more, with the program closed."
        )


def _was_copied_while_open(path: Path) -> bool:
    """Whether the file waits for a write-ahead log that is not there."""
    with path.open("rb") as file:
        header = file.read(20)
    log = path.with_name(f"{path.name}-wal")
    return header[18:20] == b"\x02\x02" and not log.exists()


# Records


def _of_records(path: Path, project: Project, room: Room, report: SourceReport) -> Path:
    """A project with the articles of this one and only what the records hold."""
    folder = room()
    draft = folder / f"{len(list(folder.iterdir()))}.annotator"
    with Project.create(draft, project.scheme()) as copy:
        copy.apply(Edit("articles", lambda work: _furnish(work, project)))
        known = {article.name: article for article in project.articles()}
        stories = {story.id: story.name for story in project.stories()}
        names = [person.name for person in project.annotators()]
        items = _matching(read_jsonl(path), project, known, stories, names, report)
        came = import_items(copy, items, name=path.stem)
    for file in came.files:
        for refused in file.refused:
            report.refuse(refused.where, refused.why)
    return draft


def _furnish(work: Work, project: Project) -> None:
    work.people.put(project.annotators(), new=True)
    work.stories.put(project.stories(), new=True)
    for article in project.articles():
        work.articles.add(article, project.text(article.id))


def _matching(
    items: Iterator[Item],
    project: Project,
    known: Mapping[str, Article],
    stories: Mapping[str, str],
    names: list[str],
    report: SourceReport,
) -> Iterator[Item]:
    """The records of articles that the project has, with the same text; others are refused."""
    for item in items:
        if isinstance(item, Refused):
            report.refuse(item.where, item.why)
        elif isinstance(item, ReadingRecord):
            why = _why_not(item, project, known.get(item.article.name), stories)
            if not why and not item.annotator_id and names.count(item.annotator) > 1:
                why = f"{names.count(item.annotator)} annotators are called {item.annotator}."
            if why:
                report.refuse(item.article.name or item.where, why)
            else:
                yield item
        elif not isinstance(item, Noted):
            yield item


def _why_not(
    record: ReadingRecord, project: Project, article: Article | None, stories: Mapping[str, str]
) -> str:
    given = record.article
    if article is None or given.story not in ("", stories[article.story_id]):
        where = f"in the story “{given.story}” " if given.story else ""
        return f"there is no such article {where}in the project. To add it, import the records."
    if text_sha256(given.text) != article.sha256:
        return text_changed(project.text(article.id), given.text)
    return ""


def text_changed(ours: str, theirs: str) -> str:
    """Why the work on a text that was changed is not taken."""
    return f"its text was changed, so the spans may not fit. {first_difference(ours, theirs)}"
