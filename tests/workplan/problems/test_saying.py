"""What the record says for the evaluation, and where else problems are told."""

from datetime import timedelta

import pytest

from minga.people.models import Organisation
from minga.territory.briefs import Question
from minga.territory.frames import frame_on
from minga.workplan.problems import actions, registering, waiting
from minga.workplan.problems.actions import Brings
from minga.workplan.problems.models import TerritorialProblem
from minga.workplan.problems.saying import of_plan, said_of, says
from minga.workplan.worries import worries
from tests.conftest import TODAY, Cast
from tests.workplan import factories as plans
from tests.workplan.problems import factories


def sentences(problem: TerritorialProblem, part: str) -> str:
    return " ".join(one.sentence for one in said_of(problem, TODAY) if one.part == part)


def test_the_gap_of_the_municipality_is_said_with_its_rows(cast: Cast) -> None:
    made = factories.opened(cast)
    promised = factories.promised(cast, made, promise="Reponer veredas")

    (said,) = [one for one in said_of(made, TODAY) if "veredas" in one.sentence]

    assert said.part == "1.3"
    assert said.sentence.startswith(
        "Municipalidad de Alto Hospicio no tiene asignación presupuestaria para «Reponer veredas»"
    )
    assert "$ 500.000, sin asignación presupuestaria" in said.sentence
    assert said.rows[0][1].endswith(f"{promised.commitment.public_id}/")
    assert "antes de firmar" in said.advice


def test_each_part_says_its_own(cast: Cast) -> None:
    made = factories.opened(cast, title="Pasajes de tierra")
    factories.backed(cast, made)
    factories.promised(cast, made, cast.serviu, budget=factories.LINE)
    factories.closed(cast, factories.convened(cast, made))

    assert "En Alto Hospicio se identificó un problema común" in sentences(made, "1.1")
    assert "SEREMI aporta sus productos: Obras" in sentences(made, "1.1")
    assert "se trabaja con Municipalidad de Alto Hospicio" in sentences(made, "1.2")
    assert "El 30-11-2007 se reunieron" in sentences(made, "1.2")
    assert "respaldo formal: convenio Convenio" in sentences(made, "1.3")
    assert "Falta la firma de Municipalidad de Alto Hospicio." in sentences(made, "1.3")
    assert "1 de 1 que requieren dinero tienen asignación" in sentences(made, "1.3")


def test_with_nothing_done_it_says_so_and_advises(cast: Cast) -> None:
    made = factories.draft(cast, alone=True)
    actions.join_service(made, cast.serviu, Brings("Obras"), by=cast.ana.access)
    said = said_of(made, TODAY)

    assert [one.part for one in said if one.advice] == ["1.1", "1.2", "1.2", "1.3"]


def test_a_plan_says_the_problems_of_its_place_and_year(cast: Cast) -> None:
    plan = plans.approved(cast)
    made = factories.opened(cast)
    draft = factories.draft(cast)

    assert list(of_plan(plan, cast.ana.access)) == [made]
    assert draft not in of_plan(plan, cast.ana.access)
    assert {"1.1"} <= {one.part for one in says(plan, TODAY, cast.ana.access)}
    assert not list(says(plan, TODAY, cast.carla.access))
    assert not list(says(plan, factories.PREPARED, cast.ana.access))


def test_what_waits_for_whom(cast: Cast) -> None:
    made, draft = factories.opened(cast), factories.draft(cast)
    gap = factories.gap(cast, made, responsible=factories.town(cast))
    meeting = factories.convened(cast, made)

    def awaiting(who: object) -> list[tuple[str, str]]:
        found = waiting.find(who.access, TODAY)  # type: ignore[attr-defined]
        return [(one.verb, one.label) for one in found]

    assert awaiting(factories.mayor(cast)) == [("Ver brecha", gap.what)]
    assert [verb for verb, _ in awaiting(cast.ana)] == ["Registrar reunión"]
    assert awaiting(cast.diana) == [("Abrir problema", f"Problema territorial: {draft.title}")]
    factories.recorded(cast, meeting, factories.LATER)
    assert awaiting(cast.ana) == []
    assert [verb for verb, _ in awaiting(cast.bruno)] == ["Cerrar acta"]
    assert awaiting(cast.carla) == []


def test_the_worries_of_a_monday(cast: Cast) -> None:
    made = factories.opened(cast)
    gap = factories.gap(cast, made)
    factories.draft(cast)
    promised = factories.promised(cast, made)
    factories.convened(cast, made)
    later = factories.DUE + timedelta(days=1)

    def told(key: str) -> list[str]:
        (worry,) = [one for kind in ("late", "waits", "promised") for one in worries(kind)
                    if one.key == key]  # fmt: skip
        return [line.label for line in worry.find(cast.serviu, later, cast.diana.access)]

    assert gap.what in told("brechas")
    assert len(told("reuniones")) == 1
    assert len(told("problemas")) == 1
    assert told("partes") == [promised.commitment.short]


@pytest.mark.parametrize(("who", "count"), [("ana", 1), ("gaby", 1), ("carla", 0)])
def test_a_place_tells_its_problems_to_who_may_read_them(cast: Cast, who: str, count: int) -> None:
    made = factories.opened(cast)
    gore = Organisation.objects.get(key="gore-tarapaca")
    actions.join_service(made, gore, Brings("Fondo"), by=cast.ana.access)
    factories.gap(cast, made)
    access = getattr(cast, who).access

    told = registering.told(Question(factories.place(), frame_on(TODAY), TODAY, access))

    assert told.rows == count
    assert not count or told.sentence == "Hay 1 problema abierto, con 1 brecha por cerrar."
