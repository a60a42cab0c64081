"""What changed in the rules, and which spans of somebody were made under an older one."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from annotator.formats.markdown import sections_about
from annotator.model.guidelines import Guidelines
from annotator.model.older_rule import OlderSpan, Review, RuleChange, counts_from, why_older
from annotator.model.scheme import Scheme
from annotator.model.scheme_changes import changed_labels, scheme_changes

if TYPE_CHECKING:
    from annotator.project import Project


def review(project: "Project", annotator_id: str) -> Review:
    """What this annotator has to know of newer rules, and the spans to look at again.

    A change counts where they had begun to read before it. A span is on the list until it is
    changed, or said to be right (`annotator.edits.reviewing.still_right`).
    """
    begun = min(
        (one.created_at for one in project.readings(annotator_id) if one.created_at), default=""
    )
    changes = tuple(
        one for one in rule_changes(project, annotator_id) if begun and begun < one.since
    )
    if not any(change.labels for change in changes):
        return Review(changes)
    latest: dict[str, str] = {}
    for change in changes:
        for label_id in change.labels:
            latest[label_id] = max(latest.get(label_id, ""), change.since)
    found = project.records.spans.older(annotator_id, latest)
    return Review(changes, tuple(OlderSpan(span, why_older(span, changes)) for span in found))


def rule_changes(project: "Project", annotator_id: str) -> tuple[RuleChange, ...]:
    """Every change of scheme and guidelines as this annotator learned of it, newest first."""
    handed_out = [one.made_at for one in project.handouts(annotator_id)]
    with project.snapshot() as records:
        versions, times = records.schemes.all(), records.schemes.times()
        guidelines = records.guidelines.all()
    made = [*_scheme_changes(versions, times), *_guideline_changes(guidelines, versions[-1:])]
    counted = [
        RuleChange(one.what, counts_from(one.since, handed_out), one.sentences, one.labels)
        for one in made
    ]
    return tuple(sorted(counted, key=lambda one: one.since)[::-1])


def guidelines_followed(project: "Project", annotator_id: str) -> Mapping[str, int]:
    """The version of the guidelines that counted for this annotator when each of their readings was
    last worked on, by article id; 0 where there were none yet."""
    handed_out = [one.made_at for one in project.handouts(annotator_id)]
    known = [
        (counts_from(one.created_at, handed_out), one.version)
        for one in project.guideline_versions()
    ]
    return {
        reading.article_id: max(
            (version for since, version in known if since <= (reading.updated_at or "")), default=0
        )
        for reading in project.readings(annotator_id)
    }


def _scheme_changes(versions: Sequence[Scheme], times: Sequence[str]) -> Iterator[RuleChange]:
    for at in range(1, len(versions)):
        old, new = versions[at - 1], versions[at]
        sentences = scheme_changes(old, new)
        if not sentences:
            continue
        later: dict[str, str] = {}
        for version in versions[at + 1 :]:
            step = dict(version.merged)
            later = {a: step.get(b, b) for a, b in later.items()} | step
        labels: dict[str, tuple[str, ...]] = {}
        for label_id in changed_labels(old, new):
            about = _about(old, new, label_id)
            now = later.get(label_id, label_id)
            labels[now] = (*labels.get(now, ()), *about)
        yield RuleChange(f"Scheme, version {new.version}", times[at], sentences, labels)


def _about(old: Scheme, new: Scheme, label_id: str) -> tuple[str, ...]:
    """The sentences about one label: those of a scheme that holds nothing else."""
    sources = {source for source, target in new.merged if target == label_id} | {label_id}
    kept = tuple(label for label in old.labels if label.id in sources)
    now = tuple(label for label in new.labels if label.id == label_id)
    merged = tuple(pair for pair in new.merged if pair[1] == label_id)
    return scheme_changes(
        Scheme(new.name, 1, kept), Scheme(new.name, 2, now, merged=merged, renamed=new.renamed)
    )


def _guideline_changes(
    versions: Sequence[Guidelines], schemes: Sequence[Scheme]
) -> Iterator[RuleChange]:
    labels = schemes[-1].labels if schemes else ()
    for first in versions[:1]:  # there was no older rule, so no span was made under one
        what = f"Guidelines, version {first.version}"
        yield RuleChange(
            what, first.created_at, (first.changes or "There are guidelines now.",), {}
        )
    for old, new in pairwise(versions):
        what = f"Guidelines, version {new.version}"
        told = new.changes or "The guidelines were changed; no note says how."
        sentence = f"The guidelines: {told}"
        concerned = {
            label.id: (sentence,)
            for label in labels
            if _words(old, label.name) != _words(new, label.name)
        }
        yield RuleChange(what, new.created_at, (told,), concerned)


def _words(guidelines: Guidelines, name: str) -> tuple[str, ...]:
    return tuple(section.text for section in sections_about(guidelines.text, name))
