"""Signing a contract, bringing one that was running already, and its days until it is settled."""

from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum

from minga.budget.models import LineItem
from minga.core.access import Access
from minga.core.actions import action, current_act
from minga.people.models import Organisation
from minga.works.contracts import errors
from minga.works.contracts.actions.common import (
    active_project,
    give_dossier,
    prepared,
    require_order,
    require_past,
    require_unchanged,
    written,
)
from minga.works.contracts.actions.spending import commit_anew, commit_due
from minga.works.contracts.foreseen import named
from minga.works.contracts.models import Contract, RoundOutcome, TenderRound
from minga.works.models import Project


@dataclass(frozen=True)
class Terms:
    """What was signed. `advance`: pesos handed in advance."""

    code: str
    name: str
    line_item: LineItem
    contractor: Organisation
    amount: int
    resolution: str
    signed_on: date
    term_days: int
    advance: int = 0


@dataclass(frozen=True)
class Opening:
    """Where a contract stood on the day it was brought in, and the document that says so."""

    on: date
    document: str
    charged: int
    retained: int = 0
    statements: int = 0
    handed_over_on: date | None = None
    starts_on: date | None = None


class Mark(StrEnum):
    """A day in the life of a contract, by its column."""

    HANDOVER = "handed_over_on"
    START = "starts_on"
    PROVISIONAL = "provisional_on"
    FINAL = "final_on"
    SETTLEMENT = "settled_on"


NAMES = {
    Mark.HANDOVER: "la entrega de terreno",
    Mark.START: "el inicio",
    Mark.PROVISIONAL: "la recepción provisoria",
    Mark.FINAL: "la recepción definitiva",
    Mark.SETTLEMENT: "la liquidación",
}
# Each follows those before it; what is not in `OPTIONAL` has to be there first.
ORDER = tuple(Mark)
OPTIONAL = (Mark.HANDOVER,)


@action("contracts.signed", says="registró el contrato {code} «{name}»")
def sign_contract(
    awarded: TenderRound, terms: Terms, *, by: Access, on: date | None = None
) -> Contract:
    assert on is not None
    project = active_project(awarded.project, by)
    awarded = TenderRound.objects.get(pk=awarded.pk)
    kept = Contract.objects.filter(round=awarded).first()
    if kept is not None:
        raise errors.DoneMeanwhile(f"el contrato {kept.code} de esta ronda")
    if awarded.outcome != RoundOutcome.AWARDED:
        raise errors.NotAwarded(awarded)
    contract = _new(project, awarded.slot, by)
    contract.round = awarded
    award = "la adjudicación"
    require_order("signed_on", "La firma", terms.signed_on, award, awarded.resolved_on)
    contract = _write(contract, terms, on)
    commit_due(contract, contract.signed_on, contract.resolution, by=by)
    return contract


@action("contracts.migrated", says="trajo el contrato {code} «{name}» con su saldo inicial")
def bring_contract(
    project: Project,
    slot: str,
    terms: Terms,
    opening: Opening,
    *,
    by: Access,
    on: date | None = None,
) -> Contract:
    """One that was running already. What was charged before is told once, with its document."""
    assert on is not None
    project = active_project(project, by)
    slot = named(project, written("slot", "Contrato previsto", slot))
    kept = Contract.objects.filter(project=project, slot=slot).first()
    if kept is not None:
        raise errors.SlotTaken(slot, kept.code)
    if TenderRound.objects.filter(project=project, slot=slot).exists():
        raise errors.Refused(
            "slot", f"«{slot}» tiene rondas en Minga: registre el contrato en la que se adjudicó."
        )
    contract = _new(project, slot, by)
    _open(contract, terms, opening, on)
    contract = _write(contract, terms, on)
    commit_due(contract, opening.on, contract.opening_document, by=by)
    return contract


def _new(project: Project, slot: str, by: Access) -> Contract:
    contract = Contract(
        service=project.service, project=project, slot=slot, prepared_by_id=by.actor_id
    )
    give_dossier(contract)
    return contract


def _open(contract: Contract, terms: Terms, opening: Opening, on: date) -> None:
    require_past("opening_on", opening.on, on)
    require_order("opening_on", "El saldo inicial", opening.on, "la firma", terms.signed_on)
    for field, amount in (
        ("opening_charged", opening.charged),
        ("opening_retained", opening.retained),
        ("opening_statements", opening.statements),
    ):
        if amount < 0:
            raise errors.Refused(field, "Escriba cero o más.")
    if opening.charged > terms.amount:
        raise errors.Refused(
            "opening_charged",
            "Lo cobrado antes pasa del monto: escriba el monto con sus modificaciones de entonces.",
        )
    contract.is_migrated = True
    contract.opening_on = opening.on
    contract.opening_document = written("opening_document", "Documento", opening.document)
    contract.opening_charged = opening.charged
    contract.opening_retained = opening.retained
    contract.opening_statements = opening.statements
    contract.handed_over_on, contract.starts_on = opening.handed_over_on, opening.starts_on


