"""What the documentation says is so: commands, keys, links; and nothing of one machine is in it."""

import argparse
import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote

import pytest

from annotator import cli
from annotator.demo import build_demo
from annotator.project import Project
from annotator.transfer import export
from ui.action_list import SPECS
from ui.guide_page import anchor, blocks, inline, page
from ui.preflight import ALL_PACKAGES

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
README = (ROOT / "README.md").read_text(encoding="utf-8")
GUIDE = (DOCS / "user-guide.md").read_text(encoding="utf-8")
OPENS = (
    "python3 -m venv .venv && .venv/bin/pip install -e . && .venv/bin/annotator demo",
    "python3 -m venv .venv && .venv/bin/pip install -e '.[test]' && .venv/bin/pytest",
)
PAGES = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *DOCS.rglob("*.md")])
LINK = re.compile(r"(?:\]\(|(?:src|srcset|href)=\")([^)\s\"]+)")


def committed() -> list[Path]:
    """The text files of the checkout that belong to the project."""
    try:
        told = subprocess.run(
            ["git", "ls-files", "-z", "--cached"], cwd=ROOT, capture_output=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this is no clone, so nobody knows what is committed")
    paths = [ROOT / name for name in told.stdout.decode().split("\0") if name]
    return [path for path in paths if path.suffix != ".png" and path.is_file()]


def sub_commands() -> dict[str, argparse.ArgumentParser]:
    parser = cli._parser()
    (found,) = (a for a in parser._actions if isinstance(a, argparse._SubParsersAction))
    return dict(found.choices)


def without_fences(text: str) -> str:
    return re.sub(r"(?s)```.*?```", "", text)


def anchors(path: Path) -> set[str]:
    text = without_fences(path.read_text(encoding="utf-8"))
    return {anchor(words) for words in re.findall(r"(?m)^#+ (.+)$", text)}


@pytest.mark.parametrize("command", cli.COMMANDS)
def test_the_guide_has_every_command_with_its_options(command: str):
    rows = [line for line in GUIDE.splitlines() if line.startswith(f"| `annotator {command} ")]
    rows += [line for line in GUIDE.splitlines() if line.startswith(f"| `annotator {command}`")]
    assert len(rows) == 1, f"one row of the table of commands for {command}"
    options = [
        option
        for action in sub_commands()[command]._actions
        for option in action.option_strings
        if option.startswith("--") and option != "--help"
    ]
    missing = [option for option in options if f"`{option}" not in rows[0]]
    assert not missing


@pytest.mark.parametrize("command", [*cli.COMMANDS, "demo"])
def test_the_readme_has_every_command(command: str):
    assert f"| `annotator {command}` |" in README


def test_the_readme_has_the_two_commands():
    shown = [line for line in README.splitlines() if line.startswith("python3 -m venv")]
    assert tuple(shown) == OPENS


def test_the_readme_names_the_packages_that_qt_needs():
    assert f"apt-get install {ALL_PACKAGES}\n" in README


def test_the_readme_names_every_option_of_the_window_and_the_demo():
    assert "`--read-only`" in README
    assert "--headless DIR" in README


def test_every_key_stands_in_the_list_of_shortcuts():
    listed = (DOCS / "shortcuts.md").read_text(encoding="utf-8")
    missing = [key for spec in SPECS for key in spec.keys if f"`{key}`" not in listed]
    assert not missing


def test_keys_that_the_guide_names_exist():
    # A few belong to the text itself or to the platform, and stand in no list of actions.
    own = {"Ctrl+arrows", "Ctrl+Up", "Ctrl+Down", "Alt+Up", "Alt+Down"}
    keys = {key for spec in SPECS for key in spec.keys} | own
    named = set(re.findall(r"\b(?:Ctrl|Alt)\+(?:Shift\+)?[A-Z0-9]\w*", GUIDE))
    assert named - keys <= {"Ctrl+6"} | own


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path):
    text = re.sub(r"`[^`]*`", "", without_fences(path.read_text(encoding="utf-8")))
    lost = []
    for target in LINK.findall(text):
        name, _, place = unquote(target).partition("#")
        if re.match(r"[a-z]+:", name):
            continue
        file = path.parent / name if name else path
        if not file.exists() or (place and place not in anchors(file)):
            lost.append(target)
    assert not lost


