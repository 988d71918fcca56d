"""Making a kept figure again, of what was known then: the same, or which rows are not."""

from dataclasses import dataclass

from minga.core.indicators.actions import access_from, contributions
from minga.core.indicators.models import IndicatorSnapshot
from minga.core.indicators.registry import Measure, Question, indicator_of


@dataclass(frozen=True)
class Difference:
    """A row that does not add what it added."""

    label: str
    before: str
    now: str


@dataclass(frozen=True)
class Again:
    """The figure made again; None when nobody knows the indicator any more."""

    measure: Measure | None
    differences: tuple[Difference, ...]
    same_definition: bool

    @property
    def is_same(self) -> bool:
        return self.measure is not None and not self.differences


def make_again(snapshot: IndicatorSnapshot) -> Again:
    indicator = indicator_of(snapshot.indicator)
    if indicator is None:
        return Again(None, (), same_definition=False)
    question = Question(
        snapshot.on,
        snapshot.known_at,
        snapshot.frame,
        snapshot.place,
        snapshot.by,
        access_from(snapshot),
    )
    rows = indicator.rows_behind(question)
    return Again(
        Measure.of(rows),
        tuple(_differences(snapshot.contributions(), contributions(rows))),
        indicator.definition_hash == snapshot.definition_hash,
    )


def _differences(before: dict[str, list[object]], now: dict[str, list[object]]) -> list[Difference]:
    changed = sorted(
        key for key in before.keys() | now.keys() if _added(before, key) != _added(now, key)
    )
    return [
        Difference(str((now.get(key) or before[key])[0]), _said(before, key), _said(now, key))
        for key in changed
    ]


def _added(rows: dict[str, list[object]], key: str) -> list[object] | None:
    return rows[key][1:] if key in rows else None


def _said(rows: dict[str, list[object]], key: str) -> str:
    if key not in rows:
        return "no estaba"
    _, numerator, denominator = rows[key]
    return f"{numerator} de {denominator}"
