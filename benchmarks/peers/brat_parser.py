"""Reads a folder with brat's own parser and counts what it finds.

    python benchmarks/peers/brat_parser.py BRAT FOLDER

BRAT is a checkout of brat (`server` and `tools` are needed). Its parser opens files with a mode
that Python 3.11 does not know any more; that one function is replaced. 0 failed lines is the goal.
"""

import sys
from pathlib import Path


def main(brat: Path, folder: Path) -> int:
    sys.path[:0] = [str(brat / "server" / "src"), str(brat)]
    import annotation

    annotation.open_textfile = lambda name, mode=None: open(  # noqa: PTH123, SIM115
        name, encoding="utf-8", newline=""
    )
    counts = dict.fromkeys(("files", "spans", "relations", "events", "attributes", "notes"), 0)
    failed = 0
    for path in sorted(folder.rglob("*.ann")):
        found = annotation.TextAnnotations(str(path)[: -len(".ann")], read_only=True)
        if found.failed_lines:
            print(path, found.failed_lines[:5])
        failed += len(found.failed_lines)
        counts["files"] += 1
        for name, get in (
            ("spans", found.get_textbounds),
            ("relations", found.get_relations),
            ("events", found.get_events),
            ("attributes", found.get_attributes),
            ("notes", found.get_oneline_comments),
        ):
            counts[name] += len(list(get()))
    print(counts, "failed lines:", failed)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
