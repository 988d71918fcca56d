"""What can never be true of territories."""

from minga.territory.models import Territory
from tests.conftest import Cast
from tests.core.database import refused, refused_constraint, sql

OVERLAP = "Dos versiones del mismo territorio no pueden regir el mismo día"
COLUMNS = "territory_id, code, name, parent_id, legal_basis, is_verified, event_id"


def add_version(key: str, since: str, until: str | None) -> None:
    """Another version of a place, copied from its first one, with other dates."""
    dates = f"'{since}', " + (f"'{until}'" if until else "NULL")
    sql(
        f"INSERT INTO territory_territoryversion ({COLUMNS}, valid_from, valid_until) "
        f"SELECT {COLUMNS}, {dates} FROM territory_territoryversion "
        "WHERE id = (SELECT MIN(id) FROM territory_territoryversion WHERE territory_id = %s)",
        Territory.objects.get(key=key).pk,
    )


def test_two_versions_of_a_place_never_rule_the_same_day(cast: Cast) -> None:
    attempts = [
        ("2007-10-07", "2007-10-08"),  # the last day of the first version
        ("2007-10-08", "2007-10-09"),  # the first day of the second
        ("2020-01-01", None),
        ("1900-01-01", "1974-01-02"),
        ("1900-01-01", None),
        ("1990-01-01", "1991-01-01"),
    ]

    for since, until in attempts:
        with refused(OVERLAP):
            add_version("pozo-almonte", since, until)


def test_a_version_may_end_the_day_that_the_next_begins(cast: Cast) -> None:
    add_version("pozo-almonte", "1900-01-01", "1974-01-01")

    assert Territory.objects.get(key="pozo-almonte").versions.count() == 3


def test_a_version_is_not_stretched_over_the_next_one(cast: Cast) -> None:
    with refused(OVERLAP):
        sql("UPDATE territory_territoryversion SET valid_until = NULL WHERE code = '01106'")


def test_a_version_may_be_shortened(cast: Cast) -> None:
    sql("UPDATE territory_territoryversion SET valid_until = '2007-10-01' WHERE code = '01106'")

    version = Territory.objects.get(key="pozo-almonte").versions.get(code="01106")
    assert f"{version.valid_until:%d-%m-%Y}" == "01-10-2007"


def test_a_version_ends_after_it_begins(cast: Cast) -> None:
    for until in ("1974-01-01", "1973-12-31"):
        with refused("territoryversion_ends_after_start"):
            sql(
                "UPDATE territory_territoryversion SET valid_until = %s WHERE code = '01101'",
                until,
            )


def test_the_key_of_a_place_is_its_own(cast: Cast) -> None:
    with refused_constraint("territory_territory_key", "territory_territory.key"):
        sql("UPDATE territory_territory SET key = 'iquique' WHERE key = 'pica'")
