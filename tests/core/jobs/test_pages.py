"""The pages of jobs: whose they are, what they show, what can be done."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from minga.core import results
from minga.core.jobs.actions import ask
from minga.core.jobs.models import Job
from minga.core.jobs.runner import claim, perform
from minga.core.models import Event
from minga.people.roles import Role
from tests.answers import put_away
from tests.conftest import Somebody, _body, _somebody
from tests.core.jobs.conftest import Declare, again

Asked = Callable[..., Job]


@pytest.fixture
def ana(db: None) -> Somebody:
    serviu = _body("serviu", "SERVIU", "serviu")
    return _somebody("ana", ("Ana", "Rojas"), Role.UNIT_OFFICER, serviu)


@pytest.fixture
def bruno(ana: Somebody) -> Somebody:
    serviu = ana.person.memberships.get().organisation
    return _somebody("bruno", ("Bruno", "Soto"), Role.UNIT_OFFICER, serviu)


@pytest.fixture
def nora(ana: Somebody) -> Somebody:
    serviu = ana.person.memberships.get().organisation
    return _somebody("nora", ("Nora", "Castro"), Role.ADMINISTRATOR, serviu)


@pytest.fixture
def hers(ana: Somebody, declare: Declare) -> Asked:
    """A job of Ana's."""
    return lambda function, **more: ask(declare(function, **more), by=ana.access)


def page(who: Somebody, row: Job, part: str = "") -> Any:
    return who.client().get(f"/trabajos/{row.public_id}/{part}")


def fails(run: Any) -> None:
    raise ValueError


def test_one_that_has_not_begun_waits_its_turn(ana: Somebody, hers: Asked) -> None:
    text = page(ana, hers(fails)).content.decode()

    assert "Espera su turno." in text
    assert "Lleva" not in text


def test_a_page_without_jobs_says_what_will_be_there(ana: Somebody) -> None:
    text = ana.client().get("/trabajos/").content.decode()

    assert "No hay trabajos en curso." in text
    assert "Aquí verá el trabajo largo que pida" in text


def test_each_one_sees_her_own_and_who_administers_all(
    ana: Somebody, bruno: Somebody, nora: Somebody, hers: Asked
) -> None:
    hers(lambda run: None, label="Lectura de Ana")

    def text(who: Somebody, address: str = "/trabajos/") -> str:
        return who.client().get(address).content.decode()

    assert "Lectura de Ana" in text(ana)
    assert "<b>1 trabajo</b> en curso" in text(ana)
    for address in ("/trabajos/", "/trabajos/?de=todos"):
        assert "Lectura de Ana" not in text(bruno, address)
    assert "Lectura de Ana" not in text(nora)
    assert "Lectura de Ana" in text(nora, "/trabajos/?de=todos")
    assert "A. Rojas" in text(nora, "/trabajos/?de=todos")


def test_the_menu_counts_what_is_on_its_way(ana: Somebody, bruno: Somebody, hers: Asked) -> None:
    hers(lambda run: None)
    perform(hers(lambda run: None).public_id)

    def counted(who: Somebody) -> bool:
        return '<span class="n">1' in who.client().get("/trabajos/").content.decode()

    assert (counted(ana), counted(bruno)) == (True, False)


@pytest.mark.parametrize(
    ("state", "shown"),
    [
        ("", {"Espera", "Lista", "Falla"}),
        ("en-curso", {"Espera"}),
        ("terminados", {"Lista"}),
        ("no-terminaron", {"Falla"}),
        ("nada", {"Espera", "Lista", "Falla"}),
    ],
)
def test_the_chips_filter_by_state(ana: Somebody, hers: Asked, state: str, shown: set[str]) -> None:
    hers(lambda run: None, label="Espera")
    perform(hers(lambda run: None, label="Lista").public_id)
    perform(hers(fails, label="Falla").public_id)

    answer = ana.client().get("/trabajos/", {"estado": state})

    assert {row.title for row in answer.context["page"]} == shown
    assert [chip["count"] for chip in answer.context["chips"]] == [1, 1, 1]


def test_a_job_of_somebody_else_is_not_there(bruno: Somebody, hers: Asked) -> None:
    row = hers(lambda run: None)

    for part in ("", "avance/", "resultado/"):
        assert page(bruno, row, part).status_code == 404
    for part in ("cancelar/", "reintentar/"):
        answer = bruno.client().post(f"/trabajos/{row.public_id}/{part}")
        assert answer.status_code == 404
    assert again(row).status == "waiting"
    assert bruno.client().get("/trabajos/bcdfghjkmnpq/").status_code == 404


def test_while_it_goes_the_bar_asks_for_itself(ana: Somebody, hers: Asked) -> None:
    row = hers(lambda run: None, label="Lectura")
    claim(row.public_id, "token")
    Job.objects.update(done=1200, total=5000, sentence="Hoja Obras")

    whole = page(ana, row).content.decode()
    part = ana.client().get(f"/trabajos/{row.public_id}/avance/", headers={"HX-Request": "true"})

    text = part.content.decode()
    assert text.lstrip().startswith(f'<div id="trabajo-{row.public_id}" hx-get=')
    assert without_tokens(text).strip() in without_tokens(whole)
    assert "Lectura: 1.200 de 5.000" in text
    assert 'max="5000" value="1200"' in text
    assert "Hoja Obras." in text
    assert "HX-Refresh" not in part.headers
    assert "Actualizar" in whole


