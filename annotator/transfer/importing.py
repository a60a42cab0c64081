"""Bringing articles, and spans in them, into a project: staged first, then in one transaction."""

import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from annotator.edits.edit import Edit
from annotator.errors import BadInput, ProjectError
from annotator.formats.bundle import (
    ArticleRecord,
    ClueRecord,
    DecisionRecord,
    GroupRecord,
    Item,
    Noted,
    ReadingRecord,
    Refused,
    SuggestionRecord,
)
from annotator.formats.format import Offsets, ReadOptions
from annotator.formats.many_spans import columns_of
from annotator.model.reading import Status
from annotator.model.scheme import Scheme
from annotator.progress import Progress, silent
from annotator.project import Project
from annotator.store.work import Work
from annotator.transfer.ahead import Ahead, worth_it
from annotator.transfer.arrivals import Arrivals
from annotator.transfer.arriving_clues import ArrivingClues
from annotator.transfer.arriving_decisions import ArrivingDecisions
from annotator.transfer.arriving_groups import ArrivingGroups
from annotator.transfer.arriving_scheme import ArrivingScheme
from annotator.transfer.arriving_suggestions import ArrivingSuggestions
from annotator.transfer.marks import Marks
from annotator.transfer.report import FileReport, Report
from annotator.transfer.sources import Source, sources
from annotator.transfer.staging import Shelf, batches, collecting_rarely

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """How to import.

    `story`: for articles that name none; `format`: its name, "" to guess for each path;
    `annotator`: whose spans they are where a file names nobody; `new_labels` False refuses spans
    whose label the scheme lacks; `labels`: what labels of the files are called in the project, ""
    to leave their spans out; `encoding`: of text files, "" to find it out; `offsets`: what they
    count; `keep_unsure` keeps spans whose words differ, with a note; `column`: of the tags in files
    of tokens, from 1, 0 to find it; `refused`: a folder for a file of what was refused.
    """

    story: str = ""
    format: str = ""
    annotator: str = ""
    new_labels: bool = True
    encoding: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)
    offsets: Offsets = Offsets.AUTO
    keep_unsure: bool = False
    column: int = 0
    refused: Path | None = None

    @property
    def reading(self) -> ReadOptions:
        """How files are read."""
        return ReadOptions(
            story=self.story,
            encoding=self.encoding,
            offsets=self.offsets,
            keep_unsure=self.keep_unsure,
            column=self.column,
        )


BEFORE = "before import"
"""Why a backup is made, where there is anything yet that could be lost."""

AS_FOUND = ImportOptions()
"""Everything as the files have it."""


@dataclass(slots=True)
class Staged:
    """What can be imported; `report` counts what was read through.

    What is long and quickly read is only begun: it is read `Ahead` while it is written, and the
    report counts its beginning. `ready` False: there is nothing to import, or a file that cannot be
    read at all.
    """

    shelves: tuple[Shelf | Ahead, ...]
    options: ImportOptions
    report: Report = field(default_factory=Report)
    ready: bool = False


def stage(
    paths: Sequence[Path],
    options: ImportOptions = AS_FOUND,
    *,
    table: Path | None = None,
    progress: Progress = silent,
) -> Staged:
    """Reads through, without a project, and says what is there.

    Raises `BadInput` for a format that does not exist.
    """
    found = sources(
        paths,
        format_name=options.format,
        options=options.reading,
        labels=options.labels,
        table=table,
    )
    staged = Staged(tuple(Ahead(one) if worth_it(one) else Shelf(one) for one in found), options)
    some = unreadable = False
    for shelf in staged.shelves:
        source = shelf.source
        report = FileReport(str(source.path), source.format)
        staged.report.files.append(report)
        try:
            source.scheme()
            if isinstance(shelf, Ahead):
                _begin(shelf, report, progress)
            else:
                _fill(shelf, report, progress)
            some = some or report.holds_something
        except BadInput as error:
            unreadable = True
            report.refuse(report.path, str(error))
    staged.ready = some and not unreadable
    return staged


