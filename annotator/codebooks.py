"""The codebook of a project, with the examples as they stand in its articles."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from annotator.formats.codebook import Context, codebook
from annotator.model.scheme import Example

if TYPE_CHECKING:
    from annotator.project import Project

AROUND = 90
"""So many code points around an example are shown."""


def codebook_of(project: "Project") -> str:
    """The codebook of a project as one HTML page, as of today."""
    return codebook(
        project.scheme(),
        project.guidelines(),
        made_at=date.today().isoformat(),
        context=examples_in(project),
    )


def examples_in(project: "Project") -> Callable[[Example], Context]:
    """Finds the words around examples in the project's articles, where these stand as given."""
    ids = {article.name: article.id for article in project.articles()}

    def context(example: Example) -> Context:
        name = example.file.removesuffix(".txt")
        article_id = ids.get(example.file) or ids.get(name)
        if article_id is None:
            return "", ""
        text = project.text(article_id)
        if text[example.start : example.end] != example.text:
            return "", ""
        before = text[max(0, example.start - AROUND) : example.start]
        after = text[example.end : example.end + AROUND]
        return _cut_left(before, example.start > AROUND), _cut_right(after, text, example.end)

    return context


def _cut_left(words: str, cut: bool) -> str:
    """The words from the last line break on; cut ones begin with a whole word."""
    line = words.rpartition("\n")[2]
    if cut and len(line) == len(words):
        return "… " + line.partition(" ")[2]
    return line


def _cut_right(words: str, text: str, start: int) -> str:
    """The words up to the first line break; cut ones end with a whole word."""
    line = words.partition("\n")[0]
    if start + len(words) < len(text) and len(line) == len(words):
        return line.rpartition(" ")[0] + " …"
    return line
