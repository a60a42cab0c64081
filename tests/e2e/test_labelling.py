"""Labelling by mouse and by keys, as a person does it."""

from pathlib import Path

import pytest

from tests.e2e.conftest import Maker, Opener
from tests.e2e.person import CTRL, NONE, SHIFT, Person

FIRM = "“We will sue,” said Jane Shaw. The firm agreed. Nobody else did.\n\nA second day came.\n"


def test_label_by_mouse_and_find_it_after_reopening(start: Opener, project: Path) -> None:
    ada = start(project)
    ada.opens_article("000")
    ada.sweeps("court filing in San Francisco")
    ada.presses("4")
    assert ada.labelled() == [("possibly fabricated", "court filing in San Francisco")]
    ada.leave()
    ada = start(project)
    ada.opens_article("000")
    assert ada.labelled() == [("possibly fabricated", "court filing in San Francisco")]


@pytest.mark.parametrize(
    ("swept", "keys", "marked"),
    [("dramatic escala", NONE, "dramatic escalation"), ("matic escala", SHIFT, "matic escala")],
)
def test_a_sweep_takes_whole_words_and_with_shift_the_very_characters(
    start: Opener, project: Path, swept: str, keys: object, marked: str
) -> None:
    ada = start(project)
    ada.opens_article("000")
    ada.sweeps(swept, keys=keys)
    ada.presses("1")
    assert ada.labelled() == [("claim", marked)]


@pytest.mark.parametrize(
    ("times", "marked"),
    [
        (2, "agreed"),
        (3, "The firm agreed"),
        (4, "“We will sue,” said Jane Shaw. The firm agreed. Nobody else did"),
    ],
)
def test_two_clicks_take_the_word_three_the_sentence_four_the_paragraph(
    start: Opener, texts: Maker, times: int, marked: str
) -> None:
    ada = start(texts(one=FIRM))
    ada.opens_article("one")
    ada.clicks("agreed", times=times)
    ada.presses("1")
    assert ada.labelled() == [("claim", marked)]


def test_punctuation_goes_as_the_label_has_it(start: Opener, texts: Maker) -> None:
    ada = start(texts(one=FIRM))
    ada.opens_article("one")
    ada.sweeps("“We will sue,”")
    ada.presses("2", "Esc", "Esc")
    ada.sweeps("“We will sue,”")
    ada.presses("1")
    assert ada.labelled() == [("quote", "“We will sue,”"), ("claim", "We will sue")]


def test_a_click_in_the_palette_labels_too_and_the_text_keeps_the_focus(
    start: Opener, texts: Maker
) -> None:
    ada = start(texts(one=FIRM))
    ada.opens_article("one")
    ada.sweeps("Jane Shaw")
    entity = ada.window.workspace.scheme.label_named("entity")
    assert entity is not None
    ada.window.docks.labels.rows[entity.id].button.click()
    assert ada.labelled() == [("entity", "Jane Shaw")]
    assert ada.pane.hasFocus()


def test_label_with_keys_alone(start: Opener, texts: Maker) -> None:
    ada = start(texts(one=FIRM))
    ada.opens_article("one")
    ada.presses("Ctrl+Home", "Ctrl+Shift+Right", "Ctrl+Shift+Right", "1")
    assert ada.labelled() == [("claim", "We will")]
    ada.presses("Esc", "Alt+Down", "S", "2")
    assert ada.labelled()[1:] == [("quote", "The firm agreed")]
    ada.presses("Esc", "Ctrl+Down", "P", "3")
    assert ada.labelled()[2:] == [("entity", "A second day came")]
    ada.presses("Esc", "Ctrl+Home", "Esc", "J")
    assert [ada.pane.label_name(i) for i in ada.pane.chosen()] == ["claim"]
    ada.presses("J", "K", "J", "Del")
    assert [label for label, _ in ada.labelled()] == ["claim", "entity"]