def _fill(shelf: Shelf, report: FileReport, progress: Progress) -> None:
    with collecting_rarely():
        for item in chain.from_iterable(shelf.filled(progress)):
            _count(item, report)


def _begin(shelf: Ahead, report: FileReport, progress: Progress) -> None:
    """Reads until there is something to import: without any, the project is not opened."""
    for batch in shelf.begun():
        progress(batch.done, batch.total, shelf.source.path.name)
        for item in batch.items:
            _count(item, report)
        if report.holds_something:
            return


def _count(item: Item, report: FileReport) -> None:
    if isinstance(item, Refused):
        report.refuse(item.where, item.why, item.raw)
    elif isinstance(item, Noted):
        report.warn(item.where, item.what)
    elif isinstance(item, GroupRecord):
        report.groups += 1
    elif isinstance(item, ClueRecord):
        report.clues += 1
    elif isinstance(item, SuggestionRecord):
        report.suggestions += 1
    elif isinstance(item, DecisionRecord):
        report.decisions += 1
    else:
        report.articles += 1
        if isinstance(item, ReadingRecord):
            report.spans += len(item.spans)
            report.relations += len(item.relations)
            report.attributes += sum(map(len, columns_of(item.spans).attributes))


def import_staged(
    project: Project, staged: Staged, *, by: str = "", progress: Progress = silent
) -> Report:
    """Writes what was staged in one transaction, as one step of `by` that can be undone.

    A backup is made first. Where a file could not be read at all, nothing goes in and the report
    says why. Raises `ProjectError` where the disk has not three times as much room as it takes.
    """
    if not staged.ready:
        for shelf in staged.shelves:
            shelf.close()
        return _kept(_nothing_went_in(staged.report), staged.options)
    _refuse_without_room(project.path.parent, staged)
    report = Report()

    def do(work: Work) -> None:
        report.files.clear()
        importer = _Importer(work, staged.options)
        for shelf in staged.shelves:
            source = shelf.source
            file = FileReport(str(source.path), source.format)
            report.files.append(file)
            importer.begin(source, file, source.scheme())
            with closing(shelf.batches()) as found:
                for batch in found:
                    for _ in importer.take(batch.items):
                        progress(batch.done, batch.total, source.path.name)
        importer.finish()

    backup = BEFORE if project.records.articles.names() else ""
    name = _step_name([shelf.source for shelf in staged.shelves])
    try:
        with collecting_rarely():
            project.apply(Edit(name, do, backup=backup), by)
    except BadInput as error:  # of what was read meanwhile: all was rolled back
        report.files[-1].refuse(report.files[-1].path, str(error))
        return _kept(_nothing_went_in(report), staged.options)
    return _kept(report, staged.options)


def _refuse_without_room(folder: Path, staged: Staged) -> None:
    """The log of a step takes as much as the step, and something has to be left for those after."""
    needed = sum(shelf.size for shelf in staged.shelves)
    with suppress(OSError):
        free = shutil.disk_usage(folder).free
        if needed > free // 3:
            raise ProjectError(
                f"The import needs about {needed / MEGABYTE:.1f} MB, and of the "
                f"{free / MEGABYTE:.1f} MB that are free in {folder} a step may take a third. "
                "Make room there, or import fewer files at a time. Nothing went in."
            )


def _kept(report: Report, options: ImportOptions) -> Report:
    """The report, with what was refused in a file where a folder for it is given."""
    if options.refused is not None:
        report.keep_refused(options.refused)
    return report


def _nothing_went_in(report: Report) -> Report:
    for file in report.files:
        file.articles = file.spans = file.relations = file.attributes = 0
        file.groups = file.clues = file.suggestions = file.decisions = file.duplicates = 0
    return report


def import_paths(
    project: Project,
    paths: Sequence[Path],
    options: ImportOptions = AS_FOUND,
    *,
    table: Path | None = None,
    by: str = "",
    progress: Progress = silent,
) -> Report:
    """Imports files and folders: `stage`, then `import_staged`."""
    staged = stage(paths, options, table=table, progress=progress)
    return import_staged(project, staged, by=by, progress=progress)


