"""The tasks of the worker by name: what the window has done in another process.

What a task needs is imported when it runs.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from annotator.errors import BadInput
from annotator.progress import Progress, silent

if TYPE_CHECKING:
    from annotator.agree.many import Many
    from annotator.comparing import CompareOptions
    from annotator.model.clue import Clue
    from annotator.model.people import Annotator
    from annotator.project import Project
    from annotator.transfer.export_options import ExportOptions


GONE_THROUGH = 2000
"""Up to so many records a preview goes through all of them to say what would be lost."""


@dataclass(frozen=True, slots=True)
class Errand:
    """What a task is given: its arguments, whom to tell how far it is, and the right to write.

    `lender` is the process id of the window, which holds the project's lock; `right` is entered
    around each transaction.
    """

    arguments: Mapping[str, Any]
    progress: Progress = silent
    lender: int = 0
    right: Callable[[], AbstractContextManager[None]] = nullcontext


Task = Callable[[Errand], object]
"""A task: takes an errand, returns something that JSON can hold. It raises `AnnotatorError` with
a sentence for what the user can act on; everything else is our own bug and goes to the log."""


@contextmanager
def lent_project(errand: Errand) -> Iterator["Project"]:
    """The project that the window has open, with the right to write lent for each transaction."""
    from annotator.project import Project
    from annotator.store.lock import Loan

    path = Path(errand.arguments["project"])
    with Project.open(path, loan=Loan(errand.lender, errand.right)) as project:
        yield project


@contextmanager
def looked_at(errand: Errand) -> Iterator["Project"]:
    """The project that the window has open, to read from."""
    from annotator.project import Project

    with Project.open(Path(errand.arguments["project"]), read_only=True) as project:
        yield project


def look(errand: Errand) -> object:
    """`paths`, `table` (or None) -> `{"looks": [Look…]}`, nothing is imported."""
    from annotator.first_look import look_at

    paths = [Path(path) for path in errand.arguments["paths"]]
    table = errand.arguments.get("table")
    looks = look_at(paths, table=Path(table) if table else None, progress=errand.progress)
    return {"looks": [one.plain() for one in looks]}


def check(errand: Errand) -> object:
    """`project` -> `{"faults": [{"check", "what"}…]}`."""
    with looked_at(errand) as project:
        faults = project.faults(errand.progress)
    return {"faults": [{"check": fault.check, "what": fault.sentence} for fault in faults]}


def back_up(errand: Errand) -> object:
    """`project`, `id`, `why` -> `{"backup": path}`, a verified copy in the user's data folder."""
    from annotator.store.backup import back_up as keep

    given = errand.arguments
    return {"backup": str(keep(Path(given["project"]), given["id"], given["why"]))}


def bring_in(errand: Errand) -> object:
    """Imports. `project`, `by`, `paths`, `table`, `story`, `format`, `annotator`, `new_labels`,
    `labels` (what theirs are called here), `offsets`, `keep_unsure`
    -> the report of `annotator import --json`."""
    from annotator.formats.format import Offsets
    from annotator.settings import log_folder
    from annotator.transfer.importing import ImportOptions, import_staged, stage

    given = errand.arguments
    options = ImportOptions(
        story=given.get("story", ""),
        format=given.get("format", ""),
        annotator=given.get("annotator", ""),
        new_labels=given.get("new_labels", True),
        labels=given.get("labels", {}),
        offsets=Offsets(given.get("offsets", Offsets.AUTO)),
        keep_unsure=given.get("keep_unsure", False),
        refused=log_folder(),
    )
    table = Path(given["table"]) if given.get("table") else None
    paths = [Path(path) for path in given["paths"]]
    staged = stage(paths, options, table=table, progress=errand.progress)
    with lent_project(errand) as project:
        report = import_staged(project, staged, by=given["by"], progress=errand.progress)
    return report.plain()


