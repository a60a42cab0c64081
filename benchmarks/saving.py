"""What the project file costs: saving one span, opening a project with a million spans.

Ratios within one process, measured in rotating order; medians of per-round ratios.
"""

import os
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from annotator.cli import default_scheme
from annotator.edits.edit import Edit
from annotator.edits.spans import add_span, new_span
from annotator.formats.scheme import read_scheme
from annotator.model.identity import new_id
from annotator.model.people import Annotator
from annotator.model.span import Fragment, Span
from annotator.model.story import Article, Story, text_sha256
from annotator.project import Project
from benchmarks import figure
from benchmarks.figure import Figure

ADA = Annotator("ada", "Ada")


def filled_project(path: Path, *, articles: int, characters: int, spans: int) -> Project:
    """A project with one story; every article has so many characters and spans."""
    scheme = read_scheme(default_scheme().read_bytes(), "the shipped scheme")
    project = Project.create(path, scheme)
    project.add_annotator(ADA)
    text = ("Some words of news that nobody wrote. " * (characters // 38 + 1))[:characters]
    labels = [label.id for label in scheme.labels]

    def do(work: "object") -> None:
        story = Story(new_id(), "story", 1)
        work.stories.put([story])  # type: ignore[attr-defined]
        for number in range(articles):
            article = Article(
                id=new_id(),
                story_id=story.id,
                name=f"{number:05}.txt",
                sha256=text_sha256(text),
                length=len(text),
                position=number + 1,
            )
            work.articles.add(article, text)  # type: ignore[attr-defined]
            step = max(1, characters // max(spans, 1))
            made = [
                Span(
                    id=f"{number}-{n}",
                    article_id=article.id,
                    annotator_id=ADA.id,
                    label_id=labels[n % len(labels)],
                    fragments=(Fragment(n * step, min(n * step + 12 + n % 30, characters)),),
                )
                for n in range(spans)
                if n * step + 1 < characters
            ]
            work.spans.put(made, new=True)  # type: ignore[attr-defined]

    project.apply(Edit("fill", do))  # type: ignore[arg-type]
    return project


def ratios(one: Callable[[int], None], other: Callable[[int], None], rounds: int) -> list[float]:
    """Wall time of `one` over that of `other`, round by round, in turn."""
    found = []
    for number in range(rounds):
        times = {}
        for work in (one, other) if number % 2 else (other, one):
            start = time.perf_counter()
            work(number)
            times[work] = time.perf_counter() - start
        found.append(times[one] / times[other])
    return found


def saving(folder: Path, rounds: int) -> Figure:
    """Goal 15: one span saved, against one raw transaction under the same pragmas."""
    project = filled_project(folder / "save.annotator", articles=1, characters=20_000, spans=0)
    article = project.articles()[0]
    label = project.scheme().labels[0]
    raw = sqlite3.connect(folder / "raw.db", isolation_level=None)
    raw.execute("PRAGMA journal_mode = WAL")
    raw.execute("PRAGMA synchronous = FULL")
    raw.execute(
        "CREATE TABLE span (id TEXT PRIMARY KEY, article TEXT, annotator TEXT, label TEXT,"
        " start INT, end INT, note TEXT)"
    )
    raw.execute("CREATE INDEX i ON span (article, annotator, start)")

    def ours(number: int) -> None:
        span = new_span(article.id, ADA.id, label, [(number * 8, number * 8 + 7)])
        project.apply(add_span(span, label), ADA.id)

    def plain(number: int) -> None:
        raw.execute("BEGIN IMMEDIATE")
        row = (new_id(), article.id, ADA.id, label.id, number * 8, number * 8 + 7, "")
        raw.execute("INSERT INTO span VALUES (?, ?, ?, ?, ?, ?, ?)", row)
        raw.execute("COMMIT")

    for warm in range(2000, 2020):
        ours(warm)
        plain(warm)
    value = statistics.median(ratios(ours, plain, rounds))
    project.close()
    raw.close()
    goal = "15 saving one span, journal and reading included <= 8 x a raw transaction"
    return Figure("save a span", goal, 8.0, value, value <= 8.0)


def opening(folder: Path, rounds: int, *, articles: int, spans: int) -> Figure:
    """Opening a project that is full, against opening one that is empty of spans.

    Both were worked on here, so there is a backup, as the window makes one at close. A project of a
    stranger is looked through when it is opened, which takes a second for a few hundred megabytes.
    """
    full, bare = folder / "full.annotator", folder / "bare.annotator"
    for path, number in ((full, spans), (bare, 0)):
        with filled_project(path, articles=articles, characters=10_000, spans=number) as project:
            project.back_up("at close")

    def opens(path: Path) -> Callable[[int], None]:
        def do(_: int) -> None:
            project = Project.open(path)
            shown = project.articles()[:2]
            project.scheme()
            for article in shown:
                project.text(article.id)
                project.spans(article.id, ADA.id)
            project.close()

        return do

    value = statistics.median(ratios(opens(full), opens(bare), rounds))
    goal = f"opening {articles * spans:,} spans <= 1.5 x opening none"
    return Figure("open a project", goal, 1.5, value, value <= 1.5)


def measure(*, smoke: bool = False) -> list[Figure]:
    """All figures of the project file."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["ANNOTATOR_DATA_DIR"] = name  # backups go there
        if smoke:
            return [saving(folder, 10), opening(folder, 3, articles=5, spans=50)]
        return [saving(folder, 300), opening(folder, 30, articles=10_000, spans=100)]


def main(arguments: list[str] | None = None) -> int:
    """The command."""
    return figure.main("saving", __doc__, measure, arguments)


if __name__ == "__main__":
    sys.exit(main())
