"""What is typed at the counter: few fields, defaults for the rest, the keyboard first."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError

from minga.core.errors import Unreadable
from minga.core.forms import DateInput, MingaForm
from minga.core.rut import RutInput, read_rut
from minga.core.words import fold
from minga.people.citizens.actions import Identity
from minga.people.citizens.models import (
    AttentionSubject,
    Channel,
    CitizenData,
    DataRequest,
    Document,
    Relation,
    Sex,
)
from minga.people.models import Organisation
from minga.territory.frames import Frame

if TYPE_CHECKING:
    _Choice = forms.ModelChoiceField[Organisation]
else:
    _Choice = forms.ModelChoiceField


class FindForm(MingaForm):
    """A RUN, or the number of another document, whole."""

    run = forms.CharField(
        label="RUN o documento",
        max_length=30,
        help_text="Con dígito verificador, como 12.345.678-5; o el número completo de un pasaporte "
        "o un IPE.",
        error_messages={"required": "Escriba el RUN o el número del documento."},
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "text"}),
    )

    def clean_run(self) -> str:
        """The canonical RUN; what has a letter inside is another document's number."""
        text = "".join(str(self.cleaned_data["run"]).split()).upper()
        if is_other_document(text):
            return text
        try:
            return read_rut(text) or ""
        except Unreadable as error:
            raise ValidationError(str(error), code="invalid") from error


def is_other_document(text: str) -> bool:
    """«AB123456», «P-99»: letters besides a final K; or more figures than a RUN has."""
    plain = text.replace(".", "").replace("-", "")
    return any(c.isalpha() for c in plain.rstrip("K")) or (plain.isdecimal() and len(plain) > 9)


class UnitField(_Choice):
    """Units by the name that the office uses."""

    def label_from_instance(self, obj: Organisation) -> str:
        return obj.short_name


