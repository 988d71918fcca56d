"""What a person writes to keep a figure."""

from typing import Any

from django import forms

from minga.core.forms import MingaForm


class SnapshotForm(MingaForm):
    """Why it is kept; the day and the dimension are those that the page shows."""

    reason = forms.CharField(
        label="Para qué la guarda",
        max_length=400,
        help_text="Por ejemplo: medio de verificación de la actividad 3.1.",
        error_messages={"required": "Escriba para qué guarda la medición."},
    )
    on = forms.DateField(widget=forms.HiddenInput, required=False)
    by = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)

    @property
    def hidden(self) -> list[Any]:
        return self.hidden_fields()
