"""A person in front of the program: the real `main()`, driven by mouse and keyboard."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.paths import seed
from tests.e2e.person import Person
from tests.ui.scripted_ask import ScriptedAsk
from ui.__main__ import main
from ui.dialogs.who import WhoDialog
from ui.main_window import MainWindow

STORY = "Heist"
Opener = Callable[..., Person]


def says_who(name: str) -> None:
    """Answers the question who labels: by the list where the name stands there, else typed."""
    dialog = QApplication.activeModalWidget()
    if not isinstance(dialog, WhoDialog) or not dialog.isVisible():
        return
    rows = [dialog.list.item(row).text() for row in range(dialog.list.count())]
    known = [row for row, words in enumerate(rows) if words.startswith(f"{name} ")]
    if known:
        dialog.list.setCurrentRow(known[0])
    else:
        dialog.name.setText(name)
    dialog.go_on.click()


@pytest.fixture
def start(qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[Opener]:
    """Starts the program with arguments and answers to its questions; gives the person at it."""
    people: list[Person] = []

    def begin(*arguments: str | Path, who: str = "Ada", answers: tuple[object, ...] = ()) -> Person:
        ask = ScriptedAsk(*answers)
        monkeypatch.setattr("ui.furnishing.Ask", lambda window: ask)
        monkeypatch.setattr(QApplication, "exec", lambda *_: 0)
        before = set(qapp.topLevelWidgets())
        assert main([str(argument) for argument in arguments]) == 0
        (window,) = [
            w for w in qapp.topLevelWidgets() if isinstance(w, MainWindow) and w not in before
        ]
        introduce = QTimer(window, interval=20)
        introduce.timeout.connect(lambda: says_who(who))
        introduce.start()
        window.resize(1600, 1000)
        person = Person(window, qtbot, ask)
        people.append(person)
        qtbot.waitUntil(lambda: hasattr(window, "tools"), timeout=10_000)
        if arguments:
            qtbot.waitUntil(lambda: bool(window.workspace.annotator_id), timeout=10_000)
        introduce.stop()
        return person

    yield begin
    for person in people:
        person.leave()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with the five articles, made by the commands, and Ada known on this machine."""
    path = tmp_path / "heist.annotator"
    assert main(["new", str(path)]) == 0
    assert main(["import", str(path), str(seed("articles")), "--story", STORY]) == 0
    return path
