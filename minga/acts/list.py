"""The tray of acts of the services that one reads: where each waits, and for how many days."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Case, OuterRef, Subquery, When
from django.db.models.functions import Coalesce

from minga.acts.approvals import page_of
from minga.acts.models import Act, ActKindRule
from minga.acts.waiting import tell_waiting
from minga.core.approvals.models import Submission
from minga.core.kinds import DATE, INTEGER
from minga.core.lists.filters import Choice
from minga.core.lists.spec import Asking, Column, ListSpec

TONES = {"processed": "ok", "sent": "wait", "signed": "wait", "numbered": "wait"}
TONES |= {"represented": "stop", "voided": "stop", "closed": "stop"}


ENDED = (Act.Status.PROCESSED, Act.Status.REPRESENTED, Act.Status.VOIDED, Act.Status.CLOSED)


def _acts(asking: Asking) -> Any:
    """`moved_on`: the last that happened to one in process, for its order; None of an ended one."""
    last = Submission.objects.filter(subject_model="acts.act", subject_id=OuterRef("pk"))
    sent = last.order_by("-number").values("since")[:1]
    moved = Coalesce(
        "published_on", "review_on", "review_sent_on", "numbered_on", "signed_on", Subquery(sent),
        "drafted_on",
    )  # fmt: skip
    rows = Act.objects.select_related("service", "kind", "unit")
    return rows.annotate(moved_on=Case(When(status__in=ENDED, then=None), default=moved))


def _since(act: Any) -> str:
    return f"desde el {act.waits_since:%d-%m-%Y}" if act.waits_since else ""


def _decorate(rows: Sequence[Any], asking: Asking) -> None:
    tell_waiting(rows, asking.day)


def _name(act: Act) -> str:
    return act.name if act.number else ""


ACTS = ListSpec(
    "actos",
    "Actos",
    "acts:acts",
    queryset=_acts,
    columns=[
        Column("materia", "Materia", path="subject", lead=True, link=page_of),
        Column("acto", "Acto", value=_name, order=("year", "series", "number")),
        Column("tipo", "Tipo", path="kind__name"),
        Column(
            "estado",
            "Estado",
            value=lambda row: row.get_status_display(),
            tone=lambda row: TONES.get(row.status, "none"),
            order=("status",),
        ),
        Column("espera", "Espera", value=lambda row: row.waits_for),
        Column(
            "dias",
            "Días",
            INTEGER,
            value=lambda row: row.waits_days,
            note=_since,
            order=("moved_on",),
            short="Días esperando",
        ),
        Column("preparado", "Preparado el", DATE, path="drafted_on"),
        Column("unidad", "Unidad", path="unit__short_name"),
        Column("numero", "Número", INTEGER, path="number", shown=False),
        Column("caso", "Sobre", path="case_label", shown=False),
        Column("tramitado", "Totalmente tramitado", DATE, path="processed_on", shown=False),
    ],
    filters=[
        Choice("estado_es", "Estado", "status", Act.Status.choices, facet=True),
        Choice("serie_es", "Serie", "series", ActKindRule.Series.choices),
    ],
    search=("subject", "kind__name", "case_label"),
    order="-preparado",
    nouns=("acto", "actos"),
    empty_title="Aquí verá los actos de su servicio",
    empty="Los prepara una unidad, llevan sus visas y la firma de la dirección, y los numera la "
    "Oficina de Partes.",
    decorate=_decorate,
    template="acts/acts.html",
)
