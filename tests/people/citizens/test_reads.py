"""Who looked: written or not shown, apart from the chain, with what for; and default deny."""

from datetime import timedelta
from typing import Any
from unittest import mock

import pytest
import time_machine
from django.db import DatabaseError, IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from minga.core.models import Event
from minga.people.citizens.models import Citizen, PersonRead
from tests.conftest import Cast
from tests.core.database import sql
from tests.people.citizens import factories

PURPOSE = "Revisar su postulación"


def panel(client: Client, citizen: Citizen, name: str = "data") -> str:
    address = reverse(f"citizens:panel_{name}", args=[citizen.public_id])
    return client.get(address).content.decode()


def say(client: Client, citizen: Citizen, purpose: str = PURPOSE) -> Any:
    address = reverse("citizens:purpose", args=[citizen.public_id])
    return client.post(address, {"purpose": purpose})


def test_reserved_data_waits_for_a_purpose(cast: Cast) -> None:
    rosa, client = factories.rosa(cast), cast.celia.client()

    assert "Los Molles" not in panel(client, rosa)
    assert not PersonRead.objects.filter(what="reserved").exists()
    assert say(client, rosa).status_code == 302

    assert "Los Molles 12" in panel(client, rosa)
    read = PersonRead.objects.get(what="reserved")
    assert (read.purpose, read.reader_label) == (PURPOSE, "C. Paz")


@pytest.mark.parametrize("purpose", ["", "  ", "ver"])
def test_a_purpose_says_something(cast: Cast, purpose: str) -> None:
    rosa, client = factories.rosa(cast), cast.celia.client()

    assert say(client, rosa, purpose).status_code == 422
    assert "Los Molles" not in panel(client, rosa)


def test_it_lasts_half_an_hour_and_is_for_one_person(cast: Cast) -> None:
    rosa, client = factories.rosa(cast), cast.celia.client()
    other = factories.citizen(cast.celia, cast.serviu, 2, ("Eva", "Soto"), phone="555 777")
    say(client, rosa)

    assert "555 777" not in panel(client, other)
    with time_machine.travel(timezone.now() + timedelta(minutes=31), tick=False):
        assert "Los Molles" not in panel(client, rosa)


def test_what_is_pending_with_the_person_is_purpose_enough(cast: Cast) -> None:
    rosa = factories.rosa(cast)
    referred = factories.referred(cast, rosa)

    page = panel(cast.emilio.client(), rosa)

    assert "Los Molles 12" in page
    assert PersonRead.objects.get(what="reserved").purpose.startswith(f"Atención {referred.folio}")


@pytest.mark.parametrize("who", ["ana", "diana", "aldo", "marta", "gaby", "nora", "pia", "carla"])
def test_without_a_role_for_it_there_is_nothing(cast: Cast, who: str) -> None:
    """Neither by address: default deny."""
    rosa, client = factories.rosa(cast), getattr(cast, who).client()

    assert client.get(reverse("citizens:person", args=[rosa.public_id])).status_code == 403
    assert say(client, rosa).status_code == 403
    for name in ("data", "household", "attentions"):
        address = reverse(f"citizens:panel_{name}", args=[rosa.public_id])
        assert client.get(address).status_code == 403
    assert PersonRead.objects.count() == 0


def test_a_head_opens_only_persons_of_the_service(cast: Cast) -> None:
    rosa = factories.rosa(cast)
    stranger = factories.citizen(cast.hugo, cast.other, 2, ("Otra", "Persona"))
    client = cast.emilio.client()

    assert client.get(reverse("citizens:person", args=[rosa.public_id])).status_code == 200
    assert client.get(reverse("citizens:person", args=[stranger.public_id])).status_code == 404
    factories.attention(cast, stranger)
    assert client.get(reverse("citizens:person", args=[stranger.public_id])).status_code == 200


def test_what_cannot_be_recorded_is_not_shown(cast: Cast) -> None:
    rosa, client = factories.rosa(cast), cast.celia.client()

    with mock.patch.object(
        type(PersonRead.objects.all()), "bulk_create", side_effect=DatabaseError
    ):
        page = client.get("/atencion/", {"run": rosa.run})

    assert page.status_code == 503
    assert "No se pudo dejar constancia" in page.content.decode()
    assert "Rosa" not in page.content.decode()


def test_no_copy_of_such_a_page_stays_in_the_browser(cast: Cast) -> None:
    page = cast.celia.client().get("/atencion/", {"run": factories.rosa(cast).run})

    assert page.headers["Cache-Control"] == "no-store"


def test_the_reads_are_apart_from_the_chain_and_only_added(cast: Cast) -> None:
    rosa = factories.rosa(cast)
    before = Event.objects.count()
    cast.celia.client().get("/atencion/", {"run": rosa.run})

    assert (Event.objects.count(), PersonRead.objects.count()) == (before, 1)
    for change in (
        "UPDATE citizens_personread SET purpose = 'otro'",
        "DELETE FROM citizens_personread",
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            sql(change)


def test_the_auditor_reads_who_read_without_the_persons_name(cast: Cast) -> None:
    rosa = factories.rosa(cast)
    cast.celia.client().get("/atencion/", {"run": rosa.run})
    address = reverse("citizens:reads")

    page = cast.aldo.client().get(address).content.decode()

    assert "C. Paz" in page
    assert rosa.public_id in page
    assert "Mamani" not in page
    for who in ("celia", "diana", "nora", "marta"):
        assert getattr(cast, who).client().get(address).status_code == 403


def found(cast: Cast, who: str, words: str) -> str:
    page = getattr(cast, who).client().get("/buscar/", {"q": words}).content.decode()
    return page.partition("<main")[2]


def test_the_search_finds_by_name_for_who_may(cast: Cast) -> None:
    rosa = factories.rosa(cast)
    address = reverse("citizens:person", args=[rosa.public_id])

    assert address in found(cast, "emilio", "mamani")
    for who in ("celia", "ana", "diana", "aldo", "nora", "carla", "hugo", "marta", "pia"):
        assert "Mamani Choque" not in found(cast, who, "mamani"), who


def test_and_by_the_whole_run_for_who_attends(cast: Cast) -> None:
    rosa = factories.rosa(cast)

    for typed in (rosa.run, rosa.run.replace(".", "")):
        assert f"RUN {rosa.run}" in found(cast, "celia", typed), typed
    for typed in ("333", "33.333", "run 5", "run 301", "persona 5", "rosa"):
        assert f"RUN {rosa.run}" not in found(cast, "celia", typed), typed
    for who in ("ana", "diana", "aldo", "pia"):
        assert f"RUN {rosa.run}" not in found(cast, who, rosa.run), who


def test_who_searches_by_name_is_noted_for_each_person_that_is_shown(cast: Cast) -> None:
    rosa = factories.rosa(cast)
    factories.citizen(cast.celia, cast.serviu, 2, ("Pedro", "Vilca"))
    client = cast.emilio.client()

    for headers in ({}, {"HX-Request": "true"}):
        before = PersonRead.objects.count()
        answer = client.get("/buscar/", {"q": "Mamani"}, headers=headers)
        assert "Rosa Mamani" in answer.content.decode()
        read = PersonRead.objects.latest("pk")
        assert PersonRead.objects.count() == before + 1
        assert (read.person_id, read.reader_id) == (rosa.pk, cast.emilio.pk)
        assert (read.what, read.purpose) == ("identity", "Búsqueda por nombre")
    client.get("/buscar/", {"q": "nadie"})
    assert PersonRead.objects.count() == 2
