"""What import and export cost: many records of 1,000 characters with 10 spans each.

The floor of an import is a program that only parses the same lines with orjson and writes the same
rows, in one transaction, with one `executemany` a table and batch, into a project file that is
empty: the same tables, indices, constraints and pragmas, the file closed at the end. It checks
nothing, hashes nothing and keeps no way back. The floor of an export is dumping the same values
with orjson into a file, plus (the words of the goal) that same bulk write; since an export does
not write into SQLite but reads, the stricter one stands beside it: dumping, plus reading the same
rows with plain SQL.

Every run is a process of its own, floors and ours in turn; ratios are those within one round. Time
is wall time without the start of Python (on standard error stand CPU seconds of the process too,
for machines that are busy with other things; an import reads in a second one), peak memory is what
the system says of the process and of the one that reads for it, together.
"""

import argparse
import json
import random
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import orjson

from annotator.cli import default_scheme
from annotator.formats.bundle import ArticleRecord, ReadingRecord, SpanRecord
from annotator.formats.record import write_record
from annotator.formats.scheme import read_scheme
from annotator.model.identity import new_id
from annotator.model.people import Annotator, Role
from annotator.model.reading import Status
from annotator.model.scheme import Scheme
from annotator.model.span import Fragment, Origin
from annotator.project import Project
from annotator.transfer import export, import_paths
from benchmarks.figure import Figure, parser, tell

RECORDS = 100_000
CHARACTERS = 1_000
SPANS = 10
BATCH = 1_000
MEGABYTE = 1 << 20
ADA = Annotator("0190a5c0-0000-7000-8000-000000000ada", "Ada", Role.HUMAN)
WORDS = (
    "The council’s plan for new harbour walls was said to cost twice what it had told – “so far”"
)
TABLES = ("article", "article_text", "reading", "span")
Timed = dict[str, float]


def shipped_scheme() -> Scheme:
    """The scheme that every project has at first."""
    return read_scheme(default_scheme().read_bytes(), "the shipped scheme")


