"""Beginning the plan of a year."""

from minga.core.errors import NotAllowed
from minga.workplan import actions
from minga.workplan.errors import PlanExists
from minga.workplan.models import WorkPlan
from tests.conftest import Cast
from tests.workplan import factories
from tests.workplan.asserts import last_event, last_said, refused


def test_it_begins_with_an_empty_draft_and_a_dossier_of_the_service(cast: Cast) -> None:
    plan = actions.create_plan(cast.serviu, cast.region, year=2008, by=cast.ana.access)

    version = plan.versions.get()
    assert (version.number, version.status, version.weight_total) == (1, "draft", 0)
    assert plan.dossier.service == cast.serviu
    assert plan.dossier.territory == cast.region
    assert not plan.dossier.readers.exists()


def test_it_is_recorded(cast: Cast) -> None:
    plan = actions.create_plan(cast.serviu, cast.region, year=2008, by=cast.ana.access)

    assert last_said() == (
        "workplan.plan_created",
        "A. Soto",
        "comenzó a preparar el programa 2008",
    )
    event = last_event()
    assert event.subject_public_id == plan.public_id
    assert event.service == cast.serviu.public_id
    assert event.territory == cast.region.public_id


def test_a_unit_of_the_service_prepares_for_the_whole_service(cast: Cast) -> None:
    plan = actions.create_plan(cast.serviu, cast.region, year=2008, by=cast.emilio.access)

    assert plan.service == cast.serviu


def test_there_is_one_plan_per_service_territory_and_year(cast: Cast) -> None:
    factories.draft(cast)

    with refused(PlanExists, "El programa 2007 de este servicio ya existe"):
        actions.create_plan(cast.serviu, cast.region, year=2007, by=cast.bruno.access)


def test_another_year_or_another_service_is_another_plan(cast: Cast) -> None:
    factories.draft(cast)

    actions.create_plan(cast.serviu, cast.region, year=2008, by=cast.ana.access)
    actions.create_plan(cast.seremi, cast.region, year=2007, by=cast.sofia.access)

    assert WorkPlan.objects.count() == 3


def test_the_units_of_another_service_do_not_prepare_it(cast: Cast) -> None:
    with refused(NotAllowed, "Solo las unidades del servicio preparan su programa de trabajo."):
        actions.create_plan(cast.serviu, cast.region, year=2008, by=cast.carla.access)


def test_the_head_and_the_readers_do_not_prepare_it(cast: Cast) -> None:
    for somebody in (cast.diana, cast.gaby, cast.marta, cast.aldo, cast.nora, cast.pia):
        with refused(NotAllowed, "Solo las unidades del servicio"):
            actions.create_plan(cast.serviu, cast.region, year=2008, by=somebody.access)
