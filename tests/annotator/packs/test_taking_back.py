"""What comes back: newer, older, diverged, damaged; by people who share a name, or a laptop."""

import itertools
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from annotator.edits.questions import answer_question, ask, new_question
from annotator.edits.readings import set_status
from annotator.edits.relations import link
from annotator.edits.schemes import change_scheme, merge_labels, retire_label, save_scheme
from annotator.edits.spans import add_span, new_span, remove_spans
from annotator.edits.suggestions import answer
from annotator.errors import BadInput, EditRefused, ProjectError
from annotator.model.identity import new_id
from annotator.model.people import Annotator
from annotator.model.reading import Attention, DayTime, Status
from annotator.model.scheme import Label
from annotator.model.span import Fragment
from annotator.model.suggestion import Source, Suggestion, Verdict
from annotator.packs import Keep, letter, merge, pack, resolve, waiting_versions
from annotator.project import Project
from annotator.store.database import Database
from annotator.transfer import export
from tests.annotator.packs.laptops import (
    article,
    copied,
    holds,
    lead_project,
    marks,
    packed,
    person,
    starts,
)
from tests.annotator.samples import CLAIM, ENTITY, QUOTE, SCHEME


@pytest.fixture
def lead(tmp_path: Path) -> Iterator[Project]:
    with lead_project(tmp_path / "lead.annotator", "Anna", "Ben") as project:
        yield project


def proposed(article_id: str, start: int) -> Suggestion:
    return Suggestion(
        id=new_id(),
        article_id=article_id,
        source=Source.CLAIMS,
        label_id=CLAIM.id,
        fragments=(Fragment(start, start + 3),),
        score=0.9,
        reason="a fact",
        maker="claims 1",
    )


@pytest.fixture
def anna(lead: Project, tmp_path: Path) -> Path:
    return packed(lead, "Anna", tmp_path / "anna.annotator")


def test_half_done_and_then_done(lead: Project, anna: Path) -> None:
    me = person(lead, "Anna").id
    marks(anna, 0, 4)
    report = merge(lead, [anna])
    assert report.complete
    assert starts(lead, me) == [0, 4]
    (handout,) = lead.handouts(me)
    assert handout.returned_at
    with Project.open(anna) as project:
        project.apply(remove_spans([project.spans(article(project).id, me)[0].id]), me)
        project.apply(set_status(article(project).id, me, Status.DONE), me)
    marks(anna, 8)
    report = merge(lead, [anna])
    (came,) = report.people()
    assert (came.added, came.removed, came.done, came.new) == (1, 1, 1, ["0.txt"])
    assert "New or further than here: 1 article, done." in letter(report)
    assert starts(lead, me) == [4, 8]
    assert lead.reading(article(lead).id, me).status is Status.DONE
    assert not lead.faults()


def test_taking_back_is_one_step_and_can_be_done_again(lead: Project, anna: Path) -> None:
    marks(anna, 0, 4)
    before = holds(lead)
    merge(lead, [anna])
    after = holds(lead)
    assert lead.undo(None) is not None
    assert holds(lead) == before
    merge(lead, [anna])
    assert holds(lead) == after


def test_the_same_pack_twice_and_an_older_one_change_nothing(lead: Project, anna: Path) -> None:
    marks(anna, 0)
    older = copied(anna, "older.annotator")
    marks(anna, 4)
    merge(lead, [anna])
    steps, there = lead.change_counter(), holds(lead)
    for path in (anna, older):
        report = merge(lead, [path])
        assert (report.step, report.backup, report.complete) == ("", None, True)
    assert [len(p.older) for p in report.people()] == [1]
    assert "Older than here, and left: 0.txt." in letter(report)
    assert (lead.change_counter(), holds(lead)) == (steps, there)


def test_the_letter_of_an_untouched_pack_says_what_its_step_is(lead: Project, anna: Path) -> None:
    before = holds(lead)
    words = letter(merge(lead, [anna]))
    assert "No work was new. The plan says now that the pack came back; annotator undo" in words
    assert "All this" not in words
    assert holds(lead) == before
    assert "Nothing was new, so the project is as it was." in letter(merge(lead, [anna]))


