"""What can be done in the list of groups: what is done with disagreements, by the same keys."""

from dataclasses import replace

from ui.action_list import ActionSpec, Context
from ui.disagreement_actions import DISAGREEMENT_SPECS, MENU

_ELSEWHERE = frozenset({"switch-view", "copy", "zoom-in", "zoom-out", "zoom-reset"})
"""What is done in texts alone."""
_WORDS = {
    "next-case": ("&Next group", ""),
    "previous-case": ("&Previous group", ""),
    "take-left": ("Take &A", "Gold gets the left side’s group; then comes the next one"),
    "take-right": ("Take &B", "Gold gets the right side’s group; then comes the next one"),
    "take-both": ("&Take both", "Gold gets the groups of both"),
    "nothing-here": ("N&o group", "Neither is right: gold gets no group"),
    "edit-case": (
        "Take and &change…",
        "Space takes a member in or out, numbers give its stance; Enter takes it, Esc leaves it",
    ),
    "write-case": ("&Write new…", "Begins a group without members"),
}
_OWN = (
    ActionSpec(
        "show-passages",
        "&Show in the articles",
        ("P",),
        menu=MENU,
        context=Context.TEXT,
        single_key=True,
        section=5,
        icon="columns",
        tip="The passages of the group, side by side in the main window",
    ),
)


def _of_groups(spec: ActionSpec) -> ActionSpec:
    words, tip = _WORDS.get(spec.name, (spec.words, spec.tip))
    return replace(spec, words=words, tip=tip)


GROUP_CASE_SPECS: tuple[ActionSpec, ...] = (
    *(
        _of_groups(spec)
        for spec in DISAGREEMENT_SPECS
        if spec.name not in _ELSEWHERE and not spec.name.startswith("label-")
    ),
    *_OWN,
)
"""All actions of the page; those of the page of disagreements have the same keys."""
