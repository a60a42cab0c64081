"""Clues: worth a look, never a verdict; put aside on this machine."""

from pathlib import Path

from annotator.edits.stories import set_facts
from tests.e2e.conftest import Maker, Opener
from tests.e2e.person import Person
from ui.panels.clues import CluesPanel
from ui.panels.clues_model import Aside

ONE = "A report\n\nThe firm grew by half. Industry insiders say that this will not last.\n"
TWO = "Another one\n\nAs a large language model, I cannot say. Nothing else stands here.\n"


def clues(person: Person) -> CluesPanel:
    """Opens the panel and waits for what it finds."""
    panel = person.window.docks.clues
    person.wants("show-clues")
    person.waits(lambda: panel.model.shown())
    return panel


def chooses(person: Person, panel: CluesPanel, words: str) -> None:
    (clue,) = [one for one in panel.model.shown() if words in one.name]
    panel.tree.setCurrentIndex(panel.model.index_of(clue.id))


def test_a_clue_leads_to_its_words_in_whichever_article(start: Opener, texts: Maker) -> None:
    ada = start(texts(one=ONE, two=TWO))
    ada.opens_article("one")
    panel = clues(ada)
    kinds = {clue.kind for clue in panel.model.shown()}
    assert {"source nobody can trace", "words of a prompt"} <= kinds
    chooses(ada, panel, "language model")
    panel.tree.shown_wanted.emit(panel.tree.currentIndex())
    assert ada.view.article is not None
    assert ada.view.article.name.startswith("two")
    (selected,) = ada.pane.selection
    assert "large language model" in TWO[selected.start : selected.end]
    assert ada.labelled("one") == ada.labelled("two") == []


def test_what_is_not_worth_it_stays_away_on_this_machine(start: Opener, texts: Maker) -> None:
    path = texts(one=ONE, two=TWO)
    ada = start(path)
    ada.opens_article("one")
    panel = clues(ada)
    before = len(panel.model.shown())
    chooses(ada, panel, "insiders")
    panel.foot.puts[Aside.NOT_WORTH].click()
    assert len(panel.model.shown()) == before - 1
    ada.leave()
    again = start(path)
    again.opens_article("one")
    panel = clues(again)
    again.waits(lambda: len(panel.model.shown()) == before - 1)
    assert panel.bar.with_aside.text() == "Show 1 not worth it"
    again.becomes("Bea")
    again.waits(lambda: len(panel.model.shown()) == before)


def test_a_changed_article_makes_them_stale_until_one_looks_again(
    start: Opener, texts: Maker
) -> None:
    ada = start(texts(one=ONE, two=TWO))
    ada.opens_article("one")
    panel = clues(ada)
    assert not panel.stale.isVisible()
    workspace = ada.window.workspace
    article = workspace.project.article(ada.article_id("one"))
    workspace.edit(set_facts(article, published="2026-11-20"))
    ada.waits(panel.stale.isVisible)
    panel.again.click()
    ada.waits(lambda: panel.tree.isVisible() and not panel.stale.isVisible())


def test_without_signs_it_says_so(start: Opener, texts: Maker) -> None:
    ada = start(texts(one="Ada Lovelace said on 3 May 2026 that the firm grew.\n"))
    ada.opens_article("one")
    panel = ada.window.docks.clues
    ada.wants("show-clues")
    ada.waits(lambda: panel.state.heading.text() == "No clues")
    assert "does not make them true" in panel.state.sentence.text()


def test_a_panel_that_is_wanted_stands_before_the_others(start: Opener, project: Path) -> None:
    ada = start(project)
    ada.wants("show-suggestions")
    ada.wants("show-clues")
    ada.waits(lambda: not ada.window.docks.clues.visibleRegion().isEmpty())
    ada.wants("show-clues")
    assert ada.window.docks.docks["clues"].isHidden()
    ada.waits(lambda: ada.window.jobs.current is None)


def test_a_clue_across_articles_becomes_a_group_and_back(start: Opener, texts: Maker) -> None:
    same = "“We never took a single cent of that money,” Marta Olsen told reporters on Monday."
    ada = start(
        texts(one=f"The case\n\n{same} Nothing else.\n", two=f"Another\n\n{same} It rained.\n")
    )
    ada.opens_article("one")
    panel = ada.window.docks.clues
    ada.wants("show-clues")
    ada.waits(lambda: panel.across(panel.story_id))
    for more in (panel.bar.with_more,):
        more.setChecked(True)
    clue = next(one for one in panel.model.shown() if len(one.passages) > 1)
    panel.tree.setCurrentIndex(panel.model.index_of(clue.id))
    panel.tree.shown_wanted.emit(panel.tree.currentIndex())
    assert len(ada.window.articles.views) == 2
    assert all(view.pane.selection for view in ada.window.articles.views)
    panel.foot.group.click()
    workspace = ada.window.workspace
    (group,) = workspace.project.groups(panel.story_id, workspace.annotator_id)
    assert {member.article_id for member in group.members} == {
        ada.article_id("one"),
        ada.article_id("two"),
    }
    ada.wants("undo")
    assert workspace.project.groups(panel.story_id, workspace.annotator_id) == ()
    assert workspace.project.clue_answers(workspace.annotator_id) == {}
