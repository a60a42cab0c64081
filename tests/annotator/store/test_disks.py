"""Disks that are full or read-only, and rights that are lost: tried on real ones.

Where a test may, it mounts a small disk in a namespace of its own, which goes with the process.
"""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from annotator.errors import ProjectError
from annotator.project import Project
from tests.annotator.commands import ROOT, environment
from tests.annotator.samples import SCHEME, add_article

NOBODY = 65534


def mounted(mount: str, code: str, folder: Path) -> str:
    """Runs `code` in `folder` once `mount` was run in a shell there; what it printed."""
    rights = [] if os.geteuid() == 0 else ["--user", "--map-root-user"]
    alone = ["unshare", "--mount", *rights, "sh", "-c"]
    try:
        may = subprocess.run([*alone, mount], cwd=folder, capture_output=True, check=False)
    except OSError:
        pytest.skip("there is no unshare here")
    if may.returncode != 0:
        pytest.skip(f"nothing can be mounted here: {may.stderr.decode()}")
    ran = subprocess.run(
        [*alone, f'{mount} && exec "$0" -c "$1"', sys.executable, code],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        env=environment(PYTHONPATH=str(ROOT)),
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


FULL = """
import os
from contextlib import suppress
from pathlib import Path
from annotator.errors import ProjectError
from annotator.project import Project
from annotator.formats.bundle import ArticleRecord
from annotator.transfer.importing import import_items
from tests.annotator.samples import SCHEME, add_article

disk = Path("disk")
if LOG: (disk / ".stfolder").mkdir()
path = disk / "p.annotator"
with Project.create(path, SCHEME) as project:
    names = ["a.txt"]
    add_article(project)
    ballast = disk / "ballast"
    with suppress(OSError), ballast.open("wb", buffering=0) as file:
        while True:
            file.write(bytes(4096))
    os.truncate(ballast, ballast.stat().st_size - 400_000)
    told = None
    for number in range(1000):
        name = f"b{number}.txt"
        try:
            add_article(project, f"text {number} " * 500, name)
        except ProjectError as error:
            told = str(error)
            break
        names.append(name)
    assert told and "The disk is full. What was saved before is safe" in told, told
    assert len(names) > 3
    assert [article.name for article in project.articles()] == names
    ballast.unlink()
    add_article(project, "what was not saved", name)
    names.append(name)
    many = [ArticleRecord(f"m{n}", "Story", f"text {n} " * 5000) for n in range(400)]
    try:
        import_items(project, many)
    except ProjectError as error:
        told = str(error)
    else:
        raise AssertionError("so much has no room here")
    assert "room" in told or "The disk is full" in told, told
    assert [article.name for article in project.articles()] == names
    add_article(project, "once more", "z.txt")
    names.append("z.txt")
with Project.open(path) as project:
    assert [article.name for article in project.articles()] == names
    assert project.faults() == ()
left = sorted(one.name for one in disk.iterdir() if one.name != ".stfolder")
assert left == ["p.annotator"], left
print(len(names))
"""


@pytest.mark.parametrize("log", ["False", "True"])
def test_a_full_disk(tmp_path: Path, log: str) -> None:
    (tmp_path / "disk").mkdir()
    mount = "mount -t tmpfs -o size=8m none disk"
    assert int(mounted(mount, FULL.replace("LOG", log), tmp_path)) > 3


READ_ONLY = """
import hashlib
from pathlib import Path
from annotator.errors import ProjectError
from annotator.project import Project
from ui.__main__ import main

path = Path("disk/p.annotator")
before = hashlib.sha256(path.read_bytes()).hexdigest()
with Project.open(path, read_only=True) as project:
    assert [article.name for article in project.articles()] == ["a.txt"]
    assert project.faults() == ()
    project.save_copy(Path("copy.annotator"))
try:
    Project.open(path)
except ProjectError as error:
    assert "cannot be written here" in str(error), error
else:
    raise AssertionError("it was opened for writing")
assert main(["stats", str(path)]) == main(["check", str(path)]) == 0
assert main(["undo", str(path)]) == 1
assert hashlib.sha256(path.read_bytes()).hexdigest() == before
with Project.open(Path("copy.annotator")) as project:
    assert [article.name for article in project.articles()] == ["a.txt"]
"""


@pytest.mark.parametrize("kind", ["closed", "copied while it was open"])
def test_a_disk_that_is_read_only(tmp_path: Path, kind: str) -> None:
    (tmp_path / "disk").mkdir()
    path = tmp_path / "disk" / "p.annotator"
    with Project.create(path, SCHEME) as project:
        add_article(project)
    if kind != "closed":
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("UPDATE fact SET value = value")
            connection.commit()
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            shutil.copyfile(path, tmp_path / "copied")
        (tmp_path / "copied").replace(path)
        assert path.read_bytes()[18:20] == b"\x02\x02", "the header says that there is a log"
    before = path.read_bytes()
    mounted("mount --bind disk disk && mount -o remount,bind,ro disk", READ_ONLY, tmp_path)
    assert path.read_bytes() == before
    assert [one.name for one in path.parent.iterdir()] == [path.name]


@contextmanager
def as_nobody() -> Iterator[None]:
    """Rights hold for this process too, even where the tests run as root."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of nobody's, where rights can be taken away."""
    above = tmp_path
    while above != above.parent and above.stat().st_uid == os.getuid() and above != Path("/tmp"):
        if above.name.startswith(("pytest", "popen", "test_")):
            above.chmod(0o755)
        above = above.parent
    folder = tmp_path / "disk"
    folder.mkdir()
    if os.geteuid() == 0:
        os.chown(folder, NOBODY, NOBODY)
    return folder


def refusal(do: Callable[[], object]) -> str | None:
    """The sentence, where it was refused."""
    try:
        do()
    except ProjectError as error:
        return str(error)
    return None


def owned(path: Path) -> None:
    for one in path.parent.iterdir():
        if os.geteuid() == 0:
            os.chown(one, NOBODY, NOBODY)


@pytest.mark.parametrize("log", [True, False])
def test_rights_that_are_lost_while_it_is_open(folder: Path, log: bool) -> None:
    """What cannot be saved is said and is saved later; what is said to be saved is."""
    if not log:
        (folder / ".stfolder").mkdir()
    path = folder / "p.annotator"
    with Project.create(path, SCHEME) as project:
        add_article(project)
    owned(path)
    names = ["a.txt"]
    with as_nobody():
        project = Project.open(path)
        add_article(project, "more", "b.txt")
        names.append("b.txt")
        for number, (file, around) in enumerate(((0o444, 0o555), (0o000, 0o555), (0o000, 0o000))):
            path.chmod(file)
            folder.chmod(around)
            name = f"c{number}.txt"
            told = refusal(lambda name=name: add_article(project, "even more", name))
            saved = told is None
            assert saved or str(path) in str(told)
            assert saved or around == 0 or not log
            names += [name] * saved
            assert [article.name for article in project.articles()] == names
            folder.chmod(0o755)
            path.chmod(0o644)
            if not saved:
                add_article(project, "even more", name)
                names.append(name)
        project.close()
        with Project.open(path, read_only=True) as project:
            assert [article.name for article in project.articles()] == names
            assert project.faults() == ()
    assert sorted(one.name for one in folder.iterdir() if one.name != ".stfolder") == [path.name]
