"""The overview of a story: opened from the menu, a click goes to the passages in the panes."""

from pathlib import Path

from annotator.edits.joining import group_passages
from annotator.model.clue import Passage
from annotator.model.span import Fragment
from tests.e2e.conftest import Maker, Opener
from ui.dialogs.facet_patterns import FacetPatternsDialog


def test_a_click_in_the_matrix_goes_to_the_passages(start: Opener, project: Path) -> None:
    ada = start(project)
    workspace = ada.window.workspace
    articles = workspace.project.articles()
    ada.window.stories.open_article(articles[0].id, False)
    kind = next(one for one in workspace.scheme.relations if one.name == "conflict")
    some = [Passage(one.id, Fragment(0, 30), one.name) for one in articles[:3]]
    story = articles[0].story_id
    assert workspace.edit(group_passages(kind, "Title", story, workspace.annotator_id, some))
    ada.wants("overview")
    overview = ada.window.overview.opened
    assert overview is not None
    assert overview.groups.rowCount() == 1
    overview.groups.itemClicked.emit(overview.groups.item(0, 0))
    shown = {view.article_id: view.pane.selection for view in ada.window.articles.views}
    assert all(shown[one.id] for one in articles[:3])
    ada.waits(lambda: overview.facets.rowCount() > 1)
    overview.groups.itemClicked.emit(overview.groups.item(0, 2))
    active = ada.window.articles.active
    assert active is not None
    assert active.article_id == articles[1].id
    shown = {view.article_id: view.pane.selection for view in ada.window.articles.views}
    assert all(shown[one.id] for one in articles[:3])
    overview.close()
    assert ada.window.overview.opened is None
    ada.wants("overview")
    assert ada.window.overview.opened is not None


def test_a_lead_changes_the_questions_and_the_story_is_compared_again(
    start: Opener, texts: Maker
) -> None:
    ada = start(texts(one="It rained in Leeds.\n", two="It snowed in York.\n"))
    ada.opens_article("one")
    ada.wants("overview")
    overview = ada.window.overview.opened
    assert overview is not None
    ada.waits(lambda: ada.window.docks.clues.across(overview.story_id) is not None)
    overview.tabs.setCurrentIndex(1)

    def write(dialog: FacetPatternsDialog) -> None:
        dialog.field.setPlainText("[weather]\n(rained/snowed <rest>)")
        dialog.keep.click()

    said = ada.meets(FacetPatternsDialog, write)
    overview.change.click()
    ada.waits(lambda: said)

    def words() -> list[str]:
        table = overview.facets
        if table.rowCount() != 1 or not table.isVisible():
            return []
        return [table.item(0, column).text() for column in range(3)]

    ada.waits(lambda: words() == ["weather", "rained in Leeds", "snowed in York"])
    ada.wants("undo")
    assert ada.window.workspace.project.setting("facets") == ""
    ada.waits(lambda: words()[:1] == ["where"])