def without_tokens(text: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", text)


def test_when_it_is_over_the_page_that_waits_is_asked_for_again(ana: Somebody, hers: Asked) -> None:
    row = hers(lambda run: None)
    perform(row.public_id)

    answer = ana.client().get(f"/trabajos/{row.public_id}/avance/", headers={"HX-Request": "true"})

    assert answer.headers["HX-Refresh"] == "true"
    assert "every 1s" not in answer.content.decode()


def test_without_htmx_the_bar_leads_to_the_page(ana: Somebody, hers: Asked) -> None:
    row = hers(lambda run: None)

    assert page(ana, row, "avance/")["Location"] == f"/trabajos/{row.public_id}/"


def test_cancelling_from_the_page(ana: Somebody, hers: Asked) -> None:
    row = hers(lambda run: None)
    assert "Cancelar trabajo" in page(ana, row).content.decode()

    client = ana.client()
    answer = client.post(f"/trabajos/{row.public_id}/cancelar/", follow=True)

    assert again(row).status == "cancelled"
    assert "El trabajo se canceló." in answer.content.decode()
    assert "canceló el trabajo" in answer.content.decode()
    twice = client.post(f"/trabajos/{row.public_id}/cancelar/", follow=True)
    assert "No hay qué cancelar" in twice.content.decode()


def test_one_that_runs_says_that_it_will_stop(ana: Somebody, hers: Asked) -> None:
    row = hers(lambda run: None)
    claim(row.public_id, "token")

    answer = ana.client().post(f"/trabajos/{row.public_id}/cancelar/", follow=True)

    text = answer.content.decode()
    assert "El trabajo se detendrá en unos segundos." in text
    assert "Cancelar trabajo" not in text


def test_retrying_with_a_reason(ana: Somebody, hers: Asked) -> None:
    row = hers(fails)
    perform(row.public_id)
    address = f"/trabajos/{row.public_id}/reintentar/"
    assert "No se pudo terminar" in page(ana, row).content.decode()

    refused = ana.client().post(address, {"reason": " "})
    assert refused.status_code == 422
    assert "Escriba por qué lo reintenta" in refused.content.decode()
    answer = ana.client().post(address, {"reason": "Se corrigió el archivo."}, follow=True)

    assert again(row).status == "waiting"
    assert Event.objects.latest("sequence").reason == "Se corrigió el archivo."
    assert "Motivo: Se corrigió el archivo." in answer.content.decode()


def test_retrying_what_is_not_over_is_a_conflict(ana: Somebody, hers: Asked) -> None:
    row = hers(lambda run: None)

    answer = ana.client().post(f"/trabajos/{row.public_id}/reintentar/", {"reason": "Prisa"})

    assert answer.status_code == 409


def attach(run: Any) -> None:
    run.attach("Año\n".encode(), "Año 2007.txt", "text/plain")


def test_the_result_is_fetched_by_who_asked(ana: Somebody, nora: Somebody, hers: Asked) -> None:
    row = hers(attach)
    assert page(ana, row, "resultado/").status_code == 404
    perform(row.public_id)

    answer = page(ana, row, "resultado/")

    assert b"".join(answer.streaming_content) == "Año\n".encode()
    assert answer["Content-Disposition"] == ("attachment; filename*=utf-8''A%C3%B1o%202007.txt")
    assert "Descargar resultado" in page(ana, row).content.decode()
    # Who administers sees that it was done, and not what it says.
    assert page(nora, row).status_code == 200
    assert "Descargar resultado" not in page(nora, row).content.decode()
    assert page(nora, row, "resultado/").status_code == 404
    put_away(answer)


def test_a_result_that_was_cleaned_says_so(ana: Somebody, hers: Asked) -> None:
    row = hers(attach)
    perform(row.public_id)
    Path(results.path_of(again(row).file_sha256)).unlink()
    assert page(ana, row, "resultado/").status_code == 404

    none = {"file_name": "", "file_sha256": "", "file_size": 0, "file_type": ""}
    Job.objects.update(**none, file_removed_at=timezone.now())

    assert "los resultados se guardan 30 días" in page(ana, row).content.decode()


def test_a_shared_kind_is_seen_by_who_holds_its_permission(
    ana: Somebody, nora: Somebody, declare: Declare
) -> None:
    kind = declare(attach, permission="core.audit", shared=True)
    row = ask(kind, by=nora.access)
    perform(row.public_id)
    serviu = ana.person.memberships.get().organisation
    aldo = _somebody("aldo", ("Aldo", "Ríos"), Role.AUDITOR, serviu)

    answer = page(aldo, row, "resultado/")

    assert answer.status_code == 200
    put_away(answer)
    assert page(ana, row).status_code == 404


def test_who_lost_the_permission_no_longer_fetches_the_result(
    ana: Somebody, declare: Declare, nora: Somebody
) -> None:
    row = ask(declare(attach, permission="core.audit"), by=nora.access)
    perform(row.public_id)
    Job.objects.update(asked_by=ana.pk)

    assert page(ana, row, "resultado/").status_code == 404


def test_nobody_signed_out_sees_a_job(hers: Asked) -> None:
    row = hers(lambda run: None)

    for address in ("/trabajos/", f"/trabajos/{row.public_id}/"):
        assert Client().get(address)["Location"].startswith("/entrar/")
