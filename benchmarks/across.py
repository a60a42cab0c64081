"""What is found across the articles of stories, how well, and how quickly.

FOLDER holds stories: a folder of text files each, text files of one story, or the articles of the
BASIL corpus (github.com/launchnlp/BASIL: 100 events, three outlets each; its text is no part of
this program). Reported are the clues per story by kind, shown by default and not.

`--pairs FILE` measures counterparts: JSON with lists of passages `{"article", "start", "end"}`
(`file` or `doc_id` for the name will do) of which each says what the others do, such as `[M, M]` or
`{"members": [M, M, M]}`; every two of them in different articles are a pair. A pair is found among
the top k of an article when one of the k sentences most alike overlaps a passage belonging there.

`--speed` makes 1,000 articles in 200 stories of those that are there. Names are found by a model
before; `--parses FILE` keeps what it found, so that it is not asked again. Times are wall time,
memory is the largest resident set of the process, which with `--parses` holds no model.
"""

import json
import random
import resource
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path

from annotator.across import Counterparts, ReadArticle, look_across, read_article
from annotator.model.across import Across
from annotator.model.span import Fragment
from annotator.model.story import text_sha256
from annotator.paths import seed
from annotator.suggest.entities import find_names
from annotator.suggest.names import default_stop_list
from annotator.suggest.parse import Name, Parse
from annotator.suggest.suggester import ArticleText, Material
from benchmarks.figure import Figure, keep, parser

TOPS = (1, 3, 5)
_NAMES = ("article", "file", "doc_id")
STORIES, ARTICLES = 200, 5
SHOWN_AT_MOST = 5.0
SECONDS, MEGABYTES, STORY_MILLISECONDS = 15.0, 800.0, 200.0
Texts = Mapping[str, Sequence[ArticleText]]


def stories(folder: Path) -> dict[str, list[ArticleText]]:
    """The articles by story."""
    found: dict[str, list[ArticleText]] = defaultdict(list)
    for path in sorted(folder.rglob("*.json")):
        value = json.loads(path.read_text(encoding="utf-8"))
        if isinstance(value, dict) and "body-paragraphs" in value:
            text = "\n".join(" ".join(sentences) for sentences in value["body-paragraphs"])
            found[value["triplet-uuid"]].append(ArticleText(path.name, path.name, text))
    for path in sorted(folder.rglob("*.txt")):
        text = path.read_bytes().decode("utf-8")
        found[path.parent.name].append(ArticleText(path.name, path.name, text))
    return dict(found)


def parses(texts: Iterable[str], keep: Path | None) -> dict[str, Parse]:
    """What the model finds in the texts, by their SHA-256."""
    known: dict[str, Parse] = {}
    if keep is not None and keep.exists():
        for sha256, names in json.loads(keep.read_text()).items():
            known[sha256] = Parse(sha256, "", "", tuple(Name(*name) for name in names))
    new = {text_sha256(text): text for text in texts}
    new = {sha256: text for sha256, text in new.items() if sha256 not in known}
    if new:
        from annotator.suggest import nlp
        from annotator.suggest.models import DEFAULT_NAME

        found = nlp.parse(list(new.values()), nlp.load(DEFAULT_NAME))
        known |= dict(zip(new, found, strict=True))
        if keep is not None:
            plain = {s: [(n.start, n.end, n.type) for n in p.names] for s, p in known.items()}
            keep.write_text(json.dumps(plain))
    return known


def read(articles: Sequence[ArticleText], known: Mapping[str, Parse]) -> list[ReadArticle]:
    """The articles of one story, read."""
    by_id = {a.article_id: known[text_sha256(a.text)] for a in articles}
    names = find_names(Material(articles, {}, by_id, stop_list=default_stop_list()))
    return [read_article(a, [n for n in names if n.article_id == a.article_id]) for a in articles]


def clues_by_kind(found: Mapping[str, Across]) -> tuple[float, dict[str, tuple[int, int]]]:
    """Clues shown per story, and by kind how many are shown and how many are not."""
    shown = Counter(c.kind for one in found.values() for c in one.clues if c.shown)
    other = Counter(c.kind for one in found.values() for c in one.clues if not c.shown)
    kinds = {str(kind): (shown[kind], other[kind]) for kind in sorted({*shown, *other})}
    return sum(shown.values()) / max(len(found), 1), kinds


