"""What can be done to clues: make a group of one, say that it is no conflict, or leave it."""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from annotator.edits.edit import Edit
from annotator.edits.joining import kind_named, make
from annotator.errors import EditRefused
from annotator.model.clue import Clue, ClueAnswer, ClueVerdict
from annotator.model.identity import now

if TYPE_CHECKING:
    from annotator.store.work import Work

CONFLICT, COPIED = "conflict", "copied text"
_COPIES = frozenset({"copied text", "same quotation"})
"""The kinds of clues that become a group of copied text."""


def answer_clues(
    clues: Sequence[Clue], story_id: str, annotator_id: str, verdict: ClueVerdict
) -> Edit:
    """Remembers “not a conflict” or “later”, as one step; it takes the place of an answer before.

    Raises ValueError for `GROUP`: see `group_clue`.
    """
    if verdict is ClueVerdict.GROUP:
        raise ValueError("a group is made with group_clue")

    def do(work: "Work") -> None:
        _check(work, story_id, annotator_id)
        before = work.clue_answers.of(annotator_id, story_id)
        time = now()
        work.clue_answers.put(
            ClueAnswer(clue, story_id, annotator_id, verdict, answered_at=time)
            for clue in {clue.id: clue for clue in clues}.values()
            if clue.id not in before or before[clue.id].verdict is not verdict
        )

    return Edit(str(verdict), do, adds_heads=False)


def reopen_clues(clue_ids: Collection[str], story_id: str, annotator_id: str) -> Edit:
    """Takes answers back; a group that came of one stays."""

    def do(work: "Work") -> None:
        before = work.clue_answers.of(annotator_id, story_id)
        work.clue_answers.remove([one for i, one in before.items() if i in clue_ids])

    return Edit("reopen a clue" if len(clue_ids) == 1 else "reopen clues", do, adds_heads=False)


def group_clue(
    clue: Clue, story_id: str, annotator_id: str, *, kind: str = "", name: str = ""
) -> Edit:
    """Makes a group of a clue's passages with their values, and remembers it, as one step.

    Without a `kind` it is `copied text` for copies and `conflict` for all else; without a `name`
    that of the clue. See `annotator.edits.joining` for which spans join.
    """
    wanted = kind or (COPIED if clue.kind in _COPIES else CONFLICT)

    def do(work: "Work") -> None:
        _check(work, story_id, annotator_id)
        called = name or clue.name
        group = make(work, kind_named(work, wanted), called, story_id, annotator_id, clue.passages)
        answer = ClueAnswer(clue, story_id, annotator_id, ClueVerdict.GROUP, group.id, now())
        work.clue_answers.put([answer])

    return Edit(f"make group “{(name or clue.name).strip()}”", do)


def _check(work: "Work", story_id: str, annotator_id: str) -> None:
    if all(story.id != story_id for story in work.stories.all()):
        raise EditRefused("The story is not in the project any more.")
    if work.people.get(annotator_id) is None:
        raise EditRefused("The annotator is not in the project any more.")
