"""The current case in the text: both versions of its article, gold, and the case lit in them."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from annotator.changes import Changes
from annotator.model.span import Span
from ui.compare.adjudicating import Adjudicating
from ui.compare.disagreements_reading import CaseReading
from ui.compare.disagreements_words import Shown, fragments_of
from ui.compare.versions import Sides, Versions
from ui.days import counted
from ui.workspace import Workspace

if TYPE_CHECKING:
    from annotator.agree.cases import Case


class CaseText:
    """Shows cases in the two versions.

    `text` and `shown` answer for an article's id; `keys` are those that take left and right.
    """

    def __init__(
        self,
        workspace: Workspace,
        reading: CaseReading,
        adjudicating: Adjudicating,
        versions: Versions,
        *,
        text: Callable[[str], str],
        shown: Callable[[str], Shown],
        keys: Callable[[], tuple[str, str]],
    ) -> None:
        self._workspace, self._reading = workspace, reading
        self._adjudicating, self._versions = adjudicating, versions
        self._text, self._shown, self._keys = text, shown, keys
        self.article_id = ""
        """The article on show, "" while there is none."""
        self._marks = Sides()
        self._made_of: tuple[object, ...] = ()
        """What the marks were made of: they are the same while it is."""
        self._gold: dict[str, Span] | None = None

    def forget(self) -> None:
        """Show nothing."""
        self.article_id, self._marks, self._gold = "", Sides(), None
        self._made_of = ()
        self._versions.show_article("", Sides())

    def show(self, case: "Case | None") -> None:
        """Show a case: its article, both versions and what gold says lit in it."""
        if case is None:
            self._versions.light((), ())
            return
        self._show_article(case.article_id)
        left, right = self._shown(case.article_id).fragments(case)
        ids = case.decision.gold_spans if case.decision is not None else ()
        in_gold = fragments_of([span for span in self._marks.gold if span.id in ids])
        self._versions.light(left, right, in_gold)

    def show_again(self, article_id: str) -> None:
        """Cases of an article were read again."""
        if article_id == self.article_id:
            self._show_article(article_id)

    def _show_article(self, article_id: str) -> None:
        if article_id != self.article_id:
            self._gold = None
        elif self._gold is not None and self._is_made_of(article_id):
            self._name(article_id, self._marks)
            return
        marks = self._marks_in(article_id)
        if article_id != self.article_id:
            self.article_id = article_id
            self._versions.show_article(self._text(article_id), marks)
        elif marks != self._marks:
            self._versions.show_sides(marks)
        self._marks = marks
        self._made_of = (self._reading.of(article_id), self._shown(article_id), self._gold)
        self._name(article_id, marks)

    def _is_made_of(self, article_id: str) -> bool:
        """Whether cases, names and gold are those that the marks were made of."""
        now = (self._reading.of(article_id), self._shown(article_id), self._gold)
        cases, shown, gold = self._made_of or (None, None, None)
        return cases is now[0] and shown == now[1] and gold is now[2]

    def _marks_in(self, article_id: str) -> Sides:
        """What stands in an article: both sides as shown, gold, and what is settled."""
        cases, shown = self._reading.of(article_id), self._shown(article_id)
        sides = [shown.spans(case) for case in cases]
        return Sides(
            left=tuple(span for left, _ in sides for span in left),
            right=tuple(span for _, right in sides for span in right),
            gold=self._gold_in(article_id),
            settled=_ids(
                case for case in cases if case.decided or (case.agreed and not case.stale)
            ),
            stale=_ids(case for case in cases if case.stale),
        )

    def _name(self, article_id: str, marks: Sides) -> None:
        shown, count = self._shown(article_id), self._reading.count_of(article_id)
        left, right = (f"{name[:1].upper()}{name[1:]}" for name in (shown.left, shown.right))
        left_key, right_key = self._keys()
        done = not count.left and count.taken == count.agreed
        gold = f"{counted(len(marks.gold), 'span')}, {'done' if done else f'{count.left} open'}"
        self._versions.name(
            (left_key, left, "" if shown.blind else counted(len(marks.left), "span")),
            (self._adjudicating.gold_name.capitalize(), gold),
            (right_key, right, "" if shown.blind else counted(len(marks.right), "span")),
        )

    # Gold

    def follow(self, changes: Changes) -> None:
        """Read gold's spans of the article on show again, those that were touched."""
        touched = changes.spans_in(self.article_id)
        if touched is None:
            self._gold = None
        elif self._gold is not None and touched:
            gold_id, ids = self._adjudicating.gold_id, frozenset(touched)
            here = {span_id: span for span_id, span in self._gold.items() if span_id not in ids}
            found = self._workspace.project.spans_by_id(list(touched))
            here.update((span.id, span) for span in found if span.annotator_id == gold_id)
            self._gold = here

    def _gold_in(self, article_id: str) -> tuple[Span, ...]:
        gold_id = self._adjudicating.gold_id
        if not gold_id:
            return ()
        if self._gold is None:
            spans = self._workspace.project.spans(article_id, gold_id)
            self._gold = {span.id: span for span in spans}
        return tuple(sorted(self._gold.values(), key=lambda span: span.fragments))


def _ids(cases: "Iterable[Case]") -> frozenset[str]:
    return frozenset(span.id for case in cases for span in (*case.a, *case.b))
