"""Recording a project: what it says adds up, it is written once, and nobody's text is lost."""

from datetime import date

import pytest

from minga.core.errors import DomainError, NotAllowed, StaleForm
from minga.core.models import Event
from minga.strategy.models import Initiative
from minga.territory.models import Territory
from minga.territory.models.shares import split
from minga.works import errors
from minga.works.actions import (
    change_project,
    register_project,
    tie_initiatives,
    write_communes,
)
from minga.works.models import Project
from tests.conftest import TODAY, Cast
from tests.core.database import sql
from tests.works.factories import programmer, project, record
from tests.works.initiatives import initiative


def place(key: str) -> Territory:
    return Territory.objects.get(key=key)


def shares(made: Project) -> dict[str, int]:
    return {share.territory.key: share.hundredths for share in made.shares.all()}


def test_it_enters_the_portfolio_and_its_event_names_it(cast: Cast) -> None:
    made = project(cast, bip="30099901-0", name="  Plaza El Tamarugo ")

    assert (made.name, made.is_active, made.service) == ("Plaza El Tamarugo", True, cast.serviu)
    last = Event.objects.latest("sequence")
    assert last.kind == "works.registered"
    assert last.data["bip"] == "30099901-0"


def test_only_programming_of_the_service_records(cast: Cast) -> None:
    for somebody in (cast.ana, cast.diana, programmer(cast.other)):
        with pytest.raises(NotAllowed, match="profesionales de programación"):
            register_project(cast.serviu, record(), by=somebody.access)
    assert not Project.objects.exists()


@pytest.mark.parametrize("bip", ["", "30099901", "3009990-0", "30099901-00", "A0099901-0"])
def test_a_code_is_eight_digits_and_one(cast: Cast, bip: str) -> None:
    with pytest.raises(errors.BipUnreadable, match="30045678-0"):
        project(cast, bip=bip)


def test_a_code_is_once_in_each_stage(cast: Cast) -> None:
    made = project(cast)

    with pytest.raises(errors.BipTaken, match="en la etapa ejecución"):
        project(cast, bip=made.bip)
    assert project(cast, bip=made.bip, stage="design").pk != made.pk


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"name": " "}, "Escriba el nombre"),
        (
            {"beneficiaries_women": 52, "beneficiaries_men": 49, "beneficiaries": 100},
            "son 101 personas y el total dice 100",
        ),
        (
            {"starts_on": date(2008, 3, 1), "ends_on": date(2008, 2, 29)},
            "anterior al inicio previsto",
        ),
        ({"rate_on": date(2007, 5, 2)}, "Elija el resultado del RATE"),
    ],
)
def test_what_can_not_be_true_is_refused(cast: Cast, more: dict, sentence: str) -> None:  # type: ignore[type-arg]
    with pytest.raises(DomainError, match=sentence):
        project(cast, **more)
    assert not Project.objects.exists()


def test_a_total_alone_is_kept_and_incomplete(cast: Cast) -> None:
    made = project(cast, beneficiaries=100)

    assert (made.beneficiaries, made.beneficiaries_women) == (100, None)


def test_two_persons_at_one_project(cast: Cast) -> None:
    by = programmer(cast.serviu)
    made = project(cast, by=by)
    change_project(made, record(bip=made.bip, name="Uno"), seen=0, by=by.access)

    with pytest.raises(StaleForm):
        change_project(made, record(bip=made.bip, name="Otro"), seen=0, by=by.access)
    made.refresh_from_db()
    assert (made.name, made.revision) == ("Uno", 1)


def test_communes_and_initiatives_are_written_by_who_saw_the_last_change(cast: Cast) -> None:
    by = programmer(cast.serviu)
    made = project(cast, by=by)
    write_communes(made, {place("huara"): 10_000}, seen=0, by=by.access)

    with pytest.raises(StaleForm):
        write_communes(made, {place("pica"): 10_000}, seen=0, by=by.access)
    with pytest.raises(StaleForm):
        tie_initiatives(made, [initiative(cast.serviu)], seen=0, by=by.access)
    assert (shares(made), made.ties.count()) == ({"huara": 10_000}, 0)
    tie_initiatives(made, [initiative(cast.serviu)], seen=1, by=by.access)


def test_communes_share_the_money_to_the_peso(cast: Cast) -> None:
    by = programmer(cast.serviu)
    made = project(cast, by=by)
    given = {place("iquique"): 7000, place("alto-hospicio"): 3000}
    write_communes(made, given, by=by.access)

    money = split(500_000_000, made.shares.values_list("territory_id", "hundredths"))
    assert money == {place("iquique").pk: 350_000_000, place("alto-hospicio").pk: 150_000_000}


def test_communes_that_do_not_add_up_are_refused(cast: Cast) -> None:
    by = programmer(cast.serviu)
    made = project(cast, by=by)

    with pytest.raises(errors.SharesDoNotAddUp, match="suman 99,99 % y deben sumar 100 %"):
        write_communes(made, {place("iquique"): 9999}, by=by.access)
    assert shares(made) == {}


def test_communes_change_places(cast: Cast) -> None:
    by = programmer(cast.serviu)
    made = project(cast, by=by)
    write_communes(made, {place("iquique"): 7000, place("huara"): 3000}, by=by.access)
    write_communes(made, {place("huara"): 9000, place("pica"): 1000}, by=by.access)
    write_communes(made, {place("huara"): 1000, place("pica"): 9000}, by=by.access)

    assert shares(made) == {"huara": 1000, "pica": 9000}
    made.refresh_from_db()
    assert (made.share_total, made.revision) == (10_000, 3)


def test_initiatives_come_and_go(cast: Cast) -> None:
    by = programmer(cast.serviu)
    made = project(cast, by=by)
    plan, other = initiative(cast.serviu), initiative(cast.serviu)
    tie_initiatives(made, [plan], by=by.access)
    first = made.ties.get()
    tie_initiatives(made, [plan, other], by=by.access)

    assert set(made.ties.values_list("initiative", flat=True)) == {plan.pk, other.pk}
    # What stayed is the row that was there.
    assert made.ties.get(initiative=plan).event_id == first.event_id
    tie_initiatives(made, [other], by=by.access)
    assert made.ties.get().initiative == other
    assert Initiative.objects.valid_on(TODAY).count() == 2


def test_one_that_left_the_portfolio_stays_as_it_is(cast: Cast) -> None:
    by = programmer(cast.serviu)
    made = project(cast, by=by)
    sql(
        "UPDATE works_project SET state = 'withdrawn', closed_on = '2007-11-01', "
        "closed_because = 'Sin terreno' WHERE id = %s",
        made.pk,
    )
    with pytest.raises(errors.NoLongerActive, match="retirado de la cartera"):
        change_project(made, record(bip=made.bip), by=by.access)


def test_who_may_see_it(cast: Cast) -> None:
    made = project(cast)
    write_communes(made, {place("huara"): 10_000}, by=programmer(cast.serviu).access)

    for somebody in (cast.ana, cast.gaby, cast.marta, cast.aldo):
        assert made in Project.objects.visible_to(somebody.access)
    for somebody in (cast.carla, cast.pia):
        assert made not in Project.objects.visible_to(somebody.access)
