"""A person in front of the program: the real `main()`, driven by mouse and keyboard."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.paths import seed
from tests.conftest import FOLDERS
from tests.e2e.person import Person
from tests.ui.scripted_ask import ScriptedAsk
from ui.__main__ import main
from ui.dialogs.who import WhoDialog
from ui.main_window import MainWindow

STORY = "Heist"
Opener = Callable[..., Person]
Maker = Callable[..., Path]


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
        # A fault is to fail the test and not to be shown in a dialog.
        monkeypatch.setattr("ui.crash.CrashGuard.stand", lambda *_: None)
        monkeypatch.setattr("ui.crash.start_log", lambda: None)
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
        qtbot.waitUntil(lambda: hasattr(window, "tools"))
        if arguments:
            qtbot.waitUntil(lambda: bool(window.workspace.annotator_id))
        introduce.stop()
        return person

    yield begin
    for person in people:
        person.leave()


@pytest.fixture(scope="session")
def heist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with the five articles of one story, made by the commands; not to be changed."""
    home = tmp_path_factory.mktemp("heist")
    with pytest.MonkeyPatch.context() as patch:
        for name in FOLDERS:
            patch.setenv(f"ANNOTATOR_{name}_DIR", str(home / name.lower()))
        path = home / "heist.annotator"
        assert main(["new", str(path)]) == 0
        assert main(["import", str(path), str(seed("articles")), "--story", STORY]) == 0
    return path


@pytest.fixture
def project(tmp_path: Path, heist: Path) -> Path:
    """A project of one's own with the five articles."""
    return Path(shutil.copy(heist, tmp_path / "heist.annotator"))


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project without a text; not to be changed."""
    path = tmp_path_factory.mktemp("empty") / "empty.annotator"
    assert main(["new", str(path)]) == 0
    return path


@pytest.fixture
def texts(tmp_path: Path, empty: Path) -> Maker:
    """Makes a project of one story with these texts, called by their names: `texts(one="…")`."""

    def make(**given: str) -> Path:
        path = tmp_path / "texts.annotator"
        folder = tmp_path / "story"
        folder.mkdir()
        for name, text in given.items():
            (folder / f"{name}.txt").write_bytes(text.encode("utf-8"))
        shutil.copy(empty, path)
        assert main(["import", str(path), str(folder)]) == 0
        return path

    return make
