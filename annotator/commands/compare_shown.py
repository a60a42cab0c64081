"""A comparison as `annotator compare` prints it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from annotator.agree.comparison import HEADLINE
from annotator.agree.figure_names import figure_name
from annotator.agree.gamma import SAMPLER
from annotator.agree.methods import interval
from annotator.commands.telling import tell

if TYPE_CHECKING:
    from annotator.agree.comparison import Comparison, LeftOut, Name
    from annotator.agree.many import Many
    from annotator.agree.values import Score

_ALWAYS = (*HEADLINE, ("gamma",), ("relations",))


def show(found: "Many", *, all_measures: bool) -> None:
    """Prints a comparison of two, or every two of several and all together."""
    for number, pair in enumerate(found.pairs):
        if number:
            tell("")
        _show_pair(pair, all_measures=all_measures)
    if found.together:
        tell("")
        tell(f"{', '.join(found.names)} together")
        for name, score in found.together.items():
            tell(f"  {figure_name((name,))}: {in_words(score)}")


def _show_pair(pair: "Comparison", *, all_measures: bool) -> None:
    a, b = pair.names
    compared = len(pair.docs)
    tell(f"{a} and {b}: {_many(compared, 'article')} compared, {len(pair.left_out)} left out")
    tell_left_out(pair.left_out)
    tell(f"Spans: {a} {pair.spans[0]}, {b} {pair.spans[1]}")
    for kind, number in pair.classes.items():
        told = pair.told_apart(kind)
        tell(f"  {kind.words(pair.names)}: {number}{f' ({told})' if told else ''}")
    tell(f"Figures ({interval(compared)})")
    for name, score in pair.scores.items():
        if all_measures or name in _ALWAYS or (name[0] == "attributes" and score.n):
            tell(f"  {figure_name(name)}: {in_words(score)}")
    silent = [name[1] for name, score in pair.scores.items() if _is_silent(name, score)]
    if silent and not all_measures:
        tell(f"  no κ of {', '.join(silent)}: No pair has a value for them.")
    for group, agreement in pair.groups.items():
        numbers = ", ".join(f"{n} {m}" for n, m in zip(pair.names, agreement.numbers, strict=True))
        tell(f"Groups “{group}”: {numbers}")
        for name, score in pair.group_scores[group].items():
            tell(f"  {figure_name(name)}: {in_words(score)}")
    if pair.options.gamma:
        tell(f"  γ: chance texts from {SAMPLER}; seed {pair.options.seed}")
    for line in _table([["label", a, b, *map(figure_name, HEADLINE)], *_labels(pair)]):
        tell(line)


def tell_left_out(left_out: "Sequence[LeftOut]") -> None:
    """Prints each reason once, with the articles that it holds for."""
    by_reason: dict[str, list[str]] = {}
    for one in left_out:
        by_reason.setdefault(one.why, []).append(one.article)
    for why, names in by_reason.items():
        which, *others = names
        if others:
            tell(f"  left out, {len(names):,} articles: {why} ({', '.join(names)})")
        else:
            tell(f"  left out: {which}: {why}")


def _is_silent(name: "Name", score: "Score") -> bool:
    """Whether nobody answered a question, so that a line about it alone would say nothing."""
    return name[0] == "attributes" and not score.n


def _labels(pair: "Comparison") -> Iterable[list[str]]:
    for label, scores in pair.label_scores.items():
        a, b = pair.spans_of(label)
        yield [label, str(a), str(b), *(_short(scores, name) for name in HEADLINE)]


def _short(scores: "Mapping[Name, Score]", name: "Name") -> str:
    value = scores[name].value
    return "–" if value is None else f"{value:.3f}"


def in_words(score: "Score") -> str:
    """A figure with its interval and what belongs to it, or why there is none."""
    if score.value is None:
        return score.why or "none"
    words = f"{score.value:.3f}"
    if score.ci is not None:
        words += f" [{score.ci[0]:.3f}, {score.ci[1]:.3f}]"
    told = [f"n {score.n:,}"]
    if score.chance is not None:
        told.append(f"by chance {score.chance:.3f}")
    if score.coverage is not None:
        told.append(f"covers {score.coverage:.0%}")
    return f"{words} ({', '.join(told)})"


def _table(cells: Sequence[Sequence[str]]) -> Iterable[str]:
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    for first, *others in cells:
        right = (cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True))
        yield "  ".join((first.ljust(widths[0]), *right))


def _many(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
