"""A verification names what cannot be read, and looks again when somebody worked meanwhile."""

import pytest
from django.db import connection

from minga.core.models import Chain, Event, Verification
from minga.core.verification import KEPT, check, run, verify
from minga.people.models import Membership, Organisation
from tests.conftest import SCRIBE, Cast
from tests.core.database import by_hand, commit, sql
from tests.core.deeds import rename
from tests.core.records import three_days_more

needs_sqlite = pytest.mark.skipif(
    connection.vendor != "sqlite", reason="PostgreSQL keeps no value of another type"
)


@pytest.fixture
def chain(cast: Cast) -> Chain:
    return three_days_more()


def found() -> list[tuple[str, str]]:
    return [(finding.where, finding.sentence) for finding in verify()]


@needs_sqlite
def test_a_row_with_an_impossible_date_is_named_and_the_others_are_read(chain: Chain) -> None:
    first, other = Membership.objects.order_by("pk")[:2]
    with by_hand():
        sql("UPDATE people_membership SET valid_from = '2004-13-45' WHERE id = %s", first.pk)
        sql("UPDATE people_membership SET act_reference = 'Otra' WHERE id = %s", other.pk)

    readable, changed = found()

    assert readable == (
        f"people.membership:{first.pk}",
        "función: la fila fue cambiada y no puede leerse.",
    )
    assert changed[0] == f"people.membership:{other.pk}"


@needs_sqlite
def test_an_event_with_an_impossible_date_is_named_and_still_vouches_for_its_rows(
    chain: Chain,
) -> None:
    event = Event.objects.filter(kind="people.person_added").earliest("sequence")
    with by_hand():
        sql("UPDATE core_event SET \"on\" = '2004-13-45' WHERE id = %s", event.pk)

    assert found() == [
        (
            f"evento {event.sequence}",
            "Fue cambiado: parte de él no puede leerse (people.person_added).",
        )
    ]


@pytest.mark.parametrize("digests", ["[]", "[1]", "7", '"x"'])
def test_an_event_whose_digests_are_no_list_of_rows_is_named(chain: Chain, digests: str) -> None:
    with by_hand():
        sql("UPDATE core_event SET digests = %s WHERE sequence = 1", digests)

    assert ("evento 1", "Su contenido fue cambiado: la huella no corresponde") in {
        (where, sentence.partition(" (")[0]) for where, sentence in found()
    }


def test_a_row_that_cannot_say_its_name_is_named_by_its_key(chain: Chain, cast: Cast) -> None:
    person = cast.pia.person
    with by_hand():
        change = "UPDATE people_person SET given_names = '', family_names = '' WHERE party_id = %s"
        sql(change, person.pk)

    ((where, sentence),) = found()

    assert where == f"people.person:{person.pk}"
    assert sentence.endswith(": la fila fue cambiada fuera de Minga.")


@needs_sqlite
def test_the_days_of_the_installation_that_are_none_are_a_finding(chain: Chain) -> None:
    sql("UPDATE core_chain SET chosen_day = '2004-13-45'")

    assert found() == [("instalación", "Los días de la demostración no pueden leerse.")]


@pytest.mark.parametrize(
    "change",
    [
        "is_demonstration = NOT is_demonstration, opening_day = NULL, chosen_day = NULL",
        "opening_day = '2007-01-01'",
        "chosen_day = NULL",
    ],
)
def test_the_installation_says_what_its_events_say(chain: Chain, change: str) -> None:
    sql(f"UPDATE core_chain SET {change}")

    ((where, sentence),) = found()
    assert where == "instalación"
    assert "los eventos, que es una demostración, abierta el 2007-11-30" in sentence


def test_a_real_installation_that_was_made_a_demonstration_is_seen(cast: Cast) -> None:
    commit()
    sql("UPDATE core_chain SET is_demonstration = %s", True)

    assert [where for where, _ in found()] == ["instalación"]


def test_without_its_row_an_installation_is_a_finding(cast: Cast) -> None:
    sql("DELETE FROM core_chain")

    assert [where for where, _ in found()] == ["instalación"]


def test_what_happens_while_it_reads_is_no_damage(chain: Chain, cast: Cast) -> None:
    readings: list[int] = []

    def work(done: int, total: int) -> None:
        first = done < 100 and (not readings or readings[-1] == total)
        if first and len(readings) < 2:
            readings.append(done)
            rename(cast.unit, f"Control {len(readings)}", by=SCRIBE)
            commit()

    reading = check(work)

    assert readings
    assert reading.findings == []
    assert reading.head == Chain.objects.get().head


def test_damage_is_found_also_while_others_work(chain: Chain, cast: Cast) -> None:
    with by_hand():
        sql("UPDATE people_organisation SET name = 'Otra' WHERE key = 'minvu'")
    names = iter(range(1000))

    def work(done: int, total: int) -> None:
        if done < total / 2:
            rename(cast.unit, f"Control {next(names)}", by=SCRIBE)
            commit()

    minvu = Organisation.objects.get(key="minvu")
    assert f"people.organisation:{minvu.pk}" in [finding.where for finding in check(work).findings]


def test_one_that_fails_says_so_and_its_page_stops_waiting(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = Verification.objects.create()
    monkeypatch.setattr("minga.core.triggers.problems", lambda: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        run(asked)

    asked.refresh_from_db()
    assert asked.status == "failed"
    assert asked.is_over


def test_a_thousand_findings_are_kept_and_all_are_counted(chain: Chain, cast: Cast) -> None:
    with by_hand():
        for number in range(KEPT + 5):
            sql(
                "INSERT INTO core_preparation (subject_model, subject_id, actor_id, actor, "
                "event_id) SELECT 'x', %s, 1, 'x', MIN(id) FROM core_event",
                number,
            )

    asked = run(Verification.objects.create())

    address = f"/registro/verificaciones/{asked.public_id}/"
    page = cast.aldo.client().get(address).content.decode()
    assert (asked.findings_count, len(asked.findings)) == (KEPT + 5, KEPT)
    assert "1.005 hallazgos; aquí están los primeros 1.000" in page
    assert "1.005" in cast.aldo.client().get("/registro/").content.decode()


def test_the_page_of_the_record_reads_no_findings(cast: Cast) -> None:
    Verification.objects.create(findings=[{"where": "x", "sentence": "x"}])

    (verification,) = cast.aldo.client().get("/registro/").context["verifications"]

    assert "findings" in verification.get_deferred_fields()
