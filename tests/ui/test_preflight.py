"""R14: a library that Qt lacks is a sentence with the line that installs it, and no abort."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import PySide6
import pytest

from tests.annotator.commands import ROOT, environment

REAL = Path(PySide6.__file__).parent
CURSOR = b"libxcb-cursor.so.0"

SOMEWHERE_ELSE = """
import importlib.machinery, importlib.util, sys
import PySide6.QtWidgets
found = importlib.util.find_spec
fake = importlib.machinery.ModuleSpec("PySide6", None, origin=sys.argv[1])
importlib.util.find_spec = lambda name, *given: fake if name == "PySide6" else found(name, *given)
from ui.__main__ import main
sys.exit(main([]))
"""


@pytest.fixture
def fake(tmp_path: Path) -> Path:
    """A PySide6 whose plugin for X needs a library that is not there: a letter of it is changed."""
    platforms = tmp_path / "PySide6" / "Qt" / "plugins" / "platforms"
    lib = tmp_path / "PySide6" / "Qt" / "lib"
    platforms.mkdir(parents=True)
    lib.mkdir()
    real = REAL / "Qt"
    needing = [real / "plugins" / "platforms" / "libqxcb.so", *real.glob("lib/libQt6XcbQpa.so.6")]
    if sys.platform != "linux" or not all(path.exists() for path in needing):
        pytest.skip("there is no Qt for X here")
    if not any(CURSOR in path.read_bytes() for path in needing):
        pytest.skip("this Qt does not need libxcb-cursor")
    for path in needing:
        copy = platforms if path.parent.name == "platforms" else lib
        changed = path.read_bytes().replace(CURSOR, CURSOR[:-1] + b"9")
        (copy / path.name).write_bytes(changed)
    for path in real.glob("lib/lib*.so.*"):
        if not (lib / path.name).exists():
            (lib / path.name).symlink_to(path)
    return tmp_path / "PySide6" / "__init__.py"


def started(origin: Path, **changes: str | None) -> subprocess.CompletedProcess[str]:
    """The program without a command, where PySide6 is said to be elsewhere."""
    return subprocess.run(
        [sys.executable, "-c", SOMEWHERE_ELSE, str(origin)],
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
        env=environment(QT_QPA_PLATFORM=None, WAYLAND_DISPLAY=None, **changes),
        check=False,
    )


def test_a_library_that_is_missing_is_a_line_that_installs_it(fake: Path) -> None:
    ran = started(fake, DISPLAY=":77")
    assert ran.returncode == 1, ran.stderr
    assert "Traceback" not in ran.stderr
    assert "libxcb-cursor.so.9: cannot open shared object file" in ran.stderr
    assert "is in the package libxcb-cursor0" in ran.stderr
    assert "sudo apt-get install libgl1 " in ran.stderr


def test_a_plugin_that_is_no_library_is_a_sentence(fake: Path) -> None:
    plugin = fake.parent / "Qt" / "plugins" / "platforms" / "libqxcb.so"
    plugin.write_bytes(b"no library")
    ran = started(fake, DISPLAY=":77")
    assert ran.returncode == 1
    assert ran.stderr.startswith("Qt cannot be loaded: ")


def test_a_plugin_that_is_not_there_is_a_sentence(fake: Path) -> None:
    platforms = fake.parent / "Qt" / "plugins" / "platforms"
    shutil.rmtree(platforms)
    platforms.mkdir()
    (platforms / "libqother.so").touch()
    ran = started(fake, DISPLAY=":77")
    assert ran.returncode == 1
    assert "Qt has no platform “xcb”" in ran.stderr
    assert "It has: other." in ran.stderr


def test_without_a_screen_commands_go_on(fake: Path) -> None:
    ran = started(fake, DISPLAY=None)
    assert ran.returncode == 1
    assert "There is no screen to open a window on" in ran.stderr
    done = subprocess.run(
        [sys.executable, "-m", "ui", "--version"],
        capture_output=True,
        cwd=ROOT,
        env={name: value for name, value in os.environ.items() if name != "DISPLAY"},
        check=False,
    )
    assert done.returncode == 0
