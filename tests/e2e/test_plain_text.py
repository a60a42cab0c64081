"""Words that are HTML are shown as they are, in every part of the window and in every dialog.

As all of them are opened here, this is also where they have to fit a small screen.
"""

import ast
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDockWidget,
    QFileDialog,
    QLabel,
    QMessageBox,
    QWidget,
)
from shiboken6 import isValid

from annotator.checks import OpenPoint, PointKind
from annotator.errors import BadInput
from annotator.first_look import Look
from annotator.model.suggestion import Verdict
from annotator.packs.before_taking import Glance
from annotator.planning import plan_now
from annotator.store.backup import Backup
from annotator.store.lock import Holder
from tests.e2e.conftest import Opener
from tests.e2e.pictures_everywhere import PEOPLE, PICTURE, draws, faults, hostile, put_picture
from ui.action_list import SPECS
from ui.ask import Ask
from ui.compare.compare_window import CompareWindow
from ui.compare.options import OptionsDialog
from ui.compare.wanted import Options
from ui.crash import crash_dialog
from ui.dialogs.accept_all import AcceptAll
from ui.dialogs.backups import BackupsDialog
from ui.dialogs.check_results import CheckResultsDialog
from ui.dialogs.deal import DealDialog
from ui.dialogs.dialog import Dialog
from ui.dialogs.done import DoneDialog
from ui.dialogs.exported import ExportedDialog
from ui.dialogs.facet_patterns import FacetPatternsDialog
from ui.dialogs.hand_back import HandBackDialog
from ui.dialogs.hand_out import HandedOutDialog
from ui.dialogs.import_files import ImportDialog
from ui.dialogs.import_report import ImportReportDialog
from ui.dialogs.models import ModelsDialog
from ui.dialogs.models_list import ListedModel
from ui.dialogs.open_elsewhere import OpenElsewhereDialog
from ui.dialogs.take_back import LetterDialog, TakeBackDialog
from ui.dialogs.trust import ask_trust
from ui.main_window import MainWindow

UI = Path(__file__).parents[2] / "ui"
LEAVES = {"quit", "sample", "new", "help", "log-folder", "shows-log", "full-screen"}
SHOWN_BY_ACTIONS = {
    "AboutDialog",
    "ExportDialog",
    "GuidelinesDialog",
    "HandOutDialog",
    "Palette",
    "PasteDialog",
    "PlanDialog",
    "PreferencesDialog",
    "RecordedDialog",
    "ResolveDialog",
    "SchemeDialog",
    "ShortcutEditor",
    "ShortcutSheet",
    "SuggestionPolicyDialog",
    "WhoDialog",
}
ELSEWHERE = {
    "Dialog",  # what the others stand on
    "NewProjectDialog",  # before there is any data
    "_Question",  # what `Ask` asks in
}
ROOM = QSize(784, 552)
"""What the frame of a window leaves of a small screen."""
MODEL = ListedModel(
    PICTURE,
    PICTURE,
    PICTURE,
    PICTURE,
    PICTURE,
    (PICTURE,),
    {},
    1,
    PICTURE,
    PICTURE,
    "",
    PICTURE,
    False,
)
FILE = {
    "path": f"{PICTURE}/{PICTURE}",
    "format": PICTURE,
    "articles": 1,
    "spans": 1,
    "relations": 0,
    "duplicates": 1,
    "refused": [{"where": PICTURE, "why": PICTURE}],
    "warnings": [{"where": PICTURE, "what": PICTURE}],
}
GLANCES = [
    Glance(f"{PICTURE}/1", "pack", PICTURE, "2026-11-20T10:00:00Z", "", (PICTURE,), 1).plain(),
    Glance(f"{PICTURE}/2", why=PICTURE).plain(),
]
LETTER = {
    "words": PICTURE,
    "step": PICTURE,
    "files": [
        {
            "path": PICTURE,
            "annotators": [
                {"name": PICTURE, "new": [PICTURE], "diverged": [{"article": PICTURE}], "older": []}
            ],
            "refused": [{"where": PICTURE, "why": PICTURE}],
        }
    ],
}
PACK = {
    "annotator": PICTURE,
    "path": f"{PICTURE}/{PICTURE}",
    "stories": [PICTURE],
    "articles": 1,
    "spans": 1,
    "suggestions": 1,
    "questions": 1,
    "due": "2026-11-20",
}
EXPORTED = {
    "records": 1,
    "spans": 1,
    "files": [PICTURE],
    "warnings": [PICTURE],
    "losses": [{"what": PICTURE, "count": 1}],
}
BACKUP = Backup(Path(PICTURE), 1, PICTURE, PICTURE)
LOOK = Look(PICTURE, PICTURE, PICTURE, PICTURE, True, PICTURE, PICTURE, True, PICTURE, (PICTURE,))


