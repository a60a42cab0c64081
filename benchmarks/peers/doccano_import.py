"""Imports a file into doccano with doccano's own classes and says what arrived.

Runs with the Python of an environment that holds doccano 1.8.4, marshmallow < 4 and numpy < 2:

    python benchmarks/peers/doccano_import.py FILE.jsonl

It makes a throw-away database, starts no server, and prints examples, spans and relations.
"""

import json
import os
import sys
import tempfile
from pathlib import Path


def main(path: Path) -> None:
    import backend

    room = tempfile.mkdtemp(prefix="doccano-")
    sys.path.insert(0, str(Path(backend.__file__).parent))
    os.environ["DATABASE_URL"] = f"sqlite:///{room}/doccano.db"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")
    os.environ.setdefault("SECRET_KEY", "throw-away")
    import django

    django.setup()
    from django.contrib.auth import get_user_model
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    for role in ("create_roles",):
        call_command(role)
    from data_import.datasets import load_dataset
    from data_import.pipeline.catalog import JSONL
    from data_import.pipeline.readers import FileName
    from examples.models import Example
    from labels.models import Relation, Span
    from projects.models import ProjectType, SequenceLabelingProject

    user = get_user_model().objects.create_user(username="u", password="p")
    project = SequenceLabelingProject.objects.create(
        name="p",
        description="d",
        project_type=ProjectType.SEQUENCE_LABELING,
        created_by=user,
        allow_overlapping=True,
        use_relation=True,
    )
    name = FileName(full_path=str(path), generated_name=path.name, upload_name=path.name)
    first = json.loads(path.open(encoding="utf-8").readline())
    task = "RelationExtraction" if "entities" in first else "SequenceLabeling"
    column = {"column_label": "entities" if "entities" in first else "label"}
    data = load_dataset(
        task, JSONL, [name], project, column_data="text", encoding="utf_8", **column
    )
    data.save(user, batch_size=100)
    print(f"errors {len(list(data.errors))}")
    print(f"examples {Example.objects.count()}")
    print(f"spans {Span.objects.count()}")
    print(f"relations {Relation.objects.count()}")
    utf16 = first.get("offsets") == "utf16"
    wrong = 0
    rows = [json.loads(line) for line in path.open(encoding="utf-8")]
    for row, example in zip(rows, Example.objects.order_by("id"), strict=True):
        text = example.text
        marks = row.get("entities") or [
            {"start_offset": s, "end_offset": e} for s, e, _ in row.get("label", ())
        ]
        told = sorted((m["start_offset"], m["end_offset"]) for m in marks)
        there = sorted((s.start_offset, s.end_offset) for s in Span.objects.filter(example=example))
        wrong += told != there or text != row["text"]
    print(f"examples that differ {wrong} (offsets in {'UTF-16' if utf16 else 'code points'})")


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
