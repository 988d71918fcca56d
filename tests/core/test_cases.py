"""Cases: what any area's rows may be about, found only by who sees them."""

import pytest

from minga.core.cases import CaseNotFound, case_kinds, find_case, kind_named, kind_of
from minga.workplan.models import WorkPlan
from tests.conftest import TODAY, Cast
from tests.workplan.factories import draft


@pytest.fixture
def plan(cast: Cast) -> WorkPlan:
    return draft(cast).plan


def test_the_work_plan_is_a_case(plan: WorkPlan) -> None:
    kind = kind_of(plan)
    assert kind is kind_named("programa")
    assert kind in case_kinds()
    assert kind.service_of(plan) == plan.service
    assert kind.dossier_of(plan) == plan.dossier


def test_it_is_found_by_who_sees_it(plan: WorkPlan, cast: Cast) -> None:
    assert find_case("programa", plan.public_id, cast.ana.access) == plan
    with pytest.raises(CaseNotFound, match="no existe o usted no lo ve"):
        find_case("programa", plan.public_id, cast.carla.access)


@pytest.mark.parametrize("key", ["", "contrato-que-nadie-registra"])
def test_a_kind_that_nobody_registered_is_not_found(cast: Cast, key: str) -> None:
    with pytest.raises(CaseNotFound):
        find_case(key, "22222222", cast.ana.access)


def test_every_kind_tells_all_the_fields_that_it_gives(plan: WorkPlan) -> None:
    kind = kind_of(plan)
    assert set(kind.fields(plan, TODAY)) == set(kind.field_names)
    assert set(kind.tables(plan, TODAY)) == set(kind.table_names)
    table = kind.tables(plan, TODAY)["actividades"]
    assert {len(row) for row in table.rows} == {len(table.columns)}
    assert len(table.rows) == 2
