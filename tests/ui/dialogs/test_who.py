"""Who labels."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from annotator.identities import Identities
from annotator.model.people import Annotator, Role
from annotator.project import Project
from annotator.settings import Settings
from tests.annotator.samples import SCHEME
from ui.dialogs.who import BLIND, WhoDialog, ask_who, people_to_choose
from ui.workspace import Workspace

ADA = Annotator("ada-1", "Ada")
OTHER = Annotator("ada-2", "Ada")
BOT = Annotator("bot", "model", Role.MODEL)


@pytest.fixture
def identities() -> Identities:
    identities = Identities()
    identities.remember(ADA)
    identities.remember(Annotator("zoe", "Zoë"))
    return identities


@pytest.fixture
def dialog(qtbot: QtBot, identities: Identities) -> WhoDialog:
    people = people_to_choose([ADA, BOT, OTHER], identities, {"ada-1": 3})
    dialog = WhoDialog(people, identities)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_people_are_told_apart_and_models_do_not_label(dialog: WhoDialog) -> None:
    rows = [dialog.list.item(row).text() for row in range(dialog.list.count())]
    assert rows == [
        "Ada   —   you on this machine, 3 articles begun",
        "Ada   —   in this project, 0 articles begun",
        "Zoë   —   on this machine, new to this project",
    ]
    assert any(label.text() == BLIND for label in dialog.findChildren(QLabel))


def test_enter_takes_the_likeliest(dialog: WhoDialog, qtbot: QtBot) -> None:
    qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
    assert dialog.chosen == ADA
    assert dialog.result() == 1


def test_another_by_arrow_keys(dialog: WhoDialog, qtbot: QtBot) -> None:
    qtbot.keyClick(dialog.list, Qt.Key.Key_Down)
    dialog.go_on.click()
    assert dialog.chosen == OTHER


def test_a_new_name_is_a_new_person_even_if_the_name_is_there(
    dialog: WhoDialog, qtbot: QtBot
) -> None:
    qtbot.keyClicks(dialog.name, " Ada ")
    assert "two people with one name" in dialog._same_name.text()
    qtbot.keyClick(dialog.name, Qt.Key.Key_Return)
    assert dialog.chosen is not None
    assert dialog.chosen.name == "Ada"
    assert dialog.chosen.id not in (ADA.id, OTHER.id)


def test_esc_chooses_nobody(dialog: WhoDialog, qtbot: QtBot) -> None:
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.chosen is None
    assert not dialog.isVisible()


def test_in_an_empty_project_the_name_of_the_preferences_is_offered(qtbot: QtBot) -> None:
    dialog = WhoDialog((), Identities(), suggested="Zoë")
    qtbot.addWidget(dialog)
    assert dialog.name.text() == "Zoë"
    dialog.name.clear()
    assert not dialog.go_on.isEnabled()


@pytest.fixture
def workspace(qapp: object, tmp_path: Path) -> Iterator[Workspace]:
    workspace = Workspace()
    workspace.take(Project.create(tmp_path / "p.annotator", SCHEME))
    yield workspace
    workspace.close()


def test_the_same_person_is_the_same_in_the_next_project(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def typed(dialog: WhoDialog) -> int:
        if not dialog.list.count():
            dialog.name.setText("Ada")
        dialog.go_on.click()
        return dialog.result()

    monkeypatch.setattr(WhoDialog, "exec", typed)
    settings = Settings()
    assert ask_who(None, workspace, settings)
    first = workspace.annotator
    workspace.take(Project.create(tmp_path / "q.annotator", SCHEME))
    assert ask_who(None, workspace, settings)
    assert workspace.annotator == first
    assert workspace.project.annotators() == (first,)
    assert settings.preferences.annotator_id == (first.id if first else "")
