"""A span's questions, answered by key: few strokes, the text keeps the focus."""

from tests.e2e.conftest import Maker, Opener
from tests.e2e.person import Person

TEXT = "Alibaba took 40 models in May. “We deny it,” said Jane Shaw. She left on Monday.\n"


def strokes(person: Person, *keys: str) -> int:
    """Presses the keys; says how many they were."""
    person.presses(*keys)
    return len(keys)


def key_of(person: Person, words: str) -> str:
    """The letter that stands on a chip."""
    (key,) = [chip.key for chip in person.pane.chips.chips() if chip.words.startswith(words)]
    return key


def test_a_claim_with_two_attributes_takes_few_strokes(start: Opener, texts: Maker) -> None:
    ada = start(texts(one=TEXT))
    ada.opens_article("one")
    ada.sweeps("Alibaba took 40 models")
    pressed = strokes(ada, "1")
    assert ada.answers("Alibaba took 40 models")["checkable"] == "yes"
    pressed += strokes(ada, key_of(ada, "partly"), key_of(ada, "number"))
    assert ada.pane.hasFocus()
    pressed += strokes(ada, "Esc")
    answers = ada.answers("Alibaba took 40 models")
    assert (answers["checkable"], answers["type"]) == ("partly", "number")
    assert pressed <= 8


def test_a_quote_with_its_speaker_takes_few_strokes(start: Opener, texts: Maker) -> None:
    ada = start(texts(one=TEXT))
    ada.opens_article("one")
    for name in ("Alibaba", "Jane Shaw"):
        ada.sweeps(name)
        ada.presses("3", "Esc", "Esc")
    ada.sweeps("“We deny it,”")
    pressed = strokes(ada, "2")
    pressed += strokes(ada, key_of(ada, "said by"))
    pressed += strokes(ada, key_of(ada, "Jane Shaw"))
    assert pressed <= 8
    (link,) = ada.links()
    spans = {span.id: span.quoted(ada.pane.text) for span in ada.spans()}
    assert (link.kind, spans[link.head_id], spans[link.child_id]) == (
        "said by",
        "“We deny it,”",
        "Jane Shaw",
    )
    assert ada.pane.chips.is_open
    ada.presses(key_of(ada, "fragment"), "Esc", "Ctrl+Z")
    assert ada.answers("“We deny it,”")["kind"] == "whole sentences"
    assert len(ada.links()) == 1
    ada.presses("Ctrl+Z")
    assert ada.links() == ()


def test_same_as_last_takes_label_and_answers(start: Opener, texts: Maker) -> None:
    ada = start(texts(one=TEXT))
    ada.opens_article("one")
    ada.sweeps("Alibaba")
    ada.presses("3")
    ada.presses(key_of(ada, "GPE"), "Esc", "Esc")
    ada.sweeps("May")
    ada.presses("R")
    assert ada.answers("May")["type"] == "GPE"


def test_space_on_the_chips_repeats_the_answers_of_the_span_before(
    start: Opener, texts: Maker
) -> None:
    ada = start(texts(one=TEXT))
    ada.opens_article("one")
    ada.sweeps("Alibaba took 40 models")
    ada.presses("1")
    ada.presses(key_of(ada, "partly"), key_of(ada, "number"), "Esc", "Esc")
    ada.sweeps("She left on Monday")
    ada.presses("1", "Space")
    answers = ada.answers("She left on Monday")
    assert (answers["checkable"], answers["type"]) == ("partly", "number")


def test_questions_can_be_asked_again(start: Opener, texts: Maker) -> None:
    ada = start(texts(one=TEXT))
    ada.opens_article("one")
    ada.sweeps("She left on Monday")
    ada.presses("4", "Esc")
    assert not ada.pane.chips.is_open
    assert "reason" not in ada.answers("She left on Monday")
    ada.presses("A")
    ada.presses(key_of(ada, "source cannot be traced"))
    assert ada.answers("She left on Monday")["reason"] == "source cannot be traced"


def test_a_chip_is_clicked_too(start: Opener, texts: Maker) -> None:
    ada = start(texts(one=TEXT))
    ada.opens_article("one")
    ada.sweeps("Jane Shaw")
    ada.presses("3")
    (chip,) = [chip for chip in ada.pane.chips.chips() if chip.words == "PERSON"]
    chip.click()
    assert ada.answers("Jane Shaw")["type"] == "PERSON"
    assert ada.pane.hasFocus()
