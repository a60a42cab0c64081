"""Groups: made in the text by keyboard, across articles, and undone."""

from annotator.model.group import Group
from tests.e2e.conftest import Maker, Opener
from tests.e2e.person import Person

ONE = "A report\n\nThe meeting was held in Paris on Monday.\n"
TWO = "Another one\n\nThe meeting was held in Rome on Monday.\n"


def groups(person: Person) -> tuple[Group, ...]:
    workspace = person.window.workspace
    story = workspace.project.stories()[0].id
    return workspace.project.groups(story, workspace.annotator_id)


def test_a_group_of_words_in_two_articles(start: Opener, texts: Maker) -> None:
    ada = start(texts(one=ONE, two=TWO))
    ada.opens_article("one")
    ada.opens_article("two", beside=True)
    ada.opens_article("one")
    kinds = [one.name for one in ada.window.workspace.scheme.relations if one.is_set]
    ada.sweeps("The meeting was held in Paris")
    ada.ask.then(kinds.index("conflict"))
    ada.presses("Ctrl+Shift+J")
    (group,) = groups(ada)
    assert (group.kind, group.name) == ("conflict", "The meeting was held in Paris")
    assert [label for label, _ in ada.labelled("one")] == ["claim"]
    ada.opens_article("two")
    ada.sweeps("The meeting was held in Rome")
    ada.presses("Ctrl+Shift+O")
    (group,) = groups(ada)
    assert {one.article_id for one in group.members} == {
        ada.article_id("one"),
        ada.article_id("two"),
    }
    panel = ada.window.docks.groups
    ada.waits(lambda: len(panel.groups) == 1 and len(panel.groups[0].members) == 2)
    panel.passages_wanted.emit(panel.passages(group.members))
    assert all(view.pane.selection for view in ada.window.articles.views)
    ada.wants("undo")
    assert len(groups(ada)[0].members) == 1
    ada.wants("undo")
    assert groups(ada) == ()
    assert ada.labelled("one") == ada.labelled("two") == []


def test_without_anything_chosen_it_says_so(start: Opener, texts: Maker) -> None:
    ada = start(texts(one=ONE))
    ada.opens_article("one")
    ada.wants("make-group")
    assert groups(ada) == ()
    assert "Choose a span" in ada.window.status.currentMessage()
