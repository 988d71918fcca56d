"""What is typed about visits and their rules."""

from collections.abc import Iterable
from typing import Any

from django import forms

from minga.core.access import Access
from minga.core.forms import DateInput, MingaForm, RevisionForm, UploadField
from minga.people.models import Membership, Organisation, Person
from minga.people.roles import Role
from minga.territory.models.geometry import UNITS
from minga.visits.actions import Place, QuestionValues, RuleValues
from minga.visits.actions.assigning import Asked
from minga.visits.cases import Point, VisitCase, visit_cases
from minga.visits.models import Question, RuleVersion, VisitReport, VisitRule
from minga.visits.models.rules import Certainty, DaysOf, Rhythm

LINES = 12
# Chile in degrees, with Rapa Nui and the Antarctic: enough to see a sign or an order that is wrong.
SOUTH, WEST, EAST = -17, -110, -53
AREA = forms.Textarea(attrs={"rows": 3})


class PersonChoice(forms.ModelChoiceField[Person]):
    def label_from_instance(self, obj: Any) -> str:
        return str(obj)


def inspectors_of(service: Organisation, day: Any) -> Any:
    """Who may be sent: those with a function of inspection or of a unit of the service."""
    roles = (Role.WORKS_INSPECTOR, Role.UNIT_OFFICER)
    held = Membership.objects.on(day).of_institutions([service.pk]).filter(role__in=roles)
    return Person.objects.filter(pk__in=held.values("person")).order_by("family_names")


class AssignForm(MingaForm):
    seen = forms.IntegerField(widget=forms.HiddenInput)
    inspector = PersonChoice(Person.objects.none(), label="Quien visita", empty_label="Elija")
    planned_on = forms.DateField(
        label="Fecha prevista",
        required=False,
        widget=DateInput(),
        help_text="Para su ruta del día.",
    )
    reason = forms.CharField(
        label="Motivo", required=False, max_length=500, help_text="Si pasa de una persona a otra."
    )

    def __init__(self, *args: Any, people: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if people is not None:
            self.fields["inspector"].queryset = people  # type: ignore[attr-defined]


class ExtendForm(MingaForm):
    seen = forms.IntegerField(widget=forms.HiddenInput)
    until = forms.DateField(label="Nuevo plazo", widget=DateInput())
    act_reference = forms.CharField(
        label="Acto que lo amplía", max_length=120, help_text="Por ejemplo: Res. Ex. 640 de 2007."
    )
    reason = forms.CharField(label="Motivo", max_length=2000, widget=AREA)


class VoidForm(MingaForm):
    seen = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label="Por qué ya no corresponde",
        max_length=2000,
        widget=AREA,
        help_text="Por ejemplo: el contrato terminó antes de la visita.",
    )


class ResolveForm(MingaForm):
    seen = forms.IntegerField(widget=forms.HiddenInput)
    chosen = forms.ChoiceField(label="Informe que vale", widget=forms.RadioSelect)
    reason = forms.CharField(label="Motivo", max_length=2000, widget=AREA)

    def __init__(
        self, *args: Any, reports: Iterable[VisitReport] = (), void: bool = False, **kw: Any
    ):
        super().__init__(*args, **kw)
        choices = [
            (one.public_id, f"El {number}.º: {one.by}, {one.get_result_display()}")
            for number, one in enumerate(reports, 1)
        ]
        if void:
            choices.append(("", "Ninguno: la visita sigue sin efecto"))
            self.fields["chosen"].required = False
        self.fields["chosen"].choices = choices  # type: ignore[attr-defined]


