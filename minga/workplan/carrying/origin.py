"""A commitment in follow-up tells that it comes from a plan, and leads to its page there."""

from django.urls import reverse

from minga.commitments.origins import Origin, register_origin

ORIGIN = "carried"


def declare() -> None:
    register_origin(
        Origin(
            ORIGIN,
            "programa del año anterior",
            url=lambda public_id: reverse("carrying:commitment", args=[public_id]),
            offered=False,
        )
    )
