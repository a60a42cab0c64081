"""Answering many suggestions at once."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QTableView
from pytestqt.qtbot import QtBot

from annotator.model.span import Fragment
from annotator.model.story import Article, Story
from annotator.model.suggestion import Source, Suggestion, Verdict
from tests.annotator.samples import ENTITY, QUOTE, SCHEME, article_for
from tests.growth import STEEP, growth
from ui.dialogs.accept_all import AcceptAll
from ui.theme import DARK

TEXTS = {
    "one": "Ada met Bob <b>today</b>. “We won,” said Ada.\n",
    "two": "Nobody saw Ada at all.\n",
}
STORY = Story("story", "Story", 1)
ARTICLES = {
    name: replace(article_for(STORY, text, f"{name}.txt", at), id=name)
    for at, (name, text) in enumerate(TEXTS.items(), 1)
}


def named(
    article: str, words: str, score: float = 0.9, nth: int = 1, group: str = ""
) -> Suggestion:
    start = -1
    for _ in range(nth):
        start = TEXTS[article].index(words, start + 1)
    place = Fragment(start, start + len(words))
    suggestion_id = f"{article}-{start}"
    reason = "A name, it seems."
    return Suggestion(
        suggestion_id, article, Source.ENTITIES, ENTITY.id, (place,), score, reason, group=group
    )


ADAS = (
    named("one", "Ada", 0.5, group="Ada"),
    named("one", "Ada", 0.97, nth=2, group="Ada"),
    named("two", "Ada", 0.8, group="Ada"),
)
SAID = Suggestion(
    "said",
    "one",
    Source.QUOTES,
    QUOTE.id,
    (Fragment(27, 34),),
    0.99,
    "Said so",
    speaker=Fragment(40, 43),
)


def opened(
    qtbot: QtBot,
    suggestions: tuple[Suggestion, ...] = ADAS,
    verdict: Verdict = Verdict.ACCEPTED,
    *,
    articles: dict[str, Article] = ARTICLES,
    words: str = "",
    above: float | None = None,
) -> AcceptAll:
    dialog = AcceptAll(
        suggestions,
        verdict,
        articles=articles,
        text=TEXTS.__getitem__,
        scheme=SCHEME,
        theme=DARK,
        words=words,
        above=above,
    )
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def shown(table: QTableView) -> list[tuple[str, str]]:
    model = table.model()
    rows = range(model.rowCount())
    return [(model.index(row, 0).data(), model.index(row, 1).data()) for row in rows]


def tables(dialog: AcceptAll) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    by_label, by_article = dialog.findChildren(QTableView)
    return shown(by_label), shown(by_article)


def test_all_are_ticked_and_enter_takes_them(qtbot: QtBot) -> None:
    dialog = opened(qtbot, words="Ada")
    assert "“Ada”" in dialog.sentence.text()
    assert dialog.go_on.text() == "Accept 3"
    assert dialog.go_on.isDefault()
    assert tables(dialog) == ([("entity", "3")], [("one.txt", "2"), ("two.txt", "1")])
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
    assert dialog.chosen == ADAS


def test_what_is_unticked_is_left_out(qtbot: QtBot) -> None:
    dialog = opened(qtbot)
    dialog.list.setCurrentIndex(dialog.model.index(1))
    qtbot.keyClick(dialog.list, Qt.Key.Key_Space)
    assert dialog.go_on.text() == "Accept 2"
    assert dialog.chosen == (ADAS[0], ADAS[2])
    assert tables(dialog)[1] == [("one.txt", "1 of 2"), ("two.txt", "1")]
    assert dialog.tick_all.text() == "Tick all"
    dialog.tick_all.click()
    assert dialog.chosen == ADAS
    dialog.tick_all.click()
    assert dialog.chosen == ()
    assert not dialog.go_on.isEnabled()
    qtbot.keyClick(dialog.list, Qt.Key.Key_Return)
    assert dialog.isVisible()
    dialog.reject()


def test_a_click_on_the_box_ticks(qtbot: QtBot) -> None:
    dialog = opened(qtbot)
    box = dialog.list.visualRect(dialog.model.index(2)).topLeft()
    box += QPoint(12, 12)
    qtbot.mouseClick(dialog.list.viewport(), Qt.MouseButton.LeftButton, pos=box)
    assert dialog.chosen == ADAS[:2]
    dialog.reject()


def test_a_score_lists_the_best_and_keeps_what_was_left_out(qtbot: QtBot) -> None:
    dialog = opened(qtbot, (*ADAS, SAID), above=0.9)
    listed = [one.score for one in dialog.model.listed()]
    assert listed == [0.99, 0.97]
    assert dialog.chosen == (ADAS[1], SAID)
    assert tables(dialog)[0] == [("quote", "1"), ("entity", "1")]
    dialog.model.tick([1], False)
    assert dialog.chosen == (SAID,)
    dialog.slider.setValue(80)
    assert dialog.score.value() == 0.8
    assert dialog.chosen == (ADAS[2], SAID)
    assert tables(dialog)[0] == [("quote", "1"), ("entity", "1 of 2")]
    dialog.set_score(0)
    assert len(dialog.model.listed()) == 4
    dialog.set_score(1)
    assert dialog.slider.value() == 100
    assert dialog.chosen == ()
    assert not dialog.go_on.isEnabled()
    assert not dialog.tick_all.isEnabled()
    dialog.reject()


def test_it_says_what_else_is_made(qtbot: QtBot) -> None:
    dialog = opened(qtbot, (*ADAS, SAID))
    said = dialog.effects.text()
    assert "1 link “said by”" in said
    assert "3 names will go into 1 group “same as”: Ada." in said
    dialog.model.tick(range(4), False)
    dialog.model.tick([3], True)
    assert "group" not in dialog.effects.text()
    dialog.reject()


def test_names_of_two_stories_are_two_groups(qtbot: QtBot) -> None:
    apart = {**ARTICLES, "two": replace(ARTICLES["two"], story_id="other")}
    dialog = opened(qtbot, articles=apart)
    assert "3 names will go into 2 groups “same as”: Ada." in dialog.effects.text()
    dialog.reject()


def test_rejecting_makes_nothing(qtbot: QtBot) -> None:
    dialog = opened(qtbot, verdict=Verdict.REJECTED, words="Ada")
    assert dialog.go_on.text() == "Reject 3"
    assert "not suggested to you again" in dialog.effects.text()
    assert "group" not in dialog.effects.text()
    dialog.reject()


def test_called_off_it_answers_nothing(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(AcceptAll, "exec", lambda dialog: int(dialog.result()))
    called_off = opened(qtbot)
    called_off.reject()
    assert called_off.asked() == ()
    said_yes = opened(qtbot)
    said_yes.accept()
    assert said_yes.asked() == ADAS


def test_rows_say_where_why_and_how_sure(qtbot: QtBot) -> None:
    dialog = opened(qtbot, (named("one", "Bob"),))
    index = dialog.model.index(0)
    assert index.data(Qt.ItemDataRole.DisplayRole) == "Bob"
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == (
        "Bob, entity, in: Ada met Bob <b>today</b>. “We won,” said Ada. ↵, one.txt · 0.90 · "
        "A name, it seems"
    )
    assert dialog.list.accessibleName()
    assert all(not label.text().count("<b>") for label in dialog.findChildren(QLabel))
    dialog.reject()


def test_a_passage_in_parts_shows_its_parts(qtbot: QtBot) -> None:
    parts = (Fragment(0, 3), Fragment(8, 11))
    dialog = opened(qtbot, (replace(named("one", "Ada"), fragments=parts),))
    assert dialog.model.index(0).data() == "Ada … Bob"
    dialog.reject()


def test_ten_thousand_are_fluid(qtbot: QtBot) -> None:
    dialogs = {size: shows_many(qtbot, size) for size in (625, 10_000)}

    def slides(size: int) -> None:
        dialog = dialogs[size]
        for value in (50, 30, 10):
            dialog.slider.setValue(value)
            QApplication.processEvents()
        dialog.tick_all.click()
        dialog.tick_all.click()

    assert growth(slides, 625) < STEEP
    for dialog in dialogs.values():
        dialog.reject()


def shows_many(qtbot: QtBot, size: int) -> AcceptAll:
    many = tuple(
        replace(ADAS[n % 3], id=f"s{n}", score=round(1 - n / size, 4)) for n in range(size)
    )
    dialog = opened(qtbot, many, above=0.5)
    QApplication.processEvents()
    return dialog
