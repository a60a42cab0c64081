"""Suggestions answered by key: accepted, edited, rejected, skipped, all at once, undone."""

from pathlib import Path

import pytest

from annotator.model.span import Fragment, Origin
from annotator.model.suggestion import Answer, Source, Suggestion, Verdict
from annotator.project import Project
from annotator.suggesting import SuggestOptions, suggest
from tests.e2e.conftest import Maker, Opener
from tests.e2e.person import Person
from ui.dialogs.accept_all import AcceptAll
from ui.panels.suggestions_model import SuggestionFilter

FIRST = "000"


@pytest.fixture
def looked(project: Path) -> Path:
    """The five articles, with the quotations that were found in them."""
    with Project.open(project) as opened:
        suggest(opened, SuggestOptions(sources=(Source.QUOTES,)))
    return project


def waiting(person: Person, name: str = "") -> list[Suggestion]:
    """What waits for an answer in an article (the one worked in), in text order."""
    workspace = person.window.workspace
    article_id = person.article_id(name) if name else person.view.article_id
    offered = workspace.project.suggestions(article_id, workspace.annotator_id)
    answers = workspace.project.answers(workspace.annotator_id, article_id)
    return [one for one in offered if one.id not in answers]


def answers(person: Person) -> dict[str, Answer]:
    """What was answered, by suggestion."""
    workspace = person.window.workspace
    return dict(workspace.project.answers(workspace.annotator_id))


def current(person: Person) -> str:
    """The words of the suggestion that is to be answered, "" where there is none."""
    one = person.window.suggesting.current
    return one.quoted(person.pane.text) if one is not None else ""


def test_all_quotations_of_an_article_are_gone_through_by_keys_alone(
    start: Opener, looked: Path
) -> None:
    ada = start(looked)
    ada.opens_article(FIRST)
    asked = waiting(ada)
    assert len(asked) >= 2
    quoted = [one.quoted(ada.pane.text) for one in asked]
    ada.presses("G")
    seen = []
    for words in quoted:
        assert current(ada) == words
        assert ada.pane.current_in_view
        assert ada.pane.card.isVisible()
        assert ada.pane.hasFocus()
        seen.append(words)
        ada.presses("Y")
    assert seen == quoted
    assert waiting(ada, FIRST) == []
    assert [words for label, words in ada.labelled(FIRST) if label == "quote"] == quoted
    assert {span.origin for span in ada.spans(FIRST)} == {Origin.SUGGESTION}
    spoken = [one for one in asked if one.speaker is not None]
    ids = {span.id: span for span in ada.spans(FIRST)}
    project, who = ada.window.workspace.project, ada.window.workspace.annotator_id
    links = project.relations_in(ada.article_id(FIRST), who)
    assert len(links) == len(spoken)
    assert {ids[link.child_id].fragments[0] for link in links} == {one.speaker for one in spoken}


def test_after_the_last_one_the_next_article_comes(start: Opener, looked: Path) -> None:
    ada = start(looked)
    ada.opens_article(FIRST)
    here = ada.view.article_id
    ada.presses("G")
    for _ in waiting(ada):
        assert ada.view.article_id == here
        ada.presses("X")
    assert ada.view.article_id != here
    assert current(ada) == waiting(ada)[0].quoted(ada.pane.text)
    assert ada.pane.hasFocus()
    ada.presses("Shift+G")
    assert ada.view.article_id != here
    assert {a.verdict for a in answers(ada).values()} == {Verdict.REJECTED}


def test_answers_are_one_step_each_and_are_taken_back_one_by_one(
    start: Opener, looked: Path
) -> None:
    ada = start(looked)
    ada.opens_article(FIRST)
    story = ada.window.workspace.project.articles()
    first, second, third = [one for article in story for one in waiting(ada, article.name)][:3]
    ada.presses("G", "Y", "X", "U")
    given = answers(ada)
    assert [given[one.id].verdict for one in (first, second, third)] == [
        Verdict.ACCEPTED,
        Verdict.REJECTED,
        Verdict.SKIPPED,
    ]
    assert not any(answer.bulk for answer in given.values())
    ada.presses("Ctrl+Z", "Ctrl+Z")
    assert list(answers(ada)) == [first.id]
    assert waiting(ada, FIRST)[0].id == second.id
    ada.presses("Ctrl+Z")
    assert waiting(ada, FIRST)[0].id == first.id
    assert ada.spans(FIRST) == ()
    ada.presses("Esc", "Ctrl+Home", "G")
    assert current(ada) == first.quoted(ada.pane.text)


