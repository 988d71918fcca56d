"""What the own projects of a service programme, under each line of its budget."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from django.db.models import QuerySet, Sum

from minga.budget.models import Ceiling
from minga.people.models import Organisation
from minga.rules.works.portfolio import Ceilings
from minga.works.models import Project, ProjectState
from minga.works.schedules.models import MonthAmount

if TYPE_CHECKING:
    from minga.works.validations.reading import Labels

# Subtítulo, ítem, asignación; and the year.
Code = tuple[str, str, str]
Line = tuple[Code, int]


def ceilings_of_service(service: Organisation, labels: "Labels") -> Ceilings:
    return _against([service.pk], _programmed(_in_force([service.pk])), labels)


def ceilings_of(
    projects: Sequence[Project], versions: Collection[int], labels: "Labels"
) -> Ceilings:
    """Only the lines that `versions`, those looked at of `projects`, touch. A project by mandate
    spends what is of another."""
    own = {project.pk for project in projects if project.principal_id is None}
    looked_at = MonthAmount.objects.filter(version__in=versions, version__schedule__project__in=own)
    touched = _programmed(looked_at)
    if not touched:
        return Ceilings()
    services = {project.service_id for project in projects}
    others = _in_force(services).exclude(version__schedule__project__in=own)
    whole = _programmed(others.filter(line_item__subtitle__in={code[0] for code, _ in touched}))
    for line, amount in touched.items():
        whole[line] += amount
    return _against(services, whole, labels, touched)


def _in_force(services: Collection[int]) -> "QuerySet[MonthAmount]":
    return MonthAmount.objects.filter(
        version__status="in_force",
        version__schedule__project__service__in=services,
        version__schedule__project__principal=None,
        version__schedule__project__state=ProjectState.ACTIVE,
    )


def _programmed(rows: "QuerySet[MonthAmount]") -> defaultdict[Line, int]:
    found: defaultdict[Line, int] = defaultdict(int)
    codes = ("line_item__subtitle", "line_item__item", "line_item__allocation")
    sums = rows.values(*codes, "month").annotate(whole=Sum("amount")).order_by()
    for row in sums:
        subtitle, item, allocation = (row[name] for name in codes)
        found[(subtitle, item, allocation), row["month"].year] += row["whole"]
    return found


def _against(
    services: Collection[int],
    programmed: Mapping[Line, int],
    labels: "Labels",
    touched: Mapping[Line, int] | None = None,
) -> Ceilings:
    """Each line item counts under the most detailed line of the law that has it; one that a later
    load left without money gives way."""
    found = Ceiling.objects.filter(service__in=services, year__in={year for _, year in programmed})
    known = {
        ((row.subtitle, row.item, row.allocation), row.year): row for row in found if row.limit > 0
    }
    sums: defaultdict[int, int] = defaultdict(int)
    rows, asked = {}, set()
    for (code, year), amount in programmed.items():
        row = _line_of(code, year, known)
        if row is None:
            continue
        rows[row.pk] = row
        sums[row.pk] += amount
        if touched is None or (code, year) in touched:
            asked.add(row.pk)
    for key in asked:
        labels.ceilings[key] = rows[key].code
    return Ceilings.of((key, rows[key].year, rows[key].limit, sums[key]) for key in sorted(asked))


def _line_of(code: Code, year: int, known: Mapping[Line, Ceiling]) -> Ceiling | None:
    subtitle, item, _ = code
    for wider in (code, (subtitle, item, ""), (subtitle, "", "")):
        if (wider, year) in known:
            return known[wider, year]
    return None
