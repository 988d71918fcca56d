"""What a person writes of procedures: shape of the data and kind messages."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from minga.commitments.forms import DAY, BodyField, long_text, organisations, people_of
from minga.core.forms import DateInput, MingaForm, RevisionForm
from minga.core.validity import holds_on
from minga.people.models import Organisation, Person
from minga.workplan.procedures.actions import Correction, Found, Measured, Named, Reviewed
from minga.workplan.procedures.models import (
    OutputRequirement,
    ProcedureActivity,
    ProcedureOutput,
    ProcedureVersion,
)
from minga.workplan.procedures.models.fault import Severity, Source
from minga.workplan.procedures.models.procedure import TEXTS
from minga.workplan.procedures.models.review import ReviewResult
from minga.workplan.procedures.models.use import UseState
from minga.workplan.procedures.parts import ACTIVITIES, OUTPUTS, REQUIREMENTS, PartKind

YES, NO = "si", "no"


def short_text(label: str, most: int, **more: Any) -> forms.CharField:
    messages = {"max_length": f"Use hasta {most} letras."}
    return forms.CharField(label=label, max_length=most, error_messages=messages, **more)


def day(label: str, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=DateInput(), error_messages=DAY, **more)


class NumberField(forms.IntegerField):
    """A whole number between two, said the same way whatever is wrong with it."""

    def __init__(self, label: str, least: int, most: int, **more: Any) -> None:
        said = f"Escriba un número entero, de {least} a {most}."
        messages = dict.fromkeys(("required", "invalid", "min_value", "max_value"), said)
        super().__init__(
            label=label, min_value=least, max_value=most, error_messages=messages, **more
        )


class ProcedureForm(MingaForm):
    """Beginning a procedure."""

    code = short_text("Código", 20, help_text="Corto, como se cita: «P-05».")
    title = short_text("Nombre", 160)
    process = short_text("Proceso", 160, help_text="Del que es parte: «Planificación».")
    owner = BodyField(
        Organisation.objects.none(),
        label="Unidad dueña",
        empty_label="Elija una unidad",
        help_text="Su jefatura lo revisa antes de aprobarse.",
    )
    months = NumberField("Meses entre revisiones", 1, 60, initial=12)

    def __init__(self, *args: Any, service: Organisation, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = Organisation.objects.filter(holds_on(on), institution=service) | (
            Organisation.objects.filter(pk=service.pk)
        )
        owner = self.fields["owner"]
        assert isinstance(owner, BodyField)
        owner.offer(own.order_by("name"), on)

    def named(self) -> Named:
        return Named(**self.cleaned_data)


class TextForm(RevisionForm):
    """What a version says by itself."""

    purpose = long_text("Objetivo", 2000, help_text="Para qué existe.", required=False)
    scope = long_text("Alcance", 2000, help_text="Dónde comienza y termina.", required=False)
    references = long_text(
        "Referencias", 4000, help_text="Normas y actos, uno por línea.", required=False
    )
    change = long_text(
        "Qué cambia y por qué", 2000, help_text="Se lee al aprobarla y después.", required=False
    )
    distribution = long_text(
        "Distribución y puntos de uso",
        2000,
        help_text="Quién la recibe y dónde se usa, uno por línea.",
        required=False,
    )
    retention_years = NumberField("Años que se conservan los registros", 1, 100)

    @classmethod
    def of(cls, version: ProcedureVersion) -> "TextForm":
        return cls(initial={name: getattr(version, name) for name in (*TEXTS, "revision")})

    def values(self) -> dict[str, Any]:
        found = {name: self.cleaned_data[name] for name in TEXTS}
        return {
            name: value.replace("\r\n", "\n").strip() if isinstance(value, str) else value
            for name, value in found.items()
        }


class PartForm(RevisionForm):
    """One part of a draft; `kind` names its columns."""

    kind: PartKind

    def __init__(self, *args: Any, version: ProcedureVersion, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)

    @classmethod
    def initial_of(cls, part: Any) -> dict[str, Any]:
        return {name: getattr(part, name) for name in (*cls.kind.names, "revision")}

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.kind.names}

    def parent(self) -> dict[str, Any]:
        return {}


class ActivityForm(PartForm):
    kind = ACTIVITIES
    what = long_text("Qué se hace", 400, rows=2)
    responsible = BodyField(
        Organisation.objects.none(),
        label="Unidad responsable",
        required=False,
        empty_label="Ninguna en particular",
    )
    responsible_words = short_text(
        "Función", 120, required=False, help_text="Si no es toda una unidad: «jefatura», «ITO»."
    )
    takes = short_text("Entrada", 300, required=False, help_text="Lo que se necesita tener.")
    gives = short_text("Salida", 300, required=False, help_text="Lo que queda hecho.")
    working_days = NumberField("Plazo en días hábiles", 1, 500, required=False)
    term_words = short_text(
        "Plazo en palabras", 120, required=False, help_text="«Antes del 15 de enero»."
    )
    record = short_text("Registro que deja", 200, required=False)

    def __init__(self, *args: Any, version: ProcedureVersion, on: date, **kwargs: Any) -> None:
        super().__init__(*args, version=version, on=on, **kwargs)
        responsible = self.fields["responsible"]
        assert isinstance(responsible, BodyField)
        responsible.offer(organisations(on), on)


class OutputForm(PartForm):
    kind = OUTPUTS
    name = short_text("Producto", 200)
    receiver = short_text("Quién lo recibe", 160)


class RequirementForm(PartForm):
    kind = REQUIREMENTS
    output = forms.ModelChoiceField(
        ProcedureOutput.objects.none(), label="Producto", empty_label="Elija el producto"
    )
    requirement = long_text("Requisito", 300, rows=2)
    checked_by = long_text("Cómo se comprueba", 300, rows=2)
    target = short_text("Meta", 120, help_text="«100 % antes del 31 de enero».")

    def __init__(self, *args: Any, version: ProcedureVersion, on: date, **kwargs: Any) -> None:
        super().__init__(*args, version=version, on=on, **kwargs)
        if "revision" in self.initial and self.initial.get("requirement"):
            del self.fields["output"]
            return
        output = self.fields["output"]
        assert isinstance(output, forms.ModelChoiceField)
        output.queryset = version.outputs.order_by("number")

    def parent(self) -> dict[str, Any]:
        return {"output": self.cleaned_data["output"]}


PART_FORMS: dict[str, type[PartForm]] = {
    form.kind.key: form for form in (ActivityForm, OutputForm, RequirementForm)
}


class PeriodForm(MingaForm):
    months = NumberField("Meses entre revisiones", 1, 60)
    reason = long_text("Motivo", 500, rows=2)


class UseForm(MingaForm):
    label = short_text(
        "A qué se aplica",
        200,
        help_text="«Formulación del presupuesto 2008», un proyecto, un caso.",
    )


class SeenForm(MingaForm):
    """Over something that moves step by step: the revision that the page showed."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class DoneForm(SeenForm):
    done_on = day("Hecha el")
    note = short_text("Nota", 500, required=False)


