"""What a project keeps of suggestions and parses, and whom it offers them."""

import sqlite3
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.edits.groups import make_group, new_group
from annotator.edits.schemes import retire_label
from annotator.edits.suggestions import accept, answer, reopen
from annotator.errors import EditRefused, ProjectError
from annotator.model.group import Member
from annotator.model.identity import new_id
from annotator.model.people import Annotator
from annotator.model.span import Fragment
from annotator.model.story import Article, text_sha256
from annotator.model.suggestion import Offer, Policy, Source, Suggestion, Verdict
from annotator.project import Project
from annotator.store.lock import Loan, holder_of
from annotator.suggest.parse import Name, Parse
from tests.annotator.proposals import FULL_ENTITY, FULL_SCHEME, SAME_AS, a_name, a_quote
from tests.annotator.samples import TEXT, add_article


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "p.annotator", FULL_SCHEME) as project:
        yield project


@pytest.fixture
def bob(project: Project) -> Annotator:
    person = Annotator(new_id(), "Bob")
    project.add_annotator(person)
    return person


def repeat_for(article: Article, person: Annotator) -> Suggestion:
    one = a_name(article, "rival", group="")
    return replace(one, id=new_id(), source=Source.REPEATS, annotator_id=person.id)


def test_suggestions_come_back_as_they_were_kept_in_text_order(
    project: Project, article: Article, ada: Annotator
) -> None:
    quote, name = a_quote(article), a_name(article)
    parted = replace(quote, fragments=(Fragment(0, 3), Fragment(5, 8)), id=new_id())
    changes = project.keep_suggestions(Source.QUOTES, [article.id], [parted, quote])
    assert changes.suggestions == {article.id}
    assert project.keep_suggestions(Source.ENTITIES, [article.id], [name]).spans == ()
    assert project.suggestions(article.id, ada.id) == (quote, parted, name)
    assert project.suggestion_counts(ada.id) == {article.id: 3}
    assert set(project.suggestions_by_id([name.id, quote.id, "no"])) == {name, quote}
    assert project.history() == project.history(ada.id) + project.history("")
    assert all("suggest" not in step.name for step in project.history())
    assert project.faults() == ()


@pytest.mark.parametrize("size", [1, 2, 3, 100])
def test_slices_are_the_whole(
    project: Project, article: Article, ada: Annotator, size: int
) -> None:
    places = [(0, 4), (0, 4), (0, 9), (2, 3), (2, 9), (2, 9), (5, 6)]
    some = [
        replace(a_name(article), id=new_id(), fragments=(Fragment(*place),)) for place in places
    ]
    project.keep_suggestions(Source.ENTITIES, [article.id], some)
    slices = list(project.suggestion_slices(article.id, ada.id, size=size))
    assert sum(slices, ()) == project.suggestions(article.id, ada.id)
    assert max(map(len, slices)) <= size
    project.set_policy(Policy(Offer.NONE))
    assert list(project.suggestion_slices(article.id, ada.id)) == []


def test_what_is_made_anew_replaces_what_nobody_answered(
    project: Project, article: Article, ada: Annotator
) -> None:
    first, second, third = (
        replace(a_name(article), id=new_id(), fragments=(Fragment(*place),))
        for place in ((0, 4), (5, 6), (7, 9))
    )
    project.keep_suggestions(Source.ENTITIES, [article.id], [first, second])
    project.apply(answer([first], Verdict.SKIPPED, ada.id), ada.id)
    better = replace(first, score=1.0)
    under_another_id = replace(first, id=new_id())
    anew = [better, under_another_id, third]
    changes = project.keep_suggestions(Source.ENTITIES, [article.id], anew)
    assert changes.suggestions == {article.id}
    assert set(project.suggestions(article.id, ada.id)) == {first, third}
    assert project.keep_suggestions(Source.QUOTES, [article.id], []).nothing
    assert len(project.suggestions(article.id, ada.id)) == 2, "another source is left alone"


