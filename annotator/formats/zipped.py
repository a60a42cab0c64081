"""Zip archives of exports, such as one file for each annotator: unpacked with care.

An archive is taken as somebody else's: names that would lead elsewhere, links, two members of one
name, locked ones and what would unpack to something huge are refused before anything is read.
"""

import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from annotator.errors import BadInput
from annotator.formats.bundle import Item, ReadingRecord

ENDING = ".zip"
_LARGEST = 2 * 1024**3
_RATIO = 100
_SMALL = 1 << 20
_MOST = 2000
_BLOCK = 1 << 20
_HEAD = 64 * 1024
_LINK = 0o120000
_ERRORS = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)
"""What `zipfile` raises for archives that are damaged, locked or packed in a way it lacks."""


@dataclass(frozen=True, slots=True)
class Member:
    """A file of an archive: its name there, and where it lies now."""

    name: str
    path: Path

    def placed(self, items: Iterable[Item], archive: Path) -> Iterator[Item]:
        """The items of this file, with their places as the archive has them."""
        old, new = str(self.path), f"{archive}, {self.name}"
        try:
            for item in items:
                here = replace(item, where=item.where.replace(old, new))
                if isinstance(here, ReadingRecord):
                    article = replace(here.article, where=here.article.where.replace(old, new))
                    here = replace(here, article=article)
                yield here
        except BadInput as error:
            raise BadInput(str(error).replace(old, new)) from None


@contextmanager
def unzipped(path: Path, endings: tuple[str, ...]) -> Iterator[list[Member]]:
    """The files in an archive with these endings, in order of their names; gone afterwards.

    Raises `BadInput` for an archive that cannot be trusted or read, or holds none.
    """
    with tempfile.TemporaryDirectory(prefix="annotator-") as room:
        try:
            with zipfile.ZipFile(path) as archive:
                members = _unpacked(archive, path, endings, Path(room))
        except _ERRORS as error:
            raise BadInput(f"{path} cannot be read as a zip archive: {error}.") from None
        except OSError as error:
            raise BadInput(f"{path} cannot be read: {error.strerror or error}.") from None
        if not members:
            raise BadInput(f"{path} holds no file that ends in {' or '.join(endings)}.")
        yield members


def first_bytes(path: Path, endings: tuple[str, ...]) -> tuple[str, bytes]:
    """The name and the beginning of the first file with one of the endings; "" if none is there."""
    try:
        with zipfile.ZipFile(path) as archive:
            for info in sorted(archive.infolist(), key=lambda one: one.filename):
                if info.filename.lower().endswith(endings) and not info.flag_bits & 1:
                    with archive.open(info) as file:
                        return info.filename, file.read(_HEAD)
    except (*_ERRORS, OSError):
        pass
    return "", b""


def _unpacked(
    archive: zipfile.ZipFile, path: Path, endings: tuple[str, ...], room: Path
) -> list[Member]:
    infos = [info for info in archive.infolist() if not info.is_dir()]
    _check(infos, path)
    limit = min(
        _LARGEST, max(_SMALL, _RATIO * path.stat().st_size), shutil.disk_usage(room).free // 2
    )
    size = 0
    members: list[Member] = []
    for number, info in enumerate(sorted(infos, key=lambda one: one.filename)):
        if not info.filename.lower().endswith(endings):
            continue
        # The names in an archive are never names on this disk.
        place = room / f"{number}{PurePosixPath(info.filename).suffix.lower()}"
        with archive.open(info) as packed, place.open("xb") as file:
            for block in iter(lambda: packed.read(_BLOCK), b""):
                size += len(block)
                if size > limit:
                    raise BadInput(f"{path} would unpack to more than {limit >> 20} MB. Refused.")
                file.write(block)
        members.append(Member(info.filename, place))
    return members


def _check(infos: list[zipfile.ZipInfo], path: Path) -> None:
    if len(infos) > _MOST:
        raise BadInput(f"{path} holds more than {_MOST} files. Unpack it first.")
    names = [info.filename for info in infos]
    for info in infos:
        name = info.filename
        parts = PurePosixPath(name).parts
        why = ""
        if name.startswith("/") or ".." in parts or any(sign in name for sign in "\\\0:"):
            why = "has a name that leads out of it"
        elif names.count(name) > 1:
            why = "stands in it twice"
        elif info.external_attr >> 16 & 0o170000 == _LINK:
            why = "is a link"
        elif info.flag_bits & 1:
            why = "is locked with a password"
        elif name.lower().endswith(ENDING):
            why = "is an archive, too. Unpack it first"
        if why:
            raise BadInput(f"{path}: “{name}” {why}.")
