"""A line of words gives way and never makes its window wider."""

from ui.one_line import OneLine


def test_it_asks_for_all_its_words_and_needs_few(qtbot):
    line = OneLine("faint")
    qtbot.addWidget(line)
    line.say("Undo: import <b>a</b> and 4 more, and so on and so on")
    assert line.minimumSizeHint().width() < line.sizeHint().width() / 2
    line.resize(line.sizeHint())
    line.show()
    assert line.text() == line.words
    assert not line.toolTip()
    line.resize(100, 20)
    qtbot.waitUntil(lambda: line.text() != line.words)
    assert line.text().endswith("…")
    assert "&lt;b&gt;" in line.toolTip()
    assert line.accessibleName() == line.words
