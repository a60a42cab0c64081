"""What is long is read in a process of its own while it is written; nothing else is different."""

import os
import signal
from pathlib import Path
from typing import Any

import pytest

from annotator.errors import BadInput, Cancelled, ProjectError
from annotator.formats.bundle import ArticleRecord, ReadingRecord, Refused
from annotator.formats.jsonl import write_jsonl
from annotator.project import Project
from annotator.transfer import ahead
from annotator.transfer.ahead import Ahead, batches_of
from annotator.transfer.importing import Staged, import_staged, stage
from annotator.transfer.sources import Source
from annotator.transfer.staging import BATCH, Shelf
from tests.annotator.formats.records import full_record
from tests.annotator.samples import SCHEME

MANY = 3 * BATCH


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ahead, "LEAST", 1)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "in.jsonl"
    texts = (ArticleRecord(f"{at:05}.txt", "t", f"Text {at}.") for at in range(MANY))
    write_jsonl(path, [full_record(), *(ReadingRecord(one, "Ann") for one in texts)])
    with path.open("ab") as lines:
        lines.write(b"no JSON\n")
    return path


def ended(process: Any) -> bool:
    return process is not None and process.returncode is not None


def counted(project: Project, staged: Staged, **given: Any) -> tuple[Any, ...]:
    return import_staged(project, staged, **given).plain(), project.statistics()["spans"]


def test_it_brings_in_the_same_as_reading_first(
    tmp_path: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = stage([file])
    monkeypatch.setattr(ahead, "LEAST", 1 << 60)
    whole = stage([file])
    assert (type(begun.shelves[0]), type(whole.shelves[0])) == (Ahead, Shelf)
    with Project.create(tmp_path / "a.annotator", SCHEME) as project:
        found = counted(project, begun)
    with Project.create(tmp_path / "b.annotator", SCHEME) as project:
        assert counted(project, whole) == found
    [told] = found[0]["files"]
    assert (told["articles"], told["refused"][0]["where"]) == (MANY + 1, f"line {MANY + 2}")


def test_what_is_refused_whole_is_known_before_the_project_is_opened(tmp_path: Path) -> None:
    bad, good = tmp_path / "bad.jsonl", tmp_path / "good.jsonl"
    bad.write_bytes(b"no JSON\n" * MANY)
    write_jsonl(good, [full_record()])
    staged = stage([bad])
    assert not staged.ready
    assert len(staged.report.files[0].refused) == MANY
    both = stage([bad, good])
    with Project.create(tmp_path / "p.annotator", SCHEME) as project:
        report = import_staged(project, both)
        assert (len(report.files[0].refused), report.files[1].spans) == (MANY, 2)
        again = import_staged(project, both)
        assert (len(again.files[0].refused), again.files[1].spans) == (MANY, 0)


def test_it_tells_how_far_it_is(tmp_path: Path, file: Path) -> None:
    told: set[tuple[int, int]] = set()
    with Project.create(tmp_path / "p.annotator", SCHEME) as project:
        import_staged(project, stage([file]), progress=lambda done, all_, _: told.add((done, all_)))
    far = sorted(told)
    assert far[0] == (0, 0)
    assert len(far) == MANY // BATCH + 1
    assert {total for _, total in far[1:]} == {file.stat().st_size}
    assert far[-1][0] < file.stat().st_size


def test_stopped_in_the_middle_nothing_is_in_and_nobody_reads_on(
    tmp_path: Path, file: Path
) -> None:
    staged = stage([file])
    [shelf] = staged.shelves
    assert isinstance(shelf, Ahead)
    process = shelf._process

    def stop(done: int, total: int, what: str) -> None:
        if done:
            raise Cancelled

    with Project.create(tmp_path / "p.annotator", SCHEME) as project:
        with pytest.raises(Cancelled):
            import_staged(project, staged, progress=stop)
        assert project.articles() == ()
        assert ended(process)
        assert import_staged(project, staged).files[0].articles == MANY + 1  # from the beginning


def test_what_cannot_be_read_to_its_end_does_not_go_in(
    tmp_path: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    staged = stage([file])
    why = f"{file} cannot be read: the disk is gone."

    def sent(*_: object) -> Any:
        yield from (
            batch for batch, _ in zip(batches_of(Source(file, "jsonl")), "ab", strict=False)
        )
        raise BadInput(why)

    monkeypatch.setattr(ahead, "_sent", sent)
    with Project.create(tmp_path / "p.annotator", SCHEME) as project:
        report = import_staged(project, staged)
        assert project.articles() == ()
        assert project.history() == ()
    assert (report.files[0].articles, report.files[0].spans) == (0, 0)
    assert report.files[0].refused[-1] == Refused(str(file), why)
    assert f"  refused: {why.removeprefix(f'{file} ')}" in report.sentences()


def test_a_file_that_goes_is_told_by_the_process(tmp_path: Path, file: Path) -> None:
    source = Source(file, "jsonl")
    file.unlink()
    with pytest.raises(BadInput, match="cannot be read: No such file"):
        list(Ahead(source).batches())


def test_a_process_that_the_system_ended_is_told(tmp_path: Path, file: Path) -> None:
    read = Ahead(Source(file, "jsonl"))
    assert read._process is not None
    os.kill(read._process.pid, signal.SIGKILL)
    with pytest.raises(ProjectError, match="ended in the middle"):
        list(read.batches())


def test_a_fault_of_ours_is_told_as_one(file: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(RuntimeError, match="the process that reads"):
        list(Ahead(Source(file, "jsonl", None)).batches())  # type: ignore[arg-type]
    assert "Traceback" in capfd.readouterr().err


def test_with_a_file_that_is_none_nothing_goes_in_and_nobody_reads_on(
    tmp_path: Path, file: Path
) -> None:
    table = tmp_path / "t.csv"
    table.write_text("no,columns\n", encoding="utf-8")
    staged = stage([file], table=table)
    [shelf, _] = staged.shelves
    assert isinstance(shelf, Ahead)
    process = shelf._process
    with Project.create(tmp_path / "p.annotator", SCHEME) as project:
        report = import_staged(project, staged)
        assert (report.complete, project.articles()) == (False, ())
    assert ended(process)


@pytest.mark.parametrize("name", ["text", "html"])
def test_what_is_slow_to_read_is_read_first(tmp_path: Path, name: str) -> None:
    path = tmp_path / "one"
    path.write_text("<html>Words.", encoding="utf-8")
    assert not ahead.worth_it(Source(path, name))
