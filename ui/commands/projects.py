"""What the File menu does: projects, and what goes into them and out."""

import json
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from annotator.errors import AnnotatorError, NotWritable
from annotator.identities import Identities
from annotator.model.people import Role
from annotator.settings import data_folder
from ui.ask import PROJECTS, doubled
from ui.commands.backups import TASK
from ui.status import in_short, question

if TYPE_CHECKING:
    from ui.main_window import MainWindow

SUFFIX = ".annotator"
UNASKED = frozenset({TASK, "clues", "across"})
"""Tasks that nobody asked for by name, and that lose nothing where they are stopped."""

_OF_A_PROJECT = (
    *("undo", "redo", "export", "close", "check", "find", "find-story", "recorded", "who-labels"),
    *(f"panes-{count}" for count in range(1, 7)),
    *("answer", "hold-label", "hide-label", "one-label", "next-unfinished"),
)

RECOVERED = "The program was cut off the last time. All that was saved is here."
"""Said once, when a project is opened that nobody closed."""


class ProjectCommands:
    """Connects opening and closing, importing and exporting."""

    def __init__(self, window: "MainWindow") -> None:
        self._window = window
        self._workspace = window.workspace
        actions = window.actions_
        for name, do in {
            "new": self.new,
            "open": self.ask_and_open,
            "sample": self.open_sample,
            "import": self.import_files,
            "import-folder": self.import_folder,
            "paste-text": self.paste,
            "export": self.export,
            "name-project": self.name_project,
            "close": self.close,
            "quit": window.close,
        }.items():
            actions.on(name, do)
        self._recent = window.recent_menu
        self._recent.aboutToShow.connect(self._fill_recent)
        articles = window.docks.articles
        articles.files_dropped.connect(lambda paths, story: self.take_files(paths, story))
        articles.import_wanted.connect(lambda story: self.import_files(story))
        articles.folder_wanted.connect(lambda story: self.import_folder(story))
        articles.paste_wanted.connect(self.paste)
        articles.sample_wanted.connect(self.open_sample)
        self._workspace.opened.connect(self._opened)
        self._workspace.closing.connect(self._closing)
        for moved in ("shown_changed", "active_changed", "sizes_changed"):
            getattr(window.articles, moved).connect(self._keep_shown)
        window.empty.project_wanted.connect(self.open)
        self._workspace.changed.connect(lambda _: self._first_articles())
        window.articles.shown_changed.connect(self._show_first_page)
        self._enable()

    # Opening and closing

    def begin(self, paths: Sequence[Path], read_only: bool = False) -> None:
        """What the command line asked for: a project, texts, or nothing."""
        if self._window.settings.told:
            self._window.status.tell(self._window.settings.told)
        if len(paths) == 1 and (paths[0].suffix == SUFFIX or _is_project(paths[0])):
            self.open(paths[0], read_only=read_only)
        elif paths:
            self.take_files(paths)

    def new(self) -> None:
        """Asks for name, place and scheme of a new project and opens it."""
        from ui.dialogs.new_project import ask_new_project

        wanted = ask_new_project(self._window)
        if wanted is not None and self.may_close():
            self._make(wanted.path, wanted.scheme)

    def _make(self, path: Path, scheme: object) -> bool:
        from annotator.model.scheme import Scheme
        from annotator.project import Project

        assert isinstance(scheme, Scheme)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            project = Project.create(path, scheme)
        except (AnnotatorError, OSError) as error:
            self._window.tell_error(error)
            return False
        self._window.workspace.take(project)
        return True

    def ask_and_open(self) -> None:
        """Asks for a project file and opens it."""
        recent = self._window.state.recent()
        folder = recent[0].parent if recent else None
        path = self._window.ask.open_file("Open project", (PROJECTS,), folder=folder)
        if path is not None:
            self.open(path)

    def open(self, path: Path, *, read_only: bool = False) -> bool:
        """Opens a project; says what is the matter where it cannot be opened."""
        from annotator.store.lock import Locked

        if not self.may_close():
            return False
        try:
            self._workspace.open(path, read_only=read_only)
        except (Locked, NotWritable) as error:
            from ui.dialogs.open_elsewhere import ask_read_only

            return ask_read_only(self._window, error) and self.open(path, read_only=True)
        except AnnotatorError as error:
            if not self._window.backups.offered(path, error):
                self._window.tell_error(error)
            return False
        return True

    def open_sample(self) -> None:
        """Makes the sample project in the user's own data folder, and opens it."""
        from ui.demo import sample_project

        if self.may_close():
            self._workspace.close()
            try:
                path = sample_project(data_folder() / "projects")
            except AnnotatorError as error:
                self._window.tell_error(error)
                return
            self.open(path)

    def _opened(self) -> None:
        project = self._workspace.project
        self._window.setWindowTitle(f"{project.path.stem} — Annotator")
        self._window.banner.setVisible(project.read_only)
        if project.was_cut_off:
            self._window.status.tell(RECOVERED)
        self._window.state.add_recent(project.path)
        self._show_last()
        self._choose_annotator()
        self._window.focus_text()
        self._enable()

    def _show_last(self) -> None:
        """Shows the articles that were shown last, as they stood, else the first story."""
        project, state, articles = (
            self._workspace.project,
            self._window.state,
            self._window.articles,
        )
        shown = state.kept(project.id, "articles").split()
        active, sizes = state.kept(project.id, "active"), state.kept(project.id, "sizes")
        known = {article.id for article in project.articles()}
        ids = [article_id for article_id in shown if article_id in known]
        if not ids and project.stories():
            story = project.stories()[0].id
            ids = [a.id for a in project.articles(story)][: self._window.views.pane_count()]
        articles.show_articles(ids)
        with suppress(ValueError):
            articles.set_sizes(json.loads(sizes))
        articles.activate(articles.view_of(active) or articles.active)

    def _keep_shown(self) -> None:
        """Remembers what is shown, all the time: when a project closes, nothing is any more."""
        articles, state = self._window.articles, self._window.state
        if not self._workspace.is_open or articles.active is None:
            return
        project_id = self._workspace.project.id
        state.keep(project_id, "articles", " ".join(articles.article_ids))
        state.keep(project_id, "active", articles.active.article_id)
        state.keep(project_id, "sizes", json.dumps(articles.sizes()))

    def _choose_annotator(self) -> None:
        """The one who labelled here last on this machine, else whoever says so.

        Where nobody has labelled yet, it is the one who labelled last anywhere on this machine.
        """
        project = self._workspace.project
        pack = project.pack_of()
        if pack is not None:
            self._window.packs.meet(pack)
            return
        kept = self._window.state.kept(project.id, "annotator")
        own = kept or self._window.settings.preferences.annotator_id
        found = project.annotator(own)
        if not project.annotators() and not project.read_only:
            known = Identities().all()
            found = next((one.annotator for one in known if one.id == own), None)
        if found is not None and found.role is Role.HUMAN:
            self._workspace.set_annotator(found)
        elif not project.read_only:
            self._window.tools.who_labels()
        elif project.annotators():
            self._workspace.set_annotator(project.annotators()[0])

    def _closing(self) -> None:
        project, state = self._workspace.project, self._window.state
        if self._workspace.annotator is not None:
            state.keep(project.id, "annotator", self._workspace.annotator_id)
        self._window.setWindowTitle("Annotator")
        self._window.banner.hide()
        self._window.actions_["name-project"].setEnabled(False)

    def close(self) -> None:
        """Closes the project."""
        if self.may_close():
            self.leave()

    def leave(self) -> None:
        """Closes the project, which may be closed."""
        self._workspace.close()
        self._enable()

    def may_close(self) -> bool:
        """Whether the open project can be left: nothing unsaved, no job that writes."""
        job = self._window.jobs.current
        asked_for = job is not None and not (
            job.task in UNASKED or self._window.checks.is_quiet(job)
        )
        if asked_for and not self._window.ask.confirm(
            "Something is still being done.",
            action="Stop it",
            cancel="Let it finish",
            detail=job.title if job else "",
        ):
            return False
        self._window.jobs.cancel_all()
        if self._workspace.retry():
            return self._window.backups.before_closing()
        unsaved = self._workspace.unsaved
        return self._window.ask.confirm(
            question(unsaved),
            action="Leave without it" if len(unsaved) == 1 else "Leave without them",
            cancel="Stay",
            detail=f"{in_short(unsaved)} Everything before is safe.",
            dangerous=True,
        )

    def _enable(self) -> None:
        self._show_first_page()
        is_open = self._workspace.is_open
        writable = is_open and not self._workspace.project.read_only
        for name in _OF_A_PROJECT:
            self._window.actions_[name].setEnabled(is_open)
        for name in ("scheme", "done", "skip", "nothing-to-mark", "article-note"):
            self._window.actions_[name].setEnabled(writable)
        unnamed = writable and self._workspace.project.path.parent == data_folder() / "projects"
        self._window.actions_["name-project"].setEnabled(unnamed)

    def _first_articles(self) -> None:
        """Shows the first articles of a project when they come, by a redo for one."""
        had_none = self._window.empty.currentWidget() is self._window.empty.no_articles
        self._show_first_page()
        if had_none and self._window.empty.currentWidget() is self._window.empty.none_shown:
            self._show_last()
            self._window.focus_text()

    def _show_first_page(self) -> None:
        """What is offered while no article is shown; behind articles it need not be right."""
        if self._window.articles.views:
            return
        is_open = self._workspace.is_open
        self._window.empty.show_state(
            is_open=is_open,
            has_articles=is_open and bool(self._workspace.project.articles()),
            recent=[path for path in self._window.state.recent() if path.exists()],
        )

    def _fill_recent(self) -> None:
        self._recent.clear()
        for path in self._window.state.recent():
            action = self._recent.addAction(doubled(str(path)), partial(self.open, path))
            action.setEnabled(path.exists())
        missing = [path for path in self._window.state.recent() if not path.exists()]
        if missing:
            self._recent.addSeparator()
            self._recent.addAction("Forget the missing ones", lambda: self._forget(missing))
        if self._recent.isEmpty():
            self._recent.addAction("None yet").setEnabled(False)

    def _forget(self, paths: Sequence[Path]) -> None:
        for path in paths:
            self._window.state.drop_recent(path)

    def name_project(self) -> None:
        """Gives a project that was begun quickly a name and a place of the user's own."""
        suggested = Path.home() / f"{self._workspace.project.path.stem}{SUFFIX}"
        path = self._window.ask.save_file("Keep project", (PROJECTS,), suggested=suggested)
        if path is None:
            return
        old = self._workspace.project.path
        if path == old or not self.may_close():
            return
        self._workspace.close()
        self.open(self._moved(old, path))

    def _moved(self, old: Path, new: Path) -> Path:
        """Moves a closed project; where it is now.

        Copied by SQLite and not renamed: a worker that still reads keeps a write-ahead log beside
        the old file, and a file that was renamed without its log lacks the last steps.
        """
        from sqlite3 import Error

        from annotator.store.backup import copy_database

        try:
            copy_database(old, new)
        except (AnnotatorError, OSError, Error) as error:
            self._window.tell_error(error)
            return old
        for name in (old.name, f"{old.name}-wal", f"{old.name}-shm"):
            with suppress(OSError):
                old.with_name(name).unlink(missing_ok=True)
        return new

    # In and out

    def take_files(self, paths: Sequence[Path], story_id: str | None = None) -> None:
        """Opens the one project among the files, or imports them; begins a project if need be.

        What comes back to the open project is taken back instead, if that is what is wanted.
        """
        if self._window.packs.takes(paths):
            return
        projects = [path for path in paths if path.suffix == SUFFIX]
        if len(projects) == 1 and len(paths) == 1:
            self.open(projects[0])
        elif projects:
            self._window.ask.tell("Drop one project, or texts: not both at once.")
        elif self._workspace.is_open or self._begin_quickly():
            from ui.dialogs.import_files import import_files

            if not self._workspace.project.stories():
                self._window.views.make_room(len(paths))
            import_files(self._window, paths, story_id)

    def _begin_quickly(self) -> bool:
        """A project in the user's own data folder, to be named later."""
        from annotator.cli import default_scheme
        from annotator.formats.scheme import read_scheme

        file = default_scheme()
        stamp = datetime.now().astimezone().strftime("%Y-%m-%d %H.%M.%S")
        path = data_folder() / "projects" / f"Untitled {stamp}{SUFFIX}"
        return self._make(path, read_scheme(file.read_bytes(), str(file)))

    def import_files(self, story_id: str | None = None) -> None:
        """Asks for files and imports them."""
        paths = self._window.ask.open_files("Import articles")
        if paths:
            self.take_files(paths, story_id)

    def import_folder(self, story_id: str | None = None) -> None:
        """Asks for a folder and imports all that it holds, as if it had been dropped."""
        folder = self._window.ask.folder("Import a folder")
        if folder is not None:
            self.take_files([folder], story_id)

    def paste(self) -> None:
        """Makes an article of the text on the clipboard."""
        text = QGuiApplication.clipboard().text()
        if not text.strip():
            self._window.status.tell("There is no text on the clipboard.")
        elif self._workspace.is_open or self._begin_quickly():
            from ui.dialogs.paste import paste_article

            paste_article(self._window, text)

    def export(self) -> None:
        """Asks what to export, and where to."""
        from ui.commands.exporting import export_project

        for view in self._window.articles.views:
            view.keep_attention()
        export_project(self._window)


def _is_project(path: Path) -> bool:
    from annotator.store.database import schema_version

    try:
        return path.is_file() and schema_version(path) > 0
    except AnnotatorError:
        return False
