"""What a person writes in a report: one form for every kind, driven by what the kind asks."""

from typing import Any

from django import forms

from minga.core.forms import MingaForm, RevisionForm
from minga.core.ids import new_public_id
from minga.core.months import MonthInput
from minga.people.models import Organisation
from minga.workplan.reporting.actions import RowValues
from minga.workplan.reporting.models import InformationSystem, ReportRow
from minga.workplan.reporting.spec import Section, Spec

MOST = 4000


class Paragraphs(forms.CharField):
    """A long text; a line that begins with a hyphen is an item of a list."""

    widget = forms.Textarea(attrs={"rows": 5})

    def __init__(self, **kwargs: Any) -> None:
        messages = {"max_length": "Use hasta 4.000 letras."}
        super().__init__(max_length=MOST, required=False, error_messages=messages, **kwargs)

    def to_python(self, value: Any) -> str:
        # A browser sends two characters for each end of line: they are counted and kept as one.
        return str(super().to_python(value)).replace("\r\n", "\n")


class RowForm(RevisionForm):
    """A row of a report. Every kind asks some of these."""

    key = forms.RegexField(r"^[a-z0-9]{12}$", widget=forms.HiddenInput, required=False)
    title = forms.CharField(
        max_length=200, required=False, error_messages={"max_length": "Use hasta 200 letras."}
    )
    achieved = Paragraphs(widget=forms.Textarea(attrs={"rows": 8}))
    recommendations = Paragraphs()
    commitment = Paragraphs(widget=forms.Textarea(attrs={"rows": 3}))
    responsible = forms.ModelChoiceField(
        Organisation.objects.none(),
        required=False,
        empty_label="Nadie en particular",
        error_messages={"invalid_choice": "Elija una de la lista."},
    )
    responsible_words = forms.CharField(
        max_length=120, required=False, error_messages={"max_length": "Use hasta 120 letras."}
    )
    due = MonthInput(required=False)

    def __init__(self, spec: Spec, section: Section, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in set(RowValues.__dataclass_fields__) - set(spec.fields):
            del self.fields[name]
        if section.facets:
            self.fields["title"] = forms.ChoiceField(choices=[(f, f) for f in section.facets])
        for asked in spec.asked:
            field = self.fields[asked.name]
            field.label, field.help_text = asked.label, asked.help
            field.required = asked.required or (asked.name == "title" and bool(section.facets))
            field.error_messages["required"] = f"Complete «{asked.label}»."
        current = Organisation.objects.filter(valid_until__isnull=True).order_by("name")
        self.fields["responsible"].queryset = current  # type: ignore[attr-defined]

    @classmethod
    def new(cls, spec: Spec, section: Section, title: str = "") -> "RowForm":
        initial = {"key": new_public_id(), "revision": 0, "title": title}
        return cls(spec, section, initial=initial)

    @classmethod
    def of(cls, spec: Spec, section: Section, row: ReportRow) -> "RowForm":
        names = (*spec.fields, "key", "revision")
        return cls(spec, section, initial={name: getattr(row, name) for name in names})

    def values(self) -> RowValues:
        given = set(self.cleaned_data) & set(RowValues.__dataclass_fields__)
        return RowValues(**{name: self.cleaned_data[name] for name in given})


class BeginForm(MingaForm):
    """Beginning a plan of improvement: of a system of the catalogue, or of a new one."""

    system = forms.CharField(
        label="Sistema de información",
        max_length=80,
        help_text="Elija uno de la lista o escriba el nombre de otro, que se agrega a ella.",
        widget=forms.TextInput(attrs={"list": "sistemas", "autocomplete": "off"}),
        error_messages={
            "required": "Escriba el nombre del sistema de información o elija uno.",
            "max_length": "Use hasta 80 letras.",
        },
    )

    @staticmethod
    def known(service: Organisation) -> list[str]:
        found = InformationSystem.objects.filter(service=service).order_by("name")
        return list(found.values_list("name", flat=True))
