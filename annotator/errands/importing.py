"""Tasks that bring articles and labels in."""

from pathlib import Path

from annotator.errands.errand import Errand, lent_project


def look(errand: Errand) -> object:
    """`paths`, `table` (or None) -> `{"looks": [Look…]}`, nothing is imported."""
    from annotator.first_look import look_at

    paths = [Path(path) for path in errand.arguments["paths"]]
    table = errand.arguments.get("table")
    looks = look_at(paths, table=Path(table) if table else None, progress=errand.progress)
    return {"looks": [one.plain() for one in looks]}


def bring_in(errand: Errand) -> object:
    """Imports. `project`, `by`, `paths`, `table`, `story`, `format`, `annotator`, `new_labels`,
    `labels` (what theirs are called here), `offsets`, `keep_unsure`, `column`
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
        column=given.get("column", 0),
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