def groups(value: object) -> list[list[tuple[str, Fragment]]]:
    """The places of each entry of a pair list, however deep it stands in the file."""
    return _together(value) or _entries(value)


def _together(value: object) -> list[list[tuple[str, Fragment]]]:
    """Places that stand beside each other, in a list or as the values of an object."""
    places = list(_places(value)) if isinstance(value, list | dict) else []
    if len(places) > 1:
        return [places]
    return [found for one in _inner(value) for found in _together(one)]


def _entries(value: object) -> list[list[tuple[str, Fragment]]]:
    """Where each place stands in an object of its own: all those below one entry of a list."""
    if not isinstance(value, list):
        return [found for one in _inner(value) for found in _entries(one)]
    return [places for one in value if len(places := _below(one)) > 1] or [_below(value)]


def _below(value: object) -> list[tuple[str, Fragment]]:
    """All places, however deep."""
    here = list(_places(value)) if isinstance(value, list | dict) else []
    return here + [found for one in _inner(value) for found in _below(one)]


def _inner(value: object) -> Iterable[object]:
    return value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()


def pair_list(
    path: Path, read_articles: Mapping[str, ReadArticle]
) -> list[list[tuple[str, Fragment]]]:
    """The pair list of a file, with the names that the articles have here.

    A name may lack its ending or be the beginning of one only. Raises ValueError where the file
    holds no pairs, or names an article that is not there.
    """
    try:
        found = [one for one in groups(json.loads(path.read_text(encoding="utf-8"))) if one]
    except (OSError, ValueError) as error:
        raise ValueError(f"{path} cannot be read as JSON: {error}.") from error
    if not found:
        raise ValueError(f'{path} holds no pairs of {{"article", "start", "end"}}.')
    named = {name: _article_named(name, read_articles) for one in found for name, _ in one}
    return [[(named[name], place) for name, place in one] for one in found]


def _article_named(name: str, read_articles: Mapping[str, ReadArticle]) -> str:
    if name in read_articles:
        return name
    begun = [one for one in read_articles if name and one.startswith(name)]
    if len(begun) != 1:
        raise ValueError(f"The pair list names “{name}”; no one article here is called so.")
    return begun[0]


def _places(value: list[object] | dict[str, object]) -> Iterator[tuple[str, Fragment]]:
    """The places that stand right in a list, or as the values of an object."""
    for one in value.values() if isinstance(value, dict) else value:
        if isinstance(one, dict) and "start" in one and "end" in one:
            name = next((one[key] for key in _NAMES if key in one), "")
            yield str(name), Fragment(int(str(one["start"])), int(str(one["end"])))


def ranks(
    given: Iterable[Sequence[tuple[str, Fragment]]], read_articles: Mapping[str, ReadArticle]
) -> Iterator[int]:
    """For each pair, in both directions, where the first right sentence stands; 0 is the best."""
    counterparts = Counterparts(list(read_articles.values()))
    for places in given:
        for one, other in combinations(places, 2):
            for here, there in ((one, other), (other, one)):
                if here[0] == there[0]:
                    continue
                right = [place for name, place in places if name == there[0]]
                listed = [
                    c.members[1].place
                    for c in counterparts.of(here[0], here[1].start, best=1000, least=0.0)
                    if c.members[1].article_id == there[0]
                ]
                yield next((n for n, p in enumerate(listed) if _overlaps(p, right)), 1000)


def _overlaps(place: Fragment, others: Sequence[Fragment]) -> bool:
    return any(place.start < other.end and other.start < place.end for other in others)


