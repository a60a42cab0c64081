"""What stands in the middle of the window while no article is shown there."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui.actions import Actions
from ui.ask import plain_label
from ui.empty import Empty
from ui.panels.line_button import LineButton
from ui.theme import Theme

RECENT_SHOWN = 5
WIDTH = 460
"""Pixels, at most, for the names and folders of recent projects."""


class FirstPage(QStackedWidget):
    """No project, with those opened last; a project without articles; none of them shown.

    Signals: `project_wanted` with the path of a recent project.
    """

    project_wanted = Signal(object)

    def __init__(self, actions: Actions, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._paths: tuple[Path, ...] = ()
        self.no_project = Empty(
            "Read several articles side by side",
            "Drop texts of one story here, open a project, or try the sample.",
            sign="story",
            theme=theme,
            actions=[actions[name] for name in ("sample", "new", "open", "import")],
        )
        self.no_articles = Empty(
            "This project has no articles yet",
            "Drop text files, a folder or a table here. A folder becomes a story.",
            sign="story",
            theme=theme,
            actions=[actions[name] for name in ("import", "import-folder", "paste-text")],
        )
        self.none_shown = Empty(
            "No article is open",
            "Choose one in the panel Articles, or go on where something is left to do.",
            sign="story",
            theme=theme,
            actions=[actions["next-unfinished"]],
        )
        for page in (self.no_project, self.no_articles, self.none_shown):
            self.addWidget(page)
        self.recent = QWidget()
        self.recent.setMaximumWidth(WIDTH)
        self._lines = QVBoxLayout(self.recent)
        self._lines.setContentsMargins(0, 24, 0, 0)
        self._lines.setSpacing(0)
        layout = self.no_project.layout()
        assert isinstance(layout, QVBoxLayout)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.recent, 100)
        row.addStretch(1)
        layout.insertLayout(layout.count() - 1, row)
        self._list_recent()

    def show_state(self, *, is_open: bool, has_articles: bool, recent: Sequence[Path]) -> None:
        """Shows what fits; `recent`: the projects opened last that are still there."""
        page = self.none_shown if has_articles else self.no_articles
        self.setCurrentWidget(page if is_open else self.no_project)
        if tuple(recent) != self._paths:
            self._paths = tuple(recent)
            self._list_recent()

    def set_theme(self, theme: Theme) -> None:
        """Takes other colours."""
        self._theme = theme
        for page in (self.no_project, self.no_articles, self.none_shown):
            page.set_theme(theme)
        self._list_recent()

    def _list_recent(self) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self.recent.setVisible(bool(self._paths))
        if self._paths:
            self._lines.addWidget(plain_label("Opened last", part="faint"))
        for path in self._paths[:RECENT_SHOWN]:
            line = LineButton(path.stem, str(path.parent), self._theme)
            line.clicked.connect(lambda _=False, path=path: self.project_wanted.emit(path))
            self._lines.addWidget(line)
