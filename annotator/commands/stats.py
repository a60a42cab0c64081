"""`annotator stats`: the numbers of a project."""

import argparse
from typing import TYPE_CHECKING, Any

from annotator.commands.given import command, json_argument, looked_at, project_argument
from annotator.commands.stats_over_time import over_time
from annotator.commands.telling import answer, show_progress, tell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from annotator.commands.given import Commands
    from annotator.project import Project

TABLES = {
    "people": (
        ("articles", "given"), ("done", "done"), ("in_progress", "in progress"),
        ("skipped", "skipped"), ("minutes", "minutes"), ("spans", "spans"),
    ),
    "stories": (
        ("articles", "articles"), ("readings", "given"), ("done", "done"),
        ("in_progress", "in progress"), ("minutes", "minutes"), ("spans", "spans"),
    ),
    "labels": (
        ("done", "done"), ("in_progress", "in progress"), ("minutes", "minutes to mark"),
        ("spans", "spans"),
    ),
    "weeks": (
        ("planned", "planned"), ("done", "done"), ("in_progress", "in progress"),
        ("minutes", "minutes"), ("spans", "spans"),
    ),
    "undated": (("done", "done"), ("minutes", "minutes"), ("spans", "spans")),
}  # fmt: skip
"""What is printed of the figures of progress: keys, and words above the columns."""
HEADINGS = {"undated": "without a day"}
NAMED = ("offered", "accepted", "edited", "rejected", "skipped", "pending")


def add(commands: "Commands") -> None:
    """Adds the command and its options."""
    parser = command(commands, "stats", "Numbers of a project: stories, articles, spans.", stats)
    project_argument(parser)
    parser.add_argument(
        "--over-time",
        nargs="*",
        metavar="ANNOTATOR",
        help="instead: agreement with others and with themselves, pace and guideline gaps, "
        "person by person and week by week; of these annotators, or of everybody",
    )
    json_argument(parser)


def stats(given: argparse.Namespace) -> int:
    """Prints the numbers of a project."""
    from annotator.planning import progress

    if given.over_time is not None:
        return over_time(given)

    with looked_at(given.project) as project:
        numbers = project.statistics()
        _add_answers(project, numbers["annotators"])  # type: ignore[arg-type]
        figures = progress(project).plain()
        numbers["progress"] = figures
    if given.json:
        answer(numbers)
        return 0
    named = (("stories", "story"), ("articles", "article"), ("spans", "span"))
    tell(", ".join(f"{numbers[many]} {one if numbers[many] == 1 else many}" for many, one in named))
    for person in numbers["annotators"]:  # type: ignore[attr-defined]
        spans = f"{person['spans']} span{'' if person['spans'] == 1 else 's'}"
        tell(
            f"  {person['name']} ({person['role']}): {spans}, "
            f"{person['done']} done, {person['in_progress']} in progress, "
            f"{round(person['seconds'] / 60)} min"
        )
        for part in person.get("suggestions", ()):
            tell(f"    {_in_words(part)}")
    for name, number in numbers["labels"].items():  # type: ignore[attr-defined]
        tell(f"  {name}: {number}")
    for line in _tables(figures):
        tell(line)
    return 0


def _tables(figures: "dict[str, list[dict[str, Any]]]") -> "Iterator[str]":
    """The figures of progress as tables, columns one under the other."""
    for part, columns in TABLES.items():
        rows = figures[part]
        if rows and (
            part != "weeks" or any(row["done"] or row["minutes"] or row["spans"] for row in rows)
        ):
            cells = [
                [HEADINGS.get(part, part), *(words for _, words in columns)],
                *([_first(part, row), *(f"{row[key]:,}" for key, _ in columns)] for row in rows),
            ]
            widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
            yield ""
            for first, *others in cells:
                right = (c.rjust(width) for c, width in zip(others, widths[1:], strict=True))
                yield "  ".join((first.ljust(widths[0]), *right))


def _first(part: str, row: "dict[str, Any]") -> str:
    if part == "weeks":
        number = "" if row["week"] is None else f"{row['week']}, "
        return f"{number}from {row['begins']}: {row['annotator']}"
    return str(row[{"stories": "story", "labels": "label"}.get(part, "annotator")])


def _add_answers(project: "Project", people: "list[dict[str, Any]]") -> None:
    """Adds to each annotator how the suggestions of each label and source were answered."""
    from annotator.suggesting import answered

    labels = {label.id: label.name for label in project.scheme().labels}
    parts = answered(project, progress=show_progress).parts
    for person, numbers in zip(project.annotators(), people, strict=True):
        mine = [
            {"label": labels.get(part.label_id, part.label_id), "source": part.source.value}
            | part.tally.plain()
            for part in parts
            if part.annotator_id == person.id
        ]
        if mine:
            numbers["suggestions"] = mine


def _in_words(part: "dict[str, Any]") -> str:
    """One line on the suggestions of a label and source."""
    words = [f"{part[name]} {name}" for name in NAMED if part[name]]
    if part["accepted_unedited_share"] is not None:
        words.append(f"{part['accepted_unedited_share']:.0%} of those decided unedited")
        words.append(f"{part['bulk_share']:.0%} in bulk")
    if part["seconds"] is not None:
        words.append(f"{part['seconds']:.1f} s each")
    return f"{part['label']}, {part['source']}: {', '.join(words)}"
