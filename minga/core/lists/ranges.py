"""Filters from one value to another: days, months, figures."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from minga.core.errors import Unreadable
from minga.core.kinds import DATE, INTEGER, MONTH, PERCENT, UF, Kind
from minga.core.lists.filters import Data, Filter, Said, Unknown
from minga.core.lists.spec import Asking, Rows
from minga.core.numbers import decimal

Bounds = tuple[Any, Any]
INPUTS = {"date": "date", "month": "month"}


@dataclass(frozen=True)
class Range(Filter):
    """Both ends included: `?monto_desde=1000000&monto_hasta=2000000`; `bare` asks for them as
    `desde` and `hasta`. `moment` is for a column with the hour too."""

    kind: Kind = INTEGER
    bare: bool = False
    moment: bool = False
    template: str = field(default="lists/_filter_range.html", init=False)

    @property
    def params(self) -> tuple[str, ...]:
        return ("desde", "hasta") if self.bare else (f"{self.name}_desde", f"{self.name}_hasta")

    def read(self, data: Data, asking: Asking) -> Bounds | None:
        values, sentences = [], []
        for name in self.params:
            value, sentence = self._read((data.get(name) or [""])[-1])
            values.append(value)
            sentences += [sentence] if sentence else []
        low, high = values
        if low is not None and high is not None and low > high:
            sentences.append(f"{self.label}: {self._crossed}, no hay nada entre ambos.")
        bounds = None if low is None and high is None else (low, high)
        if sentences:
            raise Unknown(" ".join(sentences), bounds)
        return bounds

    @property
    def _crossed(self) -> str:
        """Days come one after the other; figures are larger or smaller."""
        if self.kind in (DATE, MONTH):
            return "el comienzo es posterior al final"
        return "el mínimo es mayor que el máximo"

    def _read(self, text: str) -> tuple[Any, str]:
        try:
            return self.kind.parse(text.strip()[:60] or None), ""
        except Unreadable as error:
            return None, f"{self.label}: {error} Ese filtro no se aplicó."

    def narrow(self, rows: Rows, value: Bounds, asking: Asking) -> Rows:
        low, high = value
        if low is not None:
            rows = rows.filter(**{f"{self.path}__gte": _midnight(low) if self.moment else low})
        if high is not None and self.moment:
            # The last day is included to its end: less than the next midnight.
            return rows.filter(**{f"{self.path}__lt": _midnight(high + timedelta(days=1))})
        return rows if high is None else rows.filter(**{f"{self.path}__lte": high})

    def write(self, value: Bounds, asking: Asking) -> list[tuple[str, str]]:
        pairs = zip(self.params, value, strict=True)
        return [(name, self._text(bound)) for name, bound in pairs if bound is not None]

    def _text(self, bound: Any) -> str:
        """As a person would type it: it is read back to the same value."""
        places = {UF.name: 4, PERCENT.name: 2}.get(self.kind.name)
        if places is not None:
            return decimal(bound, places).replace("\u2212", "-").replace(".", "")
        return f"{bound:%d-%m-%Y}" if self.kind.name == DATE.name else str(bound)

    def say(self, value: Bounds, asking: Asking) -> list[Said]:
        low, high = value
        if low is not None and low == high:
            return [Said(f"{self.label}: {self.kind.show(low)}")]
        ends = [("desde", low, (None, high)), ("hasta", high, (low, None))]
        return [
            Said(f"{self.label}: {word} {self.kind.show(bound)}", _or_none(rest))
            for word, bound, rest in ends
            if bound is not None
        ]

    def shown(self, value: Bounds | None, asking: Asking) -> dict[str, Any]:
        words = zip(self.params, ("desde", "hasta"), value or (None, None), strict=True)
        return {
            "type": INPUTS.get(self.kind.name, "text"),
            "is_number": self.kind.is_number,
            "ends": [(name, word, self._typed(bound)) for name, word, bound in words],
        }

    def again(self, shown: dict[str, Any], refused: Mapping[str, str]) -> dict[str, Any]:
        """A date field takes nothing but dates; a text field keeps what was typed."""
        if self.kind.name in INPUTS:
            return shown
        ends = [(name, word, value or refused.get(name, "")) for name, word, value in shown["ends"]]
        return {**shown, "ends": ends}

    def _typed(self, bound: Any) -> str:
        """What its field begins with: the browser's own date field wants ISO."""
        if bound is None:
            return ""
        return str(bound) if self.kind.name in INPUTS else self._text(bound)


def _or_none(bounds: Bounds) -> Bounds | None:
    return None if bounds == (None, None) else bounds


def _midnight(day: Any) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def days(name: str, label: str, path: str, **more: Any) -> Range:
    return Range(name, label, path, kind=DATE, **more)


def months(name: str, label: str, path: str, **more: Any) -> Range:
    return Range(name, label, path, kind=MONTH, **more)


def figures(name: str, label: str, path: str, kind: Kind = INTEGER) -> Range:
    return Range(name, label, path, kind=kind)
