"""How often each answer to a clue was given, changed or taken back, also by an undo or a redo.

An answer that was taken back leaves no other trace. With its turns a copy of the project that comes
in can tell “taken back” from “never given”.
"""

from collections.abc import Collection, Mapping

from sqlalchemy import Connection

from annotator.store.facts import CLUE_TURN, Facts


def count(connection: Connection, answers: Collection[str]) -> None:
    """Counts one turn more of each, past the journal: an undo is a turn of its own.

    `answers` are the keys of their facts without the beginning.
    """
    if answers:
        facts = Facts(connection)
        for key in sorted(answers):
            turns = read(facts.get(f"{CLUE_TURN}{key}"))
            facts.remember(f"{CLUE_TURN}{key}", str(turns + 1))


def turns_of(facts: Facts, annotator_id: str) -> Mapping[str, int]:
    """The turns of one annotator's answers by the key of the answer, without its beginning."""
    found = facts.beginning(f"{CLUE_TURN}{annotator_id}.")
    return {key.removeprefix(CLUE_TURN): read(value) for key, value in found.items()}


def read(words: str) -> int:
    """A number of turns; what is none counts as none."""
    return int(words) if words.isascii() and words.isdigit() else 0
