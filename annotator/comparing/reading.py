"""What of a project can be compared: which articles, and whose spans in them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from annotator.agree.alpha import Read
from annotator.agree.comparison import LeftOut
from annotator.agree.groups import Grouped, GroupMember
from annotator.agree.values import Doc, Link, Mark
from annotator.errors import BadInput
from annotator.model.people import Annotator, Role
from annotator.model.reading import Status
from annotator.model.scheme import AttributeKind, Scheme
from annotator.model.story import Article
from annotator.progress import Progress, silent
from annotator.project import Project


class Reader:
    """Reads people's spans from a project, all of its articles or some.

    Only what has one of `labels` (by name) is read, where any are given. `unfinished` takes in
    articles that were begun and not finished.
    """

    def __init__(
        self,
        project: Project,
        *,
        articles: Sequence[str] = (),
        labels: Sequence[str] = (),
        unfinished: bool = False,
    ) -> None:
        """`articles` and `labels` are names; raises `BadInput` for those that there are not."""
        self._project = project
        self._unfinished = unfinished
        self.articles = _chosen(project.articles(), articles)
        self.label_names: Mapping[str, str] = _label_names(project)
        scheme = project.scheme()
        known = {*self.label_names.values()}
        if wrong := [name for name in labels if name not in known]:
            there = ", ".join(label.name for label in scheme.labels)
            raise BadInput(f"There is no label “{wrong[0]}” (there: {there}).")
        self._wanted = frozenset(labels)
        self.labels = tuple(
            label.name
            for label in scheme.labels
            if (not labels or label.name in labels) and (label.name in labels or not label.retired)
        )
        self.questions = _questions(scheme, self.labels)
        self._span_counts: dict[str, Mapping[str, int]] = {}
        self._groups: dict[str, tuple[Grouped, ...]] = {}
        self._sides: dict[tuple[str, str], tuple[tuple[Mark, ...], tuple[Link, ...]]] = {}

    @cached_property
    def _stories(self) -> Mapping[str, str]:
        return {story.id: story.name for story in self._project.stories()}

    @cached_property
    def _status(self) -> Mapping[tuple[str, str], Status]:
        return {
            (reading.article_id, reading.annotator_id): reading.status
            for reading in self._project.readings()
        }

    def why_not(self, article: Article, people: Iterable[Annotator]) -> str:
        """Why these people cannot be compared in an article; "" where they can."""
        people = tuple(people)
        if self._hides_gold(article, people):
            return "In a pack gold is shown after “Done”."
        reasons = [self._why(article, person) for person in people]
        if len(reasons) > 1 and all(reason == _NOT_OPENED for reason, _ in reasons):
            return f"{'Neither' if len(people) == 2 else 'None'} of them has opened it."
        return " ".join(f"{name} {reason}." for reason, name in reasons if reason)

    def _hides_gold(self, article: Article, people: Sequence[Annotator]) -> bool:
        """Whether gold would be seen by somebody who calibrates with it and is not done yet."""
        if not self._is_pack or not any(one.role is Role.ADJUDICATED for one in people):
            return False
        return any(self._status.get((article.id, one.id)) is not Status.DONE for one in people)

    @cached_property
    def _is_pack(self) -> bool:
        return self._project.pack_of() is not None

    def _why(self, article: Article, person: Annotator) -> tuple[str, str]:
        status = self._status.get((article.id, person.id))
        if status is Status.DONE:
            return "", person.name
        if status is Status.SKIPPED:
            return "skipped it", person.name
        begun = status is Status.IN_PROGRESS or self._has_spans(article, person)
        if not begun:
            return _NOT_OPENED, person.name
        return ("" if self._unfinished else "has not finished it"), person.name

    def _has_spans(self, article: Article, person: Annotator) -> bool:
        if person.id not in self._span_counts:
            self._span_counts[person.id] = self._project.span_counts(person.id)
        return article.id in self._span_counts[person.id]

    def docs(
        self, a: Annotator, b: Annotator, progress: Progress = silent
    ) -> tuple[tuple[Doc, ...], tuple[LeftOut, ...]]:
        """The articles that both have read, and those left out."""
        docs, left_out = [], []
        for number, article in enumerate(self.articles):
            progress(number, len(self.articles), article.name)
            if why := self.why_not(article, (a, b)):
                left_out.append(LeftOut(article.name, why))
            else:
                docs.append(self._doc(article, a, b))
        return tuple(docs), tuple(left_out)

    def groups(self, person: Annotator) -> tuple[Grouped, ...]:
        """This person's groups, with members in the articles that are read here."""
        if person.id not in self._groups:
            self._groups[person.id] = tuple(self._grouped(person))
        return self._groups[person.id]

    def _grouped(self, person: Annotator) -> Iterator[Grouped]:
        if not self._project.records.groups.count_by_kind():
            return
        names = {article.id: article.name for article in self.articles}
        stories = dict.fromkeys(article.story_id for article in self.articles)
        for story_id in stories:
            for group in self._project.groups(story_id, person.id):
                members = tuple(
                    GroupMember(names[one.article_id], one.span_id, one.stance)
                    for one in group.members
                    if one.article_id in names
                )
                yield Grouped(group.kind, self._stories.get(story_id, ""), members)

    def texts(self, people: Sequence[Annotator]) -> tuple[Read, ...]:
        """The length of each article that two or more have read, and everybody's marks in it.

        People stand in the order given; None for those who have not read it.
        """
        answer = []
        for article in self.articles:
            sides = [
                None if self.why_not(article, [one]) else self._side(article, one)[0]
                for one in people
            ]
            if sum(side is not None for side in sides) > 1:
                answer.append((article.length, sides))
        return tuple(answer)

    def _doc(self, article: Article, a: Annotator, b: Annotator) -> Doc:
        (a_marks, a_links), (b_marks, b_links) = self._side(article, a), self._side(article, b)
        text = self._project.text(article.id)
        story = self._stories.get(article.story_id, "")
        return Doc(
            article.name, story, len(text), text, a_marks, b_marks, a_links, b_links, article.id
        )  # fmt: skip

    def _side(
        self, article: Article, person: Annotator
    ) -> tuple[tuple[Mark, ...], tuple[Link, ...]]:
        key = article.id, person.id
        if key not in self._sides:
            self._sides[key] = self._read(article, person)
        return self._sides[key]

    def _read(
        self, article: Article, person: Annotator
    ) -> tuple[tuple[Mark, ...], tuple[Link, ...]]:
        marks = (
            Mark(span.fragments, self.label_names.get(span.label_id, span.label_id),
                 span.attributes, span.id)
            for span in self._project.spans(article.id, person.id)
        )  # fmt: skip
        links = (
            Link(link.kind, link.head_id, link.child_id)
            for link in self._project.relations_in(article.id, person.id)
        )
        return tuple(m for m in marks if not self._wanted or m.label in self._wanted), tuple(links)


_NOT_OPENED = "has not opened it"


def _chosen(articles: Sequence[Article], names: Sequence[str]) -> tuple[Article, ...]:
    if not names:
        return tuple(articles)
    by_name = {article.name: article for article in articles}
    by_name.update((article.id, article) for article in articles)
    if wrong := [name for name in names if name not in by_name]:
        raise BadInput(f"There is no article {wrong[0]} in the project.")
    wanted = {by_name[name].id for name in names}
    return tuple(article for article in articles if article.id in wanted)


def _label_names(project: Project) -> dict[str, str]:
    """The labels' names by id, those of older versions of the scheme too."""
    versions = (*project.scheme_versions(), project.scheme())
    return {label.id: label.name for scheme in versions for label in scheme.labels}


def _questions(scheme: Scheme, labels: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """The attributes with values to choose from: free words are nobody's to compare."""
    chosen = (AttributeKind.CHOICE, AttributeKind.SEVERAL)
    return tuple(
        (label.name, attribute.name)
        for label in scheme.labels
        if label.name in labels
        for attribute in label.attributes
        if attribute.kind in chosen
    )
