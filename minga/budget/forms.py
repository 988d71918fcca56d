"""What is typed of a guarantee: what its document says, and how it leaves custody."""

from typing import Any

from django import forms

from minga.budget.actions.guarantees import GivenGuarantee
from minga.budget.actions.ledger import Spend
from minga.budget.models import Guarantee, GuaranteeKind, GuaranteePurpose, LineItem, Stage
from minga.core.forms import DateInput, MingaForm
from minga.core.money import PesosInput, UFInput
from minga.documents.models import Dossier

# Subtítulos of expense begin here.
EXPENSE = "21"
PAPER = "Por ejemplo: Ord. 1.205 del 20-11-2007."


def words(value: str) -> str:
    """One space between words: the same number typed twice is the same."""
    return " ".join(value.split())


class GuaranteeForm(MingaForm):
    kind = forms.ChoiceField(label="Documento", choices=GuaranteeKind.choices)
    purpose = forms.ChoiceField(label="Qué cauciona", choices=GuaranteePurpose.choices)
    issuer = forms.CharField(label="Banco o aseguradora", max_length=120)
    number = forms.CharField(label="Número", max_length=40)
    holder_name = forms.CharField(
        label="Tomador", max_length=120, help_text="La empresa o persona que la entrega."
    )
    amount = PesosInput(label="Monto en pesos", required=False)
    amount_uf = UFInput(
        label="Monto en UF", required=False, help_text="Uno de los dos, como dice el documento."
    )
    valid_from = forms.DateField(label="Emitida el", widget=DateInput())
    valid_until = forms.DateField(
        label="Vence el",
        widget=DateInput(),
        required=False,
        help_text="El último día en que se puede cobrar. Vacío solo en un vale vista.",
    )
    received_on = forms.DateField(label="Recibida el", widget=DateInput())

    def clean_issuer(self) -> str:
        return words(self.cleaned_data["issuer"])

    def clean_number(self) -> str:
        return words(self.cleaned_data["number"])

    @property
    def given(self) -> GivenGuarantee:
        names = GivenGuarantee.__dataclass_fields__
        given = {name: said for name, said in self.cleaned_data.items() if name in names}
        empty = {name: given[name] or 0 for name in ("amount", "amount_uf")}
        return GivenGuarantee(**(given | empty))


class RenewalForm(GuaranteeForm):
    """The paper that takes the place of another, and what says so."""

    document = forms.CharField(
        label="Documento que la pide o la acompaña", max_length=160, help_text=PAPER
    )

    @classmethod
    def begun(cls, old: Guarantee, data: Any = None) -> "RenewalForm":
        same = ("kind", "purpose", "issuer", "holder_name", "amount", "amount_uf")
        return cls(data, initial={name: getattr(old, name) or None for name in same})


class EntryForm(MingaForm):
    stage = forms.ChoiceField(label="Etapa", choices=Stage.choices)
    line_item = forms.ModelChoiceField(
        # Of expense, whole ítems aside.
        LineItem.objects.filter(valid_until=None, subtitle__gte=EXPENSE).exclude(allocation=""),
        label="Asignación",
        empty_label="Elija una",
    )
    amount = PesosInput(
        label="Monto en pesos", help_text="Con signo menos rebaja lo que había en esa etapa."
    )
    dated_on = forms.DateField(
        label="Fecha", widget=DateInput(), help_text="De su año es la ley que se gasta."
    )
    document = forms.CharField(label="Documento que lo dice", max_length=120, help_text=PAPER)

    def spend(self, dossier: Dossier) -> Spend:
        given = {name: said for name, said in self.cleaned_data.items() if name != "stage"}
        return Spend(dossier=dossier, **given)


class ReversalForm(MingaForm):
    dated_on = forms.DateField(
        label="Fecha", widget=DateInput(), help_text="Del mismo año que el asiento."
    )
    document = forms.CharField(label="Documento que lo dice", max_length=120, help_text=PAPER)


class LeavingForm(MingaForm):
    """How it leaves: the day, and the document that says so."""

    ended_on = forms.DateField(label="Fecha", widget=DateInput())
    document = forms.CharField(label="Documento que lo dice", max_length=160, help_text=PAPER)


class VoidForm(MingaForm):
    reason = forms.CharField(
        label="Por qué",
        max_length=160,
        help_text="Por ejemplo: el número estaba mal escrito. Queda en el registro.",
    )
