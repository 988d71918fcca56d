"""Reporting, correcting, verifying, returning: each figure counts once, and once somebody else saw
it."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from minga.core.errors import NotAllowed
from minga.core.models import Event
from minga.core.verification import verify
from minga.strategy.actions import propose_definitions
from minga.workplan.results import actions, errors
from minga.workplan.results.models import Result, ResultReview
from minga.workplan.results.periods import Period
from tests.answers import status_of
from tests.conftest import SCRIBE, TODAY, Cast, nothing_recorded, pdf
from tests.core.database import commit
from tests.snapshot import written_once
from tests.workplan.results.factories import (
    STREETS,
    corrected,
    defined,
    line,
    read,
    reported,
    said,
    verified,
)


@written_once
def at(cast: Cast) -> Cast:
    defined(cast)
    return cast


def counted(day: date = TODAY) -> list[int]:
    return list(Result.objects.counted(day).order_by("pk").values_list("value", flat=True))


def test_a_reported_figure_waits_and_does_not_count(at: Cast) -> None:
    result = reported(at)

    assert (result.value, result.ends_on) == (214, date(2007, 10, 31))
    assert counted() == []
    assert list(Result.objects.waiting(TODAY)) == [result]
    event = Event.objects.latest("sequence")
    assert (event.kind, event.data["what"]) == (
        "results.reported", "Subsidios otorgados, Iquique, octubre de 2007",
    )  # fmt: skip


def test_it_counts_from_the_day_that_another_verified_it(at: Cast) -> None:
    result = reported(at, on=date(2007, 11, 5))

    day = date(2007, 11, 8)
    actions.verify_results(at.serviu, [result], by=at.bruno.on(day), on=day)

    assert counted(date(2007, 11, 7)) == []
    assert counted(day) == [214]
    assert list(Result.objects.waiting(date(2007, 11, 7))) == [result]
    assert not Result.objects.waiting(day).exists()
    commit()
    assert verify() == []


def test_what_was_verified_counts_until_its_correction_is_verified(at: Cast) -> None:
    old = verified(at, on=date(2007, 11, 5))

    new = corrected(at, old, 215, on=date(2007, 11, 12))
    assert counted() == [214]
    day = date(2007, 11, 20)
    actions.verify_results(at.serviu, [new], by=at.bruno.on(day), on=day)

    assert counted() == [215]
    assert counted(date(2007, 11, 19)) == [214]
    assert (new.reason, new.replaces_id) == ("Faltaba una familia.", old.pk)


def test_a_returned_correction_leaves_what_was_verified_until_one_is_accepted(at: Cast) -> None:
    old = verified(at)
    wrong = corrected(at, old, 900)
    actions.return_result(wrong, remarks="Son 216.", by=at.bruno.access)
    assert counted() == [214]

    right = corrected(at, wrong, 216)
    actions.verify_results(at.serviu, [right], by=at.bruno.access)

    assert counted() == [216]


def test_one_who_sees_the_mistake_first_corrects_it_before_it_is_reviewed(at: Cast) -> None:
    old = reported(at)

    corrected(at, old, 215)

    with nothing_recorded(), pytest.raises(errors.AlreadyCorrected):
        actions.verify_results(at.serviu, [old], by=at.bruno.access)


@pytest.mark.parametrize(
    ("more", "refusal", "sentence"),
    [
        ({"value": -1}, errors.Negative, "de cero hacia arriba"),
        ({"measure": "  "}, errors.WordsMissing, "Escriba qué se mide"),
        ({"source": " "}, errors.WordsMissing, "de dónde sale"),
        ({"period": Period(2007, 12)}, errors.PeriodNotOver, "diciembre de 2007 termina"),
        ({"period": Period(2007)}, errors.PeriodNotOver, "2007 termina el 31-12-2007"),
        ({"period": Period(2006)}, errors.ProductNotThere, "regían al 31-12-2006"),
        (
            {"territory": "region-arica-y-parinacota", "period": Period(2007, 9)},
            errors.PlaceNotThere,
            "no existía al 30-09-2007",
        ),
    ],
)
def test_what_can_not_be_is_refused(
    at: Cast, more: dict[str, Any], refusal: type[Exception], sentence: str
) -> None:
    with nothing_recorded(), pytest.raises(refusal, match=sentence):
        reported(at, **more)


def test_a_product_of_another_service_is_not_reported(at: Cast) -> None:
    by = at.carla.access
    with nothing_recorded(), pytest.raises(errors.NoDefinitions):
        actions.report_result(at.other, said(), by=by)
    propose_definitions(at.other, mission="Otra", objectives=[("A", "B")], products=[], by=by)
    with nothing_recorded(), pytest.raises(errors.ProductNotThere):
        actions.report_result(at.other, said(), by=by)


def test_a_product_is_of_the_version_that_ruled_at_the_end_of_the_period(at: Cast) -> None:
    houses = line("Nuevas")
    defined(at, on=date(2007, 10, 15), products=[STREETS])

    with nothing_recorded(), pytest.raises(errors.ProductNotThere):
        reported(at, line=houses)

    assert reported(at, line=houses, period=Period(2007, 9))


def test_the_same_measure_is_not_reported_twice(at: Cast) -> None:
    reported(at)

    with nothing_recorded(), pytest.raises(errors.AlreadyReported, match="ya está informada"):
        reported(at, measure="  SUBSIDIOS   otorgados")


def test_a_measure_keeps_its_first_words_and_its_unit(at: Cast) -> None:
    reported(at)

    assert reported(at, measure="subsidios OTORGADOS", territory="pica").measure == (
        "Subsidios otorgados"
    )
    with nothing_recorded(), pytest.raises(errors.OtherUnit, match="se cuenta en subsidios"):
        reported(at, unit="families", territory="huara")


def test_a_month_and_its_whole_year_would_count_twice(at: Cast) -> None:
    on = date(2008, 1, 10)
    reported(at)

    with nothing_recorded(), pytest.raises(errors.CountedTwice, match="octubre de 2007"):
        reported(at, on=on, period=Period(2007))
    assert reported(at, on=on, period=Period(2007), territory="pica")
    with nothing_recorded(), pytest.raises(errors.CountedTwice, match="para 2007"):
        reported(at, on=on, territory="pica")


def test_a_returned_month_does_not_bar_the_year(at: Cast) -> None:
    month = reported(at)
    actions.return_result(month, remarks="Va por año.", by=at.bruno.access)

    assert reported(at, on=date(2008, 1, 10), period=Period(2007))


def test_a_month_that_counts_bars_the_year_though_its_correction_was_returned(at: Cast) -> None:
    wrong = corrected(at, verified(at), 900)
    actions.return_result(wrong, remarks="Son 216.", by=at.bruno.access)

    with nothing_recorded(), pytest.raises(errors.CountedTwice, match="octubre de 2007"):
        reported(at, on=date(2008, 1, 10), period=Period(2007))


def test_a_returned_month_is_not_sent_again_once_its_year_was_reported(at: Cast) -> None:
    month = reported(at)
    actions.return_result(month, remarks="Va por año.", by=at.bruno.access)
    on = date(2008, 1, 10)
    reported(at, on=on, period=Period(2007))

    with nothing_recorded(), pytest.raises(errors.CountedTwice, match="para 2007"):
        corrected(at, month, 215, on=on)


def test_who_reported_does_not_verify_nor_return(at: Cast) -> None:
    result = reported(at)

    for by in (at.ana.access, SCRIBE):
        with nothing_recorded(), pytest.raises(errors.VerifiesOwn):
            actions.verify_results(at.serviu, [result], by=by)
    with nothing_recorded(), pytest.raises(errors.VerifiesOwn):
        actions.return_result(result, remarks="Mal.", by=at.ana.access)


def test_it_is_reviewed_once_and_not_before_it_was_reported(at: Cast) -> None:
    result = reported(at)
    early = date(2007, 11, 29)
    with nothing_recorded(), pytest.raises(errors.ReviewBeforeReport):
        actions.verify_results(at.serviu, [result], by=at.bruno.on(early), on=early)
    actions.verify_results(at.serviu, [result], by=at.bruno.access)

    with nothing_recorded(), pytest.raises(errors.AlreadyReviewed, match="Díaz ya la revisó"):
        actions.return_result(result, remarks="Mal.", by=at.emilio.access)


def test_a_return_and_a_correction_say_why(at: Cast) -> None:
    result = reported(at)

    with nothing_recorded(), pytest.raises(errors.RemarksMissing):
        actions.return_result(result, remarks=" ", by=at.bruno.access)
    with nothing_recorded(), pytest.raises(errors.ReasonMissing):
        actions.correct_result(result, value=1, source="Otra", reason=" ", by=at.ana.access)
    with nothing_recorded(), pytest.raises(errors.SameValue):
        actions.correct_result(
            result, value=214, source="Nómina de octubre", reason="Sí.", by=at.ana.access
        )
    with nothing_recorded(), pytest.raises(errors.Negative):
        actions.correct_result(result, value=-3, source="Otra", reason="Sí.", by=at.ana.access)


def test_a_returned_figure_may_be_sent_again_as_it_was(at: Cast) -> None:
    result = reported(at)
    actions.return_result(result, remarks="¿Seguro?", by=at.bruno.access)

    again = actions.correct_result(
        result, value=214, source="Nómina de octubre", reason="Se revisó.", by=at.ana.access
    )

    assert again.replaces_id == result.pk
    with nothing_recorded(), pytest.raises(errors.AlreadyCorrected):
        corrected(at, result, 3)


def test_only_units_of_the_service_report_and_verify(at: Cast) -> None:
    result = reported(at)

    for name, somebody in at.everybody().items():
        if name not in ("ana", "bruno", "emilio"):
            by = somebody.access
            with nothing_recorded(), pytest.raises(NotAllowed):
                actions.report_result(at.serviu, said(territory="pica"), by=by)
            with nothing_recorded(), pytest.raises(NotAllowed):
                actions.verify_results(at.serviu, [result], by=by)
            with nothing_recorded(), pytest.raises(NotAllowed):
                actions.return_result(result, remarks="Mal.", by=by)
            with nothing_recorded(), pytest.raises(NotAllowed):
                actions.correct_result(result, value=1, source="O", reason="O", by=by)


def test_many_are_reported_and_verified_all_or_none(at: Cast) -> None:
    several = [said(), said(territory="pica"), said(territory="huara")]
    results = actions.report_results(at.serviu, several, by=at.ana.access)
    with nothing_recorded(), pytest.raises(errors.AlreadyReported):
        actions.report_results(at.serviu, [said(territory="camina"), said()], by=at.ana.access)

    mine = reported(at, territory="camina", by=at.bruno)
    with nothing_recorded(), pytest.raises(errors.VerifiesOwn):
        actions.verify_results(at.serviu, [*results, mine], by=at.bruno.access)
    actions.verify_results(at.serviu, results, by=at.bruno.access)

    assert ResultReview.objects.count() == 3
    event = Event.objects.latest("sequence")
    assert (event.kind, event.data["count"], event.data["noun"]) == (
        "results.verified", 3, "cifras de resultados",
    )  # fmt: skip


def test_a_document_may_back_it_and_opens_for_its_service(at: Cast) -> None:
    result = actions.report_result(at.serviu, said(), file=pdf(), by=at.ana.access)

    document = read(result).document
    assert document is not None
    address = reverse("documents:download", args=[document.public_id])
    assert status_of(at.bruno.client(), address) == 200
    assert status_of(at.carla.client(), address) == 404
    commit()
    assert verify() == []
