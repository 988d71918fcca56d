"""Asking an address as somebody, and taking back whatever it did."""

from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from typing import Any

from django.core import signals
from django.db import close_old_connections, transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse

from tests.conftest import PASSWORD, TODAY, pdf
from tests.site.world import DRAFT_YEAR, Service, World


@contextmanager
def undone() -> Iterator[None]:
    """What happens inside is taken back, so that each request finds the same world."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def ask(client: Client, method: str, url: str, data: dict[str, Any] | None = None) -> Any:
    """The answer, its files closed; the person stays signed in even if the request signed out."""
    cookies = deepcopy(client.cookies)
    with undone():
        response: HttpResponseBase = getattr(client, method.lower())(url, data or {})
        put_away(response)
    client.cookies = cookies
    return response


def put_away(response: HttpResponseBase) -> None:
    """Close the files of an answer, as the server does, without its closing our connection."""
    signals.request_finished.disconnect(close_old_connections)
    response.close()
    signals.request_finished.connect(close_old_connections)


def url_of(world: World, name: str, side: str, what: str) -> str:
    return reverse(name, args=world.arguments(side, what))


def written(world: World, name: str, side: str) -> dict[str, Any]:
    """What a person would send to the address, all in order."""
    forms: dict[str, dict[str, Any]] = {
        "core:day": {"day": "2007-06-30"},
        "people:sign_in": {"username": "ana", "password": PASSWORD},
        "territory:look": {"place": world.cast.region.public_id, "year": 2007, "frame": ""},
        "strategy:propose": {
            "mission": "Dar vivienda.",
            "title_1": "Déficit",
            "text_1": "Bajar.",
        },
        "strategy:return": {"remarks": "Falta un objetivo."},
        "workplan:create": {"year": TODAY.year + 1},
        "workplan:upload": {"title": "Informe", "dated_on": "2007-11-20", "file": pdf()},
        "workplan:status": {"status": "not_fulfilled"},
        "workplan:return_evidence": {"remarks": "Falta la firma."},
        "workplan:return": {"remarks": "Faltan los plazos."},
        "workplan:new_objective": {"title": "Coordinar los barrios", "revision": 0},
        "workplan:edit_objective": {"title": "Coordinar los barrios", "revision": 0},
        "workplan:new_activity": activity(world.other if side == "other" else world.own),
        "workplan:edit_activity": activity(world.other if side == "other" else world.own),
    }
    return forms.get(name, {})


def activity(service: Service) -> dict[str, Any]:
    """The form of an activity of the draft."""
    return {
        "title": "Actualizar los planes",
        "weight": 20,
        "responsible": service.cast.seremi.pk,
        "starts_on": f"{DRAFT_YEAR}-04-01",
        "ends_on": f"{DRAFT_YEAR}-11-30",
        "expected_evidence": "plan regional actualizado",
        "evidence_needed": 1,
        "revision": 0,
    }
