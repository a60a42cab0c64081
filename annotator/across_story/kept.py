"""What was found, as the project keeps it: one line of text, packed."""

import base64
import zlib
from collections.abc import Iterable
from typing import Any

import orjson

from annotator.model.span import Fragment
from annotator.suggest.quotation import Quotation, QuoteKind, SpeakerForm, SpeakerType


def pack(value: object) -> str:
    """Plain data as a short text."""
    return base64.b85encode(zlib.compress(orjson.dumps(value), 6)).decode("ascii")


def unpack(words: str) -> Any:  # noqa: ANN401 - any JSON value
    """The data; raises ValueError where it is none."""
    try:
        return orjson.loads(zlib.decompress(base64.b85decode(words)))
    except zlib.error as error:
        raise ValueError(str(error)) from error


def quotations_value(quotations: Iterable[Quotation]) -> list[Any]:
    """Quotations as plain data."""
    return [
        [
            [list(place) for place in one.fragments],
            one.kind.value,
            list(one.speaker) if one.speaker else None,
            one.form.value if one.form else None,
            one.type.value,
            list(one.cue) if one.cue else None,
            one.score,
            one.reason,
        ]
        for one in quotations
    ]


def read_quotations(value: Iterable[Any]) -> list[Quotation]:
    """Quotations from plain data."""
    return [
        Quotation(
            tuple(Fragment(*place) for place in fragments),
            QuoteKind(kind),
            Fragment(*speaker) if speaker else None,
            SpeakerForm(form) if form else None,
            SpeakerType(sort),
            Fragment(*cue) if cue else None,
            score,
            reason,
        )
        for fragments, kind, speaker, form, sort, cue, score, reason in value
    ]
