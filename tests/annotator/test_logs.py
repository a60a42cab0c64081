"""The logs hold when and where, and nothing of what anybody labels."""

import ast
import logging
import sqlite3
from collections.abc import Callable, Iterator
from logging.handlers import RotatingFileHandler
from pathlib import Path

import pytest
from sqlalchemy import text

from annotator.errors import BadInput
from annotator.logs import FRAMES, WithoutData, Word, close_logs, way_to, write_log
from annotator.model.identity import new_id
from annotator.model.suggestion import Source
from annotator.store.guard import engine_for

SECRET = "Pomegranate"
ROOT = Path(__file__).parents[2]
LOGS = {"debug", "info", "warning", "error", "critical", "exception", "log"}


@pytest.fixture
def log_file(tmp_path: Path) -> Iterator[Path]:
    path = write_log("try.log", tmp_path / "logs")
    assert path is not None
    logging.getLogger().setLevel(logging.DEBUG)
    yield path
    close_logs()
    logging.getLogger().setLevel(logging.WARNING)


def raised(do: Callable[[], object]) -> BaseException:
    try:
        do()
    except BaseException as error:
        return error
    raise AssertionError("nothing was raised")


def refused_by_the_database(folder: Path) -> None:
    """SQLAlchemy's messages hold the statement and its parameters."""
    engine = engine_for(folder / "p.db", folder / "p.db", mode="rwc", timeout=1)
    with engine.connect() as connection:
        connection.exec_driver_sql("CREATE TABLE t (name TEXT UNIQUE)")
        for _ in range(2):
            connection.execute(text("INSERT INTO t VALUES (:name)"), {"name": SECRET})


def in_a_group() -> None:
    raise ExceptionGroup(SECRET, [ValueError(SECRET), KeyError(SECRET)])


def one_after_another() -> None:
    try:
        raise KeyError(SECRET)
    except KeyError as error:
        error.add_note(SECRET)
        raise BadInput(f"{SECRET}.txt cannot be read.") from error


def while_another_was_handled() -> None:
    try:
        int(SECRET)
    except ValueError:
        {}[SECRET]


def faults(folder: Path) -> dict[str, Callable[[], object]]:
    return {
        "KeyError": lambda: {}[SECRET],
        "ValueError": lambda: int(SECRET),
        "FileNotFoundError (errno 2)": lambda: (folder / f"{SECRET}.txt").read_bytes(),
        "UnicodeEncodeError": lambda: f"{SECRET}é".encode("ascii"),
        "AttributeError": lambda: getattr(SECRET, SECRET),
        "NameError": lambda: exec(SECRET),
        "SyntaxError": lambda: compile(f"{SECRET} (", f"{SECRET}.py", "exec"),
        "sqlite3.OperationalError (SQLITE_ERROR)": lambda: sqlite3.connect(":memory:").execute(
            f"SELECT {SECRET}"
        ),
        "IntegrityError (SQLITE_CONSTRAINT_UNIQUE)": lambda: refused_by_the_database(folder),
        "annotator.errors.BadInput": one_after_another,
        "which led to": one_after_another,
        "and after it": while_another_was_handled,
        "ExceptionGroup": in_a_group,
    }


@pytest.mark.parametrize("named", list(faults(Path())))
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_of_an_error_its_kind_and_places_are_written_and_not_its_words(
    named: str, tmp_path: Path, log_file: Path
) -> None:
    error = raised(faults(tmp_path)[named])
    logging.getLogger("annotator.here").error("Not caught", exc_info=error)
    words = log_file.read_text(encoding="utf-8")
    assert named in words
    assert "test_logs.py:" in words
    assert SECRET not in words.replace("p.db", "")
    assert str(ROOT.parent) not in words


def test_of_what_is_logged_only_what_is_ours_is_written(log_file: Path) -> None:
    ours = logging.getLogger("annotator.here")
    number = new_id()
    ours.warning("%s %d %s %s", SECRET, 7, number, [SECRET, (3, 4)])
    ours.warning("%s of %s", Word("import"), Source.QUOTES)
    ours.warning("%(a)s", {"a": SECRET})
    ours.warning(ValueError(SECRET))
    said = f"odd object {SECRET}"
    logging.getLogger("somebody").warning(said)
    words = log_file.read_text(encoding="utf-8")
    assert SECRET not in words
    assert f"<11 characters> 7 {number} [<11 characters>, [3, 4]]" in words
    assert "import of quotes" in words
    record = logging.LogRecord("ui.here", logging.INFO, __file__, 1, "%d", (SECRET,), None)
    assert WithoutData().format(record).endswith("INFO ui.here: %d")
    assert "somebody: said something at annotator/test_logs.py:" in words


def test_an_endless_way_is_cut(log_file: Path) -> None:
    def deeper() -> None:
        deeper()

    words = way_to(raised(deeper))
    assert words.startswith("RecursionError")
    assert "more …" in words
    assert len(words.splitlines()) == FRAMES + 2


def test_an_error_that_is_its_own_cause_is_told_once() -> None:
    error = ValueError()
    other = KeyError()
    error.__cause__, other.__cause__ = other, error
    assert way_to(error).splitlines() == ["KeyError", "which led to", "ValueError"]


@pytest.mark.parametrize("folder", ["annotator", "ui"])
def test_what_is_logged_has_constant_words(folder: str) -> None:
    """Words with data in them could not be told from ours."""
    wrong = []
    for path in sorted((ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in LOGS
                and ast.unparse(node.func.value) in ("log", "logging", "logger")
                and not isinstance(node.args[0], ast.Constant)
            ):
                wrong.append(f"{path.relative_to(ROOT)}:{node.lineno}")
            if (
                isinstance(node, ast.Call)
                and ast.unparse(node.func).endswith("Formatter")
                and "logging" in ast.unparse(node.func)
            ):
                wrong.append(f"{path.relative_to(ROOT)}:{node.lineno}: a formatter of its own")
    assert wrong == []


def test_the_formatter_is_that_of_every_log(log_file: Path) -> None:
    mine = [each for each in logging.getLogger().handlers if isinstance(each, RotatingFileHandler)]
    assert [Path(each.baseFilename) for each in mine] == [log_file]
    assert isinstance(mine[0].formatter, WithoutData)
