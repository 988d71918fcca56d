"""What a person writes of a month: shape of the data and kind messages."""

from collections.abc import Sequence
from typing import Any

from django import forms

from minga.budget.models import LineItem
from minga.core.forms import DateInput, MingaForm, UploadField
from minga.core.money import AmountInput, PesosInput
from minga.core.months import MonthInput
from minga.core.numbers import Unit
from minga.works.progress.actions import Picture, Progress

AREA = forms.Textarea(attrs={"rows": 4})
SMALL = forms.Textarea(attrs={"rows": 2})
MOST = 10**15


class PercentInput(AmountInput):
    """«45,5», kept in hundredths."""

    places = 2
    unit = Unit("un porcentaje", ("%",), "45,5")
    default_error_messages = {"required": "Escriba el avance, de 0 a 100."}


class PictureForm(MingaForm):
    """A photo: one at a time, as every form takes one file."""

    photo = UploadField(
        label="Foto",
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png"}),
        help_text="JPEG o PNG. Después de informar se pueden agregar más, de a una.",
    )
    taken_on = forms.DateField(label="Tomada el", required=False, widget=DateInput())
    place = forms.CharField(
        label="Dónde",
        required=False,
        max_length=120,
        help_text="Por ejemplo: esquina norte, frente al 412.",
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("photo"):
            for name, sentence in (
                ("taken_on", "Diga qué día se tomó la foto."),
                ("place", "Escriba dónde se tomó la foto."),
            ):
                if name not in self.errors and not data.get(name):
                    self.add_error(name, sentence)
        return data

    @property
    def pictures(self) -> Sequence[Picture]:
        data = self.cleaned_data
        file = data["photo"]
        return [Picture(file, data["taken_on"], data["place"])] if file else []


class _Said(MingaForm):
    physical = PercentInput(
        label="Avance físico acumulado",
        min_value=0,
        max_value=10_000,
        help_text="En porcentaje del total de la obra, al último día del mes.",
    )
    text = forms.CharField(
        label="Qué se hizo en el mes",
        max_length=4000,
        widget=AREA,
        error_messages={"required": "Escriba qué se hizo en el mes."},
    )
    lowered_because = forms.CharField(
        label="Por qué baja",
        required=False,
        max_length=600,
        widget=SMALL,
        help_text="Solo si el avance es menor que el del mes anterior.",
    )

    @property
    def said(self) -> Progress:
        data = self.cleaned_data
        return Progress(data["physical"], data["text"], data["lowered_because"])


class ReportForm(_Said, PictureForm):
    """The report of a month, with a photo of it."""

    field_order = ["physical", "text", "lowered_because", "photo", "taken_on", "place"]


class CorrectForm(_Said):
    reason = forms.CharField(
        label="Por qué se corrige",
        max_length=600,
        widget=SMALL,
        error_messages={"required": "Escriba por qué se corrige el informe."},
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class LineItemChoice(forms.ModelChoiceField[LineItem]):
    def label_from_instance(self, obj: Any) -> str:
        return str(obj)


class SpendingForm(MingaForm):
    line_item = LineItemChoice(
        LineItem.objects.none(),
        label="Asignación",
        empty_label="Elija una asignación",
        error_messages={
            "required": "Elija una asignación.",
            "invalid_choice": "Elija una asignación de la lista.",
        },
    )
    month = MonthInput(label="Mes")
    amount = PesosInput(label="Monto en pesos", min_value=1, max_value=MOST)
    detail = forms.CharField(
        label="Qué se pagó",
        max_length=300,
        help_text="Por ejemplo: expropiación del lote 4.",
        error_messages={"required": "Escriba qué se pagó."},
    )
    reference = forms.CharField(
        label="Documento de respaldo",
        required=False,
        max_length=120,
        help_text="Por ejemplo: Res. Ex. 640 de 2007.",
    )

    def __init__(self, *args: Any, day: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        items: Any = LineItem.objects.valid_on(day).of_projects()
        self.fields["line_item"].queryset = items  # type: ignore[attr-defined]


class ReasonForm(MingaForm):
    reason = forms.CharField(
        label="Motivo",
        max_length=300,
        widget=SMALL,
        error_messages={"required": "Escriba el motivo."},
    )


class CloseForm(MingaForm):
    month = MonthInput(widget=forms.HiddenInput)
    remark = forms.CharField(
        label="Por qué se cierra con informes pendientes",
        required=False,
        max_length=600,
        widget=SMALL,
    )
