"""The window itself: panes, zoom, panels, looks, keys, and what it remembers."""

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QSplitter, QTabBar

from annotator.settings import Settings
from tests.e2e.conftest import Maker, Opener
from tests.e2e.person import Person
from ui.dialogs.check_results import CheckResultsDialog
from ui.dialogs.done import DoneDialog
from ui.dialogs.palette import Palette
from ui.dialogs.preferences import PreferencesDialog
from ui.dialogs.shortcuts import ShortcutSheet
from ui.jobs import Job, Jobs

ONE = "Alibaba denied it. A firm accused Alibaba of theft.\n"


def names(person: Person) -> list[str]:
    """The beginnings of the names of the articles side by side."""
    return [view.article.name[:3] for view in person.window.articles.views if view.article]


def test_without_a_project_nothing_is_offered_that_needs_one(start: Opener) -> None:
    asks = {"new", "open", "sample", "import", "import-folder", "paste-text", "preferences"}
    asks |= {"quit", "full-screen", "models", "palette", "edit-shortcuts", "guide", "shortcuts"}
    asks |= {"log", "about"}
    ada = start()
    actions = ada.window.actions_
    assert not any(actions[name].isEnabled() for name in ("undo", "redo", "panes-1", "one-label"))
    for name in actions.names():
        if name not in asks and actions[name].isEnabled():
            ada.wants(name)
    assert not ada.window.workspace.is_open
    assert not ada.ask.asked


def test_one_to_six_articles_in_columns_or_a_grid(start: Opener, project: Path) -> None:
    ada = start(project)
    ada.opens_article("000")
    ada.presses("Ctrl+5")
    assert names(ada) == ["000", "001", "002", "003", "004"]
    tops = {view.mapTo(ada.window, view.rect().topLeft()).y() for view in ada.window.articles.views}
    assert len(tops) == 1
    ada.wants("grid")
    tops = {view.mapTo(ada.window, view.rect().topLeft()).y() for view in ada.window.articles.views}
    assert len(tops) == 2
    ada.presses("F6", "F6")
    assert ada.view.article is not None
    assert ada.view.article.name.startswith("002")
    ada.presses("Shift+F6", "Ctrl+1")
    assert names(ada) == ["001"]
    assert ada.pane.hasFocus()
    ada.presses("Ctrl+3")
    assert len(names(ada)) == 3
    assert "001" in names(ada)
    ada.wants("columns")
    ada.presses("Ctrl+2")
    panels = [ada.window.docks.docks[name] for name in ("articles", "labels")]
    wide = [panel.width() for panel in panels]
    ada.window.resize(800, 600)
    ada.waits(lambda: min(view.width() for view in ada.window.articles.views) > 200)
    assert max(panel.width() for panel in panels) < min(wide)
    ada.window.resize(1600, 1000)
    ada.waits(lambda: ada.window.articles.width() > 900)


def test_all_articles_scroll_together_on_a_key(start: Opener, project: Path) -> None:
    ada = start(project)
    ada.opens_article("000")
    ada.presses("Ctrl+2")
    ada.window.resize(1600, 500)
    QApplication.processEvents()
    first, second = ada.window.articles.views
    ada.presses("Ctrl+End")
    assert second.pane.scroll_fraction == 0
    ada.presses("Ctrl+Home", "Ctrl+Shift+Y", "PgDown", "PgDown")
    assert first.pane.scroll_fraction > 0
    assert second.pane.scroll_fraction > 0


def test_zoom(start: Opener, texts: Maker) -> None:
    ada = start(texts(one=ONE))
    ada.opens_article("one")
    height = ada.pane.rects(0, 1)[0].height()
    ada.presses("Ctrl++", "Ctrl++")
    assert ada.pane.rects(0, 1)[0].height() > height
    assert ada.told == "120 %"
    ada.presses("Ctrl+0")
    assert ada.pane.rects(0, 1)[0].height() == height


