"""The program's entry: a sub-command works without Qt, everything else opens the window."""

import sys
from collections.abc import Sequence

from annotator.errors import AnnotatorError


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the program with these arguments; returns the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    from annotator import cli

    if given and given[0] == "demo":
        from ui import demo

        return cli.guarded(lambda: demo.main(given[1:]))
    if given and (given[0] in cli.COMMANDS or given[0] in ("--version", "-h", "--help")):
        return cli.main(given)
    return cli.guarded(lambda: _window(given))


def _window(given: list[str]) -> int:
    from ui.preflight import missing_libraries, no_screen

    problem = no_screen() or missing_libraries()
    if problem:
        raise AnnotatorError(f"{problem} The commands work without a window: annotator --help")
    from ui.app import run

    return run(given)


if __name__ == "__main__":
    sys.exit(main())