def test_other_articles_and_other_annotators_repeats_are_left_alone(
    project: Project, article: Article, ada: Annotator, bob: Annotator
) -> None:
    other = add_article(project, name="b.txt")
    project.keep_suggestions(Source.ENTITIES, [other.id], [a_name(other)])
    mine, theirs = repeat_for(article, ada), repeat_for(article, bob)
    project.keep_suggestions(Source.REPEATS, [article.id], [mine], annotator_id=ada.id)
    project.keep_suggestions(Source.REPEATS, [article.id], [theirs], annotator_id=bob.id)
    project.keep_suggestions(Source.REPEATS, [article.id, other.id], [], annotator_id=ada.id)
    project.keep_suggestions(Source.ENTITIES, [article.id], [a_name(article), a_name(other)])
    assert project.suggestions(article.id, ada.id) == (a_name(article),)
    assert set(project.suggestions(article.id, bob.id)) == {a_name(article), theirs}
    assert project.suggestions(other.id, ada.id) == (a_name(other),)


def test_an_answer_that_was_undone_finds_its_suggestion_again(
    project: Project, article: Article, ada: Annotator
) -> None:
    name = a_name(article)
    project.keep_suggestions(Source.ENTITIES, [article.id], [name])
    project.apply(accept([name], FULL_SCHEME, ada.id), ada.id)
    project.undo(ada.id)
    project.keep_suggestions(Source.ENTITIES, [article.id], [])
    project.redo(ada.id)
    assert project.answers(ada.id)[name.id].verdict is Verdict.ACCEPTED
    project.apply(reopen([name.id], ada.id), ada.id)
    project.keep_suggestions(Source.ENTITIES, [article.id], [])
    project.undo(ada.id)
    assert project.answers(ada.id)[name.id].verdict is Verdict.ACCEPTED
    assert project.faults() == ()


def test_suggestions_wait_for_an_undone_import(project: Project, ada: Annotator) -> None:
    article = add_article(project)
    name = a_name(article)
    project.keep_suggestions(Source.ENTITIES, [article.id], [name])
    project.undo("")
    assert project.faults() == ()
    assert project.keep_suggestions(Source.ENTITIES, [article.id], [name]).nothing
    project.redo("")
    assert project.suggestions(article.id, ada.id) == (name,)


def test_an_import_stays_while_answers_or_groups_need_it(project: Project, ada: Annotator) -> None:
    article = add_article(project)
    project.keep_suggestions(Source.ENTITIES, [article.id], [a_name(article)])
    project.apply(answer([a_name(article)], Verdict.SKIPPED, ada.id, bulk=True), ada.id)
    with pytest.raises(EditRefused, match="what others did since"):
        project.undo("")
    project.undo(ada.id)
    omits = new_group(SAME_AS, "x", article.story_id, ada.id, [Member(article.id)])
    project.apply(make_group(omits), ada.id)
    with pytest.raises(EditRefused, match="what others did since"):
        project.undo("")
    project.undo(ada.id)
    project.undo("")
    assert project.articles() == ()
    with pytest.raises(EditRefused, match="what others did since"):
        project.redo(ada.id)
    assert project.faults() == ()


@pytest.mark.parametrize(
    "facts",
    [
        {"source": Source.CLAIMS},
        {"annotator_id": "ada"},
        {"fragments": ()},
        {"fragments": (Fragment(3, 3),)},
        {"fragments": (Fragment(5, 8), Fragment(0, 3))},
        {"fragments": (Fragment(0, len(TEXT) + 1),)},
        {"speaker": Fragment(-1, 3)},
        {"cue": Fragment(0, 10_000)},
    ],
)
def test_a_suggester_that_errs_is_our_own_fault_and_changes_nothing(
    project: Project, article: Article, ada: Annotator, facts: dict[str, object]
) -> None:
    name = a_name(article)
    project.keep_suggestions(Source.ENTITIES, [article.id], [name])
    wrong = replace(name, **facts)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match=name.id):
        project.keep_suggestions(Source.ENTITIES, [article.id], [wrong])
    assert project.suggestions(article.id, ada.id) == (name,)


def test_the_worker_keeps_them_with_the_right_it_is_lent(
    project: Project, article: Article, ada: Annotator
) -> None:
    entered = []

    def right() -> nullcontext[None]:
        entered.append(True)
        return nullcontext()

    holder = holder_of(project.path)
    assert holder is not None
    with Project.open(project.path, loan=Loan(holder.process, right)) as worker:
        worker.keep_suggestions(Source.ENTITIES, [article.id], [a_name(article)])
        worker.keep_parse(article.id, a_parse(TEXT))
    assert len(entered) == 2
    assert project.suggestions(article.id, ada.id) == (a_name(article),)


# Who is offered what