class FailForm(MingaForm):
    client_uuid = forms.UUIDField(widget=forms.HiddenInput)
    device_at = forms.DateTimeField(required=False, widget=forms.HiddenInput)
    reason = forms.CharField(
        label="Por qué no se pudo hacer", max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    next_on = forms.DateField(label="Nueva fecha", widget=DateInput())


class PointForm(MingaForm):
    """An address and a point: both coordinates or none, and in Chile."""

    address = forms.CharField(
        label="Dirección",
        required=False,
        max_length=160,
        help_text="Calle y número, o cómo se llega.",
    )
    latitude = forms.DecimalField(
        label="Latitud",
        required=False,
        min_value=-90,
        max_value=90,
        help_text="En grados, con signo: -20,2141. Sirve para comparar con el lugar de las fotos.",
        localize=True,
    )
    longitude = forms.DecimalField(
        label="Longitud",
        required=False,
        min_value=-180,
        max_value=180,
        help_text="En grados, con signo: -70,1520.",
        localize=True,
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        latitude, longitude = data.get("latitude"), data.get("longitude")
        if self.has_error("latitude") or self.has_error("longitude"):
            return data
        if (latitude is None) != (longitude is None):
            self.add_error("longitude", "Escriba las dos coordenadas, o ninguna.")
        elif latitude is None or longitude is None:
            return data
        elif latitude > SOUTH or not WEST < longitude < EAST:
            self.add_error("latitude", "Ese punto no está en Chile: revise los signos y el orden.")
        return data

    @property
    def point(self) -> Point | None:
        latitude, longitude = self.cleaned_data["latitude"], self.cleaned_data["longitude"]
        return None if latitude is None else (_units(longitude), _units(latitude))


class PlaceForm(PointForm):
    seen = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label="De dónde sale este lugar, o por qué cambia",
        max_length=500,
        help_text="Por ejemplo: dirección de la carpeta del proyecto.",
    )


class AskForm(PointForm):
    rule = forms.ModelChoiceField(VisitRule.objects.none(), label="Pauta", empty_label="Elija")
    title = forms.CharField(label="Qué se visita", max_length=200)
    reason = forms.CharField(label="Por qué se pide", max_length=2000, widget=AREA)
    field_order = ("rule", "title", "reason", "address", "latitude", "longitude")

    def __init__(self, *args: Any, rules: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if rules is not None:
            self.fields["rule"].queryset = rules  # type: ignore[attr-defined]

    @property
    def asked(self) -> Asked:
        data = self.cleaned_data
        return Asked(data["title"], data["reason"], address=data["address"], point=self.point)


def _units(degrees: Any) -> int:
    units: int = round(degrees * UNITS)
    return units


class PhotoForm(MingaForm):
    """One photo, as a page without script sends it and as the device does."""

    client_uuid = forms.UUIDField(widget=forms.HiddenInput)
    photo = UploadField(
        label="Foto",
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png"}),
    )
    question = forms.CharField(label="Pregunta", required=False, max_length=12)
    latitude = forms.DecimalField(
        label="Latitud", required=False, min_value=-90, max_value=90, localize=True
    )
    longitude = forms.DecimalField(
        label="Longitud", required=False, min_value=-180, max_value=180, localize=True
    )
    accuracy = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    device_at = forms.DateTimeField(required=False, widget=forms.HiddenInput)
    no_place_reason = forms.CharField(
        label="Si no tiene las coordenadas, por qué",
        required=False,
        max_length=200,
        help_text="Por ejemplo: sin señal de GPS: dentro de un subterráneo.",
    )

    @property
    def place(self) -> Place:
        data = self.cleaned_data
        latitude, longitude = data["latitude"], data["longitude"]
        if latitude is None or longitude is None:
            return Place(reason=data["no_place_reason"])
        return Place(_units(longitude), _units(latitude), data["accuracy"])


class ReportForm(MingaForm):
    client_uuid = forms.UUIDField(widget=forms.HiddenInput)
    device_at = forms.DateTimeField(required=False, widget=forms.HiddenInput)
    photos = forms.CharField(required=False, widget=forms.HiddenInput)
    result = forms.ChoiceField(
        label="Resultado", choices=VisitReport.Result.choices, widget=forms.RadioSelect
    )
    observations = forms.CharField(
        label="Observaciones",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Obligatorias si hay observaciones o no es conforme.",
    )

    def __init__(self, *args: Any, questions: Iterable[Question] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = list(questions)
        for question in self.asked:
            self.fields[f"q-{question.key}"] = _field_of(question)
        last = ["result", "observations"]
        self.order_fields([name for name in self.fields if name not in last] + last)

    @property
    def answers(self) -> dict[str, str]:
        return {
            question.key: str(self.cleaned_data.get(f"q-{question.key}") or "")
            for question in self.asked
        }

    @property
    def hashes(self) -> list[str]:
        return [one for one in self.cleaned_data["photos"].split(",") if one]


def _field_of(question: Question) -> forms.Field:
    """Without a script the form says what is missing; on the device, the device."""
    label = f"{question.number}. {question.text}"
    told = "Pide foto." if question.needs_photo else ""
    if question.choices:
        return forms.ChoiceField(
            label=label,
            choices=[(one, one) for one in question.choices],
            widget=forms.RadioSelect,
            required=question.is_required,
            help_text=told,
        )
    is_number = question.kind == Question.Kind.NUMBER
    widget = (
        forms.TextInput(attrs={"inputmode": "numeric"})
        if is_number
        else forms.Textarea(attrs={"rows": 2})
    )
    return forms.CharField(
        label=label, widget=widget, required=question.is_required, help_text=told, max_length=2000
    )


# -- Rules. --


class UnitChoice(forms.ModelChoiceField[Organisation]):
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


class RuleForm(RevisionForm):
    """What a version says. Its questions are a `QuestionForm` each."""

    anchor = forms.ChoiceField(label="Se cuenta desde")
    rhythm = forms.ChoiceField(label="Frecuencia", choices=Rhythm.choices)
    every = forms.IntegerField(
        label="Número de la frecuencia",
        min_value=0,
        max_value=3650,
        help_text="Cuántos días después, cada cuántos días o meses, o cuántas por año.",
    )
    deadline = forms.IntegerField(label="Plazo para hacerla (días)", min_value=0, max_value=730)
    deadline_in = forms.ChoiceField(label="Días del plazo", choices=DaysOf.choices)
    tolerance = forms.IntegerField(
        label="Tolerancia de las fotos (metros)",
        min_value=10,
        max_value=20_000,
        initial=500,
        help_text="Más lejos que esto del lugar de la visita, una foto queda marcada «lejos».",
    )
    source = forms.CharField(label="Fuente legal", max_length=200)
    certainty = forms.ChoiceField(
        label="Certeza de la fuente", choices=Certainty.choices, initial="unverified"
    )
    unit = UnitChoice(Organisation.objects.none(), label="Unidad responsable", empty_label="Elija")
    applies_from = forms.DateField(label="Rige desde", widget=DateInput())
    applies_until = forms.DateField(
        label="Rige hasta (sin incluir)", required=False, widget=DateInput()
    )

    def __init__(self, *args: Any, units: Any, case: VisitCase | None = None, **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        known = [case] if case else visit_cases()
        self.fields["anchor"].choices = [  # type: ignore[attr-defined]
            (name, f"{one.kind.label}: {label}")
            for one in known
            for name, label in one.anchors.items()
        ]

    @property
    def values(self) -> RuleValues:
        return RuleValues(**{name: self.cleaned_data[name] for name in RuleValues.__annotations__})


class NewRuleForm(RuleForm):
    name = forms.CharField(label="Nombre de la regla", max_length=120)
    field_order = ("revision", "name", "case_model")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["case_model"] = forms.ChoiceField(
            label="Qué se visita",
            choices=[(one.kind.model_label, one.kind.plural) for one in visit_cases()],
        )
        self.order_fields(self.field_order)


class QuestionForm(MingaForm):
    """One line of the form to fill; a line without text is left out."""

    key = forms.CharField(required=False, max_length=12, widget=forms.HiddenInput)
    text = forms.CharField(label="Pregunta", required=False, max_length=200)
    kind = forms.ChoiceField(label="Respuesta", choices=Question.Kind.choices)
    options = forms.CharField(
        label="Opciones", required=False, max_length=400, help_text="Separadas por punto y coma."
    )
    is_required = forms.BooleanField(label="Obligatoria", required=False)
    needs_photo = forms.BooleanField(label="Pide foto", required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("text") and data.get("kind") == "choice" and not data.get("options"):
            self.add_error("options", "Escriba las opciones entre las que se elige.")
        return data

    @property
    def values(self) -> QuestionValues:
        return QuestionValues(**self.cleaned_data)


def question_forms(data: Any, version: RuleVersion | None) -> list[QuestionForm]:
    """Those of the version, and empty lines after them."""
    questions = list(version.questions.order_by("number")) if version else []
    found = []
    for number in range(LINES):
        question = questions[number] if number < len(questions) else None
        names = QuestionValues.__annotations__
        initial = (
            {name: getattr(question, name) for name in names} if question else {"is_required": True}
        )
        found.append(QuestionForm(data, initial=initial, prefix=f"p{number + 1}"))
    return found


def units_of(access: Access, permission: str) -> Any:
    """The services where a person may, and their units."""
    own = [pk for pk in access.institutions if access.may(permission, pk)]
    found = Organisation.objects.filter(pk__in=own) | Organisation.objects.filter(
        institution__in=own
    )
    return found.select_related("party").order_by("name")
