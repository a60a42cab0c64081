"""A lead who writes what gold says: taken from a side and changed, or new."""

from annotator.model.decision import Took
from tests.ui.article.pane_kit import Hand
from tests.ui.compare.two_people import decisions


def test_taking_one_side_and_changing_it(desk):
    desk.presses("E", "Shift+Left", "Shift+Left", "Return")
    (decision,) = decisions(desk)
    assert decision.took is Took.NEW
    assert ("claim", "Anthropic accuses Alibaba of the") in desk.gold()
    assert len(desk.listed) == 3


def test_taking_the_other_side_and_giving_it_another_label(desk):
    desk.presses("E", "E", "2", "P", "Return")
    assert decisions(desk)[0].took is Took.NEW
    assert ("quote", "Alibaba of theft") in desk.gold()
    project = desk.workspace.project
    (gold,), (article,) = project.golds(), project.articles()
    (span,) = [
        span for span in project.spans(article.id, gold.id) if span.label_id == "label-quote"
    ]
    assert span.values("kind") == ("whole",) or span.values("kind") == ("part",)


def test_what_is_taken_unchanged_is_that_side(desk):
    desk.presses("E", "E", "Return")
    assert decisions(desk)[0].took is Took.B


def test_leaving_what_was_begun_writes_nothing(desk):
    desk.presses("E", "Left", "Escape")
    assert desk.workspace.project.golds() == ()
    assert desk.page.drafting.span is None
    desk.presses("A")
    assert decisions(desk)[0].took is Took.A


def test_while_something_is_written_no_key_decides(desk):
    desk.presses("E", "B", "X", "J")
    assert desk.page.drafting.span is not None
    assert desk.workspace.project.golds() == ()


def test_writing_new_words(desk):
    desk.presses("W")
    assert desk.said[-1].startswith("Select the words")
    pane = desk.page.versions.right.pane
    start = pane.text.index("The firm said")
    ends = (start, start + len("The firm said") - 1)
    points = [pane.rects(at, at + 1)[0].center().toPoint() for at in ends]
    Hand(pane.viewport()).drag(*points)
    desk.presses("W", "Return")
    (decision,) = decisions(desk)
    assert decision.took is Took.NEW
    assert ("claim", "The firm said") in desk.gold()


def test_going_elsewhere_leaves_what_was_begun(desk):
    desk.presses("E")
    desk.page.list.step(1)
    assert desk.page.drafting.span is None
