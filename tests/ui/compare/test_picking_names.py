"""Two people of one name can be told apart where they are chosen."""

from annotator.model.people import Annotator, Role
from ui.compare.picking import _called


def test_two_people_of_one_name_have_the_ends_of_their_ids() -> None:
    people = [Annotator(f"0000-{end}", "A") for end in ("aaaaaa", "bbbbbb")]
    assert [_called(one, people) for one in people] == ["A (…aaaaaa)", "A (…bbbbbb)"]


def test_a_name_of_its_own_stands_alone() -> None:
    people = [Annotator("1", "A"), Annotator("2", "spacy", Role.MODEL)]
    assert [_called(one, people) for one in people] == ["A", "spacy (model)"]
