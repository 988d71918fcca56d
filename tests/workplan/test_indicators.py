"""What is measured of the work plans, as known at a moment."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from minga.core.indicators.registry import Indicator, Measure, Question, indicator_of
from minga.territory.models import Territory
from tests.conftest import TODAY, Cast, Somebody
from tests.workplan import factories

JUNE = date(2007, 6, 30)


def ask(
    key: str,
    by: Somebody,
    *,
    on: date = TODAY,
    known_at: datetime | None = None,
    place: str = "",
    dimension: str = "",
) -> Measure:
    question = Question(on, known_at or timezone.now(), TODAY, place, dimension, by.access)
    return _of(key).ask(question)


def _of(key: str) -> Indicator:
    found = indicator_of(key)
    assert found is not None
    return found


def of(measure: Measure) -> tuple[int, int]:
    return measure.numerator, measure.denominator


def proved(cast: Cast, line: Any, on: date = TODAY) -> None:
    factories.verified(line, uploader=cast.ana, verifier=cast.bruno, on=on)


def test_the_score_is_the_weight_that_was_earned(cast: Cast) -> None:
    plan = factories.approved(cast, ((40, 30, 30),))
    proved(cast, factories.line(plan, 0), JUNE)

    assert of(ask("puntaje-del-programa", cast.ana)) == (40, 100)
    assert of(ask("puntaje-del-programa", cast.ana, on=date(2007, 6, 29))) == (0, 100)
    assert of(ask("puntaje-del-programa", cast.ana, on=date(2007, 3, 29))) == (0, 0)


def test_each_person_measures_what_she_sees(cast: Cast) -> None:
    factories.approved(cast)

    assert ask("puntaje-del-programa", cast.gaby).denominator == 100
    assert ask("puntaje-del-programa", cast.carla).value is None


def test_a_plan_of_the_region_counts_in_its_communes_and_not_elsewhere(cast: Cast) -> None:
    factories.approved(cast)

    def places(key: str) -> int:
        place = Territory.objects.get(key=key).public_id
        return ask("puntaje-del-programa", cast.ana, place=place).denominator

    assert [places(key) for key in ("region-tarapaca", "pica", "arica")] == [100, 100, 0]
    assert ask("puntaje-del-programa", cast.ana, place="bcdfghjkmnpq").denominator == 0


def test_it_is_told_apart_by_service_and_by_place(cast: Cast) -> None:
    factories.approved(cast)

    services = ask("puntaje-del-programa", cast.ana, dimension="service").parts
    places = ask("puntaje-del-programa", cast.ana, dimension="place").parts

    assert [part.label for part in services] == ["SERVIU Región de Tarapacá"]
    assert [part.label for part in places] == ["Región de Tarapacá"]


def test_evidence_counts_once_and_a_returned_one_is_not_verified(cast: Cast) -> None:
    plan = factories.approved(cast, ((40, 30, 30),))
    proved(cast, factories.line(plan, 0))
    factories.returned(factories.line(plan, 1), uploader=cast.ana, verifier=cast.bruno)
    assert of(ask("evidencias-verificadas", cast.ana)) == (1, 2)

    factories.uploaded(factories.line(plan, 1), cast.ana)

    assert of(ask("evidencias-verificadas", cast.ana)) == (1, 2)
    assert of(ask("evidencias-verificadas", cast.ana, on=JUNE)) == (0, 0)


def test_what_was_recorded_afterwards_does_not_count(cast: Cast) -> None:
    plan = factories.approved(cast, ((40, 30, 30),))
    proved(cast, factories.line(plan, 0))
    then = timezone.now()
    proved(cast, factories.line(plan, 1))

    for key, before, now in (
        ("puntaje-del-programa", (40, 100), (70, 100)),
        ("evidencias-verificadas", (1, 1), (2, 2)),
    ):
        assert of(ask(key, cast.ana, known_at=then)) == before
        assert of(ask(key, cast.ana)) == now


def test_a_version_that_ruled_then_is_measured_though_another_took_its_place(cast: Cast) -> None:
    plan = factories.approved(cast, ((40, 60),))
    then = timezone.now()
    draft = factories.without_first(cast, plan)
    factories.sign(cast, factories.send(cast, draft, on=TODAY), on=TODAY)
    indicator = _of("puntaje-del-programa")

    def labels(known_at: datetime) -> list[str]:
        question = Question(TODAY, known_at, TODAY, "", "", cast.ana.access)
        return sorted(row.label for row in indicator.rows_behind(question))

    assert labels(then) == ["1.1 Actualizar los planes", "1.2 Actualizar los planes"]
    assert any("Otra actividad" in label for label in labels(timezone.now()))


def test_the_months_agree_with_the_figure_of_each_day(cast: Cast) -> None:
    plan = factories.approved(cast, ((40, 30, 30),))
    proved(cast, factories.line(plan, 0), date(2007, 5, 2))
    proved(cast, factories.line(plan, 1), date(2007, 8, 31))
    question = Question(TODAY, timezone.now(), TODAY, "", "", cast.ana.access)
    days = [date(2007, 1, 31), date(2007, 5, 31), date(2007, 8, 30), date(2007, 8, 31)]

    for key in ("puntaje-del-programa", "evidencias-verificadas"):
        over = _of(key).over(days, question)
        assert [of(m) for m in over] == [of(ask(key, cast.ana, on=day)) for day in days]
