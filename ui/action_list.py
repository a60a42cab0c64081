"""What can be done in the window, in the order of the menus. `ui/actions.py` makes it work.

Keys are portable (Ctrl is Cmd on macOS). Which keys are left alone, and why, stands in
docs/decisions/0004-keys-and-colours.md and is tested.
"""

import sys
from dataclasses import dataclass
from enum import Enum
from functools import partial


class Context(Enum):
    """Where the keys of an action work: anywhere in the window, or only in an article's text."""

    WINDOW = "window"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One action. `words` are those of menu and palette, `keys` portable key sequences.

    `menu` is a path such as `View/Panes`; a new `section` starts with a line above it.
    `one_of` names the set of which exactly one is on. `single_key`: its keys work without a
    modifier and can be switched off together. `role` is Qt's name for its place on macOS.
    """

    name: str
    words: str
    keys: tuple[str, ...] = ()
    menu: str = ""
    section: int = 0
    icon: str = ""
    tip: str = ""
    context: Context = Context.WINDOW
    single_key: bool = False
    checkable: bool = False
    one_of: str = ""
    role: str = "NoRole"


FULL_SCREEN = "Ctrl+Meta+F" if sys.platform == "darwin" else "F11"

_text = partial(ActionSpec, context=Context.TEXT)
_one_key = partial(ActionSpec, context=Context.TEXT, single_key=True)

_FILE = (
    ActionSpec("new", "&New project…", ("Ctrl+N",), "&File", 1, "new"),
    ActionSpec("open", "&Open project…", ("Ctrl+O",), "&File", 1, "open"),
    ActionSpec(
        "sample", "Open a &sample project", (), "&File", 1, "story", "Five articles about one story"
    ),
    ActionSpec(
        "import",
        "&Import articles…",
        ("Ctrl+I",),
        "&File",
        2,
        "import",
        "Text files, tables or labelled data",
    ),
    ActionSpec(
        "import-folder",
        "Import a fol&der…",
        ("Ctrl+Shift+I",),
        "&File",
        2,
        "import",
        "All that a folder holds; each of its folders becomes a story",
    ),
    ActionSpec(
        "paste-text",
        "&Paste text as an article…",
        ("Ctrl+Shift+V",),
        "&File",
        2,
        "paste",
        "The clipboard becomes a new article",
    ),
    ActionSpec("export", "&Export…", ("Ctrl+E",), "&File", 2, "export", "Training data as JSONL"),
    ActionSpec(
        "hand-out",
        "&Hand out a pack…",
        (),
        "&File",
        3,
        "people",
        "A project file for one annotator, with nobody else’s work in it",
    ),
    ActionSpec(
        "take-back",
        "&Take back work…",
        (),
        "&File",
        3,
        "import",
        "Packs, copies of the project and records that come back",
    ),
    ActionSpec(
        "resolve",
        "When &both sides changed the same…",
        (),
        "&File",
        3,
        "compare",
        "Readings that were changed in two places wait for you here",
    ),
    ActionSpec(
        "hand-back",
        "H&and back this pack…",
        (),
        "&File",
        3,
        "export",
        "How to send your work to whoever gave you the pack",
    ),
    ActionSpec(
        "name-project",
        "Name and &keep project…",
        (),
        "&File",
        4,
        "edit",
        "Gives the project a name and a place of your own",
    ),
    ActionSpec(
        "backups",
        "Back&ups…",
        (),
        "&File",
        4,
        "history",
        "Which copies are kept, and putting one in the project's place",
    ),
    ActionSpec("close", "&Close project", ("Ctrl+W",), "&File", 4, "close"),
    ActionSpec(
        "preferences", "Pre&ferences…", ("Ctrl+,",), "&File", 5, "settings", role="PreferencesRole"
    ),
    ActionSpec("quit", "&Quit", ("Ctrl+Q",), "&File", 5, "quit", role="QuitRole"),
)

_EDIT = (
    ActionSpec("undo", "&Undo", ("Ctrl+Z",), "&Edit", 1, "undo"),
    ActionSpec("redo", "&Redo", ("Ctrl+Shift+Z", "Ctrl+Y"), "&Edit", 1, "redo"),
    ActionSpec(
        "history", "Undo &history…", ("Ctrl+Shift+H",), "&Edit", 1, "history", "Everything you did"
    ),
    _text("copy", "&Copy", ("Ctrl+C",), "&Edit", 2, "copy"),
    _text("select-all", "Select &all", ("Ctrl+A",), "&Edit", 2),
    _one_key("select-sentence", "Select the sen&tence", ("S",), "&Edit", 2),
    _one_key("select-paragraph", "Select the para&graph", ("P",), "&Edit", 2),
    ActionSpec("find", "&Find in the article…", ("Ctrl+F",), "&Edit", 3, "find"),
    ActionSpec("find-story", "Find in the &story…", ("Ctrl+Shift+F",), "&Edit", 3, "find-story"),
    ActionSpec("find-next", "Find &next", ("F3", "Ctrl+G"), "&Edit", 3, "down"),
    ActionSpec("find-previous", "Find &previous", ("Shift+F3", "Ctrl+Shift+G"), "&Edit", 3, "up"),
    _text(
        "label-everywhere",
        "Label this &everywhere…",
        ("Ctrl+L",),
        "&Edit",
        4,
        "label-all",
        "Finds the same words in the article or the story and labels those you tick",
    ),
)

_VIEW = (
    *(
        ActionSpec(
            f"panes-{count}",
            f"&{count} article{'s' if count > 1 else ''}",
            (f"Ctrl+{count}",),
            "&View/&Side by side",
            1,
            one_of="panes",
        )
        for count in range(1, 7)
    ),
    ActionSpec("columns", "&Columns", (), "&View/&Side by side", 2, "columns", one_of="layout"),
    ActionSpec("grid", "&Grid", (), "&View/&Side by side", 2, "grid", one_of="layout"),
    ActionSpec(
        "scroll-together",
        "Scroll &level",
        ("Ctrl+Shift+Y",),
        "&View",
        1,
        "sync-scroll",
        "All articles scroll with the one you scroll: what they tell alike stands side by side",
        checkable=True,
    ),
    ActionSpec(
        "light-counterparts",
        "Light &counterparts",
        ("Ctrl+Shift+L",),
        "&View",
        1,
        "suggestion",
        "The name, quotation or sentence under the pointer or at the caret, in every article",
        checkable=True,
    ),
    ActionSpec("zoom-in", "Zoom &in", ("Ctrl++", "Ctrl+="), "&View", 2, "zoom-in"),
    ActionSpec("zoom-out", "Zoom &out", ("Ctrl+-",), "&View", 2, "zoom-out"),
    ActionSpec("zoom-reset", "Normal &size", ("Ctrl+0",), "&View", 2),
    ActionSpec("show-articles", "&Articles", (), "&View/&Panels", 1, "story", checkable=True),
    ActionSpec("show-labels", "&Labels", (), "&View/&Panels", 1, "label", checkable=True),
    ActionSpec("show-spans", "&Spans", (), "&View/&Panels", 1, "spans", checkable=True),
    ActionSpec(
        "show-suggestions", "Su&ggestions", (), "&View/&Panels", 1, "suggestion", checkable=True
    ),
    ActionSpec("show-details", "&Details", (), "&View/&Panels", 1, "details", checkable=True),
    ActionSpec(
        "show-sentences",
        "Sen&tences",
        ("Ctrl+Shift+R",),
        "&View/&Panels",
        1,
        "sentences",
        "The article as a list of sentences, for screen readers too",
        checkable=True,
    ),
    ActionSpec("show-find", "&Find", (), "&View/&Panels", 1, "find", checkable=True),
    ActionSpec(
        "show-clues",
        "&Clues",
        (),
        "&View/&Panels",
        1,
        "find-story",
        "What is worth a look, for you to judge",
        checkable=True,
    ),
    ActionSpec(
        "show-elsewhere",
        "Same &passage",
        ("Ctrl+Shift+D",),
        "&View/&Panels",
        1,
        "compare",
        "The sentence at the caret in the other articles, and what differs",
        checkable=True,
    ),
    ActionSpec(
        "show-only-here",
        "&Only here",
        (),
        "&View/&Panels",
        1,
        "pin",
        "Names, numbers and quotations that one article alone tells",
        checkable=True,
    ),
    ActionSpec(
        "show-groups",
        "Gro&ups",
        (),
        "&View/&Panels",
        1,
        "label-all",
        "What belongs together across the articles of the story",
        checkable=True,
    ),
    ActionSpec(
        "show-questions",
        "&Questions",
        (),
        "&View/&Panels",
        1,
        "help",
        "What annotators ask the lead, and the answers",
        checkable=True,
    ),
    ActionSpec(
        "show-review",
        "&Review",
        (),
        "&View/&Panels",
        1,
        "check",
        "What changed in the rules, and spans that are older than their rule",
        checkable=True,
    ),
    ActionSpec("show-guidelines", "Guidel&ines", (), "&View/&Panels", 1, "article", checkable=True),
    ActionSpec("show-history", "&History", (), "&View/&Panels", 1, "history", checkable=True),
    ActionSpec("theme-system", "&As the system", (), "&View/T&heme", 1, "theme", one_of="theme"),
    ActionSpec("theme-light", "&Light", (), "&View/T&heme", 1, "light", one_of="theme"),
    ActionSpec("theme-dark", "&Dark", (), "&View/T&heme", 1, "dark", one_of="theme"),
    ActionSpec(
        "theme-contrast", "&High contrast", (), "&View/T&heme", 1, "contrast", one_of="theme"
    ),
    ActionSpec("full-screen", "&Full screen", (FULL_SCREEN,), "&View", 3, checkable=True),
)

_LABEL = (
    *(
        _one_key(f"label-{n}", f"Label {n}", (str(n), f"Alt+{n}"), "&Label", 1, "label")
        for n in range(1, 10)
    ),
    _one_key(
        "same-as-last",
        "&Same as last span",
        ("R",),
        "&Label",
        2,
        "repeat",
        "The label and the answers of the span you made last",
    ),
    _one_key(
        "hold-label",
        "&Hold a label",
        ("H",),
        "&Label",
        2,
        "lock",
        "Every selection gets this label until you let go",
        checkable=True,
    ),
    _one_key("answer", "&Answer its questions", ("A",), "&Label", 3, "check"),
    _one_key("relabel", "&Change label…", ("C",), "&Label", 3, "tag"),
    _one_key("note", "&Note…", ("N",), "&Label", 3, "note"),
    _text(
        "make-group",
        "Make a grou&p…",
        ("Ctrl+Shift+J",),
        "&Label",
        3,
        "label-all",
        "Of the chosen span or the selected words; it may have members in every article",
    ),
    _text(
        "add-to-group",
        "Add &to the group",
        ("Ctrl+Shift+O",),
        "&Label",
        3,
        "plus",
        "The chosen span or the selected words join the group that is current in the panel",
    ),
    _one_key(
        "collect",
        "Collect for a group",
        ("M",),
        "&Label",
        3,
        "plus",
        "M for member: what is chosen is put aside, in any article, until a group is made of it",
    ),
    _one_key("link", "&Link to another span…", ("L",), "&Label", 3, "link"),
    _one_key(
        "look-up",
        "Look it up in the guidelines",
        ("B",),
        "&Label",
        3,
        "article",
        "B for book: definition, test and examples of the label; once more, to read on there",
    ),
    _one_key(
        "ask-lead",
        "As&k the lead…",
        ("Q",),
        "&Label",
        3,
        "help",
        "A question about the chosen span, or about the article",
    ),
    _one_key("duplicate", "&Duplicate with another label…", ("D",), "&Label", 3, "duplicate"),
    _one_key(
        "add-fragment",
        "Add the selection to the span",
        ("F",),
        "&Label",
        3,
        "fragment",
        "The chosen span gets one part more; Ctrl-select does the same",
    ),
    _one_key(
        "remove-fragment", "Take the selection from the span", ("Shift+F",), "&Label", 3, "minus"
    ),
    _text("delete", "Delete span", ("Del", "Backspace"), "&Label", 3, "delete"),
    _one_key(
        "edges",
        "&Move its edges",
        ("E", "F2"),
        "&Label/&Edges",
        1,
        "resize",
        "Arrows move an edge by word, with Shift by character; Tab goes to the next edge",
    ),
    _text("end-out-word", "End: a word on", ("Alt+.",), "&Label/&Edges", 2),
    _text("end-in-word", "End: a word back", ("Alt+,",), "&Label/&Edges", 2),
    _text("start-out-word", "Start: a word back", ("Alt+Shift+,",), "&Label/&Edges", 2),
    _text("start-in-word", "Start: a word on", ("Alt+Shift+.",), "&Label/&Edges", 2),
    _text("end-out-character", "End: a character on", (), "&Label/&Edges", 3),
    _text("end-in-character", "End: a character back", (), "&Label/&Edges", 3),
    _text("start-out-character", "Start: a character back", (), "&Label/&Edges", 3),
    _text("start-in-character", "Start: a character on", (), "&Label/&Edges", 3),
    _one_key("next-span", "Ne&xt span", ("J",), "&Label", 4, "down"),
    _one_key("previous-span", "Pre&vious span", ("K",), "&Label", 4, "up"),
    ActionSpec(
        "hide-label",
        "H&ide or show labels…",
        ("Ctrl+Shift+B",),
        "&Label",
        5,
        "eye-off",
        "Hidden labels stay in the project",
    ),
    ActionSpec(
        "one-label",
        "&Work on one label…",
        ("Ctrl+Shift+W",),
        "&Label",
        5,
        "filter",
        "Go through the story for one label; the others step back",
    ),
    ActionSpec("all-labels", "Work on all la&bels", (), "&Label", 5, "eye"),
    ActionSpec("scheme", "&Edit the scheme…", (), "&Label", 6, "palette"),
    ActionSpec("edit-guidelines", "Edit the &guidelines…", (), "&Label", 6, "edit"),
    ActionSpec(
        "codebook",
        "Exp&ort the codebook…",
        (),
        "&Label",
        6,
        "export",
        "Scheme and guidelines as one page, to read and to print",
    ),
)

_SUGGESTIONS = (
    _one_key("next-suggestion", "&Next suggestion", ("G",), "Su&ggestions", 1, "down"),
    _one_key("previous-suggestion", "&Previous suggestion", ("Shift+G",), "Su&ggestions", 1, "up"),
    _one_key(
        "accept-suggestion",
        "&Accept",
        ("Y",),
        "Su&ggestions",
        2,
        "check",
        "The suggestion becomes a span; then comes the next one",
    ),
    _one_key(
        "accept-edited",
        "Accept with other &edges…",
        ("T",),
        "Su&ggestions",
        2,
        "resize",
        "Arrows move its edges, Enter accepts it, Esc leaves it as it was",
    ),
    _one_key("reject-suggestion", "&Reject", ("X",), "Su&ggestions", 2, "close"),
    _one_key(
        "skip-suggestion",
        "S&kip",
        ("U",),
        "Su&ggestions",
        2,
        "skipped",
        "Neither yes nor no: it is not asked again",
    ),
    _one_key(
        "accept-same",
        "Accept all with the same &words…",
        ("Shift+Y",),
        "Su&ggestions",
        3,
        "label-all",
        "Shows first which ones they are, in the whole story",
    ),
    _one_key(
        "reject-same",
        "Reject all with the sa&me words…",
        ("Shift+X",),
        "Su&ggestions",
        3,
        "minus",
        "Shows first which ones they are, in the whole story",
    ),
    ActionSpec(
        "accept-above",
        "Accept all above a s&core…",
        (),
        "Su&ggestions",
        3,
        "filter",
        "Shows first which ones they are",
    ),
    ActionSpec(
        "look-story",
        "&Look for suggestions in this story",
        ("Ctrl+Shift+S",),
        "Su&ggestions",
        4,
        "suggestion",
        "Quotations, names, claims, and places like those you labelled",
    ),
    ActionSpec("look-all", "Look in all s&tories", (), "Su&ggestions", 4),
    ActionSpec(
        "suggestions-in-text",
        "&Show them in the text",
        ("Ctrl+Shift+K",),
        "Su&ggestions",
        5,
        "eye",
        "Dashed, until you have answered them",
        checkable=True,
    ),
    ActionSpec(
        "models",
        "Language m&odels…",
        (),
        "Su&ggestions",
        6,
        "settings",
        "Which model finds names, and what is known about it",
    ),
    ActionSpec(
        "suggestion-policy",
        "Who &gets suggestions…",
        (),
        "Su&ggestions",
        6,
        "people",
        "For the lead: none, their own, or the same as somebody else",
    ),
)

_STORY = (
    ActionSpec("next-article", "&Next article", ("Ctrl+PgDown",), "&Story", 1, "next"),
    ActionSpec("previous-article", "&Previous article", ("Ctrl+PgUp",), "&Story", 1, "previous"),
    ActionSpec(
        "next-unfinished",
        "Next &unfinished article",
        ("Ctrl+Shift+PgDown",),
        "&Story",
        1,
        "next-unfinished",
    ),
    ActionSpec("next-pane", "Next p&ane", ("F6",), "&Story", 2, "columns"),
    ActionSpec("previous-pane", "Previous pan&e", ("Shift+F6",), "&Story", 2),
    ActionSpec(
        "done",
        "&Done with this article",
        ("Ctrl+Return",),
        "&Story",
        3,
        "check",
        "Shows first what may have been forgotten",
    ),
    ActionSpec("skip", "&Skip this article", ("Ctrl+Shift+Return",), "&Story", 3, "skipped"),
    ActionSpec(
        "nothing-to-mark",
        "N&othing to mark…",
        ("Ctrl+Shift+0",),
        "&Story",
        3,
        "nothing",
        "Read for a label to the end, and found nothing",
    ),
    ActionSpec(
        "article-note",
        "Note and impression of the ar&ticle…",
        ("Ctrl+Shift+N",),
        "&Story",
        4,
        "note",
    ),
    ActionSpec("article-facts", "&Facts of the article…", (), "&Story", 4, "article"),
    ActionSpec("new-story", "New stor&y…", (), "&Story", 5, "plus"),
)

_TOOLS = (
    ActionSpec("who-labels", "&Who labels…", (), "&Tools", 1, "person"),
    ActionSpec(
        "recorded",
        "What is &recorded about me…",
        (),
        "&Tools",
        1,
        "clock",
        "All that the project keeps about how you worked",
    ),
    ActionSpec(
        "plan",
        "P&lan and progress…",
        ("Ctrl+Shift+M",),
        "&Tools",
        2,
        "people",
        "For the lead: who has which story, what is late, how far everybody is",
    ),
    ActionSpec(
        "compare",
        "C&ompare annotators…",
        ("Ctrl+Shift+C",),
        "&Tools",
        2,
        "compare",
        "Where two people differ, how much they agree, and what gold says",
    ),
    ActionSpec(
        "overview",
        "Story o&verview…",
        (),
        "&Tools",
        2,
        "overview",
        "What each article says to the groups and questions of its story",
    ),
    ActionSpec("check", "&Check project", (), "&Tools", 2, "check-project"),
    ActionSpec("palette", "Command &palette…", ("Ctrl+Shift+P",), "&Tools", 3, "command"),
    ActionSpec("edit-shortcuts", "Change &shortcuts…", (), "&Tools", 3, "keyboard"),
)

_HELP = (
    ActionSpec("guide", "&User guide", (), "&Help", 1, "help"),
    ActionSpec("shortcuts", "&Keyboard shortcuts", ("F1",), "&Help", 1, "keyboard"),
    ActionSpec("log", "Show the &log", (), "&Help", 2, "warning"),
    ActionSpec("about", "&About Annotator", (), "&Help", 2, "logo", role="AboutRole"),
)

SPECS: tuple[ActionSpec, ...] = (
    *_FILE,
    *_EDIT,
    *_VIEW,
    *_LABEL,
    *_SUGGESTIONS,
    *_STORY,
    *_TOOLS,
    *_HELP,
)
"""All actions."""

TEXT_KEYS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Move by character or line", ("Arrows",)),
    ("Move by word", ("Ctrl+Left", "Ctrl+Right")),
    ("Move by sentence", ("Alt+Up", "Alt+Down")),
    ("Move by paragraph", ("Ctrl+Up", "Ctrl+Down")),
    ("To the ends of the line", ("Home", "End")),
    ("To the ends of the article", ("Ctrl+Home", "Ctrl+End")),
    ("Select while moving", ("Shift",)),
    ("Choose the span at the caret", ("Return",)),
    ("Let go, back to the text", ("Esc",)),
)
"""Keys that the text itself understands and that cannot be changed: words and keys."""
