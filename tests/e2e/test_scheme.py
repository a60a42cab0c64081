"""The scheme, changed in its editor while spans stand under it."""

from PySide6.QtTest import QTest

from tests.e2e.conftest import Maker, Opener
from tests.e2e.person import Person
from ui.dialogs.scheme import SchemeDialog

ONE = "Alibaba denied it. A firm accused Alibaba of theft.\n"


def marked(start: Opener, texts: Maker) -> Person:
    """Ada with a claim and an entity in her article."""
    ada = start(texts(one=ONE))
    ada.opens_article("one")
    ada.sweeps("denied it")
    ada.presses("1", "Esc", "Esc")
    ada.sweeps("Alibaba")
    ada.presses("3", "Esc", "Esc")
    return ada


def choose(dialog: SchemeDialog, name: str) -> None:
    """Chooses the label with this name in the list."""
    names = [label.name for label in dialog.draft.scheme.labels]
    dialog.labels.list.setCurrentRow(names.index(name))


def test_rename_a_label(start: Opener, texts: Maker) -> None:
    ada = marked(start, texts)
    version = ada.window.workspace.scheme.version

    def rename(dialog: SchemeDialog) -> None:
        choose(dialog, "claim")
        dialog.labels.name.selectAll()
        QTest.keyClicks(dialog.labels.name, "statement")
        dialog.save.click()

    met = ada.meets(SchemeDialog, rename)
    ada.wants("scheme")
    assert met
    assert ada.labelled()[1] == ("statement", "denied it")
    assert ada.window.workspace.scheme.version == version + 1
    assert "statement" in ada.window.actions_["label-1"].text()
    ada.turns_to_the_window()
    ada.sweeps("accused")
    ada.presses("1")
    assert ada.labelled()[2] == ("statement", "accused")
    ada.presses("Esc", "Ctrl+Z", "Ctrl+Z")
    assert ada.labelled()[1] == ("claim", "denied it")
    assert "claim" in ada.window.actions_["label-1"].text()


def test_merge_a_label_into_another_and_undo(start: Opener, texts: Maker) -> None:
    ada = marked(start, texts)
    ada.ask.then("quote")

    def merge(dialog: SchemeDialog) -> None:
        choose(dialog, "claim")
        dialog.labels.buttons["Merge into…"].click()
        dialog.save.click()

    met = ada.meets(SchemeDialog, merge)
    ada.wants("scheme")
    assert met
    assert ada.labelled() == [("entity", "Alibaba"), ("quote", "denied it")]
    ada.turns_to_the_window()
    ada.presses("Ctrl+Z")
    assert ada.labelled() == [("entity", "Alibaba"), ("claim", "denied it")]


def test_a_retired_label_keeps_its_spans_and_is_offered_no_more(
    start: Opener, texts: Maker
) -> None:
    ada = marked(start, texts)

    def retire(dialog: SchemeDialog) -> None:
        choose(dialog, "entity")
        assert not dialog.labels.buttons["Remove"].isEnabled()
        dialog.labels.buttons["Retire"].click()
        dialog.save.click()

    met = ada.meets(SchemeDialog, retire)
    ada.wants("scheme")
    assert met
    assert ada.labelled()[0] == ("entity", "Alibaba")
    ada.turns_to_the_window()
    ada.sweeps("firm")
    ada.presses("3")
    assert ("entity", "firm") not in ada.labelled()


def test_a_new_label_gets_a_key_that_works(start: Opener, texts: Maker) -> None:
    ada = marked(start, texts)

    def add(dialog: SchemeDialog) -> None:
        dialog.labels.buttons["Add"].click()
        QTest.keyClicks(dialog.labels.name, "loaded word")
        dialog.labels.key.selectAll()
        QTest.keyClicks(dialog.labels.key, "5")
        dialog.save.click()

    met = ada.meets(SchemeDialog, add)
    ada.wants("scheme")
    assert met
    ada.turns_to_the_window()
    ada.sweeps("theft")
    ada.presses("5")
    assert ada.labelled()[-1] == ("loaded word", "theft")
