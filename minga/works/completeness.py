"""What the record of a project still lacks: the ten descriptors of 2007, and what makes them stand.

One condition for each, which the database answers: the list, the page and the figures of the
portfolio ask the same.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import add
from typing import Any

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.urls import reverse

from minga.strategy.models import InitiativePart, ProductObjective
from minga.territory.models.shares import WHOLE
from minga.works.models import CostLine, FundingSource, Project, ProjectInitiative

Asked = Q | Exists


@dataclass(frozen=True)
class Requirement:
    """`label` with its article, as a sentence ends: «falta el impacto esperado». `page` is the form
    where it is written and `field` its place there. `is_descriptor`: one of the ten of 2007."""

    key: str
    label: str
    page: str
    field: str
    is_descriptor: bool = True

    def url(self, project: Project) -> str:
        address = reverse(f"works:{self.page}", args=[project.public_id])
        return f"{address}#{self.field}" if self.field else address


REQUIREMENTS = (
    Requirement("women", "las beneficiarias mujeres", "change", "id_beneficiaries_women"),
    Requirement("men", "los beneficiarios hombres", "change", "id_beneficiaries_men"),
    Requirement("people", "el total de beneficiarios", "change", "id_beneficiaries"),
    Requirement("communes", "el territorio, con comunas que sumen 100 %", "communes", ""),
    Requirement("objectives", "los objetivos estratégicos", "change", "id_product_line"),
    Requirement("product", "el producto estratégico", "change", "id_product_line"),
    Requirement("impact", "el impacto esperado", "change", "id_expected_impact"),
    Requirement("frame", "la iniciativa regional en que se enmarca", "ties", ""),
    Requirement("commitment", "dónde está comprometido", "ties", ""),
    Requirement("sources", "las fuentes de financiamiento", "money", "fuentes"),
    Requirement("cost", "el costo por asignación y año", "money", "", is_descriptor=False),
    Requirement("currency", "el mes de la moneda", "change", "id_currency_month",
                is_descriptor=False),
    Requirement("line", "la línea de acción", "change", "id_line_of_action", is_descriptor=False),
    Requirement("rate", "el RATE", "change", "id_rate", is_descriptor=False),
    Requirement("dates", "las fechas de inicio y término", "change", "id_starts_on",
                is_descriptor=False),
    Requirement("place", "la ubicación en el mapa", "change", "id_corners", is_descriptor=False),
    Requirement("unit", "la unidad responsable", "change", "id_unit", is_descriptor=False),
)  # fmt: skip
BY_KEY = {one.key: one for one in REQUIREMENTS}
COMPLETE = len(REQUIREMENTS)


def _ties(part: str) -> Exists:
    return Exists(ProjectInitiative.objects.filter(project=OuterRef("pk"), initiative__part=part))


def _serves(day: date) -> Q:
    """The product, or the one that the subproduct is part of, serves an objective of the version
    that rules the day."""
    ruling = Q(product__version__superseded_on__isnull=True) | Q(
        product__version__superseded_on__gt=day
    )
    served = ProductObjective.objects.filter(ruling, product__version__approved_on__lte=day)
    return Q(Exists(served.filter(product__line=OuterRef("product_line")))) | Q(
        Exists(served.filter(product__line=OuterRef("product_line__parent")))
    )


def conditions(day: date) -> dict[str, Asked]:
    """When each requirement is met."""
    return {
        "women": Q(beneficiaries_women__isnull=False),
        "men": Q(beneficiaries_men__isnull=False),
        "people": Q(beneficiaries__isnull=False),
        "communes": Q(share_total=WHOLE),
        "objectives": _serves(day),
        "product": Q(product_line__isnull=False),
        "impact": ~Q(expected_impact=""),
        "frame": _ties(InitiativePart.FRAME),
        "commitment": _ties(InitiativePart.COMMITMENT),
        "sources": Exists(FundingSource.objects.filter(project=OuterRef("pk"))),
        "cost": Exists(CostLine.objects.filter(project=OuterRef("pk"))),
        "currency": Q(currency_month__isnull=False),
        "line": ~Q(line_of_action=""),
        "rate": ~Q(rate=""),
        "dates": Q(starts_on__isnull=False, ends_on__isnull=False),
        "place": Q(location__isnull=False),
        "unit": Q(unit__isnull=False),
    }


def with_completeness(projects: "QuerySet[Project]", day: date) -> "QuerySet[Any]":
    """Each with `has_…` for every requirement, and `met`: how many it has of them."""
    asked = conditions(day)
    flags = {f"has_{key}": _flag(condition) for key, condition in asked.items()}
    met = reduce(add, (_flag(condition) for condition in asked.values()))
    return projects.annotate(**flags, met=met)


def with_met(projects: "QuerySet[Project]", day: date) -> "QuerySet[Any]":
    """Only the count."""
    flags = (_flag(condition) for condition in conditions(day).values())
    return projects.annotate(met=reduce(add, flags))


def _flag(condition: Asked) -> Case:
    return Case(When(condition, then=Value(1)), default=Value(0), output_field=IntegerField())


def lacking(project: Any) -> list[Requirement]:
    """Of one that came with its completeness."""
    return [one for one in REQUIREMENTS if not getattr(project, f"has_{one.key}")]


def lacking_of(project: Project, day: date) -> list[Requirement]:
    return lacking(with_completeness(Project.objects.filter(pk=project.pk), day).get())


def descriptors_met(missing: Sequence[Requirement]) -> int:
    return sum(one.is_descriptor for one in REQUIREMENTS) - sum(
        one.is_descriptor for one in missing
    )


def sentence(missing: Iterable[Requirement]) -> str:
    """«falta el RATE», «faltan el RATE y la unidad responsable»."""
    labels = [one.label for one in missing]
    if not labels:
        return ""
    if len(labels) == 1:
        verb = "faltan" if labels[0].startswith(("las ", "los ")) else "falta"
        return f"{verb} {labels[0]}"
    return f"faltan {', '.join(labels[:-1])} y {labels[-1]}"
