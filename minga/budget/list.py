"""The list of guarantees: what expires first on top."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from minga.budget.expiry import days_of, left, tone
from minga.budget.models import CustodyState, Guarantee, GuaranteeKind, GuaranteePurpose
from minga.budget.models.guarantees import GuaranteeQuerySet
from minga.budget.permissions import READ
from minga.core.kinds import DATE, PESOS, UF
from minga.core.lists.filters import Choice
from minga.core.lists.ranges import Range
from minga.core.lists.rows import Found
from minga.core.lists.spec import Asking, Column, ListSpec


def _guarantees(asking: Asking) -> GuaranteeQuerySet:
    return Guarantee.objects.for_page()


def _days(asking: Asking, service: int) -> int:
    kept: dict[int, int] = asking.kept.setdefault("days", {})
    if service not in kept:
        kept[service] = days_of(service, asking.day)
    return kept[service]


def _decorate(rows: Sequence[Any], asking: Asking) -> None:
    for row in rows:
        row.left = left(row, asking.day)
        row.tone = tone(row, asking.day, _days(asking, row.service_id))


def _says(found: Found) -> SafeString:
    asking = found.asked.asking
    kept = Guarantee.objects.visible_to(asking.access).in_custody()
    own = sorted(asking.access.institutions)
    days = _days(asking, own[0]) if own else days_of(None, asking.day)
    soon = kept.expiring(asking.day, days).count()
    told = "ninguna vence" if not soon else "1 vence" if soon == 1 else f"{soon} vencen"
    return format_html(
        "<b>{}</b> aquí; de las que están en custodia, <b>{}</b> en {} días o antes.",
        found.counted, told, days,
    )  # fmt: skip


GUARANTEES = ListSpec(
    "garantias",
    "Garantías en custodia",
    "budget:guarantees",
    queryset=_guarantees,
    columns=[
        Column(
            "garantia",
            "Garantía",
            value=str,
            order=("issuer", "number"),
            lead=True,
            note=lambda row: row.holder_name,
        ),
        Column(
            "cauciona",
            "Qué cauciona",
            value=lambda row: row.get_purpose_display(),
            order=("purpose",),
        ),
        Column(
            "pesos", "Monto ($)", PESOS, value=lambda row: row.amount or None, order=("amount",)
        ),
        Column(
            "uf", "Monto (UF)", UF, value=lambda row: row.amount_uf or None, order=("amount_uf",)
        ),
        Column("vence", "Vence", DATE, path="valid_until", note=lambda row: row.left),
        Column(
            "estado",
            "Custodia",
            value=lambda row: row.get_state_display(),
            order=("state",),
            tone=lambda row: row.tone,
        ),
        Column("recibida", "Recibida", DATE, path="received_on", shown=False),
        Column("salida", "Salió de custodia", DATE, path="ended_on", shown=False),
        Column("documento", "Documento de la salida", path="ended_by_document", shown=False),
        Column("servicio", "Servicio", path="service__short_name", shown=False),
    ],
    filters=[
        Choice("estado_es", "Custodia", "state", CustodyState.choices, facet=True),
        Choice("cauciona_es", "Qué cauciona", "purpose", GuaranteePurpose.choices),
        Choice("documento_es", "Documento", "kind", GuaranteeKind.choices),
        Range("vence", "Vence", "valid_until", kind=DATE),
    ],
    search=("number", "issuer", "holder_name"),
    order="vence",
    permission=READ,
    nouns=("garantía", "garantías"),
    empty_title="Aquí verá las garantías en custodia y cuándo vencen",
    empty="La tesorería registra cada boleta, póliza o vale vista que recibe.",
    says=_says,
    row_url=lambda row: reverse("budget:guarantee", args=[row.public_id]),
    decorate=_decorate,
    template="budget/guarantees.html",
    crumb="Presupuesto",
)
