"""Sending a draft to be approved."""

from datetime import date

import pytest

from minga.core.errors import NotAllowed
from minga.workplan import actions, errors
from tests.conftest import TODAY, Cast
from tests.workplan import factories
from tests.workplan.asserts import last_said, refused

Weights = tuple[tuple[int, ...], ...]


def test_it_waits_from_that_day_on(cast: Cast) -> None:
    version = factories.draft(cast)

    actions.submit_version(version, by=cast.ana.access, on=date(2007, 3, 26))

    version.refresh_from_db()
    assert (version.status, version.submitted_on) == ("submitted", date(2007, 3, 26))
    says = "envió a aprobación la versión 1 del programa"
    assert last_said() == ("workplan.submitted", "A. Soto", says)


def test_without_a_day_it_is_today(cast: Cast) -> None:
    version = actions.submit_version(factories.draft(cast), by=cast.ana.access)

    assert version.submitted_on == TODAY


@pytest.mark.parametrize(
    ("weights", "says"),
    [
        (((51, 50),), "suman 101 y deben sumar 100: sobra 1 punto."),
        (((50, 50), (10,)), "suman 110 y deben sumar 100: sobran 10 puntos."),
        (((50, 49),), "suman 99 y deben sumar 100: falta 1 punto."),
        (((50,), (39,)), "suman 89 y deben sumar 100: faltan 11 puntos."),
        ((), "suman 0 y deben sumar 100: faltan 100 puntos."),
    ],
)
def test_the_weights_sum_100_or_it_says_how_far_they_are(
    cast: Cast, weights: Weights, says: str
) -> None:
    version = factories.draft(cast, weights)

    with refused(errors.WeightsDontSum100, f"Las ponderaciones {says}"):
        actions.submit_version(version, by=cast.ana.access)


def test_no_objective_is_sent_without_activities(cast: Cast) -> None:
    version = factories.draft(cast, ((100,), ()))

    with refused(errors.ObjectiveEmpty, "El objetivo 2 no tiene actividades: agregue al menos una"):
        actions.submit_version(version, by=cast.ana.access)


def test_only_the_units_of_the_service_send_it(cast: Cast) -> None:
    version = factories.draft(cast)

    for who in ("carla", "diana", "sofia", "gaby", "nora", "pia"):
        with refused(NotAllowed, "Solo las unidades del servicio envían su programa a aprobación."):
            actions.submit_version(version, by=cast.everybody()[who].access)
