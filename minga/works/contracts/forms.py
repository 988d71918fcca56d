"""What a person writes of rounds, contracts and statements: shape of the data, kind messages."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet

from minga.budget.models import LineItem
from minga.commitments.forms import DAY, long_text
from minga.core.forms import DateInput, MingaForm
from minga.core.money import PesosInput
from minga.core.months import MonthInput
from minga.core.validity import holds_on
from minga.people.models import Organisation
from minga.works.contracts.actions import (
    Call,
    Change,
    Charge,
    Invoice,
    Mark,
    Opening,
    Outcome,
    Penalty,
    Terms,
)
from minga.works.contracts.models import (
    Contract,
    ContractChangeKind,
    PaymentStatement,
    RoundOutcome,
    TenderModality,
    TenderRound,
)
from minga.works.contracts.models.scope import MOST_TEXT

ENDS = [(value, label) for value, label in RoundOutcome.choices if value != RoundOutcome.OPEN]
LARGEST = 10**13
LONGEST_TERM = 7300
MARKS = (
    (Mark.HANDOVER.value, "entrega de terreno"),
    (Mark.START.value, "inicio"),
    (Mark.PROVISIONAL.value, "recepción provisoria"),
    (Mark.FINAL.value, "recepción definitiva"),
    (Mark.SETTLEMENT.value, "liquidación"),
)


def day_field(label: str, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=DateInput(), error_messages=DAY, **more)


def short(label: str, most: int, **more: Any) -> forms.CharField:
    words = {"max_length": f"Use hasta {most} letras."}
    return forms.CharField(label=label, max_length=most, error_messages=words, **more)


def money(label: str, *, least: int | None = 0, **more: Any) -> PesosInput:
    return PesosInput(label=label, min_value=least, max_value=LARGEST, **more)


def whole_number(label: str, least: int, most: int, **more: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=least,
        max_value=most,
        error_messages={
            "invalid": "Escriba un número entero.",
            "min_value": f"Escriba {least} o más.",
            "max_value": f"Escriba {most} o menos.",
        },
        **more,
    )


class OrganisationField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not one at run time
    def label_from_instance(self, body: Organisation) -> str:
        return body.name


class SeenForm(MingaForm):
    """Over something that others may move: it carries the revision, or the number, it was about."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)
    # The row it is over, where its revision says whether somebody else wrote meanwhile.
    row: Contract | TenderRound | PaymentStatement | None = None
    # Names that its page offers for the foreseen contract.
    foreseen: Sequence[str] = ()

    @property
    def was_seen(self) -> int | None:
        seen: int | None = self.cleaned_data["seen"]
        return seen


class CallForm(SeenForm):
    modality = forms.ChoiceField(label="Modalidad", choices=TenderModality.choices)
    called_on = day_field("Llamado")
    opens_on = day_field("Apertura", required=False, help_text="Un trato directo no tiene.")
    grounds = long_text(
        "Causal", MOST_TEXT, rows=2, required=False, help_text="Solo del trato directo."
    )
    reference = short(
        "Identificación del llamado",
        60,
        required=False,
        help_text="Como la publica Mercado Público o el servicio.",
    )

    @staticmethod
    def start(found: TenderRound) -> dict[str, Any]:
        names = ("modality", "called_on", "opens_on", "grounds", "reference")
        return {name: getattr(found, name) for name in names} | {"seen": found.revision}

    def call(self) -> Call:
        given = self.cleaned_data
        return Call(**{name: given[name] for name in Call.__dataclass_fields__})


class FirstCallForm(CallForm):
    """Of a foreseen contract that the page does not say."""

    slot = short(
        "Contrato previsto",
        80,
        help_text="Con el nombre que tiene en la programación: «Obras civiles».",
    )
    field_order = ("slot",)


def offer(form: SeenForm, names: Sequence[str]) -> None:
    """What the schedule calls its contracts, beside what a person may write."""
    form.foreseen = names
    if names:
        form.fields["slot"].widget.attrs["list"] = "previstos"


class OutcomeForm(SeenForm):
    outcome = forms.ChoiceField(label="Resultado", choices=ENDS)
    resolved_on = day_field("Fecha de la resolución")
    resolution = short("Resolución", 60, help_text="Con su número: «Res. Ex. 312».")
    remarks = long_text(
        "Por qué", MOST_TEXT, rows=2, required=False, help_text="De la desierta o la revocada."
    )

    def told(self) -> Outcome:
        given = self.cleaned_data
        return Outcome(**{name: given[name] for name in Outcome.__dataclass_fields__})


