"""Where a corrective action comes from, as commitments tell it."""

from django.urls import reverse

from minga.commitments.origins import Origin, register_origin

NONCONFORMITY = "nonconformity"


def declare() -> None:
    register_origin(
        Origin(
            NONCONFORMITY,
            "no conformidad",
            url=lambda public_id: reverse("procedures:fault", args=[public_id]),
            offered=False,
        )
    )