def speed(texts: Sequence[ArticleText], known: Mapping[str, Parse]) -> list[Figure]:
    """1,000 articles in 200 stories; one story of 20 articles."""
    pool = [texts[n % len(texts)].text for n in range(STORIES * ARTICLES)]
    counted: Counter[str] = Counter()
    for number in range(STORIES):
        some = [
            ArticleText(f"{n}", f"{n}", pool[(number + n * (STORIES + 1)) % len(pool)])
            for n in range(ARTICLES)
        ]
        began = time.perf_counter()
        material = read(some, known)
        middle = time.perf_counter()
        Counterparts(material).all()
        end = time.perf_counter()
        look_across(material)
        counted["read"] += middle - began
        counted["search"] += end - middle
        counted["all"] += time.perf_counter() - end
    print(f"  sentences, quotations, names, amounts: {counted['read']:.1f} s")
    print(f"  counterparts, clues, facets: {counted['all']:.1f} s")
    some = read([ArticleText(f"{n}", f"{n}", pool[n * 7 % len(pool)]) for n in range(20)], known)
    took = []
    for _ in range(5):
        began = time.perf_counter()
        Counterparts(some).of("0", 200)
        took.append(1000 * (time.perf_counter() - began))
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return [
        _figure("1,000 articles in 200 stories fitted and searched, s", SECONDS, counted["search"]),
        _figure("a story of 20 articles fitted and asked, ms", STORY_MILLISECONDS, min(took)),
        _figure("memory, MB", MEGABYTES, megabytes),
    ]


def _figure(goal: str, limit: float, value: float) -> Figure:
    return Figure("across", goal, limit, value, value <= limit)


def main(arguments: list[str] | None = None) -> int:
    """The command."""
    asked = parser("across", __doc__)
    asked.add_argument("folder", type=Path, nargs="?", help="stories; else the sample articles")
    asked.add_argument("--pairs", type=Path, help="a pair list, to measure counterparts")
    asked.add_argument("--parses", type=Path, help="keep here what the model finds")
    asked.add_argument("--show", metavar="KIND", help="print clues of this kind, to judge them")
    asked.add_argument("--speed", action="store_true", help="1,000 articles in 200 stories")
    given = asked.parse_args(arguments)
    folder = given.folder if given.folder and not given.smoke else seed("articles")
    texts = stories(folder)
    if not texts:
        asked.error(f"{folder} holds no articles.")
    everything = [article for some in texts.values() for article in some]
    known = parses([article.text for article in everything], given.parses)
    material = {story: read(some, known) for story, some in texts.items()}
    found = {story: look_across(some) for story, some in material.items()}
    mean, kinds = clues_by_kind(found)
    figures = [_figure("clues shown per story", SHOWN_AT_MOST, mean)]
    print(f"{len(found)} stories, {mean:.2f} clues shown per story; by kind shown, not shown:")
    for kind, (shown, other) in kinds.items():
        print(f"  {kind:40}{shown:6}{other:6}")
    if given.pairs:
        by_name = {one.article_id: one for some in material.values() for one in some}
        try:
            listed = pair_list(given.pairs, by_name)
        except ValueError as error:
            asked.error(str(error))
        found_at = list(ranks(listed, by_name))
        for top in TOPS:
            share = sum(rank < top for rank in found_at) / max(len(found_at), 1)
            print(f"  counterpart in the top {top}: {share:.3f} of {len(found_at)}")
            goal = 0.79 if top == 3 else 0.0
            figures.append(Figure("across", f"top {top}", goal, share, share >= goal))
    if given.speed:
        figures += speed(everything, known)
        for one in figures[-3:]:
            print(f"  {one.goal}: {one.value:.2f} (at most {one.limit:g})")
    if given.show:
        _show(
            given.show, found, {one.article_id: one for some in material.values() for one in some}
        )
    keep(figures, given.json)
    return 0


def _show(kind: str, found: Mapping[str, Across], articles: Mapping[str, ReadArticle]) -> None:
    """Some clues of one kind, with their passages."""
    clues = [c for one in found.values() for c in one.clues if kind in c.kind]
    random.Random(28).shuffle(clues)
    for one in clues[:25]:
        print(f"\n{'+' if one.shown else '-'} {one.reason}")
        for passage in one.passages:
            words = articles[passage.article_id].words(passage.place)
            print(f"    {passage.article_id[-6:-5]} [{passage.value}] {words[:300]}")


if __name__ == "__main__":
    sys.exit(main())
