"""Values of JSON from files of others: line by line, or the elements of one array, one at a time.

What cannot be taken is `Refused` with its place; a file that cannot be read is `BadInput`.
"""

import io
import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

import orjson

from annotator.errors import BadInput
from annotator.formats.bundle import Item, Noted, Refused
from annotator.formats.text import decode
from annotator.formats.values import BadValue
from annotator.progress import Progress, silent

LONGEST = 64 * 1024 * 1024
"""So many bytes a line or an element may have."""
_BLOCK = 1024 * 1024
_SIGN = re.compile(rb'["\[\]{},]')
_HOLDERS = (dict, list)
_STRING = re.compile(rb'(?:[^"\\]|\\.)*+"', re.DOTALL)


class Given(NamedTuple):
    """One value of a file, where it stands, and its bytes as they are there."""

    where: str
    value: Any
    raw: bytes = b""


Found = Given | Refused | Noted


def json_values(path: Path, progress: Progress = silent) -> Iterator[Found]:
    """The lines of a JSONL file, or the elements of the one array that a JSON file holds."""
    try:
        with path.open("rb") as file:
            if _is_array(file):
                yield from _elements(file, path, progress, _Cutter())
            elif _is_spread(file):
                yield from _elements(file, path, progress, _Cutter(apart=True))
            else:
                yield from _line_values(file, path, progress)
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror or error}.") from None


def items_of(
    path: Path, read: Callable[[Any, str], Iterable[Item]], progress: Progress = silent
) -> Iterator[Item]:
    """What `read` makes of each value and its place; with what it refuses go the value's bytes.

    `read` raises `BadValue` where it can take nothing of a value.
    """
    for found in json_values(path, progress):
        if not isinstance(found, Given):
            yield found
            continue
        raw = found.raw.decode("utf-8", "replace")
        try:
            for item in read(found.value, found.where):
                yield replace(item, raw=raw) if isinstance(item, Refused) else item
        except BadValue as error:
            yield Refused(found.where, str(error), raw)


def _is_array(file: BinaryIO) -> bool:
    head = file.read(4096).removeprefix(b"\xef\xbb\xbf").lstrip()
    file.seek(0)
    # A line may hold an array, too: then more lines follow the first value.
    return head[:1] == b"["


def _is_spread(file: BinaryIO) -> bool:
    """Whether the first value goes over several lines, as in samples that were made readable."""
    head = file.read(4096).removeprefix(b"\xef\xbb\xbf").lstrip()
    file.seek(0)
    first, _, rest = head.partition(b"\n")
    open_end = first.startswith(b"{") and first.rstrip().endswith((b"{", b"[", b",", b":"))
    return open_end and rest[:1] in (b" ", b"\t", b'"')


# Lines


def _line_values(file: BinaryIO, path: Path, progress: Progress) -> Iterator[Found]:
    for line in placed_lines(file, path, progress):
        if isinstance(line, Refused):
            yield line
        else:
            yield from parsed(line.words, line.where)


class Line(NamedTuple):
    """The bytes of one line, and where it stands."""

    where: str
    words: bytes


def placed_lines(file: BinaryIO, path: Path, progress: Progress) -> Iterator[Line | Refused]:
    """The lines that hold something; those that are too long are refused."""
    total = path.stat().st_size
    done = 0
    for number, line in lines(file, path):
        where = f"{path}, line {number}"
        done += len(line)
        progress(done, total, path.name)
        if len(line) > LONGEST:
            yield Refused(where, "the line is longer than 64 MB.")
        elif line.strip():
            yield Line(where, line)


