"""What stands out in a comparison, in sentences."""

from collections.abc import Iterator

from ui.compare.found import Pair

MOST = 3
"""Mix-ups that are named."""


def noticed(pair: Pair) -> tuple[str, ...]:
    """Who marks more, by how much boundaries are shifted, which labels are mixed up."""
    return (*_tendencies(pair), *_shift(pair), *_mixed_up(pair))


def _tendencies(pair: Pair) -> Iterator[str]:
    if not sum(pair.spans):
        yield "Neither marked anything."
        return
    for one in pair.tendencies:
        (more, most), (fewer, least) = sorted(
            zip(pair.names, (one.a, one.b), strict=True), key=lambda who: -who[1]
        )
        what = f"more “{one.label}”" if one.label else "more"
        yield f"{more} marks {what} than {fewer}: {most:,} to {least:,}."
    if not pair.tendencies:
        yield "Neither marks clearly more than the other, of any label."


def _shift(pair: Pair) -> Iterator[str]:
    if pair.shift is not None:
        start, end = pair.shift
        many = "character" if end == 1 else "characters"
        yield (
            f"Where boundaries differ, beginnings lie {start:g} and ends {end:g} {many} apart "
            "(medians)."
        )


def _mixed_up(pair: Pair) -> Iterator[str]:
    """The cells of the matrix off its diagonal, the largest first."""
    labels, counts = pair.confusion
    found = [
        (many, row, column)
        for row, line in enumerate(counts[:-1])
        for column, many in enumerate(line[:-1])
        if many and row != column
    ]
    a, b = pair.names
    for many, row, column in sorted(found, key=lambda one: -one[0])[:MOST]:
        times = "once" if many == 1 else f"{many:,} times"
        yield f"What {a} calls “{labels[row]}”, {b} calls “{labels[column]}” {times}."
