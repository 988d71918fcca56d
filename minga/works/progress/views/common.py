"""The month and the project of an address, and which services a person acts in."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from minga.core.access import Access, StaffRequest
from minga.core.months import Month
from minga.people.models import Organisation
from minga.works.models import Project

EARLIEST = Month(1990, 1)


def month_of(text: str) -> Month:
    try:
        month = Month.parse(text)
    except ValueError as error:
        raise Http404 from error
    if not EARLIEST <= month <= Month(2199, 12):
        raise Http404
    return month


def asked_month(request: StaffRequest, name: str = "mes") -> Month:
    """Of the address; else the last one that is over."""
    try:
        return month_of(request.GET.get(name, ""))
    except Http404:
        return Month.of(request.day) + -1


def project_of(request: StaffRequest, public_id: str) -> Project:
    found = Project.objects.visible_to(request.access).for_page().distinct()
    return get_object_or_404(found, public_id=public_id)


def services_of(access: Access, permission: str) -> list[Organisation]:
    """Where a person may do something, by name."""
    own = [pk for pk in access.institutions if access.may(permission, pk)]
    found = Organisation.objects.filter(pk__in=own).select_related("party")
    return sorted(found, key=str)
