"""How good the proposed names are, against gold names in the sample articles.

    python -m benchmarks.entities GOLD.json [--json FILE]

GOLD.json holds `mentions`, each with `file`, `start`, `end` (code points) and `type`. A name counts
if both ends are exact; with type, if the type is the same, too. “Deciding” a string once gives all
proposals of it the type that gold has most often at its places, or rejects them where gold has
none. Bare spaCy's names stand beside it.
"""

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

from annotator.paths import seed
from annotator.suggest import nlp
from annotator.suggest.entities import find_names
from annotator.suggest.models import DEFAULT_NAME
from annotator.suggest.names import NAME_TYPES, default_stop_list, same_string
from annotator.suggest.suggester import ArticleText, Material

Mention = tuple[str, int, int, str]
DECISIONS = (0, 1, 5, 10, 20, None)
LEFT_OUT = "CONCEPT"


def score(found: Iterable[Mention], gold: Iterable[Mention]) -> dict[str, float]:
    """Precision, recall and F of exact spans, and F of exact spans with type."""
    found, gold = set(found), set(gold)
    places, wanted = {m[:3] for m in found}, {m[:3] for m in gold}
    right = len(places & wanted)
    typed = len(found & gold)
    return {
        "precision": right / len(places) if places else 0.0,
        "recall": right / len(wanted),
        "f": 2 * right / (len(places) + len(wanted)),
        "f with type": 2 * typed / (len(found) + len(gold)),
    }


def decide(found: list[Mention], gold: list[Mention], texts: dict[str, str], number: int | None):
    """The names after the `number` commonest strings were decided; None: all of them."""
    types = {m[:3]: m[3] for m in gold}
    strings: defaultdict[str, list[Mention]] = defaultdict(list)
    for mention in found:
        strings[same_string(texts[mention[0]][mention[1] : mention[2]])].append(mention)
    for string in sorted(strings, key=lambda s: (-len(strings[s]), s))[:number]:
        right = Counter(types.get(m[:3], "") for m in strings[string])
        kind = right.most_common(1)[0][0]
        strings[string] = [(*m[:3], kind) for m in strings[string] if kind]
    return [mention for mentions in strings.values() for mention in mentions]


def measure(gold_file: Path, model: str) -> dict[str, object]:
    """All figures."""
    texts = {
        path.name: path.read_text(encoding="utf-8")
        for path in sorted(seed("articles").glob("*.txt"))
    }
    parses = dict(zip(texts, nlp.parse(list(texts.values()), nlp.load(model)), strict=True))
    articles = [ArticleText(name, name, text) for name, text in texts.items()]
    material = Material(articles, {}, parses, stop_list=default_stop_list())
    names = find_names(material)
    found = [(n.article_id, *n.place, n.type) for n in names]
    raw = [
        (name, n.start, n.end, n.type)
        for name in texts
        for n in parses[name].names
        if n.type in NAME_TYPES
    ]
    mentions = json.loads(gold_file.read_text(encoding="utf-8"))["mentions"]
    gold = [(m["file"], m["start"], m["end"], m["type"]) for m in mentions if m["type"] != LEFT_OUT]
    rows = [{"decided": n, **score(decide(found, gold, texts, n), gold)} for n in DECISIONS]
    places, wanted = {m[:3]: m[3] for m in found}, {m[:3]: m[3] for m in gold}

    def told(places: Iterable[tuple[str, int, int]]) -> list[str]:
        return [f"{name[:3]}:{s}-{e} {texts[name][s:e]}" for name, s, e in sorted(places)]

    return {
        "gold": len(gold),
        "raw": score(raw, gold),
        "cleaned": rows,
        "strings": len({same_string(n.name) for n in names}),
        "missed": told(wanted.keys() - places.keys()),
        "not in gold": told(places.keys() - wanted.keys()),
        "groups": sorted({n.group for n in names if n.group}),
    }


def main(arguments: list[str] | None = None) -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.entities", description=__doc__)
    parser.add_argument("gold", type=Path, help="the gold names")
    parser.add_argument("--model", default=DEFAULT_NAME)
    parser.add_argument("--json", type=Path, help="write the figures here")
    given = parser.parse_args(arguments)
    figures = measure(given.gold, given.model)
    if given.json:
        given.json.write_text(json.dumps(figures, ensure_ascii=False, indent=1), encoding="utf-8")
    words = ("precision", "recall", "f", "f with type")
    print(f"{figures['gold']} gold names, {figures['strings']} strings proposed")
    print(f"{'':16}" + "".join(f"{word:>13}" for word in words))
    rows = [("bare spaCy", figures["raw"])]
    for row in figures["cleaned"]:
        rows.append((f"{'all' if row['decided'] is None else row['decided']} decided", row))
    for name, row in rows:
        print(f"{name:16}" + "".join(f"{row[word]:13.3f}" for word in words))
    for what in ("missed", "not in gold"):
        print(f"{what}:", *figures[what], sep="\n  ")
    return 0


if __name__ == "__main__":
    sys.exit(main())