def models(window: MainWindow) -> ModelsDialog:
    dialog = ModelsDialog(window.settings, Ask(window), window)
    dialog.show_models([MODEL])
    return dialog


def accept_all(window: MainWindow) -> AcceptAll:
    project = window.workspace.project
    articles = {article.id: article for article in project.articles()}
    return AcceptAll(
        project.suggestions(next(iter(articles)), window.workspace.annotator_id),
        Verdict.ACCEPTED,
        articles=articles,
        text=project.text,
        scheme=window.workspace.scheme,
        theme=window.theme,
        words=PICTURE,
        parent=window,
    )


MADE: dict[str, Callable[[MainWindow], QDialog]] = {
    "AcceptAll": accept_all,
    "BackupsDialog": lambda w: BackupsDialog(PICTURE, [BACKUP], w, PICTURE),
    "CheckResultsDialog": lambda w: CheckResultsDialog(
        [{"check": PICTURE, "what": PICTURE}], PICTURE, w
    ),
    "DealDialog": lambda w: DealDialog(plan_now(w.workspace.project), date(2026, 11, 20), w),
    "DoneDialog": lambda w: DoneDialog([OpenPoint(PointKind.NO_LINK, PICTURE)], w),
    "ExportedDialog": lambda w: ExportedDialog(EXPORTED, w),
    "FacetPatternsDialog": lambda w: FacetPatternsDialog(w, PICTURE, PICTURE, lambda _: PICTURE),
    "HandBackDialog": lambda w: HandBackDialog(PICTURE, Path(PICTURE), w),
    "HandedOutDialog": lambda w: HandedOutDialog(PACK, w),
    "ImportDialog": lambda w: ImportDialog(
        [LOOK], [PICTURE], [PICTURE], labels=[PICTURE], parent=w
    ),
    "ImportReportDialog": lambda w: ImportReportDialog([FILE], w),
    "LetterDialog": lambda w: LetterDialog(LETTER, Ask(w), w),
    "ModelsDialog": models,
    "OptionsDialog": lambda w: OptionsDialog(w.workspace.project, Options(), w),
    "OpenElsewhereDialog": lambda w: OpenElsewhereDialog(PICTURE, Holder(1, PICTURE, PICTURE), w),
    "TakeBackDialog": lambda w: TakeBackDialog(GLANCES, w),
    "crash_dialog": lambda w: crash_dialog(PICTURE, PICTURE, w),
}


def asks(window: MainWindow) -> dict[str, Callable[[], object]]:
    """Every question of the program, with words from data."""
    ask = Ask(window)
    return {
        "confirm": lambda: ask.confirm(PICTURE, action=PICTURE, detail=PICTURE, cancel=PICTURE),
        "pick": lambda: ask.pick(PICTURE, [PICTURE], detail=PICTURE),
        "choose": lambda: ask.choose(PICTURE, [PICTURE], action=PICTURE, detail=PICTURE),
        "line": lambda: ask.line(PICTURE, action=PICTURE, text=PICTURE, detail=PICTURE),
        "paragraphs": lambda: ask.paragraphs(PICTURE, action=PICTURE, text=PICTURE, detail=PICTURE),
        "tell": lambda: ask.tell(PICTURE),
        "tell_error": lambda: ask.tell_error(BadInput(PICTURE), safe=PICTURE),
        "confirm_replace": lambda: ask.confirm_replace(Path(PICTURE)),
        "trust": lambda: ask_trust(MODEL, window.settings, ask),
    }


def too_large(dialog: Dialog) -> Iterator[str]:
    """What has no room on a small screen."""
    layout = dialog.layout()
    assert layout is not None
    needed = layout.totalMinimumSize()
    needed.setHeight(max(needed.height(), layout.totalMinimumHeightForWidth(dialog.width())))
    if dialog.size().boundedTo(ROOM) != dialog.size():
        yield f"{dialog.size().toTuple()} is larger than the screen"
    if needed.boundedTo(dialog.size()) != needed:
        yield f"needs {needed.toTuple()} and has {dialog.size().toTuple()}"


