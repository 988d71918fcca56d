"""An organisation: adding it, changing what it is called, closing it."""

from datetime import date
from typing import Any

from django import forms
from django.utils.text import slugify

from minga.core.forms import MingaForm
from minga.people.forms.common import choice, day, places, reason, words
from minga.people.models import Organisation
from minga.territory.models import Territory

Kind = Organisation.Kind
PARTS = (Kind.UNIT, Kind.DIVISION)


class _NamedForm(MingaForm):
    name = words("Nombre", 120, "Escriba el nombre de la organización.")
    short_name = words("Nombre corto", 40, "Escriba el nombre corto.", help_text="Para las tablas.")
    territory = choice("Territorio", "", required=False)
    rut = words("RUT", 20, "", required=False, help_text="Por ejemplo, 61.813.000-6.")

    def offer_places(self, on: date) -> None:
        self.fields["territory"].choices = places(on, "Sin territorio")  # type: ignore[attr-defined]

    def clean_territory(self) -> Territory | None:
        pk = self.cleaned_data["territory"]
        return Territory.objects.get(pk=pk) if pk else None


class OrganisationForm(_NamedForm):
    kind = choice("Tipo", "Elija el tipo de organización.")
    valid_from = day("Existe desde", "Su primer día.")
    field_order = ("name", "short_name", "kind", "valid_from", "territory", "rut")

    def offer(self, parent: Organisation | None, on: date) -> None:
        """Of an institution, its units; else institutions."""
        kinds = [kind for kind in Kind if (kind in PARTS) == (parent is not None)]
        options = [(kind.value, str(kind.label)) for kind in kinds]
        self.fields["kind"].choices = [("", "Elija el tipo"), *options]  # type: ignore[attr-defined]
        self.offer_places(on)
        if parent is not None:
            del self.fields["rut"]

    def values(self) -> dict[str, Any]:
        """With a key made of its name: addresses and files call it so."""
        key = slugify(self.cleaned_data["name"])[:34]
        number, free = 1, key
        while Organisation.objects.filter(key=free).exists():
            number, free = number + 1, f"{key}-{number + 1}"
        return {"key": free, **self.cleaned_data}


class ChangeForm(_NamedForm):
    reason = reason()
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def show_again(self, seen: int) -> None:
        """After a conflict: saving again is a decision about what is there now."""
        self.data = self.data.copy()  # type: ignore[attr-defined]
        self.data["seen"] = str(seen)  # type: ignore[index]


class CloseForm(MingaForm):
    last_day = day("Último día", "Incluido: ese día todavía existe.")
    successor = choice(
        "Quién sigue",
        "",
        required=False,
        help_text="Debe existir al día siguiente. Si todavía no está, agréguela antes.",
    )
    reason = words(
        "Ley o acto, y motivo",
        500,
        "Escriba el acto o la ley que lo dispone, y el motivo.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def offer(self, organisation: Organisation) -> None:
        others = Organisation.objects.filter(valid_until__isnull=True).exclude(pk=organisation.pk)
        same = others.filter(institution=organisation.institution)
        options = [(str(row.pk), row.name) for row in same.order_by("name")]
        self.fields["successor"].choices = [("", "Nadie: termina sin sucesora"), *options]  # type: ignore[attr-defined]

    def clean_successor(self) -> Organisation | None:
        pk = self.cleaned_data["successor"]
        return Organisation.objects.get(pk=pk) if pk else None