def test_a_deletion_stays_a_deletion(lead: Project, anna: Path) -> None:
    (span,) = marks(anna, 0)
    older = copied(anna, "older.annotator")
    with Project.open(anna) as project:
        project.apply(remove_spans([span.id]), span.annotator_id)
    merge(lead, [older, anna, older])
    assert starts(lead, span.annotator_id) == []
    assert not waiting_versions(lead)


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize(("keep", "expected"), [(Keep.FIRST, 0), (Keep.SECOND, 1), (Keep.BOTH, 2)])
def test_both_sides_changed_the_same_reading(
    lead: Project, anna: Path, keep: Keep, expected: int, turned: bool
) -> None:
    me = person(lead, "Anna").id
    other = copied(anna, "other.annotator")
    marks(anna, 0, 8)
    marks(other, 4, 8)
    paths = [anna, other]
    for path in paths[::-1] if turned else paths:
        report = merge(lead, [path])
    (found,) = waiting_versions(lead)
    assert [one.version_id for one in report.diverged] == [found.version_id]
    assert (found.annotator, found.article, found.first, found.second) == ("Anna", "0.txt", 2, 2)
    first, second = starts(lead, me), starts(lead, found.version_id)
    assert sorted([first, second]) == [[0, 8], [4, 8]]
    assert lead.annotator(found.version_id).name == "Anna (second version)"
    before = holds(lead)
    lead.apply(resolve(lead, found.version_id, keep))
    assert starts(lead, me) == [first, second, [0, 4, 8]][expected]
    assert not waiting_versions(lead)
    assert lead.annotator(found.version_id) is None
    assert not lead.faults()
    assert merge(lead, paths).step == ""
    lead.undo(None)
    assert holds(lead) == before


def test_what_was_resolved_may_be_worked_on(lead: Project, anna: Path, tmp_path: Path) -> None:
    other = copied(anna, "other.annotator")
    marks(anna, 0)
    marks(other, 4)
    merge(lead, [anna, other])
    (found,) = waiting_versions(lead)
    lead.apply(resolve(lead, found.version_id, Keep.BOTH))
    again = packed(lead, "Anna", tmp_path / "again.annotator")
    marks(again, 8)
    assert not merge(lead, [again]).diverged
    assert starts(lead, person(lead, "Anna").id) == [0, 4, 8]


def test_a_version_that_is_gone_is_refused(lead: Project) -> None:
    with pytest.raises(EditRefused, match="no such second version"):
        resolve(lead, new_id(), Keep.FIRST)


def test_the_same_work_on_two_laptops_is_the_same(lead: Project, anna: Path) -> None:
    other = copied(anna, "other.annotator")
    marks(anna, 0)
    marks(other, 0)
    merge(lead, [anna, other])
    assert starts(lead, person(lead, "Anna").id) == [0]
    assert not waiting_versions(lead)


def test_the_same_work_that_goes_on_in_one_place(lead: Project, anna: Path) -> None:
    """The other copy, which knows nothing of what came then, is a second version in any order."""
    me = person(lead, "Anna").id
    other = copied(anna, "other.annotator")
    marks(anna, 0)
    marks(other, 0)
    early = copied(anna, "early.annotator")
    marks(anna, 4)
    empty = lead.path.with_name("empty.annotator")
    lead.close()
    copied(lead.path, empty.name)
    ends = []
    for number, order in enumerate(itertools.permutations([early, other, anna])):
        with Project.open(copied(empty, f"{number}.annotator")) as project:
            for path in order:
                merge(project, [path])
            ends.append(holds(project))
            assert len(waiting_versions(project)) == 1
            assert {
                len(starts(project, one)) for one in (me, waiting_versions(project)[0].version_id)
            } == {1, 2}
            assert not project.faults()
    assert all(end == ends[0] for end in ends)


def test_what_is_handed_out_goes_on_from_all_that_is_the_same(
    lead: Project, anna: Path, tmp_path: Path
) -> None:
    other = copied(anna, "other.annotator")
    marks(anna, 0)
    marks(other, 0)
    merge(lead, [anna, other])
    again = packed(lead, "Anna", tmp_path / "again.annotator")
    marks(again, 4)
    merge(lead, [again, other, anna])
    assert starts(lead, person(lead, "Anna").id) == [0, 4]
    assert not waiting_versions(lead)


def test_one_person_on_two_laptops_is_one(lead: Project, anna: Path) -> None:
    other = copied(anna, "other.annotator")
    marks(anna, 0)
    marks(other, 4, number=1)
    merge(lead, [anna, other])
    me = person(lead, "Anna").id
    assert (starts(lead, me, 0), starts(lead, me, 1)) == ([0], [4])
    assert not waiting_versions(lead)


