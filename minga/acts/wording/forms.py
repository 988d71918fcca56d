"""Writing a model text: what it is for, its words, and a case to try it with."""

from collections.abc import Mapping
from typing import Any

from django import forms

from minga.acts.wording.actions import LABELS
from minga.acts.wording.fields import faults
from minga.acts.wording.models import PARTS, ModelText, ModelTextVersion
from minga.core.cases import case_kinds
from minga.core.forms import MingaForm

ROWS = {"vistos": 7, "considerando": 9, "resuelvo": 14, "body": 16}
HELP = {
    "subject": "Lo que el papel dice en «MAT.», en una frase.",
    "vistos": "Las normas y actos en que se apoya, uno por párrafo: «a) …».",
    "considerando": "Las razones, una por párrafo: «1.- …».",
    "resuelvo": "Lo que se decide, un número por párrafo: «1.- …».",
    "body": "Desde el saludo hasta la última frase; la despedida y la firma las pone el papel.",
}
REQUIRED = ("subject", "resuelvo", "body")


class PurposeForm(MingaForm):
    """First step of a new text: it decides which parts and which fields it has."""

    para = forms.ChoiceField(
        label="Sirve para",
        choices=ModelText.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Elija para qué sirve el texto."},
    )
    sobre = forms.ChoiceField(
        label="Sobre",
        required=False,
        help_text="Un texto sobre un tipo de caso puede usar los datos y las tablas de ese caso.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(kind.key, kind.label) for kind in case_kinds()]
        choice: Any = self.fields["sobre"]
        choice.choices = [("", "cualquier asunto"), *kinds]


class WordsForm(MingaForm):
    """The words of a text of a kind; of a new one, its name too."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, kind: str, case_key: str, *args: Any, new: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.case_key = kind, case_key
        if new:
            self.fields["title"] = forms.CharField(
                label="Nombre",
                max_length=120,
                help_text="Como se elige en las listas: «Aprueba programa de trabajo».",
                error_messages={
                    "required": "Escriba el nombre.",
                    "max_length": "Use hasta 120 letras.",
                },
            )
        for name in self.part_names:
            self.fields[name] = _field(name)

    @property
    def part_names(self) -> tuple[str, ...]:
        return ("subject", *PARTS[self.kind])

    @classmethod
    def of(cls, text: ModelText, version: ModelTextVersion | None) -> "WordsForm":
        initial: dict[str, Any] = {}
        if version is not None:
            initial = {"subject": version.subject, **version.parts, "seen": version.event_id}
        return cls(text.kind, text.case_key, initial=initial)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name in self.part_names:
            for fault in faults(data.get(name) or "", self.kind, self.case_key):
                self.add_error(name, fault)
        return data

    @property
    def said(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in self.part_names}

    def show_again(self, seen: int) -> None:
        """After a conflict: what was typed stays, over the version that now stands."""
        self.data = {name: self.data[name] for name in self.data} | {"seen": str(seen)}


def _field(name: str) -> forms.CharField:
    label, longest = LABELS[name], 300 if name == "subject" else 30_000
    shown = f"{longest:,}".replace(",", ".")
    return forms.CharField(
        label=label,
        max_length=longest,
        required=name in REQUIRED,
        help_text=HELP[name],
        widget=forms.Textarea(attrs={"rows": ROWS.get(name, 2)}),
        error_messages={
            "required": f"Complete «{label}».",
            "max_length": f"Use hasta {shown} letras.",
        },
    )


def typed(data: Mapping[str, Any], kind: str) -> list[tuple[str, str]]:
    """Title and words of each part as they were typed, for the preview."""
    return [(LABELS[name], str(data.get(name, ""))[:30_000]) for name in ("subject", *PARTS[kind])]


class RetireForm(MingaForm):
    reason = forms.CharField(
        label="Por qué se retira",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={
            "required": "Escriba por qué se retira.",
            "max_length": "Use hasta 300 letras.",
        },
    )
