"""Has the other tools read what we write, each in an environment of its own; keeps what they say.

    python -m benchmarks.peers.everything [--brat CHECKOUT] [--only NAME …] [--keep]

Makes the demo with the hard sample of the tests added, exports it in every format, and asks:
brat's parser (of a checkout, which no index has), doccano's import classes, Label Studio over its
API, Potato's importers, spaCy, `datasets` and pandas. `--keep` writes the table with the day into
`docs/interoperability.md`. Environments stay where `PEERS_HOME` says, else they go.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from annotator.formats.jsonl import write_jsonl
from benchmarks.peers import potato_import
from benchmarks.peers.environment import python_with
from tests.annotator.formats.hard import hard_records

HERE = Path(__file__).parent
PAGE = HERE.parents[1] / "docs" / "interoperability.md"
BEGIN, END = "<!-- what peers said -->", "<!-- until here -->"
FORMATS = ("prodigy", "doccano", "labelstudio", "brat", "conll", "docbin", "csv", "huggingface")
DATASETS = ("2.21.0", "5.2.0")
TOKEN, PORT = "0123456789abcdef0123456789abcdef01234567", 18081
Row = tuple[str, str, str]

LOAD = """
import datasets, sys, tempfile
for folder in sys.argv[1:]:
    rows = datasets.load_dataset(folder, split="train", cache_dir=tempfile.mkdtemp())
    print(rows.num_rows, "records,", sum(map(len, rows["spans"])), "spans")
"""
FRAMES = """
import pandas, sys
out = sys.argv[1]
one = pandas.read_parquet(out + "/parquet/spans.parquet")
print("Parquet", len(one), "rows,", one.spans.map(len).sum(), "spans;", end=" ")
tables = [len(pandas.read_csv(f"{out}/csv/{name}.csv")) for name in ("documents", "spans")]
print("tables of", *tables, "rows")
"""


def run(*command: object, **more: object) -> str:
    """What a command prints; raises with its last lines where it fails."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "HF_HUB_OFFLINE": "1"}
    done = subprocess.run(
        [str(word) for word in command],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        **more,
    )
    if done.returncode:
        last = (done.stdout + done.stderr).strip().splitlines()[-3:]
        raise RuntimeError(" ".join(last)[:300])
    return done.stdout


def exports(room: Path) -> Path:
    """The demo with the hard sample, in every format."""
    out = room / "out"
    out.mkdir()
    run(sys.executable, "-m", "ui", "demo", "--headless", room / "demo")
    project = room / "demo" / "demo.annotator"
    write_jsonl(room / "hard.jsonl", hard_records())
    run(sys.executable, "-m", "ui", "import", project, room / "hard.jsonl")
    for name in FORMATS:
        run(sys.executable, "-m", "ui", "export", project, out / name, "--format", name)
    parquet = ("--format", "huggingface", "--choose", "files=parquet")
    run(sys.executable, "-m", "ui", "export", project, out / "parquet", *parquet)
    return out


def brat(checkout: Path | None, out: Path) -> Iterator[Row]:
    """brat's own parser."""
    if checkout is None:
        yield "brat", "brat’s parser", "not run: no checkout was given"
        return
    said = run(sys.executable, HERE / "brat_parser.py", checkout, out / "brat")
    yield "brat", "brat’s own parser (`server/src/annotation.py`)", said.strip()


def doccano(out: Path, room: Path) -> Iterator[Row]:
    """doccano's own import classes."""
    packages = ("doccano==1.8.4", "marshmallow<4", "numpy<2")
    python = python_with("doccano", packages, room)
    for file in sorted((out / "doccano").glob("*.jsonl")):
        said = run(python, HERE / "doccano_import.py", file).strip().splitlines()[-5:]
        yield "doccano", "doccano 1.8.4, its own import classes", "; ".join(said)