def test_every_decision_stands_in_the_index():
    index = (DOCS / "decisions" / "README.md").read_text(encoding="utf-8")
    files = [path.name for path in (DOCS / "decisions").glob("[0-9]*.md")]
    assert files
    assert [name for name in files if f"({name})" not in index] == []


def test_the_format_names_every_table_and_field():
    from annotator.formats.record import RECORD_KEYS
    from annotator.store.tables import Base

    told = (DOCS / "file-format.md").read_text(encoding="utf-8")
    names = [*RECORD_KEYS, *Base.metadata.tables]
    columns = {c.name for table in Base.metadata.tables.values() for c in table.columns}
    assert [name for name in [*names, *sorted(columns)] if f"`{name}`" not in told] == []


def test_nothing_of_one_machine_is_committed():
    hosts = ["pypi" + ".org", "python" + "hosted", "npm" + "js", "crates" + ".io", "test" + "pypi"]
    places = ["/" + "work/", "/" + "root/", "/" + "opt/", "C:\\" + "Users"]
    bad = re.compile("|".join(re.escape(one) for one in (*hosts, *places)))
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:80]}"
        for path in committed()
        for number, line in enumerate(path.read_text("utf-8", "replace").splitlines(), start=1)
        if bad.search(line)
    ]
    assert not found


def test_what_the_readme_does_with_the_data_works(tmp_path: Path):
    build_demo(tmp_path / "demo.annotator")
    with Project.open(tmp_path / "demo.annotator", read_only=True) as project:
        export(project, tmp_path / "out")
    snippets = re.findall(r"(?s)```python\n(.*?)```", README)
    assert [name for name in ("pandas", "datasets", "spacy") if name not in "".join(snippets)] == []
    checked = [*snippets, "print(len(docs), docs[0].spans['sc'][0])"]
    done = subprocess.run(
        [sys.executable, "-c", "\n".join(checked)],
        cwd=tmp_path,
        env={**os.environ, "HF_HUB_OFFLINE": "1", "HF_HOME": str(tmp_path / "cache")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "claim" in done.stdout
    assert done.stdout.splitlines()[-1].startswith("10 ")


# The page of the Help menu


def test_the_help_page_is_made_from_the_documentation():
    written = (ROOT / "resources" / "help" / "guide.html").read_text(encoding="utf-8")
    assert written == page(DOCS), "run: python -m ui.guide_page > resources/help/guide.html"


def test_the_help_page_stands_alone_and_its_links_lead_within_it():
    shown = page(DOCS)
    ids = re.findall(r' id="([^"]+)"', shown)
    assert len(ids) == len(set(ids))
    targets = re.findall(r'href="([^"]*)"', shown)
    assert targets
    assert [t for t in targets if not t.startswith("#") or t[1:] not in ids] == []
    assert "src=" not in shown
    assert "prefers-color-scheme: dark" in shown


def test_words_are_escaped_and_signs_become_html():
    assert inline("a < b & `<c>`") == "a &lt; b &amp; <code>&lt;c&gt;</code>"
    assert inline("**so** and *not* 2 * 3 * 4") == (
        "<strong>so</strong> and <em>not</em> 2 * 3 * 4"
    )
    assert inline("[keys](shortcuts.md), [rules](file-format.md#rules)") == (
        '<a href="#keyboard-shortcuts">keys</a>, rules'
    )


def test_blocks_become_html():
    text = "# One\n\nwords\n- a\n  b\n- c\n\n| x | |\n|---|---|\n| y | z |\n\n```sh\n# <no>\n```"
    assert list(blocks(text.splitlines(), below=1)) == [
        '<h2 id="one">One</h2>',
        "<p>words</p>",
        "<ul>\n<li>a b</li>\n<li>c</li>\n</ul>",
        "<table>\n<tr><th>x</th><th></th></tr>\n<tr><td>y</td><td>z</td></tr>\n</table>",
        "<pre><code># &lt;no&gt;</code></pre>",
    ]
