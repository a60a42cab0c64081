"""Reading a scheme from JSON: what people write and share, and what a project keeps."""

import difflib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeVar

from annotator.errors import BadInput
from annotator.formats.placed_json import Path, PlacedJson, read_placed_json
from annotator.model.identity import named_id
from annotator.model.scheme import (
    ANY_SPAN,
    ArticleQuestion,
    Attribute,
    AttributeKind,
    Edges,
    Example,
    Label,
    RelationKind,
    Renaming,
    Scheme,
    Underline,
)
from annotator.model.span import AttributeValue

OFFSETS = "Unicode code points, end exclusive"
NOTHING = "nothing to mark"
NOTE = "note"
_BUILT_IN = (NOTHING, NOTE)
_SCHEME_KEYS = (
    "name", "version", "offsets", "labels", "relations", "document_level", "merged", "renamed",
    "$schema",
)  # fmt: skip
_LABEL_KEYS = (
    "id", "name", "key", "colour", "underline", "edges", "span", "definition", "test",
    "attributes", "positive", "negative", "retired",
)  # fmt: skip
_ATTRIBUTE_KEYS = ("name", "kind", "values", "default", "core", "required", "open", "help")
_EXAMPLE_KEYS = ("file", "start", "end", "text", "why", "attributes")
_RELATION_KEYS = (
    "name", "kind", "source", "target", "many_to_one", "help", "members", "member_value",
    "stances", "attributes",
)  # fmt: skip
_QUESTION_KEYS = ("name", "values", "help")
_RENAMED_KEYS = ("label", "from", "to")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")

Kind = TypeVar("Kind", bound=StrEnum)
Json = Mapping[str, Any]


def read_scheme(data: bytes | str, where: str) -> Scheme:
    """The scheme in this JSON; raises `BadInput` with every problem in it, each with its line."""
    placed = read_placed_json(data, where)
    reader = _Reader(placed)
    scheme = reader.scheme()
    if reader.problems:
        raise BadInput(_told(where, sorted(reader.problems)))
    return scheme


def _told(where: str, problems: Sequence[tuple[int, str]]) -> str:
    if len(problems) == 1:
        line, what = problems[0]
        return f"{where}, line {line}: {what}"
    lines = [f"line {line}: {what}" for line, what in problems]
    return "\n".join([f"{where} has {len(problems)} problems:", *lines])


