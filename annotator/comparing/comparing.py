"""Comparing two people, or every two of several."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from annotator.agree.comparison import Comparison, Options, Part, compare
from annotator.agree.many import Many, compare_many
from annotator.comparing.reading import Reader
from annotator.errors import BadInput
from annotator.model.people import Annotator
from annotator.progress import Progress, silent
from annotator.project import Project


@dataclass(frozen=True, slots=True)
class CompareOptions:
    """What to compare and how. `articles` and `labels` are names; none of them: all.

    `unfinished` takes in articles that somebody has begun and not finished.
    """

    articles: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    unfinished: bool = False
    figures: Options = field(default_factory=Options)


def compare_two(
    project: Project,
    a: Annotator,
    b: Annotator,
    options: CompareOptions | None = None,
    progress: Progress = silent,
) -> Comparison:
    """Two people compared.

    Raises `BadInput` for one and the same person, for articles and labels that there are not.
    Where they have no article in common the comparison has no documents, and says why.
    """
    return compare_all(project, (a, b), options, progress).pairs[0]


def compare_all(
    project: Project,
    people: Sequence[Annotator],
    options: CompareOptions | None = None,
    progress: Progress = silent,
) -> Many:
    """Every two of these people compared, in order, and all of them together; as `compare_two`."""
    if len({person.id for person in people}) < max(2, len(people)):
        raise BadInput("Name two different annotators: nobody is compared with themselves.")
    options = options or CompareOptions()
    two = [(a, b) for number, a in enumerate(people) for b in people[number + 1 :]]
    with project.snapshot():
        reader = Reader(
            project,
            articles=options.articles,
            labels=options.labels,
            unfinished=options.unfinished,
        )
        read = [reader.docs(a, b, progress) for a, b in two]
        grouped = [(reader.groups(a), reader.groups(b)) for a, b in two]
        texts = reader.texts(people) if len(people) > 2 else ()
    pairs = [
        compare(
            docs,
            told_apart(*both),
            reader.labels,
            questions=reader.questions,
            left_out=left_out,
            groups=groups,
            part=Part(options.labels, bool(options.articles), options.unfinished),
            options=options.figures,
            progress=progress,
        )
        for both, (docs, left_out), groups in zip(two, read, grouped, strict=True)
    ]
    return compare_many([person.name for person in people], pairs, texts)


def told_apart(a: Annotator, b: Annotator) -> tuple[str, str]:
    """Their names; where they have the same name, with their ids."""
    if a.name != b.name:
        return a.name, b.name
    return f"{a.name} ({a.id})", f"{b.name} ({b.id})"
