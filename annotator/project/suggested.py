"""What an open project answers about suggestions."""

from collections.abc import Iterator, Mapping, Sequence

from annotator.model.clue import ClueAnswer
from annotator.model.suggestion import Answer, Policy, Source, Suggestion, Verdict
from annotator.project.reads import Reads
from annotator.suggest.parse import Parse


class Suggested(Reads):
    """Suggestions, answers to them and to clues, who is offered which, what models found."""

    def suggestions(self, article_id: str, annotator_id: str) -> tuple[Suggestion, ...]:
        """What this annotator is offered in an article, in text order, answered ones included.

        That follows from the annotator's policy; labels must be in use. Whoever has a span with
        the same label and fragments already is not offered it, unless it was answered.
        """
        return self._records.offers.of(article_id, annotator_id)

    def covered_suggestions(self, article_id: str, annotator_id: str) -> frozenset[str]:
        """Ids of the suggestions that are left out because this annotator has the same span."""
        return self._records.suggestions.covered(article_id, annotator_id)

    def suggestion_slices(
        self, article_id: str, annotator_id: str, *, size: int = 500
    ) -> Iterator[tuple[Suggestion, ...]]:
        """The same, `size` at a time: for views that must not keep anybody waiting."""
        return self._records.offers.slices(article_id, annotator_id, size)

    def suggestion_counts(self, annotator_id: str) -> Mapping[str, int]:
        """How many suggestions this annotator is offered, answered ones included, by article id."""
        return self._records.offers.count_by_article(annotator_id)

    def suggestions_by_id(self, ids: Sequence[str]) -> tuple[Suggestion, ...]:
        """The suggestions with these ids, those that are there, in text order."""
        return self._records.suggestions.get(ids)

    def answers(self, annotator_id: str, article_id: str | None = None) -> Mapping[str, Answer]:
        """One annotator's answers by suggestion id, in one article or in all."""
        return self._records.answers.of(annotator_id, article_id)

    def answer_counts(self) -> Mapping[tuple[str, Source, Verdict, bool], int]:
        """Numbers of answers by annotator id, source, verdict, and whether given in bulk."""
        return self._records.answers.count()

    def clue_answers(self, annotator_id: str, story_id: str = "") -> Mapping[str, ClueAnswer]:
        """One annotator's answers to clues by the clue's id, in one story or in all."""
        return self._records.clue_answers.of(annotator_id, story_id)

    def policy(self, annotator_id: str) -> Policy:
        """What this annotator is offered: their own policy, else the project's, else `OWN`."""
        return self._records.offers.policy(annotator_id)

    def decided_policy(self, annotator_id: str = "") -> Policy | None:
        """The policy decided for this annotator, or for the whole project; None: there is none."""
        return self._records.offers.decided(annotator_id)

    def stop_list(self) -> frozenset[str]:
        """The words that are no names, as decided in this project, else those that ship."""
        return self._records.offers.stop_list()

    def parses(self, article_ids: Sequence[str], model: str, version: str) -> Mapping[str, Parse]:
        """What this model found in these articles, by article id, as far as it is kept."""
        return self._records.parses.of(article_ids, model, version)
