"""`annotator adjudicate` with groups, and deciding one by one, through the real entry."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from annotator.agree.group_cases import GroupCase, GroupClass
from annotator.commands.adjudicate_deciding import Ids, short_id
from annotator.edits.edit import Edit, together
from annotator.edits.groups import make_group, new_group, remove_group, rename_group
from annotator.edits.spans import remove_spans
from annotator.errors import BadInput
from annotator.model.group import Group, Member
from annotator.project import Project
from annotator.store.work import Work
from tests.annotator.commands import Commands
from tests.annotator.labelled import Labelled, record, span

ASKED = ("Ann", "Ben")


def _records() -> list[dict[str, Any]]:
    """Two people marked the same words in two articles of a story; Ann two more."""
    both = [span("Ada", "entity"), span("so", "claim"), span("Nobody won.", "claim")]
    more = [span("Acme Corp", "entity"), span("Ben", "entity")]
    return [
        record("Ann", "a1", *both, *more),
        record("Ben", "a1", *both, span("Acme Corp.", "entity")),
        record("Ann", "a2", *both),
        record("Ben", "a2", *both),
    ]


@pytest.fixture
def project(labelled: Labelled) -> Path:
    """Both say who is the same, and where the articles are at odds; Ann alone a fact."""
    path = labelled.bring(*_records())
    group(path, "Ann", "same as", "Ada", ("a1", "Ada"), ("a2", "Ada"))
    group(path, "Ben", "same as", "Ada", ("a2", "Ada"), ("a1", "Ada"))
    group(path, "Ann", "conflict", "Who won", ("a1", "so"), ("a2", "Nobody won."))
    group(path, "Ben", "conflict", "The winner", ("a1", "so"), ("a2", "Nobody won."))
    group(path, "Ann", "same fact", "", ("a1", "Nobody won."), ("a2", "so"))
    return path


def group(path: Path, who: str, kind: str, name: str, *members: tuple[str, str]) -> None:
    with Project.open(path) as project:
        person = next(one for one in project.annotators() if one.name == who)
        articles = {one.name: one for one in project.articles()}
        some = []
        for article, words in members:
            here = articles[article]
            text = project.text(here.id)
            (found,) = (s for s in project.spans(here.id, person.id) if s.quoted(text) == words)
            some.append(Member(here.id, found.id))
        what = next(one for one in project.scheme().relations if one.name == kind)
        made = new_group(what, name, articles["a1"].story_id, person.id, some)
        project.apply(make_group(made), person.id)


class Desk:
    """Asks for the list, and decides by it."""

    def __init__(self, command: Commands, path: Path) -> None:
        self.command, self.path = command, path

    def __call__(self, *asked: object) -> Any:
        return self.command.done("adjudicate", self.path, *ASKED, *asked, "--list", "--json").answer

    def refused(self, *asked: object) -> str:
        return self.command.refused("adjudicate", self.path, *ASKED, *asked)


def ids(told: Any, about: str, **said: object) -> list[str]:
    """The IDs of those places or groups of a list that are so."""
    return [
        one["id"]
        for one in told["list"]
        if one["about"] == about and all(one[key] == value for key, value in said.items())
    ]


@pytest.fixture
def desk(project: Path, command: Commands) -> Desk:
    return Desk(command, project)


def test_groups_are_told_and_agreed_ones_taken_over_in_the_same_step(desk: Desk) -> None:
    before = desk()
    told = before["groups"]
    assert [told[name] for name in ("decided", "open", "stale", "agreed")] == [0, 3, 0, 1]
    assert {name: some["open"] for name, some in told["classes"].items()} == {
        "same": 1, "differs": 1, "only_a": 1, "only_b": 0, "gone": 0
    }  # fmt: skip
    listed = {one["id"]: one for one in before["list"]}
    assert len(listed) == before["open"] + told["open"] == 8 + 3
    (differing,) = (one for one in before["list"] if one.get("differs"))
    assert (differing["differs"], differing["state"]) == (["name"], "open")
    assert (differing["story"], differing["took"]) == ("story of a", None)
    (mine,) = differing["a"]
    assert (mine["kind"], mine["name"]) == ("conflict", "Who won")
    assert [(m["article"], m["text"]) for m in mine["members"]] == [
        ("a1", "so"), ("a2", "Nobody won.")
    ]  # fmt: skip
    after = desk("--accept", "agreed")
    assert after["changed"] == {"places": 6, "groups": 1}
    assert after["groups"]["took"] == {"agreed": 1}
    (gold,) = after["groups"]["gold"]
    assert (gold["kind"], gold["name"], len(gold["members"])) == ("same as", "Ada", 2)
    assert set(listed) == {one["id"] for one in after["list"]}, "IDs stay the same"
    desk.command.done("undo", desk.path)
    with Project.open(desk.path, read_only=True) as undone:
        assert (undone.decisions(), undone.golds()) == ((), ())


def test_words_for_people(desk: Desk) -> None:
    desk("--accept", "agreed")
    told = desk.command.done("adjudicate", desk.path, *ASKED, "--list").out
    assert "Groups: decided 1, stale 0, open 2" in told
    assert "  only Ann: decided 0, stale 0, open 1" in told
    lines = {line.split("  ", 1)[1] for line in told.splitlines() if "  " in line.strip()}
    members = "(“so”, “Nobody won.”)"
    both = f"conflict “Who won” {members} | conflict “The winner” {members}"
    assert f"open  story of a  other name  {both}" in lines
    assert "open  story of a  only Ann  same fact (“Nobody won.”, “so”) | –" in lines
    assert "took what both say  a1 at 0  same  entity “Ada” | entity “Ada”" in lines
    shifted = "same label, other boundaries  entity “Acme Corp” | entity “Acme Corp.”"
    assert any(line.endswith(shifted) for line in lines)


def test_places_and_groups_are_decided_by_their_ids_in_one_step(desk: Desk) -> None:
    told = desk("--accept", "agreed")
    (boundary,) = ids(told, "place", **{"class": "other_boundary"})
    (alone,) = ids(told, "place", **{"class": "only_a"})
    (differing,) = ids(told, "groups", **{"class": "differs"})
    (fact,) = ids(told, "groups", **{"class": "only_a"})
    done = desk(
        "--take", "B", boundary[:8], differing, alone, "--take", "none", fact,
        "--reason", "guideline gap", "--note", "Names", "--gap", "--by", "Ben",
    )  # fmt: skip
    assert done["changed"] == {"places": 2, "groups": 2}
    listed = {one["id"]: one for one in done["list"]}
    # Of a side that says nothing, nothing is taken.
    decided = (boundary, differing, alone, fact)
    assert [listed[i]["took"] for i in decided] == ["B", "B", "none", "none"]
    for one in decided:
        said = [listed[one][name] for name in ("state", "reason", "note", "gap", "by")]
        assert said == ["decided", "guideline gap", "Names", True, "Ben"]
    assert done["open"] == done["groups"]["open"] == 0
    assert {(one["kind"], one["name"]) for one in done["groups"]["gold"]} == {
        ("same as", "Ada"), ("conflict", "The winner")
    }  # fmt: skip
    said = desk("--why", differing, "--note", "Better words", "--no-gap")
    (again,) = (one for one in said["list"] if one["id"] == differing)
    assert [again[name] for name in ("took", "reason", "note", "gap")] == [
        "B", "guideline gap", "Better words", False
    ]  # fmt: skip
    back = desk("--reopen", differing, boundary)
    assert (back["open"], back["groups"]["open"]) == (1, 1)
    for _ in range(3):
        desk.command.done("undo", desk.path)
    undone = desk()
    assert (undone["open"], undone["groups"]["open"]) == (2, 2)


def test_what_changes_later_is_stale_and_what_went_can_only_be_reopened(desk: Desk) -> None:
    told = desk()
    (fact,) = ids(told, "groups", **{"class": "only_a"})
    (alone,) = ids(told, "place", **{"class": "only_a"})
    # The spans of the group are not decided yet.
    assert desk("--take", "A", fact, alone)["groups"]["gold"] == []
    waiting = desk.command.done("adjudicate", desk.path, *ASKED, "--list").out
    assert "  Not in gold yet: 1. Decide their passages, or take them again." in waiting
    assert "took Ann, not in gold yet  story of a  only Ann  same fact" in waiting
    change(desk.path, "same fact", lambda one: rename_group(one, "Told twice"))
    assert ids(desk(), "groups", state="stale") == [fact]
    again = desk("--take", "A", fact)
    assert again["changed"] == {"places": 0, "groups": 1}
    assert ids(again, "groups", state="decided") == [fact]
    change(desk.path, "same fact", lambda one: together("go", remove_group(one), take_away("Ben")))
    now = desk()
    gone = [*ids(now, "place", **{"class": "gone"}), *ids(now, "groups", **{"class": "gone"})]
    for one in gone:
        assert "neither says it any more" in desk.refused("--take", "A", one)
    out = desk.command.done("adjudicate", desk.path, *ASKED, "--list").out
    assert "stale (was: took Ann)  story of a  no longer there" in out
    assert "stale (was: took Ann)  a1 at 23  no longer said by anybody  gold: entity “Ben”" in out
    back = desk("--reopen", *gone)
    assert (len(gone), back["changed"]) == (2, {"places": 1, "groups": 1})
    assert (
        back["classes"]["gone"]
        == back["groups"]["classes"]["gone"]
        == dict.fromkeys(("decided", "open", "stale", "agreed"), 0)
    )


def take_away(words: str) -> Edit:
    """Ann's entity of these words goes."""

    def do(work: Work) -> None:
        ann = next(one for one in work.people.all() if one.name == "Ann")
        article = work.articles.named("a1")
        assert article is not None
        text = work.articles.text(article.id)
        spans = work.spans.of(article.id, ann.id)
        remove_spans([s.id for s in spans if s.quoted(text) == words]).do(work)

    return Edit("take away", do)


