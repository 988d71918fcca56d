"""Which list a form speaks of, and who asks."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404

from minga.core.access import StaffRequest
from minga.core.lists.asked import Asked, read_query
from minga.core.lists.spec import Asking, ListSpec, located, spec_of


@dataclass(frozen=True)
class Target:
    """A list at its address, as the form that was sent asks for it."""

    spec: ListSpec
    path: str
    asked: Asked

    @property
    def address(self) -> str:
        """Back to the list as it was."""
        return self.asked.address(self.path)


def asking_of(spec: ListSpec, request: StaffRequest, kwargs: Mapping[str, Any]) -> Asking:
    context = spec.context(request) if spec.context else {}
    return Asking(request.access, request.day, kwargs, context)


def spec_or_404(request: StaffRequest, key: str) -> ListSpec:
    """The list, if the person may open it."""
    spec = spec_of(key)
    if spec is None:
        raise Http404
    if spec.permission and not request.access.may(spec.permission):
        raise PermissionDenied
    return spec


def target(request: StaffRequest, key: str) -> Target:
    """What the hidden fields of the form say: `camino` is the address of the list, `consulta` what
    it was asked."""
    spec = spec_or_404(request, key)
    place = located(spec, request.POST.get("camino", ""))
    if place is None:
        raise Http404
    path, kwargs = place
    asking = asking_of(spec, request, kwargs)
    return Target(spec, path, read_query(spec, asking, request.POST.get("consulta", "")))
