"""The documentation lists the shortcuts that there are."""

from pathlib import Path

from ui.shortcut_page import page


def test_the_page_is_true():
    written = Path(__file__).parents[2] / "docs" / "shortcuts.md"
    hint = "run: python -m ui.shortcut_page > docs/shortcuts.md"
    assert written.read_text(encoding="utf-8") == page(), hint


def test_the_page_shows_words_and_keys():
    assert "| Find in the article | `Ctrl+F` |" in page()
    assert "&" not in page()