@dataclass(slots=True)
class _Reader:
    placed: PlacedJson
    problems: list[tuple[int, str]] = field(default_factory=list)

    def scheme(self) -> Scheme:
        root = self.placed.value
        if not isinstance(root, dict):
            self.problem((), "a scheme is an object with a name, a version and labels.")
            return Scheme("", 1)
        for path in self.placed.twice:
            self.problem(path, f"“{path[-1]}” stands twice.")
        self.known(root, (), _SCHEME_KEYS)
        if root.get("offsets", OFFSETS) != OFFSETS:
            self.problem(("offsets",), f"“offsets” can only be “{OFFSETS}”.")
        name = self.name(root, ())
        labels = tuple(self.label(item, path, name) for item, path in self.objects(root, "labels"))
        relations = tuple(self.relation(*item) for item in self.objects(root, "relations"))
        questions = tuple(
            self.question(item, path)
            for item, path in self.objects(root, "document_level")
            if item.get("name") not in _BUILT_IN
        )
        self.check_labels(labels)
        self.check_relations(relations, labels)
        self.unique("document_level", [question.name for question in questions], "question")
        return Scheme(
            name,
            self.version(root),
            labels,
            relations,
            questions,
            merged=self.merged(root),
            renamed=tuple(self.renaming(*item) for item in self.objects(root, "renamed")),
        )

    # The parts

    def label(self, item: Json, path: Path, scheme: str) -> Label:
        self.known(item, path, _LABEL_KEYS)
        name = self.name(item, path)
        colour = self.text(item, path, "colour", "#555555")
        if not _COLOUR.fullmatch(colour):
            self.problem((*path, "colour"), f"“{colour}” is no colour; write it as #rrggbb.")
        key = self.text(item, path, "key")
        if len(key) > 1:
            self.problem((*path, "key"), f"“{key}” is no key; one character, or none.")
        return Label(
            id=self.text(item, path, "id") or named_id("label", scheme, name),
            name=name,
            key=key,
            colour=colour,
            underline=self.one_of(item, path, "underline", Underline.SOLID),
            edges=self.one_of(item, path, "edges", Edges.WORDS),
            definition=self.text(item, path, "definition"),
            span=self.text(item, path, "span"),
            test=self.text(item, path, "test"),
            attributes=self.attributes(item, path),
            positive=tuple(self.example(*e) for e in self.objects(item, "positive", path)),
            negative=tuple(self.example(*e) for e in self.objects(item, "negative", path)),
            retired=self.flag(item, path, "retired"),
        )

    def attributes(self, item: Json, path: Path) -> tuple[Attribute, ...]:
        found = tuple(self.attribute(*a) for a in self.objects(item, "attributes", path))
        self.unique("attributes", [attribute.name for attribute in found], "attribute", path)
        return found

    def attribute(self, item: Json, path: Path) -> Attribute:
        self.known(item, path, _ATTRIBUTE_KEYS)
        attribute = Attribute(
            name=self.name(item, path),
            kind=self.one_of(item, path, "kind", AttributeKind.CHOICE),
            values=self.texts(item, path, "values"),
            default=self.text(item, path, "default"),
            core=self.flag(item, path, "core"),
            required=self.flag(item, path, "required"),
            open=self.flag(item, path, "open"),
            help=self.text(item, path, "help"),
        )
        self.check_attribute(attribute, path)
        return attribute

    def check_attribute(self, attribute: Attribute, path: Path) -> None:
        if attribute.kind in (AttributeKind.TEXT, AttributeKind.PLACE):
            if attribute.values:
                what = f"“{attribute.name}” is free text ({attribute.kind}), so it has no values."
                self.problem((*path, "values"), what)
            return
        if not attribute.values and not attribute.open:
            self.problem(path, f"“{attribute.name}” has no values to choose from and is not open.")
        elif attribute.default not in ("", *attribute.values) and not attribute.open:
            what = f"the default “{attribute.default}” is not among the values."
            self.problem((*path, "default"), what)

    def example(self, item: Json, path: Path) -> Example:
        self.known(item, path, _EXAMPLE_KEYS)
        start, end = self.number(item, path, "start"), self.number(item, path, "end")
        text = self.text(item, path, "text")
        if end <= start:
            self.problem((*path, "end"), f"the example ends ({end}) before it starts ({start}).")
        elif len(text) != end - start:
            what = f"the text has {len(text)} characters, start and end say {end - start}."
            self.problem((*path, "text"), what)
        return Example(
            file=self.text(item, path, "file"),
            start=start,
            end=end,
            text=text,
            why=self.text(item, path, "why"),
            attributes=self.attribute_values(item.get("attributes", {}), (*path, "attributes")),
        )

    def attribute_values(self, given: object, path: Path) -> tuple[AttributeValue, ...]:
        pairs: list[tuple[object, object]] = []
        if isinstance(given, dict):
            pairs = list(given.items())
        elif isinstance(given, list):
            pairs = [(p.get("name"), p.get("value")) for p in given if isinstance(p, dict)]
        if not isinstance(given, dict | list) or not all(
            isinstance(name, str) and isinstance(value, str) for name, value in pairs
        ):
            self.problem(path, "“attributes” holds names with values, both of them text.")
            return ()
        return tuple(AttributeValue(str(name), str(value)) for name, value in pairs)

    def relation(self, item: Json, path: Path) -> RelationKind:
        self.known(item, path, _RELATION_KEYS)
        kind = self.text(item, path, "kind")
        if kind not in ("", "set"):
            what = f"“{kind}” is not known; a kind is “set”, or left out for a link between two."
            self.problem((*path, "kind"), what)
        return RelationKind(
            name=self.name(item, path),
            source=self.text(item, path, "source", ANY_SPAN),
            target=self.text(item, path, "target", ANY_SPAN),
            many_to_one=self.flag(item, path, "many_to_one"),
            help=self.text(item, path, "help"),
            is_set=kind == "set",
            members=self.texts(item, path, "members"),
            member_value=self.flag(item, path, "member_value"),
            stances=self.texts(item, path, "stances"),
            attributes=self.attributes(item, path),
        )

    def question(self, item: Json, path: Path) -> ArticleQuestion:
        self.known(item, path, _QUESTION_KEYS)
        values = self.texts(item, path, "values")
        return ArticleQuestion(self.name(item, path), values, self.text(item, path, "help"))

    def merged(self, root: Json) -> tuple[tuple[str, str], ...]:
        given = root.get("merged", {})
        if isinstance(given, dict) and all(isinstance(one, str) for one in given.values()):
            return tuple(given.items())
        self.problem(("merged",), "“merged” holds ids of labels, each with the id of another.")
        return ()

    def renaming(self, item: Json, path: Path) -> Renaming:
        self.known(item, path, _RENAMED_KEYS)
        label, old, new = (self.text(item, path, key) for key in _RENAMED_KEYS)
        if not (label and old and new):
            self.problem(path, "“renamed” needs the id of a label, and two names.")
        return Renaming(label, old, new)

    # What must agree with each other

    def check_labels(self, labels: Sequence[Label]) -> None:
        names = [label.name for label in labels]
        self.unique("labels", names, "label")
        ids = [label.id if names.count(label.name) == 1 else "" for label in labels]
        self.unique("labels", ids, "id", part="id")
        keys = ["" if label.retired else label.key.casefold() for label in labels]
        self.unique("labels", keys, "key", part="key")

    def check_relations(self, relations: Sequence[RelationKind], labels: Sequence[Label]) -> None:
        self.unique("relations", [relation.name for relation in relations], "relation")
        names = [label.name for label in labels]
        for place, relation in enumerate(relations):
            path: Path = ("relations", place)
            for end in ("source", "target"):
                value = getattr(relation, end)
                if value not in (ANY_SPAN, *names):
                    self.unknown_label((*path, end), value, names)
            for member in relation.members:
                if member not in names:
                    self.unknown_label((*path, "members"), member, names)

    def unknown_label(self, path: Path, value: str, names: Sequence[str]) -> None:
        self.problem(path, f"there is no label “{value}”.{_meant(value, names)}")

    def unique(
        self, key: str, names: Sequence[str], what: str, path: Path = (), part: str = "name"
    ) -> None:
        for place, name in enumerate(names):
            first = names.index(name)
            if name and first < place:
                line = self.placed.line((*path, key, first))
                problem = f"the {what} “{name}” stands twice, first on line {line}."
                self.problem((*path, key, place, part), problem)

    # The values

    def problem(self, path: Path, what: str) -> None:
        self.problems.append((self.placed.line(path), what))

    def known(self, item: Json, path: Path, keys: Sequence[str]) -> None:
        for key in item:
            if key not in keys:
                self.problem((*path, key), f"“{key}” is not known here.{_meant(key, keys)}")

    def name(self, item: Json, path: Path) -> str:
        name = self.text(item, path, "name")
        if not name.strip() and isinstance(item.get("name", ""), str):
            self.problem((*path, "name"), "“name” is missing or empty.")
        return name

    def version(self, root: Json) -> int:
        version = root.get("version", 1)
        if type(version) is int and 1 <= version < 1 << 31:
            return version
        self.problem(("version",), "“version” must be a whole number, 1 or more.")
        return 1

    def text(self, item: Json, path: Path, key: str, default: str = "") -> str:
        value = item.get(key, default)
        if isinstance(value, str):
            return value
        self.problem((*path, key), f"“{key}” must be text in quotation marks.")
        return default

    def texts(self, item: Json, path: Path, key: str) -> tuple[str, ...]:
        values = item.get(key, [])
        if not isinstance(values, list) or not all(isinstance(v, str) and v for v in values):
            self.problem((*path, key), f"“{key}” must be a list of texts, none of them empty.")
            return ()
        for value in sorted({v for v in values if values.count(v) > 1}):
            self.problem((*path, key), f"“{value}” stands twice in “{key}”.")
        return tuple(values)

    def flag(self, item: Json, path: Path, key: str) -> bool:
        value = item.get(key, False)
        if not isinstance(value, bool):
            self.problem((*path, key), f"“{key}” must be true or false.")
        return value is True

    def number(self, item: Json, path: Path, key: str) -> int:
        value = item.get(key)
        if type(value) is int and 0 <= value < 1 << 31:
            return value
        self.problem((*path, key), f"“{key}” must be a whole number, 0 or more.")
        return 0

    def one_of(self, item: Json, path: Path, key: str, default: Kind) -> Kind:
        value = item.get(key, default.value)
        try:
            return type(default)(value)
        except ValueError:
            offered = ", ".join(type(default))
            self.problem((*path, key), f"“{key}” cannot be {json.dumps(value)}; it is {offered}.")
            return default

    def objects(self, item: Json, key: str, path: Path = ()) -> Iterable[tuple[Json, Path]]:
        values = item.get(key, [])
        if not isinstance(values, list):
            self.problem((*path, key), f"“{key}” must be a list.")
            return
        for place, value in enumerate(values):
            here = (*path, key, place)
            if isinstance(value, dict):
                yield value, here
            else:
                self.problem(here, f"each of “{key}” must be an object in braces.")


def _meant(given: str, known: Sequence[str]) -> str:
    close = difflib.get_close_matches(given, known, n=1)
    return f" Did you mean “{close[0]}”?" if close else ""
