"""The record on the screen: its head for anyone, its events and verifications for who audits."""

import pytest
from django.test import Client

from minga.core.access import operator
from minga.core.jobs.actions import ask
from minga.core.jobs.models import Job
from minga.core.jobs.runner import perform
from minga.core.models import Chain, Event, Verification
from minga.core.verification import run
from tests.conftest import SCRIBE, Cast, nothing_recorded
from tests.core.database import by_hand, commit, sql
from tests.core.deeds import rename
from tests.workplan.factories import approved


def test_anyone_reads_the_head_of_the_chain(cast: Cast, client: Client) -> None:
    page = client.get("/registro/").content.decode()

    chain = Chain.objects.get()
    assert chain.head in page
    assert chain.chain_id in page
    assert f"{chain.sequence} eventos" in page


def test_before_the_first_event_the_record_says_so(db: None, client: Client) -> None:
    assert "todavía no hay eventos" in client.get("/registro/").content.decode()


def test_who_does_not_audit_sees_no_events_nor_verifications(cast: Cast) -> None:
    asked = Verification.objects.create()

    for name in ("ana", "diana", "marta", "gaby", "pia"):
        client = cast.everybody()[name].client()
        assert asked.public_id not in client.get("/registro/").content.decode()
        assert client.get("/registro/eventos/").status_code == 403
        assert client.get(f"/registro/verificaciones/{asked.public_id}/").status_code == 403
        assert client.post("/registro/verificar/").status_code == 403

    assert Verification.objects.count() == 1


def test_who_administers_verifies_and_does_not_read_the_events(cast: Cast) -> None:
    client = cast.nora.client()

    page = client.get("/registro/").content.decode()

    assert "Verificar registro" in page
    assert "/registro/eventos/" not in page
    assert client.get("/registro/eventos/").status_code == 403


@pytest.mark.parametrize(
    ("asked", "found"),
    [("cambió", True), ("CAMBIO nombre", True), ("cambió castro", False), ("name", False)],
)
def test_events_are_found_by_what_they_say(cast: Cast, asked: str, found: bool) -> None:
    rename(cast.unit, "Control", by=cast.ana.access)

    page = cast.aldo.client().get("/registro/eventos/", {"q": asked}).content.decode()

    assert ("Cambió el nombre a Control" in page) == found


def test_who_audits_reads_the_events_from_the_last_one(cast: Cast) -> None:
    rename(cast.unit, "Control", by=cast.ana.access)

    page = cast.aldo.client().get("/registro/eventos/").content.decode()

    assert "Cambió el nombre a Control" in page
    assert page.index("Cambió el nombre") < page.index("Agregó a una persona")


def test_the_events_come_by_pages(cast: Cast) -> None:
    for number in range(50):
        rename(cast.unit, f"Control {number}", by=SCRIBE)

    client = cast.aldo.client()

    def page(number: str) -> list[int]:
        answer = client.get("/registro/eventos/", {"pagina": number})
        return [event.sequence for event in answer.context["list"].found.rows]

    last = Event.objects.latest("sequence").sequence
    assert page("1") == page("nada") == list(range(last, last - 50, -1))
    assert page("2") == page("99") == list(range(last - 50, 0, -1))


def test_a_verification_is_left_to_the_worker_and_its_page_waits(cast: Cast) -> None:
    client = cast.aldo.client()

    answer = client.post("/registro/verificar/")

    asked = Verification.objects.get()
    page = client.get(answer["Location"]).content.decode()
    assert answer["Location"] == f"/registro/verificaciones/{asked.public_id}/"
    assert asked.status == "waiting"
    assert 'hx-trigger="every 1s"' in page


def test_the_worker_finds_a_whole_record_clean(cast: Cast) -> None:
    commit()
    cast.aldo.client().post("/registro/verificar/")

    perform(Job.objects.get().public_id)

    work, asked = Job.objects.get(), Verification.objects.get()
    assert work.result == {
        "verification": asked.public_id,
        "status": "clean",
        "findings": 0,
    }
    assert (work.status, asked.status) == ("done", "clean")
    assert asked.head == Chain.objects.get().head
    assert asked.is_over
    assert asked.done == asked.total > 0


