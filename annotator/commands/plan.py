"""`annotator plan`: who reads which story when, dealt and changed by hand."""

import argparse
from datetime import date
from typing import TYPE_CHECKING

from annotator.commands.given import command, json_argument, named, project_argument
from annotator.commands.plan_shown import show, today
from annotator.commands.telling import say
from annotator.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Sequence

    from annotator.commands.given import Commands
    from annotator.edits.edit import Edit
    from annotator.model.people import Annotator
    from annotator.model.plan import Assignment
    from annotator.model.story import Story
    from annotator.planning import PlanNow
    from annotator.project import Project

WORDS = "Deal stories to annotators, change the plan by hand, or show who has what."
MORE = (
    "Without anything it shows the plan. Dealing gives only stories that nobody has yet; what was "
    "dealt stays. Everything is a step that “annotator undo” takes back."
)
DEALING = ("overlap", "per_week", "seed", "repeat", "after")
BY_HAND = ("move", "give", "remove")
CALIBRATING = ("calibrate", "no_calibrate")


def add(commands: "Commands") -> None:
    """Adds the command and its options."""
    parser = command(commands, "plan", WORDS, plan)
    parser.epilog = MORE
    project_argument(parser)
    _add_dealing(parser)
    _add_by_hand(parser)
    for name, what in (
        ("calibrate", "their gold goes along in packs, and is shown after “Done”"),
        ("no-calibrate", "no longer"),
    ):
        parser.add_argument(f"--{name}", metavar="STORY", nargs="+", help=what)
    parser.add_argument(
        "--start", metavar="DATE", type=_date, help="the day on which week 1 begins: YYYY-MM-DD"
    )
    json_argument(parser)


def _add_dealing(parser: argparse.ArgumentParser) -> None:
    dealing = parser.add_argument_group("dealing")
    dealing.add_argument(
        "--annotators", metavar="NAME", nargs="+", help="deal to these; new names are new people"
    )
    dealing.add_argument(
        "--overlap", metavar="SHARE", type=_share, help="stories that two people read: 20%%"
    )
    dealing.add_argument("--per-week", metavar="N", type=_some, help="stories a person and week")
    dealing.add_argument("--seed", metavar="N", type=int, help="another seed deals otherwise (7)")
    dealing.add_argument(
        "--repeat", metavar="SHARE", type=_share, help="of a person's stories, read once more: 10%%"
    )
    dealing.add_argument("--after", metavar="WEEKS", type=_count, help="so many weeks later (3)")


def _add_by_hand(parser: argparse.ArgumentParser) -> None:
    by_hand = parser.add_argument_group("by hand")
    pair = ("STORY", "ANNOTATOR")
    by_hand.add_argument("--move", metavar=pair, nargs=2, help="to somebody, or with --week there")
    by_hand.add_argument("--give", metavar=pair, nargs=2, help="to one more annotator")
    by_hand.add_argument("--remove", metavar="STORY", help="nobody reads it; with --from: not they")
    by_hand.add_argument("--from", dest="from_", metavar="ANNOTATOR", help="who has it now")
    by_hand.add_argument("--week", metavar="N", type=_count, help="in this week; 0: in none")
    by_hand.add_argument("--again", action="store_true", help="the story that somebody reads again")


def plan(given: argparse.Namespace) -> int:
    """Deals, changes or begins the plan as one step, and shows it."""
    from annotator.planning import plan_now, refuse_in_a_pack
    from annotator.project import Project

    if wrong := _wrong_usage(given):
        say(wrong)
        return 2
    changes = given.annotators or given.start or _verb(given)
    with Project.open(given.project, read_only=not changes) as project:
        if changes:
            refuse_in_a_pack(project)
            edit = _edit(given, project, plan_now(project))
            if edit is not None:
                project.apply(edit)
        show(plan_now(project), today(), as_json=given.json)
    return 0


