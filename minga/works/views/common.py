"""What every page here asks: the project that the person may see, and a step with its form."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from minga.commitments.views.common import tried
from minga.core.access import StaffRequest
from minga.core.errors import NotAllowed
from minga.core.forms import MingaForm
from minga.works.actions.common import ONLY
from minga.works.models import Project
from minga.works.permissions import FORMULATE


def project_of(request: StaffRequest, public_id: str, permission: str = "") -> Project:
    """With a permission, of its own service: whoever else sees it reads it."""
    found = Project.objects.visible_to(request.access).for_page()
    row: Project = get_object_or_404(found, public_id=public_id)
    if permission and not request.access.may(permission, row.service_id):
        raise NotAllowed(ONLY[permission])
    return row


def project_url(project: Project, at: str = "") -> str:
    return reverse("works:project", args=[project.public_id]) + at


@dataclass(frozen=True)
class Step:
    """A page with one form: its title, its verb, what is said when it is done, where it leads."""

    title: str
    verb: str
    done: str
    back: str
    note: str = ""
    draws: bool = False


def step_page(
    request: StaffRequest,
    step: Step,
    form: MingaForm,
    act: Callable[[dict[str, Any]], Any],
    *,
    template: str = "works/step.html",
    project: Project | None = None,
    **more: Any,
) -> HttpResponse:
    """Its form; done, the page that it came from; refused, the form again with what was typed.
    With a project, somebody who was slower than another sees what is there now."""
    if request.method == "POST" and form.is_valid() and tried(form, lambda: act(form.cleaned_data)):
        messages.success(request, step.done)
        return redirect(step.back)
    if project is not None and form.refused_with == 409:
        form.put(seen=Project.objects.get(pk=project.pk).revision)
    context = {"form": form, "step": step, "project": project, **more}
    return render(request, template, context, status=form.http_status)


def may_formulate(request: StaffRequest, project: Project) -> bool:
    return project.is_active and request.access.may(FORMULATE, project.service_id)
