"""What a person writes in a work plan: shape of the data and kind messages."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Q

from minga.core.forms import DateInput, MingaForm, RevisionForm, UploadField
from minga.core.templatetags.minga import size
from minga.documents.actions import FileRefused, judge
from minga.documents.kinds import ACCEPT, TAKEN
from minga.people.models import Organisation
from minga.workplan.actions import ActivityValues
from minga.workplan.models import Activity, Evidence, Objective, Stage, Status

REQUIRED_DAY = {
    "required": "Escriba la fecha.",
    "invalid": "Escriba la fecha como dd-mm-aaaa, por ejemplo 30-06-2007.",
}


class PlanForm(MingaForm):
    """Beginning a plan: its year; the service and the territory are the person's own."""

    year = forms.IntegerField(
        label="Año",
        min_value=1998,
        max_value=2100,
        error_messages={
            "required": "Escriba el año del programa.",
            "invalid": "Escriba el año con cuatro cifras, por ejemplo 2008.",
            "min_value": "El PMG comenzó en 1998: escriba un año desde entonces.",
            "max_value": "Escriba un año hasta 2100.",
        },
    )


class ObjectiveForm(RevisionForm):
    title = forms.CharField(
        label="Objetivo transversal",
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="En una frase, lo que el servicio quiere lograr este año.",
        error_messages={"required": "Escriba el objetivo.", "max_length": "Use hasta 200 letras."},
    )

    @classmethod
    def of(cls, objective: Objective) -> "ObjectiveForm":
        return cls(initial={"title": objective.title, "revision": objective.revision})


class ActivityForm(RevisionForm):
    """One activity of a draft."""

    title = forms.CharField(
        label="Actividad",
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Escriba qué se hará.", "max_length": "Use hasta 200 letras."},
    )
    weight = forms.IntegerField(
        label="Ponderación (%)",
        help_text="Entera. Las de todo el programa suman 100.",
        widget=forms.NumberInput(attrs={"min": 1, "max": 100, "inputmode": "numeric"}),
        error_messages={
            "required": "Escriba la ponderación, de 1 a 100.",
            "invalid": "Escriba una ponderación entera, de 1 a 100, sin decimales.",
        },
    )
    responsible = forms.ModelChoiceField(
        Organisation.objects.none(),
        label="Unidad responsable",
        empty_label="Elija una unidad",
        error_messages={
            "required": "Elija quién responde.",
            "invalid_choice": "Elija una unidad de la lista.",
        },
    )
    starts_on = forms.DateField(
        label="Comienza el", widget=DateInput(), error_messages=REQUIRED_DAY
    )
    ends_on = forms.DateField(label="Termina el", widget=DateInput(), error_messages=REQUIRED_DAY)
    expected_evidence = forms.CharField(
        label="Medio de verificación esperado",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="El documento que probará que se cumplió: informe, acta, resolución, planilla.",
        error_messages={
            "required": "Escriba con qué documento se probará.",
            "max_length": "Use hasta 300 letras.",
        },
    )
    evidence_needed = forms.IntegerField(
        label="Cuántos documentos se necesitan",
        min_value=1,
        max_value=12,
        initial=1,
        error_messages={
            "required": "Escriba cuántos documentos se necesitan, de 1 a 12.",
            "invalid": "Escriba un número entero, de 1 a 12.",
            "min_value": "Se necesita al menos un documento.",
            "max_value": "Escriba hasta 12 documentos.",
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["responsible"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Organisation.objects.filter(Q(valid_until__isnull=True)).order_by("name")

    @classmethod
    def of(cls, activity: Activity) -> "ActivityForm":
        names = (
            "title",
            "weight",
            "responsible",
            "starts_on",
            "ends_on",
            "expected_evidence",
            "evidence_needed",
        )
        return cls(initial={name: getattr(activity, name) for name in (*names, "revision")})

    def values(self) -> ActivityValues:
        return ActivityValues(
            **{name: self.cleaned_data[name] for name in ActivityValues.__dataclass_fields__}
        )


class RemarksForm(MingaForm):
    """What must be corrected: of a version or of a piece of evidence."""

    remarks = forms.CharField(
        label="Qué debe corregirse",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": "Escriba qué debe corregirse: quien lo preparó lo leerá.",
            "max_length": "Use hasta 1.000 letras.",
        },
    )


class EvidenceForm(MingaForm):
    """A document that proves an activity."""

    title = forms.CharField(
        label="Título del documento",
        max_length=160,
        help_text="Como lo buscaría otra persona: «Acta de la Mesa Técnica N.º 6».",
        error_messages={
            "required": "Escriba el título del documento.",
            "max_length": "Use hasta 160 letras.",
        },
    )
    dated_on = forms.DateField(
        label="Fecha del documento",
        widget=DateInput(),
        help_text="La que lleva escrita.",
        error_messages=REQUIRED_DAY,
    )
    file = UploadField(
        label="Archivo",
        error_messages={"required": "Elija el archivo que quiere cargar."},
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
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
        """Judged together with the rest: who has to choose it again does so once."""
        try:
            return judge(self.cleaned_data["file"])
        except FileRefused as error:
            raise forms.ValidationError(str(error)) from error


class ShareForm(MingaForm):
    """A document already verified in another plan, to use here too. `found`: those to choose."""

    evidence = forms.ChoiceField(
        label="Evidencia verificada de otro programa",
        help_text="Las de este año que usted puede leer. Otra persona verifica que sirve aquí.",
        error_messages={
            "required": "Elija la evidencia que quiere usar.",
            "invalid_choice": "Elija una evidencia de la lista.",
        },
    )

    def __init__(self, found: Sequence[Evidence], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found = {evidence.public_id: evidence for evidence in found}
        field = self.fields["evidence"]
        assert isinstance(field, forms.ChoiceField)
        options = [(key, _shared_label(evidence)) for key, evidence in self.found.items()]
        field.choices = [("", "Elija una evidencia"), *options]

    def clean_evidence(self) -> Evidence:
        return self.found[self.cleaned_data["evidence"]]


def _shared_label(evidence: Evidence) -> str:
    plan = evidence.line.plan
    return f"{plan.service.short_name}: {evidence.document.title}"


class StageForm(MingaForm):
    """Closing a stage: which one the person was looking at."""

    stage = forms.ChoiceField(
        choices=Stage.choices,
        widget=forms.HiddenInput,
        error_messages={
            "required": "Abra la página de nuevo: no se sabe qué etapa quería cerrar.",
            "invalid_choice": "Abra la página de nuevo: esa etapa no existe.",
        },
    )
    remarks = forms.CharField(
        label="Observaciones",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Por ejemplo, el oficio con que se informó a la red de expertos.",
        error_messages={"max_length": "Use hasta 1.000 letras."},
    )


class StatusForm(MingaForm):
    """The status of an activity, as the official form names it."""

    status = forms.ChoiceField(
        label="Estado",
        choices=Status.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Elija un estado.",
            "invalid_choice": "Elija un estado de la lista.",
        },
    )
    reason = forms.CharField(
        label="Motivo",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Obligatorio si la actividad deja de cumplir.",
        error_messages={"max_length": "Use hasta 500 letras."},
    )
