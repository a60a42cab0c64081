"""Tasks that take labels out, or show what that would give."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from annotator.errands.errand import Errand, lent_project, looked_at

if TYPE_CHECKING:
    from annotator.project import Project
    from annotator.transfer.export_options import ExportOptions

GONE_THROUGH = 2000
"""Up to so many records a preview goes through all of them to say what would be lost."""


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
    from annotator.transfer.left_out import LeftOut
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
                    left += LeftOut(selection).in_one_file()
                else:
                    selection.groups.number()  # goes through them, which finds what is lost
                for done, record in enumerate(selection):
                    errand.progress(done, shown.records, record.article.name)
                left += LeftOut(selection).losses()
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
