"""The page of the documentation that lists all shortcuts, made from the actions themselves."""

from itertools import groupby

from ui.action_list import SPECS, TEXT_KEYS
from ui.disagreement_actions import DISAGREEMENT_SPECS
from ui.group_case_actions import GROUP_CASE_SPECS

HEAD = """# Keyboard shortcuts

On macOS, Ctrl is Cmd. Every shortcut can be changed (Tools, Change shortcuts); F1 shows those in
force. Shortcuts of one key work while an article has the focus and can be switched off in the
preferences. The keys of the labels are those of the scheme.
"""


def page() -> str:
    """The page as Markdown, with the keys that the program comes with."""
    parts = [HEAD]
    known = {spec.name for spec in SPECS}
    others = [spec for spec in DISAGREEMENT_SPECS if spec.name not in known]
    known |= {spec.name for spec in others}
    others += [spec for spec in GROUP_CASE_SPECS if spec.name not in known]
    with_keys = [spec for spec in (*SPECS, *others) if spec.keys]
    for menu, members in groupby(with_keys, key=lambda spec: spec.menu.split("/")[0]):
        rows = [(_plain(spec.words), spec.keys) for spec in members]
        parts.append(_table(_plain(menu), rows))
    parts.append(_table("In the text", list(TEXT_KEYS)))
    return "\n".join(parts)


def _table(heading: str, rows: list[tuple[str, tuple[str, ...]]]) -> str:
    lines = (f"| {words} | {', '.join(f'`{key}`' for key in keys)} |" for words, keys in rows)
    return f"## {heading}\n\n| | |\n|---|---|\n" + "\n".join(lines) + "\n"


def _plain(words: str) -> str:
    return words.replace("&", "").rstrip("…")


if __name__ == "__main__":
    print(page(), end="")  # noqa: T201
