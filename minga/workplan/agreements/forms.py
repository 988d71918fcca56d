"""What a person writes in an agreement: shape of the data and kind messages."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from minga.core.access import Access
from minga.core.forms import DateInput, MingaForm, RevisionForm, UploadField
from minga.core.months import Month, MonthInput
from minga.documents.actions import FileRefused, judge
from minga.documents.kinds import ACCEPT, TAKEN
from minga.people.models import Organisation
from minga.workplan.agreements.actions import GoalValues, Paper
from minga.workplan.agreements.actions.draft import values_of
from minga.workplan.agreements.announced import choices, measurer_of
from minga.workplan.agreements.models import Agreement, Goal
from minga.workplan.agreements.models.agreement import LARGEST

PARTS = 8
BY_DOCUMENTS = "Por documentos que verifica otra persona"
MONTH_MESSAGES = {"required": "Elija el mes."}


class AgreementForm(MingaForm):
    """Beginning an agreement: of which team, of which kind, of which year."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label="De quién es",
        required=False,
        empty_label="La institución completa",
        help_text="O el equipo de ella que lo suscribe.",
        error_messages={
            "required": "Elija de qué institución o equipo es.",
            "invalid_choice": "Elija uno de la lista.",
        },
    )
    kind = forms.ChoiceField(
        label="Tipo",
        choices=Agreement.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Elija el tipo.", "invalid_choice": "Elija uno de la lista."},
    )
    year = forms.IntegerField(
        label="Año",
        min_value=1998,
        max_value=2100,
        error_messages={
            "required": "Escriba el año del convenio.",
            "invalid": "Escriba el año con cuatro cifras, por ejemplo 2008.",
            "min_value": "Escriba un año desde 1998.",
            "max_value": "Escriba un año hasta 2100.",
        },
    )

    def __init__(self, *args: Any, institutions: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.institutions = institutions
        field = self.fields["organisation"]
        _offer(field, _of(institutions))
        if len(institutions) > 1:
            # Nothing chosen would be any of them.
            assert isinstance(field, forms.ModelChoiceField)
            field.required, field.empty_label = True, "Elija la institución o el equipo"

    def clean_organisation(self) -> Organisation:
        """Nothing chosen is the person's own institution."""
        chosen: Organisation | None = self.cleaned_data["organisation"]
        return chosen or Organisation.objects.get(pk=self.institutions[0])


class GoalForm(RevisionForm):
    """One goal of a draft, with up to eight parts."""

    statement = forms.CharField(
        label="Meta",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Qué se quiere lograr, en una frase.",
        error_messages={"required": "Escriba la meta.", "max_length": "Use hasta 300 letras."},
    )
    unit = forms.ChoiceField(
        label="Unidad",
        choices=Goal.Unit.choices,
        initial=Goal.Unit.PERCENT,
        widget=forms.RadioSelect,
        error_messages={"required": "Elija la unidad.", "invalid_choice": "Elija una de la lista."},
    )
    numerator_words = forms.CharField(
        label="Fórmula: qué se cuenta",
        max_length=200,
        help_text="Por ejemplo: pagos hechos por el sistema.",
        error_messages={
            "required": "Escriba qué se cuenta: sin fórmula una meta no se puede medir.",
            "max_length": "Use hasta 200 letras.",
        },
    )
    denominator_words = forms.CharField(
        label="Fórmula: entre qué se divide",
        max_length=200,
        required=False,
        help_text="Solo si es porcentaje. Por ejemplo: todos los pagos del año.",
        error_messages={"max_length": "Use hasta 200 letras."},
    )
    direction = forms.ChoiceField(
        label="Sentido",
        choices=Goal.Direction.choices,
        initial=Goal.Direction.AT_LEAST,
        widget=forms.RadioSelect,
        error_messages={"required": "Elija el sentido.", "invalid_choice": "Elija uno."},
    )
    target = forms.DecimalField(
        label="Valor por alcanzar",
        min_value=0,
        max_value=LARGEST // 10,
        decimal_places=1,
        localize=True,
        help_text="Con un decimal a lo más.",
        error_messages={
            "required": "Escriba el valor por alcanzar.",
            "invalid": "Escriba un número, por ejemplo 70 o 69,5.",
            "min_value": "Escriba un valor desde cero.",
            "max_value": "Escriba un valor menor.",
            "max_decimal_places": "Use a lo más un decimal.",
        },
    )
    weight = forms.IntegerField(
        label="Ponderación (%)",
        help_text="Entera. Las de todo el convenio suman 100.",
        widget=forms.NumberInput(attrs={"min": 1, "max": 100, "inputmode": "numeric"}),
        error_messages={
            "required": "Escriba la ponderación, de 1 a 100.",
            "invalid": "Escriba una ponderación entera, de 1 a 100, sin decimales.",
        },
    )
    due = MonthInput(label="Mes en que se cumple", error_messages=MONTH_MESSAGES)
    responsible = forms.ModelChoiceField(
        Organisation.objects.none(),
        label="Unidad responsable",
        empty_label="Elija una unidad",
        error_messages={
            "required": "Elija quién responde.",
            "invalid_choice": "Elija una unidad de la lista.",
        },
    )
    verification = forms.CharField(
        label="Medio de verificación",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="El documento o el registro donde se lee la cifra.",
        error_messages={
            "required": "Escriba dónde se lee la cifra.",
            "max_length": "Use hasta 300 letras.",
        },
    )
    indicator = forms.ChoiceField(
        label="Cómo se mide",
        required=False,
        help_text="Lo que todavía no se mide queda sin cifra hasta que llegue su módulo de Minga.",
        error_messages={"invalid_choice": "Elija uno de la lista."},
    )
    parts = forms.CharField(
        label="Qué incorpora",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=f"Una parte en cada línea, en su orden. Hasta {PARTS}.",
    )

    def __init__(self, *args: Any, agreement: Agreement, access: Access, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self.fields["responsible"], _of([agreement.institution_id]))
        field = self.fields["indicator"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", BY_DOCUMENTS), *choices(access), *self._kept(access)]

    def _kept(self, access: Access) -> list[tuple[str, str]]:
        """What the goal already says, although this person does not read that indicator."""
        said = self.initial.get("indicator", "")
        if not said or said in dict(choices(access)):
            return []
        measurer = measurer_of(said)
        return [(said, measurer.label if measurer else f"{said} (ya no existe)")]

    @classmethod
    def of(cls, goal: Goal, data: Any = None, **kwargs: Any) -> "GoalForm":
        values = values_of(goal)
        initial = dict(vars(values)) | {
            "parts": "\n".join(values.parts),
            "revision": goal.revision,
            "target": values.target.normalize() if values.target % 1 else int(values.target),
        }
        return cls(data, initial=initial, **kwargs)

    def clean_parts(self) -> tuple[str, ...]:
        lines = tuple(filter(None, map(str.strip, self.cleaned_data["parts"].splitlines())))
        if len(lines) > PARTS:
            raise forms.ValidationError(f"Use hasta {PARTS} líneas.")
        if any(len(line) > 200 for line in lines):
            raise forms.ValidationError("Use hasta 200 letras en cada línea.")
        return lines

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        unit, divides = data.get("unit"), data.get("denominator_words", "").strip()
        if unit == Goal.Unit.PERCENT and not divides and "denominator_words" in data:
            self.add_error(
                "denominator_words", "Escriba entre qué se divide: un porcentaje lo necesita."
            )
        return data

    def values(self) -> GoalValues:
        return GoalValues(
            **{name: self.cleaned_data[name] for name in GoalValues.__dataclass_fields__}
        )


class CutForm(MingaForm):
    """At the end of which month a goal is measured; one that is not over, only as provisional."""

    month = MonthInput(
        label="Mes del corte",
        help_text="La cifra es la del último día del mes.",
        error_messages=MONTH_MESSAGES,
    )
    provisional = forms.BooleanField(
        label="El mes no ha terminado: medir como provisorio, hasta hoy", required=False
    )


class PaperFields(MingaForm):
    """The figure that a document says, and the document."""

    numerator = forms.IntegerField(
        label="Numerador",
        min_value=0,
        max_value=LARGEST,
        error_messages={
            "required": "Escriba el numerador.",
            "invalid": "Escriba un número entero.",
            "min_value": "Escriba un número desde cero.",
            "max_value": "Escriba un número menor.",
        },
    )
    denominator = forms.IntegerField(
        label="Denominador",
        min_value=0,
        max_value=LARGEST,
        error_messages={
            "required": "Escriba el denominador.",
            "invalid": "Escriba un número entero.",
            "min_value": "Escriba un número mayor que cero.",
            "max_value": "Escriba un número menor.",
        },
    )
    title = forms.CharField(
        label="Título del documento",
        max_length=160,
        error_messages={
            "required": "Escriba el título del documento.",
            "max_length": "Use hasta 160 letras.",
        },
    )
    dated_on = forms.DateField(
        label="Fecha del documento",
        widget=DateInput(),
        error_messages={
            "required": "Escriba la fecha.",
            "invalid": "Escriba la fecha como dd-mm-aaaa, por ejemplo 30-09-2007.",
        },
    )
    file = UploadField(
        label="Archivo",
        help_text=f"{TAKEN}.",
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        error_messages={"required": "Elija el archivo que quiere cargar."},
    )

    def __init__(self, *args: Any, goal: Goal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["numerator"].help_text = f"{goal.numerator_words}."
        self.fields["denominator"].help_text = f"{goal.denominator_words}."
        if not goal.is_percent:
            del self.fields["denominator"]

    def clean_file(self) -> UploadedFile:
        try:
            return judge(self.cleaned_data["file"])
        except FileRefused as error:
            raise forms.ValidationError(str(error)) from error

    def paper(self) -> Paper:
        data = self.cleaned_data
        return Paper(
            data["numerator"], data.get("denominator", 1), data["file"], data["title"],
            data["dated_on"],
        )  # fmt: skip


class EvidenceForm(PaperFields, CutForm):
    """A figure by document at a cut."""

    field_order = ("month", "provisional")


class ReasonForm(MingaForm):
    """Why a figure is corrected."""

    reason = forms.CharField(
        label="Por qué se corrige",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Se leerá junto a las dos cifras.",
        error_messages={
            "required": "Escriba por qué se corrige: se leerá junto a las dos cifras.",
            "max_length": "Use hasta 500 letras.",
        },
    )


class CorrectionForm(PaperFields, ReasonForm):
    """Another figure for the same cut, with its document."""


class RemarksForm(MingaForm):
    """What must be corrected of a figure."""

    remarks = forms.CharField(
        label="Qué debe corregirse",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": "Escriba qué debe corregirse: quien la registró lo leerá.",
            "max_length": "Use hasta 1.000 letras.",
        },
    )


def _of(institutions: list[int]) -> Any:
    """The institutions and their units that exist today."""
    found = Organisation.objects.filter(valid_until__isnull=True)
    own = found.filter(pk__in=institutions) | found.filter(institution__in=institutions)
    return own.order_by("institution__name", "name")


def _offer(field: forms.Field, found: Any) -> None:
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = found


def this_month(agreement: Agreement, day: Any) -> Month:
    """The last month that is over, within the year of the agreement."""
    first, last = agreement.months
    return min(max(Month.of(day) - 1, first), last)
