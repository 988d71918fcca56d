"""The territorial problem of the demonstration: its gap is in the text and on the next agenda."""

from datetime import date

import pytest

from minga.core.access import Access
from minga.core.clock import living_in
from minga.demo.problems import AGAIN, NEXT, Problems
from minga.people.models import Organisation
from minga.workplan.problems.models import Meeting, TerritorialProblem
from minga.workplan.problems.saying import said_of
from tests.commitments.factories import body
from tests.conftest import TODAY, Cast


@pytest.fixture
def problem(cast: Cast) -> TerritorialProblem:
    """Told by the same actions, with the cast of the tests in the parts of the demonstration."""
    people = {"mquispe": cast.ana, "rmamani": cast.ana, "pcaceres": cast.bruno}
    people |= {"laraya": cast.diana}

    def acting(name: str, on: date) -> Access:
        return people[name].on(on)

    for key in ("alto-hospicio", "iquique"):
        name = f"Municipalidad de {key.replace('-', ' ').title()}"
        body(cast, f"municipalidad-{key}", name=name, kind="municipality")
    bodies = {one.key: one for one in Organisation.objects.all()}
    for on, _, happen in sorted(Problems(acting, bodies).happenings(), key=lambda one: one[:2]):
        with living_in(on):
            happen()
    return TerritorialProblem.objects.get(state="solving")


def test_its_text_for_stage_4_says_the_gap_of_the_municipality(
    problem: TerritorialProblem, cast: Cast
) -> None:
    said = [one for one in said_of(problem, TODAY, cast.ana.access) if one.part == "1.3"]

    (gap,) = [one for one in said if "sin asignación presupuestaria" in one.sentence]
    assert gap.sentence.startswith("Municipalidad de Alto Hospicio no tiene asignación")
    assert gap.advice
    (backing,) = [one for one in said if "respaldo formal" in one.sentence]
    assert "Municipalidad" not in backing.sentence
    assert {one.part for one in said_of(problem, TODAY, cast.ana.access)} == {"1.1", "1.2", "1.3"}


def test_the_gap_is_on_the_agenda_of_the_next_meeting(problem: TerritorialProblem) -> None:
    first, following = Meeting.objects.filter(problem=problem).order_by("number")

    assert (first.state, first.minutes is not None) == ("closed", True)
    assert (following.state, following.day, following.convened_on) == ("convened", NEXT, AGAIN)
    gap = problem.gaps.get(is_budget=True)
    assert gap.is_open
    assert following.items.filter(gap=gap).exists()
    assert first.items.get(gap=gap).outcome == "continues"


def test_everything_invented_says_so(problem: TerritorialProblem) -> None:
    texts = [problem.title, *problem.backings.values_list("reference", flat=True)]
    texts += problem.promises.values_list("commitment__promise", flat=True)

    assert [text for text in texts if "(demostración)" not in text] == []
    assert TerritorialProblem.objects.filter(state="draft").count() == 1