def _wrong_usage(given: argparse.Namespace) -> str:
    verbs = [name for name in (*BY_HAND, *CALIBRATING) if getattr(given, name) is not None]
    if len(verbs) + bool(given.annotators) > 1:
        return (
            "Say one thing: --annotators to deal, or one of --move, --give, --remove, --calibrate "
            "and --no-calibrate."
        )
    if not given.annotators and any(getattr(given, name) is not None for name in DEALING):
        return "Say to whom: --annotators NAME …"
    by_hand = any(name in BY_HAND for name in verbs)
    if not by_hand and (given.from_ is not None or given.week is not None or given.again):
        return "--from, --week and --again go with --move, --give or --remove."
    return ""


def _verb(given: argparse.Namespace) -> str:
    some = (name for name in (*BY_HAND, *CALIBRATING) if getattr(given, name) is not None)
    return next(some, "")


def _edit(given: argparse.Namespace, project: "Project", now: "PlanNow") -> "Edit | None":
    from annotator.edits.edit import together
    from annotator.planning import begin_on

    if given.annotators:
        return _dealing(given, project, now)
    begun = [begin_on(given.start)] if given.start else []
    if not _verb(given):
        return begun[0]
    if _verb(given) in CALIBRATING:
        edit = _calibrating(given, now)
    else:
        edit = _by_hand(given, project, now)
    return together(edit.name, *begun, edit)


def _dealing(given: argparse.Namespace, project: "Project", now: "PlanNow") -> "Edit | None":
    from annotator.plan import Wish
    from annotator.planning import begin_on, deal_stories, dealt
    from annotator.who_has_what import week_of

    names = [name.strip() for name in given.annotators]
    people = list(
        {one.id: one for one in (_person(project, n) for n in dict.fromkeys(names))}.values()
    )
    if len(people) == 1 and given.overlap:
        say("With one annotator alone no story has two readers.")
    start = given.start
    if start is None and given.per_week and now.start is None:
        start = today()
    wish = Wish(
        overlap=0.2 if given.overlap is None else given.overlap,
        per_week=given.per_week or 0,
        seed=7 if given.seed is None else given.seed,
        repeats=given.repeat or 0.0,
        after=3 if given.after is None else given.after,
        first_week=week_of(now.start, today()) if given.per_week and given.start is None else 1,
    )
    new = dealt(now, people, wish)
    if not new:
        say("Every story is given to somebody already; nothing was dealt.")
        return begin_on(start) if start is not None and start == given.start else None
    return deal_stories(people, new, start)


def _person(project: "Project", name: str) -> "Annotator":
    """Who is called so, by name or id; somebody new where nobody is."""
    from uuid import UUID

    from annotator.model.identity import new_id
    from annotator.model.people import Annotator

    if any(name in (person.name, person.id) for person in project.annotators()):
        return named(project, name)
    try:
        UUID(name)
    except ValueError:
        if not name.strip():
            raise BadInput("An annotator needs a name.") from None
        return Annotator(new_id(), name.strip())
    raise BadInput(f"There is no annotator with the id {name} in {project.path}.")


def _calibrating(given: argparse.Namespace, now: "PlanNow") -> "Edit":
    from annotator.edits.plan import calibrate

    names = given.calibrate or given.no_calibrate
    stories = [_story(now, name).id for name in dict.fromkeys(names)]
    return calibrate(stories, calibration=given.calibrate is not None)


def _by_hand(given: argparse.Namespace, project: "Project", now: "PlanNow") -> "Edit":
    from annotator.planning import change_by_hand

    after: Sequence[Assignment]
    if given.give:
        after, name = _given(given, project, now)
    elif given.remove:
        after, name = _removed(given, project, now)
    else:
        after, name = _moved(given, project, now)
    return change_by_hand(name, now.plan, after)


Changed = tuple["Sequence[Assignment]", str]


def _given(given: argparse.Namespace, project: "Project", now: "PlanNow") -> Changed:
    from annotator import plan_by_hand

    story, to = _story(now, given.give[0]), named(project, given.give[1])
    week = given.week or 0
    if given.again:
        after = plan_by_hand.again(now.plan, story.id, to.id, week)
        return after, f"give “{story.name}” to {to.name} again"
    after = plan_by_hand.given(now.plan, story.id, to.id, week)
    return after, f"give “{story.name}” to {to.name}"


