"""A change of «who does what»: the roles that hold a permission from a day on."""

from collections.abc import Iterable

from django import forms

from minga.core.forms import MingaForm
from minga.people.forms.common import act, day, reason
from minga.people.roles import Role


class TableForm(MingaForm):
    valid_from = day("Rige desde", "Hoy o después.")
    roles = forms.MultipleChoiceField(
        label="Funciones que pueden",
        choices=Role.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Deje al menos una función que pueda.",
            "invalid_choice": "Marque solo funciones de la lista.",
        },
    )
    act_reference = act("Acto que lo dispone")
    reason = reason()

    def start(self, roles: Iterable[str]) -> None:
        self.initial["roles"] = sorted(roles)
