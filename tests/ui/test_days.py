"""Days as sentences say them, and the bar of a pack."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from annotator.model.pack import PackFacts
from ui.days import counted, long_day, wanted_by
from ui.pack_bar import PackBar

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("due", "how"),
    [
        ("2026-11-21", "today"),
        ("2026-11-22", "tomorrow"),
        ("2026-11-30", "in 9 days"),
        ("2026-11-20", "yesterday"),
        ("2026-11-01", "20 days ago"),
    ],
)
def test_by_when_it_is_wanted(due: str, how: str) -> None:
    assert wanted_by(due, TODAY).endswith(f"2026 ({how}).")


def test_days_and_numbers() -> None:
    assert long_day("2026-03-01T08:00:00Z") == "1 March 2026"
    assert long_day("soon") == "soon"
    assert wanted_by("soon", TODAY) == ""
    assert counted(1, "story", "stories") == "1 story"
    assert counted(0, "span") == "0 spans"


def test_a_name_is_shown_as_it_is(qtbot: QtBot) -> None:
    bar = PackBar()
    qtbot.addWidget(bar)
    bar.tell(PackFacts("p", "a", "<b>Anna</b>", "2026-11-21T08:00:00Z", "", "l"), 1, 2, 0)
    assert bar.words.text() == "Pack for <b>Anna</b>: 1 story, 2 articles, 0 done."
    assert bar.words.textFormat() is Qt.TextFormat.PlainText
    with qtbot.waitSignal(bar.hand_back_wanted):
        bar.hand_back.click()
