"""The tasks of the worker by name: what the window has done in another process.

What a task needs is imported when it runs.
"""

from annotator.errands.comparing import (
    compare,
    compare_options,
    decide,
    gold_and_me,
    over_time,
    report,
)
from annotator.errands.errand import Errand, Task, lent_project, looked_at
from annotator.errands.exporting import export_options, preview, take_out
from annotator.errands.importing import bring_in, look, paste
from annotator.errands.keeping import back_up, check, demo, restore
from annotator.errands.packing import copy, glance, merge, pack
from annotator.errands.suggesting import across, answered, clues, models, suggest

__all__ = [
    "TASKS",
    "Errand",
    "Task",
    "compare_options",
    "export_options",
    "lent_project",
    "looked_at",
    "preview",
]

TASKS: dict[str, Task] = {
    "look": look,
    "check": check,
    "back_up": back_up,
    "restore": restore,
    "demo": demo,
    "import": bring_in,
    "paste": paste,
    "export": take_out,
    "preview": preview,
    "suggest": suggest,
    "clues": clues,
    "across": across,
    "models": models,
    "answered": answered,
    "pack": pack,
    "merge": merge,
    "glance": glance,
    "copy": copy,
    "compare": compare,
    "report": report,
    "gold_and_me": gold_and_me,
    "decide": decide,
    "over_time": over_time,
}