def paste(errand: Errand) -> object:
    """`project`, `by`, `name`, `title`, `outlet`, `story`, `text` -> the report of the import."""
    from annotator.formats.bundle import ArticleRecord
    from annotator.transfer.importing import ImportOptions, import_items

    given = errand.arguments
    article = ArticleRecord(
        given["name"],
        given["story"],
        given["text"],
        title=given["title"],
        outlet=given["outlet"],
        where="the pasted text",
    )
    options = ImportOptions(story=given["story"])
    with lent_project(errand) as project:
        report = import_items(project, [article], options, name=given["name"], by=given["by"])
    return report.plain()


def take_out(errand: Errand) -> object:
    """Exports. `project`, `read_only`, `out`, `options` (see `export_options`)
    -> the report of `annotator export --json`."""
    from annotator.transfer.exporting import export

    given = errand.arguments
    with looked_at(errand) if given.get("read_only") else lent_project(errand) as project:
        report = export(
            project,
            Path(given["out"]),
            export_options(given["options"]),
            progress=errand.progress,
        )
    return report.plain()


def preview(errand: Errand) -> object:
    """`project`, `read_only`, `options`, `out` (where it would go; else a folder)
    -> `{"lines": […], "records": n, "left_out": […]}`: how an export would begin, how many records
    it would have, and sentences on what it would leave out."""
    from annotator.transfer.export_options import ExportOptions
    from annotator.transfer.exporting import is_one_file
    from annotator.transfer.exporting import preview as first_records
    from annotator.transfer.pseudonyms import SECRET
    from annotator.transfer.selection import Selection

    options = export_options(errand.arguments["options"])
    if options.nobody_named and not errand.arguments.get("read_only"):
        with lent_project(errand) as project:
            project.secret(SECRET)
    with looked_at(errand) as project:
        if options.format != "jsonl":
            return _preview_as(errand, project, options)
        shown = first_records(project, options)
        with project.snapshot() as records:
            others = Selection(records, ExportOptions()).count - shown.records
            left = [f"Readings that were not asked for: {others}."] if others > 0 else []
            if shown.records <= GONE_THROUGH:
                selection = Selection(records, options)
                if is_one_file(Path(errand.arguments.get("out", ""))):
                    left += selection.lost_in_one_file()
                else:
                    selection.groups.number()  # goes through them, which finds what is lost
                for done, record in enumerate(selection):
                    errand.progress(done, shown.records, record.article.name)
                left += selection.losses()
    return {"lines": list(shown.lines), "records": shown.records, "left_out": left}


def _preview_as(errand: Errand, project: "Project", options: "ExportOptions") -> object:
    from annotator.transfer.exporting import losses
    from annotator.transfer.previewing import preview_as

    shown = preview_as(project, options)
    left: list[str] = []
    if 0 < shown.records <= GONE_THROUGH:
        out = Path(errand.arguments.get("out", ""))
        left = [
            loss.sentence for loss in losses(project, options, out=out, progress=errand.progress)
        ]
    return {"lines": list(shown.lines), "records": shown.records, "left_out": left}


def demo(errand: Errand) -> object:
    """`path` -> `{"path"}`: builds the demo project there, unless it is there already."""
    from annotator.demo import build_demo

    path = Path(errand.arguments["path"])
    if not path.exists():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise BadInput(f"{path.parent} cannot be made: {error.strerror}.") from error
        unfinished = path.with_name(f".{path.name}.part")
        unfinished.unlink(missing_ok=True)
        build_demo(unfinished, errand.progress)
        unfinished.replace(path)
    return {"path": str(path)}


def suggest(errand: Errand) -> object:
    """Suggests. `project`, `read_only`, `sources`, `model`, `annotator` (whose spans are looked for
    elsewhere), `stories` or `articles` (ids; neither: all) -> the report without the suggestions,
    which are in the project then (see `annotator.suggesting.report`)."""
    from annotator.model.suggestion import Source
    from annotator.suggesting import SuggestOptions
    from annotator.suggesting import suggest as look_through

    given = errand.arguments
    right = _Held(errand.right)
    held = replace(errand, right=right)
    with looked_at(errand) if given.get("read_only") else lent_project(held) as project:
        options = SuggestOptions(
            sources=tuple(Source(name) for name in given.get("sources", ())),
            model=given.get("model", ""),
            annotator_id=given.get("annotator", ""),
            story_ids=_stories(given, project),
        )
        report = look_through(project, options, errand.progress, together=right)
    return report.plain()


