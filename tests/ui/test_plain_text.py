"""No data reaches a widget that guesses rich text: a look at the code of the window.

`<img src=…>` in a title would load a file, and on some systems send a password over the network.
Qt guesses in labels, message boxes and tool tips; item views, buttons and plain editors do not.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

UI = Path(__file__).parents[2] / "ui"
FILES = sorted(UI.rglob("*.py"))
RICH = {"QTextEdit", "QTextBrowser", "QProgressDialog", "QInputDialog", "QErrorMessage"}
"""Only `safe_browser.py` may use one of these: it loads nothing."""
STATIC = {"about", "critical", "information", "question", "warning"}
ESCAPED = {"escape", "plain_tip"}
PRINTED = {"shortcuts.py"}
"""A sheet for the printer, of words that were escaped."""
NAMED = {"plain_label", "name_label", "_short"}
ROWS = {"heading", "label", "self.has_due"}
"""Widgets that are the name of a row; where they are labels, the first rule looks at them."""
KNOWN = {
    # A tip that is itself made of constants, or was escaped where it was made.
    ("picking.py", "tip"),
    ("suggestion_card.py", "(tips or {}).get(name, '')"),
    ("lane_margin.py", "f'<span>{tip}</span>' if tip else ''"),
    ("suggested_pane.py", "tip"),
    # The tip of an action, which is the program's own.
    ("groups.py", "action.toolTip()"),
}


def named(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def calls(tree: ast.AST, name: str) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and named(node.func) == name:
            yield node


def functions(tree: ast.AST) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            yield node


def is_safe(node: ast.expr) -> bool:
    """Whether words can only be the program's own, or were escaped."""
    if isinstance(node, ast.Constant) or (isinstance(node, ast.Name) and node.id.isupper()):
        return True  # a name in capitals is a constant
    if isinstance(node, ast.JoinedStr):
        parts = [part.value for part in node.values if isinstance(part, ast.FormattedValue)]
        return all(any(_escapes(n) for n in ast.walk(part)) or _of_ours(part) for part in parts)
    if isinstance(node, ast.IfExp):
        return is_safe(node.body) and is_safe(node.orelse)
    return any(_escapes(n) for n in ast.walk(node))


def _escapes(node: ast.AST) -> bool:
    """Whether it escapes one text, or each of several: `map(escape, …)`."""
    if not isinstance(node, ast.Call):
        return False
    each = named(node.func) == "map" and named(node.args[0]) in ESCAPED
    return each or named(node.func) in ESCAPED


def _of_ours(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id == "words"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(UI)))
def test_nothing_guesses_rich_text(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    wrong = [*labels(tree), *rows(tree), *tips(tree, path), *others(tree, path)]
    assert not wrong, f"{path.relative_to(UI)}: {'; '.join(wrong)}"


def labels(tree: ast.AST) -> Iterator[str]:
    """Labels made where nobody says that they are plain, and that are no pictures."""
    for function in functions(tree):
        made = [call for call in calls(function, "QLabel") if not _constant(call)]
        shows_pictures = any(True for _ in calls(tree, "setPixmap"))
        plain = [call for call in calls(function, "setTextFormat") if "PlainText" in dump(call)]
        if made and not plain and not shows_pictures:
            yield f"line {made[0].lineno}: a QLabel without setTextFormat(PlainText)"


def _constant(call: ast.Call) -> bool:
    return bool(call.args) and isinstance(call.args[0], ast.Constant)


def rows(tree: ast.AST) -> Iterator[str]:
    """Rows of forms whose name Qt would make a label of that guesses."""
    for call in calls(tree, "addRow"):
        name = call.args[0]
        made = isinstance(name, ast.Call) and named(name.func) in NAMED
        known = made or isinstance(name, ast.Constant) or dump(name) in ROWS
        if len(call.args) == 2 and not known:
            yield f"line {call.lineno}: addRow({dump(name)}, …)"


def dump(node: ast.AST) -> str:
    return ast.unparse(node)


def tips(tree: ast.AST, path: Path) -> Iterator[str]:
    """Tool tips with words that were not escaped."""
    for call in (*calls(tree, "setToolTip"), *shown_tips(tree)):
        words = call.args[-1] if named(call.func) == "setToolTip" else call.args[1]
        if not is_safe(words) and (path.name, dump(words)) not in KNOWN:
            yield f"line {call.lineno}: {named(call.func)}({dump(words)})"


def shown_tips(tree: ast.AST) -> Iterator[ast.Call]:
    """Tips that are shown when the mouse rests."""
    for call in calls(tree, "showText"):
        if isinstance(call.func, ast.Attribute) and named(call.func.value) == "QToolTip":
            yield call


def others(tree: ast.AST, path: Path) -> Iterator[str]:
    """Widgets that show rich text, and message boxes that nobody told not to."""
    if path.name == "safe_browser.py":
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and named(node.func) in RICH:
            yield f"line {node.lineno}: {named(node.func)}"
        if isinstance(node, ast.Attribute) and dump(node.value) == "QMessageBox":
            yield from (f"line {node.lineno}: QMessageBox.{one}" for one in STATIC & {node.attr})
        is_html = isinstance(node, ast.Call) and named(node.func) in ("setHtml", "insertHtml")
        if is_html and path.name not in PRINTED:
            yield f"line {node.lineno}: {named(node.func)}"
        if isinstance(node, ast.Constant) and node.value == "file://":
            yield f"line {node.lineno}: file://"