class Watcher:
    """Looks at every dialog instead of waiting for an answer."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.shown: set[str] = set()
        self.wrong: list[str] = []
        self._monkeypatch = monkeypatch

    def answers_all(self) -> None:
        """From now on nothing waits for an answer."""
        watcher, monkeypatch = self, self._monkeypatch

        def looked_at(dialog: QDialog) -> int:
            dialog.show()
            watcher.looks(dialog)
            dialog.hide()
            return 0

        monkeypatch.setattr(QDialog, "exec", looked_at)
        monkeypatch.setattr(QMessageBox, "exec", looked_at)
        for name in ("getOpenFileName", "getSaveFileName"):
            monkeypatch.setattr(QFileDialog, name, lambda *_, **__: ("", ""))
        monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_, **__: ([], ""))
        monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_, **__: "")
        monkeypatch.setattr("PySide6.QtGui.QDesktopServices.openUrl", lambda *_: True)

    def on_a_small_screen(self, window: MainWindow) -> None:
        """From now on dialogs have to fit 800 by 600 pixels in large letters."""
        self._monkeypatch.setattr("ui.dialogs.dialog.room_for", lambda _: ROOM)
        window.settings.change(interface_points=14.0)
        window.dress(window.settings.preferences)

    def looks(self, widget: QWidget, said: str = "") -> None:
        """At what a window shows now."""
        QApplication.processEvents()
        name = f"{said} {type(widget).__name__}".strip()
        self.shown.add(type(widget).__name__)
        if isinstance(widget, Dialog):
            self.wrong.extend(f"{name}: {fault}" for fault in too_large(widget))
        self.wrong.extend(f"{name}: {fault}" for fault in faults())
        if draws(widget):
            self.wrong.append(f"{name} draws the picture")


@pytest.fixture
def watcher(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Watcher:
    put_picture(tmp_path)
    monkeypatch.chdir(tmp_path)
    return Watcher(monkeypatch)


def test_the_picture_would_be_seen(watcher: Watcher, qapp: QApplication) -> None:
    label = QLabel(PICTURE)
    label.show()
    watcher.looks(label)
    label.hide()
    assert watcher.wrong == [
        "QLabel: QLabel/QLabel shows <img src=red.png>",
        "QLabel draws the picture",
    ]
    label.deleteLater()


def test_every_panel_and_what_every_action_opens(
    tmp_path: Path, start: Opener, watcher: Watcher
) -> None:
    ada = start(hostile(tmp_path), who=PEOPLE[0].name)
    window = ada.window
    watcher.answers_all()
    watcher.on_a_small_screen(window)
    window.ask = Ask(window)
    watcher.looks(window)
    for dock in window.findChildren(QDockWidget):
        dock.show()
        dock.raise_()
        watcher.looks(dock, dock.objectName())
    QApplication.clipboard().setText(PICTURE)
    window.workspace.refused.emit(PICTURE)
    window.workspace.not_saved.emit(PICTURE)
    watcher.looks(window, "with the red bar")
    for spec in SPECS:
        if spec.name in LEAVES or spec.name.startswith("close") or "log" in spec.name:
            continue
        # What the worker tells opens dialogs too, and they would close what is open.
        ada.waits(lambda: window.jobs.current is None)
        if window.actions_[spec.name].isEnabled():
            window.actions_[spec.name].trigger()
            QApplication.processEvents()
            for top in QApplication.topLevelWidgets():
                # Looking at one lets events pass, in which another may be answered and gone.
                if isValid(top) and top.isVisible() and top is not window:
                    watcher.looks(top, spec.name)
                    if isValid(top) and isinstance(top, QDialog):
                        top.close()
            watcher.looks(window, spec.name)
    assert watcher.wrong == []
    assert watcher.shown >= SHOWN_BY_ACTIONS, SHOWN_BY_ACTIONS - watcher.shown
    window.alarm.hide()
    ada.waits(lambda: window.jobs.current is None)
    for top in QApplication.topLevelWidgets():
        if isValid(top) and top is not window:
            top.close()


def test_every_other_dialog_and_every_question(
    tmp_path: Path, start: Opener, watcher: Watcher
) -> None:
    ada = start(hostile(tmp_path), who=PEOPLE[0].name)
    window = ada.window
    watcher.answers_all()
    watcher.on_a_small_screen(window)
    for name, make in MADE.items():
        dialog = make(window)
        dialog.show()
        watcher.looks(dialog, name)
        dialog.close()
        dialog.deleteLater()
    for question, put in asks(window).items():
        watcher.shown.clear()
        put()
        assert watcher.shown, question
    assert watcher.wrong == []


def test_every_page_of_the_comparison(tmp_path: Path, start: Opener, watcher: Watcher) -> None:
    ada = start(hostile(tmp_path), who=PEOPLE[0].name)
    window = ada.window
    watcher.answers_all()
    window.ask = Ask(window)
    window.actions_["compare"].trigger()
    compare = ada.shown(CompareWindow)
    ada.waits(lambda: compare.found is not None)
    for number in range(compare.tabs.count()):
        compare.tabs.setCurrentIndex(number)
        watcher.looks(compare, compare.tabs.tabText(number))
    assert watcher.wrong == []
    compare.close()


def test_no_dialog_is_forgotten() -> None:
    there = {
        node.name
        for path in UI.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
        and any(ast.unparse(base) in ("QDialog", "Dialog") for base in node.bases)
    }
    assert there - SHOWN_BY_ACTIONS - MADE.keys() - ELSEWHERE == set()
