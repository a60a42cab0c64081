"""The line of chips: letters set values while the text keeps the focus."""

import datetime

import pytest
from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from annotator.model.scheme import Attribute, AttributeKind
from tests.ui.article.pane_kit import TEXT, Hand, at, shown_pane, span_over
from ui.article.chip_field import with_date
from ui.article.latin_letter import latin_letter
from ui.article.pane import ArticlePane

Key = Qt.Key
CHECKABLE = Attribute("checkable", values=("yes", "partly", "no"), default="yes", core=True)
TYPE = Attribute("type", values=("event", "number", "cause"), default="event", core=True)
TOPICS = Attribute("topics", AttributeKind.SEVERAL, ("money", "law", "people"), core=True)
OPEN = Attribute("facet", values=("venue", "means"), open=True, core=True)
WHERE = Attribute("where checked", AttributeKind.PLACE, core=True)
WHY = Attribute("why", AttributeKind.TEXT, core=True)
CLAIM = (CHECKABLE, TYPE)
DEFAULTS = {"checkable": ("yes",), "type": ("event",)}


def asked(qtbot: QtBot, *attributes: Attribute, **more: bool) -> ArticlePane:
    pane = shown_pane(qtbot, spans=[span_over(TEXT, "Alibaba", label="c")])
    pane.choose(("s1",))
    pane.ask("s1", attributes, DEFAULTS, **more)
    return pane


def answers(pane: ArticlePane) -> list[tuple[str, str, object]]:
    heard: list[tuple[str, str, object]] = []
    pane.chips.value_chosen.connect(lambda *values: heard.append(values))
    return heard


def type_in(pane: ArticlePane, words: str) -> None:
    for letter in words:
        QTest.keyClick(pane, letter)


def checked(pane: ArticlePane) -> list[str]:
    return [chip.words for chip in pane.chips.chips() if chip.isChecked()]


def test_letters_set_values_and_the_text_keeps_the_focus(qtbot: QtBot) -> None:
    pane = asked(qtbot, *CLAIM)
    heard = answers(pane)
    assert checked(pane) == ["yes", "event"]
    type_in(pane, "pc")
    assert heard == [("s1", "checkable", ("partly",)), ("s1", "type", ("cause",))]
    assert checked(pane) == ["partly", "cause"]
    assert pane.hasFocus()
    assert pane.chips.isVisible()


def test_chips_come_before_shortcuts_of_one_letter(qtbot: QtBot) -> None:
    pane = asked(qtbot, *CLAIM)
    heard = answers(pane)
    pressed: list[str] = []
    for key in ("P", "Z"):
        action = QAction(pane)
        action.setShortcut(QKeySequence(key))
        action.triggered.connect(lambda _=False, k=key: pressed.append(k))
        pane.addAction(action)
    type_in(pane, "pz")
    assert heard == [("s1", "checkable", ("partly",))]
    assert pressed == ["Z"]
    QTest.keyClick(pane, Key.Key_Escape)
    type_in(pane, "p")
    assert pressed == ["Z", "P"]


def test_several_values_are_switched_on_and_off(qtbot: QtBot) -> None:
    pane = asked(qtbot, TOPICS)
    heard = answers(pane)
    type_in(pane, "mlm")
    assert [values for _, _, values in heard] == [("money",), ("money", "law"), ("law",)]


@pytest.mark.parametrize("key", [Key.Key_Escape, Key.Key_Return, Key.Key_Right])
def test_these_keys_close_the_line(qtbot: QtBot, key: Qt.Key) -> None:
    pane = asked(qtbot, *CLAIM)
    with qtbot.waitSignal(pane.chips.closed):
        QTest.keyClick(pane, key)
    assert not pane.chips.isVisible()
    assert pane.chosen() == ("s1",)


def test_a_press_in_the_text_closes_the_line(qtbot: QtBot) -> None:
    pane = asked(qtbot, *CLAIM)
    Hand(pane.viewport()).click(at(pane, 80))
    assert not pane.chips.is_open


def test_another_chosen_span_closes_the_line(qtbot: QtBot) -> None:
    pane = asked(qtbot, *CLAIM)
    pane.put_spans([span_over(TEXT, "Monday", name="s2")])
    pane.choose(("s2",))
    assert not pane.chips.is_open


def test_clicked_chips_do_the_same(qtbot: QtBot) -> None:
    pane = asked(qtbot, *CLAIM)
    heard = answers(pane)
    (chip,) = [chip for chip in pane.chips.chips() if chip.words == "no"]
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert heard == [("s1", "checkable", ("no",))]
    assert pane.hasFocus()


def field_of(pane: ArticlePane) -> QLineEdit:
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    assert pane.chips.isAncestorOf(field)
    return field


def test_text_is_typed_in_a_field_and_enter_gives_the_focus_back(qtbot: QtBot) -> None:
    pane = asked(qtbot, WHY)
    heard = answers(pane)
    type_in(pane, "w")
    field = field_of(pane)
    qtbot.keyClicks(field, "no such law")
    QTest.keyClick(field, Key.Key_Return)
    assert heard == [("s1", "why", ("no such law",))]
    assert pane.hasFocus()
    assert pane.chips.is_open
    assert [chip.words for chip in pane.chips.chips()] == ["no such law"]


