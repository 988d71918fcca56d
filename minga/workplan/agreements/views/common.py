"""Finding what a page is about, among what the person may see; and trying what it asks."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404

from minga.core.access import StaffRequest
from minga.core.errors import DomainError
from minga.core.forms import MingaForm
from minga.core.versions import NotADraft, ruling
from minga.workplan.agreements.models import Agreement, AgreementVersion
from minga.workplan.agreements.permissions import own


@dataclass(frozen=True)
class AgreementPage:
    """An agreement with its versions, newest first."""

    agreement: Agreement
    versions: list[AgreementVersion]

    def shown_on(self, day: date) -> AgreementVersion | None:
        """The version that ruled the day; before the first approval, the first one approved."""
        approved = [version for version in self.versions if version.approved_on]
        return ruling(approved, day) or (approved[-1] if approved else None)

    @property
    def open(self) -> AgreementVersion | None:
        return next((version for version in self.versions if version.is_open), None)


def agreement_page(request: StaffRequest, public_id: str) -> AgreementPage:
    """Two queries; 404 for what belongs to others, and for what is not approved yet."""
    visible = Agreement.objects.open_to(request.access, own(request.access)).for_page()
    agreement = get_object_or_404(visible, public_id=public_id)
    versions = agreement.versions.select_related("approved_by").order_by("-number")
    return AgreementPage(agreement, list(versions))


def sees_drafts(request: StaffRequest, agreement: Agreement) -> bool:
    """Who prepares or approves in its own institution."""
    return agreement.institution_id in own(request.access)


def open_version(request: StaffRequest, public_id: str) -> tuple[Agreement, AgreementVersion]:
    """The draft (or submitted) version; `NotADraft` when nothing is open any more."""
    page = agreement_page(request, public_id)
    if not sees_drafts(request, page.agreement):
        raise Http404
    if page.open is None:
        raise NotADraft(page.versions[0])
    return page.agreement, page.open


def day_asked(request: StaffRequest) -> date:
    """`?al=2007-06-30`: a day up to today; anything else is today."""
    try:
        asked = date.fromisoformat(request.GET.get("al", ""))
    except ValueError:
        return request.day
    return min(asked, request.day)


def attempt(form: MingaForm, act: Callable[[], Any]) -> Any:
    """The result of the action, or None with the refusal put in the form."""
    try:
        return act() or True
    except DomainError as error:
        form.refuse(error)
        return None