def records(number: int) -> Iterator[ReadingRecord]:
    """As an export of the program has them: ids, times and all."""
    labels = [label.name for label in shipped_scheme().labels]
    chance = random.Random(7)
    words = WORDS.split()
    for at in range(number):
        text = " ".join(chance.choices(words, k=CHARACTERS // 4))[:CHARACTERS]
        made = f"2026-11-{1 + at * 20 // number:02}T10:{at % 60:02}:00Z"
        step = CHARACTERS // SPANS
        spans = tuple(
            SpanRecord(
                new_id(),
                (Fragment(n * step, n * step + 12 + chance.randrange(60)),),
                labels[chance.randrange(len(labels))],
                origin=Origin.HAND,
                created_at=made,
                updated_at=made,
            )
            for n in range(SPANS)
        )
        yield ReadingRecord(
            ArticleRecord(f"{at:06}.txt", f"story {at // 100:05}", text, outlet="Harbour News"),
            annotator=ADA.name,
            annotator_id=ADA.id,
            role=ADA.role,
            status=Status.DONE,
            spans=spans,
            created_at=made,
            updated_at=made,
        )


def fresh_project(path: Path) -> Project:
    """An empty project at `path`."""
    path.unlink(missing_ok=True)
    return Project.create(path, shipped_scheme())


@contextmanager
def stopwatch(times: Timed, name: str) -> Iterator[None]:
    """Adds what is done inside to `times`: wall time by its name, and CPU time."""
    start, cpu = time.perf_counter(), time.process_time()
    yield
    times[name] = times.get(name, 0.0) + time.perf_counter() - start
    times[f"{name} cpu"] = times.get(f"{name} cpu", 0.0) + time.process_time() - cpu


# The floors


def batches(path: Path) -> Iterator[list[bytes]]:
    """The lines of a file, some at a time."""
    with path.open("rb") as file:
        while lines := [line for _ in range(BATCH) if (line := file.readline())]:
            yield lines


def floor(folder: Path) -> Timed:
    """Parses, writes, and dumps the same; each timed by itself."""
    path = folder / "floor.annotator"
    fresh_project(path).close()
    times: Timed = {}

    def timed(name: str, work: Callable[[], Any]) -> Any:
        with stopwatch(times, name):
            return work()

    database = timed("write", lambda: _connected(path))
    label_ids = {label.name: label.id for label in shipped_scheme().labels}
    stories: dict[str, str] = {}
    with (folder / "floor.jsonl").open("wb") as out:
        for lines in batches(folder / "records.jsonl"):
            values = timed("parse", lambda lines=lines: [orjson.loads(line) for line in lines])
            timed("write", lambda values=values: _insert(database, values, stories, label_ids))
            timed("dump", lambda values=values: _dump(out, values))

    def close() -> None:
        database.execute("COMMIT")
        database.execute("PRAGMA journal_mode = DELETE")
        database.close()

    timed("write", close)
    return times


def _connected(path: Path) -> sqlite3.Connection:
    database = sqlite3.connect(path, isolation_level=None)
    for pragma in ("foreign_keys = ON", "trusted_schema = OFF", "cell_size_check = ON"):
        database.execute(f"PRAGMA {pragma}")
    for pragma in ("synchronous = FULL", "cache_size = -32000", "journal_mode = WAL"):
        database.execute(f"PRAGMA {pragma}")
    database.execute("BEGIN IMMEDIATE")
    database.execute("INSERT INTO annotator VALUES (?, ?, ?, 1)", (ADA.id, ADA.name, ADA.role))
    return database


def _insert(
    database: sqlite3.Connection,
    values: list[dict[str, Any]],
    stories: dict[str, str],
    labels: dict[str, str],
) -> None:
    articles, texts, readings, spans = [], [], [], []
    for at, one in enumerate(values):
        name = one["story"]
        if name not in stories:
            stories[name] = new_id()
            row = (stories[name], name, len(stories), "")
            database.execute("INSERT INTO story VALUES (?, ?, ?, ?, 1)", row)
        article, meta, text = new_id(), one["meta"], one["text"]
        facts = [meta[key] for key in ("title", "outlet", "byline", "published", "url")]
        facts += [meta["retrieved"], "", ""]
        hashed = one["text_sha256"]
        articles.append(
            (article, stories[name], one["doc_id"], hashed, len(text), at % 100, *facts, 1)
        )
        texts.append((article, text, 1))
        times = (one["created_at"], one["updated_at"])
        readings.append((article, ADA.id, one["status"], "", "", "", "", "", "", *times, 1))
        spans += [
            (
                *(span["id"], article, ADA.id, labels[span["label"]], span["start"], span["end"]),
                *("", "", span["note"], span["score"], span["origin"], span["source"]),
                *(span["created_at"], span["updated_at"], 1),
            )
            for span in one["spans"]
        ]
    for table, rows in zip(TABLES, (articles, texts, readings, spans), strict=True):
        marks = ", ".join("?" * len(rows[0]))
        database.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)


def _dump(out: Any, values: list[dict[str, Any]]) -> None:
    out.writelines(orjson.dumps(value, option=orjson.OPT_APPEND_NEWLINE) for value in values)


def floor_read(folder: Path) -> Timed:
    """Reads the same rows with plain SQL, article by article."""
    times: Timed = {}
    with stopwatch(times, "read"):
        _read(folder / "ours.annotator")
    return times


def _read(path: Path) -> None:
    database = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)
    spans = database.execute("SELECT * FROM span ORDER BY article_id, annotator_id, start")
    articles = database.execute(
        "SELECT * FROM article JOIN article_text t ON t.article_id = article.id "
        "JOIN reading r ON r.article_id = article.id ORDER BY article.id"
    )
    while some := articles.fetchmany(BATCH):
        spans.fetchmany(SPANS * len(some))
    database.close()


