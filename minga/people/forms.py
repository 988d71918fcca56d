"""Naming a substitute, and the reasons that stay on record."""

from typing import Any

from django import forms

from minga.core.forms import DateInput, MingaForm
from minga.people.models import Membership, Person


def _day(label: str, help_text: str = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        widget=DateInput(),
        help_text=help_text,
        error_messages={
            "required": "Escriba la fecha.",
            "invalid": "Escriba la fecha como dd-mm-aaaa, por ejemplo 17-12-2007.",
        },
    )


class FunctionChoice(forms.ModelChoiceField[Membership]):
    """«D. Pérez, dirección del servicio, SERVIU»."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.person.label}, {obj.role_label}, {obj.organisation.short_name}"


class SubstituteForm(MingaForm):
    """Whom, by whom, from when to when, and by which act."""

    membership = FunctionChoice(
        Membership.objects.none(),
        label="A quién se subroga",
        empty_label="Elija la función",
        error_messages={
            "required": "Elija la función que se subroga.",
            "invalid_choice": "Elija una función de la lista.",
        },
    )
    person = forms.ModelChoiceField(
        Person.objects.none(),
        label="Quién subroga",
        empty_label="Elija la persona",
        error_messages={
            "required": "Elija quién subroga.",
            "invalid_choice": "Elija una persona de la lista.",
        },
    )
    valid_from = _day("Primer día")
    last_day = _day("Último día", "Incluido: ese día todavía subroga.")
    act_reference = forms.CharField(
        label="Acto que la dispone",
        max_length=120,
        help_text="Por ejemplo, Res. Ex. 120 de 2007.",
        error_messages={
            "required": "Escriba el acto que la dispone.",
            "max_length": "Use hasta 120 letras.",
        },
    )

    def offer(self, memberships: Any, people: Any) -> None:
        self.fields["membership"].queryset = memberships  # type: ignore[attr-defined]
        self.fields["person"].queryset = people  # type: ignore[attr-defined]


class ReasonForm(MingaForm):
    """Why; it stays on record."""

    reason = forms.CharField(
        label="Motivo",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={
            "required": "Escriba el motivo: queda en el registro.",
            "max_length": "Use hasta 500 letras.",
        },
    )
