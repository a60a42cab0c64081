"""A comparison as a file."""

import json
from pathlib import Path

from annotator.agree.many import Many
from annotator.agree.page import page
from annotator.errors import BadInput
from annotator.settings import write_whole


def write_html(found: Many, path: Path) -> None:
    """Writes it as one page, to read or to print. Raises `BadInput` where it cannot be written."""
    _write(path, page(found))


def write_json(found: Many, path: Path) -> None:
    """Writes what `annotator compare --json` prints; raises as `write_html`."""
    _write(path, json.dumps(found.plain(), ensure_ascii=False, indent=1) + "\n")


def _write(path: Path, words: str) -> None:
    try:
        write_whole(path, words.encode())
    except OSError as error:
        raise BadInput(f"{path} cannot be written: {error.strerror}.") from error
