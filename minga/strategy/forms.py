"""Proposing strategic definitions: the mission and up to eight objectives."""

from typing import Any

from django import forms

from minga.core.forms import MingaForm
from minga.strategy.models import DefinitionVersion

OBJECTIVES = 8


class DefinitionsForm(MingaForm):
    """Objective by objective, a short title and its description; empty pairs are left out."""

    # The event of the version that the form began with: it changes each time that one is saved.
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    mission = forms.CharField(
        label="Misión",
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=2000,
        error_messages={"required": "Escriba la misión.", "max_length": "Use hasta 2.000 letras."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, OBJECTIVES + 1):
            self.fields[f"title_{number}"] = forms.CharField(
                label=f"Objetivo {number}, en breve",
                max_length=80,
                required=False,
                error_messages={"max_length": "Use hasta 80 letras."},
            )
            self.fields[f"text_{number}"] = forms.CharField(
                label=f"Objetivo {number}, descripción",
                max_length=1000,
                required=False,
                widget=forms.Textarea(attrs={"rows": 3}),
                error_messages={"max_length": "Use hasta 1.000 letras."},
            )

    @classmethod
    def of(cls, version: DefinitionVersion | None) -> "DefinitionsForm":
        if version is None:
            return cls(initial={"seen": 0})
        initial: dict[str, Any] = {"mission": version.mission, "seen": version.event_id}
        for objective in version.objectives.all():
            initial |= {
                f"title_{objective.number}": objective.title,
                f"text_{objective.number}": objective.text,
            }
        return cls(initial=initial)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for number in range(1, OBJECTIVES + 1):
            title, text = data.get(f"title_{number}"), data.get(f"text_{number}")
            if text and not title:
                self.add_error(
                    f"title_{number}", "Escriba el título del objetivo, o borre su descripción."
                )
            if title and not text:
                self.add_error(
                    f"text_{number}", "Escriba la descripción del objetivo, o borre su título."
                )
        return data

    def show_again(self, seen: int) -> None:
        """After a conflict: what was typed stays, over the version that now stands."""
        self.data = {name: self.data[name] for name in self.data} | {"seen": str(seen)}

    @property
    def objectives(self) -> list[tuple[str, str]]:
        pairs = (
            (self.cleaned_data[f"title_{number}"], self.cleaned_data[f"text_{number}"])
            for number in range(1, OBJECTIVES + 1)
        )
        return [(title, text) for title, text in pairs if title and text]