# Ours


def ours_import(folder: Path) -> Timed:
    """What `annotator import` does."""
    path = folder / "ours.annotator"
    fresh_project(path).close()
    times: Timed = {}
    with stopwatch(times, "import"), Project.open(path) as project:
        report = import_paths(project, [folder / "records.jsonl"])
    with Project.open(path, read_only=True) as project:
        assert report.complete, list(report.sentences())
        assert project.statistics()["spans"] == report.files[0].spans
    return times


def ours_export(folder: Path) -> Timed:
    """What `annotator export` does."""
    times: Timed = {}
    with stopwatch(times, "export"), Project.open(folder / "ours.annotator") as project:
        export(project, folder / "ours.jsonl")
    assert (folder / "ours.jsonl").stat().st_size == (folder / "records.jsonl").stat().st_size
    return times


RUNS = {"floor": floor, "import": ours_import, "read": floor_read, "export": ours_export}


def child(name: str, folder: Path) -> Timed:
    """One run in a process of its own: its times, and its peak memory in megabytes."""
    command = [sys.executable, "-m", "benchmarks.transfer", "--run", name, "--folder", str(folder)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found: Timed = json.loads(done.stdout.splitlines()[-1])
    return found


def measure(*, smoke: bool = False, number: int = RECORDS, rounds: int = 3) -> list[Figure]:
    """All figures."""
    if smoke:
        number, rounds = 200, 1
    found: list[Timed] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with (folder / "records.jsonl").open("wb") as file:
            file.writelines(write_record(record) for record in records(number))
        for _ in range(rounds):
            times: Timed = {}
            for run in RUNS:
                told = child(run, folder)
                times[f"{run} peak"] = told.pop("peak")
                times |= told
            print(", ".join(f"{key} {value:.2f}" for key, value in times.items()), file=sys.stderr)
            found.append(times)
    return list(_figures(found, number))


def _figures(found: list[Timed], number: int) -> Iterator[Figure]:
    def ratio(one: str, *others: str) -> float:
        return statistics.median(each[one] / sum(each[key] for key in others) for each in found)

    import_to, export_to = ratio("import", "parse", "write"), ratio("export", "dump", "write")
    peak = max(max(each["import peak"], each["export peak"]) for each in found)
    many = f"{number:,} records of {CHARACTERS:,} characters with {SPANS} spans"
    goal = f"{many}: import <= 1.5 x parsing them and one bulk write"
    yield Figure("import many records", goal, 1.5, import_to, import_to <= 1.5)
    goal = f"{many}: export <= 2 x dumping them and one bulk write"
    yield Figure("export many records", goal, 2.0, export_to, export_to <= 2.0)
    strict = ratio("export", "dump", "read")
    goal = f"{many}: export <= 2 x dumping them and reading the same rows (stricter than the goal)"
    yield Figure("export many records, strictly", goal, 2.0, strict, strict <= 2.0)
    goal = f"{many}: import and export in <= 300 MB"
    yield Figure("memory of import and export, MB", goal, 300.0, peak, peak <= 300.0)


def main(arguments: list[str] | None = None) -> int:
    """The command."""
    asked = parser("transfer", __doc__)
    asked.add_argument("--records", type=int, default=RECORDS, metavar="N", help="how many")
    asked.add_argument("--rounds", type=int, default=3, metavar="N", help="how often")
    asked.add_argument("--run", choices=RUNS, help=argparse.SUPPRESS)
    asked.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    given = asked.parse_args(arguments)
    if given.run:
        times = RUNS[given.run](given.folder)
        both = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
        kilobytes = sum(resource.getrusage(who).ru_maxrss for who in both)
        print(json.dumps(times | {"peak": kilobytes / 1024}))
        return 0
    figures = measure(smoke=given.smoke, number=given.records, rounds=given.rounds)
    tell(figures, given.json)
    return 0


if __name__ == "__main__":
    sys.exit(main())
