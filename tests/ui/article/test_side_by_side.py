"""Articles side by side, where one of them cannot be read."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.errors import ProjectError
from annotator.settings import Preferences
from tests.ui.panels.conftest import open_demo
from ui.article.side_by_side import SideBySide
from ui.crash import summary
from ui.panels.texts import Texts
from ui.theme import LIGHT
from ui.workspace import Workspace


@pytest.fixture
def workspace(tmp_path: Path, qapp: QApplication) -> Iterator[Workspace]:
    made = open_demo(tmp_path / "demo.annotator")
    yield made
    made.close()


def test_an_article_that_cannot_be_read_takes_no_other_along(
    workspace: Workspace, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second, third = [one.id for one in workspace.project.articles()][:3]
    read = workspace.project.text

    def text(article_id: str) -> str:
        if article_id == second:
            raise ProjectError("The file is damaged.")
        return read(article_id)

    monkeypatch.setattr(type(workspace.project), "text", lambda _, one: text(one))
    side = SideBySide(workspace)
    qtbot.addWidget(side)
    side.dress(LIGHT, Preferences())
    with pytest.raises(ProjectError) as fault:
        side.show_articles([first, second, third])
    assert summary(fault.value) == "The file is damaged."
    assert [view.article_id for view in side.views] == [first, third]
    with pytest.raises(ProjectError):
        side.open_article(second)
    assert [view.article_id for view in side.views] == [first, third]
    assert side.active is not None
    assert side.active.pane.text == read(side.active.article_id)


def test_a_list_shows_the_rows_of_other_articles() -> None:
    def read(article_id: str) -> str:
        if article_id == "damaged":
            raise ProjectError("The file is damaged.")
        return "text"

    texts = Texts(read)
    assert [texts("damaged"), texts("sound"), texts("damaged")] == ["", "text", ""]
