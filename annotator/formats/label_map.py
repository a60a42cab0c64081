"""A file that says what the labels of other tools are called in a project."""

import csv
import io
from collections.abc import Mapping
from pathlib import Path

import orjson

from annotator.errors import BadInput
from annotator.formats.text import decode, read_bytes


def read_label_map(path: Path) -> Mapping[str, str]:
    """Names by the names in the files: a JSON object, or two columns of CSV; "" leaves out.

    Raises `BadInput` for anything else.
    """
    text = decode(read_bytes(path), str(path)).text
    if text.lstrip().startswith("{"):
        return _from_json(text, path)
    return _from_table(text, path)


def _from_json(text: str, path: Path) -> Mapping[str, str]:
    try:
        value = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise BadInput(f"{path}, line {error.lineno}: this is not JSON.") from None
    if isinstance(value, dict) and all(isinstance(one, str | None) for one in value.values()):
        return {name: one or "" for name, one in value.items()}
    raise BadInput(f"{path}: a map of labels is an object with a name for each name.")


def _from_table(text: str, path: Path) -> Mapping[str, str]:
    names: dict[str, str] = {}
    delimiter = "\t" if "\t" in text.partition("\n")[0] else ","
    try:
        for number, row in enumerate(
            csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True), start=1
        ):
            if not any(row):
                continue
            if len(row) != 2 or not row[0].strip():
                raise BadInput(f"{path}, line {number}: a row has two names, theirs and ours.")
            names[row[0].strip()] = row[1].strip()
    except csv.Error as error:
        raise BadInput(f"{path}: the table cannot be read ({error}).") from None
    return names
