"""`annotator questions`: what annotators ask the lead, and the answers."""

import argparse
import re
from typing import TYPE_CHECKING

from annotator.commands.given import command, json_argument, named, project_argument
from annotator.commands.telling import answer, say, tell
from annotator.errors import BadInput
from annotator.text.in_quotes import in_quotes

if TYPE_CHECKING:
    from annotator.commands.given import Commands
    from annotator.model.question import Question
    from annotator.project import Project

WORDS = "List the questions of annotators, ask one, or answer one."
_PLACE = re.compile(r"(.+):(\d+)-(\d+)")


def add(commands: "Commands") -> None:
    """Adds the command and its options."""
    parser = command(commands, "questions", WORDS, questions)
    project_argument(parser)
    parser.add_argument(
        "--ask",
        nargs=2,
        metavar=("ARTICLE[:START-END]", "TEXT"),
        help="asks about an article, or about the span there; needs --as",
    )
    parser.add_argument("--answer", nargs=2, metavar=("ID", "TEXT"), help="answers a question")
    parser.add_argument("--as", dest="as_", metavar="NAME", help="who asks or answers")
    parser.add_argument("--open", action="store_true", help="list only those without an answer")
    json_argument(parser)


def questions(given: argparse.Namespace) -> int:
    """Asks and answers what was said, and lists what there is then."""
    from annotator.project import Project

    writes = bool(given.ask or given.answer)
    with Project.open(given.project, read_only=not writes) as project:
        if given.ask:
            place, text = given.ask
            _ask(project, place, text, given.as_)
        if given.answer:
            question_id, text = given.answer
            _answer(project, question_id, text, given.as_)
        found = [_plain(project, one) for one in project.questions(open_only=given.open)]
    if given.json:
        answer(found)
        return 0
    for one in found:
        where = one["article"] + (f": {in_quotes(one['words'])}" if one["words"] else "")
        tell(f"{one['id']}  {one['asked_by']} on {where}")
        tell(f"  {one['text']}")
        told = f"{one['answered_by']}: {one['answer']}" if one["answered_at"] else "no answer yet"
        tell(f"  {told}")
    if not found:
        say("There are no questions.")
    return 0


def _ask(project: "Project", place: str, text: str, who: str | None) -> None:
    from annotator.edits.questions import ask, new_question

    if who is None:
        raise BadInput("Say who asks: --as NAME.")
    person = named(project, who)
    articles = {article.name: article.id for article in project.articles()}
    match = None if place in articles else _PLACE.fullmatch(place)
    name = match[1] if match else place
    if name not in articles:
        raise BadInput(f"There is no article called {name} in {project.path}.")
    span_id = ""
    if match:
        ends = (int(match[2]), int(match[3]))
        spans = project.spans(articles[name], person.id)
        span_id = next((span.id for span in spans if (span.start, span.end) == ends), "")
        if not span_id:
            raise BadInput(f"{person.name} has no span {ends[0]}–{ends[1]} in {name}.")
    project.apply(ask(new_question(articles[name], person.id, text, span_id)), person.id)


def _answer(project: "Project", question_id: str, text: str, who: str | None) -> None:
    from annotator.edits.questions import answer_question

    pack = project.pack_of()
    if pack is not None:
        raise BadInput(
            f"This file is a pack for {pack.name}. Questions are answered in the lead’s project."
        )
    starts = [one.id for one in project.questions() if one.id.startswith(question_id)]
    if len(starts) > 1 and question_id not in starts:
        raise BadInput(f"Several questions begin with {question_id}. Give more of the id.")
    by = named(project, who).id if who else ""
    found = starts[0] if len(starts) == 1 else question_id
    project.apply(answer_question(found, text, by), by)


def _plain(project: "Project", question: "Question") -> dict[str, str]:
    people = {person.id: person.name for person in project.annotators()}
    spans = project.spans_by_id([question.span_id]) if question.span_id else ()
    text = project.text(question.article_id)
    return {
        "id": question.id,
        "article": project.article(question.article_id).name,
        "asked_by": people.get(question.annotator_id, question.annotator_id),
        "asked_at": question.asked_at,
        "span": question.span_id,
        "words": " ".join(spans[0].quoted(text).split()) if spans else "",
        "text": question.text,
        "answer": question.answer,
        "answered_by": people.get(question.answered_by, "")
        or ("" if question.is_open else "the lead"),
        "answered_at": question.answered_at,
    }
