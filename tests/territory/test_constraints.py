"""What can never be true of territories, said to the database behind the back of the actions."""

import pytest

from minga.territory.models import Territory, TerritoryChange, TerritoryVersion
from tests.conftest import Cast
from tests.core.database import ask, refused, refused_constraint, sql

OVERLAP = "Dos versiones del mismo territorio no pueden regir el mismo día"
REWRITTEN = "Una versión no se reescribe"
COLUMNS = "code, name, legal_basis, is_verified, event_id"


def pk(key: str) -> int:
    return Territory.objects.get(key=key).pk


def change_on(day: str) -> int:
    """A change that takes effect on a day, approved by our table."""
    columns = "event_id, public_id, kind, status, title, legal_basis, is_verified"
    sql(
        f"INSERT INTO territory_territorychange ({columns}, key, takes_effect_on, approved_on) "
        "SELECT event_id, %s, kind, status, title, legal_basis, is_verified, %s, %s, approved_on "
        "FROM territory_territorychange WHERE key = 'arica-y-parinacota-2007'",
        f"x{day}", f"x{day}", day,
    )  # fmt: skip
    return int(ask("SELECT MAX(id) FROM territory_territorychange")[0])


def add_version(key: str, since: str, until: str | None = None, **other: object) -> None:
    """A version of a place, copied from its first one, with other dates and without a parent."""
    values = {
        "territory_id": pk(key),
        "parent_id": None,
        "valid_from": since,
        "valid_until": until,
        "begun_by_id": None,
        "ended_by_id": change_on(until) if until else None,
        **dict.fromkeys(COLUMNS.split(", ")),
    } | other
    copied = [name for name, value in values.items() if name in COLUMNS and value is None]
    given = {name: value for name, value in values.items() if name not in copied}
    sql(
        f"INSERT INTO territory_territoryversion ({', '.join([*copied, *given])}) "
        f"SELECT {', '.join([*copied, *['%s'] * len(given)])} FROM territory_territoryversion "
        "WHERE id = (SELECT MIN(id) FROM territory_territoryversion WHERE territory_id = %s)",
        *given.values(), pk(key),
    )  # fmt: skip


def end(code: str, day: str | None, change: int | None) -> None:
    sql(
        "UPDATE territory_territoryversion SET valid_until = %s, ended_by_id = %s WHERE code = %s",
        day, change, code,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("since", "until"),
    [
        ("2007-10-07", "2007-10-08"),  # the last day of the first version
        ("2007-10-08", "2007-10-09"),  # the first day of the second
        ("2020-01-01", None),
        ("1900-01-01", "1974-01-02"),
        ("1900-01-01", None),
        ("1990-01-01", "1991-01-01"),
    ],
)
def test_two_versions_of_a_place_never_rule_the_same_day(
    cast: Cast, since: str, until: str | None
) -> None:
    with refused(OVERLAP):
        add_version("pozo-almonte", since, until)


def test_a_version_may_end_the_day_that_the_next_begins(cast: Cast) -> None:
    add_version("pozo-almonte", "1900-01-01", "1974-01-01")

    assert Territory.objects.get(key="pozo-almonte").versions.count() == 3


def test_what_ended_is_neither_stretched_nor_shortened(cast: Cast) -> None:
    for day in (None, "2007-10-01"):
        with refused(f"({OVERLAP}|{REWRITTEN})"):
            end("01106", day, change_on(day) if day else None)


@pytest.mark.parametrize(
    "change", ["code = '99999'", "name = 'Otro'", "valid_from = '1980-01-01'", "parent_id = NULL"]
)
def test_a_version_is_not_rewritten(cast: Cast, change: str) -> None:
    with refused(REWRITTEN):
        sql(f"UPDATE territory_territoryversion SET {change} WHERE code = '01106'")


def test_a_version_is_not_deleted(cast: Cast) -> None:
    with refused("Una versión no se borra"):
        sql("DELETE FROM territory_territoryversion WHERE code = '01107'")


def test_a_version_ends_after_it_begins(cast: Cast) -> None:
    for until in ("1974-01-01", "1973-12-31"):
        with refused("territoryversion_ends_after_start"):
            end("01101", until, change_on(until))


def test_a_version_that_ends_names_its_change(cast: Cast) -> None:
    with refused("termina por un cambio registrado"):
        end("01101", "2020-01-01", None)


def test_a_version_ends_the_day_of_its_change_and_no_other(cast: Cast) -> None:
    other = change_on("2020-01-02")
    with refused("el día en que rige el cambio"):
        end("01101", "2020-01-01", other)
    with refused("el día en que rige el cambio"):
        end("01101", None, other)

    end("01101", "2020-01-02", other)

    assert TerritoryVersion.objects.get(code="01101").ended_by_id == other


def test_a_version_begins_the_day_of_its_change(cast: Cast) -> None:
    change = TerritoryChange.objects.get(key="arica-y-parinacota-2007")
    with refused("el día en que rige el cambio"):
        add_version("pozo-almonte", "1900-01-01", "1974-01-01", begun_by_id=change.pk)


def test_two_places_never_have_the_same_code_on_the_same_day(cast: Cast) -> None:
    end("01107", "2020-01-01", change_on("2020-01-01"))

    with refused("no llevan el mismo código el mismo día"):
        add_version("alto-hospicio", "2020-01-01", code="01101")
    # 01106 was Pozo Almonte's until 2007.
    add_version("alto-hospicio", "2020-01-01", code="01106")
    assert TerritoryVersion.objects.filter(code="01106").count() == 2


def test_a_place_is_not_part_of_what_is_not_in_force(cast: Cast) -> None:
    end("01107", "2020-01-01", change_on("2020-01-01"))
    end("011", "2019-01-01", change_on("2019-01-01"))

    with refused("no es parte de otro que ese día no rige"):
        add_version("alto-hospicio", "2020-01-01", parent_id=pk("provincia-iquique"))


def test_a_place_is_part_of_a_larger_one_so_no_chain_comes_back(cast: Cast) -> None:
    end("01107", "2020-01-01", change_on("2020-01-01"))

    for parent in ("iquique", "alto-hospicio"):
        with refused("es parte de otro más grande"):
            add_version("alto-hospicio", "2020-01-01", parent_id=pk(parent))


def test_a_place_stays_what_it_is(cast: Cast) -> None:
    with refused("no cambia de tipo"):
        sql("UPDATE territory_territory SET kind = 'region' WHERE key = 'pica'")


def test_the_key_of_a_place_is_its_own(cast: Cast) -> None:
    with refused_constraint("territory_territory_key", "territory_territory.key"):
        sql("UPDATE territory_territory SET key = 'iquique' WHERE key = 'pica'")


def test_an_approved_change_stays_as_it_was(cast: Cast) -> None:
    where = "WHERE key = 'arica-y-parinacota-2007'"
    for said in ("takes_effect_on = '2007-10-09'", "legal_basis = 'Ley 1'", "status = 'draft'"):
        with refused("Un cambio aprobado no se modifica"):
            sql(f"UPDATE territory_territorychange SET {said} {where}")
    with refused("Un cambio aprobado no se borra"):
        sql(f"DELETE FROM territory_territorychange {where}")
    for told in ("DELETE FROM territory_changepart", "UPDATE territory_changepart SET code = '1'"):
        with refused("Solo un borrador se modifica"):
            sql(told)


def test_a_norm_rules_since_its_publication_or_later(cast: Cast) -> None:
    with refused("territorychange_published_before_effect"):
        sql("UPDATE territory_territorychange SET gazette_on = '2030-01-01'")
