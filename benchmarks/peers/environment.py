"""Throw-away environments of other tools; with `PEERS_HOME` they stay there and are used again."""

import os
import subprocess
import sys
import venv
from pathlib import Path


def python_with(name: str, packages: tuple[str, ...], room: Path) -> Path:
    """A Python that has these packages, in an environment called `name`.

    Needs a package index. Raises `CalledProcessError` where they cannot be installed.
    """
    home = Path(os.environ.get("PEERS_HOME") or room) / name
    python = home / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    if not python.exists():
        venv.create(home, with_pip=True, symlinks=True)
        quiet = ("-q", "--disable-pip-version-check")
        subprocess.run([python, "-m", "pip", "install", *quiet, *packages], check=True)
    return python
