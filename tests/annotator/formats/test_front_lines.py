"""Lines of the front stand before all others, in the order they came in."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.formats import front_lines
from annotator.formats.front_lines import FrontLines

LINES = st.lists(st.tuples(st.binary(max_size=12), st.booleans()), max_size=30)


@pytest.mark.parametrize("block", [1, 7, 1 << 20])
def test_the_front_comes_first(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, block: int
) -> None:
    monkeypatch.setattr(front_lines, "_BLOCK", block)
    path = tmp_path_factory.mktemp("front") / "lines"

    @settings(deadline=None, max_examples=60)
    @given(LINES)
    def holds(given_lines: list[tuple[bytes, bool]]) -> None:
        assert written(path, given_lines) == b"".join(
            line for wanted in (True, False) for line, front in given_lines if front is wanted
        )

    holds()


def written(path: Path, given_lines: list[tuple[bytes, bool]]) -> bytes:
    with path.open("w+b") as file:
        lines = FrontLines(file)
        for line, front in given_lines:
            lines.write(line, front=front)
        lines.finish()
        assert file.tell() == file.seek(0, 2)
    return path.read_bytes()
