"""Carry-over: a contract in force when the year begins."""

from minga.works import carrying
from minga.works.models import Project
from tests.conftest import Cast
from tests.works.contracts.factories import inspector, running
from tests.works.factories import programmer, project


def test_a_project_is_carry_over_from_the_year_after_its_contract(cast: Cast) -> None:
    contract = running(project(cast, by=programmer(cast.serviu)), inspector(cast.serviu))
    project(cast)
    year = contract.signed_on.year

    def carried(into: int) -> list[int]:
        return list(
            Project.objects.filter(carrying.carried_over(into)).values_list("pk", flat=True)
        )

    assert carried(year) == []
    assert carried(year + 1) == [contract.project_id]
