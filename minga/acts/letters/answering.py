"""What a letter answers, as a person types it: «Ord. 45 de 2007», or the number, the sender and the
date of one that came."""

import re
from datetime import date, datetime

from django.db.models import Case, Q, Value, When

from minga.acts.letters.models import Letter, ReceivedLetter
from minga.acts.letters.models.letter import SHORT
from minga.core.words import fold
from minga.people.models import Organisation

OWN = re.compile(r"(ord\.?|circular|reservado) (\d{1,9}) de (\d{4})")
CAME = re.compile(r".+, (\d{2}-\d{2}-\d{4})")
KINDS = {fold(short).rstrip("."): kind for kind, short in SHORT.items()}
MOST = 40


def find_own(service: Organisation, text: str) -> Letter | None:
    """A numbered letter of the service."""
    said = OWN.fullmatch(" ".join(fold(text).split()))
    if said is None:
        return None
    kind = KINDS[said[1].rstrip(".")]
    found = Letter.objects.filter(service=service, kind=kind, number=said[2], year=said[3])
    return found.filter(state=Letter.State.ISSUED).first()


def find_received(service: Organisation, text: str) -> ReceivedLetter | None:
    said = CAME.fullmatch(" ".join(text.split()))
    day = _day(said[1]) if said else None
    if day is None:
        return None
    same_day = ReceivedLetter.objects.filter(service=service, dated_on=day)
    return next((row for row in same_day if fold(row.named) == fold(text)), None)


def _day(text: str) -> date | None:
    try:
        return datetime.strptime(text, "%d-%m-%Y").date()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        return None


def own_to_answer(service: Organisation) -> list[str]:
    """The last ones, those that still wait for their answer first."""
    waits = Q(answer_due_on__isnull=False, answered_on__isnull=True)
    issued = Letter.objects.filter(service=service, state=Letter.State.ISSUED)
    first = Case(When(waits, then=Value(0)), default=Value(1))
    return [letter.named for letter in issued.order_by(first, "-pk")[:MOST]]


def received_to_answer(service: Organisation) -> list[str]:
    waiting = ReceivedLetter.objects.filter(service=service).waiting()
    return [row.named for row in waiting.order_by("answer_due_on", "pk")[:MOST]]
