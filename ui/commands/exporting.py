"""One export, from the question to the report."""

from collections.abc import Mapping
from typing import Any

from ui.dialogs.export import ExportDialog
from ui.dialogs.exported import ExportedDialog
from ui.dialogs.window import Window


class Exporting:
    """One export, from the question to the report."""

    def __init__(self, window: Window) -> None:
        self._window = window
        project = window.workspace.project
        self._place = {
            "project": str(project.path),
            "read_only": project.read_only,
        }
        self._dialog = ExportDialog(
            project.annotators(), project.path, window.ask, window.ask.parent
        )
        self._dialog.preview_wanted.connect(lambda options: self._preview(options))

    def begin(self) -> None:
        """Asks, and exports when the answer is yes."""
        said, wanted = self._dialog.exec(), self._dialog.wanted
        self._dialog.deleteLater()
        if not said:
            return
        arguments = {**self._place, "out": str(wanted.out), "options": wanted.options}
        job = self._window.jobs.run("export", arguments, title="The export")
        job.failed.connect(self._window.ask.tell)
        # A bound method would be held weakly, and nobody else holds this object.
        job.done.connect(lambda report: self._exported(report))

    def _preview(self, options: Mapping[str, Any]) -> None:
        dialog = self._dialog
        place = {**self._place, "out": str(dialog.wanted.out)}
        arguments = {**place, "options": {**options, "split": None}}
        job = self._window.jobs.run("preview", arguments, title="Preview")
        job.done.connect(dialog.show_beginning)  # not once it has gone, as a lambda would be called
        job.failed.connect(dialog.show_no_preview)
        dialog.finished.connect(job.cancel)

    def _exported(self, report: Any) -> None:  # noqa: ANN401 - plain data of the worker
        dialog = ExportedDialog(report, self._window.ask.parent)
        dialog.exec()
        dialog.deleteLater()


def export_project(window: Window) -> None:
    """Exports the open project."""
    Exporting(window).begin()