class TermsForm(SeenForm):
    """What was signed."""

    code = short("Código del contrato", 40)
    name = short("Objeto", 200)
    contractor = OrganisationField(
        Organisation.objects.none(),
        label="Contratista",
        empty_label="Elija una empresa",
        help_text="Las empresas contratistas registradas entre las organizaciones.",
        error_messages={"invalid_choice": "Elija una empresa de la lista."},
    )
    line_item: Any = forms.ModelChoiceField(
        LineItem.objects.none(),
        label="Asignación",
        empty_label="Elija una asignación",
        error_messages={"invalid_choice": "Elija una asignación de la lista."},
    )
    amount = money("Monto contratado, en pesos", least=1)
    advance = money("Anticipo, en pesos", required=False)
    resolution = short("Resolución que lo aprueba", 60)
    signed_on = day_field("Firmado el")
    term_days = whole_number("Plazo en días corridos", 1, LONGEST_TERM)

    def __init__(self, *args: Any, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        contractor, line_item = self.fields["contractor"], self.fields["line_item"]
        assert isinstance(contractor, forms.ModelChoiceField)
        assert isinstance(line_item, forms.ModelChoiceField)
        contractor.queryset = contractors(day)
        line_item.queryset = LineItem.objects.of_projects().valid_on(day)

    @staticmethod
    def start(contract: Contract) -> dict[str, Any]:
        found = {name: getattr(contract, name) for name in Terms.__dataclass_fields__}
        keys = {"contractor": contract.contractor_id, "line_item": contract.line_item_id}
        return found | keys | {"seen": contract.revision}

    def terms(self) -> Terms:
        given = self.cleaned_data
        found = {name: given[name] for name in Terms.__dataclass_fields__}
        return Terms(**found | {"advance": given["advance"] or 0})


class BringForm(TermsForm):
    """Of one that was running already: what was signed, and where it stood."""

    slot = FirstCallForm.base_fields["slot"]
    handed_over_on = day_field("Entrega de terreno", required=False)
    starts_on = day_field("Inicio", required=False)
    opening_on = day_field("Saldo inicial al", help_text="El último día ya cobrado fuera de Minga.")
    opening_charged = money("Cobrado antes, en pesos")
    opening_retained = money("Retenido antes, en pesos", required=False)
    opening_statements = whole_number("Estados de pago anteriores", 0, 500)
    opening_document = short(
        "Documento del saldo", 120, help_text="El que lo respalda: «Oficio 418 de Finanzas»."
    )
    field_order = ("slot",)

    def opening(self) -> Opening:
        given = self.cleaned_data
        return Opening(
            on=given["opening_on"],
            document=given["opening_document"],
            charged=given["opening_charged"],
            retained=given["opening_retained"] or 0,
            statements=given["opening_statements"],
            handed_over_on=given["handed_over_on"],
            starts_on=given["starts_on"],
        )


class ChangeForm(SeenForm):
    kind = forms.ChoiceField(label="Modificación", choices=ContractChangeKind.choices)
    amount = money(
        "Aumento del monto, en pesos",
        least=-LARGEST,
        required=False,
        help_text="Con signo menos, si disminuye.",
    )
    days = whole_number(
        "Aumento del plazo, en días",
        -LONGEST_TERM,
        LONGEST_TERM,
        required=False,
        help_text="Con signo menos, si disminuye.",
    )
    reason = long_text("Motivo", MOST_TEXT)
    resolution = short("Resolución", 60)
    resolved_on = day_field("Fecha de la resolución")

    def change(self) -> Change:
        given = self.cleaned_data
        return Change(
            kind=given["kind"],
            resolution=given["resolution"],
            resolved_on=given["resolved_on"],
            reason=given["reason"],
            amount=given["amount"] or 0,
            days=given["days"] or 0,
        )


class FineForm(SeenForm):
    reason = long_text("Motivo", MOST_TEXT)
    days = whole_number("Días de atraso", 1, LONGEST_TERM, required=False)
    amount = money("Monto, en pesos", least=1)
    resolution = short("Resolución", 60)
    resolved_on = day_field("Fecha de la resolución")

    def penalty(self) -> Penalty:
        given = self.cleaned_data
        return Penalty(**{name: given[name] for name in Penalty.__dataclass_fields__})


class MarkForm(SeenForm):
    mark = forms.ChoiceField(label="Qué ocurrió", choices=MARKS)
    day = day_field("Fecha")
    document = short("Acta o resolución", 120, required=False)

    @staticmethod
    def start(contract: Contract) -> dict[str, Any]:
        """The first day that nobody has told."""
        missing = (value for value, _ in MARKS if getattr(contract, value) is None)
        return {"mark": next(missing, Mark.SETTLEMENT.value), "seen": contract.revision}


class ChargeForm(SeenForm):
    month = MonthInput(label="Mes de las obras")
    dated_on = day_field("Fecha del estado de pago")
    gross = money("Valor de las obras del mes, en pesos")
    readjustment = money("Reajuste, en pesos", least=-LARGEST, required=False)
    retention = money(
        "Retención, en pesos",
        least=-LARGEST,
        required=False,
        help_text="Con signo menos, si devuelve lo retenido.",
    )
    advance_amortised = money("Amortización del anticipo, en pesos", required=False)
    fines = money("Multas que se descuentan, en pesos", required=False)

    @staticmethod
    def start(statement: PaymentStatement) -> dict[str, Any]:
        names = Charge.__dataclass_fields__
        return {name: getattr(statement, name) for name in names} | {"seen": statement.revision}

    def charge(self) -> Charge:
        given = self.cleaned_data
        amounts = ("gross", "readjustment", "retention", "advance_amortised", "fines")
        return Charge(
            month=given["month"],
            dated_on=given["dated_on"],
            **{name: given[name] or 0 for name in amounts},
        )


class InvoiceForm(SeenForm):
    """An invoice, and to whom the contractor ceded it."""

    invoice_number = short("Número de factura", 20)
    invoice_on = day_field("Fecha de la factura")
    received_on = day_field(
        "Factura recibida el", help_text="Desde este día corre el plazo para pagarla."
    )
    cession_to = OrganisationField(
        Organisation.objects.none(),
        label="Cedida a",
        required=False,
        empty_label="No está cedida",
        error_messages={"invalid_choice": "Elija una organización de la lista."},
    )
    cession_on = day_field("Cesión notificada el", required=False)

    def __init__(self, *args: Any, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["cession_to"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = assignees(day)

    @staticmethod
    def start(statement: PaymentStatement) -> dict[str, Any]:
        names = ("invoice_number", "invoice_on", "received_on", "cession_on")
        found = {name: getattr(statement, name) for name in names}
        return found | {"cession_to": statement.cession_to_id, "seen": statement.revision}

    def invoice(self) -> Invoice:
        given = self.cleaned_data
        return Invoice(
            number=given["invoice_number"],
            dated_on=given["invoice_on"],
            received_on=given["received_on"],
            cession_to=given["cession_to"],
            cession_on=given["cession_on"],
        )


class StatementForm(ChargeForm):
    """A new one, with its invoice when it is already there."""

    invoice_number = short("Número de factura", 20, required=False)
    invoice_on = day_field("Fecha de la factura", required=False)
    received_on = day_field(
        "Factura recibida el",
        required=False,
        help_text="Desde este día corre el plazo para pagarla. También puede registrarla después.",
    )

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        names = ("invoice_number", "invoice_on", "received_on")
        if any(found.get(name) for name in names):
            for name in names:
                if not found.get(name) and name not in self.errors:
                    self.add_error(name, f"Complete «{self.fields[name].label}» de la factura.")
        return found

    def invoice(self) -> Invoice | None:
        given = self.cleaned_data
        if not given["invoice_number"]:
            return None
        return Invoice(given["invoice_number"], given["invoice_on"], given["received_on"])


class RemarksForm(SeenForm):
    remarks = long_text("Qué debe corregirse", MOST_TEXT)


class PayForm(SeenForm):
    paid_on = day_field("Pagado el")
    reference = short("Comprobante", 60, help_text="El egreso o la transferencia.")


def contractors(day: date) -> "QuerySet[Organisation]":
    kind = Organisation.Kind.CONTRACTOR
    return Organisation.objects.filter(holds_on(day), kind=kind).order_by("name")


def assignees(day: date) -> "QuerySet[Organisation]":
    kinds = (Organisation.Kind.BANK, Organisation.Kind.CONTRACTOR)
    return Organisation.objects.filter(holds_on(day), kind__in=kinds).order_by("name")
