"""The dataset card: what a folder of records holds, for people and for loaders of datasets."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from annotator import __version__
from annotator.formats.record import FORMAT, SAME_AS, TOOL
from annotator.formats.soft import SOFT
from annotator.formats.survey import Part, Survey
from annotator.model.people import Role
from annotator.model.scheme import Scheme
from annotator.model.tally import Tally

CARD_MARK = f"# Written by {TOOL}; format {FORMAT}"
"""A comment in the front matter, by which an earlier export is known again."""

_PARTS = ("spans", "train", "dev", "test")
_TIME = "timestamp[s]"

Fields = Sequence[tuple[str, "Kind"]]
Kind = str | Fields | Mapping[str, str]
"""A type of values: a simple one, a list of things with these keys, or one such thing or none."""
STRINGS = "list of strings"

_ATTRIBUTES: tuple[str, Kind] = ("attributes", [("name", "string"), ("value", "string")])
_SPAN: Fields = [
    ("id", "string"),
    ("start", "int64"),
    ("end", "int64"),
    ("label", "string"),
    ("text", "string"),
    ("fragments", [("start", "int64"), ("end", "int64")]),
    _ATTRIBUTES,
    ("note", "string"),
    ("score", "float64"),
    ("origin", "string"),
    ("source", "string"),
    ("created_at", _TIME),
    ("updated_at", _TIME),
]
_RELATION: Fields = [
    ("id", "string"),
    ("head", "string"),
    ("child", "string"),
    ("label", "string"),
    _ATTRIBUTES,
    ("head_doc", "string"),
    ("child_doc", "string"),
]
_DAY: Fields = [
    ("day", "string"),
    ("seconds", "int64"),
    ("marking", [("label", "string"), ("seconds", "int64")]),
]
_PIECES: Fields = [("start", "int64"), ("end", "int64")]
_PLACE = {"start": "int64", "end": "int64", "text": "string"}
_SUGGESTION: Fields = (
    *((name, "string") for name in ("format", "id", "doc_id", "story", "annotator")),
    *((name, "string") for name in ("annotator_id", "source", "maker", "label")),
    *_PIECES,
    ("fragments", _PIECES),
    *(("text", "string"), ("score", "float64"), ("reason", "string")),
    _ATTRIBUTES,
    *(("speaker", _PLACE), ("cue", _PLACE), ("group", "string"), ("answer", "string")),
    *(("answered_at", _TIME), ("seconds", "float64"), ("bulk", "bool"), ("span_id", "string")),
)
_GROUP: Fields = (
    *((name, "string") for name in ("format", "id", "story", "annotator", "annotator_id")),
    *(("kind", "string"), ("name", "string")),
    (
        "members",
        [
            *((name, "string") for name in ("doc_id", "span_id", "value", "stance")),
            *_PIECES,
            *(("text", "string"), ("text_sha256", "string")),
        ],
    ),
    _ATTRIBUTES,
    *(("note", "string"), ("created_at", _TIME), ("updated_at", _TIME)),
)
_CLUE: Fields = (
    *((name, "string") for name in ("format", "id", "story", "annotator", "annotator_id")),
    *((name, "string") for name in ("kind", "name", "reason")),
    *(("score", "float64"), ("shown", "bool")),
    (
        "passages",
        [
            ("doc_id", "string"),
            *_PIECES,
            *((n, "string") for n in ("text", "value", "text_sha256")),
        ],
    ),
    *(("answer", "string"), ("group_id", "string"), ("answered_at", _TIME)),
)
_SIDE: Mapping[str, str] = {
    "doc_id": "string", "text_sha256": "string", "start": "int64", "end": "int64",
    "text": "string", "sentence": "string", "date": "string", "sayer": "string",
    "span_id": "string", "value": "string", "stance": "string",
}  # fmt: skip
_PAIR: Fields = (
    *((name, "string") for name in ("format", "id", "story", "split", "annotator")),
    *((name, "string") for name in ("annotator_id", "relation", "from", "kind", "source_id")),
    *(("a", _SIDE), ("b", _SIDE)),
)
_SOFT: Fields = (
    *((name, "string") for name in ("format", "doc_id", "story", "text", "text_sha256")),
    *(("annotators", STRINGS), ("n", "int64"), ("labels", STRINGS)),
    ("soft_labels", [*_PIECES, ("label", "string"), ("share", "float64")]),
    ("split", "string"),
)
_DECISION: Fields = (
    *((name, "string") for name in ("format", "id", "doc_id", "story", "gold", "gold_id")),
    *((f"annotator_{name}", "string") for name in ("a", "a_id", "b", "b_id")),
    ("took", "string"),
    *((f"{name}_{what}", STRINGS) for what in ("spans", "groups") for name in ("a", "b", "gold")),
    *((name, "string") for name in ("ground", "reason", "note")),
    ("guideline_gap", "bool"),
    *(("decided_by", "string"), ("decided_by_id", "string"), ("decided_at", _TIME)),
)
_BESIDE: Mapping[str, Fields] = {
    "suggestions": _SUGGESTION,
    "groups": _GROUP,
    "clues": _CLUE,
    "pairs": _PAIR,
    "decisions": _DECISION,
    "soft": _SOFT,
}
"""The files beside the records that loaders can ask for by name, with the types in them."""

_BEFORE_SPANS = (
    "format", "doc_id", "story", "text", "text_sha256", "annotator", "annotator_id", "role",
    "status",
)  # fmt: skip
_AFTER_RELATIONS = ("split", "scheme", "scheme_version")

_FIELDS = (
    ("doc_id", "name of the article, unique in the project"),
    ("story", "name of the event that the article is about"),
    ("text", "the text exactly as imported"),
    ("text_sha256", "SHA-256 of the text as UTF-8"),
    ("annotator, annotator_id, role", "who read it: human, model, adjudicated (gold) or imported"),
    ("status", "new, in_progress, done or skipped; done without spans: there is nothing to mark"),
    ("read_for", "labels for which the article was read to the end, marked or not"),
    ("note", "the annotator's note on the article"),
    ("labels", "labels of the whole article, such as the overall impression"),
    ("seconds", "active seconds of reading, idle time left out"),
    ("days", "those seconds by day (UTC); marking: the part before spans of a label made by hand"),
    ("spans", "the marks: start and end in Unicode code points, end exclusive; text is a check"),
    ("spans.fragments", "the pieces of a discontinuous span, else empty; start to end is the hull"),
    ("spans.attributes", "names and values; an attribute with several values stands several times"),
    ("spans.origin", "hand, suggestion, edited, import, agreed or decision"),
    ("spans.source", "where a span comes from that was not made by hand"),
    (
        "relations",
        "directed links between spans, by id; head_doc and child_doc: in another article",
    ),
    ("split", "set once per story and kept"),
    ("scheme, scheme_version", "the label scheme under which the article was read"),
    ("created_at, updated_at", "UTC"),
    ("meta", "facts of the article, all strings; loaders that guess may turn dates into times"),
)


_SUGGESTIONS = (
    "The program proposed spans and the annotators decided. Every proposal with its answer stands "
    "in `suggestions.jsonl`; spans that came of one have the origin `suggestion`, or `edited`. "
    "“Unedited” is the share accepted as proposed, of those accepted, edited or rejected; “in "
    "bulk” the share of these that was decided together with others."
)
_GOLD = (
    "Readings with the role `adjudicated` are gold: somebody decided where two annotators differ. "
    "`decisions.jsonl` says of each place, and of groups, between whom it was decided, what was "
    "taken (`agreed` where both said the same), which spans or groups it is about and which gold "
    "has by it, by whom, when, and why. What the two said is kept as it was."
)
_SOFTLY = (
    "`soft.jsonl` has a line for each article that somebody has finished: stretches of its text "
    "with the share of the annotators (`n` of them, by name) who gave each of these characters a "
    "label. Where no stretch is, the share is 0. Readings that are not done do not count, nor do "
    "second readings by the same person."
)
_OFFERS = {
    "own": "was offered those made from the texts and from this annotator's own spans",
    "none": "was offered none",
}
_ANSWERED = (
    "annotator", "label", "source", "offered", "accepted", "edited", "rejected", "skipped",
    "pending", "unedited", "in bulk", "median seconds",
)  # fmt: skip

NOT_HELD = (
    "A record does not hold the points left open at “done”, the place where reading stopped, the "
    "parts that were in view, the times of links, the order of stories and articles, or older "
    "versions of the scheme."
)


@dataclass(frozen=True, slots=True)
class Answered:
    """How one annotator answered the suggestions of one source and label."""

    annotator: str
    label: str
    source: str
    tally: Tally


def dataset_card(
    survey: Survey,
    sizes: Mapping[str, int],
    scheme: Scheme | None,
    left_out: Sequence[str],
    answered: Sequence[Answered] = (),
    beside: Sequence[str] = (),
    told: Mapping[str, str] = {},
) -> str:
    """The README.md for these records; `sizes` are the bytes of each file, by part.

    `beside` names what else stands in the folder, `told` are further sections by heading. It holds
    no date of making, so that the same records give the same card.
    """
    title = scheme.name if scheme and scheme.name else "Labelled articles"
    sections = [
        f"# {_plain(title)}",
        _overview(survey),
        "## Labels\n\n" + _labels(survey, scheme),
        "## Annotators\n\n" + _annotators(survey),
        *(["## Suggestions\n\n" + _suggestions(survey, answered)] if survey.offers else []),
        *(["## Gold\n\n" + _GOLD] if "decisions.jsonl" in beside else []),
        *(["## Soft labels\n\n" + _SOFTLY] if SOFT in beside else []),
        *(f"## {heading}\n\n{words}" for heading, words in told.items()),
        "## Files\n\n" + _files(survey, sizes),
        "## How it was made\n\n" + _making(survey, scheme, left_out),
        "## Fields\n\n" + _table(["field", "what it is"], _FIELDS),
    ]
    return _front_matter(survey, sizes, title, beside) + "\n" + "\n\n".join(sections) + "\n"


# For loaders


def _front_matter(
    survey: Survey, sizes: Mapping[str, int], title: str, beside: Sequence[str]
) -> str:
    others = [name for name in _BESIDE if f"{name}.jsonl" in beside]
    lines = ["---", CARD_MARK, f"pretty_name: {_quoted(title)}", "configs:"]
    lines += ["- config_name: default", "  data_files:"]
    for part in sizes:
        lines += [f"  - split: {_split_name(part)}", f"    path: {part}.jsonl"]
    for name in others:
        lines += [f"- config_name: {name}", f"  data_files: {name}.jsonl"]
    lines += ["dataset_info:", "- config_name: default", "  features:"]
    lines += _features(survey.keys)
    lines.append("  splits:")
    for part, size in sizes.items():
        records = survey.parts.get(part, Part()).records
        lines += [f"  - name: {_split_name(part)}", f"    num_bytes: {size}"]
        lines.append(f"    num_examples: {records}")
    for other in others:
        lines += [f"- config_name: {other}", "  features:"]
        lines += [line for name, kind in _BESIDE[other] for line in _feature(name, kind)]
    return "\n".join([*lines, "---", ""])


def _split_name(part: str) -> str:
    return "train" if part == "spans" else part


def record_fields(keys: Sequence[str]) -> Fields:
    """The types of a record, in order; `keys` are those of `meta`."""
    return (
        *((name, "string") for name in _BEFORE_SPANS),
        ("read_for", STRINGS),
        *(("note", "string"), ("seconds", "int64"), ("days", _DAY)),
        *(("spans", _SPAN), ("relations", _RELATION), ("labels", STRINGS)),
        *((name, "string") for name in _AFTER_RELATIONS),
        *((name, _TIME) for name in ("created_at", "updated_at")),
        *((name, "string") for name in ("tool", "tool_version")),
        ("meta", dict.fromkeys(keys, "string")),
    )


def _features(keys: Sequence[str]) -> list[str]:
    return [line for name, kind in record_fields(keys) for line in _feature(name, kind)]


def _feature(name: str, kind: Kind, indent: str = "  ") -> list[str]:
    shown = name if re.fullmatch(r"[a-z][a-z_0-9]*", name) else _quoted(name)
    if kind == STRINGS:
        return [f"{indent}- name: {shown}", f"{indent}  sequence: string"]
    if isinstance(kind, str):
        return [f"{indent}- name: {shown}", f"{indent}  dtype: {kind}"]
    word, parts = ("struct", kind.items()) if isinstance(kind, Mapping) else ("list", kind)
    lines = [f"{indent}- name: {shown}", f"{indent}  {word}:"]
    for inner, inner_kind in parts:
        lines += _feature(inner, inner_kind, indent + "  ")
    return lines


def _quoted(text: str) -> str:
    """A YAML string in double quotes."""
    quoted = json.dumps(text, ensure_ascii=False)
    return re.sub(
        r"[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]", lambda m: f"\\u{ord(m[0]):04x}", quoted
    )


# For people


def _overview(survey: Survey) -> str:
    parts = survey.parts.values()
    articles = sum(part.articles for part in parts)
    stories = sum(part.stories for part in parts)
    spans = sum(part.spans for part in parts)
    relations = sum(part.relations for part in parts)
    return (
        f"{_number(spans, 'span')} and {_number(relations, 'relation')} in "
        f"{_number(articles, 'article')} of {_number(stories, 'story', 'stories')}, "
        f"by {_number(len(survey.annotators), 'annotator')}. "
        "One line per article and annotator."
    )


def _labels(survey: Survey, scheme: Scheme | None) -> str:
    parts = [part for part in _PARTS if part in survey.parts]
    used = {label for part in survey.parts.values() for label in part.labels}
    named = [label.name for label in scheme.labels] if scheme else []
    names = [*named, *sorted(used - set(named))]
    if not names:
        return "There are none."
    rows = [
        [name, *(str(survey.parts[part].labels[name]) for part in parts), _meaning(scheme, name)]
        for name in names
    ]
    return _table(["label", *parts, "what it marks"], rows)


def _meaning(scheme: Scheme | None, name: str) -> str:
    label = scheme.label_named(name) if scheme else None
    return label.definition if label else ""


def _annotators(survey: Survey) -> str:
    order = list(Role)
    people = sorted(
        survey.annotators.items(), key=lambda item: (order.index(item[1].role), item[1].name, item)
    )
    rows = [
        [
            work.name,
            work.role.value,
            str(work.articles),
            str(work.done),
            str(work.spans),
            f"{work.seconds / 3600:.1f}",
        ]
        for _, work in people
    ]
    return _table(["annotator", "role", "articles", "done", "spans", "hours"], rows)


def _suggestions(survey: Survey, answered: Sequence[Answered]) -> str:
    """Who was offered suggestions of the program, and how they were answered."""
    lines = [_SUGGESTIONS, ""] if answered else []
    for (name, offer), records in sorted(survey.offers.items()):
        other = f"was offered exactly those of {_plain(offer.removeprefix(SAME_AS))}"
        articles = _number(records, "article")
        lines.append(f"- {_plain(name)}: {_OFFERS.get(offer, other)} ({articles}).")
    if not answered:
        return "\n".join(lines)
    rows = [_answered_row(one) for one in answered]
    return "\n".join([*lines, "", _table(_ANSWERED, rows)])


def _answered_row(one: Answered) -> list[str]:
    tally = one.tally
    verdicts = (tally.accepted, tally.edited, tally.rejected, tally.skipped, tally.pending)
    numbers = (tally.offered, *verdicts)
    shares = (_percent(tally.unedited_share), _percent(tally.bulk_share))
    seconds = "–" if tally.seconds is None else f"{tally.seconds:.1f}"
    return [one.annotator, one.label, one.source, *map(str, numbers), *shares, seconds]


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.0f} %"


def _files(survey: Survey, sizes: Mapping[str, int]) -> str:
    rows = []
    for name in sizes:
        part = survey.parts.get(name, Part())
        counts = (part.records, part.articles, part.stories, part.spans, part.relations)
        rows.append([f"`{name}.jsonl`", *map(str, counts)])
    return _table(["file", "lines", "articles", "stories", "spans", "relations"], rows)


def _making(survey: Survey, scheme: Scheme | None, left_out: Sequence[str]) -> str:
    lines = [f"- Exported by {TOOL} {__version__} in its format `{FORMAT}`."]
    if scheme is not None:
        what = f"“{_plain(scheme.name)}”, version {scheme.version}"
        lines.append(f"- The label scheme is {what}; it stands in `scheme.json`.")
    for name, version in sorted(survey.schemes):
        lines.append(f"- Articles were read under “{_plain(name)}”, version {_plain(version)}.")
    lines.append(f"- {NOT_HELD}")
    lines += [f"- {sentence}" for sentence in left_out] or ["- Nothing else was left out."]
    return "\n".join(lines)


def _number(count: int, one: str, many: str = "") -> str:
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(_plain(cell) for cell in line) + " |" for line in lines)


def _plain(text: str) -> str:
    """Text that Markdown shows as it is, on one line."""
    flat = " ".join(text.split())
    return re.sub(r"([\\|<>*\[\]])", r"\\\1", flat)
