"""Taking back: what files would bring, and afterwards what came of it, as a letter."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from annotator.errors import BadInput
from ui.ask import Ask, FileKind, plain_label
from ui.days import counted, long_day
from ui.dialogs.dialog import Dialog, copy_words, heading, table, text_view
from ui.dialogs.import_report import short
from ui.dialogs.window import Window

TEXTS = FileKind("Text", ("txt",))
_COLUMNS = ("File", "What it is", "New", "The same", "Older", "Both changed")
_SAFE = (
    "New work replaces what it descends from, older work is left, and what was changed here too is "
    "kept beside it as a second version. A backup is made first, and Undo takes all of it back."
)
File = Mapping[str, Any]
"""One of the fields of `annotator.packs.before_taking.Glance`."""


class TakeBackDialog(Dialog):
    """Shows what files would bring and asks whether to take it."""

    def __init__(self, files: Sequence[File], parent: QWidget | None = None) -> None:
        super().__init__(parent, "Take back work", _sentence(files))
        names = Counter(Path(one["path"]).name for one in files)
        self.files = table(_COLUMNS, [_row(one, names) for one in files], "Files")
        self.files.resizeColumnsToContents()
        self.body.addWidget(self.files, 1)
        not_taken = [f"{short(one['path'])}: {one['why']}" for one in files if one["why"]]
        if not_taken:
            self.body.addWidget(heading("Not to be taken"))
            view = text_view("\n".join(not_taken), "What is not taken, and why")
            lines = min(len(not_taken), 5) + 1
            view.setFixedHeight(lines * view.fontMetrics().lineSpacing() + 16)
            self.body.addWidget(view)
        self.body.addWidget(plain_label(_SAFE, part="faint"))
        self.button("Cancel", self.reject)
        self.go_on = self.button("Take back", self.accept, default=True)
        self.letters(130, min(32, 15 + 2 * len(files)) + (6 if not_taken else 0))
        nothing = all(one["why"] for one in files)
        self.say_problem("Nothing of this can be taken." if nothing else "", self.go_on)
        if not nothing:
            self.go_on.setFocus()


def _sentence(files: Sequence[File]) -> str:
    good = [one for one in files if not one["why"]]
    people = list(dict.fromkeys(name for one in good for name in one["people"]))
    said = f"{counted(len(good), 'file')} to take back"
    if 0 < len(people) <= 6:
        said += f", with work of {', '.join(people)}"
    return f"{said}. Nothing is changed before you say so."


def _row(one: File, names: Mapping[str, int]) -> tuple[str, ...]:
    name = Path(one["path"]).name
    name = short(one["path"]) if names[name] > 1 else name
    if one["why"]:
        return (name, "cannot be taken", "", "", "", "")
    if one["kind"] == "records":
        number = one["records"]
        there = f"more than {number:,}" if one["more"] else f"{number:,}"
        what = f"{there} record{'' if number == 1 else 's'}, not compared yet"
        return (name, what, "", "", "", "")
    numbers = (str(one[key] or "–") for key in ("new", "same", "older", "diverged"))
    what = "a copy of the project"
    if one["kind"] == "pack":
        made = f", {long_day(one['made_at'])}" if one["made_at"] else ""
        what = f"pack for {one['made_for']}{made}"
    return (name, what, *numbers)


class LetterDialog(Dialog):
    """Shows what came of a taking back, as a letter to read, copy and save.

    `resolves` is true after it was left to look at what was changed on both sides.
    """

    def __init__(self, report: Mapping[str, Any], ask: Ask, parent: QWidget | None = None) -> None:
        super().__init__(parent, "Take back work", outcome(report))
        self._ask = ask
        self._report = report
        self.resolves = False
        refused = [(short(one["where"]), one["why"]) for one in _refused(report)]
        if refused:
            self.body.addWidget(heading("Not taken"))
            self.refused = table(("What", "Why"), refused, "What was not taken")
            self.refused.resizeColumnToContents(0)
            self.body.addWidget(self.refused, 1)
        self.body.addWidget(heading("The letter"))
        self.letter = text_view(report["words"], "The letter")
        self.body.addWidget(self.letter, 2)
        self.button("Copy as text", lambda: copy_words(report["words"]), left=True)
        self.button("Save…", self._save, left=True)
        if _diverged(report):
            self.button("Close", self.accept)
            self.button("Look at both versions…", self._resolve, default=True).setFocus()
        else:
            self.button("Close", self.accept, default=True).setFocus()
        self.letters(112, 38 if refused else 32)

    def _resolve(self) -> None:
        self.resolves = True
        self.accept()

    def _save(self) -> None:
        path = self._ask.save_file("Save the letter", (TEXTS,))
        if path is None:
            return
        try:
            path.write_text(self._report["words"], encoding="utf-8", newline="")
        except OSError as error:
            sentence = f"{path} cannot be written: {error.strerror}. Choose another place."
            self._ask.tell_error(BadInput(sentence))


def outcome(report: Mapping[str, Any]) -> str:
    """What came of a taking back, in a sentence."""
    people = [person for file in report["files"] for person in file["annotators"]]
    new = sum(len(person["new"]) for person in people)
    diverged, refused = _diverged(report), len(_refused(report))
    if not report["step"]:
        said = "Nothing was new, so the project is as it was."
    else:
        said = f"Taken back: {counted(new, 'article')}."
    if diverged:
        said += f" Changed on both sides: {counted(diverged, 'article')}, kept twice."
    if refused:
        said += f" Not taken: {refused}; the reasons are below."
    return said


def _diverged(report: Mapping[str, Any]) -> int:
    return sum(len(one["diverged"]) for file in report["files"] for one in file["annotators"])


def _refused(report: Mapping[str, Any]) -> list[Mapping[str, str]]:
    return [one for file in report["files"] for one in file["refused"]]


class TakingBack:
    """One taking back, from the first glance to the letter."""

    def __init__(self, window: Window, paths: Sequence[Path]) -> None:
        self._window = window
        workspace = window.workspace
        self._project = str(workspace.project.path)
        self._arguments = {
            "project": self._project,
            "by": workspace.annotator_id,
            "paths": [str(path) for path in paths],
        }

    def begin(self) -> None:
        """Looks at the files, asks, and takes back when the answer is yes."""
        job = self._window.jobs.run("glance", self._arguments, title="Looking at the files")
        job.failed.connect(self._window.ask.tell)
        # A bound method would be held weakly, and nobody else holds this object.
        job.done.connect(lambda result: self._looked(result["files"]))

    def _is_open(self) -> bool:
        workspace = self._window.workspace
        return workspace.is_open and str(workspace.project.path) == self._project

    def _looked(self, files: Sequence[File]) -> None:
        if not self._is_open():
            return
        dialog = TakeBackDialog(files, self._window.ask.parent)
        said = dialog.exec()
        dialog.deleteLater()
        if said and self._is_open():
            job = self._window.jobs.run("merge", self._arguments, title="Taking back")
            job.failed.connect(self._window.ask.tell)
            job.done.connect(lambda report: self._taken(report))

    def _taken(self, report: Any) -> None:  # noqa: ANN401 - plain data of the worker
        dialog = LetterDialog(report, self._window.ask, self._window.ask.parent)
        dialog.exec()
        resolves = dialog.resolves
        dialog.deleteLater()
        if resolves and self._is_open():
            from ui.dialogs.resolve import resolve_versions

            resolve_versions(self._window)


def take_back(window: Window, paths: Sequence[Path]) -> None:
    """Takes back what was done in files."""
    TakingBack(window, paths).begin()
