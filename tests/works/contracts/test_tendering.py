"""Rounds: called, opened, decided; another one only after one that failed."""

from datetime import date, timedelta
from typing import Any

import pytest

from minga.core.errors import DomainError, NotAllowed, StaleForm
from minga.works.contracts import actions, errors
from minga.works.contracts.models import TenderRound
from tests.conftest import TODAY
from tests.core.database import sql
from tests.works.contracts import factories as make
from tests.works.contracts.conftest import Site
from tests.works.contracts.factories import AWARDED, CALLED, OPENED, SLOT

DAY = timedelta(days=1)


def test_a_second_round_follows_a_deserted_one_and_its_contract_is_accepted(works: Site) -> None:
    first = make.called(works.project, works.inspector)
    actions.resolve_round(
        first, make.outcome("deserted", resolved_on=OPENED), by=works.inspector.access
    )
    second = make.called(works.project, works.inspector, called_on=OPENED, opens_on=AWARDED)
    assert (second.number, second.slot) == (2, SLOT)
    actions.resolve_round(second, make.outcome(), by=works.inspector.access)
    made = actions.sign_contract(second, make.terms(), by=works.inspector.access)
    assert made.round_id == second.pk


@pytest.mark.parametrize("outcome", ["", "awarded"])
def test_while_a_round_stands_there_is_no_other(works: Site, outcome: str) -> None:
    first = make.called(works.project, works.inspector)
    if outcome:
        actions.resolve_round(first, make.outcome(outcome), by=works.inspector.access)

    with pytest.raises(errors.RoundStillStands, match="La ronda 1 está"):
        make.called(works.project, works.inspector, called_on=AWARDED, opens_on=AWARDED)
    assert TenderRound.objects.count() == 1


def test_an_award_that_is_revoked_lets_another_round_begin(works: Site) -> None:
    first = make.awarded(works.project, works.inspector)
    said = make.outcome("revoked", resolved_on=AWARDED + DAY)
    actions.resolve_round(first, said, by=works.inspector.access)
    late: dict[str, Any] = {"called_on": AWARDED + DAY, "opens_on": AWARDED + DAY}

    with pytest.raises(errors.OutOfOrder, match="El llamado dice 20-04-2007 y el término"):
        make.called(works.project, works.inspector, called_on=AWARDED, opens_on=AWARDED)
    assert make.called(works.project, works.inspector, **late).number == 2


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"opens_on": CALLED - DAY}, "La apertura dice 28-02-2007 y el llamado es del 01-03-2007"),
        ({"opens_on": None}, "Escriba la fecha de la apertura"),
        ({"called_on": TODAY + DAY, "opens_on": TODAY + DAY}, "Hoy es 30-11-2007"),
        ({"modality": "direct", "grounds": " "}, "causal del trato directo"),
    ],
)
def test_a_call_that_can_not_be_is_refused(
    works: Site, more: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(DomainError, match=sentence):
        make.called(works.project, works.inspector, **more)
    assert not TenderRound.objects.exists()


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"resolved_on": OPENED - DAY}, "El resultado dice 01-04-2007 y la apertura es del"),
        ({"resolved_on": CALLED - DAY}, "El resultado dice 28-02-2007 y el llamado es del"),
        ({"resolved_on": TODAY + DAY}, "Hoy es 30-11-2007"),
        ({"said": "deserted", "remarks": " "}, "por qué quedó desierta"),
        ({"resolution": " "}, "Complete «Resolución»"),
        ({"said": "open"}, "Elija cómo terminó"),
    ],
)
def test_an_outcome_that_can_not_be_is_refused(
    works: Site, more: dict[str, Any], sentence: str
) -> None:
    first = make.called(works.project, works.inspector)

    with pytest.raises(DomainError, match=sentence):
        actions.resolve_round(first, make.outcome(**more), by=works.inspector.access)
    assert make.read(first).is_open


def test_a_round_is_revoked_before_it_opens(works: Site) -> None:
    first = make.called(works.project, works.inspector, opens_on=TODAY + DAY)
    said = make.outcome("revoked", resolved_on=CALLED)
    assert actions.resolve_round(first, said, by=works.inspector.access).has_failed


def test_a_direct_award_has_its_grounds_and_no_opening(works: Site) -> None:
    more: dict[str, Any] = {"modality": "direct", "grounds": "Proveedor único", "opens_on": None}
    made = make.called(works.project, works.inspector, **more)
    actions.resolve_round(made, make.outcome(), by=works.inspector.access)
    assert make.read(made).get_modality_display() == "trato directo"


def test_what_a_contract_came_from_no_longer_changes(works: Site) -> None:
    first = make.awarded(works.project, works.inspector)
    actions.sign_contract(first, make.terms(), by=works.inspector.access)

    with pytest.raises(errors.RoundFollowed):
        actions.correct_call(first, make.call(), by=works.inspector.access)
    with pytest.raises(errors.RoundFollowed):
        actions.resolve_round(first, make.outcome("revoked"), by=works.inspector.access)


def test_two_persons_at_one_round(works: Site) -> None:
    first = make.called(works.project, works.inspector)
    actions.correct_call(first, make.call(reference="1-22-LP07"), seen=0, by=works.inspector.access)

    with pytest.raises(StaleForm):
        actions.resolve_round(first, make.outcome(), seen=0, by=works.inspector.access)
    failed = actions.resolve_round(first, make.outcome("deserted"), by=works.inspector.access)
    assert failed.reference == "1-22-LP07"
    late: dict[str, Any] = {"called_on": AWARDED, "opens_on": AWARDED}
    make.called(works.project, works.inspector, **late)
    with pytest.raises(errors.DoneMeanwhile, match="registró la ronda 2"):
        actions.call_round(
            works.project, SLOT, make.call(**late), number=2, by=works.inspector.access
        )


def test_only_the_inspection_of_the_service_keeps_them(works: Site) -> None:
    for somebody in (works.cast.ana, works.cast.diana, make.inspector(works.cast.other)):
        with pytest.raises(NotAllowed, match="inspección técnica"):
            make.called(works.project, somebody)


def test_a_project_that_left_the_portfolio_calls_nothing(works: Site) -> None:
    sql(
        "UPDATE works_project SET state = 'withdrawn', closed_on = '2007-11-01', "
        "closed_because = 'Sin terreno' WHERE id = %s",
        works.project.pk,
    )
    with pytest.raises(DomainError, match="retirado de la cartera"):
        make.called(works.project, works.inspector)


def test_the_last_word_of_the_day_of_the_call_is_kept(works: Site) -> None:
    first = make.called(works.project, works.inspector)
    actions.resolve_round(first, make.outcome(), by=works.inspector.access)

    with pytest.raises(errors.OutOfOrder):
        actions.correct_call(
            first, make.call(opens_on=date(2007, 4, 21)), by=works.inspector.access
        )
    assert make.read(first).opens_on == OPENED
