"""The rows of the list: filters, order, and rows that come and go."""

from dataclasses import replace
from random import Random

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from annotator.adjudicating import cases
from annotator.agree.cases import Case
from annotator.agree.classes import Kind, Row
from annotator.agree.values import Mark
from annotator.edits.spans import set_attribute
from annotator.model.decision import Decision, Took
from annotator.model.span import Fragment, Span
from tests.growth import STEEP, growth
from tests.ui.compare.two_people import ANNA, BEN, open_two
from ui.compare.disagreements_model import (
    CaseFilter,
    Column,
    DisagreementsModel,
    Which,
    listed,
)
from ui.compare.disagreements_words import (
    Shown,
    Sort,
    class_words,
    differing_answers,
    label_words,
    sort_of,
    state_words,
)

LABELS = {"label-claim": "claim", "label-quote": "quote", "label-entity": "entity"}
SHOWN = Shown("Anna", "Ben")


def case(number: int, article: str = "article", kind: Kind = Kind.ONLY_A) -> Case:
    """A case of one span."""
    start = number * 10
    label = list(LABELS)[number % 3]
    side = ANNA if kind is Kind.ONLY_A else BEN
    span = Span(f"{article} {number}", article, side.id, label, (Fragment(start, start + 5),))
    mark = Mark(span.fragments, LABELS[label], (), span.id)
    a, b = (mark, None) if kind is Kind.ONLY_A else (None, mark)
    row = Row(article, kind, a, b)
    here = {"a": (span,)} if kind is Kind.ONLY_A else {"b": (span,)}
    return Case(article, row, start, ANNA.id, BEN.id, "gold", **here)


def decided(one: Case, took: Took = Took.A, *, stale: bool = False) -> Case:
    decision = Decision("d", "gold", one.article_id, ANNA.id, BEN.id, took, ground=one.ground)
    return replace(one, decision=decision, stale=stale)


@pytest.fixture
def model(qapp):
    made = DisagreementsModel()
    QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal, made)
    made.begin(
        text=lambda _: "word " * 40_000,
        shown=lambda _: SHOWN,
        articles={"one": "1.txt", "two": "2.txt", "article": "a.txt"},
        labels=LABELS,
    )
    return made


def keys(model: DisagreementsModel) -> list[str]:
    return [case.key for case in model.cases()]


def test_rows_that_are_decided_leave_and_come_back_in_their_place(model):
    some = [case(number) for number in range(10)]
    model.add(some)
    model.replace("article", some[:4] + some[5:])
    assert keys(model) == [one.key for n, one in enumerate(some) if n != 4]
    model.replace("article", some)
    assert keys(model) == [one.key for one in some]


def test_many_rows_that_leave_at_once_leave_the_others_in_order(model):
    some = [case(number) for number in range(200)]
    other = [case(number, "two") for number in range(5)]
    model.add([*other, *some])
    model.replace("article", some[150:])
    model.settle()
    assert keys(model) == [one.key for one in (*other, *some[150:])]


def test_the_same_case_read_again_is_shown_as_it_is_now(model):
    one = case(1)
    model.add([one])
    model.replace("article", [decided(one)])
    assert model.data(model.index(0, Column.STATE)) == "took Anna"


@pytest.mark.parametrize("column", list(Column))
def test_every_column_sorts_and_sorts_back(model, column):
    some = [case(n, article) for article in ("two", "one") for n in range(20)]
    Random(1).shuffle(some)
    model.add(some)
    model.sort(column, Qt.SortOrder.AscendingOrder)
    upwards = keys(model)
    model.sort(column, Qt.SortOrder.DescendingOrder)
    assert keys(model) == upwards[::-1]
    assert sorted(upwards) == sorted(one.key for one in some)


def test_ten_thousand_rows_are_quick(qapp):
    """Nothing looks at every row for each row."""
    some = {
        size: [case(n % 100, f"article {n // 100}") for n in range(size)] for size in (625, 10_000)
    }

    def shows(size: int) -> None:
        model = DisagreementsModel()
        model.add(some[size])
        model.sort(Column.CLASS)
        model.replace("article 5", some[size][501:600])
        model.data(model.index(600, Column.WORDS))

    assert growth(shows, 625) < STEEP


def test_filters():
    one, other = case(1), case(2, "two", Kind.ONLY_B)
    done, gone_stale = decided(case(3)), decided(case(4), stale=True)
    some = [one, other, done, gone_stale]

    def taken(**wanted: object) -> list[Case]:
        return listed(some, CaseFilter(**wanted), lambda _: SHOWN)

    assert taken() == [one, other, gone_stale]
    assert taken(which=Which.DECIDED) == [done]
    assert taken(which=Which.STALE) == [gone_stale]
    assert taken(which=Which.ALL) == some
    assert taken(sorts=frozenset({Sort.ONLY_RIGHT})) == [other]
    assert taken(label_id="label-quote") == [one, gone_stale]
    assert taken(article_id="two") == [other]
    assert taken(pair=("label-quote", "")) == [one, gone_stale]
    assert taken(pair=("", "label-entity")) == [other]


def test_what_both_have_is_listed_only_where_it_is_wanted():
    span = case(1).a[0]
    both = (Mark(span.fragments, "quote", (), "x"), Mark(span.fragments, "quote", (), "y"))
    row = Row("article", Kind.SAME, *both)
    same = replace(case(1), row=row, b=(replace(span, id="y", annotator_id=BEN.id),))
    assert listed([same], CaseFilter(), lambda _: SHOWN) == []
    assert listed([same], CaseFilter(agreed=True), lambda _: SHOWN) == [same]
    assert sort_of(same, SHOWN) is Sort.SAME


def test_words_tell_the_sides_as_they_are_shown():
    one = decided(case(1))
    swapped = Shown("left", "right", swapped=True)
    assert class_words(one, SHOWN) == "only Anna"
    assert class_words(one, swapped) == "only right"
    assert state_words(one, SHOWN) == "took Anna"
    assert state_words(one, swapped) == "took right"
    assert state_words(decided(case(1), stale=True), SHOWN) == (
        "went stale: Anna added a mark (was: took Anna)"
    )


def test_cases_of_a_project_in_words(tmp_path, qapp):
    workspace = open_two(tmp_path / "two.annotator")
    project = workspace.project
    article = project.articles()[0]
    text = project.text(article.id)
    (name,) = [s for s in project.spans(article.id, BEN.id) if s.quoted(text) == "Jane Shaw"]
    project.apply(set_attribute(name, "type", ["PERSON"]), BEN.id)
    found = cases(project, ANNA, BEN, None)
    assert [class_words(one, SHOWN) for one in found] == [
        "same label, other boundaries", "same place, other label", "same, other answers: type",
        "only Ben", "only Anna",
    ]  # fmt: skip
    assert [label_words(one, SHOWN, LABELS) for one in found] == [
        "claim", "quote / claim", "entity", "claim", "entity",
    ]  # fmt: skip
    assert differing_answers(found[2], SHOWN) == (("type", "–", "PERSON"),)
    assert differing_answers(found[1], SHOWN) == ()
    workspace.close()


def test_no_words_of_a_text_can_be_taken_for_rich_text(model):
    model.begin(
        text=lambda _: "<b>bold</b> & more",
        shown=lambda _: Shown("<i>A</i>", "B"),
        articles={"article": "<u>.txt"},
        labels=LABELS,
    )
    model.add([case(0)])
    tip = model.data(model.index(0, 0), Qt.ItemDataRole.ToolTipRole)
    assert "<b>" not in tip
    assert "<i>" not in tip
    assert "<u>" not in tip
