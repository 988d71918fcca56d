"""Each night the visits that are due, and each morning the mail of those that are late."""

from collections import defaultdict
from collections.abc import Iterator

from minga.core.access import operator
from minga.core.jobs import schedule
from minga.core.jobs.registry import job
from minga.core.jobs.run import Run
from minga.core.outbox.actions import NotAnAddress, send
from minga.people.accounts.models import AccountDetails
from minga.people.models import Membership, Person
from minga.people.permissions import access_of_person
from minga.visits import says
from minga.visits.actions import make_due_visits
from minga.visits.awaiting import SOON, of_director, of_head
from minga.visits.models import Visit
from minga.visits.permissions import ASSIGN, PREPARE_RULES

MAKE, TELL = "visits", "visits_digest"
LABEL = "Calendario"
ROLES_OF_HEADS = ("unit_head", "works_head", "institution_head")

schedule.daily(MAKE, at="03:30")
schedule.daily(TELL, at="06:30")


@job(MAKE, label="Calendario de visitas de control", permission=PREPARE_RULES, shared=True)
def make(run: Run) -> dict[str, int]:
    """Again at any time: what is in the calendar already is not added twice."""
    return {"visits": make_due_visits(by=operator(LABEL), on=run.on)}


@job(TELL, label="Aviso de visitas vencidas y por vencer", permission=ASSIGN, shared=True)
def tell(run: Run) -> dict[str, int]:
    """One message to each person, in one step that happens once."""
    with run.once("mail") as first:
        addresses = _addresses()
        told = dict(_told(run, set(addresses))) if first else {}
        messages = 0
        for person, lines in told.items():
            messages += _write(addresses[person.user_id], lines)
    return {"messages": messages}


def _write(to: str, lines: list[str]) -> int:
    """One that can't be written to keeps nobody else from their message."""
    try:
        send(to, _subject(lines), "\n".join(lines), by=operator(LABEL))
    except NotAnAddress:
        return 0
    return 1


def _subject(lines: list[str]) -> str:
    count = len(lines)
    return "1 visita de control que ver" if count == 1 else f"{count} visitas de control que ver"


def _told(run: Run, reached: set[int | None]) -> Iterator[tuple[Person, list[str]]]:
    lines: dict[Person, dict[int, str]] = defaultdict(dict)
    soon = Visit.objects.open().due_by(run.on + SOON)
    for visit in soon.filter(inspector__isnull=False).for_page().order_by("limit", "pk"):
        assert visit.inspector is not None
        lines[visit.inspector][visit.pk] = _line(visit, run)
    for person in _heads(run):
        access = access_of_person(person, run.on)
        of_both = of_head(access, run.on) | of_director(access, run.on)
        for visit in of_both.for_page().order_by("limit", "pk"):
            lines[person].setdefault(visit.pk, _line(visit, run))
    for person, said in lines.items():
        if said and person.user_id in reached:
            yield person, list(said.values())


def _addresses() -> dict[int | None, str]:
    """Of the accounts that have one."""
    found = AccountDetails.objects.exclude(email=None).exclude(user__is_active=False)
    return {user: email for user, email in found.values_list("user_id", "email") if email}


def _heads(run: Run) -> list[Person]:
    held = Membership.objects.on(run.on).filter(role__in=ROLES_OF_HEADS)
    return list(
        Person.objects.filter(pk__in=held.values("person"), user__is_active=True)
        .select_related("user")
        .order_by("pk")
    )


def _line(visit: Visit, run: Run) -> str:
    who = str(visit.inspector) if visit.inspector else "sin asignar"
    return f"- {visit.title} ({visit.case_label}): {says.deadline(visit, run.on)}; {who}."
