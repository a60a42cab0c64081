"""Shows HTML that the program made of the project's words: no pictures, no files, no web."""

from PySide6.QtCore import QUrl, Signal
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget

from annotator.formats.markdown import is_web_address
from ui.theme import LIGHT, Theme


class SafeBrowser(QTextBrowser):
    """Rich text to read. It loads nothing, and a link opens nothing by itself.

    Signals: `link_wanted(address)`: a link to the web was pressed; ask before it is opened.
    """

    link_wanted = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(name)
        self.document().setDocumentMargin(12)
        self.anchorClicked.connect(self._pressed)
        self._html = ""
        self.set_theme(LIGHT)

    def loadResource(self, kind: int, name: QUrl | str) -> object:  # noqa: N802 - Qt's name
        """Nothing: neither pictures nor style sheets, from wherever."""
        return None

    def show_html(self, html: str) -> None:
        """Show this page from its beginning; the same one stays where it is."""
        if html != self._html:
            self._html = html
            self.setHtml(html)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours."""
        self.document().setDefaultStyleSheet(
            f"h1, h2, h3, h4 {{ color: {theme.text}; }}"
            f"a {{ color: {theme.accent}; }}"
            f".faint {{ color: {theme.faint}; }}"
            f".yes {{ color: {theme.good}; }} .no {{ color: {theme.bad}; }}"
            f".key {{ color: {theme.faint}; font-size: small; }}"
            f".hit {{ background-color: {theme.hover}; font-weight: 600; }}"
            f"code, pre {{ background-color: {theme.hover}; }}"
            "blockquote { margin: 4px 0 4px 12px; } td, th { padding: 3px 8px 3px 0; }"
            "h3 { margin: 8px 0 4px 0; } h4 { margin: 12px 0 4px 0; } p { margin: 4px 0 4px 0; }"
        )
        self.setHtml(self._html)

    def _pressed(self, link: QUrl) -> None:
        address = link.toString()
        if is_web_address(address):
            self.link_wanted.emit(address)
        elif link.hasFragment() and not link.scheme() and not link.path():
            self.scrollToAnchor(link.fragment())
