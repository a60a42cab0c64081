"""How the window looks: colours, palette, style sheet and fonts; light, dark and high contrast."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from string import ascii_uppercase
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from annotator.paths import resource
from annotator.settings import Preferences

if TYPE_CHECKING:
    from annotator.model.scheme import Label, Scheme
    from ui.article.styles import LabelStyle, PaneStyle

SERIFS = (
    "Source Serif 4",
    "Source Serif Pro",
    "Charter",
    "Literata",
    "Noto Serif",
    "Iowan Old Style",
    "Georgia",
    "Cambria",
    "Liberation Serif",
    "DejaVu Serif",
    "Times New Roman",
)
"""Fonts for reading, the best first; the first one installed is taken."""


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours of the window, all `#rrggbb`.

    `ground` lies under articles and fields, `panel` under lists, `chrome` under bars, `raised`
    under menus. `line` parts areas, `edge` bounds controls. `fill_opacity` is the one opacity of
    all fills under a word together, however many spans overlap there; `label_contrast` is the
    least contrast of a label's colour on the ground.
    """

    name: str
    dark: bool
    ground: str
    panel: str
    chrome: str
    raised: str
    hover: str
    pressed: str
    chosen: str
    line: str
    edge: str
    text: str
    faint: str
    accent: str
    accent_hover: str
    on_accent: str
    selection: str
    hit: str
    current_hit: str
    good: str
    bad: str
    on_bad: str
    fill_opacity: float
    label_contrast: float = 4.5


LIGHT = Theme(
    name="light",
    dark=False,
    ground="#ffffff",
    panel="#fafafa",
    chrome="#f3f3f4",
    raised="#ffffff",
    hover="#e8e9eb",
    pressed="#dcdee1",
    chosen="#dbe6f5",
    line="#dcdde0",
    edge="#82868d",
    text="#1b1c1f",
    faint="#5f6369",
    accent="#1f62b5",
    accent_hover="#184f95",
    on_accent="#ffffff",
    selection="#b9d3f3",
    hit="#ffe9a8",
    current_hit="#ffc861",
    good="#1d7240",
    bad="#b3261e",
    on_bad="#ffffff",
    fill_opacity=0.16,
)
DARK = Theme(
    name="dark",
    dark=True,
    ground="#1c1d20",
    panel="#212225",
    chrome="#28292d",
    raised="#2d2e33",
    hover="#393b41",
    pressed="#45474e",
    chosen="#2b4262",
    line="#3a3c42",
    edge="#7a7e86",
    text="#dfe0e4",
    faint="#a0a4ac",
    accent="#7fb2f0",
    accent_hover="#9cc4f5",
    on_accent="#10151c",
    selection="#2f4f7a",
    hit="#5a4a14",
    current_hit="#735a10",
    good="#7bcf98",
    bad="#ff8f85",
    on_bad="#2a0a07",
    fill_opacity=0.18,
)
HIGH_CONTRAST = Theme(
    name="high contrast",
    dark=True,
    ground="#000000",
    panel="#000000",
    chrome="#000000",
    raised="#000000",
    hover="#333333",
    pressed="#4d4d4d",
    chosen="#003c80",
    line="#ffffff",
    edge="#ffffff",
    text="#ffffff",
    faint="#d6d6d6",
    accent="#ffd60a",
    accent_hover="#ffe566",
    on_accent="#000000",
    selection="#00508f",
    hit="#5c4b00",
    current_hit="#806900",
    good="#7dff9f",
    bad="#ff9b94",
    on_bad="#000000",
    fill_opacity=0.22,
    label_contrast=7.0,
)


def theme_for(choice: str) -> Theme:
    """The theme of a preference: `light`, `dark`, `high contrast` or `system`."""
    named = {theme.name: theme for theme in (LIGHT, DARK, HIGH_CONTRAST)}
    if choice in named:
        return named[choice]
    scheme = QGuiApplication.styleHints().colorScheme()
    return DARK if scheme == Qt.ColorScheme.Dark else LIGHT


def put_on(app: QApplication, theme: Theme, preferences: Preferences) -> None:
    """Dress the whole program in the theme; may be called again at any time."""
    points = preferences.interface_points
    sheet = style_sheet(theme, points)
    font = app.font()
    if app.styleSheet() == sheet and font.pointSizeF() == points:
        return  # every widget there is would be dressed anew, in what it wears
    if not app.styleSheet():  # under a style sheet the style has no name, and stays what it was
        app.setStyle(QStyleFactory.create("Fusion"))
    font.setPointSizeF(points)
    app.setFont(font)
    app.setPalette(palette(theme))
    app.setStyleSheet(sheet)


