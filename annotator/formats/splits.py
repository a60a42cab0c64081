"""Train, dev and test: set once per story, so that no event is in two of them."""

import hashlib
import re
import zlib
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from annotator.errors import BadInput

SPLITS = ("train", "dev", "test")
NEAR_IDENTICAL = 0.8
"""Share of word triples in common (Jaccard) from which two texts count as the same."""

_FAR_OFF = 10
# Scripts written without blanks have no words to go by; each of their characters counts.
_WORDS = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u3040-\u30ff\u3400-\u9fff]|[^\W\u0e00-\u9fff]+")
_SKETCH = 24


@dataclass(frozen=True, slots=True)
class Splits:
    """The split of every story by its name, and what could not be done as asked."""

    by_story: Mapping[str, str]
    problems: tuple[str, ...] = ()


def read_percentages(text: str) -> tuple[int, int, int]:
    """`80/10/10` as numbers; raises `BadInput` unless they are three that make 100."""
    parts = text.split("/")
    if len(parts) == 3 and all(re.fullmatch(r"[0-9]{1,3}", part.strip()) for part in parts):
        train, dev, test = (int(part) for part in parts)
        if train + dev + test == 100:
            return train, dev, test
    raise BadInput(f"“{text}” is no split. Give train, dev and test in per cent, such as 80/10/10.")


def assign_splits(
    sizes: Mapping[str, int],
    percentages: tuple[int, int, int],
    *,
    seed: int = 0,
    existing: Mapping[str, str] | None = None,
    together: Iterable[tuple[str, str]] = (),
    labels: Mapping[str, Mapping[str, int]] | None = None,
) -> Splits:
    """Gives each story a split. `sizes`: how many articles each has, by the story's name.

    With `labels` (numbers of spans by label of each story) each label is spread as evenly as whole
    stories allow, the rarest first.

    Stories in `existing` keep theirs; pairs in `together` go to one split. The order in which new
    stories are dealt out follows from `seed` and their names alone.
    """
    kept = {story: split for story, split in (existing or {}).items() if split and story in sizes}
    groups = _groups(sorted(sizes), together)
    problems: list[str] = []
    by_story: dict[str, str] = {}
    filled = dict.fromkeys(SPLITS, 0)
    waiting: list[list[str]] = []
    for group in groups:
        held = sorted({kept[story] for story in group if story in kept}, key=SPLITS.index)
        if not held:
            waiting.append(group)
            continue
        if len(held) > 1:
            problems.append(_torn(group, kept))
        for story in group:
            by_story[story] = kept.get(story, held[0])
            filled[by_story[story]] += sizes[story]
    total = sum(sizes.values())
    goals = {s: total * share / 100 for s, share in zip(SPLITS, percentages, strict=True)}
    spread = _Spread(labels, percentages, by_story) if labels else None
    lots = sorted(waiting, key=lambda stories: _lot(seed, stories[0]))
    for group in spread.rarest_first(lots) if spread else lots:
        split = spread.split(group, goals, filled) if spread else _neediest(goals, filled)
        by_story.update(dict.fromkeys(group, split))
        filled[split] += sum(sizes[story] for story in group)
    problems += _unmet(goals, filled, total, len(groups), bool(kept))
    return Splits({story: by_story[story] for story in sorted(by_story)}, tuple(problems))


def _neediest(goals: Mapping[str, float], filled: Mapping[str, int]) -> str:
    """The split that lacks the largest share of its own goal."""
    wanted = [split for split in SPLITS if goals[split] > 0] or ["train"]
    return max(wanted, key=lambda split: (goals[split] - filled[split]) / (goals[split] or 1))


