"""The same person on this machine is the same UUID in every project."""

from pathlib import Path

import pytest

from annotator.errors import AnnotatorError
from annotator.identities import FILE_NAME, Identities
from annotator.settings import config_folder


def test_a_person_is_known_again_by_id() -> None:
    identities = Identities()
    anna = identities.new("  Anna ")
    assert anna.id not in identities
    identities.remember(anna)
    again = Identities()
    assert [(one.id, one.name) for one in again.all()] == [(anna.id, "Anna")]
    assert anna.id in again
    assert (config_folder() / FILE_NAME).is_file()


def test_two_people_called_anna_stay_two() -> None:
    identities = Identities()
    for _ in range(2):
        identities.remember(identities.new("Anna"))
    assert [one.name for one in Identities().all()] == ["Anna", "Anna"]


@pytest.mark.parametrize(
    "content", ["", "{", "[]", '{"people": 3}', '{"people": [{"id": 1, "name": "x"}]}', "\xff"]
)
def test_a_damaged_file_is_a_sentence_and_nobody(tmp_path: Path, content: str) -> None:
    path = tmp_path / FILE_NAME
    path.write_bytes(content.encode("latin-1"))
    identities = Identities(path)
    assert identities.all() == ()
    assert "could not be read" in identities.told
    identities.remember(identities.new("Anna"))
    assert len(Identities(path).all()) == 1


def test_a_folder_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    identities = Identities(tmp_path / "file" / FILE_NAME)
    with pytest.raises(AnnotatorError, match="could not be kept"):
        identities.remember(identities.new("Anna"))
    assert len(identities.all()) == 1, "it holds until the program ends"
