"""What `annotator adjudicate` prints: how far gold is, in words or as data."""

import argparse
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from annotator.adjudicating import GONE, NOTHING, GroupClass, figures, group_figures
from annotator.agree.kinds import Kind
from annotator.commands.adjudicate_listed import group_plain, listed, tell_listed
from annotator.commands.compare_shown import tell_left_out
from annotator.commands.telling import answer, tell

if TYPE_CHECKING:
    from annotator.adjudicating import Figures, Found, FoundGroups, Standing
    from annotator.model.people import Annotator
    from annotator.model.span import Span
    from annotator.project import Project

Pair = tuple["Annotator", "Annotator"]


def show(
    project: "Project",
    given: argparse.Namespace,
    found: "tuple[Found, FoundGroups]",
    pair: Pair,
    gold: "Annotator | None",
    numbers: tuple[int, int],
) -> None:
    """Prints how far gold is; `numbers` of places and groups were decided just now."""
    if given.json:
        told = _plain(project, found, pair, gold)
        told["changed"] = dict(zip(("places", "groups"), numbers, strict=True))
        told["accepted"] = numbers[0] if given.accept else 0
        if given.list:
            told["list"] = listed(project, found)
        answer(told)
        return
    _show(given, found, pair)
    if given.list:
        tell_listed(project, found, pair)


def _plain(
    project: "Project",
    found: "tuple[Found, FoundGroups]",
    pair: Pair,
    gold: "Annotator | None",
) -> dict[str, object]:
    """The answer as plain data."""
    places, groups = found
    gold_id = gold.id if gold else ""
    spans = [
        _span(project, article.name, text, span)
        for article in (places.articles if gold else ())
        for text in (project.text(article.id),)
        for span in project.spans(article.id, gold_id)
    ]
    stories = dict.fromkeys(article.story_id for article in places.articles) if gold else {}
    in_gold = [one for story_id in stories for one in project.groups(story_id, gold_id)]
    return {
        "annotators": [one.name for one in pair],
        "gold": gold.name if gold else None,
        "articles": {
            "compared": len(places.articles),
            "left_out": [{"article": one.article, "why": one.why} for one in places.left_out],
        },
        **_figures(figures(places.cases)),
        "spans": spans,
        "groups": {
            **_figures(group_figures(groups.cases)),
            "gold": group_plain(project, in_gold),
        },
    }


def _figures(figure: "Figures") -> dict[str, object]:
    return {
        **_numbers(figure.whole),
        "classes": {name: _numbers(some) for name, some in figure.classes.items()},
        "took": figure.took,
    }


def _numbers(some: "Standing") -> dict[str, object]:
    return {
        "decided": some.decided,
        "open": some.open,
        "stale": some.stale,
        "agreed": some.agreed,
    }


def _span(project: "Project", article: str, text: str, span: "Span") -> dict[str, object]:
    label = project.scheme().label(span.label_id)
    return {
        "id": span.id,
        "article": article,
        "start": span.start,
        "end": span.end,
        "fragments": [{"start": start, "end": end} for start, end in span.fragments],
        "label": label.name if label else span.label_id,
        "text": text[span.start : span.end],
        "attributes": [{"name": name, "value": value} for name, value in span.attributes],
        "origin": span.origin.value,
        "source": span.source,
    }


def _show(given: argparse.Namespace, found: "tuple[Found, FoundGroups]", pair: Pair) -> None:
    a, b = (one.name for one in pair)
    places, groups = found
    many = len(places.articles)
    tell(
        f"{a} and {b} in “{given.gold}”: {many} {'article' if many == 1 else 'articles'}, "
        f"{len(places.left_out)} left out"
    )
    tell_left_out(places.left_out)
    only_groups = bool(given.kind and not given.label)
    if not only_groups:
        classes = _PLACES | {kind: kind.words((a, b)) for kind in Kind}
        _tell_figures("Places", figures(places.cases), (a, b), classes)
    if groups.cases or only_groups:
        classes = {name: words.format(a=a, b=b) for name, words in _GROUPS.items()}
        _tell_figures("Groups", group_figures(groups.cases), (a, b), classes)
        if wait := sum(one.waits for one in groups.cases):
            tell(f"  Not in gold yet: {wait}. Decide their passages, or take them again.")


def _tell_figures(
    what: str, figure: "Figures", names: Sequence[str], classes: Mapping[str, str]
) -> None:
    a, b = names
    tell(_line(what, figure.whole))
    for name, some in figure.classes.items():
        if some.total:
            tell(f"  {_line(classes[name], some)}")
    for name, number in figure.took.items():
        tell(f"  Took {_TOOK[name].format(a=a, b=b)}: {number}")


_PLACES: dict[str, str] = {NOTHING: "articles without any spans", GONE: "no longer said by anybody"}
_GROUPS: Mapping[str, str] = {
    GroupClass.SAME: "same",
    GroupClass.DIFFERS: "differing",
    GroupClass.ONLY_A: "only {a}",
    GroupClass.ONLY_B: "only {b}",
    GONE: "no longer there",
}
_TOOK: Mapping[str, str] = {
    "agreed": "what both say",
    "A": "{a}",
    "B": "{b}",
    "both": "both",
    "new": "neither, wrote what is right",
    "none": "nothing",
}


def _line(what: str, some: "Standing") -> str:
    agreed = f", of which both say the same {some.agreed}" if some.agreed else ""
    return f"{what}: decided {some.decided}, stale {some.stale}, open {some.open}{agreed}"