class _Spread:
    """Which split lacks the labels of a story most (iterative stratification, Sechidis 2011)."""

    def __init__(
        self,
        labels: Mapping[str, Mapping[str, int]],
        percentages: tuple[int, int, int],
        by_story: Mapping[str, str],
    ) -> None:
        self._labels = labels
        self._totals: Counter[str] = Counter()
        for counts in labels.values():
            self._totals.update(counts)
        self._lacking = {
            split: {label: total * share / 100 for label, total in self._totals.items()}
            for split, share in zip(SPLITS, percentages, strict=True)
            if share
        }
        for story, split in by_story.items():
            self._take(story, split)

    def _take(self, story: str, split: str) -> None:
        for label, number in self._labels.get(story, {}).items():
            if split in self._lacking:
                self._lacking[split][label] -= number

    def rarest_first(self, groups: Sequence[list[str]]) -> list[list[str]]:
        """The groups of stories, those with the rarest label first."""
        return sorted(groups, key=lambda group: self._totals[self._rarest(group)])

    def _rarest(self, group: Sequence[str]) -> str:
        held = {label for story in group for label in self._labels.get(story, {})}
        return min(held, key=lambda label: (self._totals[label], label), default="")

    def split(
        self, group: Sequence[str], goals: Mapping[str, float], filled: Mapping[str, int]
    ) -> str:
        """The split that lacks the rarest label of these stories most, then articles."""
        label = self._rarest(group)
        if not self._lacking:
            return _neediest(goals, filled)

        def lack(split: str) -> tuple[float, float]:
            return (
                self._lacking[split].get(label, 0.0),
                (goals[split] - filled[split]) / (goals[split] or 1),
            )

        best = max(self._lacking, key=lack)
        for story in group:
            self._take(story, best)
        return best


def _lot(seed: int, story: str) -> bytes:
    return hashlib.sha256(f"{seed}\0{story}".encode()).digest()


def _torn(group: Sequence[str], kept: Mapping[str, str]) -> str:
    stories = ", ".join(f"“{story}” in {kept[story]}" for story in group if story in kept)
    return f"These stories share nearly the same text, but were split before: {stories}."


def _unmet(
    goals: Mapping[str, float], filled: Mapping[str, int], total: int, groups: int, kept: bool
) -> list[str]:
    if not total:
        return []
    rule = "a story is never divided"
    if kept:
        rule += ", and those that were split before keep their split"
    empty = [split for split in SPLITS if goals[split] > 0 and not filled[split]]
    if empty:
        is_ = "there is 1 story" if groups == 1 else f"there are {groups} that can be told apart"
        names = " and ".join(empty)
        return [f"There is nothing in {names}: {rule}; {is_}."]
    far = [
        f"{split} has {100 * filled[split] / total:.0f} % of the articles, not "
        f"{100 * goals[split] / total:.0f} %"
        for split in SPLITS
        if abs(filled[split] - goals[split]) * 100 / total > _FAR_OFF
    ]
    return [f"{rule.capitalize()}, so {', '.join(far)}."] if far else []


def _groups(stories: Sequence[str], together: Iterable[tuple[str, str]]) -> list[list[str]]:
    leader = {story: story for story in stories}

    def first(story: str) -> str:
        while leader[story] != story:
            leader[story] = leader[leader[story]]
            story = leader[story]
        return story

    for one, other in together:
        if one in leader and other in leader:
            low, high = sorted((first(one), first(other)))
            leader[high] = low
    groups: dict[str, list[str]] = defaultdict(list)
    for story in stories:
        groups[first(story)].append(story)
    return list(groups.values())


def near_identical(articles: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Pairs of stories that hold nearly the same text; `articles` are story names with texts.

    Compares sets of word triples. Only a few numbers per article are kept, not the texts.
    """
    kept: list[tuple[str, array[int]]] = []
    holders: dict[int, list[int]] = defaultdict(list)
    pairs: set[tuple[str, str]] = set()
    for story, text in articles:
        triples = _triples(text)
        sketch = sorted(triples)[:_SKETCH]
        for place in sorted({place for number in sketch for place in holders[number]}):
            other, numbers = kept[place]
            pair = (min(story, other), max(story, other))
            if other != story and pair not in pairs and _alike(triples, numbers):
                pairs.add(pair)
        for number in sketch:
            holders[number].append(len(kept))
        kept.append((story, array("I", sorted(triples))))
    return tuple(sorted(pairs))


def _triples(text: str) -> set[int]:
    words = _WORDS.findall(text.casefold())
    if len(words) < 3:
        return {zlib.crc32(" ".join(words).encode())} if words else set()
    return {
        zlib.crc32(" ".join(triple).encode())
        for triple in zip(words, words[1:], words[2:], strict=False)
    }


def _alike(one: set[int], numbers: "array[int]") -> bool:
    if min(len(one), len(numbers)) < NEAR_IDENTICAL * max(len(one), len(numbers)):
        return False
    common = sum(number in one for number in numbers)
    return common >= NEAR_IDENTICAL * (len(one) + len(numbers) - common)
