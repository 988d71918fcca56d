"""The work of a person who leaves passes to another in one go: what would pass, and passing it."""

from dataclasses import dataclass
from datetime import date

from minga.core.access import Access
from minga.core.actions import action, current_act
from minga.core.errors import DomainError, NotAllowed
from minga.core.handover import Leaving, OpenWork, Task, all_open_work
from minga.people import whom
from minga.people.actions.parties import MANAGE
from minga.people.models import Membership, PassedWork, Person


class PassesToOneself(DomainError):
    code = "people.passes_to_oneself"
    field = "heir"

    def __init__(self) -> None:
        super().__init__("El trabajo pasa a otra persona: elija a alguien más.")


class HeirHasNoFunction(DomainError):
    code = "people.heir_has_no_function"
    field = "heir"

    def __init__(self, heir: Person) -> None:
        super().__init__(
            f"{heir} no tiene hoy una función en este servicio: désela antes de pasarle trabajo."
        )


class HeirHasNoAccount(DomainError):
    code = "people.heir_has_no_account"
    field = "heir"

    def __init__(self, heir: Person) -> None:
        super().__init__(f"{heir} no tiene cuenta para entrar: no puede recibir este trabajo.")


class HandoverReasonMissing(DomainError):
    code = "people.handover_reason_missing"
    field = "reason"

    def __init__(self) -> None:
        super().__init__("Escriba el motivo: queda en el registro.")


class WorkChanged(DomainError):
    code = "people.work_changed"
    status = 409

    def __init__(self) -> None:
        super().__init__(
            "Lo que está abierto cambió desde que usted abrió la página. Revise la lista otra vez "
            "y confirme."
        )


@dataclass(frozen=True)
class Pile:
    """The open work of one kind."""

    work: OpenWork
    tasks: list[Task]

    @property
    def seen(self) -> str:
        return f"{self.work.label}:{','.join(str(task.key) for task in self.tasks)}"


def leaving(person: Person, on: date) -> Leaving:
    return Leaving(person.pk, person.label, person.user_id, on)


def piles_of(person: Person, on: date) -> list[Pile]:
    """Everything open that is this person's and not of a role."""
    who = leaving(person, on)
    found = (Pile(work, list(work.find(who))) for work in all_open_work())
    return [pile for pile in found if pile.tasks]


def shown_piles(person: Person, by: Access, on: date) -> list[Pile]:
    """Nothing of who works in another service too: what is open there is read there."""
    return [] if whom.works_elsewhere(by, person, on) else piles_of(person, on)


def mark_of(piles: list[Pile]) -> str:
    """What the page showed, to be compared with what is there when it is done."""
    return "|".join(sorted(pile.seen for pile in piles))


def told(piles: list[Pile]) -> str:
    """What and how many of each: «compromisos a su cargo (2), vistas guardadas (1)»."""
    return ", ".join(f"{pile.work.label} ({len(pile.tasks)})" for pile in piles)


@action("people.work_passed", says="pasó el trabajo de {who} a {heir}: {what}")
def pass_work(
    person: Person,
    heir: Person,
    *,
    reason: str,
    seen: str | None = None,
    by: Access,
    on: date | None = None,
) -> int:
    """All of it, as it was shown; answers how many things passed."""
    assert on is not None
    Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    institution = _judge(person, heir, reason, by, on)
    current_act().by = by.acting(MANAGE, institution)
    piles = piles_of(person, on)
    if seen is not None and seen != mark_of(piles):
        raise WorkChanged
    if heir.user_id is None and any(pile.work.of_account for pile in piles):
        raise HeirHasNoAccount(heir)
    for pile in piles:
        if pile.work.hand:
            keys = [task.key for task in pile.tasks]
            pile.work.hand(leaving(person, on), leaving(heir, on), keys)
    _remember(person, heir, on)
    count = sum(len(pile.tasks) for pile in piles)
    current_act().about(
        person,
        reason=reason.strip(),
        who=person.label,
        heir=heir.label,
        what=told(piles) or "nada abierto",
    )
    return count


def _judge(person: Person, heir: Person, reason: str, by: Access, on: date) -> int:
    """Answers the institution in which the person who passes it administers both."""
    if heir.pk == person.pk:
        raise PassesToOneself
    administers = [pk for pk in by.institutions if by.may(MANAGE, pk)]
    theirs = Membership.objects.of_institutions(administers)
    if by.everything:
        administers, theirs = [0], Membership.objects.all()
    if not theirs.filter(person=person).exists():
        raise NotAllowed("Pasa el trabajo de una persona quien administra su servicio.")
    if whom.works_elsewhere(by, person, on):
        raise NotAllowed(
            "Esta persona trabaja también en otro servicio: lo que tiene abierto allí no lo pasa "
            "usted."
        )
    if not theirs.on(on).filter(person=heir).exists():
        raise HeirHasNoFunction(heir)
    if not reason.strip():
        raise HandoverReasonMissing
    return administers[0]


def _remember(person: Person, heir: Person, on: date) -> None:
    """Also what had passed to who leaves now passes on."""
    before = PassedWork.objects.predecessors_of(person.pk).values_list("person", flat=True)
    for pk in {person.pk, *before} - {heir.pk}:
        PassedWork(person_id=pk, heir=heir, on=on).save()