def test_an_answer_that_is_undone_is_the_current_one_again(start: Opener, looked: Path) -> None:
    ada = start(looked)
    ada.opens_article(FIRST)
    first, second = (one.quoted(ada.pane.text) for one in waiting(ada)[:2])
    ada.presses("G", "Y", "X")
    ada.presses("Ctrl+Z")
    assert current(ada) == second
    assert ada.pane.card.isVisible()
    ada.presses("Ctrl+Z")
    assert current(ada) == first
    assert "Undone" in ada.told
    ada.presses("Ctrl+Shift+Z", "Ctrl+Z")
    assert current(ada) == first, "also when it was done again meanwhile"


def test_an_undone_answer_is_gone_to_in_an_article_that_was_left(
    start: Opener, looked: Path
) -> None:
    ada = start(looked)
    ada.opens_article(FIRST)
    ada.presses("Ctrl+1")
    here, asked = ada.view.article_id, waiting(ada)
    ada.presses("G", *("X" for _ in asked))
    assert ada.view.article_id != here
    ada.presses("Ctrl+Z")
    ada.waits(lambda: ada.window.suggesting.current == asked[-1])
    assert ada.view.article_id == here
    assert ada.pane.hasFocus()


def test_other_edges_are_accepted_with_enter_and_given_up_with_esc(
    start: Opener, looked: Path
) -> None:
    ada = start(looked)
    ada.opens_article(FIRST)
    one = waiting(ada)[0]
    ada.presses("G", "T", "Shift+Left", "Esc")
    assert answers(ada) == {}
    assert current(ada) == one.quoted(ada.pane.text)
    ada.presses("T", "Shift+Left", "Return")
    given = answers(ada)[one.id]
    assert given.verdict is Verdict.EDITED
    (span,) = [span for span in ada.spans() if span.id == given.span_id]
    assert span.origin is Origin.EDITED
    assert span.end == one.end - 1
    ada.presses("Ctrl+Z")
    assert answers(ada) == {}
    assert ada.spans() == ()


def test_edges_left_as_they_are_are_no_edit(start: Opener, looked: Path) -> None:
    ada = start(looked)
    ada.opens_article(FIRST)
    one = waiting(ada)[0]
    ada.presses("G", "T", "Return")
    assert answers(ada)[one.id].verdict is Verdict.ACCEPTED


def test_what_was_answered_is_still_so_when_the_project_is_opened_again(
    start: Opener, looked: Path
) -> None:
    ada = start(looked)
    ada.opens_article(FIRST)
    number = len(waiting(ada))
    ada.presses("G", "Y", "X")
    ada.leave()
    again = start(looked)
    again.opens_article(FIRST)
    assert len(waiting(again)) == number - 2
    again.waits(lambda: again.pane.suggestion_count == number - 2)
    assert len(answers(again)) == 2


def test_a_click_makes_a_suggestion_the_current_one_and_nothing_more(
    start: Opener, looked: Path
) -> None:
    ada = start(looked)
    ada.opens_article(FIRST)
    one = waiting(ada)[1]
    ada.waits(lambda: ada.pane.suggestion_count)
    words = ada.pane.text[one.start : one.start + 20]
    ada.clicks(words)
    assert current(ada) == one.quoted(ada.pane.text)
    ada.clicks(words, times=2)
    assert answers(ada) == {}
    assert ada.spans() == ()


def test_labelling_by_hand_goes_on_as_ever(start: Opener, looked: Path) -> None:
    ada = start(looked)
    ada.opens_article(FIRST)
    number = len(waiting(ada))
    ada.presses("G")
    ada.sweeps("proprietary artificial intelligence technology")
    ada.presses("1")
    assert ("claim", "proprietary artificial intelligence technology") in ada.labelled()
    assert current(ada) == ""
    assert len(waiting(ada)) == number
    ada.presses("Esc", "Esc", "J", "K")
    assert ada.spans()[0].id in ada.pane.chosen()


