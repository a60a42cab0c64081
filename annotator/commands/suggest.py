"""`annotator suggest`: look through the texts and propose spans."""

import argparse
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from annotator.commands.given import (
    command,
    json_argument,
    looked_at,
    named,
    project_argument,
    sources_argument,
)
from annotator.commands.telling import answer, say, show_progress, tell
from annotator.errors import BadInput, ProjectError

if TYPE_CHECKING:
    from annotator.commands.given import Commands
    from annotator.model.span import Fragment
    from annotator.model.suggestion import Suggestion
    from annotator.project import Project
    from annotator.suggest.models import Model
    from annotator.suggesting import SuggestReport

WORDS = "Propose quotations, entities, claims and repeats, and keep them in the project."
MORE = (
    "What somebody has answered stays. A project that another program has open, or that cannot be "
    "written, is only read: then nothing is kept. See also: annotator answer, annotator offer."
)


def add(commands: "Commands") -> None:
    """Adds the command and its options."""
    parser = command(commands, "suggest", WORDS, suggest)
    parser.epilog = MORE
    project_argument(parser)
    sources_argument(parser)
    parser.add_argument("--model", default="", metavar="NAME", help="an installed English model")
    parser.add_argument(
        "--as", dest="as_", metavar="ANNOTATOR", help="whose spans are looked for elsewhere"
    )
    parser.add_argument(
        "--accept-as",
        metavar="NAME",
        help="make them the spans of a machine annotator; those it had go",
    )
    parser.add_argument(
        "--trust", action="store_true", help="let the model be loaded, which is a program"
    )
    json_argument(parser)


def suggest(given: argparse.Namespace) -> int:
    """Suggests, and prints what was found."""
    from annotator.suggesting import SuggestOptions
    from annotator.suggesting import suggest as look_through

    if given.trust:
        _trust(given.model)
    with _opened(given) as project:
        options = SuggestOptions(
            sources=given.source,
            model=given.model,
            annotator_id=_whose(given, project),
            afresh=True,
        )
        report = look_through(project, options, show_progress)
        if given.accept_as:
            _accept(given.accept_as, project, report)
        if given.json:
            answer({"suggestions": list(values(project, report.suggestions))})
        else:
            _tell_counts(project, report)
    for sentence in report.sentences:
        say(sentence)
    if "repeats" in report.missing and not given.as_:
        say("To get repeats, name the annotator with --as.")
    if "entities" in report.missing:
        _say_how_to_trust(given.model)
    asked = {*given.source, *(("entities",) if given.model else ())}
    return 1 if asked.intersection(report.missing) else 0


def _opened(given: argparse.Namespace) -> "Project":
    """The project, to write to where that can be; else, unless spans are to be made, to read."""
    from annotator.project import Project

    try:
        return Project.open(given.project)
    except ProjectError as error:
        if given.accept_as:
            raise
        try:
            project = looked_at(given.project)
        except ProjectError:
            raise error from None
        say(f"{error} Nothing is kept.")
        return project


def _whose(given: argparse.Namespace, project: "Project") -> str:
    """The id of the annotator whose spans are looked for; the only one where nobody is named."""
    from annotator.model.people import Role
    from annotator.model.suggestion import Source

    if given.as_:
        return named(project, given.as_).id
    people = [person for person in project.annotators() if person.role is Role.HUMAN]
    if given.source and Source.REPEATS not in given.source:
        return ""
    if len(people) != 1:
        return ""
    say(f"Repeats are those of what {people[0].name} has labelled.")
    return people[0].id


def _model(name: str) -> "Model | None":
    """The model that was named, or the one that would be taken."""
    from annotator.suggest.models import installed, installed_models, preferred

    return installed(name) if name else preferred(installed_models())


def _trust(name: str) -> None:
    from annotator.settings import Settings
    from annotator.suggest.models import trust

    model = _model(name)
    if model is None:
        raise BadInput("There is no model to trust: no English model is installed.")
    trust(model, Settings())
    say(f"{model.name} {model.version} may be loaded from now on (SHA-256 {model.sha256}).")


def _say_how_to_trust(name: str) -> None:
    """What the model is and how to let it be loaded, where nobody has said so yet."""
    from annotator.settings import Settings
    from annotator.suggest.models import why_ask

    model = _model(name)
    if model is not None and why_ask(model, Settings()):
        known = (model.origin, model.licence and f"licence {model.licence}")
        facts = [fact for fact in known if fact] + [f"SHA-256 {model.sha256}"]
        say(f"{model.name} {model.version}: {', '.join(facts)}. --trust lets it be loaded.")


def _accept(name: str, project: "Project", report: "SuggestReport") -> None:
    from annotator.suggest.suggesters import suggesters
    from annotator.suggesting import accept_as

    known = suggesters()
    articles = [article.id for article in project.articles()]
    labels = [known[source].label for source in report.sources]
    accept_as(project, name, report.suggestions, article_ids=articles, labels=labels)
    say(f"They are the spans of {name} now, a machine annotator.")


def values(project: "Project", suggestions: "list[Suggestion]") -> Iterator[dict[str, object]]:
    """Suggestions as JSON values, in the order given."""
    names = {label.id: label.name for label in project.scheme().labels}
    article_id, article, text = "", "", ""
    for one in suggestions:
        if one.article_id != article_id:
            article_id = one.article_id
            article, text = project.article(article_id).name, project.text(article_id)
        yield {
            "article": article,
            "source": one.source.value,
            "label": names[one.label_id],
            "start": one.start,
            "end": one.end,
            "fragments": [{"start": start, "end": end} for start, end in one.fragments]
            if len(one.fragments) > 1
            else [],
            "text": text[one.start : one.end],
            "score": one.score,
            "reason": one.reason,
            "attributes": _attributes(one),
            "speaker": _place(one.speaker, text),
            "cue": _place(one.cue, text),
            "group": one.group or None,
        }


def _attributes(one: "Suggestion") -> Mapping[str, str]:
    """By name; several values of one attribute in one text."""
    values: dict[str, list[str]] = {}
    for name, value in one.attributes:
        values.setdefault(name, []).append(value)
    return {name: "; ".join(some) for name, some in values.items()}


def _place(place: "Fragment | None", text: str) -> dict[str, object] | None:
    if place is None:
        return None
    return {"start": place.start, "end": place.end, "text": text[place.start : place.end]}


def _tell_counts(project: "Project", report: "SuggestReport") -> None:
    in_all = Counter(source for _, source in report.counts.elements())
    counted = [_counted(in_all[source], source) for source in report.sources]
    number = sum(in_all.values())
    tell(f"{number} suggestion{'' if number == 1 else 's'}: {', '.join(counted) or 'none'}")
    for article in project.articles():
        here = [(source, report.counts[article.id, source]) for source in report.sources]
        counted = [_counted(many, source) for source, many in here if many]
        tell(f"  {article.name}: {', '.join(counted) or 'nothing'}")
    if report.parsed:
        articles = "article" if report.parsed == 1 else "articles"
        tell(f"  {report.model} read {report.parsed} {articles} now; {report.known} before")


def _counted(many: int, source: str) -> str:
    one = "entity" if source == "entities" else source.removesuffix("s")
    return f"{many} {one if many == 1 else source}"
