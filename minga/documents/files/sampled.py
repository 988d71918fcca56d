"""A sample as a person sees it: the cases that she may open, by name; of the others only the
place."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from minga.core.access import Access
from minga.core.cases import CaseNotFound, kind_named
from minga.documents.files.models import Sample, SampleItem


@dataclass(frozen=True)
class Shown:
    item: SampleItem
    label: str
    url: str = ""


def kind_label(sample: Sample) -> str:
    """«programas de trabajo de 2007»."""
    try:
        plural = kind_named(sample.kind).plural
    except CaseNotFound:
        plural = sample.kind
    return f"{plural} de {sample.of_year}" if sample.of_year else plural


def shown_to(access: Access, sample: Sample, items: Sequence[SampleItem]) -> list[Shown]:
    """One query: the cases of a sample are of one kind."""
    try:
        kind = kind_named(sample.kind)
    except CaseNotFound:
        return [Shown(item, "Caso que usted no ve") for item in items]
    keys = [item.case_id for item in items]
    seen = set(kind.rows(access).filter(pk__in=keys).values_list("pk", flat=True))
    return [
        Shown(item, item.case_label, reverse("files:file", args=[kind.key, item.case_public_id]))
        if item.case_id in seen
        else Shown(item, "Caso que usted no ve")
        for item in items
    ]
