"""The keys of the list of disagreements: free everywhere, none twice, and on the page of keys."""

import pytest
from PySide6.QtGui import QKeySequence

from annotator.paths import resource
from ui.action_list import TEXT_KEYS, Context
from ui.actions import Actions, is_bare
from ui.disagreement_actions import DISAGREEMENT_SPECS
from ui.reserved_keys import reserved
from ui.shortcut_page import page


def test_no_key_is_claimed_twice(qapp):
    assert Actions(specs=DISAGREEMENT_SPECS).conflicts() == []


@pytest.mark.parametrize("spec", DISAGREEMENT_SPECS, ids=lambda spec: spec.name)
def test_keys_are_free_and_work_on_this_page_alone(spec):
    assert spec.context is Context.TEXT
    assert spec.single_key == any(is_bare(key) for key in spec.keys)
    assert not spec.icon or resource(f"icons/{spec.icon}.svg").is_file()
    for key in spec.keys:
        assert QKeySequence(key).toString() == key
        assert reserved(key) == ""
    own = {key for _, keys in TEXT_KEYS for key in keys}
    assert not own & set(spec.keys)


def test_the_page_of_shortcuts_lists_them():
    words = page()
    assert "## Deciding" in words
    assert "| Nothing here | `X`, `Ctrl+4` |" in words
    assert words.count("| Undo |") == 1
