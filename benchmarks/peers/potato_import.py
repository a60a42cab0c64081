"""Imports exports into Potato with its own importers and compares the counts.

    python -m benchmarks.peers.potato_import FOLDER

FOLDER holds `prodigy`, `doccano`, `brat`, `conll` and `labelstudio`, as `annotator export` wrote
them. Potato (GPL) is another process in an environment of its own. Texts that stand in several
tasks of Prodigy are one document to it. Of Label Studio it counts the tasks, and takes offsets as
UTF-16 units, which current versions of that do not write.
"""

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.peers.environment import python_with

PACKAGES = ("potato-annotation==2.12.1",)
FORMATS = {
    "prodigy": ("prodigy", "*.jsonl"),
    "doccano": ("doccano", "*.jsonl"),
    "brat": ("brat", "*/"),
    "conll": ("conll", "*.conll"),
    "labelstudio": ("label_studio", "tasks.json"),
}
_SAID = re.compile(r"Imported (\d+) document\(s\), (\d+) span\(s\)")
_SAID_OF_TASKS = re.compile(r"Imported (\d+) item\(s\)")


def imported(python: Path, path: Path, format_name: str, room: Path) -> tuple[int, int]:
    """Documents and spans, as Potato says."""
    out = Path(tempfile.mkdtemp(dir=room))
    command = [python, "-m", "potato.importers", "-i", path, "-f", format_name, "-o", out]
    done = subprocess.run(
        [*map(str, command), "--seed-user", "tester"], capture_output=True, text=True, check=False
    )
    if tasks := _SAID_OF_TASKS.search(done.stdout + done.stderr):
        return int(tasks.group(1)), 0  # it counts answers, of one annotation of each task
    said = _SAID.search(done.stdout + done.stderr)
    if said is None:
        last = (done.stdout + done.stderr).strip().splitlines()[-1:]
        raise RuntimeError(f"{path}: Potato said nothing of what it imported: {last}")
    return int(said.group(1)), int(said.group(2))


def ours(path: Path, name: str) -> tuple[int, int]:
    """The same, counted in the files by a few lines that know nothing of the program."""
    if name == "brat":
        anns = list(path.glob("*.ann"))
        lines = [line for ann in anns for line in ann.read_text(encoding="utf-8").split("\n")]
        return len(anns), sum(line.startswith("T") for line in lines)
    words = path.read_text(encoding="utf-8")
    if name == "conll":
        return words.count("-DOCSTART-"), len(re.findall(r"(?m) B-\S+$", words))
    if name == "labelstudio":
        tasks = json.loads(words)
        return len(tasks), 0
    rows = [json.loads(line) for line in words.split("\n") if line and '"ignore"' not in line]
    return len(rows), sum(len(r.get("spans") or r.get("entities") or ()) for r in rows)


def compared(folder: Path, room: Path) -> Iterator[tuple[str, str]]:
    """For each format what Potato found and what stands in the files."""
    python = python_with("potato", PACKAGES, room)
    for name, (called, pattern) in FORMATS.items():
        told, there = [0, 0], [0, 0]
        for path in sorted((folder / name).glob(pattern)):
            for sums, counts in (
                (told, imported(python, path, called, room)),
                (there, ours(path, name)),
            ):
                sums[0] += counts[0]
                sums[1] += counts[1]
        same = "" if told == there else f"; in the files {there[0]:,} and {there[1]:,}"
        spans = f", {told[1]:,} spans" if name != "labelstudio" else " (tasks)"
        yield name, f"{told[0]:,} documents{spans}{same}"


def main(folder: Path) -> None:
    with tempfile.TemporaryDirectory() as room:
        for name, said in compared(folder, Path(room)):
            print(f"{name}: {said}", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
