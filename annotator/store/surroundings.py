"""What lies around a project file and may harm it: a network drive, a tool that synchronises its
folder, copies in conflict that such a tool put beside it, and somebody elsewhere who has it open.
"""

import os
import re
from dataclasses import dataclass
from pathlib import Path

from annotator.store.lock import Holder
from annotator.store.restoring import project_id
from annotator.store.shared_disk import network_drive, synchronised_by

_COPY = (
    re.compile(r"(?P<stem>.+)\.sync-conflict-\d{8}-\d{6}(-\w+)?"),  # Syncthing
    re.compile(r"(?P<stem>.+)_conflict-\d{8}-\d{6}"),  # Nextcloud and ownCloud, once
    re.compile(r"(?P<stem>.+) ?[(\[][^()\[\]]*(conflict|konflikt|conflit)[^()\[\]]*[)\]]", re.I),
    re.compile(r"(?P<stem>.+)\.conflict", re.I),  # Resilio Sync
)
"""How tools call a copy that they could not bring together with the file."""
_PERHAPS = re.compile(r"(?P<stem>.+?)(-[\w.-]+| \d+| \(\d+\))")
"""How some call it who use names that mean other things as well: OneDrive, iCloud, Google Drive."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """`network` is a kind of disk, `tool` what synchronises the folder; "" for neither.

    `copies` lie beside the project and are copies of it in conflict; `original` is the project of
    which this file is such a copy. `elsewhere` had it open on another machine, or has it still.
    """

    network: str = ""
    tool: str = ""
    copies: tuple[Path, ...] = ()
    original: Path | None = None
    elsewhere: Holder | None = None

    def sentences(self) -> tuple[str, ...]:
        """What there is to tell, a sentence or two each."""
        found = []
        if self.network:
            found.append(
                f"The project is on a network drive ({self.network}), where locks may not hold. "
                "Open it on one machine at a time, or keep it on this machine's own disk and hand "
                "out packs."
            )
        if self.tool:
            found.append(
                f"The project is in a folder that {self.tool} synchronises. Open it on one machine "
                "at a time; to work at the same time, hand out packs."
            )
        if self.elsewhere is not None:
            found.append(
                f"It may be open on {self.elsewhere.host} since {_words(self.elsewhere.since)}: "
                "what is done in both places would come apart. Close it there first."
            )
        if self.copies:
            names = ", ".join(f"“{copy.name}”" for copy in self.copies)
            found.append(
                f"Work was done in two places at once: beside the project lies {names}. Take it "
                "back, and nothing of either is lost."
            )
        if self.original is not None:
            found.append(
                f"This is a copy in conflict of “{self.original.name}”, which lies beside it. Open "
                "that one, and take this one back into it."
            )
        return tuple(found)


def surroundings(path: Path, elsewhere: Holder | None = None) -> Surroundings:
    """Looks around a project file; what cannot be looked at is passed over."""
    if not os.path.isfile(path):  # noqa: PTH113 - Path.is_file raises for overlong names
        return Surroundings()
    real = path.resolve()
    tool = synchronised_by(real)
    return Surroundings(
        network_drive(real), tool, _copies(real, anything=bool(tool)), _original(real), elsewhere
    )


def _copies(path: Path, *, anything: bool) -> tuple[Path, ...]:
    """Copies of a project in conflict beside it; `anything`: also what may be called otherwise."""
    try:
        beside = sorted(path.parent.iterdir())
    except OSError:
        return ()
    own = ""
    found = []
    for other in beside:
        if other.suffix != path.suffix or other == path or other.name.startswith("."):
            continue
        surely = _stem_of_copy(other.stem) == path.stem
        named = _PERHAPS.fullmatch(other.stem) if anything else None
        if not surely and not (named and named["stem"] == path.stem):
            continue
        own = own or project_id(path)
        at_rest = not other.with_name(f"{other.name}-wal").exists()
        if own and project_id(other, at_rest=at_rest) == own:
            found.append(other)
    return tuple(found)


def _original(path: Path) -> Path | None:
    stem = _stem_of_copy(path.stem)
    if not stem:
        return None
    original = path.with_name(f"{stem}{path.suffix}")
    return original if original.exists() else None


def _stem_of_copy(stem: str) -> str:
    """What a project is called whose copy in conflict is called so; "" for other names."""
    for pattern in _COPY:
        if found := pattern.fullmatch(stem):
            return found["stem"].rstrip()
    return ""


def _words(since: str) -> str:
    return f"{since.replace('T', ' ').removesuffix('Z')} UTC"
