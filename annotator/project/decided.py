"""What an open project answers about gold, and about what was decided."""

from collections.abc import Iterable

from annotator.model.decision import Decision
from annotator.model.people import Annotator, Role
from annotator.project.reads import Reads


class Decided(Reads):
    """Gold annotators and decisions; see `annotator.adjudicating` for what is to be decided."""

    def gold(self, name: str) -> Annotator | None:
        """The gold annotator with this name; `annotator.edits.adjudication.add_gold` makes one."""
        return self._records.people.gold(name)

    def golds(self) -> tuple[Annotator, ...]:
        """The gold annotators, by name."""
        return tuple(one for one in self._records.people.all() if one.role is Role.ADJUDICATED)

    def decisions(
        self, article_id: str | None = None, gold_id: str | None = None
    ) -> tuple[Decision, ...]:
        """What was decided about an article, in one gold, or at all; oldest first."""
        return self._records.decisions.of(article_id, gold_id)

    def decisions_by_id(self, ids: Iterable[str]) -> tuple[Decision, ...]:
        """The decisions with these ids, those that are there, oldest first."""
        return self._records.decisions.get(ids)
