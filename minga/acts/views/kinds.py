"""Kinds of acts of a service and their rules with dates: of who administers."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from minga.acts import actions
from minga.acts.forms import KindForm, RuleForm
from minga.acts.models import ActKind
from minga.acts.permissions import SET_KINDS
from minga.acts.views.common import asked, service_with
from minga.core.access import StaffRequest, needs

form_page = require_http_methods(["GET", "POST"])


@require_GET
def kinds(request: HttpRequest) -> HttpResponse:
    """What each kind needs today, and from which source."""
    access = request.access  # type: ignore[attr-defined]
    day = request.day  # type: ignore[attr-defined]
    found = ActKind.objects.visible_to(access).select_related("service").prefetch_related("rules")
    rows = []
    for kind in found.order_by("service", "name"):
        rules = sorted(kind.rules.all(), key=lambda rule: (rule.valid_from, rule.pk))
        known = [rule for rule in rules if rule.valid_from <= day]
        rows.append((kind, known[-1] if known else None, access.may(SET_KINDS, kind.service_id)))
    context = {"rows": rows, "may_add": access.may(SET_KINDS)}
    return render(request, "acts/kinds.html", context)


@form_page
@needs(SET_KINDS)
def new_kind(request: StaffRequest) -> HttpResponse:
    service = service_with(request, SET_KINDS)
    initial = {"unit_visa": True, "legal_visa": True, "control_visa": True}
    form = KindForm(request.POST or None, initial={**initial, "valid_from": request.day})

    def do() -> object:
        said = dict(form.cleaned_data)
        return actions.add_kind(service, said.pop("name"), **said, by=request.access)

    return asked(
        request, form, do, done="Tipo de acto agregado.", back=reverse("acts:kinds"),
        title="Nuevo tipo de acto", verb="Agregar tipo de acto",
    )  # fmt: skip


@form_page
@needs(SET_KINDS)
def rule(request: StaffRequest, public_id: str) -> HttpResponse:
    """From a day on; what was sent before keeps its steps."""
    kind = get_object_or_404(ActKind.objects.visible_to(request.access), public_id=public_id)
    last = kind.rules.order_by("-valid_from", "-pk").first()
    names = ("series", "unit_visa", "legal_visa", "control_visa", "to_publish", "to_notify")
    initial = {name: getattr(last, name) for name in names} if last else {}
    form = RuleForm(request.POST or None, initial={**initial, "valid_from": request.day})
    return asked(
        request, form,
        lambda: actions.set_rule(kind, **form.cleaned_data, by=request.access),
        done="Regla guardada.", back=reverse("acts:kinds"),
        title=f"Qué necesita «{kind}»", verb="Guardar regla",
    )  # fmt: skip
