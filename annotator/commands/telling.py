"""How commands talk: answers on standard output, words for people on standard error."""

import json
import os
import sys
from collections.abc import Callable

from annotator.errors import AnnotatorError


def guarded(run: Callable[[], int]) -> int:
    """Runs something; errors of the world become a sentence and exit code 1."""
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
    return code


def say(words: str) -> None:
    """Words for people."""
    print(words, file=sys.stderr)


def tell(line: str) -> None:
    """A line of an answer in words; letters that the terminal does not know are escaped."""
    encoding = sys.stdout.encoding or "utf-8"
    print(line.encode(encoding, "backslashreplace").decode(encoding))


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
        print(f"\r\033[K{part}  {what[:60]}", end=end, file=sys.stderr, flush=True)
