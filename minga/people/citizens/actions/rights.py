"""A person's requests about their own data: received, and answered with a copy or an erasure."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from minga.core.access import Access
from minga.core.actions import action, current_act
from minga.core.approvals.rounds import open_round
from minga.core.erasure import renew_digest_keys
from minga.core.errors import DomainError
from minga.core.models import Fact
from minga.core.versions import prepared_by
from minga.people.citizens.actions.common import locked, require
from minga.people.citizens.holdings import Holding, registered
from minga.people.citizens.models import Citizen, CitizenData, DataRequest, ErasureLine
from minga.people.citizens.models.identity import Document, Sex
from minga.people.citizens.permissions import RIGHTS
from minga.people.citizens.terms import Term, terms, years_after
from minga.people.models import Membership, Organisation

ONLY = "Recibe solicitudes sobre datos personales quien atiende público en el servicio."
STATE, KIND = DataRequest.State, DataRequest.Kind


class IdentityNotChecked(DomainError):
    code = "citizens.identity_not_checked"

    def __init__(self, field: str) -> None:
        self.field = field
        super().__init__("Escriba con qué documento comprobó la identidad, y quién lo presentó.")


class WorksHere(DomainError):
    code = "citizens.works_here"
    field = "kind"

    def __init__(self) -> None:
        super().__init__(
            "Esta persona tiene o tuvo funciones en el servicio, o una cuenta: lo que hizo en "
            "ellas lo conserva la ley y no se borra. Puede pedir una copia de sus datos."
        )


class OpenAlready(DomainError):
    code = "citizens.request_open_already"
    field = "kind"

    def __init__(self) -> None:
        super().__init__("Esa persona ya tiene una solicitud igual en curso.")


class AttentionsPending(DomainError):
    code = "citizens.attentions_pending"
    field = "kind"

    def __init__(self) -> None:
        super().__init__("Tiene atenciones por responder: respóndalas o anúlelas antes de borrar.")


class RequestClosed(DomainError):
    code = "citizens.request_closed"
    status = 409

    def __init__(self, request: DataRequest) -> None:
        super().__init__(f"Esta solicitud ya está {request.get_state_display()}.")


@action("citizens.data_request_received", says="recibió una solicitud: {kind}")
def receive_request(
    service: Organisation,
    citizen: Citizen,
    *,
    kind: str,
    identity_check: str,
    with_reads: bool = False,
    by: Access,
    on: date | None = None,
) -> DataRequest:
    """An erasure goes to approval at once: another person decides it."""
    assert on is not None
    require(by, RIGHTS, service.pk, ONLY)
    citizen = locked(citizen)
    if not identity_check.strip():
        raise IdentityNotChecked("identity_check")
    if DataRequest.objects.open().filter(person=citizen.person, kind=kind).exists():
        raise OpenAlready
    request = DataRequest(
        service=service,
        person=citizen.person,
        kind=kind,
        on=on,
        due_on=on + timedelta(days=terms(service.pk, on)["rights"].value),
        identity_check=identity_check.strip(),
        with_reads=with_reads and kind == KIND.EXPORT,
    )
    if kind == KIND.ERASURE:
        judge_erasure(request)
    request.save()
    prepared_by(request, by)
    if kind == KIND.ERASURE:
        open_round(request, by=current_act().by, on=on)
    current_act().about(request, kind=request.get_kind_display())
    return request


@action("citizens.data_exported", says="entregó a una persona la copia de sus datos")
def deliver_export(
    request: DataRequest, *, delivery_check: str, sha256: str, by: Access, on: date | None = None
) -> DataRequest:
    """`sha256`: of the file that is handed over; the file itself is not kept."""
    assert on is not None
    request = DataRequest.objects.select_for_update(of=("self",)).for_page().get(pk=request.pk)
    require(by, RIGHTS, request.service_id, ONLY)
    if request.state != STATE.RECEIVED:
        raise RequestClosed(request)
    if not delivery_check.strip():
        raise IdentityNotChecked("delivery_check")
    request.state, request.done_on = STATE.DONE, on
    request.delivery_check, request.sha256 = delivery_check.strip(), sha256
    request.save()
    current_act().about(request, sha256=sha256)
    return request


def judge_erasure(request: DataRequest) -> None:
    """What bars it, whoever decides: asked when it is sent, and again when it is approved."""
    citizens = list(_group(request))
    people = [citizen.pk for citizen in citizens]
    works = Membership.objects.filter(person__in=people).exists()
    if works or any(citizen.person.user_id for citizen in citizens):
        raise WorksHere
    if request.person.attentions.model.objects.of(*people).pending().exists():
        raise AttentionsPending


def _group(request: DataRequest) -> Iterable[Citizen]:
    citizen = Citizen.objects.get(pk=request.person_id)
    found = Citizen.objects.for_page().group(citizen).select_related("person__party")
    return found.exclude(state=Citizen.State.ERASED)


@dataclass
class _Outcome:
    """What becomes of the rows of one table."""

    holding: Holding
    term: Term | None
    emptied: list[Fact] = field(default_factory=list)
    erased: int = 0
    kept: int = 0
    until: date | None = None

    def take(self, row: Fact, on: date) -> None:
        since = self.holding.since
        until = years_after(since(row), self.term.value) if since and self.term else on
        if until > on:
            self.kept += 1
            self.until = max(until, self.until or until)
        else:
            self.emptied += self.holding.empty(row)
            self.erased += 1

    def line(self, request: DataRequest) -> ErasureLine:
        kept, term = bool(self.kept), self.term
        return ErasureLine(
            request=request,
            table=self.holding.label,
            erased=self.erased,
            kept=self.kept,
            kept_until=self.until,
            source=term.source if kept and term else "",
            is_verified=not kept or term is None or term.is_verified,
        )


def erase(request: DataRequest, *, by: Access, on: date) -> None:
    """What its approval does, in the same transaction: empty what may be, block what must stay."""
    judge_erasure(request)
    citizens = [locked(citizen) for citizen in _group(request)]
    people, rules = [citizen.pk for citizen in citizens], terms(request.service_id, on)
    # This very request is the proof that it was answered: it is not among what is judged.
    outcomes = [_judged(item, people, rules, on, request) for item in registered()]
    found = [outcome for outcome in outcomes if outcome.erased or outcome.kept]
    until = max((outcome.until for outcome in found if outcome.until), default=None)
    emptied = [row for outcome in found for row in outcome.emptied]
    for outcome in found:
        outcome.line(request).save()
    emptied += _identities(request, citizens, until)
    names = renew_digest_keys(row for row in emptied if row.has_personal_data)
    request.state, request.done_on = STATE.DONE, on
    request.save(update_fields=["state", "done_on"])
    tables = Counter(name.partition(":")[0] for name in names)
    current_act().data["emptied"] = dict(sorted(tables.items()))


def _judged(
    holding: Holding, people: list[int], rules: dict[str, Term], on: date, request: DataRequest
) -> _Outcome:
    outcome = _Outcome(holding, rules[holding.term] if holding.term else None)
    if holding.apart:
        return outcome
    for row in holding.rows(people):
        if row != request:
            outcome.take(row, on)
    return outcome


def _identities(request: DataRequest, citizens: list[Citizen], until: date | None) -> list[Fact]:
    """Who the person is goes last: while something must be kept it is kept too, and blocked."""
    line = ErasureLine(request=request, table="identidad y contacto", erased=0, kept=0)
    if until:
        for citizen in citizens:
            citizen.state, citizen.blocked_until = Citizen.State.BLOCKED, until
            citizen.save(update_fields=["state", "blocked_until"])
        line.kept, line.kept_until = len(citizens), until
        line.source = "Acompaña a los datos que deben conservarse"
        line.save()
        return []
    line.erased = len(citizens)
    line.save()
    return [row for citizen in citizens for row in _empty_identity(citizen)]


def _empty_identity(citizen: Citizen) -> list[Fact]:
    person, party = citizen.person, citizen.person.party
    data = list(CitizenData.objects.filter(citizen=citizen))
    for version in data:
        version.given_names = version.family_names = ""
        version.phone = version.email = version.address = version.reason = ""
        version.birth_date = version.commune = None
        version.sex = Sex.UNSTATED
        version.save()
    citizen.state, citizen.blocked_until = Citizen.State.ERASED, None
    citizen.document = Document.RUN
    citizen.document_number = citizen.document_country = ""
    citizen.save()
    person.given_names, person.family_names = "Persona", "borrada"
    person.save()
    party.rut = None
    party.save()
    return [*data, citizen, person, party]


def send(request: DataRequest, *, by: Access, on: date) -> None:
    request.state = STATE.SENT
    request.save(update_fields=["state"])


def refuse_request(request: DataRequest, remarks: str) -> None:
    request.state = STATE.REFUSED
    request.save(update_fields=["state"])
