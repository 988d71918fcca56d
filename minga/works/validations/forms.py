"""Justifying a warning."""

from django import forms

from minga.core.forms import MingaForm


class JustifyForm(MingaForm):
    digest = forms.CharField(widget=forms.HiddenInput, max_length=16)
    text = forms.CharField(
        label="Por qué está bien así",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        help_text="La justificación queda escrita con su nombre. Si cambian las cifras, la "
        "advertencia vuelve.",
    )
