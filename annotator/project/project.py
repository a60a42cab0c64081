"""An open project: what it answers, and the one door through which it changes."""

import os
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.changes import Changes
from annotator.edits.edit import Edit
from annotator.edits.offers import set_policy, set_stop_list
from annotator.edits.people import add_annotator
from annotator.errors import EditRefused, NotWritable, ProjectError
from annotator.model.identity import named_id, new_id, now
from annotator.model.pack import PackFacts
from annotator.model.people import Annotator
from annotator.model.reading import Attention, Reading, Status
from annotator.model.scheme import Scheme
from annotator.model.step import Step
from annotator.model.suggestion import Policy, Source, Suggestion
from annotator.progress import Progress, silent
from annotator.project.decided import Decided
from annotator.project.labelled import Labelled
from annotator.project.on_disk import OnDisk
from annotator.project.planned import Planned
from annotator.project.suggested import Suggested
from annotator.settings import machine_id
from annotator.store.backup import BEFORE_REPAIR, back_up
from annotator.store.check import Fault, faults
from annotator.store.database import (
    Database,
    create_database,
    is_older,
    open_database,
    was_cut_off,
)
from annotator.store.extract import Part, extract
from annotator.store.failures import Conflict
from annotator.store.lock import Loan, ProjectLock
from annotator.store.repair import Repaired, repair
from annotator.store.touches import Touches
from annotator.store.work import Records, Work, swap
from annotator.suggest.parse import Parse

if TYPE_CHECKING:
    from sqlalchemy import Connection

SUFFIX = ".annotator"


