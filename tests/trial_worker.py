"""A worker with a few more tasks, for tests: python trial_worker.py ROOT."""

import os
import sys
import time

sys.path.append(sys.argv[1])

from annotator.edits.people import add_annotator
from annotator.errands import TASKS, Errand, lent_project
from annotator.errors import BadInput
from annotator.model.people import Annotator
from annotator.worker import serve


def echo(errand: Errand) -> object:
    sys.stdout.write("a library that prints\n")
    return dict(errand.arguments)


def count(errand: Errand) -> object:
    total = errand.arguments["to"]
    for done in range(total):
        errand.progress(done, total, f"step {done}")
        time.sleep(errand.arguments.get("pause", 0.01))
    errand.progress(total, total, "")
    return total


def deaf(errand: Errand) -> object:
    errand.progress(0, 0, "deaf")
    time.sleep(60)
    return None


def refuse(errand: Errand) -> object:
    raise BadInput("line 3: this is no record.")


def break_down(errand: Errand) -> object:
    raise RuntimeError("a bug of ours")


def vanish(errand: Errand) -> object:
    sys.stderr.write("last words\n")
    sys.stderr.flush()
    os._exit(3)


def unspeakable(errand: Errand) -> object:
    return object()


def add_people(errand: Errand) -> object:
    """Adds annotators in one step, telling progress inside the transaction."""
    arguments = errand.arguments
    from annotator.edits.edit import Edit

    def do(work: object) -> None:
        for done, name in enumerate(arguments["names"]):
            add_annotator(Annotator(f"id-{name}", name)).do(work)  # type: ignore[arg-type]
            errand.progress(done, len(arguments["names"]), name)
            time.sleep(arguments.get("pause", 0))

    with lent_project(errand) as project:
        project.apply(Edit("add people", do), arguments["by"])
    return {"added": len(arguments["names"])}


MORE = (echo, count, deaf, refuse, break_down, vanish, unspeakable, add_people)

if __name__ == "__main__":
    serve({**TASKS, **{task.__name__: task for task in MORE}})
