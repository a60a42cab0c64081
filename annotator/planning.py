"""The plan of a project: what it says now, stories dealt, and changes by hand as edits."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from annotator.edits.edit import Edit, together
from annotator.edits.people import add_annotator
from annotator.edits.plan import assign, move, unassign
from annotator.errors import EditRefused
from annotator.model.people import Annotator, Role
from annotator.model.plan import Assignment, Handout, again_id
from annotator.model.reading import Attention, Reading
from annotator.model.scheme import Scheme
from annotator.model.scheme_rules import successors
from annotator.model.story import Story
from annotator.packs.versions import versions
from annotator.plan import Wish, deal
from annotator.plan_by_hand import difference
from annotator.progress_report import Counted, ProgressReport, report
from annotator.project import Project
from annotator.store.work import Records, Work
from annotator.who_has_what import Standing, standings

START = "setting.plan.start"
"""The fact that says on which day the first week of the plan begins."""
AGAIN = " (again)"
"""How the name of somebody who reads a story once more ends."""


@dataclass(frozen=True, slots=True)
class PlanNow:
    """The plan of a project, and what it is made from. `articles`: ids by story id."""

    people: tuple[Annotator, ...]
    stories: tuple[Story, ...]
    articles: dict[str, tuple[str, ...]]
    sizes: dict[str, int]
    """Code points to read in each story that has articles."""
    plan: tuple[Assignment, ...]
    readings: tuple[Reading, ...]
    handouts: tuple[Handout, ...]
    start: date | None
    calibration: frozenset[str] = frozenset()
    """Ids of the stories whose gold is shown to those who are done with them."""

    @property
    def waiting(self) -> tuple[Story, ...]:
        """The stories with articles that nobody has, in order."""
        taken = {one.story_id for one in self.plan}
        return tuple(one for one in self.stories if one.id in self.sizes and one.id not in taken)

    def standings(
        self, today: date, plan: Sequence[Assignment] | None = None, start: date | None = None
    ) -> tuple[Standing, ...]:
        """How far everything is; or how far it would be with another plan and beginning."""
        return standings(
            self.plan if plan is None else plan,
            articles=self.articles,
            readings=self.readings,
            handouts=self.handouts,
            start=start or self.start,
            today=today,
        )


def plan_now(project: Project) -> PlanNow:
    """The plan of a project as it stands."""
    with project.snapshot() as records:
        return _now(records)


def dealt(now: PlanNow, people: Sequence[Annotator], wish: Wish) -> tuple[Assignment, ...]:
    """What would be new if the stories that nobody has were dealt to these people."""
    if not people:
        return ()
    return deal(now.sizes, [person.id for person in people], wish, now.plan)


def deal_stories(
    people: Sequence[Annotator], new: Sequence[Assignment], start: date | None = None
) -> Edit:
    """Deals: those of the people who are new to the project join it. One step."""
    number = len({one.story_id for one in new})
    begun = [begin_on(start)] if start is not None else []
    name = f"deal {number} {'story' if number == 1 else 'stories'}"
    return together(name, *map(add_annotator, people), *begun, assign(new))


def change_by_hand(name: str, before: Sequence[Assignment], after: Sequence[Assignment]) -> Edit:
    """Makes another plan of one, as one step called `name`."""
    found = difference(before, after)
    there = {one.id: one for one in before}
    edits = [move(there[one.id], week=one.week) for one in found.put_off]
    if found.gone:
        edits.append(unassign([one.id for one in found.gone]))
    if found.new:
        edits.append(assign(found.new))
    return together(name, *edits)


def begin_on(start: date) -> Edit:
    """Says on which day the first week of the plan begins."""

    def do(work: Work) -> None:
        work.facts.put(START, start.isoformat())

    return Edit(f"plan from {start.isoformat()} on", do, adds_heads=False)


def refuse_in_a_pack(project: Project) -> None:
    """Raises `EditRefused` where the project is a pack: its plan is the lead's."""
    pack = project.pack_of()
    if pack is not None:
        raise EditRefused(
            f"This file is a pack for {pack.name}. The plan is changed in the lead's project."
        )


def progress(project: Project) -> ProgressReport:
    """How far a project is: the figures of its people."""
    with project.snapshot() as records:
        now = _now(records)
        attention = records.readings.all_attention()
        counted = Counted(
            people=now.people,
            stories=now.stories,
            articles=now.articles,
            labels=records.schemes.current().labels,
            readings=now.readings,
            seconds=_seconds(attention),
            spans=records.spans.count_by_day(),
            marking=_marking(attention, records.schemes.all()),
            plan=now.plan,
            start=now.start,
        )
    return report(counted)


def _seconds(attention: Sequence[Attention]) -> dict[tuple[str, str, str], int]:
    """Active seconds by article and annotator id and day, "" where nobody knows it."""
    return {
        (one.article_id, one.annotator_id, day): seconds
        for one in attention
        for day, seconds in {"": one.undated, **one.by_day()}.items()
        if seconds
    }


def _marking(
    attention: Sequence[Attention], schemes: Sequence[Scheme]
) -> dict[tuple[str, str, str, str], int]:
    """Seconds before spans made by hand; labels that were merged count to what they became."""
    merged = successors(schemes)
    found: Counter[tuple[str, str, str, str]] = Counter()
    for one in attention:
        for (day, label_id), seconds in one.by_label().items():
            target = merged.get(label_id, label_id)
            found[one.article_id, one.annotator_id, target, day] += seconds
    return found


def _now(records: Records) -> PlanNow:
    stories = records.stories.all()
    plan = records.assignments.of()
    articles: dict[str, tuple[str, ...]] = {story.id: () for story in stories}
    sizes: dict[str, int] = {}
    for article in records.articles.all(None):
        articles[article.story_id] += (article.id,)
        sizes[article.story_id] = sizes.get(article.story_id, 0) + article.length
    return PlanNow(
        people=_people(records, stories, plan),
        stories=stories,
        articles=articles,
        sizes=sizes,
        plan=plan,
        readings=records.readings.all(),
        handouts=records.handouts.of(),
        start=_start(records),
        calibration=records.facts.calibration(),
    )


def _people(
    records: Records, stories: Sequence[Story], plan: Iterable[Assignment]
) -> tuple[Annotator, ...]:
    """Everybody who reads, by name: no models, no gold, nobody's second self."""
    everybody = records.people.all()
    planned = {one.annotator_id for one in plan}
    second = versions(records).keys()
    named = [person for person in everybody if person.name.endswith(AGAIN)]
    again = {again_id(one.id, story.id) for story in stories for one in everybody if named}
    return tuple(
        person
        for person in everybody
        if person.id in planned
        or (
            person.role not in (Role.MODEL, Role.ADJUDICATED)
            and person.id not in second
            and person.id not in again
        )
    )


def _start(records: Records) -> date | None:
    try:
        return date.fromisoformat(records.facts.get(START))
    except ValueError:
        return None
