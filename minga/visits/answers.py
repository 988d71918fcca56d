"""The answers of a form, judged by its questions."""

from collections.abc import Iterable, Mapping

from minga.core.errors import Unreadable
from minga.core.numbers import read_integer
from minga.core.words import read_text
from minga.visits.errors import AnswersMissing
from minga.visits.models import Question

LONGEST = 2_000


def judged(
    questions: Iterable[Question], given: Mapping[str, str], photographed: set[str]
) -> dict[str, str]:
    """What is kept, by the key of each question; all that is missing at once."""
    kept, wrong = {}, []
    for question in questions:
        answer, sentence = _answer(question, str(given.get(question.key, "") or ""))
        if question.needs_photo and question.key not in photographed and answer != "No aplica":
            sentence = sentence or f"Falta la foto de la pregunta {question.number}."
        if sentence:
            wrong.append(sentence)
        elif answer:
            kept[question.key] = answer
    if wrong:
        raise AnswersMissing(wrong)
    return kept


def _answer(question: Question, typed: str) -> tuple[str, str]:
    """The answer, and what is wrong with it."""
    number = question.number
    try:
        text = read_text(typed, LONGEST) or ""
    except Unreadable as error:
        return "", f"Pregunta {number}: {error}"
    if not text:
        missing = f"Falta responder la pregunta {number}." if question.is_required else ""
        return "", missing
    if question.choices and text not in question.choices:
        return "", f"Pregunta {number}: elija una de sus opciones."
    if question.kind == Question.Kind.NUMBER:
        try:
            return str(read_integer(text)), ""
        except Unreadable as error:
            return "", f"Pregunta {number}: {error}"
    return text, ""
