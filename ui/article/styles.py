"""What the canvas has to know to paint: values made by the theme."""

from dataclasses import dataclass
from enum import Enum

from PySide6.QtGui import QColor, QFont

from annotator.model.scheme import Underline


@dataclass(frozen=True, slots=True)
class LabelStyle:
    """How the spans of one label look in the current theme.

    `tag` is the short word on the label tag, `key` the key that sets the label ("" where none).
    `fill` is opaque: overlapping fills are blended by the painter under one capped opacity.
    """

    name: str
    line: QColor
    fill: QColor
    tag_text: QColor
    tag_ground: QColor
    underline: Underline
    tag: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class PaneStyle:
    """Colours and type of the reading column.

    `measure` is the widest line in average characters, `pitch` the line height as a multiple of
    the font's own.
    """

    font: QFont
    measure: int
    pitch: float
    text: QColor
    ground: QColor
    margin: QColor
    faint: QColor
    selection: QColor
    hover: QColor
    hit: QColor
    current_hit: QColor
    accent: QColor
    fill_opacity: float


class Manner(Enum):
    """Whose mark it is, and so how it is drawn: own decisions are filled, gold has a frame as well,
    suggestions are dashed, stale marks are hatched, those of others have a line only."""

    OWN = "own"
    SUGGESTED = "suggested"
    GOLD = "gold"
    OTHER = "other"
    STALE = "stale"
