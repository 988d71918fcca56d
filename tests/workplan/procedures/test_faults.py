"""A non-conformity goes from found to closed, each step by who may."""

from datetime import timedelta

import pytest
from django.urls import reverse

from minga.commitments.actions import declare_not_fulfilled
from minga.core.errors import NotAllowed
from minga.workplan.procedures import actions, awaiting, errors
from minga.workplan.procedures.models import NonConformity
from tests.conftest import TODAY, Cast, nothing_recorded
from tests.workplan.asserts import last_said
from tests.workplan.procedures import factories

DAY = timedelta(days=1)


def kinds(fault: NonConformity) -> list[str]:
    return list(fault.steps.order_by("pk").values_list("kind", flat=True))


def checked(
    cast: Cast, fault: NonConformity, who: object = None, *, effective: bool = True
) -> None:
    by = (who or cast.ana).access  # type: ignore[attr-defined]
    actions.check_effect(fault, effective=effective, text="Se revisaron tres actas", by=by)


def test_it_gets_the_next_folio_of_the_year(cast: Cast) -> None:
    procedure = factories.approved(cast)

    made = [factories.fault(cast, procedure) for _ in range(2)]

    assert [one.folio for one in made] == ["1 de 2007", "2 de 2007"]
    assert last_said()[2] == "anotó la no conformidad 2 de 2007 en P-01"


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"found_on": TODAY + DAY}, errors.DayInTheFuture),
        ({"found_on": factories.APPROVED - DAY}, errors.DayTooEarly),
        ({"description": " "}, errors.FieldMissing),
    ],
)
def test_it_was_found_when_the_version_ruled(
    cast: Cast, wrong: dict[str, object], error: type[Exception]
) -> None:
    procedure = factories.approved(cast)

    with pytest.raises(error):
        factories.fault(cast, procedure, **wrong)


def test_of_an_activity_or_of_an_output(cast: Cast) -> None:
    procedure = factories.approved(cast)
    version = factories.ruling(procedure)

    with pytest.raises(errors.OneOrTheOther):
        factories.fault(
            cast,
            procedure,
            activity=version.activities.get(number=1),
            output=version.outputs.get(),
        )


def test_the_cause_comes_before_the_correction(cast: Cast) -> None:
    made = factories.fault(cast, factories.approved(cast))

    with pytest.raises(errors.CauseMissing):
        actions.agree_correction(made, factories.correction(cast), by=cast.ana.access)


def test_a_correction_is_a_commitment_that_leads_back(cast: Cast) -> None:
    made = factories.acting(cast, factories.approved(cast))

    promise = made.corrections.get().commitment

    assert made.state == "acting"
    assert (promise.origin_label, promise.promised_to) == ("no conformidad", cast.serviu.short_name)
    assert promise.origin_url == f"/procedimientos/no-conformidades/{made.public_id}/"


def test_another_person_checks_that_it_worked_and_closes_it(cast: Cast) -> None:
    made = factories.corrected(cast, factories.approved(cast))

    checked(cast, made)

    made = factories.again(made)
    assert (made.state, made.closed_on) == ("closed", TODAY)
    assert kinds(made) == ["found", "analysed", "corrected", "effective"]
    assert last_said()[2] == "comprobó la corrección de 1 de 2007: corrección eficaz"


def test_who_corrected_does_not_check(cast: Cast) -> None:
    made = factories.corrected(cast, factories.approved(cast))

    with pytest.raises(errors.CorrectedByChecker):
        checked(cast, made, cast.bruno)


def test_who_was_in_charge_does_not_check(cast: Cast) -> None:
    procedure = factories.approved(cast)
    made = factories.acting(cast, procedure)
    actions.agree_correction(
        made,
        factories.correction(cast, what="Otra", person=cast.emilio.person),
        by=cast.ana.access,
    )

    assert actions.corrected_by(factories.again(made), cast.emilio.pk)
    assert not actions.corrected_by(factories.again(made), cast.ana.pk)


def test_it_is_checked_when_every_correction_is_over(cast: Cast) -> None:
    procedure = factories.approved(cast)

    with pytest.raises(errors.CorrectionsOpen):
        checked(cast, factories.acting(cast, procedure))


def test_nothing_worked_where_nothing_was_done(cast: Cast) -> None:
    made = factories.acting(cast, factories.approved(cast))
    promise, on = made.corrections.get().commitment, factories.correction(cast).due_on + DAY
    declare_not_fulfilled(promise, reason="No se hizo", by=cast.diana.on(on), on=on)

    with pytest.raises(errors.CorrectionsOpen):
        checked(cast, made)


def test_what_did_not_work_is_analysed_again(cast: Cast) -> None:
    made = factories.corrected(cast, factories.approved(cast))

    checked(cast, made, effective=False)

    assert factories.again(made).state == "found"
    with pytest.raises(errors.CauseMissing):
        actions.agree_correction(made, factories.correction(cast), by=cast.ana.access)


def test_what_was_of_no_use_does_not_close_it_afterwards(cast: Cast) -> None:
    made = factories.corrected(cast, factories.approved(cast))
    checked(cast, made, effective=False)
    by = cast.ana.access
    actions.analyse_cause(made, cause="Otra causa", by=by)
    again = actions.agree_correction(made, factories.correction(cast, what="Otra"), by=by)
    on = factories.correction(cast).due_on + DAY
    declare_not_fulfilled(again.commitment, reason="No se hizo", by=cast.diana.on(on), on=on)

    with nothing_recorded(), pytest.raises(errors.CorrectionsOpen):
        checked(cast, made)
    made = factories.again(made)
    assert actions.lacks_correction(made)
    found = [item.verb for item in awaiting.find(cast.ana.on(on), on) if str(made) in item.label]
    assert found == ["Acordar la corrección"]
    page = cast.ana.client().get(reverse("procedures:fault", args=[made.public_id]))
    assert "falta acordar otra" in page.content.decode()


def test_the_head_dismisses_what_she_did_not_find(cast: Cast) -> None:
    made = factories.fault(cast, factories.approved(cast))

    with pytest.raises(NotAllowed):
        actions.dismiss_fault(made, reason="No era", by=cast.emilio.access)
    actions.dismiss_fault(made, reason="No era", by=cast.diana.access)

    assert factories.again(made).state == "dismissed"
    with pytest.raises(errors.AlreadyClosed):
        actions.analyse_cause(made, cause="Algo", by=cast.ana.access)


def test_a_page_opened_before_another_step_is_told(cast: Cast) -> None:
    made = factories.acting(cast, factories.approved(cast))

    with pytest.raises(errors.ChangedMeanwhile, match="acción correctiva acordada"):
        actions.analyse_cause(made, cause="Otra", seen=0, by=cast.bruno.access)
