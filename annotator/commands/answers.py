"""`annotator answer`: answer many suggestions at once, as one step."""

import argparse
from typing import TYPE_CHECKING

from annotator.commands.given import (
    command,
    json_argument,
    named,
    project_argument,
    sources_argument,
)
from annotator.commands.telling import answer as print_answer
from annotator.commands.telling import say, tell
from annotator.errors import BadInput

if TYPE_CHECKING:
    from annotator.commands.given import Commands
    from annotator.edits.edit import Edit
    from annotator.model.suggestion import Suggestion
    from annotator.project import Project

WORDS = "Accept, reject or skip many suggestions at once, or reopen them."
MORE = (
    "All conditions must hold. Answers given so are marked as given in bulk; “annotator undo” "
    "takes them back in one step."
)
VERBS = ("accept", "reject", "skip", "reopen")


def add(commands: "Commands") -> None:
    """Adds the command and its options."""
    parser = command(commands, "answer", WORDS, answer)
    parser.epilog = MORE
    project_argument(parser)
    parser.add_argument("verb", choices=VERBS, help="reopen: take answers back")
    parser.add_argument("--as", dest="as_", metavar="ANNOTATOR", required=True, help="who answers")
    parser.add_argument("--text", metavar="WORDS", action="append", help="of exactly these words")
    parser.add_argument("--above", metavar="SCORE", type=float, help="with at least this score")
    sources_argument(parser)
    parser.add_argument("--label", metavar="NAME", action="append", help="with this label")
    parser.add_argument("--article", metavar="NAME", action="append", help="in this article")
    parser.add_argument("--all", action="store_true", help="without any condition")
    parser.add_argument("--list", action="store_true", help="only list them; change nothing")
    json_argument(parser)


def answer(given: argparse.Namespace) -> int:
    """Answers, as one step of the annotator."""
    from annotator.project import Project

    conditions = (given.text, given.source, given.label, given.article)
    if given.above is None and not any(conditions) and not given.all:
        say("Say which suggestions: by --text, --above, --source, --label, --article, or --all.")
        return 2
    with Project.open(given.project, read_only=given.list) as project:
        person = named(project, given.as_)
        chosen = _chosen(given, project, person.id)
        if not given.list and chosen:
            project.apply(_edit(given.verb, chosen, project, person.id), person.id)
        _tell(given, project, chosen)
    return 0


def _chosen(given: argparse.Namespace, project: "Project", who: str) -> "list[Suggestion]":
    """What meets all conditions: without an answer or, to be reopened, with one."""
    names = {label.id: label.name for label in project.scheme().labels}
    articles = {article.name: article.id for article in project.articles()}
    _refuse_unknown(given.article, articles, "article")
    _refuse_unknown(given.label, names.values(), "label")
    found: list[Suggestion] = []
    for name, article_id in articles.items():
        if given.article and name not in given.article:
            continue
        answered = project.answers(who, article_id)
        text = project.text(article_id) if given.text else ""
        found += [
            one
            for one in project.suggestions(article_id, who)
            if (one.id in answered) == (given.verb == "reopen")
            and (not given.text or one.quoted(text) in given.text)
            and (given.above is None or one.score >= given.above)
            and (not given.source or one.source in given.source)
            and (not given.label or names[one.label_id] in given.label)
        ]
    return found


def _refuse_unknown(wanted: list[str] | None, known: object, what: str) -> None:
    for name in wanted or ():
        if name not in known:  # type: ignore[operator]
            raise BadInput(f"There is no {what} called {name} in the project.")


def _edit(verb: str, chosen: "list[Suggestion]", project: "Project", who: str) -> "Edit":
    from annotator.edits import suggestions
    from annotator.model.suggestion import Verdict

    if verb == "accept":
        return suggestions.accept(chosen, project.scheme(), who, bulk=True)
    if verb == "reopen":
        return suggestions.reopen([one.id for one in chosen], who)
    verdict = Verdict.REJECTED if verb == "reject" else Verdict.SKIPPED
    return suggestions.answer(chosen, verdict, who, bulk=True)


def _tell(given: argparse.Namespace, project: "Project", chosen: "list[Suggestion]") -> None:
    from annotator.commands.suggest import values

    if given.json:
        listed = {"suggestions": list(values(project, chosen))} if given.list else {}
        print_answer({"number": len(chosen), **listed})
        return
    done = {"accept": "accepted", "reject": "rejected", "skip": "skipped", "reopen": "reopened"}
    if given.list:
        for value in values(project, chosen):
            words = " ".join(str(value["text"]).split())
            tell(f"  {value['article']} {value['start']}–{value['end']} {value['label']}: {words}")
    number = f"{len(chosen)} suggestion{'' if len(chosen) == 1 else 's'}"
    tell(f"{number} would be {done[given.verb]}" if given.list else f"{number} {done[given.verb]}")
