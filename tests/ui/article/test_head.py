"""The head of an article: what it shows where there is little room."""

import pytest
from PySide6.QtWidgets import QLabel, QToolButton
from pytestqt.qtbot import QtBot

from annotator.model.story import Article
from ui.article.head import ArticleHead
from ui.theme import LIGHT

TITLE = "A dramatic escalation of tensions in the global race"


@pytest.fixture
def head(qtbot: QtBot) -> ArticleHead:
    head = ArticleHead()
    qtbot.addWidget(head)
    head.dress(LIGHT)
    head.show_article(Article("a", "s", "a.txt", "", 1, 1, title=TITLE))
    head.show_numbers(3)
    head.resize(400, head.sizeHint().height())
    head.show()
    return head


def shown(head: ArticleHead) -> tuple[bool, bool, bool]:
    """Whether status, text size and cross are there."""
    buttons = head.findChildren(QToolButton)
    named = {button.accessibleName().split()[0]: button.isVisible() for button in buttons}
    return named["Status:"], named["Text"], named["Close"]


def title(head: ArticleHead) -> str:
    (label,) = [one for one in head.findChildren(QLabel) if one.accessibleName() == TITLE]
    return label.text().removesuffix("…")


def test_a_narrow_head_keeps_the_title_and_drops_the_rest(head: ArticleHead) -> None:
    assert shown(head) == (True, True, True)
    before = None
    for width in range(400, head.minimumSizeHint().width() - 1, -1):
        head.resize(width, head.height())
        now = shown(head)
        assert now in ((True, True, True), (True, False, True), (True, False, False))
        assert TITLE.startswith(title(head).rstrip())
        assert len(title(head)) >= 3
        if now[1]:
            assert len(title(head)) >= 8
        assert before is None or now <= before
        before = now
    assert before == (True, False, False)
    head.resize(400, head.height())
    assert shown(head) == (True, True, True)
