"""One measured goal, and how a benchmark is asked for its figures and tells them."""

import argparse
import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured goal. `value` and `limit` are in the unit that `goal` says."""

    name: str
    goal: str
    limit: float
    value: float
    ok: bool


def parser(name: str, what: str | None) -> argparse.ArgumentParser:
    """The arguments that every benchmark takes; `what` is its description."""
    made = argparse.ArgumentParser(prog=f"python -m benchmarks.{name}", description=what)
    made.add_argument("--smoke", action="store_true", help="short: only that everything works")
    made.add_argument("--json", type=Path, metavar="FILE", help="write the figures to FILE")
    return made


def tell(figures: Iterable[Figure], out: Path | None) -> None:
    """Prints the figures, and writes them where a file is wanted."""
    found = list(figures)
    for figure in found:
        print(f"{'ok  ' if figure.ok else 'MISS'} {figure.value:7.3f}  {figure.goal}")
    keep(found, out)


def keep(figures: Iterable[Figure], out: Path | None) -> None:
    """Writes the figures as JSON, where a file is wanted."""
    if out is not None:
        out.write_text(json.dumps([asdict(figure) for figure in figures], indent=1) + "\n")


def main(
    name: str,
    what: str | None,
    measure: Callable[..., Iterable[Figure]],
    arguments: list[str] | None,
) -> int:
    """The command of a benchmark that asks for nothing else."""
    given = parser(name, what).parse_args(arguments)
    tell(measure(smoke=given.smoke), given.json)
    return 0