def palette(theme: Theme) -> QPalette:
    """The colours for everything that the style draws by itself."""
    role = QPalette.ColorRole
    colours = {
        role.Window: theme.chrome,
        role.WindowText: theme.text,
        role.Base: theme.ground,
        role.AlternateBase: theme.panel,
        role.Text: theme.text,
        role.PlaceholderText: theme.faint,
        role.Button: theme.raised,
        role.ButtonText: theme.text,
        role.BrightText: theme.bad,
        role.ToolTipBase: theme.raised,
        role.ToolTipText: theme.text,
        role.Highlight: theme.accent,
        role.HighlightedText: theme.on_accent,
        role.Link: theme.accent,
        role.LinkVisited: theme.accent,
        role.Accent: theme.accent,
        role.Light: theme.raised,
        role.Midlight: theme.hover,
        role.Mid: theme.line,
        role.Dark: theme.edge,
        role.Shadow: theme.line,
    }
    made = QPalette()
    for where, colour in colours.items():
        made.setColor(where, QColor(colour))
    for where in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, where, QColor(theme.faint))
    # What is set stays legible where it cannot be changed.
    made.setColor(QPalette.ColorGroup.Disabled, role.Highlight, QColor(theme.pressed))
    made.setColor(QPalette.ColorGroup.Disabled, role.HighlightedText, QColor(theme.text))
    return made


def style_sheet(theme: Theme, points: float) -> str:
    """The style sheet of the chrome for this theme and interface text size in points."""
    sheet = resource("themes/chrome.qss").read_text(encoding="utf-8")
    words = {name: value for name, value in asdict(theme).items() if isinstance(value, str)}
    shade = "light" if theme.dark else "dark"
    for sign in ("up", "down", "mark", "close", "float"):
        words[sign] = resource(f"themes/{sign}-{shade}.svg").as_posix()
    for sign in ("tick", "part", "dot"):
        on_accent = "dark" if theme.dark else "light"
        words[sign] = resource(f"themes/{sign}-{on_accent}.svg").as_posix()
    words["title_pt"] = f"{points * 1.6:.1f}pt"
    words["figure_pt"] = f"{points * 2.2:.1f}pt"
    # Without it Qt makes fields lower than their letters where there is little room.
    words["field_height"] = f"{max(18, round(points * 1.8))}px"
    for name in sorted(words, key=len, reverse=True):
        sheet = sheet.replace(f"@{name}", words[name])
    return sheet


def reading_font(preferences: Preferences) -> QFont:
    """The font of the articles: the chosen one where it is installed, else the best there is."""
    installed = set(QFontDatabase.families())
    wanted = (preferences.reading_font, *SERIFS)
    family = next((name for name in wanted if name in installed), "")
    font = QFont(family) if family else QFont()
    if not family:
        font.setStyleHint(QFont.StyleHint.Serif)
    font.setPointSizeF(preferences.reading_points)
    return font


def pane_style(theme: Theme, preferences: Preferences) -> "PaneStyle":
    """Colours and type of the reading column."""
    from ui.article.styles import PaneStyle

    hover = QColor(theme.text)
    hover.setAlpha(18)
    return PaneStyle(
        font=reading_font(preferences),
        measure=preferences.measure,
        pitch=preferences.pitch,
        text=QColor(theme.text),
        ground=QColor(theme.ground),
        margin=QColor(theme.panel),
        faint=QColor(theme.faint),
        selection=QColor(theme.selection),
        hover=hover,
        hit=QColor(theme.hit),
        current_hit=QColor(theme.current_hit),
        accent=QColor(theme.accent),
        fill_opacity=theme.fill_opacity,
    )


def label_styles(scheme: "Scheme", theme: Theme) -> dict[str, "LabelStyle"]:
    """How the spans of each label look, by label id; retired labels included."""
    from ui.label_colours import painted

    colours = painted(
        tuple(label.colour for label in scheme.labels), theme.ground, theme.label_contrast
    )
    tags = _tags(scheme.labels)
    return {
        label.id: _label_style(label, colour, tag)
        for label, colour, tag in zip(scheme.labels, colours, tags, strict=True)
    }


def _label_style(label: "Label", colour: str, tag: str) -> "LabelStyle":
    from ui.article.styles import LabelStyle
    from ui.colour import contrast, parse

    black, white = "#000000", "#ffffff"
    on_tag = max(black, white, key=lambda ink: contrast(parse(ink), parse(colour)))
    return LabelStyle(
        name=label.name,
        line=QColor(colour),
        fill=QColor(colour),
        tag_text=QColor(on_tag),
        tag_ground=QColor(colour),
        underline=label.underline,
        tag=tag,
        key=label.key,
    )


def _tags(labels: "Iterable[Label]") -> list[str]:
    """A short word for each label: its first word, cut; a letter more where two would be alike."""
    tags: list[str] = []
    for label in labels:
        words = label.name.split() or ["?"]
        tries = [words[0][:8], "".join(word[0] for word in words)[:8], label.name[:12]]
        tries += [words[0][:7] + letter for letter in ascii_uppercase]
        tags.append(next((one for one in tries if one not in tags), label.name))
    return tags
