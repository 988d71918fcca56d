"""Writing an act, what it does to others and whom it is told, and each step of its process."""

from datetime import date
from typing import Any

from django import forms

from minga.acts.models import Act, ActKind, ActKindRule, ActNotice, ActRelation
from minga.core.errors import DomainError
from minga.core.forms import DateInput, MingaForm, RevisionForm, UploadField
from minga.people.models import Membership, Organisation, Person

HELP = (
    "Un párrafo por cada línea en blanco. «1.» o «a)» al comienzo numera; las líneas que comienzan "
    "con | hacen una tabla."
)


def _words(label: str, rows: int, *, required: bool = False) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        max_length=60_000,
        widget=forms.Textarea(attrs={"rows": rows}),
        help_text=HELP if required else "",
    )


class TextForm(RevisionForm):
    """The words of a draft."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)
    subject = forms.CharField(
        label="Materia", max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )
    vistos = _words("Vistos", 5)
    considerando = _words("Considerando", 8)
    resuelvo = _words("Resuelvo", 10, required=True)

    @property
    def words(self) -> dict[str, str]:
        names = ("subject", "vistos", "considerando", "resuelvo")
        return {name: self.cleaned_data[name].strip() for name in names}


class NewActForm(TextForm):
    kind = forms.ModelChoiceField(
        ActKind.objects.none(), label="Tipo de acto", empty_label="Elija un tipo"
    )
    unit = forms.ModelChoiceField(
        Organisation.objects.none(), label="Unidad que lo prepara", empty_label="Elija una unidad"
    )
    to_publish = forms.BooleanField(label="Se publica en el Diario Oficial", required=False)
    to_notify = forms.BooleanField(
        label="Se notifica",
        required=False,
        help_text="Si el tipo de acto lo pide, se publica o se notifica aunque no lo marque.",
    )
    field_order = ("kind", "unit", "subject", "vistos", "considerando", "resuelvo")

    def __init__(self, service: Organisation, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind: Any = self.fields["kind"]
        kind.queryset = ActKind.objects.filter(service=service).order_by("name")
        unit: Any = self.fields["unit"]
        unit.queryset = Organisation.objects.filter(institution=service).order_by("name")


class RelationForm(MingaForm):
    """The other act by the number that anybody knows it by."""

    kind = forms.ChoiceField(label="Qué le hace", choices=ActRelation.Kind.choices)
    series = forms.ChoiceField(label="Serie", choices=ActKindRule.Series.choices)
    number = forms.IntegerField(label="Número", min_value=1, max_value=999_999)
    year = forms.IntegerField(label="Año", min_value=1976, max_value=2199)
    extent = forms.CharField(
        label="En qué",
        max_length=300,
        required=False,
        help_text="Por ejemplo: en su resuelvo 2, la fecha de término.",
    )

    def other(self, act: Act) -> Act:
        """Of the own service, whatever its state: the action says why one can't be acted on."""
        data = self.cleaned_data
        found = Act.objects.filter(
            service=act.service_id, series=data["series"], number=data["number"], year=data["year"]
        ).first()
        if found is None:
            error = DomainError(
                f"No hay un acto número {data['number']} de {data['year']} en esa serie. Revise "
                "el número y el año; si es anterior a Minga, pida a la Oficina de Partes que lo "
                "registre."
            )
            error.field = "number"
            raise error
        return found


class NoticeForm(MingaForm):
    """To an institution, or to somebody of the own service."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label="A una institución", required=False
    )
    person = forms.ModelChoiceField(
        Person.objects.none(), label="O a una persona del servicio", required=False
    )

    def __init__(self, act: Act, day: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organisation: Any = self.fields["organisation"]
        organisation.queryset = Organisation.objects.filter(institution=None).order_by("name")
        held = Membership.objects.on(day).of_institutions([act.service_id])
        person: Any = self.fields["person"]
        person.queryset = Person.objects.filter(pk__in=held.values("person")).order_by(
            "family_names", "given_names"
        )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not self.errors and bool(said.get("organisation")) == bool(said.get("person")):
            self.add_error("organisation", "Elija una institución o una persona: una de las dos.")
        return said

    @property
    def whom(self) -> Organisation | Person:
        found: Organisation | Person = (
            self.cleaned_data["organisation"] or self.cleaned_data["person"]
        )
        return found


class DayForm(MingaForm):
    day = forms.DateField(label="Fecha", widget=DateInput())


class NumberForm(MingaForm):
    dated = forms.DateField(
        label="Fecha del acto",
        widget=DateInput(),
        help_text="Desde el día de su firma; el número lo da la serie de ese año.",
    )


class CopyForm(MingaForm):
    file = UploadField(label="Copia firmada", help_text="PDF con la firma, en papel o electrónica.")


class ReviewForm(DayForm):
    result = forms.ChoiceField(label="Resultado", choices=Act.Review.choices)
    note = forms.CharField(
        label="Alcance o motivo",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Obligatorio con alcance o si fue representado.",
    )


class PublishForm(DayForm):
    edition = forms.CharField(label="Edición del Diario Oficial", max_length=20)


class NotifyForm(DayForm):
    notice = forms.ModelChoiceField(ActNotice.objects.none(), label="A quién")
    way = forms.ChoiceField(label="Cómo", choices=ActNotice.Way.choices)
    field_order = ("notice", "way", "day")

    def __init__(self, act: Act, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        notice: Any = self.fields["notice"]
        notice.queryset = act.notices.pending().select_related("organisation", "person")


class VoidForm(MingaForm):
    reason = forms.CharField(
        label="Por qué se anula", max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )


class CloseForm(MingaForm):
    reason = forms.CharField(
        label="Por qué se cierra sin efecto",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Queda en el registro. El número, si ya lo tiene, no se usa de nuevo.",
    )


class EarlierForm(MingaForm):
    """One of the book on paper."""

    kind = forms.ModelChoiceField(ActKind.objects.none(), label="Tipo de acto")
    series = forms.ChoiceField(label="Serie", choices=ActKindRule.Series.choices)
    number = forms.IntegerField(label="Número", min_value=1, max_value=999_999)
    dated = forms.DateField(label="Fecha", widget=DateInput())
    subject = forms.CharField(
        label="Materia", max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )
    is_last = forms.BooleanField(
        label="Es el último número del libro en esa serie y ese año",
        required=False,
        help_text="Minga sigue desde el siguiente. No se puede volver atrás.",
    )

    def __init__(self, kinds: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind: Any = self.fields["kind"]
        kind.queryset = kinds


class RuleForm(MingaForm):
    """What a kind of act needs from a day on."""

    series = forms.ChoiceField(label="Serie", choices=ActKindRule.Series.choices)
    unit_visa = forms.BooleanField(label="Visa de la jefatura de unidad", required=False)
    legal_visa = forms.BooleanField(label="Visa jurídica", required=False)
    control_visa = forms.BooleanField(label="Visa de Contraloría Interna", required=False)
    to_publish = forms.BooleanField(label="Se publica en el Diario Oficial", required=False)
    to_notify = forms.BooleanField(label="Se notifica", required=False)
    valid_from = forms.DateField(label="Rige desde", widget=DateInput())
    source = forms.CharField(label="Acto o norma que lo dispone", max_length=160)
    is_verified = forms.BooleanField(
        label="Se revisó el texto de la norma", required=False,
        help_text="Sin marcar, se muestra como no verificada.",
    )  # fmt: skip


class KindForm(RuleForm):
    name = forms.CharField(label="Nombre del tipo de acto", max_length=120)
    field_order = ("name",)