def test_layout_is_remembered(start: Opener, project: Path) -> None:
    ada = start(project)
    ada.opens_article("000")
    ada.presses("Ctrl+3")
    (row,) = [s for s in ada.window.articles.findChildren(QSplitter) if s.count() == 3]
    row.setSizes([600, 200, 200])
    row.splitterMoved.emit(600, 1)
    ada.presses("F6")
    ada.wants("history")
    ada.window.docks.docks["labels"].hide()
    ada.leave()
    ada = start(project)
    assert names(ada) == ["000", "001", "002"]
    assert ada.view.article is not None
    assert ada.view.article.name.startswith("001")
    (row,) = [s for s in ada.window.articles.findChildren(QSplitter) if s.count() == 3]
    # The screen of the tests is small, and the window came back no larger than it.
    ada.window.resize(1600, 1000)
    QApplication.processEvents()
    first, second, third = row.sizes()
    assert first > 1.5 * second
    assert abs(second - third) < 30
    assert ada.window.docks.docks["labels"].isHidden()
    assert not ada.window.docks.docks["history"].isHidden()
    assert not ada.window.actions_["show-labels"].isChecked()


def test_tabs_stand_only_over_panels_that_share_a_place(start: Opener, texts: Maker) -> None:
    ada = start(texts(a="Some words"))

    def rows() -> list[list[str]]:
        bars = ada.window.findChildren(QTabBar, options=Qt.FindChildOption.FindDirectChildrenOnly)
        on = ada.window.rect()
        return [
            [bar.tabText(at) for at in range(bar.count())]
            for bar in bars
            if bar.isVisible() and bar.geometry().intersects(on)
        ]

    ada.waits(lambda: not rows())
    ada.window.docks.show("guidelines")
    ada.waits(lambda: rows() == [["Details", "Guidelines"]])


def test_the_palette_runs_an_action(start: Opener, project: Path) -> None:
    ada = start(project)
    ada.opens_article("000")
    ada.presses("Ctrl+Shift+P")
    palette = ada.shown(Palette)
    ada.writes("done with")
    palette.field.taken.emit()
    QApplication.processEvents()
    assert not palette.isVisible()
    ada.shown(DoneDialog).back.click()
    ada.turns_to_the_window()
    ada.presses("Ctrl+Shift+P")
    palette = ada.shown(Palette)
    ada.writes("geopolitical")
    palette.reject()


def test_f1_shows_the_keys(start: Opener, texts: Maker) -> None:
    ada = start(texts(one=ONE))
    ada.opens_article("one")
    met = ada.meets(ShortcutSheet, lambda sheet: sheet.reject())
    ada.presses("F1")
    assert met


@pytest.mark.parametrize("theme", ["dark", "high contrast", "light"])
def test_looks_change_at_once(start: Opener, texts: Maker, theme: str) -> None:
    ada = start(texts(one=ONE))
    ada.opens_article("one")
    ada.sweeps("denied")
    ada.presses("1", "Esc", "Esc")
    ada.wants({"dark": "theme-dark", "light": "theme-light"}.get(theme, "theme-contrast"))
    assert Settings().preferences.theme == theme
    picture = ada.pane.viewport().grab().toImage()
    ground = picture.pixelColor(picture.width() - 2, picture.height() - 2)
    window = ada.window.palette().window().color()
    if theme == "high contrast":
        assert ground.lightness() in (0, 255)
        return
    assert (ground.lightness() < 128) == (theme == "dark")
    assert (window.lightness() < 128) == (theme == "dark")


