"""Writing a project out: in which shape, and where to."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from annotator.edits.stories import set_splits
from annotator.errors import BadInput
from annotator.formats.bundle import (
    ReadingRecord,
)
from annotator.formats.clues import CLUES
from annotator.formats.format import Format, WriteOptions
from annotator.formats.jsonl import DECISIONS, GROUPS, SUGGESTIONS, Beside, write_jsonl
from annotator.formats.losses import Loss, Losses
from annotator.formats.pairs import PAIRS
from annotator.formats.record import meta_keys, write_record
from annotator.formats.registry import format_named
from annotator.formats.soft import SOFT
from annotator.formats.splits import assign_splits, near_identical
from annotator.model.story import Article, Story
from annotator.progress import Progress, silent
from annotator.project import Project
from annotator.transfer.export_options import EVERYTHING, ExportOptions, ExportReport, Preview
from annotator.transfer.left_out import LeftOut
from annotator.transfer.pseudonyms import SECRET
from annotator.transfer.selection import Kept, Selection
from annotator.transfer.staging import collecting_rarely

NO_SOFT_LABELS = "No soft labels: nobody whose readings are exported has finished an article."


def export(
    project: Project,
    path: Path,
    options: ExportOptions = EVERYTHING,
    *,
    progress: Progress = silent,
) -> ExportReport:
    """Writes a file (`path` ends in `.jsonl`) or a folder; the same project, the same bytes.

    A split is kept in the project, so that later exports only add, and so is what pseudonyms are
    made from. Raises `BadInput` if nothing
    is selected or `path` cannot be taken.
    """
    known = _writer(options)
    if options.nobody_named:
        project.secret(SECRET)
    problems: list[str] = []
    one_file = is_one_file(path, options.format)
    by_split = options.split is not None and not one_file
    if options.split is not None:
        with project.snapshot() as records:
            _refuse_if_empty(Selection(records, options))
        problems += _split(project, options, progress)
        if not by_split:
            problems.append("One file holds all records; each says which split it belongs to.")
    with project.snapshot() as records, collecting_rarely():
        selection = Selection(records, options)
        _refuse_if_empty(selection)
        if known.name != "jsonl":
            return _written_as(known, path, selection, problems, by_split, progress)
        written = write_jsonl(
            path,
            selection,
            keys=selection.keys,
            number=selection.count,
            scheme=selection.scheme,
            by_split=by_split,
            beside=_beside(selection),
            answered=selection.offered.answered,
            left_out=LeftOut(selection).sentences,
            progress=progress,
        )
        if options.soft_labels and not selection.soft_labels().number():
            problems.append(NO_SOFT_LABELS)
        lost = LeftOut(selection).in_one_file() if one_file else ()
        return ExportReport(written, (*problems, *lost, *LeftOut(selection).losses()))


def _refuse_if_empty(selection: "Selection") -> None:
    if not selection.count:
        raise BadInput("There is nothing to export: no reading fits what was asked for.")


def _beside(selection: "Selection") -> tuple[Beside, ...]:
    options = selection.options
    found = [Beside(GROUPS, selection.groups.lines(notes=not options.publish))]
    if not options.publish:  # clues and suggestions quote the texts
        found.append(Beside(CLUES, selection.judged.lines()))
        found.append(Beside(SUGGESTIONS, selection.offered.lines(selection.pairs)))
        paired = selection.paired()
        found.append(Beside(PAIRS, paired.lines(), lambda: {"Pairs": paired.section()}))
    found.append(
        Beside(DECISIONS, selection.decided.lines(selection.pairs, notes=not options.publish))
    )
    if options.soft_labels:
        found.append(Beside(SOFT, selection.soft_labels().lines()))
    return tuple(found)


def _writer(options: ExportOptions) -> Format:
    known = format_named(options.format)
    if known.write is None:
        raise BadInput(f"The format “{options.format}” can be read, not written.")
    if options.publish and known.name != "jsonl":
        raise BadInput("Only jsonl can be published: the other formats need the texts.")
    if options.soft_labels and known.name != "jsonl":
        raise BadInput("Only jsonl holds soft labels.")
    asked = {choice.name: choice.values for choice in known.choices}
    for name, value in options.choices.items():
        if name not in asked or (asked[name] and value not in asked[name]):
            offered = "; ".join(f"{n}: {', '.join(v) or 'any'}" for n, v in asked.items())
            raise BadInput(
                f"{known.name} has no choice {name}={value}. There is: {offered or 'none'}."
            )
    return known


def _written_as(
    known: Format,
    path: Path,
    selection: "Selection",
    problems: Sequence[str],
    by_split: bool,
    progress: Progress,
) -> ExportReport:
    """Writes what is selected as a format keeps it, and tells what it could not keep."""
    assert known.write is not None
    losses = Losses()
    records = Kept(selection, known, losses, by_split)
    options = WriteOptions(
        selection.scheme, by_split=by_split, choices=selection.options.choices, progress=progress
    )
    written = known.write(path, records, options)
    left = LeftOut(selection)
    return ExportReport(written, (*problems, *left.losses()), (*losses.listed(), *left.beside()))


def losses(
    project: Project,
    options: ExportOptions = EVERYTHING,
    *,
    out: Path | None = None,
    progress: Progress = silent,
) -> tuple[Loss, ...]:
    """What an export to `out` (a folder where there is none) would lose; nothing is written."""
    known = _writer(options)
    found = Losses()
    one_file = out is not None and is_one_file(out, options.format)
    by_split = options.split is not None and not one_file
    with project.snapshot() as records:
        selection = Selection(records, options)
        for number, record in enumerate(Kept(selection, known, found, by_split)):
            progress(number, selection.count, record.article.name)
        beside = LeftOut(selection).beside() if known.name != "jsonl" or one_file else ()
        return (*found.listed(), *beside, *LeftOut(selection).counted())


def is_one_file(path: Path, format_name: str = "jsonl") -> bool:
    """Whether an export there is one file, and not a folder."""
    ending = format_named(format_name).ending
    return bool(ending) and path.suffix.lower() == ending


def preview(project: Project, options: ExportOptions = EVERYTHING, *, limit: int = 3) -> Preview:
    """The first records as they would be written; nothing is written and no split is kept."""
    with project.snapshot() as records:
        selection = Selection(records, options)
        first: list[ReadingRecord] = []
        for record in selection:
            first.append(record)
            if len(first) == limit:
                break
        keys = meta_keys(first)
        lines = tuple(write_record(record, keys).decode().rstrip("\n") for record in first)
        return Preview(lines, selection.count)


def _split(project: Project, options: ExportOptions, progress: Progress) -> list[str]:
    """Gives every story a split, keeps it in the project, and says what went otherwise."""
    stories = {story.id: story for story in project.stories()}
    articles = project.articles()
    sizes = {story.name: 0 for story in stories.values()}
    for article in articles:
        sizes[stories[article.story_id].name] += 1
    together = near_identical(_texts(project, stories, articles, progress))
    existing = {story.name: story.split for story in stories.values()}
    splits = assign_splits(
        sizes,
        options.split or (100, 0, 0),
        seed=options.seed,
        existing=existing,
        together=together,
        labels=_label_counts(project, stories) if options.stratify else None,
    )
    new = {s.id: splits.by_story[s.name] for s in stories.values() if not s.split}
    if new:
        project.apply(set_splits(new))  # the project's step: nobody undoes it by mistake
    return list(splits.problems)


def _label_counts(
    project: Project, stories: Mapping[str, Story]
) -> Mapping[str, Mapping[str, int]]:
    """Numbers of spans by label in each story, by its name."""
    with project.snapshot() as records:
        return {
            story.name: records.spans.count_by_label(story_id=story.id)
            for story in stories.values()
        }


def _texts(
    project: Project,
    stories: dict[str, Story],
    articles: Sequence[Article],
    progress: Progress,
) -> Iterator[tuple[str, str]]:
    for number, article in enumerate(articles):
        progress(number, len(articles), article.name)
        yield stories[article.story_id].name, project.text(article.id)
