"""What a person writes of commitments: shape of the data and kind messages."""

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Q, QuerySet

from minga.commitments.actions.common import require_existing
from minga.commitments.models import ChaseRule, Commitment
from minga.commitments.origins import offered
from minga.core.errors import DomainError
from minga.core.forms import DateInput, MingaForm, UploadField
from minga.core.templatetags.minga import size
from minga.core.validity import holds_on
from minga.core.workdays import add_working_days
from minga.documents.actions import FileRefused, judge
from minga.documents.kinds import ACCEPT, TAKEN
from minga.people.models import Membership, Organisation, Person

DAY = {
    "required": "Escriba la fecha.",
    "invalid": "Escriba la fecha como dd-mm-aaaa, por ejemplo 30-11-2007.",
}
MOST_WORKING_DAYS = 400
LONGEST_KEY = 18  # a text of thousands of digits is no number for Python


def long_text(label: str, most: int, *, rows: int = 3, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=most,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={
            "required": f"Complete «{label}».",
            "max_length": f"Use hasta {most} letras.",
        },
        **more,
    )


def organisations(day: date) -> "QuerySet[Organisation]":
    """Those that exist, institutions before their units."""
    return Organisation.objects.filter(holds_on(day)).order_by("name")


def people_of(institutions: Any, day: date) -> "QuerySet[Person]":
    held = Membership.objects.of_institutions(institutions).on(day).values("person")
    return Person.objects.filter(pk__in=held).order_by("family_names", "given_names")


class BodyField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not one at run time
    """Units with the institution they are of: «Técnico (SERVIU)». One that ended after the page was
    opened is refused by its name and with whom to choose instead."""

    day: date | None = None

    def offer(self, bodies: "QuerySet[Organisation]", day: date) -> None:
        self.queryset, self.day = bodies.select_related("institution"), day

    def to_python(self, value: Any) -> Any:
        try:
            return super().to_python(value)
        except forms.ValidationError:
            if (sentence := self._why_not(value)) is None:
                raise
            raise forms.ValidationError(sentence, code="ended") from None

    def _why_not(self, value: Any) -> str | None:
        key = str(value)
        if self.day is None or not key.isdecimal() or len(key) > LONGEST_KEY:
            return None
        body = Organisation.objects.filter(pk=int(key)).first()
        if body is None:
            return None
        try:
            require_existing(body, self.day)
        except DomainError as error:
            return str(error)
        return None

    def label_from_instance(self, body: Organisation) -> str:
        return f"{body.name} ({body.institution.short_name})" if body.institution else body.name


class EvidenceMixin(MingaForm):
    """A file that `documents` takes; whether it must be there, the form says."""

    file_required = True

    def clean_file(self) -> UploadedFile | None:
        file: UploadedFile | None = self.cleaned_data["file"]
        if file is None and not self.file_required:
            return None
        try:
            return judge(file)
        except FileRefused as error:
            raise forms.ValidationError(str(error)) from error


def file_field(label: str, *, required: bool) -> UploadField:
    return UploadField(
        label=label,
        required=required,
        error_messages={"required": "Elija el archivo que lo prueba."},
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        help_text=f"{TAKEN}, hasta {size(settings.MAX_FILE_BYTES)}.",
    )