def test_preferences_hold_at_once(start: Opener, texts: Maker) -> None:
    ada = start(texts(one=ONE))
    ada.opens_article("one")
    height = ada.pane.rects(0, 1)[0].height()

    def change(dialog: PreferencesDialog) -> None:
        field = dialog.fields["reading_points"]
        field.setValue(field.value() + 6)  # type: ignore[attr-defined]
        dialog.fields["single_keys"].click()  # type: ignore[attr-defined]
        dialog.accept()

    met = ada.meets(PreferencesDialog, change)
    ada.wants("preferences")
    assert met
    assert ada.pane.rects(0, 1)[0].height() > height
    ada.turns_to_the_window()
    ada.sweeps("denied")
    ada.presses("1")
    assert ada.labelled() == [], "single keys are off"
    ada.presses("Alt+1")
    assert ada.labelled() == [("claim", "denied")]


def test_a_project_is_checked_quietly_after_it_was_opened(
    start: Opener, texts: Maker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.commands.checks.AFTER_MS", 1)
    path = texts(one=ONE)
    ada = start(path)
    project = ada.window.workspace.project
    counter = str(project.change_counter())
    ada.waits(lambda: ada.window.state.kept(project.id, "checked") == counter)
    assert ada.ask.told == []
    assert not [w for w in QApplication.topLevelWidgets() if isinstance(w, CheckResultsDialog)]
    ada.leave()
    again = start(path)
    again.qtbot.wait(30)
    assert again.window.jobs.process_id == 0, "nothing changed, so nothing is checked"


def test_leaving_during_the_quiet_check_asks_nothing(
    start: Opener, texts: Maker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.commands.checks.AFTER_MS", 1)
    ada = start(texts(one=ONE))
    ada.waits(lambda: ada.window.jobs.current is not None)
    ada.leave()
    assert ada.ask.asked == []
    assert not ada.window.workspace.is_open


def test_the_quiet_check_lets_what_was_asked_for_begin_first(
    start: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.commands.checks.AFTER_MS", 1)
    tasks: list[str] = []
    run = Jobs.run

    def watched(jobs: Jobs, task: str, *given: Any, **named: Any) -> Job:
        tasks.append(task)
        return run(jobs, task, *given, **named)

    monkeypatch.setattr(Jobs, "run", watched)
    (tmp_path / "one.txt").write_text(ONE, encoding="utf-8")
    ada = start(tmp_path / "one.txt")  # is asked who labels before the import can begin
    ada.waits(lambda: "check" in tasks)
    assert tasks.index("check") > tasks.index("import")


def test_faults_are_shown_after_opening(
    start: Opener, texts: Maker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.commands.checks.AFTER_MS", 1)
    path = texts(one=ONE)
    connection = sqlite3.connect(path)
    connection.execute("UPDATE article SET sha256 = '0'")
    connection.commit()
    connection.close()
    close_without_backup = True
    ada = start(path, answers=(close_without_backup, close_without_backup))
    ada.waits(
        lambda: [w for w in QApplication.topLevelWidgets() if isinstance(w, CheckResultsDialog)]
    )
    dialog = ada.shown(CheckResultsDialog)
    assert "one.txt" in dialog.text()
    dialog.reject()


def test_esc_leads_back_to_the_text_from_every_panel(start: Opener, texts: Maker) -> None:
    ada = start(texts(one=ONE))
    ada.opens_article("one")
    for name in ("articles", "details", "spans", "sentences", "find", "history"):
        panel = ada.window.docks.panels[name]
        ada.window.docks.show(name).setFocus(Qt.FocusReason.OtherFocusReason)
        QApplication.processEvents()
        assert panel.isAncestorOf(QApplication.focusWidget() or ada.window), name
        ada.presses("Esc")
        assert ada.pane.hasFocus(), name


def test_the_list_of_sentences_labels_too(start: Opener, texts: Maker) -> None:
    ada = start(texts(one=ONE))
    ada.opens_article("one")
    ada.presses("Ctrl+Shift+R")
    ada.window.docks.panels["sentences"].setFocus(Qt.FocusReason.OtherFocusReason)
    QApplication.processEvents()
    ada.presses("Down", "1")
    assert ada.labelled() == [("claim", "A firm accused Alibaba of theft")]
