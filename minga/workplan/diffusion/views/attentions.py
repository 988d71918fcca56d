"""Attentions by channel of a service and a year, without personal data."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import slugify
from django.views.decorators.http import require_GET

from minga.core.access import StaffRequest, needs
from minga.core.indicators.figures import decimal
from minga.core.reports import FORMATS
from minga.people.citizens.models import Attention, Channel
from minga.people.citizens.permissions import SEE_ATTENTIONS
from minga.people.models import Organisation
from minga.territory.frames import frame_on
from minga.workplan.diffusion import exports_attentions
from minga.workplan.diffusion.attending import Line, Told, told_of
from minga.workplan.diffusion.forms import YearForm

INDICATOR = "atenciones-respondidas-en-plazo"


@dataclass(frozen=True)
class Shown:
    """A line with where its attentions are listed."""

    line: Line
    url: str = ""
    overdue_url: str = ""

    @property
    def days(self) -> str:
        return decimal(self.line.days) if self.line.days is not None else "–"


@require_GET
@needs(SEE_ATTENTIONS)
def by_channel(request: StaffRequest) -> HttpResponse:
    told, services = _told(request)
    context: dict[str, Any] = {
        "told": told,
        "services": services if len(services) > 1 else [],
        "total": Shown(told.total),
        "channels": [_shown(line, told, channel=line.key) for line in told.channels],
        "subjects": [_shown(line, told, subject=line.label) for line in told.subjects],
        "places": [Shown(line) for line in told.places],
        "overdue_url": _list(told, overdue="si"),
        "years": (told.year - 1, told.year + 1 if told.year < request.day.year else None),
        "formats": FORMATS,
        "indicator_url": reverse("indicators:indicator", args=[INDICATOR]),
        "place": frame_on(request.day).name_of(told.service.territory_id)
        if told.service.territory_id
        else "",
    }
    return render(request, "diffusion/attentions.html", context)


@require_GET
@needs(SEE_ATTENTIONS)
def report(request: StaffRequest, fmt: str) -> HttpResponse:
    if fmt not in FORMATS:
        raise Http404
    told, _ = _told(request)
    written = exports_attentions.by_channel(told, chain=request.chain)
    response = HttpResponse(FORMATS[fmt].write(written), content_type=FORMATS[fmt].content_type)
    name = f"atenciones-{told.service.key}-{told.year}.{fmt}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _told(request: StaffRequest) -> tuple[Told, list[Organisation]]:
    """`?servicio=` among those whose attentions one sees, `?ano=` of the year."""
    services = _services(request)
    asked = request.GET.get("servicio")
    chosen = next((s for s in services if asked in (None, s.key)), None)
    if chosen is None:
        raise Http404
    form = YearForm(request.GET)
    year = (form.cleaned_data["ano"] if form.is_valid() else None) or request.day.year
    return told_of(chosen, year, request.day, request.access), services


def _services(request: StaffRequest) -> list[Organisation]:
    """One's own first; who reads all, those that attended somebody."""
    access = request.access
    own = [pk for pk in access.institutions if access.may(SEE_ATTENTIONS, pk)]
    with_some = Attention.objects.visible_to(access).values("service")
    found = Organisation.objects.filter(Q(pk__in=own) | Q(pk__in=with_some))
    services = list(found.select_related("party").order_by("name"))
    return sorted(services, key=lambda service: service.pk not in own)


def _shown(line: Line, told: Told, **asked: str) -> Shown:
    return Shown(line, _list(told, **asked), _list(told, overdue="si", **asked))


def _list(told: Told, *, channel: str = "", subject: str = "", overdue: str = "") -> str:
    """The list that already exists, narrowed to those; what was voided is not counted."""
    standing = [one.label for one in Attention.State if one != Attention.State.VOIDED]
    query: dict[str, Any] = {
        "servicio_es": slugify(told.service.short_name),
        "estado_es": [] if overdue else [slugify(label) for label in standing],
        "canal_es": slugify(Channel(channel).label) if channel else "",
        "materia_es": slugify(subject),
        "vencida": overdue,
        "fecha_es_desde": date(told.year, 1, 1).isoformat(),
        "fecha_es_hasta": date(told.year, 12, 31).isoformat(),
    }
    asked = {name: value for name, value in query.items() if value}
    return f"{reverse('citizens:attentions')}?{urlencode(asked, doseq=True)}"