def test_what_the_worker_finds_is_on_the_page(cast: Cast) -> None:
    commit()
    with by_hand():
        sql("UPDATE people_organisation SET name = 'Otra' WHERE key = 'minvu'")

    asked = run(Verification.objects.create())

    address = f"/registro/verificaciones/{asked.public_id}/"
    page = cast.aldo.client().get(address).content.decode()
    assert asked.status == "damaged"
    assert f"people.organisation:{cast.marta.access.grants[0].institution_id}" in page
    assert "la fila fue cambiada fuera de Minga" in page
    assert 'hx-trigger="every 1s"' not in page


def test_the_page_asks_only_for_its_fragment(cast: Cast) -> None:
    asked = Verification.objects.create(done=1200, total=5000)

    fragment = cast.aldo.client().get(
        f"/registro/verificaciones/{asked.public_id}/", headers={"HX-Request": "true"}
    )

    text = fragment.content.decode()
    assert text.lstrip().startswith('<div id="verification"')
    assert "1.200 de 5.000 registros revisados" in text


def test_when_it_is_over_the_page_that_waits_is_asked_for_again(cast: Cast) -> None:
    commit()
    asked = run(Verification.objects.create())

    fragment = cast.aldo.client().get(
        f"/registro/verificaciones/{asked.public_id}/", headers={"HX-Request": "true"}
    )

    assert fragment.headers["HX-Refresh"] == "true"


def test_verifying_twice_gives_the_same_answer_and_writes_no_event(cast: Cast) -> None:
    commit()
    asked = Verification.objects.create()

    with nothing_recorded():
        first, second = run(asked), run(asked)

    assert (first.status, first.findings) == (second.status, second.findings) == ("clean", [])


def test_a_verification_is_cancelled_from_its_page(cast: Cast) -> None:
    client = cast.aldo.client()
    page = client.post("/registro/verificar/")["Location"]
    work = Job.objects.get()
    assert "Cancelar verificación" in client.get(page).content.decode()

    client.post(f"/trabajos/{work.public_id}/cancelar/", {"next": page})

    assert Verification.objects.get().status == "failed"
    assert "No alcanzó a terminar" in client.get(page).content.decode()


def test_a_verification_cancelled_on_its_way_stops_and_says_so(cast: Cast) -> None:
    cast.aldo.client().post("/registro/verificar/")
    Job.objects.update(cancel_asked=True)

    perform(Job.objects.get().public_id)

    assert Job.objects.get().status == "cancelled"
    assert Verification.objects.get().status == "failed"


def test_the_calendar_asks_for_a_verification_of_its_own(cast: Cast) -> None:
    commit()
    work = ask("verification", by=operator("Calendario"))

    perform(work.public_id)

    assert Verification.objects.get().status == "clean"


def test_a_verification_that_nobody_asked_for_is_not_here(cast: Cast) -> None:
    client = cast.aldo.client()

    assert client.get("/registro/verificaciones/bcdfghjkmnpq/").status_code == 404


@pytest.mark.parametrize("words", ["", " ", "p"])
def test_a_search_begins_with_two_letters(cast: Cast, words: str) -> None:
    answer = cast.ana.client().get("/buscar/", {"q": words})

    assert answer.status_code == 200
    assert answer.context["results"] == []


@pytest.mark.parametrize("words", ["a\x02b", "plan\x1b", "\x01\x01"])
def test_what_no_keyboard_writes_is_left_out_of_a_search(cast: Cast, words: str) -> None:
    answer = cast.ana.client().get("/buscar/", {"q": words})

    assert answer.status_code == 200
    assert answer.context["words"].isprintable()


def test_a_search_that_finds_nothing_says_what_to_try(cast: Cast) -> None:
    page = cast.ana.client().get("/buscar/", {"q": "<b>zzz"}).content.decode()

    assert "Pruebe con una sola, o con el año" in page
    assert "<b>zzz" not in page


def test_who_sees_no_plan_finds_none(cast: Cast) -> None:
    approved(cast)

    def kinds(who: str) -> set[str]:
        answer = cast.everybody()[who].client().get("/buscar/", {"q": "Actualizar"})
        return {result.kind for result in answer.context["results"]}

    assert kinds("ana")
    assert kinds("carla") == kinds("pia") == set()
