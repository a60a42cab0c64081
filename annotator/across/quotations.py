"""Quotations that several articles have: the same words, nearly the same, by another speaker."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from annotator.across.kinds import Kind, clue, listed
from annotator.across.material import ReadArticle
from annotator.across.utterances import Utterance
from annotator.across.words import Clusters, content, once
from annotator.model.clue import Clue, Passage
from annotator.model.span import Fragment

ALIKE = 0.75
"""Share of words in common, in order, from which two quotations are the same with small changes."""
_RUN = 3
"""Words in a row by which quotations that may be the same are found."""
_LEAST = 4
"""Words of a quotation that is no coincidence where it stands with others or with changes."""
_LEAST_SAME = 3
"""Words of a quotation that is no coincidence where it is the very same."""
_MOST = 400
"""Quotations with the same run of words; more are a formula, not a quotation."""
_LONGEST_FRAME = 12
"""Words of a quoted piece whose frame is compared."""


@dataclass(slots=True)
class Matches:
    """Which utterances match: by the numbers of two of them, whether their words are the same."""

    pairs: dict[tuple[int, int], bool] = field(default_factory=dict)

    @property
    def matched(self) -> frozenset[int]:
        """The numbers of those that match another."""
        return frozenset(one for pair in self.pairs for one in pair)


def match(said: Sequence[Utterance]) -> Matches:
    """The utterances of different articles with the same or nearly the same words."""
    found = Matches()
    for one, other in _candidates(said):
        same = _compare(said[one].words, said[other].words)
        if same is not None:
            found.pairs[one, other] = same
    return found


def _candidates(said: Sequence[Utterance]) -> list[tuple[int, int]]:
    holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, one in enumerate(said):
        words = one.words
        if len(words) >= _LEAST:
            runs = {words[n : n + _RUN] for n in range(len(words) - _RUN + 1)}
        else:
            runs = {words} if len(words) >= _LEAST_SAME else set()
        for run in runs:
            holders[run].append(number)
    pairs: set[tuple[int, int]] = set()
    for some in holders.values():
        if 1 < len(some) <= _MOST:
            pairs.update(
                (a, b)
                for n, a in enumerate(some)
                for b in some[n + 1 :]
                if said[a].article != said[b].article
            )
    return sorted(pairs)


def _compare(one: tuple[str, ...], other: tuple[str, ...]) -> bool | None:
    """True: the same words, or one is a piece of the other; False: small changes; None: neither."""
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    if len(short) < _LEAST:
        return None
    if f" {' '.join(short)} " in f" {' '.join(long)} ":
        return True
    if 2 * len(short) < ALIKE * (len(short) + len(long)):
        return None
    # In a fixed order, so that the order of the articles makes no difference.
    first, second = sorted((one, other))
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    return False if matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE else None


def quotation_clues(
    articles: Sequence[ReadArticle], said: Sequence[Utterance], matches: Matches
) -> Iterator[Clue]:
    """One clue for quotations that belong together, of whatever number of articles."""
    clusters = Clusters()
    tied: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for pair in matches.pairs:
        clusters.join(said[pair[0]].quotation, said[pair[1]].quotation)
    for pair in matches.pairs:
        tied[clusters.find(said[pair[0]].quotation)].append(pair)
    for pairs in tied.values():
        yield _clue(articles, said, matches.pairs, pairs)


def _clue(
    articles: Sequence[ReadArticle],
    said: Sequence[Utterance],
    same: Mapping[tuple[int, int], bool],
    pairs: Sequence[tuple[int, int]],
) -> Clue:
    by_others = [pair for pair in pairs if _speakers_differ(said[pair[0]], said[pair[1]])]
    changed = [pair for pair in pairs if not same[pair]]
    if by_others:
        kind, telling = Kind.OTHER_SPEAKER, by_others
    elif changed:
        kind, telling = Kind.OTHER_WORDING, changed
    else:
        kind, telling = Kind.SAME_QUOTATION, list(pairs)
    members = _members(said, telling, pairs)
    values = [
        one.speaker.words if kind is Kind.OTHER_SPEAKER else _quoted(articles, one)
        for one in members
    ]
    passages = [
        articles[one.article].passage(one.place, value)
        for one, value in zip(members, values, strict=True)
    ]
    one, other = min(telling, key=lambda pair: sorted(said[n].place for n in pair))
    pair = (said[one], said[other])
    return clue(kind, _quoted(articles, members[0]), _reason(kind, members, values, pair), passages)


def _reason(
    kind: Kind,
    members: Sequence[Utterance],
    values: Sequence[str],
    pair: tuple[Utterance, Utterance],
) -> str:
    number = len({one.article for one in members})
    if kind is Kind.OTHER_SPEAKER:
        return f"the same words are said by {listed(once(values))}"
    if kind is Kind.OTHER_WORDING:
        return f"{number} articles quote nearly the same words: {_changes(*pair)}"
    return f"{number} articles quote the same words"


def _changes(one: Utterance, other: Utterance) -> str:
    """The first words that differ, as one article has them and as another."""
    codes = SequenceMatcher(None, one.words, other.words, autojunk=False).get_opcodes()
    what, a, b, c, d = next(code for code in codes if code[0] != "equal")
    here, there = " ".join(one.words[a:b]), " ".join(other.words[c:d])
    if what == "replace":
        return f"{listed([here])} and {listed([there])}"
    return f"only one has {listed([here or there])}"


def _members(
    said: Sequence[Utterance],
    telling: Sequence[tuple[int, int]],
    pairs: Sequence[tuple[int, int]],
) -> list[Utterance]:
    """One utterance of each quotation, the first of those that tell most, in order."""
    chosen: dict[int, Utterance] = {}
    for some in (telling, pairs):
        found = sorted({number for pair in some for number in pair}, key=lambda n: said[n].place)
        for number in found:
            chosen.setdefault(said[number].quotation, said[number])
    return sorted(chosen.values(), key=lambda one: (one.article, one.place))


def _quoted(articles: Sequence[ReadArticle], one: Utterance) -> str:
    return articles[one.article].words(one.place).strip(" “”‘’\"',.")


def _speakers_differ(one: Utterance, other: Utterance) -> bool:
    """Whether two speakers that can be told are not the same.

    A person and an organisation may be: the one speaks for the other. Whom a pronoun stands for is
    too often guessed wrong to set two people against each other.
    """
    a, b = one.speaker, other.speaker
    if a.guessed or b.guessed:
        return False
    if not a.key or not b.key or a.sort != b.sort or not a.sort:
        return False
    return a.key != b.key and not (set(a.key.split()) & set(b.key.split()))


# The same frame


def frame_clues(articles: Sequence[ReadArticle], said: Sequence[Utterance]) -> Iterator[Clue]:
    """Pieces that the same speaker is quoted with in the same frame, with other words inside.

    “calling them ‘baseless and defamatory’” beside “calling them ‘baseless and protectionist’”.
    """
    for numbers in same_frames(articles, said):
        members = [said[number] for number in numbers]
        values = [_quoted(articles, one) for one in members]
        who, cue = members[0].speaker.words, members[0].cue
        reason = f"{who} is quoted in the same frame ({cue}) with {listed(once(values))}"
        passages = [
            articles[one.article].passage(one.place, value)
            for one, value in zip(members, values, strict=True)
        ]
        yield clue(Kind.OTHER_WORDS, who, reason, passages)


def same_frames(articles: Sequence[ReadArticle], said: Sequence[Utterance]) -> list[list[int]]:
    """The numbers of the pieces that stand in the same frame."""
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, one in enumerate(said):
        short = one.is_fragment and len(one.words) <= _LONGEST_FRAME
        if short and one.speaker.key and one.cue:
            groups[one.speaker.key, one.cue].append(number)
    found: list[list[int]] = []
    for _, some in sorted(groups.items()):
        clusters = Clusters()
        for n, a in enumerate(some):
            for b in some[n + 1 :]:
                if _same_frame(articles, said[a], said[b]):
                    clusters.join(a, b)
        found += clusters.all()
    return found


def quoted_together(
    articles: Sequence[ReadArticle], said: Sequence[Utterance], matches: Matches
) -> Iterator[tuple[Passage, ...]]:
    """Where the same is quoted, and where other words stand in the same frame: the words alone."""
    clusters = Clusters()
    for pair in matches.pairs:
        clusters.join(*pair)
    for numbers in (*clusters.all(), *same_frames(articles, said)):
        members = [said[number] for number in numbers]
        yield tuple(Passage(articles[one.article].article_id, one.place) for one in members)


def _same_frame(articles: Sequence[ReadArticle], one: Utterance, other: Utterance) -> bool:
    """Whether two pieces of different articles are framed alike and differ inside."""
    if one.article == other.article or one.words == other.words:
        return False
    if _compare(one.words, other.words) is not None:
        return False
    inside = _stems(articles, one) & _stems(articles, other)
    return bool(inside) or len(one.frame & other.frame) >= 2


def _stems(articles: Sequence[ReadArticle], one: Utterance) -> set[str]:
    place: Fragment = one.place
    return {word.stem for word in content(articles[one.article].text, *place)}
