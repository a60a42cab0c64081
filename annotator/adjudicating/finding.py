"""The cases between two people in a project."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from annotator.adjudicating.standing import One
from annotator.agree.cases import Case
from annotator.agree.comparison import LeftOut
from annotator.comparing.reading import Reader
from annotator.errors import BadInput
from annotator.model.people import Annotator
from annotator.model.story import Article
from annotator.progress import Progress, silent
from annotator.project import Project


@dataclass(frozen=True, slots=True)
class Found:
    """The cases, article by article in text order, and the articles that were left out."""

    articles: tuple[Article, ...]
    cases: tuple[Case, ...]
    left_out: tuple[LeftOut, ...] = ()


def find_cases(
    project: Project,
    a: Annotator,
    b: Annotator,
    gold: Annotator | None,
    *,
    articles: Sequence[str] = (),
    labels: Sequence[str] = (),
    unfinished: bool = False,
    progress: Progress = silent,
) -> Found:
    """The cases of A and B, with what gold (None: nobody yet) says of each.

    `articles` (names or ids) and `labels` (names) choose some; a case is there if a span in it has
    one of the labels. Articles that not both have finished are left out; `unfinished` takes in
    those that both have begun. Raises `BadInput` for one and the same person, for gold as one of
    the two, and for articles and labels that there are not.
    """
    with project.snapshot() as records:
        _, taken, left_out = compared_in(
            project, a, b, gold, articles=articles, labels=labels, unfinished=unfinished
        )
        wanted = {
            label.id
            for scheme in (*project.scheme_versions(), project.scheme())
            for label in scheme.labels
            if label.name in labels
        }
        found: list[Case] = []
        for number, article in enumerate(taken):
            progress(number, len(taken), article.name)
            some = records.cases.of(article, a.id, b.id, gold.id if gold else "")
            found.extend(one for one in some if not labels or _has_any(one, wanted))
    return Found(tuple(taken), tuple(found), tuple(left_out))


def compared_in(
    project: Project,
    a: Annotator,
    b: Annotator,
    gold: Annotator | None,
    *,
    articles: Sequence[str] = (),
    labels: Sequence[str] = (),
    unfinished: bool = False,
) -> tuple[Reader, list[Article], list[LeftOut]]:
    """The articles in which A and B are compared, and those left out; see `find_cases`."""
    if a.id == b.id:
        raise BadInput("Name two different annotators: nobody is compared with themselves.")
    if gold is not None and gold.id in (a.id, b.id):
        raise BadInput(f"“{gold.name}” cannot be one of the two that it decides between.")
    reader = Reader(project, articles=articles, labels=labels, unfinished=unfinished)
    taken: list[Article] = []
    left_out: list[LeftOut] = []
    for article in reader.articles:
        if why := reader.why_not(article, (a, b)):
            left_out.append(LeftOut(article.name, why))
        else:
            taken.append(article)
    return reader, taken, left_out


def cases(
    project: Project,
    a: Annotator,
    b: Annotator,
    gold: Annotator | None,
    *,
    articles: Sequence[str] = (),
    labels: Sequence[str] = (),
    unfinished: bool = False,
) -> tuple[Case, ...]:
    """The cases alone; see `find_cases`."""
    found = find_cases(project, a, b, gold, articles=articles, labels=labels, unfinished=unfinished)
    return found.cases


def agreed(some: Iterable[One]) -> tuple[One, ...]:
    """Those that nobody has to look at: both say the same, and gold has not decided them yet.

    So is what gold took over as agreed and both then changed alike.
    """
    return tuple(one for one in some if one.agreed and not one.decided)


def _has_any(case: Case, label_ids: set[str]) -> bool:
    return any(span.label_id in label_ids for span in (*case.a, *case.b))
