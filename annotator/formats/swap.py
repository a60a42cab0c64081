"""Two folders change places at once, where the system knows how to."""

import ctypes
import os
import sys
from pathlib import Path

_HERE = -100
"""AT_FDCWD: names are as they stand, not below an open folder."""
_EXCHANGE = 2
"""RENAME_EXCHANGE of Linux' renameat2(2), and RENAME_SWAP of macOS' renamex_np(2)."""


def swapped(one: Path, other: Path) -> bool:
    """Whether both have changed places; False: nothing was done, for the system cannot do it.

    Nobody ever sees one of the names without a folder, also where the process is killed.
    """
    first, second = os.fsencode(one), os.fsencode(other)
    try:
        if sys.platform.startswith("linux"):
            call = ctypes.CDLL(None, use_errno=True).renameat2
            return int(call(_HERE, first, _HERE, second, _EXCHANGE)) == 0
        if sys.platform == "darwin":
            return int(ctypes.CDLL(None).renamex_np(first, second, _EXCHANGE)) == 0
    except (AttributeError, OSError):  # an older system
        return False
    return False
