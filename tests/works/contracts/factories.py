"""Contracts as the tests need them, made by the same actions as anybody's."""

from datetime import date
from itertools import count
from typing import Any

from minga.budget.actions import GivenLine
from minga.budget.models import Ceiling
from minga.core.months import Month
from minga.people.actions import add_organisation
from minga.people.models import Organisation
from minga.people.roles import Role
from minga.works.contracts import actions
from minga.works.contracts.actions import Call, Change, Charge, Invoice, Opening, Outcome, Penalty
from minga.works.contracts.models import (
    Contract,
    ContractChange,
    Fine,
    PaymentStatement,
    TenderRound,
)
from minga.works.models import Project
from tests.budget import laws
from tests.budget.factories import line_item
from tests.commitments.factories import member
from tests.conftest import SCRIBE, Cast, Somebody
from tests.works.factories import CIVIL_WORKS

_numbers = count(1)
SLOT = "Obras civiles"
CALLED, OPENED, AWARDED = date(2007, 3, 1), date(2007, 4, 2), date(2007, 4, 20)
SIGNED, STARTED, FIRST = date(2007, 5, 2), date(2007, 5, 14), date(2007, 6, 5)
AMOUNT = 120_000_000


def inspector(service: Organisation, names: tuple[str, str] = ("Inés", "Loayza")) -> Somebody:
    return member(service, Role.WORKS_INSPECTOR, names)


def works_head(service: Organisation) -> Somebody:
    return member(service, Role.WORKS_HEAD, ("Omar", "Medina"))


def treasurer(service: Organisation) -> Somebody:
    return member(service, Role.TREASURY, ("Tania", "Soto"))


def contractor(key: str = "", kind: str = "contractor") -> Organisation:
    key = key or f"constructora-{next(_numbers)}"
    name = key.replace("-", " ").capitalize()
    return add_organisation(
        key=key, name=name, short_name=name, kind=kind, valid_from=date(2000, 1, 1), by=SCRIBE
    )


def call(**more: Any) -> Call:
    given: dict[str, Any] = {"modality": "public", "called_on": CALLED, "opens_on": OPENED}
    return Call(**given | more)


def outcome(said: str = "awarded", **more: Any) -> Outcome:
    given: dict[str, Any] = {
        "outcome": said,
        "resolved_on": AWARDED,
        "resolution": "Res. Ex. 312",
        "remarks": "" if said == "awarded" else "No hubo ofertas.",
    }
    return Outcome(**given | more)


def called(project: Project, by: Somebody, slot: str = SLOT, **more: Any) -> TenderRound:
    return actions.call_round(project, slot, call(**more), by=by.access)


def awarded(project: Project, by: Somebody, slot: str = SLOT) -> TenderRound:
    return actions.resolve_round(called(project, by, slot), outcome(), by=by.access)


def terms(**more: Any) -> actions.Terms:
    number = next(_numbers)
    given: dict[str, Any] = {
        "code": f"OB-{number}",
        "name": "Pavimentación de pasajes",
        "line_item": line_item(CIVIL_WORKS),
        "amount": AMOUNT,
        "resolution": "Res. Ex. 350",
        "signed_on": SIGNED,
        "term_days": 180,
    } | more
    given.setdefault("contractor", None)
    given["contractor"] = given["contractor"] or contractor()
    return actions.Terms(**given)


def signed(project: Project, by: Somebody, slot: str = SLOT, **more: Any) -> Contract:
    """Not begun yet."""
    return actions.sign_contract(awarded(project, by, slot), terms(**more), by=by.access)


def running(project: Project, by: Somebody, slot: str = SLOT, **more: Any) -> Contract:
    """Its site handed over and begun the same day."""
    made = signed(project, by, slot, **more)
    for mark in (actions.Mark.HANDOVER, actions.Mark.START):
        made = actions.mark_day(made, mark, STARTED, by=by.access)
    return made


def opening(**more: Any) -> Opening:
    given: dict[str, Any] = {
        "on": date(2007, 9, 30),
        "document": "Oficio 418",
        "charged": 50_000_000,
        "statements": 4,
        "starts_on": STARTED,
    }
    return Opening(**given | more)


def brought(project: Project, by: Somebody, slot: str = SLOT, **more: Any) -> Contract:
    """Running already when the service began."""
    own = {name: more.pop(name) for name in list(more) if name in Opening.__dataclass_fields__}
    return actions.bring_contract(project, slot, terms(**more), opening(**own), by=by.access)


def charge(gross: int = 10_000_000, *, on: date = FIRST, **more: Any) -> Charge:
    given: dict[str, Any] = {"month": Month.of(on), "dated_on": on, "gross": gross}
    return Charge(**given | more)


def invoice(on: date = FIRST, **more: Any) -> Invoice:
    given: dict[str, Any] = {"number": "1045", "dated_on": on, "received_on": on}
    return Invoice(**given | more)


def received(
    contract: Contract,
    by: Somebody,
    gross: int = 10_000_000,
    *,
    on: date = FIRST,
    bill: Invoice | None = None,
    **more: Any,
) -> PaymentStatement:
    return actions.receive_statement(contract, charge(gross, on=on, **more), bill, by=by.access)


def approved(
    cast: Cast,
    contract: Contract,
    by: Somebody,
    head: Somebody,
    gross: int = 10_000_000,
    **more: Any,
) -> PaymentStatement:
    made = received(contract, by, gross, **more)
    actions.review_statement(made, by=head.access)
    return actions.approve_statement(made, by=cast.diana.access)


def changed(contract: Contract, by: Somebody, **more: Any) -> ContractChange:
    given: dict[str, Any] = {
        "kind": "works",
        "resolution": "Res. Ex. 702",
        "resolved_on": date(2007, 8, 1),
        "reason": "Mayores obras de aguas lluvias",
        "amount": 5_000_000,
        "days": 15,
    }
    return actions.change_contract(contract, Change(**given | more), by=by.access)


def fined(contract: Contract, by: Somebody, amount: int = 300_000) -> Fine:
    said = Penalty("Atraso", amount, "Res. Ex. 801", date(2007, 9, 3), days=3)
    return actions.apply_fine(contract, said, by=by.access)


def read(row: Any) -> Any:
    return type(row).objects.for_page().get(pk=row.pk)


def law_of_works(cast: Cast, thousands: int, year: int = 2007) -> Ceiling:
    """Loaded: so many M$ for projects, from the treasury."""
    lines = (
        GivenLine("09", "", "", "APORTE FISCAL", thousands),
        GivenLine("31", "", "", "INICIATIVAS DE INVERSIÓN", thousands),
        GivenLine("31", "02", "", "Proyectos", thousands),
    )
    laws.loaded(cast, lines, year=year)
    return Ceiling.objects.of(cast.serviu, year).get(item="02")
