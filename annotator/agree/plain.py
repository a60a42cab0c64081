"""A comparison as plain data, in the shape that `annotator compare --json` prints."""

from annotator import __version__
from annotator.agree.comparison import Comparison, Scores
from annotator.agree.gamma import SAMPLER


def plain(found: Comparison) -> dict[str, object]:
    """Everything about a comparison of two."""
    names, table = found.confusion
    return {
        "annotators": list(found.names),
        "articles": {
            "compared": len(found.docs),
            "left_out": [{"article": one.article, "why": one.why} for one in found.left_out],
        },
        "spans": dict(zip(found.names, found.spans, strict=True)),
        "classes": {kind.value: number for kind, number in found.classes.items()},
        "scores": nested(found.scores),
        "labels": {label: nested(scores) for label, scores in found.label_scores.items()},
        "by_article": {name: nested(scores) for name, scores in found.article_scores.items()},
        "by_story": {name: nested(scores) for name, scores in found.story_scores.items()},
        "groups": {kind: _grouped(found, kind) for kind in found.groups},
        "confusion": {"labels": list(names), "counts": [list(row) for row in table]},
        "settings": {
            "average": found.options.average.value,
            "seed": found.options.seed,
            "resamples": found.options.resamples,
            "shifts": found.aligned.shifts,
            "sampler": SAMPLER if found.options.gamma else None,
            "version": __version__,
        },
    }


def _grouped(found: Comparison, kind: str) -> dict[str, object]:
    numbers = dict(zip(found.names, found.groups[kind].numbers, strict=True))
    scores = {name: score.plain() for (_, name), score in found.group_scores[kind].items()}
    return {"number": numbers, **scores}


def nested(scores: Scores) -> dict[str, object]:
    """Figures by name; those of one family in a mapping of their own."""
    answer: dict[str, object] = {}
    for (name, *within), score in scores.items():
        if not within:
            answer[name] = score.plain()
            continue
        family = answer.setdefault(name, {})
        assert isinstance(family, dict)
        family[within[0]] = score.plain()
    answer.setdefault("attributes", {})
    return answer
