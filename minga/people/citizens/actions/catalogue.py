"""The list of subjects of a service, and its own terms."""

from datetime import date

from django.db.models import Max

from minga.core.access import Access
from minga.core.actions import action, current_act
from minga.core.errors import DomainError
from minga.people.citizens.actions.common import reason_of, require
from minga.people.citizens.models import AttentionSubject, TermValue
from minga.people.citizens.permissions import CATALOGUE
from minga.people.citizens.terms import brought
from minga.people.models import Organisation

ONLY = "Edita materias y plazos la jefatura, o quien administra, en su propio servicio."


class SubjectNamed(DomainError):
    code = "citizens.subject_named"
    field = "name"

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)


class SubjectOver(DomainError):
    code = "citizens.subject_over"

    def __init__(self) -> None:
        super().__init__("Esa materia ya terminó, o comenzó después de ese día.")


class TermNotValid(DomainError):
    code = "citizens.term_not_valid"

    def __init__(self, field: str, sentence: str) -> None:
        self.field = field
        super().__init__(sentence)


@action("citizens.subject_added", says="agregó la materia de atención {number}, {name}")
def add_subject(
    service: Organisation, name: str, *, by: Access, on: date | None = None
) -> AttentionSubject:
    """With the next number, in force from today."""
    assert on is not None
    require(by, CATALOGUE, service.pk, ONLY)
    Organisation.objects.select_for_update().get(pk=service.pk)
    name, known = " ".join(name.split()), AttentionSubject.objects.filter(service=service)
    if not name:
        raise SubjectNamed("Escriba el nombre de la materia.")
    if known.filter(name__iexact=name, valid_until__isnull=True).exists():
        raise SubjectNamed("Ya hay una materia vigente con ese nombre.")
    last = known.aggregate(last=Max("number"))["last"] or 0
    subject = AttentionSubject(service=service, number=last + 1, name=name, valid_from=on)
    subject.save()
    current_act().about(subject, number=subject.number, name=name)
    return subject


@action("citizens.subject_ended", says="terminó la materia de atención {number}, {name}")
def end_subject(
    subject: AttentionSubject, *, reason: str, by: Access, on: date | None = None
) -> AttentionSubject:
    """From tomorrow on nobody chooses it; what was registered keeps it."""
    assert on is not None
    subject = AttentionSubject.objects.select_for_update(of=("self",)).get(pk=subject.pk)
    require(by, CATALOGUE, subject.service_id, ONLY)
    tomorrow = date.fromordinal(on.toordinal() + 1)
    if not subject.is_open or tomorrow <= subject.valid_from:
        raise SubjectOver
    subject.valid_until = tomorrow
    subject.save(update_fields=["valid_until"])
    current_act().about(subject, reason=reason_of(reason), number=subject.number, name=subject.name)
    return subject


@action("citizens.term_set", says="fijó el plazo para {term} en {value}")
def set_term(
    service: Organisation,
    key: str,
    *,
    value: int,
    valid_from: date,
    source: str,
    is_verified: bool,
    reason: str,
    by: Access,
    on: date | None = None,
) -> TermValue:
    """The service's own value from a day on; what began before keeps the term it had."""
    assert on is not None
    require(by, CATALOGUE, service.pk, ONLY)
    base = brought()[key]
    if value < 1:
        raise TermNotValid("value", "Un plazo es de al menos uno.")
    if valid_from < on:
        raise TermNotValid("valid_from", "Rige desde hoy o después: no cambia lo ya hecho.")
    if not source.strip():
        raise TermNotValid("source", "Escriba la norma o el acto que lo dispone.")
    row = TermValue(
        service=service,
        key=key,
        value=value,
        valid_from=valid_from,
        source=source.strip(),
        is_verified=is_verified,
        reason=reason_of(reason),
    )
    row.save()
    current_act().about(service, reason=row.reason, term=base.label, value=f"{value} {base.unit}")
    return row