class Project(Labelled, Suggested, Planned, Decided, OnDisk):
    """A project file that is open. Everything it answers is a value.

    `Project.open` and `Project.create` make one; close it, or use it in a `with`.
    """

    def __init__(self, database: Database, lock: ProjectLock | None) -> None:
        super().__init__(Records(database.connection))
        self.was_cut_off = False
        """Whether the program that had it open last was killed; what it had saved is there."""
        self._meter = ""
        self._keep(database, lock)

    @staticmethod
    def create(path: Path, scheme: Scheme) -> "Project":
        """Makes a new project file with this scheme and opens it."""

        def begin(connection: "Connection") -> None:
            work = Work(connection, annotator_id="", name="new project")
            work.facts.put("id", new_id())
            work.facts.put("created_at", now())
            work.schemes.add(scheme)
            work.finish()
            work.journal.forget()

        create_database(path, begin)
        return Project.open(path)

    @staticmethod
    def open(path: Path, *, read_only: bool = False, loan: Loan | None = None) -> "Project":
        """Opens a project file; raises `Locked` where another program has it open for writing.

        With a `loan` the lock stays with the program that lends the right to write.
        """
        if not os.path.exists(path):  # noqa: PTH110 - Path.exists raises for overlong names
            raise ProjectError(f"There is no project {path}.")
        if loan is not None:
            loan.check(path)
            return Project(open_database(path, loan=loan), None)
        lock = None
        if not read_only:
            lock = ProjectLock(path)
            try:
                lock.acquire()
            except OSError as error:
                raise NotWritable(
                    f"{path} cannot be written here ({error.strerror}). Open it read-only, or copy "
                    "it to where you may write."
                ) from error
        cut_off = not read_only and was_cut_off(path)
        try:
            if not read_only and is_older(path):
                from annotator.store.migrate import bring_up_to_date  # slow to import, and rare

                bring_up_to_date(path)
            database = open_database(path, read_only=read_only)
            try:
                project = Project(database, lock)
            except BaseException:
                database.close()
                raise
        except BaseException:
            if lock is not None:
                lock.release()
            raise
        project.was_cut_off = cut_off
        return project

    def __enter__(self) -> "Project":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Closes the file, which then is one file, and gives the lock back."""
        self._database.close()
        if self._lock is not None:
            self._lock.release()

    @property
    def meter(self) -> str:
        """What measures time in this copy of the project: a UUID.

        It follows from machine, project and place of the file, and tells none of them, so nobody
        can see who works on one machine.
        """
        if not self._meter:
            self._meter = named_id("meter", machine_id(), self.id, str(self.path.resolve()))
        return self._meter

    @contextmanager
    def snapshot(self) -> Iterator[Records]:
        """All reads inside see one state of the project, whoever writes meanwhile."""
        with self._database.reading():
            yield self._records

    def setting(self, key: str, default: str = "") -> str:
        """A setting that belongs to the project, not to this machine."""
        return self._records.facts.get(f"setting.{key}", default)

    def statistics(self) -> dict[str, object]:
        """What `annotator stats` prints, as plain data."""
        with self.snapshot() as records:
            readings = records.readings.all()
            seconds = records.readings.seconds_by_annotator()
            spans = records.spans.count_by_annotator()
            scheme = records.schemes.current()
            by_label = records.spans.count_by_label()
            return {
                "stories": len(records.stories.all()),
                "articles": len(records.articles.names()),
                "spans": sum(spans.values()),
                "annotators": [
                    {
                        "name": person.name,
                        "role": person.role.value,
                        "done": _number(readings, person, Status.DONE),
                        "in_progress": _number(readings, person, Status.IN_PROGRESS),
                        "spans": spans.get(person.id, 0),
                        "seconds": seconds.get(person.id, 0),
                    }
                    for person in records.people.all()
                ],
                "labels": {label.name: by_label.get(label.id, 0) for label in scheme.labels},
            }

    def apply(self, edit: Edit, by: str = "") -> Changes:
        """Does `edit` in one transaction, committed when this returns; `by` is an annotator's id.

        Raises `EditRefused` or `ProjectError`; then nothing was changed.
        """
        if edit.backup:
            self.back_up(edit.backup)
        with self._database.writing() as connection:
            work = Work(connection, annotator_id=by, name=edit.name, adds_heads=edit.adds_heads)
            edit.do(work)
            work.finish()
        return work.touches.changes(edit.name)

    @contextmanager
    def without_waiting(self) -> Iterator[None]:
        """Inside, `apply` fails at once where it would have to wait for another program."""
        with self._database.without_waiting():
            yield

    def undo(self, by: str | None) -> Changes | None:
        """Undoes the last step of this annotator (None: of anybody); None where there is none."""
        step = self.next_undo(by)
        return None if step is None else self._swap(step, undo=True)

    def redo(self, by: str) -> Changes | None:
        """Redoes the step of this annotator that was undone last; None where there is none."""
        step = self.next_redo(by)
        return None if step is None else self._swap(step, undo=False)

    def next_undo(self, by: str | None) -> Step | None:
        """The step that `undo` would take back."""
        return self._records.steps.last(by)

    def next_redo(self, by: str) -> Step | None:
        """The step that `redo` would do again."""
        return self._records.steps.undone(by)

    def history(self, by: str | None = None, limit: int = 1000) -> tuple[Step, ...]:
        """The last steps, newest first, of one annotator or of all."""
        return self._records.steps.newest(by, limit)

    def change_counter(self) -> int:
        """The number of the last step: grows with every change of the project."""
        return self._records.steps.counter()

    def _swap(self, step: Step, *, undo: bool) -> Changes:
        try:
            with self._database.writing() as connection:
                touches = swap(connection, step.number, undo=undo)
                lacks_something = self._lacks_labels(touches) or self._lacks_stories(touches)
                if lacks_something or self._has_twins(touches):
                    raise _other_work(step, undo=undo)
        except Conflict as error:
            raise _other_work(step, undo=undo) from error
        return touches.changes(step.name)

    def _lacks_labels(self, touches: Touches) -> bool:
        """Whether spans or readings name a label that the scheme has no more, or not yet."""
        scheme = self.scheme()
        used = set(touches.labels)
        if touches.changes("").scheme:
            used = set(self._records.spans.count_by_label())
            used.update(label_id for one in self.readings() for label_id in one.read_for)
        return any(scheme.label(label_id) is None for label_id in used)

    def _lacks_stories(self, touches: Touches) -> bool:
        """Whether a story is gone that was handed out."""
        if not touches.changes("").stories:
            return False
        there = {story.id for story in self.stories()}
        return any(not there.issuperset(handout.story_ids) for handout in self.handouts())

    def _has_twins(self, touches: Touches) -> bool:
        """Whether a span that came back stands there twice: somebody brought the same one since."""
        ids = [i for _, some in touches.changes("").spans if some is not None for i in some]
        return bool(self._records.spans.standing(self._records.spans.get(ids)))

    def attend(self, attention: Sequence[Attention]) -> None:
        """Keeps what was measured while reading; no step, so undo leaves it alone."""
        if attention:
            with self._database.writing():
                self._records.readings.attend(attention)

    def keep_suggestions(
        self,
        source: Source,
        article_ids: Sequence[str],
        suggestions: Sequence[Suggestion],
        *,
        annotator_id: str = "",
    ) -> Changes:
        """Replaces what a source suggests in these articles, but for what was ever answered.

        `annotator_id`: whose spans they were made from, "" where from the texts alone. No step.
        Suggestions in other articles, or in articles that are gone, are passed over. Raises
        ValueError for one of another source or annotator, or outside its text.
        """
        with self._database.writing():
            lengths = self._records.articles.lengths(article_ids)
            touched = self._records.suggestions.keep(
                source,
                lengths,
                [one for one in suggestions if one.article_id in lengths],
                annotator_id=annotator_id,
                answered=self._records.answers.ever(),
            )
        return Changes("suggestions", suggestions=touched)

    def keep_parse(self, article_id: str, parse: Parse) -> None:
        """Keeps what a model found in an article; no step. One of another text is dropped."""
        self.keep_parses({article_id: parse})

    def keep_parses(self, parses: Mapping[str, Parse]) -> None:
        """The same for several articles, by id, in one transaction."""
        if parses:
            with self._database.writing():
                self._records.parses.keep(parses)

    def remember(self, key: str, value: str) -> None:
        """Keeps a note on what was computed, which can be computed anew; no step."""
        with self._database.writing():
            self._records.facts.remember(f"computed.{key}", value)

    def remembered(self, key: str) -> str:
        """The note that was kept under `key`, "" for none."""
        return self._records.facts.get(f"computed.{key}")

    def secret(self, name: str) -> str:
        """Random hexadecimal digits that only this project has, made when they are asked for first.

        No step, so undo leaves them alone; no pack and no export holds them.
        """
        if not self._records.facts.get(name):
            with self._database.writing():
                # Somebody else may have been quicker.
                if not self._records.facts.get(name):
                    self._records.facts.remember(name, secrets.token_hex(32))
        return self._records.facts.get(name)

    def extract(
        self, out: Path, pack: PackFacts, story_ids: Sequence[str], annotator_ids: Sequence[str]
    ) -> None:
        """Writes a new project file with these stories and the work of these annotators in them.

        See `annotator.store.extract`: nothing else gets into it, and it is there whole or not.
        """
        part = Part(pack, tuple(story_ids), tuple(annotator_ids))
        with self._database.reading() as connection:
            extract(connection, out, part)

    def faults(self, progress: Progress = silent) -> tuple[Fault, ...]:
        """What is wrong with the project: integrity, texts, spans, links, versions."""
        return tuple(faults(self._database, progress))

    def repair(self) -> tuple[Repaired, ...]:
        """Sets right what can be set right without guessing, after a backup of how it is.

        See `annotator.store.repair`. Raises `ProjectError` where no backup could be made.
        """
        back_up(self.path, self.id, BEFORE_REPAIR, as_it_is=True)
        return repair(self._database, self.id)

    def set_setting(self, key: str, value: str, by: str = "") -> Changes:
        """Writes a setting of the project."""
        return self.apply(Edit("setting", lambda work: work.facts.put(f"setting.{key}", value)), by)

    def set_policy(self, policy: Policy | None, annotator_id: str = "", by: str = "") -> Changes:
        """Decides what an annotator, or everybody without a policy of their own, is offered.

        None takes the decision back. Raises `EditRefused`; see `annotator.edits.offers`.
        """
        return self.apply(set_policy(policy, annotator_id), by)

    def set_stop_list(self, words: Iterable[str], by: str = "") -> Changes:
        """Decides which words are no names; it counts when suggestions are made the next time."""
        return self.apply(set_stop_list(words), by)

    def add_annotator(self, annotator: Annotator) -> Changes:
        """Adds an annotator, who from then on is the one whose step this was."""
        return self.apply(add_annotator(annotator))


def _other_work(step: Step, *, undo: bool) -> EditRefused:
    return EditRefused(
        f"“{step.name}” cannot be {'undone' if undo else 'redone'}: "
        "what others did since needs what is there now. Nothing was changed."
    )


def _number(readings: Sequence[Reading], person: Annotator, status: Status) -> int:
    return sum(r.annotator_id == person.id and r.status is status for r in readings)
