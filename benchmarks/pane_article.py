"""What the pane is measured with: articles of prose, spans in four layers, and how they look."""

import random
from dataclasses import dataclass

PROSE = """the of and a to in government that company said artificial intelligence research data
for is on has it was by with from claims court filing model technology Alibaba Anthropic an its
their been security according spokesperson allegations which have London national this"""
WORDS = PROSE.split()


@dataclass(frozen=True, slots=True)
class Case:
    """A configuration: so many characters and spans, in paragraphs or all in one line."""

    characters: int
    spans: int
    one_line: bool = False
    rounds: int = 60

    @property
    def name(self) -> str:
        """As the table says it."""
        line = " in one line" if self.one_line else ""
        return f"{self.characters:,} characters{line}, {self.spans:,} spans"


def make_text(characters: int, *, one_line: bool) -> str:
    """Prose-like text of that length: the same for the same arguments."""
    rng = random.Random(7)
    parts, length = [], 0
    while length < min(characters, 400_000):
        count = rng.randrange(40, 130)
        paragraph = " ".join(rng.choice(WORDS) for _ in range(count)) + ("" if one_line else "\n")
        parts.append(paragraph)
        length += len(paragraph) + one_line
    text = (" " if one_line else "").join(parts)
    return (text * (characters // len(text) + 1))[:characters]


def make_spans(text: str, count: int) -> list:
    """Spans in four layers over the whole text, so that up to four lie over one character."""
    from annotator.model.span import Fragment
    from ui.article.painted import PaintedSpan

    rng = random.Random(11)
    step = len(text) / max(count / 4, 1)
    spans = []
    for number in range(count):
        layer, place = number % 4, int(number // 4 * step)
        length = max(1, int(step * rng.uniform(0.3, 0.95)))
        start = min(place + layer, len(text) - 1)
        end = min(start + length, len(text))
        spans.append(PaintedSpan(f"s{number}", "abcd"[layer], (Fragment(start, end),)))
    return spans


def styles() -> tuple[dict, object]:
    """Four labels and a pane with the plain widget's font."""
    from PySide6.QtGui import QColor, QFont

    from annotator.model.scheme import Underline
    from ui.article.styles import LabelStyle, PaneStyle

    colours = {"a": "#0b5ca8", "b": "#0b8562", "c": "#9c5d0a", "d": "#6d0a3c"}
    lines = (Underline.SOLID, Underline.DOUBLE, Underline.DOTTED, Underline.WAVY)
    labels = {
        name: LabelStyle(
            name, QColor(colour), QColor(colour).lighter(240), QColor("white"), QColor(colour),
            line, name, name,
        )
        for (name, colour), line in zip(colours.items(), lines, strict=True)
    }  # fmt: skip
    tones = {
        "text": "black", "ground": "white", "margin": "#eee", "faint": "#777",
        "selection": "#bcd6f7", "hover": "#eee", "hit": "#ffe9a8", "current_hit": "#ffcf5a",
        "accent": "#1a6fd6",
    }  # fmt: skip
    colours_of = {name: QColor(tone) for name, tone in tones.items()}
    font = QFont("DejaVu Sans", 10)
    # The reading column as it is delivered; the plain widget fills its width and has no leading.
    pane = PaneStyle(font=font, measure=66, pitch=1.6, fill_opacity=0.5, **colours_of)
    return labels, pane
