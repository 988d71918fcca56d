"""What the head of a unit decides: ask for a visit, give it, extend its deadline, let it go."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from minga.core.access import Access
from minga.core.actions import action
from minga.core.acts import current_act
from minga.core.cases import kind_of
from minga.core.errors import NotAllowed
from minga.people.models import Organisation, Person
from minga.people.permissions import access_of_person
from minga.territory.models import Territory
from minga.visits import errors
from minga.visits.actions.locks import lock, require_head, require_open
from minga.visits.cases import Point, visit_case_of
from minga.visits.models import Assignment, Extension, Visit, VisitPlace, VisitRule
from minga.visits.permissions import ASSIGN, DO
from minga.visits.places import holidays_of
from minga.visits.reckoning import due_on, version_for


@dataclass(frozen=True)
class Asked:
    """What a person writes to ask for a visit."""

    title: str
    reason: str
    territory: Territory | None = None
    address: str = ""
    point: Point | None = None


def _place_of(case: Any, asked: Asked) -> tuple[str, Point | None]:
    """As written; else that of the case."""
    registered = visit_case_of(kind_of(case).model_label)
    if asked.point or asked.address or registered is None:
        return asked.address.strip(), asked.point
    return registered.place(case)


def _require_new(visit: Visit) -> None:
    """Asked twice, by a second press of the button: the same, of the same place, on one day."""
    same = ("rule", "case_model", "case_id", "opens_on", "title", "asked_reason", "territory")
    place = ("address", "longitude", "latitude")
    said = {name: getattr(visit, name) for name in (*same, *place)}
    if Visit.objects.open().filter(**said).exists():
        raise errors.AlreadyAsked(visit.title)


@action("visits.asked", says="pidió una visita de control")
def ask_visit(
    rule: VisitRule, case: Any, asked: Asked, *, by: Access, on: date | None = None
) -> Visit:
    """By hand, with a reason: the questions and the deadline are those of the rule today."""
    assert on is not None
    kind = kind_of(case)
    service: Organisation = kind.service_of(case)
    if not by.may(ASSIGN, service.pk):
        raise NotAllowed("Las visitas las pide una jefatura del servicio que responde por el caso.")
    if not asked.reason.strip():
        raise errors.ReasonMissing("Escriba por qué se pide la visita.")
    version = version_for(rule.versions.select_related("unit"), on)
    # Asked twice at once: the second waits here, and finds the first.
    rule = VisitRule.objects.select_for_update().get(pk=rule.pk)
    if version is None or rule.service_id != service.pk or rule.case_model != kind.model_label:
        raise errors.VisitRefused("Elija una regla vigente para este tipo de caso.", "rule")
    place = asked.territory or kind.territory_of(case) or service.territory
    assert place is not None  # a service that has cases has a territory
    address, point = _place_of(case, asked)
    longitude, latitude = point or (None, None)
    visit = Visit(
        service=service,
        unit=version.unit,
        rule=rule,
        version=version,
        title=asked.title.strip(),
        asked_reason=asked.reason.strip(),
        territory=place,
        address=address[:160],
        longitude=longitude,
        latitude=latitude,
        opens_on=on,
        due_on=due_on(on, version, holidays_of(place.pk, on)),
    )
    visit.set_case(case)
    _require_new(visit)
    visit.save()
    current_act().about(visit, reason=visit.asked_reason)
    return visit


@action("visits.assigned", says="asignó una visita de control")
def assign_visit(
    visit: Visit,
    inspector: Person,
    *,
    planned_on: date | None = None,
    reason: str = "",
    seen: int | None = None,
    by: Access,
    on: date | None = None,
) -> Visit:
    """To whoever does visits of the service; again, to another, with a reason."""
    assert on is not None
    visit = lock(visit, seen)
    require_head(visit, by)
    require_open(visit)
    if not access_of_person(inspector, on).may(DO, visit.service_id):
        raise errors.NotAnInspector
    if visit.inspector_id not in (None, inspector.pk) and not reason.strip():
        raise errors.ReasonMissing("Escriba por qué pasa a otra persona.")
    if planned_on and planned_on < on:
        raise errors.VisitRefused("La fecha prevista no puede ser anterior a hoy.", "planned_on")
    _give(visit, inspector, by, on, reason)
    visit.planned_on = planned_on
    visit.save(update_fields=["inspector", "status", "planned_on"])
    current_act().about(visit, reason=reason.strip())
    return visit


def _give(visit: Visit, inspector: Person, by: Access, on: date, reason: str) -> None:
    given = Assignment(
        visit=visit, inspector=inspector, on=on, by_label=by.label[:80], reason=reason.strip()
    )
    given.save()
    visit.inspector = inspector
    if visit.status == Visit.Status.UNASSIGNED:
        visit.status = Visit.Status.ASSIGNED


@action("visits.extended", says="amplió el plazo de una visita de control")
def extend_deadline(
    visit: Visit,
    *,
    until: date,
    act_reference: str,
    reason: str,
    seen: int | None = None,
    by: Access,
    on: date | None = None,
) -> Visit:
    """The legal deadline stays beside the new one."""
    assert on is not None
    assert by.actor_id is not None
    visit = lock(visit, seen)
    require_head(visit, by)
    require_open(visit)
    if not reason.strip() or not act_reference.strip():
        raise errors.ReasonMissing("Escriba el acto que amplía el plazo, y por qué.")
    if until <= visit.limit_on:
        raise errors.NotLater(visit.limit_on)
    Extension(
        visit=visit,
        until=until,
        act_reference=act_reference.strip(),
        reason=reason.strip(),
        on=on,
        by_id=by.actor_id,
    ).save()
    visit.extended_to = until
    visit.save(update_fields=["extended_to"])
    current_act().about(visit, reason=reason.strip())
    return visit


@action("visits.placed", says="dio su lugar a una visita de control")
def place_visit(
    visit: Visit,
    *,
    address: str,
    point: Point | None,
    reason: str,
    seen: int | None = None,
    by: Access,
    on: date | None = None,
) -> Visit:
    """The address and the point with which its photos are compared, while it can be made."""
    assert on is not None
    assert by.actor_id is not None
    visit = lock(visit, seen)
    require_head(visit, by)
    require_open(visit)
    address = address.strip()
    longitude, latitude = point or (None, None)
    if not address and point is None:
        raise errors.VisitRefused("Escriba la dirección o las dos coordenadas.", "address")
    if (address, longitude, latitude) == (visit.address, visit.longitude, visit.latitude):
        raise errors.VisitRefused("Ese es el lugar que la visita ya tiene.", "address")
    if not reason.strip():
        raise errors.ReasonMissing("Escriba de dónde sale ese lugar, o por qué cambia.")
    place = {"address": address, "longitude": longitude, "latitude": latitude}
    VisitPlace(visit=visit, **place, reason=reason.strip(), on=on, by_id=by.actor_id).save()
    for name, value in place.items():
        setattr(visit, name, value)
    visit.save(update_fields=[*place])
    current_act().about(visit, reason=reason.strip())
    return visit


@action("visits.voided", says="dejó sin efecto una visita de control")
def void_visit(
    visit: Visit, *, reason: str, seen: int | None = None, by: Access, on: date | None = None
) -> Visit:
    """Its case ended. Never by who had to make it."""
    visit = lock(visit, seen)
    require_head(visit, by)
    require_open(visit)
    if not reason.strip():
        raise errors.ReasonMissing("Escriba por qué la visita ya no corresponde.")
    if by.actor_id in (None, visit.inspector_id):
        raise errors.VisitRefused(
            "Usted tiene a cargo esta visita: la deja sin efecto otra persona."
        )
    visit.status, visit.voided_by_id = Visit.Status.VOID, by.actor_id
    visit.voided_reason = reason.strip()
    visit.save(update_fields=["status", "voided_by", "voided_reason"])
    current_act().about(visit, reason=visit.voided_reason)
    return visit


def hand_visits(keys: Sequence[int], heir_id: int, reason: str) -> None:
    """Part of the action that passes the work of a person who leaves."""
    act, heir = current_act(), Person.objects.get(pk=heir_id)
    access = access_of_person(heir, act.on)
    for visit in Visit.objects.select_for_update().open().filter(pk__in=keys).order_by("pk"):
        if access.may(DO, visit.service_id):
            _give(visit, heir, act.by, act.on, reason)
        else:
            # Who inherits does no visits: the head gives it to somebody who does.
            visit.inspector, visit.status, visit.planned_on = None, Visit.Status.UNASSIGNED, None
        visit.save(update_fields=["inspector", "status", "planned_on"])