def import_items(
    project: Project,
    items: Iterable[Item],
    options: ImportOptions = AS_FOUND,
    *,
    name: str = "pasted text",
    by: str = "",
) -> Report:
    """Imports what is at hand already, such as pasted text, as one step."""
    source = Source(Path(name), "text", options.reading)
    file = FileReport(name, "text")

    def do(work: Work) -> None:
        importer = _Importer(work, options)
        importer.begin(source, file)
        for batch in batches(items):
            for _ in importer.take(batch):
                pass
        importer.finish()

    project.apply(Edit(f"import {name}", do), by)
    return Report([file])


def _step_name(found: Sequence[Source]) -> str:
    more = f" and {len(found) - 1} more" if len(found) > 1 else ""
    return f"import {found[0].path.name}{more}"


class _Importer:
    """Takes items into a unit of work."""

    def __init__(self, work: Work, options: ImportOptions) -> None:
        self._arrivals = Arrivals(work, options.annotator)
        self._scheme = ArrivingScheme(work, options.new_labels)
        self._marks = Marks(work, self._arrivals, self._scheme)
        self._groups = ArrivingGroups(work, self._arrivals, self._scheme, self._marks)
        self._clues = ArrivingClues(work, self._arrivals, self._groups)
        self._suggestions = ArrivingSuggestions(work, self._arrivals, self._scheme, self._marks)
        self._decisions = ArrivingDecisions(work, self._arrivals, self._marks, self._groups)

    def begin(self, source: Source, report: FileReport, scheme: Scheme | None = None) -> None:
        """Turns to the next source."""
        self._report = report
        self._arrivals.begin(source, report)
        self._scheme.begin(report, scheme)
        self._marks.report = report

    def take(self, some: Sequence[Item]) -> Iterator[None]:
        """Takes a batch, an item at each step."""
        readings = [item for item in some if isinstance(item, ReadingRecord)]
        texts = [item for item in some if isinstance(item, ArticleRecord)]
        self._arrivals.expect([*texts, *(reading.article for reading in readings)])
        self._marks.expect(readings)
        self._suggestions.expect([one for one in some if isinstance(one, SuggestionRecord)])
        for item in some:
            yield
            self._take_one(item, self._report)
        self._marks.end_batch()
        self._suggestions.end_batch()

    def _take_one(self, item: Item, report: FileReport) -> None:
        if isinstance(item, ReadingRecord):
            self._take_reading(item, report)
        elif isinstance(item, Refused):
            report.refuse(item.where, item.why, item.raw)
        elif isinstance(item, Noted):
            report.warn(item.where, item.what)
        elif isinstance(item, ArticleRecord):
            self._arrivals.add_text(item)
        elif isinstance(item, GroupRecord):
            self._groups.take(item, report)
        elif isinstance(item, ClueRecord):
            self._clues.take(item, report)
        elif isinstance(item, SuggestionRecord):
            self._suggestions.take(item, report)
        elif isinstance(item, DecisionRecord):
            self._decisions.take(item, report)

    def _take_reading(self, item: ReadingRecord, report: FileReport) -> None:
        if item.part or _says_something(item):
            placed = self._arrivals.place(item.article)
            if not _says_something(item):
                return  # a text of which other records tell more
            person = self._arrivals.person(item)
            self._marks.take(item, placed, person)
            self._suggestions.offer(person, item, report)
        else:
            self._arrivals.add_text(item.article)

    def finish(self) -> None:
        self._marks.finish()
        self._groups.finish()
        self._clues.finish()
        self._suggestions.finish()
        self._decisions.finish()
        self._arrivals.finish()
        self._scheme.finish()


def _says_something(reading: ReadingRecord) -> bool:
    """Whether a record tells of a reading, or is only a text."""
    named = reading.annotator or reading.annotator_id
    return bool(named or reading.spans or reading.note or reading.status is not Status.NEW)
