"""The works of a project as control visits: what asks for them, where they are, who is told."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from minga.core.approvals import actions as approvals
from minga.core.approvals.rounds import seen_of
from minga.visits import actions, awaiting
from minga.visits.cases import visit_case_of
from minga.visits.models import Visit, VisitRule
from minga.works.contracts import visits
from minga.works.contracts.actions import Mark, mark_day
from minga.works.models import Project
from tests.conftest import TODAY, Cast
from tests.visits import factories
from tests.visits.factories import WRITTEN
from tests.works.contracts import factories as make
from tests.works.contracts.conftest import NEXT, Site
from tests.works.factories import project

LINE = {"type": "LineString", "coordinates": [[-70.15, -20.22], [-70.14, -20.22]]}


def rule(cast: Cast, anchor: str, rhythm: str, every: int) -> VisitRule:
    """Of projects, in force since January."""
    by = cast.emilio.on(WRITTEN)
    values = factories.values(cast, anchor=anchor, rhythm=rhythm, every=every)
    made = actions.create_rule(
        cast.serviu, name="Inspección de obras", case_model="works.project", values=values,
        questions=factories.QUESTIONS, by=by, on=WRITTEN,
    )  # fmt: skip
    version = made.versions.get()
    approvals.begin(version, by=by, on=WRITTEN)
    approvals.pass_step(version, seen=seen_of(version), by=cast.diana.on(WRITTEN), on=WRITTEN)
    return made


def scheduled(cast: Cast) -> list[Visit]:
    actions.make_due_visits(by=cast.emilio.access, on=TODAY)
    return list(Visit.objects.order_by("due_on", "pk"))


def told(of: Project, on: date = TODAY) -> list[tuple[str, date, date | None]]:
    case = visit_case_of("works.project")
    assert case is not None
    return [(one.anchor, one.on, one.until) for one in case.moments(of.service, on)]


def test_the_dates_of_a_contract_ask_for_visits(works: Site) -> None:
    contract = works.running()
    ends = contract.ends_on
    assert ends is not None
    assert told(works.project) == [
        (visits.HANDOVER, make.STARTED, None), (visits.WORKS, make.STARTED, ends),
        (visits.END, ends, None),
    ]  # fmt: skip
    # Received before its term, its works are visited no more.
    mark_day(contract, Mark.PROVISIONAL, NEXT, by=works.inspector.access)
    assert told(works.project)[1:] == [
        (visits.WORKS, make.STARTED, NEXT), (visits.END, ends, None),
        (visits.PROVISIONAL, NEXT, None),
    ]  # fmt: skip
    assert told(works.project, make.AWARDED) == []


@pytest.mark.parametrize(
    ("location", "point"),
    [
        ({"type": "Point", "coordinates": [-70.14, -20.23]}, (-701_400_000, -202_300_000)),
        (LINE, None),
        (None, None),
    ],
)
def test_it_is_where_the_project_is(
    works: Site, location: Mapping[str, Any] | None, point: tuple[int, int] | None
) -> None:
    of = project(works.cast, location=location)
    found = visits.point_of(of)
    if location is LINE:
        assert found is not None
        assert found[1] == -202_200_000
        assert -701_500_000 <= found[0] <= -701_400_000
    else:
        assert found == point


def test_a_work_is_visited_each_month_with_place_and_photo(works: Site) -> None:
    cast = works.cast
    contract = works.running()
    rule(cast, visits.WORKS, "months", 1)
    made = scheduled(cast)
    # From the 14th of June to the 14th of October: its term ends in November.
    assert [one.case_label for one in made] == [f"{works.project.bip} {works.project.name}"] * 5
    assert made[0].title.startswith(f"Contrato {contract.code}")
    assert scheduled(cast) == made

    # Nobody has them: the head of the unit and who directs are told that they are late.
    assert len(list(awaiting.find(cast.emilio.access, TODAY))) == 5
    assert any("vencida" in one.verb for one in awaiting.find(cast.diana.access, TODAY))
    given = actions.assign_visit(made[-1], works.inspector.person, by=cast.emilio.access)
    mine = list(awaiting.find(works.inspector.access, TODAY))
    assert [one.verb for one in mine] == ["Hacer la visita"]
    uuid = uuid4()
    photo = factories.photographed(given, works.inspector, uuid)
    values = factories.report(given, photos=[photo.sha256])
    actions.take_report(given, values, client_uuid=uuid, by=works.inspector.access, on=TODAY)
    given.refresh_from_db()
    assert given.status == "done"
    panel = works.inspector.client().get(f"/visitas/del-caso/{works.project.public_id}/")
    assert panel.status_code == 200
    assert given.title in panel.content.decode()