def clues(errand: Errand) -> object:
    """`project`, `stories` (ids) -> `{"clues": {story id: [{"id", "kind", "name", "reason",
    "score", "passages": [[article id, start, end]…]}…]}}`."""
    from annotator.suggesting import clues as signs

    with looked_at(errand) as project:
        found = dict(signs(project, errand.arguments["stories"], errand.progress))
    return {"clues": {story: [_clue_value(one) for one in some] for story, some in found.items()}}


def across(errand: Errand) -> object:
    """`project`, `read_only`, `stories` (ids), `annotator` (whose claims answer to facets, "" for
    nobody's) -> `{"across": {story id: value}, "sentences": […]}`; `annotator.model.across_plain`
    reads a value. What is found is kept in the project."""
    from annotator.across_story import AcrossReport
    from annotator.across_story import across as look
    from annotator.model.across_plain import across_value

    given = errand.arguments
    right = _Held(errand.right)
    held = replace(errand, right=right)
    report = AcrossReport()
    with looked_at(errand) if given.get("read_only") else lent_project(held) as project:
        found = look(
            project,
            given["stories"],
            annotator_id=given.get("annotator", ""),
            report=report,
            progress=errand.progress,
            together=right,
        )
        values = {story_id: across_value(one) for story_id, one in found}
    return {"across": values, "sentences": report.sentences}


def answered(errand: Errand) -> object:
    """`project`, `annotator` ("" for all) -> `{"parts": [{"annotator", "label" (ids), "source",
    and the numbers of `Tally.plain`}…], "totals": {annotator id: numbers}}`."""
    from annotator.suggesting.answered import answered as how_answered

    with looked_at(errand) as project:
        found = how_answered(project, errand.arguments.get("annotator", ""), errand.progress)
    parts = [
        {
            "annotator": one.annotator_id,
            "label": one.label_id,
            "source": one.source.value,
            **one.tally.plain(),
        }
        for one in found.parts
    ]
    return {"parts": parts, "totals": {i: tally.plain() for i, tally in found.totals.items()}}


def models(errand: Errand) -> object:
    """Nothing -> `{"models": [{"name", "version", "package", "origin", "licence", "sources",
    "accuracy": {"precision", "recall", "f"} or None, "size", "sha256", "path", "fault",
    "why_ask", "preferred"}…]}`: the installed English pipelines. `why_ask` is a sentence where a
    person has to be asked before the model is loaded, else ""."""
    from annotator.settings import Settings
    from annotator.suggest.models import ModelError, installed_models, preferred, why_ask

    found = installed_models()
    best = preferred(found)
    settings = Settings()
    listed: list[dict[str, object]] = []
    for number, model in enumerate(found):
        errand.progress(number, len(found), model.name)
        try:
            sha256, ask, fault = model.sha256, why_ask(model, settings), model.fault
        except ModelError as error:
            sha256, ask, fault = "", "", str(error)
        listed.append(
            {
                "name": model.name,
                "version": model.version,
                "package": model.package,
                "origin": model.origin,
                "licence": model.licence,
                "sources": list(model.sources),
                "accuracy": asdict(model.accuracy) if model.accuracy else None,
                "size": model.size,
                "sha256": sha256,
                "path": str(model.path),
                "fault": fault,
                "why_ask": ask,
                "preferred": model == best,
            }
        )
    return {"models": listed}


def pack(errand: Errand) -> object:
    """Packs. `project`, `by`, `out`, `annotator` (an id), `stories` (names, or None: those that are
    assigned and not done), `due`, `again` -> the report of `annotator pack --json`."""
    from annotator.packs import pack as pack_up

    given = errand.arguments
    with lent_project(errand) as project:
        annotator = project.annotator(given["annotator"])
        if annotator is None:
            raise BadInput("The annotator is not in the project any more.")
        report = pack_up(
            project,
            Path(given["out"]),
            annotator=annotator,
            stories=given.get("stories"),
            due=given.get("due", ""),
            again=given.get("again", False),
            by=given.get("by", ""),
            progress=errand.progress,
        )
    return report.plain()


