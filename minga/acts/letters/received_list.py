"""The tray of letters that came to the services that one reads."""

from typing import Any

from minga.acts.letters.approvals import page_of_received
from minga.acts.letters.models import LetterKind, ReceivedLetter, Standing
from minga.core.kinds import DATE, INTEGER
from minga.core.lists.filters import Choice
from minga.core.lists.spec import Asking, Column, ListSpec

TONES = {Standing.ANSWERED: "ok", Standing.WAITING: "wait"}


def _received(asking: Asking) -> Any:
    return ReceivedLetter.objects.with_standing().select_related("service", "unit")


RECEIVED = ListSpec(
    "oficios-recibidos",
    "Oficios recibidos",
    "letters:received_list",
    queryset=_received,
    columns=[
        Column("materia", "Materia", path="subject", lead=True, link=page_of_received),
        Column("de", "Lo envía", path="sender"),
        Column("numero", "Número", path="number"),
        Column("fecha", "Fecha", DATE, path="dated_on"),
        Column("recibido", "Recibido", DATE, path="received_on"),
        Column("responder", "Responder hasta", DATE, path="answer_due_on"),
        Column(
            "estado",
            "Estado",
            value=lambda row: row.get_standing_display(),
            tone=lambda row: TONES.get(row.standing, "none"),
            order=("standing",),
        ),
        Column("ingreso", "Ingreso", INTEGER, path="entry", shown=False),
        Column("unidad", "Unidad que lo responde", path="unit__short_name", shown=False),
    ],
    filters=[
        Choice("estado_es", "Estado", "standing", Standing.choices, facet=True),
        Choice("tipo_es", "Tipo", "kind", LetterKind.choices),
    ],
    search=("subject", "sender", "number"),
    order="-recibido",
    nouns=("oficio recibido", "oficios recibidos"),
    empty_title="Aquí verá los oficios que recibe su servicio",
    empty="Los registra la oficina de partes con su archivo; los que piden respuesta esperan en "
    "«Mi trabajo» de quien prepara oficios.",
    template="letters/received_list.html",
)
