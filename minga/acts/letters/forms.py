"""Writing a letter or a batch, sending one, its answer, voiding it."""

from collections.abc import Sequence
from typing import Any

from django import forms

from minga.acts.letters.addressing import (
    AddresseesWrong,
    Line,
    as_pasted,
    read,
    read_workbook,
    typed,
)
from minga.acts.letters.answering import (
    find_own,
    find_received,
    own_to_answer,
    received_to_answer,
)
from minga.acts.letters.errors import RowsWrong
from minga.acts.letters.models import (
    VISAS,
    Letter,
    LetterAddressee,
    LetterBatch,
    LetterKind,
    ReceivedLetter,
    Signs,
)
from minga.acts.letters.rows import judge
from minga.core.clock import today
from minga.core.errors import DomainError
from minga.core.forms import DateInput, MingaForm, UploadField
from minga.people.models import Organisation

LINES = "Uno por línea: nombre; cargo; institución; correo. Lo que no sepa, déjelo vacío."


class WrittenForm(MingaForm):
    """What both say."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(label="Tipo de oficio", choices=LetterKind.choices)
    subject = forms.CharField(
        label="Materia", max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )
    reference = forms.CharField(
        label="Antecedente",
        max_length=300,
        required=False,
        help_text="Lo que responde o sigue, con número y fecha.",
    )
    to = forms.CharField(
        label="Destinatarios",
        max_length=400_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=LINES,
    )
    body = forms.CharField(
        label="Texto", max_length=30_000, widget=forms.Textarea(attrs={"rows": 14})
    )
    signs = forms.ChoiceField(label="Lo firma", choices=Signs.choices)
    unit = forms.ModelChoiceField(
        Organisation.objects.none(), label="Unidad que lo envía", required=False
    )
    signer_charge = forms.CharField(
        label="Cargo de quien firma",
        max_length=120,
        help_text="Como se imprime: «Directora». A quien subroga se le agrega «(S)».",
    )
    visas = forms.MultipleChoiceField(
        label="Visas antes de la firma",
        choices=[
            ("visa_unit", "Jefatura de unidad"),
            ("visa_legal", "Asesoría jurídica"),
            ("visa_control", "Contraloría Interna"),
        ],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Se dan en ese orden, cada una por otra persona. Ninguna, si no hace falta.",
    )
    answer_days = forms.IntegerField(
        label="Plazo para responder", min_value=1, max_value=250, required=False,
        help_text="En días hábiles desde la fecha del oficio. Vacío si no espera respuesta.",
    )  # fmt: skip

    def __init__(self, service: Organisation, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.service = service
        unit: Any = self.fields["unit"]
        unit.queryset = Organisation.objects.filter(institution=service).order_by("name")

    @property
    def said(self) -> dict[str, Any]:
        names = ("kind", "subject", "reference", "body", "signs", "unit", "signer_charge")
        said = {name: self.cleaned_data[name] for name in (*names, "answer_days")}
        return said | {name: name in self.cleaned_data["visas"] for name in VISAS}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("signs") == Signs.UNIT and not data.get("unit"):
            self.add_error("unit", "Diga qué unidad lo envía.")
        if data.get("signs") == Signs.UNIT and "visa_unit" in data.get("visas", ()):
            self.add_error("visas", "Lo firma la jefatura de la unidad: no lleva además su visa.")
        self.lines = {name: self._read(name, data) for name in ("to", "copies")}
        return data

    def _read(self, name: str, data: dict[str, Any]) -> Any:
        try:
            return read(data.get(name) or "", name=name)
        except DomainError as error:
            self.refuse(error)
            return []


class LetterForm(WrittenForm):
    answers_to = forms.CharField(
        label="Responde a",
        max_length=260,
        required=False,
        widget=forms.TextInput(attrs={"list": "responde-a", "autocomplete": "off"}),
        help_text="Un oficio del servicio, como «Ord. 45 de 2007», o uno recibido, como "
        "«Ord. 88 de Municipalidad de Huara, 12-11-2007».",
    )
    copies = forms.CharField(
        label="Con copia a",
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Igual: uno por línea.",
    )
    field_order = ("seen", "kind", "answers_to", "subject", "reference", "to", "copies", "body")

    @property
    def answerable(self) -> list[str]:
        return [*received_to_answer(self.service), *own_to_answer(self.service)]

    def clean_answers_to(self) -> Letter | ReceivedLetter | None:
        text: str = self.cleaned_data["answers_to"]
        found = find_own(self.service, text) or find_received(self.service, text)
        if text and found is None:
            raise forms.ValidationError(
                "No hay un oficio numerado ni uno recibido con ese nombre: elíjalo de la lista."
            )
        return found

    @property
    def said(self) -> dict[str, Any]:
        found = self.cleaned_data["answers_to"]
        return super().said | {
            "answers": found if isinstance(found, Letter) else None,
            "answers_received": found if isinstance(found, ReceivedLetter) else None,
        }

    @classmethod
    def of(cls, letter: Letter) -> "LetterForm":
        rows = list(letter.addressees.all())
        initial = _initial(letter)
        initial["answers_to"] = letter.answered_to.named if letter.answered_to else ""
        for name, is_copy in (("to", False), ("copies", True)):
            some = [row for row in rows if row.is_copy == is_copy]
            initial[name] = typed([r.on_paper for r in some], [r.email for r in some])
        return cls(letter.service, initial=initial)


class BatchForm(WrittenForm):
    """With titles in the first line, each column is a field of the text. What is wrong with each
    row, read or filled, is told at once."""

    file = UploadField(
        label="Planilla de destinatarios",
        required=False,
        help_text="Libro de Excel (.xlsx). La primera fila lleva los títulos: «destinatario», "
        "«cargo del destinatario», «institución del destinatario», «correo» y los otros campos "
        "del texto. Si sube una, reemplaza la lista.",
    )
    field_order = ("seen", "kind", "subject", "reference", "file", "to", "body")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.problems: list[str] = []
        self.fields["body"].help_text = (
            "Donde va el dato de cada destinatario escriba su campo entre llaves dobles: "
            "{{ destinatario }}, {{ institución del destinatario }}, o el título de otra columna."
        )
        to: Any = self.fields["to"]
        to.required = False
        to.label = "O la lista de destinatarios"
        to.help_text = (
            f"{LINES} También puede pegar las filas de una planilla: la primera, con los títulos, "
            "dice qué campo llena cada columna."
        )
        to.widget.attrs["rows"] = 10

    def _read(self, name: str, data: dict[str, Any]) -> Any:
        file = data.get("file")
        if name != "to" or not file:
            return super()._read(name, data)
        try:
            return read_workbook(file)
        except DomainError as error:
            self.refuse(error)
            return []

    def refuse(self, error: DomainError) -> None:
        """All of its problems, with the holes of the rows that could be read."""
        if isinstance(error, AddresseesWrong):
            self.problems = sorted([*error.problems, *self._holes(error.lines)], key=_place)
            error = AddresseesWrong(self.problems, error.field or "to")
        elif isinstance(error, RowsWrong):
            self.problems = error.problems
        super().refuse(error)

    def _holes(self, lines: Sequence[Line]) -> list[str]:
        said = {name: self.cleaned_data.get(name, "") for name in ("subject", "body")}
        charge = self.cleaned_data.get("signer_charge", "")
        try:
            judge(LetterBatch(service=self.service, signer_charge=charge, **said), lines, today())
        except RowsWrong as error:
            return error.problems
        return []

    @classmethod
    def of(cls, batch: LetterBatch) -> "BatchForm":
        rows = list(batch.rows.all())
        titles = list(dict.fromkeys(name for row in rows for name in row.said))
        said = [[str(row.said.get(name, "")) for name in titles] for row in rows]
        return cls(batch.service, initial=_initial(batch) | {"to": as_pasted(titles, said)})


def _place(problem: str) -> int:
    """By the number of its row."""
    number = problem.partition(":")[0].rpartition(" ")[2]
    return int(number) if number.isdigit() else 0


def _initial(written: Any) -> dict[str, Any]:
    names = ("kind", "subject", "reference", "body", "signs", "unit", "signer_charge")
    said = {name: getattr(written, name) for name in (*names, "answer_days")}
    asked = [name for name in VISAS if getattr(written, name)]
    return said | {"visas": asked, "seen": written.event_id}


class ReceiveForm(MingaForm):
    """A letter that came."""

    kind = forms.ChoiceField(label="Tipo de oficio", choices=LetterKind.choices)
    sender = forms.CharField(label="Institución que lo envía", max_length=160)
    number = forms.CharField(
        label="Número que trae", max_length=40, help_text="Como lo nombra quien lo envía: Ord. 88."
    )
    dated_on = forms.DateField(label="Fecha que trae", widget=DateInput())
    received_on = forms.DateField(label="Recibido el", widget=DateInput())
    subject = forms.CharField(
        label="Materia", max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )
    file = UploadField(label="Archivo", help_text="El oficio digitalizado, en PDF.")
    answers_to = forms.CharField(
        label="Responde a",
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"list": "responde-a", "autocomplete": "off"}),
        help_text="El oficio del servicio que contesta, como «Ord. 45 de 2007».",
    )
    answer_due_on = forms.DateField(
        label="Responder hasta",
        required=False,
        widget=DateInput(),
        help_text="Vacío si no pide respuesta.",
    )
    unit = forms.ModelChoiceField(
        Organisation.objects.none(), label="Unidad que lo responde", required=False
    )

    def __init__(self, service: Organisation, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.service = service
        unit: Any = self.fields["unit"]
        unit.queryset = Organisation.objects.filter(institution=service).order_by("name")

    @property
    def answerable(self) -> list[str]:
        return own_to_answer(self.service)

    def clean_answers_to(self) -> Letter | None:
        text: str = self.cleaned_data["answers_to"]
        found = find_own(self.service, text)
        if text and found is None:
            raise forms.ValidationError("No hay un oficio numerado con ese nombre.")
        return found

    @property
    def said(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        del data["file"]
        return data | {"answers": data.pop("answers_to")}


class CloseForm(MingaForm):
    reason = forms.CharField(
        label="Por qué no se responde", max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )


class DispatchForm(MingaForm):
    to = forms.TypedMultipleChoiceField(
        label="A quién", coerce=int, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Elija al menos un destinatario."},
    )  # fmt: skip
    way = forms.ChoiceField(label="Cómo", choices=LetterAddressee.Way.choices)
    sent_on = forms.DateField(
        label="Enviado el", required=False, widget=DateInput(), help_text="Por correo, es hoy."
    )

    def __init__(self, letter: Letter, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        to: Any = self.fields["to"]
        waiting = [row for row in letter.addressees.all() if not row.sent_on]
        to.choices = [(row.pk, str(row)) for row in waiting]


class AnswerForm(MingaForm):
    how = forms.CharField(label="Con qué se respondió", max_length=200)
    answered_on = forms.DateField(label="Respondido el", widget=DateInput())


class VoidForm(MingaForm):
    reason = forms.CharField(
        label="Por qué se anula", max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )
