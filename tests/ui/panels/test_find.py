"""Find: hits in the article and the story, ticks, labelling them, label everywhere."""

from collections.abc import Callable, Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from annotator.edits.spans import remove_spans
from annotator.model.span import Fragment
from annotator.text.find import Query, find
from ui.panels import search
from ui.panels.find import FindPanel
from ui.panels.search import found, slices
from ui.workspace import Workspace

Named = Callable[[str], str]
TICK = QPoint(12, 12)


@pytest.fixture
def panel(workspace: Workspace, article_ids: list[str], qtbot: QtBot) -> Iterator[FindPanel]:
    made = FindPanel(workspace)
    qtbot.addWidget(made)
    made.resize(300, 600)
    made.show_article(article_ids[0])
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.hide()


def done(panel: FindPanel, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: panel._searching is None)


def look(panel: FindPanel, qtbot: QtBot, words: str, *, story: bool = True) -> None:
    panel.look_for(words, story=story)
    done(panel, qtbot)


def test_finds_in_the_article_and_in_the_story(
    panel: FindPanel, workspace: Workspace, article_ids: list[str], qtbot: QtBot
) -> None:
    look(panel, qtbot, "alibaba", story=False)
    here = workspace.project.text(article_ids[0]).casefold().count("alibaba")
    assert panel.model.rowCount() == here
    look(panel, qtbot, "alibaba")
    texts = [workspace.project.text(i).casefold() for i in article_ids]
    assert panel.model.rowCount() == sum(text.count("alibaba") for text in texts)
    assert panel.count.text().endswith("hits in 5 articles")


def test_case_words_and_expressions(panel: FindPanel, qtbot: QtBot) -> None:
    look(panel, qtbot, "AI")
    anywhere = panel.model.rowCount()
    panel.bar.match_case.click()
    done(panel, qtbot)
    cased = panel.model.rowCount()
    panel.bar.whole_word.click()
    done(panel, qtbot)
    whole = panel.model.rowCount()
    assert anywhere > cased >= whole > 0
    panel.bar.regular_expression.click()
    look(panel, qtbot, "A[IN]")
    assert panel.model.rowCount() >= whole


def test_a_wrong_expression_is_explained(panel: FindPanel, qtbot: QtBot) -> None:
    panel.bar.regular_expression.click()
    look(panel, qtbot, "(x")
    assert panel.bar.fault.isVisible()
    assert "regular expression" in panel.bar.fault.text()
    look(panel, qtbot, "(x)")
    assert not panel.bar.fault.isVisible()


def test_a_slow_expression_is_stopped(
    panel: FindPanel, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "SECONDS", 0.05)
    panel.bar.regular_expression.click()
    look(panel, qtbot, r"((.|\s)+)\1\1", story=False)
    assert "was stopped" in panel.bar.fault.text()


def test_hits_are_told_and_stepped_through(
    panel: FindPanel, article_ids: list[str], qtbot: QtBot
) -> None:
    told: list[tuple[dict[str, list[Fragment]], object]] = []
    panel.hits_changed.connect(lambda hits, current: told.append((hits, current)))
    look(panel, qtbot, "Anthropic")
    hits, current = told[-1]
    assert list(hits) == article_ids
    assert current is None
    with qtbot.waitSignal(panel.hit_wanted) as wanted:
        qtbot.keyClick(panel.bar.words, Qt.Key.Key_Return)
    assert wanted.args == [article_ids[0], hits[article_ids[0]][0]]
    with qtbot.waitSignal(panel.hit_wanted) as wanted:
        panel.step(-1)
    assert wanted.args == [article_ids[-1], hits[article_ids[-1]][-1]]
    assert panel.count.text().startswith(f"{panel.model.rowCount()} of ")
    panel.hide()
    assert told[-1] == ({}, None)


def test_context_is_aligned_on_the_hit(panel: FindPanel, qtbot: QtBot) -> None:
    look(panel, qtbot, "Bletchley Park", story=False)
    around = panel.model.context(0)
    assert around.hit == "Bletchley Park"
    assert around.before.strip().endswith("Summit at")
    assert around.after.strip().startswith("underscoring")


def test_labelling_the_ticked_is_one_step(
    panel: FindPanel, workspace: Workspace, label_id: Named, qtbot: QtBot
) -> None:
    look(panel, qtbot, "constitutional AI")
    rows = panel.model.rowCount()
    assert rows > 1
    label = workspace.scheme.label_named("claim")
    assert label is not None
    first = panel.list.visualRect(panel.model.index(0)).topLeft()
    left = Qt.MouseButton.LeftButton
    qtbot.mouseClick(panel.list.viewport(), left, pos=first + TICK)
    assert panel.model.tick_count() == rows - 1
    before = workspace.project.change_counter()
    spans = workspace.project.counts(workspace.annotator_id)[label.id]
    panel.label_ticked(label)
    assert workspace.project.change_counter() == before + 1
    assert workspace.project.counts(workspace.annotator_id)[label.id] == spans + rows - 1
    marked = [bool(panel.model.labels(hit)) for hit in panel.model.hits()]
    assert marked.count(True) >= rows - 1
    workspace.undo()
    assert workspace.project.counts(workspace.annotator_id)[label.id] == spans


def test_space_ticks_the_selected(panel: FindPanel, qtbot: QtBot) -> None:
    look(panel, qtbot, "Anthropic")
    rows = panel.model.rowCount()
    panel.list.selectAll()
    panel.list.setCurrentIndex(panel.model.index(0))
    panel.list.selectAll()
    qtbot.keyClick(panel.list, Qt.Key.Key_Space)
    assert panel.model.tick_count() == 0
    assert not panel.label_button.isEnabled()
    panel.tick_all.click()
    assert panel.model.tick_count() == rows


def test_label_everywhere_ticks_what_is_not_labelled_so(
    panel: FindPanel, workspace: Workspace, article_ids: list[str], label_id: Named, qtbot: QtBot
) -> None:
    text = workspace.project.text(article_ids[0])
    spans = workspace.project.spans(article_ids[0], workspace.annotator_id)
    like = next(
        s for s in spans if s.label_id == label_id("entity") and s.quoted(text) == "Alibaba"
    )
    panel.label_everywhere(like.id)
    done(panel, qtbot)
    assert all(panel.model.context(row).hit == "Alibaba" for row in range(panel.model.rowCount()))
    unticked = [hit for hit in panel.model.hits() if hit not in panel.model.ticked()]
    assert unticked
    assert all(like.label_id in panel.model.labels(hit) for hit in unticked)
    assert not any(like.label_id in panel.model.labels(hit) for hit in panel.model.ticked())
    assert panel.like_bar.isVisible()
    ticked = panel.model.ticked()
    label = workspace.scheme.label(like.label_id)
    assert label is not None
    panel.label_ticked(label)
    made = [
        span
        for hit in ticked
        for span in workspace.project.spans(hit.article_id, workspace.annotator_id)
        if span.fragments == (hit.fragment,) and span.label_id == like.label_id
    ]
    assert len(made) == len(ticked)
    assert all(span.attributes == like.attributes for span in made)


def test_label_everywhere_ends_with_another_search(
    panel: FindPanel, workspace: Workspace, article_ids: list[str], qtbot: QtBot
) -> None:
    span = workspace.project.spans(article_ids[0], workspace.annotator_id)[1]
    panel.label_everywhere(span.id, story=False)
    done(panel, qtbot)
    look(panel, qtbot, "AI")
    assert not panel.like_bar.isVisible()


def test_marks_of_hits_follow_the_spans(
    panel: FindPanel, workspace: Workspace, article_ids: list[str], label_id: Named, qtbot: QtBot
) -> None:
    look(panel, qtbot, "Alibaba", story=False)
    hit = next(hit for hit in panel.model.hits() if panel.model.labels(hit))
    spans = workspace.project.spans(article_ids[0], workspace.annotator_id)
    gone = [s.id for s in spans if (s.start, s.end) == tuple(hit.fragment)]
    workspace.edit(remove_spans(gone))
    assert panel.model.labels(hit) == ()


def test_another_story_is_searched_anew(
    panel: FindPanel, article_ids: list[str], qtbot: QtBot
) -> None:
    look(panel, qtbot, "Anthropic", story=False)
    first = panel.model.hits()
    panel.show_article(article_ids[1])
    done(panel, qtbot)
    assert {hit.article_id for hit in panel.model.hits()} == {article_ids[1]}
    assert panel.model.hits() != first


@settings(max_examples=60, deadline=None)
@given(
    st.text(alphabet="ab \n", max_size=400),
    st.sampled_from(["a", "ab", "b a", "aa"]),
    st.integers(5, 60),
)
def test_slices_find_what_the_whole_text_has(text: str, words: str, size: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search, "SLICE", size)
        ends = list(slices(text))
        assert "".join(text[a:b] for a, b in ends) == text
        hits = [hit for some in found(text, Query(words), "x") for hit in some]
    assert tuple(hits) == find(text, Query(words))


def test_a_long_text_is_searched_in_slices() -> None:
    text = ("All work and no play. " * 40 + "\n") * 3000
    steps = list(found(text, Query("no play"), "long"))
    assert len(steps) > 5
    assert sum(map(len, steps)) == 120_000
