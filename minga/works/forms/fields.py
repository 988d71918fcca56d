"""Fields that several forms of a project share."""

from typing import Any

from django import forms

from minga.commitments.forms import DAY
from minga.core.forms import DateInput
from minga.core.money import AmountInput
from minga.core.numbers import Unit, read_decimal
from minga.works.models.costs import THOUSAND

UNIT = Unit("un monto en miles de pesos", ("m$",), "1.234")
# More than the whole budget of a ministry: it fits in the column and in a page.
MOST = 100_000_000_000


def text(label: str, most: int, **more: Any) -> forms.CharField:
    errors = {"required": f"Complete «{label}».", "max_length": f"Use hasta {most} letras."}
    return forms.CharField(label=label, max_length=most, error_messages=errors, **more)


def day(label: str, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=DateInput(), error_messages=DAY, **more)


def choice(label: str, choices: Any, *, empty: str = "", **more: Any) -> forms.ChoiceField:
    offered = [("", empty), *choices] if empty else list(choices)
    errors = {
        "required": f"Elija «{label}».",
        "invalid_choice": f"Elija «{label}» de la lista.",
    }
    return forms.ChoiceField(label=label, choices=offered, error_messages=errors, **more)


def people(label: str) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        max_value=20_000_000,
        error_messages={
            "invalid": "Escriba un número entero de personas.",
            "min_value": "Escriba cero o más personas.",
            "max_value": "Son más personas que las del país: revise la cifra.",
        },
    )


class ThousandsInput(AmountInput):
    """M$: typed in thousands of pesos, kept in pesos."""

    unit = UNIT

    def read(self, value: str) -> int | None:
        return read_decimal(value, 0, UNIT)

    def to_python(self, value: Any) -> Any:
        found = super().to_python(value)
        return None if found is None else found * THOUSAND

    def prepare_value(self, value: Any) -> Any:
        pesos = isinstance(value, int) and not isinstance(value, bool)
        return super().prepare_value(value // THOUSAND if pesos else value)


def thousands(label: str) -> ThousandsInput:
    return ThousandsInput(label=label, required=False, min_value=0, max_value=MOST)


def revision() -> forms.IntegerField:
    return forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
