"""What an export was narrowed to, and what it could not hold, in words and in numbers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from annotator.formats.fragments import Fragments
from annotator.formats.losses import Loss
from annotator.transfer.selection import Selection

INSTEAD = "Export a folder to keep them."
_SHAPED = {
    Fragments.HULL: "written from their first to their last word",
    Fragments.SEPARATE: "written as one span for each piece",
    Fragments.DROP: "left out",
}


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What a selection leaves out; most of it is known once its records were gone through."""

    selection: Selection

    def sentences(self) -> Sequence[str]:
        """For the card: what was chosen and what was lost, as sentences."""
        return [*self._chosen(), *self.losses()]

    def _chosen(self) -> Iterator[str]:
        selection, options = self.selection, self.selection.options
        if options.annotators:
            names = ", ".join(selection.called(person)[0] for person in selection.people.values())
            yield f"Only what these annotators did: {names}."
        if options.statuses:
            yield f"Only readings with this status: {', '.join(sorted(options.statuses))}."
        if options.gold:
            yield "Only gold: what was adjudicated."
        if options.labels:
            yield f"Only spans with these labels: {', '.join(options.labels)}."
        if options.stories:
            names = ", ".join(selection.stories[one].name for one in options.stories)
            yield f"Only these stories: {names}."
        if options.publish:
            yield "Without texts, notes and names: put the texts back with `annotator attach`."

    def losses(self) -> Iterator[str]:
        """What the records could not hold, once they were gone through."""
        selection = self.selection
        shaped = _SHAPED.get(selection.options.fragments)
        if selection.reshaped and shaped:
            yield f"Discontinuous spans {shaped}: {selection.reshaped}."
        for what, number in (
            ("Relations left out because one end is", selection.dangling),
            ("Members of groups left out because they are", selection.groups.lost),
            ("Decisions left out because their spans or groups are", selection.decided.lost),
        ):
            if number:
                yield f"{what} not in the export: {number}."
        if old := selection.decided.out_of_date(selection.pairs):
            yield _out_of_date(old)
        yield from selection.names.remarks()

    def counted(self) -> Iterator[Loss]:
        """The same with counts, for a list of losses."""
        if self.selection.reshaped and self.selection.options.fragments is not Fragments.KEEP:
            yield Loss("discontinuous spans", self.selection.reshaped)
        if self.selection.dangling:
            yield Loss("relations of which one end is not in the export", self.selection.dangling)

    def beside(self) -> Iterator[Loss]:
        """What only a folder of records holds."""
        selection = self.selection
        groups = selection.groups.number()
        selection.groups.lost = 0  # with the groups their members are told of
        for what, number in (
            ("groups", groups),
            ("answers to clues", selection.judged.number()),
            ("suggestions and their answers", selection.offered.number(selection.pairs)),
            ("decisions", selection.decided.number(selection.pairs)),
        ):
            if number:
                yield Loss(what, number)

    def in_one_file(self) -> Iterator[str]:
        """What a folder would hold beside the records, and one file cannot, as sentences."""
        for one in self.beside():
            yield f"One file cannot hold {one.what}; left out: {one.count}. {INSTEAD}"
        if self.selection.options.soft_labels:
            number = self.selection.soft_labels().number()
            lost_of = f"those of {number} article{'' if number == 1 else 's'}"
            yield f"One file cannot hold soft labels; left out: {lost_of}. {INSTEAD}"


def _out_of_date(articles: Sequence[str]) -> str:
    """Says that gold has to be looked at again, and where."""
    first, more = articles[:5], len(articles) - 5
    named = ", ".join(first) + (f" and {more} more" if more > 0 else "")
    return f"Gold is done with what was changed since: {named}. Decide there again."
