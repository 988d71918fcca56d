"""What a person typed against what another saved meanwhile: the two texts of each part."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import date
from typing import Any

from minga.core.money import thousands
from minga.core.numbers import decimal
from minga.territory.frames import frame_on
from minga.works.locations import written
from minga.works.models import Project, SourceKind

Texts = dict[str, tuple[str, str]]


def of_record(project: Project, said: Any) -> Texts:
    """`said`: a Record."""
    found: Texts = {}
    for field in fields(said):
        old, new = getattr(project, field.name), getattr(said, field.name)
        if isinstance(new, str):
            new = new.strip()
        if old != new:
            column = project._meta.get_field(field.name)
            label = str(column.verbose_name)  # type: ignore[union-attr]
            found[label[:1].upper() + label[1:]] = (_text(column, old), _text(column, new))
    return found


def _text(column: Any, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Mapping):
        return written(value)
    if isinstance(value, date):
        return f"{value:%d-%m-%Y}"
    return str(dict(column.flatchoices).get(value, value))


def of_communes(project: Project, shares: Mapping[Any, int], on: date) -> Texts:
    kept = {row.territory: row.hundredths for row in project.shares.select_related("territory")}
    frame = frame_on(on)

    def told(given: Mapping[Any, int]) -> str:
        rows = sorted(given.items(), key=lambda pair: (-pair[1], pair[0].pk))
        return "\n".join(f"{frame.name_of(t.pk)} {decimal(part, 2, least=0)} %" for t, part in rows)

    return _differing({"Comunas": (told(kept), told(dict(shares)))})


def of_money(project: Project, costs: Iterable[Any], sources: Sequence[Any]) -> Texts:
    """`costs`, `sources`: as they are written, or as they are kept."""

    def priced(rows: Iterable[Any]) -> str:
        lines = sorted((row.line_item.code, row.year, row.amount) for row in rows)
        return "\n".join(f"{code} {year}: {thousands(amount)}" for code, year, amount in lines)

    def paid(rows: Iterable[Any]) -> str:
        lines = (
            f"{SourceKind(row.kind).label}: {thousands(row.amount)}"
            + (f" ({row.organisation})" if row.organisation else "")
            for row in rows
        )
        return "\n".join(sorted(lines))

    kept_costs = project.costs.select_related("line_item")
    kept_sources = project.sources.select_related("organisation")
    return _differing(
        {
            "Costo": (priced(kept_costs), priced(costs)),
            "Fuentes": (paid(kept_sources), paid(sources)),
        }
    )


def _differing(texts: Texts) -> Texts:
    return {label: (old, new) for label, (old, new) in texts.items() if old != new}
