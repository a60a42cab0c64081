"""Archives with a file for each annotator."""

import json
import zipfile
from pathlib import Path

from annotator.formats.bundle import ReadingRecord, Refused
from annotator.formats.format import ReadOptions
from annotator.formats.registry import format_named, guess

ROW = {"id": 1, "text": "Ada met Bob.", "label": [[0, 3, "PER"]], "Comments": []}


def archive(path: Path, members: dict[str, str]) -> Path:
    with zipfile.ZipFile(path, "w") as file:
        for name, words in members.items():
            file.writestr(name, words)
    return path


def test_an_export_of_doccano_is_read_as_it_is(tmp_path: Path):
    ada = json.dumps(ROW) + "\n"
    bob = json.dumps({**ROW, "label": [[0, 3, "PER"], [8, 11, "PER"], [5, 99, "PER"]]}) + "\n"
    path = archive(tmp_path / "export.zip", {"ada.jsonl": ada, "bob.jsonl": bob, "read.me": "x"})
    assert guess(path).format == "doccano"
    assert guess(path).reason.startswith("in ada.jsonl, ")
    read = format_named("doccano").read
    assert read is not None
    items = list(read(path, ReadOptions()))
    readings = [item for item in items if isinstance(item, ReadingRecord)]
    assert [(one.annotator, len(one.spans)) for one in readings] == [("ada", 1), ("bob", 2)]
    assert readings[0].where == f"{path}, ada.jsonl, line 1"
    (refused,) = (item for item in items if isinstance(item, Refused))
    assert refused.where == f"{path}, bob.jsonl, line 1, label 3"


def test_what_all_of_a_project_share_is_nobodys_by_name(tmp_path: Path):
    path = archive(tmp_path / "export.zip", {"all.jsonl": json.dumps(ROW) + "\n"})
    read = format_named("doccano").read
    assert read is not None
    assert [getattr(item, "annotator", None) for item in read(path, ReadOptions())] == [""]
