"""A person and her functions: adding, giving, ending, passing her work on."""

from datetime import date
from typing import Any

from django import forms

from minga.core.forms import MingaForm
from minga.people.forms.common import act, choice, day, places, reason, words
from minga.people.models import Organisation, Person
from minga.people.roles import Role, roles_of
from minga.territory.models import Territory


class PersonForm(MingaForm):
    given_names = words("Nombres", 80, "Escriba los nombres de la persona.")
    family_names = words("Apellidos", 80, "Escriba los apellidos de la persona.")
    rut = words("RUT", 20, "Escriba el RUT.", help_text="Por ejemplo, 12.345.678-5.")


class FunctionForm(MingaForm):
    organisation = choice("Organización", "Elija la organización.")
    role = choice("Función", "Elija la función.")
    territory = choice(
        "Territorio",
        "",
        required=False,
        help_text="Solo si la función es de una parte del territorio de la organización.",
    )
    valid_from = day("Primer día")
    last_day = day("Último día", "Incluido. Sin fecha, dura hasta que se termine.", required=False)
    act_reference = act()

    def offer(self, organisations: Any, on: date) -> None:
        rows = list(organisations)
        named = [(str(row.pk), self._named(row)) for row in rows]
        self.fields["organisation"].choices = [("", "Elija la organización"), *named]  # type: ignore[attr-defined]
        kinds = {row.kind_of_institution for row in rows}
        held = [role for role in Role if any(role in roles_of(kind) for kind in kinds)]
        roles = [(role.value, str(role.label)) for role in held]
        self.fields["role"].choices = [("", "Elija la función"), *roles]  # type: ignore[attr-defined]
        self.fields["territory"].choices = places(on, "Todo el territorio de la organización")  # type: ignore[attr-defined]

    @staticmethod
    def _named(row: Organisation) -> str:
        return f"{row.institution.short_name}: {row.name}" if row.institution else row.name

    def clean_organisation(self) -> Organisation:
        return Organisation.objects.get(pk=self.cleaned_data["organisation"])

    def clean_territory(self) -> Territory | None:
        pk = self.cleaned_data["territory"]
        return Territory.objects.get(pk=pk) if pk else None


class EndFunctionForm(MingaForm):
    last_day = day("Último día", "Incluido: ese día todavía la tiene.")
    act_reference = act("Acto que lo dispone", required=False)
    reason = reason()


class PassWorkForm(MingaForm):
    heir = forms.ModelChoiceField(
        Person.objects.none(),
        label="A quién pasa",
        empty_label="Elija la persona",
        error_messages={
            "required": "Elija a quién pasa el trabajo.",
            "invalid_choice": "Elija una persona de la lista.",
        },
    )
    reason = reason()
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def offer(self, people: Any) -> None:
        self.fields["heir"].queryset = people  # type: ignore[attr-defined]

    def show_again(self, seen: str) -> None:
        self.data = self.data.copy()  # type: ignore[attr-defined]
        self.data["seen"] = seen  # type: ignore[index]
