"""Writes a part of docs/reliability.md: what stands between two marks."""

import re
from collections.abc import Sequence
from pathlib import Path

PAGE = Path(__file__).parent.parent / "docs" / "reliability.md"


def write_part(name: str, lines: Sequence[str], page: Path = PAGE) -> None:
    """Replaces the part called `name`. Raises ValueError where the page has no such part."""
    text = page.read_text(encoding="utf-8")
    begin, end = f"<!-- {name}: written by a script -->", f"<!-- end of {name} -->"
    marked = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
    if not marked.search(text):
        raise ValueError(f"{page.name} has no part called {name}")
    part = "\n".join([begin, "", *lines, "", end])
    page.write_text(marked.sub(lambda _: part, text), encoding="utf-8")
