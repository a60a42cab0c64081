"""What a project should hold, as dicts: written down a second time, without any of its code."""

from copy import deepcopy
from typing import Any

State = dict[str, Any]
"""What one person has: `spans`, `groups` and `readings` by key, and `links` as a list."""

DEFAULTS = {"claim": [], "quote": [("kind", "whole")], "entity": []}
VALUES = {
    "claim": {},
    "quote": {"kind": ("whole", "part")},
    "entity": {"type": ("ORG", "PERSON")},
}
LINKS = {"said by": ("quote", "entity"), "about": ("claim", "entity")}
ONE_TARGET = {"said by"}
HOLDS = {"conflict": ("claim", "quote"), "same as": ("entity",)}
STANCES = {"conflict": ("for", "against"), "same as": ()}


def empty() -> State:
    return {"spans": {}, "links": [], "groups": {}, "readings": {}}


def joined(pieces: list[tuple[int, int]]) -> list[tuple[int, int]]:
    characters = sorted({at for start, end in pieces for at in range(start, end)})
    starts = [at for at in characters if at - 1 not in characters]
    ends = [at + 1 for at in characters if at + 1 not in characters]
    # Two pieces that touch are one, which is what running characters come to.
    return list(zip(starts, ends, strict=True))


def begun(state: State, article: int) -> None:
    reading = state["readings"].setdefault(article, {"status": "new", "note": ""})
    if reading["status"] == "new":
        reading["status"] = "in_progress"


def twin(state: State, key: str, span: State) -> bool:
    place = ("article", "label", "pieces")
    return any(
        all(other[name] == span[name] for name in place)
        for k, other in state["spans"].items()
        if k != key
    )


def add(state: State, key: str, article: int, label: str, pieces: list[tuple[int, int]]) -> State:
    new = deepcopy(state)
    span = {
        "article": article,
        "label": label,
        "pieces": joined(pieces),
        "attributes": list(DEFAULTS[label]),
        "note": "",
    }
    if twin(state, key, span):
        raise Refused
    new["spans"][key] = span
    begun(new, article)
    return new


def change(state: State, key: str, **facts: Any) -> State:
    new = deepcopy(state)
    new["spans"][key].update(facts)
    if twin(new, key, new["spans"][key]):
        raise Refused
    begun(new, new["spans"][key]["article"])
    return new


def relabel(state: State, key: str, label: str) -> State:
    span = state["spans"][key]
    for kind, head, child in state["links"]:
        ends = [label if k == key else state["spans"][k]["label"] for k in (head, child)]
        if key in (head, child) and tuple(ends) != LINKS[kind]:
            raise Refused
    for group in state["groups"].values():
        if key in group["members"] and label not in HOLDS[group["kind"]]:
            raise Refused
    kept = [(n, v) for n, v in span["attributes"] if v in VALUES[label].get(n, ())]
    named = {name for name, _ in kept}
    more = [pair for pair in DEFAULTS[label] if pair[0] not in named]
    return change(state, key, label=label, attributes=kept + more)


def answer(state: State, key: str, name: str, value: str) -> State:
    pairs = state["spans"][key]["attributes"]
    return change(
        state,
        key,
        attributes=[p for p in pairs if p[0] != name] + ([(name, value)] if value else []),
    )


def remove(state: State, keys: list[str]) -> State:
    new = deepcopy(state)
    for key in dict.fromkeys(keys):
        begun(new, new["spans"].pop(key)["article"])
    new["links"] = [link for link in new["links"] if not {link[1], link[2]} & set(keys)]
    for name, group in list(new["groups"].items()):
        for key in keys:
            group["members"].pop(key, None)
        if not group["members"]:
            del new["groups"][name]
    return new


def merge(state: State, keys: list[str]) -> State:
    first, *others = keys
    new = deepcopy(state)
    spans = new["spans"]
    alike = {(spans[key]["article"], spans[key]["label"]) for key in keys}
    if len(alike) > 1:
        raise Refused
    for other in others:
        own = {kind for kind, head, child in new["links"] if head == first and child != other}
        links = []
        for kind, head, child in new["links"]:
            if head == other and kind in own & ONE_TARGET:
                continue
            ends = tuple(first if k == other else k for k in (head, child))
            if ends[0] != ends[1] and (kind, *ends) not in links:
                links.append((kind, *ends))
        new["links"] = links
        for group in new["groups"].values():
            if other in group["members"]:
                kept = group["members"].pop(other)
                group["members"].setdefault(first, kept)
    pieces = [piece for key in keys for piece in spans[key]["pieces"]]
    for other in others:
        del spans[other]
    return change(new, first, pieces=joined(pieces))


def link(state: State, kind: str, head: str, child: str) -> State:
    ends = tuple(state["spans"][key]["label"] for key in (head, child))
    if head == child or ends != LINKS[kind] or (kind, head, child) in state["links"]:
        raise Refused
    new = deepcopy(state)
    if kind in ONE_TARGET:
        new["links"] = [one for one in new["links"] if one[:2] != (kind, head)]
    new["links"].append((kind, head, child))
    return new


def unlink(state: State, at: int) -> State:
    new = deepcopy(state)
    del new["links"][at]
    return new


def group(state: State, key: str, kind: str, members: list[str]) -> State:
    new = deepcopy(state)
    new["groups"][key] = {"kind": kind, "name": "", "note": "", "members": {}}
    return join(new, key, members)


def join(state: State, key: str, members: list[str]) -> State:
    new = deepcopy(state)
    there = new["groups"][key]
    fresh = [member for member in members if member not in there["members"]]
    # An article of which a span joins omits it no longer.
    telling = {f"article {new['spans'][one]['article']}" for one in fresh if one in new["spans"]}
    for silent in telling & there["members"].keys():
        del there["members"][silent]
    for member in fresh:
        if member in new["spans"] and new["spans"][member]["label"] not in HOLDS[there["kind"]]:
            raise Refused
        there["members"][member] = ("", "")
    return new


def leave(state: State, key: str, members: list[str]) -> State:
    new = deepcopy(state)
    for member in members:
        new["groups"][key]["members"].pop(member, None)
    if not new["groups"][key]["members"]:
        del new["groups"][key]
    return new


def say(state: State, key: str, **facts: str) -> State:
    new = deepcopy(state)
    new["groups"][key].update(facts)
    return new


def stand(state: State, key: str, member: str, stance: str) -> State:
    if stance and stance not in STANCES[state["groups"][key]["kind"]]:
        raise Refused
    new = deepcopy(state)
    new["groups"][key]["members"][member] = (stance, "")
    return new


def take_apart(state: State, key: str) -> State:
    new = deepcopy(state)
    del new["groups"][key]
    return new


def read(state: State, article: int, **facts: str) -> State:
    new = deepcopy(state)
    begun(new, article)
    new["readings"][article].update(facts)
    return new


class Refused(Exception):
    """Nothing was changed."""
