"""What a person writes of a result: shape of the data and kind messages."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from minga.core.forms import MingaForm, UploadField
from minga.core.money import AmountInput
from minga.core.numbers import PLAIN
from minga.core.templatetags.minga import size
from minga.documents.actions import FileRefused, judge
from minga.documents.kinds import ACCEPT, TAKEN
from minga.workplan.results.models import Unit
from minga.workplan.results.periods import MONTHS

MOST = 10**15


class WholeInput(AmountInput):
    """A count, as people write it: «1.234»."""

    unit = PLAIN


def _value() -> WholeInput:
    return WholeInput(
        label="Cantidad",
        min_value=0,
        max_value=MOST,
        help_text="Entera; el dinero en pesos.",
        error_messages={"required": "Escriba la cantidad."},
    )


def _source() -> forms.CharField:
    return forms.CharField(
        label="Fuente",
        max_length=200,
        help_text="El registro, informe o sistema de donde sale la cifra.",
        error_messages={
            "required": "Escriba de dónde sale la cifra.",
            "max_length": "Use hasta 200 letras.",
        },
    )


class ResultForm(MingaForm):
    """A new figure. `products` and `places` are the choices of the service and of the period."""

    product = forms.ChoiceField(
        label="Producto o subproducto",
        error_messages={
            "required": "Elija un producto.",
            "invalid_choice": "Elija un producto de la lista.",
        },
    )
    place = forms.ChoiceField(
        label="Territorio",
        help_text="El más pequeño en que se conoce la cifra.",
        error_messages={
            "required": "Elija un territorio.",
            "invalid_choice": "Elija un territorio de la lista.",
        },
    )
    year = forms.IntegerField(
        label="Año",
        min_value=1990,
        max_value=2199,
        error_messages={
            "required": "Escriba el año.",
            "invalid": "Escriba el año con cuatro cifras.",
            "min_value": "Revise el año.",
            "max_value": "Revise el año.",
        },
    )
    month = forms.TypedChoiceField(
        label="Mes",
        choices=[(str(number), name) for number, name in MONTHS],
        coerce=int,
        error_messages={
            "required": "Elija el mes, o todo el año.",
            "invalid_choice": "Elija el mes, o todo el año.",
        },
    )
    measure = forms.CharField(
        label="Qué se mide",
        max_length=80,
        help_text="Siempre con las mismas palabras: «Subsidios otorgados».",
        error_messages={
            "required": "Escriba qué se mide.",
            "max_length": "Use hasta 80 letras.",
        },
    )
    unit = forms.ChoiceField(
        label="Unidad",
        choices=[("", "Elija una unidad"), *Unit.choices],
        error_messages={
            "required": "Elija una unidad.",
            "invalid_choice": "Elija una unidad de la lista.",
        },
    )
    value = _value()
    source = _source()
    file = UploadField(
        label="Documento que la respalda",
        required=False,
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        help_text=f"{TAKEN}, hasta {size(settings.MAX_FILE_BYTES)}.",
    )

    def __init__(self, *args: Any, products: Any, places: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices, empty in (
            ("product", products, "Elija un producto"),
            ("place", places, "Elija un territorio"),
        ):
            field: Any = self.fields[name]
            field.choices = [("", empty), *choices]

    def clean_file(self) -> UploadedFile | None:
        file: UploadedFile | None = self.cleaned_data["file"]
        if file is None:
            return None
        try:
            return judge(file)
        except FileRefused as error:
            raise forms.ValidationError(str(error)) from error


class CorrectForm(MingaForm):
    value = _value()
    source = _source()
    reason = forms.CharField(
        label="Por qué se corrige",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={
            "required": "Escriba por qué se corrige.",
            "max_length": "Use hasta 300 letras.",
        },
    )


class ReturnForm(MingaForm):
    remarks = forms.CharField(
        label="Qué debe corregirse",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={
            "required": "Escriba qué debe corregirse: quien la informó lo leerá.",
            "max_length": "Use hasta 1.000 letras.",
        },
    )
