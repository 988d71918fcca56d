"""What the budget says to the house at start: menu, search, history, checks."""

from django.urls import reverse

from minga.budget import awaiting, integrity
from minga.budget.models import (
    BudgetLaw,
    BudgetLawQuerySet,
    Ceiling,
    CeilingQuerySet,
    Guarantee,
    GuaranteeQuerySet,
)
from minga.budget.permissions import READ
from minga.core import registries, shell
from minga.core.access import Access
from minga.core.history import register_history
from minga.core.search.registry import Searchable, register

PAGES = ("law", "loaded", "spending", "ceiling", "record", "take_back")


def _url(law: BudgetLaw) -> str:
    return reverse("budget:loaded", args=[law.public_id])


def _visible(access: Access) -> BudgetLawQuerySet:
    """What its page shows to whom."""
    laws: BudgetLawQuerySet = BudgetLaw.objects.visible_to(access)
    return laws if access.may(READ) else laws.none()


def _guarantee_url(row: Guarantee) -> str:
    return reverse("budget:guarantee", args=[row.public_id])


def _ceiling_url(row: Ceiling) -> str:
    return reverse("budget:ceiling", args=[row.public_id])


def _ceilings(access: Access) -> CeilingQuerySet:
    rows: CeilingQuerySet = Ceiling.objects.visible_to(access)
    return rows if access.may(READ) else rows.none()


def _kept(access: Access) -> GuaranteeQuerySet:
    rows: GuaranteeQuerySet = Guarantee.objects.visible_to(access)
    return rows if access.may(READ) else rows.none()


def declare() -> None:
    laws = shell.Area(
        "Presupuesto",
        "budget:law",
        order=44,
        permission=READ,
        pages=tuple(f"budget:{name}" for name in PAGES),
    )
    guarantees = shell.Area(
        "Garantías en custodia",
        "budget:guarantees",
        order=45,
        permission=READ,
        count=awaiting.count,
        pages=tuple(f"budget:{name}" for name in ("guarantees", "guarantee", "receive", "renew")),
    )
    for area in (laws, guarantees):
        shell.register_area(area)
    registries.awaiting.append(awaiting.find)
    register_history(BudgetLaw, visible=_visible, url=_url)
    register_history(Ceiling, visible=_ceilings, url=_ceiling_url)
    register_history(Guarantee, visible=_kept, url=_guarantee_url)
    register(
        Searchable(
            BudgetLaw,
            url=_url,
            body=("programme", "source", "lines__name"),
            note=lambda law: f"Carga {law.number}, {law.service.short_name}",
            kind="ley de presupuestos",
            visible=_visible,
            rows=lambda: BudgetLaw.objects.select_related("service"),
        )
    )
    register(
        Searchable(
            Guarantee,
            url=_guarantee_url,
            body=("number", "issuer", "holder_name"),
            note=lambda row: (
                f"{row.get_purpose_display().capitalize()} de {row.holder_name}, "
                f"{row.get_state_display()}"
            ),
            kind="garantía en custodia",
            visible=_kept,
        )
    )
    registries.checks.append(integrity.check)
