"""Terms in force: those that Minga brings (`data/terms.toml`), corrected by the service's own."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from minga.core.workdays import add_working_days
from minga.people.citizens.models import TermValue
from minga.people.models import Organisation
from minga.territory.frames import Frame

# Regional holidays are known by ISO 3166-2:CL; regions, by the first two digits of their code.
ISO_REGIONS = {
    "01": "TA", "02": "AN", "03": "AT", "04": "CO", "05": "VS", "06": "LI", "07": "ML", "08": "BI",
    "09": "AR", "10": "LL", "11": "AI", "12": "MA", "13": "RM", "14": "LR", "15": "AP", "16": "NB",
}  # fmt: skip


@dataclass(frozen=True)
class Term:
    """One value with its source; `is_own` when the service set it."""

    key: str
    label: str
    unit: str
    value: int
    valid_from: date
    source: str
    is_verified: bool
    is_own: bool = False

    @property
    def words(self) -> str:
        """«10 días hábiles», «10 días hábiles (sin verificar)»."""
        unsure = "" if self.is_verified else " (sin verificar)"
        return f"{self.value} {self.unit}{unsure}"


@cache
def brought() -> dict[str, Term]:
    text = (files("minga.people.citizens") / "data" / "terms.toml").read_text(encoding="utf-8")
    return {row["key"]: Term(**row) for row in tomllib.loads(text)["term"]}


def terms(service_id: int | None, on: date) -> dict[str, Term]:
    """All of them, as they rule a service on a day: one query."""
    found = dict(brought())
    own = TermValue.objects.filter(service=service_id, valid_from__lte=on).order_by("valid_from")
    for row in own:
        base = found[row.key]
        found[row.key] = Term(
            row.key,
            base.label,
            base.unit,
            row.value,
            row.valid_from,
            row.source,
            row.is_verified,
            is_own=True,
        )
    return found


def term(key: str, service_id: int | None, on: date) -> Term:
    return terms(service_id, on)[key]


def iso_region(service: Organisation, frame: Frame) -> str:
    """Whose holidays rule a service; empty for the national ones alone."""
    region = frame.region_of(service.territory_id) if service.territory_id else None
    return ISO_REGIONS.get(region.code[:2], "") if region else ""


def due(on: date, rule: Term, region: str) -> date:
    return add_working_days(on, rule.value, region)


def years_after(day: date, years: int) -> date:
    """The same day of another year; of 29 February, the 1st of March."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)
