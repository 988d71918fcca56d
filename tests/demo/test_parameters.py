"""The correction of a parameter in the demonstration: by two people, and no value moves."""

from datetime import date

from django.urls import reverse

from minga.core.clock import living_in
from minga.core.parameters.models import ParameterCorrection
from minga.core.parameters.rulings import ruling
from minga.core.parameters.words import slug_of
from minga.demo.parameters import FILE, HEAD, NAME, PROPOSES, SERVICE, Correcting
from minga.people.roles import Role
from minga.rules.parameters import packaged
from minga.rules.shapes import shapes
from tests.conftest import TODAY, Cast
from tests.workplan import factories as plans
from tests.workplan.pages import text


def test_it_is_proposed_by_one_approved_by_another_and_moves_no_value(cast: Cast) -> None:
    lawyer = plans.member(cast.serviu, Role.LEGAL, ("Víctor", "Cortés"))
    people = {PROPOSES: lawyer, HEAD: cast.diana}
    area = Correcting(lambda who, on: people[who].on(on), {SERVICE: cast.serviu})

    for on, _, happen in area.happenings():
        with living_in(on):
            happen()

    row = ParameterCorrection.objects.get()
    assert (row.status, row.proposed_by, row.approved_by) == (
        "approved",
        lawyer.person.pk,
        cast.diana.person.pk,
    )
    (package,) = packaged(FILE)[NAME]
    for day in (date(2006, 12, 31), row.since, TODAY, date(2008, 12, 31)):
        assert ruling(FILE, NAME, day, service=cast.serviu.pk).values == package.values
    assert not row.verified
    assert "datos de demostración" in row.source
    page = reverse("parameters:parameter", args=[slug_of(shapes(FILE)[NAME])])
    shown = text(cast.ana.client().get(page))
    assert f"Corrección de {row.proposer}" in shown
    assert f"La aprobó {row.approver} el 23-04-2007" in shown
