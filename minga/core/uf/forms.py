"""Asking for a day, loading a file, correcting a value."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from minga.core.errors import Unreadable
from minga.core.forms import DateInput, MingaForm, UploadField
from minga.core.money import UFDayInput, UFInput
from minga.core.words import read_date


class DayInput(forms.DateField):
    """A day in the browser's picker, or typed in any form that has one reading."""

    widget = DateInput

    def to_python(self, value: Any) -> Any:
        try:
            return read_date(value)
        except Unreadable as error:
            raise ValidationError(str(error), code="invalid") from error

    def prepare_value(self, value: Any) -> Any:
        """What was read is shown as the browser's picker wants it."""
        try:
            return read_date(value)
        except Unreadable:
            return value


class AskForm(MingaForm):
    """A day and, perhaps, an amount to convert with its UF."""

    dia = DayInput(label="Día", required=False)
    monto = UFInput(label="Monto en UF", required=False)


class LoadForm(MingaForm):
    """A file of values, and where it comes from."""

    file = UploadField(
        label="Archivo CSV",
        help_text="La UF publicada, «dd-mm-aaaa;valor» en cada línea, o el IPC por mes, con las "
        "columnas «anio», «mes» e «ipc».",
        error_messages={"required": "Elija el archivo."},
    )
    source = forms.CharField(
        label="De dónde viene",
        max_length=120,
        help_text="Por ejemplo: Banco Central de Chile, página de la UF.",
        error_messages={
            "required": "Escriba de dónde viene el archivo.",
            "max_length": "Use hasta 120 letras.",
        },
    )


class ApplyForm(MingaForm):
    """What was previewed, signed, with the mark of the difference that was shown."""

    content = forms.CharField(widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput)


class CorrectForm(MingaForm):
    """Another value for a day, and why."""

    value = UFDayInput(label="Valor correcto ($)")
    reason = forms.CharField(
        label="Motivo",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Queda en el registro, con su nombre.",
        error_messages={
            "required": "Escriba por qué se corrige: queda en el registro.",
            "max_length": "Use hasta 500 letras.",
        },
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def show_again(self, seen: int) -> None:
        """After somebody was first: what was typed stays, over the value that now stands."""
        self.data = {name: self.data[name] for name in self.data} | {"seen": str(seen)}
