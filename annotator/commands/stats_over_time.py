"""`annotator stats --over-time`: how people agree with each other and with themselves, by week."""

import argparse
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from annotator.commands.given import looked_at, named
from annotator.commands.telling import answer, say, show_progress, tell

if TYPE_CHECKING:
    from annotator.agree.values import Score
    from annotator.comparing.over_time import OverTime, PersonWeek

HEADS = (
    "week", "annotator", "done", "shared", "strict F1", "IoU ≥ 0.5", "repeated", "with self",
    "spans/1,000 words", "min", "min/article", "unedited",
)  # fmt: skip
NO_DAY = "no day"


def over_time(given: argparse.Namespace) -> int:
    """Prints agreement and pace week by week; 1 where nobody has done anything."""
    from annotator.comparing import agreement_over_time
    from annotator.planning import plan_now

    with looked_at(given.project) as project:
        asked = [named(project, name) for name in given.over_time]
        people = tuple(dict.fromkeys((*plan_now(project).people, *asked)))
        found = agreement_over_time(project, people, show_progress)
    if asked:
        found = found.of([one.id for one in asked])
    if given.json:
        answer(found.plain())
    else:
        _show(found)
    if not found.weeks:
        say("Nobody of them has done anything yet.")
    return 0 if found.weeks else 1


def _show(found: "OverTime") -> None:
    """Prints a table of weeks and one of guideline gaps."""
    if found.weeks:
        for line in _lines([HEADS, *map(_cells, found.weeks)], left=2):
            tell(line)
    if found.gaps:
        rows = [(gap.week or NO_DAY, gap.label or "(no span)", str(gap.gaps)) for gap in found.gaps]
        tell("")
        for line in _lines([("week", "guideline gaps", "number"), *rows], left=2):
            tell(line)


def _cells(week: "PersonWeek") -> Sequence[str]:
    return (
        week.week or NO_DAY,
        week.annotator,
        f"{week.done:,}",
        f"{week.shared:,}",
        _score(week.strict_f1),
        _score(week.iou50_f1),
        f"{week.repeated:,}",
        _score(week.self_strict_f1),
        "–" if week.spans_per_1000_words is None else f"{week.spans_per_1000_words:.1f}",
        f"{week.minutes:,}",
        "–" if week.minutes_per_article is None else f"{week.minutes_per_article:.1f}",
        "–" if week.unedited_share is None else f"{week.unedited_share:.0%}",
    )


def _score(score: "Score") -> str:
    return "–" if score.value is None else f"{score.value:.3f}"


def _lines(rows: Sequence[Sequence[str]], *, left: int) -> Iterable[str]:
    """A table; the first columns are on the left, the others on the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = [
            cell.ljust(width) if place < left else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        yield "  ".join(cells).rstrip()
