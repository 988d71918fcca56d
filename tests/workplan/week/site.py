"""The Monday page in the tests of the whole site."""

from typing import Any

from django.urls import reverse

ACCESS = """
GET  week:week                                    200  200  200  200  403  403  403  403  403
"""
BEYOND = {
    "GET week:week": {},
}


def _tour(going: Any, world: Any) -> None:
    """Its head's, its officer's, and another service's, which has its own plan."""
    for who in ("diana", "ana", "carla"):
        going.see(f"week of {who}", who, reverse("week:week"))


PARTS = (_tour,)
