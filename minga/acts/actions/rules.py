"""What several actions ask of an act before they change it."""

from collections.abc import Iterable
from datetime import date

from minga.acts import errors
from minga.acts.effects import effect_named
from minga.acts.models import Act, ActEffect, ActKind, ActKindRule, ActRelation
from minga.acts.wording.holes import require_whole
from minga.core.access import Access
from minga.core.acts import current_act
from minga.core.errors import DomainError, NotAllowed

DEADLY = ("invalidates", "annuls")


def rule_of(kind: ActKind, day: date) -> ActKindRule:
    rule = kind.rule_on(day)
    if rule is None:
        raise errors.ActRefused(
            f"El {day:%d-%m-%Y} no hay regla para «{kind}»: pídala a quien administra el sistema.",
            "kind",
        )
    return rule


def lock(act: Act) -> Act:
    Act.objects.select_for_update().get(pk=act.pk)
    joins = ("service__party", "territory", "kind", "dossier", "unit")
    return Act._base_manager.select_related(*joins).get(pk=act.pk)


def require(by: Access, permission: str, act: Act, sentence: str) -> Access:
    if not by.may(permission, act.service_id):
        raise NotAllowed(sentence)
    current_act().by = by.acting(permission, act.service_id)
    return current_act().by


def require_other(act: Act, *others: Act) -> None:
    """That one act may do something to others."""
    for other in others:
        if other.pk == act.pk:
            raise errors.ActsOnItself
        if other.service_id != act.service_id or other.processed_on is None:
            raise errors.OtherNotProcessed(other.name)
    killed = ActRelation.objects.filter(
        other__in=others, kind__in=DEADLY, effective_on__isnull=False
    ).exclude(act=act)
    dead = killed.values_list("other", flat=True).first() if others else None
    if dead is not None:
        raise errors.OtherWithoutEffect(next(one.name for one in others if one.pk == dead))


def check_parts(act: Act) -> None:
    """Before each step: its words are whole; what it says of others, and what it will bring about,
    can still be."""
    require_whole(act.subject, act.vistos, act.considerando, act.resuelvo)
    check_done(act, act.relations.select_related("other"), act.effects.all(), current_act().on)
    to_notify = act.to_notify or rule_of(act.kind, current_act().on).to_notify
    if to_notify and not act.notices.exists():
        raise errors.ActRefused("Diga a quién se notifica antes de enviarlo.")


def check_done(
    act: Act, relations: Iterable[ActRelation], effects: Iterable[ActEffect], on: date
) -> None:
    """That what it does to others and what it brings about can still happen on a day."""
    require_other(act, *(said.other for said in relations))
    for effect in effects:
        effect_named(effect.key).check(act, effect.data, on)


def barred(
    act: Act, relations: Iterable[ActRelation], effects: Iterable[ActEffect], on: date
) -> str:
    """Why its process could not end well any more, in a sentence; empty while it can."""
    if act.status not in (Act.Status.SIGNED, Act.Status.NUMBERED):
        return ""
    try:
        check_done(act, relations, effects, on)
    except DomainError as error:
        return str(error)
    return ""
