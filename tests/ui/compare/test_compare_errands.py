"""The worker's tasks of comparing, called as plain functions."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.agree.comparison import HEADLINE, Options, compare
from annotator.agree.tendencies import SURE, tendencies
from annotator.agree.values import Doc, Mark
from annotator.errands import TASKS, Errand
from annotator.errors import BadInput, Cancelled
from annotator.model.span import Fragment
from annotator.project import Project
from tests.ui.compare.two_people import ANNA, BEN, open_two


@pytest.fixture
def two(tmp_path: Path, qapp: object) -> Any:
    workspace = open_two(tmp_path / "two.annotator", ("a.txt", "b.txt"))
    yield workspace.project
    workspace.close()


def asked(project: Project, *people: str, **options: object) -> dict[str, Any]:
    arguments = {"project": str(project.path), "people": people, "options": options}
    answer = TASKS["compare"](Errand(arguments))
    assert isinstance(answer, dict)
    return answer


def test_what_is_told_can_be_sent(two: Project) -> None:
    told = asked(two, ANNA.id, BEN.id)
    assert json.loads(json.dumps(told)) == told
    (pair,) = told["pairs"]
    assert pair["annotators"] == ["Anna", "Ben"]
    assert sum(pair["classes"].values()) == 10
    assert set(pair["by_article"]) == {"a.txt", "b.txt"} == {one["article"] for one in pair["read"]}
    assert set(pair["by_article"]["a.txt"]) == {name for (name,) in HEADLINE}
    assert told["heads"] > 0


def test_more_measures_and_gamma_come_when_they_are_asked_for(two: Project) -> None:
    few = asked(two, ANNA.id, BEN.id)["pairs"][0]["scores"]
    many = asked(two, ANNA.id, BEN.id, more=True, rare=True)["pairs"][0]["scores"]
    assert "semeval" not in few
    assert {"semeval", "gate", "muc", "soft", "char_alpha"} <= set(many)
    pair = asked(two, ANNA.id, BEN.id, more=True, gamma=True)["pairs"][0]
    assert pair["scores"]["gamma"]["value"] is not None
    assert pair["sampler"]


def test_an_annotator_who_is_gone_is_named_so(two: Project) -> None:
    with pytest.raises(BadInput, match="not in the project any more"):
        asked(two, ANNA.id, "gone")
    with pytest.raises(BadInput, match="nobody is compared with themselves"):
        asked(two, ANNA.id, ANNA.id)
    with pytest.raises(BadInput, match="no label “opinion”"):
        asked(two, ANNA.id, BEN.id, labels=["opinion"])


def test_it_can_be_called_off(two: Project) -> None:
    def stop(done: int, total: int, what: str) -> None:
        raise Cancelled

    arguments = {"project": str(two.path), "people": [ANNA.id, BEN.id], "options": {}}
    with pytest.raises(Cancelled):
        TASKS["compare"](Errand(arguments, stop))


def marks(side: str, label: str, many: int) -> tuple[Mark, ...]:
    return tuple(
        Mark((Fragment(2 * n, 2 * n + 1),), label, (), f"{side}{label}{n}") for n in range(many)
    )


@given(st.integers(0, 60), st.integers(0, 60))
def test_who_marks_more_is_told_where_it_is_clear_and_of_both_alike(a: int, b: int) -> None:
    doc = Doc("d", "s", 200, "x " * 100, marks("a", "claim", a), marks("b", "claim", b))
    options = Options(more=False, resamples=1)
    found = tendencies(compare([doc], ("A", "B"), ["claim"], options=options))
    mirrored = tendencies(compare([doc.swapped()], ("B", "A"), ["claim"], options=options))
    assert [(one.label, one.b, one.a) for one in mirrored] == [
        (one.label, one.a, one.b) for one in found
    ]
    assert bool(found) == (abs(a - b) > SURE * (a + b) ** 0.5)
    assert [one.label for one in found] in ([], ["", "claim"])
