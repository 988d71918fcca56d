"""Preparing a problem: its text, its figures, the services that meet; and the head's decisions."""

from dataclasses import dataclass
from datetime import date

from minga.commitments.actions.common import lets_read, require_existing
from minga.core.access import Access
from minga.core.actions import action, current_act
from minga.core.errors import DomainError, NotAllowed, StaleForm
from minga.core.versions import prepared_by, preparers_of
from minga.documents.models import Dossier, DossierReader
from minga.people.models import Organisation
from minga.territory.frames import frame_on
from minga.territory.models import Territory
from minga.workplan.problems import errors
from minga.workplan.problems.actions.common import live, locked, require, text_of, unfinished
from minga.workplan.problems.models import (
    Attendance,
    Gap,
    GapState,
    MeetingState,
    ProblemFigure,
    ProblemService,
    ProblemState,
    TerritorialProblem,
)
from minga.workplan.problems.permissions import DECIDE, PREPARE

# Nobody knows a problem of today from before: a day like this was mistyped.
LONG_AGO = date(1900, 1, 1)


@dataclass(frozen=True)
class Statement:
    """What a person writes of a problem. `point`: whole degrees, longitude and latitude."""

    title: str
    statement: str
    territory: Territory
    since: date
    point: tuple[int, int] | None = None


@dataclass(frozen=True)
class Brings:
    """With what a service can help: products, legal powers, resources."""

    products: str = ""
    faculties: str = ""
    resources: str = ""


@action("problems.prepared", says="comenzó a preparar el problema «{title}»")
def prepare_problem(
    service: Organisation, said: Statement, *, by: Access, on: date | None = None
) -> TerritorialProblem:
    """Of the service that will convene the others; it awaits the head who opens it."""
    assert on is not None
    require(by, PREPARE, service.pk)
    if by.actor_id is None:
        raise NotAllowed("Un problema lo prepara una persona.")
    dossier = Dossier(service=service, territory=said.territory)
    dossier.save()
    problem = TerritorialProblem(service=service, dossier=dossier, prepared_by_id=by.actor_id)
    _write(problem, said, on)
    prepared_by(problem, by)
    current_act().about(problem, title=problem.title)
    return problem


@action("problems.changed", says="cambió el texto del problema «{title}»")
def change_problem(
    problem: TerritorialProblem,
    said: Statement,
    *,
    seen: int | None = None,
    by: Access,
    on: date | None = None,
) -> TerritorialProblem:
    assert on is not None
    problem = unfinished(problem, by)
    if seen is not None and seen != problem.revision:
        raise StaleForm(_last_writer(problem), {"Enunciado": (problem.statement, said.statement)})
    if problem.state != ProblemState.DRAFT:
        _require_same(problem, said)
    problem.revision += 1
    _write(problem, said, on)
    prepared_by(problem, by)
    current_act().about(problem, title=problem.title)
    return problem


def _require_same(problem: TerritorialProblem, said: Statement) -> None:
    """The head opened what they read: then only its point on the map changes."""
    if said.territory != problem.territory:
        raise errors.FieldMissing("territory", "Un problema abierto no cambia de territorio.")
    for field in ("title", "statement", "since"):
        new = getattr(said, field)
        if (new.strip() if isinstance(new, str) else new) != getattr(problem, field):
            raise errors.OpenedAsItReads(field)


def _wrote(problem: TerritorialProblem, by: Access) -> None:
    """Whoever has it open, and may be deciding on it, did not read this."""
    problem.revision += 1
    problem.save()
    prepared_by(problem, by)


def _last_writer(problem: TerritorialProblem) -> str:
    found = TerritorialProblem.objects.select_related("event").get(pk=problem.pk)
    return str(found.event.actor)


def _write(problem: TerritorialProblem, said: Statement, on: date) -> None:
    problem.title = text_of(said.title, "title", "Escriba el título del problema.")
    problem.statement = text_of(said.statement, "statement", "Escriba cuál es el problema.")
    if said.since > on:
        raise errors.KnownInTheFuture
    if said.since < LONG_AGO:
        raise errors.DueBefore("since", LONG_AGO)
    if said.territory.pk not in frame_on(on).versions:
        raise errors.NoSuchPlace(on)
    problem.territory, problem.since = said.territory, said.since
    problem.longitude, problem.latitude = said.point or (None, None)
    problem.save()


@action("problems.figure_added", says="agregó la cifra «{name}»")
def add_figure(
    problem: TerritorialProblem,
    *,
    name: str,
    value: int,
    places: int,
    unit: str,
    dated_on: date,
    source: str,
    by: Access,
    on: date | None = None,
) -> ProblemFigure:
    """A later one of the same name takes the place of the one before."""
    assert on is not None
    problem = unfinished(problem, by)
    if dated_on > on:
        raise errors.DatedInTheFuture
    figure = ProblemFigure(
        problem=problem,
        name=text_of(name, "name", "Escriba qué se midió."),
        value=value,
        places=places,
        unit=text_of(unit, "unit", "Escriba la unidad."),
        dated_on=dated_on,
        source=text_of(source, "source", "Escriba de dónde viene la cifra."),
    )
    if problem.figures.filter(name=figure.name, dated_on=dated_on).exists():
        raise errors.FieldMissing("name", "Esa cifra ya está registrada con esa fecha.")
    figure.save()
    _wrote(problem, by)
    current_act().about(problem, name=figure.name)
    return figure


class BringsNothing(DomainError):
    code = "problems.brings_nothing"
    field = "products"

    def __init__(self) -> None:
        super().__init__("Escriba al menos un producto, una facultad o un recurso.")


