"""Erasing the key of a person's digests is recorded, and then no damage (Ley 21.719)."""

import pytest

from minga.core.erasure import ErasureWithoutReason, NothingToErase, erase_personal_digest
from minga.core.errors import NotAllowed
from minga.core.models import Chain, DigestKey, Event, Fact
from minga.core.verification import verify
from tests.conftest import Cast, nothing_recorded
from tests.core.database import by_hand, sql

REASON = "Resolución exenta 12 de 2026"


@pytest.fixture
def rows(cast: Cast, record: Chain) -> list[Fact]:
    person = cast.pia.person
    assert person.user is not None
    return [person, person.party, person.user]


def names(rows: list[Fact]) -> list[str]:
    return sorted(f"{row._meta.label_lower}:{row.pk}" for row in rows)


def keys(rows: list[Fact]) -> int:
    return sum(
        DigestKey.objects.filter(model=row._meta.label_lower, row_id=row.pk).count() for row in rows
    )


def test_the_keys_go_and_the_event_says_which(cast: Cast, rows: list[Fact]) -> None:
    erased = erase_personal_digest(cast.pia.person, rows, reason=REASON, by=cast.nora.access)

    event = Event.objects.latest("sequence")
    assert (event.kind, event.reason, event.data) == ("core.key_erased", REASON, {"rows": erased})
    assert erased == names(rows)
    assert keys(rows) == 0


def test_what_was_erased_by_an_action_is_no_damage(cast: Cast, rows: list[Fact]) -> None:
    erase_personal_digest(cast.pia.person, rows, reason=REASON, by=cast.nora.access)

    assert verify() == []


def test_a_key_lost_besides_is_still_damage(cast: Cast, rows: list[Fact]) -> None:
    erase_personal_digest(cast.pia.person, rows, reason=REASON, by=cast.nora.access)
    DigestKey.objects.filter(model="people.person", row_id=cast.ana.pk).delete()

    (finding,) = verify()

    assert finding.where == f"people.person:{cast.ana.pk}"
    assert finding.sentence.endswith(
        "falta la clave de su huella, y ningún evento dice que se borró."
    )


def test_an_erased_row_still_has_to_be_there(cast: Cast, record: Chain) -> None:
    person, membership = cast.aldo.person, cast.aldo.person.memberships.get()
    erase_personal_digest(person, [person], reason=REASON, by=cast.nora.access)
    with by_hand():
        sql("DELETE FROM people_membership WHERE id = %s", membership.pk)
        sql("DELETE FROM people_person WHERE party_id = %s", person.pk)

    assert f"people.person:{person.pk}" in [finding.where for finding in verify()]


@pytest.mark.parametrize("who", ["ana", "diana", "aldo", "marta", "pia"])
def test_only_the_administrator_erases(cast: Cast, rows: list[Fact], who: str) -> None:
    access = cast.everybody()[who].access

    with nothing_recorded(), pytest.raises(NotAllowed, match="Solo quien administra"):
        erase_personal_digest(cast.pia.person, rows, reason=REASON, by=access)

    assert keys(rows) == 3


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_it_is_not_done_without_a_reason(cast: Cast, rows: list[Fact], reason: str) -> None:
    with nothing_recorded(), pytest.raises(ErasureWithoutReason):
        erase_personal_digest(cast.pia.person, rows, reason=reason, by=cast.nora.access)

    assert keys(rows) == 3


def test_there_is_nothing_to_erase_twice_nor_where_no_key_is(cast: Cast, rows: list[Fact]) -> None:
    erase_personal_digest(cast.pia.person, rows, reason=REASON, by=cast.nora.access)

    for again in (rows, [cast.unit]):
        with nothing_recorded(), pytest.raises(NothingToErase):
            erase_personal_digest(cast.pia.person, again, reason=REASON, by=cast.nora.access)
