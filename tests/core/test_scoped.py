"""Who sees a row: by its own columns when they tell, by a subquery when a path leads to many."""

from minga.core.scoped import ScopedQuerySet, _is_single
from minga.documents.models import DossierReader
from minga.workplan.models import Evidence, WorkPlan
from tests.conftest import Cast
from tests.core.lists.sample.models import House
from tests.workplan import factories


class PlansByService(ScopedQuerySet[WorkPlan]):
    organisations = ("service",)


def test_a_path_is_single_while_no_step_leads_to_many() -> None:
    single = ("pk", "service", "service_id", "service__party", "territory", "dossier")

    assert all(_is_single(WorkPlan, path) for path in single)
    assert _is_single(Evidence, "line__plan__service")
    assert not _is_single(WorkPlan, "dossier__readers")
    assert not _is_single(WorkPlan, "versions")
    assert not _is_single(Evidence, "line__plan__dossier__readers")


def test_a_row_is_asked_for_by_its_own_column(cast: Cast) -> None:
    sql = str(House.objects.visible_to(cast.ana.access).query)

    assert "service_id" in sql
    assert "SELECT" not in sql.removeprefix("SELECT")


def test_the_same_rows_are_seen_by_either_way(cast: Cast) -> None:
    plan = factories.approved(cast)
    readers = set(DossierReader.objects.values_list("organisation", flat=True))
    assert readers

    seen = {
        name: (
            WorkPlan.objects.visible_to(somebody.access).filter(pk=plan.pk).exists(),
            PlansByService(WorkPlan).visible_to(somebody.access).filter(pk=plan.pk).exists(),
        )
        for name, somebody in cast.everybody().items()
    }

    assert seen["ana"] == seen["diana"] == seen["bruno"] == (True, True)
    assert seen["marta"] == seen["aldo"] == (True, True)
    assert seen["sofia"] == seen["gaby"] == (True, False)
    assert seen["carla"] == seen["pia"] == (False, False)


def test_a_row_reached_by_two_paths_comes_once(cast: Cast) -> None:
    factories.approved(cast)

    for somebody in cast.everybody().values():
        assert WorkPlan.objects.visible_to(somebody.access).count() in (0, 1)
