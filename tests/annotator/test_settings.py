"""Preferences: declared once, kept as overrides, never lost, never in the way."""

import json
import os
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.settings import (
    Preferences,
    PreferencesError,
    Settings,
    cache_folder,
    config_folder,
    data_folder,
    declaration,
    declarations,
    log_folder,
    write_whole,
)


def kept(settings: Settings) -> dict:
    return json.loads(settings.path.read_text(encoding="utf-8"))


def test_defaults_need_no_file():
    settings = Settings()
    assert settings.preferences == Preferences()
    assert settings.told == ""
    assert not settings.path.exists()


def test_every_default_keeps_its_own_rule():
    for known in declarations():
        assert known.fault(known.default) == "", known.name
        assert known.words


def test_only_what_differs_is_kept():
    settings = Settings()
    settings.change(theme="dark", measure=70)
    assert kept(settings) == {"theme": "dark", "measure": 70}
    settings.change(theme="system")
    assert kept(settings) == {"measure": 70}
    assert Settings().preferences.measure == 70


def test_shortcuts_come_back_as_they_were():
    Settings().change(shortcuts={"find": ("Ctrl+J", "F4"), "undo": ()})
    assert Settings().preferences.shortcuts == {"find": ("Ctrl+J", "F4"), "undo": ()}


def test_listeners_hear_of_changes_until_they_stop():
    settings = Settings()
    heard = []
    stop = settings.listen(lambda now: heard.append(now.theme))
    settings.change(theme="dark")
    settings.change(theme="dark")
    stop()
    settings.change(theme="light")
    assert heard == ["dark"]


@pytest.mark.parametrize(
    "values",
    [
        {"theme": "pink"},
        {"measure": 5},
        {"measure": 66.5},
        {"measure": True},
        {"single_keys": 1},
        {"reading_font": None},
        {"shortcuts": {"find": "Ctrl+J"}},
        {"pitch": float("nan")},
    ],
)
def test_values_outside_their_rule_are_refused(values):
    settings = Settings()
    with pytest.raises(ValueError, match="should"):
        settings.change(**values)
    assert settings.preferences == Preferences()
    assert not settings.path.exists()


def test_a_damaged_file_is_told_kept_aside_and_replaced_by_defaults():
    path = config_folder() / "preferences.json"
    path.parent.mkdir(parents=True)
    path.write_text('{"theme": "dar', encoding="utf-8")
    settings = Settings()
    assert settings.preferences == Preferences()
    assert "damaged" in settings.told
    (aside,) = path.parent.glob("preferences.broken-*.json")
    assert aside.read_text(encoding="utf-8") == '{"theme": "dar'
    assert aside.name in settings.told
    assert not path.exists()


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"[]", b"", b"null", b"[" * 100_000])
def test_any_other_content_is_no_traceback(content):
    path = config_folder() / "preferences.json"
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    assert Settings().preferences == Preferences()


def test_one_bad_value_costs_only_itself():
    path = config_folder() / "preferences.json"
    path.parent.mkdir(parents=True)
    path.write_text('{"theme": 5, "measure": 70}', encoding="utf-8")
    settings = Settings()
    assert (settings.preferences.theme, settings.preferences.measure) == ("system", 70)
    assert "theme" in settings.told


def test_what_a_later_version_wrote_stays():
    path = config_folder() / "preferences.json"
    path.parent.mkdir(parents=True)
    path.write_text('{"from_the_future": [1], "theme": "dark"}', encoding="utf-8")
    settings = Settings()
    assert settings.told == ""
    settings.change(theme="light")
    assert kept(settings) == {"from_the_future": [1], "theme": "light"}


def test_a_folder_that_cannot_be_written_is_told_and_the_value_holds(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    settings = Settings(tmp_path / "file" / "preferences.json")
    with pytest.raises(PreferencesError, match="could not be saved"):
        settings.change(theme="dark")
    assert settings.preferences.theme == "dark"


def test_reset_goes_back_to_the_defaults():
    settings = Settings()
    settings.change(theme="dark", measure=70, shortcuts={"find": ("F4",)})
    settings.reset("theme")
    assert kept(settings) == {"measure": 70, "shortcuts": {"find": ["F4"]}}
    settings.reset()
    assert kept(settings) == {}


def test_a_name_that_is_no_preference_is_a_bug():
    with pytest.raises(KeyError):
        declaration("colour of the sky")


@given(st.binary(max_size=300))
def test_a_file_is_written_whole(tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("whole")
    path = folder / "file"
    path.write_bytes(b"before")
    write_whole(path, data)
    assert path.read_bytes() == data
    assert list(folder.iterdir()) == [path]


def test_a_write_that_fails_leaves_the_old_file(tmp_path, monkeypatch):
    path = tmp_path / "file"
    path.write_bytes(b"before")

    def full(_descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_whole(path, b"after")
    assert path.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [path]


FOLDERS = (config_folder, data_folder, log_folder, cache_folder)


@pytest.fixture
def no_overrides(monkeypatch):
    for name in ("CONFIG", "DATA", "LOG", "CACHE"):
        monkeypatch.delenv(f"ANNOTATOR_{name}_DIR", raising=False)
    for name in ("CONFIG", "DATA", "STATE", "CACHE"):
        monkeypatch.delenv(f"XDG_{name}_HOME", raising=False)
    monkeypatch.setattr(Path, "home", lambda: Path("/home/ann"))
    return monkeypatch


def test_folders_on_linux(no_overrides):
    no_overrides.setattr(sys, "platform", "linux")
    assert [folder().as_posix() for folder in FOLDERS] == [
        "/home/ann/.config/annotator",
        "/home/ann/.local/share/annotator",
        "/home/ann/.local/state/annotator/logs",
        "/home/ann/.cache/annotator",
    ]
    no_overrides.setenv("XDG_CONFIG_HOME", "/elsewhere")
    assert config_folder().as_posix() == "/elsewhere/annotator"
    no_overrides.setenv("XDG_CONFIG_HOME", "relative")
    assert config_folder().as_posix() == "/home/ann/.config/annotator"


def test_folders_on_macos(no_overrides):
    no_overrides.setattr(sys, "platform", "darwin")
    assert [folder().as_posix() for folder in FOLDERS] == [
        "/home/ann/Library/Preferences/Annotator",
        "/home/ann/Library/Application Support/Annotator",
        "/home/ann/Library/Logs/Annotator",
        "/home/ann/Library/Caches/Annotator",
    ]


def test_folders_on_windows(no_overrides):
    no_overrides.setattr(sys, "platform", "win32")
    no_overrides.setenv("APPDATA", "/roaming")
    no_overrides.setenv("LOCALAPPDATA", "/local")
    assert [folder().as_posix() for folder in FOLDERS] == [
        "/roaming/Annotator",
        "/local/Annotator",
        "/local/Annotator/logs",
        "/local/Annotator/cache",
    ]


def test_tests_never_touch_the_folders_of_the_person(own_folders):
    for folder in FOLDERS:
        assert folder().is_relative_to(own_folders)
