"""The selectors on top of every page."""

from django import forms

from minga.core.forms import MingaForm


class LookForm(MingaForm):
    place = forms.SlugField(max_length=12)
    year = forms.IntegerField(min_value=1974, max_value=2100)
    frame = forms.DateField(input_formats=["%Y-%m-%d"], required=False)
