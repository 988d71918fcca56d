"""Preparing a rule and its questions. Approving it is the flow of `approvals.py`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from minga.core.access import Access
from minga.core.actions import action
from minga.core.acts import current_act
from minga.core.errors import NotAllowed, StaleForm
from minga.core.versions import prepared_by, require_draft
from minga.people.models import Organisation
from minga.visits.cases import visit_case_of
from minga.visits.errors import VisitRefused
from minga.visits.models import Question, RuleVersion, VisitRule
from minga.visits.permissions import PREPARE_RULES


@dataclass(frozen=True)
class RuleValues:
    """What a person writes of a rule."""

    anchor: str
    rhythm: str
    every: int
    deadline: int
    deadline_in: str
    source: str
    certainty: str
    unit: Organisation
    applies_from: date
    applies_until: date | None = None
    tolerance: int = 500


@dataclass(frozen=True)
class QuestionValues:
    """One line of the form; `key` of one that already was there."""

    text: str
    kind: str
    options: str = ""
    is_required: bool = True
    needs_photo: bool = False
    key: str = ""


def _require(by: Access, service_id: int) -> None:
    if not by.may(PREPARE_RULES, service_id):
        raise NotAllowed("Las reglas de visita las prepara una jefatura del servicio.")


@action("visits.rule_created", says="comenzó a preparar la regla de visita «{name}»")
def create_rule(
    service: Organisation,
    *,
    name: str,
    case_model: str,
    values: RuleValues,
    questions: Sequence[QuestionValues],
    by: Access,
    on: date | None = None,
) -> VisitRule:
    _require(by, service.pk)
    if VisitRule.objects.filter(service=service, name=name.strip()).exists():
        raise VisitRefused("Ya hay una regla con ese nombre: ábrala y prepare un cambio.", "name")
    rule = VisitRule(service=service, name=name.strip(), case_model=case_model)
    rule.save()
    version = RuleVersion(rule=rule, number=1)
    _write(version, values, questions)
    prepared_by(version, by)
    current_act().about(rule, name=rule.name)
    return rule


@action("visits.rule_draft_started", says="abrió la versión {version} de una regla de visita")
def start_rule_draft(rule: VisitRule, *, by: Access, on: date | None = None) -> RuleVersion:
    """A copy of the version in force, to be changed and approved again."""
    assert on is not None
    rule = VisitRule.objects.select_for_update().get(pk=rule.pk)
    _require(by, rule.service_id)
    versions = list(rule.versions.order_by("-number"))
    if versions[0].is_open:
        raise VisitRefused(f"La {versions[0]} todavía no se aprueba: abra esa.")
    source = versions[0]
    rule.last_version += 1
    rule.save(update_fields=["last_version"])
    draft = RuleVersion(rule=rule, number=rule.last_version)
    values = RuleValues(
        **{name: getattr(source, name) for name in RuleValues.__dataclass_fields__}
        | {"applies_from": max(on, source.applies_from)}
    )
    _write(draft, values, [_copied(question) for question in source.questions.order_by("number")])
    prepared_by(draft, by)
    current_act().about(rule, version=draft.number)
    return draft


def _copied(question: Question) -> QuestionValues:
    names = QuestionValues.__dataclass_fields__
    return QuestionValues(**{name: getattr(question, name) for name in names})


@action("visits.rule_changed", says="cambió el borrador de una regla de visita")
def save_rule(
    version: RuleVersion,
    *,
    revision: int,
    values: RuleValues,
    questions: Sequence[QuestionValues],
    by: Access,
    on: date | None = None,
) -> RuleVersion:
    """What it says and all its questions, over what the person had before the eyes."""
    rule = VisitRule.objects.select_for_update().get(pk=version.rule_id)
    _require(by, rule.service_id)
    version = RuleVersion.objects.select_related("event", "rule").get(pk=version.pk)
    require_draft(version)
    if version.revision != revision:
        raise StaleForm(version.event.actor, _differences(version, values))
    for question in version.questions.all():
        question.delete()
    version.revision += 1
    _write(version, values, questions)
    prepared_by(version, by)
    current_act().about(rule, version=version.number)
    return version


def _differences(version: RuleVersion, values: RuleValues) -> dict[str, tuple[str, str]]:
    found = {}
    for name, typed in vars(values).items():
        stored = getattr(version, name)
        if stored != typed:
            field: Any = RuleVersion._meta.get_field(name)
            label = str(field.verbose_name)
            found[label] = (str(stored or ""), str(typed or ""))
    return found


def _write(version: RuleVersion, values: RuleValues, questions: Sequence[QuestionValues]) -> None:
    case = visit_case_of(version.rule.case_model)
    if case is None or (values.rhythm != "by_hand" and values.anchor not in case.anchors):
        raise VisitRefused("Elija una fecha de las que tiene ese tipo de caso.", "anchor")
    if not questions:
        raise VisitRefused("Escriba al menos una pregunta: es lo que se llena en terreno.")
    for name, value in vars(values).items():
        setattr(version, name, value)
    if version.rhythm == "by_hand":
        version.every = 0
    version.save()
    for number, line in enumerate(questions, 1):
        given = vars(line) | {"options": line.options if line.kind == "choice" else ""}
        if not line.key:
            given.pop("key")
        Question(version=version, number=number, **given).save()
