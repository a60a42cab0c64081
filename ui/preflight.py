"""Whether a window can be opened here, found out before Qt is asked.

Without a screen or one of its libraries Qt aborts the process, and nothing can catch that.
"""

import ctypes
import ctypes.util
import importlib.util
import os
import sys
from pathlib import Path

_PACKAGES = {
    "libGL.so": "libgl1",
    "libEGL.so": "libegl1",
    "libglib-2.0": "libglib2.0-0",
    "libgthread-2.0": "libglib2.0-0",
    "libfontconfig": "libfontconfig1",
    "libX11.so": "libx11-6",
    "libX11-xcb": "libx11-xcb1",
    "libdbus-1": "libdbus-1-3",
    "libxkbcommon.so": "libxkbcommon0",
    "libxkbcommon-x11": "libxkbcommon-x11-0",
    "libxcb-cursor": "libxcb-cursor0",
    "libxcb-icccm": "libxcb-icccm4",
    "libxcb-keysyms": "libxcb-keysyms1",
    "libxcb-shape": "libxcb-shape0",
    "libxcb-image": "libxcb-image0",
    "libxcb-render-util": "libxcb-render-util0",
    "libxcb-randr": "libxcb-randr0",
    "libxcb-xinerama": "libxcb-xinerama0",
    "libwayland-client": "libwayland-client0",
    "libwayland-cursor": "libwayland-cursor0",
}
ALL_PACKAGES = (
    "libgl1 libegl1 libglib2.0-0 libfontconfig1 libx11-6 libdbus-1-3 libxkbcommon0 libxcb-cursor0 "
    "libxkbcommon-x11-0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0"
)
"""What a bare Debian or Ubuntu needs for a window."""


def missing_libraries() -> str | None:
    """Why Qt cannot be loaded at all (not even without a screen), as a sentence; None: it can."""
    try:
        import PySide6.QtSvg
        import PySide6.QtWidgets  # noqa: F401 - the loading is the test
    except ImportError as error:
        return _sentence(str(error))
    return None


def no_screen() -> str | None:
    """Why no window can be opened, as a sentence; None: one can."""
    platform = os.environ.get("QT_QPA_PLATFORM", "").split(":")[0]
    if not sys.platform.startswith("linux") or platform not in ("", "xcb", "wayland"):
        return None
    if os.environ.get("WAYLAND_DISPLAY") and platform != "xcb":
        return _plugin_problem("wayland") if platform == "wayland" else None
    if not os.environ.get("DISPLAY"):
        return (
            "There is no screen to open a window on (neither DISPLAY nor WAYLAND_DISPLAY is set)."
        )
    return _plugin_problem("xcb") or _display_problem()


def _plugin_problem(platform: str) -> str | None:
    spec = importlib.util.find_spec("PySide6")
    if spec is None or spec.origin is None:
        return None
    name = {"xcb": "libqxcb.so", "wayland": "libqwayland.so"}[platform]
    plugin = Path(spec.origin).parent / "Qt" / "plugins" / "platforms" / name
    if not plugin.exists():
        return None
    try:
        ctypes.CDLL(str(plugin))
    except OSError as error:
        return _sentence(str(error))
    return None


def _display_problem() -> str | None:
    """Asks the X server itself: Qt would abort where it does not answer."""
    name = ctypes.util.find_library("xcb")
    if name is None:
        return None
    xcb = ctypes.CDLL(name)
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
    xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(None, None)
    failed = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    display = os.environ["DISPLAY"]
    return f"The screen {display} (DISPLAY) does not answer." if failed else None


def _sentence(error: str) -> str:
    package = next((p for library, p in _PACKAGES.items() if library in error), None)
    named = f" The missing library is in the package {package}." if package else ""
    return (
        f"Qt cannot be loaded: {error}.{named} On Debian and Ubuntu this installs all that is "
        f"needed: sudo apt-get install {ALL_PACKAGES}"
    )
