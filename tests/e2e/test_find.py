"""Finding words, and labelling all that was found as one step."""

from PySide6.QtCore import Qt

from tests.e2e.conftest import Maker, Opener
from tests.e2e.person import Person

ONE = "The art of Alibaba started. Alibaba is an art firm, Alibabas are not. ALIBABA!\n"
TWO = "Nobody knows Alibaba here.\n"


def finds(person: Person, words: str) -> list[str]:
    """Types what to look for; the words of every hit."""
    find = person.window.docks.find
    find.bar.words.selectAll()
    person.writes(words)
    person.presses("Return")
    person.waits(lambda: find._searching is None and not find.bar._soon.isActive())
    project = person.window.workspace.project
    return [
        project.text(hit.article_id)[hit.fragment.start : hit.fragment.end]
        for hit in find.model.hits()
    ]


def test_find_in_the_article_as_words_and_as_a_pattern(start: Opener, texts: Maker) -> None:
    ada = start(texts(one=ONE, two=TWO))
    ada.opens_article("one")
    ada.presses("Ctrl+F")
    bar = ada.window.docks.find.bar
    assert bar.words.hasFocus()
    assert finds(ada, "alibaba") == ["Alibaba", "Alibaba", "Alibaba", "ALIBABA"]
    bar.whole_word.click()
    assert finds(ada, "alibaba") == ["Alibaba", "Alibaba", "ALIBABA"]
    bar.match_case.click()
    assert finds(ada, "Alibaba") == ["Alibaba", "Alibaba"]
    assert finds(ada, "art") == ["art", "art"]
    bar.whole_word.click()
    bar.regular_expression.click()
    assert finds(ada, r"Ali\w+s?\b") == ["Alibaba", "Alibaba", "Alibabas"]
    assert finds(ada, "(") == []
    assert bar.fault.isVisible()
    assert ada.pane.text == ONE


def test_go_from_hit_to_hit_and_back_to_the_text(start: Opener, texts: Maker) -> None:
    ada = start(texts(one=ONE, two=TWO))
    ada.opens_article("one")
    ada.presses("Ctrl+Shift+F")
    assert len(finds(ada, "alibaba")) == 5
    assert ada.pane.selected()[0].start == ONE.index("Alibaba")
    ada.presses("F3", "F3", "F3", "F3")
    assert ada.view.article is not None
    assert ada.view.article.name == "two.txt"
    assert ada.pane.selected()[0].start == TWO.index("Alibaba")
    ada.presses("Shift+F3", "Esc")
    assert ada.view.article.name == "one.txt"
    assert ada.pane.hasFocus()
    ada.presses("3")
    assert ada.labelled() == [("entity", "ALIBABA")]


def test_label_all_ticked_as_one_step(start: Opener, texts: Maker) -> None:
    ada = start(texts(one=ONE, two=TWO))
    ada.opens_article("one")
    ada.presses("Ctrl+Shift+F")
    find = ada.window.docks.find
    assert len(finds(ada, "alibaba")) == 5
    if find.model.tick_count() < 5:
        find.tick_all.click()
    index = find.model.index(2)
    find.model.setData(index, Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)
    find.label_button.menu().aboutToShow.emit()
    (entity,) = [a for a in find.label_button.menu().actions() if a.text() == "entity"]
    entity.trigger()
    assert len(ada.labelled("one")) == 3
    assert len(ada.labelled("two")) == 1
    ada.turns_to_the_window()
    ada.presses("Ctrl+Z")
    assert ada.labelled("one") == ada.labelled("two") == []


def test_label_this_everywhere_in_the_story(start: Opener, texts: Maker) -> None:
    ada = start(texts(one=ONE, two=TWO))
    ada.opens_article("one")
    ada.sweeps("Alibaba")
    ada.presses("3")
    (chip,) = [chip for chip in ada.pane.chips.chips() if chip.words == "GPE"]
    chip.click()
    ada.presses("Esc", "Ctrl+L")
    find = ada.window.docks.find
    ada.waits(lambda: find.model.rowCount() == 3)
    find.label_button.menu().aboutToShow.emit()
    find.label_button.menu().actions()[0].trigger()
    assert ada.labelled("one") == [("entity", "Alibaba"), ("entity", "Alibaba")]
    assert ada.labelled("two") == [("entity", "Alibaba")]
    (other,) = ada.spans("two")
    assert dict(other.attributes)["type"] == "GPE"


def test_the_selected_words_are_looked_for(start: Opener, texts: Maker) -> None:
    ada = start(texts(one=ONE))
    ada.opens_article("one")
    ada.sweeps("art firm")
    ada.presses("Ctrl+F")
    assert ada.window.docks.find.bar.words.text() == "art firm"
    ada.waits(lambda: ada.window.docks.find.model.rowCount() == 1)