@action("contracts.corrected", says="corrigió el contrato {code} «{name}»")
def correct_contract(
    contract: Contract,
    terms: Terms,
    *,
    seen: int | None = None,
    by: Access,
    on: date | None = None,
) -> Contract:
    """While nothing has moved it."""
    assert on is not None
    contract = prepared(contract, by)
    require_unchanged(contract, seen)
    if contract.statements.exists() or contract.changes.exists() or contract.fines.exists():
        raise errors.AlreadyMoved
    if contract.round is not None:
        award = contract.round.resolved_on
        require_order("signed_on", "La firma", terms.signed_on, "la adjudicación", award)
    if contract.opening_charged > terms.amount:
        raise errors.Refused("amount", "El monto queda bajo lo que se cobró antes.")
    contract = _write(contract, terms, on)
    commit_anew(contract, on, f"Corrección del contrato {contract.code}", by=by)
    return contract


def _write(contract: Contract, terms: Terms, on: date) -> Contract:
    _require_sense(contract, terms, on)
    for field in fields(terms):
        value = getattr(terms, field.name)
        setattr(contract, field.name, " ".join(value.split()) if isinstance(value, str) else value)
    contract.ends_on = contract.term_ends_on
    _require_marks_in_order(contract)
    if not contract._state.adding:
        contract.revision += 1
    contract.save()
    current_act().about(contract, code=contract.code, name=contract.name)
    return contract


def _require_sense(contract: Contract, terms: Terms, on: date) -> None:
    for field, label in (("code", "Código"), ("name", "Objeto"), ("resolution", "Resolución")):
        written(field, label, getattr(terms, field))
    require_past("signed_on", terms.signed_on, on)
    if terms.amount <= 0:
        raise errors.Refused("amount", "Escriba el monto contratado.")
    if not 0 <= terms.advance <= terms.amount:
        raise errors.Refused("advance", "El anticipo no pasa del monto contratado.")
    if terms.term_days <= 0:
        raise errors.Refused("term_days", "Escriba el plazo en días corridos.")
    if not terms.line_item.kind:
        raise errors.Refused("line_item", "Elija una asignación de los proyectos.")
    if terms.contractor.pk == contract.service_id:
        raise errors.Refused("contractor", "Un servicio no contrata consigo mismo.")
    same = Contract.objects.filter(
        service=contract.service_id, code=" ".join(terms.code.split())
    ).exclude(pk=contract.pk)
    taken = same.select_related("project").first()
    if taken is not None:
        raise errors.CodeTaken(taken.code, taken.project.name)


def _require_marks_in_order(contract: Contract) -> None:
    """Each day, with the last one that is said before it."""
    last, name = contract.signed_on, "la firma"
    for mark in ORDER:
        day: date | None = getattr(contract, mark)
        if day is not None:
            said = NAMES[mark]
            require_order(mark, said[:1].upper() + said[1:], day, name, last)
            last, name = day, said


@action("contracts.marked", says="anotó {what} del contrato {code}, {day}")
def mark_day(
    contract: Contract,
    mark: Mark,
    day: date,
    *,
    document: str = "",
    seen: int | None = None,
    by: Access,
    on: date | None = None,
) -> Contract:
    """Handover, start, acceptance or settlement; again, to put its day right."""
    assert on is not None
    contract = prepared(contract, by)
    require_unchanged(contract, seen)
    if contract.settled_on is not None:
        raise errors.Refused("", "El contrato está liquidado: sus fechas no cambian.")
    require_past("day", day, on)
    _require_earlier(contract, mark)
    setattr(contract, mark, day)
    try:
        _require_marks_in_order(contract)
    except errors.OutOfOrder as error:
        error.field = "day"
        raise
    _require_around_statements(contract, mark, day)
    contract.ends_on = contract.term_ends_on
    contract.revision += 1
    contract.save()
    if mark is Mark.SETTLEMENT:
        commit_due(contract, day, f"Liquidación del contrato {contract.code}", by=by)
    current_act().about(
        contract, code=contract.code, what=NAMES[mark], day=f"{day:%d-%m-%Y}",
        document=document.strip(),
    )  # fmt: skip
    return contract


def _require_earlier(contract: Contract, mark: Mark) -> None:
    for earlier in ORDER[: ORDER.index(mark)]:
        if earlier not in OPTIONAL and getattr(contract, earlier) is None:
            raise errors.Refused("mark", f"Antes falta anotar {NAMES[earlier]}.")


def _require_around_statements(contract: Contract, mark: Mark, day: date) -> None:
    numbers = contract.statements.order_by("dated_on")
    first, last = numbers.first(), numbers.last()
    if mark is Mark.START and first is not None:
        name = f"El estado de pago {first.number}"
        require_order("day", name, first.dated_on, "el inicio que escribió", day)
    if mark is Mark.FINAL and last is not None:
        name = f"el estado de pago {last.number}"
        require_order("day", "La recepción definitiva", day, name, last.dated_on)
