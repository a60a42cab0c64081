"""How commands talk: answers on standard output, words for people on standard error."""

import json
import logging
import os
import sys
from collections.abc import Callable

from annotator.errors import AnnotatorError
from annotator.logs import close_logs, write_log

log = logging.getLogger(__name__)

_CONTROLS = {
    code: chr(code).encode("unicode_escape").decode("ascii")
    for code in (
        *(code for code in range(32) if chr(code) not in "\t\n"),
        *range(0x7F, 0xA0),
        *range(0x202A, 0x202F),
        *range(0x2066, 0x206A),
    )
}
"""Characters that move the cursor, colour or turn round what follows, and what is shown of them."""


def guarded(run: Callable[[], int]) -> int:
    """Runs something; errors of the world become a sentence and exit code 1.

    So does a fault of the program, or a project that is damaged in a way nobody thought of: the way
    to it is in the log.
    """
    try:
        code = run()
        sys.stdout.flush()
    except AnnotatorError as error:
        say(str(error))
        return 1
    except KeyboardInterrupt:
        say("Stopped. Nothing was changed.")
        return 130
    except BrokenPipeError:
        # Whoever read the answer went away; without this Python complains again at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        say(f"{where}{error.strerror or error}.")
        return 1
    except Exception as error:
        say(_unforeseen(error))
        return 1
    return code


def _unforeseen(error: Exception) -> str:
    if isinstance(error, MemoryError):
        return "There was not enough memory for this."
    path = write_log("annotator.log")
    log.error("Not caught in a command", exc_info=error)
    close_logs()
    where = f"How it came about is in {path}, without any of your data. " if path else ""
    return (
        f"Something went wrong inside the program ({type(error).__name__}), and this was not "
        f"finished. {where}“annotator check” tells whether a project is damaged."
    )


def say(words: str) -> None:
    """Words for people."""
    print(_without_controls(words), file=sys.stderr)


def tell(line: str) -> None:
    """A line of an answer in words; letters that the terminal does not know are escaped."""
    encoding = sys.stdout.encoding or "utf-8"
    print(_without_controls(line).encode(encoding, "backslashreplace").decode(encoding))


def _without_controls(words: str) -> str:
    """Names come from files of strangers: what would steer the terminal is shown instead."""
    return words.translate(_CONTROLS)


def answer(value: object) -> None:
    """An answer as JSON on standard output."""
    words = json.dumps(value, ensure_ascii=False)
    try:
        words.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        words = json.dumps(value)
    print(words)


def show_progress(done: int, total: int, what: str) -> None:
    """Progress on one line of a terminal; nothing where nobody looks."""
    if sys.stderr.isatty():
        part = f"{done} of {total}" if total else str(done)
        end = "\n" if total and done >= total else ""
        about = _without_controls(" ".join(what[:60].split()))
        print(f"\r\033[K{part}  {about}", end=end, file=sys.stderr, flush=True)
