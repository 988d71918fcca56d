"""What a person writes about the file of a case: shape of the data and kind messages."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from minga.core.cases import CaseKind, case_kinds
from minga.core.forms import DateInput, MingaForm, UploadField
from minga.core.templatetags.minga import size
from minga.documents.actions import FileRefused, judge
from minga.documents.files.actions.rules import Asking
from minga.documents.files.models import Requirement, RuleChange
from minga.documents.kinds import ACCEPT, TAKEN
from minga.people.roles import Role

DAY = {
    "required": "Escriba la fecha.",
    "invalid": "Escriba la fecha como dd-mm-aaaa, por ejemplo 30-06-2007.",
}


def _reason(label: str = "Motivo", help_text: str = "Queda en el registro.") -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=help_text,
        error_messages={"required": "Escriba el motivo.", "max_length": "Use hasta 500 letras."},
    )


class ReceiveForm(MingaForm):
    """A document that came. `justification` is asked for only when the same file is of another
    case."""

    title = forms.CharField(
        label="Título del documento",
        max_length=160,
        error_messages={"required": "Escriba el título.", "max_length": "Use hasta 160 letras."},
    )
    dated_on = forms.DateField(
        label="Fecha que lleva el documento", widget=DateInput(), error_messages=DAY
    )
    file = UploadField(
        label="Archivo",
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        error_messages={"required": "Elija el archivo que quiere cargar."},
    )
    justification = forms.CharField(
        label="Por qué vale también para este caso",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="El mismo archivo está en el expediente de otro caso.",
        error_messages={"max_length": "Use hasta 500 letras."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        most = size(settings.MAX_FILE_BYTES)
        file = self.fields["file"]
        file.help_text = f"{TAKEN}, hasta {most}."
        file.widget.attrs |= {
            "data-max-bytes": settings.MAX_FILE_BYTES,
            "data-max-message": f"El archivo pesa más que el máximo de {most}. Reduzca las "
            "imágenes o divídalo.",
        }

    def clean_file(self) -> UploadedFile:
        try:
            return judge(self.cleaned_data["file"])
        except FileRefused as error:
            raise forms.ValidationError(str(error)) from error

    @property
    def shown(self) -> list[forms.BoundField]:
        """Its fields, without the one that nobody asked for yet."""
        asked = bool(self["justification"].errors or self["justification"].value())
        return [field for field in self if field.name != "justification" or asked]


class ReasonForm(MingaForm):
    reason = _reason()


class RuleForm(MingaForm):
    """What a state asks for, from a day on. `where`: kind and state, «programa/aprobacion»."""

    where = forms.ChoiceField(
        label="Caso y estado que lo pide",
        error_messages={
            "required": "Elija el estado.",
            "invalid_choice": "Elija un estado de la lista.",
        },
    )
    document = forms.CharField(
        label="Documento",
        max_length=120,
        help_text="Como lo llama la norma, por ejemplo «Certificado de disponibilidad».",
        error_messages={
            "required": "Escriba qué documento se pide.",
            "max_length": "Use hasta 120 letras.",
        },
    )
    party = forms.CharField(
        label="De quién se espera",
        max_length=120,
        help_text="La unidad, la municipalidad, la entidad patrocinante.",
        error_messages={
            "required": "Escriba de quién se espera.",
            "max_length": "Use hasta 120 letras.",
        },
    )
    role = forms.ChoiceField(
        label="Función que lo reúne en el servicio",
        choices=Role.choices,
        help_text="A quienes la tienen les aparece en «Mi trabajo» mientras falte.",
        error_messages={
            "required": "Elija la función.",
            "invalid_choice": "Elija una función de la lista.",
        },
    )
    compulsory = forms.BooleanField(
        label="Es obligatorio: sin él no se entra al estado", required=False
    )
    may_not_apply = forms.BooleanField(
        label="Se puede decir que no corresponde, con su motivo", required=False
    )
    ends = forms.BooleanField(label="Deja de pedirse desde esa fecha", required=False)
    valid_from = forms.DateField(
        label="Rige desde",
        widget=DateInput(),
        help_text="Hoy o después: a lo ya enviado se le pidió lo de su día.",
        error_messages=DAY,
    )
    source = forms.CharField(
        label="Acto o norma que lo pide",
        max_length=160,
        error_messages={
            "required": "Escriba el acto o la norma.",
            "max_length": "Use hasta 160 letras.",
        },
    )
    reason = _reason()

    def __init__(self, *args: Any, rule: "Requirement | RuleChange | None" = None, **more: Any):
        super().__init__(*args, **more)
        self.line = rule.line if rule else ""
        choices = [
            (f"{kind.key}/{state}", f"{kind.label.capitalize()}: {label}")
            for kind in case_kinds()
            if kind.dossier
            for state, label in kind.states.items()
        ]
        self.fields["where"].choices = choices  # type: ignore[attr-defined]
        if not self.line:
            del self.fields["ends"]

    @staticmethod
    def initial_of(rule: "Requirement | RuleChange") -> dict[str, Any]:
        names = ("document", "party", "role", "compulsory", "may_not_apply", "source")
        return {name: getattr(rule, name) for name in names} | {
            "where": f"{rule.kind}/{rule.state}",
            "ends": getattr(rule, "ends", False),
        }

    def asking(self) -> Asking:
        said = dict(self.cleaned_data)
        kind, _, state = said.pop("where").partition("/")
        kept = {name: said[name] for name in said if name not in ("valid_from", "reason")}
        return Asking(kind=kind, state=state, line=self.line, **kept)


class DrawForm(MingaForm):
    """A sample: of which cases, how many, and what for. Never with which seed."""

    kind = forms.ChoiceField(
        label="Expedientes de",
        error_messages={"required": "Elija un tipo.", "invalid_choice": "Elija uno de la lista."},
    )
    of_year = forms.IntegerField(
        label="Año de los casos",
        required=False,
        min_value=1990,
        max_value=2100,
        help_text="Vacío, de todos los años. Solo para casos que tienen año.",
        error_messages={
            "invalid": "Escriba el año con cuatro cifras.",
            "min_value": "Escriba un año desde 1990.",
            "max_value": "Escriba un año hasta 2100.",
        },
    )
    size = forms.IntegerField(
        label="Cuántos",
        min_value=1,
        max_value=100_000,
        error_messages={
            "required": "Escriba cuántos.",
            "invalid": "Escriba un número entero.",
            "min_value": "Sortee al menos uno.",
            "max_value": "Sortee hasta 100.000.",
        },
    )
    reason = _reason("Para qué", "Cada sorteo queda numerado con su motivo: no se repite a solas.")

    def __init__(self, *args: Any, kinds: list[CaseKind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind.key, kind.plural) for kind in kinds]  # type: ignore[attr-defined]
