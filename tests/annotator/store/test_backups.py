"""Backups: verified before they count, in order whatever the clock says, thinned, restored."""

import os
import shutil
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.edits.spans import MANY, add_spans, new_span, remove_spans
from annotator.errors import AnnotatorError, BadInput, ProjectError
from annotator.model.people import Annotator
from annotator.model.story import Article
from annotator.project import Project
from annotator.settings import data_folder
from annotator.store import backup as backing_up
from annotator.store.backup import back_up, backup_folder
from annotator.store.lock import Locked
from annotator.store.restoring import backups_of, find_backup, restore
from annotator.store.tables import SCHEMA_VERSION
from annotator.store.thinning import NEWEST, PERIODS, kept
from tests.annotator.samples import CLAIM, SCHEME, TEXT, add_article

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


def names(path: Path) -> list[str]:
    with Project.open(path, read_only=True) as project:
        return [article.name for article in project.articles()]


def whys(project: Project) -> list[str]:
    return [one.why for one in project.backups()]


def test_a_backup_is_a_project_that_holds_everything(project: Project, article: Article) -> None:
    kept_as = project.back_up("by hand")
    assert kept_as.parent == backup_folder(project.id)
    assert [path.name for path in kept_as.parent.iterdir() if path.name.startswith(".")] == []
    with Project.open(kept_as, read_only=True) as copy:
        assert copy.id == project.id
        assert copy.text(article.id) == TEXT
        assert copy.faults() == ()
    (one,) = project.backups()
    assert (one.path, one.number, one.why, one.size) == (
        kept_as, 1, "by hand", kept_as.stat().st_size,
    )  # fmt: skip


def test_where_nothing_changed_the_newest_backup_is_it(project: Project, article: Article) -> None:
    assert project.changed_since_backup
    first = project.back_up("at close")
    assert not project.changed_since_backup
    assert project.back_up("at close") == first
    project.set_setting("a", "b")
    assert project.changed_since_backup
    second = project.back_up("at close")
    assert second != first
    assert [one.number for one in project.backups()] == [2, 1]


def test_somebody_else_s_writing_is_a_change(project: Project) -> None:
    project.back_up("by hand")
    other = sqlite3.connect(project.path)
    other.execute("UPDATE fact SET value = 'x' WHERE key = 'created_at'")
    other.commit()
    other.close()
    assert project.changed_since_backup


