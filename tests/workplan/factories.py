"""Plans as the tests need them, made by the same actions as anybody's."""

from dataclasses import dataclass
from datetime import date
from itertools import count

from minga.people.actions import add_membership, add_person
from minga.people.models import Organisation
from minga.people.roles import Role
from minga.territory.models import Territory
from minga.workplan import actions
from minga.workplan.models import Activity, ActivityLine, Evidence, WorkPlan, WorkPlanVersion
from tests.conftest import PASSWORD, SCRIBE, TODAY, Cast, Somebody, pdf

MODIFIED = date(2007, 6, 15)
_numbers = count(1)


def values(
    cast: Cast, *, weight: int = 10, year: int = 2007, **more: object
) -> actions.ActivityValues:
    """An activity of the whole year, of the SEREMI unless said otherwise."""
    given = {
        "title": "Actualizar los planes",
        "weight": weight,
        "responsible": cast.seremi,
        "starts_on": date(year, 1, 2),
        "ends_on": date(year, 12, 14),
        "expected_evidence": "plan actualizado",
        "evidence_needed": 1,
    } | more
    return actions.ActivityValues(**given)  # type: ignore[arg-type]


def draft(
    cast: Cast,
    weights: tuple[tuple[int, ...], ...] = ((50, 50),),
    year: int = 2007,
    *,
    service: Organisation | None = None,
    preparer: Somebody | None = None,
    territory: Territory | None = None,
    **more: object,
) -> WorkPlanVersion:
    """Ana's for SERVIU unless said otherwise: an objective per tuple, an activity per weight."""
    on = date(year, 3, 1)
    by = (preparer or cast.ana).on(on)
    place = territory or cast.region
    plan = actions.create_plan(service or cast.serviu, place, year=year, by=by, on=on)
    version = plan.versions.get()
    for group in weights:
        objective = actions.add_objective(
            version, title="Planes con visión territorial", by=by, on=on
        )
        for weight in group:
            given = values(cast, weight=weight, year=year, **more)
            actions.add_activity(objective, given, by=by, on=on)
    return read(version)


def approved(
    cast: Cast,
    weights: tuple[tuple[int, ...], ...] = ((50, 50),),
    year: int = 2007,
    *,
    service: Organisation | None = None,
    preparer: Somebody | None = None,
    head: Somebody | None = None,
    **more: object,
) -> WorkPlan:
    """Prepared by Ana, approved by Diana on 30 March."""
    version = draft(cast, weights, year, service=service, preparer=preparer, **more)
    sent = (preparer or cast.ana).on(date(year, 3, 26))
    actions.submit_version(version, by=sent, on=date(year, 3, 26))
    signed = (head or cast.diana).on(date(year, 3, 30))
    actions.approve_version(version, by=signed, on=date(year, 3, 30))
    return WorkPlan.objects.get(pk=version.plan_id)


def submitted(
    cast: Cast, weights: tuple[tuple[int, ...], ...] = ((50, 50),), year: int = 2007
) -> WorkPlanVersion:
    """Ana's, waiting for Diana."""
    return send(cast, draft(cast, weights, year), on=date(year, 3, 26))


def send(cast: Cast, version: WorkPlanVersion, *, on: date = MODIFIED) -> WorkPlanVersion:
    return actions.submit_version(version, by=cast.ana.on(on), on=on)


def sign(cast: Cast, version: WorkPlanVersion, *, on: date = MODIFIED) -> WorkPlanVersion:
    return actions.approve_version(version, by=cast.diana.on(on), on=on)


def reopened(cast: Cast, plan: WorkPlan) -> WorkPlanVersion:
    """Ana's draft to modify a plan in force."""
    return actions.start_draft(plan, by=cast.ana.on(MODIFIED), on=MODIFIED)


