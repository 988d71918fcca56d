"""What a person sends: a file with its office, and what each column of it is."""

from typing import Any

from django import forms

from minga.budget.models import LineItem
from minga.core.forms import MingaForm, UploadField
from minga.works.intake.columns import MEANINGS
from minga.works.intake.models import IntakeFile


class ReceiveForm(MingaForm):
    office = forms.CharField(
        label="Oficina de origen",
        max_length=80,
        help_text="Con el mismo nombre cada vez: con él y el código único se reconoce cada fila.",
    )
    file = UploadField(
        label="Archivo",
        help_text="Una planilla (.xlsx o CSV) o un paquete de proyectos OC4IDS 0.9 (.json), de "
        "hasta 20 MB y 3.000 filas.",
        error_messages={"required": "Elija el archivo de la cartera."},
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xlsm,.csv,.txt,.tsv,.json"}),
    )


class OptionsForm(MingaForm):
    """How what the file does not say is settled."""

    enters = forms.BooleanField(
        label="Las filas con código BIP entran a la cartera del servicio como proyectos",
        required=False,
    )
    digit = forms.RegexField(
        r"\A[0-9]\Z",
        label="Último dígito del BIP, donde no viene",
        required=False,
        help_text="Vacío: esas filas quedan solo en la cartera de origen. Con un dígito, se "
        "completan con él y cada una lo advierte.",
        error_messages={"invalid": "Escriba un solo dígito, o deje vacío."},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "maxlength": "1"}),
    )
    line_item = forms.ChoiceField(
        label="Asignación, donde la del archivo no está en el clasificador",
        required=False,
        help_text="Vacía: el costo y el gasto de esas filas quedan solo en la cartera de origen.",
    )

    def __init__(self, file: IntakeFile, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial=file.options, **kwargs)
        items = LineItem.objects.of_projects().filter(valid_until__isnull=True)
        self.fields["line_item"].choices = [  # type: ignore[attr-defined]
            ("", "Ninguna"), *((item.public_id, str(item)) for item in items)
        ]  # fmt: skip


def chosen(file: IntakeFile, data: Any) -> dict[int, tuple[str, str, bool]]:
    """Of each column, what was typed; a column that does not come stays as it was."""
    found = {}
    for column in file.columns:
        at = column["index"]
        if (meaning := data.get(f"is_{at}")) is not None:
            found[at] = (meaning, data.get(f"when_{at}", "")[:10], f"pesos_{at}" in data)
    return found


def options_of_columns() -> list[tuple[str, str]]:
    return list(MEANINGS.items())
