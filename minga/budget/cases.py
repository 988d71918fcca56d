"""A guarantee as a case, so that letters are written of it; and what a dossier is of."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Value
from django.urls import reverse

from minga.budget.models import Guarantee
from minga.budget.permissions import READ
from minga.core.access import Access
from minga.core.cases import CaseKind, case_kinds, kind_of, register_case
from minga.core.panels import Panel, register_panel

KEY = "garantia"
FIELDS = {
    "documento": "boleta de garantía, póliza de garantía o vale vista",
    "número": "número de la garantía",
    "emisor": "banco o aseguradora",
    "cauciona": "seriedad de la oferta, fiel cumplimiento, …",
    "monto": "monto, en pesos o en UF",
    "tomador": "quien la entregó",
    "emisión": "fecha de emisión",
    "vencimiento": "último día en que se cobra; «sin vencimiento» de un vale vista",
}


def declare() -> None:
    register_case(
        CaseKind(
            key=KEY,
            label="garantía en custodia",
            plural="garantías en custodia",
            model=Guarantee,
            url=lambda row: reverse("budget:guarantee", args=[row.public_id]),
            territory="",
            related=("service__party", "dossier"),
            field_names=FIELDS,
            fields=_fields,
        )
    )


def _fields(guarantee: Guarantee, on: date) -> Mapping[str, str]:
    last = guarantee.valid_until
    return {
        "documento": guarantee.get_kind_display(),
        "número": guarantee.number,
        "emisor": guarantee.issuer,
        "cauciona": guarantee.get_purpose_display(),
        "monto": guarantee.amount_said,
        "tomador": guarantee.holder_name,
        "emisión": f"{guarantee.valid_from:%d-%m-%Y}",
        "vencimiento": f"{last:%d-%m-%Y}" if last else "sin vencimiento",
    }


@dataclass(frozen=True)
class Behind:
    """What a dossier is of: a project, a contract."""

    label: str
    url: str
    kind: str


def behind(dossiers: Iterable[int], access: Access) -> dict[int, Behind]:
    """By dossier, the case that owns it, of those that the person sees: one question finds which
    kinds they are of, and each of those is asked once."""
    asked = sorted(set(dossiers))
    kinds = [kind for kind in case_kinds() if kind.dossier and kind.model is not Guarantee]
    found: dict[int, Behind] = {}
    if not asked or not kinds:
        return found
    first, *others = (_owners(kind, asked, access) for kind in kinds)
    owners = list(first.union(*others, all=True) if others else first)
    for kind in kinds:
        of = {pk: dossier for dossier, key, pk in owners if key == kind.key}
        for case in kind.rows(access).filter(pk__in=of) if of else ():
            told = Behind(kind.title(case), kind.url(case), kind.label)
            found.setdefault(of[case.pk], told)
    return found


def _owners(kind: CaseKind, dossiers: list[int], access: Access) -> Any:
    """Dossier, kind and key of each case."""
    rows = kind.rows(access).select_related(None).filter(**{f"{kind.dossier}__in": dossiers})
    named = rows.annotate(of=F(f"{kind.dossier}__pk"), kind_key=Value(kind.key))
    return named.order_by().values_list("of", "kind_key", "pk")


def dossier_of(case: Any) -> Any:
    """None of a case without one."""
    return kind_of(case).dossier_of(case)


def show_ledger_on(kind: CaseKind) -> None:
    """Called at start by the area of a kind whose cases spend the law: their page gets a panel."""
    register_panel(
        Panel(
            kind.model_label,
            "budget:ledger_of_case",
            "Ley de presupuestos",
            order=21,
            permission=READ,
            args=(kind.key,),
        )
    )


def show_guarantees_on(kind: CaseKind) -> None:
    """Called at start by the area of a kind whose cases are guaranteed: their page gets a panel."""
    register_panel(
        Panel(
            kind.model_label,
            "budget:guarantees_of_case",
            "Garantías en custodia",
            order=22,
            permission=READ,
            args=(kind.key,),
        )
    )
