"""What a person writes of audits and their findings."""

from datetime import date
from typing import Any

from django import forms

from minga.commitments.forms import (
    DAY,
    BodyField,
    EvidenceMixin,
    file_field,
    long_text,
    organisations,
)
from minga.commitments.models import Audit, Outcome, Seriousness
from minga.core.forms import DateInput, MingaForm
from minga.people.models import Organisation


class AuditForm(EvidenceMixin):
    file_required = False

    kind = forms.ChoiceField(label="Quién audita", choices=Audit.Kind.choices)
    report_number = forms.CharField(
        label="Número del informe",
        max_length=40,
        error_messages={"required": "Escriba el número del informe."},
    )
    report_date = forms.DateField(label="Fecha del informe", widget=DateInput(), error_messages=DAY)
    title = forms.CharField(
        label="Materia", max_length=200, error_messages={"required": "Escriba la materia."}
    )
    file = file_field("Informe", required=False)


class FindingForm(MingaForm):
    code = forms.CharField(
        label="Numeral",
        max_length=20,
        help_text="Como lo llama el informe: II.3.",
        error_messages={"required": "Escriba el numeral."},
    )
    text = long_text("Observación", 1000)
    seriousness = forms.ChoiceField(label="Gravedad", choices=Seriousness.choices)
    answer_due_on = forms.DateField(
        label="Plazo de respuesta", widget=DateInput(), error_messages=DAY
    )
    responsible = BodyField(
        Organisation.objects.none(),
        label="Responsable",
        empty_label="Elija una organización o unidad",
        error_messages={
            "required": "Elija quién responde.",
            "invalid_choice": "Elija una organización de la lista.",
        },
    )

    def __init__(self, *args: Any, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["responsible"]
        assert isinstance(field, BodyField)
        field.offer(organisations(day), day)


class AnswerForm(EvidenceMixin):
    file_required = False

    text = long_text("Respuesta", 4000, rows=4, help_text="Qué se hizo, o se hará, y desde cuándo.")
    file = file_field("Evidencia", required=False)


class AssessForm(EvidenceMixin):
    file_required = False

    outcome = forms.ChoiceField(
        label="Resultado",
        choices=Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Elija el resultado."},
    )
    remarks = long_text("En qué se funda", 2000)
    next_on = forms.DateField(
        label="Próximo seguimiento",
        widget=DateInput(),
        required=False,
        help_text="Solo si no está subsanada.",
        error_messages=DAY,
    )
    file = file_field("Documento del seguimiento", required=False)


class RowsForm(MingaForm):
    title = forms.CharField(
        label="Qué son",
        max_length=120,
        help_text="Por ejemplo: visitas de control no realizadas.",
        error_messages={"required": "Escriba qué son."},
    )
    rows = forms.CharField(
        label="Referencias, una por línea",
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Péguelas desde una planilla: folios, contratos, certificados.",
    )
    cases = forms.MultipleChoiceField(
        label="Y casos que están en Minga",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Elija casos de la lista."},
    )

    def offer(self, choices: list[tuple[str, str]]) -> None:
        field = self.fields["cases"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = choices
        if not choices:
            del self.fields["cases"]