def test_everybody_is_offered_what_comes_from_the_texts_and_from_their_own_spans(
    project: Project, article: Article, ada: Annotator, bob: Annotator
) -> None:
    mine = repeat_for(article, ada)
    project.keep_suggestions(Source.REPEATS, [article.id], [mine], annotator_id=ada.id)
    project.keep_suggestions(Source.ENTITIES, [article.id], [a_name(article)])
    assert project.policy(ada.id) == Policy()
    assert set(project.suggestions(article.id, ada.id)) == {mine, a_name(article)}
    assert project.suggestions(article.id, bob.id) == (a_name(article),)


def test_the_lead_switches_them_off_for_all_or_for_one(
    project: Project, article: Article, ada: Annotator, bob: Annotator
) -> None:
    project.keep_suggestions(Source.ENTITIES, [article.id], [a_name(article)])
    changes = project.set_policy(Policy(Offer.NONE), by=ada.id)
    assert changes.everything
    assert project.suggestions(article.id, ada.id) == ()
    assert project.suggestion_counts(ada.id) == {}
    project.set_policy(Policy(Offer.OWN), bob.id, ada.id)
    assert project.decided_policy(bob.id) == Policy()
    assert project.suggestions(article.id, bob.id) == (a_name(article),)
    assert project.set_policy(Policy(Offer.OWN, "ignored"), bob.id, ada.id).nothing
    project.set_policy(None, bob.id, ada.id)
    assert project.decided_policy(bob.id) is None
    assert project.policy(bob.id) == Policy(Offer.NONE)
    for _ in range(3):
        undone = project.undo(ada.id)
        assert undone is not None
        assert undone.everything
    assert project.policy(ada.id) == Policy()


def test_the_second_is_offered_exactly_the_same(
    project: Project, article: Article, ada: Annotator, bob: Annotator
) -> None:
    for person in (ada, bob):
        one = repeat_for(article, person)
        project.keep_suggestions(Source.REPEATS, [article.id], [one], annotator_id=person.id)
    project.keep_suggestions(Source.ENTITIES, [article.id], [a_name(article)])
    project.set_policy(Policy(Offer.SAME, ada.id), bob.id)
    assert project.suggestions(article.id, bob.id) == project.suggestions(article.id, ada.id)
    project.set_policy(Policy(Offer.NONE), ada.id)
    assert project.suggestions(article.id, bob.id) == ()
    project.set_policy(None, ada.id)
    project.set_policy(None, bob.id)
    project.set_policy(Policy(Offer.SAME, ada.id))
    assert project.policy(ada.id) == Policy()
    assert project.suggestions(article.id, bob.id) == project.suggestions(article.id, ada.id)


def test_same_as_never_goes_round_in_circles(
    project: Project, ada: Annotator, bob: Annotator
) -> None:
    cat = Annotator(new_id(), "Cat")
    project.add_annotator(cat)
    for policy, annotator_id, words in (
        (Policy(Offer.SAME), "", "Choose whose"),
        (Policy(Offer.SAME, "nobody"), bob.id, "Choose whose"),
        (Policy(Offer.SAME, bob.id), bob.id, "cannot be offered the same"),
        (Policy(), "nobody", "not in the project"),
    ):
        with pytest.raises(EditRefused, match=words):
            project.set_policy(policy, annotator_id)
    project.set_policy(Policy(Offer.SAME, ada.id), bob.id)
    with pytest.raises(EditRefused, match="somebody else is"):
        project.set_policy(Policy(Offer.SAME, bob.id), cat.id)
    with pytest.raises(EditRefused, match="Change that first"):
        project.set_policy(Policy(Offer.SAME, cat.id), ada.id)


def test_a_label_that_is_retired_is_not_offered(
    project: Project, article: Article, ada: Annotator
) -> None:
    project.keep_suggestions(Source.ENTITIES, [article.id], [a_name(article)])
    project.keep_suggestions(Source.QUOTES, [article.id], [a_quote(article)])
    project.apply(retire_label(FULL_ENTITY))
    assert project.suggestions(article.id, ada.id) == (a_quote(article),)
    assert project.suggestion_counts(ada.id) == {article.id: 1}


def test_the_stop_list_is_a_step_of_the_project(project: Project, ada: Annotator) -> None:
    assert "AI" in project.stop_list(), "what ships, until somebody decides"
    changes = project.set_stop_list([" Monday ", "", "UK", "UK"], ada.id)
    assert changes.everything
    assert project.stop_list() == {"Monday", "UK"}
    assert project.set_stop_list({"UK", "Monday"}, ada.id).nothing
    project.set_stop_list([], ada.id)
    assert project.stop_list() == frozenset()
    project.undo(ada.id)
    assert project.stop_list() == {"Monday", "UK"}


