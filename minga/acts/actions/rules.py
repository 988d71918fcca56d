"""What several actions ask of an act before they change it."""

from datetime import date

from minga.acts import errors
from minga.acts.effects import effect_named
from minga.acts.models import Act, ActKind, ActKindRule, ActRelation
from minga.core.access import Access
from minga.core.acts import current_act
from minga.core.errors import NotAllowed

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


def require_other(act: Act, other: Act) -> None:
    """That one act may do something to another."""
    if other.pk == act.pk:
        raise errors.ActsOnItself
    if other.service_id != act.service_id or other.processed_on is None:
        raise errors.OtherNotProcessed(other.name)
    killers = ActRelation.objects.filter(other=other, kind__in=DEADLY, effective_on__isnull=False)
    if killers.exclude(act=act).exists():
        raise errors.OtherWithoutEffect(other.name)


def check_parts(act: Act) -> None:
    """Before each step: what it says of others, and what it will bring about, can still be."""
    for relation in act.relations.select_related("other"):
        require_other(act, relation.other)
    for effect in act.effects.all():
        effect_named(effect.key).check(act, effect.data, current_act().on)
    if act.to_notify and not act.notices.exists():
        raise errors.ActRefused("Diga a quién se notifica antes de enviarlo.")
