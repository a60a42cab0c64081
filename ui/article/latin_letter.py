"""The letter that a key has on a Latin keyboard, while another script is being typed."""

import sys

from PySide6.QtGui import QKeyEvent

_ROWS = {24: "qwertyuiop", 38: "asdfghjkl", 52: "zxcvbnm"}
"""First scan code of a row of keys under X11 and Wayland (evdev codes + 8)."""
_LINUX = {first + i: letter for first, row in _ROWS.items() for i, letter in enumerate(row)}


def latin_letter(event: QKeyEvent, platform: str = sys.platform) -> str:
    """The letter by the key's place (Linux) or virtual key (Windows); "" for all other keys.

    Only for keys that type no Latin letter themselves: on a French keyboard the key that types A
    is A, wherever it lies. macOS does this itself.
    """
    typed = event.text()
    if not typed.isalpha() or typed.isascii():
        return ""
    if platform == "win32":
        letter = chr(event.nativeVirtualKey() & 0x7F)
        return letter.lower() if "A" <= letter <= "Z" else ""
    if platform.startswith("linux"):
        return _LINUX.get(event.nativeScanCode(), "")
    return ""
