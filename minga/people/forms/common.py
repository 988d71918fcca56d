"""Fields that several forms of this area have."""

from datetime import date
from typing import Any

from django import forms

from minga.core.forms import DateInput
from minga.territory.frames import frame_on

ACT = "Por ejemplo, Res. Ex. 120 de 2007."


def day(label: str, help_text: str = "", *, required: bool = True) -> forms.DateField:
    return forms.DateField(
        label=label,
        widget=DateInput(),
        help_text=help_text,
        required=required,
        error_messages={
            "required": "Escriba la fecha.",
            "invalid": "Escriba la fecha como dd-mm-aaaa, por ejemplo 17-12-2007.",
        },
    )


def words(label: str, most: int, missing: str, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=most,
        error_messages={"required": missing, "max_length": f"Use hasta {most} letras."},
        **more,
    )


def act(label: str = "Acto que la dispone", *, required: bool = True) -> forms.CharField:
    return words(label, 120, "Escriba el acto que la dispone.", help_text=ACT, required=required)


def reason() -> forms.CharField:
    return words(
        "Motivo",
        500,
        "Escriba el motivo: queda en el registro.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )


def choice(label: str, missing: str, **more: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        error_messages={"required": missing, "invalid_choice": "Elija una opción de la lista."},
        **more,
    )


def places(on: date, empty: str) -> list[tuple[str, str]]:
    """Regions, provinces and communes of a day, by kind and name."""
    versions = frame_on(on).versions.values()
    named = sorted(versions, key=lambda row: (row.territory.kind != "region", row.name))
    return [("", empty), *((str(row.territory_id), row.with_kind) for row in named)]