def test_order_does_not_follow_the_clock(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    for stamp, value in (("2030-01-01T00:00:00Z", "a"), ("2026-11-21T12:00:00Z", "b")):
        monkeypatch.setattr(backing_up, "now", lambda stamp=stamp: stamp)
        project.set_setting("x", value)
        project.back_up("by hand")
    newest, older = project.backups()
    assert (newest.made_at, older.made_at) == ("2026-11-21T12:00:00Z", "2030-01-01T00:00:00Z")
    assert newest.number > older.number


def test_an_id_from_a_hostile_file_leads_to_no_other_folder(project: Project) -> None:
    for bad in ("../../..", "/etc", "", "a\0b", "x" * 5000):
        folder = backup_folder(bad)
        assert folder.parent == data_folder() / "backups"
        assert len(folder.name) == 36
    back_up(project.path, "../../../here", "by hand")
    assert all("backups" in str(p) for p in data_folder().rglob("*.annotator"))


def test_a_damaged_project_gets_no_backup_and_the_sound_ones_stay(
    project: Project, article: Article
) -> None:
    sound = project.back_up("by hand")
    project.close()
    connection = sqlite3.connect(project.path)
    connection.execute("UPDATE article_text SET text = 'other'")
    connection.commit()
    connection.close()
    with Project.open(project.path) as damaged:
        with pytest.raises(ProjectError, match="is damaged, so no backup"):
            damaged.back_up("by hand")
        assert [one.path for one in damaged.backups()] == [sound]
    assert sorted(p.name for p in sound.parent.iterdir()) == [sound.name, "place"]


def test_a_copy_that_lacks_rows_does_not_count(
    project: Project, article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = backing_up.check_copy

    def spoilt(copy: Path, counts: dict[str, int]) -> None:
        connection = sqlite3.connect(copy)
        connection.execute("DELETE FROM fact")
        connection.commit()
        connection.close()
        honest(copy, counts)

    monkeypatch.setattr(backing_up, "check_copy", spoilt)
    with pytest.raises(ProjectError, match="fact"):
        project.back_up("by hand")
    assert project.backups() == ()


def test_importing_and_deleting_much_keep_a_backup_first(
    project: Project, article: Article, ada: Annotator, tmp_path: Path
) -> None:
    from annotator.transfer.importing import import_paths

    (tmp_path / "b.txt").write_text("words", encoding="utf-8")
    import_paths(project, [tmp_path / "b.txt"])
    assert whys(project) == ["before import"]
    assert names(project.backups()[0].path) == ["a.txt"]
    spans = [new_span(article.id, ada.id, CLAIM, [(n, n + 2)]) for n in range(MANY)]
    project.apply(add_spans(spans, "add"), ada.id)
    project.apply(remove_spans([spans[0].id]), ada.id)
    assert whys(project) == ["before import"]
    project.apply(add_spans(spans[:1], "add"), ada.id)
    project.apply(remove_spans([span.id for span in spans]), ada.id)
    assert whys(project) == ["before deleting", "before import"]
    with Project.open(project.backups()[0].path, read_only=True) as before:
        assert len(before.spans(article.id, ada.id)) == MANY


def test_the_first_import_into_an_empty_project_needs_none(
    project: Project, tmp_path: Path
) -> None:
    from annotator.transfer.importing import import_paths

    (tmp_path / "b.txt").write_text("words", encoding="utf-8")
    import_paths(project, [tmp_path / "b.txt"])
    assert whys(project) == []


# Thinning


def test_fewer_and_fewer_of_the_older_ones_stay() -> None:
    every_20_minutes = [NOW - timedelta(minutes=20 * n) for n in range(30_000)]
    stay = sorted(kept(every_20_minutes, NOW))
    assert stay[:NEWEST] == list(range(NEWEST))
    assert len(stay) <= NEWEST + sum(number for _, number in PERIODS)
    ages = [NOW - every_20_minutes[place] for place in stay]
    assert max(ages) > timedelta(days=230)
    assert sum(timedelta(days=2) < age < timedelta(days=11) for age in ages) >= 8


def test_a_clock_a_year_ahead_costs_nothing() -> None:
    ahead = NOW + timedelta(days=400)
    made = [NOW - timedelta(days=n) for n in range(40)]
    assert kept([*made[:5], ahead, *made[5:]], NOW) >= set(range(NEWEST))
    # While the clock is wrong, order still counts.
    assert kept([ahead, ahead, None], ahead) == {0, 1, 2}


@given(st.lists(st.none() | st.integers(-(10**7), 10**7), max_size=200))
def test_thinning_twice_is_thinning_once(seconds: list[int | None]) -> None:
    made = [None if n is None else NOW + timedelta(seconds=n) for n in seconds]
    once = [made[place] for place in sorted(kept(made, NOW))]
    assert kept(once, NOW) == set(range(len(once))) or len(once) <= len(made)
    assert set(range(min(NEWEST, len(made)))) <= kept(made, NOW)
    assert len(once) <= NEWEST + sum(number for _, number in PERIODS)


def test_what_is_thinned_goes_and_migrations_stay(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.back_up(backing_up.BEFORE_MIGRATION)
    monkeypatch.setattr(backing_up, "kept", lambda dates, now: {0, 1})
    for number in range(4):
        project.set_setting("x", str(number))
        project.back_up("by hand")
    assert [one.number for one in project.backups()] == [5, 4, 1]


# Restoring


@pytest.fixture
def two_states(tmp_path: Path) -> tuple[Path, Path]:
    """A project with two articles, and a backup from when it had one."""
    path = tmp_path / "p.annotator"
    with Project.create(path, SCHEME) as project:
        add_article(project)
        before = project.back_up("by hand")
        add_article(project, "more", "b.txt")
    return path, before


def test_restoring_keeps_the_replaced_file(two_states: tuple[Path, Path]) -> None:
    path, before = two_states
    aside = restore(path, before)
    assert names(path) == ["a.txt"]
    assert aside is not None
    assert aside.name.startswith("p replaced ")
    assert names(aside) == ["a.txt", "b.txt"]
    assert before.exists()
    assert sorted(p.name for p in path.parent.iterdir()) == [aside.name, path.name]
    with Project.open(path) as project:
        assert project.faults() == ()
        assert whys(project) == ["before restoring", "by hand"]
    assert restore(path, find_backup(path)) is not None
    assert names(path) == ["a.txt", "b.txt"]


def test_what_a_crash_left_in_the_log_is_kept_and_does_not_come_back(
    two_states: tuple[Path, Path], tmp_path: Path
) -> None:
    path, before = two_states
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("UPDATE article SET name = 'late.txt' WHERE name = 'b.txt'")
    connection.commit()
    for ending in ("", "-wal"):
        shutil.copyfile(f"{path}{ending}", tmp_path / f"crashed{ending}")
    connection.close()
    for ending in ("", "-wal"):
        (tmp_path / f"crashed{ending}").replace(f"{path}{ending}")
    aside = restore(path, before)
    assert names(path) == ["a.txt"]
    assert aside is not None
    assert names(aside) == ["a.txt", "late.txt"]
    assert not Path(f"{path}-wal").exists()


@pytest.mark.parametrize("left", [0, 50, 5000])
def test_a_file_that_cannot_be_read_any_more_is_restored(
    two_states: tuple[Path, Path], left: int
) -> None:
    path, before = two_states
    damaged = path.read_bytes()[:left]
    path.write_bytes(damaged)
    Path(f"{path}-wal").write_bytes(b"old log")
    assert find_backup(path) == before
    aside = restore(path, before)
    assert names(path) == ["a.txt"]
    assert aside is not None
    assert aside.read_bytes() == damaged
    assert Path(f"{aside}-wal").read_bytes() == b"old log"
    assert not Path(f"{path}-wal").exists()


def test_a_file_that_is_gone_is_restored(two_states: tuple[Path, Path]) -> None:
    path, before = two_states
    path.unlink()
    assert [one.path for one in backups_of(path)] == [before]
    assert restore(path, before) is None
    assert names(path) == ["a.txt"]


def test_nobody_restores_what_is_open(two_states: tuple[Path, Path]) -> None:
    path, before = two_states
    with Project.open(path), pytest.raises(Locked):
        restore(path, before)
    assert names(path) == ["a.txt", "b.txt"]


def test_what_is_no_sound_backup_is_not_put_there(
    two_states: tuple[Path, Path], tmp_path: Path
) -> None:
    path, before = two_states
    old = path.read_bytes()
    whole = before.read_bytes()
    bad = tmp_path / "bad.annotator"
    for content in (b"", b"words" * 100, whole[:5000], whole[:100] + b"\xa5" * 8192):
        bad.write_bytes(content)
        with pytest.raises(AnnotatorError):
            restore(path, bad)
        assert path.read_bytes() == old
    bad.write_bytes(whole)
    connection = sqlite3.connect(bad)
    connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    connection.close()
    with pytest.raises(ProjectError, match="newer Annotator"):
        restore(path, bad)
    with pytest.raises(BadInput, match="itself"):
        restore(path, path)
    bad.unlink()
    assert path.read_bytes() == old
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_a_disk_without_hard_links(
    two_states: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    path, before = two_states

    def refuse(*_: object) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    aside = restore(path, before)
    assert aside is not None
    assert names(aside) == ["a.txt", "b.txt"]
    assert names(path) == ["a.txt"]


def test_backups_are_found_by_number_name_and_path(two_states: tuple[Path, Path]) -> None:
    path, before = two_states
    for wanted in ("", "1", "000001", before.name, before.stem, str(before)):
        assert find_backup(path, wanted) == before
    with pytest.raises(BadInput, match="no backup “9”"):
        find_backup(path, "9")
    with pytest.raises(BadInput):
        find_backup(path, "x" * 5000)


def test_what_a_killed_restoring_left_goes_with_the_next(two_states: tuple[Path, Path]) -> None:
    path, before = two_states
    for name in (f".{path.name}.restoring", f"..{path.name}.restoring.77.copy-journal"):
        path.with_name(name).write_bytes(b"half")
    aside = restore(path, before)
    assert aside is not None
    assert sorted(p.name for p in path.parent.iterdir()) == [aside.name, path.name]
