"""Naming a substitute, and the reasons that stay on record."""

from typing import Any

from django import forms

from minga.core.forms import MingaForm
from minga.people.forms.common import act, day, reason
from minga.people.models import Membership, Person


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
    valid_from = day("Primer día")
    last_day = day("Último día", "Incluido: ese día todavía subroga.")
    act_reference = act()

    def offer(self, memberships: Any, people: Any) -> None:
        self.fields["membership"].queryset = memberships  # type: ignore[attr-defined]
        self.fields["person"].queryset = people  # type: ignore[attr-defined]


class DelegationForm(MingaForm):
    """Whose function, in whom, what exactly, from when to when, and by which act."""

    membership = FunctionChoice(
        Membership.objects.none(),
        label="Quién delega",
        empty_label="Elija la función",
        error_messages={
            "required": "Elija la función que se delega.",
            "invalid_choice": "Elija una función de la lista.",
        },
    )
    person = forms.ModelChoiceField(
        Person.objects.none(),
        label="En quién se delega",
        empty_label="Elija la persona",
        error_messages={
            "required": "Elija en quién se delega.",
            "invalid_choice": "Elija una persona de la lista.",
        },
    )
    permissions = forms.MultipleChoiceField(
        label="Qué se delega",
        widget=forms.CheckboxSelectMultiple,
        help_text="Quien delega sigue decidiendo también.",
        error_messages={
            "required": "Marque al menos una cosa que se delega.",
            "invalid_choice": "Marque solo lo que está en la lista.",
        },
    )
    valid_from = day("Primer día")
    last_day = day("Último día", "Incluido: ese día todavía vale.")
    act_reference = act()

    def offer(self, memberships: Any, people: Any, permissions: list[tuple[str, str]]) -> None:
        self.fields["membership"].queryset = memberships  # type: ignore[attr-defined]
        self.fields["person"].queryset = people  # type: ignore[attr-defined]
        self.fields["permissions"].choices = permissions  # type: ignore[attr-defined]


class ReasonForm(MingaForm):
    """Why; it stays on record."""

    reason = reason()
