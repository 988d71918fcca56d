"""Which functions need a second factor to enter, and since when."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from minga.core.access import StaffRequest, needs
from minga.core.errors import DomainError
from minga.people.accounts import actions
from minga.people.accounts.forms import FactorRuleForm
from minga.people.accounts.models import FactorRule
from minga.people.accounts.rules import ruled
from minga.people.actions import MANAGE
from minga.people.roles import Role


@require_GET
@needs(MANAGE)
def factor_rules(request: StaffRequest) -> HttpResponse:
    rows = ruled(request.day)
    context = {
        "rows": rows,
        "required": sum(row.required for row in rows),
        "coming": [
            (rule, Role(rule.role).label)
            for rule in FactorRule.objects.filter(valid_from__gt=request.day).order_by("valid_from")
        ],
    }
    return render(request, "accounts/factor_rules.html", context)


@require_http_methods(["GET", "POST"])
@needs(MANAGE)
def factor_rule(request: StaffRequest, role: str) -> HttpResponse:
    found = next((row for row in ruled(request.day) if row.role.value == role), None)
    if found is None:
        raise Http404
    initial = {"required": "no" if found.required else "si", "valid_from": request.day}
    form = FactorRuleForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        try:
            actions.set_factor_rule(found.role, **form.cleaned_data, by=request.access)
        except DomainError as error:
            form.refuse(error)
        else:
            messages.success(request, f"Regla guardada: {found.role.label}.")
            return redirect("accounts:factor_rules")
    context = {"form": form, "row": found}
    return render(request, "accounts/factor_rule.html", context, status=form.http_status)
