"""Labelling by mouse and by keys, as a person does it."""

from pathlib import Path

from tests.e2e.conftest import Opener


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

