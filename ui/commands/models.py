"""The language models: listed, chosen, and asked about before one is loaded for the first time."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ui.dialogs.models_list import model_in_use, models_of
from ui.dialogs.trust import ask_trust

if TYPE_CHECKING:
    from ui.dialogs.models import ModelsDialog
    from ui.main_window import MainWindow

TITLE = "Looking at the language models"


class ModelCommands:
    """Connects the dialog of the models with the worker, which reads their files."""

    def __init__(self, window: "MainWindow") -> None:
        self._window = window
        self._declined: set[tuple[str, str]] = set()
        window.actions_.on("models", self.show)

    def show(self) -> None:
        """Lists the installed models."""
        from ui.dialogs.models import ModelsDialog

        dialog = ModelsDialog(self._window.settings, self._window.ask, self._window)
        dialog.look_wanted.connect(lambda: self._look(dialog))
        dialog.look()
        dialog.exec()
        dialog.deleteLater()

    def settle(
        self, then: Callable[[], object], *, given_up: Callable[[], object] = lambda: None
    ) -> None:
        """Does `then`; before, it asks whether the model that is used may be loaded, if need be.

        Where the answer is no, `then` does without the model, and nobody is asked again until the
        program ends; the dialog of the models is there for second thoughts. `given_up` is called in
        its place where somebody stops all this before there was anything to ask.
        """
        settings, ask = self._window.settings, self._window.ask

        def known(result: Any) -> None:  # noqa: ANN401 - plain data of the worker
            model = model_in_use(models_of(result), settings.preferences.model)
            if model is not None and not model.fault:
                said = (model.title, model.sha256)
                if said not in self._declined and not ask_trust(model, settings, ask):
                    self._declined.add(said)
            then()

        job = self._window.jobs.run("models", {}, title=TITLE)
        job.done.connect(known)
        job.failed.connect(lambda _: then())
        job.cancelled.connect(lambda: given_up())

    def _look(self, dialog: "ModelsDialog") -> None:
        job = self._window.jobs.run("models", {}, title=TITLE)
        job.done.connect(dialog.show_found)  # not once it has gone, as a lambda would be called
        job.failed.connect(dialog.show_fault)
        dialog.finished.connect(job.cancel)