def labelstudio(out: Path, room: Path) -> Iterator[Row]:
    """Label Studio, started here on the loopback address and ended again."""
    python = python_with("labelstudio", ("label-studio==1.23.2",), room)
    url = f"http://127.0.0.1:{PORT}"
    quiet = {"COLLECT_ANALYTICS": "false", "SENTRY_DSN": "", "FRONTEND_SENTRY_DSN": ""}
    command = [python.parent / "label-studio", "start", "-b", "--data-dir", room / "lsdata"]
    command += ["--internal-host", "127.0.0.1", "-p", PORT, "--username", "test@example.com"]
    command += ["--password", "testpass123", "--user-token", TOKEN, "--enable-legacy-api-token"]
    server = subprocess.Popen(
        [*map(str, command), "--log-level", "WARNING"],
        env={**os.environ, **quiet, "LATEST_VERSION_CHECK": "false"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _until_up(f"{url}/health")
        said = run(sys.executable, HERE / "labelstudio_import.py", out / "labelstudio", url, TOKEN)
    finally:
        server.terminate()
        server.wait(60)
    last = said.strip().splitlines()[-1]
    yield "labelstudio", "Label Studio 1.23.2, imported and exported over its API", last


def _until_up(url: str) -> None:
    for _ in range(300):
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except OSError:
            time.sleep(1)
    raise RuntimeError("Label Studio did not answer within five minutes")


def potato(out: Path, room: Path) -> Iterator[Row]:
    """Potato's importers."""
    for name, said in potato_import.compared(out, room):
        yield name, "Potato 2.12.1, its importer", said


def spacy(room: Path) -> Iterator[Row]:
    """spaCy's own commands."""
    said = run(sys.executable, HERE / "spacy_train.py", room / "spacy")
    checks = re.findall(r"(\d+) checks passed", said)
    scores = re.findall(r"(?m)^ +\d+ +\d+ +[\d.]+ +[\d.]+ +([\d.]+)", said)
    converted = re.search(r"Generated output file \((\d+) documents\)", said)
    for task, passed in zip(("spancat", "ner"), checks, strict=True):
        yield "docbin", f"`spacy debug data`, `spacy train` ({task})", f"{passed} checks passed"
    half = len(scores) // 2
    for task, some in (("spancat", scores[:half]), ("ner", scores[half:])):
        yield "docbin", f"`spacy train` ({task})", f"F every 20 steps: {', '.join(some)}"
    if converted:
        yield "conll", "`spacy convert -c ner`", f"{converted.group(1)} of 160 articles"


def frames(out: Path, room: Path) -> Iterator[Row]:
    """`datasets`, oldest and newest, and pandas."""
    for version in DATASETS:
        python = python_with(f"datasets-{version}", (f"datasets=={version}",), room)
        said = run(python, "-c", LOAD, out / "huggingface", out / "parquet").strip()
        words = "; ".join(said.splitlines()[-2:])
        yield "huggingface", f"`datasets` {version}: JSONL, then Parquet", words
    said = run(sys.executable, "-c", FRAMES, out).strip()
    yield "huggingface, csv", "pandas", said


def main() -> int:
    """Asks them one after the other; 1 where one could not be asked."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--brat", type=Path)
    parser.add_argument("--only", nargs="*", default=())
    parser.add_argument("--exports", type=Path, help="a folder that holds them already")
    parser.add_argument("--keep", action="store_true")
    given = parser.parse_args()
    rows: list[Row] = []
    failed = 0
    with tempfile.TemporaryDirectory(prefix="peers-") as folder:
        room = Path(folder)
        out = given.exports.resolve() if given.exports else exports(room)
        peers: dict[str, Callable[[], Iterator[Row]]] = {
            "brat": lambda: brat(given.brat, out),
            "potato": lambda: potato(out, room),
            "frames": lambda: frames(out, room),
            "spacy": lambda: spacy(room),
            "labelstudio": lambda: labelstudio(out, room),
            "doccano": lambda: doccano(out, room),
        }
        for name, ask in peers.items():
            if given.only and name not in given.only:
                continue
            try:
                for row in ask():
                    rows.append(row)
                    print(" | ".join(row), flush=True)
            except (RuntimeError, subprocess.CalledProcessError) as error:
                failed += 1
                rows.append((name, name, f"could not be asked: {error}"))
                print(name, "could not be asked:", error, flush=True)
            if given.keep:
                keep(rows)
    return 1 if failed else 0


def keep(rows: list[Row]) -> None:
    """Writes the table into the page, between its two marks."""
    day = datetime.now(UTC).strftime("%-d %B %Y")
    lines = [f"On {day}:", "", "| format | read by | result |", "|---|---|---|"]
    lines += [f"| `{name}` | {who} | {said} |" for name, who, said in rows]
    page = PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition(BEGIN)
    after = rest.partition(END)[2]
    words = "\n".join([BEGIN, "", *lines, "", END])
    PAGE.write_text(f"{before}{words}{after}", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    sys.exit(main())
