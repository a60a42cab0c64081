"""Whether an exported folder loads with several versions of `datasets`, each on its own.

    python benchmarks/peers/datasets_versions.py EXPORTED_FOLDER [VERSION …]

Makes a throw-away environment per version (needs a package index), loads the folder and the file in
it without a network, and prints one line of a Markdown table per version. Nothing is left behind.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

VERSIONS = ("2.21.0", "3.6.0", "4.0.0", "")
"""The versions to try; "" is the newest."""

LOAD = """
import json, sys
import datasets
datasets.disable_progress_bars()
rows = [json.loads(line) for line in open(sys.argv[2], encoding="utf-8")]
told = {"datasets": datasets.__version__, "python": sys.version.split()[0]}
for way, name, more in (("folder", sys.argv[1], {}), ("file", "json", {"data_files": sys.argv[2]})):
    try:
        loaded = datasets.load_dataset(name, split="train", **more)
        spans = [span for row in loaded for span in row["spans"]]
        pairs = [(row["text"], span) for row in loaded for span in row["spans"]]
        wrong = [span for text, span in pairs if text[span["start"]:span["end"]] != span["text"]]
        same = [row["doc_id"] for row in loaded] == [row["doc_id"] for row in rows]
        told[way] = f"{len(loaded)} records, {len(spans)} spans"
        told[way] += "" if same and not wrong else ", DIFFERENT"
    except Exception as error:
        told[way] = f"fails: {type(error).__name__}: {str(error).splitlines()[0][:80]}"
import pyarrow
told["pyarrow"] = pyarrow.__version__
print(json.dumps(told))
"""


def try_version(version: str, folder: Path, room: Path) -> dict[str, str]:
    """What one version of `datasets` makes of the folder, in an environment of its own."""
    home = room / f"datasets-{version or 'newest'}"
    venv.create(home, with_pip=True, symlinks=True)
    python = home / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    wanted = f"datasets=={version}" if version else "datasets"
    quiet = ("-q", "--disable-pip-version-check")
    done = subprocess.run([python, "-m", "pip", "install", *quiet, wanted], check=False)
    if done.returncode:
        return {"datasets": version or "newest", "folder": "could not be installed"}
    cache = {"HF_HOME": str(home / "cache"), "HF_HUB_OFFLINE": "1"}
    records = next(folder.glob("*.jsonl"))
    answer = subprocess.run(
        [python, "-c", LOAD, str(folder), str(records)],
        env={**os.environ, **cache},
        capture_output=True,
        text=True,
        check=False,
    )
    if answer.returncode:
        why = answer.stderr.strip().splitlines()[-1]
        return {"datasets": version or "newest", "folder": f"fails: {why}"}
    found: dict[str, str] = json.loads(answer.stdout.splitlines()[-1])
    return found


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="a folder that `annotator export` wrote")
    parser.add_argument("versions", nargs="*", default=VERSIONS)
    given = parser.parse_args()
    columns = ("datasets", "pyarrow", "python", "folder", "file")
    print(f"| {' | '.join(columns)} |\n|{'---|' * len(columns)}")
    with tempfile.TemporaryDirectory() as room:
        for version in given.versions:
            found = try_version(version, given.folder.resolve(), Path(room))
            print(f"| {' | '.join(found.get(name, '') for name in columns)} |", flush=True)


if __name__ == "__main__":
    main()
