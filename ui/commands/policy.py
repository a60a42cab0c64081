"""Who gets suggestions and who accepted what: what the lead decides and looks at."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.dialogs.suggestion_policy import SuggestionPolicyDialog
    from ui.main_window import MainWindow


class PolicyCommands:
    """Connects the dialog for the lead with the project and the worker."""

    def __init__(self, window: "MainWindow") -> None:
        self._window = window
        self._workspace = window.workspace
        window.actions_.on("suggestion-policy", self.show)
        self._workspace.opened.connect(lambda: self._enable(True))
        self._workspace.closing.connect(lambda: self._enable(False))
        self._enable(False)

    def _enable(self, on: bool) -> None:
        self._window.actions_["suggestion-policy"].setEnabled(on)

    def show(self) -> None:
        """Opens the dialog for the lead."""
        from annotator.suggest.names import default_stop_list
        from ui.dialogs.suggestion_policy import SuggestionPolicyDialog

        window = self._window
        dialog = SuggestionPolicyDialog(
            self._workspace, window.ask, default_stop_list(), parent=window
        )
        dialog.numbers_wanted.connect(lambda: self._count(dialog))
        dialog.exec()
        dialog.deleteLater()
        window.focus_text()

    def _count(self, dialog: "SuggestionPolicyDialog") -> None:
        arguments = {"project": str(self._workspace.project.path)}
        job = self._window.jobs.run("answered", arguments, title="Counting the answers")
        job.done.connect(dialog.answers.show_numbers)
        job.failed.connect(dialog.answers.show_fault)
        dialog.finished.connect(job.cancel)
