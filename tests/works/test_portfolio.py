"""Completeness: what a record lacks, and how much of what a year expects is there."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from minga.core.errors import DomainError, NotAllowed
from minga.core.indicators.registry import Question, indicator_of
from minga.core.models import Event
from minga.core.months import Month
from minga.strategy.actions import approve_definitions, propose_definitions
from minga.strategy.models import ProductLine
from minga.territory.briefs import Question as Asked
from minga.territory.frames import frame_on
from minga.territory.models import Territory
from minga.works.actions import (
    change_precondition,
    drop_expected,
    drop_precondition,
    meet_precondition,
    register_project,
    tie_initiatives,
    withdraw_project,
    write_communes,
)
from minga.works.awaiting import find
from minga.works.briefs import told as brief
from minga.works.completeness import COMPLETE, REQUIREMENTS, lacking_of, sentence
from minga.works.models import ExpectedProject, Precondition, Project
from minga.works.portfolio import Portfolio
from tests.conftest import TODAY, Cast, Somebody, pdf
from tests.snapshot import written_once
from tests.strategy.factories import HOUSES, OBJECTIVES, STREETS
from tests.workplan.pages import text
from tests.works.factories import expected, paid_for, precondition, programmer, project, record
from tests.works.initiatives import initiative

DEED = "Escritura del terreno"


@written_once
def paula(cast: Cast) -> Somebody:
    return programmer(cast.serviu)


def ruling_product(cast: Cast) -> ProductLine:
    version = propose_definitions(
        cast.serviu, mission="Servir.", objectives=OBJECTIVES, products=[HOUSES, STREETS],
        by=cast.ana.access, on=TODAY - timedelta(days=30),
    )  # fmt: skip
    approve_definitions(version, by=cast.diana.access, on=TODAY - timedelta(days=20))
    return ProductLine.objects.filter(parent=None).earliest("pk")


def complete(cast: Cast, by: Somebody, line: ProductLine, **more: object) -> Project:
    """A record that lacks nothing."""
    said = record(
        line_of_action="urban", rate="rs", unit=cast.unit, starts_on=date(2008, 1, 2),
        ends_on=date(2008, 12, 31), currency_month=Month(2007, 10), beneficiaries_women=2,
        beneficiaries_men=3, beneficiaries=5, product_line=line, expected_impact="Acceso.",
        location={"type": "Point", "coordinates": [-70.1, -20.2]}, **more,
    )  # fmt: skip
    made = paid_for(register_project(cast.serviu, said, by=by.access), by)
    write_communes(made, {Territory.objects.get(key="iquique"): 10_000}, by=by.access)
    ties = [initiative(cast.serviu), initiative(cast.serviu, part="commitment")]
    tie_initiatives(made, ties, by=by.access)
    made.refresh_from_db()
    return made


def test_a_record_with_everything_lacks_nothing(cast: Cast, paula: Somebody) -> None:
    made = complete(cast, paula, ruling_product(cast))

    assert lacking_of(made, TODAY) == []
    assert COMPLETE == len(REQUIREMENTS) == 17
    assert sum(one.is_descriptor for one in REQUIREMENTS) == 10


def test_a_bare_record_lacks_all(cast: Cast, paula: Somebody) -> None:
    assert lacking_of(project(cast, by=paula), TODAY) == list(REQUIREMENTS)


def test_a_product_serves_its_objectives_while_its_version_rules(
    cast: Cast, paula: Somebody
) -> None:
    made = complete(cast, paula, ruling_product(cast))

    before = [one.key for one in lacking_of(made, TODAY - timedelta(days=21))]

    assert before == ["objectives"]


def test_what_is_missing_is_said_as_a_sentence() -> None:
    women, men, people = REQUIREMENTS[:3]

    assert sentence([]) == ""
    assert sentence([women]) == "faltan las beneficiarias mujeres"
    assert sentence([women, men, people]) == (
        "faltan las beneficiarias mujeres, los beneficiarios hombres y el total de beneficiarios"
    )


def test_loaded_over_expected_and_complete_over_loaded(cast: Cast, paula: Somebody) -> None:
    whole, half = complete(cast, paula, ruling_product(cast)), project(cast, by=paula)
    gone, outside = project(cast, by=paula), project(cast, by=paula)
    for bip in (whole.bip, half.bip, gone.bip, "30000009-0"):
        expected(cast.serviu, bip)
    expected(cast.other, outside.bip)
    expected(cast.serviu, outside.bip, year=2008)
    withdraw_project(gone, closed_on=TODAY, reason="Lo hará otro.", by=paula.access)

    told = Portfolio.of(2007, TODAY, paula.access)

    assert [row.bip for row in told.rows_loaded] == sorted([whole.bip, half.bip])
    assert {row.bip for row in told.missing} == {gone.bip, "30000009-0"}
    assert [row.bip for row in told.complete] == [whole.bip]
    assert [row.bip for row in told.unexpected] == [outside.bip]
    assert (told.percent_loaded, told.percent_complete) == (50, 50)
    page = text(paula.client().get(reverse("works:completeness")))
    assert "De 4 proyectos esperados están cargados 2; de los cargados, está completo 1." in page


def test_the_indicators_tell_the_same(cast: Cast, paula: Somebody) -> None:
    whole, half = complete(cast, paula, ruling_product(cast)), project(cast, by=paula)
    for bip in (whole.bip, half.bip, "30000009-0"):
        expected(cast.serviu, bip)
    last = Event.objects.latest("sequence").recorded_at

    def asked(key: str, place: str = "") -> tuple[int, int]:
        indicator = indicator_of(key)
        assert indicator is not None
        question = Question(TODAY, last, TODAY, place, "", paula.access)
        measure = indicator.ask(question)
        return measure.numerator, measure.denominator

    assert asked("cartera-cargada") == (2, 3)
    assert asked("cartera-completa") == (1, 2)
    iquique = Territory.objects.get(key="iquique").public_id
    huara = Territory.objects.get(key="huara").public_id
    assert asked("cartera-completa", iquique) == (1, 1)
    assert asked("cartera-completa", huara) == (0, 0)


def test_a_row_that_should_not_be_expected_leaves_with_its_reason(
    cast: Cast, paula: Somebody
) -> None:
    kept, wrong = expected(cast.serviu, "30000001-0"), expected(cast.serviu, "30000002-0")
    others = expected(cast.other, "30000003-0")

    with pytest.raises(NotAllowed):
        drop_expected([wrong.pk, others.pk], reason="Error.", by=paula.access)
    with pytest.raises(DomainError, match="motivo"):
        drop_expected([wrong.pk], reason=" ", by=paula.access)
    assert ExpectedProject.objects.count() == 3
    drop_expected([wrong.pk], reason="Es de otra región.", by=paula.access)

    assert set(ExpectedProject.objects.filter(service=cast.serviu)) == {kept}
    assert Event.objects.latest("sequence").reason == "Es de otra región."
    with pytest.raises(DomainError, match="ya quitó"):
        drop_expected([wrong.pk], reason="Otra vez.", by=paula.access)


def test_a_condition_is_met_once_with_its_paper(cast: Cast, paula: Somebody) -> None:
    made = precondition(project(cast, by=paula), paula)

    with pytest.raises(DomainError, match="posterior"):
        meet_precondition(made, met_on=TODAY + timedelta(days=1), by=paula.access)
    meet_precondition(made, met_on=TODAY, file=pdf(), by=paula.access)

    made.refresh_from_db()
    assert made.document is not None
    assert made.document.dossier_id == made.project.dossier_id
    with pytest.raises(DomainError, match="ya está cumplida"):
        meet_precondition(made, met_on=TODAY, by=paula.access)
    with pytest.raises(DomainError, match="ya está cumplida"):
        change_precondition(
            made, kind="land", text="Otra", due_on=TODAY, stops_start=False, by=paula.access
        )


def test_the_same_condition_is_not_there_twice(cast: Cast, paula: Somebody) -> None:
    made = precondition(project(cast, by=paula), paula)

    with pytest.raises(DomainError, match="ya tiene esa condición"):
        precondition(made.project, paula, text=f" {DEED} ")


def test_a_condition_that_another_dropped_is_gone(cast: Cast, paula: Somebody) -> None:
    made = precondition(project(cast, by=paula), paula)
    seen = Precondition.objects.select_related("project").get(pk=made.pk)

    drop_precondition(made, reason="El terreno es fiscal.", by=paula.access)

    with pytest.raises(DomainError, match="Otra persona quitó"):
        meet_precondition(seen, met_on=TODAY, by=paula.access)
    assert Event.objects.latest("sequence").reason == "El terreno es fiscal."


def test_a_withdrawn_project_takes_no_conditions(cast: Cast, paula: Somebody) -> None:
    made = project(cast, by=paula)
    withdraw_project(made, closed_on=TODAY, reason="Sin fondos.", by=paula.access)

    with pytest.raises(DomainError, match="retirado de la cartera"):
        precondition(made, paula)


def test_what_is_due_and_what_is_incomplete_waits_for_who_formulates(
    cast: Cast, paula: Somebody
) -> None:
    made = project(cast, by=paula)
    precondition(made, paula)
    precondition(made, paula, text="Permiso", due_on=TODAY + timedelta(days=31))

    told = [one.label for one in find(paula.access, TODAY)]

    assert told == [DEED, "1 proyecto con registro incompleto"]
    assert list(find(cast.ana.access, TODAY)) == []
    assert list(find(programmer(cast.other).access, TODAY)) == []


def test_nothing_of_it_is_written_by_others(cast: Cast, paula: Somebody) -> None:
    made = precondition(project(cast, by=paula), paula)

    for somebody in (cast.ana, cast.diana, programmer(cast.other)):
        with pytest.raises(NotAllowed):
            meet_precondition(made, met_on=TODAY, by=somebody.access)
        with pytest.raises(NotAllowed):
            withdraw_project(made.project, closed_on=TODAY, reason="No.", by=somebody.access)


def test_a_place_is_told_its_part_of_the_money(cast: Cast, paula: Somebody) -> None:
    made = paid_for(project(cast, by=paula), paula)
    places = {key: Territory.objects.get(key=key) for key in ("iquique", "huara")}
    write_communes(made, {places["iquique"]: 7000, places["huara"]: 3000}, by=paula.access)

    def told(place: Territory) -> str:
        return brief(Asked(place, frame_on(TODAY), TODAY, cast.ana.access)).sentence

    assert told(places["iquique"]).endswith("cuesta M$ 350.000.")
    assert told(places["huara"]).endswith("cuesta M$ 150.000.")
    assert told(cast.region).endswith("cuesta M$ 500.000.")
