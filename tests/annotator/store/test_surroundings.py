"""Network drives, folders that are synchronised, copies in conflict, two people in one file."""

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from annotator.edits.spans import add_span, new_span
from annotator.model.people import Annotator
from annotator.project import Project
from annotator.store import shared_disk
from annotator.store.lock import lock_path
from annotator.store.shared_disk import is_shared, network_drive, synchronised_by
from annotator.store.surroundings import surroundings
from tests.annotator.commands import ROOT, Commands, environment
from tests.annotator.samples import CLAIM, SCHEME, TEXT, add_article

MOUNTS = r"""
22 1 254:0 / / rw,relatime shared:1 - 9p /dev/root rw
23 22 0:20 / /proc rw,nosuid - proc proc rw
40 22 0:40 / /mnt/the\040share rw,relatime shared:7 - nfs4 host:/x rw,vers=4.2
41 40 0:41 / /mnt/the\040share/local rw,relatime - ext4 /dev/sda1 rw
42 22 0:42 / /media/nas rw - cifs //nas/x rw
43 22 0:43 / /media/cloud rw - fuse.rclone cloud: rw
44 22 0:44 / /media/cloud rw - ext4 /dev/sdb1 rw
a line that is none
"""


@pytest.fixture
def mounts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "mountinfo"
    file.write_text(MOUNTS, encoding="utf-8")
    monkeypatch.setattr(shared_disk, "MOUNTS", file)
    monkeypatch.setattr(shared_disk.sys, "platform", "linux")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A project with an article, in a folder of its own."""
    (tmp_path / "work").mkdir()
    path = tmp_path / "work" / "p.annotator"
    with Project.create(path, SCHEME) as project:
        add_article(project)
        for name in ("Ann", "Ben"):
            project.add_annotator(Annotator(name.lower(), name))
    return path


def names(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir())


# What is found


@pytest.mark.usefixtures("mounts")
@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("/home/ada/p.annotator", ""),
        ("/mnt/the share/p.annotator", "nfs4"),
        ("/mnt/the share/local/p.annotator", ""),
        ("/mnt/the sharer/p.annotator", ""),
        ("/media/nas/a/b/p.annotator", "cifs"),
        ("/media/cloud/p.annotator", ""),
    ],
)
def test_the_kind_of_disk_is_that_of_the_innermost_and_last_mount(place: str, kind: str) -> None:
    assert network_drive(Path(place)) == kind


def test_the_disk_of_a_mac(monkeypatch: pytest.MonkeyPatch) -> None:
    told = (
        "/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)\n"
        "//ada@nas/x on /Volumes/the share (smbfs, nodev, nosuid, mounted by ada)\n"
    )
    done = subprocess.CompletedProcess([], 0, told, "")
    monkeypatch.setattr(shared_disk.sys, "platform", "darwin")
    monkeypatch.setattr(shared_disk.subprocess, "run", lambda *_, **__: done)
    assert network_drive(Path("/Volumes/the share/p.annotator")) == "smbfs"
    assert network_drive(Path("/Users/ada/p.annotator")) == ""


@pytest.mark.parametrize(
    ("mark", "tool"),
    [
        (".stfolder", "Syncthing"),
        (".dropbox.cache", "Dropbox"),
        (".849C9593-D756-4E56-8D6E-42412F2A707B", "OneDrive"),
        (".sync_0123abcd.db", "Nextcloud or ownCloud"),
        ("._sync_0123abcd.db", "Nextcloud or ownCloud"),
        (".nextcloudsync.log", "Nextcloud"),
        (".tmp.drivedownload", "Google Drive"),
    ],
)
def test_a_folder_that_is_synchronised_is_known_by_its_marks(
    tmp_path: Path, mark: str, tool: str
) -> None:
    (tmp_path / mark).mkdir()
    inside = tmp_path / "a" / "b"
    inside.mkdir(parents=True)
    assert synchronised_by(inside / "p.annotator") == tool


@pytest.mark.parametrize(
    ("name", "tool"),
    [
        ("Dropbox", "Dropbox"),
        ("Dropbox (The Paper)", "Dropbox"),
        ("OneDrive - University", "OneDrive"),
        ("GoogleDrive-ada@example.org", "Google Drive"),
        ("com~apple~CloudDocs", "iCloud"),
        ("Nextcloud2", "Nextcloud"),
        ("Dropboxes", ""),
        ("My work", ""),
    ],
)
def test_a_folder_that_is_synchronised_is_known_by_its_name(
    tmp_path: Path, name: str, tool: str
) -> None:
    assert synchronised_by(tmp_path / name / "a" / "p.annotator") == tool


SURELY = (
    "p.sync-conflict-20261121-101010-ABCDEFG",
    "p (Ada's conflicted copy 2026-11-21)",
    "p (conflicted copy 2026-11-21 101010)",
    "p (In Konflikt stehende Kopie von Ada 2026-11-21)",
    "p (Copie en conflit de Ada 2026-11-21)",
    "p (SFConflict ada@example.org 2026-11-21-10-10-10)",
    "p [Conflict]",
    "p_conflict-20261121-101010",
    "p.Conflict",
)
PERHAPS = ("p-LAPTOP", "p 2", "p (1)")
NEVER = ("p replaced 2026-11-21T10.10.10Z", "other", "pp (conflicted copy 2026-11-21)", "p copy")


def test_copies_in_conflict_are_known_by_their_names_and_what_they_hold(path: Path) -> None:
    for stem in (*SURELY, *PERHAPS, *NEVER):
        shutil.copyfile(path, path.with_name(f"{stem}.annotator"))
    (path.parent / "p (conflicted copy of no project).annotator").write_text("words")
    with Project.create(path.parent / "p (conflict of another project).annotator", SCHEME):
        pass
    found = surroundings(path)
    assert {copy.stem for copy in found.copies} == set(SURELY)
    assert "“p.Conflict.annotator”" in " ".join(found.sentences())
    (path.parent / ".stfolder").mkdir()
    assert {copy.stem for copy in surroundings(path).copies} == {*SURELY, *PERHAPS}
    for stem in SURELY:
        copy = path.with_name(f"{stem}.annotator")
        assert surroundings(copy).original == path, stem
        assert surroundings(copy).copies == ()
    assert surroundings(path).original is None


def test_looking_around_leaves_nothing_beside_a_copy(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("UPDATE fact SET value = value")
        connection.commit()
        shutil.copyfile(path, path.with_name("p.Conflict.annotator"))
    Project.open(path).close()
    assert [copy.name for copy in surroundings(path).copies] == ["p.Conflict.annotator"]
    assert names(path.parent) == ["p.Conflict.annotator", "p.annotator"]


def test_nothing_around_is_nothing_told(path: Path, command: Commands) -> None:
    assert surroundings(path).sentences() == ()
    assert command.done("check", path, "--json").answer["around"] == []


def test_check_tells_what_lies_around(path: Path, command: Commands) -> None:
    (path.parent / ".stfolder").mkdir()
    shutil.copyfile(path, path.with_name("p.sync-conflict-20261121-101010-ABCDEFG.annotator"))
    ran = command.done("check", path)
    assert "a folder that Syncthing synchronises" in ran.err
    assert "Work was done in two places at once" in ran.err


@pytest.mark.usefixtures("mounts")
def test_a_network_drive_is_told(path: Path) -> None:
    lines = f"40 22 0:40 / {path.parent} rw - cifs //nas/x rw\n"
    shared_disk.MOUNTS.write_text(lines, encoding="utf-8")
    assert is_shared(path)
    (sentence,) = surroundings(path).sentences()
    assert sentence.startswith("The project is on a network drive (cifs)")


def test_words_of_another_machine_in_the_lock_are_told(path: Path) -> None:
    words = '{"process": 1, "host": "the-laptop", "since": "2026-11-21T10:10:10Z"}'
    lock_path(path).write_text(words, encoding="utf-8")
    with Project.open(path) as project:
        (sentence,) = project.surroundings().sentences()
    assert "the-laptop since 2026-11-21 10:10:10 UTC" in sentence
    with Project.open(path) as project:
        assert project.surroundings().sentences() == ()


# No log beside a file that others see


@pytest.fixture
def shared(path: Path) -> Path:
    """The same project where Syncthing sees it."""
    (path.parent / ".stfolder").mkdir()
    assert is_shared(path)
    return path


def test_a_file_that_others_see_is_whole_after_each_step(shared: Path, tmp_path: Path) -> None:
    with Project.open(shared) as project:
        for number in range(3):
            add_article(project, f"text {number}", f"b{number}.txt")
            assert names(shared.parent) == [".p.annotator.lock", ".stfolder", shared.name]
            seen = tmp_path / f"seen{number}.annotator"
            shutil.copyfile(shared, seen)
            with Project.open(seen, read_only=True) as there:
                assert len(there.articles()) == number + 2
                assert there.faults() == ()


def test_others_read_while_much_is_written_to_it(shared: Path) -> None:
    with Project.open(shared) as writer, Project.open(shared, read_only=True) as reader:
        with writer._database.writing() as connection:
            long = "x" * 1_000_000
            for number in range(60):  # more than the cache holds
                connection.exec_driver_sql(
                    "INSERT INTO fact (key, value, rev) VALUES (?, ?, 0)", (f"f{number}", long)
                )
            assert len(reader.articles()) == 1
        assert len(reader.articles()) == 1
        assert reader.faults() == ()


def test_a_log_that_a_crash_left_is_brought_in(shared: Path) -> None:
    (shared.parent / ".stfolder").rename(shared.parent / "away")
    code = (
        "import os, sys; from pathlib import Path; from annotator.project import Project\n"
        "project = Project.open(Path(sys.argv[1])); project.set_setting('x', 'y'); os._exit(1)"
    )
    subprocess.run([sys.executable, "-c", code, str(shared)], check=False, env=environment())
    assert f"{shared.name}-wal" in names(shared.parent)
    (shared.parent / "away").rename(shared.parent / ".stfolder")
    with Project.open(shared) as project:
        assert project.setting("x") == "y"
        assert names(shared.parent) == [".p.annotator.lock", ".stfolder", shared.name]


# Two people, one file by mistake

LABELS = """
import sys
from pathlib import Path
from annotator.edits.spans import add_span, new_span
from annotator.project import Project
from tests.annotator.samples import CLAIM

