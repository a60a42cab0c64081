"""Articles beside each other: level, lit, the same passage elsewhere, and what one alone tells."""

from pathlib import Path

from tests.e2e.conftest import Maker, Opener
from tests.e2e.person import Person
from ui.article.view import ArticleView

FILLER = "Nobody in the town knew what to make of it, and the papers said as little as they could. "
CLAIM = "The ministry of {place} said on Monday that the dam at Lossberg cracked in two places."
ONE = "A report\n\n" + FILLER * 30 + "\n\n" + CLAIM.format(place="Austria") + "\n\n" + FILLER * 30
TWO = (
    "Another report\n\n" + FILLER[::-1] * 4 + "\n\n" + CLAIM.format(place="Hungary") + "\n\n"
    + FILLER[::-1] * 60
)  # fmt: skip


def compared(person: Person) -> None:
    person.waits(lambda: person.window.elsewhere._known)


def height(person: Person, view: ArticleView, words: str) -> int:
    """How high on the screen these words stand in an article."""
    pane = view.pane
    point = pane.caret_rect(pane.text.index(words)).topLeft().toPoint()
    return pane.viewport().mapTo(person.window, point).y()


def opened(start: Opener, texts: Maker, **more: str) -> tuple[Person, Path]:
    path = texts(one=ONE, two=TWO, **more)
    ada = start(path)
    ada.opens_article("one")
    ada.opens_article("two", beside=True)
    ada.opens_article("one")
    return ada, path


def test_articles_scroll_level_and_that_is_remembered(start: Opener, texts: Maker) -> None:
    ada, path = opened(start, texts)
    first, second = ada.window.articles.views
    ada.presses("Ctrl+Shift+Y")
    compared(ada)
    place = first.pane.text.index("The ministry of Austria")
    first.pane.put_line(place, first.pane.viewport().height() // 3)
    here, there = (height(ada, view, "The ministry of") for view in (first, second))
    assert abs(here - there) <= first.pane.line_pitch
    second.pane.scroll_by(-10_000)
    ada.waits(lambda: first.pane.scroll_fraction == 0)
    ada.leave()
    again = start(path)
    assert again.window.actions_["scroll-together"].isChecked()
    again.wants("scroll-together")


def test_a_sentence_is_lit_in_the_other_article(start: Opener, texts: Maker) -> None:
    ada, _ = opened(start, texts)
    first, second = ada.window.articles.views
    ada.presses("Ctrl+Shift+L")
    compared(ada)
    place = ada.shows("cracked in two places")
    ada.hand.move(ada.middle(place.start))
    ada.waits(lambda: second.pane.lit)
    (lit,) = second.pane.lit
    assert second.pane.text[slice(*lit)].startswith("The ministry of Hungary")
    assert ada.window.articles.lights.connectors.isVisible()
    ada.presses("Ctrl+Shift+L")
    assert not second.pane.lit
    assert not first.pane.lit


def test_the_same_passage_is_gone_to_and_becomes_a_group(start: Opener, texts: Maker) -> None:
    path = texts(one=ONE, two=TWO)
    ada = start(path)
    ada.opens_article("one")
    panel = ada.window.docks.elsewhere
    ada.presses("Ctrl+Shift+D")
    compared(ada)
    ada.turns_to_the_window()
    ada.clicks("cracked in two places")
    ada.waits(lambda: panel.model.first().isValid())
    assert panel.sentence.what.words.startswith("The ministry of Austria")
    ada.window.activateWindow()
    panel.list.setFocus()
    ada.waits(panel.list.hasFocus)
    ada.presses("Return")
    assert [view.article.name[:3] for view in ada.window.articles.views if view.article] == [
        "one",
        "two",
    ]
    assert ada.view.article is not None
    assert ada.view.article.name.startswith("two")
    (selected,) = ada.pane.selection
    assert ada.pane.text[slice(*selected)].startswith("The ministry of Hungary")
    # The panel stays with the sentence that it was asked about.
    assert panel.sentence.what.words.startswith("The ministry of Austria")
    panel.group.click()
    workspace = ada.window.workspace
    (group,) = workspace.project.groups(panel.story_id, workspace.annotator_id)
    assert {member.article_id for member in group.members} == {
        ada.article_id("one"),
        ada.article_id("two"),
    }
    assert "Undo takes it back" in ada.told
    ada.wants("undo")
    assert workspace.project.groups(panel.story_id, workspace.annotator_id) == ()


def test_what_one_article_alone_tells_is_listed(start: Opener, texts: Maker) -> None:
    ada, _ = opened(start, texts)
    panel = ada.window.docks.only_here
    ada.wants("show-only-here")
    compared(ada)
    ada.waits(lambda: panel.model.shown())
    named = [one.name for one in panel.model.shown()]
    assert any("Austria" in name for name in named)
    (clue,) = [one for one in panel.model.shown() if "Hungary" in one.name]
    panel.tree.setCurrentIndex(panel.model.index_of(clue.id))
    panel.tree.shown_wanted.emit(panel.tree.currentIndex())
    assert ada.view.article is not None
    assert ada.view.article.name.startswith("two")
    (selected,) = ada.pane.selection
    assert ada.pane.text[slice(*selected)] == "Hungary"


def test_articles_are_compared_once_for_all_of_it(start: Opener, texts: Maker) -> None:
    ada, _ = opened(start, texts)
    asked: list[str] = []
    run = ada.window.jobs.run
    ada.window.jobs.run = lambda task, *a, **k: (asked.append(task), run(task, *a, **k))[1]
    ada.presses("Ctrl+Shift+Y", "Ctrl+Shift+L", "Ctrl+Shift+D")
    ada.wants("show-only-here")
    compared(ada)
    ada.waits(lambda: ada.window.jobs.current is None)
    assert asked.count("across") == 1
    ada.opens_article("two")
    ada.presses("Ctrl+1", "Ctrl+2")
    assert asked.count("across") == 1
    ada.presses("Ctrl+Shift+Y", "Ctrl+Shift+L")
