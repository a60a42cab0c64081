"""spaCy's own commands over an export: debug data, convert, and a short training.

    python benchmarks/peers/spacy_train.py ROOM

Makes 160 sentences in a project in ROOM (a new folder), exports them for spancat, for ner and as
CoNLL, and runs `spacy debug data`, `spacy train` (60 steps) and `spacy convert` over the files.
"""

import json
import os
import random
import subprocess
import sys
from pathlib import Path

NAMES = ("Ada Lovelace", "Bob Stone", "Carla Meyer")
FIRMS = ("Acme Corp", "Hooli", "The Paper")


def record(number: int) -> dict[str, object]:
    name, firm = random.choice(NAMES), random.choice(FIRMS)
    text = f"{name} works at {firm} in London 😊 since {1990 + number % 30}."
    start = text.index(firm)
    spans = [
        {"start": 0, "end": len(name), "label": "person name"},
        {"start": start, "end": start + len(firm), "label": "ORG"},
        {"start": 0, "end": start + len(firm), "label": "claim"},
    ]
    known = {"doc_id": f"d{number}", "story": f"s{number}", "annotator": "A", "status": "done"}
    return {**known, "text": text, "spans": spans}


def run(*arguments: object) -> None:
    print("$", *arguments, flush=True)
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    subprocess.run([sys.executable, "-m", *map(str, arguments)], check=True, env=environment)


def main(room: Path) -> None:
    random.seed(7)
    room.mkdir()
    lines = [json.dumps(record(number)) for number in range(160)]
    (room / "in.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    project = room / "p.annotator"
    run("ui", "new", project)
    run("ui", "import", project, room / "in.jsonl")
    for task in ("spancat", "ner"):
        out = room / task
        options = ("--choose", f"task={task}", "--split", "75/25/0")
        run("ui", "export", project, out, "--format", "docbin", *options)
        paths = ("--paths.train", out / "A.train.spacy", "--paths.dev", out / "A.dev.spacy")
        run("spacy", "debug", "data", out / "config.cfg", *paths)
        steps = ("--training.max_steps", 60, "--training.eval_frequency", 20)
        run("spacy", "train", out / "config.cfg", *paths, "--output", room / f"out-{task}", *steps)
    run("ui", "export", project, room / "a.conll", "--format", "conll")
    run("spacy", "convert", room / "a.conll", room, "-c", "ner")


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
