"""What can never be true of people, organisations and their functions."""

import pytest

from minga.people.actions import RutTaken, add_organisation, add_person
from minga.people.models import Membership, Organisation
from tests.conftest import SCRIBE, TODAY, Cast, nothing_recorded
from tests.core.database import refused, refused_constraint, sql


def set_organisation(change: str, organisation: Organisation) -> None:
    sql(f"UPDATE people_organisation SET {change} WHERE party_id = %s", organisation.pk)


def test_a_unit_belongs_to_an_institution(cast: Cast) -> None:
    for change in ("parent_id = NULL", "institution_id = NULL", "kind = 'gore'"):
        with refused("organisation_unit_iff_has_parent"):
            set_organisation(change, cast.unit)


def test_an_institution_belongs_to_nobody(cast: Cast) -> None:
    other = cast.seremi.pk

    for change in (f"parent_id = {other}", f"institution_id = {other}", "kind = 'unit'"):
        with refused("organisation_unit_iff_has_parent"):
            set_organisation(change, cast.serviu)


def test_an_organisation_ends_after_it_begins(cast: Cast) -> None:
    for until in ("2000-01-01", "1999-12-31"):
        with refused("organisation_ends_after_start"):
            set_organisation(f"valid_until = '{until}'", cast.serviu)


def test_the_key_of_an_organisation_is_its_own(cast: Cast) -> None:
    with refused_constraint("people_organisation_key", "people_organisation.key"):
        set_organisation("key = 'minvu'", cast.serviu)


def test_a_function_ends_after_it_begins(cast: Cast) -> None:
    """On the same day it holds on none: it was called off."""
    with refused("membership_ends_after_start"):
        sql("UPDATE people_membership SET valid_until = '1999-12-31'")


def test_a_function_may_last_one_day(cast: Cast) -> None:
    sql("UPDATE people_membership SET valid_until = '2000-01-02'")

    assert not Membership.objects.on(TODAY).exists()


def test_a_function_is_one_of_the_list(cast: Cast) -> None:
    with refused("membership_role_is_known"):
        sql("UPDATE people_membership SET role = 'king'")


def test_a_rut_belongs_to_one_party(cast: Cast) -> None:
    add_person(given_names="Eva", family_names="Paz", rut="12.345.678-5", by=SCRIBE)

    with refused_constraint("people_party_rut", "people_party.rut"):
        sql("UPDATE people_party SET rut = '12345678-5' WHERE id = %s", cast.serviu.pk)


def test_the_same_rut_twice_is_refused_by_the_database_and_leaves_nothing(cast: Cast) -> None:
    add_person(given_names="Eva", family_names="Paz", rut="12.345.678-5", by=SCRIBE)

    with nothing_recorded(), pytest.raises(RutTaken, match="ya es de una persona registrada"):
        add_organisation(
            key="otra", name="Otra", short_name="Otra", kind="agency", valid_from=TODAY,
            rut="12345678-5", by=SCRIBE,
        )  # fmt: skip

    assert not Organisation.objects.filter(key="otra").exists()


def test_an_account_belongs_to_one_person(cast: Cast) -> None:
    with refused_constraint("people_person_user_id", "people_person.user_id"):
        sql(
            "UPDATE people_person SET user_id = %s WHERE party_id = %s",
            cast.ana.person.user_id,
            cast.bruno.pk,
        )


@pytest.mark.parametrize("table", ["people_party", "territory_territory"])
def test_the_public_id_of_a_row_is_its_own(cast: Cast, table: str) -> None:
    with refused_constraint(f"{table}_public_id", f"{table}.public_id"):
        sql(f"UPDATE {table} SET public_id = 'bcdfghjkmnpq'")