@pytest.mark.parametrize(("key", "value"), [("policy", "maybe"), ("stop_list", "{")])
def test_settings_that_nobody_wrote_here_are_a_sentence(
    project: Project, article: Article, key: str, value: str
) -> None:
    project.set_setting(f"suggestions.{key}", value)
    with pytest.raises(ProjectError, match="damaged"):
        _ = project.policy("") if key == "policy" else project.stop_list()


# Parses


def a_parse(text: str, version: str = "3.8.0") -> Parse:
    return Parse(text_sha256(text), "small", version, (Name(15, 18, "PERSON"), Name(0, 2, "ORG")))


def test_a_parse_is_kept_for_its_text_model_and_version(project: Project, article: Article) -> None:
    other = add_article(project, TEXT + "more", "b.txt")
    project.keep_parses({article.id: a_parse(TEXT), other.id: a_parse(TEXT)})
    assert project.parses([article.id, other.id], "small", "3.8.0") == {article.id: a_parse(TEXT)}
    assert project.parses([article.id], "small", "3.9.0") == {}
    assert project.parses([article.id], "large", "3.8.0") == {}
    project.keep_parse(article.id, a_parse(TEXT, "3.9.0"))
    assert project.parses([article.id], "small", "3.8.0") == {}
    assert project.parses([article.id], "small", "3.9.0")[article.id].names[0].type == "PERSON"
    project.keep_parse("nowhere", a_parse(TEXT))
    project.keep_parses({})
    assert project.faults() == ()


# What check finds


@pytest.mark.parametrize(
    ("damage", "check"),
    [
        ("UPDATE suggestion SET \"end\" = 10000 WHERE source = 'entities'", "suggestions"),
        ("UPDATE suggestion SET fragments = '[[5,9],[0,3]]'", "suggestions"),
        ("UPDATE suggestion SET cue = '[5,3]' WHERE source = 'quotes'", "suggestions"),
        ("UPDATE suggestion SET fragments = '[]'", "readable"),
        ("UPDATE suggestion SET source = 'stars'", "readable"),
        ("UPDATE suggestion SET speaker = '[1]'", "readable"),
        ("DELETE FROM suggestion", "links"),
        ("DELETE FROM relation; DELETE FROM member; DELETE FROM span", "links"),
        ("UPDATE answer SET verdict = 'maybe'", "readable"),
        ("UPDATE answer SET verdict = 'rejected'", "answers"),
        ("UPDATE answer SET span_id = NULL", "answers"),
        ("UPDATE answer SET annotator_id = (SELECT id FROM annotator WHERE name='Bob')", "answers"),
        ("UPDATE suggestion SET article_id = 'gone'", "answers"),
        ("UPDATE parse SET sha256 = 'x'", "parses"),
        ("UPDATE parse SET body = 'x'", "readable"),
        ("UPDATE member SET span_id = (SELECT id FROM span WHERE note = 'of Bob')", "groups"),
        ("DELETE FROM member", "groups"),
        (
            "INSERT INTO story VALUES ('s', 's', 9, '', 0); UPDATE story_group SET story_id = 's'",
            "groups",
        ),
    ],
)
def test_check_tells_what_is_wrong(
    project: Project, article: Article, ada: Annotator, bob: Annotator, damage: str, check: str
) -> None:
    from annotator.edits.spans import add_span, new_span

    project.keep_suggestions(Source.ENTITIES, [article.id], [a_name(article)])
    project.keep_suggestions(Source.QUOTES, [article.id], [a_quote(article)])
    project.apply(accept([a_name(article), a_quote(article)], FULL_SCHEME, ada.id), ada.id)
    theirs = replace(new_span(article.id, bob.id, FULL_ENTITY, [(0, 2)]), note="of Bob")
    project.apply(add_span(theirs, FULL_ENTITY), bob.id)
    project.keep_parse(article.id, a_parse(TEXT))
    assert project.faults() == ()
    project.close()
    connection = sqlite3.connect(project.path)
    connection.executescript(damage)
    connection.close()
    with Project.open(project.path, read_only=True) as damaged:
        found = damaged.faults()
    assert check in {fault.check for fault in found}