class AttentionForm(MingaForm):
    """Subject and Enter is enough: everything else has its usual value."""

    subject = forms.CharField(
        label="Materia",
        max_length=80,
        help_text="Su número o las primeras letras.",
        error_messages={"required": "Escriba la materia: su número o las primeras letras."},
        widget=forms.TextInput(attrs={"autocomplete": "off", "list": "materias"}),
    )
    note = forms.CharField(
        label="Nota",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    referred_to = UnitField(
        label="Derivar a",
        queryset=Organisation.objects.none(),
        required=False,
        empty_label="No: se resolvió en el momento",
    )
    channel = forms.ChoiceField(label="Canal", choices=Channel.choices, initial=Channel.OFFICE)
    territory = forms.ChoiceField(label="Comuna", required=False)
    day = forms.DateField(label="Fecha", widget=DateInput)
    person = forms.CharField(required=False, max_length=12, widget=forms.HiddenInput)
    form_key = forms.CharField(max_length=32, widget=forms.HiddenInput)
    confirmed = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def offer(
        self, subjects: Iterable[AttentionSubject], units: Any, places: list[tuple[str, str]]
    ) -> None:
        self.subjects = list(subjects)
        field = self.fields["referred_to"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = units
        place = self.fields["territory"]
        assert isinstance(place, forms.ChoiceField)
        place.choices = places

    def confirm(self) -> None:
        """Shown again after it asked: sending it once more is the answer."""
        data: Any = self.data
        self.data = data.copy()
        self.data["confirmed"] = "on"  # type: ignore[index]  # a copy can be written

    def clean_subject(self) -> AttentionSubject:
        typed = str(self.cleaned_data["subject"]).strip()
        found = matching(typed, self.subjects)
        if len(found) == 1:
            return found[0]
        if not found:
            raise ValidationError(
                "Ninguna materia comienza así: escriba su número o elija una de la lista."
            )
        some = ", ".join(str(subject) for subject in found[:5])
        raise ValidationError(f"Puede ser {some}. Escriba su número.")


def matching(typed: str, subjects: Iterable[AttentionSubject]) -> list[AttentionSubject]:
    """By number («3», «3. Postulación»), then by beginnings of its words."""
    known = list(subjects)
    head = typed.partition(".")[0].strip()
    if head.isdecimal():
        return [subject for subject in known if subject.number == int(head)]
    words = fold(typed).split()
    whole = [subject for subject in known if fold(subject.name) == fold(typed)]
    return whole or [
        subject
        for subject in known
        if words
        and all(any(part.startswith(w) for part in fold(subject.name).split()) for w in words)
    ]


class IdentityForm(MingaForm):
    """What is known of a person."""

    given_names = forms.CharField(label="Nombres", max_length=80)
    family_names = forms.CharField(label="Apellidos", max_length=80)
    sex = forms.ChoiceField(label="Sexo", choices=Sex.choices, initial=Sex.UNSTATED)
    birth_date = forms.DateField(label="Fecha de nacimiento", required=False, widget=DateInput)
    phone = forms.CharField(label="Teléfono", required=False, max_length=30)
    email = forms.EmailField(label="Correo electrónico", required=False, max_length=120)
    address = forms.CharField(label="Dirección", required=False, max_length=160)
    commune = forms.ChoiceField(label="Comuna", required=False)

    def offer(self, frame: Frame) -> None:
        """The communes of the division of the day."""
        self.frame = frame
        communes = [v for v in frame.versions.values() if v.territory.kind == "commune"]
        found = sorted(((v.territory.public_id, v.name) for v in communes), key=lambda p: p[1])
        field = self.fields["commune"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Sin registrar"), *found]

    @property
    def identity(self) -> Identity:
        values = {name: self.cleaned_data[name] for name in Identity.__dataclass_fields__}
        version = self.frame.by_public_id(values["commune"])
        return Identity(**values | {"commune": version.territory if version else None})


class AddForm(IdentityForm):
    """A new person: by RUN, or by another document until there is one."""

    field_order = ["document", "run", "document_number", "document_country"]

    document = forms.ChoiceField(label="Documento", choices=Document.choices, initial="run")
    run = RutInput(
        label="RUN",
        required=False,
        max_length=30,
        help_text="Con dígito verificador, como 12.345.678-5.",
    )
    document_number = forms.CharField(
        label="Número del pasaporte o IPE",
        required=False,
        max_length=30,
        help_text="Solo para quien no tiene RUN: la ficha queda marcada como provisional.",
    )
    document_country = forms.CharField(label="País del pasaporte", required=False, max_length=40)


class CorrectForm(IdentityForm):
    """The same, written over what was known, with the reason."""

    reason = forms.CharField(
        label="Motivo",
        max_length=200,
        help_text="Por ejemplo: mostró su cédula. Sin datos personales.",
        error_messages={"required": "Escriba el motivo: queda en el registro."},
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)

    @classmethod
    def known(cls, data: CitizenData) -> dict[str, Any]:
        names = ("given_names", "family_names", "sex", "birth_date", "phone", "email", "address")
        found = {name: getattr(data, name) for name in names}
        commune = data.commune.public_id if data.commune else ""
        return found | {"commune": commune, "seen": data.pk}


class PurposeForm(MingaForm):
    """What a person's reserved data is opened for."""

    purpose = forms.CharField(
        label="Motivo de la consulta",
        min_length=5,
        max_length=200,
        help_text="Queda registrado con su nombre y la hora; la persona puede pedir verlo.",
        error_messages={
            "required": "Escriba para qué necesita ver estos datos.",
            "min_length": "Escriba el motivo en pocas palabras.",
        },
    )


class ReasonForm(MingaForm):
    reason = forms.CharField(
        label="Motivo",
        max_length=200,
        error_messages={"required": "Escriba el motivo: queda en el registro."},
    )


class RunForm(ReasonForm):
    """The RUN of a person who had none."""

    field_order = ["run", "reason"]
    run = RutInput(label="RUN", max_length=30)


class AnswerForm(MingaForm):
    note = forms.CharField(
        label="Respuesta",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Escriba qué se respondió."},
    )


class ReferForm(MingaForm):
    unit = UnitField(
        label="Unidad",
        queryset=Organisation.objects.none(),
        empty_label="Elija la unidad",
        error_messages={"required": "Elija la unidad.", "invalid_choice": "Elija la unidad."},
    )
    note = forms.CharField(
        label="Nota para la unidad", required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def offer(self, units: Any) -> None:
        field = self.fields["unit"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = units


class SubjectForm(MingaForm):
    name = forms.CharField(
        label="Nombre de la materia",
        max_length=80,
        error_messages={"required": "Escriba el nombre de la materia."},
    )


class TermForm(MingaForm):
    value = forms.IntegerField(label="Valor", min_value=1, max_value=1000)
    valid_from = forms.DateField(label="Rige desde", widget=DateInput)
    source = forms.CharField(
        label="Norma o acto que lo dispone",
        max_length=160,
        error_messages={"required": "Escriba la norma o el acto que lo dispone."},
    )
    is_verified = forms.BooleanField(label="Leí la norma y dice esto", required=False)
    reason = forms.CharField(label="Motivo", max_length=200)


class JoinForm(MingaForm):
    """Who comes to live in the household of a person."""

    run = RutInput(label="RUN de quien se agrega", max_length=30)
    relation = forms.ChoiceField(
        label="Qué es de la jefa o el jefe de hogar",
        choices=[c for c in Relation.choices if c[0] != Relation.HEAD],
    )
    since = forms.DateField(label="Desde", widget=DateInput)


class LeaveForm(ReasonForm):
    """The day from which somebody lives there no more."""

    field_order = ["until", "reason"]
    until = forms.DateField(label="Desde este día ya no vive aquí", widget=DateInput)


class PartForm(ReasonForm):
    """Several who leave together: which of them is the head of the new household."""

    field_order = ["members", "head", "since", "reason"]
    members = forms.MultipleChoiceField(
        label="Quiénes se van",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Elija quiénes se van."},
    )
    head = forms.ChoiceField(label="Quién será jefa o jefe del nuevo hogar")
    since = forms.DateField(label="Desde", widget=DateInput)

    def offer(self, members: list[tuple[str, str]]) -> None:
        for name in ("members", "head"):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = members

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        if found.get("members") and found.get("head") not in found["members"]:
            self.add_error("head", "La jefa o el jefe es una de las personas que se van.")
        return found


class MergeForm(ReasonForm):
    """The other record of the same person."""

    field_order = ["run", "reason"]
    run = FindForm.base_fields["run"]

    def clean_run(self) -> str:
        return FindForm.clean_run(self)  # type: ignore[arg-type]


class DataRequestForm(MingaForm):
    kind = forms.ChoiceField(label="Qué pide la persona", choices=DataRequest.Kind.choices)
    identity_check = forms.CharField(
        label="Cómo comprobó su identidad",
        max_length=160,
        help_text="Por ejemplo: cédula de identidad vigente, presentada por la propia persona.",
        error_messages={"required": "Escriba con qué documento comprobó la identidad."},
    )
    with_reads = forms.BooleanField(
        label="Incluir en la copia quién consultó sus datos", required=False
    )


class DeliverForm(MingaForm):
    delivery_check = forms.CharField(
        label="A quién se entrega y con qué documento",
        max_length=160,
        error_messages={"required": "Escriba a quién se entrega y con qué documento."},
    )
