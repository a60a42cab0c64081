"""What can be done to questions: annotators ask, the lead answers."""

from dataclasses import replace
from typing import TYPE_CHECKING

from annotator.edits.edit import Edit
from annotator.errors import EditRefused
from annotator.model.identity import new_id, now
from annotator.model.question import Question

if TYPE_CHECKING:
    from annotator.store.work import Work


def new_question(article_id: str, annotator_id: str, text: str, span_id: str = "") -> Question:
    """A question asked now about a span, or about the article as a whole."""
    return Question(new_id(), article_id, annotator_id, span_id, text.strip(), now())


def ask(question: Question) -> Edit:
    """Asks the lead something; with the id of a question that is there, asks it in other words.

    In other words it is open again. Refused without words, or about a span of somebody else.
    """

    def do(work: "Work") -> None:
        if not question.text.strip():
            raise EditRefused("A question needs words.")
        if question.span_id:
            holder = work.spans.holders([question.span_id]).get(question.span_id)
            if holder != (question.article_id, question.annotator_id):
                raise EditRefused("The span is not there any more.")
        (there,) = work.questions.get([question.id]) or (None,)
        if there is None:
            work.questions.put([question], new=True)
        elif (there.annotator_id, there.article_id) != (question.annotator_id, question.article_id):
            raise EditRefused("This is somebody else's question.")
        elif (there.text, there.span_id) != (question.text, question.span_id):
            work.questions.put([replace(question, answer="", answered_by="", answered_at="")])

    return Edit("ask a question", do)


def answer_question(question_id: str, answer: str, by: str) -> Edit:
    """Answers a question, as the annotator with the id `by`; "" takes the answer back.

    That is no work on the reading, so that it adds no head: the annotator may work on meanwhile.
    """

    def do(work: "Work") -> None:
        there = _there(work, question_id)
        words = answer.strip()
        answered = replace(
            there,
            answer=words,
            answered_by=by if words else "",
            answered_at=now() if words else "",
        )
        if answered.answer != there.answer:
            work.questions.put([answered])

    return Edit("answer a question", do, adds_heads=False)


def take_back_question(question_id: str) -> Edit:
    """Takes a question away, with its answer."""

    def do(work: "Work") -> None:
        _there(work, question_id)
        work.questions.remove([question_id])

    return Edit("take a question back", do)


def _there(work: "Work", question_id: str) -> Question:
    found = work.questions.get([question_id])
    if not found:
        raise EditRefused("The question is not there any more.")
    return found[0]