class SeenForm(MingaForm):
    """Over a commitment that others may move: it carries the revision it was opened with."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)

    @classmethod
    def of(cls, commitment: Commitment, auto_id: str) -> Any:
        return cls(initial={"seen": commitment.revision}, auto_id=auto_id)


class CommitmentForm(EvidenceMixin):
    """A new one. The term is a day, or so many working days from the commitment."""

    file_required = False

    promise = long_text("Qué se prometió", 600, help_text="En una frase, lo que se hará.")
    responsible = BodyField(
        Organisation.objects.none(),
        label="Responsable",
        empty_label="Elija una organización o unidad",
        error_messages={
            "required": "Elija quién responde.",
            "invalid_choice": "Elija una organización de la lista.",
        },
    )
    person = forms.ModelChoiceField(
        Person.objects.none(),
        label="Persona a cargo",
        required=False,
        empty_label="Nadie en particular",
        error_messages={"invalid_choice": "Elija una persona de la lista."},
    )
    promised_to = forms.CharField(
        label="A quién",
        max_length=160,
        help_text="La organización, la mesa o las personas a quienes se prometió.",
        error_messages={"required": "Escriba a quién se prometió."},
    )
    made_on = forms.DateField(label="Desde el", widget=DateInput(), error_messages=DAY)
    due_on = forms.DateField(
        label="Plazo",
        widget=DateInput(),
        required=False,
        help_text="Una fecha, o los días hábiles que siguen: uno de los dos.",
        error_messages=DAY,
    )
    working_days = forms.IntegerField(
        label="O plazo en días hábiles",
        required=False,
        min_value=1,
        max_value=MOST_WORKING_DAYS,
        help_text="Se cuentan desde el día siguiente, sin sábados, domingos ni feriados.",
        error_messages={
            "invalid": "Escriba un número entero de días.",
            "min_value": "Escriba al menos un día.",
            "max_value": f"Escriba hasta {MOST_WORKING_DAYS} días.",
        },
    )
    origin = forms.ChoiceField(
        label="Origen", choices=offered, error_messages={"required": "Elija el origen."}
    )
    origin_reference = forms.CharField(
        label="Referencia del origen",
        max_length=160,
        required=False,
        help_text="Por ejemplo: mesa técnica de 14-11-2007, acuerdo 3.",
    )
    in_place = forms.BooleanField(label="", required=False)
    file = file_field("Documento de origen", required=False)

    def __init__(
        self,
        *args: Any,
        day: date,
        region: str = "",
        place: str = "",
        institutions: Any = (),
        finding: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.day, self.region = day, region
        body, person = self.fields["responsible"], self.fields["person"]
        assert isinstance(body, BodyField)
        assert isinstance(person, forms.ModelChoiceField)
        body.offer(organisations(day), day)
        person.queryset = people_of(institutions, day)
        if place:
            self.fields["in_place"].label = f"Es de un lugar: {place}"
        else:
            del self.fields["in_place"]
        if finding:
            for name in ("origin", "origin_reference"):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        due, days, made = (found.get(name) for name in ("due_on", "working_days", "made_on"))
        if due and days:
            self.add_error("working_days", "Escriba el plazo o los días hábiles, no ambos.")
        elif days and made:
            found["due_on"] = add_working_days(made, days, self.region)
        elif not due and not {"due_on", "working_days"} & set(self.errors):
            self.add_error("due_on", "Escriba el plazo, o en cuántos días hábiles.")
        return found


class ReportForm(EvidenceMixin, SeenForm):
    """Its evidence, and what was done."""

    remarks = long_text("Qué se hizo", 2000, required=False)
    title = forms.CharField(label="Título de la evidencia", max_length=160, required=False)
    dated_on = forms.DateField(
        label="Fecha de la evidencia", widget=DateInput(), required=False, error_messages=DAY
    )
    file = file_field("Evidencia", required=True)


class ReturnForm(SeenForm):
    remarks = long_text("Qué falta o debe corregirse", 2000)


class ReasonForm(SeenForm):
    reason = long_text("Motivo", 500, rows=2)


class ExtendForm(ReasonForm):
    due_on = forms.DateField(label="Nuevo plazo", widget=DateInput(), error_messages=DAY)
    field_order = ("due_on", "reason")


class HandForm(ReasonForm):
    responsible = BodyField(
        Organisation.objects.none(),
        label="Pasa a",
        empty_label="Elija una organización o unidad",
        error_messages={
            "required": "Elija a quién pasa.",
            "invalid_choice": "Elija una organización de la lista.",
        },
    )
    person = forms.ModelChoiceField(
        Person.objects.none(),
        label="Persona a cargo",
        required=False,
        empty_label="Nadie en particular",
    )
    field_order = ("responsible", "person", "reason")

    def offer(self, institutions: Any, day: date) -> None:
        body, person = self.fields["responsible"], self.fields["person"]
        assert isinstance(body, BodyField)
        assert isinstance(person, forms.ModelChoiceField)
        body.offer(organisations(day), day)
        person.queryset = people_of(institutions, day)


class SplitForm(ReasonForm):
    parts = long_text(
        "Las partes, una por línea",
        4000,
        rows=4,
        help_text="Cada línea queda como un compromiso, con el mismo responsable y plazo.",
    )
    field_order = ("parts", "reason")

    def clean_parts(self) -> list[str]:
        found = [" ".join(line.split()) for line in self.cleaned_data["parts"].splitlines()]
        lines = [line for line in found if line]
        if len(lines) < 2:
            raise forms.ValidationError("Escriba al menos dos partes, una por línea.")
        if any(len(line) > 600 for line in lines):
            raise forms.ValidationError("Use hasta 600 letras en cada parte.")
        return lines


class RuleForm(MingaForm):
    key = forms.ChoiceField(label="Regla", choices=ChaseRule.Key.choices)
    days = forms.IntegerField(
        label="Días",
        min_value=1,
        max_value=365,
        error_messages={
            "required": "Escriba cuántos días.",
            "invalid": "Escriba un número entero de días.",
            "min_value": "Escriba entre 1 y 365 días.",
            "max_value": "Escriba entre 1 y 365 días.",
        },
    )
    valid_from = forms.DateField(label="Desde el", widget=DateInput(), error_messages=DAY)
    reason = forms.CharField(
        label="Motivo",
        max_length=200,
        error_messages={"required": "Escriba el motivo: queda en el registro."},
    )


class MailboxForm(MingaForm):
    unit = BodyField(
        Organisation.objects.none(),
        label="Unidad",
        empty_label="Elija una unidad",
        error_messages={
            "required": "Elija la unidad.",
            "invalid_choice": "Elija una unidad de la lista.",
        },
    )
    mailbox = forms.CharField(
        label="Correo de la unidad",
        max_length=254,
        required=False,
        help_text="Vacío, la unidad deja de tener casilla.",
    )

    def offer(self, institutions: Any, day: date) -> None:
        field = self.fields["unit"]
        assert isinstance(field, BodyField)
        own = Q(pk__in=institutions) | Q(institution__in=institutions)
        outside = ~Q(kind__in=("ministry", "serviu", "seremi", "unit", "division"))
        found = organisations(day).filter(own | outside)
        field.offer(found, day)
