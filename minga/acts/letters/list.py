"""The list of letters of the services that one reads; `?envio=` those of one batch."""

from typing import Any

from minga.acts.letters.approvals import page_of
from minga.acts.letters.models import Letter, LetterKind
from minga.core.kinds import DATE, INTEGER
from minga.core.lists.filters import Choice
from minga.core.lists.spec import Asking, Column, ListSpec

TONES = {"issued": "ok", "submitted": "wait", "signed": "wait", "voided": "stop"}


def _letters(asking: Asking) -> Any:
    return Letter.objects.select_related("service").prefetch_related("addressees")


def _first(letter: Letter) -> str:
    rows = [row for row in letter.addressees.all() if not row.is_copy]
    more = f" y {len(rows) - 1} más" if len(rows) > 1 else ""
    return f"{rows[0].on_paper.organisation or rows[0].on_paper}{more}" if rows else ""


LETTERS = ListSpec(
    "oficios",
    "Oficios",
    "letters:letters",
    queryset=_letters,
    columns=[
        Column("materia", "Materia", path="subject", lead=True, link=page_of),
        Column("tipo", "Tipo", value=lambda row: row.get_kind_display(), order=("kind",)),
        Column("numero", "Número", INTEGER, path="number"),
        Column("fecha", "Fecha", DATE, path="dated_on"),
        Column("a", "Destinatario", value=_first),
        Column(
            "estado",
            "Estado",
            value=lambda row: row.get_state_display(),
            tone=lambda row: TONES.get(row.state, "none"),
            order=("state",),
        ),
        Column("responder", "Responder hasta", DATE, path="answer_due_on", shown=False),
        Column("envio", "Envío masivo", path="batch__public_id", shown=False),
    ],
    filters=[
        Choice("estado_es", "Estado", "state", Letter.State.choices, facet=True),
        Choice("tipo_es", "Tipo", "kind", LetterKind.choices),
    ],
    search=("subject", "batch__public_id"),
    order="-fecha",
    nouns=("oficio", "oficios"),
    empty_title="Aquí verá los oficios de su servicio",
    empty="Los prepara una unidad, los firma su jefatura o la dirección y los numera la oficina de "
    "partes.",
    template="letters/letters.html",
)
