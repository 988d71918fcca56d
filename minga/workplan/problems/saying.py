"""What the record says of a problem for the evaluation (stage 4): sentences made of templates, each
with the rows that it stands on."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse

from minga.commitments.models import Commitment
from minga.core.access import Access
from minga.core.money import pesos
from minga.core.templatetags.minga import counted
from minga.people.models import Organisation
from minga.territory.frames import Frame, frame_on
from minga.workplan.backing import Said
from minga.workplan.models import WorkPlan
from minga.workplan.problems.figures import written_by
from minga.workplan.problems.models import (
    FormalBacking,
    Funding,
    Gap,
    Meeting,
    PartyCommitment,
    ProblemFigure,
    ProblemService,
    TerritorialProblem,
)
from minga.workplan.problems.models.problem import ProblemQuerySet, ProblemState

# With whom a plan is articulated, as the form asks: municipalities, governments of the region.
TERRITORIAL = {
    Organisation.Kind.MUNICIPALITY: ("municipalidad", "municipalidades"),
    Organisation.Kind.GORE: ("gobierno regional", "gobiernos regionales"),
    Organisation.Kind.INTENDENCIA: ("intendencia", "intendencias"),
    Organisation.Kind.GOBERNACION: ("gobernación", "gobernaciones"),
}


# «e» before the sound of an i; not before «hielo».
LIKE_I = re.compile(r"h?[ií](?![aeou])", re.IGNORECASE)


def listed(names: Iterable[str]) -> str:
    """«uno, dos y tres»; «uno e Intendencia»."""
    found = list(names)
    if len(found) < 2:
        return "".join(found)
    word = "e" if LIKE_I.match(found[-1]) else "y"
    return f"{', '.join(found[:-1])} {word} {found[-1]}"


def problem_url(problem: TerritorialProblem, part: str = "") -> str:
    return reverse("problems:problem", args=[problem.public_id]) + part


@dataclass(frozen=True)
class Told:
    """A problem with its rows, as known on a day. `readable`: the commitments whose page the
    reader may open."""

    problem: TerritorialProblem
    day: date
    frame: Frame
    readable: frozenset[int]
    figures: Sequence[ProblemFigure]
    services: Sequence[ProblemService]
    meetings: Sequence[Meeting]
    backings: Sequence[FormalBacking]
    promises: Sequence[PartyCommitment]
    gaps: Sequence[Gap]

    @property
    def place(self) -> str:
        return self.frame.name_of(self.problem.territory_id)

    def unfunded(self) -> list[PartyCommitment]:
        """Whose gap of budget was open that day."""
        missing = {gap.promise_id for gap in self.gaps if gap.is_budget}
        return [row for row in self.promises if row.pk in missing]

    def held(self) -> list[Meeting]:
        """Those that had their minutes by then."""
        return [m for m in self.meetings if m.closed_on and m.closed_on <= self.day]

    def url_of(self, row: PartyCommitment) -> str:
        """Of its commitment, or of its line in the problem for who does not read that one."""
        if row.commitment_id in self.readable:
            return reverse("commitments:commitment", args=[row.commitment.public_id])
        return problem_url(self.problem, "#compromisos")


def told_of(problems: Sequence[TerritorialProblem], day: date, access: Access) -> list[Told]:
    """One query for each table, whatever the number of problems."""
    of = {"problem__in": [problem.pk for problem in problems]}
    figures = ProblemFigure.objects.filter(**of, dated_on__lte=day)
    services = ProblemService.objects.for_page().filter(
        Q(left_on__isnull=True) | Q(left_on__gt=day), **of, joined_on__lte=day
    )
    meetings = Meeting.objects.for_page().filter(**of, convened_on__lte=day)
    meetings = meetings.exclude(state="called_off").prefetch_related(
        "attendances__party__organisation", "items"
    )
    backings = FormalBacking.objects.filter(**of, dated_on__lte=day)
    backings = backings.prefetch_related("signatures__party__organisation")
    promises = PartyCommitment.objects.standing().for_page()
    promises = promises.filter(**of, commitment__created_on__lte=day)
    gaps = Gap.objects.for_page().filter(
        Q(closed_on__isnull=True) | Q(closed_on__gt=day), **of, opened_on__lte=day
    )
    made = _by_problem(promises.order_by("pk"))
    commitments = [row.commitment_id for rows in made.values() for row in rows]
    readable = Commitment.objects.visible_to(access).filter(pk__in=commitments)
    seen, frame = frozenset(readable.values_list("pk", flat=True)), frame_on(day)
    found = [
        _by_problem(figures.order_by("dated_on", "pk")),
        _by_problem(services.order_by("pk")),
        _by_problem(meetings.order_by("number")),
        _by_problem(backings.order_by("dated_on", "pk")),
        made,
        _by_problem(gaps.order_by("pk")),
    ]
    return [
        Told(problem, day, frame, seen, *(rows[problem.pk] for rows in found))
        for problem in problems
    ]


def _by_problem(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.problem_id].append(row)
    return found


def said_of(problem: TerritorialProblem, day: date, access: Access) -> list[Said]:
    """1.1 the territory and who contributes, 1.2 the articulation, 1.3 the formal backing."""
    return [said for told in told_of([problem], day, access) for said in _sentences(told)]


def _sentences(told: Told) -> Iterator[Said]:
    yield from _perspective(told)
    yield from _articulation(told)
    yield from _complementarity(told)


def _perspective(told: Told) -> Iterator[Said]:
    problem = told.problem
    since = f"{problem.since:%d-%m-%Y}"
    if len(told.services) < 2:
        yield Said(
            "1.1",
            f"En {told.place} se identificó el problema «{problem.title}», conocido desde el "
            f"{since}, sin otros servicios que contribuyan a solucionarlo.",
            ((problem.title, problem_url(problem)),),
            "Sumar a los servicios que pueden contribuir, con sus productos, facultades y "
            "recursos.",
        )
        return
    count = counted(len(told.services), "servicio,servicios")
    yield Said(
        "1.1",
        f"En {told.place} se identificó un problema común, «{problem.title}», conocido desde el "
        f"{since}; a solucionarlo contribuyen {count}.",
        ((problem.title, problem_url(problem)),),
    )
    yield from (_contribution(told, party) for party in told.services)
    figures = written_by(told.figures)
    if figures:
        said = listed(f"{f.name.lower()}: {f.shown} {f.unit} ({f.source})" for f in figures)
        rows = (("cifras del territorio", problem_url(problem, "#cifras")),)
        yield Said("1.1", f"Lo miden estas cifras: {said}.", rows)


def _contribution(told: Told, party: ProblemService) -> Said:
    parts = (
        ("sus productos", party.products),
        ("sus facultades", party.faculties),
        ("sus recursos", party.resources),
    )
    said = "; ".join(f"{word}: {text.rstrip('.')}" for word, text in parts if text)
    rows = ((party.organisation.name, problem_url(told.problem, "#servicios")),)
    return Said("1.1", f"{party.organisation.name} aporta {said}.", rows)


def _articulation(told: Told) -> Iterator[Said]:
    problem, held = told.problem, told.held()
    allies = [p.organisation for p in told.services if p.organisation.kind in TERRITORIAL]
    if allies:
        names = listed(body.name for body in allies)
        rows = ((problem.title, problem_url(problem, "#servicios")),)
        yield Said("1.2", f"El problema «{problem.title}» se trabaja con {names}.", rows)
    else:
        yield Said(
            "1.2",
            f"El problema «{problem.title}» no tiene municipalidades, gobernaciones ni gobierno "
            "regional entre sus servicios.",
            ((problem.title, problem_url(problem, "#servicios")),),
            f"Invitar a la municipalidad y al gobierno regional al problema «{problem.title}».",
        )
    yield from (_meeting(meeting) for meeting in held)
    waiting = next((m for m in told.meetings if m not in held), None)
    if waiting is not None:
        yield _waiting(waiting, told)
    elif not held:
        yield Said(
            "1.2",
            f"Sobre «{problem.title}» los servicios no se han reunido.",
            ((problem.title, problem_url(problem, "#agenda")),),
            f"Convocar una reunión entre los servicios de «{problem.title}».",
        )


def _meeting_url(meeting: Meeting) -> str:
    return reverse("problems:meeting", args=[meeting.public_id])


def _meeting(meeting: Meeting) -> Said:
    came = [row.party.organisation.name for row in meeting.attendances.all() if row.names]
    return Said(
        "1.2",
        f"El {meeting.day:%d-%m-%Y} se reunieron {listed(came)}, con acta.",
        ((f"Acta de la reunión {meeting.number}", _meeting_url(meeting)),),
    )


def _waiting(meeting: Meeting, told: Told) -> Said:
    late = meeting.day < told.day
    still = {gap.pk for gap in told.gaps}
    treated = sum(item.gap_id in still for item in meeting.items.all())
    gaps = counted(treated, "brecha abierta,brechas abiertas")
    said = "tenía que hacerse y no tiene acta" if late else "está convocada"
    return Said(
        "1.2",
        f"La reunión del {meeting.day:%d-%m-%Y} {said}; en su tabla: {gaps}.",
        ((f"Reunión {meeting.number}", _meeting_url(meeting)),),
        f"Cerrar el acta de la reunión del {meeting.day:%d-%m-%Y}." if late else "",
    )


def _complementarity(told: Told) -> Iterator[Said]:
    yield from _backing(told)
    if told.promises:
        yield _promises(told)
    yield from (_unfunded(row, told) for row in told.unfunded())
    for gap in told.gaps:
        if not gap.is_budget:
            yield _gap(gap, told)


def _backing(told: Told) -> Iterator[Said]:
    problem = told.problem
    for backing in told.backings:
        signers = [row.party.organisation.name for row in backing.signatures.all()]
        word = "lo firman" if len(signers) > 1 else "lo firma solo"
        yield Said(
            "1.3",
            f"El problema «{problem.title}» tiene respaldo formal: {backing.get_kind_display()} "
            f"{backing.reference}, del {backing.dated_on:%d-%m-%Y}; {word} {listed(signers)}.",
            ((str(backing), problem_url(problem, "#respaldo")),),
        )
    if not told.backings:
        yield Said(
            "1.3",
            f"El problema «{problem.title}» no tiene convenio, acta ni acto que lo respalde.",
            ((problem.title, problem_url(problem, "#respaldo")),),
            f"Firmar el respaldo formal de «{problem.title}».",
        )
        return
    signed = {row.party_id for backing in told.backings for row in backing.signatures.all()}
    missing = [party.organisation.name for party in told.services if party.pk not in signed]
    if missing:
        yield Said(
            "1.3",
            f"Falta la firma de {listed(missing)}.",
            ((problem.title, problem_url(problem, "#respaldo")),),
            f"Obtener la firma de {listed(missing)}.",
        )


def _promises(told: Told) -> Said:
    missing = told.unfunded()
    funded = [r for r in told.promises if r.funding == Funding.LINE and r not in missing]
    approved = sum(row.is_approved for row in funded)
    free = sum(row.funding == Funding.NOT_NEEDED for row in told.promises)
    parts, needing = [], len(told.promises) - free
    if needing:
        parts.append(f"{len(funded)} de {needing} que requieren dinero tienen asignación")
    if approved < len(funded):
        parts.append(f"{len(funded) - approved} por aprobar")
    if free:
        parts.append(f"{free} no {'requiere' if free == 1 else 'requieren'} presupuesto")
    total = counted(len(told.promises), "compromiso,compromisos")
    rows = tuple((str(row), told.url_of(row)) for row in told.promises)
    return Said("1.3", f"Las partes tomaron {total}: {', '.join(parts)}.", rows)


def _unfunded(row: PartyCommitment, told: Told) -> Said:
    """«la municipalidad de … no tiene asignación presupuestaria para …»."""
    body = row.party.organisation
    missing = f" por {pesos(row.amount)}" if row.amount else ""
    promised = row.commitment.promise.rstrip(".")
    return Said(
        "1.3",
        f"{body.name} no tiene asignación presupuestaria para «{promised}»: queda una brecha"
        f"{missing}, sin asignación presupuestaria.",
        ((str(row), told.url_of(row)),),
        f"Asegurar el presupuesto de {body.name} para «{promised}» antes de firmar el próximo "
        "convenio.",
    )


def _gap(gap: Gap, told: Told) -> Said:
    late = ", vencida" if gap.is_late(told.day) else ""
    return Said(
        "1.3",
        f"Sigue abierta una brecha que amenaza «{gap.threatens.rstrip('.')}»: "
        f"{gap.what.rstrip('.')} (responde {gap.responsible.name}, plazo "
        f"{gap.due_on:%d-%m-%Y}{late}).",
        ((gap.what, problem_url(told.problem, "#brechas")),),
        f"Cerrar la brecha «{gap.what.rstrip('.')}».",
    )


def of_plan(plan: WorkPlan, access: Access) -> ProblemQuerySet:
    """The problems of a plan: of its service, of its place or within it, open on some day of its
    year. Said by the rows: nobody has to tie them by hand."""
    first, last = date(plan.year, 1, 1), date(plan.year, 12, 31)
    frame = frame_on(last)
    inside = {version.territory_id for version in frame.division.inside(plan.territory_id)}
    rows = TerritorialProblem.objects.visible_to(access).filter(
        Q(closed_on__isnull=True) | Q(closed_on__gte=first),
        service=plan.service_id,
        territory__in=inside | {plan.territory_id},
        opened_on__lte=last,
    )
    return rows.exclude(state=ProblemState.DRAFT)


def says(plan: WorkPlan, day: date, access: Access) -> Iterator[Said]:
    """Of every problem of the plan that was open by the day."""
    found: Sequence[TerritorialProblem] = list(
        of_plan(plan, access).for_page().filter(opened_on__lte=day).order_by("opened_on", "pk")
    )
    for told in told_of(found, day, access):
        yield from _sentences(told)
