"""A comparison as the window shows it: plain data, more of it than `annotator compare --json`."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict

from annotator.agree.classes import counts
from annotator.agree.comparison import HEADLINE, Comparison, Scores
from annotator.agree.gamma import SAMPLER
from annotator.agree.many import Many
from annotator.agree.methods import methods
from annotator.agree.plain import nested
from annotator.agree.tendencies import tendencies
from annotator.model.people import Annotator
from annotator.project import Project


def shown(found: Many) -> dict[str, object]:
    """`{"annotators", "together", "pairs"}`: of two people or of more."""
    return {
        "annotators": list(found.names),
        "together": {name: score.plain() for name, score in found.together.items()},
        "pairs": [_pair(pair) for pair in found.pairs],
    }


def heads(project: Project, people: Sequence[Annotator]) -> int:
    """How many steps changed the readings of these people so far: grows with each."""
    lineages = project.lineages([person.id for person in people])
    return sum(len(lineage.heads) for lineage in lineages.values())


def _pair(pair: Comparison) -> dict[str, object]:
    names, table = pair.confusion
    rows = pair.rows
    # Of labels and articles only the headline is shown: thousands of figures would be told in vain.
    articles = {doc.name: pair.over([n], HEADLINE) for n, doc in enumerate(pair.docs)}
    stories = {story: pair.over(numbers, HEADLINE) for story, numbers in pair.stories.items()}
    return {
        "annotators": list(pair.names),
        "left_out": [asdict(one) for one in pair.left_out],
        "spans": list(pair.spans),
        "classes": {kind.value: number for kind, number in pair.classes.items()},
        "blank_only": dict(Counter(row.kind.value for row in rows if row.blank_only)),
        "split": dict(Counter(row.kind.value for row in rows if row.a_split or row.b_split)),
        "scores": nested(pair.scores),
        "labels": _headlines(pair.label_scores),
        "label_spans": {label: list(pair.spans_of(label)) for label in pair.aligned.labels},
        "by_article": _headlines(articles),
        "by_story": _headlines(stories),
        "groups": {kind: _named(scores) for kind, scores in pair.group_scores.items()},
        "confusion": {"labels": list(names), "counts": [list(row) for row in table]},
        "shift": list(pair.boundary_shift) if pair.boundary_shift else None,
        "tendencies": [asdict(one) for one in tendencies(pair)],
        "read": list(_read(pair)),
        "methods": methods(pair),
        "sampler": SAMPLER if pair.options.gamma else "",
    }


def _named(scores: Scores) -> dict[str, object]:
    """Figures by the last part of their names."""
    return {name[-1]: score.plain() for name, score in scores.items()}


def _headlines(scores: Mapping[str, Scores]) -> dict[str, object]:
    return {
        name: {figure: some[figure,].plain() for (figure,) in HEADLINE}
        for name, some in scores.items()
    }


def _read(pair: Comparison) -> Iterable[dict[str, object]]:
    """The articles that were compared: name, story, spans of both, and how many of each class."""
    for doc, aligned in zip(pair.docs, pair.aligned.pairings, strict=True):
        classes = counts([aligned]).items()
        yield {
            "article": doc.name,
            "story": doc.story,
            "spans": [len(doc.a), len(doc.b)],
            "classes": {kind.value: number for kind, number in classes if number},
        }
