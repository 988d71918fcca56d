"""What a project costs, as a sheet of line items and years, and who pays for it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from minga.budget.models import LineItem
from minga.core.forms import MingaForm
from minga.people.models import Organisation
from minga.works.actions import Cost, Source
from minga.works.forms.fields import choice, revision, thousands
from minga.works.models import SourceKind

FIRST_YEAR, LAST_YEAR, MOST_YEARS, MOST_SOURCES = 1990, 2100, 12, 20


@dataclass(frozen=True)
class Row:
    """A line item with a cell for each year."""

    item: LineItem
    cells: list[forms.BoundField]


class MoneyForm(MingaForm):
    """`years` and `count` come with the form, so that it is read as it was shown."""

    seen = revision()

    def __init__(
        self,
        *args: Any,
        items: Sequence[LineItem],
        years: Sequence[int],
        count: int,
        payers: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.items, self.years, self.count = list(items), list(years), count
        for item in self.items:
            for year in self.years:
                cell = thousands(f"{item.code} en {year}")
                cell.widget.attrs |= {"aria-label": f"{item}, {year}, M$", "autocomplete": "off"}
                self.fields[_cell(item, year)] = cell
        for number in range(count):
            kind = choice("Fuente", SourceKind.choices, empty="Elija la fuente", required=False)
            kind.widget.attrs["aria-label"] = f"Fuente {number + 1}"
            body = forms.ModelChoiceField(payers, required=False, empty_label="sin precisar")
            body.error_messages["invalid_choice"] = "Elija una institución de la lista."
            body.widget.attrs["aria-label"] = f"Institución de la fuente {number + 1}"
            amount = thousands(f"Monto de la fuente {number + 1}")
            amount.widget.attrs |= {
                "aria-label": f"Monto de la fuente {number + 1}, M$", "autocomplete": "off",
            }  # fmt: skip
            names = _source(number)
            self.fields |= dict(zip(names, (kind, body, amount), strict=True))

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        for number in range(self.count):
            kind, body, amount = _source(number)
            if data.get(amount) and not data.get(kind) and kind not in self.errors:
                self.add_error(kind, "Elija de qué fuente es ese monto.")
            unpaid = data.get(kind) and data.get(body) and not data.get(amount)
            if unpaid and amount not in self.errors:
                self.add_error(amount, "Escriba cuánto paga, o deje vacía la línea.")
        return data

    @property
    def rows(self) -> Iterator[Row]:
        for item in self.items:
            cells = [self[_cell(item, year)] for year in self.years]
            yield Row(item, cells)

    @property
    def sources(self) -> list[tuple[forms.BoundField, ...]]:
        return [tuple(self[name] for name in _source(n)) for n in range(self.count)]

    @property
    def sums(self) -> list[tuple[int, int]]:
        return [
            (year, sum(self._said(_cell(item, year)) for item in self.items)) for year in self.years
        ]

    @property
    def cost(self) -> int:
        return sum(amount for _, amount in self.sums)

    @property
    def paid(self) -> int:
        return sum(self._said(_source(number)[2]) for number in range(self.count))

    @property
    def short(self) -> int:
        """What the sources lack; less than zero when they are too many."""
        return self.cost - self.paid

    @property
    def over(self) -> int:
        return -self.short

    def _said(self, name: str) -> int:
        """Pesos in a cell, as far as it can be read."""
        if not self.is_bound:
            value = self.initial.get(name)
        else:
            try:
                value = self.fields[name].clean(self[name].value())
            except forms.ValidationError:
                value = None
        return value if isinstance(value, int) else 0

    def costs_said(self) -> list[Cost]:
        return [
            Cost(item, year, amount)
            for item in self.items
            for year in self.years
            if (amount := self.cleaned_data.get(_cell(item, year)))
        ]

    def sources_said(self) -> list[Source]:
        found = []
        for number in range(self.count):
            kind, body, amount = (self.cleaned_data.get(name) for name in _source(number))
            if kind and amount:
                found.append(Source(kind, amount, body))
        return found


def _cell(item: LineItem, year: int) -> str:
    return f"c_{item.pk}_{year}"


def _source(number: int) -> tuple[str, str, str]:
    return f"kind_{number}", f"body_{number}", f"amount_{number}"


def initial_of(
    costs: Mapping[tuple[int, int], int], sources: Sequence[tuple[str, int | None, int]]
) -> dict[str, Any]:
    """What is kept, by the names of the fields."""
    said: dict[str, Any] = {f"c_{item}_{year}": amount for (item, year), amount in costs.items()}
    for number, given in enumerate(sources):
        said |= dict(zip(_source(number), given, strict=True))
    return said


def payers() -> Any:
    return Organisation.objects.filter(institution__isnull=True).order_by("name")
