"""What can be done with strategic definitions: propose a version, correct it, return
it, approve it."""

from collections.abc import Iterable, Sequence
from datetime import date

from minga.core import versions
from minga.core.access import Access
from minga.core.actions import action, current_act
from minga.core.errors import DomainError, NotAllowed, StaleForm
from minga.people.models import Organisation
from minga.strategy.models import DefinitionVersion, StrategicDefinition, StrategicObjective
from minga.strategy.permissions import APPROVE, PREPARE


class OpenVersionExists(DomainError):
    code = "strategy.open_version_exists"

    def __init__(self, number: int) -> None:
        super().__init__(
            f"La versión {number} todavía espera aprobación: apruébela o devuélvala antes de "
            "proponer otra."
        )


class MissionMissing(DomainError):
    code = "strategy.mission_missing"
    field = "mission"

    def __init__(self) -> None:
        super().__init__("Escriba la misión y al menos un objetivo estratégico.")


@action("strategy.proposed", says="propuso la versión {version} de las definiciones estratégicas")
def propose_definitions(
    service: Organisation,
    *,
    mission: str,
    objectives: Sequence[tuple[str, str]],
    seen: int | None = None,
    by: Access,
    on: date | None = None,
) -> DefinitionVersion:
    """All its objectives (title, description), submitted to approval: a new version, or the one
    that was returned, written again. `seen` is the event of the version that the form began with.
    """
    _require(
        by,
        PREPARE,
        service.pk,
        "Solo quien prepara la planificación de este servicio propone sus definiciones.",
    )
    if not mission.strip() or not objectives:
        raise MissionMissing
    definition = StrategicDefinition.objects.select_for_update().filter(service=service).first()
    if definition is None:
        definition = StrategicDefinition(service=service)
        definition.save()
    version = _begin(definition, mission.strip(), objectives, seen)
    for number, (title, text) in enumerate(objectives, start=1):
        StrategicObjective(version=version, number=number, title=title, text=text).save()
    versions.prepared_by(version, by)
    assert on is not None
    versions.submit(version, on=on)
    current_act().about(definition, version=version.number)
    return version


def _begin(
    definition: StrategicDefinition,
    mission: str,
    objectives: Sequence[tuple[str, str]],
    seen: int | None,
) -> DefinitionVersion:
    """The draft to write in: the one that was returned, emptied, or a new one."""
    version = definition.versions.filter(status__in=("draft", "submitted")).first()
    if version is None:
        version = DefinitionVersion(
            definition=definition, number=definition.versions.count() + 1, mission=mission
        )
        version.save()
        return version
    if version.status != "draft":
        raise OpenVersionExists(version.number)
    old = list(version.objectives.all())
    if seen is not None and seen != version.event_id:
        raise StaleForm(
            version.event.actor,
            {
                "Misión": (version.mission, mission),
                "Objetivos": (
                    _text((objective.title, objective.text) for objective in old),
                    _text(objectives),
                ),
            },
        )
    for objective in old:
        objective.delete()
    version.mission = mission
    version.save(update_fields=["mission"])
    return version


def _text(objectives: Iterable[tuple[str, str]]) -> str:
    return "\n".join(f"{title}: {text}" for title, text in objectives)


@action("strategy.returned", says="devolvió la versión {version} de las definiciones estratégicas")
def return_definitions(
    version: DefinitionVersion,
    *,
    remarks: str,
    seen: int | None = None,
    by: Access,
    on: date | None = None,
) -> DefinitionVersion:
    """To its preparers, with what must be mended."""
    definition, version = _lock(version)
    _require(
        by,
        APPROVE,
        definition.service_id,
        "Solo la dirección del servicio devuelve sus definiciones estratégicas.",
    )
    versions.require_seen(version, seen)
    versions.send_back(version, remarks)
    current_act().about(definition, version=version.number, reason=remarks.strip())
    return version


@action("strategy.approved", says="aprobó la versión {version} de las definiciones estratégicas")
def approve_definitions(
    version: DefinitionVersion, *, seen: int | None = None, by: Access, on: date | None = None
) -> DefinitionVersion:
    """Put the version in force; the one before is superseded. `seen` is the event of the version
    that the page showed: one approves what one read."""
    definition, version = _lock(version)
    _require(
        by,
        APPROVE,
        definition.service_id,
        "Solo la dirección del servicio aprueba sus definiciones estratégicas.",
    )
    versions.require_seen(version, seen)
    in_force = definition.versions.filter(status="in_force").first()
    assert on is not None
    versions.approve(version, in_force, by=by, on=on)
    current_act().about(definition, version=version.number)
    return version


def _lock(version: DefinitionVersion) -> tuple[StrategicDefinition, DefinitionVersion]:
    """The identity, not the version: two decisions at once wait for each other; then read again."""
    definition = StrategicDefinition.objects.select_for_update().get(pk=version.definition_id)
    return definition, DefinitionVersion.objects.get(pk=version.pk)


def _require(by: Access, permission: str, service_id: int, sentence: str) -> None:
    if not by.may(permission, service_id):
        raise NotAllowed(sentence)
    current_act().by = by.acting(permission, service_id)
