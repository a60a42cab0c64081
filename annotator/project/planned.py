"""What an open project answers about working on it together."""

from collections.abc import Mapping, Sequence

from annotator.model.guidelines import Guidelines
from annotator.model.lineage import Lineage
from annotator.model.pack import PackFacts
from annotator.model.plan import Assignment, Handout
from annotator.model.question import Question
from annotator.model.scheme import Scheme
from annotator.model.whole_reading import WholeReading
from annotator.project.reads import Reads


class Planned(Reads):
    """Plan, handouts, questions, guidelines, and what descends from what."""

    def assignments(self, annotator_id: str | None = None) -> tuple[Assignment, ...]:
        """Who reads which story, of one annotator or of all, by week."""
        return self._records.assignments.of(annotator_id)

    def calibration(self) -> frozenset[str]:
        """Ids of the stories whose gold is shown to those who are done with them."""
        return self._records.facts.calibration()

    def handouts(self, annotator_id: str | None = None) -> tuple[Handout, ...]:
        """The packs that left, to one annotator or to all, oldest first."""
        return self._records.handouts.of(annotator_id)

    def questions(
        self,
        article_id: str | None = None,
        annotator_id: str | None = None,
        *,
        open_only: bool = False,
    ) -> tuple[Question, ...]:
        """What was asked about an article, by an annotator, or at all; oldest first."""
        return self._records.questions.of(article_id, annotator_id, open_only=open_only)

    def guidelines(self) -> Guidelines | None:
        """The guidelines that count now; None where there are none."""
        return self._records.guidelines.current()

    def guideline_versions(self) -> tuple[Guidelines, ...]:
        """Every version of the guidelines, oldest first."""
        return self._records.guidelines.all()

    def scheme_versions(self) -> tuple[Scheme, ...]:
        """Every version of the scheme, oldest first; each says what it merged and renamed."""
        return self._records.schemes.all()

    def lineage(self, article_id: str, annotator_id: str) -> Lineage:
        """Which states this reading was in."""
        return self._records.lineages.get(article_id, annotator_id)

    def lineages(
        self, annotator_ids: Sequence[str] | None = None
    ) -> Mapping[tuple[str, str], Lineage]:
        """The same for all readings of these annotators, by ids of article and annotator."""
        return self._records.lineages.all(annotator_ids)

    def whole_readings(
        self, annotator_id: str, article_ids: Sequence[str] | None = None
    ) -> tuple[WholeReading, ...]:
        """All that an annotator did in these articles, or in all; those where it is nothing too.

        Of all articles only those come where there is something.
        """
        return self._records.whole_readings.of(annotator_id, article_ids)

    def pack_of(self) -> PackFacts | None:
        """For whom this file was made, and from which project; None where it is no pack."""
        return self._records.facts.pack()
