"""The program's logs: where and when, and nothing of what anybody labels.

A log is sent to whoever looks after the program, so no text, note, name or name of a file may stand
in it. Messages of errors hold such things (what was looked up, the parameters of a query, the file
that could not be read), therefore none is written: only its kind, its number where it has one, and
the places in the program it came through. Of what is logged on purpose, the words are ours; of
their arguments only numbers, ids, values of enumerations and `Word`s are written. Other packages
log what they like, so of them only the place is written.
"""

import logging
import sqlite3
import time
from collections.abc import Iterator
from enum import Enum
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from uuid import UUID

from annotator.settings import log_folder, log_level

BYTES = 1_000_000
OURS = ("annotator", "ui", "__main__")
FRAMES = 60
"""So many places of one error are written at most: the first and the last half of them."""


class Word(str):
    """A word of the program itself, such as the name of a task: it may stand in a log."""

    __slots__ = ()


class WithoutData(logging.Formatter):
    """Writes records without any data; see above. Times are UTC."""

    def __init__(self) -> None:
        super().__init__()
        self.converter = time.gmtime

    def format(self, record: logging.LogRecord) -> str:
        """One line, and the places an error came through."""
        place = f"{_short(record.pathname)}:{record.lineno}"
        line = f"{self.formatTime(record)} {record.levelname} {record.name}: "
        line += _said(record) if record.name.split(".")[0] in OURS else f"said something at {place}"
        if record.exc_info and record.exc_info[1] is not None:
            line += f"\n{way_to(record.exc_info[1], record.exc_info[2])}"
        return line


def write_log(name: str, folder: Path | None = None, *, older: int = 3) -> Path | None:
    """Write what is logged to a file in the log folder; None where it cannot be written.

    Once it has 1 MB it is put aside; so many `older` ones are kept.
    """
    place = folder or log_folder()
    try:
        place.mkdir(parents=True, exist_ok=True)
        file = RotatingFileHandler(
            place / name, maxBytes=BYTES, backupCount=older, encoding="utf-8"
        )
    except OSError:
        return None
    file.setFormatter(WithoutData())
    root = logging.getLogger()
    root.addHandler(file)
    root.setLevel(log_level())
    return place / name


def close_logs() -> None:
    """Close the files that `write_log` opened."""
    root = logging.getLogger()
    for handler in [each for each in root.handlers if isinstance(each, RotatingFileHandler)]:
        root.removeHandler(handler)
        handler.close()


def way_to(error: BaseException, trace: TracebackType | None = None) -> str:
    """The kinds of an error and of those behind it, each with the places it came through."""
    return "\n".join(_lines(error, trace or error.__traceback__, set()))


def _lines(error: BaseException, trace: TracebackType | None, seen: set[int]) -> Iterator[str]:
    seen.add(id(error))
    behind = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if behind is not None and id(behind) not in seen:
        yield from _lines(behind, behind.__traceback__, seen)
        yield "which led to" if error.__cause__ else "and after it"
    yield _kind(error)
    yield from _places(trace)
    for one in error.exceptions if isinstance(error, BaseExceptionGroup) else ():
        if id(one) not in seen:
            yield from _lines(one, one.__traceback__, seen)


def _kind(error: BaseException) -> str:
    kind = type(error)
    place = "" if kind.__module__ == "builtins" else f"{kind.__module__}."
    name = f"{place}{kind.__qualname__}"
    original = getattr(error, "orig", None)  # what SQLAlchemy's errors are about
    codes = [_code(one) for one in (error, original) if isinstance(one, BaseException)]
    said = " ".join(code for code in codes if code)
    return f"{name} ({said})" if said else name


def _code(error: BaseException) -> str:
    """What the system or SQLite called it: a number or a constant of theirs."""
    if isinstance(error, sqlite3.Error):
        return str(getattr(error, "sqlite_errorname", "") or "")
    number = error.errno if isinstance(error, OSError) else None
    return f"errno {number}" if isinstance(number, int) else ""


def _places(trace: TracebackType | None) -> list[str]:
    lines = []
    while trace is not None:
        code = trace.tb_frame.f_code
        lines.append(f"  {_short(code.co_filename)}:{trace.tb_lineno} in {code.co_qualname}")
        trace = trace.tb_next
    if len(lines) > FRAMES:
        half = FRAMES // 2
        lines[half:-half] = [f"  … {len(lines) - FRAMES} more …"]
    return lines


def _short(file: str) -> str:
    """A file of the program from its package on: what stands before is somebody's folder."""
    parts = Path(file).parts
    for stop in ("site-packages", "dist-packages"):
        if stop in parts:
            return "/".join(parts[parts.index(stop) + 1 :])
    ours = [at for at, part in enumerate(parts[:-1]) if part in OURS]
    return "/".join(parts[ours[-1] :] if ours else parts[-1:])


def _said(record: logging.LogRecord) -> str:
    words = record.msg if isinstance(record.msg, str) else type(record.msg).__name__
    arguments = record.args if isinstance(record.args, tuple) else (record.args,)
    if not record.args:
        return words
    try:
        return words % tuple(_shown(one) for one in arguments)
    except (TypeError, ValueError):
        return words


def _shown(value: object) -> object:
    if value is None or isinstance(value, int | float | Enum | Word):
        return value
    if isinstance(value, str):
        return value if _is_id(value) else f"<{len(value)} characters>"
    if isinstance(value, tuple | list):
        return "[" + ", ".join(str(_shown(one)) for one in value) + "]"
    return f"<{type(value).__name__}>"


def _is_id(words: str) -> bool:
    try:
        return str(UUID(words)) == words
    except ValueError:
        return False
