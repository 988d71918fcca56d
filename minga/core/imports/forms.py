"""What a person sends: a file, the columns of it, a justification."""

from typing import Any

from django import forms

from minga.core.forms import MingaForm, UploadField
from minga.core.imports.models import Import
from minga.core.imports.spec import ImportSpec

NOT_THERE = "No viene en el archivo"


class UploadForm(MingaForm):
    """One file; what it holds is judged by its reading."""

    file = UploadField(
        label="Archivo",
        help_text="Un libro de Excel (.xlsx) o un CSV, de hasta 20 MB y 200.000 filas.",
        error_messages={"required": "Elija el archivo que quiere importar."},
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xlsm,.csv,.txt,.tsv"}),
    )


class ColumnsForm(MingaForm):
    """For each field, one of the columns of the file."""

    def __init__(self, upload: Import, spec: ImportSpec, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        options = [("", NOT_THERE), *((str(c["index"]), _said(c)) for c in upload.headings)]
        for item in spec.fields:
            self.fields[item.name] = forms.ChoiceField(
                label=item.label,
                choices=options,
                required=spec.must_have(item),
                initial=str(upload.mapping.get(item.name, "")),
                help_text=item.help,
                error_messages={
                    "required": f"Elija la columna de «{item.label}»; si no viene, agréguela al "
                    "archivo y súbalo de nuevo.",
                    "invalid_choice": "Elija una de las columnas del archivo.",
                },
            )

    @property
    def chosen(self) -> dict[str, int | None]:
        return {name: int(value) if value else None for name, value in self.cleaned_data.items()}


def _said(column: dict[str, Any]) -> str:
    """«C · Monto (por ejemplo, 1.234)»."""
    heading = column["heading"] or "sin título"
    sample = f" (por ejemplo, {column['sample']})" if column["sample"] else ""
    return f"{column['letter']} · {heading}{sample}"


class JustificationForm(MingaForm):
    """Why warnings of one code are accepted."""

    code = forms.CharField(max_length=60, widget=forms.HiddenInput)
    digests = forms.CharField(required=False, widget=forms.HiddenInput)
    text = forms.CharField(
        label="Por qué se acepta",
        max_length=2000,
        help_text="Queda en el registro, con su nombre y la fecha.",
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={
            "required": "Escriba por qué se acepta: queda en el registro con su nombre.",
            "max_length": "Use hasta 2.000 letras.",
        },
    )
