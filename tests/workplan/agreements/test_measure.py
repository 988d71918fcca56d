"""Measuring a goal: by Minga, by a document, once at each cut, and correcting in sight."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from django.db import DatabaseError

from minga.core.errors import DomainError, NotAllowed
from minga.core.indicators import registry
from minga.core.indicators.models import IndicatorSnapshot
from minga.core.indicators.registry import Row
from minga.core.months import Month
from minga.core.permissions import declare
from minga.documents.models import Document
from minga.people.roles import Role
from minga.workplan.agreements import actions, errors, says
from minga.workplan.agreements.actions.draft import values_of
from minga.workplan.agreements.announced import choices
from minga.workplan.agreements.models import Agreement, AgreementVersion, Goal, Measurement
from minga.workplan.agreements.tables import Board, State, board_of
from tests.conftest import TODAY, Cast, nothing_recorded
from tests.workplan import factories as plans
from tests.workplan.agreements import factories as made
from tests.workplan.agreements.factories import FAKE, NOVEMBER, OCTOBER, Register

PLAN = "puntaje-del-programa"
BY_PLAN = {"indicator": PLAN}
DAY = timedelta(days=1)
# Of a role that nobody of the cast has.
HIDDEN = declare("agreements_tests.read", "leer un indicador de las pruebas", ["sponsor"])


def board(agreement: Agreement, day: date = TODAY) -> Board:
    version = AgreementVersion.objects.get(agreement=agreement, status="in_force")
    return board_of(version, day)


def state(agreement: Agreement, day: date = TODAY) -> State:
    return board(agreement, day).rows[0].state


def asked(cast: Cast, agreement: Agreement, month: Month = OCTOBER, **more: Any) -> Measurement:
    by = cast.ana.on(more.get("on", TODAY))
    given = {"month": month, "by": by, "on": TODAY} | more
    return actions.measure_by_indicator(made.line(agreement), **given)


def answers(top: int, bottom: int) -> Any:
    return lambda **asked: [Row("x", "Pago", top, bottom)]


# By Minga


def test_minga_measures_at_the_end_of_the_month_and_keeps_what_it_saw(cast: Cast) -> None:
    plan = plans.approved(cast, ((60, 40),))
    plans.verified(plans.line(plan), uploader=cast.sofia, verifier=cast.ana, on=date(2007, 10, 20))
    plans.verified(
        plans.line(plan, 1), uploader=cast.sofia, verifier=cast.ana, on=date(2007, 11, 20)
    )
    agreement = made.approved(cast, BY_PLAN)

    figure = asked(cast, agreement)

    assert (figure.numerator, figure.denominator) == (60, 100)
    assert (figure.cut_on, figure.is_provisional) == (date(2007, 10, 31), False)
    snapshot = IndicatorSnapshot.objects.get(pk=figure.snapshot_id)
    assert (snapshot.on, snapshot.indicator) == (date(2007, 10, 31), PLAN)
    assert figure.known_at == snapshot.known_at
    assert state(agreement) == State.NOT_YET


def test_only_the_part_of_ones_own_institution_counts(cast: Cast) -> None:
    """Another institution of the same place has a plan too: the figure of the place is of both."""
    mine = plans.approved(cast)
    plans.verified(plans.line(mine), uploader=cast.sofia, verifier=cast.ana)
    head = plans.member(cast.seremi, Role.INSTITUTION_HEAD)
    theirs = plans.approved(
        cast, service=cast.seremi, preparer=cast.sofia, head=head, responsible=cast.seremi
    )
    assert theirs.territory_id == mine.territory_id
    agreement = made.approved(cast, BY_PLAN)

    figure = asked(cast, agreement, NOVEMBER, provisional=True)

    assert (figure.numerator, figure.denominator) == (50, 100)


def test_without_rows_of_its_own_there_is_no_figure(cast: Cast) -> None:
    agreement = made.approved(cast, BY_PLAN)

    with nothing_recorded(), pytest.raises(DomainError, match="todavía no se mide"):
        asked(cast, agreement)
    assert not Measurement.objects.exists()


def test_what_no_area_measures_yet_has_no_figure_and_says_which_area_is_missing(
    cast: Cast,
) -> None:
    agreement = made.approved(cast, {"indicator": FAKE})

    with (
        nothing_recorded(),
        pytest.raises(errors.NotMeasuredByMingaYet, match="falta el módulo de pagos de Minga"),
    ):
        asked(cast, agreement)
    row = board(agreement).rows[0]
    assert row.state == State.NO_AREA
    offered = "Pagos de subsidios hechos por el sistema (cuando llegue el módulo de pagos de Minga)"
    assert (FAKE, offered) in choices(cast.ana.access)
    assert says.needs(row) == "Se medirá cuando llegue el módulo de pagos de Minga."
    assert says.who_measures(row) == "Todavía no se mide: falta el módulo de pagos de Minga."


def test_when_its_area_arrives_the_same_goal_is_measured(cast: Cast, indicators: Register) -> None:
    agreement = made.approved(cast, {"indicator": FAKE})
    assert state(agreement) == State.NO_AREA

    indicators(answers(7, 10))

    assert state(agreement) == State.UNMEASURED
    asked(cast, agreement)
    assert state(agreement) == State.MET
    assert says.who_measures(board(agreement).rows[0]) == "Lo mide Minga: Pagos por el sistema."


def test_a_share_that_misses_by_a_hair_is_not_met(cast: Cast, indicators: Register) -> None:
    indicators(answers(699_999, 1_000_000))
    agreement = made.approved(cast, {"indicator": FAKE})

    asked(cast, agreement)

    row = board(agreement).rows[0]
    assert (row.state, row.figure, row.earned) == (State.NOT_YET, "69,9999\u00a0%", 0)


def _breaks(**asked: Any) -> Any:
    raise ZeroDivisionError


def _breaks_the_database(**asked: Any) -> Any:
    raise DatabaseError


@pytest.mark.parametrize("rows", [_breaks, _breaks_the_database])
def test_an_indicator_that_fails_leaves_nothing(
    cast: Cast, indicators: Register, rows: Any
) -> None:
    indicators(rows)
    agreement = made.approved(cast, {"indicator": FAKE})

    with nothing_recorded(), pytest.raises(errors.IndicatorFailed, match="no pudo calcularse"):
        asked(cast, agreement)
    assert not Measurement.objects.exists()
    assert not IndicatorSnapshot.objects.exists()


def test_the_kept_figure_is_of_the_role_of_its_institution(
    cast: Cast, indicators: Register
) -> None:
    """Who works in two institutions measures as what they are in the one of the agreement."""
    indicators(answers(7, 10))
    agreement = made.approved(cast, {"indicator": FAKE})
    own = cast.ana.access
    theirs = [replace(grant, institution_id=cast.seremi.pk, institution_label="SEREMI")
              for grant in own.grants]  # fmt: skip

    figure = asked(cast, agreement, by=replace(own, grants=(*theirs, *own.grants)))

    kept = IndicatorSnapshot.objects.get(pk=figure.snapshot_id)
    assert kept.institution_id == cast.serviu.pk


def test_one_that_answers_of_nothing_is_not_a_zero(cast: Cast, indicators: Register) -> None:
    indicators(answers(0, 0))
    agreement = made.approved(cast, {"indicator": FAKE})

    with nothing_recorded(), pytest.raises(DomainError):
        asked(cast, agreement)


def test_an_indicator_that_went_away_is_told(cast: Cast, indicators: Register) -> None:
    indicators(answers(1, 2), key="de-paso")
    agreement = made.approved(cast, {"indicator": "de-paso"})
    del registry._registered["de-paso"]

    with nothing_recorded(), pytest.raises(errors.IndicatorGone):
        asked(cast, agreement)
    assert "ya no existe" in says.who_measures(board(agreement).rows[0])


def test_nobody_types_the_figure_of_what_minga_measures(cast: Cast) -> None:
    agreement = made.approved(cast, BY_PLAN)

    with nothing_recorded(), pytest.raises(errors.AnotherSource, match="la mide Minga"):
        made.informed(made.line(agreement), cast.ana)
    with pytest.raises(errors.AnotherSource):
        asked(cast, made.approved(cast, year=2006), Month(2006, 10))


# At each cut


def test_a_month_that_is_not_over_is_refused_as_an_official_cut(cast: Cast) -> None:
    agreement = made.approved(cast)
    line = made.line(agreement)

    with nothing_recorded(), pytest.raises(errors.MonthStillOpen, match="30-11-2007"):
        made.informed(line, cast.ana, month=NOVEMBER)  # today is its last day
    first = TODAY + DAY
    made.informed(line, cast.ana, month=NOVEMBER, on=first)


def test_a_provisional_figure_reaches_nothing(cast: Cast, indicators: Register) -> None:
    indicators(answers(10, 10))
    agreement = made.approved(cast, {"indicator": FAKE, "due": NOVEMBER})

    figure = asked(cast, agreement, NOVEMBER, provisional=True)

    row = board(agreement).rows[0]
    assert figure.cut_on == TODAY
    assert (row.state, row.earned, row.is_closed) == (State.PROVISIONAL, 0, False)
    later = asked(cast, agreement, NOVEMBER, on=TODAY + DAY)
    row = board(agreement, TODAY + DAY).rows[0]
    assert (row.state, row.standing, row.provisional) == (State.MET, later, None)


def test_a_month_that_has_not_begun_is_not_measured_at_all(cast: Cast) -> None:
    line = made.line(made.approved(cast))

    with nothing_recorded(), pytest.raises(errors.MonthNotBegun):
        made.informed(line, cast.ana, month=Month(2007, 12))
    with nothing_recorded(), pytest.raises(errors.MonthOutOfYear):
        made.informed(line, cast.ana, month=Month(2006, 12))


def test_past_the_month_of_the_goal_nothing_changes_it(cast: Cast) -> None:
    line = made.line(made.approved(cast, {"due": Month(2007, 9)}))

    with nothing_recorded(), pytest.raises(errors.MonthAfterDue, match="septiembre de 2007"):
        made.informed(line, cast.ana)


def test_a_modification_that_brings_the_month_forward_leaves_later_figures_out(
    cast: Cast,
) -> None:
    agreement = made.approved(cast)
    made.verified(made.line(agreement), cast, 20, month=Month(2007, 9))
    made.verified(made.line(agreement), cast, 40)
    assert state(agreement) == State.MET
    draft = actions.start_draft(agreement, by=cast.ana.access, on=TODAY)
    goal = Goal.objects.for_page().select_related("version").get(version=draft)
    sooner = replace(values_of(goal), due=Month(2007, 9))
    actions.change_goal(goal, sooner, revision=0, by=cast.ana.access, on=TODAY)
    actions.submit_version(draft, by=cast.ana.access, on=TODAY)

    actions.approve_version(draft, by=cast.diana.access, on=TODAY)

    assert state(agreement) == State.MISSED


def test_who_does_not_read_an_indicator_does_not_measure_by_it(
    cast: Cast, indicators: Register
) -> None:
    indicators(answers(7, 10), permission=HIDDEN)
    agreement = made.approved(cast, {"indicator": FAKE})

    with nothing_recorded(), pytest.raises(NotAllowed, match="Pagos por el sistema"):
        asked(cast, agreement)


def test_the_same_cut_is_measured_once(cast: Cast) -> None:
    line = made.line(made.approved(cast))
    made.informed(line, cast.ana)

    with nothing_recorded(), pytest.raises(errors.AlreadyMeasured, match="al 31-10-2007"):
        made.informed(line, cast.bruno, 40)
    assert Measurement.objects.count() == Document.objects.count() == 1


def test_how_it_goes_today_is_measured_once_a_day(cast: Cast, indicators: Register) -> None:
    indicators(answers(7, 10))
    agreement = made.approved(cast, {"indicator": FAKE})
    eve = TODAY - DAY
    asked(cast, agreement, NOVEMBER, provisional=True, on=eve)

    asked(cast, agreement, NOVEMBER, provisional=True)

    with nothing_recorded(), pytest.raises(errors.AlreadyMeasured, match="hoy"):
        asked(cast, agreement, NOVEMBER, provisional=True)


def test_before_its_approval_nothing_is_measured(cast: Cast) -> None:
    version = made.draft(cast)

    with nothing_recorded(), pytest.raises(errors.NotInForce):
        made.informed(version.goals.get().line, cast.ana)


# By a document


def test_a_document_counts_once_another_person_verified_it(cast: Cast) -> None:
    agreement = made.approved(cast)

    figure = made.informed(made.line(agreement), cast.ana)

    assert (state(agreement), board(agreement).earned) == (State.TO_VERIFY, 0)
    with nothing_recorded(), pytest.raises(errors.ReviewsOwnFigure):
        actions.verify_measurement(figure, by=cast.ana.access, on=TODAY)
    actions.verify_measurement(figure, by=cast.bruno.access, on=TODAY)
    assert (state(agreement), board(agreement).earned) == (State.MET, 100)
    with nothing_recorded(), pytest.raises(errors.AlreadyReviewed):
        actions.verify_measurement(figure, by=cast.emilio.access, on=TODAY)


def test_it_counts_from_the_day_of_its_verification(cast: Cast) -> None:
    agreement = made.approved(cast)
    informed, verified = date(2007, 11, 10), date(2007, 11, 15)
    figure = made.informed(made.line(agreement), cast.ana, on=informed)
    actions.verify_measurement(figure, by=cast.bruno.on(verified), on=verified)

    before, after = board(agreement, verified - DAY), board(agreement, verified)
    assert (before.earned, before.waiting, after.earned) == (0, 1, 100)
    assert state(agreement, informed - DAY) == State.UNMEASURED


def test_a_denominator_of_zero_is_refused(cast: Cast) -> None:
    line = made.line(made.approved(cast))

    with nothing_recorded(), pytest.raises(errors.DenominatorIsZero, match="no puede ser cero"):
        made.informed(line, cast.ana, 0, 0)


@pytest.mark.parametrize(("top", "bottom"), [(-1, 5), (1, -5), (10**12 + 1, 5), (1, 10**12 + 1)])
def test_so_is_what_is_no_count(cast: Cast, top: int, bottom: int) -> None:
    line = made.line(made.approved(cast))

    with nothing_recorded(), pytest.raises(errors.FigureOutOfRange):
        made.informed(line, cast.ana, top, bottom)


@pytest.mark.parametrize("goal", [{}, {"target": Decimal(100)}, {"direction": "at_most"}])
def test_a_part_is_not_more_than_the_whole(cast: Cast, goal: dict[str, Any]) -> None:
    line = made.line(made.approved(cast, goal))

    with nothing_recorded(), pytest.raises(errors.MoreThanTheWhole, match=r"1\.043 .* que 1\.042,"):
        made.informed(line, cast.ana, 1043, 1042)
    assert made.informed(line, cast.ana, 1042, 1042).value == 1


def test_nor_when_it_corrects_another_figure(cast: Cast) -> None:
    figure = made.informed(made.line(made.approved(cast)), cast.ana)

    with nothing_recorded(), pytest.raises(errors.MoreThanTheWhole):
        made.corrected(figure, cast.ana, 43)


@pytest.mark.parametrize(
    "goal",
    [
        {"target": Decimal("100.1")},
        {"target": Decimal(100), "direction": "at_most"},
        {"unit": "count", "denominator_words": "", "target": Decimal(70)},
    ],
)
def test_a_ratio_and_a_count_may_pass_it(cast: Cast, goal: dict[str, Any]) -> None:
    line = made.line(made.approved(cast, goal))

    assert made.informed(line, cast.ana, 43, 1).numerator == 43


def test_a_document_is_not_of_tomorrow(cast: Cast) -> None:
    line = made.line(made.approved(cast))
    said = made.paper(dated_on=TODAY + DAY)

    with nothing_recorded(), pytest.raises(errors.DocumentAfterToday):
        actions.measure_by_evidence(line, said, month=OCTOBER, by=cast.ana.access, on=TODAY)


def test_a_document_is_not_older_than_the_year_it_tells_of(cast: Cast) -> None:
    line = made.line(made.approved(cast))
    old = made.paper(dated_on=date(2006, 12, 31))

    with nothing_recorded(), pytest.raises(errors.DocumentBeforeItsYear, match="es de 2007"):
        actions.measure_by_evidence(line, old, month=OCTOBER, by=cast.ana.access, on=TODAY)
    first = made.paper(dated_on=date(2007, 1, 1))
    actions.measure_by_evidence(line, first, month=OCTOBER, by=cast.ana.access, on=TODAY)


def test_another_institution_neither_measures_nor_verifies(cast: Cast) -> None:
    line = made.line(made.approved(cast))
    figure = made.informed(line, cast.ana)

    with nothing_recorded(), pytest.raises(NotAllowed):
        made.informed(line, cast.carla, month=Month(2007, 9))
    with nothing_recorded(), pytest.raises(NotAllowed):
        actions.verify_measurement(figure, by=cast.sofia.access, on=TODAY)


def test_what_came_back_is_corrected_by_the_next_one(cast: Cast) -> None:
    agreement = made.approved(cast)
    figure = made.informed(made.line(agreement), cast.ana)
    with pytest.raises(errors.RemarksMissing):
        actions.return_measurement(figure, remarks=" ", by=cast.bruno.access, on=TODAY)
    actions.return_measurement(figure, remarks="Falta octubre.", by=cast.bruno.access, on=TODAY)
    assert state(agreement) == State.RETURNED

    # The same figure with a better document is a correction too.
    again = made.corrected(figure, cast.ana, 30)
    actions.verify_measurement(again, by=cast.bruno.access, on=TODAY)

    row = board(agreement).rows[0]
    assert (row.state, row.replaced) == (State.MET, None)  # nothing that counted was corrected


# Corrected


def test_a_goal_met_by_a_corrected_figure_says_so_and_who_corrected(cast: Cast) -> None:
    agreement = made.approved(cast)
    first = made.verified(made.line(agreement), cast, 20)
    assert state(agreement) == State.NOT_YET

    second = made.corrected(first, cast.ana, 30)

    row = board(agreement).rows[0]
    assert (row.state, row.standing, row.waits) == (State.NOT_YET, first, True)  # not yet
    with nothing_recorded(), pytest.raises(errors.ReviewsOwnFigure):
        actions.verify_measurement(second, by=cast.ana.access, on=TODAY)
    actions.verify_measurement(second, by=cast.bruno.access, on=TODAY)
    row = board(agreement).rows[0]
    assert (row.state, row.replaced, row.earned) == (State.CORRECTED, first, 100)
    said = says.corrected(row)
    assert "Cumple con una cifra corregida" in said
    assert "decía 47,6" in said
    assert "A. Soto la corrigió a 71,4" in said
    assert "Faltaba un pago." in said


def test_a_correction_says_why_and_changes_something(cast: Cast) -> None:
    first = made.verified(made.line(made.approved(cast)), cast, 20)

    with nothing_recorded(), pytest.raises(errors.ReasonMissing):
        actions.correct_by_evidence(first, made.paper(30), reason=" ", by=cast.ana.access, on=TODAY)
    with nothing_recorded(), pytest.raises(errors.SameFigure):
        made.corrected(first, cast.ana, 10, 21)
    made.corrected(first, cast.ana, 30)
    with nothing_recorded(), pytest.raises(errors.AlreadyCorrected):
        made.corrected(first, cast.bruno, 31)


def test_a_correction_that_came_back_leaves_the_earlier_figure_standing(cast: Cast) -> None:
    agreement = made.approved(cast)
    first = made.verified(made.line(agreement), cast, 20)
    second = made.corrected(first, cast.ana, 30)

    actions.return_measurement(second, remarks="No es.", by=cast.bruno.access, on=TODAY)

    row = board(agreement).rows[0]
    assert (row.standing, row.value) == (first, Fraction(1000, 21))
    third = made.corrected(second, cast.ana, 35)
    actions.verify_measurement(third, by=cast.bruno.access, on=TODAY)
    row = board(agreement).rows[0]
    assert (row.state, row.standing, row.replaced) == (State.CORRECTED, third, first)


def test_minga_measures_again_and_another_person_verifies(cast: Cast, indicators: Register) -> None:
    rows = [Row("x", "Pago", 6, 10)]
    indicators(lambda **asked: rows)
    agreement = made.approved(cast, {"indicator": FAKE})
    first = asked(cast, agreement)
    with nothing_recorded(), pytest.raises(errors.SameFigure):
        actions.correct_by_indicator(first, reason="Otra vez.", by=cast.ana.access, on=TODAY)

    rows.append(Row("y", "Pago", 8, 10))
    second = actions.correct_by_indicator(first, reason="Tarde.", by=cast.ana.access, on=TODAY)

    assert board(agreement).rows[0].standing == first
    actions.verify_measurement(second, by=cast.bruno.access, on=TODAY)
    assert state(agreement) == State.CORRECTED
    with nothing_recorded(), pytest.raises(errors.NothingToReview):
        actions.verify_measurement(first, by=cast.bruno.access, on=TODAY)


def test_a_provisional_figure_is_measured_again_and_not_corrected(
    cast: Cast, indicators: Register
) -> None:
    indicators(answers(7, 10))
    figure = asked(cast, made.approved(cast, {"indicator": FAKE}), NOVEMBER, provisional=True)

    with nothing_recorded(), pytest.raises(errors.ProvisionalIsNotCorrected):
        actions.correct_by_indicator(figure, reason="No.", by=cast.ana.access, on=TODAY)


# The board


def test_a_later_cut_takes_over_and_the_last_one_closes(cast: Cast) -> None:
    agreement = made.approved(cast, {"due": OCTOBER})
    line = made.line(agreement)
    made.verified(line, cast, 40, month=Month(2007, 9), on=date(2007, 10, 5))
    assert state(agreement, OCTOBER.last) == State.MET

    made.verified(line, cast, 20, month=OCTOBER)

    row = board(agreement).rows[0]
    assert (row.state, row.is_closed, row.earned) == (State.MISSED, True, 0)


def test_past_its_month_an_earlier_figure_does_not_meet_it(cast: Cast) -> None:
    agreement = made.approved(cast, {"due": OCTOBER})
    made.verified(made.line(agreement), cast, 40, month=Month(2007, 9), on=date(2007, 10, 5))
    assert state(agreement, OCTOBER.last) == State.MET

    row = board(agreement).rows[0]
    assert (row.state, row.is_met, row.earned) == (State.OVERDUE, False, 0)
    assert says.needs(row) == "Falta medirla a octubre de 2007."
    figure = made.informed(made.line(agreement), cast.ana, 40)
    assert state(agreement) == State.TO_VERIFY
    actions.verify_measurement(figure, by=cast.bruno.access, on=TODAY)
    assert state(agreement) == State.MET


def test_at_most_is_met_from_below(cast: Cast) -> None:
    agreement = made.approved(cast, {"direction": "at_most"})

    made.verified(made.line(agreement), cast, 20)

    assert state(agreement) == State.MET


def test_past_its_month_without_a_figure_it_is_overdue(cast: Cast) -> None:
    agreement = made.approved(cast, {"due": OCTOBER})

    assert state(agreement, date(2007, 10, 31)) == State.UNMEASURED
    assert state(agreement, date(2007, 11, 1)) == State.OVERDUE


def test_a_count_is_its_numerator(cast: Cast) -> None:
    agreement = made.approved(
        cast, {"unit": "count", "denominator_words": "", "target": Decimal(9)}
    )

    made.verified(made.line(agreement), cast, 9, 1)

    row = board(agreement).rows[0]
    assert (row.figure, row.state) == ("9", State.MET)
