"""The program's entry: a sub-command works without Qt, everything else opens the window."""

import sys
from collections.abc import Sequence
from pathlib import Path

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
    if given and _is_no_command(given[0]):
        cli.say(f"There is no command and no file “{given[0]}”. See: annotator --help")
        return 2
    return cli.guarded(lambda: _window(given))


def _is_no_command(word: str) -> bool:
    """Whether a word can only have been meant as a command: not an option, not a path."""
    return word.isidentifier() and not Path(word).exists()


def _window(given: list[str]) -> int:
    from ui.preflight import missing_libraries, no_screen

    problem = no_screen() or missing_libraries()
    if problem:
        raise AnnotatorError(f"{problem}\nThe commands work without a window: annotator --help")
    from ui.app import run

    return run(given)


if __name__ == "__main__":
    sys.exit(main())
