"""Loading a division of the country: all or nothing, and twice leaves the same."""

from dataclasses import replace
from datetime import date

import pytest

from minga.core.errors import NotAllowed
from minga.core.integrity import AlreadyDecided
from minga.core.models import Event
from minga.territory.actions import ChangeRow, Row, UnknownParent, load_territories
from minga.territory.models import Territory, TerritoryChange, TerritoryVersion
from minga.territory.tables import rows
from tests.conftest import SCRIBE, Cast, nothing_recorded

COUNTRY = Row("chile", "country", "CL", "Chile", None, date(1974, 1, 1), None, "", True)
SPLIT = ChangeRow(
    *(
        "cambio",
        "recode",
        date(2007, 10, 8),
        "Cambia el código",
        "Ley 1",
        None,
        True,
        (("uno", "uno"),),
    )
)
REGION = Row("uno", "region", "01", "Uno", "chile", date(1974, 1, 1), None, "", True)


def test_only_who_administers_loads_territories(cast: Cast) -> None:
    for who in (cast.ana, cast.diana, cast.aldo, cast.pia):
        with nothing_recorded(), pytest.raises(NotAllowed, match="Solo quien administra"):
            load_territories(rows(), by=who.access)

    assert load_territories(rows(), by=cast.nora.access) == 0


def test_the_table_has_every_place_with_its_versions(db: None) -> None:
    added = load_territories(rows(), by=SCRIBE)

    assert added == TerritoryVersion.objects.count() == len(list(rows()))
    kinds = [Territory.objects.filter(kind=kind).count() for kind in ("region", "commune")]
    assert kinds == [2, 11]


def test_loading_again_adds_nothing(db: None) -> None:
    load_territories(rows(), by=SCRIBE)
    before = list(TerritoryVersion.objects.order_by("pk").values())

    added = load_territories(rows(), by=SCRIBE)

    assert added == 0
    assert list(TerritoryVersion.objects.order_by("pk").values()) == before
    assert Event.objects.latest("sequence").data == {"places": 0, "versions": 0}


def test_a_new_version_of_a_known_place_is_added_to_it(db: None) -> None:
    load_territories([COUNTRY, REGION], by=SCRIBE)
    ended = replace(REGION, until=SPLIT.takes_effect_on, ended_by=SPLIT)
    again = replace(REGION, code="02", since=SPLIT.takes_effect_on, begun_by=SPLIT)

    added = load_territories([COUNTRY, ended, again], by=SCRIBE)

    assert added == 1
    first, second = Territory.objects.get(key="uno").versions.order_by("valid_from")
    assert (first.code, first.valid_until) == ("01", SPLIT.takes_effect_on)
    assert (second.code, second.begun_by) == ("02", first.ended_by)
    assert list(TerritoryChange.objects.get().parts.values_list("origin__key", "target__key")) == [
        ("uno", "uno")
    ]


def test_a_part_of_something_unknown_leaves_nothing_of_the_table(db: None) -> None:
    lost = replace(REGION, key="dos", name="Dos", parent="perú")

    with nothing_recorded(), pytest.raises(UnknownParent) as refusal:
        load_territories([COUNTRY, REGION, lost], by=SCRIBE)

    assert str(refusal.value) == (
        "«Dos» dice ser parte de «perú», que no está en la tabla. "
        "Agregue ese territorio antes, o corrija la clave."
    )
    assert not Territory.objects.exists()


def test_a_part_written_before_its_whole_is_refused(db: None) -> None:
    with pytest.raises(UnknownParent, match="«Uno» dice ser parte de «chile»"):
        load_territories([REGION, COUNTRY], by=SCRIBE)


def test_two_versions_that_overlap_leave_nothing_of_the_table(db: None) -> None:
    again = replace(REGION, since=date(2000, 1, 1), code="02")

    with nothing_recorded(), pytest.raises(AlreadyDecided):
        load_territories([COUNTRY, REGION, again], by=SCRIBE)

    assert not Territory.objects.exists()


def test_what_was_not_verified_says_so(db: None) -> None:
    load_territories(rows(), by=SCRIBE)

    old, new = Territory.objects.get(key="pozo-almonte").versions.order_by("valid_from")
    assert (old.is_verified, new.is_verified) == (False, True)
    assert new.legal_basis == "Ley 20.175 (D.O. 11-04-2007)"