def test_what_nobody_sees_is_not_answered(start: Opener, looked: Path) -> None:
    ada = start(looked)
    ada.opens_article(FIRST)
    ada.presses("G")
    words = current(ada)
    ada.pane.scroll_by(100_000)
    assert not ada.pane.current_in_view
    ada.presses("Y")
    assert answers(ada) == {}
    assert ada.pane.current_in_view
    assert current(ada) == words
    ada.presses("Y")
    assert len(answers(ada)) == 1


def test_esc_lets_go_and_leaves_it_waiting(start: Opener, looked: Path) -> None:
    ada = start(looked)
    ada.opens_article(FIRST)
    ada.presses("G")
    words = current(ada)
    ada.presses("Esc")
    assert current(ada) == ""
    assert not ada.pane.card.isVisible()
    ada.presses("G")
    assert current(ada) == words


def test_questions_are_asked_when_one_wants_them(start: Opener, looked: Path) -> None:
    ada = start(looked)
    ada.opens_article(FIRST)
    one = waiting(ada)[0]
    ada.presses("G", "Y")
    assert not ada.pane.chips.is_open
    following = current(ada)
    ada.presses("A")
    assert ada.pane.chips.is_open
    assert ada.pane.chips.span_id == answers(ada)[one.id].span_id
    ada.presses("Esc", "Esc", "G")
    assert current(ada) == following


@pytest.fixture
def names(texts: Maker) -> Path:
    """Two articles that name Alibaba five times, each place suggested as an entity."""
    path = texts(
        one="Alibaba said so. Alibaba left. Anthropic stayed.\n", two="Alibaba, Alibaba, Alibaba.\n"
    )
    with Project.open(path) as opened:
        label = opened.scheme().label_named("entity")
        assert label is not None
        found = []
        for article in opened.articles():
            text = opened.text(article.id)
            for name in ("Alibaba", "Anthropic"):
                start = text.find(name)
                while start >= 0:
                    found.append(
                        Suggestion(
                            f"{article.id}-{start}",
                            article.id,
                            Source.ENTITIES,
                            label.id,
                            (Fragment(start, start + len(name)),),
                            0.9 if name == "Alibaba" else 0.4,
                            f"“{name}” is a name <b>& more</b>",
                            maker="test 1",
                        )
                    )
                    start = text.find(name, start + 1)
        ids = [article.id for article in opened.articles()]
        opened.keep_suggestions(Source.ENTITIES, ids, found)
    return path


def test_the_same_words_are_accepted_in_the_whole_story_at_once(start: Opener, names: Path) -> None:
    ada = start(names)
    ada.opens_article("one")
    ada.presses("G")
    met = ada.meets(AcceptAll, lambda dialog: dialog.go_on.click())
    ada.presses("Shift+Y")
    assert met
    assert [words for _, words in ada.labelled("one")] == ["Alibaba"] * 2
    assert [words for _, words in ada.labelled("two")] == ["Alibaba"] * 3
    assert all(answer.bulk for answer in answers(ada).values())
    assert current(ada) == "Anthropic"
    assert all(span.source.endswith("in bulk") for span in ada.spans())
    ada.turns_to_the_window()
    ada.presses("Ctrl+Z")
    assert answers(ada) == {}
    assert ada.labelled("two") == []


def test_the_same_words_are_rejected_but_those_that_were_unticked(
    start: Opener, names: Path
) -> None:
    ada = start(names)
    ada.opens_article("one")

    def untick_the_first(dialog: AcceptAll) -> None:
        dialog.model.tick([0], False)
        dialog.go_on.click()

    ada.presses("G")
    met = ada.meets(AcceptAll, untick_the_first)
    ada.presses("Shift+X")
    assert met
    assert {answer.verdict for answer in answers(ada).values()} == {Verdict.REJECTED}
    assert len(answers(ada)) == 4
    assert len(waiting(ada, "one")) == 2


def test_all_above_a_score_are_accepted(start: Opener, names: Path) -> None:
    ada = start(names)
    ada.opens_article("one")
    met = ada.meets(AcceptAll, lambda dialog: dialog.go_on.click())
    ada.wants("accept-above")
    assert met
    assert len(answers(ada)) == 5
    assert [one.quoted(ada.pane.text) for one in waiting(ada)] == ["Anthropic"]


