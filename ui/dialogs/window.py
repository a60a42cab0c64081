"""What a dialog may ask of the window that opens it."""

from typing import Protocol

from annotator.settings import Settings
from ui.ask import Ask
from ui.jobs import Jobs
from ui.theme import Theme
from ui.workspace import Workspace


class Stories(Protocol):
    """Shows stories."""

    def open_story(self, story_id: str) -> None:
        """Shows the articles of a story side by side."""


class Projects(Protocol):
    """Opens and closes projects."""

    def close(self) -> None:
        """Closes the open project."""


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
    def theme(self) -> Theme:
        """How it looks."""

    @property
    def settings(self) -> Settings:
        """Preferences."""

    @property
    def projects(self) -> Projects:
        """What opens and closes projects."""

    @property
    def stories(self) -> Stories:
        """What shows stories."""
