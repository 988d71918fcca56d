"""Telling what was published, and correcting it; approving it is the flow's."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.files.uploadedfile import UploadedFile
from django.db.models import Min

from minga.core.access import Access
from minga.core.actions import action
from minga.core.acts import current_act
from minga.core.approvals.rounds import was_sent
from minga.core.errors import DomainError, StaleForm
from minga.core.indicators.actions import NotMeasuredYet, keep_figure
from minga.core.indicators.registry import Indicator
from minga.core.looking import Looking
from minga.core.versions import prepared_by
from minga.documents.actions import file_document
from minga.territory.frames import frame_on
from minga.territory.models import Territory
from minga.workplan.actions.locks import lock_open
from minga.workplan.diffusion import errors
from minga.workplan.diffusion.actions.locks import lock_diffusion, require
from minga.workplan.diffusion.models import (
    DiffusionPlan,
    Mechanism,
    MechanismLine,
    Publication,
    PublicationFigure,
)
from minga.workplan.diffusion.permissions import WRITE

ONLY_OFFICERS = "Solo quien prepara publicaciones en este servicio las registra."


@dataclass(frozen=True)
class Told:
    """What a person writes of a publication. `indicators`: those whose figure of that day is kept
    with it; `file`: the document, where there is no link."""

    title: str
    day: date
    territory: Territory
    told: str
    link: str = ""
    file: UploadedFile | None = None
    indicators: Sequence[Indicator] = ()


class FigureNotMeasured(DomainError):
    code = "diffusion.figure_not_measured"
    field = "indicators"


@action("diffusion.prepared", says="preparó la publicación «{title}»")
def prepare_publication(
    line: MechanismLine, told: Told, *, by: Access, on: date | None = None
) -> Publication:
    """As a draft, by a mechanism of the plan in force, with its figures."""
    assert on is not None
    diffusion, mechanism = _mechanism(line, by)
    lock_open(diffusion.plan_id)
    return _begin(diffusion, mechanism, told, by=by, on=on)


@action("diffusion.correction_prepared", says="preparó la corrección de «{title}»")
def correct_publication(
    publication: Publication, told: Told, *, correction: str, by: Access, on: date | None = None
) -> Publication:
    """Another publication that takes the place of one that is published, and says what was
    wrong."""
    assert on is not None
    diffusion, mechanism = _mechanism(publication.line, by)
    old = Publication.objects.select_related("corrected_by").get(pk=publication.pk)
    if old.state != Publication.State.PUBLISHED:
        raise errors.NotPublishedYet
    other: Publication | None = getattr(old, "corrected_by", None)
    if other:
        raise errors.CorrectedAlready(other.title)
    if not correction.strip():
        raise errors.CorrectionMissing
    return _begin(diffusion, mechanism, told, by=by, on=on, corrects=old, correction=correction)


def _mechanism(line: MechanismLine, by: Access) -> tuple[DiffusionPlan, Mechanism]:
    """The locked plan, and what its version in force says of the line."""
    diffusion = lock_diffusion(line.diffusion_id)
    require(by, WRITE, diffusion.plan.service_id, ONLY_OFFICERS)
    mechanism = Mechanism.objects.in_force().filter(line=line).first()
    if mechanism is None:
        raise errors.NotInForce
    return diffusion, mechanism


def _begin(
    diffusion: DiffusionPlan,
    mechanism: Mechanism,
    told: Told,
    *,
    by: Access,
    on: date,
    corrects: Publication | None = None,
    correction: str = "",
) -> Publication:
    _judge(diffusion, told, on)
    publication = Publication(
        line_id=mechanism.line_id,
        kind=mechanism.kind,
        audience=mechanism.audience,
        prepared_by_id=by.actor_id,
        prepared_on=on,
        corrects=corrects,
        correction=correction.strip(),
    )
    if corrects and not told.file:
        publication.document = corrects.document
    _write(publication, diffusion, told, by=by, on=on)
    publication.save()
    _keep_figures(publication, told, by=by, on=on)
    prepared_by(publication, by)
    current_act().about(
        publication, reason=correction.strip(), title=(corrects or publication).title
    )
    return publication


def _write(
    publication: Publication, diffusion: DiffusionPlan, told: Told, *, by: Access, on: date
) -> None:
    publication.title, publication.told = told.title.strip(), told.told.strip()
    publication.on, publication.territory = told.day, told.territory
    publication.link = told.link.strip()
    if told.file:
        publication.document = file_document(
            diffusion.plan.dossier, told.file, title=publication.title, dated_on=told.day,
            by=by, on=on,
        )  # fmt: skip


@action("diffusion.changed", says="cambió la publicación «{title}»")
def change_publication(
    publication: Publication, told: Told, *, revision: int, by: Access, on: date | None = None
) -> Publication:
    """While it is prepared; its figures are kept anew, as of its day."""
    assert on is not None
    diffusion, publication = _in_preparation(publication, by)
    if publication.revision != revision:
        raise StaleForm(publication.event.actor, differences(publication, told))
    _judge(diffusion, told, on)
    for figure in publication.figures.all():
        figure.delete()
    _write(publication, diffusion, told, by=by, on=on)
    publication.revision += 1
    publication.prepared_on = on
    publication.save()
    _keep_figures(publication, told, by=by, on=on)
    prepared_by(publication, by)
    current_act().about(publication, title=publication.title)
    return publication


@action("diffusion.discarded", says="descartó la publicación «{title}»")
def discard_publication(publication: Publication, *, by: Access, on: date | None = None) -> None:
    """One never sent. Its document stays in the dossier."""
    diffusion, publication = _in_preparation(publication, by)
    if was_sent(publication):
        raise errors.WasSent
    for figure in publication.figures.all():
        figure.delete()
    title = publication.title
    publication.delete()
    current_act().about(diffusion, title=title)


def _in_preparation(publication: Publication, by: Access) -> tuple[DiffusionPlan, Publication]:
    diffusion = lock_diffusion(publication.line.diffusion_id)
    require(by, WRITE, diffusion.plan.service_id, ONLY_OFFICERS)
    found = Publication.objects.for_page().select_related("event").get(pk=publication.pk)
    if not found.is_draft:
        raise errors.NotInPreparation(found.get_state_display())
    return diffusion, found


def _judge(diffusion: DiffusionPlan, told: Told, on: date) -> None:
    if told.day > on:
        raise errors.PublishedInFuture(told.day, on)
    since = diffusion.versions.aggregate(since=Min("approved_on"))["since"]
    if told.day < since:
        raise errors.BeforeThePlan(since)
    if told.link and not told.link.strip().startswith(("http://", "https://")):
        raise errors.LinkIsNotOfTheWeb
    if diffusion.plan.territory_id not in frame_on(told.day).containing(told.territory.pk):
        raise errors.OutsideThePlan


def _keep_figures(publication: Publication, told: Told, *, by: Access, on: date) -> None:
    """What each indicator said on the day of the publication, in its place."""
    looking = _looking(told)
    for indicator in told.indicators:
        reason = f"Publicación «{publication.title}»"
        try:
            kept = keep_figure(indicator, looking, day=told.day, reason=reason, by=by, on=on)
        except NotMeasuredYet as error:
            raise FigureNotMeasured(str(error)) from error
        PublicationFigure(publication=publication, snapshot=kept).save()


def _looking(told: Told) -> Looking:
    frame = frame_on(told.day)
    place = told.territory
    return Looking(
        year=told.day.year,
        frame=told.day,
        place=place.public_id,
        place_id=place.pk,
        place_label=frame.name_of(place.pk),
    )


def differences(old: Publication, new: Told) -> dict[str, tuple[str, str]]:
    """Label → (stored, typed), of what differs."""
    pairs = {
        "Título": (old.title, new.title),
        "Fecha": (f"{old.on:%d-%m-%Y}", f"{new.day:%d-%m-%Y}"),
        "Qué se informó": (old.told, new.told),
        "Enlace": (old.link, new.link),
    }
    return {label: pair for label, pair in pairs.items() if pair[0] != pair[1]}
