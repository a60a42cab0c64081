"""Every action once: keys that collide with nothing, menus that say what they do."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu, QPlainTextEdit, QVBoxLayout, QWidget

from annotator.model.scheme import Label
from annotator.paths import resource
from ui.action_list import SPECS, TEXT_KEYS, Context
from ui.actions import LABELS, Actions, is_bare, plain_tip, plain_words
from ui.reserved_keys import reserved

# fmt: off
NEEDED = (
    "new", "open", "import", "import-folder", "paste-text", "export", "close", "quit", "undo",
    "redo", "history", "copy", "find", "find-story", "label-everywhere", "same-as-last",
    "hold-label", "relabel", "delete", "duplicate", "note", "link", "add-fragment", "edges",
    "end-out-word", "end-in-word", "start-out-word", "start-in-word", "end-out-character",
    "end-in-character", "start-out-character", "start-in-character", "next-span", "previous-span",
    "next-pane", "previous-pane", "next-article", "previous-article", "next-unfinished", "done",
    "skip", "nothing-to-mark", "hide-label", "one-label", "columns", "grid", "panes-1", "panes-6",
    "scroll-together", "zoom-in", "zoom-out", "zoom-reset", "theme-light", "theme-dark",
    "theme-contrast", "theme-system", "palette", "shortcuts", "preferences", "show-sentences",
    "scheme", "who-labels", "recorded", "check", "label-1", "label-9",
)
# fmt: on


@pytest.fixture
def window(qtbot):
    """A window with an article (a text) and something else that can have the focus."""
    made = QMainWindow()
    qtbot.addWidget(made)
    page = QWidget()
    layout = QVBoxLayout(page)
    made.text, made.other = QWidget(), QPlainTextEdit()
    made.text.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    layout.addWidget(made.text)
    layout.addWidget(made.other)
    made.setCentralWidget(page)
    made.actions_ = Actions(made)
    made.actions_.attach(made)
    made.actions_.attach_text(made.text)
    made.actions_.fill_menu_bar(made.menuBar())
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    return made


def heard(actions, *names):
    done = []
    for name in names:
        actions.on(name, lambda *_, name=name: done.append(name))
    return done


def test_all_that_the_window_needs_is_there(qapp):
    assert set(NEEDED) <= set(Actions().names())


def test_names_are_unique():
    names = [spec.name for spec in SPECS]
    assert len(names) == len(set(names))


def test_no_key_is_claimed_twice(qapp):
    assert Actions().conflicts() == []


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.name)
def test_keys_are_free_on_every_desktop_and_for_screen_readers(spec):
    for key in spec.keys:
        assert QKeySequence(key).toString() == key, "not written as Qt writes it"
        assert reserved(key) == "" or (spec.name == "full-screen" and "Meta" in key)
        if spec.context is Context.WINDOW:
            assert not is_bare(key), "a key alone must not work outside the text"


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.name)
def test_single_keys_are_marked_so_that_they_can_be_switched_off(spec):
    assert spec.single_key == any(is_bare(key) for key in spec.keys)


def test_every_icon_is_drawn():
    for spec in SPECS:
        assert not spec.icon or resource(f"icons/{spec.icon}.svg").is_file(), spec.icon


def test_access_keys_are_unique_in_every_menu():
    for menu in {spec.menu for spec in SPECS}:
        words = [spec.words for spec in SPECS if spec.menu == menu and "&" in spec.words]
        letters = [each[each.index("&") + 1].lower() for each in words]
        assert len(letters) == len(set(letters)), (menu, sorted(letters))


def test_keys_of_the_text_are_not_taken_by_actions(qapp):
    own = {key for _, keys in TEXT_KEYS for key in keys}
    assert not own & {key for spec in SPECS for key in spec.keys}


@pytest.mark.parametrize(
    "key",
    ["Ctrl+Alt+Left", "Meta+L", "Ins", "Shift+Ins", "Ctrl+Space", "Alt+F4", "Ctrl+F2", "Alt+F",
     "Ctrl+H", "Ctrl+M", "F10", "Ctrl+Shift+U", "Ctrl+Alt+V", "Print", "Tab", "Ctrl+Shift+Esc"],
)  # fmt: skip
def test_keys_of_others_are_known(key):
    assert reserved(key)


@pytest.mark.parametrize("key", ["", "Ctrl++", "Ctrl+Z", "A", "F6", "Alt+1", "Ctrl+Shift+P"])
def test_free_keys_are_free(key):
    assert reserved(key) == ""


def test_a_single_key_works_in_the_text_only(window, qtbot):
    done = heard(window.actions_, "label-1", "same-as-last")
    window.text.setFocus()
    qtbot.keyClick(window.text, Qt.Key.Key_1)
    assert done == ["label-1"]
    window.other.setFocus()
    qtbot.keyClick(window.other, Qt.Key.Key_1)
    qtbot.keyClick(window.other, Qt.Key.Key_R)
    assert done == ["label-1"]
    assert window.other.toPlainText() == "1r"


def test_a_key_of_the_window_works_everywhere(window, qtbot):
    done = heard(window.actions_, "find")
    for place in (window.text, window.other):
        place.setFocus()
        qtbot.keyClick(place, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert done == ["find", "find"]


def test_switched_off_single_keys_do_nothing_and_the_others_still_work(window, qtbot):
    window.actions_.use_single_keys(False)
    done = heard(window.actions_, "label-1", "edges", "delete")
    window.text.setFocus()
    qtbot.keyClick(window.text, Qt.Key.Key_1)
    qtbot.keyClick(window.text, Qt.Key.Key_E)
    assert done == []
    qtbot.keyClick(window.text, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClick(window.text, Qt.Key.Key_F2)
    qtbot.keyClick(window.text, Qt.Key.Key_Delete)
    assert done == ["label-1", "edges", "delete"]


def test_the_user_s_keys_take_the_place_of_ours(window, qtbot):
    window.actions_.rebind({"find": ("Ctrl+J",), "no-such-action": ("Ctrl+K",)})
    done = heard(window.actions_, "find")
    qtbot.keyClick(window.other, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert done == []
    qtbot.keyClick(window.other, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    assert done == ["find"]
    window.actions_.rebind({})
    assert window.actions_.keys("find") == ("Ctrl+F",)


def test_a_conflict_names_the_key_and_the_actions(qapp):
    actions = Actions(rebound={"find": ("Ctrl+E",)})
    (conflict,) = actions.conflicts()
    assert conflict.key == "Ctrl+E"
    assert set(conflict.names) == {"export", "find"}
    assert actions.conflicts({}) == []


def test_label_actions_follow_the_scheme(qapp):
    actions = Actions()
    actions.set_labels([Label("a", "R&D <b>", "q"), Label("b", "quote")])
    assert actions["label-1"].text() == "Label “R&&D <b>”"
    assert plain_words(actions["label-1"].text()) == "Label “R&D <b>”"
    assert "<b>" not in actions["label-1"].toolTip()
    assert actions["label-1"].data() == "a"
    assert actions.keys("label-1") == ("q", "Alt+1")
    assert actions.keys("label-2") == ("Alt+2",)
    assert [actions[name].isVisible() for name in LABELS[:3]] == [True, True, False]
    assert actions["label-everywhere"].isVisible()


def test_checkable_actions_hand_over_their_state(qapp):
    actions = Actions()
    states = []
    actions.on("scroll-together", states.append)
    actions["scroll-together"].trigger()
    actions["scroll-together"].trigger()
    assert states == [True, False]


def test_one_of_a_set_is_on(qapp):
    actions = Actions()
    actions["columns"].setChecked(True)
    actions["grid"].trigger()
    assert not actions["columns"].isChecked()


def test_menus_hold_every_action_with_a_menu(window):
    def held(menu):
        for action in menu.actions():
            if action.menu():
                yield from held(action.menu())
            elif not action.isSeparator():
                yield action.objectName()

    found = {name for top in window.menuBar().actions() for name in held(top.menu())}
    assert found == {spec.name for spec in SPECS if spec.menu}


def test_changes_are_told(qapp, qtbot):
    actions = Actions()
    with qtbot.waitSignal(actions.changed):
        actions.rebind({"find": ()})


def test_tips_are_never_rich_text_from_data():
    assert "<img" not in plain_tip("<img src=x>")


def test_a_menu_made_elsewhere_finds_its_place(qtbot):
    window = QMainWindow()
    qtbot.addWidget(window)
    recent = QMenu("Open &recent", window)
    Actions(window).fill_menu_bar(window.menuBar(), inserts={"open": recent})
    shown = window.menuBar().actions()[0].menu().actions()
    assert [action.menu() for action in shown[:3]] == [None, None, recent]
