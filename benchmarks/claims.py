"""How well claims are suggested, against what two readers marked in the sample articles.

Ranking: average precision of the sentences by their weightiest clause, against the sentences in
which a reader marked a claim; beside it the base rate and a plain count of names, figures and
verbs. Ends: the best overlap of each marked claim with a proposed clause, and the reverse.
The rules are general ones, but whoever wrote them had seen these five articles: the figures are no
promise for other texts.
"""

import json
import re
import statistics
import sys
import time
from collections.abc import Sequence
from typing import Any

from annotator.demo import ANNOTATORS
from annotator.model.span import Fragment
from annotator.paths import seed
from annotator.suggest.claims import LEAST_SCORE, Claim, claims
from annotator.suggest.claims_lexicon import ClaimWords
from annotator.suggest.names import default_stop_list
from annotator.text.sentences import sentences
from benchmarks.figure import Figure, parser, tell

NEAR = 2
"""Code points by which an end may differ and still count as the same."""
HALF = 0.5


def average_precision(ranked: Sequence[bool]) -> float:
    """Mean of the precision at every right one, from the highest rank down."""
    hits, total = 0, 0.0
    for rank, is_right in enumerate(ranked, 1):
        if is_right:
            hits += 1
            total += hits / rank
    return total / hits if hits else 0.0


def overlap(a: Fragment, b: Fragment) -> float:
    """Shared characters over all characters of both."""
    shared = min(a.end, b.end) - max(a.start, b.start)
    return max(shared, 0) / (max(a.end, b.end) - min(a.start, b.start)) if shared > 0 else 0.0


def plain_count(sentence: str, words: ClaimWords) -> float:
    """Names, digits, reporting and event verbs, less modality, if, we and you."""
    found = re.findall(r"[\w’'-]+", sentence)
    lower = [word.lower() for word in found]
    names = sum(word[0].isupper() for word in found[1:])
    verbs = sum(word in words.reporting or word in words.events for word in lower)
    less = sum(word in words.lowering for word in lower)
    return 0.5 * min(names, 6) + 0.7 * bool(re.search(r"\d", sentence)) + verbs - 1.2 * less


def readers() -> dict[str, tuple[str, dict[str, list[Fragment]]]]:
    """By article: its text, and the claims of each reader."""
    articles: dict[str, tuple[str, dict[str, list[Fragment]]]] = {}
    for path in (seed(f"demo/{name}.jsonl") for name in ANNOTATORS):
        for line in path.read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            _, by_reader = articles.setdefault(record["doc_id"], (record["text"], {}))
            by_reader[record["annotator"]] = [
                Fragment(span["start"], span["end"])
                for span in record["spans"]
                if span["label"] == "claim"
            ]
    return articles


def ranking(articles: dict[str, Any], words: ClaimWords) -> dict[str, float]:
    """Average precision over all sentences, by the rule and by the plain count."""
    rows: list[tuple[float, float, bool]] = []
    for text, by_reader in articles.values():
        marked = [span for spans in by_reader.values() for span in spans]
        found = list(claims(text, words, stop_list=default_stop_list()))
        for sentence in sentences(text):
            score = max((c.weighed.score for c in found if overlap(c.place, sentence)), default=0.0)
            plain = plain_count(text[sentence.start : sentence.end], words)
            rows.append((score, plain, any(overlap(span, sentence) for span in marked)))
    by_rule = average_precision([right for _, _, right in sorted(rows, key=lambda r: -r[0])])
    by_plain = average_precision([right for _, _, right in sorted(rows, key=lambda r: -r[1])])
    return {
        "sentences": len(rows),
        "base rate": statistics.mean(right for _, _, right in rows),
        "rule": by_rule,
        "plain": by_plain,
    }


def near(a: Fragment, b: Fragment) -> bool:
    """Whether both ends are the same within `NEAR`."""
    return abs(a.start - b.start) <= NEAR and abs(a.end - b.end) <= NEAR


def against(marked: Sequence[Fragment], proposed: Sequence[Fragment]) -> dict[str, float]:
    """How well proposals meet marks: exact ends, half overlap, mean of the best overlap."""
    if not marked or not proposed:
        return {}
    best = [max(overlap(mark, p) for p in proposed) for mark in marked]
    exact = sum(any(near(mark, p) for p in proposed) for mark in marked)
    right = sum(any(near(mark, p) for mark in marked) for p in proposed)
    half = sum(any(overlap(mark, p) >= HALF for mark in marked) for p in proposed)
    recall, precision = exact / len(marked), right / len(proposed)
    return {
        "marked": len(marked),
        "proposed": len(proposed),
        "exact precision": precision,
        "exact recall": recall,
        "exact F1": 2 * recall * precision / (recall + precision) if right else 0.0,
        "half precision": half / len(proposed),
        "half recall": sum(value >= HALF for value in best) / len(marked),
        "mean best IoU": statistics.mean(best),
        "mean IoU where they meet": statistics.mean([v for v in best if v > 0] or [0.0]),
    }


def _shift(spans: Sequence[Fragment], by: int) -> list[Fragment]:
    return [Fragment(start + by, end + by) for start, end in spans]


def ends(articles: dict[str, Any], words: ClaimWords) -> dict[str, dict[str, float]]:
    """The figures of `against` for reader A, reader B, either of them; and of B against A."""
    marked: dict[str, list[Fragment]] = {"A": [], "B": []}
    proposed: list[Fragment] = []
    whole: list[Fragment] = []
    shift = 0
    for text, by_reader in articles.values():
        found: list[Claim] = [
            claim
            for claim in claims(text, words, stop_list=default_stop_list())
            if claim.weighed.score >= LEAST_SCORE
        ]
        proposed += _shift([claim.place for claim in found], shift)
        whole += _shift(
            [s for s in sentences(text) if any(overlap(c.place, s) for c in found)], shift
        )
        for reader, spans in by_reader.items():
            marked[reader] += _shift(spans, shift)
        shift += len(text) + 1
    either = sorted({*marked["A"], *marked["B"]})
    return {
        "A": against(marked["A"], proposed),
        "B": against(marked["B"], proposed),
        "A or B": against(either, proposed),
        "A or B, whole sentences": against(either, whole),
        "reader B against A": against(marked["A"], marked["B"]),
    }


def measure() -> tuple[list[Figure], dict[str, Any]]:
    """The goals, and all figures."""
    articles, words = readers(), ClaimWords.read()
    began = time.perf_counter()
    ranked = ranking(articles, words)
    seconds = time.perf_counter() - began
    met = ends(articles, words)
    ap, base, plain = ranked["rule"], ranked["base rate"], ranked["plain"]
    figures = [
        Figure(
            "claims AP", "AP of sentences >= base rate + 0.15", base + 0.15, ap, ap >= base + 0.15
        ),
        Figure("claims AP", "AP of sentences > plain count", plain, ap, ap > plain),
    ]
    return figures, {"ranking": ranked, "ends": met, "seconds": seconds}


def main(arguments: list[str] | None = None) -> int:
    """The command."""
    asked = parser("claims", __doc__)
    given = asked.parse_args(arguments)
    figures, all_of_them = measure()
    for name, values in {"ranking": all_of_them["ranking"], **all_of_them["ends"]}.items():
        print(f"{name}: " + ", ".join(f"{key} {value:.3g}" for key, value in values.items()))
    tell(figures, given.json)
    return 0


if __name__ == "__main__":
    sys.exit(main())
