"""What the keyboard does in an article."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.model.span import Fragment
from tests.ui.article.pane_kit import ALT, CTRL, SHIFT, TEXT, place, shown_pane, span_over
from ui.article.canvas import ArticleCanvas
from ui.article.caret import Step
from ui.article.painted import PaintedSpan
from ui.article.pane import ArticlePane
from ui.article.resize import Side
from ui.article.selection import Grain

Key = Qt.Key


def words(pane: ArticlePane) -> list[str]:
    return [pane.text[start:end] for start, end in pane.selected()]


def press(pane: ArticlePane, *keys: Qt.Key, mods: Qt.KeyboardModifier | None = None) -> None:
    for key in keys:
        QTest.keyClick(pane, key, mods or Qt.KeyboardModifier.NoModifier)


def test_the_caret_moves(qtbot: QtBot) -> None:
    pane = shown_pane(qtbot)
    press(pane, Key.Key_Right, Key.Key_Right)
    assert pane.caret == 2
    press(pane, Key.Key_Right, mods=CTRL)
    assert pane.caret == TEXT.index("accuses")
    press(pane, Key.Key_Down, mods=ALT)
    assert pane.caret == TEXT.index("The firm")
    press(pane, Key.Key_Down, mods=CTRL)
    assert pane.caret == TEXT.index("Nobody")
    press(pane, Key.Key_End)
    assert pane.caret > TEXT.index("Nobody")
    press(pane, Key.Key_Home)
    assert pane.caret == TEXT.index("Nobody")
    press(pane, Key.Key_Up, mods=CTRL)
    assert pane.caret == 0
    press(pane, Key.Key_End, mods=CTRL)
    assert pane.caret == len(TEXT)
    press(pane, Key.Key_Home, mods=CTRL)
    assert pane.caret == 0


def test_lines_keep_their_column(qtbot: QtBot) -> None:
    text = "aaaaaaaaaa\nb\ncccccccccc\n"
    pane = shown_pane(qtbot, text)
    pane.put_caret(8)
    press(pane, Key.Key_Down)
    assert pane.caret == 12
    press(pane, Key.Key_Down)
    assert text[pane.caret] == "c"
    assert pane.caret > 15
    press(pane, Key.Key_Up, Key.Key_Up)
    assert pane.caret == 8


def test_pages_scroll(qtbot: QtBot) -> None:
    pane = shown_pane(qtbot, "line\n" * 300, height=200)
    press(pane, Key.Key_PageDown, Key.Key_PageDown)
    below = pane.caret
    assert below > 20
    assert pane.first_visible() > 0
    press(pane, Key.Key_PageUp, Key.Key_PageUp)
    assert pane.caret == 0
    assert pane.first_visible() == 0


def test_characters_are_selected_exactly_and_words_whole(qtbot: QtBot) -> None:
    pane = shown_pane(qtbot)
    press(pane, Key.Key_Right, Key.Key_Right, mods=SHIFT)
    assert words(pane) == ["An"]
    assert pane.is_exact()
    press(pane, Key.Key_Right, mods=SHIFT | CTRL)
    assert words(pane) == ["Anthropic"]
    assert not pane.is_exact()
    press(pane, Key.Key_Right, mods=SHIFT | CTRL)
    assert words(pane) == ["Anthropic accuses"]
    press(pane, Key.Key_Left, mods=SHIFT | CTRL)
    assert words(pane) == ["Anthropic"]


def test_selecting_by_words_goes_past_quotation_marks(qtbot: QtBot) -> None:
    text = "He said: “We are sure.” And so on."
    pane = shown_pane(qtbot, text)
    pane.put_caret(text.index("“"))
    press(pane, Key.Key_Right, mods=SHIFT | CTRL)
    assert words(pane) == ["“We"]
    pane.clear_selection()
    pane.put_caret(text.index(" And"))
    press(pane, Key.Key_Left, mods=SHIFT | CTRL)
    assert words(pane) == ["sure.”"]


def test_sentences_and_paragraphs_are_selected_whole(qtbot: QtBot) -> None:
    pane = shown_pane(qtbot)
    pane.put_caret(3)
    press(pane, Key.Key_Down, mods=SHIFT | ALT)
    assert words(pane) == ["Anthropic accuses Alibaba of theft."]
    pane.clear_selection()
    press(pane, Key.Key_Down, mods=SHIFT | CTRL)
    assert words(pane) == ["Anthropic accuses Alibaba of theft. The firm said so on Monday."]


def test_a_plain_step_ends_the_selection_at_its_edge(qtbot: QtBot) -> None:
    pane = shown_pane(qtbot)
    pane.select([place(TEXT, "Alibaba")])
    press(pane, Key.Key_Left)
    assert pane.selected() == ()
    assert pane.caret == TEXT.index("Alibaba")


def test_parts_are_kept_for_the_next_selection(qtbot: QtBot) -> None:
    pane = shown_pane(qtbot)
    press(pane, Key.Key_Right, mods=SHIFT | CTRL)
    pane.keep_selection()
    press(pane, Key.Key_Right, Key.Key_Right, mods=CTRL)
    press(pane, Key.Key_Right, mods=SHIFT | CTRL)
    assert words(pane) == ["Anthropic", "of"]
    press(pane, Key.Key_Escape)
    assert words(pane) == []


def test_what_is_at_the_caret_can_be_selected(qtbot: QtBot) -> None:
    pane = shown_pane(qtbot)
    pane.put_caret(TEXT.index("Alibaba") + 2)
    for grain, selected in (
        (Grain.WORD, "Alibaba"),
        (Grain.SENTENCE, "Anthropic accuses Alibaba of theft."),
        (Grain.PARAGRAPH, "Anthropic accuses Alibaba of theft. The firm said so on Monday."),
    ):
        pane.put_caret(TEXT.index("Alibaba") + 2)
        pane.select_here(grain)
        assert words(pane) == [selected]


def test_copy_is_exact(qtbot: QtBot) -> None:
    text = "a\u00a0b\r\nc\u2028d\u2029\x00😀 end"
    pane = shown_pane(qtbot, text)
    pane.select_all()
    pane.copy()
    mime = QGuiApplication.clipboard().mimeData()
    assert mime.text() == text
    assert bytes(mime.data("text/plain;charset=utf-8").data()).decode() == text
    pane.select([Fragment(0, 3), Fragment(5, 6)])
    assert pane.copied_words() == "a\u00a0b\nc"


def test_a_leading_byte_order_mark_is_copied(qtbot: QtBot) -> None:
    pane = shown_pane(qtbot, "\ufeffword")
    pane.select_all()
    pane.copy()
    mime = QGuiApplication.clipboard().mimeData()
    assert bytes(mime.data("text/plain;charset=utf-8").data()).decode() == "\ufeffword"


def test_a_chosen_span_is_copied_where_nothing_is_selected(qtbot: QtBot) -> None:
    pane = shown_pane(qtbot, spans=[span_over(TEXT, "Alibaba")])
    pane.choose(("s1",))
    assert pane.copied_words() == "Alibaba"


def test_esc_gives_up_one_thing_at_a_time(qtbot: QtBot) -> None:
    pane = shown_pane(qtbot, spans=[span_over(TEXT, "Alibaba")])
    pane.choose(("s1",))
    press(pane, Key.Key_Right, mods=SHIFT)
    assert pane.chosen() == ("s1",)
    press(pane, Key.Key_Escape)
    assert pane.selected() == ()
    assert pane.chosen() == ("s1",)
    press(pane, Key.Key_Escape)
    assert pane.chosen() == ()
    assert not pane.escape()


def test_esc_lets_go_of_the_held_label_last(qtbot: QtBot) -> None:
    pane = shown_pane(qtbot, spans=[span_over(TEXT, "Alibaba")])
    left: list[bool] = []
    pane.sticky_left.connect(lambda: left.append(True))
    pane.set_sticky("q")
    pane.choose(("s1",))
    press(pane, Key.Key_Escape)
    assert (pane.chosen(), left) == ((), [])
    press(pane, Key.Key_Escape)
    assert left == [True]


def test_enter_chooses_the_span_at_the_caret(qtbot: QtBot) -> None:
    pane = shown_pane(qtbot, spans=[span_over(TEXT, "Alibaba")])
    press(pane, Key.Key_Return)
    assert pane.chosen() == ()
    pane.put_caret(place(TEXT, "Alibaba").end)
    press(pane, Key.Key_Return)
    assert pane.chosen() == ("s1",)


def test_enter_labels_with_the_sticky_label(qtbot: QtBot) -> None:
    pane = shown_pane(qtbot)
    pane.set_sticky("q")
    pane.select([place(TEXT, "Alibaba")])
    with qtbot.waitSignal(pane.label_wanted) as caught:
        press(pane, Key.Key_Return)
    assert caught.args == ["q"]


def test_next_and_previous_span(qtbot: QtBot) -> None:
    spans = [
        span_over(TEXT, "Jane Shaw", label="e", name="last"),
        span_over(TEXT, "Anthropic accuses Alibaba", name="first"),
        span_over(TEXT, "Anthropic", label="e", name="inner"),
    ]
    pane = shown_pane(qtbot, spans=spans)
    found = []
    for direction in (1, 1, 1, 1, -1, -1, -1):
        pane.choose_next(direction)
        found += pane.chosen()
    assert found == ["first", "inner", "last", "last", "inner", "first", "first"]
    pane.choose(())
    pane.put_caret(20)
    pane.choose_next(1)
    assert pane.chosen() == ("last",)
    assert pane.caret == TEXT.index("Jane Shaw")
    pane.choose(())
    pane.put_caret(20)
    pane.choose_next(-1)
    assert pane.chosen() == ("inner",)


def test_spans_far_apart_are_found(qtbot: QtBot) -> None:
    text = "word " * 20_000
    spans = [PaintedSpan(f"s{i}", "c", (Fragment(i, i + 4),)) for i in (0, 50_000, 99_990)]
    pane = shown_pane(qtbot, text, spans)
    found = []
    for direction in (1, 1, 1, -1, -1):
        pane.choose_next(direction)
        found += pane.chosen()
    assert found == ["s0", "s50000", "s99990", "s50000", "s0"]


@pytest.mark.parametrize(
    ("side", "direction", "exact", "result"),
    [
        (Side.END, 1, False, "Alibaba of"),
        (Side.START, -1, False, "accuses Alibaba"),
        (Side.END, -1, True, "Alibab"),
        (Side.START, 1, True, "libaba"),
    ],
)
def test_edges_move_by_command(
    qtbot: QtBot, side: Side, direction: int, exact: bool, result: str
) -> None:
    pane = shown_pane(qtbot, spans=[span_over(TEXT, "Alibaba")])
    pane.move_edge(side, direction, exact=exact)
    pane.choose(("s1",))
    with qtbot.waitSignal(pane.resize_wanted) as caught:
        pane.move_edge(side, direction, exact=exact)
    span_id, ((start, end),) = caught.args
    assert span_id == "s1"
    assert TEXT[start:end] == result


def test_an_edge_that_cannot_move_asks_for_nothing(qtbot: QtBot) -> None:
    pane = shown_pane(qtbot, spans=[span_over(TEXT, "Anthropic")])
    pane.choose(("s1",))
    with qtbot.assertNotEmitted(pane.resize_wanted):
        pane.move_edge(Side.START, -1)
        pane.move_edge(Side.END, -1)


def test_edges_move_with_arrows_and_the_span_changes_once(qtbot: QtBot) -> None:
    pane = shown_pane(qtbot, spans=[span_over(TEXT, "Alibaba")])
    pane.choose(("s1",))
    told: list[str] = []
    pane.resize_wanted.connect(lambda _, new: told.append(TEXT[new[0].start : new[0].end]))
    pane.edit_edges()
    press(pane, Key.Key_Right, Key.Key_Right, Key.Key_Left)
    press(pane, Key.Key_Right, mods=SHIFT)
    press(pane, Key.Key_Tab)
    press(pane, Key.Key_Left)
    assert told == []
    assert pane.chosen() == ("s1",)
    press(pane, Key.Key_Return)
    assert told == ["accuses Alibaba of "]
    pane.edit_edges()
    press(pane, Key.Key_Right, Key.Key_Escape)
    assert len(told) == 1


def test_arrows_part_again_what_they_joined(qtbot: QtBot) -> None:
    parts = (place(TEXT, "accuses"), place(TEXT, "theft"))
    pane = shown_pane(qtbot, spans=[PaintedSpan("s1", "c", parts)])
    pane.choose(("s1",))
    pane.edit_edges()
    press(pane, Key.Key_Home, Key.Key_Tab, *[Key.Key_Right] * 3, *[Key.Key_Left] * 2)
    with qtbot.waitSignal(pane.resize_wanted) as caught:
        press(pane, Key.Key_Return)
    assert [TEXT[a:b] for a, b in caught.args[1]] == ["accuses Alibaba", "theft"]


def test_letters_are_left_to_others(qtbot: QtBot) -> None:
    pane = shown_pane(qtbot)
    heard: list[str] = []
    for key in ("n", "1", "Alt+Right"):
        action = QAction(pane)
        action.setShortcut(QKeySequence(key))
        action.triggered.connect(lambda _=False, k=key: heard.append(k))
        pane.addAction(action)
    press(pane, Key.Key_N, Key.Key_1)
    press(pane, Key.Key_Right, mods=ALT)
    assert heard == ["n", "1", "Alt+Right"]


def test_step_keys_can_be_changed(qtbot: QtBot) -> None:
    pane = shown_pane(qtbot)
    pane.move_keys.set_step_keys({Step.SENTENCE: ("Ctrl+J", "Ctrl+K")})
    press(pane, Key.Key_K, mods=CTRL)
    assert pane.caret == TEXT.index("The firm")
    press(pane, Key.Key_J, mods=CTRL | SHIFT)
    assert words(pane) == ["Anthropic accuses Alibaba of theft."]
    press(pane, Key.Key_Down, mods=ALT)
    assert words(pane) != []


def test_entering_and_leaving_spans_is_told(qtbot: QtBot) -> None:
    spans = [
        span_over(TEXT, "Anthropic accuses Alibaba"),
        span_over(TEXT, "Alibaba", label="e", name="s2"),
    ]
    pane = shown_pane(qtbot, spans=spans)
    said: list[str] = []
    pane.announced.connect(said.append)
    with qtbot.waitSignal(pane.entered_span) as caught:
        pane.put_caret(TEXT.index("Alibaba"))
    assert caught.args == ["s2"]
    assert said == ["entity begins"]
    with qtbot.waitSignals([pane.left_span, pane.left_span]):
        pane.put_caret(place(TEXT, "Alibaba").end)
    assert sorted(said[-1].split(", ")) == ["claim ends", "entity ends"]


def test_the_caret_shows_only_with_the_focus(qtbot: QtBot) -> None:
    pane = shown_pane(qtbot)
    other = shown_pane(qtbot)
    pane.activateWindow()
    pane.setFocus()
    QApplication.processEvents()
    press(pane, Key.Key_Right)
    assert ArticleCanvas.caret.fget(pane) == 1  # type: ignore[attr-defined]
    other.activateWindow()
    other.setFocus()
    QApplication.processEvents()
    assert pane.caret == 1
    assert ArticleCanvas.caret.fget(pane) is None  # type: ignore[attr-defined]


def test_a_selection_by_lines_takes_whole_words(qtbot: QtBot) -> None:
    text = "aaaa bbbb\ncccc dddd\n"
    pane = shown_pane(qtbot, text)
    pane.put_caret(2)
    press(pane, Key.Key_Down, mods=SHIFT)
    assert words(pane) == ["aaaa bbbb\ncccc"]
    assert not pane.is_exact()
    press(pane, Key.Key_Left, mods=SHIFT)
    assert words(pane) == ["aa bbbb\nc"]
    assert pane.is_exact()
