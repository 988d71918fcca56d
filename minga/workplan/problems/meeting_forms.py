"""What a person writes of a meeting: when and where, who came, what was agreed."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms import BoundField

from minga.commitments.forms import long_text
from minga.core.forms import MingaForm
from minga.workplan.problems.actions import Agreed
from minga.workplan.problems.forms import day, text
from minga.workplan.problems.models import AgendaItem, Attendance, GapOutcome, Meeting

UNSAID = ("", "todavía no se dice")


CLOSED_OUTSIDE = "Se cerró mientras usted escribía y queda como se cerró: esto no se guarda."


def _is_closed(item: AgendaItem) -> bool:
    return item.gap is not None and not item.gap.is_open


class ConveneForm(MingaForm):
    """The open gaps go on the agenda by themselves."""

    day = day("Fecha de la reunión")
    place = text("Lugar", 160)
    points = long_text(
        "Otros puntos de la tabla",
        3000,
        required=False,
        help_text="Uno por línea. Las brechas abiertas ya van en la tabla.",
    )

    def clean_points(self) -> tuple[str, ...]:
        points = tuple(filter(str.strip, self.cleaned_data["points"].splitlines()))
        if any(len(point) > 300 for point in points):
            raise forms.ValidationError("Use hasta 300 letras en cada punto.")
        return points


class PointForm(MingaForm):
    text = text("Punto de la tabla", 300)


class RecordForm(MingaForm):
    """Who came of each service, and in what ended each point."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    notes = long_text("Notas de la reunión", 4000, required=False, rows=4)

    def __init__(
        self,
        *args: Any,
        attendances: Sequence[Attendance],
        items: Sequence[AgendaItem],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.attendances = attendances
        # What was closed outside of the meeting is not said again, but what somebody was writing
        # of it stays in sight.
        self.items = [item for item in items if not _is_closed(item) or self._typed(item)]
        for row in attendances:
            self.fields[f"came_{row.pk}"] = text(
                f"Quiénes vinieron de {row.party.organisation.name}", 300, required=False
            )
        for item in self.items:
            self._add(item)

    def _typed(self, item: AgendaItem) -> bool:
        return bool(self.data.get(f"agreed_{item.pk}") or self.data.get(f"outcome_{item.pk}"))

    def _add(self, item: AgendaItem) -> None:
        if item.gap is not None:
            self.fields[f"outcome_{item.pk}"] = forms.ChoiceField(
                label="En qué quedó", choices=[UNSAID, *GapOutcome.choices], required=False
            )
            self.fields[f"new_due_on_{item.pk}"] = day("Nueva fecha, si sigue", required=False)
        label = "Acuerdo" if item.gap is None else "Cómo se resolvió, o por qué sigue o se deja"
        note = CLOSED_OUTSIDE if _is_closed(item) else ""
        self.fields[f"agreed_{item.pk}"] = long_text(
            label, 600, rows=2, required=False, help_text=note
        )

    @property
    def general(self) -> list[BoundField]:
        names = ("seen", "notes", *(f"came_{row.pk}" for row in self.attendances))
        return [self[name] for name in names]

    @property
    def points(self) -> list[tuple[AgendaItem, list[BoundField]]]:
        """Each point with its fields."""
        parts = ("outcome", "new_due_on", "agreed")
        return [
            (item, [self[f"{p}_{item.pk}"] for p in parts if f"{p}_{item.pk}" in self.fields])
            for item in self.items
        ]

    @classmethod
    def of(
        cls,
        meeting: Meeting,
        attendances: Sequence[Attendance],
        items: Sequence[AgendaItem],
        *args: Any,
    ) -> "RecordForm":
        initial: dict[str, Any] = {"seen": meeting.revision, "notes": meeting.notes}
        initial |= {f"came_{row.pk}": row.names for row in attendances}
        for item in items:
            initial |= {
                f"outcome_{item.pk}": item.outcome,
                f"new_due_on_{item.pk}": item.new_due_on,
                f"agreed_{item.pk}": item.agreed,
            }
        return cls(*args, attendances=attendances, items=items, initial=initial)

    def came(self) -> dict[int, str]:
        return {row.pk: self.cleaned_data[f"came_{row.pk}"] for row in self.attendances}

    def agreed(self) -> dict[int, Agreed]:
        data = self.cleaned_data
        return {
            item.pk: Agreed(
                data[f"agreed_{item.pk}"],
                data.get(f"outcome_{item.pk}", ""),
                data.get(f"new_due_on_{item.pk}"),
            )
            for item in self.items
            if not _is_closed(item)
        }
