"""Preferences hold at once; about says what there is."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from annotator import __version__
from annotator.settings import Preferences, Settings, declarations
from tests.ui.scripted_ask import ScriptedAsk
from ui.actions import Actions
from ui.dialogs.about import AboutDialog
from ui.dialogs.preferences import SECTIONS, PreferencesDialog
from ui.theme import DARK, HIGH_CONTRAST, LIGHT, put_on


@pytest.fixture
def dialog(qtbot):
    settings = Settings()
    made = PreferencesDialog(settings, Actions(), ScriptedAsk())
    made.settings_ = settings
    qtbot.addWidget(made)
    made.show()
    return made


def test_every_preference_of_people_has_a_field(dialog):
    shown = {name for _, names in SECTIONS for name in names}
    elsewhere = {"annotator_id", "shortcuts", "model", "trusted_models"}
    assert shown == {each.name for each in declarations()} - elsewhere
    assert set(dialog.fields) == shown
    assert all(field.accessibleName() for field in dialog.fields.values())


def test_each_field_changes_its_preference_by_keyboard(dialog, qtbot):
    fields, now = dialog.fields, lambda: dialog.settings_.preferences
    qtbot.keyClick(fields["theme"], Qt.Key.Key_Down)
    assert now().theme == "light"
    qtbot.keyClick(fields["interface_points"], Qt.Key.Key_Up)
    assert now().interface_points == 10.5
    qtbot.keyClick(fields["measure"], Qt.Key.Key_Down)
    assert now().measure == 65
    qtbot.keyClick(fields["pitch"], Qt.Key.Key_Up)
    assert now().pitch == pytest.approx(1.7)
    qtbot.keyClick(fields["single_keys"], Qt.Key.Key_Space)
    assert now().single_keys is False
    qtbot.keyClick(fields["newline_marks"], Qt.Key.Key_Space)
    assert now().newline_marks is True
    qtbot.keyClick(fields["reading_font"], Qt.Key.Key_Down)
    assert now().reading_font == fields["reading_font"].itemText(1)
    qtbot.keyClicks(fields["annotator_name"], "Ann ")
    qtbot.keyClick(fields["annotator_name"], Qt.Key.Key_Tab)
    dialog.fields["annotator_name"].editingFinished.emit()
    assert now().annotator_name == "Ann"
    assert Settings().preferences == now()


def test_what_changes_elsewhere_is_shown(dialog):
    dialog.settings_.change(theme="dark", measure=80)
    assert dialog.fields["theme"].currentText() == "Dark"
    assert dialog.fields["measure"].value() == 80


def test_the_sample_shows_the_font(dialog):
    dialog.settings_.change(reading_points=20.0)
    assert dialog.sample.font().pointSizeF() == 20


def test_back_to_the_defaults(dialog):
    dialog.settings_.change(theme="dark", measure=80, shortcuts={"find": ()})
    (button,) = [b for b in dialog.findChildren(QPushButton) if b.text() == "Back to the defaults"]
    button.click()
    assert dialog.settings_.preferences == Preferences(shortcuts={"find": ()})


def test_a_closed_dialog_listens_no_more(dialog, qtbot):
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert dialog.settings_._listeners == []


def test_preferences_that_cannot_be_written_are_told(qtbot, tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    ask = ScriptedAsk()
    settings = Settings(tmp_path / "file" / "p.json")
    dialog = PreferencesDialog(settings, Actions(), ask)
    qtbot.addWidget(dialog)
    qtbot.keyClick(dialog.fields["single_keys"], Qt.Key.Key_Space)
    assert "could not be saved" in ask.told[0]
    assert settings.preferences.single_keys is False


def test_about_says_the_version_and_can_be_copied(qtbot):
    dialog = AboutDialog()
    qtbot.addWidget(dialog)
    dialog.show()
    assert f"Version: {__version__}" in dialog.words
    (copy,) = [b for b in dialog.findChildren(QPushButton) if b.text() == "Copy"]
    copy.click()
    assert QApplication.clipboard().text() == dialog.words
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


@pytest.mark.parametrize("theme", [LIGHT, DARK, HIGH_CONTRAST], ids=lambda theme: theme.name)
@pytest.mark.parametrize("points", [10.0, 20.0])
def test_nothing_is_cut_off_at_any_size(theme, points, qtbot, qapp):
    put_on(qapp, theme, Preferences(interface_points=points))
    dialog = PreferencesDialog(Settings(), Actions(), ScriptedAsk())
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    for field in dialog.fields.values():
        assert field.height() >= field.fontMetrics().height()
        assert field.geometry().right() <= field.parentWidget().width()
    put_on(qapp, LIGHT, Preferences())