def change(path: Path, kind: str, edit: Callable[[Group], Edit]) -> None:
    """Ann changes her group of a kind."""
    with Project.open(path) as project:
        ann = next(one for one in project.annotators() if one.name == "Ann")
        (story,) = project.stories()
        (found,) = (one for one in project.groups(story.id, ann.id) if one.kind == kind)
        project.apply(edit(found), ann.id)


def test_only_some(desk: Desk) -> None:
    some = desk("--kind", "conflict", "same fact")
    assert (some["open"], some["groups"]["open"], some["articles"]["compared"]) == (0, 2, 2)
    labelled = desk("--label", "claim")
    assert (labelled["open"], labelled["groups"]["open"]) == (4, 0)
    both = desk("--label", "claim", "--kind", "same as")
    assert (both["open"], both["groups"]["open"]) == (4, 1)
    assert desk("--article", "a2")["groups"]["open"] == 3
    nothing = desk.command.done("adjudicate", desk.path, *ASKED, "--kind", "copied text").out
    assert nothing.splitlines()[1:] == ["Groups: decided 0, stale 0, open 0"]
    assert "no kind of group “sames” (there: conflict, " in desk.refused("--kind", "sames")


def test_what_cannot_be_is_a_sentence(desk: Desk) -> None:
    told = desk()
    some = [one["id"] for one in told["list"]]
    assert "no place or group ffff" in desk.refused("--take", "A", "ffff0000ffff")
    assert "too short" in desk.refused("--take", "A", some[0][:3])
    assert "not decided yet" in desk.refused("--reopen", some[0])
    assert "not decided yet" in desk.refused("--why", some[0], "--note", "x")
    assert "two ways" in desk.refused("--take", "A", some[0], "--take", "none", some[0][:6])
    (same,) = ids(told, "groups", **{"class": "same"})
    (alone,) = ids(told, "groups", **{"class": "only_a"})
    other, place, *_ = ids(told, "place", **{"class": "same"})
    for one, why in ((same, "a group of the same passages"), (place, "marked the same words")):
        refused = desk.refused("--take", "A", other, "--take", "both", alone, one)
        assert f"{one}: Both" in refused, refused
        assert why in refused, refused
        assert "Nothing was decided." in refused, refused
    for asked, told in (
        (("--take", "C", some[0]), "not “C”"),
        (("--take", "A"), "--take A ID"),
        (("--take", "A", some[0], "--reopen", some[1]), "Say one thing"),
        (("--accept", "agreed", "--note", "x"), "go with --take or --why"),
        (("--why", some[0]), "Say why"),
    ):
        ran = desk.command("adjudicate", desk.path, *ASKED, *asked)
        assert (ran.code, told in ran.err) == (2, True), ran.err
    assert desk()["gold"] is None, "nothing was changed"


def test_an_id_may_be_said_in_short_as_long_as_it_is_the_only_one() -> None:
    cases = [GroupCase(str(n), "a", "b", "gold", GroupClass.ONLY_A) for n in range(1_000)]
    named = Ids(cases)
    begins = Counter(short_id(one)[:4] for one in cases)
    single = next(one for one in cases if begins[short_id(one)[:4]] == 1)
    several = next(one for one in cases if begins[short_id(one)[:4]] > 1)
    begin = short_id(single)[:4]
    assert named.named([begin.upper(), short_id(single)]) == [single]
    assert named.named([short_id(several)]) == [several]
    with pytest.raises(BadInput, match="begins several IDs, such as"):
        named.named([short_id(several)[:4]])