def _removed(given: argparse.Namespace, project: "Project", now: "PlanNow") -> Changed:
    from annotator import plan_by_hand

    story = _story(now, given.remove)
    who = [named(project, given.from_).id] if given.from_ else None
    gone = [one for one in _of(given, now, story) if who is None or one.annotator_id in who]
    if not gone:
        raise BadInput(f"Nobody has “{story.name}” like this.")
    after: Sequence[Assignment] = now.plan
    for one in gone:
        if any(left.id == one.id for left in after):
            after = plan_by_hand.without(after, one.id)
    return after, f"take “{story.name}” off the plan"


def _moved(given: argparse.Namespace, project: "Project", now: "PlanNow") -> Changed:
    from annotator import plan_by_hand

    story, to = _story(now, given.move[0]), named(project, given.move[1])
    there = _of(given, now, story)
    own = [one for one in there if one.annotator_id == to.id]
    if given.week is not None and own and not given.from_:
        after = plan_by_hand.put_off(now.plan, own[0].id, given.week)
        return after, f"put “{story.name}” of {to.name} into week {given.week}"
    if given.again:
        raise BadInput("A story that somebody reads again can only be moved to another week.")
    holders = list(dict.fromkeys(one.annotator_id for one in there))
    if given.from_:
        holders = [named(project, given.from_).id]
    if len(holders) != 1:
        raise BadInput(
            f"{len(holders)} people have “{story.name}”: say from whom it is moved, with --from."
            if holders
            else f"Nobody has “{story.name}” yet: give it to somebody with --give."
        )
    _warn_of_work(now, story, holders[0])
    after = plan_by_hand.moved(now.plan, story.id, holders[0], to.id, given.week)
    return after, f"move “{story.name}” to {to.name}"


def _of(given: argparse.Namespace, now: "PlanNow", story: "Story") -> "list[Assignment]":
    """Who has the story: all of it, or only what is read again."""
    from annotator.model.plan import AssignmentKind

    own = [one for one in now.plan if one.story_id == story.id]
    again = [one for one in own if one.kind is AssignmentKind.REPEAT]
    if given.again:
        return again
    return own if given.remove else [one for one in own if one not in again]


def _warn_of_work(now: "PlanNow", story: "Story", annotator_id: str) -> None:
    from annotator.who_has_what import State

    for one in now.standings(today()):
        which = one.assignment
        own = (which.story_id, which.annotator_id) == (story.id, annotator_id)
        if own and one.state is not State.PLANNED:
            say(f"It is {one.state.value} already; what was labelled stays in the project.")


def _story(now: "PlanNow", name: str) -> "Story":
    found = [story for story in now.stories if name in (story.name, story.id)]
    if len(found) == 1:
        return found[0]
    if found:
        ids = ", ".join(story.id for story in found)
        raise BadInput(f"Two stories are called {name}. Name one by id: {ids}.")
    raise BadInput(f"There is no story called {name} in the project.")


def _date(words: str) -> date:
    try:
        return date.fromisoformat(words)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{words}” is no date like 2026-11-23") from None


def _share(words: str) -> float:
    """A share: `20%` or `0.2`."""
    number = words.strip()
    try:
        share = float(number[:-1]) / 100 if number.endswith("%") else float(number)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise argparse.ArgumentTypeError(f"“{words}” is no share like 20% or 0.2")
    return share


def _some(words: str) -> int:
    number = _count(words)
    if not number:
        raise argparse.ArgumentTypeError(
            "with 0 stories a week nobody would read any; leave it out to deal without weeks"
        )
    return number


def _count(words: str) -> int:
    number = int(words) if words.isdecimal() else -1
    if number < 0:
        raise argparse.ArgumentTypeError(f"“{words}” is no number")
    return number
