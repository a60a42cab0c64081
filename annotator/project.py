"""An open project: what it answers, and the one door through which it changes."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from annotator.changes import Changes
from annotator.edits.edit import Edit
from annotator.edits.offers import set_policy, set_stop_list
from annotator.edits.people import add_annotator
from annotator.errors import EditRefused, ProjectError
from annotator.model.group import Group
from annotator.model.identity import new_id, now
from annotator.model.people import Annotator
from annotator.model.reading import Attention, Reading, Status
from annotator.model.relation import Relation
from annotator.model.scheme import Scheme
from annotator.model.span import Span
from annotator.model.step import Step
from annotator.model.story import Article, Story
from annotator.model.suggestion import Answer, Policy, Source, Suggestion, Verdict
from annotator.progress import Progress, silent
from annotator.store.check import Fault, faults
from annotator.store.database import Database, create_database, is_older, open_database
from annotator.store.failures import Conflict
from annotator.store.journal import swap_step
from annotator.store.lock import Loan, ProjectLock
from annotator.store.work import Records, Touches, Work
from annotator.suggest.parse import Parse

if TYPE_CHECKING:
    from sqlalchemy import Connection

SUFFIX = ".annotator"


class Project:
    """A project file that is open. Everything it answers is a value.

    `Project.open` and `Project.create` make one; close it, or use it in a `with`.
    """

    def __init__(self, database: Database, lock: ProjectLock | None) -> None:
        self._database = database
        self._lock = lock
        self._records = Records(database.connection)

    @staticmethod
    def create(path: Path, scheme: Scheme) -> "Project":
        """Makes a new project file with this scheme and opens it."""

        def begin(connection: "Connection") -> None:
            work = Work(connection, annotator_id="", name="new project")
            work.facts.put("id", new_id())
            work.facts.put("created_at", now())
            work.schemes.add(scheme)
            work.journal.flush()
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
                raise ProjectError(
                    f"{path} cannot be written here ({error.strerror}). Open it read-only."
                ) from error
        try:
            if not read_only and is_older(path):
                from annotator.store.migrate import bring_up_to_date  # slow to import, and rare

                bring_up_to_date(path)
            return Project(open_database(path, read_only=read_only), lock)
        except BaseException:
            if lock is not None:
                lock.release()
            raise

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
    def path(self) -> Path:
        """Where the project file is."""
        return self._database.path

    @property
    def read_only(self) -> bool:
        """Whether nothing can be changed."""
        return self._database.read_only

    @property
    def id(self) -> str:
        """The project's UUID."""
        return self._records.facts.get("id")

    @contextmanager
    def snapshot(self) -> Iterator[Records]:
        """All reads inside see one state of the project, whoever writes meanwhile."""
        with self._database.reading():
            yield self._records

    @property
    def records(self) -> Records:
        """The reads of every kind of thing."""
        return self._records

    def stories(self) -> tuple[Story, ...]:
        """The stories, in order."""
        return self._records.stories.all()

    def articles(self, story_id: str | None = None) -> tuple[Article, ...]:
        """The articles of a story, or all, in order; without their texts."""
        return self._records.articles.all(story_id)

    def article(self, article_id: str) -> Article:
        """The article with this id."""
        article = self._records.articles.get(article_id)
        if article is None:
            raise ProjectError(f"There is no article {article_id} in the project.")
        return article

    def text(self, article_id: str) -> str:
        """The text of an article, exactly as imported."""
        return self._records.articles.text(article_id)

    def annotators(self) -> tuple[Annotator, ...]:
        """The annotators, by name."""
        return self._records.people.all()

    def annotator(self, annotator_id: str) -> Annotator | None:
        """The annotator with this id."""
        return self._records.people.get(annotator_id)

    def scheme(self) -> Scheme:
        """The scheme that counts now."""
        return self._records.schemes.current()

    def spans(self, article_id: str, annotator_id: str) -> tuple[Span, ...]:
        """One annotator's spans in one article, in text order, longest first."""
        return self._records.spans.of(article_id, annotator_id)

    def span_slices(
        self, article_id: str, annotator_id: str, *, size: int = 500
    ) -> Iterator[tuple[Span, ...]]:
        """The same, `size` at a time: for lists that must not keep anybody waiting."""
        return self._records.spans.slices(article_id, annotator_id, size)

    def story_spans(self, story_id: str, annotator_id: str) -> tuple[Span, ...]:
        """One annotator's spans in all articles of a story, article by article."""
        return self._records.spans.in_story(story_id, annotator_id)

    def spans_by_id(self, ids: Sequence[str]) -> tuple[Span, ...]:
        """The spans with these ids, those that are there."""
        return self._records.spans.get(ids)

    def relations(self, span_ids: Sequence[str]) -> tuple[Relation, ...]:
        """The relations that begin or end at one of these spans."""
        return self._records.relations.touching(span_ids)

    def relations_in(self, article_id: str, annotator_id: str) -> tuple[Relation, ...]:
        """One annotator's relations that begin in this article."""
        return self._records.relations.of(article_id, annotator_id)

    def reading(self, article_id: str, annotator_id: str) -> Reading:
        """How far this annotator is with this article."""
        return self._records.readings.get(article_id, annotator_id)

    def readings(self, annotator_id: str | None = None) -> tuple[Reading, ...]:
        """The readings that were begun, of one annotator or of all."""
        return self._records.readings.all(annotator_id)

    def attention(self, article_id: str, annotator_id: str) -> Attention:
        """What was measured while this annotator read this article."""
        return self._records.readings.attention(article_id, annotator_id)

    def all_attention(self, annotator_id: str | None = None) -> tuple[Attention, ...]:
        """All that was measured, of one annotator or of all."""
        return self._records.readings.all_attention(annotator_id)

    def counts(self, annotator_id: str, story_id: str | None = None) -> Mapping[str, int]:
        """Numbers of one annotator's spans by label id, in one story or in all."""
        return self._records.spans.count_by_label(annotator_id=annotator_id, story_id=story_id)

    def span_counts(
        self, annotator_id: str, article_ids: Sequence[str] | None = None
    ) -> Mapping[str, int]:
        """Numbers of one annotator's spans by article id, in these articles or in all."""
        return self._records.spans.count_by_article(annotator_id, article_ids)

    def labels_in(self, article_id: str, annotator_id: str) -> frozenset[str]:
        """Ids of the labels that one annotator used in an article."""
        return self._records.spans.labels_in(article_id, annotator_id)

    def suggestions(self, article_id: str, annotator_id: str) -> tuple[Suggestion, ...]:
        """What this annotator is offered in an article, in text order, answered ones included.

        That follows from the annotator's policy; labels must be in use.
        """
        return self._records.offers.of(article_id, annotator_id)

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

    def groups(self, story_id: str, annotator_id: str) -> tuple[Group, ...]:
        """One annotator's groups in a story, by kind and name."""
        return self._records.groups.of(story_id, annotator_id)

    def groups_of(self, span_ids: Sequence[str]) -> tuple[Group, ...]:
        """The groups that hold one of these spans, by kind and name."""
        return self._records.groups.of_spans(span_ids)

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
        with self._database.writing() as connection:
            work = Work(connection, annotator_id=by, name=edit.name)
            edit.do(work)
            work.journal.flush()
        return work.touches.changes(edit.name)

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
        touches = Touches()
        try:
            with self._database.writing() as connection:
                swap_step(connection, step.number, undo=undo, touched=touches)
                if self._lacks_labels(touches) or self._has_twins(touches):
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

    def faults(self, progress: Progress = silent) -> tuple[Fault, ...]:
        """What is wrong with the project: integrity, texts, spans, links, versions."""
        return tuple(faults(self._database, progress))

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