with Project.open(Path(sys.argv[1])) as project:
    who = sys.argv[2]
    (article,) = project.articles()
    print("open", flush=True)
    for line in sys.stdin:
        start, end = map(int, line.split())
        span = new_span(article.id, who, CLAIM, [(start, end)])
        try:
            project.apply(add_span(span, CLAIM), who)
        except Exception as error:
            print(f"refused: {error}", flush=True)
        else:
            print("saved", flush=True)
"""


class Person:
    """Somebody who labels in a process of their own."""

    def __init__(self, path: Path, who: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", LABELS, str(path), who],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            cwd=ROOT,
            env=environment(),
        )
        assert self._hears() == "open"

    def _hears(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()

    def marks(self, start: int, end: int) -> str:
        assert self._process.stdin is not None
        self._process.stdin.write(f"{start} {end}\n")
        self._process.stdin.flush()
        return self._hears()

    def leaves(self) -> None:
        self._process.communicate(timeout=500)
        assert self._process.returncode == 0


def spans(path: Path) -> dict[str, set[tuple[int, int]]]:
    """Whose spans are where."""
    with Project.open(path, read_only=True) as project:
        assert project.faults() == ()
        return {
            person.name: {
                (span.start, span.end)
                for article in project.articles()
                for span in project.spans(article.id, person.id)
            }
            for person in project.annotators()
        }


def test_two_machines_and_a_tool_that_synchronises(path: Path, command: Commands) -> None:
    """Both work in their own copy of one file; the tool puts one beside the other."""
    (path.parent / ".stfolder").mkdir()
    there = path.parent.parent / "there"
    shutil.copytree(path.parent, there)
    ann, ben = Person(path, "ann"), Person(there / path.name, "ben")
    for number in range(3):
        assert ann.marks(number, number + 5) == ben.marks(number, number + 9) == "saved"
    ann.leaves()
    ben.leaves()
    copy = path.with_name("p.sync-conflict-20261121-101010-ABCDEFG.annotator")
    shutil.copyfile(there / path.name, copy)
    assert surroundings(path).copies == (copy,)
    command.done("merge", path, copy)
    assert spans(path) == {"Ann": {(0, 5), (1, 6), (2, 7)}, "Ben": {(0, 9), (1, 10), (2, 11)}}
    command.done("merge", path, copy)
    assert spans(path) == {"Ann": {(0, 5), (1, 6), (2, 7)}, "Ben": {(0, 9), (1, 10), (2, 11)}}


@pytest.mark.parametrize("log", [True, False])
def test_a_tool_that_replaces_the_file_while_it_is_open(
    path: Path, command: Commands, log: bool
) -> None:
    """What was saved is in the copy that the tool moved aside, and one merge brings it back."""
    if not log:
        (path.parent / ".stfolder").mkdir()
    theirs = path.parent.parent / "theirs.annotator"
    shutil.copyfile(path, theirs)
    ben = Person(theirs, "ben")
    assert ben.marks(0, 9) == "saved"
    ben.leaves()
    ann = Person(path, "ann")
    assert ann.marks(0, 5) == "saved"
    copy = path.with_name("p.sync-conflict-20261121-101010-ABCDEFG.annotator")
    path.rename(copy)
    theirs.rename(path)
    before = path.read_bytes()
    assert "Another file has taken the place" in ann.marks(1, 6)
    ann.leaves()
    assert path.read_bytes() == before
    assert not [name for name in names(path.parent) if name.endswith(("-wal", "-shm"))]
    assert spans(copy)["Ann"] == {(0, 5)}
    assert surroundings(path).copies == (copy,)
    command.done("merge", path, copy)
    assert spans(path) == {"Ann": {(0, 5)}, "Ben": {(0, 9)}}


def test_two_people_on_a_disk_that_knows_no_locks(path: Path) -> None:
    """The words in the lock file count: the second is told who has it, and from where."""
    code = (
        "import fcntl, sys; from pathlib import Path\n"
        "def unknown(*_): raise OSError(37, 'No locks available')\n"
        "fcntl.flock = unknown\n"
        "from annotator.project import Project\n"
        "try:\n"
        "    Project.open(Path(sys.argv[1]))\n"
        "except Exception as error:\n"
        "    print(error)\n"
    )
    ann = Person(path, "ann")
    told = subprocess.run(
        [sys.executable, "-c", code, str(path)],
        capture_output=True,
        encoding="utf-8",
        check=True,
        env=environment(),
    ).stdout
    assert "is open by process" in told
    assert "open it read-only" in told
    assert ann.marks(0, 5) == "saved"
    ann.leaves()


# What is open, though its file has gone


@pytest.mark.parametrize("what", ["deleted", "moved", "replaced"])
@pytest.mark.parametrize("log", [True, False])
def test_all_that_is_open_is_saved_as_a_copy(
    path: Path, command: Commands, what: str, log: bool
) -> None:
    if not log:
        (path.parent / ".stfolder").mkdir()
    copy = path.parent.parent / "copy.annotator"
    with Project.open(path) as project:
        (article,) = project.articles()
        span = new_span(article.id, "ann", CLAIM, [(0, 5)])
        project.apply(add_span(span, CLAIM), "ann")
        project.check_place()
        if what == "deleted":
            path.unlink()
        else:
            path.rename(path.with_name("away"))
        if what == "replaced":
            shutil.copyfile(path.with_name("away"), path)
        with pytest.raises(Exception, match=r"no longer there|taken the place"):
            project.check_place()
        project.save_copy(copy)
        with pytest.raises(Exception, match="there already"):
            project.save_copy(copy)
    assert spans(copy)["Ann"] == {(0, 5)}
    command.done("check", copy)
    assert [name for name in names(copy.parent) if name.startswith(".")] == []
    with Project.open(copy, read_only=True) as opened:
        assert opened.text(opened.articles()[0].id) == TEXT
