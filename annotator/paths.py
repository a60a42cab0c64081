"""Where the files that ship with the program are.

A wheel carries them inside this package, a checkout has them beside it.
"""

from pathlib import Path

_PACKAGE = Path(__file__).parent
_PACKED = _PACKAGE / "_data"
_DATA = _PACKED if _PACKED.is_dir() else _PACKAGE.parent


def resource(name: str) -> Path:
    """The shipped file or folder `name` below `resources/`."""
    return _DATA / "resources" / name


def seed(name: str) -> Path:
    """The shipped file or folder `name` below `seeds/`."""
    return _DATA / "seeds" / name
