"""Who labels is chosen and shown, and nobody sees what another marked."""

import subprocess
import sys
from pathlib import Path

from PySide6.QtWidgets import QToolButton

from tests.e2e.conftest import Maker, Opener
from ui.dialogs.open_elsewhere import OpenElsewhereDialog
from ui.one_line import OneLine

ONE = "Alibaba denied it. A firm accused Alibaba of theft.\n"


def test_nobody_sees_what_another_marked(start: Opener, texts: Maker) -> None:
    ada = start(texts(one=ONE))
    ada.opens_article("one")
    ada.sweeps("denied it")
    ada.presses("1", "Esc")
    ben = ada.becomes("Ben")
    (who,) = [w for w in ben.window.status.findChildren(QToolButton) if w.isVisible()]
    assert who.text() == "Ben"
    assert ben.pane.span_count == 0
    assert ben.pane.spans_at(0) == []
    assert ben.labelled() == []
    ben.window.docks.show("spans")
    ben.window.docks.show("find")
    ben.sweeps("accused")
    ben.presses("2", "Esc")
    assert ben.labelled() == [("quote", "accused")]
    ada = ben.becomes("Ada")
    assert ada.labelled() == [("claim", "denied it")]
    assert ada.pane.span_count == 1


def test_who_labels_is_remembered_on_this_machine(start: Opener, texts: Maker) -> None:
    path = texts(one=ONE)
    ada = start(path)
    first = ada.window.workspace.annotator_id
    ada.leave()
    again = start(path, who="Somebody else")
    assert again.window.workspace.annotator_id == first


def test_who_labelled_before_begins_a_new_project_without_being_asked(
    start: Opener, texts: Maker, tmp_path: Path
) -> None:
    ada = start(texts(one=ONE))
    first = ada.window.workspace.annotator_id
    ada.leave()
    other = tmp_path / "other.txt"
    other.write_text(ONE, encoding="utf-8")
    again = start(other, who="Somebody else")
    again.waits(lambda: again.window.articles.views)
    assert again.window.workspace.annotator_id == first


def test_a_second_program_may_look_but_not_write(start: Opener, texts: Maker) -> None:
    path = texts(one=ONE)
    holder = subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline().strip() == b"held"
        ada = start()
        seen: list[str] = []

        def look(dialog: OpenElsewhereDialog) -> None:
            seen.append(dialog.sentence.text())
            dialog.look.click()

        met = ada.meets(OpenElsewhereDialog, look)
        assert ada.window.projects.open(path)
        assert met
        assert "open in another program" in seen[0]
        assert ada.window.banner.isVisible()
        ada.opens_article("one")
        assert ada.pane.text == ONE
        ada.sweeps("denied")
        ada.presses("1")
        assert "read-only" in ada.told
        assert not ada.window.actions_["scheme"].isEnabled()
    finally:
        holder.communicate(b"\n")


def test_read_only_by_the_command_line(start: Opener, texts: Maker) -> None:
    path: Path = texts(one=ONE)
    ada = start(path)
    ada.opens_article("one")
    ada.sweeps("denied")
    ada.presses("1")
    ada.leave()
    before = path.read_bytes()
    ada = start("--read-only", path)
    ada.opens_article("one")
    assert ada.labelled() == [("claim", "denied")]
    bar = ada.window.status.findChildren(OneLine)
    assert "Read-only" in [line.words for line in bar]
    assert not [line.words for line in bar if "Undo" in line.words]
    ada.presses("J", "Del", "Ctrl+Z", "Ctrl+Return")
    ada.ask.then(path.with_name("mine.annotator"))
    assert ada.window.banner.isVisible()
    ada.window.banner.button.click()
    ada.leave()
    assert path.read_bytes() == before
    ada = start(path.with_name("mine.annotator"))
    ada.opens_article("one")
    assert ada.labelled() == [("claim", "denied")]
    assert not ada.window.workspace.project.read_only


_HOLD = """
import sys
from pathlib import Path
from annotator.project import Project
with Project.open(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.readline()
"""
