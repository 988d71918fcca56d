"""What can be done with strategic definitions: propose a version, correct it, return
it, approve it."""

from collections.abc import Iterable, Sequence
from datetime import date

from minga.core import versions
from minga.core.access import Access
from minga.core.actions import action, current_act
from minga.core.approvals import actions as approvals
from minga.core.approvals.factors import Proof
from minga.core.approvals.rounds import open_round, seen_of
from minga.core.errors import DomainError, NotAllowed, StaleForm
from minga.people.models import Organisation
from minga.strategy import products as writing
from minga.strategy.models import DefinitionVersion, StrategicDefinition, StrategicObjective
from minga.strategy.permissions import PREPARE
from minga.strategy.products import Product


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
    products: Sequence[Product] = (),
    seen: int | None = None,
    by: Access,
    on: date | None = None,
) -> DefinitionVersion:
    """All its objectives (title, description) and products, submitted to approval: a new version,
    or the one that was returned, written again. `seen` is the event of the version that the form
    began with.
    """
    _require(
        by,
        PREPARE,
        service.pk,
        "Solo quien prepara la planificación de este servicio propone sus definiciones.",
    )
    if not mission.strip() or not objectives:
        raise MissionMissing
    writing.check(products, len(objectives))
    definition = StrategicDefinition.objects.select_for_update().filter(service=service).first()
    if definition is None:
        definition = StrategicDefinition(service=service)
        definition.save()
    version = _begin(definition, mission.strip(), objectives, products, seen)
    for number, (title, text) in enumerate(objectives, start=1):
        StrategicObjective(version=version, number=number, title=title, text=text).save()
    writing.write(version, products)
    versions.prepared_by(version, by)
    assert on is not None
    open_round(version, by=by, on=on)
    current_act().about(definition, version=version.number)
    return version


def _begin(
    definition: StrategicDefinition,
    mission: str,
    objectives: Sequence[tuple[str, str]],
    products: Sequence[Product],
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
                "Productos": (writing.told(writing.said_of(version)), writing.told(products)),
            },
        )
    writing.clear(version)
    for objective in old:
        objective.delete()
    version.mission = mission
    version.save(update_fields=["mission"])
    return version


def _text(objectives: Iterable[tuple[str, str]]) -> str:
    return "\n".join(f"{title}: {text}" for title, text in objectives)


def return_definitions(
    version: DefinitionVersion,
    *,
    remarks: str,
    seen: int | None = None,
    by: Access,
    on: date | None = None,
) -> DefinitionVersion:
    """To its preparers, with what must be mended. Without `seen`, as it stands."""
    seen = seen_of(version) if seen is None else seen
    return approvals.return_it(version, remarks=remarks, seen=seen, by=by, on=on)


def approve_definitions(
    version: DefinitionVersion,
    *,
    seen: int | None = None,
    code: str = "",
    proof: Proof | None = None,
    by: Access,
    on: date | None = None,
) -> DefinitionVersion:
    """Pass its step; the last one puts the version in force and the one before is superseded."""
    seen = seen_of(version) if seen is None else seen
    return approvals.pass_step(version, seen=seen, code=code, proof=proof, by=by, on=on)


def _require(by: Access, permission: str, service_id: int, sentence: str) -> None:
    if not by.may(permission, service_id):
        raise NotAllowed(sentence)
    current_act().by = by.acting(permission, service_id)
