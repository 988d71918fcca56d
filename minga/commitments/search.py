"""What is found: commitments by what was promised, findings by what was observed."""

from django.urls import reverse

from minga.commitments.models import Audit, Commitment, Finding
from minga.core.history import register_history
from minga.core.search.registry import Searchable, register


def declare() -> None:
    register(
        Searchable(
            Commitment,
            title=lambda row: row.short,
            body=("promise", "promised_to", "origin_reference", "case_label"),
            note=lambda row: f"Compromiso {row.folio}, {row.responsible.short_name}",
            url=lambda row: reverse("commitments:commitment", args=[row.public_id]),
            rows=Commitment.objects.for_page,
            follows=("responsible",),
        )
    )
    register(
        Searchable(
            Finding,
            title=lambda row: f"{row.code}: {row.text[:80]}",
            body=("text", "audit__report_number", "audit__title"),
            note=lambda row: str(row.audit),
            url=lambda row: reverse("commitments:finding", args=[row.public_id]),
            rows=Finding.objects.for_page,
        )
    )
    register_history(
        Commitment, url=lambda row: reverse("commitments:commitment", args=[row.public_id])
    )
    register_history(Audit, url=lambda row: reverse("commitments:audit", args=[row.public_id]))
    register_history(Finding, url=lambda row: reverse("commitments:finding", args=[row.public_id]))
