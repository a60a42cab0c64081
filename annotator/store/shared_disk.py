"""Whether a file lies where others than this machine may see it: on a network drive, or in a folder
that a tool synchronises.
"""

import os
import re
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

MOUNTS = Path("/proc/self/mountinfo")
_NETWORK = frozenset(
    (
        "nfs", "nfs4", "cifs", "smb", "smb3", "smbfs", "ncpfs", "afs", "afpfs", "webdav", "davfs",
        "ceph", "lustre", "9p", "vboxsf", "prl_fs", "vmhgfs", "fuse.sshfs", "fuse.rclone",
        "fuse.davfs", "fuse.gvfsd-fuse", "fuse.kio-fuse", "fuse.glusterfs", "fuse.vmhgfs-fuse",
        "fuse.s3fs", "fuse.onedriver", "fuse.google-drive-ocamlfuse",
    )
)  # fmt: skip
"""Kinds of disk on which SQLite's locks, or its write-ahead log, cannot be relied on."""
_MARKS = {
    ".stfolder": "Syncthing",
    ".dropbox": "Dropbox",
    ".dropbox.cache": "Dropbox",
    ".849C9593-D756-4E56-8D6E-42412F2A707B": "OneDrive",
    ".nextcloudsync.log": "Nextcloud",
    ".owncloudsync.log": "ownCloud",
    ".tmp.drivedownload": "Google Drive",
    ".tmp.driveupload": "Google Drive",
    ".seafile-data": "Seafile",
    ".sync/ID": "Resilio Sync",
}
"""What tools put into the folder that they synchronise."""
_OF_NEXTCLOUD = re.compile(r"\._?sync_.*\.db", re.DOTALL)
_FOLDERS = (
    (re.compile(r"Dropbox(-.+| \(.+\))?"), "Dropbox"),
    (re.compile(r"OneDrive(-.+| - .+)?"), "OneDrive"),
    (re.compile(r"Google ?Drive(-.+)?|My Drive"), "Google Drive"),
    (re.compile(r"iCloud Drive|com~apple~CloudDocs"), "iCloud"),
    (re.compile(r"Nextcloud\d*"), "Nextcloud"),
    (re.compile(r"ownCloud\d*"), "ownCloud"),
    (re.compile(r"pCloud ?Drive"), "pCloud"),
    (re.compile(r"MEGA(sync)?"), "MEGA"),
    (re.compile(r"Box Sync|Box-Box"), "Box"),
    (re.compile(r"SynologyDrive"), "Synology Drive"),
    (re.compile(r"Seafile"), "Seafile"),
)
"""What tools call that folder where nobody calls it otherwise."""
_SECONDS = 5


def is_shared(path: Path) -> bool:
    """Whether others than this machine may see the file, and what SQLite keeps beside it."""
    real = path.resolve()
    return bool(network_drive(real) or synchronised_by(real))


def network_drive(path: Path) -> str:
    """The kind of network drive that a file is on, as the system calls it; "" for none."""
    if sys.platform == "win32":
        return _windows_drive(path)
    best, kind = "", ""
    for place, name in _mounts():
        inside = place == "/" or path.as_posix() == place or path.is_relative_to(place)
        if inside and len(place) >= len(best):  # a later one hides an earlier one
            best, kind = place, name
    # A machine whose whole system comes over the network knows how to lock it.
    return kind if kind in _NETWORK and best != "/" else ""


def _mounts() -> list[tuple[str, str]]:
    """Where disks are in the tree of files, and of what kind."""
    if sys.platform == "darwin":
        return _mounts_of_mac()
    try:
        lines = MOUNTS.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return []
    found = []
    for line in lines:
        facts, _, disk = line.partition(" - ")
        if len(fields := facts.split(" ")) > 4 and disk:
            found.append((_unescaped(fields[4]), disk.split(" ")[0]))
    return found


def _unescaped(place: str) -> str:
    return re.sub(r"\\(\d{3})", lambda found: chr(int(found[1], 8)), place)


def _mounts_of_mac() -> list[tuple[str, str]]:
    try:
        ran = subprocess.run(
            ["/sbin/mount"], capture_output=True, encoding="utf-8", timeout=_SECONDS, check=True
        )
    except (OSError, subprocess.SubprocessError, UnicodeDecodeError):
        return []
    return re.findall(r"(?m)^.* on (.+) \((\w+)[,)]", ran.stdout)


def _windows_drive(path: Path) -> str:
    if sys.platform == "win32":
        import ctypes

        if path.drive.startswith("\\\\"):
            return "share"
        remote = 4
        if ctypes.windll.kernel32.GetDriveTypeW(path.anchor) == remote:
            return "share"
    return ""


def synchronised_by(path: Path) -> str:
    """The tool that synchronises a folder that a file is in; "" for none that is known."""
    for folder in path.parents:
        for mark, tool in _MARKS.items():
            if _is_there(folder / mark):
                return tool
        with suppress(OSError), os.scandir(folder) as entries:
            if any(one.name[0] == "." and _OF_NEXTCLOUD.fullmatch(one.name) for one in entries):
                return "Nextcloud or ownCloud"
        for name, tool in _FOLDERS:
            if name.fullmatch(folder.name):
                return tool
        if folder == Path.home():
            break
    for variable in ("OneDriveCommercial", "OneDriveConsumer", "OneDrive"):
        if (root := os.environ.get(variable)) and path.is_relative_to(root):
            return "OneDrive"
    return ""


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:
        return False
