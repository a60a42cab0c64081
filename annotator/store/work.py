"""A unit of work: what an edit may read and write, in one transaction."""

from sqlalchemy import Connection

from annotator.store.answers import Answers
from annotator.store.articles import Articles
from annotator.store.cases import Cases
from annotator.store.clue_answers import ClueAnswers
from annotator.store.decisions import Decisions
from annotator.store.facts import Facts
from annotator.store.gathered import Gathering
from annotator.store.group_cases import GroupCases
from annotator.store.groups import Groups
from annotator.store.guidelines import GuidelineVersions
from annotator.store.journal import Journal, swap_step
from annotator.store.lineages import Lineages
from annotator.store.offers import Offers
from annotator.store.parses import Parses
from annotator.store.people import People
from annotator.store.plan import Assignments, Handouts
from annotator.store.questions import Questions
from annotator.store.readings import Readings
from annotator.store.relations import Relations
from annotator.store.schemes import Schemes
from annotator.store.spans import Spans
from annotator.store.steps import Steps
from annotator.store.stories import Stories
from annotator.store.suggestions import Suggestions
from annotator.store.touches import Touches
from annotator.store.whole_readings import WholeReadings


class Records:
    """The reads (and, with a journal, the writes) of every kind of thing in a project."""

    def __init__(self, connection: Connection, journal: Journal | None = None) -> None:
        self.facts = Facts(connection, journal)
        self.stories = Stories(connection, journal)
        self.articles = Articles(connection, journal)
        self.people = People(connection, journal)
        self.schemes = Schemes(connection, journal)
        self.spans = Spans(connection, journal)
        self.relations = Relations(connection, journal)
        self.readings = Readings(connection, journal)
        self.gathered = Gathering(connection, journal)
        self.suggestions = Suggestions(connection, journal)
        self.offers = Offers(self.facts, self.schemes, self.suggestions)
        self.answers = Answers(connection, journal)
        self.parses = Parses(connection, journal)
        self.groups = Groups(connection, journal)
        self.clue_answers = ClueAnswers(self.facts, self.groups)
        self.questions = Questions(connection, journal)
        self.decisions = Decisions(connection, journal)
        self.cases = Cases(self)
        self.group_cases = GroupCases(self)
        self.lineages = Lineages(connection, journal)
        self.whole_readings = WholeReadings(connection, journal)
        self.assignments = Assignments(connection, journal)
        self.handouts = Handouts(connection, journal)
        self.guidelines = GuidelineVersions(connection, journal)
        self.steps = Steps(connection, journal)


class Work(Records):
    """What an edit works on: `Records` with a journal, and who does it.

    `adds_heads`: whether the readings it touches have one more head then; see `Edit`.
    """

    def __init__(
        self, connection: Connection, *, annotator_id: str, name: str, adds_heads: bool = True
    ) -> None:
        self.annotator_id = annotator_id
        self.touches = Touches()
        self.journal = Journal(
            connection,
            annotator_id=annotator_id,
            name=name,
            touched=self.touches,
            adds_heads=adds_heads,
        )
        super().__init__(connection, self.journal)

    def finish(self) -> None:
        """Writes what was held back, and the heads; once, when all is done."""
        self.clue_answers.forget_groups(self.touches.groups)
        self.journal.flush()
        self.touches.add_offers(self.journal.connection)
        self.touches.count_turns(self.journal.connection)
        if self.journal.step is not None and self.journal.adds_heads:
            self.touches.add_heads(self.journal.connection, self.journal.step)


def swap(connection: Connection, step: int, *, undo: bool) -> Touches:
    """Undoes or redoes a step, which adds heads where doing it did.

    Raises `EditRefused` where a row was written by a later step since.
    """
    touches = Touches()
    adds_heads = swap_step(connection, step, undo=undo, touched=touches)
    touches.add_offers(connection)
    touches.count_turns(connection)
    if adds_heads:
        touches.add_heads(connection, step)
    return touches
