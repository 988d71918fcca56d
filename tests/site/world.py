"""Two services at work, so that each page has something to show and somebody to hide it from.

The cast's own service is Ana's; the other one is Carla's, with a colleague and a head of her own.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

from django.utils import timezone

from minga.core import results
from minga.core.approvals.actions import begin_factor, confirm_factor
from minga.core.approvals.models import Submission
from minga.core.demonstration import open_demonstration
from minga.core.imports.models import Import
from minga.core.indicators.actions import take_snapshot
from minga.core.indicators.models import IndicatorSnapshot
from minga.core.indicators.registry import indicator_of
from minga.core.jobs.models import Job, Subscription
from minga.core.jobs.subscriptions import SEND
from minga.core.lists.models import SavedView
from minga.core.looking import Looking
from minga.core.models import Verification
from minga.core.outbox.actions import send
from minga.core.outbox.models import Message
from minga.people.models import Membership, Person
from minga.people.roles import Role
from minga.people.substitutes import name_substitute
from minga.strategy.actions import propose_definitions
from minga.strategy.models import StrategicDefinition
from minga.territory.models import Territory
from minga.workplan import actions
from minga.workplan.models import ActivityLine, Evidence, WorkPlan
from tests.conftest import SCRIBE, TODAY, Cast, _somebody
from tests.core.imports import making
from tests.people.citizens.places import Counter
from tests.workplan import factories

SCORE = "puntaje-del-programa"
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

    @cached_property
    def snapshot(self) -> IndicatorSnapshot:
        """The score of the plan in force, kept by Ana."""
        score, region = indicator_of(SCORE), self.cast.region
        assert self.plan
        assert score
        looking = Looking(TODAY.year, TODAY, region.public_id, region.pk, "Región")
        by = self.cast.ana.access
        return take_snapshot(score, looking, day=TODAY, reason="Actividad 3.1", by=by)

    def job(self, status: str = "waiting", **more: Any) -> Job:
        """Asked for by Ana."""
        over = {"finished_at": timezone.now()} if status in ("done", "failed", "cancelled") else {}
        return Job.objects.create(
            kind=SEND,
            title="Envío de las actividades atrasadas",
            asked_by=self.cast.ana.pk,
            asked_by_label=self.cast.ana.access.label,
            status=status,
            **over,
            **more,
        )

    @cached_property
    def failed(self) -> Job:
        return self.job("failed", failure="La lista que se enviaba ya no existe.")

    @cached_property
    def result(self) -> Job:
        """Done, with a file to fetch."""
        kept = results.keep(b"Actividad;Plazo\n", "atrasadas.csv", "text/csv")
        file = {"file_name": kept.name, "file_sha256": kept.sha256, "file_type": kept.content_type}
        return self.job("done", file_size=kept.size, done=10, total=10, **file)

    @cached_property
    def sending(self) -> Subscription:
        return Subscription.objects.create(
            asked_by=self.cast.ana.pk,
            asked_by_label=self.cast.ana.access.label,
            report="atrasadas",
            title="Actividades atrasadas",
            cadence="weekly",
            recipients=["ana@serviu.cl"],
        )

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

    @staticmethod
    def round_of(identity: StrategicDefinition | WorkPlan) -> Submission:
        """The open round of its last version."""
        version = identity.versions.latest("number")
        return Submission.objects.of(version).open().get()

    @property
    def approval(self) -> Submission:
        return self.round_of(self.submitted)

    @cached_property
    def substitution(self) -> Membership:
        """Of the head by a colleague, today."""
        return name_substitute(
            Membership.objects.get(person=self.cast.diana.person, is_substitute=False),
            self.cast.ana.person,
            valid_from=TODAY,
            last_day=TODAY,
            act_reference="Res. Ex. 120",
            by=SCRIBE,
        )

    @cached_property
    def guarded(self) -> Person:
        """The head, with a second factor."""
        by = self.cast.diana.access
        confirm_factor(begin_factor(by=by), by=by)
        return self.cast.diana.person

    @cached_property
    def ready_import(self) -> Import:
        """One row, read and not yet applied."""
        return making.imported(making.xlsx([making.LOT]), self.cast.ana.access)

    @cached_property
    def warned_import(self) -> Import:
        dear = ("P-002", "Tamarugal", 900_000_000, 1)
        return making.imported(making.xlsx([dear]), self.cast.ana.access)

    @cached_property
    def doubtful_import(self) -> Import:
        """«Nombres» may be «Nombre»."""
        headings = ("Código", "Nombres", "Monto", "Viviendas")
        return making.imported(making.xlsx([making.LOT], headings), self.cast.ana.access)

    @cached_property
    def view(self) -> SavedView:
        """Kept by who prepares, for herself and her institution."""
        grant = self.cast.ana.access.grants[0]
        return SavedView.objects.create(
            owner=self.cast.ana.person.user,
            owner_label=self.cast.ana.access.label,
            list_key="programas",
            path="/programas/",
            name="De la región",
            query="q=serviu&orden=-institucion",
            institution_id=grant.institution_id,
        )

    @cached_property
    def counter(self) -> Counter:
        """Persons and attentions: those of the other service have other RUNs."""
        return Counter(self.cast, 11 if self.cast.serviu.key == "serviu-otro" else 1)

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
            "approval": lambda: [self.approval.public_id],
            "stand_in": lambda: [self.substitution.public_id],
            "guarded": lambda: [self.guarded.public_id],
            "job": lambda: [self.job().public_id],
            "failed": lambda: [self.failed.public_id],
            "result": lambda: [self.result.public_id],
            "sending": lambda: [self.sending.public_id],
            "told": lambda: ["programa-de-trabajo", self.plan.public_id],
            "told_file": lambda: ["programa-de-trabajo", self.plan.public_id, "xlsx"],
            "score": lambda: [SCORE if self.plan else ""],
            "import": lambda: [self.ready_import.public_id],
            "warned": lambda: [self.warned_import.public_id],
            "doubtful": lambda: [self.doubtful_import.public_id],
            "kept": lambda: [self.snapshot.public_id],
            "view": lambda: [self.view.public_id],
            "kept_file": lambda: [self.snapshot.public_id, "xlsx"],
            **self.counter.subjects,
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

    @cached_property
    def mail(self) -> Message:
        """One that could not leave."""
        message = send("ana@serviu.cl", "Actividades atrasadas", "Va adjunto.", by=SCRIBE)[0]
        failed = {"status": "failed", "next_try_at": None, "error": "No se conoce la dirección."}
        Message.objects.update(**failed)
        return message

    def place(self, key: str) -> Territory:
        return Territory.objects.get(key=key)

    def arguments(self, side: str, subject: str) -> list[object]:
        if side:
            return getattr(self, side).subjects[subject]()
        return {
            "": list,
            "place": lambda: [self.cast.region.public_id],
            "step": lambda: ["workplan", "director"],
            "score": lambda: [SCORE],
            "check": lambda: [self.verification.public_id],
            "mail": lambda: [self.mail.public_id],
            "kind": lambda: ["lots"],
            "events": lambda: ["eventos"],
            "plans": lambda: ["programas"],
            "deed": lambda: ["programas", "borrar"],
            "day": lambda: ["2007-12-31"],
            "term": lambda: ["answer"],
        }[subject]()


def _carlas(cast: Cast) -> Cast:
    """The other service with people in the parts that the factories give to Ana's."""
    colleague = _somebody("olga", ("Olga", "Tapia"), Role.UNIT_OFFICER, cast.other)
    return replace(
        cast,
        serviu=cast.other,
        unit=cast.other,
        celia=cast.hugo,
        seremi=cast.other,
        region=Territory.objects.get(key="arica"),
        ana=cast.carla,
        sofia=colleague,
        diana=_somebody("omar", ("Omar", "Vega"), Role.INSTITUTION_HEAD, cast.other),
    )
