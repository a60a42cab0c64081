"""Answers to clues that cannot be read, or that name what is not in the project."""

from collections.abc import Iterator

from sqlalchemy import Connection, select

from annotator.errors import ProjectError
from annotator.model.clue import ClueAnswer, ClueVerdict
from annotator.store.articles import ARTICLE
from annotator.store.clue_answers import read_answer
from annotator.store.facts import CLUE_ANSWER, Facts
from annotator.store.groups import GROUP
from annotator.store.people import ANNOTATOR
from annotator.store.stories import STORY


def clue_faults(connection: Connection) -> Iterator[tuple[str, str]]:
    """Each fault as a sentence and the key of the fact that is to go: "" for one that may stay.

    An answer to a kind of clue that is not known may stay: it is somebody's work all the same.
    """
    answers = Facts(connection).beginning(CLUE_ANSWER)
    if not answers:
        return  # the rules are slow to import
    known = _Known(connection)
    for key, value in answers.items():
        try:
            one = read_answer(key, value)
        except ProjectError:
            yield f"The answer “{key}” to a clue cannot be read.", key
            continue
        where = f"The answer to the clue “{one.clue.name or one.clue.id}”"
        for what in known.lacking(one):
            yield f"{where} {what}.", key
        if one.clue.kind not in known.kinds:
            yield f"{where} is of a kind that is not known, “{one.clue.kind}”.", ""


class _Known:
    """What an answer may name."""

    def __init__(self, connection: Connection) -> None:
        # The rules of comparing, with what they need: not for all that opens a project.
        from annotator.across.kinds import Kind

        self.kinds = frozenset(Kind)
        self._stories = set(connection.scalars(select(STORY.c.id)))
        self._people = set(connection.scalars(select(ANNOTATOR.c.id)))
        owners = select(GROUP.c.id, GROUP.c.annotator_id, GROUP.c.story_id)
        self._groups = {row[0]: (row[1], row[2]) for row in connection.execute(owners)}
        lengths = connection.execute(select(ARTICLE.c.id, ARTICLE.c.length))
        # Of a damaged article that is no number; what reads whole rows tells so.
        self._lengths = {row[0]: row[1] if isinstance(row[1], int) else 0 for row in lengths}

    def lacking(self, one: ClueAnswer) -> Iterator[str]:
        """What is wrong with an answer, as the end of a sentence."""
        if one.annotator_id not in self._people:
            yield "is of an annotator who is not there"
        if one.story_id not in self._stories:
            yield "is in a story that is not there"
        for passage in one.clue.passages:
            start, end = passage.place
            if passage.article_id not in self._lengths:
                yield "has a passage in an article that is not there"
            elif not 0 <= start < end <= self._lengths[passage.article_id]:
                yield f"has a passage outside the text ({start}–{end})"
        if one.verdict is ClueVerdict.GROUP:
            owner = self._groups.get(one.group_id)
            if owner is None:
                yield "names a group that is not there"
            elif owner != (one.annotator_id, one.story_id):
                yield "names a group of another annotator or story"
