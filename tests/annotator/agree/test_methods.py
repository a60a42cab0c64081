"""The sentences for a paper say what was compared."""

import pytest

from annotator.agree.comparison import ALL, Part, compare
from annotator.agree.methods import methods
from tests.annotator.agree.marks import doc


@pytest.mark.parametrize(
    ("part", "said"),
    [
        (Part(labels=("entity", "quote")), "Only spans with the label entity or quote were"),
        (Part(chosen=True), "The articles were chosen by name; others were not looked at."),
        (Part(unfinished=True), "Articles that not both had finished were taken in."),
    ],
)
def test_what_is_only_a_part_says_so(part: Part, said: str) -> None:
    docs = [doc([(0, 3, "x")], [(0, 3, "x")])]
    whole = methods(compare(docs, ("Ann", "Ben"), ("x",), part=ALL))
    assert said not in whole
    of_part = methods(compare(docs, ("Ann", "Ben"), ("x",), part=part))
    assert said in of_part
    assert len(of_part.split(". ")) == len(whole.split(". ")) + 1
