"""Undo and redo over everything, however long ago it was."""

from pathlib import Path

from tests.e2e.conftest import Maker, Opener
from ui.__main__ import main

ONE = "Alibaba denied it. Alibaba did not say more. Alibaba left.\n"
TWO = "A firm accused Alibaba. The firm is small.\n"


def test_undo_goes_over_panes_and_shows_what_it_undoes(start: Opener, texts: Maker) -> None:
    ada = start(texts(one=ONE, two=TWO))
    ada.opens_article("two")
    ada.opens_article("one")
    ada.opens_article("two", beside=True)
    ada.opens_article("one")
    ada.sweeps("denied")
    ada.presses("1", "Esc", "Esc")
    ada.opens_article("two")
    ada.sweeps("accused")
    ada.presses("2", "Esc", "Esc")
    ada.presses("Ctrl+Z")
    assert ada.labelled("two") == []
    ada.presses("Ctrl+Z")
    assert ada.labelled("one") == []
    one = ada.window.articles.view_of(ada.article_id("one"))
    assert one is not None
    assert one.pane.span_count == 0
    ada.presses("Ctrl+Y", "Ctrl+Shift+Z")
    assert ada.labelled("one") == [("claim", "denied")]
    assert ada.labelled("two") == [("quote", "accused")]
    assert one.pane.span_count == 1


def test_undo_after_closing_and_opening_again(start: Opener, texts: Maker) -> None:
    path = texts(one=ONE)
    ada = start(path)
    ada.opens_article("one")
    ada.sweeps("denied")
    ada.presses("1", "Esc", "Esc")
    ada.sweeps("left")
    ada.presses("1", "Esc", "Esc", "Ctrl+Z")
    ada.leave()
    ada = start(path)
    ada.opens_article("one")
    assert ada.labelled() == [("claim", "denied")]
    ada.presses("Ctrl+Shift+Z")
    assert ada.labelled() == [("claim", "denied"), ("claim", "left")]
    ada.presses("Ctrl+Z", "Ctrl+Z")
    assert ada.labelled() == []


def test_a_bulk_step_is_one_step(start: Opener, texts: Maker) -> None:
    ada = start(texts(one=ONE))
    ada.opens_article("one")
    ada.sweeps("Alibaba")
    ada.presses("3", "Esc")
    ada.presses("Ctrl+L")
    find = ada.window.docks.find
    ada.waits(lambda: find.model.rowCount() == 3)
    entity = ada.window.workspace.scheme.label_named("entity")
    assert entity is not None
    find.label_ticked(entity)
    assert len(ada.labelled()) == 3
    ada.turns_to_the_window()
    ada.presses("Ctrl+Z")
    assert ada.labelled() == [("entity", "Alibaba")]
    ada.presses("Ctrl+Y")
    assert len(ada.labelled()) == 3


def test_the_commands_undo_what_the_window_did(start: Opener, texts: Maker) -> None:
    path: Path = texts(one=ONE)
    ada = start(path)
    ada.opens_article("one")
    ada.sweeps("denied")
    ada.presses("1")
    ada.leave()
    assert main(["undo", str(path), "--annotator", "Ada"]) == 0
    ada = start(path)
    ada.opens_article("one")
    assert ada.labelled() == []


def test_nobody_undoes_the_steps_of_others(start: Opener, texts: Maker) -> None:
    path = texts(one=ONE)
    ada = start(path)
    ada.opens_article("one")
    ada.sweeps("denied")
    ada.presses("1")
    ben = ada.becomes("Ben")
    ben.presses("Ctrl+Z")
    ada = ben.becomes("Ada")
    assert ada.labelled() == [("claim", "denied")]
