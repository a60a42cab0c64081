"""What the tests of the dialogs share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ui.dialogs.window import TrialWindow


@pytest.fixture
def window(qapp: object, tmp_path: Path) -> Iterator[TrialWindow]:
    window = TrialWindow(tmp_path)
    yield window
    window.close()
