"""What a dialog may ask of the window that opens it."""

from typing import Protocol

from ui.ask import Ask
from ui.jobs import Jobs
from ui.workspace import Workspace


class Stories(Protocol):
    """Shows stories."""

    def open_story(self, story_id: str) -> None:
        """Shows the articles of a story side by side."""


class Window(Protocol):
    """The window, as far as dialogs know it; `ask.parent` is the widget they stand over."""

    @property
    def workspace(self) -> Workspace:
        """The open project."""

    @property
    def jobs(self) -> Jobs:
        """Long work."""

    @property
    def ask(self) -> Ask:
        """Questions."""

    @property
    def stories(self) -> Stories:
        """What shows stories."""
