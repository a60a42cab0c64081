"""The links of one span, out of it and into it."""

from functools import partial
from html import escape

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from annotator.model.relation import Relation
from annotator.model.span import Span
from ui.ask import doubled, plain_label
from ui.panels.line_button import LineButton
from ui.panels.panel import Panel
from ui.panels.signs import sign_icon

FIRST = 20
"""So many links are shown at once; the rest on a click."""


class LinksList(QWidget):
    """Links with the words and the article of their other end.

    Signals: `span_wanted(span id)`, `unlink_wanted(relation id)`, `link_wanted(kind)`.
    """

    span_wanted = Signal(str)
    unlink_wanted = Signal(str)
    link_wanted = Signal(str)

    def __init__(self, panel: Panel) -> None:
        super().__init__(panel)
        self._panel = panel
        self._shown: object = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        heading = QHBoxLayout()
        heading.addWidget(plain_label("Links", part="faint"), 1)
        self.link = QToolButton()
        self.link.setText("Link to… ▾")
        self.link.setAccessibleName("Link to another span")
        self.link.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.link.setMenu(QMenu(self.link))
        heading.addWidget(self.link)
        layout.addLayout(heading)
        self._rows = QWidget()
        self._lines = layout
        layout.addWidget(self._rows)

    def show_span(self, span: Span, *, editable: bool) -> None:
        """Show the links of this span."""
        workspace = self._panel.workspace
        relations = workspace.project.relations([span.id])
        ends = {r.child_id if r.head_id == span.id else r.head_id for r in relations}
        others = {other.id: other for other in workspace.project.spans_by_id(sorted(ends))}
        shown = (span.id, relations, others, editable, self._panel.theme, workspace.scheme)
        if shown != self._shown:
            self._shown = shown
            self._fill_menu(span, editable=editable)
            self._fill(span, relations, others, FIRST, editable=editable)

    def _fill_menu(self, span: Span, *, editable: bool) -> None:
        scheme = self._panel.workspace.scheme
        label = scheme.label(span.label_id)
        name = label.name if label else ""
        kinds = [
            kind
            for kind in scheme.relations
            if any(kind.takes(name, o.name) for o in scheme.labels)
        ]
        menu = self.link.menu()
        menu.clear()
        for kind in kinds:
            menu.addAction(f"{doubled(kind.name)} …", partial(self.link_wanted.emit, kind.name))
        self.link.setVisible(bool(kinds))
        self.link.setEnabled(editable)

    def _fill(
        self,
        span: Span,
        relations: tuple[Relation, ...],
        others: dict[str, Span],
        limit: int,
        *,
        editable: bool,
    ) -> None:
        rows = QWidget()
        layout = QVBoxLayout(rows)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        out = sorted(relations, key=lambda r: (r.head_id != span.id, r.kind))
        for relation in out[:limit]:
            leads_out = relation.head_id == span.id
            other = others.get(relation.child_id if leads_out else relation.head_id)
            if other is not None:
                layout.addLayout(self._row(relation, other, leads_out, editable=editable))
        if not relations:
            layout.addWidget(plain_label("None", part="faint"))
        elif len(out) > limit:
            more = QPushButton(f"Show all {len(out):,}")
            more.clicked.connect(
                lambda: self._fill(span, relations, others, len(out), editable=editable)
            )
            layout.addWidget(more)
        self._lines.replaceWidget(self._rows, rows)
        self._rows.hide()
        self._rows.deleteLater()
        self._rows = rows

    def _row(
        self, relation: Relation, other: Span, leads_out: bool, *, editable: bool
    ) -> QHBoxLayout:
        panel = self._panel
        project = panel.workspace.project
        words = other.quoted(panel.text(other.article_id))[:200]
        article = project.article(other.article_id)
        first = f"{relation.kind} → {words}" if leads_out else f"← {relation.kind}: {words}"
        where = article.name
        button = LineButton(first, where, panel.theme, sign=panel.styles.get(other.label_id))
        button.setToolTip(f"<span>{escape(words)}<br>{escape(where)}</span>")
        button.clicked.connect(partial(self.span_wanted.emit, other.id))
        take_away = QToolButton()
        take_away.setIcon(sign_icon("close", panel.theme.faint, self))
        take_away.setIconSize(QSize(14, 14))
        take_away.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        take_away.setAccessibleName(f"Take the link away: {first[:80]}")
        take_away.setToolTip("Take the link away")
        take_away.setEnabled(editable)
        take_away.clicked.connect(partial(self.unlink_wanted.emit, relation.id))
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(button, 1)
        row.addWidget(take_away)
        return row
