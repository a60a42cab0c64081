"""What versions of a scheme did to spans, one after the other."""

from dataclasses import replace

from annotator.edits.scheme_draft import SchemeDraft
from annotator.edits.schemes import merge_labels, rename_attribute, retire_label, save_scheme
from annotator.formats.scheme import read_scheme
from annotator.formats.scheme_writing import write_scheme
from annotator.model.scheme import Label, Renaming
from annotator.model.scheme_rules import SchemeChanges, changes_since
from annotator.project import Project
from tests.annotator.samples import CLAIM, ENTITY, QUOTE, SCHEME


def test_labels_follow_through_several_versions() -> None:
    second = replace(SCHEME, version=2, merged=((CLAIM.id, QUOTE.id),))
    third = replace(SCHEME, version=3, merged=((QUOTE.id, ENTITY.id),))
    assert changes_since(SCHEME, [second, third]).merged == {
        CLAIM.id: ENTITY.id,
        QUOTE.id: ENTITY.id,
    }


def test_attributes_follow_in_the_order_of_the_versions() -> None:
    versions = [
        replace(SCHEME, version=2, renamed=(Renaming(QUOTE.id, "kind", "sort"),)),
        replace(SCHEME, version=3, merged=((CLAIM.id, QUOTE.id),)),
        replace(SCHEME, version=4, renamed=(Renaming(QUOTE.id, "sort", "type"),)),
    ]
    found = changes_since(SCHEME, versions)
    assert found.renamed[QUOTE.id]["kind"] == "type"
    assert found.renamed[CLAIM.id] == {"sort": "type"}
    assert changes_since(versions[2], []) == SchemeChanges({}, {})


def test_each_version_says_what_it_did_and_no_more(project: Project) -> None:
    first = project.scheme()
    project.apply(rename_attribute(QUOTE, "kind", "sort"))
    second = project.scheme()
    project.apply(merge_labels(CLAIM, QUOTE))
    project.apply(retire_label(ENTITY))
    project.apply(save_scheme(replace(project.scheme(), questions=())))
    versions = project.scheme_versions()
    assert [one.merged for one in versions] == [(), (), ((CLAIM.id, QUOTE.id),), ()]
    assert [len(one.renamed) for one in versions] == [0, 1, 0, 0]
    schemes = project.records.schemes
    assert schemes.changes_since(first) == SchemeChanges(
        {CLAIM.id: QUOTE.id}, {QUOTE.id: {"kind": "sort"}}
    )
    assert schemes.changes_since(second) == SchemeChanges({CLAIM.id: QUOTE.id}, {})
    assert schemes.changes_since(project.scheme()) == SchemeChanges({}, {})
    unknown = replace(first, labels=(*first.labels, Label("x", "x")))
    assert schemes.changes_since(unknown) == schemes.changes_since(first)
    project.undo("")
    project.undo("")
    assert schemes.changes_since(first).merged == {}


def test_a_draft_tells_renamings_of_labels_that_nobody_used_here(project: Project) -> None:
    draft = SchemeDraft(project.scheme(), {})
    draft.change_attribute(QUOTE.id, 0, name="sort")
    project.apply(draft.edit())
    assert project.scheme().renamed == (Renaming(QUOTE.id, "kind", "sort"),)


def test_a_scheme_keeps_what_it_did_when_it_is_written() -> None:
    scheme = replace(
        SCHEME, merged=(("gone", QUOTE.id),), renamed=(Renaming(QUOTE.id, "kind", "sort"),)
    )
    assert read_scheme(write_scheme(scheme), "here") == scheme
    assert "merged" not in write_scheme(SCHEME)
