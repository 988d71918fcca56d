"""Two services at work, so that each page has something to show and somebody to hide it from.

The cast's own service is Ana's; the other one is Carla's, with a colleague and a head of her own.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from minga.core.demonstration import open_demonstration
from minga.core.models import Verification
from minga.people.roles import Role
from minga.strategy.actions import propose_definitions
from minga.strategy.models import StrategicDefinition
from minga.territory.models import Territory
from minga.workplan import actions
from minga.workplan.models import ActivityLine, Evidence, WorkPlan
from tests.conftest import SCRIBE, TODAY, Cast, _somebody
from tests.workplan import factories

TEN = ((10, 10),) * 5
# Of years past, so that what comes next can happen today.
DRAFT_YEAR, SENT_YEAR = TODAY.year - 1, TODAY.year - 2


@dataclass
class Service:
    """What one service has, each thing made when it is first asked for."""

    cast: Cast  # with `serviu` and its people being those of this service

    @cached_property
    def plan(self) -> WorkPlan:
        """In force, ten activities; some proved, some waiting."""
        plan = factories.approved(self.cast, TEN)
        lines = [activity.line for activity in factories.activities(plan)]
        factories.verified(lines[0], uploader=self.cast.sofia, verifier=self.cast.ana)
        returned = factories.uploaded(lines[1], self.cast.sofia)
        actions.return_evidence(
            returned, remarks="Falta la firma.", by=self.cast.ana.access, on=TODAY
        )
        for line in lines[2:9]:
            factories.uploaded(line, self.cast.sofia)
        return plan

    @cached_property
    def draft(self) -> WorkPlan:
        """Never approved: two objectives, the second one empty."""
        version = factories.draft(self.cast, ((50, 50), ()), year=DRAFT_YEAR)
        return version.plan

    @cached_property
    def change(self) -> WorkPlan:
        """The plan in force with a modification in preparation."""
        actions.start_draft(self.plan, by=self.cast.ana.access)
        return self.plan

    @cached_property
    def submitted(self) -> WorkPlan:
        on = date(SENT_YEAR, 3, 26)
        version = factories.draft(self.cast, TEN, year=SENT_YEAR)
        actions.submit_version(version, by=self.cast.ana.on(on), on=on)
        return version.plan

    @cached_property
    def definition(self) -> StrategicDefinition:
        """Proposed by Ana, awaiting approval."""
        version = propose_definitions(
            self.cast.serviu,
            mission="Llevar las políticas de vivienda a cada territorio.",
            objectives=[("Déficit", "Reducirlo."), ("Barrios", "Recuperarlos.")],
            by=self.cast.ana.access,
        )
        return version.definition

    @property
    def line(self) -> ActivityLine:
        """With evidence that awaits another person."""
        return factories.line(self.plan, 2)

    @property
    def evidence(self) -> Evidence:
        return Evidence.objects.waiting().get(line=self.line)

    @property
    def draft_line(self) -> ActivityLine:
        return self.draft.versions.get().activities.order_by("pk").first().line

    @property
    def subjects(self) -> dict[str, Callable[[], list[object]]]:
        """The arguments of an address, by the words of the access table."""
        return {
            "plan": lambda: [self.plan.public_id],
            "form": lambda: [self.plan.public_id, "pdf"],
            "version": lambda: [self.plan.public_id, 1],
            "activity": lambda: [self.plan.public_id, self.line.public_id],
            "evidence": lambda: [self.evidence.public_id],
            "document": lambda: [self.evidence.document.public_id],
            "draft": lambda: [self.draft.public_id],
            "objective": lambda: [self.draft.public_id, 1],
            "empty": lambda: [self.draft.public_id, 2],
            "line": lambda: [self.draft.public_id, self.draft_line.public_id],
            "change": lambda: [self.change.public_id],
            "sent": lambda: [self.submitted.public_id],
            "proposal": lambda: [self.definition.public_id],
        }


@dataclass
class World:
    """The cast in a demonstration, with both services."""

    cast: Cast
    own: Service = field(init=False)
    other: Service = field(init=False)

    def __post_init__(self) -> None:
        open_demonstration(TODAY, by=SCRIBE)
        self.own, self.other = Service(self.cast), Service(_carlas(self.cast))

    @cached_property
    def verification(self) -> Verification:
        return Verification.objects.create()

    def place(self, key: str) -> Territory:
        return Territory.objects.get(key=key)

    def arguments(self, side: str, subject: str) -> list[object]:
        if side:
            return getattr(self, side).subjects[subject]()
        return {
            "": list,
            "place": lambda: [self.cast.region.public_id],
            "check": lambda: [self.verification.public_id],
        }[subject]()


def _carlas(cast: Cast) -> Cast:
    """The other service with people in the parts that the factories give to Ana's."""
    colleague = _somebody("olga", ("Olga", "Tapia"), Role.UNIT_OFFICER, cast.other)
    return replace(
        cast,
        serviu=cast.other,
        seremi=cast.other,
        region=Territory.objects.get(key="arica"),
        ana=cast.carla,
        sofia=colleague,
        diana=_somebody("omar", ("Omar", "Vega"), Role.INSTITUTION_HEAD, cast.other),
    )
