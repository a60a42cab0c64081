"""What an import did: what came in, what was there already, what was refused and why."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from annotator.transfer.report import told
from ui.dialogs.dialog import Dialog, copy_words, table, text_view

FileReport = Mapping[str, Any]
"""One of `files` in the report: path, format, articles, spans, relations, attributes,
duplicates, refused (`where`, `why`) and warnings (`where`, `what`)."""

_COUNTS = ("articles", "spans", "relations", "duplicates")
_COLUMNS = ("File", "Format", "Articles", "Spans", "Relations", "Already there", "Refused")


class ImportReportDialog(Dialog):
    """Shows the report of an import; it can be copied as text."""

    def __init__(self, files: Sequence[FileReport], parent: QWidget | None = None) -> None:
        super().__init__(parent, "Import", in_a_sentence(files))
        self._files = tuple(files)
        rows = [
            (
                short(file["path"]),
                file["format"],
                *(str(file[count] or "–") for count in _COUNTS),
                str(len(file["refused"]) or "–"),
            )
            for file in files
        ]
        self.table = table(_COLUMNS, rows, "Imported files")
        self.body.addWidget(self.table, 1)
        details = "\n".join(_details(files))
        if details:
            self.body.addWidget(text_view(details, "What was refused, and what to know"), 1)
        self.button("Copy as text", lambda: copy_words(self.text()), left=True)
        self.button("Close", self.accept, default=True).setFocus()
        self.letters(116, 30 if details else 18)

    def text(self) -> str:
        """The whole report as text."""
        lines = [in_a_sentence(self._files), ""]
        for file in self._files:
            counts = ", ".join(f"{file[count]} {count}" for count in _COUNTS)
            lines.append(f"{file['path']} ({file['format']}): {counts}")
        return "\n".join([*lines, "", *_details(self._files)]).rstrip() + "\n"


def in_a_sentence(files: Sequence[FileReport]) -> str:
    """What came in, was left out and was refused, in one sentence."""
    parts = [
        _counted(sum(file[what] for file in files), word)
        for what, word in (("articles", "article"), ("spans", "span"), ("relations", "relation"))
        if what == "articles" or sum(file[what] for file in files)
    ]
    said = f"Came in: {', '.join(parts)}."
    already = sum(file["duplicates"] for file in files)
    if already:
        said += f" There already, and left as they are: {already}."
    refused = sum(len(file["refused"]) for file in files)
    if refused:
        said += f" Refused: {refused}; the reasons are below."
    return said


def needs_reading(files: Sequence[FileReport]) -> bool:
    """Whether there is more to the report than that all came in."""
    return any(file["refused"] or file["warnings"] or file["duplicates"] for file in files)


def _details(files: Sequence[FileReport]) -> Iterator[str]:
    for file in files:
        path = file["path"]
        lines = [f"refused: {told(path, one['where'], one['why'])}" for one in file["refused"]]
        lines += [told(path, one["where"], one["what"]) for one in file["warnings"]]
        if lines:
            yield short(path)
            yield from (f"    {line}" for line in lines)


def short(path: str) -> str:
    """A path as tables show it: its last two parts."""
    parts = path.replace("\\", "/").rstrip("/").split("/")
    return "/".join(parts[-2:])


def _counted(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"
