"""A window for dialogs: the real workspace and worker, and answers given beforehand."""

from pathlib import Path

from annotator.model.people import Annotator
from annotator.project import Project
from tests.annotator.samples import SCHEME
from tests.ui.scripted_ask import ScriptedAsk
from ui.jobs import Jobs
from ui.workspace import Workspace

ADA = Annotator("ada", "Ada")


class OpenedStories:
    """Keeps which stories were to be shown."""

    def __init__(self) -> None:
        self.opened: list[str] = []

    def open_story(self, story_id: str) -> None:
        self.opened.append(story_id)


class TrialWindow:
    """What the dialogs know of the window."""

    __test__ = False

    def __init__(self, folder: Path) -> None:
        self.workspace = Workspace()
        self.workspace.take(Project.create(folder / "p.annotator", SCHEME))
        self.workspace.set_annotator(ADA)
        self.jobs = Jobs(self.workspace)
        self.ask = ScriptedAsk()
        self.stories = OpenedStories()

    def close(self) -> None:
        self.jobs.shut_down()
        self.workspace.close()
