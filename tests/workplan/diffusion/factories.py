"""Diffusion plans and publications as the tests need them, made by actions."""

from datetime import date
from typing import Any

from minga.core.approvals import actions as approvals
from minga.core.approvals.rounds import seen_of
from minga.workplan.diffusion import actions
from minga.workplan.diffusion.actions import Means, Told
from minga.workplan.diffusion.models import (
    DiffusionPlan,
    DiffusionVersion,
    Mechanism,
    MechanismLine,
    Publication,
)
from minga.workplan.models import WorkPlan
from tests.conftest import TODAY, Cast, Somebody
from tests.workplan import factories as plans

WRITTEN, SENT, APPROVED = date(2007, 4, 10), date(2007, 4, 12), date(2007, 4, 20)
MAY, AUGUST, DECEMBER = date(2007, 5, 15), date(2007, 8, 20), date(2007, 12, 7)
LINK = "https://example.cl/cuenta-2007"


def means(cast: Cast, **more: Any) -> Means:
    """The public account, of Ana's service, in May and December."""
    given = {
        "name": "Cuenta pública",
        "audience": "users",
        "kind": "public_account",
        "responsible": cast.serviu,
        "tells": "Lo logrado en cada comuna",
        "planned": (MAY, DECEMBER),
    } | more
    return Means(**given)


def for_staff(cast: Cast, **more: Any) -> Means:
    given = {
        "name": "Página compartida",
        "audience": "staff",
        "kind": "staff_page",
        "frequency": "continuous",
        "planned": (),
    }
    return means(cast, **given | more)


def draft(cast: Cast, plan: WorkPlan | None = None, *wanted: Means) -> DiffusionVersion:
    """Ana's, of two mechanisms."""
    by = cast.ana.on(WRITTEN)
    diffusion = actions.begin_diffusion(plan or plans.approved(cast), by=by, on=WRITTEN)
    version = diffusion.versions.get()
    for item in wanted or (means(cast), for_staff(cast)):
        actions.add_mechanism(version, item, by=by, on=WRITTEN)
    return read(version)


def approved(cast: Cast, plan: WorkPlan | None = None, *wanted: Means) -> DiffusionPlan:
    """Approved by Diana on 20 April."""
    version = send(cast, draft(cast, plan, *wanted), on=SENT)
    sign(cast, version, on=APPROVED)
    return DiffusionPlan.objects.for_page().get(pk=version.diffusion_id)


def send(cast: Cast, version: DiffusionVersion, *, on: date = SENT) -> DiffusionVersion:
    return approvals.begin(version, by=cast.ana.on(on), on=on)


def sign(cast: Cast, version: DiffusionVersion, *, on: date = APPROVED) -> DiffusionVersion:
    return approvals.pass_step(version, seen=seen_of(version), by=cast.diana.on(on), on=on)


def read(version: DiffusionVersion) -> DiffusionVersion:
    return DiffusionVersion.objects.get(pk=version.pk)


def in_force(diffusion: DiffusionPlan) -> DiffusionVersion:
    return diffusion.versions.get(status="in_force")


def mechanisms(diffusion: DiffusionPlan) -> list[Mechanism]:
    return list(in_force(diffusion).mechanisms.for_page().order_by("number"))


def line(diffusion: DiffusionPlan, position: int = 0) -> MechanismLine:
    return mechanisms(diffusion)[position].line


def told(cast: Cast, **more: Any) -> Told:
    given = {
        "title": "Cuenta pública 2007",
        "day": MAY,
        "territory": cast.region,
        "told": "Se contó lo hecho en la región.",
        "link": LINK,
    } | more
    return Told(**given)


def prepared(
    cast: Cast, diffusion: DiffusionPlan, *, position: int = 0, on: date = TODAY, **more: Any
) -> Publication:
    at = line(diffusion, position)
    return actions.prepare_publication(at, told(cast, **more), by=cast.ana.on(on), on=on)


def sent(cast: Cast, publication: Publication, *, on: date = TODAY) -> Publication:
    return approvals.begin(publication, by=cast.ana.on(on), on=on)


def accept(
    cast: Cast, publication: Publication, *, who: Somebody | None = None, on: date = TODAY
) -> Publication:
    by = (who or cast.diana).on(on)
    approvals.pass_step(publication, seen=seen_of(publication), by=by, on=on)
    return again(publication)


def published(
    cast: Cast, diffusion: DiffusionPlan, *, on: date = TODAY, **more: Any
) -> Publication:
    return accept(cast, sent(cast, prepared(cast, diffusion, on=on, **more), on=on), on=on)


def corrected(cast: Cast, publication: Publication, **more: Any) -> Publication:
    """A correction, in preparation."""
    said = told(cast, **{"title": "Cuenta pública 2007, corregida"} | more)
    return actions.correct_publication(
        publication, said, correction="Decía 12 obras y eran 10.", by=cast.ana.access
    )


def again(publication: Publication) -> Publication:
    return Publication.objects.for_page().get(pk=publication.pk)
