"""Tables of a page in HTML. Whatever is data comes through `cell` and `table`, which escape it."""

from collections.abc import Sequence
from html import escape

from annotator.agree.comparison import Scores
from annotator.agree.figure_names import figure_name, how_computed
from annotator.agree.values import Score


def cell(words: str, kind: str = "", head: str = "") -> str:
    """A cell with words; `head` stands before them where there is no room for columns."""
    kind = f' class="{kind}"' if kind else ""
    head = f' data-head="{escape(head)}"' if head else ""
    return f"<td{kind}{head}>{escape(words)}</td>"


def number(value: int, head: str = "") -> str:
    """A cell with a whole number."""
    return cell(f"{value:,}", "n", head)


def value(score: Score) -> str:
    """A cell with a figure; a dash where there is none."""
    return cell(shown(score.value), "n")


def shown(figure: float | None) -> str:
    """A figure as it is written; a dash where there is none."""
    return "–" if figure is None else f"{figure:.3f}".replace("-", "−")


def bar(share: float) -> str:
    """A cell with a bar; 1 is its whole length, 0 and less is none."""
    share = max(0.0, min(share, 1.0))
    inside = f'<span class="bar" style="--share:{share:.4f}"></span>' if share else ""
    return f"<td>{inside}</td>"


def table(heads: Sequence[str], rows: Sequence[Sequence[str]], kind: str = "") -> str:
    """A table of cells; a heading that begins with `>` stands over numbers."""
    head = "".join(
        f'<th class="n">{escape(one[1:])}</th>' if one[:1] == ">" else f"<th>{escape(one)}</th>"
        for one in heads
    )
    body = "\n".join(f"<tr>{''.join(row)}</tr>" for row in rows)
    above = f"<thead><tr>{head}</tr></thead>" if heads else ""
    begin = f'<table class="{kind}">' if kind else "<table>"
    return f'<div class="wide">{begin}{above}<tbody>{body}</tbody></table></div>'


def figures(scores: Scores, *, how: bool = True) -> str:
    """Figures with their intervals, and how each is computed or why it is not there."""
    chance = any(score.chance is not None for score in scores.values())
    covers = any(score.coverage is not None for score in scores.values())
    interval = any(score.ci is not None for score in scores.values())
    why = how or any(score.value is None for score in scores.values())
    rows = []
    for name, score in scores.items():
        row = [cell(figure_name(name), "name"), value(score)]
        if interval:
            row.append(cell(_interval(score), "ci"))
        row.append(number(score.n, "n"))
        if chance:
            row.append(cell("" if score.chance is None else shown(score.chance), "n", "by chance"))
        if covers:
            words = "" if score.coverage is None else f"{score.coverage:.0%}"
            row.append(cell(words, "n", "covers"))
        if why:
            row.append(cell(score.why or (how_computed(name) if how else ""), "how"))
        rows.append(row)
    heads = ["figure", ">value", *(["95 %"] if interval else []), ">n",
             *([">by chance"] if chance else []), *([">covers"] if covers else []),
             *(["how computed, or why not" if how else "why not"] if why else [])]  # fmt: skip
    return table(heads, rows, "figures")


def _interval(score: Score) -> str:
    return "" if score.ci is None else f"{shown(score.ci[0])} to {shown(score.ci[1])}"


def crossed(corner: str, names: Sequence[str], counts: Sequence[Sequence[int]]) -> str:
    """A square table of counts, darker where there are more of a row's; rows are named as columns
    are."""
    rows = []
    for place, (name, row) in enumerate(zip(names, counts, strict=True)):
        most = max(row, default=0) or 1
        cells = [f'<th class="row">{escape(name)}</th>']
        for column, many in enumerate(row):
            kind = ' class="same"' if place == column and place < len(names) - 1 else ""
            heat = f' style="background:rgba(var(--heat),{0.5 * many / most:.2f})"' if many else ""
            cells.append(f"<td{kind}{heat}>{f'{many:,}' if many else '·'}</td>")
        rows.append(cells)
    return table((corner, *names), rows, "crossed")
