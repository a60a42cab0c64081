"""Imports an export into a running Label Studio over its API and compares what comes out again.

    python benchmarks/peers/labelstudio_import.py FOLDER URL TOKEN

Label Studio 1.23.2 is started apart (see docs/interoperability.md). Prints what differs.
"""

import json
import sys
import urllib.request
from pathlib import Path


def call(url: str, token: str, value: object | None = None) -> object:
    data = None if value is None else json.dumps(value).encode()
    request = urllib.request.Request(
        url,
        data=data,
        headers={"Authorization": f"Token {token}", "Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=120) as answer:
        return json.load(answer)


def main(folder: Path, url: str, token: str) -> None:
    tasks = json.loads((folder / "tasks.json").read_bytes())
    config = (folder / "label_config.xml").read_text(encoding="utf-8")
    project = call(
        f"{url}/api/projects", token, {"title": "annotator export", "label_config": config}
    )
    number = project["id"]
    print("imported", call(f"{url}/api/projects/{number}/import", token, tasks))
    out = call(f"{url}/api/projects/{number}/export?exportType=JSON&download_all_tasks=true", token)
    back = {task["data"]["doc_id"]: task for task in out}
    same = other = regions = 0
    for task in tasks:
        there = back[task["data"]["doc_id"]]
        assert there["data"] == task["data"]
        sent = sorted(json.dumps(a["result"], sort_keys=True) for a in task["annotations"])
        got = sorted(json.dumps(a["result"], sort_keys=True) for a in there["annotations"])
        regions += sum(len(a["result"]) for a in task["annotations"])
        same += sent == got
        other += sent != got
    print(f"{len(tasks)} tasks, {regions} results: {same} tasks the same, {other} differ")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2].rstrip("/"), sys.argv[3])
