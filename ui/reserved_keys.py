"""Keys that desktops, systems and screen readers keep for themselves, so that we leave them alone.

Ctrl is Cmd on macOS and Meta is the Windows or Super key (on macOS: Ctrl). Why each is left alone
stands in docs/decisions/0004-keys-and-colours.md.
"""

_MODIFIERS = ("Ctrl", "Alt", "Shift", "Meta")

_EXACT = {
    "Ctrl+Space": "it switches the input method",
    "Ctrl+Shift+U": "it starts typing a character by its number (IBus)",
    "Ctrl+Shift+E": "it opens the emoji list (IBus)",
    "Ctrl+.": "it opens the emoji list (IBus)",
    "Ctrl+;": "it opens the emoji list (IBus)",
    "Ctrl+H": "it hides the program on macOS",
    "Ctrl+M": "it minimises the window on macOS",
    "Ctrl+Tab": "it switches programs on macOS",
    "Ctrl+`": "it switches windows on macOS",
    "Ctrl+Shift+Q": "it logs out on macOS",
    "Ctrl+Shift+3": "it takes a screenshot on macOS",
    "Ctrl+Shift+4": "it takes a screenshot on macOS",
    "Ctrl+Shift+5": "it takes a screenshot on macOS",
    "Ctrl+Esc": "it opens the system's menu",
    "Ctrl+Shift+Esc": "it opens the task manager on Windows",
    "Alt+Tab": "it switches windows",
    "Alt+Esc": "it switches windows",
    "Alt+Space": "it opens the window's menu or a search",
    "Alt+`": "it switches windows",
    "F10": "it opens the menu bar",
    "Shift+F10": "it opens the context menu",
    "Tab": "it moves the focus",
    "Shift+Tab": "it moves the focus",
}


def reserved(key: str) -> str:
    """Why the portable key sequence `key` is better left alone; "" for a free one."""
    *held, pressed = key.replace("++", "+plus").split("+") if key else [""]
    if key in _EXACT:
        return _EXACT[key]
    if "Meta" in held:
        return "desktops keep the Windows, Super or Control key for themselves"
    if "Ctrl" in held and "Alt" in held:
        return "Ctrl and Alt together write characters on Windows and switch workspaces on Linux"
    if pressed in ("Ins", "Insert", "CapsLock", "NumLock", "ScrollLock"):
        return "screen readers use it for their commands"
    if pressed in ("Print", "SysReq", "Pause"):
        return "the system takes screenshots with it"
    function = pressed.startswith("F") and pressed[1:].isdigit()
    if function and ("Alt" in held or "Ctrl" in held):
        return "window managers use Alt or Ctrl with a function key"
    if held == ["Alt"] and len(pressed) == 1 and pressed.isalpha():
        return "Alt and a letter open a menu"
    return ""
