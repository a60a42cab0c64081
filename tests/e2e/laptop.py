"""An annotator's laptop: a process of its own in which somebody works in a pack.

`python -m tests.e2e.laptop PACK '[["mark", "a.txt", "denied it", "claim"], …]'`
"""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from annotator.edits.questions import ask, new_question
from annotator.edits.readings import set_status
from annotator.edits.relations import link
from annotator.edits.spans import add_span, new_span, remove_spans, set_note
from annotator.model.reading import Status
from annotator.model.span import Span
from annotator.model.story import Article
from annotator.project import Project
from tests.annotator.commands import environment

Action = Sequence[str]


def works(pack: Path, *actions: Action) -> subprocess.Popen[str]:
    """Starts the laptop; it works while others do."""
    command = [sys.executable, "-m", "tests.e2e.laptop", str(pack), json.dumps(actions)]
    return subprocess.Popen(command, env=environment(), stderr=subprocess.PIPE, encoding="utf-8")


def has_worked(*laptops: subprocess.Popen[str]) -> None:
    """Waits until they are done, which they must be without trouble."""
    for laptop in laptops:
        _, words = laptop.communicate(timeout=500)
        assert laptop.returncode == 0, words


def works_here(pack: Path, *actions: Action) -> None:
    """The same without a process of its own, before anybody goes on."""
    main(str(pack), json.dumps(actions))


class Laptop:
    """What somebody does in a pack that is open."""

    def __init__(self, project: Project) -> None:
        facts = project.pack_of()
        assert facts is not None
        self.project = project
        self.me = facts.annotator_id

    def article(self, name: str) -> Article:
        """The article with this name."""
        return next(one for one in self.project.articles() if one.name == name)

    def span(self, name: str, words: str) -> Span:
        """My span on these words."""
        article = self.article(name)
        text = self.project.text(article.id)
        spans = self.project.spans(article.id, self.me)
        return next(one for one in spans if one.quoted(text) == words)

    def mark(self, name: str, words: str, label_name: str) -> None:
        """Marks words."""
        article = self.article(name)
        start = self.project.text(article.id).index(words)
        label = self.project.scheme().label_named(label_name)
        assert label is not None
        ends = [(start, start + len(words))]
        self.project.apply(add_span(new_span(article.id, self.me, label, ends), label), self.me)

    def note(self, name: str, words: str, note: str) -> None:
        """Writes a note on a span."""
        self.project.apply(set_note(self.span(name, words), note), self.me)

    def delete(self, name: str, words: str) -> None:
        """Deletes a span."""
        self.project.apply(remove_spans([self.span(name, words).id]), self.me)

    def link(self, name: str, words: str, other: str, target: str, kind_name: str) -> None:
        """Links two spans."""
        kind = next(one for one in self.project.scheme().relations if one.name == kind_name)
        self.project.apply(link(kind, self.span(name, words), self.span(other, target)), self.me)

    def ask(self, name: str, words: str, question: str) -> None:
        """Asks the lead about a span."""
        span = self.span(name, words)
        self.project.apply(ask(new_question(span.article_id, self.me, question, span.id)), self.me)

    def done(self, name: str) -> None:
        """Says that an article is done."""
        self.project.apply(set_status(self.article(name).id, self.me, Status.DONE), self.me)

    def undo(self) -> None:
        """Undoes the last step."""
        assert self.project.undo(self.me) is not None


def main(pack: str, actions: str) -> None:
    """Does one thing after the other."""
    with Project.open(Path(pack)) as project:
        laptop = Laptop(project)
        for what, *rest in json.loads(actions):
            getattr(laptop, what)(*rest)


if __name__ == "__main__":
    main(*sys.argv[1:])
