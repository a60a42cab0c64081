"""How well quotations and their speakers are found, on the news articles of the PolNeAR corpus.

FOLDER is a copy of the corpus (github.com/networkdynamics/PolNeAR); its text is no part of this
program. Gold is every passage in double quotation marks inside an annotated content. It is found
when both ends lie within two characters. Precision is the share of the double-quoted passages
offered that lie inside an annotated content. A speaker is right when it overlaps the annotated
source; a passage found without a speaker counts as wrong. Counted is what the program offers by
default: what scores `OFFERED` or more. Where several annotators read an article, the first counts.
"""

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import regex

from annotator.model.span import Fragment
from annotator.suggest.cues import load_lexicon
from annotator.suggest.quotation import OFFERED
from annotator.suggest.quotes import find_quotations

NEAR = 2
"""Characters that an end may be off."""

FEW = 4
"""Words from which a passage counts as long."""

_MARK = regex.compile(r"''|“|”|\"")
_PLACE = regex.compile(r"(T\d+)\t(\S+) (\d+ \d+(?:;\d+ \d+)*)\t")
_ROLES = regex.compile(r"E\d+\t\S+:")
_DOUBLE = ("“", "”", '"', "''")


@dataclass(frozen=True, slots=True)
class Gold:
    """One passage in double marks inside a content, with the places of its source."""

    start: int
    end: int
    source: tuple[Fragment, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured; shares are None where nothing was there to count."""

    articles: int
    gold: int
    offered: int
    guesses: int
    recall: float | None
    recall_long: float | None
    recall_short: float | None
    precision: float | None
    precision_exact: float | None
    speaker: float | None
    recall_with_guesses: float | None
    seconds: float


Reading = tuple[list[Gold], list[Fragment]]


def read_marks(path: Path, text: str) -> Reading:
    """The gold passages of one brat file, and all contents as stretches of text."""
    kinds: dict[str, tuple[str, list[Fragment]]] = {}
    roles: list[list[tuple[str, str]]] = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        place = _PLACE.match(line)
        if place is not None:
            stretches = [Fragment(*map(int, pair.split())) for pair in place[3].split(";")]
            kinds[place[1]] = place[2], stretches
        elif _ROLES.match(line):
            words = (word.partition(":") for word in line.split("\t")[1].split())
            roles.append([(role, name) for role, _, name in words])
    sources = dict(_sources(kinds, roles))
    gold: list[Gold] = []
    contents: list[Fragment] = []
    for name, (kind, stretches) in kinds.items():
        for stretch in _joined(text, stretches) if kind == "Content" else ():
            contents.append(stretch)
            passages = _quoted(text, stretch)
            gold.extend(Gold(start, end, sources.get(name, ())) for start, end in passages)
    return gold, contents


def _sources(
    kinds: Mapping[str, tuple[str, list[Fragment]]], roles: Sequence[Sequence[tuple[str, str]]]
) -> Iterator[tuple[str, tuple[Fragment, ...]]]:
    """For each content where its source stands."""
    for attribution in roles:
        named = [name for role, name in attribution if role.startswith("Source")]
        places = tuple(place for name in named for place in kinds[name][1])
        yield from ((name, places) for role, name in attribution if role.startswith("Content"))


def _joined(text: str, places: Sequence[Fragment]) -> list[Fragment]:
    """Places with those joined between which only blanks stand."""
    joined: list[Fragment] = []
    for start, end in sorted(places):
        if joined and not text[joined[-1].end : start].strip():
            joined[-1] = Fragment(joined[-1].start, end)
        else:
            joined.append(Fragment(start, end))
    return joined


def _quoted(text: str, stretch: Fragment) -> Iterator[Fragment]:
    """The passages in double marks; one that stays open ends with the stretch."""
    opened: int | None = None
    for match in _MARK.finditer(text, *stretch):
        before = text[max(stretch.start, match.start() - 3) : match.start()]
        if opened is None:
            opened = None if match.group() == "”" else match.start()
        elif match.group() == "“" or (match.group() != "”" and before[-1:].isspace()):
            if match.group() == "“" or "\n" in before:
                continue  # a paragraph of a long quotation begins, or a quotation inside
            yield Fragment(opened, match.end())
            opened = None
        else:
            yield Fragment(opened, match.end())
            opened = None
    if opened is not None and opened + 2 < stretch.end:
        yield Fragment(opened, stretch.end)


def parts(folder: Path) -> Path:
    """Where the parts are: in `data` of a whole copy, or in the folder itself."""
    return folder / "data" if (folder / "data").is_dir() else folder


def articles(folder: Path, part: str) -> Iterator[tuple[str, Reading]]:
    """Every text of a part with the marks of its first annotator."""
    base = parts(folder) / part
    marks: dict[str, Path] = {}
    for path in sorted((base / "attributions").glob("*.ann")):
        marks.setdefault(path.stem.rpartition("_")[0], path)
    for path in sorted((base / "text").glob("*.txt")):
        text = path.read_bytes().decode("utf-8")
        if path.stem in marks:
            yield text, read_marks(marks[path.stem], text)


def score(folder: Path, part: str) -> Figures:
    """The extractor against one part of the corpus."""
    lexicon = load_lexicon()
    count: Counter[str] = Counter()
    seconds = 0.0
    for text, (gold, contents) in articles(folder, part):
        begin = time.perf_counter()
        quotations = find_quotations(text, lexicon, guesses=True)
        seconds += time.perf_counter() - begin
        count["articles"] += 1
        found = {
            fragment: (quotation.score >= OFFERED, quotation.speaker)
            for quotation in quotations
            for fragment in quotation.fragments
            if text.startswith(_DOUBLE, fragment.start)
        }
        _count_gold(count, text, gold, found)
        _count_offered(count, gold, contents, [at for at, (offered, _) in found.items() if offered])
        count["guesses"] += sum(not offered for offered, _ in found.values())
    return _figures(count, seconds)


def _near(one: Fragment | Gold, other: Fragment | Gold) -> bool:
    return abs(one.start - other.start) <= NEAR and abs(one.end - other.end) <= NEAR


def _count_gold(
    count: Counter[str],
    text: str,
    gold: Sequence[Gold],
    found: dict[Fragment, tuple[bool, Fragment | None]],
) -> None:
    for passage in gold:
        size = "long" if len(text[passage.start : passage.end].split()) >= FEW else "short"
        count["gold"] += 1
        count[f"gold {size}"] += 1
        match = next((at for at in found if _near(at, passage)), None)
        if match is None:
            continue
        count["found at all"] += 1
        offered, speaker = found[match]
        if not offered:
            continue
        count["found"] += 1
        count[f"found {size}"] += 1
        if passage.source:
            count["sources"] += 1
            count["speakers"] += speaker is not None and any(
                speaker.start < end and start < speaker.end for start, end in passage.source
            )


def _count_offered(
    count: Counter[str],
    gold: Sequence[Gold],
    contents: Sequence[Fragment],
    offered: Sequence[Fragment],
) -> None:
    for at in offered:
        count["offered"] += 1
        count["inside"] += any(
            start - NEAR <= at.start and at.end <= end + NEAR for start, end in contents
        )
        count["exact"] += any(_near(at, passage) for passage in gold)


def _figures(count: Counter[str], seconds: float) -> Figures:
    def share(part: str, whole: str) -> float | None:
        return count[part] / count[whole] if count[whole] else None

    return Figures(
        articles=count["articles"],
        gold=count["gold"],
        offered=count["offered"],
        guesses=count["guesses"],
        recall=share("found", "gold"),
        recall_long=share("found long", "gold long"),
        recall_short=share("found short", "gold short"),
        precision=share("inside", "offered"),
        precision_exact=share("exact", "offered"),
        speaker=share("speakers", "sources"),
        recall_with_guesses=share("found at all", "gold"),
        seconds=seconds,
    )


_GOALS = {"recall": 0.88, "recall_long": 0.95, "precision": 0.98, "speaker": 0.90}
_WORDS = {
    "recall": "exact recall, all",
    "recall_long": "exact recall, four words and more",
    "recall_short": "exact recall, one to three words",
    "precision": "precision, inside an attributed content",
    "precision_exact": "precision, exact",
    "speaker": "speaker overlaps the source",
    "recall_with_guesses": "exact recall with guesses (not offered by default)",
}


def table(figures: Figures) -> str:
    """The figures for people."""
    shown = asdict(figures)
    counted = (
        f"{figures.offered} offered (score {OFFERED} or more), {figures.guesses} guesses below"
    )
    lines = [
        f"{figures.articles} articles, {figures.gold} passages in gold",
        f"{counted}; {figures.seconds:.1f} s",
        "",
        "| measure | value | goal |",
        "|---|---|---|",
    ]
    for name, words in _WORDS.items():
        value = "–" if shown[name] is None else f"{shown[name]:.3f}"
        goal = f"≥ {_GOALS[name]:.2f}" if name in _GOALS else ""
        lines.append(f"| {words} | {value} | {goal} |")
    return "\n".join(lines)


def main() -> int:
    """Prints the table, or JSON."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="a copy of the corpus")
    parser.add_argument("--part", default="train", help="train (default), dev or test")
    parser.add_argument("--json", action="store_true", help="print JSON")
    given = parser.parse_args()
    if not (parts(given.folder) / given.part / "text").is_dir():
        print(f"There are no texts in {parts(given.folder) / given.part}.", file=sys.stderr)
        return 2
    figures = score(given.folder, given.part)
    print(json.dumps(asdict(figures), indent=1) if given.json else table(figures))
    return 0


if __name__ == "__main__":
    sys.exit(main())
