"""What is found of the commitments that plans took, and their histories."""

from django.urls import reverse

from minga.core.history import register_history
from minga.core.search.registry import Searchable, register
from minga.workplan.carrying.models import CarriedCommitment
from minga.workplan.carrying.tables import readable


def _url(carried: CarriedCommitment) -> str:
    return reverse("carrying:commitment", args=[carried.public_id])


def declare() -> None:
    register(
        Searchable(
            CarriedCommitment,
            title=lambda carried: carried.short,
            body=("text", "where", "responsible_words", "source_label"),
            note=lambda carried: f"Del programa {carried.from_plan.year} al {carried.plan.year}",
            url=_url,
            visible=readable,
            rows=lambda: CarriedCommitment.objects.select_related("plan", "from_plan"),
        )
    )
    register_history(CarriedCommitment, visible=readable, url=_url)
