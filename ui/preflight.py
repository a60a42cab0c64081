"""Whether a window can be opened here, found out before Qt is asked.

Without a screen or one of its libraries Qt aborts the process, and nothing can catch that.
"""

import ctypes
import importlib.util
import os
import socket
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

_PATIENCE = 5.0
"""Seconds that a compositor has to answer."""


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
    if not sys.platform.startswith("linux"):
        return None
    problem = None
    for platform in _platforms():
        found = _platform_problem(platform)
        if found is None:
            return None
        problem = problem or found
    return problem


def _platforms() -> list[str]:
    """The platforms that Qt will try, in order."""
    named = os.environ.get("QT_QPA_PLATFORM", "")
    if named:
        return [one.partition(":")[0] for one in named.split(";")]
    return ["wayland", "xcb"] if os.environ.get("WAYLAND_DISPLAY") else ["xcb"]


def _platform_problem(platform: str) -> str | None:
    if platform.startswith("wayland"):
        return _plugin_problem("wayland") or _wayland_problem()
    if platform == "xcb":
        return _x_named() or _plugin_problem("xcb") or _x_problem()
    return _plugin_problem(platform)


def _plugin_problem(platform: str) -> str | None:
    spec = importlib.util.find_spec("PySide6")
    if spec is None or spec.origin is None:
        return None
    plugins = Path(spec.origin).parent / "Qt" / "plugins" / "platforms"
    if not plugins.is_dir():
        return None
    plugin = plugins / f"libq{platform}.so"
    if not plugin.exists():
        known = ", ".join(sorted(p.stem.removeprefix("libq") for p in plugins.glob("libq*.so")))
        return f"Qt has no platform “{platform}” (QT_QPA_PLATFORM). It has: {known}."
    try:
        ctypes.CDLL(str(plugin))
    except OSError as error:
        return _sentence(str(error))
    return None


def _wayland_problem() -> str | None:
    """Asks the compositor's socket: Qt would abort where nobody answers."""
    name = os.environ.get("WAYLAND_DISPLAY") or "wayland-0"
    path = os.path.join(os.environ.get("XDG_RUNTIME_DIR", ""), name)  # noqa: PTH118 - may be absolute
    try:
        with socket.socket(socket.AF_UNIX) as compositor:
            compositor.settimeout(_PATIENCE)
            compositor.connect(path)
    except OSError:
        return f"The screen {name} (WAYLAND_DISPLAY) does not answer."
    return None


def _x_named() -> str | None:
    if os.environ.get("DISPLAY"):
        return None
    return "There is no screen to open a window on (neither DISPLAY nor WAYLAND_DISPLAY is set)."


def _x_problem() -> str | None:
    """Asks the X server itself: Qt would abort where it does not answer."""
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return None
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