def without_first(cast: Cast, plan: WorkPlan) -> WorkPlanVersion:
    """Ana's draft that leaves the first activity out, and gives its weight to a new one."""
    draft, by = reopened(cast, plan), cast.ana.on(MODIFIED)
    first = activities_of(draft)[0]
    actions.remove_activity(first, by=by, on=MODIFIED)
    given = values(cast, weight=first.weight, title="Otra actividad")
    actions.add_activity(first.objective, given, by=by, on=MODIFIED)
    return draft


def modified(cast: Cast, plan: WorkPlan, *, on: date = MODIFIED) -> WorkPlanVersion:
    """The next version, approved as it was copied."""
    return sign(cast, send(cast, reopened(cast, plan), on=on), on=on)


@dataclass(frozen=True)
class National:
    """A plan of the ministry, one of whose activities SERVIU answers for; its people."""

    plan: WorkPlan
    officer: Somebody
    reviewer: Somebody

    def proved(self, *, on: date = TODAY) -> Evidence:
        return verified(line(self.plan), uploader=self.officer, verifier=self.reviewer, on=on)


def national(cast: Cast, year: int = 2007) -> National:
    ministry = Organisation.objects.get(key="minvu")
    officer = member(ministry, Role.UNIT_OFFICER, ("Tomás", "Leal"))
    reviewer = member(ministry, Role.UNIT_OFFICER, ("Rita", "Luna"))
    head = member(ministry, Role.INSTITUTION_HEAD, ("Julio", "Mena"))
    plan = approved(
        cast,
        year=year,
        service=ministry,
        preparer=officer,
        head=head,
        responsible=cast.serviu,
        territory=Territory.objects.get(key="chile"),
    )
    return National(plan, officer, reviewer)


def read(version: WorkPlanVersion) -> WorkPlanVersion:
    return WorkPlanVersion.objects.get(pk=version.pk)


def in_force(plan: WorkPlan) -> WorkPlanVersion:
    return WorkPlanVersion.objects.get(plan=plan, status="in_force")


def in_force_plan() -> WorkPlan:
    return WorkPlan.objects.get(versions__status="in_force")


def activities(plan: WorkPlan) -> list[Activity]:
    return list(Activity.objects.for_page().filter(version__plan=plan, version__status="in_force"))


def activities_of(version: WorkPlanVersion) -> list[Activity]:
    return list(Activity.objects.for_page().filter(version=version))


def line(plan: WorkPlan, position: int = 0) -> ActivityLine:
    return activities(plan)[position].line


def uploaded(
    at: ActivityLine, by: Somebody, *, on: date = TODAY, dated_on: date | None = None
) -> Evidence:
    number = next(_numbers)
    return actions.upload_evidence(
        at,
        file=pdf(f"informe-{number}.pdf", pdf().read() + str(number).encode()),
        title=f"Informe {number}",
        dated_on=dated_on or on,
        by=by.on(on),
        on=on,
    )


def verified(
    at: ActivityLine, *, uploader: Somebody, verifier: Somebody, on: date = TODAY
) -> Evidence:
    return actions.verify_evidence(uploaded(at, uploader, on=on), by=verifier.on(on), on=on)


def returned(
    at: ActivityLine,
    *,
    uploader: Somebody,
    verifier: Somebody,
    remarks: str = "Falta la firma.",
    on: date = TODAY,
) -> Evidence:
    evidence = uploaded(at, uploader, on=on)
    return actions.return_evidence(evidence, remarks=remarks, by=verifier.on(on), on=on)


def member(
    organisation: Organisation, role: Role, names: tuple[str, str] = ("Olga", "Tapia")
) -> Somebody:
    """Somebody besides the cast."""
    person = add_person(
        given_names=names[0],
        family_names=names[1],
        username=f"{names[0].lower()}-{next(_numbers)}",
        password=PASSWORD,
        by=SCRIBE,
    )
    somebody = Somebody(person)
    also(somebody, role, organisation)
    return somebody


def also(somebody: Somebody, role: Role, organisation: Organisation) -> None:
    """One more function: a professional who also stands in for the head."""
    add_membership(
        somebody.person,
        role=role,
        organisation=organisation,
        valid_from=date(2000, 1, 1),
        by=SCRIBE,
    )
