"""The tray of acts of the services that one reads: where each waits, and for how many days."""

from collections.abc import Sequence
from typing import Any

from minga.acts.approvals import page_of
from minga.acts.models import Act, ActKindRule
from minga.acts.waiting import tell_waiting
from minga.core.kinds import DATE, INTEGER
from minga.core.lists.filters import Choice
from minga.core.lists.spec import Asking, Column, ListSpec

TONES = {"processed": "ok", "sent": "wait", "signed": "wait", "numbered": "wait"}
TONES |= {"represented": "stop", "voided": "stop", "closed": "stop"}


def _acts(asking: Asking) -> Any:
    return Act.objects.select_related("service", "kind", "unit")


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
