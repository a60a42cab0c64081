"""Tasks on the project's file: checked, backed up, and the demo's built."""

from pathlib import Path

from annotator.errands.errand import Errand, looked_at
from annotator.errors import BadInput


def check(errand: Errand) -> object:
    """`project` -> `{"faults": [{"check", "what"}…]}`."""
    with looked_at(errand) as project:
        faults = project.faults(errand.progress)
    return {"faults": [{"check": fault.check, "what": fault.sentence} for fault in faults]}


def back_up(errand: Errand) -> object:
    """`project`, `id`, `why` -> `{"backup": path}`, a verified copy in the user's data folder."""
    from annotator.store.backup import back_up as keep

    given = errand.arguments
    return {"backup": str(keep(Path(given["project"]), given["id"], given["why"]))}


def restore(errand: Errand) -> object:
    """`project`, `backup` -> `{"aside": name}`: puts a backup in the place of a closed project.

    `aside` is what the file that was replaced is called now, "" where there was none.
    """
    from annotator.store.restoring import restore as put_back

    given = errand.arguments
    errand.progress(0, 0, "Restoring")
    aside = put_back(Path(given["project"]), Path(given["backup"]))
    return {"aside": aside.name if aside else ""}


def demo(errand: Errand) -> object:
    """`path` -> `{"path"}`: builds the demo project there, unless it is there already."""
    from annotator.demo import build_demo

    path = Path(errand.arguments["path"])
    if not path.exists():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise BadInput(f"{path.parent} cannot be made: {error.strerror}.") from error
        unfinished = path.with_name(f".{path.name}.part")
        unfinished.unlink(missing_ok=True)
        build_demo(unfinished, errand.progress)
        unfinished.replace(path)
    return {"path": str(path)}
