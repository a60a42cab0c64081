"""Names that are HTML are shown as they are, in every part of the window and in every dialog."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLabel, QTextEdit

from annotator.edits.readings import set_article_note
from annotator.edits.spans import set_note
from annotator.edits.stories import rename_story, set_facts
from tests.e2e.conftest import Opener
from ui.__main__ import main
from ui.action_list import SPECS
from ui.ask import Ask
from ui.safe_browser import SafeBrowser

PICTURE = "<img src=file:///etc/hostname><b>x</b>"
LEAVES = {"quit", "sample", "new", "help", "log-folder", "shows-log", "full-screen"}


def faults() -> list[str]:
    """What now shows, or would show as a tip, words as a picture."""
    found = []
    for widget in QApplication.allWidgets():
        name = f"{type(widget.window()).__name__}/{type(widget).__name__}"
        plain = Qt.TextFormat.PlainText
        if isinstance(widget, QLabel) and "<img" in widget.text() and widget.textFormat() != plain:
            found.append(f"{name} shows {widget.text()[:80]}")
        if "<img" in widget.toolTip() and Qt.mightBeRichText(widget.toolTip()):
            found.append(f"{name} has the tip {widget.toolTip()[:80]}")
        rich = isinstance(widget, QTextEdit) and not isinstance(widget, SafeBrowser)
        if rich and "<img" in widget.toHtml():
            found.append(f"{name} is rich")
    return found


def hostile(tmp_path: Path) -> Path:
    """A project in which everything that has a name is called a picture."""
    path = tmp_path / "p.annotator"
    span = {"start": 0, "end": 3, "label": "claim"}
    record = {
        "text": "Ada said: “We won.” Bob denied it.",
        "doc_id": f"{PICTURE}.txt",
        "story": PICTURE,
        "annotator": PICTURE,
        "spans": [span],
        "meta": {"title": PICTURE, "outlet": PICTURE},
    }
    (tmp_path / "in.jsonl").write_text(json.dumps(record) + "\n", encoding="utf-8")
    assert main(["scheme", "show", str(new(path)), str(tmp_path / "s.json")]) == 0
    scheme = json.loads((tmp_path / "s.json").read_text(encoding="utf-8"))
    for label in scheme["labels"]:
        label["definition"] = PICTURE
    more = {**scheme["labels"][0], "name": PICTURE, "key": ""}
    scheme["labels"].append({key: value for key, value in more.items() if key != "id"})
    (tmp_path / "s.json").write_text(json.dumps(scheme), encoding="utf-8")
    assert main(["scheme", "set", str(path), str(tmp_path / "s.json")]) == 0
    assert main(["import", str(path), str(tmp_path / "in.jsonl")]) == 0
    return path


def new(path: Path) -> Path:
    assert main(["new", str(path)]) == 0
    return path


def test_names_that_are_html_are_shown_as_they_are(
    tmp_path: Path, start: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: set[str] = set()
    wrong: list[str] = []

    def looked_at(dialog: QDialog) -> int:
        dialog.show()
        QApplication.processEvents()
        shown.add(type(dialog).__name__)
        wrong.extend(faults())
        dialog.hide()
        return 0

    ada = start(hostile(tmp_path), who=PICTURE)
    window = ada.window
    workspace = window.workspace
    (article,) = workspace.project.articles()
    workspace.edit(set_article_note(article.id, workspace.annotator_id, PICTURE))
    workspace.edit(rename_story(workspace.project.stories()[0], PICTURE))
    workspace.edit(set_facts(article, title=PICTURE, byline=PICTURE))
    for person in workspace.project.annotators():
        for span in workspace.project.spans(article.id, person.id):
            workspace.edit(set_note(span, PICTURE))
    workspace.refused.emit(PICTURE)
    workspace.not_saved.emit(PICTURE)
    QApplication.processEvents()
    assert faults() == []
    monkeypatch.setattr(QDialog, "exec", looked_at)
    for name in ("getOpenFileName", "getSaveFileName"):
        monkeypatch.setattr(QFileDialog, name, lambda *_, **__: ("", ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_, **__: ([], ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_, **__: "")
    monkeypatch.setattr("PySide6.QtGui.QDesktopServices.openUrl", lambda *_: True)
    window.ask = Ask(window)
    for spec in SPECS:
        if spec.name in LEAVES or spec.name.startswith("close") or "log" in spec.name:
            continue
        if window.actions_[spec.name].isEnabled():
            window.actions_[spec.name].trigger()
            QApplication.processEvents()
            wrong.extend(f"{spec.name}: {fault}" for fault in faults())
            for top in QApplication.topLevelWidgets():
                if isinstance(top, QDialog) and top.isVisible():
                    shown.add(type(top).__name__)
                    top.close()
    assert wrong == []
    assert len(shown) >= 8, shown
    window.alarm.hide()
    for top in QApplication.topLevelWidgets():
        if top is not window:
            top.close()
