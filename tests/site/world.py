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
from minga.people.accounts import actions as accounts
from minga.people.accounts import links, throttle
from minga.people.accounts.models import SecurityKey, SignIn
from minga.people.accounts.sessions import Open, open_sessions
from minga.people.actions import MANAGE, add_organisation
from minga.people.delegations import delegate
from minga.people.models import Membership, Organisation, Person, TableChange
from minga.people.roles import Role
from minga.people.substitutes import name_substitute
from minga.people.table import propose_change
from minga.strategy.actions import propose_definitions
from minga.strategy.models import StrategicDefinition
from minga.territory.actions import Part, add_part, prepare_change
from minga.territory.models import Territory, TerritoryChange
from minga.workplan import actions
from minga.workplan.models import ActivityLine, Evidence, WorkPlan
from tests.conftest import SCRIBE, TODAY, Cast, _somebody
from tests.core.imports import making
from tests.people.citizens.places import Counter
from tests.site import joined
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
    def delegation(self) -> Membership:
        """Of the head in a colleague, today."""
        return delegate(
            Membership.objects.own().get(person=self.cast.diana.person),
            self.cast.ana.person,
            permissions=["strategy.approve"],
            valid_from=TODAY,
            last_day=TODAY,
            act_reference="Res. Ex. 121",
            by=SCRIBE,
        )

    @cached_property
    def desk(self) -> Organisation:
        """A unit with nobody in it."""
        return add_organisation(
            key=f"mesa-{self.cast.serviu.key}",
            name="Mesa de Ayuda",
            short_name="Mesa",
            kind="unit",
            parent=self.cast.serviu,
            valid_from=date(2000, 1, 1),
            by=SCRIBE,
        )

    @property
    def worker(self) -> Person:
        return self.cast.ana.person

    @cached_property
    def shift(self) -> TableChange:
        """A change of who does what, sent by who administers here."""
        by = (
            self.cast.nora.access
            if self.cast.nora.access.may(MANAGE, self.cast.serviu.pk)
            else SCRIBE
        )
        return propose_change(
            "regional_calls.review",
            roles=["legal", "internal_control"],
            valid_from=TODAY,
            act_reference="Res. Ex. 92",
            reason="Lo pide Contraloría.",
            service=self.cast.serviu,
            by=by,
        )

    @cached_property
    def guarded(self) -> Person:
        """The head, with a second factor."""
        by = self.cast.diana.access
        confirm_factor(begin_factor(by=by), by=by)
        return self.cast.diana.person

    def _clerk(self, username: str) -> Person:
        """Somebody of the service who is at no screen of these tests."""
        name = f"{username}-{self.cast.serviu.key}"
        return _somebody(name, ("Rita", "Luna"), Role.UNIT_OFFICER, self.cast.serviu).person

    @cached_property
    def mailed(self) -> Person:
        """With an e-mail, a link that was sent, and the log of an entry."""
        person = self._clerk("mailed")
        email = f"{person.username}@serviu.cl"
        accounts.set_email(person, email=email, reason="Es nueva.", by=SCRIBE)
        accounts.send_link(person, address=str, reason="Es nueva.", by=SCRIBE)
        SignIn.objects.create(user=person.user, how="password", result="entered", origin="::1")
        return person

    @cached_property
    def shut(self) -> Person:
        person = self._clerk("shut")
        return accounts.close_account(person, reason="Dejó el servicio.", by=SCRIBE)

    @cached_property
    def locked(self) -> Person:
        """By five failures."""
        person = self._clerk("locked")
        for _ in range(5):
            throttle.take(throttle.Scope.NAME, person.username)
            throttle.failed(throttle.Scope.NAME, person.username, person.user_id)
        return person

    @cached_property
    def session(self) -> Open:
        """Another one of who prepares."""
        user = self.cast.ana.person.user
        assert user
        self.cast.ana.client()
        return open_sessions(user.pk)[0]

    @cached_property
    def key(self) -> SecurityKey:
        """Of who prepares, beside her telephone."""
        by = self.cast.ana.access
        confirm_factor(begin_factor(by=by), by=by)
        name = self.cast.serviu.key
        return accounts.add_key(name="Azul", credential=name, data="00", counter=0, by=by)

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
            "let_do": lambda: [self.delegation.public_id],
            "body": lambda: [self.cast.serviu.public_id],
            "desk": lambda: [self.desk.public_id],
            "worker": lambda: [self.worker.public_id],
            "held": lambda: [Membership.objects.own().get(person=self.worker).public_id],
            "shift": lambda: [self.shift.public_id],
            "guarded": lambda: [self.guarded.public_id],
            "mailed": lambda: [self.mailed.public_id],
            "shut": lambda: [self.shut.public_id],
            "locked": lambda: [self.locked.public_id],
            "session": lambda: [self.session.public_id],
            "key": lambda: [self.key.public_id],
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

    @cached_property
    def division(self) -> TerritoryChange:
        """A change of the division that Nora prepares."""
        said = {"kind": "split", "title": "Se crea Matilla", "legal_basis": "Ley de ejemplo"}
        by = self.cast.nora.access
        change = prepare_change(takes_effect_on=date(2009, 1, 1), gazette_on=None, by=by, **said)
        add_part(change, Part("01405"), by=by)
        new = Part("01405", code="01406", name="Matilla", parent="014", kind="commune")
        add_part(change, new, by=by)
        return TerritoryChange.objects.get(pk=change.pk)

    @property
    def law(self) -> TerritoryChange:
        return TerritoryChange.objects.get(key="arica-y-parinacota-2007")

    @cached_property
    def token(self) -> str:
        """Of a link for somebody who is invited."""
        user = _somebody("invitada", ("Inés", "Pinto"), None, None).person.user
        assert user
        return links.issue(user, links.Kind.INVITATION)[0]

    def place(self, key: str) -> Territory:
        return Territory.objects.get(key=key)

    def arguments(self, side: str, subject: str) -> list[object]:
        if side:
            service = getattr(self, side)
            return (joined.subject_of(service, subject) or service.subjects[subject])()
        of_an_area = joined.thing_of(self, subject)
        if of_an_area:
            return of_an_area()
        return {
            "": list,
            "place": lambda: [self.cast.region.public_id],
            "minuta": lambda: [self.cast.region.public_id, "docx"],
            "told": lambda: [self.cast.region.public_id, "hechos"],
            "commune": lambda: [Territory.objects.get(key="iquique").public_id],
            "step": lambda: ["workplan", "director"],
            "score": lambda: [SCORE],
            "check": lambda: [self.verification.public_id],
            "mail": lambda: [self.mail.public_id],
            "line": lambda: ["regional_calls.review"],
            "kind": lambda: ["lots"],
            "events": lambda: ["eventos"],
            "plans": lambda: ["programas"],
            "deed": lambda: ["programas", "borrar"],
            "day": lambda: ["2007-12-31"],
            "law": lambda: [self.law.public_id],
            "division": lambda: [self.division.public_id],
            "part": lambda: [self.division.public_id, self.division.parts.earliest("pk").pk],
            "role": lambda: ["auditor"],
            "token": lambda: [self.token],
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
