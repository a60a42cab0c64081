"""What is done to a project while faults are injected, and what is there afterwards."""

import json
import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_move = os.rename
"""As it is before any call of it fails: this is done to the project, and not by it."""
OLD_PROJECT = Path(__file__).parent.parent / "tests" / "data" / "projects" / "v1.annotator"


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that is done: `prepare` makes a folder ready, `do` does it, `state` looks."""

    name: str
    prepare: Callable[[Path], None]
    do: Callable[[Path], object]
    state: Callable[[Path], object]


def _project(room: Path) -> None:
    from annotator.cli import default_scheme
    from annotator.commands.given import scheme_file
    from annotator.formats.bundle import ArticleRecord
    from annotator.model.people import Annotator
    from annotator.project import Project
    from annotator.transfer.importing import import_items

    with Project.create(room / "p.annotator", scheme_file(default_scheme())) as project:
        import_items(project, [ArticleRecord("one", "Story", "Ada said: “We won.”")])
        project.add_annotator(Annotator("ada", "Ada"))
        project.apply(_label(project, 0, 3), "ada")
    (room / "in.jsonl").write_text(
        "\n".join(json.dumps({"text": f"text {n}", "doc_id": f"d{n}"}) for n in range(3)),
        encoding="utf-8",
    )


def _label(project: Any, start: int, end: int) -> Any:
    from annotator.edits.spans import add_span, new_span

    label = project.scheme().labels[0]
    (article, *_) = project.articles()
    return add_span(new_span(article.id, "ada", label, [(start, end)]), label)


def _state(room: Path) -> object:
    """All that the project holds, but for ids that are made anew."""
    from annotator.project import Project

    with Project.open(room / "p.annotator", read_only=True) as project:
        assert project.faults() == (), project.faults()
        people = project.annotators()
        return (
            sorted((article.name, project.text(article.id)) for article in project.articles()),
            sorted(person.name for person in people),
            sorted(
                (span.label_id, span.fragments)
                for article in project.articles()
                for person in people
                for span in project.spans(article.id, person.id)
            ),
            [step.name for step in project.history()],
        )


def _with(room: Path, do: Callable[[Any], object]) -> None:
    from annotator.project import Project

    with Project.open(room / "p.annotator") as project:
        do(project)


def _import(room: Path) -> None:
    from annotator.transfer.importing import import_paths

    _with(room, lambda project: import_paths(project, [room / "in.jsonl"]))


def _a_copy_that_went_on(room: Path) -> None:
    from annotator.project import Project

    _project(room)
    shutil.copyfile(room / "p.annotator", room / "copy.annotator")
    with Project.open(room / "copy.annotator") as copy:
        copy.apply(_label(copy, 4, 8), "ada")


def _merge(room: Path) -> None:
    from annotator.packs import merge

    _with(room, lambda project: merge(project, [room / "copy.annotator"]))


def _old(room: Path) -> None:
    shutil.copyfile(OLD_PROJECT, room / "p.annotator")


def _version_and_state(room: Path) -> object:
    from annotator.store.database import schema_version

    return schema_version(room / "p.annotator"), _state(room)


def _backed_up(room: Path) -> object:
    """The project, and how many backups count: each of them is sound."""
    from annotator.project import Project

    with Project.open(room / "p.annotator", read_only=True) as project:
        kept = project.backups()
    for one in kept:
        with Project.open(one.path, read_only=True) as backup:
            assert backup.faults() == ()
    return _state(room), len(kept)


def _with_a_backup(room: Path) -> None:
    from annotator.project import Project

    _project(room)
    with Project.open(room / "p.annotator") as project:
        shutil.copyfile(project.back_up("by hand"), room / "backup.annotator")
        project.apply(_label(project, 4, 8), "ada")


def _restore(room: Path) -> None:
    from annotator.store.restoring import restore

    restore(room / "p.annotator", room / "backup.annotator")


def _exported_once(room: Path) -> None:
    from annotator.project import Project
    from annotator.transfer import export

    _project(room)
    with Project.open(room / "p.annotator") as project:
        export(project, room / "out")
        export(project, room / "one.jsonl")
        project.apply(_label(project, 4, 8), "ada")


def _export(room: Path) -> None:
    from annotator.project import Project
    from annotator.transfer import export

    with Project.open(room / "p.annotator", read_only=True) as project:
        export(project, room / "out")


def _export_one(room: Path) -> None:
    from annotator.project import Project
    from annotator.transfer import export

    with Project.open(room / "p.annotator", read_only=True) as project:
        export(project, room / "one.jsonl")


def _out(room: Path) -> object:
    return {path.name: _undated(path) for path in sorted((room / "out").iterdir())}


def _undated(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _nothing(room: Path) -> None:
    """An empty folder."""


def _new(room: Path) -> None:
    from annotator.cli import default_scheme
    from annotator.commands.given import scheme_file
    from annotator.project import Project

    Project.create(room / "p.annotator", scheme_file(default_scheme())).close()


def _state_if_any(room: Path) -> object:
    return _state(room) if (room / "p.annotator").exists() else "nothing"


def _hand_out(room: Path) -> None:
    from annotator.packs import pack

    def hand_out(project: Any) -> None:
        pack(project, room / "pack.annotator", annotator=project.annotator("ada"))

    _with(room, hand_out)


def _handed_out(room: Path) -> object:
    """Whether the project knows of a pack: then that is there. Any pack that is there is whole."""
    from annotator.project import Project

    with Project.open(room / "p.annotator", read_only=True) as project:
        known = len(project.handouts())
    there = (room / "pack.annotator").exists()
    assert there or not known, "a pack is waited for that is nowhere"
    if there:
        with Project.open(room / "pack.annotator", read_only=True) as pack:
            assert pack.faults() == (), pack.faults()
            assert len(pack.articles()) == 1
    return _state(room), known


def _damaged(room: Path) -> None:
    """A project whose reading has lost its lineage."""
    _project(room)
    with closing(sqlite3.connect(room / "p.annotator")) as connection:
        connection.execute("DELETE FROM lineage")
        connection.commit()


def _repaired(room: Path) -> object:
    from annotator.project import Project

    with Project.open(room / "p.annotator", read_only=True) as project:
        return [fault.check for fault in project.faults()]


def _save_copy(room: Path) -> None:
    """All that is open, though the file has gone meanwhile."""
    from annotator.project import Project

    with Project.open(room / "p.annotator") as project:
        _move(room / "p.annotator", room / "away.annotator")
        try:
            project.save_copy(room / "copy.annotator")
        finally:
            _move(room / "away.annotator", room / "p.annotator")


def _copied(room: Path) -> object:
    from annotator.project import Project

    if (room / "away.annotator").exists():
        _move(room / "away.annotator", room / "p.annotator")
    there = (room / "copy.annotator").exists()
    if there:
        with Project.open(room / "copy.annotator", read_only=True) as copy:
            assert copy.faults() == (), copy.faults()
            assert len(copy.history()) == len(_state(room)[-1])  # type: ignore[index]
    return _state(room), there


DEEDS = (
    Deed("new project", _nothing, _new, _state_if_any),
    Deed("labelling", _project, lambda r: _with(r, lambda p: p.apply(_label(p, 4, 8), "ada")),
         _state),
    Deed("import", _project, _import, _state),
    Deed("taking back", _a_copy_that_went_on, _merge, _state),
    Deed("migration", _old, lambda room: _with(room, lambda _: None), _version_and_state),
    Deed("backup", _project, lambda r: _with(r, lambda p: p.back_up("by hand")), _backed_up),
    Deed("restoring", _with_a_backup, _restore, _state),
    Deed("repair", _damaged, lambda r: _with(r, lambda p: p.repair()), _repaired),
    Deed("handing out", _project, _hand_out, _handed_out),
    Deed("saving a copy", _project, _save_copy, _copied),
    Deed("export into a folder", _exported_once, _export, _out),
    Deed("export into a file", _exported_once, _export_one, lambda r: _undated(r / "one.jsonl")),
)  # fmt: skip