def test_move_edges_by_keys_by_word_and_by_character(start: Opener, texts: Maker) -> None:
    ada = start(texts(one=FIRM))
    ada.opens_article("one")
    ada.sweeps("firm")
    ada.presses("1", "Esc", "Alt+.")
    assert ada.labelled() == [("claim", "firm agreed")]
    ada.presses("Alt+Shift+,")
    assert ada.labelled() == [("claim", "The firm agreed")]
    ada.presses("Alt+,", "Alt+Shift+.")
    assert ada.labelled() == [("claim", "firm")]
    ada.presses("E", "Shift+Left", "Tab", "Left", "Return")
    assert ada.labelled() == [("claim", "The fir")]
    ada.presses("Ctrl+Z")
    assert ada.labelled() == [("claim", "firm")]


def test_hold_a_label_first_and_then_sweep(start: Opener, texts: Maker) -> None:
    ada = start(texts(one=FIRM))
    ada.opens_article("one")
    ada.ask.then("3  entity")
    ada.presses("H")
    ada.sweeps("Jane Shaw")
    ada.sweeps("firm")
    ada.clicks("Nobody", times=2)
    ada.waits(lambda: len(ada.labelled()) == 3)
    assert ada.labelled() == [("entity", "Jane Shaw"), ("entity", "firm"), ("entity", "Nobody")]
    ada.presses("Esc", "Esc")
    assert ada.pane.sticky() is not None, "chips and choice are left first"
    ada.presses("Esc")
    ada.sweeps("second day")
    assert len(ada.labelled()) == 3
    ada.ask.then("3  entity")
    ada.presses("Esc", "H")
    assert ada.pane.sticky() is not None
    ada.presses("H")
    assert ada.pane.sticky() is None


def test_spans_overlap_and_nest_and_a_list_picks_one(start: Opener, texts: Maker) -> None:
    ada = start(texts(one=FIRM))
    ada.opens_article("one")
    ada.sweeps("said Jane Shaw. The firm")
    ada.presses("1", "Esc", "Esc")
    ada.sweeps("Jane Shaw")
    ada.presses("3", "Esc", "Esc")
    ada.sweeps("Shaw. The firm agreed")
    ada.presses("4", "Esc", "Esc")
    assert [words for _, words in ada.labelled()] == [
        "said Jane Shaw. The firm",
        "Jane Shaw",
        "Shaw. The firm agreed",
    ]
    ada.clicks("Shaw")
    ada.presses("Esc", "Return")
    picks = ada.pane.pick_list
    ada.waits(picks.isVisible)
    assert [picks.item(row).text().split("   ")[0] for row in range(picks.count())] == [
        "entity",
        "possibly fabricated",
        "claim",
    ]
    ada.presses("Down", "Down", "Return")
    assert [ada.pane.label_name(i) for i in ada.pane.chosen()] == ["claim"]
    ada.presses("Del")
    assert [label for label, _ in ada.labelled()] == ["entity", "possibly fabricated"]


def test_across_a_line_break(start: Opener, texts: Maker) -> None:
    ada = start(texts(one=FIRM))
    ada.opens_article("one")
    ada.sweeps("did.\n\nA second")
    ada.presses("1")
    assert ada.labelled() == [("claim", "did.\n\nA second")]


def test_after_an_emoji_offsets_are_code_points(start: Opener, texts: Maker) -> None:
    text = "😀 😀😀 A theft 👩‍👩‍👧 was told.\nAnd 𝔸libaba denied."
    ada = start(texts(one=text))
    ada.opens_article("one")
    ada.sweeps("theft")
    ada.presses("1", "Esc", "Esc")
    ada.sweeps("denied")
    ada.presses("2", "Esc", "Esc")
    assert ada.labelled() == [("claim", "theft"), ("quote", "denied")]
    assert [(s.start, s.end) for s in ada.spans()] == [
        (text.index("theft"), text.index("theft") + 5),
        (text.index("denied"), text.index("denied") + 6),
    ]