def test_esc_leaves_the_field_without_a_value(qtbot: QtBot) -> None:
    pane = asked(qtbot, WHY)
    heard = answers(pane)
    type_in(pane, "w")
    field = field_of(pane)
    qtbot.keyClicks(field, "oh")
    QTest.keyClick(field, Key.Key_Escape)
    assert heard == []
    assert pane.hasFocus()


def test_an_address_gets_its_date(qtbot: QtBot) -> None:
    pane = asked(qtbot, WHERE)
    heard = answers(pane)
    type_in(pane, "w")
    field = field_of(pane)
    qtbot.keyClicks(field, "https://example.org/a 2026-01-02")
    QTest.keyClick(field, Key.Key_Return)
    assert heard == [("s1", "where checked", ("https://example.org/a 2026-01-02",))]
    day = datetime.date(2026, 11, 21)
    assert with_date(" https://example.org ", day) == "https://example.org 2026-11-21"
    assert with_date("", day) == ""


def test_open_attributes_take_another_value(qtbot: QtBot) -> None:
    pane = asked(qtbot, OPEN)
    heard = answers(pane)
    (other,) = [chip for chip in pane.chips.chips() if chip.words == "other …"]
    type_in(pane, other.key)
    field = field_of(pane)
    qtbot.keyClicks(field, "weather")
    QTest.keyClick(field, Key.Key_Return)
    assert heard == [("s1", "facet", ("weather",))]
    assert checked(pane) == ["weather"]


def test_two_keys_link_a_quote_to_its_speaker(qtbot: QtBot) -> None:
    pane = asked(qtbot, CHECKABLE)
    pane.offer_targets("said by", [("e1", "Jane Shaw"), ("e2", "Alibaba")])
    linked: list[tuple[str, str, str]] = []
    pane.chips.target_chosen.connect(lambda *ids: linked.append(ids))
    type_in(pane, "sj")
    assert linked == [("s1", "said by", "e1")]
    assert pane.chips.is_open
    type_in(pane, "n")
    assert checked(pane) == ["no"]


def test_esc_leads_from_the_targets_back_to_the_attributes(qtbot: QtBot) -> None:
    pane = asked(qtbot, CHECKABLE)
    pane.offer_targets("said by", [("e1", "Jane Shaw")])
    type_in(pane, "s")
    assert [chip.words for chip in pane.chips.chips()] == ["Jane Shaw"]
    QTest.keyClick(pane, Key.Key_Escape)
    assert pane.chips.is_open
    assert "yes" in [chip.words for chip in pane.chips.chips()]


def test_space_asks_for_the_values_of_the_last_span(qtbot: QtBot) -> None:
    pane = asked(qtbot, *CLAIM, same=True)
    with qtbot.waitSignal(pane.chips.same_wanted) as caught:
        QTest.keyClick(pane, Key.Key_Space)
    assert caught.args == ["s1"]


def test_values_changed_elsewhere_show(qtbot: QtBot) -> None:
    pane = asked(qtbot, *CLAIM)
    pane.chips.set_values({"checkable": ("no",), "type": ()})
    assert checked(pane) == ["no"]


def words_of(pane: ArticlePane) -> list[QRect]:
    span = pane.span(pane.chips.span_id)
    assert span is not None
    return [r.toAlignedRect() for f in span.fragments for r in pane.rects(*f)]


def test_the_line_stands_beside_the_words_and_follows_them(qtbot: QtBot) -> None:
    text = "word word word\n" * 40 + "Alibaba here\n" + "word word word\n" * 80
    pane = shown_pane(qtbot, text, [span_over(text, "Alibaba")])
    pane.scroll_to(text.index("Alibaba"))
    pane.ask("s1", CLAIM, DEFAULTS)
    qtbot.waitUntil(pane.chips.isVisible)
    before = pane.chips.geometry()
    assert pane.viewport().rect().contains(before)
    assert not any(before.intersects(words) for words in words_of(pane))
    pane.scroll_by(40)
    assert pane.chips.geometry() == before.translated(0, -40)
    pane.scroll_by(-180)
    assert not any(pane.chips.geometry().intersects(words) for words in words_of(pane))
    pane.scroll_by(2000)
    assert not pane.chips.isVisible()
    assert pane.chips.is_open
    pane.scroll_by(-1860)
    assert pane.chips.isVisible()


def test_a_narrow_pane_wraps_the_chips(qtbot: QtBot) -> None:
    pane = asked(qtbot, *CLAIM)
    pane.resize(280, 400)
    QApplication.processEvents()
    assert pane.viewport().rect().contains(pane.chips.geometry())
    pane.chips.offer_targets("said by", [("e1", "Jane Shaw")])
    pane.chips.set_values({})
    assert pane.viewport().rect().contains(pane.chips.geometry())
    assert all(pane.chips.rect().contains(chip.geometry()) for chip in pane.chips.chips())


