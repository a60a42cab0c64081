"""Writing a scheme as JSON."""

import json
from typing import Any

from annotator.formats.scheme import NOTE, NOTHING, OFFSETS
from annotator.model.scheme import Attribute, AttributeKind, Example, Label, RelationKind, Scheme


def write_scheme(scheme: Scheme) -> str:
    """The scheme as JSON, always the same for the same scheme; `read_scheme` gives it back."""
    nothing = "explicit “read, found nothing” per label and article"
    value = {
        "name": scheme.name,
        "version": scheme.version,
        "offsets": OFFSETS,
        "labels": [_label(label) for label in scheme.labels],
        "relations": [_relation(kind) for kind in scheme.relations],
        "document_level": [
            {"name": NOTHING, "help": nothing},
            *(
                _without_empty({"name": q.name, "values": list(q.values), "help": q.help})
                for q in scheme.questions
            ),
            {"name": NOTE},
        ],
        **_without_empty(
            {
                "merged": dict(scheme.merged),
                "renamed": [
                    {"label": r.label_id, "from": r.old, "to": r.new} for r in scheme.renamed
                ],
            }
        ),
    }
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _without_empty(value: dict[str, Any]) -> dict[str, Any]:
    return {key: part for key, part in value.items() if part not in ("", [], {}, False)}


def _label(label: Label) -> dict[str, Any]:
    return {
        "id": label.id,
        "name": label.name,
        "key": label.key,
        "colour": label.colour,
        "underline": label.underline.value,
        "edges": label.edges.value,
        "span": label.span,
        "definition": label.definition,
        "test": label.test,
        "attributes": [_attribute(attribute) for attribute in label.attributes],
        "positive": [_example(example) for example in label.positive],
        "negative": [_example(example) for example in label.negative],
        **({"retired": True} if label.retired else {}),
    }


def _attribute(attribute: Attribute) -> dict[str, Any]:
    kind = "" if attribute.kind is AttributeKind.CHOICE else attribute.kind.value
    return {
        **_without_empty({"name": attribute.name, "kind": kind, "values": list(attribute.values)}),
        **_without_empty({"default": attribute.default, "open": attribute.open}),
        "core": attribute.core,
        **_without_empty({"required": attribute.required, "help": attribute.help}),
    }


def _example(example: Example) -> dict[str, Any]:
    names = [name for name, _ in example.attributes]
    listed = [{"name": name, "value": value} for name, value in example.attributes]
    return {
        "file": example.file,
        "start": example.start,
        "end": example.end,
        "text": example.text,
        "why": example.why,
        # An object cannot hold one name twice; a list can.
        "attributes": listed if len(set(names)) < len(names) else dict(example.attributes),
    }


def _relation(kind: RelationKind) -> dict[str, Any]:
    ends = {} if kind.is_set else {"source": kind.source, "target": kind.target}
    return {
        "name": kind.name,
        **({"kind": "set"} if kind.is_set else ends),
        **_without_empty(
            {
                "many_to_one": kind.many_to_one,
                "members": list(kind.members),
                "member_value": kind.member_value,
                "attributes": [_attribute(attribute) for attribute in kind.attributes],
                "help": kind.help,
                "stances": list(kind.stances),
            }
        ),
    }
