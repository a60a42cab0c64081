"""Working in a team: handing out packs, opening them, handing them back, taking work back."""

import json
from collections.abc import Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from annotator.changes import Changes
from annotator.errors import AnnotatorError
from annotator.identities import Identities
from annotator.model.people import Annotator
from annotator.model.reading import Status
from annotator.model.story import text_sha256
from ui.ask import PROJECTS, FileKind

if TYPE_CHECKING:
    from annotator.model.pack import PackFacts
    from ui.main_window import MainWindow

SUFFIX = ".annotator"
RECORDS = FileKind("Records", ("jsonl",))
WORK = FileKind("Packs, projects and records", ("annotator", "jsonl"))
MINE = "pack is mine"
"""What the window remembers of a pack: that whoever sits here said it is theirs."""
SOON_MS = 200
"""How long after a change it is counted again what waits and what is done."""


class PackCommands:
    """Connects what the File menu offers for a team, and the two bars that tell of it."""

    def __init__(self, window: "MainWindow") -> None:
        self._window = window
        self._workspace = window.workspace
        for name, do in {
            "hand-out": self.hand_out,
            "take-back": self.ask_and_take_back,
            "resolve": self.resolve,
            "hand-back": self.hand_back,
        }.items():
            window.actions_.on(name, do)
        window.pack_bar.hand_back_wanted.connect(self.hand_back)
        window.status.resolve_wanted.connect(self.resolve)
        self._soon = QTimer(window, singleShot=True, interval=SOON_MS)
        self._soon.timeout.connect(self._look)
        self._workspace.opened.connect(self._look)
        self._workspace.closing.connect(self._closing)
        self._workspace.changed.connect(self._changed)
        self._workspace.annotator_changed.connect(self._soon.start)
        self._enable()

    # What there is to tell

    def _changed(self, changes: Changes) -> None:
        if changes.everything or changes.readings or changes.annotators:
            self._soon.start()

    def _closing(self) -> None:
        self._soon.stop()
        self._window.pack_bar.hide()
        self._window.status.show_waiting(0)
        QTimer.singleShot(0, self._window, self._enable)

    def _look(self) -> None:
        if not self._workspace.is_open:
            return
        pack = self._workspace.project.pack_of()
        if pack is not None:
            self._window.pack_bar.tell(pack, *self._progress(pack.annotator_id))
        self._window.pack_bar.setVisible(pack is not None)
        self._window.status.show_waiting(len(self.waiting()) if pack is None else 0)
        self._enable()

    def waiting(self) -> "Sequence[object]":
        """The readings that were changed in two places."""
        from annotator.packs import waiting_versions

        return waiting_versions(self._workspace.project)

    def _progress(self, annotator_id: str) -> tuple[int, int, int]:
        """How many stories and articles there are, and how many articles are done or skipped."""
        project = self._workspace.project
        ended = (Status.DONE, Status.SKIPPED)
        done = sum(one.status in ended for one in project.readings(annotator_id))
        return len(project.stories()), len(project.articles()), done

    def _enable(self) -> None:
        is_open = self._workspace.is_open
        writable = is_open and not self._workspace.project.read_only
        is_pack = is_open and self._workspace.project.pack_of() is not None
        actions = self._window.actions_
        actions["hand-out"].setEnabled(writable and not is_pack)
        actions["take-back"].setEnabled(writable)
        actions["resolve"].setEnabled(writable and not is_pack)
        actions["hand-back"].setEnabled(is_pack)
        actions["hand-back"].setVisible(is_pack)

    # Opening a pack

    def meet(self, pack: "PackFacts") -> bool:
        """Lets the one work whose pack is open, once they have said so on this machine.

        The annotator is the one of the pack, whoever else has the same name.
        """
        project, state = self._workspace.project, self._window.state
        person = project.annotator(pack.annotator_id) or Annotator(pack.annotator_id, pack.name)
        known = state.kept(project.id, MINE) == pack.annotator_id
        identities = Identities()
        if not (known or pack.annotator_id in identities or project.read_only):
            name = pack.name.removesuffix(" (again)")
            if not self._window.ask.confirm(
                f"This pack is for {pack.name}. Are you {name}?",
                action=f"I am {name}",
                cancel="I only look",
                detail="Everything that is labelled in it will be theirs. This is asked once.",
            ):
                self._window.status.tell(f"This pack is for {pack.name}. You can look around.")
                return False
            state.keep(project.id, MINE, pack.annotator_id)
            self._remember(person, identities)
        self._workspace.set_annotator(person)
        return True

    def _remember(self, person: Annotator, identities: Identities) -> None:
        """Keeps on this machine who it is; who reads again is that only in the pack."""
        if person.name.endswith(" (again)"):
            return
        try:
            identities.remember(person)
            if not self._window.settings.preferences.annotator_id:
                self._window.settings.change(annotator_id=person.id, annotator_name=person.name)
        except AnnotatorError as error:
            self._workspace.refused.emit(str(error))

    # Handing out and back

    def hand_out(self, annotator_id: str = "") -> None:
        """Asks for whom a pack is and what is in it, and writes it."""
        from ui.dialogs.hand_out import hand_out

        if not self._workspace.is_open:
            return
        if not self._workspace.project.articles():
            self._window.ask.tell("There is nothing to hand out yet. Import articles first.")
            return
        hand_out(self._window, annotator_id)

    def hand_back(self) -> None:
        """Says how work goes back to whoever made the pack, and makes a copy to send."""
        from ui.dialogs.hand_back import hand_back

        for view in self._window.articles.views:
            view.keep_attention()
        hand_back(self._window)

    # Taking back

    def ask_and_take_back(self) -> None:
        """Asks for files and takes back what was done in them."""
        paths = self._window.ask.open_files("Take back work", (WORK, PROJECTS, RECORDS))
        if paths:
            self.take_back(paths)

    def take_back(self, paths: Sequence[Path]) -> None:
        """Shows what files would bring, takes it back, and shows the letter."""
        from ui.dialogs.take_back import take_back

        for view in self._window.articles.views:
            view.keep_attention()
        take_back(self._window, paths)

    def takes(self, paths: Sequence[Path]) -> bool:
        """Whether these files, dropped on the window, were dealt with as work that comes back."""
        if not self._workspace.is_open or self._workspace.project.read_only:
            return False
        projects = [path for path in paths if path.suffix == SUFFIX]
        if len(projects) == len(paths) == 1:
            return self._takes_project(projects[0])
        if projects:
            if not all(path.suffix in (SUFFIX, ".jsonl") or path.is_dir() for path in paths):
                return False
            self.take_back(paths)
            return True
        return self._takes_records(paths)

    def _takes_project(self, path: Path) -> bool:
        from annotator.packs.before_taking import is_of
        from annotator.project import Project

        here = self._workspace.project
        name = here.path.stem
        if not path.exists() or path.samefile(here.path):
            return False
        if is_of(path, here):
            choices = [f"Take its work into {name}", "Open it"]
            said = self._window.ask.pick(
                f"{path.name} belongs to the project that is open.",
                choices,
                detail="Taking its work back is one step that can be undone.",
            )
            if said == 0:
                self.take_back([path])
            return said != 1
        with suppress(AnnotatorError), Project.open(path, read_only=True) as other:
            pack = other.pack_of()
            if pack is not None:
                return not self._window.ask.confirm(
                    f"{path.name} is a pack of another project, for {pack.name}.",
                    action="Open it",
                    detail=f"Nothing of it can be taken into {name}.",
                )
        return False

    def _takes_records(self, paths: Sequence[Path]) -> bool:
        """Records of articles that are here, by somebody who is here, may come back."""
        if not paths or not all(self._are_ours(path) for path in paths):
            return False
        said = self._window.ask.pick(
            "These are records of articles that are in the project.",
            ["Take the work back", "Import them"],
            detail="Taken back, what descends from what is here replaces it, and the rest waits "
            "beside it. Imported, new spans are added to those that are here.",
        )
        if said == 0:
            self.take_back(paths)
        return said != 1

    def _are_ours(self, path: Path) -> bool:
        record = _first_record(path)
        project = self._workspace.project
        article = next((a for a in project.articles() if a.name == record.get("doc_id")), None)
        whose, text = record.get("annotator_id"), record.get("text")
        return (
            article is not None
            and isinstance(text, str)
            and article.sha256 == text_sha256(text)
            and isinstance(whose, str)
            and project.annotator(whose) is not None
        )

    # When both sides changed the same

    def resolve(self) -> None:
        """Shows both versions of what was changed in two places, to keep one or both."""
        from ui.dialogs.resolve import resolve_versions

        if not self.waiting():
            self._window.ask.tell("Nothing waits: no reading was changed in two places.")
            return
        resolve_versions(self._window)


def _first_record(path: Path) -> dict[str, object]:
    """The first line of an export as JSON, {} where that is not what it is."""
    files = [path / f"{name}.jsonl" for name in ("spans", "train", "dev", "test")]
    file = next((one for one in files if one.is_file()), None) if path.is_dir() else path
    if file is None or file.suffix.lower() != ".jsonl":
        return {}
    try:
        with file.open(encoding="utf-8-sig") as lines:
            value = json.loads(next(islice(lines, 1), "null"))
    except (OSError, ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}
