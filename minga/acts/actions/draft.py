"""Preparing an act: its words, whom it is told, what it does to others and what it brings about."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from minga.acts import errors
from minga.acts.actions.rules import DEADLY, lock, require, require_other, rule_of
from minga.acts.effects import effect_named
from minga.acts.models import Act, ActEffect, ActKind, ActNotice, ActRelation
from minga.acts.permissions import DRAFT
from minga.core.access import Access
from minga.core.actions import action, current_act
from minga.core.cases import kind_of
from minga.core.errors import NotAllowed, StaleForm
from minga.core.versions import prepared_by
from minga.documents.models import Dossier
from minga.people.models import Organisation, Person

REDONE = (Act.Status.REPRESENTED, Act.Status.CLOSED)
ONLY = "Solo quien prepara actos en este servicio escribe en sus borradores."


@dataclass(frozen=True)
class Text:
    """The words of a resolution."""

    subject: str
    resuelvo: str
    vistos: str = ""
    considerando: str = ""


@action("acts.drafted", says="preparó un acto")
def draft_act(
    kind: ActKind,
    unit: Organisation,
    text: Text,
    *,
    case: Any = None,
    drafted_from: Act | None = None,
    to_publish: bool = False,
    to_notify: bool = False,
    by: Access,
    on: date | None = None,
) -> Act:
    """In a dossier of its own. `drafted_from`: one that ended without effect, which this one
    mends."""
    assert on is not None
    assert by.actor_id is not None
    service = kind.service
    if not by.may(DRAFT, service.pk):
        raise NotAllowed(ONLY)
    if unit.institution_pk != service.pk:
        raise errors.ActRefused("La unidad que lo prepara es de otro servicio.", "unit")
    if case is not None and kind_of(case).service_of(case).pk != service.pk:
        raise errors.ActRefused("Ese caso es de otro servicio: elija uno del suyo.", "case")
    if drafted_from:
        _require_to_redo(drafted_from)
    dossier = Dossier(service=service, territory=service.territory)
    dossier.save()
    act = Act(
        service=service,
        unit=unit,
        territory=service.territory,
        dossier=dossier,
        kind=kind,
        series=rule_of(kind, on).series,
        drafted_by_id=by.actor_id,
        drafted_on=on,
        drafted_from=drafted_from,
        to_publish=to_publish,
        to_notify=to_notify,
        **vars(text),
    )
    act.set_case(case)
    act.save()
    for notice in drafted_from.notices.order_by("pk") if drafted_from else ():
        told = {"organisation_id": notice.organisation_id, "person_id": notice.person_id}
        ActNotice(act=act, **told).save()
    prepared_by(act, by)
    current_act().by = by.acting(DRAFT, service.pk)
    current_act().about(act)
    return act


def _require_to_redo(act: Act) -> None:
    """One that ended without effect, and once: what redoes it may have been voided since."""
    act = lock(act)
    if act.status not in REDONE:
        raise errors.NothingToRedo
    if act.redrafts.exclude(status=Act.Status.VOIDED).exists():
        raise errors.AlreadyRedone


def redo_act(act: Act, *, by: Access, on: date | None = None) -> Act:
    """A new draft with the words, the case and whom it was told, for who mends it. What it did to
    others and its effects are said again: they may no longer be."""
    words = Text(act.subject, act.resuelvo, act.vistos, act.considerando)
    return draft_act(
        act.kind,
        act.unit,
        words,
        case=act.case(),
        drafted_from=act,
        to_publish=act.to_publish,
        to_notify=act.to_notify,
        by=by,
        on=on,
    )


def _open(act: Act, by: Access) -> Act:
    act = lock(act)
    acting = require(by, DRAFT, act, ONLY)
    if act.status != Act.Status.DRAFT:
        raise errors.NotADraftAct
    prepared_by(act, acting)
    return act


@action("acts.edited", says="cambió el texto de un acto")
def edit_act(act: Act, text: Text, *, revision: int, by: Access, on: date | None = None) -> Act:
    act = _open(act, by)
    if act.revision != revision:
        labels = {"subject": "Materia", "resuelvo": "Resuelvo", "vistos": "Vistos"}
        labels["considerando"] = "Considerando"
        pairs = {labels[n]: (getattr(act, n), typed) for n, typed in vars(text).items()}
        raise StaleForm("Otra persona", {n: p for n, p in pairs.items() if p[0] != p[1]})
    for name, value in vars(text).items():
        setattr(act, name, value)
    act.revision += 1
    act.save()
    current_act().about(act, fields=sorted(vars(text)))
    return act


@action("acts.related", says="agregó que un acto {does} otro")
def relate(
    act: Act, other: Act, kind: str, *, extent: str = "", by: Access, on: date | None = None
) -> ActRelation:
    act = _open(act, by)
    require_other(act, other)
    same = act.relations.filter(other=other).values_list("kind", flat=True)
    if same and (kind in DEADLY or set(same) & set(DEADLY)):
        raise errors.OneOrTheOther(other.name)
    relation = ActRelation(act=act, other=other, kind=kind, extent=extent.strip())
    relation.save()
    current_act().about(act, does=relation.get_kind_display(), other=other.public_id)
    return relation


@action("acts.effect_added", says="agregó lo que dispone un acto")
def add_effect(
    act: Act, key: str, data: dict[str, Any], *, by: Access, on: date | None = None
) -> ActEffect:
    assert on is not None
    act, effect = _open(act, by), effect_named(key)
    if not effect.fits(act):
        raise errors.ActRefused("Ese efecto es de actos sobre otro tipo de caso.")
    effect.check(act, data, on)
    made = ActEffect(act=act, key=key, data=data, described=effect.describe(act, data)[:300])
    made.save()
    current_act().about(act, effect=key)
    return made


@action("acts.notice_added", says="agregó a quién se notifica un acto")
def add_notice(
    act: Act, whom: Organisation | Person, *, by: Access, on: date | None = None
) -> ActNotice:
    act = _open(act, by)
    body = whom if isinstance(whom, Organisation) else None
    person = whom if isinstance(whom, Person) else None
    notice = ActNotice(act=act, organisation=body, person=person)
    notice.save()
    act.to_notify = True
    act.save()
    current_act().about(act, notice=notice.public_id)
    return notice


@action("acts.part_removed", says="quitó de un acto: {what}")
def take_out(
    part: ActRelation | ActEffect | ActNotice, *, by: Access, on: date | None = None
) -> Act:
    """What the draft said of others, would bring about, or whom it was told."""
    act = _open(part.act, by)
    current_act().about(act, what=str(part._meta.verbose_name))
    part.delete()
    act.to_notify = act.to_notify and (not isinstance(part, ActNotice) or act.notices.exists())
    act.save()
    return act


@action("acts.voided", says="anuló un borrador de acto")
def void(act: Act, *, reason: str, by: Access, on: date | None = None) -> Act:
    act = _open(act, by)
    if not reason.strip():
        raise errors.ActRefused("Escriba por qué se anula: queda en el registro.", "reason")
    act.status, act.voided_on, act.void_reason = Act.Status.VOIDED, on, reason.strip()
    act.save()
    current_act().about(act, reason=reason.strip())
    return act
