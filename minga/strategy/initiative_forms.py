"""What a person writes of an initiative."""

from django import forms

from minga.core.forms import DateInput, MingaForm
from minga.strategy.models import InitiativeKind, InitiativePart

DAY = {
    "required": "Escriba la fecha.",
    "invalid": "Escriba la fecha como dd-mm-aaaa, por ejemplo 30-11-2007.",
}
NAME = {"required": "Escriba el nombre de la iniciativa.", "max_length": "Use hasta 160 letras."}
REASON = {"required": "Escriba el motivo: queda en el registro.",
          "max_length": "Use hasta 600 letras."}  # fmt: skip


class _Named(MingaForm):
    name = forms.CharField(label="Nombre", max_length=160, error_messages=NAME)


class InitiativeForm(_Named):
    kind = forms.ChoiceField(
        label="Tipo",
        choices=[("", "Elija el tipo"), *InitiativeKind.choices],
        error_messages={"required": "Elija el tipo.", "invalid_choice": "Elija el tipo."},
    )
    part = forms.ChoiceField(
        label="Qué dice del proyecto",
        choices=InitiativePart.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Elija qué dice.", "invalid_choice": "Elija qué dice."},
    )
    valid_from = forms.DateField(label="Vigente desde", widget=DateInput(), error_messages=DAY)
    valid_until = forms.DateField(
        label="Vigente hasta", widget=DateInput(), required=False, error_messages=DAY,
        help_text="El primer día en que ya no rige; vacío si todavía no se sabe.",
    )  # fmt: skip
    field_order = ("kind", "part", "name", "valid_from", "valid_until")


class _WithReason(MingaForm):
    reason = forms.CharField(
        label="Motivo", max_length=600, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages=REASON,
    )  # fmt: skip


class RenameForm(_Named, _WithReason):
    field_order = ("name", "reason")


class CloseInitiativeForm(_WithReason):
    valid_until = forms.DateField(
        label="Vigente hasta", widget=DateInput(), error_messages=DAY,
        help_text="El primer día en que ya no rige.",
    )  # fmt: skip
    field_order = ("valid_until", "reason")
