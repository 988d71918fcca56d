"""Rounds and contracts take the names that the schedule of the project foresees."""

from datetime import date

from minga.works.contracts.foreseen import foreseen, not_called
from minga.works.schedules.actions import Dated
from tests.works.contracts import factories as make
from tests.works.contracts.conftest import Site
from tests.works.factories import programmer
from tests.works.schedules.factories import drafted, written

DAYS = (
    Dated("Obras civiles", "bidding", date(2008, 3, 3), 1, "awarded"),
    Dated("Inspección técnica", "contract", date(2008, 1, 7)),
    Dated("Obras civiles", "contract", date(2008, 5, 20)),
    Dated("Mobiliario", "contract", date(2008, 6, 2)),
)


def programmed(works: Site) -> None:
    by = programmer(works.cast.serviu)
    written(drafted(works.project, by), by, days=DAYS)


def test_the_schedule_gives_the_names_in_the_order_of_their_days(works: Site) -> None:
    assert foreseen(works.project) == []
    programmed(works)
    assert foreseen(works.project) == ["Inspección técnica", "Obras civiles", "Mobiliario"]

    make.called(works.project, works.inspector, "OBRAS  civiles")
    make.brought(works.project, works.inspector, "mobiliario")
    assert works.project.rounds.get().slot == "Obras civiles"
    assert works.project.contracts.get().slot == "Mobiliario"
    assert not_called(works.project) == ["Inspección técnica"]


def test_one_that_was_never_foreseen_keeps_its_own_name(works: Site) -> None:
    programmed(works)
    made = make.called(works.project, works.inspector, "Letrero de obra")
    assert made.slot == "Letrero de obra"


def test_the_pages_offer_what_is_still_to_be_called(works: Site) -> None:
    programmed(works)
    make.called(works.project, works.inspector, "Obras civiles")
    seen, of = works.inspector.client(), f"/contratos/de-proyecto/{works.project.public_id}/"
    for page in ("ronda/", "traer/"):
        body = seen.get(of + page).content.decode()
        assert '<option value="Mobiliario">' in body
        assert '<option value="Obras civiles">' not in body
    listed = seen.get(of).content.decode()
    assert "?para=Inspecci%C3%B3n%20t%C3%A9cnica" in listed