class ReasonForm(SeenForm):
    reason = long_text("Motivo", 1000, rows=2)


class CloseForm(SeenForm):
    state = forms.ChoiceField(
        label="Cómo termina",
        choices=[
            (state.value, state.label.capitalize())
            for state in (UseState.FINISHED, UseState.DROPPED)
        ],
        widget=forms.RadioSelect,
    )
    reason = long_text("Motivo o nota", 1000, rows=2, required=False)


class ReviewForm(MingaForm):
    """A review, with one pair of fields for each requirement of the version in force."""

    held_on = day("Revisado el")
    participants = short_text("Quiénes participaron", 400)
    result = forms.ChoiceField(
        label="Resultado",
        choices=[(one.value, one.label.capitalize()) for one in ReviewResult],
        widget=forms.RadioSelect,
        help_text="Si se modifica, se abre un borrador con lo que rige.",
    )
    remarks = long_text("Conclusiones", 2000)
    # What it was written of: requirements keep their line through the versions.
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(
        self, *args: Any, requirements: Sequence[OutputRequirement], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.requirements = requirements
        for one in requirements:
            self.fields[f"satisfied_{one.line_key}"] = forms.ChoiceField(
                label=f"{one.output}: {one.requirement}",
                choices=[(YES, "Se cumple"), (NO, "No se cumple")],
                widget=forms.RadioSelect,
                help_text=f"Se comprueba: {one.checked_by} Meta: {one.target}",
                error_messages={"required": "Diga si se cumple."},
            )
            self.fields[f"figure_{one.line_key}"] = short_text(
                f"Resultado medido: {one.requirement}", 120
            )

    def reviewed(self) -> Reviewed:
        data = self.cleaned_data
        measured = {
            one.pk: Measured(
                data[f"satisfied_{one.line_key}"] == YES, data[f"figure_{one.line_key}"]
            )
            for one in self.requirements
        }
        plain = ("held_on", "participants", "result", "remarks")
        return Reviewed(**{name: data[name] for name in plain}, measured=measured)


class FaultForm(MingaForm):
    """What was found, in a version."""

    found_on = day("Detectada el")
    activity = forms.ModelChoiceField(
        ProcedureActivity.objects.none(),
        label="En la actividad",
        required=False,
        empty_label="En ninguna en particular",
    )
    output = forms.ModelChoiceField(
        ProcedureOutput.objects.none(),
        label="O en el producto",
        required=False,
        empty_label="En ninguno en particular",
    )
    description = long_text("Qué se detectó", 2000)
    severity = forms.ChoiceField(
        label="Gravedad",
        choices=[(one.value, one.label.capitalize()) for one in Severity],
        widget=forms.RadioSelect,
    )
    source = forms.ChoiceField(
        label="Origen",
        choices=[(one.value, one.label.capitalize()) for one in Source],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, version: ProcedureVersion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.version = version
        for name, rows in (("activity", version.activities), ("output", version.outputs)):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = rows.order_by("number")

    def found(self) -> Found:
        return Found(version=self.version, **self.cleaned_data)


class CauseForm(SeenForm):
    cause = long_text("Por qué ocurrió", 2000)


class CorrectionForm(SeenForm):
    what = long_text("Qué se hará", 600)
    responsible = BodyField(
        Organisation.objects.none(), label="Responde", empty_label="Elija una unidad"
    )
    person = forms.ModelChoiceField(
        Person.objects.none(),
        label="Persona a cargo",
        required=False,
        empty_label="Nadie en particular",
    )
    due_on = day("Plazo")

    def __init__(self, *args: Any, service: Organisation, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        responsible, person = self.fields["responsible"], self.fields["person"]
        assert isinstance(responsible, BodyField)
        assert isinstance(person, forms.ModelChoiceField)
        responsible.offer(organisations(on), on)
        person.queryset = people_of([service.pk], on)

    def correction(self) -> Correction:
        return Correction(
            **{
                name: self.cleaned_data[name]
                for name in ("what", "responsible", "person", "due_on")
            }
        )


class EffectForm(SeenForm):
    effective = forms.ChoiceField(
        label="La corrección",
        choices=[(YES, "Sirvió: se cierra"), (NO, "No sirvió: se analiza de nuevo")],
        widget=forms.RadioSelect,
    )
    text = long_text("Qué comprobó", 2000)

    @property
    def is_effective(self) -> bool:
        return bool(self.cleaned_data["effective"] == YES)