def lines(file: BinaryIO, path: Path) -> Iterator[tuple[int, bytes]]:
    """The lines with their numbers, split at line feeds only; of too long ones the beginning."""
    start = file.read(4)
    file.seek(0)
    if start.startswith((b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")):
        file = io.BytesIO(decode(file.read(), str(path)).text.encode("utf-8"))
    elif start.startswith(b"\xef\xbb\xbf"):
        file.seek(3)
    number = 0
    while line := file.readline(LONGEST + 1):
        number += 1
        rest = line
        while len(line) > LONGEST and rest and not rest.endswith(b"\n"):
            rest = file.readline(_BLOCK)
        yield number, line


def parsed(line: bytes, where: str) -> Iterator[Found]:
    """The value of one line, after what should be known about it."""
    try:
        value = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        yield Refused(where, not_json(line, error), line.decode("utf-8", "replace").rstrip("\n"))
        return
    if line.count(b'":') != _count_keys(value, line):
        yield from _keys_twice(line, where)
    yield Given(where, value, line)


def not_json(line: bytes, error: orjson.JSONDecodeError) -> str:
    """Why these bytes are no JSON."""
    if line.startswith(b"\x1f\x8b"):
        return "this is a gzip file. Unpack it first."
    try:
        line.decode("utf-8")
    except UnicodeDecodeError as broken:
        byte = line[broken.start]
        return f"byte {broken.start} (0x{byte:02x}) is not UTF-8. Save the file as UTF-8."
    if "depth" in error.msg:
        return "the JSON is nested too deeply."
    return f"column {error.colno}: this is not JSON ({error.msg.partition(':')[0]})."


def _count_keys(value: Any, line: bytes) -> int:  # noqa: ANN401 - any JSON value
    """How many keys the value of a line holds, at any depth."""
    keys = 0
    if isinstance(value, dict):
        objects = [value]
        for part in value.values():
            if part.__class__ is list:
                objects += [one for one in part if one.__class__ is dict]
            elif part.__class__ is dict:
                objects.append(part)
        if len(objects) == line.count(b"{"):  # there are no others, further down
            return sum(map(len, objects))
    waiting = [value]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            keys += len(part)
            waiting += [item for item in part.values() if item.__class__ in _HOLDERS and item]
        elif isinstance(part, list):
            waiting += [item for item in part if item.__class__ in _HOLDERS and item]
    return keys


def _keys_twice(line: bytes, where: str) -> Iterator[Noted]:
    """Names the keys that stand twice in one object, of which the last counts."""
    twice: list[str] = []

    def pairs(given: list[tuple[str, object]]) -> dict[str, object]:
        kept = dict(given)
        if len(kept) < len(given):
            names = [name for name, _ in given]
            twice.extend(name for name in kept if names.count(name) > 1)
        return kept

    json.loads(line, object_pairs_hook=pairs)
    for name in dict.fromkeys(twice):
        yield Noted(where, f"the key “{name}” stands twice; the last one was taken.")


# One array


def _elements(file: BinaryIO, path: Path, progress: Progress, cutter: "_Cutter") -> Iterator[Found]:
    """The elements of an array, each cut out by its brackets and quotes and parsed by itself."""
    total = path.stat().st_size
    number = 0
    for block in iter(lambda: file.read(_BLOCK), b""):
        progress(file.tell(), total, path.name)
        for element in cutter.cut(block):
            number += 1
            yield from _element(element, f"{path}, element {number}")
        if len(cutter.waiting) > LONGEST:
            raise BadInput(f"{path}, element {number + 1}: it is longer than 64 MB.")
    if not cutter.is_whole:
        rest = cutter.waiting.strip()
        why = (
            f"element {number + 1}: the file ends within it" if rest else "the array is not closed"
        )
        raise BadInput(f"{path}, {why}. Nothing was taken; the file may have been cut off.")


def _element(element: bytes, where: str) -> Iterator[Found]:
    try:
        yield Given(where, orjson.loads(element), element)
    except orjson.JSONDecodeError as error:
        words = element.decode("utf-8", "replace")
        yield Refused(where, not_json(element, error), words)


class _Cutter:
    """Cuts the elements out of the bytes of an array as they come.

    `apart`: there is no array around them, they stand behind each other.
    """

    def __init__(self, *, apart: bool = False) -> None:
        self.waiting = b""
        self.ended = False
        self._apart = apart
        self._depth = 0
        self._begun = 0
        self._at = 0

    @property
    def is_whole(self) -> bool:
        """Whether nothing is open any more."""
        return self.ended or (self._apart and not self.waiting.strip())

    def cut(self, block: bytes) -> Iterator[bytes]:
        """The elements that end in this block."""
        data = self.waiting + block if self.waiting else block
        at, begun, depth = self._at, self._begun, self._depth
        while not self.ended:
            found = _SIGN.search(data, at)
            if found is None:
                at = len(data)
                break
            sign = found.group()
            if sign == b'"':
                string = _STRING.match(data, found.end())
                if string is None:
                    at = found.start()  # it goes on in the next block
                    break
                at = string.end()
                continue
            at = found.end()
            if sign in b"[{":
                depth += 1
                begun = at if depth == 1 and not self._apart else begun
            elif sign in b"]}":
                depth -= 1
            if self._apart:
                if depth == 0 and sign != b",":
                    yield data[begun:at]
                    begun = at
            elif depth == 0 or (depth == 1 and sign == b","):
                element = data[begun : found.start()]
                begun = at
                self.ended = depth == 0
                if element.strip():
                    yield element
        self.waiting = data[begun:]
        self._at, self._begun, self._depth = at - begun, 0, depth