@action("problems.service_joined", says="agregó a {name} al problema")
def join_service(
    problem: TerritorialProblem,
    organisation: Organisation,
    brings: Brings,
    *,
    by: Access,
    on: date | None = None,
) -> ProblemService:
    """From now on it also reads the problem and its documents."""
    assert on is not None
    problem = unfinished(problem, by)
    organisation = Organisation.objects.select_related("successor").get(pk=organisation.pk)
    require_existing(organisation, on)
    if problem.services.standing().filter(organisation=organisation).exists():
        raise errors.JoinedAlready(organisation.short_name)
    party = ProblemService(problem=problem, organisation=organisation, joined_on=on)
    _describe(party, brings)
    lets_read(problem.dossier, organisation)
    waiting = problem.meetings.filter(state=MeetingState.CONVENED).first()
    if waiting is not None:
        Attendance(meeting=waiting, party=party).save()
        waiting.revision += 1
        waiting.save()
    _wrote(problem, by)
    current_act().about(problem, name=organisation.short_name)
    return party


def _describe(party: ProblemService, brings: Brings) -> None:
    party.products, party.faculties = brings.products.strip(), brings.faculties.strip()
    party.resources = brings.resources.strip()
    if not (party.products or party.faculties or party.resources):
        raise BringsNothing
    party.save()


@action("problems.service_described", says="cambió lo que aporta {name}")
def describe_service(
    party: ProblemService,
    brings: Brings,
    *,
    seen: int | None = None,
    by: Access,
    on: date | None = None,
) -> ProblemService:
    problem = unfinished(party.problem, by)
    party = ProblemService.objects.for_page().get(pk=party.pk)
    if party.left_on:
        raise errors.NotOfIt
    if seen is not None and seen != party.revision:
        raise errors.ChangedMeanwhile("lo que aporta este servicio")
    party.revision += 1
    _describe(party, brings)
    _wrote(problem, by)
    current_act().about(problem, name=party.organisation.short_name)
    return party


@action("problems.service_left", says="registró la salida de {name}")
def leave_service(
    party: ProblemService, *, reason: str, by: Access, on: date | None = None
) -> ProblemService:
    """What it signed and fulfilled stays; nothing of it may be open."""
    problem = unfinished(party.problem, by)
    party = ProblemService.objects.for_page().get(pk=party.pk)
    if party.left_on:
        raise errors.NotOfIt
    name = party.organisation.short_name
    owes = party.promises.filter(commitment__state__in=("pending", "reported")).exists()
    if owes or problem.gaps.open().filter(responsible=party.organisation_id).exists():
        raise errors.StillAnswers(name)
    party.left_because = text_of(reason, "reason", "Escriba por qué sale.")
    party.left_on = on
    party.save()
    _stops_reading(problem, party.organisation)
    _wrote(problem, by)
    current_act().about(problem, name=name, reason=party.left_because)
    return party


def _stops_reading(problem: TerritorialProblem, organisation: Organisation) -> None:
    """Its institution, when no other part of it stays."""
    reader = organisation.institution_pk
    standing = problem.services.standing().select_related("organisation")
    if all(party.organisation.institution_pk != reader for party in standing):
        found = DossierReader.objects.filter(dossier=problem.dossier, organisation=reader)
        for row in found:
            row.delete()


@action("problems.opened", says="abrió el problema «{title}»")
def open_problem(
    problem: TerritorialProblem,
    *,
    seen: int | None = None,
    by: Access,
    on: date | None = None,
) -> TerritorialProblem:
    """By the head of the service, who did not write in it. `seen`: the revision that they read."""
    problem = locked(problem)
    require(by, DECIDE, problem.service_id)
    if problem.state != ProblemState.DRAFT:
        raise errors.NotADraft
    if seen is not None and seen != problem.revision:
        raise errors.ChangedMeanwhile("este problema")
    _require_other(problem, by)
    if problem.services.standing().count() < 2:
        raise errors.AloneWithIt
    problem.state, problem.opened_on, problem.opened_by_id = ProblemState.OPEN, on, by.actor_id
    problem.save()
    current_act().about(problem, title=problem.title)
    return problem


def _require_other(problem: TerritorialProblem, by: Access) -> None:
    if by.actor_id is None or preparers_of(problem).filter(actor_id=by.actor_id).exists():
        raise errors.PreparedIt


@action("problems.closed", says="cerró el problema «{title}»: {state}")
def close_problem(
    problem: TerritorialProblem, *, solved: bool, reason: str, by: Access, on: date | None = None
) -> TerritorialProblem:
    """Solved, with nothing open; or left, and its gaps with it."""
    assert on is not None
    problem = locked(problem) if not solved else live(problem, by, DECIDE)
    require(by, DECIDE, problem.service_id)
    if problem.is_closed:
        raise errors.AlreadyClosed
    _require_other(problem, by)
    because = text_of(reason, "reason", "Escriba el motivo.")
    waiting = problem.meetings.open().first()
    if waiting is not None:
        raise errors.OneIsOpen(waiting.day)
    _settle(problem, because, on, solved=solved)
    problem.state = ProblemState.SOLVED if solved else ProblemState.LEFT
    problem.closed_on, problem.closed_by_id, problem.closed_because = on, by.actor_id, because
    problem.save()
    current_act().about(
        problem, title=problem.title, state=problem.get_state_display(), reason=because
    )
    return problem


def _settle(problem: TerritorialProblem, because: str, on: date, *, solved: bool) -> None:
    gaps: list[Gap] = list(problem.gaps.open())
    promised = problem.promises.filter(commitment__state__in=("pending", "reported")).count()
    if solved and (gaps or promised):
        raise errors.GapsOpen(len(gaps), promised)
    for gap in gaps:
        gap.state, gap.closed_on, gap.how = GapState.LEFT, on, because[:600]
        gap.save()
