"""Whatever call fails, and however: the old or the new state is there, and the check finds nothing.

`python -m benchmarks.fault_injection` lets every call fail in every way; here those of the quick
deeds do, and some of those of the others.
"""

from unittest.mock import patch

import pytest

from benchmarks.deeds import DEEDS, Deed
from benchmarks.fault_injection import WAYS, try_deed

STRIDES = {
    "new project": 9,
    "taking back": 4,
    "migration": 13,
    "import": 3,
    "restoring": 2,
    "repair": 3,
    "handing out": 11,
}


@pytest.mark.parametrize("deed", DEEDS, ids=lambda deed: deed.name)
def test_the_old_or_the_new_state_is_there(deed: Deed) -> None:
    tried = try_deed(deed, stride=STRIDES.get(deed.name, 1))
    assert tried.wrong == []
    assert tried.calls > 2
    assert tried.old
    assert tried.ended == len(WAYS)


def test_a_system_that_cannot_swap_folders_puts_the_earlier_one_back() -> None:
    (deed,) = (deed for deed in DEEDS if deed.name == "export into a folder")
    with patch("annotator.formats.whole.swapped", lambda *_: False):
        assert try_deed(deed, ways=("once",)).wrong == []
