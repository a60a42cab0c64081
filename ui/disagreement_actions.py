"""What can be done in the list of disagreements; as `ui/action_list.py` for the main window.

The window that compares is one of its own, so that its keys may be those of labels there.
"""

from dataclasses import replace
from functools import partial

from ui.action_list import SPECS, ActionSpec, Context
from ui.actions import LABELS

MENU = "Deciding"
_one_key = partial(ActionSpec, menu=MENU, context=Context.TEXT, single_key=True)

_OWN = (
    _one_key("next-case", "&Next disagreement", ("J", "F8"), section=1, icon="down"),
    _one_key("previous-case", "&Previous disagreement", ("K", "Shift+F8"), section=1, icon="up"),
    _one_key(
        "take-left",
        "Take &A",
        ("A", "Ctrl+1"),
        section=2,
        icon="previous",
        tip="Gold says what the left side says; then comes the next one",
    ),
    _one_key(
        "take-right",
        "Take &B",
        ("B", "Ctrl+2"),
        section=2,
        icon="next",
        tip="Gold says what the right side says; then comes the next one",
    ),
    _one_key(
        "take-both",
        "&Take both",
        ("T", "Ctrl+3"),
        section=2,
        icon="duplicate",
        tip="Both marks stand in gold",
    ),
    _one_key(
        "nothing-here",
        "N&othing here",
        ("X", "Ctrl+4"),
        section=2,
        icon="nothing",
        tip="Neither is right: gold has no mark in this place",
    ),
    _one_key(
        "edit-case",
        "Take and &change…",
        ("E", "F2"),
        section=3,
        icon="resize",
        tip="Arrows move the edges, label keys change the label, letters answer; Enter takes it",
    ),
    _one_key(
        "write-case",
        "&Write new…",
        ("W",),
        section=3,
        icon="edit",
        tip="Select words in either text first: they become gold’s mark in this place",
    ),
    _one_key(
        "reopen-case",
        "&Reopen",
        ("O",),
        section=3,
        icon="unlock",
        tip="Takes the decision back, with what it put into gold",
    ),
    _one_key("case-reason", "R&eason…", ("R",), section=4, icon="tag", tip="Why they differ"),
    _one_key("case-note", "Note…", ("N",), section=4, icon="note", tip="A note on the decision"),
    _one_key(
        "guideline-gap",
        "&Guideline gap",
        ("G",),
        section=4,
        icon="article",
        tip="The guidelines lack something here",
        checkable=True,
    ),
    _one_key(
        "switch-view",
        "Side by side or o&verlaid",
        ("V",),
        section=5,
        icon="columns",
        tip="Two texts with lines level, or one with the marks of both",
    ),
)
_SHARED = (
    "undo", "redo", "copy", "zoom-in", "zoom-out", "zoom-reset", *LABELS, "shortcuts",
    "edit-shortcuts",
)  # fmt: skip

DISAGREEMENT_SPECS: tuple[ActionSpec, ...] = (
    *_OWN,
    *(replace(spec, context=Context.TEXT) for spec in SPECS if spec.name in _SHARED),
)
"""All actions of the page; those that the main window has too have the same keys there."""