def test_two_people_with_one_name_are_two(lead: Project, tmp_path: Path) -> None:
    namesake = Annotator(new_id(), "Anna")
    lead.add_annotator(namesake)
    packs = []
    for number, one in enumerate([p for p in lead.annotators() if p.name == "Anna"]):
        packs.append(tmp_path / f"anna {number}.annotator")
        pack(lead, packs[-1], annotator=one)
        marks(packs[-1], 4 * number)
    merge(lead, packs)
    ids = [one.id for one in lead.annotators() if one.name == "Anna"]
    assert sorted(starts(lead, one) for one in ids) == [[0], [4]]


def test_attention_is_the_larger_of_both(lead: Project, anna: Path) -> None:
    me, here = person(lead, "Anna").id, article(lead).id
    other = copied(anna, "other.annotator")
    for path, seconds in ((anna, 60), (other, 40)):
        with Project.open(path) as project:
            project.attend([Attention(here, me, seconds, 5)])
    for paths in ([anna], [other], [other, anna]):
        merge(lead, paths)
        assert lead.attention(here, me).seconds == 60


def test_days_of_two_laptops_are_added_and_records_of_them_change_nothing(
    lead: Project, anna: Path, tmp_path: Path
) -> None:
    me, here = person(lead, "Anna").id, article(lead).id
    other = copied(anna, "other.annotator")
    for path, meter, seconds in ((anna, "laptop", 60), (other, "desk", 40)):
        marks(path, 0 if path == anna else 8)
        with Project.open(path) as project:
            times = (
                *(DayTime("2026-11-20", seconds, meter),),
                *(DayTime("2026-11-20", 10, meter, CLAIM.id),),
            )
            project.attend([Attention(here, me, 5, times=times)])
            export(project, tmp_path / f"{meter}.jsonl")
    records = [tmp_path / "laptop.jsonl", tmp_path / "desk.jsonl"]
    for paths in (records, [anna], [other, anna], records):
        merge(lead, paths)
        assert lead.attention(here, me).seconds <= 105
    assert lead.attention(here, me).by_day() == {"2026-11-20": 100}
    assert lead.attention(here, me).by_label() == {("2026-11-20", CLAIM.id): 20}
    assert lead.attention(here, me).seconds == 105
    assert not lead.faults()


def test_questions_come_in_and_answers_stay(lead: Project, anna: Path) -> None:
    me, here = person(lead, "Anna").id, article(lead).id
    question = new_question(here, me, "Is this a claim?")
    with Project.open(anna) as project:
        project.apply(ask(question), me)
    report = merge(lead, [anna])
    assert "Asks: Is this a claim?" in letter(report)
    lead.apply(answer_question(question.id, "Yes.", person(lead, "Ben").id))
    marks(anna, 0)
    merge(lead, [anna])
    (there,) = lead.questions()
    assert (there.answer, starts(lead, me)) == ("Yes.", [0])


def test_links_across_articles_wait_for_the_version_that_has_their_end(
    lead: Project, anna: Path
) -> None:
    me = person(lead, "Anna").id
    other = copied(anna, "other.annotator")
    about = SCHEME.relations[1]
    with Project.open(anna) as project:
        one = new_span(article(project, 0).id, me, CLAIM, [(0, 3)])
        two = new_span(article(project, 1).id, me, ENTITY, [(4, 7)])
        project.apply(add_span(one, CLAIM), me)
        project.apply(add_span(two, ENTITY), me)
        project.apply(link(about, one, two), me)
    marks(other, 8, number=1)
    merge(lead, [anna, other])
    (found,) = waiting_versions(lead)
    if [span.id for span in lead.spans(article(lead, 1).id, me)] == [two.id]:
        lead.apply(resolve(lead, found.version_id, Keep.FIRST))
    else:
        assert not lead.relations([one.id])
        lead.apply(resolve(lead, found.version_id, Keep.SECOND))
    assert [link.child_id for link in lead.relations([one.id])] == [two.id]
    assert not lead.records.facts.beginning("waiting.")


# The scheme changes in between


