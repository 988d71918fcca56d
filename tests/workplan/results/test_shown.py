"""What results tell elsewhere: the place, the plan, stage 4, Mondays, «Mi trabajo», indicators."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone

from minga.core.indicators.registry import Question as Measured
from minga.core.indicators.registry import indicator_of
from minga.territory.briefs import Question
from minga.territory.frames import frame_on
from minga.workplan.backing import said_of
from minga.workplan.results import actions, awaiting, briefs, worries
from tests.conftest import TODAY, Cast
from tests.snapshot import written_once
from tests.workplan import factories as plans
from tests.workplan.results.factories import corrected, defined, place, reported, verified


@written_once
def at(cast: Cast) -> Cast:
    defined(cast)
    return cast


def told(cast: Cast, key: str, who: str = "ana") -> Any:
    access = cast.everybody()[who].access
    return briefs.told(Question(place(key), frame_on(TODAY), TODAY, access))


def test_the_minuta_tells_what_was_delivered_in_the_place(at: Cast) -> None:
    verified(at)
    verified(at, territory="pica", value=6)
    reported(at, territory="huara")

    region, pica, huara = (told(at, key) for key in ("region-tarapaca", "pica", "huara"))

    assert region.sentence == "En 2007, 1 producto tiene resultados verificados en este lugar."
    assert region.table.groups[0].rows == (("1.1 Nuevas", "Subsidios otorgados", 220, "subsidios"),)
    assert pica.table.groups[0].rows[0][2] == 6
    assert huara.sentence == ""
    assert told(at, "pica", "carla").table is None


def test_the_page_of_the_place_shows_it(at: Cast) -> None:
    verified(at)
    address = reverse("territory:place", args=[place("iquique").public_id])

    assert "Resultados por producto" in at.ana.client().get(address).content.decode()


def test_the_page_of_the_plan_shows_the_results_of_its_year(at: Cast) -> None:
    plan = plans.approved(at)
    verified(at)
    verified(at, territory="pica", value=6)
    address = reverse("results:of_plan", args=[plan.public_id])

    page = at.ana.client().get(address).content.decode()

    assert "Subsidios otorgados" in page
    assert ">220<" in page.replace(" ", "")
    assert at.carla.client().get(address).status_code == 404


def test_stage_four_is_backed_by_sentence_and_rows(at: Cast) -> None:
    plan = plans.approved(at)
    assert said_of(plan, "2.1", TODAY, at.ana.access) == []
    verified(at)
    verified(at, territory="pica", value=6)
    reported(at, territory="huara")

    (said,) = [s for s in said_of(plan, "2.1", TODAY, at.ana.access) if "resultados" in s.sentence]

    assert said.sentence == (
        "En 2007 se registraron resultados verificados de 1 producto o subproducto en 2 comunas."
    )
    assert said.rows[0][0] == "1.1 Nuevas: 220 subsidios en 2 comunas"
    assert said.advice == "Verificar 1 cifra que todavía no cuenta."


def test_what_is_known_of_the_region_alone_tells_no_communes(at: Cast) -> None:
    plan = plans.approved(at)
    verified(at, territory="region-tarapaca")

    (said,) = [s for s in said_of(plan, "2.1", TODAY, at.ana.access) if "resultados" in s.sentence]

    assert said.sentence.endswith("de 1 producto o subproducto.")


def test_a_head_sees_what_waits_and_what_was_returned(at: Cast) -> None:
    reported(at)
    back = reported(at, territory="pica")
    actions.return_result(back, remarks="Falta una.", by=at.bruno.access)

    (waits,) = worries.waiting(at.serviu, TODAY, at.diana.access)
    (late,) = worries.returned(at.serviu, TODAY, at.diana.access)

    assert waits.label == "Subsidios otorgados, Iquique, octubre de 2007"
    assert (late.is_late, late.due, "Falta una." in late.note) == (True, TODAY, True)
    assert list(worries.waiting(at.serviu, date(2007, 11, 29), at.diana.access)) == []
    corrected(at, back, 3)
    assert list(worries.returned(at.serviu, TODAY, at.diana.access)) == []


def test_each_one_has_what_awaits_her(at: Cast) -> None:
    reported(at)
    back = reported(at, territory="pica")
    actions.return_result(back, remarks="Falta una.", by=at.bruno.access)

    (to_verify,) = awaiting.find(at.bruno.access, TODAY)
    (to_mend,) = awaiting.find(at.ana.access, TODAY)

    assert "1 cifra espera" in to_verify.note
    assert to_mend.note == "Devuelta: Falta una."
    assert list(awaiting.find(at.carla.access, TODAY)) == []


def measured(key: str, cast: Cast, where: str = "", by: str = "") -> tuple[int, int]:
    indicator = indicator_of(key)
    assert indicator is not None
    asked = Measured(TODAY, timezone.now(), TODAY, where, by, cast.ana.access)
    found = indicator.ask(asked)
    return found.numerator, found.denominator


def test_how_much_is_verified_counts_each_figure_once(at: Cast) -> None:
    old = verified(at)
    corrected(at, old, 2)
    verified(at, territory="pica")

    key = "resultados-verificados"
    assert measured(key, at) == (1, 2)
    assert measured(key, at, place("pica").public_id) == (1, 1)


def test_how_much_is_verified_is_not_for_who_sees_only_that(at: Cast) -> None:
    indicator = indicator_of("resultados-verificados")
    assert indicator is not None

    assert indicator.may_be_read(at.ana.access)
    assert not indicator.may_be_read(at.gaby.access)


def test_the_communes_with_results_are_those_of_the_division(at: Cast) -> None:
    verified(at)
    verified(at, territory="pica", value=0)
    reported(at, territory="huara")

    assert measured("comunas-con-resultados", at, place("region-tarapaca").public_id) == (1, 7)
    assert measured("comunas-con-resultados", at, place("arica").public_id) == (0, 1)
