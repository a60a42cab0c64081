"""Taking back 100 packs of 50 articles and 2,000 spans each: time, and the memory it takes.

The lead's project holds everybody's articles. The packs are made by `pack` and filled by imports'
own way of writing, one step a pack; then they are taken back in one call, in a process of its own.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from annotator.cli import default_scheme
from annotator.edits.edit import Edit
from annotator.formats.scheme import read_scheme
from annotator.model.identity import new_id
from annotator.model.people import Annotator
from annotator.model.reading import Attention, DayTime, Reading, Status
from annotator.model.span import Fragment, Span
from annotator.model.story import Article, Story, text_sha256
from annotator.packs import merge, pack
from annotator.project import Project
from annotator.store.work import Work
from benchmarks.figure import Figure, parser, tell

STORIES, EACH = 10, 5
CHARACTERS = 3000
DAYS = 5
"""So many days somebody works at each article."""
SECONDS = 60
MEGABYTES = 500


def lead_project(path: Path, people: int) -> Project:
    """A project of ten stories with five articles each, and so many annotators."""
    project = Project.create(path, read_scheme(default_scheme().read_bytes(), "the scheme"))

    def do(work: Work) -> None:
        for number in range(STORIES):
            story = Story(new_id(), f"story {number}", number + 1)
            work.stories.put([story], new=True)
            for at in range(EACH):
                text = f"Article {number}.{at}. " + "Words of news that nobody wrote. " * 200
                text = text[:CHARACTERS]
                article = Article(
                    id=new_id(),
                    story_id=story.id,
                    name=f"{number}-{at}.txt",
                    sha256=text_sha256(text),
                    length=len(text),
                    position=at + 1,
                )
                work.articles.add(article, text)
        work.people.put([Annotator(new_id(), f"annotator {n}") for n in range(people)], new=True)

    project.apply(Edit("import", do))
    return project


def label(path: Path, spans: int) -> None:
    """Fills a pack with spans, finished readings and active time."""
    with Project.open(path) as project:
        facts = project.pack_of()
        assert facts is not None
        articles = project.articles()
        labels = [one.id for one in project.scheme().labels]

        def do(work: Work) -> None:
            each = spans // len(articles)
            for article in articles:
                work.spans.put(
                    list(some_spans(article.id, facts.annotator_id, labels, each)), new=True
                )
                reading = Reading(article.id, facts.annotator_id, Status.DONE)
                work.readings.put([reading], new=True)

        project.apply(Edit("label", do), facts.annotator_id)
        days = tuple(
            DayTime(f"2026-11-{day:02}", 60, project.meter, label_id)
            for day in range(1, DAYS + 1)
            for label_id in sorted(["", *labels[:2]])
        )
        project.attend([Attention(one.id, facts.annotator_id, 30, times=days) for one in articles])


def some_spans(
    article_id: str, annotator_id: str, labels: list[str], number: int
) -> Iterator[Span]:
    """Spans side by side, with a note here and there."""
    step = CHARACTERS // number
    for n in range(number):
        yield Span(
            id=new_id(),
            article_id=article_id,
            annotator_id=annotator_id,
            label_id=labels[n % len(labels)],
            fragments=(Fragment(n * step, n * step + 5 + n % (step - 5)),),
            note="a note on it" if n % 7 == 0 else "",
        )


def take_back(path: Path) -> dict[str, float]:
    """Merges all packs beside the project; seconds and the peak of this process in megabytes."""
    packs = sorted(path.parent.glob("pack *.annotator"))
    with Project.open(path) as project:
        begin, began = time.perf_counter(), time.process_time()
        report = merge(project, packs)
        seconds, cpu = time.perf_counter() - begin, time.process_time() - began
    assert report.complete, report.plain()
    spans = sum(person.added for person in report.people())
    return {"seconds": seconds, "cpu": cpu, "megabytes": peak_megabytes(), "spans": spans}


def peak_megabytes() -> float:
    """The most memory that this process had at once; 0 where the system does not say."""
    if sys.platform == "win32":
        return 0.0
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def measure(packs: int, spans: int) -> dict[str, float]:
    """Makes the project and the packs, and takes them back in another process."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "lead.annotator"
        begin = time.perf_counter()
        with lead_project(path, packs) as project:
            for number, person in enumerate(project.annotators()):
                out = path.with_name(f"pack {number:03}.annotator")
                pack(project, out, annotator=person)
                label(out, spans)
        packing = (time.perf_counter() - begin) / packs
        command = [sys.executable, "-m", "benchmarks.packs", "--take-back", str(path)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        found: dict[str, float] = json.loads(done.stdout)
    assert found["spans"] == packs * spans, found
    return found | {"packing": packing}


def figures(*, smoke: bool) -> list[Figure]:
    """The figures; `smoke`: of three small packs, only that everything works."""
    packs, spans = (3, 200) if smoke else (100, 2000)
    found = measure(packs, spans)
    print(
        f"{packs} packs of {STORIES * EACH} articles and {spans} spans: {found['seconds']:.1f} s "
        f"({found['cpu']:.1f} s of CPU), peak {found['megabytes']:.0f} MB; "
        f"packing and labelling one {found['packing']:.2f} s"
    )
    each = f"{packs} packs of 50 articles and {spans:,} spans"
    goals = [
        ("taking back", f"s, {each}", SECONDS, found["seconds"]),
        ("taking back: memory", f"MB at most, {each}", MEGABYTES, found["megabytes"]),
    ]
    return [Figure(*goal, ok=goal[3] <= goal[2]) for goal in goals]


def main(arguments: list[str] | None = None) -> int:
    """The command."""
    asked = parser("packs", __doc__)
    asked.add_argument("--take-back", type=Path, metavar="PROJECT", help=argparse.SUPPRESS)
    given = asked.parse_args(arguments)
    if given.take_back:
        print(json.dumps(take_back(given.take_back)))
        return 0
    found = figures(smoke=given.smoke)
    tell(found, given.json)
    return 0


if __name__ == "__main__":
    sys.exit(main())
