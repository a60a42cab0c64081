"""Two people who see the same article otherwise, before a lead."""

import pytest

from tests.ui.compare.two_people import Desk, open_two


@pytest.fixture
def workspace(tmp_path, qapp):
    made = open_two(tmp_path / "two.annotator")
    yield made
    made.close()


@pytest.fixture
def desk(qtbot, workspace):
    return Desk(qtbot, workspace).compares()
