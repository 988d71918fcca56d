"""What a person writes to decide, to return, to withdraw; a code; the rule of a step."""

from typing import Any

from django import forms

from minga.core.forms import DateInput, MingaForm
from minga.core.money import PesosInput

MOST = 10**15

CODE = {
    "inputmode": "numeric",
    "autocomplete": "one-time-code",
    "spellcheck": "false",
    "autocapitalize": "none",
}


class SeenForm(MingaForm):
    """Over what awaits approval: `seen` is what the page showed. Without it nothing was read."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)

    @property
    def read(self) -> int:
        """0 is seen by nobody: it is refused as any other round that changed since."""
        return self.cleaned_data.get("seen") or 0


class CodeForm(MingaForm):
    """A code of the telephone, or one of recovery."""

    code = forms.CharField(
        label="Código de su teléfono",
        max_length=20,
        widget=forms.TextInput(attrs=CODE),
        help_text="Seis cifras, o uno de sus códigos de recuperación.",
        error_messages={
            "required": "Escriba el código que muestra su teléfono.",
            "max_length": "El código tiene seis cifras.",
        },
    )


class FirstCodeForm(CodeForm):
    """The code that confirms a factor: those of recovery come after it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].help_text = "Seis cifras, que cambian cada medio minuto."


class DecideForm(SeenForm, CodeForm):
    """Passing a step: one button, and a code where the step asks for it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].required = False

    def ask_code(self) -> None:
        """Show the field as one to be filled in; whether it was needed, the action says."""
        self.fields["code"].required = True


class ReturnForm(SeenForm):
    """What must be corrected."""

    remarks = forms.CharField(
        label="Qué debe corregirse",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": "Escriba qué debe corregirse: quien lo preparó lo leerá.",
            "max_length": "Use hasta 1.000 letras.",
        },
    )


class WithdrawForm(MingaForm):
    reason = forms.CharField(
        label="Por qué se retira",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={
            "required": "Escriba el motivo: queda en el registro.",
            "max_length": "Use hasta 500 letras.",
        },
    )


class RuleForm(MingaForm):
    """What a step needs, from a day on."""

    above = PesosInput(
        label="Desde el monto (pesos)",
        required=False,
        min_value=1,
        max_value=MOST,
        help_text="Vacío: el paso se da siempre.",
    )
    second_factor = forms.BooleanField(label="Pide segundo factor", required=False)
    valid_from = forms.DateField(
        label="Rige desde",
        widget=DateInput(),
        error_messages={
            "required": "Escriba desde qué día rige.",
            "invalid": "Escriba la fecha como dd-mm-aaaa, por ejemplo 01-01-2008.",
        },
    )
    source = forms.CharField(
        label="Acto o norma",
        max_length=160,
        help_text="Por ejemplo, Res. Ex. 120 de 2007.",
        error_messages={
            "required": "Escriba el acto o la norma que lo dispone.",
            "max_length": "Use hasta 160 letras.",
        },
    )
    reason = forms.CharField(
        label="Motivo",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={
            "required": "Escriba el motivo: queda en el registro.",
            "max_length": "Use hasta 500 letras.",
        },
    )
