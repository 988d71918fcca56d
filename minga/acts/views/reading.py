"""One act: what it says, where it waits, what it does to others; and its PDF while a draft."""

from collections.abc import Iterator
from datetime import date
from typing import Any, cast
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from minga.acts.actions.draft import REDONE
from minga.acts.actions.rules import barred
from minga.acts.effects import effects_for
from minga.acts.models import Act, ActRelation
from minga.acts.papers import pdf_of
from minga.acts.permissions import DRAFT, NUMBER, SIGN
from minga.acts.views.common import act_of
from minga.acts.views.steps import steps_of
from minga.core.access import StaffRequest
from minga.core.approvals.deciding import trail_for
from minga.core.approvals.models import Decision
from minga.core.cases import CaseNotFound, about, find_case, kind_named
from minga.core.errors import DomainError
from minga.core.panels import answer, panel_view

MOST = 12
IN_PROCESS = (Act.Status.SIGNED, Act.Status.NUMBERED)
IN_APPROVAL = (Act.Status.DRAFT, Act.Status.SENT)


@require_GET
def act(request: HttpRequest, public_id: str) -> HttpResponse:
    staff = cast(StaffRequest, request)
    found = act_of(staff, public_id)
    access, service = staff.access, found.service_id
    drafts = found.status == Act.Status.DRAFT and access.may(DRAFT, service)
    notices = list(found.notices.select_related("organisation", "person").order_by("pk"))
    case = found.visible_case(access) if found.case_model else None
    relations = list(found.relations.select_related("other").order_by("pk"))
    effects = list(found.effects.order_by("pk"))
    redone = list(found.redrafts.order_by("pk")) if found.status in REDONE else []
    context: dict[str, Any] = {
        "act": found,
        "relations": relations,
        "acted_on": _acted_on(found) if found.number else [],
        "effects": effects,
        "notices": notices,
        "trail": trail_for(staff, found) if found.status in IN_APPROVAL else None,
        "may_edit": drafts,
        "effect_kinds": effects_for(found) if drafts else [],
        "steps": steps_of(found, notices) if access.may(NUMBER, service) else [],
        "pending": found.pending(notices),
        "barred": barred(found, relations, effects, staff.day),
        "goes_on": found.status in (*IN_APPROVAL, *IN_PROCESS),
        "may_redo": found.status in REDONE
        and access.may(DRAFT, service)
        and all(other.status == Act.Status.VOIDED for other in redone),
        "redone": redone,
        "may_close": found.status in IN_PROCESS and access.may(SIGN, service),
        "life": _life(found, notices, staff.day),
        "case_url": found.case_kind.url(case) if case is not None and found.case_kind else "",
    }
    return render(request, "acts/act.html", context)


def _acted_on(found: Act) -> list[tuple[str, ActRelation]]:
    """What others, fully processed, did to it: «rectificada por»."""
    rows = found.acted_on.filter(effective_on__isnull=False).select_related("act")
    return [(ActRelation.PASSIVE[row.kind], row) for row in rows.order_by("effective_on", "pk")]


def _visas(found: Act) -> Iterator[tuple[date, str]]:
    """Who passed each step of the round that ended with the signature."""
    decided = Decision.objects.filter(
        step__submission__subject_model="acts.act",
        step__submission__subject_id=found.pk,
        step__submission__outcome="approved",
    ).select_related("step")
    for decision in decided.order_by("step__position"):
        place = f", en lugar de {decision.substituted}" if decision.substituted else ""
        yield decision.on, f"{decision.step.label}: {decision.actor}, {decision.role}{place}"


def _life(found: Act, notices: list[Any], day: date) -> list[tuple[date, str, int | None]]:
    """Each day of it, what happened, and how many days the step before took."""
    said: list[tuple[date | None, str]] = [
        (found.drafted_on, f"Preparado por {found.drafted_by}, {found.unit}"),
        (found.voided_on, f"Anulado: {found.void_reason}"),
        *(_visas(found) if found.signed_on else ()),
        (found.numbered_on, f"Numerado: {found.name}"),
        (found.review_sent_on, "Enviado a toma de razón"),
        (found.review_on, f"{found.get_review_display()}. {found.review_note}".strip()),
        (found.published_on, f"Publicado en el Diario Oficial, edición {found.edition}"),
    ]
    said += [(row.notified_on, f"Notificado a {row}, {row.get_way_display()}") for row in notices]
    said.append((found.processed_on, "Totalmente tramitado"))
    said.append((found.closed_on, f"Cerrado sin efecto: {found.close_reason}"))
    if found.is_earlier:
        said = [(found.numbered_on, f"{found.name}, registrada del libro en papel")]
    known = [(on, text) for on, text in said if on is not None]
    life: list[tuple[date, str, int | None]] = []
    for on, text in known:
        life.append((on, text, (on - life[-1][0]).days if life else None))
    return life


@panel_view
def of_case(request: StaffRequest, key: str, public_id: str) -> HttpResponse:
    """Panel: the acts about a case, newest first."""
    try:
        case = find_case(key, public_id, request.access)
    except CaseNotFound as error:
        raise Http404 from error
    rows = about(Act.objects.visible_to(request.access), case).select_related("service")
    found = list(rows.order_by("-drafted_on", "-pk")[: MOST + 1])
    kind = kind_named(key)
    may_draft = request.access.may(DRAFT, kind.service_of(case).pk)
    context = {
        "rows": found[:MOST],
        "more": f"{reverse('acts:acts')}?{urlencode({'q': kind.title(case)})}"
        if len(found) > MOST
        else "",
        "new_url": f"{reverse('acts:new')}?caso={key}:{public_id}" if may_draft else "",
    }
    title = f"Actos de {kind.title(case)}"
    return answer(request, "acts/_of_case.html", context, title=title, back=kind.url(case))


@require_GET
def draft_pdf(request: HttpRequest, public_id: str) -> HttpResponse:
    """How it will be printed, with «BORRADOR»; the one with number is in its dossier."""
    staff = cast(StaffRequest, request)
    found = act_of(staff, public_id)
    try:
        content = pdf_of(found, draft_on=staff.day)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("acts:act", public_id)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="resolucion-borrador.pdf"'
    return response
