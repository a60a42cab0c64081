"""What the Tools and Help menus do."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from annotator.checks import OpenPoint
from annotator.paths import resource
from annotator.settings import log_folder
from ui.article.view import ArticleView
from ui.dialogs.palette import Command, Palette, action_commands

if TYPE_CHECKING:
    from ui.main_window import MainWindow


class ToolCommands:
    """Connects who labels, what is recorded, the palette, shortcuts, preferences and help."""

    def __init__(self, window: "MainWindow") -> None:
        self._window = window
        self._workspace = window.workspace
        actions = window.actions_
        for name, do in {
            "who-labels": self.who_labels,
            "recorded": self.recorded,
            "history": lambda: window.docks.show("history").setFocus(),
            "palette": self.palette,
            "shortcuts": self.shortcuts,
            "edit-shortcuts": self.edit_shortcuts,
            "preferences": self.preferences,
            "guide": self.guide,
            "log": self.show_log,
            "about": self.about,
            "undo": self._workspace.undo,
            "redo": self._workspace.redo,
        }.items():
            actions.on(name, do)

    def who_labels(self) -> bool:
        """Asks who labels; True when somebody does. A pack is for one person alone."""
        if self._workspace.is_open:
            pack = self._workspace.project.pack_of()
            if pack is not None:
                return self._window.packs.meet(pack)
        from ui.dialogs.who import ask_who

        return bool(ask_who(self._window, self._workspace, self._window.settings))

    def recorded(self) -> None:
        """Shows all that the project keeps about how this annotator worked."""
        from ui.dialogs.recorded import RecordedDialog

        if self._workspace.is_open and self._workspace.annotator is not None:
            for view in self._window.articles.views:
                view.keep_attention()
            RecordedDialog(self._workspace, self._window).exec()

    def show_open_points(self, view: ArticleView, points: Sequence[OpenPoint]) -> None:
        """Shows what “done” found unfinished, each one key away."""
        from ui.dialogs.done import DoneDialog

        dialog = DoneDialog(points, self._window)
        dialog.point_wanted.connect(lambda point: self._go(view, point))
        dialog.done_anyway.connect(lambda: self._window.stories.say_done(view, tuple(points)))
        dialog.open()

    def _go(self, view: ArticleView, point: OpenPoint) -> None:
        self._window.articles.activate(view)
        view.focus_text()
        if point.span_id:
            view.pane.go_to_span(point.span_id)
            view.pane.flash(point.span_id)
        elif point.fragment is not None:
            view.pane.scroll_to(point.fragment.start)
            view.pane.put_caret(point.fragment.start)
        elif point.label_id:
            self._window.labels.set_pass(point.label_id)

    def palette(self) -> None:
        """Opens the command palette over everything that can be done, and every article."""
        commands = action_commands(self._window.actions_)
        if self._workspace.is_open:
            commands += [
                Command(
                    words=article.title or article.name,
                    place="Go to article",
                    keys="",
                    do=partial(self._window.stories.open_article, article.id),
                )
                for article in self._workspace.project.articles()
            ]
        Palette(commands, self._window).open_over(self._window)

    def shortcuts(self) -> None:
        """Shows all shortcuts."""
        from ui.dialogs.shortcuts import ShortcutSheet

        ShortcutSheet(self._window.actions_, self._window).exec()

    def edit_shortcuts(self) -> None:
        """Opens the editor of shortcuts."""
        from ui.dialogs.rebind import ShortcutEditor

        window = self._window
        ShortcutEditor(window.actions_, window.settings, window.ask, window).exec()

    def preferences(self) -> None:
        """Opens the preferences."""
        from ui.dialogs.preferences import PreferencesDialog

        window = self._window
        PreferencesDialog(window.settings, window.actions_, window.ask, window).exec()

    def about(self) -> None:
        """Says what this program is."""
        from ui.dialogs.about import AboutDialog

        AboutDialog(self._window).exec()

    def guide(self) -> None:
        """Opens the user guide that ships with the program."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(resource("help/guide.html"))))

    def show_log(self) -> None:
        """Opens the folder of the log."""
        folder = log_folder()
        folder.mkdir(parents=True, exist_ok=True)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
