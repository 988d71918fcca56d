"""Commitments and audits as the tests need them, made by the same actions as anybody's."""

from datetime import date, timedelta
from itertools import count
from typing import Any

from minga.commitments import actions
from minga.commitments.actions.audits import Found
from minga.commitments.models import Audit, Commitment, Finding
from minga.people.accounts import actions as accounts
from minga.people.actions import add_membership, add_organisation, add_person
from minga.people.models import Organisation
from minga.people.roles import Role
from tests.conftest import PASSWORD, SCRIBE, TODAY, Cast, Somebody, pdf

_numbers = count(1)
MADE = TODAY - timedelta(days=30)
DUE = TODAY + timedelta(days=10)


def promise(cast: Cast, **more: Any) -> actions.Promise:
    """Of the SEREMI to the municipality, until in ten days, unless said otherwise."""
    given = {
        "promise": "Entregar el plano de loteo",
        "responsible": cast.seremi,
        "promised_to": "Municipalidad de Iquique",
        "made_on": MADE,
        "due_on": DUE,
        "origin": "meeting",
    } | more
    return actions.Promise(**given)


def commitment(
    cast: Cast, *, by: Somebody | None = None, on: date = MADE, **more: Any
) -> Commitment:
    """Registered by Ana in SERVIU."""
    by = by or cast.ana
    return actions.register_commitment(cast.serviu, promise(cast, **more), by=by.on(on), on=on)


def evidence(name: str = "plano.pdf") -> Any:
    return pdf(name, pdf().read() + str(next(_numbers)).encode())


def reported(
    cast: Cast, *, by: Somebody | None = None, on: date = TODAY, **more: Any
) -> Commitment:
    """By Sofía of the SEREMI, unless somebody else is named."""
    made, by = commitment(cast, **more), by or cast.sofia
    actions.report_fulfilment(made, remarks="Entregado.", file=evidence(), by=by.on(on), on=on)
    return read(made)


def read(made: Commitment) -> Commitment:
    return Commitment.objects.for_page().get(pk=made.pk)


def controller(cast: Cast, organisation: Organisation | None = None) -> Somebody:
    return member(organisation or cast.unit, Role.INTERNAL_CONTROL, ("Elsa", "Guerra"))


def member(
    organisation: Organisation, role: Role, names: tuple[str, str] = ("Olga", "Tapia")
) -> Somebody:
    person = add_person(
        given_names=names[0],
        family_names=names[1],
        username=f"{names[0].lower()}-c{next(_numbers)}",
        password=PASSWORD,
        by=SCRIBE,
    )
    add_membership(
        person, role=role, organisation=organisation, valid_from=date(2000, 1, 1), by=SCRIBE
    )
    return Somebody(person)


def mailed(somebody: Somebody, email: str = "") -> str:
    """With an account that messages reach."""
    email = email or f"{somebody.username}@minga.cl"
    accounts.set_email(somebody.person, email=email, reason="Para los avisos.", by=SCRIBE)
    return email


def body(cast: Cast, key: str, *, parent: Organisation | None = None, **more: Any) -> Organisation:
    given = {
        "name": key.replace("-", " ").capitalize(),
        "short_name": key[:40],
        "kind": "unit" if parent else "agency",
        "parent": parent,
        "valid_from": date(2000, 1, 1),
    } | more
    return add_organisation(key=key, by=SCRIBE, **given)


def audit(cast: Cast, by: Somebody | None = None, **more: Any) -> Audit:
    given = {
        "kind": "comptroller",
        "report_number": f"{next(_numbers)}/2007",
        "report_date": date(2007, 9, 3),
        "title": "Visitas de control",
    } | more
    return actions.register_audit(cast.serviu, by=(by or controller(cast)).access, **given)


def found(cast: Cast, **more: Any) -> Found:
    given = {
        "code": f"II.{next(_numbers)}",
        "text": "Visitas no realizadas",
        "seriousness": "complex",
        "answer_due_on": date(2007, 12, 14),
        "responsible": cast.unit,
    } | more
    return Found(**given)


def finding(
    cast: Cast, by: Somebody | None = None, at: Audit | None = None, **more: Any
) -> Finding:
    by = by or controller(cast)
    return actions.add_finding(at or audit(cast, by), found(cast, **more), by=by.access)
