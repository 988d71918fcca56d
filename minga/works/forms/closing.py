"""Small forms: finishing or withdrawing, a reason, a precondition."""

from typing import Any

from django import forms

from minga.commitments.forms import EvidenceMixin, file_field, long_text
from minga.core.forms import MingaForm
from minga.works.forms.fields import choice, day, revision, text
from minga.works.models import Precondition, PreconditionKind, ProjectState

OUTCOMES = (
    (ProjectState.FINISHED.value, "terminó: se hizo lo que se iba a hacer"),
    (ProjectState.WITHDRAWN.value, "se retira de la cartera"),
)


class ReasonForm(MingaForm):
    reason = long_text("Motivo", 600)
    seen = revision()


class CloseForm(ReasonForm):
    state = choice("Qué pasa con el proyecto", OUTCOMES, widget=forms.RadioSelect)
    closed_on = day("Fecha")
    field_order = ("state", "closed_on", "reason")


class ConditionForm(MingaForm):
    kind = choice("Tipo", PreconditionKind.choices, empty="Elija el tipo")
    text = text("Qué se necesita", 300)
    due_on = day("Se necesita el")
    stops_start = forms.BooleanField(label="Sin ella no se puede iniciar", required=False)

    @classmethod
    def of(cls, condition: Precondition, *args: Any) -> "ConditionForm":
        names = ("kind", "text", "due_on", "stops_start")
        return cls(*args, initial={name: getattr(condition, name) for name in names})


class MeetForm(EvidenceMixin, MingaForm):
    file_required = False

    met_on = day("Cumplida el")
    file = file_field("Documento que lo prueba", required=False)


class DropForm(MingaForm):
    reason = long_text("Motivo", 600)