def test_a_label_that_was_merged_is_followed(lead: Project, anna: Path) -> None:
    marks(anna, 0, 4)
    with Project.open(anna) as project:
        me = project.pack_of().annotator_id
        twin = new_span(article(project).id, me, QUOTE, [(0, 3)])
        project.apply(add_span(twin, QUOTE), me)
    lead.apply(merge_labels(CLAIM, QUOTE))
    report = merge(lead, [anna])
    assert report.complete
    spans = lead.spans(article(lead).id, me)
    assert [(one.start, one.label_id) for one in spans] == [(0, QUOTE.id), (4, QUOTE.id)]
    assert not lead.faults()


def test_an_attribute_that_was_renamed_is_followed(lead: Project, anna: Path) -> None:
    me = person(lead, "Anna").id
    with Project.open(anna) as project:
        span = new_span(article(project).id, me, QUOTE, [(0, 3)])
        project.apply(add_span(span, QUOTE), me)
    assert span.attributes
    labels = tuple(
        replace(one, attributes=(replace(one.attributes[0], name="sort"),))
        if one.id == QUOTE.id
        else one
        for one in SCHEME.labels
    )
    changed = replace(lead.scheme(), labels=labels)
    lead.apply(change_scheme(changed, renamed={QUOTE.id: {"kind": "sort"}}))
    merge(lead, [anna])
    assert lead.spans(article(lead).id, me)[0].values("sort") == ("whole",)


def test_a_label_that_was_dropped_comes_back_retired(lead: Project, anna: Path) -> None:
    marks(anna, 0)
    scheme = lead.scheme()
    kinds = tuple(one for one in scheme.relations if "claim" not in (one.source, one.target))
    labels = tuple(one for one in scheme.labels if one.id != CLAIM.id)
    lead.apply(save_scheme(replace(scheme, labels=labels, relations=kinds)))
    report = merge(lead, [anna])
    label = lead.scheme().label(CLAIM.id)
    assert label is not None
    assert (label.name, label.retired, label.key) == ("claim", True, "")
    assert "“claim” is not in the scheme any more; it came back, retired." in letter(report)
    lead.undo(None)
    assert lead.scheme().label(CLAIM.id) is None


def test_a_retired_label_keeps_what_comes(lead: Project, anna: Path) -> None:
    marks(anna, 0)
    lead.apply(retire_label(CLAIM))
    report = merge(lead, [anna])
    assert starts(lead, person(lead, "Anna").id) == [0]
    assert "1 span has the label “claim”, which is retired." in letter(report)


def test_a_change_of_the_scheme_makes_no_divergence(lead: Project, anna: Path) -> None:
    marks(anna, 0)
    merge(lead, [anna])
    lead.apply(merge_labels(CLAIM, QUOTE))
    marks(anna, 4)
    assert not merge(lead, [anna]).diverged
    spans = lead.spans(article(lead).id, person(lead, "Anna").id)
    assert [(one.start, one.label_id) for one in spans] == [(0, QUOTE.id), (4, QUOTE.id)]


# What cannot be taken


def changed(path: Path, statement: str, *values: object) -> Path:
    connection = sqlite3.connect(path)
    with connection:
        connection.execute(statement, values)
    connection.close()
    return path


def test_the_good_go_in_beside_the_bad(lead: Project, anna: Path, tmp_path: Path) -> None:
    marks(anna, 0)
    with lead_project(tmp_path / "elsewhere.annotator", "Cleo") as elsewhere:
        foreign = packed(elsewhere, "Cleo", tmp_path / "foreign.annotator")
    newer = changed(copied(anna, "newer.annotator"), "PRAGMA user_version = 99")
    notes = tmp_path / "notes.txt"
    notes.write_text("no project")
    broken = copied(anna, "broken.annotator")
    broken.write_bytes(broken.read_bytes()[:-9000])
    gone = tmp_path / "gone.annotator"
    report = merge(lead, [foreign, newer, notes, anna, broken, gone, lead.path])
    assert starts(lead, person(lead, "Anna").id) == [0]
    assert not report.complete
    why = {Path(s.path).name: s.refused[0].why for s in report.sources if s.refused}
    assert list(why) == [
        "foreign.annotator", "newer.annotator", "notes.txt", "broken.annotator",
        "gone.annotator", "lead.annotator",
    ]  # fmt: skip
    assert "a pack of another project" in why["foreign.annotator"]
    assert "newer Annotator" in why["newer.annotator"]
    assert "not a project file" in why["notes.txt"]
    assert "damaged" in why["broken.annotator"]
    assert "There is no project" in why["gone.annotator"]
    assert "the project itself" in why["lead.annotator"]
    assert len([step for step in lead.history() if step.name.startswith("take back")]) == 1
    assert report.letter is not None
    assert report.letter.read_text("utf-8") == "" or "Not taken" in report.letter.read_text("utf-8")


