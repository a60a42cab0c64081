"""A copy of a pack to send back: whole, checked, one file at rest."""

from pathlib import Path
from sqlite3 import Error

from annotator.errors import BadInput, ProjectError
from annotator.progress import Progress, silent
from annotator.project import Project
from annotator.store.backup import copy_database


def copy_to_send(source: Path, out: Path, progress: Progress = silent) -> Path:
    """Copies a project, which may be open, to `out`, checks the copy, and only then names it so.

    What stood at `out` is replaced. Raises `AnnotatorError`; then there is no copy.
    """
    if out.exists() and out.samefile(source):
        raise BadInput(f"{out} is the project itself. Choose another name for the copy.")
    if not out.parent.is_dir():
        raise BadInput(f"{out}: there is no folder {out.parent}. Make it first.")
    draft = out.with_name(f".{out.name}.part")
    try:
        progress(0, 2, out.name)
        copy_database(source, draft)
        progress(1, 2, out.name)
        with Project.open(draft, read_only=True) as copy:
            if found := copy.faults():
                raise ProjectError(f"{source} has a fault: {found[0].sentence} No copy was made.")
        draft.replace(out)
    except (OSError, Error) as error:
        why = error.strerror if isinstance(error, OSError) else str(error)
        raise ProjectError(f"{out} cannot be written: {why}.") from error
    finally:
        draft.unlink(missing_ok=True)
    return out
