"""Files and folders that appear whole or not at all."""

import contextlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Set
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from annotator.errors import AnnotatorError, BadInput
from annotator.formats.swap import swapped

TOOL = "Annotator"


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """A file to write, and to read what was written, that takes the place of `path` when the block
    ends without an error."""
    if path.is_dir():
        raise BadInput(f"{path} is a folder. Name a file.")
    with _told(path), _room_beside(path) as room:
        draft = room / "draft"
        with draft.open("x+b") as file:
            yield file
            _to_disk(file)
        draft.replace(path)
        _folder_to_disk(path.parent)


@contextmanager
def whole_folder(path: Path, names: Set[str], mark: str) -> Iterator[Path]:
    """A folder to write into, which takes the place of `path` when the block ends without an error.

    `names` are the files that may stand there from before; they go unless written again. A folder
    that holds anything else, or whose README.md lacks `mark`, is refused.
    """
    _check_folder(path, names, mark)
    with _told(path), _room_beside(path) as room:
        draft = room / "draft"
        draft.mkdir()
        yield draft
        for file in draft.iterdir():
            with file.open("rb") as written:
                os.fsync(written.fileno())
        _folder_to_disk(draft)
        _take_place(draft, path, room)
        _folder_to_disk(path.parent)


MANIFEST = "export.json"
"""Says in a folder of several files what an export wrote there, and what its names stand for."""


@contextmanager
def whole_tree(path: Path, about: Mapping[str, object]) -> Iterator[Path]:
    """A folder to write files and folders into, which takes the place of `path` at the end.

    `about` goes into `MANIFEST`, with the list of files; it may grow until the end. What stood at
    `path` goes, if an earlier export wrote every file of it; else that is refused.
    """
    _check_tree(path)
    with _told(path), _room_beside(path) as room:
        draft = room / "draft"
        draft.mkdir()
        yield draft
        files = sorted(_files_below(draft))
        for name in files:
            with (draft / name).open("rb") as written:
                os.fsync(written.fileno())
        words = json.dumps({"tool": TOOL, **about, "files": files}, ensure_ascii=False, indent=1)
        (draft / MANIFEST).write_text(words + "\n", encoding="utf-8", newline="\n")
        _take_place(draft, path, room)
        _folder_to_disk(path.parent)


def read_manifest(folder: Path) -> dict[str, Any]:
    """What an export said about its folder; {} where there is nothing of the kind."""
    try:
        value = json.loads((folder / MANIFEST).read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) and value.get("tool") == TOOL else {}


def texts_by_name(value: object) -> dict[str, str]:
    """An object of JSON as names with texts; what is none is left out."""
    if not isinstance(value, dict):
        return {}
    return {key: text for key, text in value.items() if isinstance(text, str)}


def _check_tree(path: Path) -> None:
    if not path.exists():
        return
    if not path.is_dir():
        raise BadInput(f"{path} is a file. Name a new folder, or one with an earlier export.")
    listed = read_manifest(path).get("files")
    known = {MANIFEST, *(listed if isinstance(listed, list) else ())}
    others = [name for name in _files_below(path) if name not in known]
    if others:
        raise BadInput(
            f"{path} holds {others[0]}, which is no part of an export. Name another folder."
        )


def _files_below(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("*")):
        if path.is_symlink() or not path.is_dir():
            yield path.relative_to(folder).as_posix()


def _check_folder(path: Path, names: Set[str], mark: str) -> None:
    if not path.exists():
        return
    if not path.is_dir():
        raise BadInput(f"{path} is a file. Name a new folder, or one with an earlier export.")
    found = sorted(entry.name for entry in path.iterdir())
    others = [name for name in found if name not in names or (path / name).is_dir()]
    if others:
        raise BadInput(
            f"{path} holds {others[0]}, which is no part of an export. Name another folder."
        )
    if found and mark not in _start(path / "README.md"):
        raise BadInput(f"{path} holds files that this program did not write. Name another folder.")


def _start(path: Path) -> str:
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            return file.read(4096)
    except OSError:
        return ""


def _take_place(draft: Path, path: Path, room: Path) -> None:
    """Puts a folder in the place of an earlier one, which goes with the room."""
    path = path.resolve()
    if not path.exists():
        draft.replace(path)
        return
    draft.chmod(path.stat().st_mode)
    if swapped(draft, path):
        return
    earlier = room / "earlier"
    path.replace(earlier)
    try:
        draft.replace(path)
    except OSError:
        earlier.replace(path)
        raise


@contextmanager
def _room_beside(path: Path) -> Iterator[Path]:
    """A folder on the same disk, gone afterwards."""
    if "\0" in str(path):
        raise BadInput("A file name cannot hold the character NUL.")
    if not path.parent.is_dir():
        raise BadInput(f"The folder {path.parent} does not exist.")
    room = Path(tempfile.mkdtemp(prefix=".annotator-", dir=path.parent))
    try:
        yield room
    finally:
        shutil.rmtree(room, ignore_errors=True)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise AnnotatorError(
            f"{path} could not be written: {error.strerror or error}. "
            "What stood there before is unchanged."
        ) from error


def _to_disk(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())


def _folder_to_disk(folder: Path) -> None:
    # Windows cannot open a folder; renames are on disk there when they return.
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
