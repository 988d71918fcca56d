"""The lines that all the papers of a service share."""

from typing import Any

from django import forms

from minga.acts.wording.models import Masthead
from minga.core.forms import MingaForm


def _line(label: str, longest: int, help_text: str, *, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=longest,
        required=required,
        help_text=help_text,
        error_messages={
            "required": f"Complete «{label}».",
            "max_length": f"Use hasta {longest} letras.",
        },
    )


class MastheadForm(MingaForm):
    place = _line("Ciudad", 60, "Donde se fechan los papeles: «Iquique».")
    second_line = _line("Línea bajo el nombre", 160, "Por ejemplo la dirección.", required=False)
    closing = _line("Cierre de las resoluciones", 200, "La última línea, antes de la firma.")
    farewell = _line("Despedida de los oficios", 200, "La última línea, antes de la firma.")

    @classmethod
    def said(cls, kept: Masthead) -> dict[str, Any]:
        place = kept.place if kept.pk else ""
        return {
            "place": place,
            "second_line": kept.second_line,
            "closing": kept.closing,
            "farewell": kept.farewell,
        }
