"""The list of audits, with how many of their findings are open."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Count, Min, Q
from django.urls import reverse

from minga.commitments.models import Audit, Outcome
from minga.core.kinds import DATE, INTEGER, choice
from minga.core.lists.filters import Choice
from minga.core.lists.ranges import days
from minga.core.lists.spec import Asking, Column, ListSpec, Rows


def _audits(asking: Asking) -> Rows:
    return Audit.objects.for_page()


def _counts(rows: Sequence[Any], asking: Asking) -> None:
    is_open = ~Q(findings__outcome=Outcome.SOLVED)
    counted: Any = Audit.objects.filter(pk__in=[row.pk for row in rows]).annotate(
        every=Count("findings"),
        still=Count("findings", filter=is_open & Q(findings__isnull=False)),
        owed=Count("findings", filter=is_open & Q(findings__answered_on__isnull=True)),
        following=Min("findings__next_on"),
    )
    by_pk = {row.pk: row for row in counted}
    for row in rows:
        known = by_pk[row.pk]
        row.every, row.still, row.following = known.every, known.still, known.following


AUDITS = ListSpec(
    key="auditorias",
    title="Auditorías",
    url_name="commitments:audits",
    queryset=_audits,
    columns=[
        Column(
            "informe",
            "Informe",
            value=lambda row: f"{row.report_number}: {row.title}",
            order=("report_number",),
            lead=True,
            width="w-30",
        ),
        Column("quien", "Quién audita", choice(dict(Audit.Kind.choices)), path="kind"),
        Column("fecha", "Fecha", DATE, path="report_date"),
        Column("hallazgos", "Hallazgos", INTEGER, value=lambda row: row.every),
        Column("abiertos", "Abiertos", INTEGER, value=lambda row: row.still),
        Column("proximo", "Próximo seguimiento", DATE, value=lambda row: row.following),
    ],
    filters=[
        Choice("quien_es", "Quién audita", "kind", choices=Audit.Kind.choices, facet=True),
        days("fecha_es", "Fecha", "report_date"),
    ],
    search=("report_number", "title"),
    order="-fecha",
    nouns=("auditoría", "auditorías"),
    empty_title="Aquí verá los informes de quienes controlan al servicio",
    empty="Quien controla los registra, con sus hallazgos y quién responde cada uno.",
    row_url=lambda row: reverse("commitments:audit", args=[row.public_id]),
    decorate=_counts,
    template="commitments/audits.html",
    crumb="Auditorías y sus hallazgos",
)