def merge(errand: Errand) -> object:
    """Takes back. `project`, `by`, `paths` -> the report of `annotator merge --json`, and
    `"words"`: the letter."""
    from annotator.packs import letter
    from annotator.packs import merge as take_back

    given = errand.arguments
    paths = [Path(path) for path in given["paths"]]
    with lent_project(errand) as project:
        report = take_back(project, paths, by=given.get("by", ""), progress=errand.progress)
    return {**report.plain(), "words": letter(report)}


def glance(errand: Errand) -> object:
    """`project`, `paths` -> `{"files": [the fields of `annotator.packs.before_taking.Glance`…]}`:
    what taking back would bring; nothing is changed."""
    from annotator.packs.before_taking import glance as look_quickly

    paths = [Path(path) for path in errand.arguments["paths"]]
    with looked_at(errand) as project:
        return {"files": [one.plain() for one in look_quickly(project, paths, errand.progress)]}


def copy(errand: Errand) -> object:
    """`project`, `out` -> `{"path"}`: a checked copy of the project, to send."""
    from annotator.packs.sending import copy_to_send

    given = errand.arguments
    path = copy_to_send(Path(given["project"]), Path(given["out"]), errand.progress)
    return {"path": str(path)}


def compare(errand: Errand) -> object:
    """`project`, `people` (ids, in order), `options` (see `compare_options`)
    -> what `annotator.comparing.shown.shown` tells, and `"heads"`: how many steps it knows."""
    from annotator.comparing.shown import heads, shown

    with looked_at(errand) as project:
        known = heads(project, _people(errand, project))
        return {**shown(_compared(errand, project)), "heads": known}


def over_time(errand: Errand) -> object:
    """`project`, `people` (ids; none: everybody who reads), `seed` -> `{"weeks": [the fields of
    `annotator.comparing.over_time.PersonWeek`, figures as in `compare`…], "guideline_gaps":
    [{"week", "begins", "label", "gaps"}…]}`."""
    from annotator.comparing import agreement_over_time
    from annotator.planning import plan_now

    with looked_at(errand) as project:
        asked = _people(errand, project) if errand.arguments.get("people") else ()
        people = tuple(dict.fromkeys((*plan_now(project).people, *asked)))
        seed = errand.arguments.get("seed", 0)
        found = agreement_over_time(project, people, errand.progress, seed=seed)
    return (found.of([one.id for one in asked]) if asked else found).plain()


def report(errand: Errand) -> object:
    """`project`, `people`, `options`, `out` -> `{"path"}`: the report of `annotator compare`."""
    from annotator.comparing import write_html

    path = Path(errand.arguments["out"])
    with looked_at(errand) as project:
        found = _compared(errand, project)
    write_html(found, path)
    return {"path": str(path)}


def gold_and_me(errand: Errand) -> object:
    """`project`, `annotator`, `gold` (ids) -> what `annotator.adjudicating.feedback` tells."""
    from annotator.adjudicating.feedback import feedback

    given = errand.arguments
    with looked_at(errand) as project:
        annotator, gold = project.annotator(given["annotator"]), project.annotator(given["gold"])
        if annotator is None or gold is None:
            raise BadInput("Somebody who is to be compared is not in the project any more.")
        return feedback(project, annotator, gold)


def decide(errand: Errand) -> object:
    """Decides many matters as one step: `project`, and what `annotator.adjudicating.many` takes
    -> `{"articles", "relations"}`: the ids of what was changed."""
    from annotator.adjudicating.many import decide_many

    with lent_project(errand) as project:
        changes = decide_many(project, errand.arguments, errand.progress)
    articles = changes.decisions | dict(changes.spans).keys() | changes.readings
    return {"articles": sorted(articles), "relations": sorted(changes.relations)}