def test_a_text_that_an_editor_altered(lead: Project, anna: Path) -> None:
    marks(anna, 0)
    marks(anna, 4, number=1)
    altered = "UPDATE article_text SET text = replace(text, 'seven', 'sieben') WHERE article_id = ?"
    changed(anna, altered, article(lead, 0).id)
    report = merge(lead, [anna])
    (refused,) = report.sources[0].refused
    assert refused.where == "0.txt"
    assert "line 1: here “four five six seven eight" in refused.why
    assert "there “four five six sieben eight" in refused.why
    me = person(lead, "Anna").id
    assert (starts(lead, me, 0), starts(lead, me, 1)) == ([], [4])


def test_the_disk_is_full_in_the_middle(
    lead: Project, anna: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite says the same of a full disk and of a file that may not grow any more."""
    marks(anna, *range(0, 60, 4))
    marks(anna, *range(0, 60, 4), number=1)
    before = holds(lead)
    monkeypatch.setattr(Database, "_leave_room", lambda _: None)
    connection = lead._database.connection
    pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
    connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(ProjectError, match="The disk is full"):
        merge(lead, [anna])
    assert (holds(lead), lead.faults()) == (before, ())
    connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
    assert merge(lead, [anna]).complete
    assert len(starts(lead, person(lead, "Anna").id)) == 15


def test_there_is_no_room_for_the_backup(
    lead: Project, anna: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    marks(anna, 0)

    class Usage:
        free = 1

    monkeypatch.setattr("annotator.store.backup.shutil.disk_usage", lambda _: Usage)
    with pytest.raises(ProjectError, match="too little room"):
        merge(lead, [anna])
    assert starts(lead, person(lead, "Anna").id) == []


def test_a_backup_holds_what_was_before(lead: Project, anna: Path) -> None:
    marks(anna, 0)
    report = merge(lead, [anna])
    assert report.backup is not None
    with Project.open(report.backup, read_only=True) as before:
        assert before.id == lead.id
        assert starts(before, person(lead, "Anna").id) == []


# Other copies, and records


def test_another_copy_of_the_project_brings_everybody(lead: Project, tmp_path: Path) -> None:
    copy = tmp_path / "copy.annotator"
    lead.close()
    copied(lead.path, copy.name)
    with Project.open(copy) as other:
        new = Annotator(new_id(), "Cleo")
        other.add_annotator(new)
        for one in other.annotators():
            span = new_span(article(other).id, one.id, CLAIM, [(0, 3)])
            other.apply(add_span(span, CLAIM), one.id)
        there = holds(other)
    with Project.open(lead.path) as project:
        report = merge(project, [copy])
        assert holds(project) == there
        assert [p.name for p in report.people() if p.is_new] == ["Cleo"]


def test_records_come_in_once(lead: Project, anna: Path, tmp_path: Path) -> None:
    marks(anna, 0, 4)
    records = tmp_path / "anna.jsonl"
    with Project.open(anna) as project:
        export(project, records)
    report = merge(lead, [records])
    me = person(lead, "Anna").id
    assert report.complete, report.plain()
    assert starts(lead, me) == [0, 4]
    assert merge(lead, [records]).step == ""
    assert merge(lead, [anna]).step != ""  # what it descends from is known now
    assert not waiting_versions(lead)
    marks(anna, 8)
    merge(lead, [anna])
    assert (starts(lead, me), len(waiting_versions(lead))) == ([0, 4, 8], 0)


def test_records_that_differ_are_a_second_version(
    lead: Project, anna: Path, tmp_path: Path
) -> None:
    marks(anna, 0)
    records = tmp_path / "anna.jsonl"
    with Project.open(anna) as project:
        export(project, records)
    marks(anna, 4)
    merge(lead, [anna])
    merge(lead, [records])
    assert len(waiting_versions(lead)) == 1


def test_records_of_texts_that_are_not_here(lead: Project, anna: Path, tmp_path: Path) -> None:
    marks(anna, 0)
    records = tmp_path / "anna.jsonl"
    with Project.open(anna) as project:
        export(project, records)
    lines = records.read_text("utf-8")
    altered = tmp_path / "altered.jsonl"
    altered.write_text(lines.replace("seven", "sieben"), "utf-8")
    unknown = tmp_path / "unknown.jsonl"
    unknown.write_text(lines.replace('"0.txt"', '"other.txt"'), "utf-8")
    report = merge(lead, [altered, unknown])
    reasons = [one.why for source in report.sources for one in source.refused]
    assert len(reasons) == 2
    assert "The first difference is in line 1" in reasons[0] or "text" in reasons[0]
    assert "no such article" in reasons[1]


def test_a_new_label_is_no_way_around(lead: Project, anna: Path) -> None:
    with Project.open(anna) as project:
        me = project.pack_of().annotator_id
        mine = Label("label-own", "own")
        labels = (*project.scheme().labels, mine)
        project.apply(save_scheme(replace(project.scheme(), labels=labels)), me)
        project.apply(add_span(new_span(article(project).id, me, mine, [(0, 3)]), mine), me)
    merge(lead, [anna])
    label = lead.scheme().label("label-own")
    assert label is not None
    assert label.retired


def test_a_pack_is_never_written_over(lead: Project, anna: Path) -> None:
    with pytest.raises(BadInput, match="is there already"):
        packed(lead, "Anna", anna)


def test_what_somebody_was_offered_in_a_pack_is_offered_to_nobody_else(
    lead: Project, anna: Path
) -> None:
    me, ben = person(lead, "Anna").id, person(lead, "Ben").id
    with Project.open(anna) as project:
        place = article(project).id
        found = proposed(place, 0)
        project.keep_suggestions(Source.CLAIMS, [place], [found])
        project.apply(answer([found], Verdict.REJECTED, me), me)
    assert merge(lead, [anna]).complete
    assert [one.annotator_id for one in lead.suggestions(place, me)] == [me]
    assert set(lead.answers(me)) == {one.id for one in lead.suggestions(place, me)}
    assert lead.suggestions(place, ben) == ()
    assert (
        pack(lead, anna.with_name("ben.annotator"), annotator=person(lead, "Ben")).suggestions == 0
    )
    assert merge(lead, [anna]).step == ""


def test_a_pack_takes_no_work_of_others(lead: Project, anna: Path, tmp_path: Path) -> None:
    ben = packed(lead, "Ben", tmp_path / "ben.annotator")
    work = copied(anna, "work.annotator")
    marks(ben, 0)
    marks(work, 4)
    with Project.open(anna) as project:
        report = merge(project, [ben, work])
        assert [one.name for one in project.annotators()] == ["Anna"]
        assert starts(project, person(lead, "Anna").id) == [4]
    assert not report.complete
    assert "Ben: a pack takes no work of others" in letter(report)


def test_records_cannot_hold_questions_and_answers_and_are_the_same_without(
    lead: Project, anna: Path, tmp_path: Path
) -> None:
    me = person(lead, "Anna").id
    marks(anna, 0)
    with Project.open(anna) as project:
        place = article(project).id
        found = proposed(place, 4)
        project.keep_suggestions(Source.CLAIMS, [place], [found])
        project.apply(answer([found], Verdict.REJECTED, me), me)
        project.apply(ask(new_question(place, me, "Is it?")), me)
        export(project, tmp_path / "one.jsonl")
        export(project, tmp_path / "folder")
    for first, second in itertools.permutations([anna, tmp_path / "one.jsonl"]):
        report = merge(lead, [first])
        report = merge(lead, [second, tmp_path / "folder"])
        assert report.diverged == ()
        assert waiting_versions(lead) == ()
        assert len(lead.questions()) == len(lead.answers(me)) == 1
        while lead.undo("") is not None:
            if not lead.spans(place, me):
                break


def test_refusals_are_sentences(lead: Project, anna: Path, tmp_path: Path) -> None:
    with lead_project(tmp_path / "other.annotator", "Anna") as project:
        other = project.path
    damaged = copied(anna, "damaged.annotator")
    damaged.write_bytes(damaged.read_bytes()[:20_000])
    text = tmp_path / "text.txt"
    text.write_text("words", encoding="utf-8")
    words = letter(merge(lead, [other, damaged, text]))
    assert f"{other}:\n  Not taken: It is another project. Nothing of it was taken." in words
    assert "Not taken: It is not a project file." in words
    assert f"{damaged}:\n  Not taken: " in words
    assert "Ask for it once more, or for a backup." in words
    assert "restore a backup" not in words
    assert words.count(str(damaged)) == 1
