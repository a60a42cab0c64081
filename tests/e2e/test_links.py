"""Links between spans, by mouse and by keys, within an article and across two."""

from tests.e2e.conftest import Maker, Opener
from tests.e2e.person import Person

ONE = "“We deny it,” said Jane Shaw of Alibaba. Nobody else spoke.\n"
TWO = "Jane Shaw is the counsel of Alibaba. She denies it.\n"


def marked(person: Person) -> None:
    """A quote and a person in the first article, a person in the second."""
    person.opens_article("one")
    person.sweeps("“We deny it,”")
    person.presses("2", "Esc", "Esc")
    person.sweeps("Jane Shaw")
    person.presses("3", "Esc", "Esc")
    person.sweeps("Nobody else spoke")
    person.presses("1", "Esc", "Esc")
    person.opens_article("two", beside=True)
    person.sweeps("Jane Shaw")
    person.presses("3", "Esc", "Esc")
    person.opens_article("one")


def said(person: Person) -> list[tuple[str, str, str]]:
    """Kind, words of the head and words of the child of every link."""
    project = person.window.workspace.project

    def words(span_id: str) -> str:
        (span,) = project.spans_by_id([span_id])
        return f"{project.article(span.article_id).name[:3]}: " + span.quoted(
            project.text(span.article_id)
        )

    return [(link.kind, words(link.head_id), words(link.child_id)) for link in person.links()]


def test_draw_a_link_within_an_article_and_into_another(start: Opener, texts: Maker) -> None:
    ada = start(texts(one=ONE, two=TWO))
    marked(ada)
    ada.draws_link("“We deny it,”", "Jane Shaw")
    assert said(ada) == [("said by", "one: “We deny it,”", "one: Jane Shaw")]
    other = ada.window.articles.view_of(ada.article_id("two"))
    ada.draws_link("“We deny it,”", "Jane Shaw", other)
    # A quote is said by one speaker: the new link takes the place of the old one.
    assert said(ada) == [("said by", "one: “We deny it,”", "two: Jane Shaw")]
    ada.presses("Ctrl+Z")
    assert said(ada) == [("said by", "one: “We deny it,”", "one: Jane Shaw")]


def test_draw_a_link_from_the_words_with_alt(start: Opener, texts: Maker) -> None:
    ada = start(texts(one=ONE, two=TWO))
    marked(ada)
    other = ada.window.articles.view_of(ada.article_id("two"))
    ada.draws_link("“We deny it,”", "Jane Shaw", other, by_tag=False)
    assert said(ada) == [("said by", "one: “We deny it,”", "two: Jane Shaw")]


def test_only_allowed_targets_take_a_link(start: Opener, texts: Maker) -> None:
    ada = start(texts(one=ONE, two=TWO))
    marked(ada)
    ada.draws_link("“We deny it,”", "Nobody else spoke")
    assert said(ada) == []
    assert ada.told == "Not linked: let go over a span that is lit."


def test_link_with_keys_alone_into_another_article(start: Opener, texts: Maker) -> None:
    ada = start(texts(one=ONE, two=TWO))
    marked(ada)
    ada.presses("Ctrl+Home", "J")
    assert [ada.pane.label_name(i) for i in ada.pane.chosen()] == ["quote"]
    ada.presses("L", "Return")
    assert said(ada) == [("said by", "one: “We deny it,”", "one: Jane Shaw")]
    ada.presses("L", "Tab", "Return")
    assert said(ada) == [("said by", "one: “We deny it,”", "two: Jane Shaw")]
    ada.presses("L", "Esc")
    assert len(said(ada)) == 1


def test_links_survive_other_edges_and_go_with_their_span(start: Opener, texts: Maker) -> None:
    ada = start(texts(one=ONE, two=TWO))
    marked(ada)
    ada.draws_link("“We deny it,”", "Jane Shaw")
    ada.clicks("Jane Shaw")
    ada.presses("Alt+.")
    assert said(ada) == [("said by", "one: “We deny it,”", "one: Jane Shaw of")]
    ada.presses("Del")
    assert said(ada) == []
    ada.presses("Ctrl+Z")
    assert said(ada) == [("said by", "one: “We deny it,”", "one: Jane Shaw of")]


def test_only_allowed_targets_light_up_while_linking(start: Opener, texts: Maker) -> None:
    ada = start(texts(one=ONE, two=TWO))
    marked(ada)
    ada.clicks("We deny")
    ada.presses("L")
    lit = [ada.pane.label_name(span_id) for span_id in ada.pane._over.targets or ()]
    assert lit == ["entity"]
    ada.presses("Esc")
    assert ada.pane._over.targets is None