def test_line_ends_of_all_kinds_stay_as_they_are(start: Opener, texts: Maker) -> None:
    text = "One theft.\r\nTwo\u2028thefts here.\rThree\u2029thefts\u00a0there.\r\n"
    ada = start(texts(one=text))
    ada.opens_article("one")
    assert ada.pane.text == text
    ada.sweeps("theft.\r\nTwo")
    ada.presses("1", "Esc", "Esc")
    ada.sweeps("Two\u2028thefts")
    ada.presses("2", "Esc", "Esc")
    ada.sweeps("Three\u2029thefts\u00a0there")
    ada.presses("3")
    assert [words for _, words in ada.labelled()] == [
        "theft.\r\nTwo",
        "Two\u2028thefts",
        "Three\u2029thefts\u00a0there",
    ]


def last_step(person: Person) -> str:
    """What Undo would take back now, in the words of the history."""
    workspace = person.window.workspace
    step = workspace.project.next_undo(workspace.annotator_id)
    return step.name if step is not None else ""


def test_ctrl_adds_a_part_to_the_chosen_span(start: Opener, texts: Maker) -> None:
    ada = start(texts(one=FIRM))
    ada.opens_article("one")
    ada.sweeps("“We will sue,”")
    ada.presses("2", "Esc")
    ada.sweeps("The firm agreed", keys=CTRL)
    assert ada.labelled() == [("quote", "“We will sue,” The firm agreed")]
    assert len(ada.spans()[0].fragments) == 2
    assert last_step(ada) == "add a fragment"
    ada.sweeps("firm")
    ada.presses("Shift+F")
    assert ada.labelled() == [("quote", "“We will sue,” The agreed")]
    assert last_step(ada) == "take words out of a span"
    ada.presses("Ctrl+Z", "Ctrl+Z")
    assert ada.labelled() == [("quote", "“We will sue,”")]


def test_drag_an_edge(start: Opener, texts: Maker) -> None:
    ada = start(texts(one=FIRM))
    ada.opens_article("one")
    ada.sweeps("The firm")
    ada.presses("1", "Esc")
    ada.pulls(ada.place_of("The firm").end, ada.place_of("agreed").end - 2)
    assert ada.labelled() == [("claim", "The firm agreed")]
    ada.pulls(ada.place_of("The firm").start, ada.place_of("firm").start + 1, keys=SHIFT)
    assert ada.labelled() == [("claim", "irm agreed")]


def test_change_the_label_duplicate_note_and_repeat(start: Opener, texts: Maker) -> None:
    ada = start(texts(one=FIRM))
    ada.opens_article("one")
    ada.sweeps("The firm")
    ada.presses("1", "Esc", "3")
    assert ada.labelled() == [("entity", "The firm")]
    assert ada.pane.chips.is_open
    ada.presses("Esc")
    ada.ask.then("4  possibly fabricated")
    ada.presses("C")
    assert ada.labelled() == [("possibly fabricated", "The firm")]
    ada.ask.then("1  claim")
    ada.presses("Esc", "D")
    assert sorted(ada.labelled()) == [("claim", "The firm"), ("possibly fabricated", "The firm")]
    ada.presses("Esc")
    ada.ask.then("Which firm?")
    ada.presses("N")
    assert [span.note for span in ada.spans() if span.note] == ["Which firm?"]
    ada.sweeps("Nobody else")
    ada.presses("R")
    assert ada.labelled()[-1] == ("claim", "Nobody else")


def test_the_same_words_are_not_marked_twice(start: Opener, texts: Maker) -> None:
    ada = start(texts(one=FIRM))
    ada.opens_article("one")
    for _ in range(2):
        ada.sweeps("The firm")
        ada.presses("1", "Esc", "Esc")
    assert ada.labelled() == [("claim", "The firm")]
    assert ada.told == "These words are marked as claim already."
