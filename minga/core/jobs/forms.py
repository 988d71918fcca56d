"""Retrying a job, and programming what is sent."""

from typing import Any

from django import forms

from minga.core.access import Access
from minga.core.forms import DateInput, MingaForm
from minga.core.jobs.errors import ReasonNeeded
from minga.core.jobs.models import Subscription
from minga.core.jobs.reports import choices


class RetryForm(MingaForm):
    reason = forms.CharField(
        label="Por qué lo reintenta",
        max_length=500,
        error_messages={"required": str(ReasonNeeded())},
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Qué falló y qué cambió desde entonces. Queda en la historia del trabajo.",
    )


class SubscriptionForm(MingaForm):
    report = forms.ChoiceField(label="Informe")
    title = forms.CharField(
        label="Título del correo",
        max_length=150,
        required=False,
        help_text="Vacío, lleva el nombre del informe.",
    )
    cadence = forms.ChoiceField(
        label="Cuándo", choices=Subscription.Cadence.choices, widget=forms.RadioSelect
    )
    recipients = forms.CharField(
        label="Para",
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Direcciones de correo, una por línea: la suya o las de quienes lo esperan.",
    )
    valid_until = forms.DateField(
        label="Hasta",
        required=False,
        widget=DateInput(),
        help_text="Ese día ya no sale. Vacío, sigue hasta que usted lo detenga.",
    )

    def __init__(self, *args: Any, access: Access, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["report"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices(access)
        field.error_messages["invalid_choice"] = "Elija un informe de la lista."

    def clean_recipients(self) -> list[str]:
        text: str = self.cleaned_data["recipients"]
        return [one.strip() for one in text.replace(",", "\n").replace(";", "\n").splitlines()]
