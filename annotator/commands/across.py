"""`annotator across`: what the articles of a story say together."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from annotator.commands.given import (
    command,
    json_argument,
    looked_at,
    named,
    project_argument,
)
from annotator.commands.telling import answer, say, show_progress, tell
from annotator.errors import BadInput, ProjectError

if TYPE_CHECKING:
    from annotator.across_story import AcrossReport
    from annotator.commands.given import Commands
    from annotator.model.across import Across
    from annotator.model.clue import Passage
    from annotator.model.story import Story
    from annotator.project import Project

WORDS = (
    "Compare the articles of each story: sentences that are alike, quotations, values that differ, "
    "what one article alone tells, and facets."
)
MORE = (
    "What is found is kept, so that unchanged articles are not looked at again. A project that "
    "another program has open, or that cannot be written, is only read. Clues are no verdicts."
)
_SHOWN_VALUES = 3


def add(commands: "Commands") -> None:
    """Adds the command and its options."""
    parser = command(commands, "across", WORDS, across)
    parser.epilog = MORE
    project_argument(parser)
    parser.add_argument("--story", metavar="NAME", help="only this story")
    parser.add_argument("--model", default="", metavar="NAME", help="an installed English model")
    parser.add_argument(
        "--as", dest="as_", metavar="ANNOTATOR", help="whose claims and groups are shown as well"
    )
    parser.add_argument(
        "--facets",
        type=Path,
        metavar="FILE.txt",
        help="keep these patterns of facets in the project; - prints those that count",
    )
    parser.add_argument(
        "--report", type=Path, metavar="FILE.html", help="write the story for a reader, as a page"
    )
    json_argument(parser)


def across(given: argparse.Namespace) -> int:
    """Looks across stories, and prints what was found."""
    from annotator.across_story import AcrossReport, facet_patterns
    from annotator.across_story import across as look

    if str(given.facets) == "-":
        with looked_at(given.project) as project:
            tell(facet_patterns(project).text.rstrip("\n"))
        return 0
    with _opened(given) as project:
        if given.facets is not None:
            _keep_facets(project, given.facets)
        stories = _stories(project, given.story)
        person = named(project, given.as_).id if given.as_ else ""
        report = AcrossReport()
        found = dict(
            look(
                project,
                [story.id for story in stories],
                annotator_id=person,
                model=given.model,
                report=report,
                progress=show_progress,
            )
        )
        if given.report:
            _write_page(project, stories, found, given.report, person)
        if given.json:
            answer(_values(project, stories, found))
        elif not given.report:
            _tell_stories(project, stories, found)
    _say_all(report, found)
    return 0


def _opened(given: argparse.Namespace) -> "Project":
    """The project, to write to where that can be; else, unless facets are to be kept, to read."""
    from annotator.project import Project

    try:
        return Project.open(given.project)
    except ProjectError as error:
        if given.facets is not None:
            raise
        try:
            project = looked_at(given.project)
        except ProjectError:
            raise error from None
        say(f"{error} Nothing is kept.")
        return project


def _keep_facets(project: "Project", path: Path) -> None:
    from annotator.across_story import set_facet_patterns

    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise BadInput(f"{path} is not UTF-8. Save the file as UTF-8.") from error
    project.apply(set_facet_patterns(text, str(path)))
    say("These patterns of facets count in this project from now on.")


def _stories(project: "Project", name: str | None) -> list["Story"]:
    stories = list(project.stories())
    if not name:
        return stories
    chosen = [story for story in stories if name in (story.name, story.id)]
    if not chosen:
        there = ", ".join(story.name for story in stories[:20]) or "none yet"
        raise BadInput(f"There is no story called {name} in {project.path} (there: {there}).")
    return chosen


def _values(
    project: "Project", stories: list["Story"], found: dict[str, "Across"]
) -> dict[str, Any]:
    """The JSON of all stories together: articles have names of their own in a project."""
    from annotator.across_story import plain

    value: dict[str, Any] = {"counterparts": [], "clues": [], "only_here": [], "facets": []}
    for story in stories:
        articles = project.articles(story.id)
        names = {one.id: one.name for one in articles}
        texts = {one.id: project.text(one.id) for one in articles}
        for key, some in plain(found[story.id], names, texts).items():
            value[key] += some
    return value


def _write_page(
    project: "Project",
    stories: list["Story"],
    found: dict[str, "Across"],
    path: Path,
    annotator_id: str,
) -> None:
    from annotator.across_story.page import page
    from annotator.formats.whole import whole_file

    with whole_file(path) as file:
        file.write(page(project, stories, found, annotator_id).encode("utf-8"))
    say(f"Written: {path}")


def _more(number: int) -> str:
    if not number:
        return ""
    return f" and {number:,} more that {'is' if number == 1 else 'are'} not shown by default"


def _tell_stories(project: "Project", stories: list["Story"], found: dict[str, "Across"]) -> None:
    for story in stories:
        articles = project.articles(story.id)
        names = {one.id: one.name for one in articles}
        one = found[story.id]
        shown = [clue for clue in one.clues if clue.shown]
        tell(
            f"{story.name}: {_number(articles, 'article')}, {_number(shown, 'clue')}"
            f"{_more(len(one.clues) - len(shown))}, "
            f"{_number(one.only_here, 'thing')} told only once"
        )
        for clue in shown:
            tell(f"  {clue.kind}: {clue.reason}")
            for passage in clue.passages:
                tell(f"    {names[passage.article_id]} {_place(passage)}")
        for row in one.facets:
            tell(f"  {row.facet}")
            for article in articles:
                here = [p.value for p in row.passages if p.article_id == article.id and p.value]
                if here:
                    more = " …" if len(here) > _SHOWN_VALUES else ""
                    tell(f"    {article.name}: {'; '.join(here[:_SHOWN_VALUES])}{more}")


def _place(passage: "Passage") -> str:
    where = f"{passage.place.start}–{passage.place.end}"
    return f"{where}: {passage.value}" if passage.value else where


def _number(some: object, word: str) -> str:
    number = len(some)  # type: ignore[arg-type]
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def _say_all(report: "AcrossReport", found: dict[str, "Across"]) -> None:
    for sentence in report.sentences:
        say(sentence)
    for one in found.values():
        for sentence in one.left_out:
            say(sentence)
