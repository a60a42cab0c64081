"""How an export in the format of another tool would begin: the first records, really written."""

import tempfile
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from annotator.formats.bundle import ReadingRecord
from annotator.formats.format import WriteOptions
from annotator.formats.losses import Losses
from annotator.formats.registry import format_named
from annotator.project import Project
from annotator.transfer.export_options import ExportOptions, Preview
from annotator.transfer.selection import Kept, Selection

_SHOWN = 6000
_PASSED_OVER = frozenset({"export.json", "README.md", "scheme.json"})


def preview_as(project: Project, options: ExportOptions, *, limit: int = 3) -> Preview:
    """The beginning of the files that an export would make of the first records."""
    known = format_named(options.format)
    with project.snapshot() as records:
        selection = Selection(records, options)
        first = list(islice(Kept(selection, known, Losses()), limit))
        if not first or known.write is None:
            return Preview((), selection.count)
        with tempfile.TemporaryDirectory(prefix="annotator-") as room:
            folder = Path(room) / "export"
            known.write(folder, first, WriteOptions(selection.scheme, choices=options.choices))
            lines = tuple(_begin(folder, first))
        return Preview(lines, selection.count)


def _begin(folder: Path, records: Sequence[ReadingRecord]) -> list[str]:
    """Each file's name with its beginning; of what is no text, the size."""
    shown: list[str] = []
    room = _SHOWN
    for path in sorted(folder.rglob("*")):
        if path.is_dir() or path.name in _PASSED_OVER or room <= 0:
            continue
        data = path.read_bytes()
        try:
            words = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            words = f"({len(data):,} bytes for {len(records)} records)"
        cut = words if len(words) <= room else f"{words[:room]} …"
        room -= len(cut)
        shown.append(f"{path.relative_to(folder).as_posix()}\n\n{cut}".rstrip())
    return shown