def _compared(errand: Errand, project: "Project") -> "Many":
    from annotator.comparing import compare_all

    options = compare_options(errand.arguments["options"])
    return compare_all(project, _people(errand, project), options, errand.progress)


def _people(errand: Errand, project: "Project") -> "tuple[Annotator, ...]":
    found = [project.annotator(one) for one in errand.arguments["people"]]
    if None in found:
        raise BadInput("Somebody who is to be compared is not in the project any more.")
    return tuple(one for one in found if one is not None)


class _Held:
    """The right to write, asked for once for several transactions: entered again, it is there."""

    def __init__(self, right: Callable[[], AbstractContextManager[None]]) -> None:
        self._right = right
        self._is_held = False

    @contextmanager
    def __call__(self) -> Iterator[None]:
        if self._is_held:
            yield
            return
        with self._right():
            self._is_held = True
            try:
                yield
            finally:
                self._is_held = False


def _stories(given: Mapping[str, Any], project: "Project") -> tuple[str, ...]:
    """The ids of the stories that are meant, () for all."""
    stories = [*given.get("stories", ())]
    stories += [project.article(one).story_id for one in given.get("articles", ())]
    return tuple(dict.fromkeys(stories))


def _clue_value(clue: "Clue") -> dict[str, object]:
    return {
        "id": clue.id,
        "kind": clue.kind,
        "name": clue.name,
        "reason": clue.reason,
        "score": clue.score,
        "passages": [[one.article_id, *one.place] for one in clue.passages],
    }


def export_options(given: Mapping[str, Any]) -> "ExportOptions":
    """What to export, from plain data: the fields of `ExportOptions` by name."""
    from annotator.formats.fragments import Fragments
    from annotator.model.reading import Status
    from annotator.transfer.export_options import ExportOptions

    train, dev, test = given.get("split") or (0, 0, 0)
    return ExportOptions(
        format=given.get("format", "jsonl"),
        annotators=tuple(given.get("annotators", ())),
        statuses=tuple(Status(status) for status in given.get("statuses", ())),
        split=(train, dev, test) if given.get("split") else None,
        seed=given.get("seed", 0),
        fragments=Fragments(given.get("fragments", Fragments.KEEP)),
        pseudonyms=given.get("pseudonyms", False),
        labels=tuple(given.get("labels", ())),
        stories=tuple(given.get("stories", ())),
        gold=given.get("gold", False),
        stratify=given.get("stratify", False),
        publish=given.get("publish", False),
        soft_labels=given.get("soft_labels", False),
        choices=dict(given.get("choices", {})),
    )


def compare_options(given: Mapping[str, Any]) -> "CompareOptions":
    """What to compare and how, from plain data: `articles` and `labels` (names, none: all),
    `unfinished`, `average`, `seed`, `resamples`, `more`, `rare`, `gamma`."""
    from annotator.agree.comparison import Options
    from annotator.agree.measure import Average
    from annotator.agree.resampling import RESAMPLES
    from annotator.comparing import CompareOptions

    return CompareOptions(
        articles=tuple(given.get("articles", ())),
        labels=tuple(given.get("labels", ())),
        unfinished=given.get("unfinished", False),
        figures=Options(
            average=Average(given.get("average", "micro")),
            seed=given.get("seed", 0),
            resamples=given.get("resamples", RESAMPLES),
            more=given.get("more", False),
            rare=given.get("rare", False),
            gamma=given.get("gamma", False),
        ),
    )


TASKS: dict[str, Task] = {
    "look": look,
    "check": check,
    "back_up": back_up,
    "demo": demo,
    "import": bring_in,
    "paste": paste,
    "export": take_out,
    "preview": preview,
    "suggest": suggest,
    "clues": clues,
    "across": across,
    "models": models,
    "answered": answered,
    "pack": pack,
    "merge": merge,
    "glance": glance,
    "copy": copy,
    "compare": compare,
    "report": report,
    "gold_and_me": gold_and_me,
    "decide": decide,
    "over_time": over_time,
}