def test_suggestions_are_hidden_and_that_is_remembered(start: Opener, names: Path) -> None:
    ada = start(names)
    ada.opens_article("one")
    ada.waits(lambda: ada.pane.suggestion_count == 3)
    assert ada.pane.suggestions_at(2)
    ada.presses("Ctrl+Shift+K")
    assert not ada.pane.suggestions_at(2)
    ada.presses("G")
    assert current(ada) == "Alibaba"
    ada.leave()
    again = start(names)
    again.opens_article("one")
    again.waits(lambda: again.pane.suggestion_count == 3)
    assert not again.pane.suggestions_at(2)
    assert not again.window.actions_["suggestions-in-text"].isChecked()


def test_looking_is_one_key_and_the_text_keeps_the_focus(start: Opener, project: Path) -> None:
    ada = start(project)
    ada.opens_article(FIRST)
    ada.window.suggestions.sources = (Source.QUOTES,)
    ada.presses("Ctrl+Shift+S")
    assert ada.pane.hasFocus()
    panel = ada.window.docks.suggestions
    ada.waits(lambda: panel.model.rowCount())
    ada.waits(lambda: not ada.window.suggestions.is_looking)
    assert ada.pane.suggestion_count == len(waiting(ada))
    assert ada.spans() == ()
    ada.presses("G", "Y")
    assert len(answers(ada)) == 1


def test_looking_is_called_off_and_labelling_goes_on(start: Opener, project: Path) -> None:
    ada = start(project)
    ada.opens_article(FIRST)
    for seconds in (0.0, 1.5):
        ada.presses("Ctrl+Shift+S")
        assert ada.window.suggestions.is_looking
        ada.qtbot.wait(round(seconds * 1000))
        ada.window.jobs.cancel_all()
        ada.waits(lambda: not ada.window.suggestions.is_looking)
    ada.sweeps("proprietary artificial intelligence technology")
    ada.presses("1")
    assert len(ada.spans()) == 1


def test_a_project_that_is_closed_meanwhile_is_left_alone(start: Opener, project: Path) -> None:
    ada = start(project, answers=(True,))
    ada.opens_article(FIRST)
    ada.presses("Ctrl+Shift+S")
    ada.qtbot.wait(300)
    ada.window.projects.close()
    assert not ada.window.workspace.is_open
    ada.waits(lambda: not ada.window.suggestions.is_looking)
    assert ada.window.docks.suggestions.model.rowCount() == 0


def test_how_long_an_answer_took_is_kept_without_pauses(start: Opener, looked: Path) -> None:
    now = [1000.0]
    ada = start(looked)
    ada.window.suggesting._clock._clock = lambda: now[0]
    ada.opens_article(FIRST)
    first, second = waiting(ada)[:2]
    ada.presses("G")
    now[0] += 4
    ada.presses("Y")
    now[0] += 5000
    ada.presses("Down")
    now[0] += 2
    ada.presses("X")
    given = answers(ada)
    assert given[first.id].seconds == pytest.approx(4, abs=0.1)
    assert given[second.id].seconds == pytest.approx(2, abs=0.1)


def test_the_card_is_clicked_too(start: Opener, looked: Path) -> None:
    ada = start(looked)
    ada.opens_article(FIRST)
    first = waiting(ada)[0]
    ada.presses("G")
    (chip,) = [chip for chip in ada.pane.card.chips() if chip.words == "reject"]
    assert chip.key == "X"
    chip.click()
    assert answers(ada)[first.id].verdict is Verdict.REJECTED
    assert ada.pane.hasFocus()


def test_kinds_that_are_left_out_are_not_gone_through(start: Opener, looked: Path) -> None:
    ada = start(looked)
    ada.opens_article(FIRST)
    ada.waits(lambda: ada.pane.suggestion_count)
    panel = ada.window.docks.suggestions
    panel.set_filter(SuggestionFilter(sources=frozenset({Source.CLAIMS})))
    ada.presses("G")
    assert current(ada) == ""
    assert ada.pane.suggestion_count == 0
    panel.set_filter(SuggestionFilter())
    ada.presses("G")
    assert current(ada)


def test_somebody_else_answers_for_themselves(start: Opener, names: Path) -> None:
    ada = start(names)
    ada.opens_article("one")
    ada.presses("G", "Y", "X")
    ben = ada.becomes("Ben")
    assert len(waiting(ben)) == 3
    ben.waits(lambda: ben.pane.suggestion_count == 3)
    assert current(ben) == ""
