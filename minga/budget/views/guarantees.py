"""One guarantee: what it says, what can be done with it; registering one; those of a case."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from minga.acts.letters.permissions import PREPARE
from minga.acts.wording.models import ModelText
from minga.budget import actions, cases, expiry
from minga.budget.forms import GuaranteeForm, LeavingForm, RenewalForm, VoidForm
from minga.budget.holds import reasons_to_keep
from minga.budget.models import Guarantee
from minga.budget.permissions import KEEP, READ
from minga.core.access import StaffRequest, needs
from minga.core.cases import CaseNotFound, find_case, kind_named
from minga.core.errors import DomainError
from minga.core.forms import MingaForm
from minga.core.http import post_only
from minga.core.lists.screen import Screen
from minga.core.panels import answer, panel_view
from minga.people.models import Organisation

form_page = require_http_methods(["GET", "POST"])


def more_of_list(request: StaffRequest, screen: Screen) -> dict[str, Any]:
    return {"may_keep": request.access.may(KEEP)}


def _seen(request: StaffRequest, public_id: str) -> Guarantee:
    """404 for what is of others."""
    visible = Guarantee.objects.visible_to(request.access).for_page()
    related = visible.select_related("renews", "renewed_by")
    return get_object_or_404(related, public_id=public_id)


@require_GET
@needs(READ)
def guarantee(request: StaffRequest, public_id: str) -> HttpResponse:
    return _page(request, _seen(request, public_id))


def _page(request: StaffRequest, found: Guarantee, **refused: MingaForm) -> HttpResponse:
    """`refused`: the one form that comes back as typed."""
    may_keep = request.access.may(KEEP, found.service_id) and found.is_kept
    form = next(iter(refused.values()), None)
    days = expiry.days_of(found.service_id, request.day)
    context = {
        "guarantee": found,
        "behind": cases.behind([found.dossier_id], request.access).get(found.dossier_id),
        "left": expiry.left(found, request.day),
        "tone": expiry.tone(found, request.day, days),
        "days": days,
        "may_keep": may_keep,
        "reasons": reasons_to_keep(found, request.day) if may_keep else [],
        "forms": _forms(request) | refused if may_keep else refused,
        "form": form,
        "letters": _letters(request, found),
    }
    return render(
        request, "budget/guarantee.html", context, status=form.http_status if form else 200
    )


def _forms(request: StaffRequest) -> dict[str, MingaForm]:
    today = {"ended_on": request.day}
    return {
        "give_back": LeavingForm(initial=today, auto_id="devolver_%s"),
        "cash": LeavingForm(initial=today, auto_id="cobrar_%s"),
        "void": VoidForm(auto_id="anular_%s"),
    }


def _letters(request: StaffRequest, found: Guarantee) -> list[tuple[str, str]]:
    """A letter about it, begun from each model text of the service for guarantees, or empty."""
    if not found.is_kept or not request.access.may(PREPARE, found.service_id):
        return []
    new = f"{reverse('letters:new')}?caso={cases.KEY}:{found.public_id}"
    texts = ModelText.objects.filter(service=found.service_id, kind="letter", case_key=cases.KEY)
    ruling = texts.in_force_on(request.day).order_by("title")
    return [
        *((text.title, f"{new}&texto={text.public_id}") for text in ruling),
        ("Oficio en blanco", new),
    ]


@dataclass(frozen=True)
class About:
    """What a guarantee that is being registered answers for: a case of any area, or nothing."""

    case: Any = None
    label: str = ""
    url: str = ""

    @property
    def dossier(self) -> Any:
        return cases.dossier_of(self.case) if self.case is not None else None


def about_of(request: StaffRequest) -> About:
    """`?caso=clave:identificador`."""
    key, _, public_id = request.GET.get("caso", "").partition(":")
    if not key:
        return About()
    try:
        case, kind = find_case(key, public_id, request.access), kind_named(key)
    except CaseNotFound as error:
        raise Http404 from error
    return About(case, kind.title(case), kind.url(case))


def _service(request: StaffRequest, about: About) -> Organisation:
    """Of the case; else where the person keeps guarantees."""
    if about.dossier is not None:
        service: Organisation = about.dossier.service
        return service
    kept = [
        g.institution_id
        for g in request.access.grants
        if request.access.may(KEEP, g.institution_id)
    ]
    if not kept:
        raise Http404
    return Organisation.objects.get(pk=kept[0])


@form_page
@needs(KEEP)
def receive(request: StaffRequest) -> HttpResponse:
    about = about_of(request)
    service = _service(request, about)
    data = request.POST if request.method == "POST" else None
    form = GuaranteeForm(data, initial={"received_on": request.day})
    if form.is_bound and form.is_valid():
        try:
            made = actions.receive_guarantee(
                service, form.given, dossier=about.dossier, by=request.access
            )
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, "Garantía registrada en custodia.")
            return redirect("budget:guarantee", made.public_id)
    context = {"form": form, "about": about, "service": service}
    return render(request, "budget/receive.html", context, status=form.http_status)


@form_page
@needs(KEEP)
def renew(request: StaffRequest, public_id: str) -> HttpResponse:
    """The paper that takes its place."""
    old = _seen(request, public_id)
    data = request.POST if request.method == "POST" else None
    form = RenewalForm.begun(old, data)
    if form.is_bound and form.is_valid():
        try:
            made = actions.renew_guarantee(
                old, form.given, document=form.cleaned_data["document"], by=request.access
            )
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, "Renovación registrada: rige la garantía nueva.")
            return redirect("budget:guarantee", made.public_id)
    context = {"form": form, "guarantee": old, "left": expiry.left(old, request.day)}
    return render(request, "budget/renew.html", context, status=form.http_status)


def _done(
    request: StaffRequest,
    found: Guarantee,
    name: str,
    form: MingaForm,
    act: Callable[..., object],
    said: str,
) -> HttpResponse:
    """The action, and back to the guarantee; else its page with the form as typed."""
    if form.is_valid():
        try:
            act(found, **form.cleaned_data, by=request.access)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, said)
            return redirect("budget:guarantee", found.public_id)
    return _page(request, found, **{name: form})


@post_only
@needs(KEEP)
def give_back(request: StaffRequest, public_id: str) -> HttpResponse:
    form = LeavingForm(request.POST, auto_id="devolver_%s")
    found = _seen(request, public_id)
    return _done(request, found, "give_back", form, actions.return_guarantee, "Garantía devuelta.")


@post_only
@needs(KEEP)
def cash(request: StaffRequest, public_id: str) -> HttpResponse:
    form = LeavingForm(request.POST, auto_id="cobrar_%s")
    found = _seen(request, public_id)
    return _done(request, found, "cash", form, actions.cash_guarantee, "Cobro registrado.")


@post_only
@needs(KEEP)
def void(request: StaffRequest, public_id: str) -> HttpResponse:
    form = VoidForm(request.POST, auto_id="anular_%s")
    found = _seen(request, public_id)
    return _done(request, found, "void", form, actions.void_guarantee, "Registro anulado.")


@panel_view
@needs(READ)
def of_case(request: StaffRequest, key: str, public_id: str) -> HttpResponse:
    """Panel: the guarantees of the dossier of a case."""
    try:
        case, kind = find_case(key, public_id, request.access), kind_named(key)
    except CaseNotFound as error:
        raise Http404 from error
    dossier, day = cases.dossier_of(case), request.day
    found = Guarantee.objects.visible_to(request.access).filter(dossier=dossier).for_page()
    rows = list(found.order_by("state", "valid_until")) if dossier is not None else []
    days = {service: expiry.days_of(service, day) for service in {row.service_id for row in rows}}
    new = f"{reverse('budget:receive')}?caso={key}:{public_id}"
    may_keep = dossier is not None and request.access.may(KEEP, dossier.service_id)
    context = {
        "rows": [
            (row, expiry.left(row, day), expiry.tone(row, day, days[row.service_id]))
            for row in rows
        ],
        "new_url": new if may_keep else "",
    }
    title = f"Garantías de {kind.title(case)}"
    return answer(request, "budget/_of_case.html", context, title=title, back=kind.url(case))