ENTITY = ("PERSON", "ORG", "GPE", "LOC", "NORP", "FAC", "LAW", "EVENT", "PRODUCT", "WORK_OF_ART")
KINDS = ("event or property", "number", "what someone said", "position or plan", "cause")
SPEAKERS = ("named person", "unnamed person", "organisation", "document", "the writer", "none")
LONG = {
    "claim": (CHECKABLE, Attribute("type", values=(*KINDS, "prediction"), core=True)),
    "quote": (
        Attribute("kind", values=("whole sentences", "fragment", "indirect"), core=True),
        Attribute("speaker type", values=SPEAKERS, core=True),
    ),
    "entity": (Attribute("type", values=ENTITY, core=True),),
    "reason": (Attribute("reason", values=tuple(f"reason {n} it has" for n in "abcdefghijk")),),
}


def make_wide(qtbot: QtBot, pane: ArticlePane, width: int) -> None:
    """Gives the pane this width, the chips with it."""
    pane.resize(width, 400)
    qtbot.waitUntil(lambda: 0 <= width - pane.viewport().width() < 40)


def lines_of(pane: ArticlePane) -> int:
    """On how many lines the chips stand."""
    return len({chip.geometry().center().y() for chip in pane.chips.chips()})


@pytest.mark.parametrize("name", LONG)
def test_a_narrow_pane_has_the_chips_on_two_lines_with_the_same_keys(
    qtbot: QtBot, name: str
) -> None:
    pane = asked(qtbot, *LONG[name], same=True)
    pane.chips.offer_targets("said by", [("e1", "Jane Shaw")])
    first = LONG[name][0]
    pane.chips.set_values({first.name: first.values[:1]})
    wide = [(chip.words, chip.key, chip.accessibleName()) for chip in pane.chips.chips()]
    told, size = pane.chips.words(), pane.chips.size()
    for width in (420, 350, 300):
        make_wide(qtbot, pane, width)
        assert lines_of(pane) <= 2, width
        boxes = [chip.geometry() for chip in pane.chips.chips()]
        assert all(pane.chips.rect().contains(box) for box in boxes)
        assert not any(a.intersects(b) for a in boxes for b in boxes if a is not b)
        assert pane.viewport().rect().contains(pane.chips.geometry())
        now = [(chip.words, chip.key, chip.accessibleName()) for chip in pane.chips.chips()]
        assert (now, pane.chips.words()) == (wide, told)
    chosen = next(chip for chip in pane.chips.chips() if chip.isChecked())
    assert chosen.width() > chosen.least(), "what is set shows words"
    assert all(chip.toolTip() for chip in pane.chips.chips())
    heard = answers(pane)
    last = pane.chips.chips()[len(first.values) - 1]
    type_in(pane, last.key)
    assert heard == [("s1", first.name, (first.values[-1],))]
    pane.chips.set_values({first.name: first.values[:1]})
    make_wide(qtbot, pane, 640)
    assert pane.chips.size() == size


def test_a_full_stop_shows_all_words_in_a_narrow_pane_and_folds_them_again(qtbot: QtBot) -> None:
    pane = asked(qtbot, *LONG["claim"])
    type_in(pane, ".")
    assert pane.chips.is_open
    make_wide(qtbot, pane, 350)
    folded = pane.chips.height()
    type_in(pane, ".")
    assert pane.chips.height() > 2 * folded
    assert all(chip.width() >= chip.sizeHint().width() for chip in pane.chips.chips())
    type_in(pane, ".")
    assert pane.chips.height() == folded


def test_chips_of_a_span_that_goes_are_gone(qtbot: QtBot) -> None:
    pane = asked(qtbot, *CLAIM)
    pane.drop_spans(["s1"])
    assert not pane.chips.is_open
    pane = asked(qtbot, *CLAIM)
    pane.set_text("another article")
    assert not pane.chips.is_open


def test_chips_out_of_view_take_no_keys(qtbot: QtBot) -> None:
    text = "Alibaba here\n" + "word word word\n" * 120
    pane = shown_pane(qtbot, text, [span_over(text, "Alibaba")])
    pane.ask("s1", CLAIM, DEFAULTS)
    heard = answers(pane)
    pane.scroll_by(1500)
    type_in(pane, "p")
    assert heard == []
    pane.scroll_by(-1500)
    type_in(pane, "p")
    assert heard == [("s1", "checkable", ("partly",))]


def test_keys_of_other_scripts_stand_for_their_latin_letters() -> None:
    def pressed(typed: str, scan: int = 0, virtual: int = 0) -> QKeyEvent:
        none = Qt.KeyboardModifier.NoModifier
        return QKeyEvent(QEvent.Type.KeyPress, 0, none, scan, virtual, 0, typed)

    assert latin_letter(pressed("з", scan=33), "linux") == "p"
    assert latin_letter(pressed("з", virtual=0x50), "win32") == "p"
    assert latin_letter(pressed("a", scan=24), "linux") == ""
    assert latin_letter(pressed("1", scan=10), "linux") == ""
    assert latin_letter(pressed("з", scan=999), "linux") == ""
